"""Make the pictures of the windows small enough for the repository: a folder to another folder."""

import sys
from pathlib import Path

from PIL import Image

NAMES = (
    "dialog",
    "result",
    "review",
    "training",
    "training_report",
    "again",
    "run_report",
    "options",
    "models",
    "web_layer",
)
WIDTH_PX = 1200
COLOURS = 256


def main(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        picture = Image.open(source / f"{name}.png").convert("RGB")
        if picture.width > WIDTH_PX:
            height = round(picture.height * WIDTH_PX / picture.width)
            picture = picture.resize((WIDTH_PX, height), Image.Resampling.LANCZOS)
        picture.quantize(COLOURS).save(target / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
