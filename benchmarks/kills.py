"""What a kill -9 takes: words are typed in a terminal and the program is killed at a random moment, again and again."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.figures import percentile
from benchmarks.programs import Store, run, store
from inspect_tui.locale import Catalog
from pty_terminal import PtyTerminal

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


class Composer:
    """The notes' composer: notes are written and saved with Enter, and the program is killed among them."""

    name = "composer"
    screen = "notes"

    def begin(self, terminal: PtyTerminal, number: int, draft: str, before: str) -> str:
        """Go where the words are typed.

        Args:
            terminal: with the program, open on the screen.
            number: of the run, from 0.
            draft: what the last run left unsaved there.
            before: all that the store holds of what was typed.

        Returns:
            What to type before the words.
        """
        terminal.wait_for("●", timeout=30)
        if draft:
            terminal.wait_for(str(len(draft)), timeout=30)
        return "" if draft else "-"

    def key(self, letter: str) -> str:
        """Return what is sent for a letter of the words; empty where it is left out."""
        return "\r" if letter == "\n" else letter

    def saved(self, shown: dict[str, Any]) -> str:
        """Return all that the store holds of what was typed: the notes after the first, then the draft."""
        return "".join(note["text"] for note in shown["notes"][1:]) + self.draft(shown)

    def draft(self, shown: dict[str, Any]) -> str:
        """Return what is typed and in no record yet."""
        return "".join(d["text"] for d in shown["drafts"] if d["record"] == "note")


class TaskField:
    """A field of a task: every few kills that of the next task, so that none grows too long to be typed in."""

    name = "task's field"
    screen = "checklist"
    EACH: Final = 8

    def begin(self, terminal: PtyTerminal, number: int, draft: str, before: str) -> str:
        """Go where the words are typed."""
        terminal.wait_for(Catalog("vi").t("Remark"), timeout=30)
        terminal.wait_for("●", timeout=30)
        place = number // self.EACH
        if draft:
            # Recovered words have the focus, behind their last letter.
            terminal.wait_for(f" {len(draft)} ", timeout=30)
            if number % self.EACH:
                return ""
            # Back to the top of the list, and from there to the next task.
            terminal.send("\x1bOQ\x1b[H")
        # Past verdict, content, nature, degree, cause and responsibility.
        terminal.send("\x1b[B" * place + "\r" + "\t" * 6)
        # Nobody types before seeing where.
        terminal.settle()
        return "" if f"{place}:" in before else f"{place}:"

    def key(self, letter: str) -> str:
        """Return what is sent for a letter of the words; empty where it is left out."""
        return "" if letter == "\n" else letter

    def saved(self, shown: dict[str, Any]) -> str:
        """Return all that the store holds of what was typed, task after task; a draft stands before what it changes."""
        texts = {task["id"]: task["remark"] for task in shown["tasks"]} | self._drafts(shown)
        return "".join(sorted(filter(None, texts.values()), key=lambda text: int(text.partition(":")[0])))

    def draft(self, shown: dict[str, Any]) -> str:
        """Return what is typed and in no record yet."""
        return "".join(self._drafts(shown).values())

    def _drafts(self, shown: dict[str, Any]) -> dict[str, str]:
        return {d["record"].split(":")[1]: d["text"] for d in shown["drafts"] if d["record"].endswith(":remark")}


Place = Composer | TaskField

PLACES: Final = (Composer(), TaskField())
"""Where words are typed."""


def kills(count: int, characters: int, seed: int = 20210730, place: Place = PLACES[0]) -> list[Loss]:
    """Type and kill.

    Args:
        count: how often.
        characters: in all runs together.
        seed: of the moments and the words.
        place: where.

    Returns:
        What each kill took.

    Raises:
        AssertionError: what the store holds is no beginning of what was typed, or the app says another number of
            recovered characters than there are.
    """
    chance = random.Random(seed)
    losses = []
    with store(20 + count // TaskField.EACH, notes=1) as made:
        for number in range(count):
            share = characters * (number + 1) // count - characters * number // count
            losses.append(_one(made, place, chance, number, share, idle=number % 4 == 3))
    return losses


def _one(made: Store, place: Place, chance: random.Random, number: int, share: int, *, idle: bool) -> Loss:
    shown = run(made.home, "session", "show", made.session)
    before, draft = place.saved(shown), place.draft(shown)
    typed = Typed()
    with made.opened("--screen", place.screen).start() as terminal:
        typist = letters(chance, begins=place.begin(terminal, number, draft, before))
        most = chance.randint(max(1, share // 2), share + share // 2)
        for _ in range(most):
            if key := place.key(letter := next(typist)):
                terminal.send(key)
                typed.letters.append((letter, time.perf_counter()))
            terminal.pump(chance.uniform(*GAPS))
        pause = IDLE + chance.random() if idle else chance.uniform(0, GAPS[1])
        until = time.perf_counter() + pause
        while (left := until - time.perf_counter()) > 0:
            terminal.pump(left)
        killed_at = time.perf_counter()
        terminal.kill9()
    wanted = _as_kept(before + typed.text.replace("\n", ""))
    now = _as_kept(place.saved(run(made.home, "session", "show", made.session)))
    assert wanted.startswith(now), f"not what was typed: {now!r} of {wanted!r}"
    lost = len(wanted) - len(now)
    first = _first_lost(typed, lost)
    last = typed.letters[-1][1]
    return Loss(len(typed.letters), lost, (killed_at - first) * 1e3 if first is not None else 0.0, killed_at - last)


def _as_kept(text: str) -> str:
    """Return texts less the space with which one ended before the next began: a field that is saved has none there."""
    return re.sub(r" (?=\d+:)", "", text)


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


def report(count: int, characters: int) -> str:
    """Run the proof in each place and return its figures in words.

    Raises:
        AssertionError: the bound does not hold.
    """
    return "\n\n".join(_report(place, count, characters) for place in PLACES)


def _report(place: Place, count: int, characters: int) -> str:
    begin = time.perf_counter()
    losses = kills(count, characters, place=place)
    ms = sorted(loss.lost_ms for loss in losses)
    idle = [loss for loss in losses if loss.idle >= IDLE]
    lines = [
        f"typed into                     {place.name}",
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
