"""From the start of the program to its first useful screen."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Measure, median
from benchmarks.programs import Program, bare, store

BAR = 1.25
TASKS = 10_000


@dataclass
class Times:
    """The starts of one program, in milliseconds."""

    seen: list[float] = field(default_factory=list)
    """Until the marker stood on the screen."""
    worked: list[float] = field(default_factory=list)
    """Processor time until then, which other work on the machine disturbs less; empty where there is no /proc."""


def processor_ms(pid: int) -> float | None:
    """Return the processor time that a process has used, in steps of the system's clock tick."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")


def once(program: Program, times: Times) -> None:
    """Start a program, wait until its marker stands on its screen, and add the times."""
    with program.start() as terminal:
        terminal.wait_for(program.marker, timeout=60)
        worked = processor_ms(terminal.pid)
        times.seen.append((terminal.read_at - terminal.started_at) * 1e3)
        if worked is not None:
            times.worked.append(worked)


def alternating(ours: Program, reference: Program, runs: int) -> tuple[Times, Times]:
    """Return the times of two programs, run in turns after one run of each that fills the caches."""
    for program in (ours, reference):
        once(program, Times())
    times = Times(), Times()
    for _ in range(runs):
        once(ours, times[0])
        once(reference, times[1])
    return times


def start(runs: int, *, itself: bool = False) -> list[Measure]:
    """Measure opening a session of 10.000 tasks, and of 20, against the bare app.

    Args:
        runs: of each program.
        itself: measure the bare app against itself, which shows the noise of the machine.
    """
    if itself:
        return _measures("start (bare app)", bare(), runs)
    measures = []
    for tasks in (TASKS, 20):
        with store(tasks) as made:
            measures += _measures(f"start, {tasks} tasks", made.opened(), runs)
    return measures


def _measures(name: str, program: Program, runs: int) -> list[Measure]:
    ours, reference = alternating(program, bare(), runs)
    measures = [Measure(name, median(ours.seen), median(reference.seen), BAR, note=f"median of {runs} in turns")]
    if ours.worked and reference.worked:
        measures.append(Measure("  processor time", median(ours.worked), median(reference.worked)))
    return measures
