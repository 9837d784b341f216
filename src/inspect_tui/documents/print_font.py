"""The font of printed papers: Liberation Serif, which has the widths of Times New Roman and all Vietnamese letters.

It comes with the program (`fonts/`, SIL Open Font License), for a paper must look the same on every machine.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

FAMILY: Final = "Liberation Serif"
FOLDER: Final = Path(__file__).with_name("fonts")
FACES: Final = tuple(FOLDER / f"LiberationSerif-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic"))
ASCENT: Final = 1825 / 2048
DESCENT: Final = 443 / 2048
LINE_GAP: Final = 87 / 2048
"""The height of a line in parts of the size, as Word reckons single spacing."""
BOX: Final = "\u25a1"
"""What is printed in place of a character that the font lacks."""


_UNSEEN: Final = ("Cf", "Cc")


def letters_of(face: Path) -> frozenset[int]:
    """Return the code points for which a TrueType face has a glyph, as its table ``cmap`` tells."""
    data = face.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * place) for place in range(tables))
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for place in range(count):
        _, _, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * place)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if form == 4:
            found |= _segments(data, start + offset)
    return frozenset(found)


def _segments(data: bytes, table: int) -> set[int]:
    """Return the code points of a subtable of format 4: the segments of the Basic Multilingual Plane."""
    (double,) = struct.unpack_from(">H", data, table + 6)
    size, numbers = double // 2, f">{double // 2}H"
    ends, starts, shifts, offsets = (
        struct.unpack_from(numbers, data, table + at) for at in (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
    )
    found: set[int] = set()
    for segment in range(size):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = code
            if offsets[segment]:
                at = table + 16 + 3 * double + 2 * segment + offsets[segment] + 2 * (code - starts[segment])
                (glyph,) = struct.unpack_from(">H", data, at)
            if glyph and (glyph + shifts[segment]) & 0xFFFF:
                found.add(code)
    return found


@cache
def letters() -> frozenset[int]:
    """Return the code points that all four faces have."""
    return frozenset.intersection(*map(letters_of, FACES))


class _Printed(dict[int, str]):
    """What is printed for each character, worked out once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter == "\t":
            printed = "    "
        elif letter == "\n":
            printed = letter
        elif unicodedata.category(letter) in _UNSEEN or 0xFE00 <= code <= 0xFE0F:
            printed = ""
        elif code in letters() and unicodedata.category(letter) != "Co":
            printed = letter
        else:
            plain = unicodedata.normalize("NFKC", letter)
            printed = plain if plain != letter and letters().issuperset(map(ord, plain)) else BOX
        self[code] = printed
        return printed


_PRINTED: Final = _Printed()


def in_print(text: str) -> str:
    """Return text as this font can print it.

    A character that it lacks or that means nothing outside it (an emoji, a Chinese character, private use) becomes its
    plain form where it has one, else a box; what is never seen, such as a joiner or the selector of a variant, is left
    out.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_PRINTED)
