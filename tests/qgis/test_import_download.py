"""Import model with DOWNLOAD: from a server of this computer into the models of a profile."""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import processing
import pytest
from qgis.core import (
    QgsApplication,
    QgsNetworkAccessManager,
    QgsNetworkRequestParameters,
    QgsProcessingAlgRunnerTask,
    QgsProcessingException,
    QgsProcessingFeedback,
)
from qgis.PyQt.QtCore import QCoreApplication
from web_server import WebServer, answers, cuts_after

from sam_cffnet_qgis.core.known_weights import KnownWeights

TESTS = Path(__file__).resolve().parents[1]
SOURCE = "https://publisher.invalid/sam.pth"  # a name that no network knows


@pytest.fixture(scope="session")
def flat_files(tmp_path_factory):
    """A folder with sam.pth and decoder.pth."""
    if importlib.util.find_spec("torch") is None:
        pytest.skip("needs torch")
    folder = tmp_path_factory.mktemp("flat")
    environment = {**os.environ, "PYTHONPATH": str(TESTS.parent)}
    command = [sys.executable, str(TESTS / "flat_sam.py"), str(folder)]
    subprocess.run(command, env=environment, check=True)
    return folder


@pytest.fixture
def server(flat_files):
    made = WebServer((flat_files / "sam.pth").read_bytes())
    yield made
    made.close()


@pytest.fixture
def asked():
    """Addresses that QGIS asks while the test runs."""
    addresses = []

    def keep(parameters):
        addresses.append(parameters.request().url().toString())

    signal = QgsNetworkAccessManager.instance().requestAboutToBeCreated[QgsNetworkRequestParameters]
    signal.connect(keep)
    yield addresses
    signal.disconnect(keep)


@pytest.fixture
def profile(tmp_path, server, monkeypatch):
    """An empty profile for which the server's file is sam_vit_b."""
    digest = hashlib.sha256(server.content).hexdigest()
    size = len(server.content)
    known = KnownWeights("sam_vit_b", "sam.pth", size, digest, "Apache-2.0", (SOURCE,))
    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    monkeypatch.setattr("sam_cffnet_qgis.core.known_weights.find_known_weights", lambda name: known)
    monkeypatch.setattr("sam_cffnet_qgis.processing.folders.profile_folder", lambda: tmp_path)
    yield tmp_path
    for weights in tmp_path.glob("models/*/*.safetensors"):
        weights.unlink()  # 350 MB


def parameters(profile, server, **changes):
    defaults = {"DOWNLOAD": "sam_vit_b", "MIRROR": server.address, "NAME": "Start"}
    return {**defaults, "FOLDER": str(profile / "models"), **changes}


def test_download_in_the_background_becomes_a_model_to_fine_tune(
    profile, server, asked, import_algorithm, context
):
    server.script["/sam.pth"] = [cuts_after(20_000)]
    feedback = QgsProcessingFeedback(False)
    task = QgsProcessingAlgRunnerTask(
        import_algorithm, parameters(profile, server), context, feedback
    )
    results = []
    task.executed.connect(lambda has_succeeded, values: results.append(values))
    QgsApplication.taskManager().addTask(task)
    while not results:
        QCoreApplication.processEvents()
        time.sleep(0.01)
    assert results[0]["MODEL_ID"] == "start", feedback.textLog()
    card = json.loads(Path(results[0]["MODEL_FILE"]).read_text())
    assert (card["trained"], card["licence"], card["source"]) == (False, "Apache-2.0", SOURCE)
    assert card["architecture"]["encoder"] == "sam_vit_b"
    assert server.ranges("/sam.pth") == [None, "bytes=20000-"]
    QCoreApplication.processEvents()
    assert asked == [f"{server.address}/sam.pth"] * 2
    kept = profile / "downloads" / "sam.pth"
    assert kept.read_bytes() == server.content
    assert f"The downloaded file is {kept}" in feedback.textLog()


def test_download_is_the_encoder_of_a_decoder(profile, server, flat_files):
    decoder = str(flat_files / "decoder.pth")
    given = parameters(profile, server, CHECKPOINT=decoder)
    results = processing.run("samcffnet:importmodel", given)
    card = json.loads(Path(results["MODEL_FILE"]).read_text())
    assert card["trained"]
    assert card["source"] == f"decoder.pth, imported with {SOURCE}"
    assert "ask the checkpoint's authors" in card["licence"]


def test_failed_download_names_the_sources_and_leaves_no_model(profile, server, monkeypatch):
    monkeypatch.setattr(
        "sam_cffnet_qgis.processing.download._pause", lambda seconds, feedback: None
    )
    server.script["/sam.pth"] = [answers(404)]
    with pytest.raises(QgsProcessingException) as raised:
        processing.run("samcffnet:importmodel", parameters(profile, server))
    message = str(raised.value)
    assert f"{server.address}/sam.pth (answers with HTTP status 404)" in message
    assert SOURCE in message
    assert not (profile / "models").exists()


def test_nothing_is_downloaded_before_the_engine_is_found(profile, server, monkeypatch):
    monkeypatch.setenv("SAM_CFFNET_PYTHON", str(profile / "nowhere"))
    with pytest.raises(QgsProcessingException, match="nowhere"):
        processing.run("samcffnet:importmodel", parameters(profile, server))
    assert server.requests == []


def test_cancelled_download_gives_nothing_and_keeps_its_part(profile, server):
    class Impatient(QgsProcessingFeedback):
        def setProgress(self, percent):  # noqa: N802
            self.cancel()

    server.script["/sam.pth"] = [cuts_after(20_000)]
    given = parameters(profile, server)
    assert processing.run("samcffnet:importmodel", given, feedback=Impatient(False)) == {}
    assert not (profile / "models").exists()
    assert (profile / "downloads" / "sam.pth.part").stat().st_size > 0


def test_network_is_not_asked_without_download(profile, server, asked, flat_files):
    broken = profile / "broken.pth"
    broken.write_bytes(b"weights")
    given = parameters(profile, server, CHECKPOINT=str(broken), DOWNLOAD="")
    with pytest.raises(QgsProcessingException, match="broken.pth"):
        processing.run("samcffnet:importmodel", given)
    assert asked == []
    assert server.requests == []
    assert not (profile / "downloads").exists()
