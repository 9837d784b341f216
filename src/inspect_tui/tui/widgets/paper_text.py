"""The text of a paper on screen, paragraph by paragraph, and what papers are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content

from inspect_tui.locale import N_
from inspect_tui.tui.widgets.cells import fit, wrap, wrapped_height

if TYPE_CHECKING:
    from inspect_tui.documents.plain_text import Look, PlainLine
    from inspect_tui.locale import Catalog
    from inspect_tui.services.papers import PaperInput

TITLES: Final = {
    "minutes": N_("Minutes"),
    "conclusion": N_("Notice of conclusions"),
    "report": N_("Report of results"),
    "register": N_("List of tasks"),
    "all": N_("All papers on one page"),
}

_STYLES: Final[dict[Look, str]] = {
    "body": "", "center": "", "title": "bold", "heading": "bold", "item": "", "head": "bold $text-muted", "row": "",
    "muted": "$text-muted", "blank": "",
}  # fmt: skip
_CENTRED: Final = ("center", "title")
_WIDEST: Final = 100
"""Cells of a line of text that is still easy to read."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A paragraph of the paper."""

    key: str
    text: str
    look: Look
    selectable: bool = True


def draw_text(row: TextRow, width: int) -> list[Content]:
    """Draw a paragraph, titles in the middle."""
    room = min(width, _WIDEST)
    lines = wrap(row.text, room)
    if row.look in _CENTRED:
        lines = [fit(line, room, "center") for line in lines]
    return [Content.styled(line, _STYLES[row.look]) if _STYLES[row.look] else Content(line) for line in lines]


def text_height(row: TextRow, width: int) -> int:
    """Return the lines of a paragraph."""
    return wrapped_height(row.text, min(width, _WIDEST))


def lines_of(source: PaperInput, catalog: Catalog, kind: str) -> list[PlainLine]:
    """Return the text of a paper, or of all of them one after the other."""
    from inspect_tui.documents.plain_text import plain_lines
    from inspect_tui.services.papers import make_papers

    return [line for paper in make_papers(source, catalog, kind) for line in plain_lines(paper)]
