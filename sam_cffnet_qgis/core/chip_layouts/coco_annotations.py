"""The lists of a COCO annotations file, checked: images, and the landslides on each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sam_cffnet_qgis.core.chip_entry import IMAGE_SUFFIXES
from sam_cffnet_qgis.core.errors import LabelError, phrase
from sam_cffnet_qgis.core.mask_shapes import Outline, Runs, Shape
from sam_cffnet_qgis.core.tiles import Size

WANTED = "landslide"
LISTS = ("images", "annotations", "categories")
MAX_JSON_BYTES = 200_000_000
MAX_COORDINATE_PX = 2**24
MAX_COUNT = 2**48

Key = object  # of an image or category: a whole number or text


@dataclass(frozen=True)
class AnnotatedImage:
    """An image as the file lists it.

    Attributes:
        name: of its file, relative to a folder that the format does not tell.
        size: None if the file does not say.
        shapes: the landslides on it.
    """

    name: str
    size: Size | None
    shapes: tuple[Shape, ...]


def read_annotations(path: Path) -> list[AnnotatedImage]:
    """Read a file.

    Landslides are the categories with "landslide" in their name, or else the only category.

    Raises:
        LabelError: naming the file and what is wrong in it.
    """
    try:
        lists = _lists(path)
        images = _by_id(lists["images"], "images")
        wanted = _wanted(_by_id(lists["categories"], "categories"))
        shapes: dict[Key, list[Shape]] = {key: [] for key in images}
        for number, annotation in enumerate(lists["annotations"], start=1):
            name = str(annotation.get("id", number))
            image = _known(annotation, name, "image_id", images)
            if wanted[_known(annotation, name, "category_id", wanted)]:
                shapes[image] += _shapes(path, annotation.get("segmentation"), name)
        return [
            AnnotatedImage(_file_name(image), _size(image), tuple(shapes[key]))
            for key, image in images.items()
        ]
    except _Unusable as error:
        raise LabelError(
            "The annotations {path} cannot be used: {reason}. Correct them, or export them again as "
            "COCO with polygons of landslides.",
            path=path,
            reason=error.reason,
        ) from error


class _Unusable(Exception):
    """What is wrong in a file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _lists(path: Path) -> dict[str, list[dict]]:
    try:
        if path.stat().st_size > MAX_JSON_BYTES:
            raise _Unusable(phrase("it is larger than {most} MB", most=MAX_JSON_BYTES // 10**6))
        text = path.read_bytes()
        content = json.loads(text)
        if b"\\u" in text:
            json.dumps(content, ensure_ascii=False).encode()  # halves of letters name no file
    except OSError as error:
        raise _Unusable(error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:  # also of bytes that are no text
        raise _Unusable(phrase("it is no JSON text ({reason})", reason=error)) from error
    for name in LISTS:
        items = content.get(name) if isinstance(content, dict) else None
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise _Unusable(phrase("it has no list '{name}'", name=name))
    if not content["images"]:
        raise _Unusable(phrase("it lists no image"))
    return content


def _by_id(items: list[dict], name: str) -> dict[Key, dict]:
    found: dict[Key, dict] = {}
    for item in items:
        key = item.get("id")
        if not isinstance(key, (int, str)) or key in found:
            raise _Unusable(
                phrase(
                    "an entry of '{name}' has no id, or one used twice: {key}", name=name, key=key
                )
            )
        found[key] = item
    return found


def _wanted(categories: dict[Key, dict]) -> dict[Key, bool]:
    """Whether a category is landslides, by its id."""
    names = {key: str(item.get("name")) for key, item in categories.items()}
    wanted = {key: WANTED in name.lower() for key, name in names.items()}
    if any(wanted.values()):
        return wanted
    if len(names) != 1:
        raise _Unusable(
            phrase(
                "none of its categories has 'landslide' in its name ({names})",
                names=", ".join(names.values()) or phrase("none"),
            )
        )
    return dict.fromkeys(names, True)


def _known(annotation: dict, name: str, field: str, known: dict[Key, object]) -> Key:
    key = annotation.get(field)
    if not isinstance(key, (int, str)) or key not in known:
        raise _Unusable(
            phrase(
                "annotation {name} has the {field} {key}, which the file does not list",
                name=name,
                field=field,
                key=key,
            )
        )
    return key


def _file_name(image: dict) -> str:
    name = image.get("file_name")
    if not isinstance(name, str) or not name.lower().endswith(IMAGE_SUFFIXES):
        raise _Unusable(phrase("it names {name}, which is no image file", name=name))
    return name.replace("\\", "/")  # as Windows writes it


def _size(image: dict) -> Size | None:
    size = (image.get("height"), image.get("width"))
    if size == (None, None):
        return None
    if not all(map(_is_count, size)):
        raise _Unusable(
            phrase("the size of the image {name} is no number", name=image["file_name"])
        )
    return Size(*size)


def _shapes(path: Path, segmentation: object, name: str) -> list[Shape]:
    if isinstance(segmentation, dict):
        return [_runs(path, segmentation, name)]
    if not isinstance(segmentation, list) or not segmentation:
        raise _Unusable(
            phrase("annotation {name} has a box at most, but no 'segmentation'", name=name)
        )
    return [_outline(path, numbers, name) for numbers in segmentation]


def _outline(path: Path, numbers: object, name: str) -> Outline:
    is_list = isinstance(numbers, list) and len(numbers) >= 6 and len(numbers) % 2 == 0
    if not is_list or not all(map(_is_coordinate, numbers)):
        raise _Unusable(
            phrase("annotation {name} has a polygon that is not three or more x, y", name=name)
        )
    return Outline(name, path, tuple(zip(numbers[::2], numbers[1::2])))


def _runs(path: Path, segmentation: dict, name: str) -> Runs:
    size, counts = segmentation.get("size"), segmentation.get("counts")
    is_size = isinstance(size, list) and len(size) == 2 and all(map(_is_count, size))
    is_long = isinstance(counts, list) and all(map(_is_count, counts))
    if not is_size or not (is_long or isinstance(counts, str)):
        raise _Unusable(phrase("annotation {name} has no COCO run lengths", name=name))
    return Runs(name, path, Size(*size), tuple(counts) if is_long else counts)


def _is_coordinate(number: object) -> bool:
    is_number = isinstance(number, (int, float)) and not isinstance(number, bool)
    return is_number and abs(number) <= MAX_COORDINATE_PX  # not so of infinity or nan


def _is_count(number: object) -> bool:
    is_whole = isinstance(number, int) and not isinstance(number, bool)
    return is_whole and 0 <= number < MAX_COUNT
