"""Starts the engine process, feeds it, watches it and ends it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess  # nosec B404
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

import numpy as np

from sam_cffnet_qgis.core import errors
from sam_cffnet_qgis.core.errors import EngineError, OutputError, SamCffnetError, phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.interpreter import THREADS_VARIABLE, engine_environment
from sam_cffnet_qgis.core.managed_engine import hold
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.paths import ENGINE_MAIN
from sam_cffnet_qgis.core.plane_check import check_plane
from sam_cffnet_qgis.core.settings import EngineSettings
from sam_cffnet_qgis.engine.protocol import (
    PROTOCOL_VERSION,
    ProtocolError,
    read_message,
    write_message,
)

SILENCE_SECONDS = 120.0
END_SECONDS = 5.0
POLL_SECONDS = 0.1
LOG_LINES = 20
PLANES = ("probability", "deviation")  # the second with all views


class EngineClient:
    """One engine process; use it as a context manager, which always ends it."""

    def __init__(self, python: Path, feedback: Feedback, threads: int = 0) -> None:
        """Start it.

        Args:
            python: its interpreter.
            feedback: messages and cancel.
            threads: that it computes with, 0 for the choice of the environment.
        """
        self._feedback = feedback
        self._log = _log_file()
        self._messages: queue.Queue = queue.Queue()
        self._outbox: queue.Queue = queue.Queue()
        self._pending: deque[tuple[int, tuple[int, ...]]] = deque()  # numbers, shapes of planes
        self._planes = PLANES[:1]
        self._next_id = 0
        self._job: object = None
        self._in_use = hold(python)
        try:
            self._process = self._start(python, threads)
        except EngineError:
            self._log.close()
            self._in_use.release()
            raise
        threading.Thread(target=self._receive, daemon=True).start()
        threading.Thread(target=self._send, daemon=True).start()
        self.versions: dict[str, str] = {}
        self.devices: list[str] = []  # on which tiles were computed, with the precision

    def _start(self, python: Path, threads: int) -> subprocess.Popen:
        limits = {THREADS_VARIABLE: str(threads)} if threads else {}
        flags = {"creationflags": 0x08000000} if os.name == "nt" else {"start_new_session": True}
        try:
            process = subprocess.Popen(  # nosec B603 - an absolute interpreter path, no shell
                [str(python), "-I", str(ENGINE_MAIN)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                env={**engine_environment(python), **limits},
                cwd=tempfile.gettempdir(),
                **flags,
            )
        except OSError as error:
            raise EngineError(
                "The engine's Python {python} cannot be started: {reason}. Run 'Install engine', or "
                "name a Python that has torch in the settings or in SAM_CFFNET_PYTHON.",
                python=python,
                reason=error.strerror or error,
            ) from error
        if os.name == "nt":
            from sam_cffnet_qgis.core.windows_job import kill_with_us

            self._job = kill_with_us(process)
        return process

    def __enter__(self) -> EngineClient:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def hello(self) -> None:
        """Wait until the engine has started and speaks our protocol.

        Raises:
            EngineError: if it speaks another one; an engine of today refuses by itself.
        """
        self._outbox.put(({"type": "hello", "protocol": PROTOCOL_VERSION}, {}))
        answer = self._answer("hello")[0]
        if answer.get("protocol") != PROTOCOL_VERSION:
            raise EngineError(
                "The plugin speaks engine protocol {host}, the engine {own}. Restart QGIS; if that "
                "does not help, install the plugin again.",
                host=PROTOCOL_VERSION,
                own=answer.get("protocol", "none"),
            )
        self.versions = answer["versions"]

    def describe(self) -> dict:
        """Ask for packages and devices, see ``description.describe``; works without torch too."""
        self._outbox.put(({"type": "describe"}, {}))
        return self._answer("described")[0]

    def load(self, card: ModelCard, settings: EngineSettings) -> dict:
        """Load a model; returns ``device``, ``precision`` and ``batch`` in use."""
        header = {
            "type": "load",
            "card": card.content(),
            "weights": os.path.abspath(card.weights_path),  # the engine has a folder of its own
            **asdict(settings),
        }
        self._outbox.put((header, {}))
        loaded = self._answer("loaded")[0]
        self._planes = PLANES if settings.tta else PLANES[:1]
        self._note_device(loaded)
        return loaded

    def _note_device(self, header: dict) -> None:
        """Remember on what was computed; it changes where a graphics card's memory is too small."""
        used = f"{header['device']}, {header['precision']}"
        if self.devices[-1:] != [used]:
            self.devices.append(used)

    def send_tiles(self, tiles: np.ndarray) -> None:
        """Queue tiles (N, 3, tile_px, tile_px) float32; several batches may be under way."""
        self._pending.append((self._next_id, (len(tiles), *tiles.shape[2:])))
        self._outbox.put(({"type": "predict", "id": self._next_id}, {"tiles": tiles}))
        self._next_id += 1

    def receive_tiles(self) -> dict[str, np.ndarray]:
        """Wait for the results of the oldest batch under way, see ``Predictor.predict``.

        Raises:
            EngineError: if they are not those of that batch, or no probabilities.
        """
        header, arrays = self._answer("predicted")
        number, shape = self._pending.popleft()
        if header["id"] != number:
            raise EngineError(
                "The engine answered in another order than it was asked. Run again; with the same "
                "settings it goes on where it was."
            )
        self._note_device(header)
        for name in self._planes:
            check_plane(name, arrays.get(name), shape, self.devices[-1])
        return arrays

    def import_checkpoint(self, checkpoint: str, sam_checkpoint: str, weights: Path) -> dict:
        """Convert a checkpoint, see ``checkpoints.import_checkpoint``."""
        header = {
            "type": "import",
            "checkpoint": os.path.abspath(checkpoint),
            "sam_checkpoint": os.path.abspath(sam_checkpoint) if sam_checkpoint else None,
            "weights": os.path.abspath(weights),
        }
        self._outbox.put((header, {}))
        return self._answer("imported")[0]

    def cost(self, card: ModelCard, settings: EngineSettings, encoder_weights: str = "") -> dict:
        """Count and time a new network of a card's architecture, see ``cost.cost``."""
        header = {
            "type": "cost",
            "card": {"architecture": card.architecture},
            "device": settings.device,
            "precision": settings.precision,
            "encoder_weights": encoder_weights and os.path.abspath(encoder_weights),
        }
        self._outbox.put((header, {}))
        return self._answer("cost")[0]

    def render_report(self, document: dict, arrays: dict[str, np.ndarray]) -> str:
        """Have a report rendered as an HTML page, see ``report.render``; needs no ``hello``."""
        self._outbox.put(({"type": "report", "document": document}, arrays))
        return self._answer("reported")[1]["html"].tobytes().decode()

    def train(self, request: dict) -> Iterator[tuple[dict, dict[str, np.ndarray]]]:
        """Train, see ``session.train``: its answers one after the other, ``trained`` the last."""
        self._outbox.put(({"type": "train", **request}, {}))
        kinds = ("started", "cached", "planned", "judged", "epoch", "trained")
        while (answer := self._answer(*kinds))[0]["type"] != "trained":
            yield answer

    def _send(self) -> None:
        """Write queued requests; a full pipe must not keep the host from looking for cancel."""
        while (message := self._outbox.get()) is not None:
            try:
                write_message(self._process.stdin, *message)
            except (OSError, ValueError):
                return  # the receiver sees the end of the stream and tells

    def _receive(self) -> None:
        garbage = ""
        try:
            while (message := read_message(self._process.stdout)) is not None:
                self._messages.put(message)
        except ProtocolError as error:
            garbage = str(error)
        except MemoryError:
            garbage = "more than fits into the memory"
        except (OSError, ValueError):
            pass  # told as the engine's end, with its log
        finally:
            self._messages.put(({"type": "gone", "garbage": garbage}, {}))

    def _answer(self, *expected: str) -> tuple[dict, dict[str, np.ndarray]]:
        """Wait for an answer, passing on log messages and looking for cancel."""
        last_sign = time.monotonic()
        while True:
            self._feedback.check()
            try:
                header, arrays = self._messages.get(timeout=POLL_SECONDS)
            except queue.Empty:
                if time.monotonic() - last_sign > SILENCE_SECONDS:
                    raise EngineError(
                        "The engine has not answered for {seconds} seconds and was ended.{log} "
                        "Run again; if it happens again, choose a smaller BATCH or "
                        "another DEVICE.",
                        seconds=int(SILENCE_SECONDS),
                        log=self._last_words(),
                    ) from None
                continue
            last_sign = time.monotonic()
            kind = header["type"]
            if kind == "log":
                tell = self._feedback.info if header["level"] == "info" else self._feedback.warn
                tell(header["template"], **header["values"])
            elif kind == "error":
                raise self._typed_error(header)
            elif kind == "gone":
                raise self._gone(header["garbage"])
            elif kind in expected:
                return header, arrays
            elif kind != "heartbeat":
                raise self._gone(f"the answer '{kind}' in the place of '{expected[0]}'")

    def _typed_error(self, header: dict) -> SamCffnetError:
        kind = getattr(errors, header["error"], EngineError)
        is_ours = isinstance(kind, type) and issubclass(kind, SamCffnetError)
        return (kind if is_ours else EngineError)(header["template"], **header["values"])

    def _gone(self, garbage: str) -> EngineError:
        """The error for an engine that ended, or that sent what is no answer and is ended."""
        if garbage and self.versions:
            self._kill()
            return EngineError(
                "The engine sent something that cannot be understood ({reason}) and was ended; "
                "nothing was written.{log} Run again; with the same settings it goes on where it "
                "was. If it happens again, run 'Install engine' with ACTION=repair.",
                reason=garbage,
                log=self._last_words(),
            )
        try:
            code = self._process.wait(timeout=END_SECONDS)
            reason = phrase("exit code {code}", code=code)
            if code < 0:
                reason = phrase("signal {number}", number=-code)
        except subprocess.TimeoutExpired:
            self._kill()
            reason = phrase("it closed its output")
            if garbage:
                reason = phrase("it sent {garbage}", garbage=garbage)
        if not self.versions:
            return EngineError(
                "The engine's Python {python} ended while it started ({reason}).{log} Run 'Install "
                "engine' with ACTION=repair, or name a Python that has torch in the settings or in "
                "SAM_CFFNET_PYTHON.",
                python=self._process.args[0],
                reason=reason,
                log=self._last_words(),
            )
        return EngineError(
            "The engine process ended unexpectedly ({reason}); nothing was written.{log} If the "
            "system ended it, memory ran out: close other programs, or choose a smaller BATCH or "
            "model. Run again; with the same settings it goes on where it was.",
            reason=reason,
            log=self._last_words(),
        )

    def _last_words(self) -> str:
        size = self._log.seek(0, os.SEEK_END)
        self._log.seek(max(size - 4000, 0))
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        words = " | ".join(line.strip() for line in lines[-LOG_LINES:]).rstrip(".")
        return phrase(" Its last words: {words}.", words=words) if words else ""

    def close(self) -> None:
        """End the process and all it started; it holds no results, so it need not be asked."""
        self._outbox.put(None)
        self._kill()
        self._process.wait()
        self._process.stdout.close()
        try:
            self._process.stdin.close()
        except OSError:
            pass  # unsent bytes of a batch that nobody wants any more
        self._log.close()
        self._in_use.release()

    def _kill(self) -> None:
        if self._process.poll() is not None:
            return
        if os.name == "nt":
            self._job.close()
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it ended by itself meanwhile


def _log_file() -> BinaryIO:
    """Where the engine's messages go; it vanishes when it is closed."""
    try:
        return tempfile.TemporaryFile()  # lives as long as the process
    except OSError as error:
        raise OutputError(
            "The folder for temporary files cannot be written: {reason}. Free some space on its "
            "disk, or name another folder in the variable TMPDIR and restart QGIS.",
            reason=error.strerror or error,
        ) from error
