"""Work that takes longer than half a second says so beside the keys, and how long it has been at it."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Final

from textual.message_pump import MessagePump

SOON: Final = 0.5
"""Seconds from which on work is long."""
TICK: Final = 0.25


class Working:
    """Says what is at work while a block runs; what ends sooner is not worth a word, for it would only flicker."""

    def __init__(self, on: MessagePump, say: Callable[[str], None], words: str) -> None:
        """Watch over a block.

        Args:
            on: whoever has the line; where it goes away meanwhile nothing is said any more.
            say: shows a line, and none for no words.
            words: what is being done.
        """
        self._on, self._say, self._words = on, say, words
        self._begun = 0.0
        self._told = False

    async def __aenter__(self) -> None:
        """Begin."""
        self._begun = time.monotonic()
        self._timer = self._on.set_interval(TICK, self._tick)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away, however it ended."""
        self._timer.stop()
        if self._told and self._on.is_attached:
            self._say("")

    def _tick(self) -> None:
        lasted = time.monotonic() - self._begun
        if lasted >= SOON and self._on.is_attached:
            self._told = True
            self._say(f"○ {self._words}" + (f" {clock_of(lasted)}" if lasted >= 1 else ""))


def clock_of(seconds: float) -> str:
    """Return how long something lasts as minutes and seconds: ``0:04``."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
