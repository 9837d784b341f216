"""Titles inside a register: how they are marked, which are open, and the source that they name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.sources import DEFAULT_SOURCE, Source, source_from_title
from inspect_tui.domain.vietnamese import fold

_NUMERAL: Final = r"(?:[IVXLC]{1,6}|[A-ZĐ])(?:\.(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,2}))*"
_NAMED: Final = (
    r"(?i:mục|phần|chương|nhóm)\s+(?:(?i:thứ\s+(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám))|\d{1,2}|" + _NUMERAL + r")(?!\w)"
)
_MARKER: Final = later(rf"^\(?({_NAMED}|{_NUMERAL})\)?\s*[.)/:\-]*$")
_MARKED_TITLE: Final = later(
    rf"^\(?(?:({_NAMED})\s*[.)/:\-–]*|({_NUMERAL}|\d{{1,2}}(?:\.\d{{1,2}})*)\s*[.)/:\-–]+)\s*(?=\S{{2}})"
)
_COUNT: Final = later(r"\s*(?:[(\[]\s*\d+[^)\]]*[)\]]|[:\-–]\s*\d+\s*(?i:nhiệm vụ|nv|việc|nội dung))\s*[:.;]*$")
_ALPHABETS: Final = ("ABCDĐEGHIKLMNOPQRSTUVXY", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_PLAIN_LETTERS: Final = tuple("ABCDĐEGHKLMNOPQRSTUY")
_LIKELY_LETTERS: Final = "ABCDEĐGHIVX"
_TITLES: Final = (
    "nhiem vu ", "cac nhiem vu", "nhom nhiem vu", "danh muc ", "cong viec ", "cac cong viec", "linh vuc ",
    "noi dung nhiem vu ",
)  # fmt: skip
_AGENCIES: Final = (
    "so ", "ban ", "ubnd ", "uy ban ", "van phong", "phong ", "cong an", "bo ", "chi cuc", "cuc ", "trung tam",
    "thanh tra", "khoi ", "dang uy", "hoi ", "truong ", "vien ", "cac so", "thi xa", "thanh pho", "huyen ",
)  # fmt: skip
_NO_AGENCIES: Final = (
    "ban hanh", "hoi nghi", "hoi thao", "phong chong", "phong, chong", "bo sung", "bo tri", "so hoa", "so ket",
    "so sanh",
)  # fmt: skip
_LONGEST_NAME: Final = 8
_NOTES: Final = ("(", "*", "ghi chu", "luu y", "chu thich", "chu giai", "giai thich", "quy uoc", "ky hieu:")


def marker_of(text: str) -> str:
    """Return the mark of a cell that is nothing else, such as "I", "A." or "Phần thứ nhất"; empty for other words."""
    match = _MARKER.match(text)
    return match[1] if match else ""


def mark_left_of(marks: int, texts: Sequence[tuple[int, str]], wide: bool) -> str:
    """Return the mark of a title that stands in a column left of the tasks' numbers, or empty.

    Args:
        marks: the column of the numbers.
        texts: the cells of the row that hold words, by column.
        wide: whether a cell of it reaches over several columns.
    """
    beside = len(texts) > 1 and texts[0][0] < marks and (wide or len(texts) == 2)
    return marker_of(texts[0][1]) if beside else ""


def titled(words: str) -> tuple[str, str]:
    """Return the mark with which a title begins, or empty, and the title without it."""
    match = _MARKED_TITLE.match(words)
    return (match[1] or match[2], words[match.end() :].strip()) if match else ("", words)


def is_likely_mark(marker: str) -> bool:
    """Tell whether a mark in front of words is one even among the tasks, where a letter may be a word's own."""
    return not marker[:1].isdigit() and (len(marker) > 1 or (marker != "" and marker in _LIKELY_LETTERS))


def names_source(words: str, sources: tuple[Source, ...] = ()) -> bool:
    """Tell whether words are a title of tasks and name their source, one that is known or of the home's own."""
    return fold(words).startswith(_TITLES) and source_from_title(words, sources) not in (words, DEFAULT_SOURCE)


def is_title(words: str) -> bool:
    """Tell whether words stand over tasks by their look alone: capitals, or how titles begin."""
    return len(words.split()) > 1 and (words.isupper() or fold(words).startswith(_TITLES))


def names_agency(words: str) -> bool:
    """Tell whether words are the name of an office, over the tasks that it has."""
    folded = fold(words)
    named = folded.startswith(_AGENCIES) and not folded.startswith(_NO_AGENCIES)
    return named and len(words.split()) <= _LONGEST_NAME


def is_note(words: str) -> bool:
    """Tell whether words explain the table."""
    return fold(words[:40]).startswith(_NOTES)


class Sections:
    """The open sections, outermost first."""

    def __init__(self, sources: tuple[Source, ...] = ()) -> None:
        """Start with none.

        Args:
            sources: the home's own sources.
        """
        self._sources = sources
        self._open: list[tuple[str, str, str]] = []
        """Style of the marker, the marker, source."""
        self._fresh: list[tuple[tuple[str, str, str], bool]] = []
        """Those with no task yet, and whether they are more than a table's name."""

    @property
    def source(self) -> str:
        """The source of a task that stands here."""
        self._fresh.clear()
        return self._open[-1][2] if self._open else DEFAULT_SOURCE

    @property
    def titles(self) -> tuple[object, ...]:
        """The open sections, to be told apart by identity."""
        return tuple(self._open)

    def open(self, marker: str, title: str) -> None:
        """Open a section; one inside another keeps the outer source unless its own words name one."""
        style = self._style(marker)
        for depth, (open_style, _, _) in enumerate(self._open):
            if open_style == style:
                del self._open[depth:]
                break
        source = source_from_title(title, self._sources)
        telling = bool(marker) or source != title
        if source == title:
            source = self._open[-1][2] if self._open else _COUNT.sub("", title).rstrip(" :.;")
        self._open.append((style, marker, source))
        self._fresh.append((self._open[-1], telling))

    def at_header(self, titles: bool) -> None:
        """Forget the titles above a header that comes again: what stands over a table's header is its name.

        Args:
            titles: whether words that are no sections stand above the header too.
        """
        kept = [section for section, telling in self._fresh if telling]
        if titles or len(kept) < len(self._fresh):
            self._open = [s for s in self._open if s in kept]
        self._fresh.clear()

    def _style(self, marker: str) -> str:
        if not marker:
            return "none"
        if " " in marker:
            return fold(marker.split()[0])
        if marker[0].isdigit():
            return f"number{marker.count('.')}"
        if "." in marker:
            kinds = {True: "number", False: "roman"}
            return ".".join("letter" if p in _PLAIN_LETTERS else kinds[p.isdigit()] for p in marker.split("."))
        if len(marker) > 1:
            return "roman"
        before = next((m for style, m, _ in self._open if style == "letter"), "")
        # I, V and X are letters only where the letter before them stands open: H, then I.
        if marker in "IVX" and not any(before and before + marker in letters for letters in _ALPHABETS):
            return "roman"
        return "letter"
