"""`make together`: runs side by side, each against the same run alone.

Two detections of one scene at the same time, which want the same journal, and a detection during a
fine-tuning. Prints a line a run; the exit code is the number of those that differ or leave something.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from cases import Detection, FineTuning, start


def together(cases: list[Detection | FineTuning], work: Path) -> int:
    """Run cases alone, then all at once; returns how many had another result."""
    profile = Path(os.environ["QGIS_CUSTOM_CONFIG_PATH"])
    expected = []
    for number, case in enumerate(cases):
        if start(case, work / f"alone{number}").wait() != 0:
            raise SystemExit((work / "log.txt").read_text()[-1000:])
        expected.append(case.result(work / f"alone{number}"))
    folders = [work / f"together{number}" for number in range(len(cases))]
    runs = [start(case, folder) for case, folder in zip(cases, folders)]
    codes = [run.wait() for run in runs]
    failed = 0
    for case, folder, code, result in zip(cases, folders, codes, expected):
        problem = f"exit code {code}" if code else ""
        if not problem and case.result(folder) != result:
            problem = "another result"
        if not problem and (left := case.leftovers(folder, profile)):
            problem = f"left behind: {left}"
        failed += bool(problem)
        names = " and ".join(one.kind for one in cases)
        print(f"{names}, {case.kind}: {problem or 'as alone'}", flush=True)
    return failed


def main() -> None:
    """Run pairs."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        detection, training = (kind(Path(folder)) for kind in (Detection, FineTuning))
        for number, cases in enumerate(([detection, detection], [training, detection])):
            work = Path(folder) / f"pair{number}"
            work.mkdir()
            failed += together(cases, work)
    print(f"{failed} failed")
    sys.exit(failed)


if __name__ == "__main__":
    main()
