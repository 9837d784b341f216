"""The numbers of headings and items written out, for formats that do not count by themselves."""

from __future__ import annotations

from inspect_tui.documents.paper import Heading, Item, point_letter
from inspect_tui.domain.labels import roman


def mark_of(block: Heading | Item) -> str:
    """Return what stands before the text: "IV. ", "2. ", "đ) ", "- "."""
    match block:
        case Heading(level=1):
            return f"{roman(block.number)}. "
        case Item(mark="point"):
            return f"{point_letter(block.number)}) "
        case Item(mark="dash"):
            return "- "
        case _:
            return f"{block.number}. "
