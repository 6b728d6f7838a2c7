"""What a stranger must know to help: computer, engine, a timed trial, models, last errors.

The report is English, since it is made to be sent to the developers. Whatever fails while it is made
becomes a line of it: a missing or broken engine is the very case it is made for. Nothing leaves the
computer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sam_cffnet_qgis.core.diagnostics_facts import (
    computer_facts,
    error_facts,
    kept_facts,
    model_facts,
    version_facts,
)
from sam_cffnet_qgis.core.diagnostics_page import Fact, Part, markdown, page
from sam_cffnet_qgis.core.engine_client import EngineClient
from sam_cffnet_qgis.core.errors import Cancelled, EngineMissingError, SamCffnetError
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.interpreter import find_with_origin
from sam_cffnet_qgis.core.kept_items import KeptPlaces
from sam_cffnet_qgis.core.managed_engine import ManagedEngine
from sam_cffnet_qgis.core.self_test import SelfTest, run_self_test
from sam_cffnet_qgis.core.shortening import Shortener


@dataclass(frozen=True)
class Surroundings:
    """What the report is about.

    Attributes:
        host: versions of the program that runs the plugin, by name.
        setting: the engine's Python in the user's settings, may be empty.
        managed_folder: where *Install engine* puts the engine; need not exist.
        profile_folder: of the plugin in the user's profile; need not exist.
        models_folder: imported models; need not exist.
        kept_places: of unfinished runs, downloads and converted models.
        device: on which the trial computes.
    """

    host: dict[str, str]
    setting: str
    managed_folder: Path
    profile_folder: Path
    models_folder: Path
    kept_places: KeptPlaces
    device: str = "auto"


@dataclass(frozen=True)
class Diagnosis:
    """The report.

    Attributes:
        summary: a sentence in the user's language.
        text: Markdown.
        page: HTML.
        problems: how many lines tell of something wrong.
    """

    summary: str
    text: str
    page: str
    problems: int


def diagnose(surroundings: Surroundings, feedback: Feedback) -> Diagnosis:
    """Look at everything and write it down.

    Raises:
        Cancelled: if the user stops.
    """
    return _Examination(surroundings, feedback).diagnosis()


class _Examination:
    """Fills the parts of the report one after the other; later ones need what earlier ones found."""

    def __init__(self, surroundings: Surroundings, feedback: Feedback) -> None:
        self._at = surroundings
        self._feedback = feedback
        self._shortener = Shortener.of_this_user()
        self._python: Path | None = None  # of an engine that has started
        self._trial: SelfTest | None = None
        self._reason: Exception | None = None  # why there is no trial

    def diagnosis(self) -> Diagnosis:
        """The whole report."""
        at, check = self._at, self._feedback.check
        makers: dict[str, Callable[[], Iterable[Fact]]] = {
            "Versions": lambda: version_facts(at.host),
            "Computer": lambda: computer_facts(at.profile_folder, at.managed_folder),
            "Engine": self._engine,
            "Self-test": self._self_test,
            "Models": lambda: model_facts(at.models_folder, self._shortener, check),
            "Kept files": lambda: kept_facts(at.kept_places, check),
            "Last errors": lambda: error_facts(at.profile_folder),
        }
        parts = []
        for number, (heading, maker) in enumerate(makers.items()):
            self._feedback.check()
            self._feedback.set_progress(number / len(makers))
            parts.append(Part(heading, tuple(self._collected(maker))))
        self._feedback.set_progress(1)
        problems = sum(fact.is_problem for part in parts for fact in part.facts)
        summary = self._summary(problems)
        return Diagnosis(summary, markdown(parts, summary), page(parts, summary), problems)

    def _collected(self, maker: Callable[[], Iterable[Fact]]) -> Iterator[Fact]:
        """Facts with shortened texts; what goes wrong becomes the last of them."""
        try:
            for fact in maker():
                name = self._shortener(fact.name).replace("\n", " ")
                yield Fact(name, self._shortener(fact.value), fact.is_problem)
        except Cancelled:
            raise
        except SamCffnetError as error:
            self._reason = self._reason or error
            yield Fact("error", self._shortener.message(error), True)
        except Exception as error:  # the report must be made, whatever is broken
            text = f"{type(error).__name__}: {self._shortener.message(error)}"
            yield Fact("unexpected error", text, True)

    def _summary(self, problems: int) -> str:
        if self._trial is None:
            reason = self._reason
            if isinstance(reason, SamCffnetError):
                values = {k: self._shortener.value(v) for k, v in reason.values.items()}
                text = self._shortener(self._feedback.say(reason.template, **values))
            else:
                text = self._feedback.say("the report says why")
            return self._feedback.say("The engine does not work: {reason}", reason=text)
        return self._feedback.say(
            "The engine works: {device} in {precision}, {seconds:.3f} s a tile. Problems found: "
            "{problems}.",
            device=self._trial.device,
            precision=self._trial.precision,
            seconds=self._trial.seconds_a_tile,
            problems=problems,
        )

    def _engine(self) -> Iterator[Fact]:
        managed = ManagedEngine(self._at.managed_folder)
        yield Fact("setting", str(self._shortener.value(self._at.setting)) or "empty")
        current = self._shortener.value(managed.python) if managed.python else "nothing"
        yield Fact("installed by 'Install engine'", str(current))
        python, origin = find_with_origin(self._at.setting, self._at.managed_folder)
        yield Fact("Python", str(self._shortener.value(python)))
        yield Fact("named by", origin)
        start = time.monotonic()
        with EngineClient(python, self._feedback) as engine:
            try:
                engine.hello()
            except EngineMissingError as error:  # the engine answers, and can say what it has
                self._reason = error
                yield Fact("handshake", self._shortener.message(error), True)
            else:
                self._python = python
                yield Fact("handshake", f"{time.monotonic() - start:.1f} s")
            yield from _described(engine.describe())

    def _self_test(self) -> Iterator[Fact]:
        if self._python is None:
            yield Fact("result", "not run, since the engine did not start")
            return
        listener = _Listener(self._feedback)
        try:
            self._trial = run_self_test(self._python, listener, self._at.device)
        except SamCffnetError:
            yield from listener.facts()
            raise
        yield from listener.facts()
        yield Fact("result", "as it should be")
        yield Fact("largest difference", f"{self._trial.largest_difference:.5f}")
        yield Fact("device", f"{self._at.device}: {self._trial.device}")
        yield Fact("precision", self._trial.precision)
        yield Fact("ready after", f"{self._trial.seconds_until_ready:.1f} s")
        yield Fact("a tile", f"{self._trial.seconds_a_tile:.3f} s")


class _Listener(Feedback):
    """Keeps what the engine tells while it is tried."""

    def __init__(self, feedback: Feedback) -> None:
        self.said: list[str] = []
        self._feedback = feedback

    def facts(self) -> Iterator[Fact]:
        """What was told so far."""
        for text in self.said:
            yield Fact("note", text)

    def info(self, template: str, **values: object) -> None:
        """Keep a message."""
        self.said.append(super().say(template, **values))

    def warn(self, template: str, **values: object) -> None:
        """Keep a warning."""
        self.said.append(super().say(template, **values))

    def is_cancelled(self) -> bool:
        """Whether the user wants to stop."""
        return self._feedback.is_cancelled()


def _described(facts: dict) -> Iterator[Fact]:
    """What the engine says of its Python."""
    for name, version in facts["versions"].items():
        yield Fact(f"engine's {name}", version)
    if "error" in facts:
        yield Fact("devices", facts["error"], True)
        return
    yield Fact("torch's CUDA", facts["cuda"] or "none, this build computes on the processor")
    for device in facts["devices"]:
        details = {name: value for name, value in device.items() if name not in ("name", "title")}
        texts = [f"{name} {value}" for name, value in details.items()]
        if "title" in device:
            texts.insert(0, device["title"])
        yield Fact(device["name"], "; ".join(texts))
    for note in facts["notes"]:
        yield Fact("note of torch", note, True)
