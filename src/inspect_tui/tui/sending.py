"""Session files on their way to a target: what is pending, how far it is, how it went; behind all screens."""

from __future__ import annotations

import asyncio
import os
import threading
from functools import partial
from typing import TYPE_CHECKING, Final

from inspect_tui.services.errors import describe, is_expected
from inspect_tui.tui.own_thread import on_own_thread

if TYPE_CHECKING:
    from inspect_tui.services.courier import Courier, Progress, Synced
    from inspect_tui.services.pending import PendingCounter
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp

LOOK: Final = 10.0
"""Seconds between two counts of what is pending; one costs a look-up where nothing has come."""


class Sender:
    """Counts what is to be sent, and sends it when it is told to.

    Attributes:
        at_work: something is being sent or fetched now.
        progress: how far it is, None between two files.
        done: what the last time did, None where it could not begin.
        failed: why the last time could not begin, in words.
    """

    def __init__(self, app: InspectApp) -> None:
        """Count nothing yet."""
        self._app = app
        self._pending = 0
        self._counter: PendingCounter | None = None
        self._counted_for = ""
        self._counting = False
        self._stop = threading.Event()
        self.at_work = False
        self.progress: Progress | None = None
        self.done: Synced | None = None
        self.failed = ""

    def start(self) -> None:
        """Count what is pending from now on."""
        self._look()
        self._app.set_interval(LOOK, self._look)

    def _look(self) -> None:
        # Beside all messages, and never a second time while a store that does not answer is asked.
        if not self._counting:
            self._app.run_worker(self.count(), group="pending")

    def words(self) -> str:
        """Return the status line's words; empty where there is no target, or nothing to be sent to it."""
        t = self._app.t
        if self.at_work:
            now = self.progress
            return (
                t("sending {number}/{count}", number=now.number, count=now.count) if now and now.count else t("sending")
            )
        return t("{count} pending", count=self._pending) if self._pending else ""

    def target(self) -> str:
        """Return the address that is set; empty for none.

        Raises:
            UserError: the settings cannot be read.
        """
        from inspect_tui.services.settings import read_settings

        return read_settings(self._app.setup.home).target

    async def count(self) -> None:
        """Count what is to be sent to the target that is set."""
        pending, self._counting = 0, True
        try:
            # Also the settings are read on the store's thread: a disk that hangs must not hang the screen.
            pending = await self._app.gateway.read(self._count)
        except Exception as error:
            # Where it is sent, it is said; here nothing is known.
            if not is_expected(error):
                raise
        finally:
            self._counting = False
        if pending != self._pending:
            self._pending = pending
            self._app.show_save_state()

    def _count(self, store: Store) -> int:
        from inspect_tui.services.pending import PendingCounter

        # The command line may have set another target meanwhile.
        target = self.target()
        if not target:
            return 0
        if self._counter is None or self._counted_for != target:
            self._counter, self._counted_for = PendingCounter(target), target
        return self._counter.count(store)

    async def send(self, target: str, *, plain: bool) -> None:
        """Send what is pending, and fetch receipts and packs; nothing else is begun meanwhile.

        Args:
            target: its address, which is kept as the one to send to.
            plain: send readable files, for nobody is set to seal them to.
        """
        if self.at_work:
            return
        self.at_work, self.done, self.failed = True, None, ""
        self._stop = threading.Event()
        self._show(None)
        try:
            self.done = await self._send(target, plain=plain)
        except Exception as error:
            if not is_expected(error):
                raise
            self.failed = describe(error, self._app.catalog)
        finally:
            self.at_work, self.progress = False, None
        if self._counter is not None:
            self._counter.forget()
        await self.count()
        self._show(None)

    async def _send(self, target: str, *, plain: bool) -> Synced:
        from inspect_tui.exchange.target_retry import Retry
        from inspect_tui.services.courier import Courier
        from inspect_tui.services.syncing import access_of, choose_target, sending_alone

        app = self._app
        loop = asyncio.get_running_loop()

        def tell(progress: Progress) -> None:
            loop.call_soon_threadsafe(self._show, progress)

        where, settings = choose_target(app.setup.home, target or None, remember=True)
        retry = Retry(stop=self._stop)
        with sending_alone(app.setup.home):
            courier = Courier(app.setup, where, access=access_of(settings, os.environ), retry=retry, tell=tell)
            try:
                # The line may be slow or cut: neither the store's thread nor that of copies waits for it.
                if await on_own_thread(courier.reach, name="target"):
                    await app.gateway.write(partial(_prepare, courier, plain=plain), small=False)
                    await on_own_thread(courier.carry, name="target")
                return await app.gateway.write(courier.finish, small=False)
            finally:
                await on_own_thread(courier.close, name="target")

    def stop(self) -> None:
        """End at the next moment where nothing is half done; what was sent is sent."""
        self._stop.set()

    def _show(self, progress: Progress | None) -> None:
        self.progress = progress if progress is not None and (progress.file or progress.waiting) else None
        if self._app.is_running:
            self._app.show_save_state()
            follow = getattr(self._app.screen, "sending_changed", None)
            if follow is not None:
                follow()
            elif not self.at_work and (self.done is not None or self.failed):
                self._app.tell(self.result(), warning=not (self.done and self.done.is_well))

    def result(self) -> str:
        """Return in a line what the last time did."""
        from inspect_tui.services.syncing import synced_lines

        if self.done is None:
            return self.failed
        first, *rest = synced_lines(self.done, self._app.catalog)
        if self.done.error is not None:
            rest.append(describe(self.done.error, self._app.catalog))
        return "\n".join([first, *rest])


def _prepare(courier: Courier, store: Store, *, plain: bool) -> None:
    courier.prepare(store, plain=plain)
