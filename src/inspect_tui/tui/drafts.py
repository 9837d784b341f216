"""Typed text on its way to the store: at most a fifth of a second behind the fingers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

DELAY: Final = 0.2
"""Seconds from a key to the draft's commit being asked for. Throttled, not debounced: steady typing is saved too."""

AGAIN: Final = 1.0
"""Seconds from a failed commit to the next try."""

COMPOSER: Final = "note"
"""The draft of the notes' composer."""


def field_draft(kind: str, record_id: str, field: str) -> str:
    """Return the name of a field's draft."""
    return f"{kind}:{record_id}:{field}"


class DraftKeeper:
    """Holds the newest text of each field that is being typed in, and hands it on in time."""

    def __init__(
        self, put: Callable[[dict[str, str]], Awaitable[None]], later: Callable[[float, Callable[[], object]], object]
    ) -> None:
        """Make a keeper.

        Args:
            put: commits drafts by name; empty text drops one.
            later: calls a function after some seconds.
        """
        self._put, self._later = put, later
        self._texts: dict[str, str] = {}
        self._waiting: dict[str, str] = {}
        self._scheduled = False
        self._committing = asyncio.Lock()

    def load(self, drafts: dict[str, str]) -> None:
        """Take over what the store had kept."""
        self._texts = dict(drafts)

    @property
    def is_waiting(self) -> bool:
        """Whether something typed is not yet committed."""
        return bool(self._waiting)

    def get(self, name: str) -> str | None:
        """Return a draft's text, or None."""
        return self._texts.get(name)

    def names(self, prefix: str) -> list[str]:
        """Return the drafts whose names begin so and that have words."""
        return [name for name, text in self._texts.items() if name.startswith(prefix) and text.strip()]

    def edited(self, name: str, text: str) -> None:
        """Note that a field has been typed in."""
        self._texts[name] = text
        self._wait(name, text, DELAY)

    def drop(self, name: str) -> None:
        """Forget a draft that a person has given up."""
        if self._texts.pop(name, None) is not None:
            self._wait(name, "", DELAY)

    def take(self, drafts: Mapping[str, str]) -> None:
        """Let drafts become part of a change that is about to be asked for; words typed since stay drafts."""
        for name, text in drafts.items():
            if self._texts.get(name) == text:
                del self._texts[name]
                self._waiting.pop(name, None)

    def saved(self, drafts: Mapping[str, str]) -> None:
        """Note that a change has taken drafts out of the store: what was typed since has to go there anew."""
        for name in drafts:
            if name in self._texts:
                self._wait(name, self._texts[name], DELAY)

    def give_back(self, drafts: Mapping[str, str]) -> None:
        """Take drafts back that could not be saved."""
        for name, text in drafts.items():
            if name not in self._texts:
                self.edited(name, text)

    def _wait(self, name: str, text: str, seconds: float) -> None:
        self._waiting[name] = text
        if not self._scheduled:
            self._scheduled = True
            self._later(seconds, self.flush)

    async def flush(self) -> bool:
        """Commit what waits, now; False where it cannot be committed, and then it is tried again by and by."""
        self._scheduled = False
        # One commit at a time, so that "nothing waits" also means that nothing is still on its way.
        async with self._committing:
            if not self._waiting:
                return True
            waiting, self._waiting = self._waiting, {}
            try:
                await self._put(waiting)
            except Exception:
                for name, text in waiting.items():
                    # Newer text of the same field wins; a draft that was saved meanwhile stays away.
                    if name not in self._waiting and self._texts.get(name, "") == text:
                        self._wait(name, text, AGAIN)
                return False
            return True
