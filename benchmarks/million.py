"""One store with very many changes: how large it gets, and whether a change costs more then than at first."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import median
from inspect_tui.domain.ids import new_id
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.live import load, save_and_read
from inspect_tui.services.sessions import create_session, open_for
from inspect_tui.store.connection import Location
from inspect_tui.store.copies import find_fault, make_copy, reading
from inspect_tui.store.journal import Write
from inspect_tui.store.store import Store, utc_now

BATCH: Final = 1000
"""Changes in one transaction while the store is filled; those that are timed are committed one by one."""
TASKS: Final = 1000
SAMPLES: Final = 60
BAR: Final = 1.5


def grow(changes: int) -> dict[str, float]:
    """Record changes in one store and measure at its beginning and its end.

    Args:
        changes: how many in all.

    Returns:
        Figures by name: seconds, bytes, ratios.
    """
    found: dict[str, float] = {"changes": changes}
    with tempfile.TemporaryDirectory(prefix="inspect-tui-million-") as folder:
        path = Path(folder) / "store.db"
        setup = Setup(Home(Path(folder)), Location(path), "", "vi")
        with open_for(setup, read_only=False) as store:
            session = create_session(store, agency="Ban Dân tộc", held_on="2021-07-30", as_of="2021-07-16")
            tasks = [new_id() for _ in range(min(TASKS, changes // 4))]
            begin = time.perf_counter()
            for part in _parts(tasks):
                writes = [Write("task", i, {"content": f"Nhiệm vụ {i}", "position": 1}, new=True) for i in part]
                store.journal.write(session, writes, person="Thư ký")
            found["change_10"] = _one_by_one(store, session, tasks)
            done = len(tasks) + SAMPLES
            while done < changes - SAMPLES:
                size = min(BATCH, changes - SAMPLES - done)
                writes = [
                    Write("task", tasks[(done + n) % len(tasks)], {"remark": f"Ghi chú lần {done + n}"})
                    for n in range(size)
                ]
                store.journal.write(session, writes, person="Thư ký")
                done += size
            found["fill_s"] = time.perf_counter() - begin
            found["change_last"] = _one_by_one(store, session, tasks)
            found["session_read_s"] = _time(lambda: load(store, session))
            copy = _time(lambda: make_copy(path, "", reason="asked", clock=utc_now))
            found["checked_copy_s"] = copy
        found["bytes"] = path.stat().st_size
        with reading(path, "") as connection:
            (entries,) = connection.execute('SELECT count(*) FROM "entry"').fetchone()
            begin = time.perf_counter()
            assert find_fault(connection) == ""
            found["integrity_s"] = time.perf_counter() - begin
        found["entries"] = entries
        found["open_s"] = _time(lambda: open_for(setup, read_only=False).close())
    found["ratio"] = found["change_last"] / found["change_10"]
    return found


def _one_by_one(store: Store, session: str, tasks: list[str]) -> float:
    """Return the median seconds of one committed change, made as the app makes it."""
    times = []
    for number in range(SAMPLES):
        values = {"remark": f"Ghi chú riêng {number} {new_id()}"}
        task = tasks[number % len(tasks)]
        begin = time.perf_counter()
        save_and_read(store, session, "task", task, values)
        times.append(time.perf_counter() - begin)
    return median(times)


def _time(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _parts(tasks: list[str]) -> list[list[str]]:
    return [tasks[i : i + BATCH] for i in range(0, len(tasks), BATCH)]


def report(changes: int) -> str:
    """Run the proof and return its figures in words.

    Raises:
        AssertionError: the last change costs much more than the tenth.
    """
    found = grow(changes)
    lines = [
        f"changes in the journal         {found['entries']:.0f}",
        f"size                           {found['bytes'] / 1e6:.0f} MB",
        f"a change takes                 {found['bytes'] / found['entries']:.0f} bytes",
        f"change 10, committed           {found['change_10'] * 1e3:.2f} ms",
        f"the last change, committed     {found['change_last'] * 1e3:.2f} ms, {found['ratio']:.2f} ×",
        f"filled in                      {found['fill_s']:.0f} s",
        f"integrity check                {found['integrity_s']:.1f} s",
        f"checked copy                   {found['checked_copy_s']:.1f} s",
        f"store opened                   {found['open_s'] * 1e3:.0f} ms",
        f"session read whole             {found['session_read_s'] * 1e3:.0f} ms",
    ]
    text = "\n".join(lines)
    assert found["ratio"] <= BAR, text
    return text
