"""The one thread that works with the store, and what it says about being saved."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from inspect_tui.services.errors import is_expected
from inspect_tui.store.errors import StoreError

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the status line may say.

    Attributes:
        pending: changes handed over and not yet committed.
        committed_at: monotonic seconds of the last commit that returned, 0 before the first.
        failure: why the last attempt failed, None where it did not.
    """

    pending: int = 0
    committed_at: float = 0.0
    failure: Exception | None = None


def _is_trouble(error: Exception) -> bool:
    """Tell whether the store takes nothing; a change that it refuses for what it is endangers no words."""
    if isinstance(error, StoreError):
        return error.code not in ("signed", "unknown_record")
    return not is_expected(error)


class Gateway:
    """Runs work on the store in order, on a thread of its own; long work has a second one.

    Cancelling a worker does not stop its thread, so an older save could finish last: with one thread and one queue
    the order of saves is the order in which they were asked for.
    """

    def __init__(self, open_it: Callable[[], Store]) -> None:
        """Make a gateway to a store that is opened by `start`.

        Args:
            open_it: opens it; called on the store's thread.
        """
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="long")
        self._store: Store | None = None
        self.save_state = SaveState()
        self.on_save_state: Callable[[SaveState], None] | None = None
        self._open_it = open_it
        self._opening: Future[None] | None = None

    def start(self) -> Future[None]:
        """Begin to open the store, once; the future carries the error where it cannot be opened."""
        if self._opening is None:
            self._opening = self._thread.submit(self._open)
        return self._opening

    def _open(self) -> None:
        self._store = self._open_it()

    def call(self, work: Callable[[Store], T]) -> T:
        """Run work on the store and wait for it; before the app runs and after it has ended."""
        return self._submit(work).result()

    async def read(self, work: Callable[[Store], T]) -> T:
        """Run work that only reads."""
        return await asyncio.wrap_future(self._submit(work))

    async def write(self, work: Callable[[Store], T]) -> T:
        """Run work that changes something, and tell the status line how it went.

        Raises:
            StoreError: it could not be committed; nothing is changed.
        """
        state = self.save_state
        self._tell(SaveState(state.pending + 1, state.committed_at, state.failure))
        try:
            result = await asyncio.wrap_future(self._submit(work))
        except Exception as error:
            state = self.save_state
            self._tell(SaveState(state.pending - 1, state.committed_at, error if _is_trouble(error) else state.failure))
            raise
        self._tell(SaveState(self.save_state.pending - 1, time.monotonic(), None))
        return result

    async def long(self, work: Callable[[], T]) -> T:
        """Run long work that needs no store: papers, packing, checking."""
        return await asyncio.wrap_future(self._long.submit(work))

    def close(self) -> None:
        """Finish what was asked for, then close the store; one that was never opened is opened first, to close it."""
        with contextlib.suppress(Exception):
            self.start().result()
        self._thread.submit(self._close).result()
        self._thread.shutdown()
        self._long.shutdown(cancel_futures=True)

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()

    def _submit(self, work: Callable[[Store], T]) -> Future[T]:
        opening = self.start()

        def run() -> T:
            if self._store is None:
                opening.result()
                raise RuntimeError("the store is closed")
            return work(self._store)

        return self._thread.submit(run)

    def _tell(self, state: SaveState) -> None:
        self.save_state = state
        if self.on_save_state is not None:
            self.on_save_state(state)
