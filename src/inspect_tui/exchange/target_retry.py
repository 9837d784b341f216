"""Trying again: how often, how long, and what the world's clock and chance have to do with it."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from inspect_tui.exchange.target_errors import TargetError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class World:
    """Clock and chance; tests give their own.

    Attributes:
        monotonic: seconds of a clock that is never set.
        chance: a number from 0 up to 1.
        wait: waits some seconds for an event, and tells whether it came.
    """

    monotonic: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    wait: Callable[[threading.Event, float], bool] = threading.Event.wait


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long something is tried.

    Attributes:
        first: tries until a target answers for the first time: offline is said soon.
        tries: tries in a row of which none moves a byte.
        pause: seconds before the second try; twice as long before each further one.
        longest: seconds of the longest pause.
        whole: seconds after which no further try begins.
    """

    first: int = 3
    tries: int = 8
    pause: float = 0.5
    longest: float = 20.0
    whole: float = 3600.0


@dataclass
class Retry:
    """Runs work that may fail on the way, again and again, within bounds.

    Attributes:
        patience: the bounds.
        world: clock and chance.
        stop: ends it at the next moment where nothing is half done.
        waiting: told the seconds of each pause.
    """

    patience: Patience = field(default_factory=Patience)
    world: World = field(default_factory=World)
    stop: threading.Event = field(default_factory=threading.Event)
    waiting: Callable[[float], None] = lambda _: None
    _began: float | None = None
    _answered: bool = False

    def run(self, work: Callable[[], T], *, moved: Callable[[], int], again: Callable[[], None]) -> T:
        """Return what the work returns, once it does.

        Args:
            work: may raise `TargetError`; only passing ones are tried again.
            moved: how many bytes the work has moved so far: whoever gets on is not counted as failing.
            again: called before each further try, to drop a connection that was cut.

        Raises:
            TargetError: the last try's, or ``stopped``.
        """
        if self._began is None:
            self._began = self.world.monotonic()
        failed, before = 0, moved()
        while True:
            self.look()
            try:
                result = work()
            except TargetError as error:
                if not error.is_passing:
                    raise
                now = moved()
                failed, before = (1, now) if now > before else (failed + 1, before)
                self._answered = self._answered or now > 0
                pause = self._pause(failed)
                late = self.world.monotonic() + pause - self._began > self.patience.whole
                if late or failed >= (self.patience.tries if self._answered else self.patience.first):
                    raise
                again()
                self.waiting(pause)
                if self.world.wait(self.stop, pause):
                    raise TargetError("stopped") from None
                continue
            self._answered = True
            return result

    def look(self) -> None:
        """Raise where somebody wants it to stop.

        Raises:
            TargetError: ``stopped``.
        """
        if self.stop.is_set():
            raise TargetError("stopped")

    def _pause(self, failed: int) -> float:
        """Half of the pause is certain, half is chance, so that laptops that were cut off together part again."""
        longest = min(self.patience.longest, self.patience.pause * 2.0 ** (failed - 1))
        return longest * (0.5 + 0.5 * self.world.chance())
