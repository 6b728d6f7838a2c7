"""What the engine process does with each request; errors become answers of their own class."""

from __future__ import annotations

import importlib
import platform
import sys
import traceback
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from sam_cffnet_qgis.core.errors import EngineError, EngineMissingError, SamCffnetError
from sam_cffnet_qgis.engine.protocol import PROTOCOL_VERSION

PACKAGES = ("torch", "torchvision", "timm", "safetensors")  # in the order in which they are missed
MIN_TORCH = (2, 6)  # older versions run code from checkpoints even with weights_only

Answer = tuple[dict, dict]


class Service:
    """Answers requests one after the other; holds the loaded model and nothing else."""

    def __init__(self) -> None:
        self._predictor = None

    def answer(self, header: dict, arrays: dict[str, np.ndarray]) -> Iterator[Answer]:
        """Answer a request with one message, after any number of log messages."""
        handlers = {
            "hello": self._hello,
            "describe": self._describe,
            "load": self._load,
            "predict": self._predict,
            "import": self._import,
            "report": self._report,
            "train": self._train,
            "cost": self._cost,
        }
        try:
            yield from handlers[header["type"]](header, arrays)
        except (SamCffnetError, ImportError) as caught:
            error = caught if isinstance(caught, SamCffnetError) else _missing(caught)
            values = {name: str(value) for name, value in error.values.items()}
            yield (
                {
                    "type": "error",
                    "error": type(error).__name__,
                    "template": error.template,
                    "values": values,
                },
                {},
            )
        except Exception as error:  # the process boundary: nothing above would see it
            traceback.print_exc()
            yield (
                {
                    "type": "error",
                    "error": "EngineError",
                    "template": "The engine failed: {reason}. The log has the details.",
                    "values": {"reason": f"{type(error).__name__}: {error}"},
                },
                {},
            )

    def _hello(self, header: dict, arrays: dict) -> Iterator[Answer]:
        if header.get("protocol") != PROTOCOL_VERSION:
            raise EngineError(
                "The plugin speaks engine protocol {host}, the engine {own}. Restart QGIS; if that "
                "does not help, install the plugin again.",
                host=header.get("protocol"),
                own=PROTOCOL_VERSION,
            )
        versions = {"python": platform.python_version(), **_library_versions()}
        yield {"type": "hello", "protocol": PROTOCOL_VERSION, "versions": versions}, {}

    def _describe(self, header: dict, arrays: dict) -> Iterator[Answer]:
        from sam_cffnet_qgis.engine.description import describe

        yield {"type": "described", **describe()}, {}

    def _load(self, header: dict, arrays: dict) -> Iterator[Answer]:
        from sam_cffnet_qgis.engine.backends.choice import converted_size, must_convert
        from sam_cffnet_qgis.engine.predictor import Predictor

        self._predictor = None  # free the memory of the model before
        how = (header["device"], header["precision"], header["backend"])
        is_new = must_convert(header["card"], header["weights"], *how)
        if is_new:
            text = "Preparing the model for this processor, once; a large one takes minutes."
            yield _log("info", text, {})
        self._predictor = Predictor.load(
            header["card"],
            header["weights"],
            header["device"],
            header["precision"],
            header["batch"],
            header["tta"],
            header["backend"],
        )
        yield from self._notes()
        if is_new and (kept := converted_size(header["card"], header["weights"]))[0]:
            values = {"megabytes": -(-kept[1] // 2**20), "folder": kept[0]}
            text = "Kept for the next time: {megabytes} MB in {folder}, which may be deleted."
            yield _log("info", text, values)
        yield (
            {
                "type": "loaded",
                "device": self._predictor.backend.title,
                "precision": self._predictor.backend.precision,
                "batch": self._predictor.batch,
            },
            {},
        )

    def _predict(self, header: dict, arrays: dict[str, np.ndarray]) -> Iterator[Answer]:
        if self._predictor is None:
            raise EngineError("No model was loaded before tiles were sent.")
        results = self._predictor.predict(arrays["tiles"])
        yield from self._notes()
        backend = self._predictor.backend  # lack of memory may have changed it
        where = {"device": backend.title, "precision": backend.precision}
        yield {"type": "predicted", "id": header["id"], **where}, results

    def _import(self, header: dict, arrays: dict) -> Iterator[Answer]:
        from sam_cffnet_qgis.engine.checkpoints import import_checkpoint

        facts = import_checkpoint(
            header["checkpoint"], header.get("sam_checkpoint"), header["weights"]
        )
        yield {"type": "imported", **facts}, {}

    def _train(self, header: dict, arrays: dict) -> Iterator[Answer]:
        from sam_cffnet_qgis.engine.training.session import train

        self._predictor = None  # free its memory
        yield from train(header)

    def _cost(self, header: dict, arrays: dict) -> Iterator[Answer]:
        from sam_cffnet_qgis.engine.cost import cost

        self._predictor = None  # free its memory
        names = ("card", "device", "precision", "encoder_weights")
        yield {"type": "cost", **cost(*(header[name] for name in names))}, {}

    def _report(self, header: dict, arrays: dict[str, np.ndarray]) -> Iterator[Answer]:
        from sam_cffnet_qgis.engine.report.render import render

        page = render(header["document"], arrays).encode()
        yield {"type": "reported"}, {"html": np.frombuffer(page, np.uint8)}

    def _notes(self) -> Iterator[Answer]:
        for template, values in self._predictor.take_notes():
            yield _log("warning", template, values)


def _log(level: str, template: str, values: dict) -> Answer:
    return {"type": "log", "level": level, "template": template, "values": values}, {}


def _library_versions() -> dict[str, str]:
    """Versions of what the engine needs; only torch is imported, the others take a second each.

    Raises:
        EngineMissingError: if a package is missing or torch is too old.
    """
    try:
        versions = {name: version(name) for name in PACKAGES}
        importlib.import_module("torch")
    except (ImportError, OSError) as error:  # also of metadata that are not there; Windows of DLLs
        raise _missing(error) from error
    if tuple(int(part) for part in versions["torch"].split(".")[:2]) < MIN_TORCH:
        raise EngineMissingError(
            "The engine's Python {python} has torch {version}, which can be made to run code by a "
            "model file. Install torch 2.6 or newer there, or run 'Install engine'.",
            python=sys.executable,
            version=versions["torch"],
        )
    return versions


def _missing(error: ImportError | OSError) -> EngineMissingError:
    reason = f"No module named '{error.name}'" if isinstance(error, PackageNotFoundError) else error
    if "dll" in str(error).lower():  # what Windows says of PyTorch where its runtime is missing
        return EngineMissingError(
            "The engine's Python {python} cannot load PyTorch: {reason}. Install 'Microsoft Visual "
            "C++ Redistributable 2015-2022 (x64)' from Microsoft; if that does not help, run "
            "'Install engine' with ACTION=repair.",
            python=sys.executable,
            reason=reason,
        )
    return EngineMissingError(
        "The engine's Python {python} cannot import a package: {reason}. Run 'Install engine' with "
        "ACTION=repair. In a Python of your own install torch, torchvision, segment-anything, timm "
        "and safetensors.",
        python=sys.executable,
        reason=reason,
    )
