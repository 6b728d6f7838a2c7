"""Small right files of every kind that the plugin reads, to be damaged."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import numpy as np
from builders import ROOT, noise_image, write_raster
from osgeo import gdal

EDGE = 160
CARD = ROOT / "models" / "cffnet-lite" / "cffnet-lite.json"


def rasters(folder: Path) -> list[Path]:
    """GeoTIFFs of several layouts, types and compressions."""
    image = noise_image(EDGE, EDGE)
    layouts = {
        "strips": (image, []),
        "tiles": (image, ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"]),
        "deflate": (image, ["COMPRESS=DEFLATE", "PREDICTOR=2"]),
        "lzw_by_band": (image, ["COMPRESS=LZW", "INTERLEAVE=BAND"]),
        "jpeg": (image, ["COMPRESS=JPEG", "TILED=YES", "PHOTOMETRIC=YCBCR"]),
        "big": (image, ["BIGTIFF=YES", "COMPRESS=ZSTD"]),
        "uint16": (image.astype(np.uint16) * 40, ["COMPRESS=PACKBITS"]),
        "float": (image.astype(np.float32) / 255, ["COMPRESS=DEFLATE", "PREDICTOR=3"]),
    }
    paths = []
    for name, (values, options) in layouts.items():
        plain = write_raster(folder / "plain.tif", values, nodata=0)
        path = folder / f"{name}.tif"
        gdal.Translate(str(path), str(plain), creationOptions=options)
        paths.append(path)
    return paths


def cards() -> list[bytes]:
    """The card of the model in the box, and as short as cards can be."""
    content = json.loads(CARD.read_text(encoding="utf-8"))
    return [CARD.read_bytes(), json.dumps({**content, "metrics": [], "training": {}}).encode()]


def frames() -> list[bytes]:
    """Messages between host and engine."""
    from sam_cffnet_qgis.engine.protocol import write_message

    messages = [
        ({"type": "hello", "protocol": 1, "versions": {}}, {}),
        ({"type": "predicted", "id": 7}, {"probability": np.ones((2, 4, 4), np.float32)}),
        ({"type": "log", "level": "info", "template": "{a}", "values": {"a": 1}}, {}),
    ]
    stream = io.BytesIO()
    for header, arrays in messages:
        write_message(stream, header, arrays)
    return [stream.getvalue()]


def manifest() -> bytes:
    """A list of labelled images."""
    lines = ["source,image,mask,region,group,gsd_m"]
    lines += [f"north,images/{n:03}.png,masks/{n:03}.png,a,{n},0.8" for n in range(4)]
    return "\r\n".join(lines).encode()


def checkpoints(folder: Path) -> list[Path]:
    """State dicts as PyTorch writes them today, as it did before 1.6, and as safetensors."""
    import torch
    from safetensors.torch import save_file

    tensors = {"module.image_encoder.pos_embed": torch.rand(1, 4, 4, 8), "cdffm.a": torch.rand(9)}
    content = {"state_dict": tensors, "epoch": 3, "best": np.float64(0.5)}
    paths = [folder / name for name in ("new.pth.tar", "old.pth", "plain.safetensors")]
    torch.save(content, paths[0])
    torch.save(content, paths[1], _use_new_zipfile_serialization=False)
    save_file(tensors, paths[2])
    return paths


class _Call:
    """A pickled call of a function, which opening the pickle would run."""

    def __init__(self, function: object, *arguments: object) -> None:
        self._call = (function, arguments)

    def __reduce__(self) -> tuple:
        return self._call


def harmful_pickles(folder: Path, harm: Path) -> list[Path]:
    """Checkpoints that would make the file ``harm`` if their pickle ran."""
    import builtins
    import importlib
    import pathlib
    import runpy
    import shutil
    import subprocess

    import torch

    touch = f"open({str(harm)!r}, 'w').close()"
    calls = {
        "system": _Call(os.system, f"touch '{harm}'"),
        "eval": _Call(builtins.eval, touch),
        "exec": _Call(builtins.exec, touch),
        "open": _Call(builtins.open, str(harm), "w"),
        "popen": _Call(subprocess.Popen, ["touch", str(harm)]),
        "call": _Call(subprocess.call, ["touch", str(harm)]),
        "touch": _Call(pathlib.Path.touch, harm),
        "copy": _Call(shutil.copyfile, str(CARD), str(harm)),
        "os_open": _Call(os.open, str(harm), os.O_CREAT | os.O_WRONLY),
        "mkdir": _Call(os.mkdir, str(harm)),
        "getattr": _Call(builtins.getattr, _Call(importlib.import_module, "os"), "system"),
        "run_path": _Call(runpy.run_path, str(folder / "harm.py")),
        "tofile": _Call(np.ndarray.tofile, np.ones(3), str(harm)),
        "save": _Call(np.save, str(harm), 1),
        "torch_save": _Call(torch.save, 1, str(harm)),
        "torch_load": _Call(torch.load, str(folder / "inner.pth")),
    }
    (folder / "harm.py").write_text(touch)
    torch.save({"a": calls["system"]}, folder / "inner.pth")
    paths = []
    for name, call in calls.items():
        for is_new in (True, False):
            path = folder / f"{name}_{'new' if is_new else 'old'}.pth"
            content = {"state_dict": {"a": torch.ones(1), "b": call}, name: call}
            torch.save(content, path, _use_new_zipfile_serialization=is_new)
            paths.append(path)
    return paths
