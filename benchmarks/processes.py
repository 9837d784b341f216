"""Whole commands: how long a process took, how much of the processor, and how much memory it had at most."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.programs import compiled_once

STARTER: Final = """
import os, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(pid, 0)
print(used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


@dataclass
class Spent:
    """What the runs of one way took, in milliseconds, and the most memory that one of them had, in MB."""

    seen: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    """Processor time, which other work on the machine disturbs less."""
    memory: float = 0.0


def timed_process(arguments: Sequence[str], settings: dict[str, str], spent: Spent) -> str:
    """Run Python, add what it took, and return what it said."""
    env = {**os.environ, **settings, **compiled_once()}
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, encoding="utf-8", env=env)
    assert process.stdout is not None
    with process.stdout:
        said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    spent.seen.append((time.perf_counter() - begin) * 1e3)
    spent.worked.append((used.ru_utime + used.ru_stime) * 1e3)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: exit {process.returncode}")
    return said


def memory_of(arguments: Sequence[str], settings: dict[str, str], spent: Spent) -> str:
    """Run Python from a small process of its own, for the system counts the memory of the one that starts another."""
    env = {**os.environ, **settings, **compiled_once()}
    command = [sys.executable, "-c", STARTER, sys.executable, *arguments]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=True).stdout
    text, _, peak = said.rstrip().rpartition("\n")
    # Linux counts in KiB, macOS in bytes.
    spent.memory = int(peak) / (1e6 if sys.platform == "darwin" else 1e6 / 1024)
    return text
