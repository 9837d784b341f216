"""The letters typed in one go up to the cursor, with the marks as they were typed.

An input method replaces a letter by Backspaces and the new letter. Those that send decomposed text (base letter,
then marks) count Backspaces in code points, some count in letters, while a field shows and stores NFC, where both
are one. So the field remembers how the last letters came in, and a Backspace takes away the last thing typed.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from inspect_tui.domain.vietnamese import nfc

REMEMBERED: Final = 48
"""Letters kept; no input method replaces more than a word."""

BURST: Final = 0.03
"""Seconds within which keys are one act of an input method; a person's fingers take longer."""


class TypedRun:
    """What was typed just before the cursor, letter by letter."""

    def __init__(self) -> None:
        self._letters: list[str] = []
        self._bared_at: float | None = None

    def insert(self, before: str, character: str, time: float) -> tuple[int, str]:
        """Take in a typed character.

        Args:
            before: the text of the line before the cursor, in NFC.
            character: one code point.
            time: when the key arrived, in seconds of the event clock.

        Returns:
            How many characters before the cursor to take away, and what to put there instead.
        """
        self._follow(before)
        bared_at, self._bared_at = self._bared_at, None
        if unicodedata.combining(character):
            return self._insert_mark(before, character)
        if bared_at is not None and time - bared_at < BURST:
            # An input method that counts in letters has just deleted this one, of which we took only the mark.
            gone = len(nfc(self._letters[-1]))
            self._letters[-1] = character
            return gone, character
        self._letters.append(character)
        del self._letters[:-REMEMBERED]
        return 0, character

    def backspace(self, before: str, time: float) -> tuple[int, str]:
        """Take back the last thing typed.

        Args:
            before: the text of the line before the cursor, in NFC and not empty.
            time: when the key arrived, in seconds of the event clock.

        Returns:
            How many characters before the cursor to take away, and what to put there instead.
        """
        self._follow(before)
        self._bared_at = None
        if not self._letters:
            return 1, ""
        typed = self._letters[-1]
        if len(typed) == 1:
            self._letters.pop()
            return 1, ""
        self._letters[-1] = typed[:-1]
        self._bared_at = time
        return len(nfc(typed)), nfc(typed[:-1])

    def forget(self) -> None:
        """Start anew, after a change that was not typed."""
        self._letters.clear()
        self._bared_at = None

    def _follow(self, before: str) -> None:
        """Forget everything where the cursor has moved or the text was changed since."""
        if self._letters and not before.endswith("".join([nfc(letter) for letter in self._letters])):
            self.forget()

    def _insert_mark(self, before: str, mark: str) -> tuple[int, str]:
        base = len(before) - 1
        while base > 0 and unicodedata.combining(before[base]):
            base -= 1
        letter = before[base:] if base >= 0 else ""
        if self._letters and nfc(self._letters[-1]) == letter:
            self._letters[-1] += mark
        else:
            self._letters = [letter + mark]
        return len(letter), nfc(self._letters[-1])
