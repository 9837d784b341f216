"""Runs the named benchmarks, or all, and prints their ratios."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from typing import Final

from benchmarks import convergence, kills, meeting, million, readers, receive
from benchmarks.export import export
from benchmarks.faults import faults
from benchmarks.figures import Measure, table
from benchmarks.importing import importing
from benchmarks.key import key
from benchmarks.papers import papers
from benchmarks.recount import recount
from benchmarks.start import start

BENCHMARKS: Final[dict[str, Callable[[argparse.Namespace], list[Measure]]]] = {
    "start": lambda chosen: start(chosen.runs, itself=chosen.itself),
    "key": lambda chosen: key(chosen.keys, itself=chosen.itself),
    "export": lambda chosen: export(chosen.runs),
    "import": lambda chosen: importing(chosen.runs),
    "papers": lambda chosen: papers(chosen.runs),
    "recount": lambda chosen: recount(chosen.keys),
    "faults": lambda chosen: faults(),
}

QUICK: Final = ("start", "key")
"""What runs where nothing is named: minutes, not an hour."""

PROOFS: Final[dict[str, Callable[[argparse.Namespace], str]]] = {
    "kills": lambda chosen: kills.report(chosen.kills, chosen.characters),
    "million": lambda chosen: million.report(chosen.changes),
    "readers": lambda chosen: readers.report(chosen.readers, chosen.seconds),
    "receive": lambda chosen: receive.report(chosen.files, chosen.files_on_server),
    "meeting": lambda chosen: meeting.report(chosen.notes, chosen.speed),
    "convergence": lambda chosen: convergence.report(chosen.worlds),
}
"""What docs/reliability.md and docs/merging.md claim; they take minutes, so they run only where they are named."""


def main() -> int:
    """Run what the command line names.

    Returns:
        0; with ``--check`` 1 where a ratio is over its bar.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [*BENCHMARKS, *PROOFS]
    parser.add_argument("names", nargs="*", choices=[[], *names], metavar="NAME", help=", ".join(names))
    parser.add_argument("--runs", type=int, default=9, help="starts of each program (default 9)")
    parser.add_argument("--keys", type=int, default=240, help="keys typed into each program (default 240)")
    parser.add_argument("--itself", action="store_true", help="the reference against itself: the machine's noise")
    parser.add_argument("--check", action="store_true", help="exit 1 where a ratio is over its bar")
    parser.add_argument("--kills", type=int, default=200, help="kills of the proof of that name (default 200)")
    parser.add_argument("--characters", type=int, default=10_000, help="characters typed in it (default 10000)")
    parser.add_argument("--changes", type=int, default=1_000_000, help="changes of “million” (default 1000000)")
    parser.add_argument("--readers", type=int, default=8, help="reading processes (default 8)")
    parser.add_argument("--seconds", type=float, default=60, help="how long they read (default 60)")
    parser.add_argument("--files", type=int, default=2000, help="files received on SQLite (default 2000)")
    parser.add_argument("--files-on-server", type=int, default=400, help="files received on PostgreSQL (default 400)")
    parser.add_argument("--worlds", type=int, default=2, help="runs of “convergence” (default 2)")
    parser.add_argument("--notes", type=int, default=120, help="notes of “meeting” (default 120)")
    parser.add_argument("--speed", type=float, default=1, help="how much faster it is played than spoken (default 1)")
    chosen = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors", flush=True)
    measures: list[Measure] = []
    for name in chosen.names or QUICK:
        if name in PROOFS:
            print(f"\n{name}\n{PROOFS[name](chosen)}", flush=True)
        else:
            measures += BENCHMARKS[name](chosen)
    if measures:
        print(table(measures))
    return int(chosen.check and any(measure.verdict == "OVER" for measure in measures))


if __name__ == "__main__":
    sys.exit(main())
