"""Copies while the app runs: at the start, at each hour of work, at signing; and the check that finds damage."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from inspect_tui.services.copying import MENDED, backup, find_damage, newest_copy, told
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.store.errors import StoreError
from inspect_tui.tui.gateway import mend_open

if TYPE_CHECKING:
    from inspect_tui.store.copies import Copy
    from inspect_tui.tui.app import InspectApp

EVERY: Final = 3600.0
"""Seconds of work between two copies."""
LOOK: Final = 30.0
"""Seconds between two looks at the time: a laptop that slept must not wait for an hour more."""


class CopyKeeper:
    """Makes copies beside the work, on the thread for long work, with a connection of their own."""

    def __init__(self, app: InspectApp) -> None:
        """Make nothing yet."""
        self._app = app
        self._at: float | None = None
        self._told = ""

    def age(self) -> float | None:
        """Return the seconds since the last copy, None where none was ever made."""
        return None if self._at is None else max(0.0, time.monotonic() - self._at)

    def start(self) -> None:
        """Say what was mended before, make the copy of the start, and go on at each hour."""
        self._app.run_worker(self._start(), group="copies")

    def soon(self, reason: str) -> None:
        """Make a copy beside the work."""
        self._app.run_worker(self.copy(reason), group="copies")

    async def copy(self, reason: str) -> Copy | None:
        """Make a copy; damage that it finds is mended, what else hinders it is said once."""
        app = self._app
        if app.setup.location.path is None:
            return None
        try:
            copy = await app.gateway.long(lambda: backup(app.setup, reason=reason))
        except Exception as error:
            if not is_expected(error):
                raise
            # Checking a copy checks the store; where none can be made the store is checked by itself.
            if isinstance(error, StoreError) and await self._is_damaged():
                await self._mend()
            else:
                self._say(app.t("No copy: {reason}", reason=describe(error, app.catalog)))
            return None
        self._at = time.monotonic()
        self._say(
            app.t("The second place for copies cannot be reached: {path}", path=copy.second_failed)
            if copy.second_failed
            else ""
        )
        app.show_save_state()
        return copy

    async def _start(self) -> None:
        app = self._app
        if app.setup.location.path is None or app.demo:
            return
        kept = await app.gateway.read(lambda store: store.get_meta(MENDED))
        if kept:
            app.tell(told(kept, app.catalog), warning=True, seconds=20)
            await app.gateway.read(lambda store: store.set_meta(MENDED, ""))
        last = newest_copy(app.setup)
        if last is not None:
            self._at = time.monotonic() - max(0.0, (datetime.now(UTC) - last.at).total_seconds())
        await self.copy("start")
        app.set_interval(LOOK, self._look)

    async def _look(self) -> None:
        app = self._app
        app.show_save_state()
        committed_at = app.gateway.save_state.committed_at
        worked = self._at is None or (committed_at is not None and committed_at > self._at)
        if worked and ((age := self.age()) is None or age >= EVERY):
            await self.copy("hour")

    def _say(self, words: str) -> None:
        if words and words != self._told:
            self._app.tell(words, warning=True)
        self._told = words

    async def _is_damaged(self) -> bool:
        """Tell whether the store itself is damaged and not only the place of its copies."""
        setup = self._app.setup
        return bool(await self._app.gateway.long(lambda: find_damage(setup)))

    async def _mend(self) -> None:
        app = self._app
        try:
            text = await app.gateway.write(mend_open, small=False)
        except StoreError as error:
            app.tell(describe(error, app.catalog), warning=True, seconds=20)
            return
        await self.mended(text)

    async def mended(self, text: str) -> None:
        """Follow a store that was mended while the app runs, and say so.

        Args:
            text: what was done, for `services.copying.told`.
        """
        app = self._app
        for keeper in app.keepers:
            # What is being typed was last kept in the damaged file.
            keeper.keep_again()
        await app.reload()
        app.tell(told(text, app.catalog), warning=True, seconds=20)
