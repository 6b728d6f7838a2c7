"""Where data come from, as it may be written into files: without passwords and keys."""

from __future__ import annotations

import re

from sam_cffnet_qgis.core.errors import phrase

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*://)(?:[^\s/@]*@)?([^\s?#]*)[^\s]*", re.IGNORECASE)
_SECRET = re.compile(r"\b(password|passwd|pwd|token|key|secret)\s*=\s*('[^']*'|\S+)", re.IGNORECASE)


def public_source(source: str) -> str:
    """A path or address that GDAL opens, without what only its owner should know.

    Of web addresses user names, passwords and everything behind the question mark go, of database
    sources the passwords, and of descriptions of services (XML, JSON) everything.

    Args:
        source: anything GDAL opens.
    """
    if source.lstrip()[:1] in ("<", "{"):
        return phrase("a description of a service")
    return _SECRET.sub(r"\1=…", _ADDRESS.sub(r"\1\2", source))
