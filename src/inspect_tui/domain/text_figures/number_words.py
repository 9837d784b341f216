"""Numbers written as words, in Vietnamese and English, up to 999: "ba", "hai mươi mốt", "twenty-one"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inspect_tui.domain.vietnamese import syllable

_UNITS: Final = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_AFTER_TEN: Final = {**_UNITS, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
"""Some words change behind tens: mười lăm, hai mươi mốt, hai mươi tư."""
_ENGLISH: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_ENGLISH_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip


def _keys(words: dict[str, int]) -> dict[str, int]:
    return {syllable(word): value for word, value in words.items()}


_UNIT_KEYS: Final = _keys(_UNITS)
_AFTER_TEN_KEYS: Final = _keys(_AFTER_TEN)
_TEN, _TENS, _HUNDRED, _ODD, _ODD2 = map(syllable, ("mười", "mươi", "trăm", "linh", "lẻ"))
STARTS: Final = frozenset({*_UNIT_KEYS, _TEN, *_ENGLISH, *_ENGLISH_TENS})
"""The words with which a number can begin."""


def read_number(keys: Sequence[str], at: int) -> tuple[int, int]:
    """Return the number that stands in words, and how many words it takes; no words where there is none.

    Args:
        keys: words, each as `vietnamese.syllable` gives it.
        at: where to begin.
    """
    if keys[at] in _ENGLISH:
        return _ENGLISH[keys[at]], 1
    if keys[at] in _ENGLISH_TENS:
        more = at + 1
        more += more < len(keys) and keys[more] == "-"
        unit = _ENGLISH.get(keys[more], 0) if more < len(keys) else 0
        return (_ENGLISH_TENS[keys[at]] + unit, more + 1 - at) if 0 < unit < 10 else (_ENGLISH_TENS[keys[at]], 1)
    value, used = 0, 0
    if keys[at] in _UNIT_KEYS and _word(keys, at + 1) == _HUNDRED:
        value, used = 100 * _UNIT_KEYS[keys[at]], 2
        if _word(keys, at + 2) in (_ODD, _ODD2) and _word(keys, at + 3) in _AFTER_TEN_KEYS:
            return value + _AFTER_TEN_KEYS[keys[at + 3]], 4
    first = _word(keys, at + used)
    if first == _TEN:
        value, used = value + 10, used + 1
    elif first in _UNIT_KEYS and _word(keys, at + used + 1) == _TENS:
        value, used = value + 10 * _UNIT_KEYS[first], used + 2
    else:
        return (value, used) if used else (_UNIT_KEYS.get(first, 0), int(first in _UNIT_KEYS))
    unit = _AFTER_TEN_KEYS.get(_word(keys, at + used), 0)
    # Ten and five is mười lăm: "mười năm" is ten years.
    if unit and _word(keys, at + used) != syllable("năm"):
        return value + unit, used + 1
    return value, used


def _word(keys: Sequence[str], at: int) -> str:
    return keys[at] if at < len(keys) else ""
