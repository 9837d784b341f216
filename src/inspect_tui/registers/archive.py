"""A zip that nobody has to trust: its parts are unpacked within bounds and checked before a reader sees them.

The reader of workbooks ends the process where memory does not reach, so what a file says of its own size counts for
nothing. And what it reads is packed anew from the parts that were looked at, so that it sees no other ones.
"""

from __future__ import annotations

import io
import struct
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from inspect_tui.registers.errors import RegisterError

MAX_PART: Final = 64 << 20
MAX_INFLATED: Final = 256 << 20
MAX_RATIO: Final = 400
RATIO_FROM: Final = 32 << 20
_MAX_PARTS: Final = 10_000
_RELATIONS: Final = "_rels/.rels"
_MAX_TREE: Final = 2 << 20
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".webp")


class Archive:
    """The parts of a zip, by name in lower case and with slashes.

    Attributes:
        file: the file's name, for errors.
        names: the names of all parts.
    """

    def __init__(self, data: bytes, file: str) -> None:
        """Read the directory.

        Raises:
            RegisterError: no zip, locked by a password, or with absurdly many parts.
        """
        self.file, self._data = file, data
        # A part takes a thousand bytes of memory and fewer than a hundred of the file.
        if data.count(b"PK\x01\x02") > 2 * _MAX_PARTS:
            raise RegisterError("too_large", name=file)
        try:
            members = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError, OverflowError):
            raise RegisterError("damaged", name=file) from None
        if len(members) > _MAX_PARTS:
            raise RegisterError("too_large", name=file)
        if any(m.flag_bits & 1 for m in members):
            raise RegisterError("protected", name=file)
        self._members = {m.filename.replace("\\", "/").lower().lstrip("/"): m for m in members}
        self.names = frozenset(self._members)
        self._left = MAX_INFLATED

    @property
    def has_pictures(self) -> bool:
        """Whether a picture is among the parts; a preview of the whole document is none."""
        return any(name.endswith(_PICTURES) and "thumbnail" not in name for name in self.names)

    @cached_property
    def main(self) -> str:
        """The part that holds an office document itself; Word on the web calls it document2. Empty where none does."""
        if _RELATIONS not in self.names:
            return ""
        for relation in self.tree(_RELATIONS):
            if relation.get("Type", "").endswith("/officeDocument"):
                part = relation.get("Target", "").lower().lstrip("/")
                return part if part in self.names else ""
        return ""

    def read(self, part: str) -> bytes:
        """Unpack one part.

        Raises:
            RegisterError: it is not there, damaged, or absurdly large.
        """
        member = self._members.get(part.lower().lstrip("/"))
        if member is None:
            raise RegisterError("damaged", name=self.file)
        packed, most = self._packed(member), min(self._left, MAX_PART)
        content = bytes(packed[: most + 1])
        if member.compress_type == zipfile.ZIP_DEFLATED:
            try:
                content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most + 1)
            except zlib.error:
                raise RegisterError("damaged", name=self.file) from None
        if len(content) > most or (len(content) > RATIO_FROM and len(content) > MAX_RATIO * len(packed)):
            raise RegisterError("too_large", name=self.file)
        if len(content) != member.file_size or zlib.crc32(content) != member.CRC:
            raise RegisterError("damaged", name=self.file)
        self._left -= len(content)
        return content

    def xml(self, part: str) -> bytes:
        """Unpack one part of XML.

        No part of an office document has a document type; with one, entities could be made to grow. Nor is one written
        in anything but UTF-8 or a code page, and in another encoding nothing could be found by its bytes.

        Raises:
            RegisterError: it is not there, damaged, unsafe, or absurdly large.
        """
        content = self.read(part)
        if b"<!DOCTYPE" in content:
            raise RegisterError("unsafe", name=self.file)
        if b"\0" in content[:64] or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise RegisterError("damaged", name=self.file)
        return content

    def tree(self, part: str) -> ElementTree.Element:
        """Unpack one small part of XML as a tree.

        Raises:
            RegisterError: it is not there, damaged, or absurdly large.
        """
        content = self.xml(part)
        if len(content) > _MAX_TREE:
            raise RegisterError("too_large", name=self.file)
        try:
            return ElementTree.fromstring(content)
        except ElementTree.ParseError:
            raise RegisterError("damaged", name=self.file) from None

    def repacked(self, parts: Iterable[str]) -> bytes:
        """Return a zip of parts that have been read, as they were packed."""
        out, directory, count = bytearray(), bytearray(), 0
        for part in parts:
            member = self._members[part]
            packed = self._packed(member)
            name = member.filename.replace("\\", "/").lstrip("/").encode()
            facts = (0x800, member.compress_type, 0, 0x21, member.CRC, len(packed), member.file_size, len(name), 0)
            directory += _CENTRAL.pack(b"PK\x01\x02", 20, 20, *facts, 0, 0, 0, 0, len(out)) + name
            out += _LOCAL.pack(b"PK\x03\x04", 20, *facts) + name + packed
            count += 1
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(out), 0)
        return bytes(out + directory + end)

    def _packed(self, member: zipfile.ZipInfo) -> memoryview:
        at, data = member.header_offset, self._data
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise RegisterError("damaged", name=self.file)
        if not 0 <= at <= len(data) - 30 or data[at : at + 4] != b"PK\x03\x04":
            raise RegisterError("damaged", name=self.file)
        name_size, extra_size = struct.unpack_from("<HH", data, at + 26)
        start = at + 30 + name_size + extra_size
        return memoryview(data)[start : start + member.compress_size]
