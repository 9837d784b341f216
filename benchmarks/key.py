"""From a key to its letter on the screen, while what is typed is saved."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from benchmarks.figures import Measure, median, percentile
from benchmarks.programs import NOTES_MARKER, Program, bare, store
from pty_terminal import PtyTerminal

BAR = 1.2
TASKS = 10_000
LETTERS = "bcghklmnpqtvxy"
"""No vowels: no input method and no word of the screen makes them up."""
NOTE_LETTERS = 30
"""Letters of a note; short enough not to wrap."""
SEEN = 6
"""How many letters make a text that stands nowhere else; the first ones of a note are not timed."""
PAUSES = (0.02, 0.15)
"""Seconds between keys, as quick fingers have them; the saves fall in between and into the keys."""


class Typist:
    """Types into one program and keeps the times."""

    def __init__(self, program: Program, terminal: PtyTerminal) -> None:
        self.terminal = terminal
        self.times: list[float] = []
        self._typed = ""
        terminal.wait_for(program.marker, timeout=60)
        terminal.settle(0.3)

    def press(self, letter: str) -> None:
        """Type a letter and wait until it is seen."""
        terminal = self.terminal
        self._typed = (self._typed + letter)[-SEEN:]
        wanted = self._typed
        pressed_at = time.perf_counter()
        terminal.send(letter)
        if len(wanted) < SEEN:
            terminal.settle(0.05)
            return
        terminal.wait_for(wanted)
        self.times.append((terminal.read_at - pressed_at) * 1e3)

    def finish_note(self) -> None:
        """Press Enter: the note is saved in ours, a line begins in the other."""
        self.terminal.send("\r")
        self.terminal.settle(0.2)
        self._typed = ""


def letters(count: int) -> Iterator[str]:
    """Yield letters, and an Enter after each note's worth of them."""
    chance = random.Random(7)
    for number in range(1, count + 1):
        yield chance.choice(LETTERS)
        if number % NOTE_LETTERS == 0:
            yield "\r"


def in_turns(ours: Program, reference: Program, keys: int) -> tuple[list[float], list[float]]:
    """Return the times of two programs that run side by side and get each key one after the other."""
    chance = random.Random(11)
    with ours.start() as one, reference.start() as other:
        typists = Typist(ours, one), Typist(reference, other)
        for letter in letters(keys):
            for typist in typists:
                if letter == "\r":
                    typist.finish_note()
                else:
                    typist.press(letter)
            quiet_until = time.perf_counter() + chance.uniform(*PAUSES)
            while (left := quiet_until - time.perf_counter()) > 0:
                one.pump(left / 2)
                other.pump(left / 2)
        return typists[0].times, typists[1].times


def key(keys: int, *, itself: bool = False) -> list[Measure]:
    """Measure typing into the notes' composer against the bare app's TextArea.

    Args:
        keys: typed into each program.
        itself: measure the bare app against itself, which shows the noise of the machine.
    """
    if itself:
        ours, reference = in_turns(bare(), bare(), keys)
    else:
        with store(TASKS) as made:
            ours, reference = in_turns(made.opened("--screen", "notes", marker=NOTES_MARKER), bare(), keys)
    note = f"{len(ours)} keys in turns"
    return [
        Measure("key to letter, p50", median(ours), median(reference), note=note),
        Measure("key to letter, p95", percentile(ours, 0.95), percentile(reference, 0.95), BAR, note=note),
    ]
