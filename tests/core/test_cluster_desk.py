"""When a worker puts away what it holds of a run."""

import threading
from types import SimpleNamespace

import pytest

from sam_cffnet_qgis.core import cluster_desk, cluster_worker
from sam_cffnet_qgis.core.cluster_dask import WorkerHere
from sam_cffnet_qgis.core.cluster_desk import Desk
from sam_cffnet_qgis.core.cluster_job import Job, UnknownSessionError
from sam_cffnet_qgis.core.model_card import read_card
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR
from sam_cffnet_qgis.core.settings import EngineSettings

SECONDS = 10


@pytest.fixture
def job():
    card = read_card(BUNDLED_MODELS_DIR / "cffnet-lite" / "cffnet-lite.json")
    return Job("session", SimpleNamespace(card=card), EngineSettings(), {}, "python")


@pytest.fixture
def here(tmp_path):
    return WorkerHere("tcp://127.0.0.1:1", tmp_path / "worker", 1, lambda *_: None)


@pytest.fixture
def open_desk(job, here, monkeypatch):
    """Opens a desk as the host does; the raster is not looked at."""
    monkeypatch.setattr(cluster_worker, "this_worker", lambda: here)
    monkeypatch.setattr(cluster_worker, "_desks", {})
    monkeypatch.setattr(Desk, "check_raster", lambda self: None)

    def open_one():
        cluster_worker.open_desk(job)
        return cluster_worker._desks[job.session]

    yield open_one
    cluster_worker.close_desk(job.session)


def test_a_desk_is_put_away_when_its_last_user_is_done(job, here):
    desk = Desk(job, here, lambda _: None)
    with desk.in_use():
        with desk.in_use():
            desk.close()
        assert desk.folder.exists()
    assert not desk.folder.exists()
    with pytest.raises(UnknownSessionError), desk.in_use():
        pass


def test_a_run_that_comes_again_has_a_new_desk(open_desk):
    first, second = open_desk(), open_desk()
    assert not first.folder.exists()
    assert second.folder.exists()
    cluster_worker._forget(first)
    assert cluster_worker._desks == {"session": second}


def test_an_idle_desk_is_forgotten(job, here, monkeypatch):
    forgotten = threading.Event()
    monkeypatch.setattr(cluster_desk, "IDLE_SECONDS", 0.01)
    desk = Desk(job, here, lambda _: forgotten.set())
    with desk.in_use():
        assert not forgotten.wait(0.05)
    assert forgotten.wait(SECONDS)
    desk.close()
