"""Declared percentages as lines: of what, as it is printed, a share of what; and as the map in which they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from inspect_tui.domain.vietnamese import one_line


class PercentLine(NamedTuple):
    """One percentage of a report, whether it can be understood or not.

    Attributes:
        name: of what, a name of a declared count.
        text: the printed words; empty for a line that is being begun.
        base: what it is said to be a share of; empty where nothing is said.
    """

    name: str
    text: str
    base: str = ""


def percent_lines(percents: object) -> list[PercentLine]:
    """Return the lines of a record's percentages, in the record's order.

    Args:
        percents: name to text, or to several texts in a list; a base stands after an @, behind the name or the text.
    """
    lines = []
    for key, value in percents.items() if isinstance(percents, Mapping) else ():
        name, _, named = str(key).partition("@")
        for one in _texts(value):
            text, _, base = one.partition("@")
            lines.append(PercentLine(name.strip(), text.strip(), (base or named).strip()))
    return lines


def percents_of(lines: Iterable[PercentLine]) -> dict[str, Any]:
    """Return the map of lines, in its one form: the base behind the name, a list only where two lines have one key."""
    found: dict[str, list[str]] = {}
    for line in lines:
        # An @ in the words themselves would be read as a base.
        text = one_line(line.text).replace("@", " ").strip()
        if text:
            found.setdefault(f"{line.name}@{line.base}" if line.base else line.name, []).append(text)
    return {key: texts[0] if len(texts) == 1 else texts for key, texts in found.items()}


def typed_lines(lines: Iterable[PercentLine]) -> str:
    """Return lines as one text, the form in which they are kept while they are being typed: ``open=5 %@assigned``."""
    made = []
    for line in lines:
        if text := line.text.replace("@", " ").strip():
            made.append(f"{line.name}={text}" + (f"@{line.base}" if line.base else ""))
    return "\n".join(made)


def lines_typed(text: str) -> list[PercentLine]:
    """Return the lines of what `typed_lines` made."""
    lines = []
    for one in text.splitlines():
        name, equals, rest = one.partition("=")
        words, at, base = rest.rpartition("@") if "@" in rest else (rest, "", "")
        if equals and words.strip():
            lines.append(PercentLine(name, words, base if at else ""))
    return lines


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif value is not None and str(value).strip():
        yield str(value)
