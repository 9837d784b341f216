"""A register read again: what it changed comes in, what people wrote stays, and the lists say what happened."""

from __future__ import annotations

import json
import runpy
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from inspect_tui.services.importing import Imported, import_register
from inspect_tui.services.recording import record_lines
from inspect_tui.services.undoing import redo, undo
from inspect_tui.store.connection import Location
from inspect_tui.store.errors import StoreError
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import Store, open_store
from services.laptops import Laptop
from services.register_versions import Book, edit, fields_by_id, fields_changed, new_session, tasks_of

Make = Callable[..., Laptop]
OLD_STORES = sorted((Path(__file__).parents[1] / "store" / "data").glob("store-*[0-9].db"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for all tests, each of which has a session of its own."""
    with open_store(Location(tmp_path_factory.mktemp("store") / "store.db"), defaults={"person": "Thư ký"}) as made:
        yield made


@pytest.fixture
def session(store: Store) -> str:
    return new_session(store)


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
            import_register(
                one.store, session, book.write(self.COLUMNS, (*self.ROWS[:1], ("3", "Việc ba", "", "", "")))
            )
        assert one.store.entries(session) == before


class TestANewerVersion:
    def again(
        self, store: Store, session: str, book: Book, columns: str, *versions: Sequence[Sequence[str]]
    ) -> Imported:
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
            "declared_completed_on": ("2021-06-12", None),
            "product": ("Đã hoàn thành ngày 12/6/2021", "Đang thực hiện"),
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
        assert tuple(done.name(added)) == ("2", "QĐ 3", "Việc ba")
        assert tuple(done.name(gone)) == ("2", "QĐ 2", "Việc hai")
        assert [(row, task.content, task.number) for row, task in done.preview] == [
            (2, "Việc một", "1"), (3, "Việc ba", "2"),
        ]  # fmt: skip
        done = self.again(store, session, book, columns, [("1", "QĐ 1", "Việc một")])
        assert [done.name(one).content for one in done.gone] == ["Việc ba", "Việc hai"], "in the checklist's order"


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
        assert {name for fields in fields_by_id(done).values() for name in fields} == {"number"}
        assert self.leads(store, session) == {"a": "Sở Y tế", "b": "Sở Nội vụ", "c": "Sở Tài chính"}

    def test_another_comes_before_them(self, store: Store, session: str, book: Book, found: tuple[str, ...]) -> None:
        new = ("0", "Việc chung", "Văn phòng", "04/07/2021")
        done = import_register(store, session, book.write(self.COLUMNS, [new, self.A, self.B, self.C]))
        assert (len(done.added), done.changed, done.gone) == (1, (), ())
        assert self.leads(store, session)[""] == "Văn phòng"
        assert read_content(store, session).tasks[0].lead == "Văn phòng"

    def test_thousands_are_told_apart_in_no_time(self, store: Store, session: str, book: Book) -> None:
        rows = [("", "Việc chung", f"Sở {n}", "") for n in range(3000)]
        ids = import_register(store, session, book.write(self.COLUMNS, rows)).added
        done = import_register(store, session, book.write(self.COLUMNS, rows[:1] + rows[2:]))
        assert (done.applied, done.gone) == (0, ids[1:2])
        done = import_register(store, session, book.write(self.COLUMNS, [(*row[:3], "01/07/2021") for row in rows]))
        assert (len(done.changed), done.gone) == (3000, ())
        assert {name for fields in fields_by_id(done).values() for name in fields} == {"deadline"}

    def test_one_is_dropped_and_another_changed_by_hand(
        self, store: Store, session: str, book: Book, found: tuple[str, ...]
    ) -> None:
        edit(store, session, found[1], lead="Của người", content="Việc khác", deadline=None)
        assert import_register(store, session, book.write(self.COLUMNS, [self.B])).applied == 0


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
        file, register = tmp_path / "danh-muc.csv", runpy.run_path(str(path.with_name("make_store.py")))["REGISTER"]
        file.write_text(register, encoding="utf-8")
        with open_store(Location(tmp_path / "store.db")) as store:
            tasks = read_content(store, session).tasks
            ids = [task.id for task in tasks]
            edit(store, session, ids[0], deadline="2022-01-01")
            edit(store, session, ids[1], deadline="2022-01-01")
            assert import_register(store, session, file).applied == 0
            file.write_text(register.replace("15/07/2021", "").replace("31/12/2021", "30/12/2021"), encoding="utf-8")
            done = import_register(store, session, file)
            assert fields_by_id(done) == {
                ids[1]: {"deadline": ("2022-01-01", None)}, ids[2]: {"deadline": ("2021-12-31", "2021-12-30")},
            }  # fmt: skip
            assert import_register(store, session, file).applied == 0
            assert store.check_rows(session) == []
