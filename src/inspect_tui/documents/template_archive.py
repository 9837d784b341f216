"""A Word file of an office that nobody has to trust: unpacked within bounds, and searched for what could act.

A template carries text and marks. Whatever runs, reaches outside or brings something else along is named and refused,
for a paper made from it goes to every recipient.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from inspect_tui.domain.coded_error import CodedError
from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_

MESSAGES: Final[dict[str, str]] = {
    "not_docx": N_("the template is no Word file (docx), or it has a password"),
    "damaged": N_("the template is damaged and cannot be read"),
    "too_large": N_("the template is too large"),
    "unsafe": N_("the template holds XML with a document type, in which entities could grow; it was not read"),
    "refused": N_("the template cannot be used: {lines}"),
}
MAX_FILE: Final = 20 << 20
_MAX_PARTS: Final = 2_000
_MAX_PART: Final = 16 << 20
_MAX_ALL: Final = 64 << 20
_MAX_FILLED: Final = 4 << 20
"""Of a part with marks: joining them takes eighty times its size in memory."""
_DAY: Final = (1980, 1, 1, 0, 0, 0)
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = later(r"wordprocessingml\.(?:document|template)\.main\+xml|\.macroenabled(?:template)?\.main\+xml")
_FILLED: Final = later(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml")
_MACROS: Final = ("vbaproject", "vbadata", "macroenabled", "keymapcustomizations")
_OBJECTS: Final = (
    "/oleobject", "/package", "/control", "/activexcontrolbinary", "/afchunk", "/subdocument", "/frame",
    "/attachedtemplate", "/mailmergesource", "/mailmergeheadersource",
)  # fmt: skip
"""Ends of relationship types that bring something else along."""
_OBJECT_PARTS: Final = ("/embeddings/", "/activex/", "/afchunk")
_ACTING: Final = ("object", "altChunk", "OLEObject", "control", "subDoc", "mailMerge", "attachedTemplate", "movie")
_FIELDS: Final = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "REF", "SEQ", "TOC", "STYLEREF"))
"""Field codes that only count and look up within the file; all others may read files or start programs."""


class TemplateFileError(CodedError):
    """A file that is no template, or one that cannot be used; nothing was made of it."""


class TemplateProblem(NamedTuple):
    """Something for which a template is refused.

    Attributes:
        code: a key of `templates.PROBLEMS`.
        text: where it stands, or what it is.
    """

    code: str
    text: str


def parse_xml(data: bytes | str) -> Any:
    """Return XML as a tree; nothing is looked up for it and no entity is replaced.

    Raises:
        TemplateFileError: ``damaged``.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data.encode() if isinstance(data, str) else data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise TemplateFileError("damaged") from None


class TemplateArchive:
    """The parts of a Word file, all of them unpacked and looked at.

    Attributes:
        main: the name of the part that holds the text itself.
    """

    def __init__(self, data: bytes) -> None:
        """Unpack.

        Raises:
            TemplateFileError: ``not_docx``, ``damaged``, ``too_large`` or ``unsafe``.
        """
        if len(data) > MAX_FILE:
            raise TemplateFileError("too_large")
        if not data.startswith(b"PK\x03\x04"):
            raise TemplateFileError("not_docx")
        self._parts = _unpacked(data)
        self._trees: dict[str, Any] = {}
        self.main = self._find_main()
        self._bound_filled()

    @property
    def filled(self) -> list[str]:
        """The parts in which marks are filled, the text itself first."""
        others = [name for name in self._parts if name != self.main and _FILLED.fullmatch(name)]
        return [self.main, *others]

    def _bound_filled(self) -> None:
        if any(len(self._parts[name]) > _MAX_FILLED for name in self.filled):
            raise TemplateFileError("too_large")

    def trees_of(self, data: bytes) -> list[Any]:
        """Return the filled parts of a file that was made from this one, as trees; a paper may be larger."""
        with zipfile.ZipFile(io.BytesIO(data)) as made:
            return [parse_xml(made.read(name)) for name in self.filled]

    def tree(self, name: str) -> Any:
        """Return a part of XML as a tree.

        Raises:
            TemplateFileError: ``damaged`` or ``unsafe``.
        """
        if name not in self._trees:
            content = self._parts[name]
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise TemplateFileError("unsafe")
            if b"\0" in content[:64]:
                raise TemplateFileError("damaged")
            self._trees[name] = parse_xml(content)
        return self._trees[name]

    def problems(self) -> Iterator[TemplateProblem]:
        """Yield what could act, reach outside, or brings something else along."""
        for name, content in self._parts.items():
            low = name.lower()
            if any(word in low for word in _MACROS):
                yield TemplateProblem("macro", name)
            elif any(word in f"/{low}" for word in _OBJECT_PARTS):
                yield TemplateProblem("object", name)
            if low == _TYPES.lower() and b"macroenabled" in content.lower():
                yield TemplateProblem("macro", name)
            if low.endswith(".rels"):
                yield from self._relations(name)
            elif low.endswith(".xml"):
                yield from self._elements(name)

    def with_parts(self, parts: Mapping[str, bytes]) -> bytes:
        """Return the file with other parts in place of its own, and with fixed dates: equal input gives equal bytes."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
            for name, content in self._parts.items():
                entry = zipfile.ZipInfo(name, _DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                entry.create_system = 3
                if name == _TYPES:
                    # A template (dotx) becomes a document, or Word would open an untitled copy of it.
                    content = content.replace(b"wordprocessingml.template.main+xml",
                                              b"wordprocessingml.document.main+xml")  # fmt: skip
                new.writestr(entry, parts.get(name, content))
        return stream.getvalue()

    def _find_main(self) -> str:
        if _TYPES not in self._parts:
            raise TemplateFileError("not_docx")
        for element in self.tree(_TYPES):
            kind, name = element.get("ContentType", "").lower(), element.get("PartName", "").lstrip("/")
            if _MAIN.search(kind) and name in self._parts and name.startswith("word/"):
                self.tree(name)
                return str(name)
        raise TemplateFileError("not_docx")

    def _relations(self, name: str) -> Iterator[TemplateProblem]:
        for relation in self.tree(name):
            kind, target = relation.get("Type", "").lower(), one_line(relation.get("Target", ""))[:200]
            if relation.get("TargetMode", "").lower() == "external" or "://" in target or target.startswith("\\\\"):
                yield TemplateProblem("external", target)
            elif kind.endswith(_OBJECTS):
                yield TemplateProblem("object", target)
            elif kind.endswith(_MACROS):
                yield TemplateProblem("macro", target)

    def _elements(self, name: str) -> Iterator[TemplateProblem]:
        """Yield what acts in a part, and field codes that are more than a number of a page."""
        codes: list[str] = []
        for element in self.tree(name).iter():
            tag = element.tag
            if not isinstance(tag, str):
                continue
            bare = tag.rpartition("}")[2]
            if bare in _ACTING:
                yield TemplateProblem("object", f"{name}: {bare}")
            elif tag == f"{W}fldChar":
                kind = element.get(f"{W}fldCharType", "")
                if kind == "begin":
                    codes.append("")
                elif kind in ("separate", "end") and codes:
                    # The code is whole only here: Word may cut it into many pieces.
                    yield from _code(codes[-1])
                    codes[-1] = _fine(codes[-1])
                    if kind == "end":
                        codes.pop()
            elif bare in ("instrText", "delInstrText"):
                if codes:
                    codes[-1] += element.text or ""
                else:
                    yield from _code(element.text or "")
            elif tag == f"{W}fldSimple":
                yield from _code(element.get(f"{W}instr", ""))
        for code in codes:
            yield from _code(code)


def _fine(code: str) -> str:
    return code if not code.split() or code.split()[0].upper() in _FIELDS else "PAGE"


def _code(code: str) -> Iterator[TemplateProblem]:
    words = code.split()
    if words and (words[0].upper() not in _FIELDS or "{" in code):
        yield TemplateProblem("field_code", one_line(code)[:100])


def _unpacked(data: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = _MAX_ALL
    if data.count(b"PK\x01\x02") > 2 * _MAX_PARTS:
        raise TemplateFileError("too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MAX_PARTS:
                raise TemplateFileError("too_large")
            for member in members:
                if member.flag_bits & 1:
                    raise TemplateFileError("not_docx")
                if member.is_dir():
                    continue
                name = member.filename.replace("\\", "/").lstrip("/")
                most = min(left, _MAX_PART)
                # What the file says of its own size counts for nothing.
                with archive.open(member) as part:
                    content = part.read(most + 1)
                if len(content) > most:
                    raise TemplateFileError("too_large")
                if name in parts or re.search(r"(?:^|/)\.\.(?:/|$)", name):
                    raise TemplateFileError("damaged")
                left -= len(content)
                parts[name] = content
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, struct.error, NotImplementedError,
            RuntimeError, OverflowError):  # fmt: skip
        raise TemplateFileError("damaged") from None
    return parts
