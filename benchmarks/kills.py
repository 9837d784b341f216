"""What a kill -9 takes: notes are typed in a terminal and the program is killed at a random moment, again and again."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from benchmarks.figures import percentile
from benchmarks.programs import Store, run, store

READY: Final = "Ctrl+P"
SPEECH: Final = (
    "đề nghị Ban làm rõ nguyên nhân chậm tiến độ của từng nhiệm vụ được giao kinh phí chưa bố trí hướng dẫn chưa có "
    "người có uy tín vùng đồng bào dân tộc thiểu số rà soát khắc phục ngay trước ngày báo cáo Chủ tịch tỉnh"
)
SENTENCE: Final = 9
"""Words of a note."""
GAPS: Final = (0.012, 0.09)
"""Seconds between letters: quick fingers."""
BOUND_MS: Final = 300.0
IDLE: Final = 1.0
"""Seconds without a key after which nothing may be lost."""


@dataclass
class Loss:
    """What one kill took.

    Attributes:
        typed: characters typed in this run.
        lost: characters of them that were not in the store afterwards.
        lost_ms: milliseconds from the first lost key to the kill.
        idle: seconds without a key before the kill.
    """

    typed: int
    lost: int
    lost_ms: float
    idle: float


@dataclass
class Typed:
    """What was sent, and when: each letter with the moment at which it went."""

    letters: list[tuple[str, float]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All letters."""
        return "".join(letter for letter, _ in self.letters)


def kills(count: int, characters: int, seed: int = 20210730) -> list[Loss]:
    """Type and kill.

    Args:
        count: how often.
        characters: in all runs together.
        seed: of the moments and the words.

    Returns:
        What each kill took.

    Raises:
        AssertionError: what the store holds is no beginning of what was typed, or the app says another number of
            recovered characters than there are.
    """
    chance = random.Random(seed)
    losses = []
    with store(20, notes=1) as place:
        for number in range(count):
            share = characters * (number + 1) // count - characters * number // count
            losses.append(_one(place, chance, share, idle=number % 4 == 3))
    return losses


def _one(place: Store, chance: random.Random, share: int, *, idle: bool) -> Loss:
    before = saved(place)
    draft = _draft(place)
    typed = Typed()
    typist = letters(chance, begins="" if draft else "-")
    with place.opened("--screen", "notes", marker=READY).start() as terminal:
        terminal.wait_for("●", timeout=30)
        if draft:
            terminal.wait_for(str(len(draft)), timeout=30)
        most = chance.randint(max(1, share // 2), share + share // 2)
        for _ in range(most):
            letter = next(typist)
            terminal.send("\r" if letter == "\n" else letter)
            typed.letters.append((letter, time.perf_counter()))
            terminal.pump(chance.uniform(*GAPS))
        pause = IDLE + chance.random() if idle else chance.uniform(0, GAPS[1])
        until = time.perf_counter() + pause
        while (left := until - time.perf_counter()) > 0:
            terminal.pump(left)
        killed_at = time.perf_counter()
        terminal.kill9()
    wanted = before + typed.text.replace("\n", "")
    now = saved(place)
    assert wanted.startswith(now), f"not what was typed: …{now[-60:]!r} of …{wanted[-90:]!r}"
    lost = len(wanted) - len(now)
    first = _first_lost(typed, lost)
    last = typed.letters[-1][1]
    return Loss(len(typed.letters), lost, (killed_at - first) * 1e3 if first is not None else 0.0, killed_at - last)


def _first_lost(typed: Typed, lost: int) -> float | None:
    times = [at for letter, at in typed.letters if letter != "\n"]
    return times[-lost] if lost else None


def letters(chance: random.Random, begins: str) -> Iterator[str]:
    """Yield letters of notes without end; a note ends with a full stop and Enter."""
    yield from begins
    words = SPEECH.split()
    while True:
        sentence = " ".join(chance.choice(words) for _ in range(SENTENCE)) + "."
        yield from sentence
        yield "\n"


def saved(place: Store) -> str:
    """Return all that the store holds of what was typed: the notes after the first, then the draft."""
    shown = run(place.home, "session", "show", place.session)
    notes = "".join(note["text"] for note in shown["notes"][1:])
    return notes + _draft_of(shown)


def _draft(place: Store) -> str:
    return _draft_of(run(place.home, "session", "show", place.session))


def _draft_of(shown: dict[str, object]) -> str:
    drafts = shown["drafts"]
    assert isinstance(drafts, list)
    return "".join(str(d["text"]) for d in drafts if d["record"] == "note")


def report(count: int, characters: int) -> str:
    """Run the proof and return its figures in words.

    Raises:
        AssertionError: the bound does not hold.
    """
    begin = time.perf_counter()
    losses = kills(count, characters)
    ms = sorted(loss.lost_ms for loss in losses)
    idle = [loss for loss in losses if loss.idle >= IDLE]
    lines = [
        f"kills                          {len(losses)}",
        f"characters typed               {sum(loss.typed for loss in losses)}",
        f"most lost                      {max(ms):.0f} ms, {max(loss.lost for loss in losses)} characters",
        f"lost, median and p95           {percentile(ms, 50):.0f} ms, {percentile(ms, 95):.0f} ms",
        f"kills after {IDLE:g} s without a key  {len(idle)}",
        f"of them lost something         {sum(bool(loss.lost) for loss in idle)}",
        f"took                           {time.perf_counter() - begin:.0f} s",
    ]
    text = "\n".join(lines)
    assert max(ms) <= BOUND_MS, text
    assert not any(loss.lost for loss in idle), text
    return text
