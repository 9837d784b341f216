"""Registers read on two laptops, and killed while they are read in: the same tasks everywhere, all of them or none."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_tui.services.importing import import_register
from inspect_tui.store.connection import Location
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import open_store
from services.laptops import Laptop
from services.register_versions import Book, fields_by_id, new_session, tasks_of

Make = Callable[..., Laptop]


@pytest.fixture(params=["sqlite", "postgres"])
def pair(request: pytest.FixtureRequest, laptop: Make) -> tuple[Laptop, Laptop, str]:
    """Two laptops with one session, the second one on each kind of store."""
    one = laptop("một")
    at = {"location": Location.parse(request.getfixturevalue("postgres")())} if request.param == "postgres" else {}
    two = laptop("hai", **at)
    session = one.begin()
    two.receive(one.export(session, to=(two,)))
    return one, two, session


def exchange(one: Laptop, two: Laptop, session: str) -> None:
    first, second = one.export(session, to=(two,)), two.export(session, to=(one,))
    one.receive(second)
    two.receive(first)
    assert one.show(session) == two.show(session)
    for each in (one, two):
        assert each.store.check_rows(session) == []


class TestTwoLaptops:
    COLUMNS = "number content lead deadline"
    V1 = (("1", "Việc một", "Sở Y tế", "01/07/2021"), ("2", "Việc hai", "", "02/07/2021"))
    V2 = (
        ("1", "Việc mới", "", ""), ("2", "Việc một", "Sở Y tế", "05/07/2021"),
        ("3", "Việc hai", "Văn phòng", "02/07/2021"),
    )  # fmt: skip
    V3 = (("2", "Việc một", "Sở Y tế", ""), ("3", "Việc hai", "Văn phòng", "09/07/2021"))

    def conflicts(self, one: Laptop, session: str) -> set[tuple[str, str]]:
        content = read_content(one.store, session)
        names = {task.id: task.content for task in content.tasks}
        return {(names[c.id], c.field) for c in content.conflicts}

    def test_the_same_register(self, pair: tuple[Laptop, Laptop, str], book: Book) -> None:
        one, two, session = pair
        one.record(session, {"record": "task", "content": "Thêm tại chỗ"})
        file = book.write(self.COLUMNS, self.V1)
        assert import_register(one.store, session, file).added == import_register(two.store, session, file).added
        exchange(one, two, session)
        for each in (one, two):
            assert (self.conflicts(each, session), len(read_content(each.store, session).tasks)) == (set(), 3)
            assert import_register(each.store, session, file).applied == 0

    def test_the_same_newer_register(self, pair: tuple[Laptop, Laptop, str], book: Book) -> None:
        one, two, session = pair
        import_register(one.store, session, book.write(self.COLUMNS, self.V1))
        exchange(one, two, session)
        file = book.write(self.COLUMNS, self.V2)
        done = [import_register(each.store, session, file) for each in (one, two)]
        assert (done[0].added, done[0].changed) == (done[1].added, done[1].changed)
        exchange(one, two, session)
        assert self.conflicts(one, session) == set()
        for each in (one, two):
            assert import_register(each.store, session, file).applied == 0
            assert list(tasks_of(each.store, session)) == ["Việc mới", "Việc một", "Việc hai"]

    def test_two_versions_differ_in_what_differs(self, pair: tuple[Laptop, Laptop, str], book: Book) -> None:
        one, two, session = pair
        first = book.write(self.COLUMNS, self.V1)
        second = Book(book.path.with_name("b.csv")).write(self.COLUMNS, self.V2)
        import_register(one.store, session, first)
        import_register(two.store, session, second)
        exchange(one, two, session)
        differing = {("Việc một", "number"), ("Việc một", "deadline"), ("Việc hai", "number")}
        assert self.conflicts(one, session) == differing
        # Each of the two has been read: reading it again decides nothing.
        for each, file in ((one, first), (two, second), (one, second), (two, first)):
            assert not import_register(each.store, session, file).changed
            assert self.conflicts(each, session) == differing
        # A third version has other values, and these decide.
        done = import_register(one.store, session, book.write(self.COLUMNS, self.V3))
        assert {name for fields in fields_by_id(done).values() for name in fields} == {"deadline"}
        exchange(one, two, session)
        assert self.conflicts(two, session) == {("Việc một", "number"), ("Việc hai", "number")}

    def test_newer_versions_apart_are_no_conflict_of_their_own(
        self, pair: tuple[Laptop, Laptop, str], book: Book
    ) -> None:
        one, two, session = pair
        import_register(one.store, session, book.write(self.COLUMNS, self.V1))
        exchange(one, two, session)
        second = book.write(self.COLUMNS, self.V2)
        import_register(one.store, session, second)
        third = Book(book.path.with_name("c.csv")).write(self.COLUMNS, self.V3)
        import_register(two.store, session, third)
        exchange(one, two, session)
        assert self.conflicts(one, session) == {("Việc một", "deadline")}, "the rest one laptop alone has changed"
        for file in (second, third):
            assert import_register(one.store, session, file).changed == ()

    def test_people_against_each_other(self, pair: tuple[Laptop, Laptop, str], book: Book) -> None:
        one, two, session = pair
        file = book.write(self.COLUMNS, self.V1)
        task, _ = import_register(one.store, session, file).added
        exchange(one, two, session)
        one.record(session, {"record": "task", "id": task, "deadline": "2021-10-01", "remark": "a"})
        two.record(session, {"record": "task", "id": task, "deadline": "2021-11-01", "remark": "b"})
        exchange(one, two, session)
        assert import_register(one.store, session, file).applied == 0
        assert self.conflicts(one, session) == {("Việc một", "deadline"), ("Việc một", "remark")}
        changed = [("1", "Việc một", "Sở Y tế", "12/12/2021", "c")]
        done = import_register(one.store, session, book.write(self.COLUMNS + " remark", changed))
        assert [list(fields) for fields in fields_by_id(done).values()] == [["deadline"]]
        assert self.conflicts(one, session) == {("Việc một", "remark")}


ROWS = 10_000
CHILD = """
import sys
from pathlib import Path
from inspect_tui.registers import open_register
from inspect_tui.services.importing import write_register
from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store
with open_store(Location(Path(sys.argv[1]))) as store:
    register = open_register(Path(sys.argv[2])).read(sys.argv[3], 2021)
    print("read", flush=True)
    write_register(store, sys.argv[3], register)
    print("done", flush=True)
"""


def test_a_kill_leaves_all_or_nothing(tmp_path: Path, book: Book) -> None:
    path = tmp_path / "store.db"
    with open_store(Location(path), defaults={"person": "Thư ký"}) as store:
        session = new_session(store)
    rows = [(str(n), f"Việc thứ {n}", "Sở Y tế", "01/07/2021") for n in range(1, ROWS + 1)]
    file = book.write("number content lead deadline", rows)

    def start() -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, path, file, session], stdout=subprocess.PIPE, env=dict(os.environ)
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"read\n"
        return child

    def tasks() -> int:
        with open_store(Location(path)) as store:
            assert store.check_rows(session) == []
            return len(read_content(store, session).tasks)

    spare = tmp_path / "spare.db"
    shutil.copyfile(path, spare)
    child, began = start(), time.monotonic()
    assert child.communicate()[0] == b"done\n"
    took = time.monotonic() - began
    assert tasks() == ROWS
    left = []
    for share in (0, *random.Random(5).sample(range(1000), 3)):
        for old in tmp_path.glob("store.db*"):
            if old.is_file():
                old.unlink()
        shutil.copyfile(spare, path)
        child = start()
        try:
            child.wait(took * share / 1000)
        except subprocess.TimeoutExpired:
            child.kill()
        child.communicate()
        left.append(tasks())
    assert set(left) <= {0, ROWS}
    assert 0 in left, "none was killed before its commit"
    with open_store(Location(path)) as store:
        import_register(store, session, file)
    assert tasks() == ROWS
