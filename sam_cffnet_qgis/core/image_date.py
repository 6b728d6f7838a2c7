"""When an image was taken, as far as its file says."""

from __future__ import annotations

import re
from datetime import datetime, timezone

from sam_cffnet_qgis.core.raster import open_dataset

# Domain and name, the surest first: TIFFTAG_DATETIME is often the date of the file.
# https://gdal.org/en/stable/user/raster_data_model.html#imagery-domain-remote-sensing
ITEMS = (
    ("IMAGERY", "ACQUISITIONDATETIME"),
    ("", "ACQUISITIONDATETIME"),
    ("IMD", "IMAGE_1.firstLineTime"),
    ("IMD", "IMAGE_1.TLCTime"),
    ("IMD", "firstLineTime"),
    ("IMD", "acquisitionDateTime"),
    ("", "TIFFTAG_DATETIME"),
)
DATE = re.compile(
    r"\s*\"?(\d{4})[-:/.](\d{1,2})[-:/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
FIRST_YEAR = 1900


def image_date(path: str) -> datetime | None:
    """Date and time (UTC) at which an image was taken, None if its file does not say.

    A time without a zone is taken as UTC.

    Raises:
        RasterReadError: if the file cannot be opened.
    """
    dataset = open_dataset(path)
    dates = (parsed_date(dataset.GetMetadataItem(name, domain)) for domain, name in ITEMS)
    return next((date for date in dates if date is not None), None)


def parsed_date(text: str | None) -> datetime | None:
    """A date of one of the forms 2008-06-03T03:31:00Z, 2008:06:03 03:31:00, 2008-06-03."""
    match = DATE.match(text or "")
    if not match:
        return None
    try:
        date = datetime(*(int(part or 0) for part in match.groups()), tzinfo=timezone.utc)
    except ValueError:  # such as 0000:00:00, which some cameras write
        return None
    return date if FIRST_YEAR <= date.year <= datetime.now(timezone.utc).year + 1 else None
