"""What a server's answer means for a download: go on, begin anew, ask again, or leave the server."""

from __future__ import annotations

import re

from sam_cffnet_qgis.core.errors import DownloadError

OK, PARTIAL, RANGE_REFUSED = 200, 206, 416
ASK_AGAIN = (408, 425, 429)  # and all from 500
CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-\d+/(\d+|\*)")


class Refusal(DownloadError):
    """A source will not give the file, however often it is asked."""


class Interruption(DownloadError):
    """A source did not give the whole file this time."""


class RangeRefusal(Interruption):
    """A source will not give the rest of the file; perhaps all of it."""


def continues(status: int, headers: dict[str, str], have_bytes: int, size: int) -> bool:
    """Whether an answer brings the rest of a file; if not, it brings all of it.

    Args:
        status: of the answer.
        headers: of the answer, names in lowercase.
        have_bytes: after which the rest was asked for.
        size: of the whole file in bytes.

    Raises:
        Refusal: if it cannot be the file.
        Interruption: if another try may bring it.
    """
    goes_on = status == PARTIAL and _is_rest(headers.get("content-range", ""), have_bytes, size)
    if status == RANGE_REFUSED or (status == PARTIAL and not goes_on):
        raise RangeRefusal("does not go on from byte {start}", start=have_bytes)
    if status >= 500 or status in ASK_AGAIN:
        raise Interruption("answers with HTTP status {status}", status=status)
    if status not in (OK, PARTIAL):
        raise Refusal("answers with HTTP status {status}", status=status)
    if headers.get("content-type", "").startswith("text/html"):
        raise Refusal("answers with a web page, perhaps of a login to the network")
    expected = size - have_bytes if goes_on else size
    offered = headers.get("content-length", str(expected))
    if offered != str(expected):
        raise Refusal(
            "offers {offered} bytes instead of {expected}", offered=offered, expected=expected
        )
    return goes_on


def _is_rest(content_range: str, have_bytes: int, size: int) -> bool:
    found = CONTENT_RANGE.fullmatch(content_range.strip())
    return bool(found) and int(found[1]) == have_bytes and found[2] in ("*", str(size))
