"""The engine's environment, from tiny wheels: whole or not at all, and mended where it broke."""

import http.server
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from wheels import make_wheel, pins, write_card

from sam_cffnet_qgis.core import installer
from sam_cffnet_qgis.core.errors import Cancelled, EngineError, InstallError, OutputError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.folder_lock import LOCK_NAME
from sam_cffnet_qgis.core.install_engine import build_kit, check_kit, check_space, install
from sam_cffnet_qgis.core.installer import Installer, PackageSource
from sam_cffnet_qgis.core.managed_engine import (
    WORK_FOLDER,
    ManagedEngine,
    broken_builds,
    broken_packages,
    hold,
)
from sam_cffnet_qgis.core.pinned_packages import TORCH_BUILD, Package

NAMES = ("tiny-one", "tiny-two")


class Told(Feedback):
    """Remembers messages; cancels after some of them."""

    def __init__(self, cancel_after=None):
        self.messages = []
        self.fractions = []
        self._cancel_after = cancel_after

    def info(self, template, **values):
        self.messages.append(template.format(**values))

    def set_progress(self, fraction):
        self.fractions.append(fraction)

    def is_cancelled(self):
        return self._cancel_after is not None and len(self.messages) > self._cancel_after


@pytest.fixture
def kit(tmp_path):
    """A kit of two tiny packages, and their pins."""
    folder = tmp_path / "kit"
    folder.mkdir()
    pinned = pins([make_wheel(folder, name) for name in NAMES])
    write_card(folder, pinned)
    return folder, pinned


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    """An environment with pip alone."""
    folder = tmp_path_factory.mktemp("blank")
    made = Installer(folder / "environment", folder, PackageSource(), Feedback())
    made.make_environment()
    return folder / "environment"


@pytest.fixture
def engine(tmp_path, blank, monkeypatch):
    """An empty folder; environments are copies of one, which takes seconds to make."""
    monkeypatch.setattr(
        Installer,
        "make_environment",
        lambda self: shutil.copytree(blank, self._environment, symlinks=True),
    )
    return ManagedEngine(tmp_path / "engine")


def install_kit(engine, kit, feedback=None, verify=lambda python: None, **options):
    folder, pinned = kit
    source = PackageSource(kit=folder)
    return install(engine, pinned, source, verify, feedback or Told(), **options)


def module_of(environment, name="tiny_one.py"):
    return next(environment.glob("lib/python3*/site-packages")) / name


def test_install_from_a_kit_without_a_network(engine, kit):
    tried = []
    feedback = Told()
    python = install_kit(engine, kit, feedback, tried.append)
    assert engine.python == python and tried == [python]
    assert broken_packages(engine.current, kit[1].packages, thorough=True) == []
    assert "2 of 2: tiny-two 1.0" in feedback.messages
    assert feedback.fractions[-1] == 1
    assert sorted(path.name for path in engine.folder.iterdir()) == sorted(
        ["current.json", "in-use", engine.current.name]
    )


def test_install_again_installs_nothing(engine, kit):
    install_kit(engine, kit)
    feedback = Told()
    install_kit(engine, kit, feedback)
    assert feedback.messages == []


@pytest.mark.parametrize(
    ("spoil", "thorough"),
    [
        (lambda module: module.unlink(), False),
        (lambda module: module.write_text("VALUE = 'longer than it was before'\n"), False),
        (lambda module: module.write_text("VALUE = 'tiny-one 9.9'\n"), True),
        (lambda module: shutil.rmtree(module.parent / "tiny_one-1.0.dist-info"), False),
        (lambda module: (module.parent / "tiny_one-1.0.dist-info/RECORD").unlink(), False),
    ],
)
def test_what_broke_is_mended_and_nothing_else_touched(engine, kit, spoil, thorough):
    install_kit(engine, kit)
    module = module_of(engine.current)
    spoil(module)
    feedback = Told()
    install_kit(engine, kit, feedback, thorough=thorough)
    assert feedback.messages == ["1 of 1: tiny-one 1.0"]
    assert module.read_text() == "VALUE = 'tiny-one 1.0'\n"


def test_an_older_version_that_came_with_the_environment_is_replaced(engine, kit, tmp_path):
    environment = tmp_path / "environment"
    made = Installer(environment, tmp_path, PackageSource(kit=kit[0]), Feedback())
    made.make_environment()
    older = make_wheel(kit[0], "tiny-one", "0.9")
    made.install(older)
    made.install(kit[1].packages[0])
    assert broken_packages(environment, kit[1].packages[:1], thorough=True) == []
    assert broken_packages(environment, (older,)) == [older]


def test_an_environment_whose_python_has_gone_gets_a_new_one(engine, kit, monkeypatch):
    python = install_kit(engine, kit)
    python.unlink()
    python.symlink_to("/no/such/python")
    monkeypatch.undo()  # the real one is made
    feedback = Told()
    assert install_kit(engine, kit, feedback) == python
    assert feedback.messages == [] and os.access(python, os.X_OK)


def test_a_damaged_pip_is_mended(engine, kit, monkeypatch):
    python = install_kit(engine, kit)
    module_of(engine.current, "pip/_internal/cli/main.py").unlink()
    module_of(engine.current, "tiny_one.py").unlink()
    monkeypatch.undo()  # the real environment is made
    assert install_kit(engine, kit) == python
    assert module_of(engine.current, "tiny_one.py").is_file()


def test_packages_are_not_replaced_under_a_run(engine, kit):
    python = install_kit(engine, kit)
    module = module_of(engine.current)
    module.unlink()
    run = hold(python)
    with pytest.raises(InstallError, match="A run uses the engine.*Wait"):
        install_kit(engine, kit)
    run.release()
    install_kit(engine, kit)
    assert module.is_file()


def test_caches_of_the_tools_stay_in_the_folder_and_go(engine, kit):
    install_kit(engine, kit)
    tools = Installer(engine.current, engine.folder / WORK_FOLDER, PackageSource(), Told())
    variables = tools._variables()
    for name in ("PIP_CACHE_DIR", "UV_CACHE_DIR", "UV_PYTHON_INSTALL_DIR", "TMPDIR"):
        assert Path(variables[name]).is_relative_to(engine.folder)
    assert not (engine.folder / WORK_FOLDER).exists()


def test_an_environment_that_does_not_compute_never_counts(engine, kit):
    def fail(python):
        raise EngineError("No good.")

    with pytest.raises(EngineError, match="No good"):
        install_kit(engine, kit, verify=fail)
    assert engine.python is None


def test_a_new_list_replaces_the_environment_in_one_step(engine, kit, tmp_path):
    install_kit(engine, kit)
    old = engine.current
    newer = tmp_path / "newer"
    newer.mkdir()
    pinned = pins([make_wheel(newer, name, "2.0") for name in NAMES])
    write_card(newer, pinned)
    with pytest.raises(EngineError):
        install_kit(engine, (newer, pinned), verify=lambda python: _fail())
    assert engine.current == old
    install_kit(engine, (newer, pinned))
    assert engine.current != old and not old.exists()


def _fail():
    raise EngineError("No good.")


def test_an_environment_in_use_is_left_until_its_run_has_ended(engine, kit):
    python = install_kit(engine, kit)
    environment = engine.current
    run = hold(python)
    assert engine.remove() == [environment]
    assert python.is_file()
    run.release()
    assert engine.remove() == []
    assert not engine.folder.exists()


def test_what_the_user_put_beside_the_engine_stays(engine, kit):
    for name in ("env-gis", "env-0123456789", "unpacking"):
        (engine.folder / name).mkdir(parents=True)
    (engine.folder / "env-12345678").write_text("a file of the user")
    install_kit(engine, kit)
    (engine.folder / "notes.txt").write_text("mine")
    assert engine.remove() == []
    left = {path.name for path in engine.folder.iterdir()} - {LOCK_NAME}
    assert left == {"env-gis", "env-0123456789", "unpacking", "env-12345678", "notes.txt"}


def test_two_runs_share_an_environment(engine, kit):
    python = install_kit(engine, kit)
    first, second = hold(python), hold(python)
    first.release()
    assert engine.remove() == [python.parent.parent]
    second.release()


def test_a_cancelled_installation_goes_on(engine, kit):
    with pytest.raises(Cancelled):
        install_kit(engine, kit, Told(cancel_after=1))
    assert engine.python is None
    feedback = Told()
    install_kit(engine, kit, feedback)
    assert feedback.messages == ["1 of 1: tiny-two 1.0"]


def test_two_installations_at_once(engine, kit):
    lock = engine.lock()
    with pytest.raises(InstallError, match="Another QGIS is at work"):
        install_kit(engine, kit)
    with pytest.raises(InstallError, match="Another QGIS is at work"):
        engine.remove()
    lock.release()
    install_kit(engine, kit)


def test_a_changed_wheel_is_refused(engine, kit):
    folder, pinned = kit
    wheel = folder / "tiny_two-1.0-py3-none-any.whl"
    make_wheel(folder, "tiny-two")
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("evil.py", "print('hello')")
    with pytest.raises(InstallError, match="tiny-two 1.0 is not what was pinned.*SHA-256"):
        install_kit(engine, kit)
    assert engine.python is None


def test_a_missing_wheel_is_named(engine, kit):
    (kit[0] / "tiny_two-1.0-py3-none-any.whl").unlink()
    with pytest.raises(InstallError, match="tiny-two 1.0 is not available there"):
        install_kit(engine, kit)


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (None, "no whole kit"),
        ("[]", "its platform is None"),
        ("{", "no whole kit"),
        ('{"platform": "windows"}', "its platform is windows, here it is tiny"),
        ('{"platform": "tiny", "python": "2.7"}', "its Python is 2.7"),
        ('{"platform": "tiny", "python": "PY", "packages": "x"}', "its list of packages is x"),
    ],
)
def test_a_kit_that_does_not_fit_is_refused(kit, content, match):
    folder, pinned = kit
    card = folder / "kit.json"
    card.unlink()
    if content is not None:
        card.write_text(content.replace("PY", f"{sys.version_info[0]}.{sys.version_info[1]}"))
    with pytest.raises(InstallError, match=match):
        check_kit(folder, pinned)


def test_a_disk_too_small_is_told_before_anything_is_fetched(engine, kit):
    large = replace(kit[1], disk_mb=10**9)
    write_card(kit[0], large)
    with pytest.raises(InstallError, match="needs 1000000001 MB"):
        install_kit(engine, (kit[0], large))
    assert not list(engine.folder.glob("env-*"))
    check_space(engine.folder, kit[1])


def test_the_space_of_other_builds_is_that_of_their_kind(engine, kit, monkeypatch):
    usage = shutil.disk_usage(kit[0])._replace(free=2000 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    large = replace(kit[1], disk_mb=5900)
    check_space(kit[0], large, "https://download.example.org/whl/cpu")
    with pytest.raises(InstallError, match="needs 9100 MB"):
        check_space(kit[0], large, "https://download.example.org/whl/cu130")


def test_a_folder_that_cannot_be_made(tmp_path, kit):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="Cannot write to"):
        install_kit(ManagedEngine(tmp_path / "file" / "engine"), kit)


@pytest.mark.parametrize(
    "content", ["", "[]", '{"environment": 3}', '{"environment": "../env-1"}', "[" * 100_000]
)
def test_a_damaged_pointer_means_no_engine(tmp_path, content):
    (tmp_path / "current.json").write_text(content)
    assert ManagedEngine(tmp_path).python is None


class Index(http.server.SimpleHTTPRequestHandler):
    """A package index over one folder of wheels."""

    asked = []

    def do_GET(self):  # noqa: N802
        self.asked.append((self.path, self.headers.get("User-Agent", "")))
        parts = self.path.strip("/").split("/")
        if parts[0] != "simple":
            return super().do_GET()
        wheels = Path(self.directory).glob(f"{parts[1].replace('-', '_')}-*.whl")
        page = "".join(f'<a href="/{wheel.name}">{wheel.name}</a>' for wheel in wheels).encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def index(kit):
    """Address of an index that serves the kit's wheels."""
    Index.asked = []
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *a: Index(*a, directory=kit[0])
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/simple"
    server.shutdown()
    server.server_close()


def test_kit_is_built_from_an_index(tmp_path, kit, index):
    built = tmp_path / "built"
    build_kit(built, kit[1], PackageSource(index=index), Told())
    check_kit(built, kit[1])
    wheels = sorted(path.name for path in built.iterdir())
    assert wheels == ["kit.json", *sorted(path.name for path in kit[0].glob("*.whl"))]


def test_pip_installs_from_an_index_and_torch_from_its_own(engine, kit, index, tmp_path):
    torch = replace(make_wheel(kit[0], "torch"), hashes=("0" * 64,))
    pinned = pins([*kit[1].packages, torch, Package("nvidia-tiny", "1.0", ("0" * 64,))])
    source = PackageSource(index=index, torch_index=index)
    install(engine, pinned, source, lambda python: None, Told())
    module = module_of(engine.current, "torch.py")
    assert module.is_file() and engine.torch_index == index
    module.unlink()
    install(engine, pinned, source, lambda python: None, Told())
    assert module.is_file()


def test_what_pytorchs_index_brought_is_mended_too(engine, kit, index):
    torch = make_wheel(kit[0], "torch")
    make_wheel(kit[0], "nvidia-tiny")
    pinned = pins([*kit[1].packages, torch])
    source = PackageSource(index=index, torch_index=index)
    python = install(engine, pinned, source, lambda python: None, Told())
    command = [python, "-m", "pip", "install", "--no-index", "-f", kit[0], "nvidia-tiny"]
    subprocess.run(command, check=True, capture_output=True)
    module_of(engine.current, "nvidia_tiny.py").unlink()
    install(engine, pinned, source, lambda python: None, Told())
    # Without a package that needs it, it is only removed, with what was left of it.
    assert broken_builds(engine.current, TORCH_BUILD) == []


def test_credentials_of_an_index_are_neither_shown_nor_kept(engine, kit, index):
    torch = make_wheel(kit[0], "torch")
    secret = index.replace("http://", "http://user:token@")
    told = Told()
    source = PackageSource(index=index, torch_index=secret)
    install(engine, pins([*kit[1].packages, torch]), source, lambda python: None, told)
    assert engine.torch_index == index
    assert not any("token" in text for text in told.messages) and any(
        index in t for t in told.messages
    )


@pytest.fixture
def uv(monkeypatch):
    path = Path(installer.own_python()).with_name("uv")
    if not path.is_file():
        pytest.skip("uv is not installed in the Python of the tests")
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setattr(installer, "_uv", lambda environment: path)


def test_uv_installs_where_pip_has_no_index_of_its_own(engine, kit, index, uv, monkeypatch):
    monkeypatch.setattr(installer, "PIP_INDEX_SETTINGS", ())
    install(engine, kit[1], PackageSource(index=index), lambda python: None, Told())
    assert broken_packages(engine.current, kit[1].packages, thorough=True) == []
    assert Index.asked and all(agent.startswith("uv/") for _, agent in Index.asked)


def test_pip_goes_on_where_uv_fails(engine, kit, index, uv, tmp_path, monkeypatch):
    broken = tmp_path / "uv"
    broken.write_text("#!/bin/sh\necho 'error: something new' >&2\nexit 2\n")
    broken.chmod(0o755)
    monkeypatch.setattr(installer, "PIP_INDEX_SETTINGS", ())
    monkeypatch.setattr(installer, "_uv", lambda environment: broken)
    feedback = Told()
    install(engine, kit[1], PackageSource(index=index), lambda python: None, feedback)
    assert broken_packages(engine.current, kit[1].packages) == []
    assert [text for text in feedback.messages if "uv failed, trying pip" in text]


def test_an_index_that_is_not_there(engine, kit, monkeypatch):
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    source = PackageSource(index="http://127.0.0.1:9/simple")
    with pytest.raises(InstallError, match="tiny-one 1.0 could not be fetched.*OFFLINE_KIT"):
        install(engine, kit[1], source, lambda python: None, Told())
