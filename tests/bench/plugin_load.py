"""Milliseconds that the plugin adds to QGIS's start: import, factory and provider, as QGIS does it.

As at every start but the first, Python finds the bytecode that it kept. Its rubbish is collected
before: the plugin brings about a tenth of a full collection of QGIS's objects, which takes some 25 ms,
and whether one falls due just then is chance.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

LOAD = """
import gc, sys, time
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
sys.path.append("/usr/share/qgis/python/plugins")
import processing  # QGIS loads it before
from processing.core.Processing import Processing
Processing.initialize()
gc.collect()
start = time.perf_counter()
import sam_cffnet_qgis
plugin = sam_cffnet_qgis.classFactory(None)
plugin.initProcessing()
print((time.perf_counter() - start) * 1000)
"""


def plugin_load_ms() -> float:
    """The least of four starts of QGIS without a window, of which the first compiles the plugin."""
    command = [sys.executable, "-c", LOAD]
    with tempfile.TemporaryDirectory() as bytecode:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        runs = [
            subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
            for _ in range(4)
        ]
    return min(float(run.stdout.split()[-1]) for run in runs)
