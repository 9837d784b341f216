"""Lists that grow: the words that a field had before, offered while it is typed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from inspect_tui.domain.vietnamese import fold, has_marks, nfc, one_line
from inspect_tui.locale import N_

LONGEST: Final = 120
"""Characters of words that are offered: what is longer is a story of one task and no word of a list."""

USUAL: Final[dict[str, tuple[str, ...]]] = {
    "progress": (N_("submitted"), N_("issued"), N_("being consulted on"), N_("being drafted")),
    "cause": (
        N_("no funding yet"), N_("no guidance yet"), N_("deadline too short"), N_("waiting for another agency"),
    ),
    "nature": (N_("objective"), N_("subjective"), N_("objective and subjective")),
}  # fmt: skip
"""What is often written, by field; to be translated."""

_PARTS: Final = re.compile(r"[;\n]\s*")
_WORD: Final = re.compile(r"\w+")


class Part(NamedTuple):
    """The part of a text that is being typed.

    Attributes:
        start: its first character.
        text: from there to the end.
    """

    start: int
    text: str


def last_part(text: str) -> Part:
    """Return what stands behind the last semicolon or line end: several causes are written so."""
    start = max((match.end() for match in _PARTS.finditer(text)), default=0)
    return Part(start, text[start:])


def known_first(*lists: Iterable[str]) -> list[str]:
    """Return the words of some lists, each once, however it is spelled; those of the first list first."""
    found: dict[str, str] = {}
    for one in lists:
        for words in one:
            words = one_line(words)
            if words and len(words) <= LONGEST:
                found.setdefault(words.casefold(), words)
    return list(found.values())


def fitting(known: Sequence[str], typed: str) -> list[str]:
    """Return those of some words that fit what is typed, in their order; those that begin with it come first.

    Each typed word has to begin a word of them; marks that are typed must be there, marks that are not may be.

    Args:
        known: the words, the most likely ones first.
        typed: what is typed; nothing fits all.
    """
    wanted = _WORD.findall(nfc(typed).casefold())
    if not wanted:
        return list(known)
    ranked: list[tuple[int, str]] = []
    whole = " ".join(wanted)
    for words in known:
        plain = nfc(words).casefold()
        if plain == one_line(typed).casefold():
            continue
        there = _WORD.findall(plain)
        if all(any(_begins(one, word) for one in there) for word in wanted):
            ranked.append((0 if _begins(" ".join(there), whole) else 1, words))
    ranked.sort(key=lambda one: one[0])
    return [words for _, words in ranked]


def _begins(word: str, typed: str) -> bool:
    """Tell whether a word begins so; a typed word without marks fits one with marks."""
    return word.startswith(typed) if has_marks(typed) else fold(word).startswith(fold(typed))
