"""Contents that travel beside the journal: where they come from and how they are taken out of a file."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from inspect_tui.exchange.container import Member
from inspect_tui.exchange.findings import SessionFileError
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
    """The contents in a session file: SHA-256 to size; the bytes are read from the file when asked for."""

    def __init__(self, path: Path, members: Mapping[str, Member]) -> None:
        """Keep where they are.

        Args:
            path: the session file, checked.
            members: SHA-256 to member.
        """
        self._path = path
        self._members = dict(members)

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
            SessionFileError: ``damaged``, after the last piece: the file has changed since it was checked, and what
                was taken must be thrown away.
            OSError: the file cannot be read.
        """
        member = self._members[sha256]
        digest = hashlib.sha256()
        with self._path.open("rb") as file:
            file.seek(member.start)
            left = member.size
            while left and (chunk := file.read(min(left, CHUNK))):
                left -= len(chunk)
                digest.update(chunk)
                yield chunk
        if digest.hexdigest() != sha256:
            raise SessionFileError.of("damaged")

    def source(self, sha256: str, media_type: str = "") -> AttachmentSource:
        """Return a content as a source for another file.

        Raises:
            KeyError: not in the file.
        """
        if sha256 not in self._members:
            raise KeyError(sha256)
        return AttachmentSource(sha256, lambda: self.chunks(sha256), media_type)
