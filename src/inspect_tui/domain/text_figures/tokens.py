"""A text as tokens of one letter each, so that sentences about numbers of tasks can be read by their shape.

Numbers that are no counts (days, documents' symbols, periods, ranges) are told here, before anybody looks for counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from inspect_tui.domain.text_figures.claims import Reader
from inspect_tui.domain.text_figures.lexicon import END, Lexicon, bases, lexicon
from inspect_tui.domain.text_figures.names import Names
from inspect_tui.domain.text_figures.number_words import STARTS, read_number
from inspect_tui.domain.text_figures.runs import Run, runs_of
from inspect_tui.domain.vietnamese import fold, syllable


class Token(NamedTuple):
    """A word, a phrase, a number or a mark.

    Attributes:
        cls: its class: a letter of `words`, or N (a number), F (one of another), P (a percentage), # (a decimal),
            D (a day or a symbol), w (an unknown word), or the mark itself.
        start: where it begins in the text.
        end: where it ends.
        value: a number, a status, a source; what belongs to the class.
        key: its first word as it is compared.
    """

    cls: str
    start: int
    end: int
    value: Any = None
    key: str = ""


_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY, _MONTH, _QUARTER, _YEAR = map(syllable, ("ngày", "tháng", "quý", "năm"))
_DAY_COMES: Final = frozenset(
    map(
        syllable,
        ["ngày", "đến", "trước", "từ", "hạn", "xong", "hết", "nhất", "vào", "tới", "by", "until", "before", "on"],
    )
)
_WHOLE_YEAR: Final = frozenset(
    map(
        syllable,
        ["trong", "hằng", "hàng", "mỗi", "từng", "đầu", "cuối", "giữa", "hết", "theo", "cả", "một", "hai", "ba", "các"],
    )
)


def tokens_of(text: str, reader: Reader) -> list[Token]:
    """Return the tokens of a text.

    Args:
        text: cleaned text.
        reader: what is known of the session.
    """
    raw = runs_of(text)
    marks = not (text.isascii() and "nhiem vu" in fold(text))
    return _Scan(raw, marks, reader).tokens()


class _Scan:
    """Goes over the words once, from left to right."""

    def __init__(self, raw: list[Run], marks: bool, reader: Reader) -> None:
        self._raw, self._reader = raw, reader
        self._lexicon, self._bases = lexicon(marks), bases(marks)
        self._keys = [one.key for one in raw]
        self._names = Names(raw, reader)
        self._made: list[Token] = []

    def tokens(self) -> list[Token]:
        """Return the tokens."""
        at, raw = 0, self._raw
        while at < len(raw):
            one, used = raw[at], 0
            # Most pieces are words that begin neither a day nor a number, and marks.
            if one.cls == "" and one.key not in _NUMERIC:
                used = self._agency_at(at) or self._words_at(at) or self._own_at(at)
            elif one.cls == "(":
                used = self._bracketed_at(at)
            elif one.cls == "/":
                used = self._words_at(at)
            elif one.cls == "" or one.cls in _DIGITS:
                used = self._day_at(at) or self._number_at(at) or self._agency_at(at) or self._words_at(at)
                used = used or self._own_at(at)
            if not used:
                self._put(one.cls or "w", at, 1, one.value)
            at += used or 1
        return self._made

    def _put(self, cls: str, at: int, count: int, value: object = None) -> int:
        first, last = self._raw[at], self._raw[at + count - 1]
        self._made.append(Token(cls, first.start, last.end, value, first.key))
        return count

    def _cls(self, at: int) -> str:
        return self._raw[at].cls if 0 <= at < len(self._raw) else "end"

    def _key(self, at: int) -> str:
        return self._keys[at] if 0 <= at < len(self._keys) else ""

    def _is_unit(self, at: int) -> bool:
        return self._phrase(at)[1] in ("U", "u")

    def _phrase(self, at: int, phrases: Lexicon | None = None) -> tuple[int, str, object]:
        """Return the longest phrase that begins here: its words, its class and value; no words where there is none."""
        keys = self._keys
        node = self._lexicon if phrases is None else phrases
        found: tuple[int, str, object] = (0, "", None)
        for place in range(at, len(keys)):
            if keys[place] not in node:
                break
            node = node[keys[place]]
            if END in node:
                cls, value = node[END]
                found = (place + 1 - at, cls, value)
        return found

    def _number_at(self, at: int) -> int:
        """Take a number in words, or one in digits with its words, its percent sign or its whole."""
        one = self._raw[at]
        if one.cls == "" and one.key in STARTS:
            value, used = read_number(self._keys, at)
            after = at + used
            if one.key == _YEAR and (self._cls(after) == "N" or self._key(at - 1) in _WHOLE_YEAR):
                return 0
            listed = self._cls(after) == "," and self._key(after + 1) in STARTS
            if used and (self._phrase(after)[1] in _COUNTED or self._cls(after) == "(" or listed):
                return self._counted(at, used, value, spoken=True)
            return 0
        if one.cls not in ("N", "#"):
            return 0
        if self._cls(at + 1) == "%" or self._phrase(at + 1)[1] == "%":
            count = 1 + (1 if self._cls(at + 1) == "%" else self._phrase(at + 1)[0])
            text = one.key.replace(",", ".")
            return self._put("P", at, count, Decimal(text if text.count(".") < 2 else one.key.replace(".", "")))
        if one.cls == "#":
            return 0
        if self._cls(at + 1) == "/" and self._cls(at + 2) == "N" and self._is_unit(at + 3):
            return self._put("F", at, 3, (one.value, self._raw[at + 2].value))
        return self._counted(at, 1, one.value, spoken=False)

    def _counted(self, at: int, used: int, value: object, *, spoken: bool) -> int:
        """Take a number and the same one in parentheses behind it: "03 (ba)"."""
        after = at + used
        if self._cls(after) == "(":
            inner = self._raw[after + 1] if after + 1 < len(self._raw) else None
            if inner is not None and (inner.cls == "N" or inner.key in STARTS):
                other, words = (inner.value, 1) if inner.cls == "N" else read_number(self._keys, after + 1)
                if self._cls(after + 1 + words) == ")" and (inner.cls != "N" or spoken):
                    # Two numbers that differ say nothing that could be compared.
                    return self._put("N" if other == value else "X", at, used + words + 2, value)
            if spoken:
                return 0
        return self._put("N", at, used, value)

    def _bracketed_at(self, at: int) -> int:
        """Take "còn (03) nhiệm vụ"; behind another word or a mark it is the number of a point."""
        shape = [self._cls(at + place) for place in (1, 2)]
        if shape == ["N", ")"] and self._is_unit(at + 3) and self._made and self._made[-1].cls in ("c", "n"):
            return self._put("N", at, 3, self._raw[at + 1].value)
        return 0

    def _day_at(self, at: int) -> int:
        """Take a day or a period."""
        one, before = self._raw[at], self._key(at - 1)
        if one.cls == "day":
            return self._put_day(at, 1, one.value)
        if one.cls == "F" and isinstance(one.value, tuple) and not self._is_unit(at + 1):
            day, month = one.value
            if before in _DAY_COMES or (1 <= day <= 31 and 1 <= month <= 12):
                return self._put_day(at, 1, one.value)
        if one.cls == "F" and before in (_DAY, "by", "before"):
            return self._put_day(at, 1, one.value)
        if one.cls == "month":
            return self._put_period(at, 1, one.value)
        if one.cls == "N" and before == _DAY and self._key(at + 1) == _MONTH and self._cls(at + 2) == "N":
            return self._written_day_at(at)
        if one.key == _DAY and self._cls(at + 1) == "N" and self._key(at + 2) == _MONTH and self._cls(at + 3) == "N":
            return 1 + self._written_day_at(at + 1)
        if one.key in (_MONTH, _QUARTER):
            return self._period_at(at)
        if one.key == _YEAR and self._is_year(at + 1):
            return self._put_period(at, 2, self._raw[at + 1].value)
        return 0

    def _written_day_at(self, at: int) -> int:
        """Take "16 tháng 7 năm 2021" behind its "ngày"."""
        value: tuple[object, ...] = (self._raw[at].value, self._raw[at + 2].value)
        if self._key(at + 3) == _YEAR and self._cls(at + 4) == "N":
            return self._put_day(at, 5, (*value, self._raw[at + 4].value))
        return self._put_day(at, 3, value)

    def _period_at(self, at: int) -> int:
        following = self._cls(at + 1)
        if self._cls(at - 1) == "N" and self._key(at + 1) == _YEAR:
            # "9 tháng năm 2021"
            return self._put("T", at, 1)
        roman = self._key(at + 1).split("/")[0]
        if following == "month":
            return self._put_period(at, 2, self._raw[at + 1].value)
        if following == "N" and isinstance(self._raw[at + 1].value, int) and not self._is_unit(at + 2):
            used = 2
        elif roman in _ROMAN or (following == "D" and roman.lower() in _ROMAN):
            year = self._key(at + 1).partition("/")[2]
            if year.isdecimal():
                return self._put_period(at, 2, int(year))
            used = 2
        else:
            return 0
        if self._key(at + used) == _YEAR and self._is_year(at + used + 1):
            return self._put_period(at, used + 2, self._raw[at + used + 1].value)
        if self._cls(at + used) == "/" and self._is_year(at + used + 1):
            return self._put_period(at, used + 2, self._raw[at + used + 1].value)
        return self._put_period(at, used, None)

    def _is_year(self, at: int) -> bool:
        value = self._raw[at].value if self._cls(at) == "N" else None
        return isinstance(value, int) and 1900 <= value <= 2100 and len(self._key(at)) == 4

    def _put_period(self, at: int, count: int, value: object) -> int:
        year = value[-1] if isinstance(value, tuple) else value
        as_of = self._reader.as_of
        other = year is not None and as_of is not None and year != as_of.year
        # In a month or a quarter there may have been more that were late than there are now.
        is_year = self._key(at) == _YEAR
        return self._put("p" if is_year and not other else "T", at, count)

    def _put_day(self, at: int, count: int, value: object) -> int:
        """Put a day: the cut-off date changes nothing, the day of the visit is now, another one is another time."""
        day = tuple(value) if isinstance(value, tuple) else ()
        for known, cls in ((self._reader.as_of, "n"), (self._reader.held_on, "k")):
            if known is not None and day == (known.day, known.month, known.year)[: len(day)]:
                if self._made and self._made[-1].cls == "x":
                    self._made[-1] = self._made[-1]._replace(cls="n")
                if len(self._made) > 1 and self._made[-1].cls == "n" and self._made[-2].value == _DAY:
                    # From another day to this one is a part of the year.
                    self._made[-2] = self._made[-2]._replace(cls="p")
                return self._put(cls, at, count)
        before = self._made[-1].cls if self._made else ""
        return self._put("D" if before in ("M", "q") else "T", at, count, _DAY)

    def _agency_at(self, at: int) -> int:
        used = self._names.agency_at(at, self._phrase(at)[0])
        return self._put("O", at, used) if used else 0

    def _own_at(self, at: int) -> int:
        used, source = self._names.source_at(at)
        return self._put("Q", at, used, source) if used else 0

    def _words_at(self, at: int) -> int:
        if self._raw[at].cls not in ("", "/"):
            return 0
        if self._made and self._made[-1].cls == "P":
            used, cls, value = self._phrase(at, self._bases)
            if used:
                return self._put(cls, at, used, value)
        used, cls, value = self._phrase(at)
        if cls == "O" and self._key(at + used) == "of":
            # "The department of finance" is another one.
            return self._put("B", at, used)
        if cls == "H":
            named = self._names.is_capital(at + 1) or self._names.stands_for_several(at - 1)
            return self._put("B" if named else "w", at, used)
        return self._put(cls, at, used, value) if used else 0


_COUNTED: Final = ("U", "u", "s", "A")
"""What a number in words stands before: "bốn nhiệm vụ", "four overdue tasks"."""
_NUMERIC: Final = frozenset({*STARTS, _DAY, _MONTH, _QUARTER, _YEAR})
_DIGITS: Final = ("N", "#", "F", "day", "month")


def classes(tokens: Sequence[Token]) -> str:
    """Return the letters of tokens."""
    return "".join(token.cls for token in tokens)
