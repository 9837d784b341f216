"""The measurement of imports in its small form; `python -m benchmarks import` has the full one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.importing import MAIN, SHAPES, importing, on_fresh_store, read_all, write_workbook

from inspect_tui.services.importing import import_register

ROWS = 2000
TRIES = 9
WIDE_BAR = 1.2
"""The bar of the whole command is 1; here a machine with much other work must not fail either."""


def test_imports_are_measured_against_openpyxl_reading_the_same_file() -> None:
    measures = importing(1, rows=30)
    whole = [measure for measure in measures if measure.name.startswith("import, 30 rows")]
    assert [measure.name.removeprefix("import, 30 rows, ") for measure in whole] == list(SHAPES)
    assert [measure.bar for measure in whole] == [shape.bar for shape in SHAPES.values()]
    assert all(measure.ours > 0 < measure.reference for measure in measures)
    (memory,) = [measure for measure in measures if measure.unit == "MB"]
    assert 10 < memory.ours < memory.reference == 300


def test_an_import_takes_no_more_processor_time_than_openpyxl_takes_to_read(tmp_path: Path) -> None:
    """Of several tries the best counts, for other work on the machine can only make one slower.

    Two threads import and one reads: where the machine's processors share their parts, the two hinder each other, and
    a second of theirs does less. On one processor a second is a second.
    """
    path = tmp_path / "register.xlsx"
    write_workbook(path, SHAPES[MAIN], ROWS)
    imported: list[float] = []
    read: list[float] = []
    with on_one_processor():
        for _ in range(TRIES):
            on_fresh_store("", lambda store, session: imported.append(cost(import_register, store, session, path)))
            read.append(cost(read_all, path))
    assert min(imported) <= WIDE_BAR * min(read)


def cost(way: Callable[..., object], *arguments: object) -> float:
    """Return the processor time of a call in seconds."""
    begin = time.process_time()
    way(*arguments)
    return time.process_time() - begin


@contextmanager
def on_one_processor() -> Iterator[None]:
    """Keep this thread, and those that it begins, on one processor; nothing where the system cannot."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
