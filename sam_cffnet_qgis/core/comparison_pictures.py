"""Test chips side by side: the image, the truth, and what each network makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.chip_store import LANDSLIDE, UNKNOWN, StoredChip, read_stored
from sam_cffnet_qgis.core.comparison_row import Row, SeenChip
from sam_cffnet_qgis.core.evaluation_report import FALSE_COLOUR, HIT_COLOUR, MISSED_COLOUR
from sam_cffnet_qgis.core.probability_report import Say
from sam_cffnet_qgis.core.training_report import as_uint8, label_picture

SHOWN_PX = 256  # edge of a picture, at most
MAX_COLUMNS = 5  # networks beside each other; more would be too small
TABLE_PX = 560  # width for all pictures of a row
LARGEST_PX = 112
TINT = 0.65  # of a colour over the grey image
# Which may be shown, and which of them are: with the best and worst mean IoU, others with small to
# large landslides, and the empty one with the most false alarms.
CANDIDATES, EMPTY_CANDIDATES = 24, 4
BEST, WORST, OTHERS, EMPTY = 2, 2, 3, 1


def find_candidates(chips: list[StoredChip]) -> list[int]:
    """Numbers of the test chips that may be shown, with landslides of all sizes and without."""
    ranked = sorted(range(len(chips)), key=lambda number: (_share(chips[number]), number))
    with_landslides = [number for number in ranked if chips[number].landslide_px]
    empty = [number for number in ranked if not chips[number].landslide_px]
    return _spread(with_landslides, CANDIDATES) + _spread(empty, EMPTY_CANDIDATES)


def choose_chips(chips: list[StoredChip], rows: Sequence[Row]) -> list[int]:
    """Numbers of the test chips that are shown, by falling share of landslide.

    Args:
        chips: for testing.
        rows: one a network.
    """
    candidates = find_candidates(chips)
    means = {n: np.mean([row.seen[n].totals.iou for row in rows]) for n in candidates}
    ranked = sorted((n for n in candidates if chips[n].landslide_px), key=lambda n: (-means[n], n))
    chosen = ranked[:BEST] + ranked[BEST:][-WORST:]
    rest = [number for number in candidates if number in ranked and number not in chosen]
    alarms = {n: sum(row.seen[n].totals.false_alarms for row in rows) for n in candidates}
    empty = sorted(set(candidates) - set(ranked), key=lambda n: (-alarms[n], n))
    chosen += _spread(rest, OTHERS) + empty[:EMPTY]
    return sorted(chosen, key=lambda number: (-_share(chips[number]), number))


def _share(chip: StoredChip) -> float:
    return chip.landslide_px / max(chip.known_px, 1)


def _spread(numbers: list[int], count: int) -> list[int]:
    """Evenly chosen ones of a list, at most ``count``."""
    if len(numbers) <= count:
        return list(numbers)
    places = np.linspace(0, len(numbers) - 1, count).round().astype(int)
    return [numbers[place] for place in places]


def thinned(plane: np.ndarray) -> np.ndarray:
    """Every so many pixels of (..., H, W), so that a picture's edge is at most ``SHOWN_PX``."""
    step = -(-max(plane.shape[-2:]) // SHOWN_PX)
    return plane[..., ::step, ::step].copy()  # lets go of the whole


def picture_section(
    chips: list[StoredChip], rows: Sequence[Row], titles: dict[str, str], store: Path, say: Say
) -> tuple[dict, dict[str, np.ndarray]]:
    """Section of a report with its images, see ``engine/report/figures.py``.

    Args:
        chips: for testing.
        rows: one a network.
        titles: of the networks, by architecture.
        store: folder of the chips' pixels.
        say: brings a text to the user's language.
    """
    chosen = choose_chips(chips, rows)
    arrays: dict[str, np.ndarray] = {}
    for number in chosen:
        image, label = (thinned(plane) for plane in read_stored(store, chips[number]))
        colours = as_uint8(image)
        arrays[f"image_{number}"] = colours
        arrays[f"truth_{number}"] = label_picture(label)
        for row in rows:
            detected = row.seen[number].detected
            arrays[f"{row.architecture}_{number}"] = outcome_picture(colours, label, detected)
    shown = {number: chips[number] for number in chosen}
    captions = {number: _caption(number, chip, rows, say) for number, chip in shown.items()}
    figures = [
        _figure(shown, captions, rows[first : first + MAX_COLUMNS], titles, say)
        for first in range(0, len(rows), MAX_COLUMNS)
    ]
    section = {"heading": say("Side by side"), "text": _texts(say), "legend": _legend(say)}
    return {**section, "figures": figures}, arrays


def _texts(say: Say) -> list[str]:
    return [
        say(
            "Of up to {count} test chips with landslides of all sizes, shown are those with the best "
            "and the worst mean IoU and some others, and of up to {empty} without a landslide the one "
            "with the most false alarms.",
            count=CANDIDATES,
            empty=EMPTY_CANDIDATES,
        ),
        say(
            "Shown is the first run of each network. The numbers beside the pictures are the chip's "
            "share of landslide and the mean IoU of the networks, under a picture stands the "
            "network's own. In the labels landslides are white, and grey is unknown."
        ),
    ]


def _legend(say: Say) -> list[dict]:
    return [
        {"mark": "■", "colour": HIT_COLOUR, "label": say("hit")},
        {"mark": "■", "colour": MISSED_COLOUR, "label": say("missed")},
        {"mark": "■", "colour": FALSE_COLOUR, "label": say("false alarm")},
    ]


def _caption(number: int, chip: StoredChip, rows: Sequence[Row], say: Say) -> str:
    found = say("no landslide")
    if chip.landslide_px:
        mean = float(np.mean([row.seen[number].totals.iou for row in rows]))
        found = say("{share:.1%} landslide, mean IoU {iou:.2f}", share=_share(chip), iou=mean)
    return f"{chip.name}: {found}"


def _note(chip: StoredChip, seen: SeenChip, say: Say) -> str:
    """What a network made of a chip."""
    if chip.landslide_px:
        return say("IoU {iou:.2f}", iou=seen.totals.iou)
    share = seen.totals.false_alarms / max(chip.known_px, 1)
    return say("{share:.1%} false alarm", share=share)


def _figure(
    chips: dict[int, StoredChip],
    captions: dict[int, str],
    rows: Sequence[Row],
    titles: dict[str, str],
    say: Say,
) -> dict:
    lines = []
    for number, chip in chips.items():
        names = [f"image_{number}", f"truth_{number}"]
        names += [f"{row.architecture}_{number}" for row in rows]
        notes = ["", "", *(_note(chip, row.seen[number], say) for row in rows)]
        lines.append({"caption": captions[number], "images": names, "notes": notes})
    columns = [say("Image"), say("Labels")]
    columns += [titles[row.architecture] for row in rows]
    edge = min(LARGEST_PX, TABLE_PX // len(columns))
    return {"kind": "chips", "columns": columns, "rows": lines, "edge": edge}


def outcome_picture(image: np.ndarray, label: np.ndarray, detected: np.ndarray) -> np.ndarray:
    """Hits, misses and false alarms in colours over the image in grey.

    Args:
        image: (H, W, 3) uint8.
        label: (H, W) uint8, see ``core/chip_store.py``.
        detected: (H, W) bool.

    Returns:
        (H, W, 3) uint8.
    """
    picture = np.repeat(image.mean(-1, keepdims=True), 3, -1)
    truth, background = label == LANDSLIDE, (label != LANDSLIDE) & (label != UNKNOWN)
    for mask, colour in (
        (truth & detected, HIT_COLOUR),
        (truth & ~detected, MISSED_COLOUR),
        (background & detected, FALSE_COLOUR),
    ):
        tint = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
        picture[mask] = (1 - TINT) * picture[mask] + TINT * np.array(tint)
    return np.rint(picture).astype(np.uint8)
