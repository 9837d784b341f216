"""Figures in blocks, to be read from the back of a room."""

from __future__ import annotations

from typing import Final, Literal

Height = Literal[1, 3, 5, 7]

_FIVE: Final = {
    "0": "███|█ █|█ █|█ █|███",
    "1": " █ |██ | █ | █ |███",
    "2": "███|  █|███|█  |███",
    "3": "███|  █|███|  █|███",
    "4": "█ █|█ █|███|  █|  █",
    "5": "███|█  |███|  █|███",
    "6": "███|█  |███|█ █|███",
    "7": "███|  █|  █|  █|  █",
    "8": "███|█ █|███|█ █|███",
    "9": "███|█ █|███|  █|███",
    "I": "███| █ | █ | █ |███",
    "V": "█ █|█ █|█ █|█ █| █ ",
    "X": "█ █|█ █| █ |█ █|█ █",
    ",": "  |  |  | █|█ ",
    ".": " | | | |█",
    "%": "█  █|  █ |  █ | █  |█  █",
    "\ufe6a": "█ █|  █| █ |█  |█ █",
    "/": "  █|  █| █ |█  |█  ",
    "-": "  |  |██|  |  ",
    "–": "   |   |███|   |   ",
    "+": "   | █ |███| █ |   ",
    ":": " |█| |█| ",
    " ": " | | | | ",
    "\u202f": "||||",
}
"""Glyphs of five rows; in those of seven the second and the fourth row stand twice. A narrow space is but
the gaps around it; the small percent sign is a narrow one."""

_STRETCHED: Final = (0, 1, 1, 2, 3, 3, 4)
_HALF: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def has_glyphs(text: str) -> bool:
    """Tell whether there is a picture of every character of a text."""
    return all(character in _FIVE for character in text)


def glyph(character: str, height: Height) -> list[str]:
    """Return the rows of a character, all of one width.

    A character without a picture stands as itself in the last row. Seven rows are drawn twice as wide, for a cell is
    about twice as high as it is wide; three rows are half blocks.
    """
    if height == 1:
        return [character]
    drawing = _FIVE.get(character)
    if drawing is None:
        return [" "] * (height - 1) + [character]
    rows = drawing.split("|")
    if height == 5:
        return ["".join(cell * 2 for cell in row) for row in rows]
    if height == 7:
        return ["".join(cell * 3 for cell in rows[place]) for place in _STRETCHED]
    rows = [*rows, " " * len(rows[0])]
    return [
        "".join(_HALF[upper != " ", lower != " "] for upper, lower in zip(rows[y], rows[y + 1], strict=True))
        for y in (0, 2, 4)
    ]


def block_lines(text: str, height: Height = 5, *, tight: bool = False) -> list[str]:
    """Return a text in blocks as that many lines, all of one width.

    Args:
        text: digits, and what stands between them.
        height: lines.
        tight: one cell between two digits, however large they are.
    """
    gap = " " if height < 5 or tight else "  "
    if height == 1:
        return [text]
    glyphs = [glyph(character, height) for character in text]
    return [gap.join(rows) for rows in zip(*glyphs, strict=True)] if glyphs else [""] * height
