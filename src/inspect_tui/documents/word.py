"""A paper as a Word file, read back before it is handed out.

python-docx is imported where it is used: commands that write no paper do not pay for it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any, Final

from inspect_tui.documents.check import DocumentError, missing
from inspect_tui.documents.paper import Paper, printable
from inspect_tui.documents.word_body import BodyWriter
from inspect_tui.documents.word_styles import NAMESPACES, numbering_xml, styles_xml
from inspect_tui.domain.vietnamese import one_line

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _START, _STOP = f"{_W}t", f"{_W}bookmarkStart", f"{_W}bookmarkEnd"
_SPACES: Final = (f"{_W}p", f"{_W}tab", f"{_W}br")
_UNUSED: Final = ("stylesWithEffects", "customXml", "thumbnail", "extended-properties", "fontTable", "webSettings")
_TITLE_MAX: Final = 255


def write_docx(paper: Paper) -> bytes:
    """Return the paper as a docx; equal papers give equal bytes.

    Raises:
        DocumentError: the file, read back, lacks something that it must hold.
    """
    data = _build(paper)
    lacking = missing(paper.must_hold, read_anchors(data))
    if lacking:
        raise DocumentError(lacking)
    return data


def read_anchors(data: bytes) -> dict[str, str]:
    """Return the text of each anchored block of a docx, as a reader of the file finds it."""
    from docx import Document

    open_now: dict[str, list[str]] = {}
    found: dict[str, list[str]] = {}
    for element in Document(io.BytesIO(data)).element.body.iter():
        if element.tag == _TEXT:
            for texts in open_now.values():
                texts.append(element.text or "")
        elif element.tag in _SPACES:
            for texts in open_now.values():
                texts.append(" ")
        elif element.tag == _START:
            texts = found.setdefault(element.get(f"{_W}name").removeprefix("_"), [])
            open_now[element.get(f"{_W}id")] = texts
        elif element.tag == _STOP:
            open_now.pop(element.get(f"{_W}id"), None)
    return {name: "".join(texts) for name, texts in found.items()}


def _build(paper: Paper) -> bytes:
    from docx import Document

    document = Document()
    writer = BodyWriter(_headers(document))
    last = len(paper.sections) - 1
    body = "".join(writer.section(section, last=place == last) for place, section in enumerate(paper.sections))
    # Moving thousands of nodes into python-docx's own tree takes quadratic time: the parts are put into the archive.
    parts = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles_xml(paper.language),
        "word/numbering.xml": numbering_xml(writer.starts),
        "word/settings.xml": _settings_xml(paper.language),
    }
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_UNUSED)]:
            del rels[key]
    _describe(document.core_properties, paper)
    stream = io.BytesIO()
    document.save(stream)
    return _archive(stream, parts)


def _headers(document: Any) -> str:
    """Put the page number into the header of all pages but the first; return the references to both headers."""
    from docx.oxml.parser import parse_xml

    section = document.sections[0]
    section.different_first_page_header_footer = True
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    style = '<w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    for header, content in ((section.header, field), (section.first_page_header, "")):
        header.is_linked_to_previous = False
        _replace(header._element, parse_xml(f"<w:hdr {NAMESPACES}><w:p>{style}{content}</w:p></w:hdr>"))
    return "".join(
        f'<w:headerReference w:type="{ref.get(f"{_W}type")}" r:id="{ref.rId}"/>'
        for ref in section._sectPr.findall(f"{_W}headerReference")
    )


def _replace(old: Any, new: Any) -> None:
    for child in list(old):
        old.remove(child)
    old.extend(list(new))


def _settings_xml(language: str) -> str:
    """Return settings without which Word opens the file in a mode of compatibility with older editions."""
    tag = "vi-VN" if language == "vi" else "en-GB"
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{tag}"/><w:decimalSymbol w:val="{"," if language == "vi" else "."}"/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    )


def file_title(paper: Paper) -> str:
    """Return the title for the file's properties."""
    return one_line(printable(paper.title))[:_TITLE_MAX]


def file_moment(paper: Paper) -> datetime:
    """Return when the file says that it was made: on the day of which the paper speaks."""
    day = paper.day if paper.day is not None and paper.day.year >= 1980 else None
    return datetime(day.year, day.month, day.day) if day else datetime(2000, 1, 1)


def _describe(properties: Any, paper: Paper) -> None:
    moment = file_moment(paper)
    properties.title = file_title(paper)
    properties.author = properties.last_modified_by = "inspect-tui"
    properties.comments = properties.keywords = ""
    properties.language = "vi-VN" if paper.language == "vi" else "en-GB"
    properties.created = properties.modified = moment
    properties.revision = 1


def _archive(saved: IO[bytes], parts: Mapping[str, str]) -> bytes:
    """Return the archive with our own parts, and with fixed dates: one paper is one file however often it is written.

    Args:
        saved: the archive as python-docx saves it.
        parts: the XML of the parts to put in place of its own.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            new.writestr(entry, f"{_DECLARATION}{parts[name]}".encode() if name in parts else old.read(name))
    return stream.getvalue()
