"""The numbers that Word counts by itself: they are seen in the table and stand nowhere in its text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from typing import Final

from inspect_tui.registers.archive import Archive

_PART: Final = "word/numbering.xml"
_LEVELS: Final = 9
_LONGEST: Final = 40
"""What Word itself lets people put around a number is no longer."""
_PLACE: Final = re.compile(r"%([1-9])")
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level counts: its first number, the form of its numbers, and the words around them."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


class WordNumbers:
    """Counts a document's lists, paragraph by paragraph in their order."""

    def __init__(self, archive: Archive) -> None:
        """Read how the document's lists count.

        Raises:
            RegisterError: the part that tells it is damaged.
        """
        self._levels: dict[str, dict[int, _Level]] = {}
        self._of: dict[str, tuple[str, str]] = {}
        """A list's number to its kind, and to what it is counted together with."""
        self._counts: dict[str, dict[int, int]] = {}
        if _PART in archive.names:
            self._read(archive.tree(_PART))

    def _read(self, tree: ElementTree.Element) -> None:
        for element in tree:
            tag = _local(element.tag)
            if tag == "abstractNum":
                self._levels[_attribute(element, "abstractNumId")] = {
                    _number(_attribute(level, "ilvl"), 0): _Level(
                        _number(_child(level, "start"), 1), _child(level, "numFmt"), _child(level, "lvlText")[:_LONGEST]
                    )
                    for level in element
                    if _local(level.tag) == "lvl"
                }
            elif tag == "num":
                number, kind = _attribute(element, "numId"), _child(element, "abstractNumId")
                alone = any(_local(below.tag) == "startOverride" for below in element.iter())
                self._of[number] = kind, f"{kind}/{number}" if alone else kind

    def next(self, number: str, level_text: str) -> str:
        """Return what stands before the next paragraph of a list, empty where nothing does."""
        if number not in self._of:
            return ""
        kind, together = self._of[number]
        levels, level = self._levels.get(kind, {}), _number(level_text, 0)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(together, {})
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in range(level + 1, _LEVELS):
            counts.pop(deeper, None)
        if levels[level].form == "bullet":
            return "-"

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = levels.get(at, _Level())
            return _written(counts.get(at, of.start), of.form)

        return _PLACE.sub(shown, levels[level].text)


def _written(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(97 + (count - 1) % 26) * min(9, 1 + (count - 1) // 26)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        words, left = "", min(count, 4999)
        for value, letters in _ROMAN:
            words, left = words + letters * (left // value), left % value
        return words.upper() if form == "upperRoman" else words
    if form == "none":
        return ""
    return f"{count:02}" if form == "decimalZero" else str(count)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.items() if _local(key) == name), "")


def _child(element: ElementTree.Element, name: str) -> str:
    return next((_attribute(below, "val") for below in element if _local(below.tag) == name), "")


def _number(words: str, otherwise: int) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else otherwise
