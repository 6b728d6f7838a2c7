import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from html import unescape

import numpy as np
import pytest
from builders import ENGINE_PYTHON, ROOT, noise_image, write_raster
from osgeo import gdal, ogr

from sam_cffnet_qgis.core import training_run
from sam_cffnet_qgis.core.architectures import KINDS
from sam_cffnet_qgis.core.chip_store import (
    ChipStoreWriter,
    StoredChip,
    read_stored,
    stored_chips,
)
from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.errors import (
    Cancelled,
    CheckpointKeysError,
    LabelError,
    OutputError,
    ParameterError,
)
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.fine_tune import fine_tune
from sam_cffnet_qgis.core.metrics import Confusion
from sam_cffnet_qgis.core.model_card import read_card
from sam_cffnet_qgis.core.settings import (
    DetectionSettings,
    FineTuneSettings,
    LabelledRaster,
    TrainingPlace,
    Workplace,
)
from sam_cffnet_qgis.core.training_chips import cut_chips
from sam_cffnet_qgis.core.training_course import Course, Listener
from sam_cffnet_qgis.core.training_run import chosen_variants

LEFT, TOP = 500_000, 3_000_000


class Messages(Feedback):
    """Keeps messages; stops when one contains ``stop_at``."""

    def __init__(self, stop_at="\0"):
        self.texts = []
        self.stop_at = stop_at

    def info(self, template, **values):
        self.texts.append(template.format(**values))

    warn = info

    def is_cancelled(self):
        return any(self.stop_at in text for text in self.texts)


def box(column, row, width, height=None):
    """A rectangle (WKB) in pixels of the scene."""
    height = width if height is None else height
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in ((0, 0), (width, 0), (width, height), (0, height), (0, 0)):
        ring.AddPoint_2D(LEFT + column + x, TOP - row - y)
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(ring)
    return bytes(polygon.ExportToWkb())


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """A raster with bright squares, and the squares."""
    image = noise_image(900, 900)
    squares = []
    for row in range(40, 860, 200):
        for column in range(60, 860, 200):
            image[:, row : row + 30, column : column + 30] = 250
            squares.append(box(column, row, 30))
    path = write_raster(tmp_path_factory.mktemp("scene") / "scene.tif", image)
    return str(path), tuple(squares)


@pytest.fixture
def place(tmp_path, random_models):
    return TrainingPlace(ENGINE_PYTHON, random_models, tmp_path / "models", tmp_path / "runs")


def settings_of(scene, **changes):
    raster = LabelledRaster(*scene)
    return replace(
        FineTuneSettings("mine", "random", (raster,), epochs=2, batch=4, learning_rate=1e-3),
        **changes,
    )


def cut(scene, tmp_path, random_models, **changes):
    card = read_card(random_models / "random" / "random.json")
    return cut_chips(settings_of(scene, **changes), card, tmp_path, ENGINE_PYTHON, Messages())


def test_chips_are_detections_tiles_with_their_labels(scene, tmp_path, random_models):
    chips = cut(scene, tmp_path, random_models)
    whole = gdal.Open(scene[0]).ReadAsArray()
    for chip in chips:
        image, label = read_stored(tmp_path, chip)
        left, top = round(chip.box[0] - LEFT), round(TOP - chip.box[3])
        assert left in (0, 192, 384, 576, 644) and top in (0, 192, 384, 576, 644)
        window = whole[:, top : top + 256, left : left + 256]
        np.testing.assert_allclose(image, window / 255, atol=3e-4)
        assert ((label == 1) == (window == 250).all(0)).all()


def test_outside_the_labelled_area_nothing_is_known(scene, tmp_path, random_models):
    raster = LabelledRaster(*scene, area=(box(0, 0, 900, 450),))
    chips = cut(scene, tmp_path, random_models, rasters=(raster,))
    for chip in chips:
        _, label = read_stored(tmp_path, chip)
        below = round(TOP - chip.box[3]) + np.arange(256) >= 450
        assert (label[below] == 255).all() and (label[~below] != 255).all()


def test_rejected_polygons_are_background_and_unreviewed_ones_unknown(
    scene, tmp_path, random_models
):
    path, squares = scene
    raster = LabelledRaster(path, squares[8:], negatives=squares[:1], unknown=squares[4:5])
    chips = cut(scene, tmp_path, random_models, rasters=(raster,))
    first = next(chip for chip in chips if (chip.box[0], chip.box[3]) == (LEFT, TOP))
    _, label = read_stored(tmp_path, first)
    assert first.kind == "negative"
    assert (label[40:70, 60:90] == 0).all()
    assert (label[240:256, 60:90] == 255).all()


def test_a_light_model_is_tuned_and_registered(scene, place, monkeypatch):
    feedback = Messages()
    monkeypatch.chdir(place.models_folder)  # the engine runs in another folder
    settings = settings_of(scene, model="random/random.json", cache_folder="runs")
    texts = []
    result = fine_tune(settings, place, feedback, lambda *given: texts.extend(given))
    metrics_csv, report_html = texts
    card = read_card(place.target_folder / "mine" / "mine.json")
    assert card == result.card and card.trained
    assert 0 < card.threshold < 1 and card.source == "fine-tuned from random"
    assert sum("on validation and training chips" in text for text in feedback.texts) >= 2
    assert any("Fewer than 10 validation chips" in text for text in feedback.texts)
    assert card.metrics[0]["protocol"].endswith("and those trained on")
    iou = result.figures["iou"]
    assert result.figures["f1"] == pytest.approx(2 * iou / (1 + iou))
    rows = metrics_csv.splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == [
        *("epoch", "epoch", "epoch"),
        *("all background", "start model", "tuned model"),
    ]
    assert "<script" not in report_html and "Calibration" in report_html
    runs = place.models_folder / "runs"
    assert not list(runs.iterdir())
    # Killed after its last step, the run is not made again; another one may not take its name.
    (runs / card.training["run"]).mkdir()
    again = fine_tune(settings, place, feedback, lambda *given: pytest.fail("made again"))
    assert again.card == card and again.figures["iou"] == pytest.approx(iou, abs=1e-4)
    assert not list(runs.iterdir())
    with pytest.raises(OutputError, match="already a model 'mine'.*another NAME"):
        fine_tune(replace(settings, seed=1), place, feedback)
    assert not list(runs.iterdir())


@pytest.fixture
def small_tiles(random_models, tmp_path):
    """The light model for tiles of 128 px; the path of its card."""
    card = read_card(random_models / "random" / "random.json")
    folder = tmp_path / "small"
    folder.mkdir()
    shutil.copy(card.weights_path, folder / "small.safetensors")
    card = replace(card, architecture={**card.architecture, "tile_px": 128, "encoder_px": 128})
    card.write(folder / "small.json")
    return str(folder / "small.json")


SLOW_NETWORKS = ("attention_unet", "hrnet_w18", "segformer_b0")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("deeplabv3plus_lite", "DeepLabV3+ (Lite0)"),
        *(pytest.param(n, KINDS[n].title, marks=pytest.mark.slow) for n in SLOW_NETWORKS),
    ],
)
def test_a_new_network_is_trained_and_detects(scene, place, small_tiles, tmp_path, name, title):
    settings = settings_of(scene, model=small_tiles, architecture=name, epochs=1, batch=2)
    texts = []
    feedback = Messages()
    card = fine_tune(settings, place, feedback, lambda *given: texts.extend(given)).card
    assert card.source == f"trained from the beginning as {title}"
    assert any(text.startswith("A new network is trained") for text in feedback.texts)
    rows = [row.split(",")[0] for row in texts[0].splitlines()[1:]]
    assert rows == ["epoch", "all background", "tuned model"]  # nothing to compare it with
    assert f">{title}</td>" in unescape(texts[1])
    work = tmp_path / "work"
    work.mkdir()
    found = DetectionSettings(model="mine", extent=(LEFT, TOP - 128, LEFT + 128, TOP))
    workplace = Workplace(ENGINE_PYTHON, place.target_folder, work)
    assert detect(scene[0], found, workplace, Messages()).card == card


def test_a_report_that_cannot_be_written_keeps_the_epochs(scene, place):
    def fail(*texts):
        raise OutputError("No space.")

    with pytest.raises(OutputError, match="No space"):
        fine_tune(settings_of(scene), place, Messages(), fail)
    assert not (place.target_folder / "mine").exists()
    feedback = Messages()
    fine_tune(settings_of(scene), place, feedback)
    assert any("Going on with the unfinished run" in text for text in feedback.texts)


def test_training_chips_are_counted_where_they_were_judged(tmp_path):
    writer = ChipStoreWriter(tmp_path)
    label = np.array([[1, 0], [1, 255]], np.uint8)
    writer.add(np.zeros((3, 2, 2), np.uint8), label, "training", "landslide", "a")
    course = Course()
    listener = Listener(course, None, writer.close(), tmp_path, Feedback())
    probability = np.full((1, 2, 2), 0.7, np.float32)
    header = {"type": "judged", "model": "tuned", "role": "training"}
    listener.hear(header, {"probability": probability})
    assert course.learnt.confusion(0.5) == Confusion(2, 1, 0, 0)


RUNNER = """
import json, sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from pathlib import Path
from sam_cffnet_qgis.core.feedback import ConsoleFeedback
from sam_cffnet_qgis.core.fine_tune import fine_tune
from sam_cffnet_qgis.core.settings import FineTuneSettings, LabelledRaster, TrainingPlace
facts = json.loads(Path(sys.argv[2]).read_text())
raster = LabelledRaster(facts["path"], tuple(map(bytes.fromhex, facts["squares"])))
settings = FineTuneSettings(
    "mine", facts["model"], (raster,), epochs=4, batch=4, learning_rate=1e-3,
    architecture=facts["architecture"]
)
place = TrainingPlace(*map(Path, facts["place"]))
fine_tune(settings, place, ConsoleFeedback())
"""


@pytest.mark.parametrize(
    "architecture", ["start_model", pytest.param("segformer_b0", marks=pytest.mark.slow)]
)
def test_a_killed_run_resumes_to_the_same_metrics(
    scene, tmp_path, random_models, small_tiles, architecture
):
    def start(name):
        place = [ENGINE_PYTHON, random_models, tmp_path / name, tmp_path / f"{name}_runs"]
        facts = {"path": scene[0], "squares": [wkb.hex() for wkb in scene[1]]}
        facts.update(model=small_tiles, architecture=architecture)
        facts["place"] = [str(path) for path in place]
        (tmp_path / f"{name}.json").write_text(json.dumps(facts))
        command = [sys.executable, "-c", RUNNER, str(ROOT), str(tmp_path / f"{name}.json")]
        return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)

    whole = start("whole")
    assert whole.wait() == 0
    killed = start("killed")
    for line in killed.stderr:
        if line.startswith("Epoch 2"):
            os.kill(killed.pid, signal.SIGKILL)
            break
    killed.wait()
    assert not (tmp_path / "killed" / "mine").exists()
    resumed = start("killed")
    text = resumed.communicate()[1]
    assert resumed.returncode == 0 and "Going on with the unfinished run" in text
    cards = [read_card(tmp_path / name / "mine" / "mine.json") for name in ("whole", "killed")]
    assert cards[0].sha256 == cards[1].sha256
    assert cards[0].metrics == cards[1].metrics and cards[0].threshold == cards[1].threshold


def test_cancel_is_quick_and_says_what_is_kept(scene, place):
    class Cancelling(Messages):
        def info(self, template, **values):
            super().info(template, **values)
            if "Epoch 1" in self.texts[-1]:
                self.since = time.monotonic()

        warn = info

    feedback = Cancelling(stop_at="Epoch 1")
    with pytest.raises(Cancelled):
        fine_tune(settings_of(scene, epochs=50), place, feedback)
    assert time.monotonic() - feedback.since < 2
    assert "Stopped after 1 epochs" in feedback.texts[-1]
    (run,) = place.runs_folder.iterdir()
    assert stored_chips(run) and (run / "state.pt").exists()


def refused(settings, place):
    """The text of the error; nothing may be left."""
    with pytest.raises((LabelError, OutputError, ParameterError)) as caught:
        fine_tune(settings, place, Messages())
    assert not place.runs_folder.exists() or not list(place.runs_folder.iterdir())
    return str(caught.value)


def test_labels_outside_the_raster_are_named(scene, place):
    raster = LabelledRaster(scene[0], (box(5000, 5000, 30),))
    assert "None of the label polygons" in refused(settings_of(scene, rasters=(raster,)), place)


def test_labels_smaller_than_a_pixel_are_named(scene, place):
    dots = tuple(box(60.6 + 100 * n, 60.6, 0.2) for n in range(6))
    raster = LabelledRaster(scene[0], dots)
    assert "smaller than a pixel (1 m)" in refused(settings_of(scene, rasters=(raster,)), place)


def test_some_labels_smaller_than_a_pixel_are_counted(scene, tmp_path, random_models):
    feedback = Messages()
    raster = LabelledRaster(scene[0], (*scene[1], box(5.1, 5.1, 0.2)))
    card = read_card(random_models / "random" / "random.json")
    cut_chips(settings_of(scene, rasters=(raster,)), card, tmp_path, ENGINE_PYTHON, feedback)
    assert "1 of 21 label polygons are smaller than a pixel" in feedback.texts[0]


def test_an_area_that_is_landslide_all_over_is_refused(scene, place):
    squares = (box(0, 0, 200), box(700, 700, 200))
    raster = LabelledRaster(scene[0], squares, area=squares)
    assert "landslide all over" in refused(settings_of(scene, rasters=(raster,)), place)


def test_too_few_labels_are_refused(scene, place):
    raster = LabelledRaster(scene[0], scene[1][:1])
    assert "Label landslides in at least two" in refused(
        settings_of(scene, rasters=(raster,)), place
    )


def test_hardly_enough_labels_are_warned_of(scene, tmp_path, random_models):
    path, squares = scene
    card = read_card(random_models / "random" / "random.json")
    feedback = Messages()
    settings = settings_of(scene, rasters=(LabelledRaster(path, squares[:1] + squares[-1:]),))
    cut_chips(settings, card, tmp_path, ENGINE_PYTHON, feedback)
    assert any("Only 2 training chips show" in text for text in feedback.texts)
    feedback = Messages()
    cut_chips(settings_of(scene), card, tmp_path, ENGINE_PYTHON, feedback)
    assert not any("training chips show" in text for text in feedback.texts)


def test_a_name_that_exists_is_refused_before_the_work(scene, place):
    (place.target_folder / "mine").mkdir(parents=True)
    with pytest.raises(OutputError, match="Choose another NAME"):
        fine_tune(settings_of(scene), place, Messages())


def test_settings_out_of_range_are_named(scene):
    with pytest.raises(ParameterError, match="VALIDATION is 0.9, but must be from 0.05 to 0.5"):
        settings_of(scene, validation_share=0.9).check()
    with pytest.raises(ParameterError, match="not both"):
        settings_of(scene, chips_folder="x").check()


def sam_card(random_models, encoder):
    """A card of a SAM model in front of the light model's weights."""
    card = read_card(random_models / "random" / "random.json")
    edges = {"tile_px": 256, "encoder_px": 1024}
    return replace(card, architecture={"encoder": encoder, "decoder": "cffd", **edges})


def test_start_weights_of_another_architecture_are_named(scene, place, random_models, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    sam_card(random_models, "sam_vit_b").write(other / "other.json")
    shutil.copy(random_models / "random" / "random.safetensors", other / "other.safetensors")
    settings = settings_of(scene, model=str(other / "other.json"))
    with pytest.raises(CheckpointKeysError, match=r"other\.safetensors") as caught:
        fine_tune(settings, place, Messages())
    assert "\n" not in str(caught.value)
    assert not list(place.target_folder.iterdir())
    assert not list(place.runs_folder.iterdir())


def stored(count):
    """Chips of a store, every fifth for validation."""
    return [
        StoredChip(
            "training" if number % 5 else "validation",
            *("far", "", (), 0, "uint8", (256, 256), 0, 65536),
        )
        for number in range(count)
    ]


def variants_of(scene, random_models, tmp_path, **changes):
    """Variants and gigabytes for ten chips, each of 33.6 MB in vit-l's features."""
    card = sam_card(random_models, "sam_vit_l")
    variants, size = chosen_variants(stored(10), card, settings_of(scene, **changes), tmp_path)
    return variants, size / 1e9


def test_features_fill_the_budget_with_flips_and_turns(scene, random_models, tmp_path):
    assert variants_of(scene, random_models, tmp_path) == (4, pytest.approx(34 * 0.033554432))
    assert variants_of(scene, random_models, tmp_path, cache_gb=0.7)[0] == 2
    assert variants_of(scene, random_models, tmp_path, augment=False)[0] == 1


def test_a_budget_below_one_pass_of_features_is_refused(scene, random_models, tmp_path):
    message = r"features of 10 chips need 0\.3 GB .*CACHE_GB is 0\.3\. Raise CACHE_GB"
    with pytest.raises(ParameterError, match=message):
        variants_of(scene, random_models, tmp_path, cache_gb=0.3)


@pytest.mark.parametrize("encoder", ["sam_vit_l", "efficientnet_lite0"])
def test_a_disk_without_room_for_the_run_is_refused(
    scene, random_models, tmp_path, monkeypatch, encoder
):
    run = tmp_path / "run"
    run.mkdir()
    usage = shutil.disk_usage(run)._replace(free=5e7)
    monkeypatch.setattr(training_run.shutil, "disk_usage", lambda folder: usage)
    card = sam_card(random_models, encoder)
    message = rf"in {re.escape(str(tmp_path))}, but 0\.05 GB are free\..*CACHE_FOLDER"
    with pytest.raises(OutputError, match=message):
        chosen_variants(stored(10), card, settings_of(scene), run)
