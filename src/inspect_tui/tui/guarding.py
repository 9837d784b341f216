"""Who may see the store: the passphrase before the first screen, the lock after idle minutes."""

from __future__ import annotations

import asyncio
import time
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.services.home import Setup
from inspect_tui.store.errors import StoreError
from inspect_tui.tui.drafts import PATIENCE

if TYPE_CHECKING:
    from inspect_tui.services.copying import Changed
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp

LOCK_MINUTES: Final = "lock_minutes"
"""Meta key: idle minutes after which an encrypted store is locked; 0 never."""
USUAL_MINUTES: Final = 10
LOOK: Final = 5.0
"""Seconds between two looks at how long nobody has typed."""


class Opening:
    """A store that cannot be opened before its passphrase is known.

    Attributes:
        setup: what the program was started with, completed by the passphrase.
        step: ``new`` or ``unlock``: what is asked first.
    """

    def __init__(self, setup: Setup, step: str) -> None:
        """Wait for the passphrase."""
        self.setup, self.step = setup, step
        self._ready = False

    def open_store(self) -> Any:
        """Open the store; for the gateway."""
        from inspect_tui.services.sessions import open_for

        if not self._ready:
            raise StoreError("needs_passphrase", path=self.setup.location.name)
        return open_for(self.setup, read_only=False)

    def is_ready(self, setup: Setup) -> None:
        """Take the passphrase that was given."""
        self.setup, self._ready = setup, True


def is_new(setup: Setup) -> bool:
    """Whether there is no store on this machine yet; one on a server is never new to it."""
    path = setup.location.path
    return path is not None and not path.exists()


def opening_of(setup: Setup) -> Opening | None:
    """Return what must be asked before the bare command's first screen; None where nothing must."""
    path = setup.location.path
    if path is None or setup.passphrase:
        return None
    if not setup.location.exists():
        from inspect_tui.store.copies import list_copies

        # A store of no length that has copies is damaged and no new one.
        return None if path.exists() and list_copies(path) else Opening(setup, "new")
    from inspect_tui.store.keys import is_plain

    if is_plain(path):
        return None
    from inspect_tui.services.copying import has_plain_copies

    # Where plain copies lie beside it, it is a plain store whose first page is gone.
    return None if has_plain_copies(setup) else Opening(setup, "unlock")


class Guard:
    """The app's side of it."""

    def __init__(self, app: InspectApp, opening: Opening | None) -> None:
        """Begin with the store open, or about to be opened."""
        self._app, self.opening = app, opening
        self._minutes = USUAL_MINUTES
        self._typed_at = (time.monotonic(), time.time())
        self.is_locked = False
        self.is_first_run = False
        """Whether the store was made a moment ago, by somebody who started the program by its bare name."""

    # Before the first screen

    async def make_store(self, passphrase: str) -> str:
        """Make a new store; returns its recovery key, empty for a plain one.

        Raises:
            StoreError: it cannot be made there.
        """
        from inspect_tui.services.copying import make_store

        setup = replace(self._app.setup, passphrase=passphrase)
        key = await self._app.gateway.long(lambda: make_store(setup))
        self.is_first_run = True
        self._ready(setup)
        return key

    async def opens(self, passphrase: str) -> bool:
        """Tell whether a passphrase opens the store."""
        from inspect_tui.services.copying import opens

        setup = replace(self._app.setup, passphrase=passphrase)
        return await self._app.gateway.long(lambda: opens(setup))

    async def recovers(self, key: str) -> bool:
        """Tell whether this is the store's recovery key."""
        from inspect_tui.services.copying import recovers

        setup = self._app.setup
        return await self._app.gateway.long(lambda: recovers(setup, key))

    async def open_store(self, passphrase: str) -> None:
        """Take the passphrase that opens the store.

        Raises:
            StoreError: it is busy, or of another version.
        """
        from inspect_tui.services.copying import is_curable, mend_store

        setup = replace(self._app.setup, passphrase=passphrase)
        self._ready(setup)
        try:
            await asyncio.wrap_future(self._app.gateway.start())
        except StoreError as error:
            if not is_curable(error, setup):
                raise
            await self._app.gateway.long(lambda: mend_store(setup))
            await asyncio.wrap_future(self._app.gateway.start())

    async def renew(self, passphrase: str, recovery_key: str) -> str:
        """Give the store a new passphrase by its recovery key; returns the new recovery key."""
        from inspect_tui.services.copying import set_passphrase

        setup = self._app.setup
        changed = await self._app.gateway.long(
            lambda: set_passphrase(setup, passphrase, recovery_key=recovery_key)
        )  # fmt: skip
        self._ready(replace(setup, passphrase=passphrase))
        return changed.recovery_key

    async def opened(self) -> None:
        """Go on to the app."""
        self.opening = None
        await self._app.begin()

    def _ready(self, setup: Setup) -> None:
        self._app.setup = setup
        if self.opening is not None:
            self.opening.is_ready(setup)

    # While the app runs

    async def start(self) -> None:
        """Read after how many idle minutes to lock, and begin to look."""
        if not self._app.setup.passphrase or self._app.setup.location.path is None:
            return
        given = await self._app.gateway.read(lambda store: store.get_meta(LOCK_MINUTES, str(USUAL_MINUTES)))
        self._minutes = int(given) if given.isdecimal() else USUAL_MINUTES
        self._app.set_interval(LOOK, self._look)

    @property
    def minutes(self) -> int:
        """Idle minutes after which it locks; 0 never."""
        return self._minutes

    async def set_minutes(self, minutes: int) -> None:
        """Lock after so many idle minutes from now on; 0 never."""
        self._minutes = minutes
        await self._app.gateway.write(lambda store: store.set_meta(LOCK_MINUTES, str(minutes)))

    def typed(self) -> None:
        """Note that somebody is there."""
        self._typed_at = (time.monotonic(), time.time())

    async def _look(self) -> None:
        # The monotonic clock stands still while a laptop sleeps, the wall clock can be set: the longer time counts.
        idle = max(time.monotonic() - self._typed_at[0], time.time() - self._typed_at[1])
        # Figures and tasks are shown on the wall while people talk: nobody types, and nobody is away.
        shown = getattr(self._app.screen, "OWN_KEY", "") in ("figures", "wall")
        if self._minutes and idle >= 60 * self._minutes and not shown:
            await self.lock()

    async def lock(self) -> None:
        """Save what is typed, then hide everything; the cursor stays where it is."""
        if self.is_locked or not self._app.setup.passphrase or self.opening is not None:
            return
        self.is_locked = True
        await self._app.commit_everything(PATIENCE)
        from inspect_tui.tui.screens.locked import LockedScreen

        self._app.push_screen(LockedScreen())

    def unlocks(self, passphrase: str) -> bool:
        """Tell whether this is the passphrase; no time tells how much of it is right."""
        import hmac

        given, right = (unicodedata.normalize("NFC", p).encode() for p in (passphrase, self._app.setup.passphrase))
        return hmac.compare_digest(given, right)

    def unlocked(self) -> None:
        """Note that the passphrase was right."""
        self.is_locked = False
        self.typed()

    async def change(self, passphrase: str) -> Changed:
        """Give the open store another passphrase, or its first one.

        Raises:
            StoreError: its disk is full or read-only; it stays as it was.
        """
        from inspect_tui.services.copying import change_open

        setup = self._app.setup

        def work(store: Store) -> Changed:
            return change_open(setup, store, passphrase)

        was_plain = not self._app.setup.passphrase
        changed = await self._app.gateway.write(work, small=False)
        self._app.setup = replace(self._app.setup, passphrase=passphrase)
        if was_plain:
            await self.start()
        return changed
