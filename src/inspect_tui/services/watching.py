"""Watch folders for session files: what has come to rest is received, again and again until somebody stops it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol

from inspect_tui.services.receiving import Outcome, files_of
from inspect_tui.store.errors import StoreError

INTERVAL: Final = 2.0
"""Seconds between two looks."""

Stamp = tuple[int, int]


class TakeFiles(Protocol):
    """Opens the store, receives files, and closes it."""

    def __call__(self, paths: Sequence[Path]) -> Outcome:
        """Receive some files."""


class Watcher:
    """Tells which files of some places are to be received now."""

    def __init__(self, places: Iterable[Path], trust: Path) -> None:
        """Begin with nothing seen.

        Args:
            places: folders, and files by name; they need not be there yet.
            trust: the list of those who are trusted; once it changes, files that waited are tried again.
        """
        self._places = [Path(place).absolute() for place in places]
        self._trust = trust
        self._trusted = _stamp(trust)
        self._seen: dict[Path, Stamp] = {}
        self._done: dict[Path, Stamp] = {}
        self._refused: set[Path] = set()

    def look(self) -> list[Path]:
        """Look at the places and return the files that are as they were at the last look and were not received yet."""
        trusted = _stamp(self._trust)
        if trusted != self._trusted:
            self._trusted = trusted
            self._done = {path: stamp for path, stamp in self._done.items() if path not in self._refused}
            self._refused.clear()
        now = {path: stamp for path in self._files() if (stamp := _stamp(path)) is not None}
        ready = [path for path, stamp in now.items() if self._seen.get(path) == stamp != self._done.get(path)]
        self._seen = now
        # A file that went and came again is looked at again.
        self._done = {path: stamp for path, stamp in self._done.items() if path in now}
        return ready

    def done(self, paths: Iterable[Path], refused: Iterable[Path]) -> None:
        """Take note of files that were received or refused: until they change they are left alone."""
        self._done.update({path: self._seen[path] for path in paths if path in self._seen})
        self._refused.update(refused)

    def _files(self) -> Iterable[Path]:
        for place in self._places:
            with contextlib.suppress(OSError):
                if place.is_dir():
                    yield from files_of(place)
                elif place.is_file():
                    yield place


def watch(
    watcher: Watcher,
    take: TakeFiles,
    *,
    wait: Callable[[float], object],
    stopped: Callable[[], bool],
    tell: Callable[[Outcome], None],
    interval: float = INTERVAL,
) -> Outcome:
    """Receive what comes until somebody stops it, and return all that was done.

    A store that is in use is no reason to stop: the files are there at the next look too.

    Args:
        watcher: finds the files.
        take: receives them.
        wait: waits some seconds, or until it is stopped.
        stopped: whether somebody has stopped it.
        tell: is told what each round did in which something was done.
        interval: seconds between two looks.

    Raises:
        StoreError: the store cannot be written for another reason than that it is in use.
    """
    whole = Outcome()
    while not stopped():
        ready = watcher.look()
        if ready:
            try:
                outcome = take(ready)
            except StoreError as error:
                if error.code != "busy":
                    raise
            else:
                watcher.done(ready, (told.file for told in outcome.quarantined))
                whole.add(outcome)
                tell(outcome)
        wait(interval)
    return whole


def _stamp(path: Path) -> Stamp | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
