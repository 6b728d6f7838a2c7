"""Texts that can be shown to strangers: without the user's name, home folder and long paths."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Iterable
from pathlib import Path, PurePath

from sam_cffnet_qgis.core.errors import SamCffnetError

KEPT_PARTS = 2  # of a path
HIDDEN_USER = "(user)"
# A user of such a name is hidden where it is a folder; elsewhere the word means something else.
OWN_WORDS = ("sam", "qgis", "cpu", "python", "torch", "engine", "model")
_SEPARATOR = r"[\\/]+"
# Blanks may stand inside a folder's name, not at its ends, and not in the last name of a path.
_FOLDER = r"[^\s\\/:*?\"'<>|,;](?:[^\n\\/:*?\"<>|]*[^\s\\/:*?\"<>|])?"
_FILE = r"[^\s\\/:*?\"'<>|,;]+"
_ROOTS = r"[A-Za-z]:[\\/]+|\\\\+|(?<!:)//|/(?!/)"
_ADDRESS = re.compile(r"(\b[a-z][a-z0-9+.-]+://)([^\s\"'<>]+)", re.IGNORECASE)
_PATH = re.compile(rf"(?<![\w.~…>\\/])(?:{_ROOTS})(?:{_FOLDER}{_SEPARATOR})*(?:{_FILE})?")
_WHOLE_PATH = re.compile(rf"({_ROOTS})[^\n]*")
_OTHER_HOME = re.compile(
    r"(?<![\w.~-])(?:[A-Za-z]:[\\/]+Users|/home|/Users)[\\/]+"
    r"(?:[^\n\\/:*?\"'<>|]+(?=[\\/])|[^\s\\/:*?\"'<>|,;]+)",
    re.IGNORECASE,
)
_UNPRINTABLE = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f]")


class Shortener:
    """Shortens what names a user: home folders become ``~``, of other paths two names remain."""

    def __init__(self, homes: Iterable[str], users: Iterable[str]) -> None:
        """Know whom to hide.

        Args:
            homes: home folders, absolute, of any system.
            users: names of the user.
        """
        named = sorted(
            {home for home in homes if len(_parts(home)) > 1 or home == "/root"}, key=len
        )
        self._homes = [_home_pattern(home) for home in reversed(named)]
        self._users = [_user_pattern(user) for user in users if user]

    @classmethod
    def of_this_user(cls) -> Shortener:
        """That of the user who runs this process."""
        users = {os.environ.get(name, "") for name in ("USER", "USERNAME", "LOGNAME")}
        homes = set()
        try:
            users.add(getpass.getuser())
        except (OSError, KeyError, ImportError):
            pass  # a user without a name
        try:
            home = Path.home()
        except RuntimeError:
            pass  # a user without a home
        else:
            homes = {str(home), os.path.realpath(home)}
            users.add(home.name)
        return cls(homes, users)

    def __call__(self, text: str) -> str:
        """Shorten a text; what was shortened before stays as it is."""
        text = _UNPRINTABLE.sub(" ", text)
        for pattern in self._homes:
            text = pattern.sub("~", text)
        text = _ADDRESS.sub(_short_address, _OTHER_HOME.sub("~", text))
        text = _PATH.sub(lambda match: _short(match[0]), text)
        for pattern in self._users:
            text = pattern.sub(HIDDEN_USER, text)
        return text

    def value(self, value: object) -> object:
        """Shorten a value of a message; a path is known as a whole, with any blanks in it."""
        if isinstance(value, PurePath):
            value = str(value)
        if not isinstance(value, str):
            return value
        for pattern in self._homes:
            value = pattern.sub("~", value)
        if _WHOLE_PATH.fullmatch(value) and ": " not in value:
            value = _short(_OTHER_HOME.sub("~", value))
        return self(value)

    def message(self, error: Exception) -> str:
        """What an error says."""
        if isinstance(error, SamCffnetError) and error.values:
            values = {name: self.value(value) for name, value in error.values.items()}
            return self(error.template.format(**values))
        return self(str(error) or type(error).__name__)


def _parts(path: str) -> list[str]:
    return [part for part in re.split(_SEPARATOR, path) if part and not part.endswith(":")]


def _short(path: str) -> str:
    """A path of which the last two names remain; the separators stay as they are."""
    names = _parts(path)
    if path.startswith("~") or len(names) <= KEPT_PARTS:
        return path
    separator = "\\" if "\\" in path else "/"
    return separator.join(["…", *names[-KEPT_PARTS:]])


def _short_address(match: re.Match) -> str:
    """An address without a password before its host and a key after the question mark."""
    host, _, path = re.split(r"[?#]", match[2])[0].rpartition("@")[2].partition("/")
    short = _short(f"/{path}").lstrip("/") if path else ""
    return f"{match[1]}{host}/{short}" if short else f"{match[1]}{host}"


def _home_pattern(home: str) -> re.Pattern:
    """A home folder with any separators, as they are doubled where a text was quoted."""
    parts = [re.escape(part) for part in re.split(_SEPARATOR, home.rstrip("\\/"))]
    case = re.IGNORECASE if re.match(r"[A-Za-z]:|\\", home) else 0
    return re.compile(rf"(?<![\w.~-]){_SEPARATOR.join(parts)}(?![\w.-]*\w)", case)


def _user_pattern(user: str) -> re.Pattern:
    name = re.escape(user)
    if user.lower() in OWN_WORDS:
        return re.compile(rf"(?<=[\\/]){name}(?=[\\/\s]|$)", re.IGNORECASE)
    return re.compile(rf"(?<![^\W\d_]){name}(?![^\W\d_])", re.IGNORECASE)
