"""Text measured in terminal cells: its width, a cut to a width, a wrap to a width.

Vietnamese in NFC is one cell a letter, which rich's own quick test does not know: it asks a table letter by letter.
One regular expression here answers for whole lines, and only text with wide letters takes the slow way.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from rich.cells import cell_len as rich_cell_len
from rich.cells import split_graphemes

ELLIPSIS: Final = "…"
_JOINER: Final = "\u200d"
_LOOSE: Final = re.compile(rf"(?<!\S){_JOINER}+|{_JOINER}+(?!\S)")
"""Joiners of emoji that have nothing to join: they would join, and hide, the space that pads them."""
_NARROW: Final = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u1ea0-\u1ef9\u2010-\u2027\u2030-\u205e\u2500-\u25fc\u2800-\u28ff]*"
)
_BREAKS: Final = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_WORDS: Final = re.compile(r"(?:\S|\xa0)+|[^\S\xa0]+")


def cell_len(text: str) -> int:
    """Return the width of a text in cells."""
    return len(text) if _NARROW.fullmatch(text) else rich_cell_len(text)


def _cut(text: str, width: int) -> int:
    """Return how many characters of the text fit into the width, never splitting a mark or an emoji's parts."""
    if _NARROW.fullmatch(text):
        return min(width, len(text))
    used = 0
    for start, _, cells in split_graphemes(text)[0]:
        used += cells
        if used > width:
            return start
    return len(text)


def fit(text: str, width: int, align: Literal["left", "right", "center"] = "left") -> str:
    """Return the text as exactly ``width`` cells: line ends as spaces, cut with an ellipsis or padded.

    Args:
        text: any text; tabs and line ends count as one space each run.
        width: cells, nothing is returned for zero or less.
        align: the side that the text stands on when it is padded.
    """
    if width <= 0:
        return ""
    text = _BREAKS.sub(" ", text)
    if _JOINER in text:
        text = _LOOSE.sub("", text)
    length = cell_len(text)
    if length > width:
        text = text[: _cut(text, width - 1)] + ELLIPSIS
        length = cell_len(text)
    space = width - length
    if align == "right":
        return " " * space + text
    if align == "center":
        return " " * (space // 2) + text + " " * (space - space // 2)
    return text + " " * space


def wrap(text: str, width: int) -> list[str]:
    """Return the text as lines of at most ``width`` cells, broken between words where it can be.

    Line ends in the text stay line ends; a word wider than the width is cut. An empty text is one empty line.
    """
    width = max(1, width)
    if _JOINER in text:
        text = _LOOSE.sub("", text)
    lines: list[str] = []
    for line in text.split("\n"):
        if "\t" in line:
            line = line.expandtabs(4)
        if _NARROW.fullmatch(line):
            _wrap_narrow(line, width, lines)
        else:
            _wrap_wide(line, width, lines)
    return lines


def hanging(text: str, width: int, indent: int) -> str:
    """Return a text wrapped, its lines but the first one indented."""
    first, *rest = wrap(text, width)
    more = wrap(" ".join(rest), width - indent) if rest else []
    return ("\n" + " " * indent).join([first, *more])


def clipped(text: str, width: int, most: int, indent: int = 0) -> list[str]:
    """Return a text wrapped to at most some lines, with an ellipsis where there is more.

    Args:
        text: any text.
        width: cells.
        most: lines, one or more.
        indent: cells before every line but the first one.
    """
    lines = hanging(text, width, indent).split("\n") if indent else wrap(text, width)
    if len(lines) <= most:
        return lines
    rest = " ".join(line[indent:] if place else line for place, line in enumerate(lines[most - 1 :], most - 1))
    last = fit(rest, width - (indent if most > 1 else 0))
    return [*lines[: most - 1], (" " * indent if most > 1 else "") + last]


def wrapped_height(text: str, width: int) -> int:
    """Return how many lines ``wrap`` would give, at no cost for a short text."""
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    return len(wrap(text, width))


def _wrap_narrow(line: str, width: int, lines: list[str]) -> None:
    """Add the wrapped lines of a line in which every character is one cell."""
    start, end = 0, len(line)
    while end - start > width:
        space = line.rfind(" ", start, start + width + 1)
        if space <= start:
            lines.append(line[start : start + width])
            start += width
        else:
            lines.append(line[start:space])
            start = space + 1
    lines.append(line[start:])


def _wrap_wide(line: str, width: int, lines: list[str]) -> None:
    """Add the wrapped lines of a line with letters of two cells, or of none."""
    current, used = "", 0
    for word in _WORDS.findall(line):
        length = cell_len(word)
        if used + length <= width:
            current, used = current + word, used + length
            continue
        if word.isspace():
            lines.append(current)
            current, used = "", 0
            continue
        if used:
            lines.append(current.rstrip(" "))
        while length > width:
            cut = max(1, _cut(word, width))
            lines.append(word[:cut])
            word = word[cut:]
            length = cell_len(word)
        current, used = word, length
    lines.append(current)
