"""Damaged datasets are refused by the name of file or folder, from the headers where that can be."""

import json
import shutil

import numpy as np
import pytest
from builders import noise_image
from datasets import (
    HEIGHT,
    WIDTH,
    build_bijie,
    build_coco,
    build_gvlm,
    build_landslide4sense,
    build_manifest,
    build_pairs,
    h5_bands,
    square_corners,
    square_mask,
    square_runs,
    write_h5,
    write_image,
    write_outline,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from osgeo import gdal

from sam_cffnet_qgis.core import hdf5
from sam_cffnet_qgis.core.chip_layouts.bijie import read_outlines
from sam_cffnet_qgis.core.chips import find_chips, read_chip
from sam_cffnet_qgis.core.errors import SamCffnetError

IMAGE, MASK = noise_image(HEIGHT, WIDTH), square_mask()


def removed(name):
    """Damages are functions of the folder; they return what the message must name."""

    def damage(folder):
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return path.name

    return damage


def emptied(name):
    def damage(folder):
        shutil.rmtree(folder / name)
        (folder / name).mkdir()
        return (folder / name).name

    return damage


def replaced(name, content):
    """By bytes, by values of an image, or as the function of the old bytes says."""

    def damage(folder):
        path = folder / name
        if isinstance(content, np.ndarray):
            write_image(path, content)
        else:
            path.write_bytes(content(path.read_bytes()) if callable(content) else content)
        return path.name

    return damage


def cut_short(name):
    return replaced(name, lambda content: content[: len(content) * 6 // 10])


def image_damages(name):
    """What may be wrong with any image; headers tell."""
    return {
        "image is text": replaced(name, b"no image"),
        "image is empty": replaced(name, b""),
        "image is grey": replaced(name, IMAGE[:1]),
        "image has 16 bits": replaced(name, IMAGE.astype(np.uint16)),
    }


def mask_damages(name):
    return {
        "mask is text": replaced(name, b"no mask"),
        "mask of another size": replaced(name, MASK[:-1]),
    }


def pixel_damages(image, mask, *, is_binary=True):
    """What shows when pixels are read."""
    damages = {"image is cut short": cut_short(image), "mask is cut short": cut_short(mask)}
    if is_binary:
        grey = np.where(MASK > 0, 200, 3).astype(np.uint8)
        red = np.stack([MASK, 0 * MASK, 0 * MASK])
        damages |= {"mask is grey": replaced(mask, grey), "mask is red": replaced(mask, red)}
        damages["mask mixes levels"] = replaced(mask, MASK - (MASK > 0) * np.uint8(254) * EVEN)
    return damages


EVEN = np.indices(MASK.shape).sum(0).astype(np.uint8) % 2

PAIRS = {
    **image_damages("images/001.png"),
    **mask_damages("masks/001.png"),
    "mask is missing": lambda folder: removed("masks/001.png")(folder) and "001.png",
    "no images": lambda folder: emptied("images")(folder) and "has 0 images",
    "no masks": lambda folder: emptied("masks")(folder) and "4 without a mask",
    "no folder of masks": lambda folder: removed("masks")(folder) and folder.name,
}
PAIRS_PIXELS = pixel_damages("images/001.png", "masks/001.png", is_binary=False)


def manifest_line(old, new):
    def damage(folder):
        path = folder / "manifest.csv"
        path.write_text(path.read_text().replace(old, new))
        return new.split(",")[0] or folder.name

    return damage


MANIFEST = {
    **image_damages("data/image_1.png"),
    **mask_damages("data/mask_1.png"),
    "image is missing": removed("data/image_1.png"),
    "mask is missing": removed("data/mask_1.png"),
    "image lies outside": manifest_line("data/image_1.png", "../x.png"),
    "no column": lambda folder: manifest_line("region", "place")(folder) and "region",
    "no name of a mask": lambda folder: manifest_line("data/mask_1.png", "")(folder),
    "pixel size is text": manifest_line("0.5", "half"),
    "no lines": lambda folder: replaced("manifest.csv", b"source,image,mask,region\n")(folder),
    "no text": replaced("manifest.csv", b"\xff\xfe\0\1"),
}
MANIFEST_PIXELS = pixel_damages("data/image_1.png", "data/mask_1.png", is_binary=False)


def outline(text):
    """Of an image without a mask."""

    def damage(folder):
        removed("landslide/mask/hz002.png")(folder)
        path = folder / "landslide" / "polygon_coordinate" / "hz002.txt"
        write_outline(path, text) if isinstance(text, list) else path.write_text(text)
        return path.name

    return damage


BIJIE = {
    **image_damages("landslide/image/hz002.png"),
    **mask_damages("landslide/mask/hz002.png"),
    "mask has 16 bits": replaced("landslide/mask/hz002.png", MASK.astype(np.uint16)),
    "mask and outline are missing": lambda folder: (
        removed("landslide/polygon_coordinate/hz002.txt")(folder)
        and removed("landslide/mask/hz002.png")(folder)
    ),
    "image is missing": removed("landslide/image/hz002.png"),
    "no images": emptied("landslide/image"),
    "no folder of images": removed("landslide/image"),
    "no landslides": lambda folder: removed("landslide")(folder) and "landslide/image",
    "no masks and outlines": lambda folder: (
        removed("landslide/polygon_coordinate")(folder) and removed("landslide/mask")(folder)
    ),
    "no other images": emptied("non-landslide/image"),
    "no folder of other images": lambda folder: (
        removed("non-landslide/image")(folder) and "non-landslide/image"
    ),
    "other image is text": replaced("non-landslide/image/002.png", b"no image"),
    "outline of two corners": outline(square_corners()[:4]),
    "outline with half a corner": outline("name\n6 4\n16 4\n16\n6 12\n"),
    "outline with three numbers": outline("name\n6 4 1\n16 4 1\n16 12 1\n"),
    "outline without end": outline("name\n6 4\n16 inf\n16 12\n"),
    "outline is empty": outline(""),
    "outline beside the image": outline([100, 100, 110, 100, 110, 110]),
}
BIJIE_PIXELS = pixel_damages("landslide/image/hz002.png", "landslide/mask/hz002.png")


def h5(name, array, values):
    def damage(folder):
        return write_h5(folder / name, array, values).name

    return damage


H5_IMAGE, H5_MASK = "TrainData/img/image_3.h5", "TrainData/mask/mask_3.h5"
H5_SQUARE = square_mask(128, 128, level=1)
LANDSLIDE4SENSE = {
    "image is text": replaced(H5_IMAGE, b"no image"),
    "image is empty": replaced(H5_IMAGE, b""),
    "image is cut short": cut_short(H5_IMAGE),
    "image without its array": h5(H5_IMAGE, "image", h5_bands()),
    "image of three bands": h5(H5_IMAGE, "img", h5_bands()[:, :, :3]),
    "image of one plane": h5(H5_IMAGE, "img", h5_bands()[:, :, 0]),
    "image with bands first": h5(H5_IMAGE, "img", h5_bands().transpose(2, 0, 1)),
    "image has 8 bits": h5(H5_IMAGE, "img", h5_bands().astype(np.uint8)),
    "mask is text": replaced(H5_MASK, b"no mask"),
    "mask is cut short": cut_short(H5_MASK),
    "mask without its array": h5(H5_MASK, "img", H5_SQUARE),
    "mask of another size": h5(H5_MASK, "mask", H5_SQUARE[:-1]),
    "mask of words": h5(H5_MASK, "mask", np.full((128, 128), b"yes")),
    "mask is missing": removed(H5_MASK),
    "image is missing": removed(H5_IMAGE),
    "no masks": lambda folder: emptied("TrainData/mask")(folder) and "mask_1.h5",
    "no images": lambda folder: removed("TrainData/img")(folder) and "image_1.h5",
    "only parts without masks": lambda folder: removed("TrainData")(folder) and folder.name,
    "file without a number": lambda folder: (
        shutil.copy(folder / H5_IMAGE, folder / "TrainData/img/image_3 (1).h5") and "image_3 (1).h5"
    ),
}
LANDSLIDE4SENSE_PIXELS = {
    "mask of seven": h5(H5_MASK, "mask", H5_SQUARE * 7),
    "mask of halves": h5(H5_MASK, "mask", H5_SQUARE / 2),
    "mask without numbers": h5(H5_MASK, "mask", np.where(H5_SQUARE, np.nan, 0)),
}

SITE = "Askja_Iceland"
GVLM = {
    **image_damages(f"{SITE}/im2.png"),
    **mask_damages(f"{SITE}/ref.png"),
    "reference has 16 bits": replaced(f"{SITE}/ref.png", MASK.astype(np.uint16)),
    "no reference": lambda folder: removed(f"{SITE}/ref.png")(folder) and SITE,
    "no image after": lambda folder: removed(f"{SITE}/im2.png")(folder) and SITE,
    "no images": emptied(SITE),
    "two images after": lambda folder: (
        write_image(folder / SITE / "im2.tif", IMAGE) and f"{SITE} has im2.png and im2.tif"
    ),
}
GVLM_PIXELS = {
    **pixel_damages(f"{SITE}/im2.png", f"{SITE}/ref.png"),
    "JPEG is cut short": lambda folder: (
        removed(f"{SITE}/im2.png")(folder)
        and write_image(folder / SITE / "im2.jpg", noise_image(200, WIDTH))
        and write_image(folder / SITE / "ref.png", square_mask(200))
        and cut_short(f"{SITE}/im2.jpg")(folder)
    ),
}


def annotations(change):
    """A change of the content, by a function of it."""

    def damage(folder):
        path = folder / "annotations.json"
        content = json.loads(path.read_text())
        change(content)
        path.write_text(json.dumps(content))
        return path.name

    return damage


def annotation(**fields):
    return annotations(lambda content: content["annotations"][1].update(fields))


def image(**fields):
    return annotations(lambda content: content["images"][1].update(fields))


def runs(**fields):
    return annotation(segmentation={"size": [HEIGHT, WIDTH], "counts": square_runs(), **fields})


COCO = {
    **image_damages("images/001.png"),
    "image is missing": lambda folder: removed("images/001.png")(folder),
    "image lies outside": lambda folder: (
        write_image(folder.parent / "x.png", IMAGE) and image(file_name="../x.png")(folder)
    ),
    "image at an absolute place": lambda folder: image(
        file_name=str(write_image(folder.parent / "x.png", IMAGE))
    )(folder),
    "image twice": image(file_name="000.png"),
    "image is no image": image(file_name="annotations.json"),
    "image of half a letter": image(file_name="\ud800.png"),
    "name of an image is endless": image(file_name="a" * 5000 + ".png"),
    "id of an image twice": image(id=0),
    "id of an image is a list": image(id=[1]),
    "size of an image is text": image(height="24"),
    "image in two files": lambda folder: (
        shutil.copy(folder / "annotations.json", folder / "more_annotations.json")
        and "more_annotations.json"
    ),
    "image in two folders": lambda folder: (
        (folder / "images").rename(folder / "a")
        and shutil.copytree(folder / "a", folder / "b")
        and "annotations.json"
    ),
    "unknown image": annotation(image_id=99),
    "unknown category": annotation(category_id=99),
    "image's id is text": annotation(image_id="1"),
    "half a corner": annotation(segmentation=[[*square_corners(), 5]]),
    "two corners": annotation(segmentation=[square_corners()[:4]]),
    "corner without end": annotation(segmentation=[[*square_corners(), 5, float("inf")]]),
    "corner without number": annotation(segmentation=[[*square_corners(), 5, float("nan")]]),
    "corner of many digits": annotation(segmentation=[[*square_corners(), 5, 10**400]]),
    "corner of text": annotation(segmentation=[[*square_corners(), "5", "5"]]),
    "polygon beside the image": annotation(segmentation=[[90, 90, 99, 90, 99, 99]]),
    "box alone": annotation(segmentation=[], bbox=[6, 4, 10, 8]),
    "no segmentation": annotations(lambda content: content["annotations"][1].pop("segmentation")),
    "runs longer than the image": runs(counts=[*square_runs(), 1]),
    "runs without end": runs(counts=[2**47, 2**47]),
    "runs below zero": runs(counts=[-1, 721]),
    "runs of another size": runs(size=[WIDTH, HEIGHT]),
    "runs of three sizes": runs(size=[HEIGHT, WIDTH, 1]),
    "short runs cut": runs(counts="0P"),
    "short runs of other letters": runs(counts="\n\n"),
    "no runs": runs(counts=None),
    "no images": annotations(lambda content: content.update(images=[])),
    "no categories": annotations(lambda content: content.pop("categories")),
    "no category of landslides": annotations(
        lambda content: content["categories"][0].update(name="rock")
    ),
    "list at the top": replaced("annotations.json", b"[]"),
    "no JSON": replaced("annotations.json", b"{"),
    "no text": replaced("annotations.json", b"\xff\xfe\0"),
    "too deep": replaced("annotations.json", b"[" * 100_000),
}
COCO_SIZES = {
    "size of another image": image(height=HEIGHT + 1),
    "image of another size": replaced("images/001.png", IMAGE[:, 1:]),
}
COCO_PIXELS = {"image is cut short": cut_short("images/001.png")}

LAYOUTS = {
    "pairs": (build_pairs, PAIRS, PAIRS_PIXELS),
    "manifest": (build_manifest, MANIFEST, MANIFEST_PIXELS),
    "bijie": (build_bijie, BIJIE, BIJIE_PIXELS),
    "landslide4sense": (build_landslide4sense, LANDSLIDE4SENSE, LANDSLIDE4SENSE_PIXELS),
    "gvlm": (build_gvlm, GVLM, GVLM_PIXELS),
    "coco": (build_coco, {**COCO, **COCO_SIZES}, COCO_PIXELS),
}
HEADERS = [(layout, what) for layout, (_, damages, _) in LAYOUTS.items() for what in damages]
PIXELS = [(layout, what) for layout, (_, _, damages) in LAYOUTS.items() for what in damages]


@pytest.fixture(scope="session")
def sound(tmp_path_factory):
    """A dataset in each layout."""
    folder = tmp_path_factory.mktemp("sound")
    return {name: build(folder / name) for name, (build, _, _) in LAYOUTS.items()}


@pytest.fixture
def damaged(sound, tmp_path):
    """Copies a sound dataset and damages it."""

    def make(layout, damage):
        folder = shutil.copytree(sound[layout], tmp_path / "dataset")
        return folder, damage(folder)

    return make


def sentence(error):
    """What a user reads: one or two sentences that end."""
    text = str(error)
    assert text.endswith(".") and len(text) < 6000 and "Traceback" not in text
    return text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_has_ten_damages(layout):
    _, headers, pixels = LAYOUTS[layout]
    assert len(headers) + len(pixels) >= 10


@pytest.mark.parametrize(("layout", "what"), HEADERS)
def test_damage_that_headers_tell_is_refused_by_name_when_chips_are_found(damaged, layout, what):
    folder, name = damaged(layout, LAYOUTS[layout][1][what])
    with pytest.raises(SamCffnetError) as caught:
        find_chips(folder)
    assert name in sentence(caught.value)


@pytest.mark.parametrize(("layout", "what"), PIXELS)
def test_damage_of_pixels_is_refused_by_name_when_they_are_read(damaged, layout, what):
    folder, name = damaged(layout, LAYOUTS[layout][2][what])
    entries = find_chips(folder)
    with pytest.raises(SamCffnetError) as caught:
        for entry in entries:
            read_chip(entry)
    assert name in sentence(caught.value)


@pytest.mark.parametrize(("layout", "what"), [*HEADERS, *PIXELS])
def test_damage_is_named_alike_where_gdal_raises(damaged, layout, what):
    """QGIS plugins may switch GDAL's exceptions on for the whole process."""
    _, headers, pixels = LAYOUTS[layout]
    folder, name = damaged(layout, {**headers, **pixels}[what])
    before = gdal.GetUseExceptions()
    gdal.UseExceptions()
    try:
        with pytest.raises(SamCffnetError) as caught:
            for entry in find_chips(folder):
                read_chip(entry)
    finally:
        None if before else gdal.DontUseExceptions()
    assert name in sentence(caught.value)


def test_box_alone_is_refused_with_a_way_out(damaged):
    folder, _ = damaged("coco", COCO["box alone"])
    with pytest.raises(SamCffnetError, match="annotation 1 has a box at most.*COCO with polygons"):
        find_chips(folder)


def test_categories_are_listed_where_none_is_landslides(damaged):
    folder, _ = damaged("coco", COCO["no category of landslides"])
    with pytest.raises(SamCffnetError, match=r"\(rock, road\)"):
        find_chips(folder)


def test_gdal_without_hdf5_is_named(sound, monkeypatch):
    monkeypatch.setattr(hdf5, "DRIVER", "NoSuchDriver")
    with pytest.raises(SamCffnetError, match="no driver.*convert the dataset"):
        find_chips(sound["landslide4sense"])


@pytest.fixture(scope="module")
def coco(tmp_path_factory):
    """A dataset whose annotations are written anew, and what they say at first."""
    folder = build_coco(tmp_path_factory.mktemp("coco"), 3)
    return folder, (folder / "annotations.json").read_text()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
FIELDS = {
    "images": ("id", "file_name", "height", "width"),
    "annotations": ("id", "image_id", "category_id", "segmentation"),
    "categories": ("id", "name"),
}
NUMBERS = st.integers(-9, 900) | st.floats(-9, 900)
SHAPES = st.lists(st.lists(NUMBERS, max_size=8), max_size=3) | st.fixed_dictionaries(
    {"size": st.just([HEIGHT, WIDTH]), "counts": st.text("01?PQop", max_size=9) | st.lists(NUMBERS)}
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_any_annotations_are_read_or_refused(coco, data):
    folder, text = coco
    content = json.loads(text)
    for name, fields in FIELDS.items():
        field = data.draw(st.sampled_from(fields))
        if data.draw(st.booleans()):
            value = data.draw(SHAPES if field == "segmentation" else JSON)
            content[name][data.draw(st.integers(0, len(content[name]) - 1))][field] = value
    (folder / "annotations.json").write_text(json.dumps(content))
    try:
        masks = [read_chip(entry)[1] for entry in find_chips(folder)]
    except SamCffnetError as error:
        assert "annotations.json" in str(error).encode().decode()
    else:
        assert [mask.shape for mask in masks] == [(HEIGHT, WIDTH)] * 3


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text("0123456789 .,\n\tea-", max_size=40) | st.text(max_size=20))
def test_any_outline_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "df001.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        outlines = read_outlines(path)
    except SamCffnetError as error:
        assert str(path) in str(error)
    else:
        assert all(len(outline.points) >= 3 for outline in outlines)
