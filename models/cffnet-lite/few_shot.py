"""What a few local images win: Sichuan, which these weights never saw, with 5, 10 and 20 images.

`make few-shot DATA=<folder with manifest.csv>` after `make train-default`. Of the 36 images 16 are the
test; they go through the whole pipeline, once with the start model and once with each tuned one, each
with the threshold of its own card (the start model's comes from other ground, the tuned one's from its
own images). Everything else is at its default. Which images, decides as much as how many, so they are
drawn several times. A last row takes every second block of four neighbouring numbers as the test, which
are other sites.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
from evaluate import SCENES, count_scene
from train import HELD_OUT_SOURCE

from sam_cffnet_qgis.core.chips import ChipEntry, find_chips
from sam_cffnet_qgis.core.feedback import ConsoleFeedback
from sam_cffnet_qgis.core.fine_tune import fine_tune
from sam_cffnet_qgis.core.model_card import ModelCard, read_card
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR
from sam_cffnet_qgis.core.registry import file_sha256
from sam_cffnet_qgis.core.settings import DetectionSettings, FineTuneSettings, TrainingPlace

START = "held-out"
TEST_IMAGES = 16
BLOCK = 4
BLOCKS = "blocks"


def install_start(trained: Path, folder: Path) -> ModelCard:
    """The weights trained without Sichuan as a model, with the shipped card's threshold."""
    (folder / START).mkdir(parents=True)
    weights = folder / START / f"{START}.safetensors"
    shutil.copyfile(trained / f"{START}.safetensors", weights)
    card = read_card(BUNDLED_MODELS_DIR / "cffnet-lite" / "cffnet-lite.json")
    card = replace(card, id=START, sha256=file_sha256(weights), path=weights.with_suffix(".json"))
    card.write(card.path)
    return card


def write_folder(entries: list[ChipEntry], folder: Path) -> Path:
    """A folder of chips with a manifest, as a user would bring it."""
    folder.mkdir()
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(["source", "image", "mask", "region", "gsd_m"])
        for entry in entries:
            for path in (entry.image_path, entry.mask_path):
                shutil.copyfile(path, folder / f"{path.parent.name}_{path.name}")
            names = [f"{p.parent.name}_{p.name}" for p in (entry.image_path, entry.mask_path)]
            rows.writerow([entry.source, *names, entry.region, SCENES[HELD_OUT_SOURCE][1]])
    return folder


def divide(entries: list[ChipEntry], draw: str) -> tuple[list[ChipEntry], list[ChipEntry]]:
    """Test images, and the others in the order they are learnt from; by a seed or `blocks`."""
    if draw == BLOCKS:
        is_test = [rank // BLOCK % 2 == 1 for rank in range(len(entries))]
        test = [entry for entry, chosen in zip(entries, is_test) if chosen]
        others = [entry for entry, chosen in zip(entries, is_test) if not chosen]
        return test, others[::2] + others[1::2]
    order = np.random.default_rng(int(draw)).permutation(len(entries))
    drawn = [entries[number] for number in order]
    return drawn[:TEST_IMAGES], drawn[TEST_IMAGES:]


def test_iou(entries: list[ChipEntry], card: ModelCard, work: Path) -> float:
    """IoU of a model on the test images, through the whole pipeline at its own threshold."""
    work.mkdir()
    settings = DetectionSettings(model=str(card.path))
    counts = count_scene(entries, HELD_OUT_SOURCE, settings, work)
    # count_scene sees the card's temperature, so its threshold applies as it stands.
    return counts.confusion(card.threshold).iou


def main() -> None:
    """Print a table of draws, images, IoU and gain."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with manifest.csv")
    parser.add_argument("--trained", type=Path, default=Path("build/train"))
    parser.add_argument("--images", type=int, nargs="*", default=[5, 10, 20])
    parser.add_argument("--draws", nargs="*", default=["0", "1", "2", BLOCKS])
    arguments = parser.parse_args()
    entries = [e for e in find_chips(arguments.data) if e.source == HELD_OUT_SOURCE]
    entries.sort(key=lambda entry: entry.number)
    for draw in arguments.draws:
        test, others = divide(entries, draw)
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
            work = Path(folder)
            start = install_start(arguments.trained, work / "models")
            untuned = test_iou(test, start, work / "untuned")
            print(f"| {draw} | 0 | {untuned:.3f} | |", flush=True)
            for count in arguments.images:
                chips = write_folder(others[:count], work / f"chips_{count}")
                settings = FineTuneSettings(f"tuned-{count}", START, chips_folder=str(chips))
                models = work / "models"
                place = TrainingPlace(Path(sys.executable), models, models, work / "runs")
                result = fine_tune(settings, place, ConsoleFeedback())
                tuned = test_iou(test, result.card, work / f"tuned_{count}")
                print(f"| {draw} | {count} | {tuned:.3f} | {tuned - untuned:+.3f} |", flush=True)


if __name__ == "__main__":
    main()
