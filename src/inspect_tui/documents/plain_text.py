"""A paper as plain text, line by line: what is looked at on screen before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from inspect_tui.documents.marks import mark_of
from inspect_tui.documents.paper import (
    Block,
    Foot,
    Head,
    Heading,
    Item,
    Paper,
    Paragraph,
    Recipients,
    Row,
    Section,
    Signatures,
    Signer,
    Table,
    words_of,
)

Look = Literal["body", "center", "title", "heading", "item", "head", "row", "muted", "blank"]

_CENTRED: Final = ("revision", "addressee", "annex-label", "annex-reference")
_TITLES: Final = ("name", "subject", "annex-title")
BETWEEN: Final = " │ "
"""Between the cells of a row."""


class PlainLine(NamedTuple):
    """A paragraph of a paper, not wrapped.

    Attributes:
        text: without line ends.
        look: what it is, for whoever draws it.
    """

    text: str
    look: Look = "body"


def plain_lines(paper: Paper) -> Iterator[PlainLine]:
    """Yield the text of a paper from its head to its last annex; every word of it, and the numbers of its items."""
    for place, section in enumerate(paper.sections):
        if place:
            yield PlainLine("", "blank")
        yield from _of_section(section)


def _of_section(section: Section) -> Iterator[PlainLine]:
    for block in section.blocks:
        for text, look in _of_block(block):
            for line in text.split("\n"):
                if line.strip():
                    yield PlainLine(" ".join(line.split()), look)
        if isinstance(block, (Head, Table)) or (isinstance(block, Paragraph) and block.role == "subject"):
            yield PlainLine("", "blank")


def _of_block(block: Block) -> Iterator[tuple[str, Look]]:
    match block:
        case Head():
            left, right = (block.superior, block.issuer), (block.national_title, block.motto)
            for pair in (*zip(left, right, strict=True), (block.number, block.place_date)):
                yield BETWEEN.join(part.strip() for part in pair if part.strip()), "center"
            yield block.draft, "title"
        case Paragraph():
            yield words_of(block.runs), _look_of(block.role)
        case Heading():
            yield mark_of(block) + block.text, "heading"
        case Item():
            yield mark_of(block) + words_of(block.runs), "item"
        case Table():
            yield from ((_of_row(row), "head") for row in block.header)
            yield from ((_of_row(row), "row") for row in block.rows)
        case Signatures():
            yield from _signed(block.left)
            yield from _signed(block.right)
        case Foot():
            if block.recipients is not None:
                yield from _of_block(block.recipients)
            yield from _signed(block.signer)
        case Recipients():
            yield block.title, "heading"
            yield from ((f"- {line}", "muted") for line in block.lines)


def _look_of(role: str) -> Look:
    if role in _TITLES:
        return "title"
    return "center" if role in _CENTRED else "muted" if role in ("small", "annex-end") else "body"


def _signed(signer: Signer) -> Iterator[tuple[str, Look]]:
    yield signer.title, "title"
    yield signer.name, "center"


def _of_row(row: Row) -> str:
    return BETWEEN.join(" ".join(words_of(cell.runs).split()) for cell in row.cells)
