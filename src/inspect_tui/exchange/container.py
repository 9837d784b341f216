"""The container: a ZIP in a narrow form in which no byte is without meaning.

zipfile reads and writes many forms of ZIP; what it ignores (times, extra fields, gaps, a second header that differs
from the first) could be changed without notice. So the few structures are written here, and a reader rebuilds each
of them and compares. Any ZIP tool can read the result.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, Literal, Protocol

from inspect_tui.exchange.findings import SessionFileError
from inspect_tui.exchange.layout import CHUNK, MAX_FILE, MAX_NAME, MAX_PARTS, MAX_RATIO, part_limit, readable_size

Method = Literal[0, 8]
STORED: Final[Method] = 0
DEFLATED: Final[Method] = 8

LOCAL_MAGIC: Final = b"PK\x03\x04"
CENTRAL_MAGIC: Final = b"PK\x01\x02"
END_MAGIC: Final = b"PK\x05\x06"
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_VERSION: Final = 20
_MADE_BY: Final = 3 << 8 | _VERSION
_DATE: Final = 1 << 5 | 1
"""1980-01-01 in DOS form, with time 0: the archive has no clock."""
_ATTRIBUTES: Final = 0o100644 << 16
_SEAL: Final = b"sha256:"
_DIGITS: Final = 64
TAIL: Final = _END.size + len(_SEAL) + _DIGITS
"""Length of the end record with the seal."""
_SAFE_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")


def is_safe_name(name: str) -> bool:
    """Tell whether a part may have this name: no way out of a folder, on no system."""
    return len(name) <= MAX_NAME and ".." not in name and _SAFE_NAME.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the archive.

    Attributes:
        crc: CRC-32 of the content.
        packed: bytes in the archive.
        size: bytes of the content.
        offset: where the local header stands.
    """

    name: str
    method: Method
    crc: int
    packed: int
    size: int
    offset: int

    @property
    def start(self) -> int:
        """Where the member's bytes begin."""
        return self.offset + _LOCAL.size + len(self.name)

    def local(self) -> bytes:
        """Return the one local header that the member can have."""
        return (
            _LOCAL.pack(
                LOCAL_MAGIC, _VERSION, 0, self.method, 0, _DATE, self.crc, self.packed, self.size, len(self.name), 0
            )
            + self.name.encode()
        )

    def central(self) -> bytes:
        """Return the one entry in the central directory that the member can have."""
        return (
            _CENTRAL.pack(
                CENTRAL_MAGIC, _MADE_BY, _VERSION, 0, self.method, 0, _DATE, self.crc, self.packed, self.size,
                len(self.name), 0, 0, 0, 0, _ATTRIBUTES, self.offset,
            )
            + self.name.encode()
        )  # fmt: skip


def _ending(members: list[Member], offset: int) -> bytes:
    """Return the central directory and the end record up to the digits of the seal."""
    directory = b"".join(m.central() for m in members)
    count = len(members)
    return (
        directory + _END.pack(END_MAGIC, 0, 0, count, count, len(directory), offset, len(_SEAL) + _DIGITS) + _SEAL
    )  # fmt: skip


class Sink(Protocol):
    """Where bytes go; only forward."""

    def write(self, data: bytes, /) -> object:
        """Take bytes."""


class Source(Protocol):
    """Where bytes come from; only forward."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes, none at the end."""


class ContainerWriter:
    """Writes the container forward only."""

    def __init__(self, sink: Sink) -> None:
        """Start at the sink's current place."""
        self._sink = sink
        self._hash = hashlib.sha256()
        self._position = 0
        self._members: list[Member] = []

    def _put(self, data: bytes) -> None:
        self._position += len(data)
        if self._position + TAIL > MAX_FILE:
            raise SessionFileError.of("too_big", part="*", limit=readable_size(MAX_FILE))
        self._hash.update(data)
        self._sink.write(data)

    def add(self, name: str, method: Method, crc: int, packed: int, size: int, data: Iterable[bytes]) -> None:
        """Write a member whose numbers are known.

        Raises:
            ValueError: the data are not as long as was said; the archive cannot be used.
        """
        for _ in self.adding(name, method, crc, packed, size, data):
            pass

    def adding(
        self, name: str, method: Method, crc: int, packed: int, size: int, data: Iterable[bytes]
    ) -> Iterator[None]:
        """Write a member as `add` does, a piece at every step."""
        member = Member(name, method, crc, packed, size, self._position)
        self._put(member.local())
        for chunk in data:
            self._put(chunk)
            yield
        if self._position != member.start + packed:
            raise ValueError(f"{name}: {packed} bytes announced")
        self._members.append(member)

    def finish(self) -> str:
        """Write directory, end record and seal; return the SHA-256 of the whole file."""
        self._put(_ending(self._members, self._position))
        self._put(self._hash.hexdigest().encode())
        return self._hash.hexdigest()

    @property
    def sha256(self) -> str:
        """SHA-256 of all that was written."""
        return self._hash.hexdigest()


class ContainerReader:
    """Reads the container forward only, hashing every byte, and believes no header.

    All methods raise `SessionFileError` where the structure is not the one that the writer makes.
    """

    def __init__(self, file: Source, head: bytes = b"") -> None:
        """Start at the file's current place.

        Args:
            file: the bytes.
            head: what was read of the container already.
        """
        self._file = file
        self._hash = hashlib.sha256()
        self._position = 0
        self._peeked = head
        self.members: list[Member] = []
        self._names: set[str] = set()
        self.content_damaged = False
        """Some member's content is not the one of its header; the structure may be whole all the same."""

    def _read(self, size: int) -> bytes:
        data = self._peeked[:size]
        self._peeked = self._peeked[size:]
        while len(data) < size:
            more = self._file.read(size - len(data))
            if not more:
                raise SessionFileError.of("cut_short")
            data += more
        self._hash.update(data)
        self._position += size
        if self._position > MAX_FILE:
            raise SessionFileError.of("too_big", part="*", limit=readable_size(MAX_FILE))
        return data

    def _peek(self, size: int) -> bytes:
        while len(self._peeked) < size:
            more = self._file.read(size - len(self._peeked))
            if not more:
                break
            self._peeked += more
        return self._peeked[:size]

    def next_member(self) -> Member | None:
        """Return the next member, whose `chunks` must be read next, or None where the directory begins."""
        magic = self._peek(4)
        if len(magic) < 4:
            raise SessionFileError.of("cut_short")
        if magic == CENTRAL_MAGIC:
            return None
        offset = self._position
        head = self._read(_LOCAL.size)
        _, _, _, method, _, _, crc, packed, size, name_size, _ = _LOCAL.unpack(head)
        if magic != LOCAL_MAGIC or method not in (STORED, DEFLATED) or name_size > 4 * MAX_NAME:
            raise SessionFileError.of("damaged")
        raw = self._read(name_size)
        name = raw.decode("ascii", "backslashreplace")
        if not is_safe_name(name) or name in self._names:
            raise SessionFileError.of("unsafe_part", part=name)
        if len(self.members) == MAX_PARTS + 2:
            raise SessionFileError.of("too_big", part="parts", limit=str(MAX_PARTS))
        member = Member(name, method, crc, packed, size, offset)
        if member.local() != head + raw or (method == STORED and packed != size):
            raise SessionFileError.of("damaged")
        if size > part_limit(name) or size > max(packed, 1) * MAX_RATIO:
            raise SessionFileError.of("too_big", part=name, limit=readable_size(part_limit(name)))
        self.members.append(member)
        self._names.add(name)
        return member

    def chunks(self, member: Member) -> Iterator[bytes]:
        """Yield a member's content, never more than its header says.

        Content that differs from the header is given as far as it goes and sets `content_damaged`.
        """
        crc = got = 0
        for chunk in self._inflate(member) if member.method == DEFLATED else self._packed(member):
            crc = zlib.crc32(chunk, crc)
            got += len(chunk)
            yield chunk
        if crc != member.crc or got != member.size:
            self.content_damaged = True

    def _packed(self, member: Member) -> Iterator[bytes]:
        left = member.packed
        while left:
            data = self._read(min(left, CHUNK))
            left -= len(data)
            yield data

    def _inflate(self, member: Member) -> Iterator[bytes]:
        inflater = zlib.decompressobj(-15)
        left = member.size
        broken = False
        for data in self._packed(member):
            while data and not broken:
                try:
                    # One byte more than the header allows shows a stream that would go on.
                    out = inflater.decompress(data, min(left + 1, CHUNK))
                except zlib.error:
                    broken = True
                    break
                broken = len(out) > left or bool(inflater.unused_data)
                if broken:
                    break
                left -= len(out)
                if out:
                    yield out
                data = inflater.unconsumed_tail
        while not broken and not inflater.eof:
            # All input may be taken while output still waits for room.
            out = inflater.decompress(b"", min(left + 1, CHUNK))
            broken = not out or len(out) > left
            if not broken:
                left -= len(out)
                yield out
        if broken or not inflater.eof:
            self.content_damaged = True

    def finish(self) -> str:
        """Check directory, end record and seal, and that nothing follows.

        Returns:
            SHA-256 of the whole file.
        """
        ending = _ending(self.members, self._position)
        if self._read(len(ending)) != ending:
            raise SessionFileError.of("damaged")
        expected = self._hash.hexdigest().encode()
        if self._read(_DIGITS) != expected or self._peek(1) or self.content_damaged:
            raise SessionFileError.of("damaged")
        return self._hash.hexdigest()


def has_end(file: BinaryIO, size: int) -> bool:
    """Tell whether a file has its end record or the seal's place, so that damage can be told from a cut."""
    file.seek(max(0, size - 2**16))
    tail = file.read()
    if tail[-(len(_SEAL) + _DIGITS) :].startswith(_SEAL):
        return True
    place = tail.rfind(END_MAGIC)
    return 0 <= place <= len(tail) - TAIL and tail[place + _END.size :].startswith(_SEAL)


def seal_holds(file: BinaryIO, size: int) -> bool:
    """Tell whether the seal is that of the bytes before it, whatever they are."""
    file.seek(0)
    digest = hashlib.sha256()
    left = size - _DIGITS
    while left > 0 and (data := file.read(min(left, CHUNK))):
        digest.update(data)
        left -= len(data)
    return file.read(_DIGITS) == digest.hexdigest().encode()
