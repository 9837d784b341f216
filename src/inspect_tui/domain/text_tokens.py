"""A text as tokens of one letter each, so that sentences about numbers of tasks can be read by their shape.

Numbers that are no counts (days, documents' symbols, periods, ranges) are told here, before anybody looks for counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

from inspect_tui.domain.number_words import STARTS, read_number
from inspect_tui.domain.text_words import (
    ADJECTIVES,
    CLASS_WORDS,
    PLAIN_TOPICS,
    SOURCE_WORDS,
    STATED_WORDS,
    STATUS_WORDS,
)
from inspect_tui.domain.vietnamese import fold, syllable


class Token(NamedTuple):
    """A word, a phrase, a number or a mark.

    Attributes:
        cls: its class: a letter of `text_words`, or N (a number), F (one of another), P (a percentage), # (a decimal),
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


class Reader(NamedTuple):
    """What has to be known of a session to read its texts.

    Attributes:
        agency: the inspected agency's name.
        as_of: the cut-off date.
        held_on: the day of the visit.
        sources: the checklist's own sources, that are in no list.
    """

    agency: str = ""
    as_of: date | None = None
    held_on: date | None = None
    sources: tuple[str, ...] = ()


_RUN: Final = re.compile(r"\w+(?:[.,/\-–]\w+)*|[^\w\s]|\n")
_DATE: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_FRACTION: Final = re.compile(r"(\d{1,9})/(\d{1,9})")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+")
_DECIMAL: Final = re.compile(r"\d{1,9}[.,]\d{1,6}")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:[.,/\-–][^\W\d_]+)+")
_APART: Final = re.compile(r"(?<!\d),|,(?!\d)|(?<=[^\W\d_])/(?=\d)|/(?=[^\W\d_]{3})")
_GLUED: Final = re.compile(r"(\d{1,9})([^\W\d_]+)")
_MARKS: Final = {
    "–": "-", "—": "-", "•": "-", "+": "-", "*": "-", "“": '"', "”": '"', "«": '"', "»": '"', "…": ".", "=": "L", "[": "(", "]": ")",
}  # fmt: skip
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY, _MONTH, _QUARTER, _YEAR, _FIRST, _LAST = map(syllable, ("ngày", "tháng", "quý", "năm", "đầu", "cuối"))
_DAY_COMES: Final = frozenset(map(syllable, "ngày đến trước từ hạn xong hết nhất vào tới by until before on".split()))
_WHOLE_YEAR: Final = frozenset(map(syllable, "trong hằng hàng mỗi từng đầu cuối giữa hết theo cả một hai ba các".split()))
_SEVERAL: Final = frozenset(map(syllable, "các cấp nhiều những mỗi toàn".split()))

Entry = tuple[tuple[str, ...], str, object]
Lexicon = dict[str, list[Entry]]


def _entries() -> Iterator[tuple[str, str, object]]:
    for status, phrases in STATUS_WORDS.items():
        yield phrases, "S", (status, False)
    yield STATED_WORDS, "S", ("done", True)
    for status, phrases in ADJECTIVES.items():
        yield phrases, "s", (status, False)
    for source, phrases in SOURCE_WORDS.items():
        # Petitions are what is counted: "7/7 kiến nghị cử tri".
        yield phrases, "U" if source == "petition" else "Q", source
    for cls, phrases in CLASS_WORDS.items():
        yield phrases, cls, None
    yield "|".join(f"công tác {topic}" for topic in PLAIN_TOPICS.split("|")), "w", None


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(syllable(w) for w in phrase.split())


@lru_cache(maxsize=2)
def _lexicon(marks: bool) -> Lexicon:
    """Return all phrases by their first word, longest first; without marks for texts that were typed without."""
    made: Lexicon = {}
    seen = set()
    for phrases, cls, value in _entries():
        for phrase in phrases.split("|"):
            words = _keys(phrase if marks else fold(phrase))
            if (words not in seen) or (cls in "Ss" and marks):
                seen.add(words)
                made.setdefault(words[0], []).append((words, cls, value))
    for listed in made.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return made


class _Raw(NamedTuple):
    key: str
    cls: str
    value: object
    start: int
    end: int
    capital: bool = False


def _raw(text: str) -> list[_Raw]:
    found: list[_Raw] = []
    for match in _RUN.finditer(text):
        run = match[0]
        if run.isalpha():
            found.append(_Raw(syllable(run), "", None, match.start(), match.end(), run[0].isupper()))
        elif run[0].isalnum() or run[0] == "_":
            found.extend(_run(run, match.start()))
        else:
            found.append(_Raw(run, _MARKS.get(run, run), None, match.start(), match.end()))
    return found


def _run(run: str, start: int) -> Iterator[_Raw]:
    """Yield what letters and digits with marks between them are."""
    end = start + len(run)
    if run.isdecimal():
        yield _Raw(run, "N" if len(run) < 10 else "D", int(run) if len(run) < 10 else None, start, end)
    elif match := _DATE.fullmatch(run):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        yield _Raw(run, "day", (int(match[1]), int(match[2]), year), start, end)
    elif match := _ISO.fullmatch(run):
        yield _Raw(run, "day", (int(match[3]), int(match[2]), int(match[1])), start, end)
    elif match := _FRACTION.fullmatch(run):
        is_month = len(match[2]) == 4 and match[2][:2] in ("19", "20") and int(match[1]) <= 12
        value = (int(match[1]), int(match[2]))
        yield _Raw(run, "month" if is_month else "F", value, start, end)
    elif _THOUSANDS.fullmatch(run):
        yield _Raw(run, "N", int(re.sub("[.,]", "", run)), start, end)
    elif _DECIMAL.fullmatch(run):
        yield _Raw(run, "#", None, start, end)
    elif _WORDS.fullmatch(run):
        at = start
        for part in re.split(r"([.,/\-–])", run):
            is_word = part.isalpha()
            key, cls = (syllable(part), "") if is_word else (part, _MARKS.get(part, part))
            yield _Raw(key, cls, None, at, at + len(part), is_word and part[0].isupper())
            at += len(part)
    elif (match := _GLUED.fullmatch(run)) and syllable(match[2]) in (syllable("nhiệm"), "tasks"):
        yield from _run(match[1], start)
        yield _Raw(syllable(match[2]), "", None, start + len(match[1]), end)
    elif match := _APART.search(run):
        for part, at in ((run[: match.start()], start), (run[match.end() :], start + match.end())):
            if part.isalpha():
                yield _Raw(syllable(part), "", None, at, at + len(part), part[0].isupper())
            elif part:
                yield from _run(part, at)
            if at == start:
                yield _Raw(match[0], match[0], None, start + match.start(), start + match.end())
    elif re.fullmatch(r"\d{4}[\-–]\d{4}", run):
        yield _Raw(run, "T", None, start, end)
    else:
        # Ranges as "2-3" are no numbers, symbols as "12/QĐ-UBND" and "I.16" neither.
        yield _Raw(run, "X" if re.fullmatch(r"\d+[\-–]\d+", run) else "D", None, start, end)


def tokens_of(text: str, reader: Reader) -> list[Token]:
    """Return the tokens of a text.

    Args:
        text: cleaned text.
        reader: what is known of the session.
    """
    raw = _raw(text)
    lexicon = _lexicon(not (text.isascii() and "nhiem vu" in fold(text)))
    return _Scan(raw, lexicon, reader, text).tokens()


class _Scan:
    """Goes over the words once, from left to right."""

    def __init__(self, raw: list[_Raw], lexicon: Lexicon, reader: Reader, text: str) -> None:
        self._raw, self._lexicon, self._reader, self._text = raw, lexicon, reader, text
        self._keys = [one.key for one in raw]
        self._agency = tuple(one.key for one in _raw(reader.agency))
        self._own = [(tuple(one.key for one in _raw(source)), source) for source in reader.sources]
        self._made: list[Token] = []

    def tokens(self) -> list[Token]:
        at = 0
        while at < len(self._raw):
            used = (
                self._number_at(at) or self._day_at(at) or self._agency_at(at) or self._words_at(at) or self._own_at(at)
            )
            if not used:
                one = self._raw[at]
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
        return any(cls in "Uu" for _, cls, _ in self._phrases(at))

    def _phrases(self, at: int) -> Iterator[Entry]:
        for entry in self._lexicon.get(self._key(at), ()):
            words = entry[0]
            if len(words) == 1 or tuple(self._keys[at : at + len(words)]) == words:
                yield entry

    def _number_at(self, at: int) -> int:
        """Take a number in words, or one in digits with its words, its percent sign or its whole."""
        one = self._raw[at]
        if one.cls == "" and one.key in STARTS:
            value, used = read_number(self._keys, at)
            after = at + used
            if one.key == _YEAR and (self._cls(after) == "N" or self._key(at - 1) in _WHOLE_YEAR):
                return 0
            listed = self._cls(after) == "," and self._key(after + 1) in STARTS
            if used and (self._is_unit(after) or self._cls(after) == "(" or listed):
                return self._counted(at, used, value, spoken=True)
            return 0
        if one.cls not in ("N", "#"):
            return 0
        if self._cls(at + 1) == "%" or any(cls == "%" for _, cls, _ in self._phrases(at + 1)):
            count = 2 if self._cls(at + 1) == "%" or self._key(at + 1) == "percent" else 3
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
                other, words = (
                    (inner.value, 1) if inner.cls == "N" else read_number(self._keys, after + 1)
                )
                if self._cls(after + 1 + words) == ")" and (inner.cls != "N" or spoken):
                    # Two numbers that differ say nothing that could be compared.
                    return self._put("N" if other == value else "X", at, used + words + 2, value)
            if spoken:
                return 0
        return self._put("N", at, used, value)

    def _day_at(self, at: int) -> int:
        """Take a day or a period."""
        one, before = self._raw[at], self._key(at - 1)
        if one.cls == "day":
            return self._put_day(at, 1, one.value)
        if one.cls == "F" and before in _DAY_COMES and not self._is_unit(at + 1):
            return self._put_day(at, 1, one.value)
        if one.cls == "F" and before in (_DAY, "by", "before"):
            return self._put_day(at, 1, one.value)
        if one.cls == "month":
            return self._put_period(at, 1, one.value)
        if one.key == _DAY and self._cls(at + 1) == "N" and self._key(at + 2) == _MONTH and self._cls(at + 3) == "N":
            value: tuple[object, ...] = (self._raw[at + 1].value, self._raw[at + 3].value)
            if self._key(at + 4) == _YEAR and self._cls(at + 5) == "N":
                return self._put_day(at, 6, (*value, self._raw[at + 5].value))
            return self._put_day(at, 4, value)
        if one.key in (_MONTH, _QUARTER):
            return self._period_at(at)
        if one.key == _YEAR and self._is_year(at + 1):
            return self._put_period(at, 2, self._raw[at + 1].value)
        return 0

    def _period_at(self, at: int) -> int:
        following = self._cls(at + 1)
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
        return self._put("T" if other else "p", at, count)

    def _put_day(self, at: int, count: int, value: object) -> int:
        """Put a day: the cut-off date changes nothing, the day of the visit is now, another one is another time."""
        day = tuple(value) if isinstance(value, tuple) else ()
        for known, cls in ((self._reader.as_of, "n"), (self._reader.held_on, "k")):
            if known is not None and day == (known.day, known.month, known.year)[: len(day)]:
                if self._made and self._made[-1].cls == "x":
                    self._made[-1] = self._made[-1]._replace(cls="n")
                return self._put(cls, at, count)
        before = self._made[-1].cls if self._made else ""
        return self._put("D" if before == "M" else "T", at, count)

    def _agency_at(self, at: int) -> int:
        """Take the agency's name, or its beginning: "Ban Dân tộc tỉnh", "Ban Dân tộc", "Ban"."""
        one, agency = self._raw[at], self._agency
        if not agency or one.cls:
            return 0
        if one.key == agency[0]:
            used = 1
            while used < len(agency) and self._key(at + used) == agency[used]:
                used += 1
            if used == len(agency) > 1 or (one.capital and not self._is_capital(at + used)):
                return self._put("O", at, used)
        # The office of a place is called by the kind of place: "huyện còn 3 nhiệm vụ quá hạn".
        if len(agency) > 2 and one.key == agency[1] and one.key in _PLACES and not self._is_capital(at + 1):
            return self._put("O", at, 1) if self._key(at - 1) not in _SEVERAL else 0
        return 0

    def _is_capital(self, at: int) -> bool:
        return 0 <= at < len(self._raw) and self._raw[at].capital

    def _own_at(self, at: int) -> int:
        for words, source in self._own:
            if words and tuple(self._keys[at : at + len(words)]) == words:
                return self._put("Q", at, len(words), source)
        return 0

    def _words_at(self, at: int) -> int:
        if self._raw[at].cls:
            return 0
        for words, cls, value in self._phrases(at):
            used = len(words)
            if cls == "H":
                named = self._is_capital(at + 1) or self._key(at - 1) in _SEVERAL
                return self._put("B" if named else "w", at, used)
            return self._put(cls, at, used, value)
        return 0


_PLACES: Final = frozenset(map(syllable, "tỉnh huyện xã phường thị thành quận".split()))


def classes(tokens: Sequence[Token]) -> str:
    """Return the letters of tokens."""
    return "".join(token.cls for token in tokens)
