"""The body of a printed paper as data for the template `paper.typ`: each block with the style that Word gives it.

Shapes: a paragraph is ``{kind: "p", style, runs, anchor, keep, level, joined}``, a rule ``{kind: "rule", style,
length-mm}``, columns without lines ``{kind: "columns", widths-mm, gutter, rows, keep, page-mm}`` of cells ``{parts}``,
a table ``{kind: "table", widths-mm, header, rows, tail, …}`` of cells ``{lines, align, span, anchor, long-mm}``. Runs
are lists of a face ("", "b", "i", "bi") and pieces of text, between which a line may end; a piece in a list of its own
stands apart. Joined tells whether a paragraph stands close to the one before and to the one after. The tail of a table
is the paragraph after it, which never stands alone on a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from typing import Any, Final

from inspect_tui.documents.marks import mark_of
from inspect_tui.documents.measure import bold_width
from inspect_tui.documents.paper import (
    Block,
    Cell,
    Foot,
    Head,
    Heading,
    Item,
    Paragraph,
    Recipients,
    Row,
    Run,
    Runs,
    Section,
    Signatures,
    Signer,
    Table,
    words_of,
)
from inspect_tui.documents.print_font import in_print
from inspect_tui.documents.word_body import (
    HEAD_SHARE,
    HEADER_MM,
    MARGINS,
    RULE_SHARE,
    SHORT_LINES,
    SHORT_TEXT,
    STYLE_OF_MARK,
    paragraph_style,
    split_lines,
)
from inspect_tui.documents.word_styles import SIZE_OF, STYLES

PAGE_MM: Final = (210.0, 297.0)
CELL_INSET: Final = 2.85
"""Left and right of the text of a cell, in points: the same as in the Word table."""
GUTTER: Final = 5.75
"""Right of the text in a column of head and foot, in points: two long names side by side do not touch."""
_EM_MM: Final = 25.4 / 72
_TWIPS_PER_POINT: Final = 20
_RIGHT_TO_LEFT: Final = re.compile(r"([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff])")
_KEEPS: Final = {style.id: style.keep_next for style in STYLES}
_CLOSE: Final = {style.id: style.close for style in STYLES}

Data = dict[str, Any]
Piece = str | list[str]


def page_data() -> Data:
    """Return the page: its size, margins, and where the page number stands."""
    return {"size-mm": PAGE_MM, "margins-mm": dict(MARGINS), "number-mm": HEADER_MM}


def styles_data() -> dict[str, Data]:
    """Return the styles of Word as the template reads them: indents in points, like all else."""
    per_point = _TWIPS_PER_POINT
    return {style.id: {**asdict(style), "first": style.first / per_point, "left": style.left / per_point}
            for style in STYLES}  # fmt: skip


def _clusters(word: str) -> list[str]:
    """Return the letters of a word, each with the marks that belong to it."""
    found: list[str] = []
    for letter in word:
        if found and unicodedata.combining(letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _pieces(text: str, size: float, room: float) -> list[Piece]:
    """Return text in pieces between which a line may end: letter by letter where a word is wider than its column.

    Letters that are written from right to left stand apart, one by one and from left to right: krilla 0.8.2, which
    writes the file for typst, panics where several letters of a stretch run from right to left.
    """
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return _broken(text, size, room)
    pieces: list[Piece] = []
    for part in _RIGHT_TO_LEFT.split(text):
        pieces += [[part]] if _RIGHT_TO_LEFT.match(part) else _broken(part, size, room) if part else []
    return pieces


def _broken(text: str, size: float, room: float) -> list[Piece]:
    longest = int(room / (size * _EM_MM))
    if len(text) <= longest:
        return [text]
    pieces: list[Piece] = []
    for place, part in enumerate(re.split(rf"(\S{{{longest + 1},}})", text)):
        # A hyphen inside a word is a place to break it already.
        segments = re.findall(r"[^-]*-+|[^-]+", part) if place % 2 else []
        if any(bold_width(segment, size) > room for segment in segments):
            for segment in segments:
                pieces += _clusters(segment) if bold_width(segment, size) > room else [segment]
        elif part:
            pieces.append(part)
    return pieces


class PrintBody:
    """Turns the blocks of one section into data.

    Attributes:
        wide: the width of its text in millimetres.
        tall: the height of its text in millimetres.
    """

    def __init__(self, *, landscape: bool) -> None:
        """Work out the room that a page has."""
        across, down = reversed(PAGE_MM) if landscape else PAGE_MM
        margins = dict(MARGINS)
        self.wide = across - margins["left"] - margins["right"]
        self._half = self.wide / 2 - GUTTER * _EM_MM
        self.tall = down - margins["top"] - margins["bottom"]

    def blocks(self, section: Section) -> list[Data]:
        """Return the section's blocks."""
        blocks = list(chain.from_iterable(map(self._block, section.blocks)))
        for place in range(len(blocks) - 2, -1, -1):
            table, after = blocks[place : place + 2]
            if table["kind"] == "table" and after["kind"] == "p" and not after["keep"]:
                table["tail"] = after
                del blocks[place + 1]
        return blocks

    def _block(self, block: Block) -> Iterator[Data]:
        match block:
            case Head():
                yield self._head(block)
            case Paragraph():
                yield from self._paragraph(block)
            case Heading():
                words: Runs = (Run(mark_of(block) + block.text),)
                yield from self._lines(f"Heading{block.level}", words, level=block.level)
            case Item():
                words = (Run(mark_of(block)), *block.runs)
                style = STYLE_OF_MARK[block.mark]
                yield from self._lines(style, words, anchor=block.anchor, more="BodyText", keep=block.keep_next)
            case Table():
                yield self._table(block)
            case Signatures():
                yield self._halves(self._signer(block.left), self._signer(block.right))
            case Recipients():
                yield from self._recipients(block, self.wide)
            case Foot():
                left = list(self._recipients(block.recipients, self._half)) if block.recipients is not None else []
                yield self._halves(left, self._signer(block.signer))

    def _runs(self, runs: Runs, size: float, room: float) -> list[list[Piece]]:
        return [
            ["b" * run.bold + "i" * run.italic, *_pieces(in_print(run.text), size, room)] for run in runs if run.text
        ]

    def _lines(
        self, style: str, runs: Runs, *, anchor: str = "", more: str = "", keep: bool = False, level: int = 0,
        room: float = 0,
    ) -> Iterator[Data]:  # fmt: skip
        """Yield a paragraph for each line, kept together as Word keeps them (`word_body.BodyWriter`)."""
        lines = split_lines(runs)
        short = len(lines) <= SHORT_LINES and len(words_of(runs)) <= SHORT_TEXT
        close = _CLOSE[style] and not more
        for place, line in enumerate(lines):
            name = style if place == 0 else more or style
            together = keep if place == len(lines) - 1 else short
            yield {
                "kind": "p", "style": name, "runs": self._runs(line, SIZE_OF[name], room or self.wide),
                "anchor": anchor, "keep": together or _KEEPS[name], "level": level if place == 0 else 0,
                "joined": [close and place > 0, close and place < len(lines) - 1],
            }  # fmt: skip

    def _paragraph(self, block: Paragraph) -> Iterator[Data]:
        style = paragraph_style(block)
        level = 1 if block.role == "annex-label" else 0
        yield from self._lines(style, block.runs, anchor=block.anchor, keep=block.keep_next, level=level)
        if block.role == "subject":
            yield _rule("SubjectRule", min(bold_width(words_of(block.runs), SIZE_OF[style]), self.wide) * RULE_SHARE)

    def _head(self, head: Head) -> Data:
        widths = self.wide * HEAD_SHARE, self.wide * (1 - HEAD_SHARE)
        left, right = (width - GUTTER * _EM_MM for width in widths)
        issuer = min(bold_width(head.issuer, SIZE_OF["IssuingBody"]), left) * RULE_SHARE

        def lines(style: str, text: str, room: float) -> Iterator[Data]:
            return self._lines(style, (Run(text),), room=room)

        bodies = list(lines("SuperiorBody", head.superior, left)) if head.superior else []
        bodies += [*lines("IssuingBody", head.issuer, left), _rule("Rule", issuer)]
        state = [*lines("NationalTitle", head.national_title, right), *lines("Motto", head.motto, right)]
        state.append(_rule("Rule", bold_width(head.motto, SIZE_OF["Motto"])))
        number = list(lines("NumberSymbol", head.number, left))
        if head.draft:
            number += lines("DraftMark", head.draft, left)
        place = list(lines("PlaceDate", head.place_date, right))
        return self._columns(widths, [[bodies, state], [number, place]], keep=False)

    def _signer(self, signer: Signer) -> list[Data]:
        title = self._lines("SignerTitle", (Run(signer.title),), room=self._half)
        return [*title, *self._lines("SignerName", (Run(signer.name),), room=self._half)]

    def _recipients(self, block: Recipients, room: float) -> Iterator[Data]:
        yield from self._lines("RecipientsHead", (Run(block.title),), room=room)
        for line in block.lines:
            yield from self._lines("RecipientsList", (Run(f"- {line}"),), room=room)

    def _halves(self, left: list[Data], right: list[Data]) -> Data:
        return self._columns((self.wide / 2, self.wide / 2), [[left, right]], keep=True)

    def _columns(self, widths: tuple[float, ...], rows: list[list[list[Data]]], *, keep: bool) -> Data:
        cells = [[{"parts": parts} for parts in row] for row in rows]
        return {
            "kind": "columns", "widths-mm": widths, "gutter": GUTTER, "rows": cells, "keep": keep, "page-mm": self.tall,
        }  # fmt: skip

    def _table(self, table: Table) -> Data:
        return {
            "kind": "table", "widths-mm": table.widths, "style": "TableText", "head-style": "TableHead",
            "inset": CELL_INSET, "page-mm": self.tall, "after": SIZE_OF["AfterTable"], "tail": None,
            "header": [list(self._row(table, row, "TableHead")) for row in table.header],
            "rows": [list(self._row(table, row, "TableText")) for row in table.rows],
        }  # fmt: skip

    def _row(self, table: Table, row: Row, style: str) -> Iterator[Data]:
        column, size = 0, SIZE_OF[style]
        for cell in row.cells:
            width = sum(table.widths[column : column + cell.span])
            room = width - 2 * CELL_INSET * _EM_MM
            column += cell.span
            yield {
                "lines": [self._runs(line, size, room) for line in split_lines(cell.runs)],
                "align": "center" if style == "TableHead" else cell.align, "span": cell.span, "anchor": row.anchor,
                "long-mm": width if self._may_be_long(cell, size, room) else 0,
            }  # fmt: skip

    def _may_be_long(self, cell: Cell, size: float, room: float) -> bool:
        """Tell whether a cell could be higher than half a page: with the widest letters, and lines half full."""
        text = words_of(cell.runs)
        lines = 2 * len(text) * size * _EM_MM / room + text.count("\n") + 1
        return lines * size * _EM_MM * 1.3 > self.tall / 2


def _rule(style: str, length: float) -> Data:
    return {"kind": "rule", "style": style, "length-mm": round(length, 2)}
