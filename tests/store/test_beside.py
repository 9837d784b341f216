"""Large writes are inserted beside the code that composes them: the same rows, and nothing where anything fails."""

from __future__ import annotations

import sys
import threading

import pytest

from inspect_tui.domain.ids import new_id
from inspect_tui.store import beside, chain, journal
from inspect_tui.store.errors import StoreError
from inspect_tui.store.journal import HANDED_OVER, Write
from inspect_tui.store.store import Store
from store.test_made_records import tables_after

WHO = "Thư ký"
MANY = 2 * HANDED_OVER + 150


def tasks(count: int = MANY) -> list[Write]:
    """Return tasks, some of which are written a second time in the same write."""
    made = [Write("task", f"t{n}", {"position": n, "content": f"Việc {n}"}, new=True) for n in range(count)]
    return [*made, *(write._replace(values={"remark": "khác"}, new=False) for write in made[::100])]


@pytest.fixture(autouse=True)
def _from_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FROM", 1)


def is_untouched(store: Store, session: str) -> bool:
    """Tell whether a session has nothing but itself, and whether nothing is at work on the store."""
    at_work = [thread for thread in threading.enumerate() if thread.name.startswith("beside")]
    return not at_work and len(store.entries(session)) == 1 and store.check_rows(session) == []


def test_beside_or_not_leaves_the_same(store: Store, session: str, monkeypatch: pytest.MonkeyPatch) -> None:
    turn = sys.getswitchinterval()
    found = tables_after(store, session, tasks(), monkeypatch)
    assert len(found["task"]) == MANY
    monkeypatch.setattr(journal, "FROM", 10**9)
    assert tables_after(store, session, tasks(), monkeypatch) == found
    assert sys.getswitchinterval() == turn


def test_what_is_told_of_a_large_write(store: Store, session: str) -> None:
    told: list[tuple[int, int]] = []
    store.journal.write(session, tasks()[:MANY], person=WHO, progress=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[0] == (HANDED_OVER, 2 * MANY)
    assert told[-1] == (2 * MANY, 2 * MANY)


@pytest.mark.parametrize("at", [0, HANDED_OVER + 5, MANY])
def test_a_change_that_cannot_be_leaves_nothing(store: Store, session: str, at: int) -> None:
    writes = tasks()
    writes.insert(at, Write("task", new_id(), {"remark": "của nhiệm vụ không có"}))
    with pytest.raises(StoreError, match="unknown_record"):
        store.journal.write(session, writes, person=WHO)
    assert is_untouched(store, session)
    assert len(store.journal.write(session, tasks(), person=WHO)) == len(tasks())


def test_a_statement_that_fails_leaves_nothing(store: Store, session: str) -> None:
    made = store.journal.write(session, tasks(5), person=WHO)
    real = chain.Chain.add

    def repeating(end: chain.Chain, record: str, record_id: str, fields: str) -> chain.Columns:
        columns = real(end, record, record_id, fields)
        # The journal refuses an entry whose hash it has.
        return (made[0].hash, *columns[1:]) if record_id == "u700" else columns

    before = store.entries(session)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chain.Chain, "add", repeating)
        writes = [Write("task", f"u{n}", {"content": "Việc"}, new=True) for n in range(MANY)]
        with pytest.raises(Exception, match=r"journal: an entry is written once|duplicate key"):
            store.journal.write(session, writes, person=WHO)
    assert store.entries(session) == before
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("beside")]


def test_rows_come_in_their_order(store: Store, session: str) -> None:
    if store.location.is_postgres:
        pytest.skip("a server's connection is not shared between threads")
    connection = store.database.connection()
    with store.transaction():
        connection.execute("CREATE TABLE line (at INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER)")
        with beside.inserting_beside(connection) as inserts:
            for start in range(0, 1000, 250):
                inserts.insert("INSERT INTO line (number) VALUES (?)", [(n,) for n in range(start, start + 250)])
        assert [n for (n,) in connection.execute("SELECT number FROM line ORDER BY at")] == [*range(1000)]
