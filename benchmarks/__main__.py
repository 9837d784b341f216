"""Runs the named benchmarks, or all, and prints their ratios."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from typing import Final

from benchmarks.faults import faults
from benchmarks.figures import Measure, table
from benchmarks.key import key
from benchmarks.start import start

BENCHMARKS: Final[dict[str, Callable[[argparse.Namespace], list[Measure]]]] = {
    "start": lambda chosen: start(chosen.runs, itself=chosen.itself),
    "key": lambda chosen: key(chosen.keys, itself=chosen.itself),
    "faults": lambda chosen: faults(),
}


def main() -> int:
    """Run what the command line names.

    Returns:
        0; with ``--check`` 1 where a ratio is over its bar.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHMARKS], metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--runs", type=int, default=9, help="starts of each program (default 9)")
    parser.add_argument("--keys", type=int, default=240, help="keys typed into each program (default 240)")
    parser.add_argument("--itself", action="store_true", help="the reference against itself: the machine's noise")
    parser.add_argument("--check", action="store_true", help="exit 1 where a ratio is over its bar")
    chosen = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors", flush=True)
    measures: list[Measure] = []
    for name in chosen.names or BENCHMARKS:
        measures += BENCHMARKS[name](chosen)
    print(table(measures))
    return int(chosen.check and any(measure.verdict == "OVER" for measure in measures))


if __name__ == "__main__":
    sys.exit(main())
