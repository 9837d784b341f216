"""One store with very many changes: how large it gets, and whether a change costs more then than at first."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.figures import median
from inspect_tui.domain.ids import new_id
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.live import load, save_and_read
from inspect_tui.services.sessions import create_session, open_for
from inspect_tui.store.connection import Location
from inspect_tui.store.copies import find_fault, make_copy, reading
from inspect_tui.store.journal import Write
from inspect_tui.store.store import Store, utc_now

BATCH: Final = 20_000
"""Changes in one transaction while the store is filled; those that are timed are committed one by one."""
FILLING_CACHE: Final = -400_000
"""SQLite's cache while it is filled, in KiB: what is measured has the usual one."""
TASKS: Final = 1000
SAMPLES: Final = 60


def grow(changes: int) -> dict[str, float]:
    """Record changes in one store and measure at its beginning and its end.

    Args:
        changes: how many in all.

    Returns:
        Figures by name: seconds, bytes, ratios.
    """
    found: dict[str, float] = {"changes": changes}
    with tempfile.TemporaryDirectory(prefix="inspect-tui-million-") as folder:
        small, large = (_setup(Path(folder) / name) for name in ("small", "large"))
        with open_for(small, read_only=False) as one, open_for(large, read_only=False) as other:
            few, many = _begin(one, 9), _begin(other, min(TASKS, changes // 4))
            begin = time.perf_counter()
            _fill(other, many, changes - len(many.tasks) - SAMPLES)
            found["fill_s"] = time.perf_counter() - begin
            # The two in turns, so that a slow machine slows both.
            times: tuple[list[float], list[float]] = ([], [])
            for number in range(SAMPLES):
                for place, (store, book) in enumerate(((one, few), (other, many))):
                    times[place].append(_one_change(store, book, number))
            found["change_10"], found["change_last"] = median(times[0]), median(times[1])
            found["session_read_s"] = _time(lambda: load(other, many.session))
            path = large.location.path
            assert path is not None
            found["checked_copy_s"] = _time(lambda: make_copy(path, "", reason="asked", clock=utc_now))
        found["bytes"] = path.stat().st_size
        with reading(path, "") as connection:
            (entries,) = connection.execute('SELECT count(*) FROM "entry"').fetchone()
            begin = time.perf_counter()
            assert find_fault(connection) == ""
            found["integrity_s"] = time.perf_counter() - begin
        found["entries"] = entries
        found["open_s"] = _time(lambda: open_for(large, read_only=False).close())
    found["ratio"] = found["change_last"] / found["change_10"]
    return found


class _Book(NamedTuple):
    session: str
    tasks: list[str]


def _setup(folder: Path) -> Setup:
    return Setup(Home(folder), Location(folder / "store.db"), "", "vi")


def _begin(store: Store, tasks: int) -> _Book:
    session = create_session(store, agency="Ban Dân tộc", held_on="2021-07-30", as_of="2021-07-16")
    book = _Book(session, [new_id() for _ in range(tasks)])
    writes = [Write("task", i, {"content": f"Nhiệm vụ {i}", "position": 1}, new=True) for i in book.tasks]
    store.journal.write(session, writes, person="Thư ký")
    return book


def _fill(store: Store, book: _Book, changes: int) -> None:
    store.database.execute_sql(f"PRAGMA cache_size={FILLING_CACHE}")
    for done in range(0, changes, BATCH):
        writes = [
            Write("task", book.tasks[number % len(book.tasks)], {"remark": f"Ghi chú lần {number}"})
            for number in range(done, min(changes, done + BATCH))
        ]
        store.journal.write(book.session, writes, person="Thư ký")
    store.database.execute_sql("PRAGMA cache_size=-8000")
    store.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _one_change(store: Store, book: _Book, number: int) -> float:
    """Return the seconds of one committed change, made as the app makes it."""
    values = {"remark": f"Ghi chú riêng {number} {new_id()}"}
    return _time(lambda: save_and_read(store, book.session, "task", book.tasks[number % len(book.tasks)], values))


def _time(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def report(changes: int) -> str:
    """Run the proof and return its figures in words."""
    found = grow(changes)
    lines = [
        f"changes in the journal         {found['entries']:.0f}",
        f"size                           {found['bytes'] / 1e6:.0f} MB",
        f"a change takes                 {found['bytes'] / found['entries']:.0f} bytes",
        f"change 10 of a store, committed {found['change_10'] * 1e3:.2f} ms",
        f"the last change, committed      {found['change_last'] * 1e3:.2f} ms, {found['ratio']:.2f} ×",
        f"filled in                      {found['fill_s']:.0f} s",
        f"integrity check                {found['integrity_s']:.1f} s",
        f"checked copy                   {found['checked_copy_s']:.1f} s",
        f"store opened                   {found['open_s'] * 1e3:.0f} ms",
        f"session read whole             {found['session_read_s'] * 1e3:.0f} ms",
    ]
    return "\n".join(lines)
