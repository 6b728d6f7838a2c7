"""What a geologist reads when pip, uv or venv fail."""

import pytest

from sam_cffnet_qgis.core.install_failures import recognised


@pytest.mark.parametrize(
    ("output", "match"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
         "disk of /engine became full while installing torch"),
        ("OSError: [Errno 122] Disk quota exceeded", "disk of /engine became full"),
        ("ERROR: [WinError 32] The process cannot access the file because it is being used by "
         "another process: 'c10.dll'", "virus scanner or another program held a file"),
        ("[WinError 225] Operation did not complete because the file contains a virus or "
         "potentially unwanted software", "virus scanner"),
        ("This program is blocked by group policy.", "rule of your organisation"),
        ("ERROR: [Errno 13] Permission denied: '/engine/lib'", "no right to write in /engine"),
        ("OSError: [WinError 126] Error loading \"c10.dll\" or one of its dependencies",
         "Microsoft Visual C.. Redistributable"),
        ("ImportError: DLL load failed while importing _C", "Microsoft Visual C.. Redistributable"),
        ("ImportError: /lib/libc.so.6: version `GLIBC_2.28' not found", "glibc 2.28"),
        ("The virtual environment was not created successfully because ensurepip is not available.",
         "python3-venv"),
        ("WARNING: Retrying after connection broken by 'ProxyError('Cannot connect to proxy.', "
         "OSError('Tunnel connection failed: 407 Proxy Authentication Required'))'\n"
         "ERROR: No matching distribution found for torch==2.14.1", "proxy did not let torch 2.14.1"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify "
         "failed: self-signed certificate in certificate chain'))\nERROR: No matching distribution "
         "found for torch", "whose certificate is not trusted"),
        ("error: invalid peer certificate: UnknownIssuer", "whose certificate is not trusted"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
         "not what was pinned"),
        ("error: torch==2.14.1 has no wheels with a matching platform tag", "no build for this"),
        ("ERROR: torch-2.14.1-win_arm64.whl is not a supported wheel on this platform.",
         "no build for this"),
        ("WARNING: Retrying: NewConnectionError(': Failed to establish a new connection: [Errno -3] "
         "Temporary failure in name resolution')\nERROR: No matching distribution found for torch",
         "could not be fetched.*OFFLINE_KIT"),
        ("ReadTimeoutError: Read timed out.", "could not be fetched"),
        ("ERROR: No matching distribution found for torch==2.14.1", "is not available there"),
        ("Segmentation fault", "Segmentation fault.*'Diagnostics'"),
        ("", "it gave no reason.*'Diagnostics'"),
    ],
)  # fmt: skip
def test_failure_is_recognised_and_its_way_out_told(output, match):
    error = recognised(output, "installing torch 2.14.1", "torch 2.14.1", "/engine")
    with pytest.raises(type(error), match=match):
        raise error


def test_passwords_of_a_proxy_are_not_shown():
    output = "ProxyError: http://anna:secret@proxy:3128 refused"
    text = str(recognised(output, "installing torch", "torch", "/engine"))
    assert "secret" not in text and "proxy:3128" in text
