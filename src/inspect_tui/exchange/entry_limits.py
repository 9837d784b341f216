"""What no entry of a session file may hold, whoever signed the file.

Ids become names of files and keys of indexes, numbers go into columns of 64 bits, times are shown in a zone, and words
reach terminals. No program of this family writes anything else, and a file that does would harm whoever reads it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from inspect_tui.domain.journal import Entry
from inspect_tui.domain.records import FIELDS, FieldError, coerce, parse_time
from inspect_tui.exchange.layout import MAX_DEPTH, MAX_ID

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
"""What `domain.vietnamese.clean` takes out of words; line ends and tabs are escaped in JSON."""
_ESCAPED: Final = re.compile(r"(?<!\\)(?:\\\\)*\\[ubfr]")
"""A control character in canonical JSON; line ends and tabs have escapes of their own."""
_IDS: Final = ("id", "session", "record_id", "device")
_INT64: Final = 2**63


def _fields_of(*types: str) -> dict[str, frozenset[str]]:
    return {kind: frozenset(n for n, spec in fields.items() if spec.type in types) for kind, fields in FIELDS.items()}


_WORDS: Final = _fields_of("line", "text")
_MOMENTS: Final = _fields_of("date", "time")


def unfit_part(entry: Entry, line: bytes) -> str:
    """Return the first part of an entry that no entry may have; empty where all are fit.

    Args:
        entry: the entry, its types checked.
        line: its canonical line.
    """
    ids = (entry.id, entry.session, entry.record_id, entry.device)
    if not (_is_fit(entry.id) and _is_fit(entry.record_id) and _is_fit_again(entry.session, entry.device)):
        return next(name for name, text in zip(_IDS, ids, strict=True) if not _is_fit(text))
    if not -_INT64 <= entry.mono < _INT64:
        return "mono"
    if entry.seq >= _INT64:
        return "seq"
    if not _is_moment(entry.at):
        return "at"
    words_of, moments_of = _WORDS[entry.record], _MOMENTS[entry.record]
    for name, change in entry.fields.items():
        new = change.new
        if new is None:
            continue
        # A number is no word to who counts letters, and a time in another zone stands in another place.
        if type(new) is not str if name in words_of else name in moments_of and not _is_stored(entry.record, name, new):
            return name
    words = line.decode()
    # Nearly all lines have neither; only then is it looked for where it stands.
    if (not words.isprintable() and _CONTROL.search(words)) or (_may_escape(words) and _ESCAPED.search(words)):
        return "fields" if _steers_nobody(entry.person) else "person"
    if words.count("[") + words.count("{") > MAX_DEPTH and any(
        _is_deep(value) for change in entry.fields.values() for value in (change.old, change.new)
    ):
        return "fields"
    return ""


@lru_cache(maxsize=64)
def _is_fit_again(session: str, device: str) -> bool:
    # All entries of a file name its session, and most the same device.
    return _is_fit(session) and _is_fit(device)


def _is_fit(text: str) -> bool:
    return 0 < len(text) <= MAX_ID and text.isascii() and text.isprintable()


def _may_escape(words: str) -> bool:
    # Each of these searches is a hundredth of the expression's time, and nearly all lines need only the first.
    return "\\" in words and ("\\u" in words or "\\b" in words or "\\f" in words or "\\r" in words)


@lru_cache(maxsize=1024)
def _is_moment(text: str) -> bool:
    # All changes of one moment have the same time.
    try:
        return parse_time("at", text) == text and text != ""
    except FieldError:
        return False


@lru_cache(maxsize=1024)
def _is_stored(record: str, name: str, text: str) -> bool:
    return bool(coerce(record, name, text) == text)


def _steers_nobody(text: str) -> bool:
    return text.isprintable() or not _CONTROL.search(text)


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
