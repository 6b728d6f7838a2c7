"""One engine for all blocks of a worker process, and whose turn it is there."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from sam_cffnet_qgis.core.cluster_job import EngineEndedError
from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import ClusterError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.interpreter import VARIABLE, find_interpreter
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.settings import EngineSettings


class SharedEngine:
    """An engine with a model loaded, which is started anew after a failure.

    Blocks have their turns one after the other. The next one sends its first tiles while the one before
    waits for its last results, so that the engine always has some.

    Args:
        host_python: interpreter of the engine on the host.
        threads: that it computes with.
        feedback: messages and cancel.

    Attributes:
        loaded: ``device``, ``precision`` and ``batch`` in use, see ``EngineClient.load``.
    """

    def __init__(self, host_python: str, threads: int, feedback: Feedback) -> None:
        self.loaded: dict = {}
        self._host_python = host_python
        self._threads = threads
        self._feedback = feedback
        self._model: tuple[ModelCard, EngineSettings] | None = None
        self._client: EngineClient | None = None
        self._sending = threading.Lock()  # whoever wants both takes this one first
        self._receiving = threading.Lock()

    def load(self, card: ModelCard, settings: EngineSettings) -> dict:
        """Start the engine anew with a model; gives ``loaded``."""
        with self._sending, self._receiving:
            self._end(self._client)
            self._model = (card, settings)
            self.loaded = {}
            self._running()
            return self.loaded

    @contextmanager
    def turn(self) -> Iterator[EngineTurn]:
        """Wait for one's turn to send; an engine whose turn fails in its midst is ended."""
        turn = EngineTurn(self._sending, self._receiving, self._check)
        try:
            self._feedback.check()  # before an engine is started for a run that is over
            turn.client = self._running()
            yield turn
        except BaseException:
            turn.await_results()  # those of the block before shall not suffer
            self._end(turn.client)
            raise
        finally:
            turn.end()

    def _check(self, client: EngineClient) -> None:
        if client is not self._client:
            raise EngineEndedError("The engine was ended because of another block.")

    def _running(self) -> EngineClient:
        """The engine with the model loaded.

        Raises:
            ClusterError: if it began anew and computes in another way than before.
        """
        client = self._client
        if client is None:
            python = _engine_python(self._host_python)
            client = EngineClient(python, self._feedback, self._threads)
            try:
                client.hello()
                loaded = client.load(*self._model)
                if self.loaded not in ({}, loaded):
                    raise ClusterError("The engine was started anew and differs from before.")
            except BaseException:
                client.close()
                raise
            self.loaded = loaded
            self._client = client
        return client

    def _end(self, client: EngineClient | None) -> None:
        """End an engine, unless that has been done."""
        if client is not None and client is self._client:
            self._client = None
            client.close()

    def close(self) -> None:
        """End the engine, after the last turn."""
        with self._sending, self._receiving:
            self._end(self._client)


class EngineTurn:
    """One block's turn at an engine: first to send, then to receive as well.

    Args:
        sending: held until all is sent.
        receiving: held from when the block before has its results until this one has its own.
        check: raises if the engine was ended because of the block before.

    Attributes:
        client: the engine.
    """

    def __init__(
        self,
        sending: threading.Lock,
        receiving: threading.Lock,
        check: Callable[[EngineClient], None],
    ) -> None:
        self.client: EngineClient | None = None
        self._sending = sending
        self._receiving = receiving
        self._check = check
        self._is_sending = True
        self._is_receiving = False
        sending.acquire()

    def send_tiles(self, tiles: np.ndarray) -> None:
        """See ``EngineClient.send_tiles``."""
        self.client.send_tiles(tiles)

    def all_sent(self) -> None:
        """Let the next block send, once the block before has its results.

        So of all blocks whose tiles were sent at most one waits for its turn to receive.
        """
        self.await_results()
        self._is_sending = False
        self._sending.release()

    def receive_tiles(self) -> dict[str, np.ndarray]:
        """See ``EngineClient.receive_tiles``.

        Raises:
            EngineEndedError: if the engine was ended because of the block before.
        """
        self.await_results()
        self._check(self.client)
        return self.client.receive_tiles()

    def await_results(self) -> None:
        """Wait until the block before has its results, and this one's are next."""
        if not self._is_receiving:
            self._receiving.acquire()
            self._is_receiving = True

    def end(self) -> None:
        """Leave the engine to the next block."""
        if self._is_sending:
            self._sending.release()
        if self._is_receiving:
            self._receiving.release()


def _engine_python(host_python: str) -> Path:
    """The engine's Python on this computer: what its environment names, else the host's, else any."""
    host = Path(host_python)
    if not os.environ.get(VARIABLE) and host.is_file():
        return host
    folder = host.parents[2] if len(host.parents) > 2 else host.parent  # as 'Install engine' has it
    return find_interpreter("", folder)
