"""The programs that are measured, and the store that ours is opened on."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from benchmarks import bare_app
from pty_terminal import PtyTerminal

COLUMNS, ROWS = 120, 36

TASK_WORDS: Final = "Rà soát, báo cáo tiến độ thực hiện"
"""Begins the content of each task."""

TASK_MARKER: Final = "Rà soát, báo cáo tiến độ"
"""On screen it says that tasks can be read in the list, whose columns may cut what comes behind it."""

NOTES_MARKER: Final = "Ý kiến cuối cùng"
"""The last note of the session, seen on the notes screen as soon as it shows notes."""

SOURCES: Final = ("UBND tỉnh", "Chương trình công tác", "Nhiệm vụ trọng tâm")


@dataclass(frozen=True)
class Program:
    """A command and the text that shows it is ready."""

    command: Sequence[str]
    marker: str
    env: Mapping[str, str] = field(default_factory=dict)

    def start(self) -> PtyTerminal:
        """Start it in a terminal."""
        return PtyTerminal(self.command, columns=COLUMNS, rows=ROWS, env={**self.env, **compiled_once()})


@cache
def compiled_once() -> dict[str, str]:
    """Return the settings under which Python keeps what it has compiled, as in an installed program.

    A source tree in an environment that forbids writing bytecode would be compiled again at each start, and only
    ours, for Textual was compiled when it was installed. The cache is a folder of its own, gone at the end.
    """
    folder = tempfile.mkdtemp(prefix="inspect-tui-bench-code-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": folder}


def bare() -> Program:
    """Return the reference."""
    return Program([sys.executable, str(Path(bare_app.__file__))], bare_app.MARKER)


@dataclass(frozen=True)
class Store:
    """A store on disk with one session of many tasks and some notes."""

    home: Path
    session: str

    @property
    def env(self) -> dict[str, str]:
        """The environment in which the program finds it."""
        return environment(self.home)

    def opened(self, *options: str, marker: str = TASK_MARKER) -> Program:
        """Return our program, opened on the session."""
        command = [sys.executable, "-m", "inspect_tui", "--db", str(self.home / "bench.db"), "open", self.session]
        return Program([*command, *options], marker, self.env)


def environment(home: Path) -> dict[str, str]:
    """Return the settings that keep the program within one folder."""
    return {"INSPECT_TUI_HOME": str(home), "INSPECT_TUI_LANG": "vi", "INSPECT_TUI_PASSPHRASE": "", "INSPECT_TUI_DB": ""}


@contextmanager
def store(tasks: int, notes: int = 40) -> Iterator[Store]:
    """Make a store in a folder of its own, through the program's own commands.

    Args:
        tasks: in the one session that it holds.
        notes: in that session.

    Yields:
        The store, gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="inspect-tui-bench-") as folder:
        home = Path(folder)
        made = run(
            home, "session", "new", "--agency", "Ban Dân tộc", "--held-on", "2021-07-30", "--as-of", "2021-07-16"
        )
        lines = home / "records.jsonl"
        with lines.open("w", encoding="utf-8") as file:
            for record in records(tasks, notes):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        run(home, "record", made["id"], str(lines))
        yield Store(home, made["id"])


def records(tasks: int, notes: int) -> Iterator[dict[str, object]]:
    """Yield the session's records as ``record`` takes them."""
    for number in range(1, tasks + 1):
        month, day = 1 + number % 9, 1 + number % 28
        yield {
            "record": "task",
            "number": str(number),
            "source": SOURCES[number * len(SOURCES) // (tasks + 1)],
            "document": f"{number}/UBND-KGVX",
            "issued_on": "2021-01-04",
            "content": f"{TASK_WORDS} nhiệm vụ số {number}",
            "lead": "Ban Dân tộc",
            "deadline": f"2021-{month:02}-{day:02}",
            **({"declared_completed_on": f"2021-{month:02}-01"} if number % 3 else {}),
        }
    for number in range(notes):
        last = number == notes - 1
        text = NOTES_MARKER if last else f"Đề nghị rà soát lại tiến độ từng nhiệm vụ, lần {number}"
        yield {"record": "note", "speaker": "Sở Nội vụ", "kind": "note", "text": text}


def run(home: Path, *arguments: str) -> dict[str, Any]:
    """Run a command of the program and return its JSON.

    Raises:
        RuntimeError: it failed; with its words.
    """
    command = [sys.executable, "-m", "inspect_tui", "--db", str(home / "bench.db"), *arguments, "--json"]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **environment(home)}, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr.strip()}")
    result: dict[str, Any] = json.loads(done.stdout)
    return result
