"""What a field of one line held before, word by word, for its own undo."""

from __future__ import annotations

from typing import NamedTuple

from inspect_tui.tui.widgets.typed_run import BURST

LONGEST = 3
"""Characters that one key puts in or takes away at most, an input method's included; more is an act of its own."""


class LineState(NamedTuple):
    """A text and where the cursor is in it."""

    text: str
    cursor: int


class LineHistory:
    """Steps of a person's hand: a word, a run of deleted letters, a paste, a cleared field."""

    def __init__(self) -> None:
        self._past: list[LineState] = []
        self._future: list[LineState] = []
        self._inserts = False
        self._goes_on = False
        self._time = 0.0

    def clear(self) -> None:
        """Begin anew, after a text that the program has set."""
        self._past.clear()
        self._future.clear()
        self._goes_on = False

    def edited(self, before: LineState, inserted: str, removed: int, time: float) -> None:
        """Note a change that is about to be made.

        Args:
            before: the text as it is yet.
            inserted: what comes in.
            removed: how many characters go.
            time: when the key arrived, in seconds of the event clock.
        """
        begins_word = bool(inserted.strip()) and before.text[: before.cursor][-1:].isspace()
        # An input method takes letters away and puts others there within one act.
        alike = bool(inserted) == self._inserts or time - self._time < BURST
        large = max(len(inserted), removed) > LONGEST
        if not (self._goes_on and alike and not begins_word and not large):
            self._past.append(before)
        self._future.clear()
        self._inserts, self._goes_on, self._time = bool(inserted), not large, time

    def undo(self, now: LineState) -> LineState | None:
        """Return the text before the last step, or None where there is none."""
        return self._step(self._past, self._future, now)

    def redo(self, now: LineState) -> LineState | None:
        """Return the text that the last undo has left, or None."""
        return self._step(self._future, self._past, now)

    def _step(self, source: list[LineState], target: list[LineState], now: LineState) -> LineState | None:
        self._goes_on = False
        if not source:
            return None
        target.append(now)
        return source.pop()
