"""Whose turn it is at an engine that several blocks share; a fake takes the engine's place."""

import threading
from collections import deque
from pathlib import Path

import pytest

from sam_cffnet_qgis.core import cluster_engine
from sam_cffnet_qgis.core.cluster_engine import SharedEngine
from sam_cffnet_qgis.core.cluster_job import EngineEndedError
from sam_cffnet_qgis.core.errors import Cancelled, ClusterError, EngineError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.settings import EngineSettings

SECONDS = 10
LOADED = {"device": "cpu", "precision": "fp32", "batch": 1}


class FakeClient:
    """Gives back what it was sent, the oldest first."""

    started = []  # of a test
    loaded = LOADED

    def __init__(self, python, feedback, threads):
        self.sent = deque()
        self.is_closed = False
        self.failure = None
        FakeClient.started.append(self)

    def hello(self):
        pass

    def load(self, card, settings):
        return dict(FakeClient.loaded)

    def send_tiles(self, tiles):
        self.sent.append(tiles)

    def receive_tiles(self):
        if self.failure:
            failure, self.failure = self.failure, None
            raise failure
        assert not self.is_closed
        return self.sent.popleft()

    def close(self):
        self.is_closed = True


class Stoppable(Feedback):
    """Cancelled when a test says so."""

    is_over = False

    def is_cancelled(self):
        return self.is_over


@pytest.fixture
def feedback():
    return Stoppable()


@pytest.fixture
def engine(monkeypatch, feedback):
    monkeypatch.setattr(cluster_engine, "EngineClient", FakeClient)
    monkeypatch.setattr(cluster_engine, "find_interpreter", lambda *_: Path("python"))
    monkeypatch.setattr(FakeClient, "started", [])
    monkeypatch.setattr(FakeClient, "loaded", LOADED)
    engine = SharedEngine("python", 1, feedback)
    engine.load(None, EngineSettings())
    return engine


class Block(threading.Thread):
    """Sends two tiles in a thread of its own, and receives them."""

    def __init__(self, engine, name):
        super().__init__(daemon=True)
        self._engine = engine
        self._name = name
        self.has_sent = threading.Event()
        self.received = []
        self.error = None
        self.start()

    def run(self):
        try:
            with self._engine.turn() as turn:
                for number in range(2):
                    turn.send_tiles(f"{self._name}{number}")
                self.has_sent.set()
                turn.all_sent()
                self.received = [turn.receive_tiles() for _ in range(2)]
        except Exception as error:
            self.error = error

    def end(self):
        self.join(SECONDS)
        assert not self.is_alive()
        return self.received or self.error


def test_a_block_sends_while_the_one_before_receives(engine):
    with engine.turn() as first:
        first.send_tiles("first")
        first.all_sent()
        second = Block(engine, "second")
        assert second.has_sent.wait(SECONDS)
        third = Block(engine, "third")
        assert first.receive_tiles() == "first"
        assert not second.received
        assert not third.has_sent.is_set()  # the second one has not received
    assert second.end() == ["second0", "second1"]
    assert third.end() == ["third0", "third1"]
    assert len(FakeClient.started) == 1


def test_nobody_sends_before_the_block_before_has_sent_all(engine):
    with engine.turn() as first:
        first.send_tiles("first")
        assert first.receive_tiles() == "first"
        second = Block(engine, "second")
        assert not second.has_sent.wait(0.1)
        first.all_sent()
        assert second.has_sent.wait(SECONDS)
    assert second.end() == ["second0", "second1"]


def test_a_failed_engine_fails_the_block_that_had_sent_and_is_started_anew(engine):
    with pytest.raises(EngineError, match="ran out"), engine.turn() as first:
        first.all_sent()
        second = Block(engine, "second")
        assert second.has_sent.wait(SECONDS)
        third = Block(engine, "third")
        FakeClient.started[0].failure = EngineError("Memory ran out.")
        first.receive_tiles()
    assert isinstance(second.end(), EngineEndedError)
    assert third.end() == ["third0", "third1"]
    assert [client.is_closed for client in FakeClient.started] == [True, False]


def test_a_block_that_cannot_be_read_leaves_the_one_before_its_results(engine):
    failed = threading.Event()

    def fail():
        with pytest.raises(OSError, match="unreadable"), engine.turn() as turn:
            turn.send_tiles("lost")
            failed.set()
            raise OSError("unreadable")

    with engine.turn() as first:
        first.send_tiles("first")
        first.all_sent()
        second = threading.Thread(target=fail, daemon=True)
        second.start()
        assert failed.wait(SECONDS)
        assert first.receive_tiles() == "first"
    second.join(SECONDS)
    assert Block(engine, "third").end() == ["third0", "third1"]
    assert [client.is_closed for client in FakeClient.started] == [True, False]


def test_an_engine_that_computes_in_another_way_when_started_anew_is_refused(engine):
    with pytest.raises(OSError), engine.turn():
        raise OSError
    FakeClient.loaded = {**LOADED, "precision": "bf16"}
    with pytest.raises(ClusterError, match="differs from before"), engine.turn():
        pass
    assert all(client.is_closed for client in FakeClient.started)


def test_loading_again_ends_the_engine_before(engine):
    engine.load(None, EngineSettings())
    assert [client.is_closed for client in FakeClient.started] == [True, False]


def test_closing_ends_the_engine_after_the_last_turn(engine):
    block = Block(engine, "block")
    assert block.has_sent.wait(SECONDS)
    engine.close()
    assert block.end() == ["block0", "block1"]
    assert FakeClient.started[0].is_closed


def test_a_run_that_is_over_starts_no_engine(engine, feedback):
    engine.close()
    feedback.is_over = True
    with pytest.raises(Cancelled), engine.turn():
        pass
    assert len(FakeClient.started) == 1
