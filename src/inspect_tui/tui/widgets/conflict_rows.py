"""Conflicts as rows of a list: what each is about, then its values whole, one under the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from textual.content import Content

from inspect_tui.domain.records import Conflict
from inspect_tui.tui.conflict_words import Choice, ConflictWords
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.wording import CONFLICT, CONFLICT_STYLE

if TYPE_CHECKING:
    from inspect_tui.locale import Catalog

INDENT: Final = 2
"""Cells before a value's words, under who gave it."""

COMPARED: Final = 600
"""Words up to which two values are compared word by word."""

_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """What a conflict is about, or one of its values.

    Attributes:
        choice: the value; None for the heading.
        others: the words of the other values.
        place: of a heading, which conflict of how many it is.
        is_gap: an empty line.
    """

    key: str
    conflict: Conflict
    choice: Choice | None = None
    others: tuple[str, ...] = ()
    place: tuple[int, int] = (0, 0)
    is_gap: bool = False

    @property
    def selectable(self) -> bool:
        """Whether the cursor stops here."""
        return self.choice is not None


def key_of(conflict: Conflict) -> str:
    """Return the name of a conflict among all of a session."""
    return f"{conflict.record}:{conflict.id}:{conflict.field}"


def conflict_rows(conflicts: Sequence[Conflict], words: ConflictWords) -> list[ConflictRow]:
    """Return the rows of all conflicts, each under its heading."""
    rows: list[ConflictRow] = []
    for number, conflict in enumerate(conflicts, start=1):
        key = key_of(conflict)
        rows.append(ConflictRow(key, conflict, place=(number, len(conflicts))))
        choices = words.choices(conflict)
        for place, choice in enumerate(choices):
            others = tuple(one.words for one in choices if one is not choice)
            rows.append(ConflictRow(f"{key}|{place}", conflict, choice, others))
            rows.append(ConflictRow(f"{key}|{place}|", conflict, is_gap=True))
    return rows


class ConflictDrawing:
    """Draws rows of conflicts."""

    def __init__(self, words: ConflictWords, catalog: Catalog) -> None:
        """Draw in a language."""
        self._words, self._catalog = words, catalog

    def height(self, row: ConflictRow, width: int) -> int:
        """Return the lines of a row."""
        if row.choice is None:
            return 1 if row.is_gap else 1 + bool(self._words.about(row.conflict))
        return len(self._who(row.choice, width)) + len(wrap(row.choice.words, max(10, width - INDENT)))

    def draw(self, row: ConflictRow, width: int) -> list[Content]:
        """Draw a heading or a value."""
        if row.choice is not None:
            return self._value(row, row.choice, width)
        return [Content("")] if row.is_gap else self._heading(row, width)

    def _heading(self, row: ConflictRow, width: int) -> list[Content]:
        number, count = row.place
        right = f"{number}/{count}" if count > 1 else ""
        title = self._words.title(row.conflict)
        # Sentence case, for it stands as a heading.
        title = f"{title[:1].upper()}{title[1:]}"
        room = width - 2 - cell_len(right)
        mark = (CONFLICT + " ", CONFLICT_STYLE)
        lines = [Content.assemble(mark, (fit(title, room), "bold"), (right, "$text-muted"))]
        if about := self._words.about(row.conflict):
            lines.append(Content.styled("  " + fit(about, width - 2), "$text-muted"))
        return lines

    def _who(self, choice: Choice, width: int) -> list[str]:
        """Return who gave a value, a line each, and on the last one that it is the one that is shown."""
        shown = self._catalog.t("shown for now")
        lines = list(choice.who)
        if choice.is_shown:
            lines[-1] = fit(lines[-1], max(8, width - cell_len(shown) - 2)) + "  " + shown
        return lines

    def _value(self, row: ConflictRow, choice: Choice, width: int) -> list[Content]:
        lines = [Content.styled(fit(line, width), "$text-muted") for line in self._who(choice, width)]
        words = choice.words
        own = own_words(words, row.others)
        place = 0
        for line in wrap(words, max(10, width - INDENT)):
            content, start = Content(line), words.find(line, place) if line else place
            if start >= 0:
                place = start + len(line)
                for begin, end in own:
                    if begin < place and end > start:
                        content = content.stylize("$text-accent", max(0, begin - start), min(len(line), end - start))
            lines.append(Content(" " * INDENT) + content)
        return lines


def own_words(text: str, others: Iterable[str]) -> list[tuple[int, int]]:
    """Return where in a text words stand that no other one has in that place; none where nearly all differ."""
    spans = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    mine = [_bare(text[start:end]) for start, end in spans]
    own: set[int] | None = None
    for other in others:
        theirs = [_bare(word) for word in _WORD.findall(other)]
        if not mine or not theirs or max(len(mine), len(theirs)) > COMPARED:
            return []
        matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
        if matcher.ratio() < 0.5:
            return []
        alike = {one for match in matcher.get_matching_blocks() for one in range(match.a, match.a + match.size)}
        found = set(range(len(mine))) - alike
        own = found if own is None else own & found
    return _joined([spans[place] for place in sorted(own or ())], text)


def _bare(word: str) -> str:
    """Return a word without the marks around it, which the end of a sentence changes."""
    return word.strip('.,;:!?()«»“”"') or word


def _joined(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for start, end in spans:
        if made and not text[made[-1][1] : start].strip():
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made
