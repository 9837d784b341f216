"""Signs by which a note says what it is about while it is typed: `@` speaker, `#` task, `!` kind, `>` conclusion.

A sign counts at the beginning of a word only, and whatever is not taken is just words: nothing here changes a text but
`without_tail` and `request_text`, which leave out what was taken and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import fold, one_line

_SIGN: Final = later(r"(?:^|(?<=[\s(\[>“\"]))([@#!])(?=$|[^\s@#!])")
_ENDS: Final = later(r"[,;:?!…]|\.(?:\s|$)|\s\s|[@#]")
_ENDS_TASK: Final = later(r"[,;:?!…]|\.\s|\s\s|[@#]")
_REQUEST: Final = later(r"\s*>(?=\s|[^\W\d]|[@#!(“\"])\s*")
_TAILS: Final = '.,;:?!)]”"…'
_LONGEST: Final = 72
_MOST_WORDS: Final = {"@": 9, "#": 6, "!": 3}
_NEW_AMONG_WORDS: Final = 4
"""Words of a new name in the middle of a sentence, where "@" is more often something else."""


class Token(NamedTuple):
    """A sign with what was typed behind it, up to the cursor.

    Attributes:
        sign: ``@``, ``#`` or ``!``.
        start: where the sign stands in the line.
        typed: the words behind it.
    """

    sign: str
    start: int
    typed: str


def open_token(before: str) -> Token | None:
    """Return the token that the cursor stands behind, None where there are only words.

    Args:
        before: the line up to the cursor.
    """
    if "@" not in before and "#" not in before and "!" not in before:
        return None
    found = None
    for found in _SIGN.finditer(before, max(0, len(before) - _LONGEST)):  # noqa: B007 - the last one is wanted
        pass
    if found is None:
        return None
    sign, typed = found[1], before[found.end() :]
    ends = _ENDS_TASK if sign == "#" else _ENDS
    if ends.search(typed) or len(typed.split()) > _MOST_WORDS[sign]:
        return None
    return Token(sign, found.start(1), typed)


def begins(before: str) -> bool:
    """Tell whether what stands before a token is nothing, or only the sign of a conclusion."""
    return before.strip() in ("", ">")


def may_be_new(token: Token, *, first: bool) -> bool:
    """Tell whether words behind "@" may be the name of somebody who is not known yet.

    Args:
        token: the token.
        first: it stands at the beginning of the note.
    """
    words = one_line(token.typed).split()
    return bool(words) and any(c.isalpha() for c in token.typed) and (first or len(words) <= _NEW_AMONG_WORDS)


def request_text(text: str) -> str | None:
    """Return the words behind a ">" at the beginning, None where they are no conclusion: ">= 5" is just words."""
    found = _REQUEST.match(text)
    return text[found.end() :] if found is not None and text[found.end() :].strip() else None


def without_tail(text: str, taken: Collection[str]) -> str:
    """Return the words without the tasks that were named at their end; one inside a sentence stays in it.

    Args:
        text: the words.
        taken: labels of the tasks that were taken from the words.
    """
    kept = text
    while taken:
        words = kept.rstrip()
        last = words.split()[-1:]
        if not last or last[0][:1] != "#" or last[0][1:] not in taken:
            break
        head = words[: len(words) - len(last[0])]
        if begins(head):
            break
        kept = head.rstrip()
    return kept


def still_named(text: str, labels: Sequence[str]) -> list[str]:
    """Return those of some labels that still stand in the words as tasks."""
    words = {word.strip("([“" + _TAILS) for word in text.split()} if labels else set()
    return [label for label in labels if f"#{label}" in words]


def spelled_out(text: str, labels: Collection[str], word: str) -> str:
    """Return words for a paper: tasks among them as "task 16", not "#16".

    Args:
        text: the words of a note.
        labels: those of the tasks that the note is tied to; other numbers stay as they are.
        word: for a task, in the paper's language.
    """

    def spell(found: re.Match[str]) -> str:
        label = found[2]
        tail = ""
        while label not in labels and label and label[-1] in _TAILS:
            label, tail = label[:-1], label[-1] + tail
        if label not in labels:
            return found[0]
        called = (found[1] or "").strip()
        return f"{found[1]}{label}{tail}" if fold(called) == fold(word) else f"{found[1] or ''}{word} {label}{tail}"

    return re.sub(rf"({re.escape(word)}\s+)?(?<![^\s(\[“])#(\S+)", spell, text, flags=re.I) if "#" in text else text
