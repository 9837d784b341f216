"""Contents that travel beside the journal: where they come from and how they are taken out of a file."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from inspect_tui.exchange.container import Member, Source
from inspect_tui.exchange.envelope import OpenEnvelope
from inspect_tui.exchange.findings import SessionFileError
from inspect_tui.exchange.keys import Identity
from inspect_tui.exchange.layout import ATTACHMENTS, CHUNK, MAX_ATTACHMENT, readable_size
from inspect_tui.exchange.manifest import Part


@dataclass(frozen=True, slots=True)
class AttachmentSource:
    """Where the content of one attachment can be read; it is read twice, once to measure and once to write.

    Attributes:
        sha256: of the content, lower-case hexadecimal.
        chunks: yields the content from its start in pieces of a size that memory can hold; called again for the
            second reading.
        media_type: printable text such as ``image/jpeg``; empty counts as not known.
    """

    sha256: str
    chunks: Callable[[], Iterable[bytes]]
    media_type: str = ""

    @classmethod
    def from_path(cls, sha256: str, path: Path, media_type: str = "") -> AttachmentSource:
        """Return the source that reads a file."""
        return cls(sha256, lambda: _file_chunks(path), media_type)

    @classmethod
    def from_bytes(cls, data: bytes, media_type: str = "") -> AttachmentSource:
        """Return the source of content at hand."""
        return cls(hashlib.sha256(data).hexdigest(), lambda: [data], media_type)


def _file_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


@dataclass(frozen=True, slots=True)
class Measured:
    """An attachment of which everything is known that must stand before its bytes."""

    source: AttachmentSource
    part: Part
    crc: int


def measure(source: AttachmentSource) -> Measured:
    """Read a source through.

    Raises:
        SessionFileError: ``manifest_mismatch`` where the content is not the one of its hash, or ``too_big``.
        OSError: it cannot be read.
    """
    name = ATTACHMENTS + source.sha256
    digest = hashlib.sha256()
    crc = size = 0
    for chunk in source.chunks():
        digest.update(chunk)
        crc = zlib.crc32(chunk, crc)
        size += len(chunk)
        if size > MAX_ATTACHMENT:
            raise SessionFileError.of("too_big", part=name, limit=readable_size(MAX_ATTACHMENT))
    if digest.hexdigest() != source.sha256:
        raise SessionFileError.of("manifest_mismatch", part=name)
    media_type = source.media_type if source.media_type.isprintable() else ""
    return Measured(source, Part(name, size, source.sha256, media_type[:200] or "application/octet-stream"), crc)


class Attachments(Mapping[str, int]):
    """The contents in a session file: SHA-256 to size; the bytes are read from the file when asked for.

    A sealed file is opened again for each reading, so that its contents never lie anywhere in clear; who wants
    several of them takes `stream`, which opens it once.
    """

    def __init__(self, path: Path, members: Mapping[str, Member], identity: Identity | None = None) -> None:
        """Keep where they are.

        Args:
            path: the session file, checked.
            members: SHA-256 to member.
            identity: opens the file, where it is sealed.
        """
        self._path = path
        self._members = dict(members)
        self._identity = identity

    def __getitem__(self, sha256: str) -> int:
        return self._members[sha256].size

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """Yield a content in pieces of at most 1 MiB.

        Raises:
            KeyError: not in the file.
            SessionFileError: ``damaged``, after the last piece at the latest: the file has changed since it was
                checked, and what was taken must be thrown away.
            OSError: the file cannot be read.
        """
        for _, content in self.stream([sha256]):
            yield from content

    def stream(self, wanted: Iterable[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield contents in the file's order, each with its pieces of at most 1 MiB, in one reading of the file.

        Take all pieces of a content before the next one; what is left of it is skipped and not checked.

        Raises:
            KeyError: one is not in the file.
            SessionFileError: as `chunks`.
            OSError: the file cannot be read.
        """
        members = sorted({digest: self._members[digest] for digest in wanted}.items(), key=lambda one: one[1].start)
        with self._path.open("rb") as file, self._opened(file) as content:
            position = 0
            for digest, member in members:
                if content is file:
                    file.seek(member.start)
                    yield digest, _checked(_Rest(file, member.size), digest)
                    continue
                rest = _Rest(content, member.start + member.size - position)
                rest.skip(member.start - position)
                yield digest, _checked(rest, digest)
                rest.skip(rest.left)
                position = member.start + member.size

    @contextmanager
    def _opened(self, file: BinaryIO) -> Iterator[Source]:
        if self._identity is None:
            yield file
            return
        with OpenEnvelope(file, os.fstat(file.fileno()).st_size, self._identity) as inner:
            yield inner

    def source(self, sha256: str, media_type: str = "") -> AttachmentSource:
        """Return a content as a source for another file.

        Raises:
            KeyError: not in the file.
        """
        if sha256 not in self._members:
            raise KeyError(sha256)
        return AttachmentSource(sha256, lambda: self.chunks(sha256), media_type)


class _Rest:
    """What is still to come of a stretch of a stream."""

    def __init__(self, source: Source, left: int) -> None:
        self._source = source
        self.left = left

    def read(self, size: int) -> bytes:
        data = self._source.read(min(size, self.left))
        if not data and self.left:
            raise SessionFileError.of("damaged")
        self.left -= len(data)
        return data

    def skip(self, size: int) -> None:
        while size:
            size -= len(self.read(min(size, CHUNK)))


def _checked(rest: _Rest, sha256: str) -> Iterator[bytes]:
    digest = hashlib.sha256()
    while rest.left:
        chunk = rest.read(CHUNK)
        digest.update(chunk)
        yield chunk
    if digest.hexdigest() != sha256:
        raise SessionFileError.of("damaged")
