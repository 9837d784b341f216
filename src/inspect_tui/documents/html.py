"""Papers as one self-contained HTML file for reading: no script, nothing fetched, read back before it is handed out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from html.parser import HTMLParser
from typing import Final

from inspect_tui.documents.check import DocumentError, missing
from inspect_tui.documents.html_style import style_sheet
from inspect_tui.documents.marks import mark_of
from inspect_tui.documents.paper import (
    Block,
    Cell,
    Foot,
    Head,
    Heading,
    Item,
    Paper,
    Paragraph,
    Recipients,
    Row,
    Run,
    Runs,
    Section,
    Signatures,
    Signer,
    Table,
)
from inspect_tui.documents.word import file_title
from inspect_tui.documents.word_body import STYLE_OF_MARK, TEXT_MM, paragraph_style, split_lines
from inspect_tui.locale import Catalog

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_VOID: Final = frozenset({"meta", "br", "col", "hr", "link", "img", "input"})
_INLINE: Final = frozenset({"b", "i", "span", "a"})
_TABLE_REM: Final = 45.0
"""How wide a table as wide as a page's text is at least, so that its words stay readable on a phone."""


def write_html(papers: Sequence[Paper]) -> bytes:
    """Return the papers as one page; equal papers give equal bytes.

    An anchor is an id, ``task_12``; where there are several papers it has the paper's place before it, ``p2-task_12``.

    Raises:
        DocumentError: the page, read back, lacks something that one of the papers must hold.
        ValueError: there is no paper.
    """
    if not papers:
        raise ValueError("there is no paper to write")
    several = len(papers) > 1
    bodies = [
        PaperWriter(paper, f"p{place}-" if several else "", 1 if several else 0).article(f"p{place}")
        for place, paper in enumerate(papers, start=1)
    ]
    page = _page(papers, bodies)
    found = read_ids(page)
    lacking = [
        one
        for place, paper in enumerate(papers, start=1)
        for one in missing(paper.must_hold, _of_paper(found, f"p{place}-" if several else ""))
    ]
    if lacking:
        raise DocumentError(lacking)
    return page.encode()


def _page(papers: Sequence[Paper], bodies: Iterable[str]) -> str:
    language = papers[0].language
    titles = [escape(file_title(paper)) for paper in papers]
    contents = ""
    if len(papers) > 1:
        links = "".join(f'<li><a href="#p{place}">{title}</a></li>\n' for place, title in enumerate(titles, start=1))
        name = escape(Catalog(language).t("Papers"))
        contents = f'<nav aria-labelledby="papers"><h1 id="papers">{name}</h1>\n<ul>\n{links}</ul></nav>\n'
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{' · '.join(titles)}</title>\n<style>\n{style_sheet()}</style>\n</head>\n<body>\n{contents}<main>\n"
        f"{''.join(bodies)}</main>\n</body>\n</html>\n"
    )


class PaperWriter:
    """Writes one paper and keeps count of what must be unique: ids and the numbers of tables."""

    def __init__(self, paper: Paper, prefix: str, deeper: int) -> None:
        """Take a paper.

        Args:
            paper: the paper.
            prefix: what stands before its ids.
            deeper: by how many levels its headings are lowered.
        """
        self._paper = paper
        self._catalog = Catalog(paper.language)
        self._prefix = prefix
        self._deeper = deeper
        self._ids: dict[str, int] = {}
        self._tables = 0

    def article(self, name: str) -> str:
        """Return the whole paper under an id."""
        sections = "".join(map(self._section, self._paper.sections))
        label, language = escape(file_title(self._paper)), escape(self._paper.language)
        return f'<article id="{name}" lang="{language}" aria-label="{label}">\n{sections}</article>\n'

    def _section(self, section: Section) -> str:
        shape = ' class="wide"' if section.landscape else ""
        return f"<section{shape}>\n{''.join(map(self._block, section.blocks))}</section>\n"

    def _block(self, block: Block) -> str:
        match block:
            case Head():
                return self._head(block)
            case Paragraph():
                level = {"name": 1, "annex-label": 2}.get(block.role, 0)
                return self._lines(paragraph_style(block), block.runs, anchor=block.anchor, level=level)
            case Heading():
                words: Runs = (Run(mark_of(block) + block.text),)
                return self._lines(f"Heading{block.level}", words, level=block.level + 1)
            case Item():
                words = (Run(mark_of(block)), *block.runs)
                return self._lines(STYLE_OF_MARK[block.mark], words, anchor=block.anchor, more="BodyText")
            case Table():
                return self._table(block)
            case Signatures():
                return _halves(self._signer(block.left), self._signer(block.right))
            case Recipients():
                return f"<div>\n{self._recipients(block)}</div>\n"
            case Foot():
                left = self._recipients(block.recipients) if block.recipients is not None else ""
                return _halves(left, self._signer(block.signer))

    def _id(self, anchor: str) -> str:
        """Return the attribute of an anchor; one that comes again gets its count behind it, for ids are unique."""
        if not anchor:
            return ""
        count = self._ids[anchor] = self._ids.get(anchor, 0) + 1
        again = f".{count}" if count > 1 else ""
        return f' id="{escape(self._prefix + anchor + again)}"'

    def _lines(self, style: str, runs: Runs, *, anchor: str = "", more: str = "", level: int = 0) -> str:
        """Return a paragraph for each line, or a heading where a level is given."""
        lines = split_lines(runs)
        tag = f"h{level + self._deeper}" if level else "p"
        own = self._id(anchor) if len(lines) == 1 else ""
        written = [f'<{tag} class="{style}"{own}>{_inline(lines[0])}</{tag}>\n']
        written += [f'<p class="{more or style}">{_inline(line)}</p>\n' for line in lines[1:]]
        text = "".join(written)
        return f"<div{self._id(anchor)}>\n{text}</div>\n" if anchor and not own else text

    def _head(self, head: Head) -> str:
        bodies = self._line("SuperiorBody", head.superior) + self._line("IssuingBody", head.issuer)
        state = self._line("NationalTitle", head.national_title) + self._line("Motto", head.motto)
        number = self._line("NumberSymbol", head.number) + self._line("DraftMark", head.draft)
        cells = (bodies, state, number, self._line("PlaceDate", head.place_date))
        return f'<header class="head">\n{"".join(f"<div>{cell}</div>" for cell in cells)}</header>\n'

    def _line(self, style: str, text: str) -> str:
        return self._lines(style, (Run(text),)) if text else ""

    def _signer(self, signer: Signer) -> str:
        return self._lines("SignerTitle", (Run(signer.title),)) + self._lines("SignerName", (Run(signer.name),))

    def _recipients(self, block: Recipients) -> str:
        return self._line("RecipientsHead", block.title) + "".join(
            self._line("RecipientsList", f"- {line}") for line in block.lines
        )

    def _table(self, table: Table) -> str:
        self._tables += 1
        total = sum(table.widths)
        columns = "".join(f'<col style="width: {100 * width / total:.2f}%">' for width in table.widths)
        label = escape(self._catalog.t("Table {number}", number=self._tables))
        head = "".join(self._row(row, header=True) for row in table.header)
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">\n'
            f'<table style="min-width: {_TABLE_REM * total / TEXT_MM:.1f}rem"><colgroup>{columns}</colgroup>\n'
            f"<thead>\n{head}</thead>\n{self._groups(table)}</table></div>\n"
        )

    def _groups(self, table: Table) -> str:
        """Return the rows; each title row begins a group of its own, so that it is the head of what follows."""
        groups: list[list[str]] = [[]]
        for row in table.rows:
            if len(row.cells) == 1 and row.cells[0].span > 1 and groups[-1]:
                groups.append([])
            groups[-1].append(self._row(row))
        return "".join(f"<tbody>\n{''.join(rows)}</tbody>\n" for rows in groups)

    def _row(self, row: Row, *, header: bool = False) -> str:
        cells = []
        for place, cell in enumerate(row.cells):
            scope = (
                "col" if header else "rowgroup" if len(row.cells) == 1 and cell.span > 1 else "row" if not place else ""
            )
            cells.append(self._cell(cell, scope, header=header))
        return f"<tr{self._id(row.anchor)}>{''.join(cells)}</tr>\n"

    def _cell(self, cell: Cell, scope: str, *, header: bool) -> str:
        tag = "th" if scope else "td"
        scopes = f' scope="{scope}"' if scope else ""
        spans = f' colspan="{cell.span}"' if cell.span > 1 else ""
        centre = ' class="center"' if header or cell.align == "center" else ""
        text = self._lines("TableHead" if header else "TableText", cell.runs) if cell.runs else ""
        return f"<{tag}{scopes}{spans}{centre}>{text}</{tag}>"


def _halves(left: str, right: str) -> str:
    return f'<div class="halves">\n<div>{left}</div><div>{right}</div></div>\n'


def _inline(runs: Runs) -> str:
    written = []
    for run in runs:
        text = escape(run.text)
        text = f"<i>{text}</i>" if run.italic else text
        written.append(f"<b>{text}</b>" if run.bold else text)
    return "".join(written)


class _Reader(HTMLParser):
    """Collects the text inside each element that has an id."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}
        self._open: list[list[str] | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.handle_data(" ")
        if tag in _VOID:
            return
        name = dict(attrs).get("id")
        # The article's own id holds the whole paper: its text is not collected a second time.
        self._open.append(self.found.setdefault(name, []) if name and tag not in ("article", "h1") else None)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for texts in self._open:
            if texts is not None:
                texts.append(data)


def read_ids(page: str) -> dict[str, str]:
    """Return the text of each record's element of a page, as a reader of the file finds it."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return {name: "".join(texts) for name, texts in reader.found.items()}


def _of_paper(found: dict[str, str], prefix: str) -> dict[str, str]:
    """Return the texts of one paper by anchor; a record that stands in several places has them all."""
    texts: dict[str, str] = {}
    for name, text in found.items():
        if name.startswith(prefix):
            anchor = name.removeprefix(prefix).partition(".")[0]
            texts[anchor] = f"{texts[anchor]} {text}" if anchor in texts else text
    return texts
