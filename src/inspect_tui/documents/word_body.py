"""The body of a Word file: each block as WordprocessingML, user text escaped in one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

from inspect_tui.documents.measure import bold_width
from inspect_tui.documents.paper import (
    Block,
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
    point_letter,
    words_of,
)
from inspect_tui.documents.word_styles import CLAUSES, DASHES, HEADINGS, SIZE_OF, TITLED
from inspect_tui.documents.word_tables import cell_xml, columns, table_xml, twips

TEXT_MM: Final = 160.0
LANDSCAPE_MM: Final = 247.0
HEAD_SHARE: Final = 66 / 160
"""The left column of the head: the right one must hold the national title on one line."""
RULE_SHARE: Final = 0.4
"""A rule under bodies and subject: between a third and a half of the text's length."""

STYLE_OF_ROLE: Final = {
    "name": "PaperName", "subject": "Subject", "body": "BodyText", "small": "SmallLine", "end": "ClosingLine",
    "annex-label": "AnnexLabel", "annex-title": "AnnexTitle", "annex-reference": "AnnexReference",
    "annex-end": "AnnexEnd", "revision": "RevisionLine", "addressee": "Addressee",
}  # fmt: skip
STYLE_OF_MARK: Final = {"clause": "ListNumber", "point": "Point", "dash": "DashLine"}
MARGINS: Final = (("top", 20), ("right", 20), ("bottom", 20), ("left", 30))
HEADER_MM: Final = 10
SHORT_LINES: Final = 3
SHORT_TEXT: Final = 300
"""An item of no more lines and characters stays on one page; LibreOffice would move a longer one whole."""
KEEP: Final = "<w:keepNext/>"


def split_lines(runs: Runs) -> list[Runs]:
    """Return runs line by line; a line end inside a run ends the line, and blank lines are left out."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for place, text in enumerate(run.text.split("\n")):
            if place:
                lines.append([])
            if text:
                lines[-1].append(Run(text, run.bold, run.italic))
    full = [tuple(line) for line in lines if words_of(tuple(line)).strip()]
    return full or [()]


def paragraph_style(block: Paragraph) -> str:
    """Return the style of a paragraph; several addressees stand one under the other."""
    several = block.role == "addressee" and len(split_lines(block.runs)) > 1
    return "AddresseeList" if several else STYLE_OF_ROLE[block.role]


def _text(text: str) -> str:
    return "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")
    )


def _run(run: Run) -> str:
    faces = ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
    return f"<w:r>{f'<w:rPr>{faces}</w:rPr>' if faces else ''}{_text(run.text)}</w:r>"


class BodyWriter:
    """Writes sections as XML and keeps count of what must be unique: bookmarks and numberings.

    Attributes:
        starts: the numberings that begin again, for the numbering part.
    """

    def __init__(self, header_references: str) -> None:
        """Keep the references to the headers, which every section carries."""
        self.starts: dict[int, tuple[int, int]] = {}
        self._references = header_references
        self._bookmarks = 0
        self._width = TEXT_MM
        self._last: dict[int, tuple[int, int]] = {HEADINGS: (HEADINGS, 0), TITLED: (TITLED, 0), CLAUSES: (CLAUSES, 0)}

    def section(self, section: Section, *, last: bool) -> str:
        """Return a section; its properties stand in its last paragraph, the last section's in the body."""
        self._width = LANDSCAPE_MM if section.landscape else TEXT_MM
        end = self._properties(landscape=section.landscape)
        groups = list(_together(section.blocks))
        body = [self._block(group[0]) if len(group) == 1 else self._sign_off(group) for group in groups[:-1]]
        closing = groups[-1]
        if isinstance(closing[0], Paragraph):
            body.append(self._paragraph(closing[0], "" if last else end))
        else:
            written = self._sign_off(closing) if len(closing) > 1 else self._block(closing[0])
            # A table may not be the last of a section.
            body += [written, self._p("SectionEnd", "", "" if last else end)]
        return "".join(body) + (end if last else "")

    def _properties(self, *, landscape: bool) -> str:
        wide, tall = twips(297 if landscape else 210), twips(210 if landscape else 297)
        turned = ' w:orient="landscape"' if landscape else ""
        margins = " ".join(f'w:{side}="{twips(size)}"' for side, size in MARGINS)
        return (
            f'<w:sectPr>{self._references}<w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{tall}"{turned}/>'
            f'<w:pgMar {margins} w:header="{twips(HEADER_MM)}" w:footer="{twips(HEADER_MM)}" w:gutter="0"/>'
            '<w:pgNumType w:start="1"/><w:cols w:space="720"/><w:titlePg/></w:sectPr>'
        )

    def _block(self, block: Block) -> str:
        match block:
            case Head():
                return self._head(block)
            case Paragraph():
                return self._paragraph(block)
            case Heading():
                key = HEADINGS if block.level == 1 else TITLED
                number = self._number(key, block.number)
                return self._lines(f"Heading{block.level}", (Run(block.text),), first=number)
            case Item():
                return self._item(block)
            case Table():
                return self._table(block) + self._p("AfterTable", "")
            case Signatures() | Foot():
                return self._sign_off((block,))
            case Recipients():
                return self._recipients(block)

    def _number(self, key: int, number: int) -> str:
        """Return the properties of a number that follows the last one, or of one that begins again."""
        current, before = self._last[key]
        if number != before + 1:
            current = DASHES + 1 + len(self.starts)
            self.starts[current] = (key, number)
        self._last[key] = (current, number)
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{current}"/></w:numPr>'

    def _bookmark(self, anchor: str) -> tuple[str, str]:
        if not anchor:
            return "", ""
        self._bookmarks += 1
        key = self._bookmarks
        return f'<w:bookmarkStart w:id="{key}" w:name="_{anchor}"/>', f'<w:bookmarkEnd w:id="{key}"/>'

    def _p(self, style: str, content: str, properties: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'

    def _lines(self, style: str, runs: Runs, *, anchor: str = "", first: str = "", more: str = "",
               keep: bool = False, end: str = "") -> str:  # fmt: skip
        """Return a paragraph for each line.

        Args:
            style: the style of the first line.
            runs: the text.
            anchor: the record that it holds.
            first: further properties of the first line.
            more: the style of further lines; empty takes that of the first.
            keep: whether the last line stays with what follows; the lines of a short item stay together anyway.
            end: section properties in the last line.
        """
        start, stop = self._bookmark(anchor)
        lines = split_lines(runs)
        short = len(lines) <= SHORT_LINES and len(words_of(runs)) <= SHORT_TEXT
        written = []
        for place, line in enumerate(lines):
            final = place == len(lines) - 1
            content = (start if place == 0 else "") + "".join(_run(run) for run in line) + (stop if final else "")
            together = keep if final else short
            properties = (KEEP if together else "") + (first if place == 0 else "") + (end if final else "")
            written.append(self._p(style if place == 0 else more or style, content, properties))
        return "".join(written)

    def _paragraph(self, block: Paragraph, end: str = "") -> str:
        style = paragraph_style(block)
        text = self._lines(style, block.runs, anchor=block.anchor, keep=block.keep_next, end=end)
        if block.role != "subject":
            return text
        length = min(bold_width(words_of(block.runs), SIZE_OF[style]), self._width) * RULE_SHARE
        return text + self._rule("SubjectRule", length, self._width)

    def _rule(self, style: str, length: float, column: float) -> str:
        """Return a line as a paragraph border: it keeps its place when the text is edited, as a drawn line does not."""
        side = twips((column - length) / 2)
        border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        return self._p(style, "", f'{border}<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>')

    def _item(self, item: Item) -> str:
        runs, first = item.runs, ""
        if item.mark == "clause":
            first = self._number(CLAUSES, item.number)
        elif item.mark == "point":
            runs = (Run(f"{point_letter(item.number)}) "), *runs)
        style = STYLE_OF_MARK[item.mark]
        return self._lines(style, runs, anchor=item.anchor, first=first, more="BodyText", keep=item.keep_next)

    def _head(self, head: Head) -> str:
        left = self._width * HEAD_SHARE
        right = self._width - left
        issuer = min(bold_width(head.issuer, SIZE_OF["IssuingBody"]), left) * RULE_SHARE
        motto = bold_width(head.motto, SIZE_OF["Motto"])
        bodies = self._lines("SuperiorBody", (Run(head.superior),)) if head.superior else ""
        bodies += self._lines("IssuingBody", (Run(head.issuer),)) + self._rule("Rule", issuer, left)
        state = self._lines("NationalTitle", (Run(head.national_title),)) + self._lines("Motto", (Run(head.motto),))
        state += self._rule("Rule", motto, right)
        number = self._lines("NumberSymbol", (Run(head.number),))
        if head.draft:
            number += self._lines("DraftMark", (Run(head.draft),))
        rows = (bodies, state), (number, self._lines("PlaceDate", (Run(head.place_date),)))
        return self._borderless((left, right), rows)

    def _sign_off(self, blocks: Sequence[Block]) -> str:
        """Return the signatures and what stands under them as one table.

        LibreOffice keeps the rows of a table on one page, but not a table with the paragraph behind it.
        """
        rows: list[tuple[str, ...]] = []
        for block in blocks:
            match block:
                case Signatures():
                    rows.append((self._signer(block.left), self._signer(block.right)))
                case Foot():
                    left = self._recipients(block.recipients) if block.recipients else self._p("BodyText", "")
                    rows.append((left, self._signer(block.signer)))
                case _:
                    rows.append((self._block(block),))
        return self._borderless((self._width / 2, self._width / 2), tuple(rows))

    def _signer(self, signer: Signer) -> str:
        return self._lines("SignerTitle", (Run(signer.title),)) + self._lines("SignerName", (Run(signer.name),))

    def _recipients(self, block: Recipients) -> str:
        lines = "".join(self._lines("RecipientsList", (Run(f"- {line}"),)) for line in block.lines)
        return self._lines("RecipientsHead", (Run(block.title),)) + lines

    def _borderless(self, widths: tuple[float, ...], rows: tuple[tuple[str, ...], ...]) -> str:
        flush = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        written = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(cell_xml(width, content, span) for width, content, span in columns(widths, row))
            + "</w:tr>"
            for row in rows
        )
        return table_xml("TableNormal", widths, flush, written)

    def _table(self, table: Table) -> str:
        last = len(table.rows) - 1
        header = "".join(self._row(table, row, header=True) for row in table.header)
        rows = "".join(self._row(table, row, keep=place == last) for place, row in enumerate(table.rows))
        return table_xml("TableGrid", table.widths, "", header + rows)

    def _row(self, table: Table, row: Row, *, header: bool = False, keep: bool = False) -> str:
        start, stop = self._bookmark(row.anchor)
        style = "TableHead" if header else "TableText"
        cells = []
        column = 0
        for place, cell in enumerate(row.cells):
            centre = '<w:jc w:val="center"/>' if cell.align == "center" and not header else ""
            title = KEEP if keep or cell.span > 1 else ""
            lines = [
                self._p(style, "".join(_run(run) for run in line), title + centre) for line in split_lines(cell.runs)
            ]
            if place == 0:
                lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{start}", 1)
            if place == len(row.cells) - 1:
                lines[-1] = lines[-1].removesuffix("</w:p>") + f"{stop}</w:p>"
            width = sum(table.widths[column : column + cell.span])
            cells.append(cell_xml(width, "".join(lines), cell.span, middle=header))
            column += cell.span
        again = "<w:tblHeader/>" if header else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{''.join(cells)}</w:tr>"


def _together(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield each block alone, and signatures together with the recipients and small lines behind them."""
    place = 0
    while place < len(blocks):
        stop = place + 1
        if isinstance(blocks[place], (Signatures, Foot)):
            while stop < len(blocks) and _is_under_signatures(blocks[stop]):
                stop += 1
        yield blocks[place:stop]
        place = stop


def _is_under_signatures(block: Block) -> bool:
    return isinstance(block, Recipients) or (isinstance(block, Paragraph) and block.role == "small")
