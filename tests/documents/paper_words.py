"""What the reader of a written paper reads, word by word, in each format; read by libraries that did not write it."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from pypdf import PageObject, PdfReader

from inspect_tui.documents.paper import Paper, Table, words_of
from inspect_tui.domain.labels import roman

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Piece:
    """A stretch of text on a page; its start and its base line in millimetres from the left and the top."""

    text: str
    x: float
    y: float
    font: str
    size: float


def pieces(page: PageObject) -> list[Piece]:
    """Return what stands on a page of a PDF, in the order of the file."""
    found: list[Piece] = []

    def visit(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        if text.strip() and font:
            x, y = cm[4] + tm[4], float(page.mediabox.height) - cm[5] - tm[5]
            face = str(font["/BaseFont"]).partition("+")[2]
            found.append(Piece(text.strip(), x / POINTS_PER_MM, y / POINTS_PER_MM, face, size))

    page.extract_text(visitor_text=visit)
    return found


def _split(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def _headers(paper: Paper) -> list[str]:
    """Return the letters of the header of each table."""
    tables = [block for section in paper.sections for block in section.blocks if isinstance(block, Table)]
    return [
        "".join(_split(" ".join(words_of(cell.runs) for row in one.header for cell in row.cells))) for one in tables
    ]


def _without_header(words: list[str], headers: list[str]) -> list[str]:
    """Return the words of a page without the header of a table with which it begins; its words may be broken."""
    letters = ""
    for place, word in enumerate(words[:100]):
        letters += word
        if letters in headers:
            return words[place + 1 :]
    return words


def pdf_words(data: bytes, paper: Paper) -> list[str]:
    """Return the words of a PDF without page numbers and without what is repeated at the top of a page of a table.

    A line that ends inside a word, after a hyphen or a stroke, has no space at its end.
    """
    headers = _headers(paper)
    words: list[str] = []
    for page in PdfReader(io.BytesIO(data)).pages:
        text = re.sub(r"(?<=\S[-/])\n", "", page.extract_text())
        found = text.split()
        assert found == _split(text), "the text layer is NFC"
        if pieces(page)[0].y < 20:
            found = _without_header(found[1:], headers)
        words += found
    return words


def docx_words(data: bytes) -> list[str]:
    """Return the words of a Word file, with the numbers that Word counts for its numbered paragraphs."""
    document = Document(io.BytesIO(data))
    numbering = document.part.numbering_part.element
    forms = {n.get(qn("w:abstractNumId")): n.find(f".//{qn('w:numFmt')}").get(qn("w:val"))
             for n in numbering.findall(qn("w:abstractNum"))}  # fmt: skip
    nums = {n.numId: n for n in numbering.findall(qn("w:num"))}
    lists = {s.style_id: s.element.pPr.numPr.numId.val for s in document.styles
             if s.element.find(qn("w:pPr")) is not None and s.element.pPr.numPr is not None}  # fmt: skip
    count: dict[int, int] = {}
    words: list[str] = []
    for p in document.element.body.iter(qn("w:p")):
        properties = p.pPr
        style = properties.pStyle.val if properties is not None and properties.pStyle is not None else ""
        own = properties.numPr if properties is not None else None
        key = own.numId.val if own is not None else lists.get(style)
        if key is not None:
            start = nums[key].find(f".//{qn('w:startOverride')}")
            first = int(start.get(qn("w:val"))) if start is not None else 1
            number = count[key] = count.get(key, first - 1) + 1
            form = forms[str(nums[key].abstractNumId.val)]
            words.append({"upperRoman": f"{roman(number)}.", "decimal": f"{number}."}.get(form, "-"))
        words += _split("".join(" " if e.tag == qn("w:tab") else e.text or "" for e in p.iter(qn("w:t"), qn("w:tab"))))
    return words


class PageReader(HTMLParser):
    """Collects the elements of a page and the text of its articles."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._inside = False
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = self._inside or tag == "article"
        if tag not in ("b", "i"):
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of each element of a kind."""
        return [attrs for name, attrs in self.elements if name == tag]


def html_words(data: bytes) -> list[str]:
    """Return the words of the papers on a page."""
    return _split("".join(PageReader(data).text))
