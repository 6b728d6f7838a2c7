"""Runs qgis_process as a user's shell does."""

import subprocess


def qgis_process(environment, *arguments):
    return subprocess.run(
        ["qgis_process", *arguments], env=environment, capture_output=True, text=True, timeout=600
    )
