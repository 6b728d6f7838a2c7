"""Outputs that cannot be written: one sentence, the old file untouched, nothing left."""

import re
import sqlite3
from pathlib import Path

import pytest
from builders import SmallDisk, noise_image, write_raster


@pytest.fixture
def image(tmp_path):
    return str(write_raster(tmp_path / "a.tif", noise_image(300, 300)))


def below_a_file(folder):
    (folder / "file").write_text("")
    return folder / "file" / "scars.gpkg"


OUTPUTS = {
    "proc": (lambda folder: Path("/proc/scars.gpkg"), r"folder /proc: .*Choose another folder"),
    "below_a_file": (below_a_file, r"folder .*/file: .*Choose another folder"),
    "folder": (lambda folder: folder, r"The output .* is a folder|out\.gpkg"),
    "long_name": (lambda folder: folder / f"{'a' * 260}.gpkg", r"name too long.*Choose another"),
}


@pytest.mark.parametrize(("build", "match"), OUTPUTS.values(), ids=OUTPUTS)
def test_output_that_cannot_be_written(detection, image, tmp_path, build, match):
    (tmp_path / "scars.gpkg").mkdir()
    target = tmp_path / "scars.gpkg" if build(tmp_path) == tmp_path else build(tmp_path)
    assert re.search(match, detection.sentence(INPUT=image, OUTPUT=str(target)))


def test_folders_made_for_a_refused_run_are_removed(detection, image):
    output = detection.folder / "new" / "deep" / "scars.gpkg"
    detection.sentence(INPUT=image, OUTPUT=str(output), BANDS=[9])
    assert not output.parent.parent.exists()


def test_missing_folders_are_made_for_a_result(detection, image):
    output = detection.folder / "new" / "deep" / "scars.gpkg"
    assert detection.run(INPUT=image, OUTPUT=str(output))["COUNT"] == 1
    assert [path.name for path in output.parent.iterdir()] == ["scars.gpkg"]


def test_raster_output_that_is_no_geotiff(detection, image):
    message = detection.sentence(INPUT=image, PROBABILITY=str(detection.folder / "p.png"))
    assert re.search(r"PROBABILITY is .*p\.png.*\.tif", message)


def test_two_outputs_of_one_name(detection, image):
    path = str(detection.folder / "p.tif")
    message = detection.sentence(INPUT=image, TTA=True, PROBABILITY=path, UNCERTAINTY=path)
    assert re.search(r"PROBABILITY and UNCERTAINTY are both .*p\.tif", message)


def test_output_that_is_the_input(detection, image):
    before = Path(image).read_bytes()
    message = detection.sentence(INPUT=image, PROBABILITY=image)
    assert re.search(r"a\.tif is the input itself.*another", message)
    assert Path(image).read_bytes() == before


def test_output_that_is_the_elevation_model(detection, image, tmp_path):
    dem = str(write_raster(tmp_path / "dem.tif", noise_image(300, 300)[:1]))
    message = detection.sentence(INPUT=image, DEM=dem, PROBABILITY=dem)
    assert re.search(r"dem\.tif is the input itself", message)


def test_output_that_is_the_area_of_interest(detection, image):
    detection.run(INPUT=image)
    before = detection.output.read_bytes()
    message = detection.sentence(INPUT=image, AOI=str(detection.output))
    assert re.search(r"scars\.gpkg is the input itself", message)
    assert detection.output.read_bytes() == before


def test_output_that_is_locked_elsewhere(detection, image):
    other = sqlite3.connect(detection.output, isolation_level=None)
    other.execute("CREATE TABLE old (id)")
    other.execute("BEGIN EXCLUSIVE")
    try:
        message = detection.sentence(INPUT=image)
    finally:
        other.rollback()
    assert re.search(r"scars\.gpkg is open elsewhere and locked.*Close it", message)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("old",)]
    other.close()


@pytest.mark.parametrize("kilobytes", [8, 250, 300, 400, 500, 600])
def test_disk_that_is_full(detection, image, tmp_path, kilobytes):
    """At different sizes other files are the first that do not fit."""
    with SmallDisk(tmp_path / "disk", kilobytes) as disk:
        folder = disk.folder
        outputs = {"OUTPUT": str(folder / "s.gpkg"), "PROBABILITY": str(folder / "p.tif")}
        message = detection.sentence(INPUT=image, **outputs)
        assert re.search(r"Cannot write.* /.*/disk.*space", message)
        assert list(folder.iterdir()) == []


def test_folder_that_is_read_only(detection, image, tmp_path):
    with SmallDisk(tmp_path / "disk", 500) as disk:
        disk.make_read_only()
        message = detection.sentence(INPUT=image, OUTPUT=str(disk.folder / "s.gpkg"))
        assert re.search(r"Cannot write to the folder /.*/disk: Read-only file system", message)
