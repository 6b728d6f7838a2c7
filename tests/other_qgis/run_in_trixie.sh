#!/usr/bin/env bash
# Run the tests in Debian 13 with the QGIS of its backports (3.44), in a folder of its own.
#
# Usage: run_in_trixie.sh FOLDER MIRROR [make target ...]; as root, about 12 GB and half an hour the
# first time. FOLDER keeps Debian and the engine's packages for the next run. Certificates and the
# settings of apt and pip are those of this computer.
set -euo pipefail

SUITE=trixie
test $# -ge 2 || { echo "Usage: $0 FOLDER MIRROR [make target ...]" >&2; exit 2; }
test "$(id -u)" = 0 || { echo "Only root may make and enter $1: run it with sudo." >&2; exit 2; }
mkdir -p "$1"
folder=$(realpath "$1") mirror=$2
shift 2
targets=${*:-test-core test-engine test-qgis test-package}
checkout=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)

if ! test -e "$folder/etc/debian_version"; then
	command -v debootstrap >/dev/null || apt-get install -y -qq --no-install-recommends debootstrap
	debootstrap --variant=minbase --include=ca-certificates $SUITE "$folder" "$mirror" >"$folder.log" ||
		{ tail "$folder.log" >&2; exit 1; }
fi
printf 'deb %s %s main\n' "$mirror" $SUITE "$mirror" $SUITE-backports >"$folder/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(https?|Check)' >"$folder/etc/apt/apt.conf.d/99outside" || true
cp -L /etc/resolv.conf "$folder/etc/"
cp -rL /usr/local/share/ca-certificates "$folder/usr/local/share/"
for file in /etc/pip.conf "$HOME/.config/pip/pip.conf"; do
	if test -f "$file"; then install -D -m 600 "$file" "$folder${file/#$HOME/\/root}"; fi
done

# What is tested is the working tree, with its history for the zip.
work=$folder/srv/checkout
mkdir -p "$work"
rm -rf "$work/.git"
find "$work" -mindepth 1 -maxdepth 1 ! -name .venv ! -name build -exec rm -rf {} +
git clone -q --no-checkout --no-hardlinks "$checkout" "$work/clone"
mv "$work/clone/.git" "$work/" && rmdir "$work/clone"
git -C "$checkout" ls-files -z --cached --others --exclude-standard |
	tar -C "$checkout" --null -T - --ignore-failed-read -cf - 2>/dev/null | tar -C "$work" --no-same-owner -xf -
git -C "$work" reset -q

cat >"$folder/srv/run.sh" <<-EOF
	set -euo pipefail
	if ! command -v qgis_process >/dev/null; then
		update-ca-certificates >/dev/null
		apt-get update -qq
		apt-get install -y -qq --no-install-recommends -t $SUITE-backports qgis python3-qgis >/dev/null
		apt-get install -y -qq --no-install-recommends python3-gdal python3-venv xvfb xauth git make >/dev/null
	fi
	cd /srv/checkout
	python3 -c 'import sys, numpy; from osgeo import gdal; from qgis.core import Qgis; \
		print("QGIS", Qgis.QGIS_VERSION, "GDAL", gdal.__version__, "numpy", numpy.__version__, sys.version)'
	make setup
	make --keep-going $targets
EOF

# The mounts end with the process.
settings=$(env | grep -E '^(PIP|SSL|REQUESTS|CURL)_[A-Z_]+=[^ ]*$' | tr '\n' ' ') || true
# shellcheck disable=SC2086 # the settings are words of their own
exec unshare --mount bash -c '
	folder=$1
	shift
	mount -t proc proc "$folder/proc"
	mount --rbind /sys "$folder/sys"
	mount --rbind /dev "$folder/dev"
	exec nice chroot "$folder" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
		DEBIAN_FRONTEND=noninteractive OMP_NUM_THREADS=1 "$@" bash /srv/run.sh
' _ "$folder" $settings
