"""A session file of many tasks and notes against the least that any export must do: the rows as JSON in a ZIP."""

from __future__ import annotations

import json
import os
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Measure, median
from benchmarks.programs import store
from inspect_tui.exchange.keys import make_identity
from inspect_tui.services.exporting import export_session
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.sessions import open_for
from inspect_tui.store.connection import Location, connect_sqlite

BAR: Final = 3.0
TASKS: Final = 10_000
NOTES: Final = 1_000


def export(runs: int, *, tasks: int = TASKS, notes: int = NOTES) -> list[Measure]:
    """Measure the export of one session, plain and sealed to two recipients, against JSON and ZIP of the same rows.

    All three start from the store on the disk and end with a file that is flushed to it, in turns.

    Args:
        runs: of each, after one that fills the caches.
        tasks: of the session.
        notes: of the session.
    """
    maker, readers = make_identity("laptop"), [make_identity(name).public.recipient for name in ("one", "two")]
    with store(tasks, notes) as made, tempfile.TemporaryDirectory(prefix="inspect-tui-bench-") as folder:
        path, out = made.home / "bench.db", Path(folder)
        with open_for(Setup(Home(made.home), Location(path), "", "vi"), read_only=False) as opened:

            def write(to: list[str]) -> int:
                done = export_session(
                    opened, made.session, out, plain=not to, identity=maker, recipients=to
                )  # fmt: skip
                assert (done.counts["tasks"], done.counts["notes"]) == (tasks, notes)
                return done.path.stat().st_size

            ways: dict[str, Callable[[], int]] = {
                "plain": lambda: write([]),
                "sealed to two": lambda: write(readers),
                "reference": lambda: json_and_zip(path, made.session, out / "rows.zip"),
            }
            times: dict[str, list[float]] = {name: [] for name in ways}
            sizes = {name: way() for name, way in ways.items()}
            for _ in range(runs):
                for name, way in ways.items():
                    begin = time.perf_counter()
                    way()
                    times[name].append((time.perf_counter() - begin) * 1e3)
    reference = median(times["reference"])
    return [
        Measure(
            f"export, {tasks} tasks, {notes} notes, {name}", median(times[name]), reference, BAR,
            note=f"median of {runs} in turns; {sizes[name] / 1e6:.1f} MB against {sizes['reference'] / 1e6:.1f} MB",
        )
        for name in ways
        if name != "reference"
    ]  # fmt: skip


def json_and_zip(path: Path, session: str, target: Path) -> int:
    """Write a session's rows as JSON into a ZIP with what Python brings along, and return its size."""
    connection = connect_sqlite(path, "", read_only=True, same_thread=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in ("task", "note"):
            cursor = connection.execute(f'SELECT * FROM "{table}" WHERE session_id = ?', (session,))
            names = [column[0] for column in cursor.description]
            rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in cursor]
            archive.writestr(f"{table}.json", json.dumps(rows, ensure_ascii=False))
    connection.close()
    with target.open("rb") as file:
        os.fsync(file.fileno())
        return file.seek(0, os.SEEK_END)
