"""The one thread that works with the store, and what it says about being saved."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from inspect_tui.services.errors import is_expected
from inspect_tui.store.errors import StoreError

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

T = TypeVar("T")

LOST: Final = ("medium", "gone")
"""Codes of errors after which the open connection is of no use: the medium was pulled out, the file is another."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the status line may say.

    Attributes:
        pending: changes handed over and not yet committed.
        committed_at: monotonic seconds of the last commit that returned, None before the first (0 may be a
            moment ago: this clock begins with the machine).
        failure: why the last attempt failed, None where it did not.
        since: monotonic seconds at which the oldest change that is small and not yet committed was handed over.
    """

    pending: int = 0
    committed_at: float | None = None
    failure: Exception | None = None
    since: float | None = None


@dataclass(frozen=True, slots=True)
class AtWork:
    """What the store's thread is doing.

    Attributes:
        since: monotonic seconds at which it began.
        small: it is a change of a few rows, which takes as long as the disk takes.
    """

    since: float
    small: bool


def mend_open(store: Store) -> str:
    """Mend a store that is in use; what that needs is loaded only then."""
    from inspect_tui.services import copying

    return copying.mend_open(store)


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
        self._lost = False
        self.save_state = SaveState()
        self.on_save_state: Callable[[SaveState], None] | None = None
        self.on_mended: Callable[[str], None] | None = None
        """Told on the store's thread that a damaged store was mended, with what `services.copying.told` reads."""
        self.at_work: AtWork | None = None
        self._handed_over: dict[int, float] = {}
        self._numbers = itertools.count()
        self._open_it = open_it
        self._opening: Future[None] | None = None

    @property
    def device(self) -> str:
        """The device whose entries are written here; empty until the store is open."""
        return self._store.device if self._store is not None else ""

    def start(self) -> Future[None]:
        """Begin to open the store, until it is open; the future carries the error where it cannot be opened."""
        failed = self._opening is not None and self._opening.done() and self._opening.exception() is not None
        if self._opening is None or failed:
            self._opening = self._thread.submit(self._open)
        return self._opening

    def _open(self) -> None:
        self.at_work = AtWork(time.monotonic(), small=False)
        try:
            self._store = self._open_it()
        finally:
            self.at_work = None

    def call(self, work: Callable[[Store], T], timeout: float | None = None) -> T:
        """Run work on the store and wait for it; before the app runs, after it has ended, and from other threads.

        Raises:
            TimeoutError: it did not end in time; it is done nevertheless once the store answers.
        """
        return self._submit(work).result(timeout)

    async def read(self, work: Callable[[Store], T]) -> T:
        """Run work that only reads."""
        return await self._awaited(self._submit(work))

    async def write(self, work: Callable[[Store], T], *, small: bool = True) -> T:
        """Run work that changes something, and tell the status line how it went.

        Args:
            work: the change.
            small: it is as quick as the disk; one that takes long says nothing about the disk.

        Raises:
            StoreError: it could not be committed; nothing is changed.
        """
        number = next(self._numbers)
        if small:
            self._handed_over[number] = time.monotonic()
        failure, committed_at = self.save_state.failure, self.save_state.committed_at
        self._tell(1, failure, committed_at)
        try:
            result = await self._awaited(self._submit(work, small=small))
            failure, committed_at = None, time.monotonic()
        except BaseException as error:
            failure, committed_at = self.save_state.failure, self.save_state.committed_at
            if isinstance(error, Exception) and _is_trouble(error):
                failure = error
            raise
        finally:
            self._handed_over.pop(number, None)
            self._tell(-1, failure, committed_at)
        return result

    async def long(self, work: Callable[[], T]) -> T:
        """Run long work that needs no store: papers, packing, checking."""
        return await asyncio.wrap_future(self._long.submit(work))

    def close(self, timeout: float | None = None) -> bool:
        """Finish what was asked for, then close the store; one that was never opened is opened first, to close it.

        Args:
            timeout: seconds after which a store that does not answer is left as it is; None waits.

        Returns:
            Whether it is closed and no thread is at work any more.
        """
        end = None if timeout is None else time.monotonic() + timeout

        def left() -> float | None:
            return None if end is None else max(0.05, end - time.monotonic())

        self._long.shutdown(wait=False, cancel_futures=True)
        try:
            with contextlib.suppress(Exception):
                self.start().exception(left())
            self._thread.submit(self._close).result(left())
        except TimeoutError:
            return False
        self._thread.shutdown()
        if timeout is None:
            self._long.shutdown()
        return not any(t.name.startswith("long") and t.is_alive() for t in threading.enumerate())

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()

    @staticmethod
    async def _awaited(future: Future[T]) -> T:
        # Shielded, for a future that nobody waits for any more would be taken out of the queue, and the save with it.
        return await asyncio.shield(asyncio.wrap_future(future))

    def _submit(self, work: Callable[[Store], T], *, small: bool = False) -> Future[T]:
        opening = self.start()

        def run() -> T:
            if self._store is None:
                opening.result()
                raise RuntimeError("the store is closed")
            self.at_work = AtWork(time.monotonic(), small)
            try:
                if self._lost:
                    self._store.reopen()
                    self._lost = False
                return self._mending(work, self._store)
            except StoreError as error:
                self._lost = self._lost or error.code in LOST
                raise
            finally:
                self.at_work = None

        return self._thread.submit(run)

    def _mending(self, work: Callable[[Store], T], store: Store) -> T:
        """Run work; where it meets damage, mend the store from its newest good copy and run it once more."""
        try:
            with store.errors_told():
                return work(store)
        except StoreError as error:
            if error.code != "damaged" or work is mend_open:
                raise
        # It may take long, and the disk is not to blame.
        self.at_work = AtWork(time.monotonic(), small=False)
        told = mend_open(store)
        if self.on_mended is not None:
            self.on_mended(told)
        with store.errors_told():
            return work(store)

    def _tell(self, more: int, failure: Exception | None, committed_at: float | None) -> None:
        since = min(self._handed_over.values(), default=None)
        self.save_state = SaveState(self.save_state.pending + more, committed_at, failure, since)
        if self.on_save_state is not None:
            self.on_save_state(self.save_state)
