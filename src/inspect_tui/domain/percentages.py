"""Percentages as reports print them: read from text, and the roundings by which they may have come about.

A percentage is judged by the decimals that are printed: "16,67" has two, "5 %" has none. All rounding is done on whole
numbers, so that it is exact at any size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from inspect_tui.domain.coded_error import CodedError
from inspect_tui.domain.records import DECLARED_COUNTS, RATE_BASES
from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.locale import N_

MESSAGES: Final[dict[str, str]] = {
    "percent_form": N_("a percentage is written NAME=TEXT or NAME=TEXT@BASE, for example open_overdue=16,67@assigned: {text}"),  # noqa: E501
    "percent_name": N_("{name} is no count of which there can be a percentage; it is one of {names}"),
    "percent_base": N_("{base} is no base of a percentage; it is one of {bases}"),
    "percent_text": N_("{text} is no percentage; write it as it is printed, for example 16,67"),
}  # fmt: skip

# More digits than any report prints; a longer one is a slip of the hand.
_NUMBER: Final = r"[0-9]{1,6}(?:[.,][0-9]{1,10})?"
_SIGN: Final = r"(?:%|phan tram|percent|per cent|pct)"
# Words that add nothing to the number.
_FILLERS: Final = r"(?:dat|chiem|bang|la|ty le|ti le|at|is)"
_BEFORE: Final = (
    r"(?:tren|hon|gan|khoang|duoi|xap xi|chung|it nhat|toi thieu|nhieu nhat|toi da|khong qua|khong duoi|"
    r"over|about|around|nearly|almost|above|under|below|approximately|approx\.?|roughly|some|circa|more than|less than|"
    r"at least|at most|up to|[~≈><≥≤±])"
)
_AFTER: Final = r"(?:tro len|tro xuong|or more|or less|and more|\+)"
_PERCENT: Final = re.compile(
    rf"(?:{_FILLERS} )?(?P<about>{_BEFORE} ?)?(?P<number>{_NUMBER}) ?{_SIGN}?(?P<more> ?{_AFTER})?", re.ASCII
)
_RANGE: Final = re.compile(
    rf"(?:tu |from |between )?(?P<number>{_NUMBER}) ?{_SIGN}? ?(?:-|–|—|den|to|and) ?{_NUMBER} ?{_SIGN}?", re.ASCII
)


class PercentError(CodedError):
    """A percentage that cannot be understood."""


class Percentage(NamedTuple):
    """A percentage as it is printed.

    Attributes:
        name: of what, one of `records.DECLARED_COUNTS`.
        text: the printed words, on one line.
        value: the number in them.
        decimals: how many are printed.
        base: what it is said to be a share of, one of `records.RATE_BASES`; empty where nothing is said.
        approximate: words like "over" or "about" stand with it, so that nothing can be judged.
    """

    name: str
    text: str
    value: Decimal
    decimals: int
    base: str = ""
    approximate: bool = False

    @property
    def units(self) -> int:
        """The number in units of its last printed digit: 1667 for 16,67."""
        return int(self.value.scaleb(self.decimals))


class Unreadable(NamedTuple):
    """A percentage of a session that cannot be understood, as far as it can be told.

    Attributes:
        code: a key of `MESSAGES`.
    """

    name: str
    text: str
    code: str


def read_percentage(name: str, text: str, base: str = "") -> Percentage:
    """Return the percentage that words print.

    Args:
        name: of what, with ``-`` or ``_`` between its words.
        text: "16,67", "16.67 %", "5%", "16,67 phần trăm", "trên 90 %".
        base: what it is said to be a share of; empty where nothing is said.

    Raises:
        PercentError: no such count, no such base, or the text is no percentage.
    """
    known, share_of = _known_names(name, base)
    shown = one_line(text)
    found = _PERCENT.fullmatch(folded := fold(shown.replace("％", "%")))
    between = None if found else _RANGE.fullmatch(folded)
    match = found or between
    if match is None:
        raise PercentError("percent_text", text=_quoted(shown))
    number = match["number"].replace(",", ".")
    about = between is not None or bool(found and (found["about"] or found["more"]))
    return Percentage(known, shown, Decimal(number), len(number.partition(".")[2]), share_of, about)


def _known_names(name: str, base: str) -> tuple[str, str]:
    known, share_of = _key(name), _key(base)
    if known not in DECLARED_COUNTS:
        raise PercentError("percent_name", name=_quoted(name), names=", ".join(DECLARED_COUNTS))
    if share_of and share_of not in RATE_BASES:
        raise PercentError("percent_base", base=_quoted(base), bases=", ".join(RATE_BASES))
    return known, share_of


def percentage_of(words: str) -> Percentage:
    """Return the percentage that ``NAME=TEXT`` or ``NAME=TEXT@BASE`` says.

    Raises:
        PercentError: it has not that form, or a part of it says nothing.
    """
    name, equals, rest = words.partition("=")
    text, at, base = rest.rpartition("@") if "@" in rest else (rest, "", "")
    if not equals:
        raise PercentError("percent_form", text=_quoted(words))
    if at and not base.strip():
        raise PercentError("percent_base", base=_quoted(base), bases=", ".join(RATE_BASES))
    return read_percentage(name, text, base)


def percentages_of(percents: object) -> tuple[list[Percentage], list[Unreadable]]:
    """Return the percentages that a session holds as declared, and what of them cannot be understood.

    Args:
        percents: the field ``percents`` of the declared figures: name to text, or to several texts in a list. A base
            stands after an @, behind the name or behind the text. Whatever else was recorded is unreadable.
    """
    read: list[Percentage] = []
    unreadable: list[Unreadable] = []
    for key, value in percents.items() if isinstance(percents, Mapping) else ():
        name, _, named = str(key).partition("@")
        for one in _texts(value):
            text, _, base = one.partition("@")
            try:
                read.append(read_percentage(name, text, _one_base(named, base)))
            except PercentError as error:
                unreadable.append(Unreadable(one_line(str(key)), one_line(one), error.code))
    return read, unreadable


def check_names(percents: object) -> None:
    """See that percentages to be declared are of counts and bases that there are; what is printed may be anything.

    Args:
        percents: as `percentages_of` takes them.

    Raises:
        PercentError: ``percent_name`` or ``percent_base``.
    """
    for key, value in percents.items() if isinstance(percents, Mapping) else ():
        name, _, named = str(key).partition("@")
        _known_names(name, named)
        for one in _texts(value):
            _known_names(name, _one_base(named, one.partition("@")[2]))


def _one_base(named: str, base: str) -> str:
    """Return the base that stands behind the name, behind the text, or behind both.

    Raises:
        PercentError: they are two.
    """
    if named and base and _key(named) != _key(base):
        raise PercentError("percent_base", base=_quoted(f"{named}, {base}"), bases=", ".join(RATE_BASES))
    return base or named


def _texts(value: object) -> Iterator[str]:
    """Yield what may be the text of a percentage; nothing where nobody has written anything."""
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif value is not None and not (isinstance(value, str) and not value.strip()):
        yield str(value)


def _key(name: str) -> str:
    return one_line(name).lower().replace("-", "_")


def _quoted(text: str) -> str:
    """Return what cannot be understood as a message shows it: on one line, shortened, visible where it is empty."""
    return one_line(text)[:60] or "“”"


def swapped(digits: str) -> Iterator[str]:
    """Yield the text with each two neighbouring digits swapped, where that makes another number of the same length."""
    places = [place for place, letter in enumerate(digits) if letter.isdigit()]
    for left, right in pairwise(places):
        a, b = digits[left], digits[right]
        if a != b and not (left == 0 and b == "0"):
            yield digits[:left] + b + digits[left + 1 : right] + a + digits[right + 1 :]
