"""The file of a shard: a zip with the facts as text, the finished rows as GeoTIFF and the borders."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sam_cffnet_qgis.core.errors import ArchiveError, phrase
from sam_cffnet_qgis.core.model_archive import CHUNK_BYTES
from sam_cffnet_qgis.core.model_unpack import BROKEN, SHOWN_LETTERS, BoundedReads
from sam_cffnet_qgis.core.outputs import write_error

RASTER_SUFFIX = ".tif"


def pack(paths: list[Path], target: Path, check: Callable[[], None]) -> None:
    """Pack files into a zip; rasters, which are compressed, are stored as they are.

    Args:
        paths: of the files; in the zip they have no folder.
        target: of the zip.
        check: called before each piece; what it raises ends the packing.

    Raises:
        OutputError: if the disk is full.
    """
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for path in paths:
                is_packed = path.suffix == RASTER_SUFFIX
                member = zipfile.ZipInfo(path.name) if is_packed else path.name
                with path.open("rb") as source, archive.open(member, "w", force_zip64=True) as out:
                    while chunk := source.read(CHUNK_BYTES):
                        check()
                        out.write(chunk)
    except OSError as error:
        raise write_error(target, error.strerror or str(error)) from error


class ShardArchive:
    """Reads a shard's file, of which no byte is trusted; use it as a context manager.

    Args:
        path: of the file.
        check: called before each piece; what it raises ends the reading.

    Raises:
        ArchiveError: at any call, naming the file and what is wrong with it.
    """

    def __init__(self, path: Path, check: Callable[[], None] = lambda: None) -> None:
        self.path = path
        self._check = check
        try:
            self._stream = BoundedReads(path)
        except OSError as error:
            raise self.refused(error.strerror or str(error)) from error
        try:
            self._archive = zipfile.ZipFile(self._stream)
            self._members = self._listed(self._archive.infolist())
        except (*BROKEN, OSError) as error:
            self._stream.close()
            words = phrase("it is no shard, or was not copied whole ({reason})", reason=error)
            raise self.refused(words) from error
        except ArchiveError:
            self._stream.close()
            raise

    def __enter__(self) -> ShardArchive:
        return self

    def __exit__(self, *exception: object) -> None:
        self._archive.close()
        self._stream.close()

    def refused(self, reason: str) -> ArchiveError:
        """The error for a file that cannot be used."""
        return ArchiveError(
            "The shard {path} cannot be merged: {reason}. Copy it again from where it was computed, "
            "or compute it again.",
            path=self.path,
            reason=reason,
        )

    def _listed(self, members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        """The files by name: plain names, each once, packed in one of the two known ways."""
        found: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            name = member.orig_filename
            is_plain = name.isascii() and name.replace("_", "").replace(".", "").isalnum()
            is_raster = name.endswith(RASTER_SUFFIX)
            packed = zipfile.ZIP_STORED if is_raster else zipfile.ZIP_DEFLATED
            is_odd = member.flag_bits & 1 or member.compress_type != packed
            if not is_plain or name in found or is_odd:
                shown = repr(name[:SHOWN_LETTERS])
                raise self.refused(phrase("the file {name} in it is not allowed", name=shown))
            found[name] = member
        return found

    def require(self, names: list[str]) -> None:
        """Check that it holds these files and no other."""
        for name in (*names, *self._members):
            if name not in self._members:
                raise self.refused(phrase("the file {name} in it is missing", name=name))
            if name not in names:
                raise self.refused(phrase("the file {name} in it is not allowed", name=name))

    def content(self, name: str, most_bytes: int) -> bytes:
        """A small file as a whole."""
        size = self._member(name).file_size
        if size > most_bytes:
            words = phrase("'{name}' is larger than {most} bytes", name=name, most=most_bytes)
            raise self.refused(words)
        with self.reading(name) as take:
            return bytes(take(size))

    def raster_path(self, name: str) -> str:
        """What GDAL opens to read a raster in it."""
        return f"/vsizip/{{{self.path.absolute()}}}/{name}"

    def check(self, name: str) -> None:
        """Read a file through and compare its checksum."""
        with self.reading(name) as take:
            left = self._member(name).file_size
            while left:
                left -= len(take(min(left, CHUNK_BYTES)))

    @contextmanager
    def reading(self, name: str) -> Iterator[Callable[[int], bytearray]]:
        """Read a file piece by piece; it must hold exactly what is taken.

        Yields:
            A function that gives the next so many bytes.
        """
        member = self._member(name)
        try:
            with self._archive.open(member) as stream:
                yield lambda count: self._taken(stream, count, name)
                if stream.read(1):  # also compares the checksum
                    words = phrase("'{name}' in it holds more than it should", name=name)
                    raise self.refused(words)
        except (*BROKEN, OSError) as error:
            words = phrase("'{name}' in it is damaged ({reason})", name=name, reason=error)
            raise self.refused(words) from error

    def _member(self, name: str) -> zipfile.ZipInfo:
        if name not in self._members:
            raise self.refused(phrase("the file {name} in it is missing", name=name))
        return self._members[name]

    def _taken(self, stream: BinaryIO, count: int, name: str) -> bytearray:
        buffer = bytearray(count)
        view, filled = memoryview(buffer), 0
        while filled < count:
            self._check()
            got = stream.readinto(view[filled : filled + CHUNK_BYTES])
            if not got:
                raise self.refused(phrase("'{name}' in it ends too early", name=name))
            filled += got
        return buffer
