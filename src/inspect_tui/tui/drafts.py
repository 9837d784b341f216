"""Typed text on its way to the store: at most a fifth of a second behind the fingers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

DELAY: Final = 0.2
"""Seconds from a key to the draft's commit being asked for. Throttled, not debounced: steady typing is saved too."""

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

    def edited(self, name: str, text: str) -> None:
        """Note that a field has been typed in."""
        self._texts[name] = text
        self._waiting[name] = text
        if not self._scheduled:
            self._scheduled = True
            self._later(DELAY, self.flush)

    def taken(self, name: str) -> None:
        """Forget a draft that is part of a saved change; its row goes in that change's transaction."""
        self._texts.pop(name, None)
        self._waiting.pop(name, None)

    async def flush(self) -> None:
        """Commit what waits, now."""
        self._scheduled = False
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, {}
        try:
            await self._put(waiting)
        except Exception:
            # Newer text of the same field wins; the rest is tried again.
            self._waiting = {**waiting, **self._waiting}
            if not self._scheduled:
                self._scheduled = True
                self._later(1.0, self.flush)
            raise
