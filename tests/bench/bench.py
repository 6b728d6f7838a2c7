"""`make bench`: one run, all its tables in `build/bench.md`.

`build/bench.json` is the list of inference: {model, backend, precision, s_per_tile, ratio, gemm_share,
max_logit_diff, mask_agreement, ...}. All ratios are of this run; keep the machine quiet meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path

import torch
from fine_tune_speed import fine_tuning_row
from inference_speed import MODELS, inference_rows, usual_row, write_cards
from pipeline_speed import RASTERS, pipeline_rows
from plugin_load import plugin_load_ms
from start_speed import start_row


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": f"{names[0]}, {len(names)} logical cores",
        "instructions": torch.backends.cpu.get_cpu_capability(),
        "threads": str(torch.get_num_threads()),
        "python": platform.python_version(),
        **{name: version(name) for name in ("torch", "openvino")},
    }


def table(rows: list[dict], columns: list[str]) -> str:
    """A Markdown table; numbers with three digits."""
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for row in rows:
        cells = [row.get(name, "") for name in columns]
        shown = [f"{cell:.3g}" if isinstance(cell, float) else str(cell) for cell in cells]
        lines.append("| " + " | ".join(shown) + " |")
    return "\n".join(lines)


def page(figures: dict) -> str:
    """All figures as Markdown."""
    parts = ["# Benchmark", "\n".join(f"- {k}: {v}" for k, v in figures["machine"].items())]
    inference = ["model", "backend", "precision", "s_per_tile", "ratio", "gemm_share"]
    inference += ["max_logit_diff", "max_prob_diff", "mask_agreement", "load_s", "peak_mb"]
    titles = {
        "inference": ("Inference, ratio to the published forward", inference),
        "one_thread": ("On one thread, ratio to the published forward on all cores", inference),
        "ready": ("Start of the engine until its first tile, model converted before", None),
        "pipeline": ("The whole detection", None),
        "start": ("What the plugin adds to the start of QGIS", None),
        "fine_tuning": ("Fine-tuning against the published way", None),
    }
    for name, (title, columns) in titles.items():
        if rows := figures.get(name):
            parts += [f"## {title}", table(rows, columns or list(rows[0]))]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Measure the parts asked for and write page and JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = ["inference", "pipeline", "fine_tuning"]
    parser.add_argument("--parts", nargs="*", default=kinds, choices=kinds)
    parser.add_argument("--models", nargs="*", default=list(MODELS), choices=list(MODELS))
    parser.add_argument("--chips", type=int, default=50, help="of fine-tuning")
    parser.add_argument("--epochs", type=int, default=30, help="of fine-tuning")
    parser.add_argument("--output", type=Path, default=Path("build"))
    arguments = parser.parse_args()
    figures: dict = {"machine": machine()}
    if "inference" in arguments.parts or "pipeline" in arguments.parts:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
            cards = write_cards(arguments.models, Path(folder))
            figures["inference"], figures["one_thread"] = inference_rows(cards)
            figures["ready"] = [start_row(*item) for item in cards.items()]
            if "pipeline" in arguments.parts:
                figures["pipeline"] = [
                    row
                    for model in RASTERS
                    if model in cards
                    for row in pipeline_rows(
                        model, cards[model], usual_row(figures["inference"], model)
                    )
                ]
                figures["start"] = [{"plugin_load_ms": plugin_load_ms()}]
    if "fine_tuning" in arguments.parts:
        row = fine_tuning_row("sam_vit_l", arguments.chips, arguments.epochs)
        figures["fine_tuning"] = [row]
    arguments.output.mkdir(exist_ok=True)
    (arguments.output / "bench.json").write_text(
        json.dumps(figures.get("inference", []), indent=1), encoding="utf-8"
    )
    (arguments.output / "bench.md").write_text(page(figures), encoding="utf-8")
    print(page(figures))


if __name__ == "__main__":
    main()
