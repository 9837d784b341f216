"""Papers of ten thousand tasks: time and memory of the whole command, against reading the same session whole."""

from __future__ import annotations

from typing import Final

from benchmarks.figures import Measure, median
from benchmarks.processes import Spent, memory_of, timed_process
from benchmarks.programs import store

TASKS: Final = 10_000
NOTES: Final = 200
MADE: Final = (
    ("minutes", "docx"), ("minutes", "html"), ("conclusion", "docx"), ("report", "docx"), ("register", "xlsx"),
    ("register", "csv"), ("register", "docx"), ("minutes", "pdf"),
)  # fmt: skip


def papers(runs: int, *, tasks: int = TASKS) -> list[Measure]:
    """Measure each paper as a process from its start to its end; the reference is ``session show --json``.

    Args:
        runs: of each, in turns.
        tasks: of the session.
    """
    measures = []
    with store(tasks, notes=NOTES) as made:
        words = ["-m", "inspect_tui", "--db", str(made.home / "bench.db")]
        show = [*words, "session", "show", made.session, "--json"]
        whole = Spent()
        memory_of(show, made.env, whole)
        for kind, form in MADE:
            spent, path = Spent(), str(made.home / f"paper.{form}")
            command = [*words, "document", made.session, "--kind", kind, "--format", form, "-o", path]
            memory_of(command, made.env, spent)
            for _ in range(runs):
                timed_process(command, made.env, spent)
                timed_process(show, made.env, whole)
            name = f"{kind}, {form}, {tasks} tasks"
            measures += [
                Measure(name, median(spent.seen), median(whole.seen), note=f"median of {runs} in turns"),
                Measure("  peak memory", spent.memory, whole.memory, unit="MB"),
            ]
    return measures
