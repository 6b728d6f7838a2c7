"""What the host of a cluster calls in its workers, see ``cluster_dask``; a run is known by its session.

What belongs to a run is put away when the host says so, or when nobody asked for it for a while.
"""

from __future__ import annotations

import threading

from sam_cffnet_qgis.core.blocks import Block
from sam_cffnet_qgis.core.cluster_dask import this_worker
from sam_cffnet_qgis.core.cluster_desk import Desk
from sam_cffnet_qgis.core.cluster_job import PIECE_BYTES, Job, PackedBlock, UnknownSessionError
from sam_cffnet_qgis.core.errors import ChecksumError
from sam_cffnet_qgis.core.registry import file_sha256
from sam_cffnet_qgis.core.settings import EngineSettings

_desks: dict[str, Desk] = {}
_guard = threading.Lock()


def _desk(session: str) -> Desk:
    try:
        return _desks[session]
    except KeyError:
        raise UnknownSessionError("The worker knows nothing of this run any more.") from None


def open_desk(job: Job) -> bool:
    """Prepare for a run: see whether the raster can be read here.

    Returns:
        Whether the weights are here already.

    Raises:
        RasterReadError: if the raster cannot be read here, or is another one.
    """
    close_desk(job.session)  # where the host had lost this worker for a while
    desk = Desk(job, this_worker(), _forget)
    with _guard:
        _desks[job.session] = desk
    with desk.in_use():
        desk.check_raster()
    return desk.weights is not None


def take_weights(session: str, offset: int, piece: bytes, is_last: bool) -> None:
    """Take the next piece of the weights; with the last one they are checked.

    Raises:
        ChecksumError: if they are not those of the card.
    """
    desk = _desk(session)
    card = desk.job.plan.card
    path = desk.folder / "weights.safetensors"
    with desk.in_use():
        with path.open("r+b" if offset else "wb") as stream:
            stream.seek(offset)
            stream.write(piece)
        if not is_last:
            return
        if file_sha256(path) != card.sha256:
            raise ChecksumError("The weights were damaged on their way to the worker. Run again.")
        desk.weights = path


def load_model(session: str, settings: EngineSettings) -> dict:
    """Start the engine, see ``Desk.load``."""
    desk = _desk(session)
    with desk.in_use():
        return desk.load(settings)


def compute_block(session: str, number: int, block: Block) -> PackedBlock:
    """Compute a block; its file waits here until it is dropped."""
    desk = _desk(session)
    with desk.in_use():
        return desk.compute(number, block)


def read_block(session: str, number: int, offset: int) -> bytes:
    """A piece of a packed block."""
    desk = _desk(session)
    with desk.in_use(), desk.block_path(number).open("rb") as stream:
        stream.seek(offset)
        return stream.read(PIECE_BYTES)


def drop_block(session: str, number: int) -> None:
    """The host has a block; it is not needed here any more."""
    _desk(session).block_path(number).unlink(missing_ok=True)


def close_desk(session: str) -> None:
    """A run ended."""
    with _guard:
        desk = _desks.pop(session, None)
    if desk is not None:
        desk.close()


def _forget(desk: Desk) -> None:
    """The host of a run is dead; another desk may have come since."""
    with _guard:
        if _desks.get(desk.job.session) is desk:
            del _desks[desk.job.session]
    desk.close()
