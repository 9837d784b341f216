"""The phrases of `words`, word by word, so that the longest one that begins at a word is found at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from inspect_tui.domain.text_figures.words import (
    ADJECTIVES,
    BASE_HEADS,
    BASE_WORDS,
    CLASS_WORDS,
    DECLARED,
    GIVERS,
    LEFT_BEHIND,
    NOT_LEFT,
    PLAIN_TOPICS,
    SOURCE_UNITS,
    SOURCE_WORDS,
    STATED_WORDS,
    STATUS_WORDS,
    SUMS,
)
from inspect_tui.domain.vietnamese import fold, syllable

END: Final = ""
Lexicon = dict[str, Any]
"""Words that can follow one another; at the end of a phrase stand its class and value."""


def _entries() -> Iterator[tuple[str, str, object]]:
    for status, phrases in STATUS_WORDS.items():
        yield phrases, "S", (status, False)
        passive = [p for p in phrases.split("|") if p.startswith("hoàn thành")]
        for before in ("được", "đã được", "đã", "mới", "chỉ") if passive else ():
            yield "|".join(f"{before} {phrase}" for phrase in passive), "S", (status, before in _STATING)
    yield STATED_WORDS, "S", ("done", True)
    for status, phrases in ADJECTIVES.items():
        yield phrases, "s", (status, False)
    for source, phrases in SOURCE_WORDS.items():
        yield phrases, "Q", source
    yield LEFT_BEHIND, "Q", "left"
    for source, phrases in SOURCE_UNITS.items():
        yield phrases, "U", source
    yield GIVERS, "G", "assigned"
    yield SUMS, "E", None
    yield NOT_LEFT, "X", "none"
    yield DECLARED, "T", "declared"
    for cls, phrases in CLASS_WORDS.items():
        yield phrases, cls, ("done", False) if cls == "m" else None
    yield "|".join(f"công tác {topic}" for topic in PLAIN_TOPICS.split("|")), "w", None


_STATING: Final = ("đã được", "đã", "mới", "chỉ")


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(syllable(w) for w in phrase.split())


def _bases() -> Iterator[tuple[str, str, object]]:
    for base, phrases in BASE_WORDS.items():
        for head in BASE_HEADS.split("|"):
            yield "|".join(f"{head} {phrase}" for phrase in phrases.split("|")), "b", base
    yield "tổng số nhiệm vụ|tổng số|of all tasks", "b", ""


@lru_cache(maxsize=2)
def lexicon(marks: bool) -> Lexicon:
    """Return all phrases word by word, without marks for texts that were typed without; the first class counts."""
    return _word_by_word(_entries(), marks)


@lru_cache(maxsize=2)
def bases(marks: bool) -> Lexicon:
    """Return what may stand behind a percentage to say of which tasks it is."""
    return _word_by_word(_bases(), marks)


def _word_by_word(entries: Iterator[tuple[str, str, object]], marks: bool) -> Lexicon:
    made: Lexicon = {}
    for phrases, cls, value in entries:
        for phrase in phrases.split("|"):
            node = made
            for word in _keys(phrase if marks else fold(phrase)):
                node = node.setdefault(word, {})
            node.setdefault(END, (cls, value))
    return made
