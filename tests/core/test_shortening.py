"""What strangers may read: no user name, no home folder, no long path."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from sam_cffnet_qgis.core.shortening import Shortener

POSIX = Shortener(["/home/anna"], ["anna"])
WINDOWS = Shortener(["C:\\Users\\Anna Maier"], ["Anna Maier", "amaier"])


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("/home/anna/maps/a b/scene.tif", "~/maps/a b/scene.tif"),
        ("in /home/anna.", "in ~."),
        ("/home/annabel/maps/scene.tif", "~/maps/scene.tif"),
        ("/home/anna2/scene.tif", "~/scene.tif"),
        ("/data/client/site 7/scene.tif is missing.", "…/site 7/scene.tif is missing."),
        ("/data/a/b.tif or /data/c/d.tif", "…/a/b.tif or …/c/d.tif"),
        ("'/data/client/anna/x.tif'", "'…/(user)/x.tif'"),
        ('File "/usr/lib/python3/code.py", line 3', 'File "…/python3/code.py", line 3'),
        ("/vsicurl/https://anna:word@host/a/b/c.tif?key=1", "/vsicurl/https://host/…/b/c.tif"),
        ("https://host/simple", "https://host/simple"),
        ("//server/share/client/x.tif", "…/client/x.tif"),
        ("/opt/python", "/opt/python"),
        ("12 m/px at 3/4", "12 m/px at 3/4"),
        ("by ANNA_2 on annapurna", "by (user)_2 on annapurna"),
        ("a\x1b[31mred\tb", "a [31mred b"),
    ],
)
def test_posix_text(text, short):
    assert POSIX(text) == short
    assert POSIX(short) == short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("C:\\Users\\Anna Maier\\maps\\scene.tif", "~\\maps\\scene.tif"),
        ("c:/users/anna maier/maps/scene.tif", "~/maps/scene.tif"),
        ("'C:\\\\Users\\\\Anna Maier\\\\x.tif'", "'~\\\\x.tif'"),
        ("C:\\Users\\bob\\scene.tif", "~\\scene.tif"),
        ("D:\\Clients\\Secret Mine\\2024\\scene.tif is bad", "…\\2024\\scene.tif is bad"),
        ("D:\\amaier\\scene.tif", "D:\\(user)\\scene.tif"),
        ("\\\\server\\share\\amaier\\x.tif", "…\\(user)\\x.tif"),
        ("C:\\Program Files\\QGIS 3.40\\bin\\python.exe", "…\\bin\\python.exe"),
    ],
)
def test_windows_text(text, short):
    assert WINDOWS(text) == short
    assert WINDOWS(short) == short


def test_a_value_that_is_a_path_may_have_blanks():
    assert POSIX.value(PurePosixPath("/data/my client/my scene.tif")) == "…/my client/my scene.tif"
    assert POSIX.value("/data/my client/site, 2/my scene.tif") == "…/site, 2/my scene.tif"
    windows = PureWindowsPath("D:\\my client\\site\\my scene.tif")
    assert WINDOWS.value(windows) == "…\\site\\my scene.tif"
    assert POSIX.value(PurePosixPath("/home/anna/a b.tif")) == "~/a b.tif"
    assert POSIX.value(3.5) == 3.5


def test_a_user_called_like_the_plugin_keeps_its_name_readable():
    shortener = Shortener(["/home/sam"], ["sam"])
    text = "SAM-CFFNet sam_vit_l /home/sam/x /sam/scene.tif"
    assert shortener(text) == "SAM-CFFNet sam_vit_l ~/x /(user)/scene.tif"


def test_the_user_of_this_process_is_hidden(monkeypatch):
    monkeypatch.setenv("HOME", "/srv/people/gundula")
    monkeypatch.setenv("USERNAME", "ghorn")
    shortener = Shortener.of_this_user()
    text = shortener(f"{Path('~/x').expanduser()} ghorn Gundula /srv/people/gundula")
    assert text == "~/x (user) (user) ~"


def test_the_folder_of_root_is_a_home_and_the_root_of_the_disk_none():
    assert Shortener(["/root"], [])("/root/x /rootfs/x") == "~/x /rootfs/x"
    assert Shortener(["/"], [])("/opt/x") == "/opt/x"
