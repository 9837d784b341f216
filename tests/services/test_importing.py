"""A register read again: what it changed comes in, what people wrote stays, and the lists say what happened."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_tui.services.importing import Imported, import_register
from inspect_tui.services.recording import record_lines
from inspect_tui.services.sessions import create_session
from inspect_tui.services.undoing import redo, undo
from inspect_tui.store.connection import Location
from inspect_tui.store.errors import StoreError
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import Store, open_store
from services.laptops import Laptop
from store.data.make_store import REGISTER

Make = Callable[..., Laptop]
OLD_STORES = sorted((Path(__file__).parents[1] / "store" / "data").glob("store-*[0-9].db"))
HEADERS = {
    "number": "STT", "document": "Văn bản giao", "content": "Nội dung nhiệm vụ", "lead": "Cơ quan chủ trì",
    "deadline": "Thời hạn", "completed": "Ngày hoàn thành", "remark": "Ghi chú", "product": "Sản phẩm",
    "status": "Tình trạng", "first": "Thời hạn theo văn bản", "later": "Thời hạn gia hạn",
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(Location(tmp_path_factory.mktemp("store") / "store.db"), defaults={"person": "Thư ký"}) as made:
        yield made


@pytest.fixture
def session(store: Store) -> str:
    return new_session(store)


def new_session(store: Store) -> str:
    return create_session(store, agency="Ban Dân tộc tỉnh", held_on="2021-07-30", as_of="2021-07-16")


class Book:
    """A register's file, written anew for each version of it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, columns: str, rows: Iterable[Sequence[str]]) -> Path:
        lines = [";".join(HEADERS[name] for name in columns.split()), *(";".join(row) for row in rows)]
        self.path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return self.path


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "danh-muc.csv")


def tasks_of(store: Store, session: str) -> dict[str, Any]:
    return {task.content: task for task in read_content(store, session).tasks}


def edit(store: Store, session: str, task: str, **values: object) -> None:
    delete = {"delete": values.pop("delete")} if "delete" in values else {}
    record_lines(store, session, [json.dumps({"record": "task", "id": task, **delete, **values})])


def fields_changed(done: Imported) -> dict[str, dict[str, tuple[Any, Any]]]:
    return {done.names[task.id].content: dict(task.fields) for task in done.changed}


class TestTheSameAgain:
    COLUMNS = "number content lead deadline remark"
    ROWS = (("1", "Việc một", "Sở Y tế", "01/07/2021", "của sổ"), ("2", "Việc hai", "", "", ""))

    def test_nothing_is_written_whatever_people_changed(self, store: Store, session: str, book: Book) -> None:
        file = book.write(self.COLUMNS, self.ROWS)
        one, two = import_register(store, session, file).added
        edit(store, session, one, deadline="2021-09-01", lead=None, remark="của người kiểm tra", content="Việc khác")
        edit(store, session, two, deadline="2021-09-02", remark="x", document="QĐ 1", number="2a")
        record_lines(store, session, ['{"record": "task", "content": "Thêm tại chỗ"}'])
        before = read_content(store, session)
        for dry_run in (True, False):
            done = import_register(store, session, file, dry_run=dry_run)
            assert (done.applied, done.added, done.changed, done.gone) == (0, (), (), ())
        assert read_content(store, session) == before

    def test_a_deleted_task_comes_back_with_what_was_found(self, store: Store, session: str, book: Book) -> None:
        file = book.write(self.COLUMNS, self.ROWS)
        one, _ = import_register(store, session, file).added
        edit(store, session, one, verdict="not_done", deadline="2021-09-01")
        before = read_content(store, session).tasks
        edit(store, session, one, delete=True)
        done = import_register(store, session, file)
        assert (done.applied, done.added, done.changed) == (1, (one,), ())
        assert read_content(store, session).tasks == before
        assert import_register(store, session, file).applied == 0

    def test_a_value_that_a_person_had_written_before(self, store: Store, session: str, book: Book) -> None:
        """The register catches up: from then on that is what it says, and a person may change it once more."""
        (one, _) = import_register(store, session, book.write(self.COLUMNS, self.ROWS)).added
        edit(store, session, one, deadline="2021-09-01")
        newer = book.write(self.COLUMNS, [("1", "Việc một", "Sở Y tế", "01/09/2021", "của sổ"), self.ROWS[1]])
        done = import_register(store, session, newer)
        assert (done.applied, done.changed) == (1, ())
        edit(store, session, one, deadline="2021-10-01")
        assert import_register(store, session, newer).applied == 0
        assert str(tasks_of(store, session)["Việc một"].deadline) == "2021-10-01"

    def test_a_signed_session_is_left_as_it_is(self, laptop: Make, book: Book) -> None:
        one = laptop("một")
        session = one.begin()
        import_register(one.store, session, book.write(self.COLUMNS, self.ROWS))
        one.sign(session)
        before = one.store.entries(session)
        with pytest.raises(StoreError, match="signed"):
            import_register(one.store, session, book.write(self.COLUMNS, self.ROWS[:1] + (("3", "Việc ba", "", "", ""),)))
        assert one.store.entries(session) == before


class TestANewerVersion:
    def again(self, store: Store, session: str, book: Book, columns: str, *versions: Sequence[Sequence[str]]) -> Imported:
        for rows in versions:
            done = import_register(store, session, book.write(columns, rows))
        return done

    def test_an_emptied_value_is_emptied(self, store: Store, session: str, book: Book) -> None:
        columns = "number content deadline completed lead"
        done = self.again(store, session, book, columns, [("1", "Việc một", "01/07/2021", "30/06/2021", "Sở Y tế")],
                          [("1", "Việc một", "", "", "")])  # fmt: skip
        assert fields_changed(done) == {"Việc một": {
            "deadline": ("2021-07-01", None), "declared_completed_on": ("2021-06-30", None), "lead": ("Sở Y tế", ""),
        }}  # fmt: skip
        assert done.applied == 1
        task = tasks_of(store, session)["Việc một"]
        assert (task.deadline, task.declared_completed_on, task.lead) == (None, None, "")

    def test_a_column_that_is_not_there_says_nothing(self, store: Store, session: str, book: Book) -> None:
        row = ("1", "Việc một", "01/07/2021", "30/06/2021", "Sở Y tế", "x")
        import_register(store, session, book.write("number content deadline completed lead remark", [row]))
        before = read_content(store, session)
        done = import_register(store, session, book.write("number content", [row[:2]]))
        assert done.applied == 0
        done = import_register(store, session, book.write("content deadline", [("Việc một", "01/07/2021")]))
        assert done.applied == 0
        assert read_content(store, session) == before
        # What a version without a column had nothing to say of is compared with the one before it.
        done = import_register(store, session, book.write("number content lead", [("1", "Việc một", "Sở Nội vụ")]))
        assert fields_changed(done) == {"Việc một": {"lead": ("Sở Y tế", "Sở Nội vụ")}}
        done = import_register(store, session, book.write("number content deadline", [("1", "Việc một", "")]))
        assert fields_changed(done) == {"Việc một": {"deadline": ("2021-07-01", None)}}

    def test_words_of_a_deadline_go_with_it(self, store: Store, session: str, book: Book) -> None:
        columns = "number content deadline"
        done = self.again(store, session, book, columns, [("1", "Việc một", "Quý III/2021")],
                          [("1", "Việc một", "15/10/2021")])  # fmt: skip
        assert fields_changed(done) == {"Việc một": {
            "deadline": ("2021-09-30", "2021-10-15"), "deadline_text": ("Quý III/2021", ""),
        }}  # fmt: skip
        done = self.again(store, session, book, columns, [("1", "Việc một", "Thường xuyên")])
        assert fields_changed(done) == {"Việc một": {
            "deadline": ("2021-10-15", None), "deadline_text": ("", "Thường xuyên"),
        }}  # fmt: skip

    def test_the_first_deadline_follows_its_extension(self, store: Store, session: str, book: Book) -> None:
        columns = "number content first later"
        row = ("1", "Việc một", "01/07/2021")
        done = self.again(store, session, book, columns, [(*row, "")], [(*row, "01/08/2021")])
        assert fields_changed(done) == {"Việc một": {
            "deadline": ("2021-07-01", "2021-08-01"), "first_deadline": (None, "2021-07-01"),
        }}  # fmt: skip
        done = self.again(store, session, book, columns, [(*row, "")])
        assert fields_changed(done) == {"Việc một": {
            "deadline": ("2021-08-01", "2021-07-01"), "first_deadline": ("2021-07-01", None),
        }}  # fmt: skip

    def test_a_completion_follows_the_words_it_was_taken_from(self, store: Store, session: str, book: Book) -> None:
        columns = "number content product"
        done = self.again(store, session, book, columns, [("1", "Việc một", "Đã hoàn thành ngày 12/6/2021")],
                          [("1", "Việc một", "Đang thực hiện")])  # fmt: skip
        assert fields_changed(done) == {"Việc một": {
            "declared_completed_on": ("2021-06-12", None), "product": ("Đã hoàn thành ngày 12/6/2021", "Đang thực hiện"),
        }}  # fmt: skip

    def test_words_of_status_give_way_to_a_day(self, store: Store, session: str, book: Book) -> None:
        columns = "number content completed"
        done = self.again(store, session, book, columns, [("1", "Việc một", "chưa hoàn thành")],
                          [("1", "Việc một", "12/06/2021")])  # fmt: skip
        assert fields_changed(done) == {"Việc một": {
            "declared_completed_on": (None, "2021-06-12"), "declared_status": ("chưa hoàn thành", ""),
        }}  # fmt: skip

    def test_found_fields_follow_only_while_nobody_wrote(self, store: Store, session: str, book: Book) -> None:
        columns = "number content remark"
        first = [("1", "Việc một", "a"), ("2", "Việc hai", "a"), ("3", "Việc ba", "")]
        _, two, three = import_register(store, session, book.write(columns, first)).added
        edit(store, session, two, remark="của người")
        edit(store, session, three, remark="của người")
        newer = book.write(columns, [(*row[:2], "b") for row in first])
        done = import_register(store, session, newer)
        assert fields_changed(done) == {"Việc một": {"remark": ("a", "b")}}
        assert done.applied == 3, "that the register says something else is noted for all three"
        assert import_register(store, session, newer).applied == 0
        edit(store, session, two, remark="")
        assert import_register(store, session, newer).applied == 0, "emptied by a person"

    def test_new_tasks_stand_where_the_register_has_them(self, store: Store, session: str, book: Book) -> None:
        names = [f"Việc {n}" for n in range(10)]
        import_register(store, session, book.write("content lead", [(names[n], "A") for n in (2, 5, 6)]))
        record_lines(store, session, ['{"record": "task", "content": "Thêm tại chỗ"}'])
        for order in ((2, 3, 4, 5, 6), (0, 2, 3, 4, 5, 6, 7), range(10)):
            import_register(store, session, book.write("content lead", [(names[n], "A") for n in order]))
            shown = [name for name in tasks_of(store, session) if name in names]
            assert shown == [names[n] for n in order]
        done = import_register(store, session, book.write("content lead", [(name, "A") for name in names[::-1]]))
        assert done.applied == 0, "tasks that are there are not moved"

    def test_the_lists_call_tasks_by_their_words(self, store: Store, session: str, book: Book) -> None:
        columns = "number document content"
        done = self.again(store, session, book, columns, [("1", "QĐ 1", "Việc một"), ("2", "QĐ 2", "Việc hai")],
                          [("1", "QĐ 1", "Việc một"), ("2", "QĐ 3", "Việc ba")])  # fmt: skip
        (added,), (gone,) = done.added, done.gone
        assert tuple(done.names[added]) == ("2", "QĐ 3", "Việc ba")
        assert tuple(done.names[gone]) == ("2", "QĐ 2", "Việc hai")
        assert [(row, task.content, task.number) for row, task in done.preview] == [
            (2, "Việc một", "1"), (3, "Việc ba", "2"),
        ]  # fmt: skip
        done = self.again(store, session, book, columns, [("1", "QĐ 1", "Việc một")])
        assert [done.names[one].content for one in done.gone] == ["Việc ba", "Việc hai"], "in the checklist's order"


class TestTwins:
    COLUMNS = "number content lead deadline"
    A = ("1", "Việc chung", "Sở Y tế", "01/07/2021")
    B = ("2", "Việc chung", "Sở Nội vụ", "02/07/2021")
    C = ("3", "Việc chung", "Sở Tài chính", "03/07/2021")

    def leads(self, store: Store, session: str) -> dict[str, str]:
        return {task.remark: task.lead for task in read_content(store, session).tasks}

    @pytest.fixture
    def found(self, store: Store, session: str, book: Book) -> tuple[str, ...]:
        ids = import_register(store, session, book.write(self.COLUMNS, [self.A, self.B, self.C])).added
        assert len(set(ids)) == 3
        for one, remark in zip(ids, ("a", "b", "c"), strict=True):
            edit(store, session, one, remark=remark)
        return ids

    def test_one_is_dropped(self, store: Store, session: str, book: Book, found: tuple[str, ...]) -> None:
        for rows, gone in (([self.B, self.C], found[:1]), ([self.C], found[:2]), ([self.A, self.C], found[1:2])):
            file = book.write(self.COLUMNS, rows)
            done = import_register(store, session, file)
            assert (done.added, done.applied, done.gone) == ((), 0, gone)
        assert self.leads(store, session) == {"a": "Sở Y tế", "b": "Sở Nội vụ", "c": "Sở Tài chính"}

    def test_the_order_is_another(self, store: Store, session: str, book: Book, found: tuple[str, ...]) -> None:
        rows = [(str(n), *row[1:]) for n, row in enumerate((self.C, self.A, self.B), start=1)]
        done = import_register(store, session, book.write(self.COLUMNS, rows))
        assert (done.added, done.gone) == ((), ())
        assert {name for _, fields in done_fields(done) for name in fields} == {"number"}
        assert self.leads(store, session) == {"a": "Sở Y tế", "b": "Sở Nội vụ", "c": "Sở Tài chính"}

    def test_another_comes_before_them(self, store: Store, session: str, book: Book, found: tuple[str, ...]) -> None:
        new = ("0", "Việc chung", "Văn phòng", "04/07/2021")
        done = import_register(store, session, book.write(self.COLUMNS, [new, self.A, self.B, self.C]))
        assert (len(done.added), done.changed, done.gone) == (1, (), ())
        assert self.leads(store, session)[""] == "Văn phòng"
        assert read_content(store, session).tasks[0].lead == "Văn phòng"

    def test_one_is_dropped_and_another_changed_by_hand(
        self, store: Store, session: str, book: Book, found: tuple[str, ...]
    ) -> None:
        edit(store, session, found[1], lead="Của người", content="Việc khác", deadline=None)
        assert import_register(store, session, book.write(self.COLUMNS, [self.B])).applied == 0


def done_fields(done: Imported) -> list[tuple[str, dict[str, tuple[Any, Any]]]]:
    return [(task.id, dict(task.fields)) for task in done.changed]


class TestUndo:
    def test_a_newer_version_is_one_step_and_can_be_read_again(self, store: Store, session: str, book: Book) -> None:
        columns = "number content deadline"
        import_register(store, session, book.write(columns, [("1", "Việc một", "01/07/2021"), ("2", "Việc hai", "")]))
        before = read_content(store, session)
        newer = book.write(columns, [("1", "Việc một", "02/07/2021"), ("3", "Việc ba", "")])
        done = import_register(store, session, newer)
        after = read_content(store, session)
        outcome = undo(store, session)
        assert outcome is not None
        assert outcome.count == 2
        assert outcome.told is not None
        assert "as_read" not in outcome.told.fields
        assert read_content(store, session) == before
        assert redo(store, session) is not None
        assert read_content(store, session) == after
        assert undo(store, session) is not None
        again = import_register(store, session, newer)
        assert (again.added, again.changed) == (done.added, done.changed)
        assert read_content(store, session) == after
        assert store.check_rows(session) == []


class TestStoresOfEarlierVersions:
    @pytest.mark.parametrize("path", OLD_STORES, ids=lambda path: path.stem)
    def test_the_entry_that_made_a_task_is_what_its_register_said(self, path: Path, tmp_path: Path) -> None:
        shutil.copyfile(path, tmp_path / "store.db")
        session = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["id"]
        file = tmp_path / "danh-muc.csv"
        file.write_text(REGISTER, encoding="utf-8")
        with open_store(Location(tmp_path / "store.db")) as store:
            tasks = read_content(store, session).tasks
            ids = [task.id for task in tasks]
            edit(store, session, ids[0], deadline="2022-01-01")
            edit(store, session, ids[1], deadline="2022-01-01")
            assert import_register(store, session, file).applied == 0
            file.write_text(REGISTER.replace("15/07/2021", "").replace("31/12/2021", "30/12/2021"), encoding="utf-8")
            done = import_register(store, session, file)
            assert {one: names for one, names in done_fields(done)} == {
                ids[1]: {"deadline": ("2022-01-01", None)}, ids[2]: {"deadline": ("2021-12-31", "2021-12-30")},
            }  # fmt: skip
            assert import_register(store, session, file).applied == 0
            assert store.check_rows(session) == []


# Any register, any hand: against a model of the rules.

DAYS = {"": None, "01/07/2021": "2021-07-01", "02/08/2021": "2021-08-02"}
SPOKEN = ("number", "lead", "deadline", "completed", "remark")
STORED = {"completed": "declared_completed_on"}
CELLS = {
    "lead": ("", "Sở Y tế", "Sở Nội vụ"), "deadline": tuple(DAYS), "completed": tuple(DAYS), "remark": ("", "a", "b"),
}  # fmt: skip
WORK = ("Việc một", "Việc hai", "Việc ba", "Việc bốn")


@dataclass
class Version:
    """A version of a register: its columns beside the content, and its rows."""

    columns: tuple[str, ...]
    rows: list[tuple[str, dict[str, str]]]

    def write(self, book: Book) -> Path:
        cells = [[work, *(values[name] for name in self.columns)] for work, values in self.rows]
        return book.write(" ".join(("content", *self.columns)), cells)


@st.composite
def versions(draw: st.DrawFn) -> Version:
    columns = tuple(draw(st.permutations(["number", "lead", *draw(st.sets(st.sampled_from(SPOKEN[2:])))])))
    rows = []
    for nth, work in enumerate(draw(st.lists(st.sampled_from(WORK), min_size=1, unique=True)), start=1):
        values = {name: draw(st.sampled_from(cells)) for name, cells in CELLS.items()}
        rows.append((work, {**values, "number": str(nth)}))
    return Version(columns, rows)


HANDS = st.one_of(
    st.tuples(st.sampled_from(WORK), st.just("lead"), st.sampled_from(["", "Của người", "Sở Y tế"])),
    st.tuples(st.sampled_from(WORK), st.sampled_from(["deadline", "completed"]), st.sampled_from([None, "2021-08-02", "2021-12-31"])),
    st.tuples(st.sampled_from(WORK), st.just("remark"), st.sampled_from(["", "Của người", "a"])),
    st.tuples(st.sampled_from(WORK), st.just("delete"), st.just(True)),
)  # fmt: skip
STEPS = st.lists(st.one_of(st.integers(0, 2), HANDS), min_size=2, max_size=8)


@dataclass
class Model:
    """The rules once more, for tasks with one row each."""

    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    stands: dict[str, dict[str, Any]] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    added: list[str] = field(default_factory=list)
    changed: dict[str, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    noted: set[str] = field(default_factory=set)

    def read(self, version: Version) -> None:
        self.added, self.changed, self.noted = [], {}, set()
        for work, cells in version.rows:
            now = {name: DAYS[cells[name]] if name in ("deadline", "completed") else cells[name] for name in version.columns}
            if work not in self.stands:
                blank = {name: None if name in ("deadline", "completed") else "" for name in SPOKEN}
                self.said[work], self.stands[work] = {**blank, **now}, {**blank, **now}
                self.added.append(work)
                self.noted.add(work)
                continue
            fields = {}
            said, stands = self.said[work], self.stands[work]
            for name, value in now.items():
                if value == said[name]:
                    continue
                self.noted.add(work)
                if name != "remark" or stands[name] == said[name]:
                    if stands[name] != value:
                        fields[STORED.get(name, name)] = (stands[name], value)
                    stands[name] = value
                said[name] = value
            if work in self.deleted:
                self.deleted.remove(work)
                self.added.append(work)
                self.noted.add(work)
            elif fields:
                self.changed[work] = fields

    def gone(self, version: Version) -> set[str]:
        return self.stands.keys() - self.deleted - {work for work, _ in version.rows}


@settings(max_examples=120, deadline=None)
@given(three=st.tuples(versions(), versions(), versions()), steps=STEPS)
def test_any_versions_and_any_hand(
    store: Store, tmp_path_factory: pytest.TempPathFactory, three: tuple[Version, ...], steps: list[Any]
) -> None:
    session, book, model = new_session(store), Book(tmp_path_factory.getbasetemp() / "any.csv"), Model()
    ids: dict[str, str] = {}
    last = None
    for step in steps:
        if not isinstance(step, int):
            work, name, value = step
            if work in ids and work not in model.deleted:
                edit(store, session, ids[work], **{STORED.get(name, name): value})
                if name == "delete":
                    model.deleted.add(work)
                    last = None
                else:
                    model.stands[work][name] = value
            continue
        file = three[step].write(book)
        model.read(three[step])
        assert import_register(store, session, file, dry_run=True).applied == 0
        done = import_register(store, session, file)
        ids |= {done.names[one].content: one for one in done.added}
        assert [done.names[one].content for one in done.added] == model.added
        assert fields_changed(done) == model.changed
        assert {done.names[one].content for one in done.gone} == model.gone(three[step])
        assert done.applied == len(model.noted)
        if step == last:
            assert done.applied == 0
        last = step
        shown = tasks_of(store, session)
        assert shown.keys() == model.stands.keys() - model.deleted
        for work, task in shown.items():
            values = {name: getattr(task, STORED.get(name, name)) for name in SPOKEN}
            assert {n: v.isoformat() if hasattr(v, "isoformat") else v for n, v in values.items()} == model.stands[work]
        assert import_register(store, session, file).applied == 0
    assert store.check_rows(session) == []


# Two laptops


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
    V2 = (("1", "Việc mới", "", ""), ("2", "Việc một", "Sở Y tế", "05/07/2021"), ("3", "Việc hai", "Văn phòng", "02/07/2021"))
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
            assert [task.content for task in read_content(each.store, session).tasks] == ["Việc mới", "Việc một", "Việc hai"]

    def test_two_versions_differ_in_what_differs(self, pair: tuple[Laptop, Laptop, str], book: Book) -> None:
        one, two, session = pair
        first, second = book.write(self.COLUMNS, self.V1), Book(book.path.with_name("b.csv")).write(self.COLUMNS, self.V2)
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
        assert {name for _, fields in done_fields(done) for name in fields} == {"deadline"}
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
        assert [list(fields) for _, fields in done_fields(done)] == [["deadline"]]
        assert self.conflicts(one, session) == {("Việc một", "remark")}


# A kill at any moment

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
    for share in random.Random(5).sample(range(1000), 5):
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
