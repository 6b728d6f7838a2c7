import csv
import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from builders import ROOT, Recorder, noise_image, python_that_runs, write_raster

from sam_cffnet_qgis.core.chip_store import stored_chips
from sam_cffnet_qgis.core.compare import compare
from sam_cffnet_qgis.core.comparison_settings import ComparisonSettings
from sam_cffnet_qgis.core.errors import (
    Cancelled,
    EngineMemoryError,
    EngineMissingError,
    LabelError,
    OutputError,
    ParameterError,
)
from sam_cffnet_qgis.core.model_card import ModelCard, read_card
from sam_cffnet_qgis.core.registry import file_sha256
from sam_cffnet_qgis.core.settings import FineTuneSettings, TrainingPlace

ENGINE = Path(__file__).resolve().parent.parent / "training_engine.py"
NETWORKS = ("cffd_lite", "segformer_b0", "attention_unet")
EDGE = 32


class Stopping(Recorder):
    """Cancels after a message that contains ``stop_at``."""

    def __init__(self, stop_at):
        super().__init__()
        self.stop_at = stop_at

    def is_cancelled(self):
        return any(self.stop_at in message for message in self.messages)


@pytest.fixture(scope="module")
def chips(tmp_path_factory):
    """Six sites with three chips each; landslides fill whole rows, the third chip has none."""
    folder = tmp_path_factory.mktemp("chips")
    lines = ["source,image,mask,region,group"]
    for number in range(18):
        mask = np.zeros((1, EDGE, EDGE), np.uint8)
        if number % 3 < 2:
            mask[0, 8 : 10 + number % 6] = 255
        names = f"image_{number}.tif", f"mask_{number}.tif"
        for name, values in zip(names, (noise_image(EDGE, EDGE, number), mask)):
            write_raster(folder / name, values, epsg=None, transform=None)
        lines.append(f"test,{names[0]},{names[1]},,site {number // 3}")
    (folder / "manifest.csv").write_text("\n".join(lines))
    return folder


def write_model(folder, encoder="efficientnet_lite0", model_id="start"):
    """A model whose weights only this file's engine can use."""
    weights = folder / model_id / f"{model_id}.safetensors"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"weights")
    edges = {"tile_px": 256, "encoder_px": 1024 if encoder.startswith("sam") else 256}
    ModelCard(
        id=model_id,
        title="Start <model>",
        architecture={"encoder": encoder, "decoder": "cffd", **edges},
        bands=["red", "green", "blue"],
        scaling={"method": "percentile", "percentiles": [2, 98]},
        gsd_m=[0.2, 10.0],
        threshold=0.5,
        temperature=1.0,
        metrics=[],
        training={},
        sha256=file_sha256(weights),
        licence="none",
        source="test",
    ).write(weights.with_suffix(".json"))


def place_of(tmp_path, *faults, encoder="efficientnet_lite0"):
    if not (tmp_path / "models").exists():
        write_model(tmp_path / "models", encoder)
    python = python_that_runs(tmp_path / "python", ENGINE, str(tmp_path / "log"), *faults)
    folders = [tmp_path / name for name in ("models", "made", "runs")]
    return TrainingPlace(python, *folders)


@pytest.fixture
def place(tmp_path):
    return place_of(tmp_path)


def settings_of(chips, *architectures, name="", **changes):
    training = FineTuneSettings(
        name, "start", chips_folder=str(chips), epochs=4, validation_share=0.3, test_share=0.3
    )
    return replace(ComparisonSettings(training, architectures or NETWORKS), **changes)


def requests(tmp_path, kind="train"):
    """What the engine was asked for."""
    lines = (tmp_path / "log").read_text().splitlines()
    return [header for header in map(json.loads, lines) if header["type"] == kind]


def trained(tmp_path):
    """Decoder and seed of each training."""
    asked = requests(tmp_path)
    return [(r["card"]["architecture"]["decoder"], r["plan"]["seed"]) for r in asked]


def run(settings, place, feedback=None):
    """The result, the table's lines and the report."""
    texts = []
    result = compare(settings, place, feedback or Recorder(), lambda *given: texts.extend(given))
    return result, list(csv.DictReader(io.StringIO(texts[0]))), texts[1]


def test_every_network_gets_a_line_a_run_and_a_mean(chips, place, tmp_path):
    feedback = Recorder()
    result, lines, page = run(settings_of(chips), place, feedback)
    assert [line["architecture"] for line in lines] == [n for n in NETWORKS for _ in range(3)]
    assert [line["line"] for line in lines[:3]] == ["run", "run", "mean"]
    # In 16, 18; 24, 26; 19 and 21 of 32 columns are all landslides found, and nothing else.
    found = [float(line["iou"]) for line in lines if line["line"] == "run"]
    assert found == [0.5, 0.5625, 0.75, 0.8125, 0.59375, 0.65625]
    for line in lines:
        if line["line"] == "run":
            iou = float(line["iou"])
            assert float(line["f1"]) == pytest.approx(2 * iou / (1 + iou), abs=1e-6)
            assert line["recall"] == line["iou"] and line["precision"] == "1.000000"
    assert result.best == "segformer_b0" and result.card is None
    assert [summary.iou for summary in result.summaries] == [0.53125, 0.78125, 0.625]
    assert all(title in page for title in ("CFFD-lite", "SegFormer-B0", "Attention U-Net"))
    assert any("Row 5 of 6: SegFormer-B0, seed 1." in message for message in feedback.messages)
    assert feedback.progress == sorted(feedback.progress)
    assert not list(place.runs_folder.iterdir())


def test_the_report_is_a_page_with_the_table_and_the_pictures(chips, tmp_path):
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    place = place_of(tmp_path, "renders")
    _, _, page = run(settings_of(chips, "start_model", "segformer_b0"), place)
    for title in ("Start &lt;model&gt;", "SegFormer-B0", "All background", "arXiv:2105.15203"):
        assert title in page
    assert "<b>0.781\u00a0±\u00a00.044</b>" in page and "<script" not in page
    assert page.count("<img") > 4 + 4 * 3  # figures, and the image, the truth and two networks


def test_all_rows_have_the_same_chips_and_the_same_means(chips, place, tmp_path):
    settings = settings_of(chips, minutes=3.0)
    run(replace(settings, training=replace(settings.training, seed=7)), place)
    asked = requests(tmp_path)
    assert trained(tmp_path) == [
        (decoder, seed) for seed in (7, 8) for decoder in ("cffd", "segformer", "attention_unet")
    ]
    assert len({request["store"] for request in asked}) == 1
    plans = [{**request["plan"], "seed": 0} for request in asked]
    assert all(plan == plans[0] for plan in plans[:3]) and plans[0]["minutes"] == 3.0
    # What the time of the first run gave is given to the other runs of the network.
    assert all(plan == {**plans[0], "minutes": 0.0, "epochs": 4} for plan in plans[3:])
    assert plans[0]["minutes"] == 3 and plans[0]["flips_only"] is False
    assert len(requests(tmp_path, "cost")) == 3


def test_with_sam_all_networks_see_tiles_varied_by_flips_alone(chips, tmp_path):
    place = place_of(tmp_path, encoder="sam_vit_b")
    stores = []

    class Looking(Recorder):
        def info(self, template, **values):
            super().info(template, **values)
            stores.extend(stored_chips(run) or [] for run in place.runs_folder.iterdir())

    settings = settings_of(chips, "cffd_lite", "sam_psp", seeds=1)
    _, _, page = run(settings, place, Looking())
    assert all(chip.shape == [256, 256] and chip.is_tile for chip in stores[-1])
    assert [request["plan"]["flips_only"] for request in requests(tmp_path)] == [True, True]
    assert [request["variants"] for request in requests(tmp_path)] == [4, 4]
    assert "SAM + PSP (Model II), ViT-B" in page


def test_no_site_is_parted_and_the_report_names_those_of_the_test(chips, place):
    with pytest.raises(Cancelled):
        compare(settings_of(chips), place, Stopping("Row 2"))
    (folder,) = place.runs_folder.iterdir()
    roles = {}
    for chip in stored_chips(folder):
        roles.setdefault(chip.group, set()).add(chip.role)
    assert len(roles) == 6 and all(len(own) == 1 for own in roles.values())
    assert set.union(*roles.values()) == {"training", "validation", "test"}
    tested = [group for group, own in roles.items() if own == {"test"}]
    _, _, page = run(settings_of(chips), place)
    assert f"For the test: {', '.join(tested)}." in page


def test_the_best_run_becomes_a_model_that_tells_both_figures(chips, place):
    result, _, _ = run(settings_of(chips, name="Best of all"), place)
    card = read_card(place.target_folder / "best-of-all" / "best-of-all.json")
    assert card == result.card and card.trained
    assert card.architecture["decoder"] == "segformer"
    assert card.weights_path.read_text() == "weights of segformer 1"
    assert [row["dataset"] for row in card.metrics] == [
        "the user's own labels, validation blocks",
        "the user's own labels, test blocks",
    ]
    assert card.metrics[1]["iou"] == 0.8125
    assert not list(place.runs_folder.iterdir())


def test_a_name_that_is_taken_is_refused_before_the_work(chips, place, tmp_path):
    (place.target_folder / "mine").mkdir(parents=True)
    with pytest.raises(OutputError, match="another NAME"):
        compare(settings_of(chips, name="mine"), place, Recorder())
    assert not (tmp_path / "log").exists()


def test_a_comparison_killed_after_the_registration_ends_well(chips, place):
    settings = settings_of(chips, "cffd_lite", name="mine", seeds=1)

    def lose_power(*texts):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compare(settings, place, Recorder(), lose_power)
    (folder,) = place.runs_folder.iterdir()
    kept = folder.rename(folder.with_name("kept"))
    result, _, _ = run(settings, place)
    kept.rename(folder)
    again, lines, _ = run(settings, place)
    assert again.card == result.card and len(lines) == 2


RUNNER = """
import json, sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from pathlib import Path
from sam_cffnet_qgis.core.compare import compare
from sam_cffnet_qgis.core.comparison_settings import ComparisonSettings
from sam_cffnet_qgis.core.feedback import ConsoleFeedback
from sam_cffnet_qgis.core.settings import FineTuneSettings, TrainingPlace
facts = json.loads(Path(sys.argv[2]).read_text())
training = FineTuneSettings(**facts["training"])
settings = ComparisonSettings(training, tuple(facts["architectures"]))
def publish(table, report):
    Path(facts["table"]).write_text(table)
compare(settings, TrainingPlace(*map(Path, facts["place"])), ConsoleFeedback(), publish)
"""


@pytest.mark.parametrize("where", ["Row 3 of 4", "Epoch 2 of 4"])
def test_a_killed_comparison_goes_on_to_the_same_table(chips, place, tmp_path, where):
    settings = settings_of(chips, *NETWORKS[:2])
    table = tmp_path / "table.csv"
    facts = {
        "training": {**vars(settings.training), "engine": None, "rasters": ()},
        "architectures": NETWORKS[:2],
        "place": [str(path) for path in vars(place).values()],
        "table": str(table),
    }
    del facts["training"]["engine"]
    (tmp_path / "facts.json").write_text(json.dumps(facts))
    command = [sys.executable, "-c", RUNNER, str(ROOT), str(tmp_path / "facts.json")]
    killed = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    for line in killed.stderr:
        if line.startswith(where):
            os.kill(killed.pid, signal.SIGKILL)
            break
    killed.wait()
    killed.stderr.close()
    before = trained(tmp_path)
    done = len(list(place.runs_folder.glob("*/rows/*.npz")))
    assert done == {"Row 3 of 4": 2, "Epoch 2 of 4": 0}[where] and not table.exists()
    subprocess.run(command, check=True, capture_output=True)
    again = trained(tmp_path)[len(before) :]
    assert len(again) == 4 - done
    _, lines, _ = run(settings, place_of(tmp_path))  # anew, in a folder of its own
    resumed = list(csv.DictReader(io.StringIO(table.read_text())))
    for line in (*lines, *resumed):
        del line["minutes"]  # as the clock wills
    assert resumed == lines


def test_the_run_under_way_goes_on_after_its_last_epoch(chips, place, tmp_path):
    feedback = Stopping("Epoch 3 of 4")
    with pytest.raises(Cancelled):
        compare(settings_of(chips), place, feedback)
    assert "Stopped in row 1 of 6" in feedback.messages[-1]
    (state,) = place.runs_folder.glob("*/rows/cffd_lite-0/state.json")
    assert len(json.loads(state.read_text())) >= 3
    seconds = float(state.with_name("seconds").read_text())
    assert 0.1 <= seconds < 1
    result, _, _ = run(settings_of(chips), place)
    row = result.summaries[0].rows[0]
    assert [epoch["number"] for epoch in row.epochs] == [1, 2, 3, 4]
    assert row.seconds >= seconds


def test_other_networks_keep_what_is_finished(chips, place, tmp_path):
    with pytest.raises(Cancelled):
        compare(settings_of(chips), place, Stopping("Row 2"))
    result, _, _ = run(settings_of(chips, "cffd_lite", "segformer_b1", seeds=1), place)
    assert trained(tmp_path).count(("cffd", 0)) == 1
    assert [summary.title for summary in result.summaries] == ["CFFD-lite", "SegFormer-B1"]


def test_a_network_that_takes_too_much_memory_is_left_out_by_name(chips, tmp_path):
    place = place_of(tmp_path, "segformer:0:memory", "attention_unet:1:memory")
    feedback = Recorder()
    result, lines, page = run(settings_of(chips), place, feedback)
    for seed in (0, 1):  # the second is not even tried
        text = f"SegFormer-B0, seed {seed}, is left out: Too little memory."
        assert text in feedback.messages and text in page
    assert ("segformer", 1) not in trained(tmp_path)
    assert [(s.title, len(s.rows)) for s in result.summaries] == [
        ("CFFD-lite", 2),
        ("Attention U-Net", 1),
    ]
    left = [(line["architecture"], line["seed"]) for line in lines if line["line"] == "left_out"]
    assert left == [("segformer_b0", "0"), ("segformer_b0", "1"), ("attention_unet", "1")]


def test_a_network_too_large_for_one_tile_is_left_out_before_the_first_row(chips, tmp_path):
    place = place_of(tmp_path, "segformer:cost:memory")
    result, _, page = run(settings_of(chips, seeds=1), place)
    assert [summary.title for summary in result.summaries] == ["CFFD-lite", "Attention U-Net"]
    assert "SegFormer-B0, seed 0, is left out: Too little memory." in page


def test_a_missing_package_is_told_before_the_first_row(chips, tmp_path):
    place = place_of(tmp_path, "attention_unet:cost:missing")
    with pytest.raises(EngineMissingError, match="Install the package"):
        compare(settings_of(chips), place, Recorder())
    assert trained(tmp_path) == [] and not list(place.runs_folder.iterdir())


def test_where_all_rows_fail_the_first_reason_is_the_error(chips, tmp_path):
    place = place_of(tmp_path, "segformer:0:memory", "attention_unet:cost:memory")
    with pytest.raises(EngineMemoryError, match="Too little memory"):
        compare(settings_of(chips, "segformer_b0", "attention_unet", seeds=1), place, Recorder())
    assert not list(place.runs_folder.iterdir())


def test_a_decoder_on_sam_needs_a_sam_model_before_any_work(chips, place, tmp_path):
    with pytest.raises(ParameterError, match="is a decoder on SAM's encoder"):
        compare(settings_of(chips, "cffd_lite", "sam_psp"), place, Recorder())
    assert not place.runs_folder.exists() and not (tmp_path / "log").exists()


def test_two_sites_are_too_few(place, tmp_path):
    (tmp_path / "images").mkdir()
    lines = ["source,image,mask,region,group"]
    for number in range(2):
        name = f"images/{number}.tif"
        write_raster(tmp_path / name, noise_image(EDGE, EDGE), epsg=None, transform=None)
        mask = np.full((1, EDGE, EDGE), 255, np.uint8)
        write_raster(tmp_path / f"images/m{number}.tif", mask, epsg=None, transform=None)
        lines.append(f"test,{name},images/m{number}.tif,,site {number}")
    (tmp_path / "manifest.csv").write_text("\n".join(lines))
    with pytest.raises(LabelError, match="at least three places"):
        compare(settings_of(tmp_path), place, Recorder())
    assert not list(place.runs_folder.iterdir())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seeds": 21}, "SEEDS is 21, but must be from 1 to 20"),
        ({"minutes": -1}, "MINUTES is -1, but must be from 0 to 10000"),
        ({"architectures": ()}, "ARCHITECTURES is empty"),
        ({"architectures": ("u_net",)}, "'u_net', which is unknown"),
        ({"architectures": ("hrnet_w18", "hrnet_w18")}, "'hrnet_w18' twice"),
    ],
)
def test_settings_out_of_range_are_named(chips, changes, message):
    with pytest.raises(ParameterError, match=message):
        replace(settings_of(chips), **changes).check()


@pytest.mark.parametrize(
    ("shares", "message"),
    [((0.2, 0.0), "TEST is 0.0, but must be from 0.05 to 0.5"), ((0.5, 0.4), "keep 90%")],
)
def test_shares_must_leave_ground_for_training(chips, shares, message):
    settings = settings_of(chips)
    training = replace(settings.training, validation_share=shares[0], test_share=shares[1])
    with pytest.raises(ParameterError, match=message):
        replace(settings, training=training).check()
