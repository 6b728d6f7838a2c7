"""Finished blocks of a run on a cluster, on the host's disk until their turn or until a later run.

They lie where the journals of other runs lie, named in the same way, so that they grow old and are
cleared with them. What another run left is checked whole before it is used.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path

from sam_cffnet_qgis.core.blocks import Block
from sam_cffnet_qgis.core.cluster_job import BlockFacts, PackedBlock, opened_block
from sam_cffnet_qgis.core.errors import ArchiveError, ClusterError, phrase
from sam_cffnet_qgis.core.feedback import Feedback
from sam_cffnet_qgis.core.folder_lock import FolderLock
from sam_cffnet_qgis.core.journal import FACTS_NAME, KEY_DIGITS, SPARED_BYTES, warn_not_kept
from sam_cffnet_qgis.core.outputs import write_error
from sam_cffnet_qgis.core.plan import RunPlan


class BlockStore:
    """The finished blocks of one run; use it as a context manager, ``remove`` it after success.

    Attributes:
        found: facts of the blocks that an earlier run left, by number.
    """

    def __init__(
        self,
        parent: Path | None,
        spill: Path,
        facts: dict,
        blocks: list[Block],
        feedback: Feedback,
    ) -> None:
        """Begin anew, or where an earlier run was stopped.

        Args:
            parent: folder of all journals, or None.
            spill: folder for what is not kept; need not exist.
            facts: everything that changes the numbers of a tile, see ``run_facts``.
            blocks: of the run.
            feedback: told what was found.
        """
        self.found: dict[int, BlockFacts] = {}
        self._feedback = feedback
        self._spill = spill
        self._folder = spill
        self._lock: FolderLock | None = None
        self._is_kept = False
        spill.mkdir(exist_ok=True)
        if parent is not None:
            rows = [[block.tile_rows.start, block.tile_rows.stop] for block in blocks]
            self._open(parent, {**facts, "blocks": rows})

    def _open(self, parent: Path, facts: dict) -> None:
        content = json.dumps(facts, sort_keys=True)
        folder = parent / hashlib.sha256(content.encode()).hexdigest()[:KEY_DIGITS]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = FolderLock(folder)
            if not lock.take():
                self._stop_keeping(phrase("the same run is under way elsewhere"))
                return
            self._lock = lock
            if not (folder / FACTS_NAME).exists():
                told = {**facts, "started": datetime.now(timezone.utc).isoformat()}
                (folder / FACTS_NAME).write_text(json.dumps(told, indent=1), encoding="utf-8")
        except OSError as error:
            self._stop_keeping(error.strerror or str(error))
            return
        self._folder, self._is_kept = folder, True

    def find(self, plan: RunPlan, blocks: list[Block], names: tuple[str, ...]) -> None:
        """Look for blocks that an earlier run left; those that are damaged are removed."""
        for number, block in enumerate(blocks):
            path = self.path(number)
            if not self._is_kept or not path.exists():
                continue
            try:
                with opened_block(plan, block, names, path, self._feedback) as parts:
                    stored, facts, archive = parts
                    for name in stored.file_names:
                        archive.check(name)
            except ArchiveError:
                path.unlink(missing_ok=True)
                continue
            self.found[number] = facts
        if self.found:
            self._feedback.info(
                "{found} of {count} blocks were computed before this run was stopped; going on with "
                "the others.",
                found=len(self.found),
                count=len(blocks),
            )

    def path(self, number: int) -> Path:
        """Of a block's file."""
        kept, spilled = (folder / f"tiles-{number}.zip" for folder in (self._folder, self._spill))
        return spilled if spilled.exists() else kept

    def add(self, number: int, packed: PackedBlock, pieces: Iterable[bytes]) -> None:
        """Write a block that comes in pieces, whole or not at all.

        Raises:
            ClusterError: if it is not what the worker packed.
            OutputError: if the disk is full.
        """
        if self._is_kept and shutil.disk_usage(self._folder).free < SPARED_BYTES + packed.size:
            self._stop_keeping(phrase("the disk is nearly full"))
        folder = self._folder if self._is_kept else self._spill
        target = folder / f"tiles-{number}.zip"
        part = target.with_suffix(".part")
        size = checksum = 0
        try:
            with part.open("wb") as stream:
                for piece in pieces:
                    stream.write(piece)
                    size, checksum = size + len(piece), zlib.crc32(piece, checksum)
                stream.flush()
                os.fsync(stream.fileno())
            if asdict(packed) != {"size": size, "checksum": checksum}:
                raise ClusterError(
                    "Block {number} was damaged on its way from the worker. Run again.",
                    number=number + 1,
                )
            part.replace(target)
        except OSError as error:
            raise write_error(target, error.strerror or str(error)) from error
        finally:
            part.unlink(missing_ok=True)

    def release(self, number: int) -> None:
        """A block was merged into the result: keep it for a later run, or let it go."""
        if not self._is_kept:
            (self._spill / f"tiles-{number}.zip").unlink(missing_ok=True)

    def _stop_keeping(self, reason: str) -> None:
        self._is_kept = False
        warn_not_kept(self._folder, reason, self._feedback)

    def __enter__(self) -> BlockStore:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let other runs have it."""
        if self._lock is not None:
            self._lock.release()

    def remove(self) -> None:
        """Remove it, if it is this run's own: the outputs are in place."""
        self.close()
        if self._lock is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
