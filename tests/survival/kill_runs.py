"""`make survive`: runs that are killed and started again, against the same run undisturbed.

Detections and fine-tunings run through `qgis_process`. Each is killed once (SIGKILL) at a moment drawn
from the length of the undisturbed run, the host or its engine; then the same command runs to its end.
A run survives if its result is that of the undisturbed run, no engine is left, and its folder and the
profile hold nothing else. Prints a line a run; the exit code is the number of those that failed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from cases import Detection, FineTuning, start

ENDED = "ended before it was killed"
END_SECONDS = 10.0  # in which an engine must be gone after its host


def engine_of(host: int) -> int | None:
    """The engine process of a host."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if parent == host and b"engine/__main__.py" in words:
                return int(entry.name)
    return None


def is_gone(pid: int | None) -> bool:
    """Whether a process ends within ``END_SECONDS``."""
    deadline = time.monotonic() + END_SECONDS
    while pid is not None and Path(f"/proc/{pid}").exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def killed_and_resumed(
    case: Detection | FineTuning, folder: Path, delay: float, victim: str
) -> str:
    """Kill a run after some seconds and let it run again; what went wrong, or ''."""
    run = start(case, folder)
    time.sleep(delay)
    if run.poll() is not None:
        return ENDED
    engine = engine_of(run.pid)
    os.kill(engine if victim == "engine" and engine else run.pid, signal.SIGKILL)
    run.wait()
    if not is_gone(engine):
        return f"engine {engine} is still there"
    again = start(case, folder)
    if again.wait() != 0:
        return (folder.parent / "log.txt").read_text()[-300:]
    return ""


def survivors(case: Detection | FineTuning, count: int, seed: int, work: Path) -> int:
    """Kill ``count`` runs; returns how many failed."""
    profile = Path(os.environ["QGIS_CUSTOM_CONFIG_PATH"])
    generator = random.Random(seed)  # nosec B311
    for whole in (work / "first", work / "whole"):  # the first may convert the model
        begin = time.monotonic()
        if start(case, whole).wait() != 0:
            raise SystemExit((work / "log.txt").read_text()[-1000:])
        length = time.monotonic() - begin
        expected = case.result(whole)
    print(f"{case.kind}: {length:.1f} s undisturbed", flush=True)
    failed = 0
    for number in range(count):
        delay = generator.uniform(0.1, 1.0) * length
        victim = generator.choice(["host", "engine"])
        folder = work / f"run{number}"
        while (problem := killed_and_resumed(case, folder, delay, victim)) == ENDED:
            delay *= 0.8  # this run was faster than the one that was measured
            shutil.rmtree(folder)
        if not problem and case.result(folder) != expected:
            problem = "another result"
        if not problem and (left := case.leftovers(folder, profile)):
            problem = f"left behind: {left}"
        log = (work / "log.txt").read_text()
        kept = "computed before" in log or "Going on with" in log
        failed += bool(problem)
        print(
            f"{case.kind} {number + 1}: {victim} killed after {delay:.1f} s, "
            f"{'went on' if kept else 'began anew'}: {problem or 'same result'}",
            flush=True,
        )
    return failed


def main() -> None:
    """Kill detections and fine-tunings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--detections", type=int, default=30)
    parser.add_argument("--trainings", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    failed = 0
    cases = ((Detection, arguments.detections), (FineTuning, arguments.trainings))
    for kind, count in cases:
        if count:
            with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
                failed += survivors(kind(Path(folder)), count, arguments.seed, Path(folder))
    print(f"{failed} failed")
    sys.exit(failed)


if __name__ == "__main__":
    main()
