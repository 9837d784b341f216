"""A text cut into words, numbers and marks; what is written in one piece is told apart: 30/7/2021, 15/18, 1.234."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import syllable

_RUN: Final = later(r"\w+(?:[.,/\-–]\w+)*|[^\w\s]|\n")
_DATE: Final = later(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_ISO: Final = later(r"(\d{4})-(\d{2})-(\d{2})")
_FRACTION: Final = later(r"(\d{1,9})/(\d{1,9})")
_THOUSANDS: Final = later(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+")
_DECIMAL: Final = later(r"\d{1,9}[.,]\d{1,6}")
_WORDS: Final = later(r"[^\W\d_]+(?:[.,/\-–][^\W\d_]+)+")
_APART: Final = later(r"(?<!\d),|,(?!\d)|(?<=[^\W\d_])/(?=\d)|/(?=[^\W\d_]{3})")
_GLUED: Final = later(r"(\d{1,9})([^\W\d_]+)")
_MARKS: Final = {
    "–": "-", "—": "-", "•": "-", "+": "-", "*": "-", "“": '"', "”": '"', "«": '"', "»": '"', "…": ".",
    "=": "L", "[": "(", "]": ")",
}  # fmt: skip


class Run(NamedTuple):
    """A piece of text.

    Attributes:
        key: the word as it is compared, or the piece as it stands.
        cls: empty for a word; else N, F, # (a decimal), D, X, T, ``day``, ``month`` or the mark itself.
        value: a number, two numbers, or a day.
        start: where it begins in the text.
        end: where it ends.
        capital: a word that begins with a capital letter.
    """

    key: str
    cls: str
    value: object
    start: int
    end: int
    capital: bool = False


def runs_of(text: str) -> list[Run]:
    """Return a text's words, numbers and marks; white space is left out, line ends stay."""
    found: list[Run] = []
    for match in _RUN.finditer(text):
        run = match[0]
        if run.isalpha():
            found.append(Run(syllable(run), "", None, match.start(), match.end(), run[0].isupper()))
        elif run[0].isalnum() or run[0] == "_":
            found.extend(_run(run, match.start()))
        else:
            found.append(Run("'" if run == "’" else run, _MARKS.get(run, run), None, match.start(), match.end()))
    return found


def _run(run: str, start: int) -> Iterator[Run]:
    """Yield what letters and digits with marks between them are."""
    end = start + len(run)
    if run.isdecimal():
        yield Run(run, "N" if len(run) < 10 else "D", int(run) if len(run) < 10 else None, start, end)
    elif match := _DATE.fullmatch(run):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        yield Run(run, "day", (int(match[1]), int(match[2]), year), start, end)
    elif match := _ISO.fullmatch(run):
        yield Run(run, "day", (int(match[3]), int(match[2]), int(match[1])), start, end)
    elif match := _FRACTION.fullmatch(run):
        is_month = len(match[2]) == 4 and match[2][:2] in ("19", "20") and int(match[1]) <= 12
        value = (int(match[1]), int(match[2]))
        yield Run(run, "month" if is_month else "F", value, start, end)
    elif _THOUSANDS.fullmatch(run):
        yield Run(run, "N", int(re.sub("[.,]", "", run)), start, end)
    elif _DECIMAL.fullmatch(run):
        yield Run(run, "#", None, start, end)
    elif _WORDS.fullmatch(run):
        at = start
        for part in re.split(r"([.,/\-–])", run):
            is_word = part.isalpha()
            key, cls = (syllable(part), "") if is_word else (part, _MARKS.get(part, part))
            yield Run(key, cls, None, at, at + len(part), is_word and part[0].isupper())
            at += len(part)
    elif (match := _GLUED.fullmatch(run)) and syllable(match[2]) in (syllable("nhiệm"), "tasks"):
        yield from _run(match[1], start)
        yield Run(syllable(match[2]), "", None, start + len(match[1]), end)
    elif match := _APART.search(run):
        for part, at in ((run[: match.start()], start), (run[match.end() :], start + match.end())):
            if part.isalpha():
                yield Run(syllable(part), "", None, at, at + len(part), part[0].isupper())
            elif part:
                yield from _run(part, at)
            if at == start:
                yield Run(match[0], match[0], None, start + match.start(), start + match.end())
    elif re.fullmatch(r"\d{4}[\-–]\d{4}", run):
        yield Run(run, "T", None, start, end)
    else:
        # Ranges as "2-3" are no numbers, symbols as "12/QĐ-UBND" and "I.16" neither.
        yield Run(run, "X" if re.fullmatch(r"\d+[\-–]\d+", run) else "D", None, start, end)
