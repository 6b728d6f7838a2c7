"""Datasets of labelled chips are found, grouped and read."""

import json

import datasets
import numpy as np
import pytest
from builders import ENGINE_PYTHON, ROOT, noise_image
from datasets import (
    COUNTIES,
    HEIGHT,
    SITES,
    SQUARE,
    WIDTH,
    build_bijie,
    build_coco,
    build_gvlm,
    build_landslide4sense,
    build_manifest,
    build_pairs,
    square_corners,
    square_mask,
    write_image,
    write_outline,
)

from sam_cffnet_qgis.core.chip_entry import ChipEntry
from sam_cffnet_qgis.core.chip_layouts import gvlm
from sam_cffnet_qgis.core.chips import find_chips, list_chips, pixel_size_m, read_chip
from sam_cffnet_qgis.core.errors import LabelError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.model_card import read_card
from sam_cffnet_qgis.core.settings import FineTuneSettings
from sam_cffnet_qgis.core.training_chips import ROLES, _groups, cut_chips
from sam_cffnet_qgis.core.training_run import _input_files

BUILDERS = {
    "pairs": build_pairs,
    "manifest": build_manifest,
    "bijie": build_bijie,
    "landslide4sense": build_landslide4sense,
    "gvlm": build_gvlm,
    "coco": build_coco,
}
every_layout = pytest.mark.parametrize("build", BUILDERS.values(), ids=BUILDERS)


def is_square(mask):
    """Whether a mask is the landslide of the builders and nothing else."""
    return np.array_equal(mask, square_mask(*mask.shape) > 0)


@every_layout
@pytest.mark.parametrize("inside", ["", "Some-dataset"], ids=["here", "one_level_down"])
def test_layout_is_found_here_and_one_level_down(tmp_path, build, inside):
    build(tmp_path / inside)
    for entry in find_chips(tmp_path):
        image, mask = read_chip(entry)
        assert image.dtype == np.uint8 and image.shape == (3, *mask.shape)
        assert is_square(mask) or not mask.any()


@every_layout
def test_files_of_a_run_are_all_that_chips_are_made_from(tmp_path, build):
    build(tmp_path)
    unused = ("dem", "polygon_coordinate", "ValidData", "im1")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    wanted = [path for path in files if not any(part in str(path) for part in unused)]
    settings = FineTuneSettings("a", chips_folder=str(tmp_path))
    assert sorted(_input_files(settings)) == sorted(wanted)


def test_parts_of_one_layout_are_taken_together(tmp_path):
    for part in ("train", "valid"):
        build_coco(tmp_path / part, 3)
    entries = find_chips(tmp_path)
    assert [entry.source for entry in entries] == ["train"] * 3 + ["valid"] * 3


def test_manifest_goes_before_other_layouts(tmp_path):
    build_pairs(build_manifest(tmp_path))
    assert {entry.source for entry in find_chips(tmp_path)} == {"drone"}


def test_masks_go_before_annotations_beside_them(tmp_path):
    build_pairs(build_coco(tmp_path / "a"))
    assert {entry.mask_path.parent.name for entry in list_chips(tmp_path / "a")} == {"masks"}


@pytest.mark.parametrize(
    ("first", "second", "titles"),
    [
        (build_bijie, build_pairs, "images, masks.*Bijie"),
        (build_landslide4sense, build_gvlm, "Landslide4Sense.*GVLM"),
        (build_bijie, build_landslide4sense, "Bijie.*Landslide4Sense"),
    ],
)
def test_two_layouts_in_one_folder_are_refused(tmp_path, first, second, titles):
    first(second(tmp_path / "a"))
    with pytest.raises(LabelError, match=f"mixes two layouts: {titles}"):
        find_chips(tmp_path / "a")


def test_two_layouts_in_two_folders_are_refused_by_their_names(tmp_path):
    build_bijie(tmp_path / "china")
    build_coco(tmp_path / "iceland")
    with pytest.raises(LabelError, match=r"Bijie in .*china and COCO in .*iceland"):
        find_chips(tmp_path)


@pytest.mark.parametrize("is_there", [True, False])
def test_folder_without_a_layout_is_refused(tmp_path, is_there):
    folder = tmp_path / "chips"
    if is_there:
        (folder / "images").mkdir(parents=True)
    with pytest.raises(LabelError, match=r"chips has no manifest\.csv.*GVLM or COCO"):
        find_chips(folder)


def test_hidden_files_of_archives_are_left_out(tmp_path):
    build_bijie(tmp_path)
    (tmp_path / "landslide" / "image" / "._df001.png").write_bytes(b"\0\5\26\7")
    (tmp_path / "__MACOSX").mkdir()
    assert len(find_chips(tmp_path)) == 2 * len(COUNTIES) + 4


def test_manifest_gives_groups_and_pixel_sizes(tmp_path):
    entries = find_chips(build_manifest(tmp_path))
    assert _groups(entries) == ["slope 0", "slope 0", "slope 1", "slope 1"]
    assert {pixel_size_m(entry) for entry in entries} == {0.5}


def test_bijie_is_grouped_by_county_and_its_other_images_by_blocks(tmp_path):
    entries = find_chips(build_bijie(tmp_path, a_county=2, others=20))
    groups = _groups(entries)
    assert groups[:14] == [county for county in COUNTIES for _ in range(2)]
    assert len(set(groups[14:])) == 10 and not set(groups[14:]) & set(COUNTIES)
    assert {entry.gsd_m for entry in entries} == {0.77}
    assert not any(read_chip(entry)[1].any() for entry in entries[14:])


@pytest.mark.parametrize("level", [1, 255])
@pytest.mark.parametrize("bands", [1, 3])
def test_bijie_masks_have_one_or_three_bands_of_two_levels(tmp_path, level, bands):
    build_bijie(tmp_path)
    mask = np.stack([square_mask(level=level)] * bands)
    write_image(tmp_path / "landslide" / "mask" / "df001.png", mask)
    assert is_square(read_chip(find_chips(tmp_path)[0])[1])


@pytest.mark.parametrize(
    "text",
    [
        "landslide instance name: df001\npolygon coordinates:\n6 4\n16 4\n16 12\n6 12\n",
        "6,4\n16,4\n16,12\n6,12",
        "name\r\nxy\r\n6.0\t4.0\r\n16.0\t4.0\r\n\r\n16.0\t12.0\r\n6.0\t12.0\r\n6.0\t4.0\r\n",
        "a\n6 4\n16 4\n16 8\n6 8\nb\n6 8\n16 8\n16 12\n6 12\n",  # two halves
    ],
)
def test_bijie_outline_stands_for_a_missing_mask(tmp_path, text):
    folder = build_bijie(tmp_path) / "landslide"
    (folder / "mask" / "df001.png").unlink()
    (folder / "polygon_coordinate" / "df001.txt").write_text(text)
    assert is_square(read_chip(find_chips(tmp_path)[0])[1])


@pytest.mark.parametrize("is_hugging_face", [False, True])
def test_landslide4sense_is_shown_in_true_colour(tmp_path, is_hugging_face):
    entries = find_chips(build_landslide4sense(tmp_path, 3, is_hugging_face=is_hugging_face))
    assert len(entries) == (5 if is_hugging_face else 3)
    for entry in entries:
        image, mask = read_chip(entry)
        assert image[:, 0, 0].tolist() == [100, 150, entry.number] and is_square(mask)
        assert (np.ptp(image, axis=(1, 2)) == 0).all()
        assert pixel_size_m(entry) == 10


def test_landslide4sense_values_beyond_white_or_without_number_are_clipped(tmp_path):
    folder = build_landslide4sense(tmp_path) / "TrainData" / "img"
    bands = datasets.h5_bands()
    bands[0, :4, 3] = [-1, 1e9, np.nan, np.inf]
    datasets.write_h5(folder / "image_1.h5", "img", bands)
    image, _ = read_chip(find_chips(tmp_path)[0])
    assert image[0, 0, :5].tolist() == [0, 255, 0, 255, 100]


def test_landslide4sense_train_data_alone_is_found(tmp_path):
    assert len(find_chips(build_landslide4sense(tmp_path, 3) / "TrainData")) == 3


def test_landslide4sense_is_grouped_by_neighbouring_numbers(tmp_path):
    groups = _groups(list_chips(build_landslide4sense(tmp_path, 20)))
    assert len(set(groups)) == 10
    assert [a == b for a, b in zip(groups, groups[1:])] == [True, False] * 9 + [True]


def test_copies_of_an_image_are_not_parted_and_9_stands_before_10(tmp_path):
    names = [f"valley_{number}_png.rf.{copy}{number:031x}" for number in range(20) for copy in "af"]
    entries = [ChipEntry("a", "", 0, tmp_path / f"{name}.png", None) for name in names]
    groups = dict(zip(names, _groups(entries)))
    for number in range(20):
        own = {groups[name] for name in names if name.startswith(f"valley_{number}_")}
        assert own == {f"a block {number // 2 + 1}"}


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".bmp", ".tif"])
def test_gvlm_takes_the_image_after_the_event_and_groups_by_site(tmp_path, suffix):
    entries = find_chips(build_gvlm(tmp_path, suffix))
    assert [entry.group for entry in entries] == list(SITES)
    image, mask = read_chip(entries[1])
    assert np.abs(image.astype(int) - noise_image(HEIGHT, WIDTH, 1)).mean() < 20  # JPEG's loss
    assert is_square(mask) and pixel_size_m(entries[1]) == 0.59


def test_gvlm_sites_are_read_in_strips_that_cover_them_once(tmp_path, monkeypatch):
    monkeypatch.setattr(gvlm, "STRIP_PX", 100)
    entries = find_chips(build_gvlm(tmp_path, height=250))[:3]
    assert [(e.window.top, e.window.bottom) for e in entries] == [(0, 83), (83, 166), (166, 250)]
    assert entries[2].name == "A Luoi_Vietnam (166-250)"
    images, masks = zip(*map(read_chip, entries))
    assert np.array_equal(np.concatenate(images, 1), noise_image(250, WIDTH, 0))
    assert is_square(np.concatenate(masks))


def test_coco_polygons_and_run_lengths_give_the_same_mask(tmp_path):
    masks = [read_chip(entry)[1] for entry in find_chips(build_coco(tmp_path))]
    assert [is_square(mask) for mask in masks] == [True, True, True, False]
    assert not masks[3].any()


def change_coco(folder, change):
    """Let a function change the content of annotations.json."""
    path = folder / "annotations.json"
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def test_coco_polygons_of_a_segmentation_are_a_union(tmp_path):
    build_coco(tmp_path)
    top, left, bottom, right = SQUARE
    halves = [
        [left, top, left + 6, top, left + 6, bottom, left, bottom],
        [left + 3, top, right, top, right, bottom, left + 3, bottom],
    ]
    change_coco(tmp_path, lambda content: content["annotations"][0].update(segmentation=halves))
    assert is_square(read_chip(find_chips(tmp_path)[0])[1])


def test_coco_other_categories_are_background(tmp_path):
    build_coco(tmp_path)
    change_coco(tmp_path, lambda content: content["annotations"][0].update(category_id=8))
    assert not read_chip(find_chips(tmp_path)[0])[1].any()


def test_coco_only_category_needs_no_name(tmp_path):
    build_coco(tmp_path)
    only = [{"id": 7, "name": "1"}]
    change_coco(tmp_path, lambda content: content.update(categories=only))
    assert is_square(read_chip(find_chips(tmp_path)[0])[1])


@pytest.mark.parametrize(
    ("json_name", "images"),
    [
        ("annotations.json", "images"),
        ("annotations/instances_train.json", "train"),
        ("annotations/instances_train.json", "images/train"),
        ("_annotations.coco.json", "."),
        ("labels.json", "."),  # known by its words
    ],
)
def test_coco_images_are_found_beside_and_in_other_folders(tmp_path, json_name, images):
    build_coco(tmp_path / "made", 2)
    target = tmp_path / "set"
    (target / json_name).parent.mkdir(parents=True)
    (tmp_path / "made" / "annotations.json").rename(target / json_name)
    (target / images).mkdir(parents=True, exist_ok=True)
    for path in (tmp_path / "made" / "images").iterdir():
        path.rename(target / images / path.name)
    content = json.loads((target / json_name).read_text())
    content["annotations"] = content["annotations"][:2]
    (target / json_name).write_text(json.dumps(content))
    assert [entry.image_path.parent for entry in find_chips(target)] == [target / images] * 2


def test_other_json_beside_pairs_is_left_alone(tmp_path):
    build_pairs(tmp_path)
    (tmp_path / "region.json").write_text('{"type": "FeatureCollection", "features": []}')
    assert len(find_chips(tmp_path)) == 4


def test_listing_reads_no_image(tmp_path):
    folder = build_bijie(tmp_path)
    for path in (folder / "landslide" / "image").iterdir():
        path.write_bytes(b"")
    assert len(list_chips(folder)) == 2 * len(COUNTIES) + 4


def test_outline_of_a_bijie_image_is_not_read_beside_its_mask(tmp_path):
    folder = build_bijie(tmp_path) / "landslide"
    write_outline(folder / "polygon_coordinate" / "df001.txt", square_corners()[:4])
    (entry, *_) = find_chips(tmp_path)
    assert entry.files == (folder / "image" / "df001.png", folder / "mask" / "df001.png")


@pytest.mark.parametrize(
    ("build", "group_of"),
    [
        (build_bijie, lambda name: name.rstrip("0123456789.png")),
        (build_gvlm, lambda name: name.partition(" (")[0]),
        (build_manifest, lambda name: int(name[6]) // 2),
    ],
    ids=["county", "site", "manifest's group"],
)
def test_chips_of_one_group_have_one_role(tmp_path, build, group_of):
    build(tmp_path / "data")
    settings = FineTuneSettings("a", chips_folder=str(tmp_path / "data"), validation_share=0.4)
    card = read_card(ROOT / "models" / "cffnet-lite" / "cffnet-lite.json")
    chips = cut_chips(settings, card, tmp_path, ENGINE_PYTHON, Feedback())
    roles = {role: {group_of(c.name) for c in chips if c.role == role} for role in ROLES[:2]}
    assert roles["training"] and roles["validation"]
    assert not roles["training"] & roles["validation"] - {""}  # images without landslides: blocks
