"""`make fuzz`: damaged files of every kind through the plugin's own reading.

300 GeoTIFFs run through a whole detection; 300 checkpoints, cards, manifests and protocol frames
through their readers, and pickles that would make a file through the import. A file counts as failed
if it takes longer than ten seconds, ends the process, brings an error that users cannot read, or has
its code run. Prints a table; the exit code is the number of failures. The same seed damages alike.
"""

from __future__ import annotations

import argparse
import random
import selectors
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

import samples  # noqa: E402
from builders import noise_image, python_that_runs, write_raster  # noqa: E402
from mutations import mutated  # noqa: E402

LIMIT_SECONDS = 10.0
START_SECONDS = 60.0  # of a reader; it may import torch
MEMORY_KIB = 6 * 2**20  # of address space, in which a file of some kilobytes must be read


class Reader:
    """A process that reads files of one kind, started anew when one has ended it."""

    def __init__(self, kind: str, *arguments: object) -> None:
        program = [sys.executable, str(Path(__file__).with_name("try_files.py")), kind]
        self._command = [*program, *map(str, arguments)]
        self._process: subprocess.Popen | None = None

    def answer(self, path: Path) -> str:
        """What comes of a file."""
        is_new = self._process is None
        if self._process is None:
            bounded = ["sh", "-c", f'ulimit -v {MEMORY_KIB}; exec "$@"', "sh", *self._command]
            self._process = subprocess.Popen(
                bounded,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            has_answered = selector.select(START_SECONDS if is_new else LIMIT_SECONDS)
        line = self._process.stdout.readline() if has_answered else ""
        if line:
            return line.rstrip("\n")
        code = self._process.poll()
        self.close()
        return f"crashed: exit code {code}" if has_answered else f"hung: {LIMIT_SECONDS:g} seconds"

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def damaged(contents: list[bytes], count: int, generator: random.Random, path: Path) -> list:
    """Write damaged copies one after the other; yields the path, for each after the one before."""
    for number in range(count):
        path.write_bytes(mutated(contents[number % len(contents)], generator))
        yield path


def tried(kind: str, reader: Reader, files, harm: Path, kept: Path) -> tuple[Counter, list[str]]:
    """Read files; counts how they ended, and tells of those that failed."""
    counts: Counter = Counter()
    problems = []
    for number, path in enumerate(files):
        answer = reader.answer(path)
        if harm.exists():
            answer = "harmed: its code ran"
            shutil.rmtree(harm, ignore_errors=True)
            harm.unlink(missing_ok=True)
        outcome = answer.partition(":")[0]
        counts[outcome] += 1
        if outcome not in ("good", "refused"):
            copy = kept / f"{kind}-{number}{path.suffix}"
            shutil.copyfile(path, copy)
            problems.append(f"{copy}: {answer[:300]}")
    reader.close()
    return counts, problems


def main() -> None:
    """Damage and read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rasters", type=int, default=300)
    parser.add_argument("--others", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=ROOT / "build" / "fuzz")
    arguments = parser.parse_args()
    arguments.keep.mkdir(parents=True, exist_ok=True)
    failures = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        harm = folder / "harm"
        for kind, reader, files in _plan(folder, harm, arguments):
            counts, problems = tried(kind, reader, files, harm, arguments.keep)
            told = ", ".join(f"{counts[k]} {k}" for k in sorted(counts))
            print(f"{kind}: {counts.total()} files: {told}", flush=True)
            failures += problems
    print("\n".join(failures))
    print(f"{len(failures)} failed")
    sys.exit(min(len(failures), 100))


def _check_harm(path: Path, harm: Path) -> None:
    """Open a harmful pickle as one should not: the trial must be able to fail."""
    program = "import sys, torch; torch.load(sys.argv[1], weights_only=False)"
    subprocess.run([sys.executable, "-c", program, str(path)], check=True)
    if not harm.exists():
        raise SystemExit("the harmful pickles do no harm, so nothing would be shown")
    harm.unlink()


def _plan(folder: Path, harm: Path, arguments: argparse.Namespace):
    """Kinds of files, who reads them, and the damaged ones."""
    generator = random.Random(arguments.seed)
    engine = python_that_runs(folder / "engine", ROOT / "tests" / "trivial_engine.py")
    rasters = [path.read_bytes() for path in samples.rasters(folder)]
    count, share = arguments.rasters, -(-arguments.others // 4)
    damaged_rasters = damaged(rasters, count, generator, folder / "damaged.tif")
    yield "GeoTIFF", Reader("raster", engine), damaged_rasters
    yield "card", Reader("card"), damaged(samples.cards(), share, generator, folder / "card.json")
    frames = damaged(samples.frames(), share, generator, folder / "frames.bin")
    yield "frames", Reader("frames"), frames
    chips = folder / "chips"
    for part in ("images", "masks"):
        (chips / part).mkdir(parents=True)
        for number in range(4):
            write_raster(chips / part / f"{number:03}.png.tif", noise_image(8, 8))
            (chips / part / f"{number:03}.png.tif").rename(chips / part / f"{number:03}.png")
    manifests = damaged([samples.manifest()], -(-share // 2), generator, chips / "manifest.csv")
    yield "manifest", Reader("manifest"), manifests
    for path in samples.checkpoints(folder):
        copy = path.with_name(f"damaged-{path.name}")
        files = damaged([path.read_bytes()], -(-share // 3), generator, copy)
        yield path.name, Reader("checkpoint"), files
    harmful = samples.harmful_pickles(folder, harm)
    _check_harm(harmful[0], harm)
    yield "harmful pickle", Reader("checkpoint"), harmful
    contents = [path.read_bytes() for path in harmful]
    mixed = damaged(contents, -(-share // 2), generator, folder / "damaged-harmful.pth")
    yield "damaged harmful pickle", Reader("checkpoint"), mixed


if __name__ == "__main__":
    main()
