"""Where the app is, kept in the store so that it can offer to go on there after it ended suddenly."""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inspect_tui.domain.records import SCREENS, utc_text

if TYPE_CHECKING:
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp

EVERY: Final = 15.0
"""Seconds after which the time is written anew together with what is typed."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the app was when it was last seen alive.

    Attributes:
        session: the open session's id, empty on the list.
        screen: the screen's name.
        at: UTC ISO text.
    """

    session: str
    screen: str
    at: str


def _key(store: Store) -> str:
    if not store.location.is_postgres:
        return "where"
    import hashlib
    import platform

    # A server's store is used from many machines, of which each goes on in its own place.
    return "where:" + hashlib.sha256(platform.node().encode()).hexdigest()[:16]


def sudden_end(store: Store) -> Where | None:
    """Return where the app was when it ended suddenly; None where it was quit, or was in no session."""
    try:
        kept = json.loads(store.get_meta(_key(store)) or "{}")
        if kept.get("ended") or kept["screen"] not in SCREENS or not kept["session"]:
            return None
        return Where(str(kept["session"]), str(kept["screen"]), str(kept["at"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


class WhereKeeper:
    """Notes where the app is: at each change of screen, and from time to time with what is typed."""

    def __init__(self, app: InspectApp) -> None:
        """Begin nowhere."""
        self._app = app
        self._here = ("", "")
        self._noted: tuple[tuple[str, str], float] = (("", ""), 0.0)

    def begin(self, session: str, screen: str) -> None:
        """Take the place where the app begins; it is written down once the store is open."""
        self._here = (session, screen)

    def moved(self, session: str, screen: str) -> None:
        """Note that another screen is shown."""
        if self._here == (session, screen):
            return
        self._here = (session, screen)
        if self._app.is_running:
            self._app.run_worker(self.note(), group="where")

    async def note(self, *, ended: str = "") -> None:
        """Write it down now; a store that takes nothing is found out by what is typed, not by this.

        Args:
            ended: how the program ends, where it does.
        """
        with contextlib.suppress(Exception):
            await self._app.gateway.read(lambda store: self.put(store, ended=ended))

    def put(self, store: Store, *, ended: str = "") -> None:
        """Write it down in a store; on the store's thread."""
        session, screen = self._here
        kept = {"session": session, "screen": screen, "at": utc_text(store.clock()), "ended": ended}
        store.set_meta(_key(store), json.dumps(kept))
        self._noted = (self._here, time.monotonic())

    def put_with_words(self, store: Store) -> None:
        """Write it down in the transaction of what is typed, where it is not known there already."""
        here, at = self._noted
        if here != self._here or time.monotonic() - at > EVERY:
            self.put(store)
