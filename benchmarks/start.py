"""From the start of the program to its first useful screen."""

from __future__ import annotations

from benchmarks.figures import Measure, median
from benchmarks.programs import Program, bare, store

BAR = 1.25
TASKS = 10_000


def once(program: Program) -> float:
    """Return the milliseconds until a program's marker stands on its screen."""
    with program.start() as terminal:
        terminal.wait_for(program.marker, timeout=60)
        return (terminal.read_at - terminal.started_at) * 1e3


def alternating(ours: Program, reference: Program, runs: int) -> tuple[list[float], list[float]]:
    """Return the times of two programs, run in turns after one run of each that warms the disk's cache."""
    once(ours), once(reference)
    times: tuple[list[float], list[float]] = [], []
    for _ in range(runs):
        times[0].append(once(ours))
        times[1].append(once(reference))
    return times


def start(runs: int, *, itself: bool = False) -> list[Measure]:
    """Measure opening a session of 10.000 tasks, and of 20, against the bare app.

    Args:
        runs: of each program.
        itself: measure the bare app against itself, which shows the noise of the machine.
    """
    if itself:
        return [_measure("start (bare app)", bare(), runs)]
    measures = []
    for tasks in (TASKS, 20):
        with store(tasks) as made:
            measures.append(_measure(f"start, {tasks} tasks", made.opened(), runs))
    return measures


def _measure(name: str, program: Program, runs: int) -> Measure:
    ours, reference = alternating(program, bare(), runs)
    return Measure(name, median(ours), median(reference), BAR, note=f"median of {runs} in turns")
