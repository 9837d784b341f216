"""What every store promises, whatever it is built on: plain SQLite, encrypted SQLite, PostgreSQL."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Sequence

import pytest

from inspect_tui.domain.ids import new_id, task_id
from inspect_tui.domain.journal import Entry, hash_of
from inspect_tui.domain.records import Conclusion, Note, SessionContent, Task
from inspect_tui.domain.signing import chains
from inspect_tui.domain.vietnamese import fold
from inspect_tui.store.connection import Location
from inspect_tui.store.errors import StoreError
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import (
    find_record,
    last_position,
    list_sessions,
    matching,
    read_content,
    read_record,
    session_ids,
)
from inspect_tui.store.store import Store

Place = tuple[Location, str]
WHO = "Thư ký"


def make(store: Store, session: str, kind: str, /, **values: object) -> str:
    record = new_id()
    store.journal.write(session, [Write(kind, record, values, new=True)], person=WHO)
    return record


def change(store: Store, session: str, kind: str, record: str, /, **values: object) -> Sequence[Entry]:
    return store.journal.write(session, [Write(kind, record, values)], person=WHO)


class TestRecords:
    def test_what_is_written_is_read(self, store: Store, session: str) -> None:
        task = make(
            store, session, "task", content="Rà soát", position=1, number="16", source="key", lead="Sở Y tế",
            coordinating=["Sở Nội vụ", "Sở Tài chính"], deadline="2021-06-30", first_deadline="2021-06-15",
            declared_completed_on="2021-06-29", issued_on="2021-03-02", document="214/UBND-KGVX",
        )  # fmt: skip
        note = make(store, session, "note", at="2021-07-30T01:42:00.000Z", speaker="Sở Nội vụ", kind="question",
                    text="Vì sao chậm?", tasks=[task])  # fmt: skip
        make(store, session, "conclusion", kind="request", text="Khắc phục", owner="Ban", position=1,
                    deadline="2021-08-15", tasks=[task], notes=[note])  # fmt: skip
        content = read_content(store, session)
        (read,) = content.tasks
        assert isinstance(read, Task)
        assert (read.id, read.content, read.coordinating) == (task, "Rà soát", ("Sở Nội vụ", "Sở Tài chính"))
        assert str(read.deadline) == "2021-06-30"
        assert str(read.first_deadline) == "2021-06-15"
        assert str(read.declared_completed_on) == "2021-06-29"
        assert read.completed_on is None
        assert content.notes == (
            Note(note, "Vì sao chậm?", "2021-07-30T01:42:00.000Z", "Sở Nội vụ", "question", (task,)),
        )
        (conclusion,) = content.conclusions
        assert isinstance(conclusion, Conclusion)
        assert (conclusion.tasks, conclusion.notes) == ((task,), (note,))
        assert content.session.agency == "Ban Dân tộc tỉnh"

    def test_a_record_may_be_made_empty(self, store: Store, session: str) -> None:
        made = make(store, session, "conclusion")
        assert [c.id for c in read_content(store, session).conclusions] == [made]

    def test_tasks_stand_in_register_order_and_notes_in_time_order(self, store: Store, session: str) -> None:
        for position in (3, 1, 2):
            make(store, session, "task", content=f"việc {position}", position=position)
        make(store, session, "note", at="2021-07-30T02:00:00.000Z", text="sau")
        make(store, session, "note", at="2021-07-30T01:00:00.000Z", text="trước")
        content = read_content(store, session)
        assert [t.content for t in content.tasks] == ["việc 1", "việc 2", "việc 3"]
        assert [n.text for n in content.notes] == ["trước", "sau"]
        assert last_position(store, session, "task") == 3

    def test_one_record_is_read_alone(self, store: Store, session: str) -> None:
        task = make(store, session, "task", content="một", position=1)
        assert read_record(store, session, "task", task).content == "một"
        assert read_record(store, session, "note", task) is None
        assert find_record(store, session, task) == ("task",)

    def test_search_knows_no_marks(self, store: Store, session: str) -> None:
        task = make(store, session, "task", content="Đôn đốc giải ngân 100% vốn_đầu tư", position=1)
        make(store, session, "task", content="Việc khác", position=2)
        for words in ("don doc", "ĐÔN ĐỐC", "giải NGÂN", "100%", "von_dau"):
            assert matching(store, session, "task", [fold(words)]) == {task}, words
        assert matching(store, session, "task", [fold("%")]) == {task}, "a percent sign is a letter, not a pattern"
        assert matching(store, session, "task", [fold("von_doc")]) == set()

    def test_user_text_is_inert(self, store: Store, session: str) -> None:
        hostile = "'; DROP TABLE task; -- %s ? [red]x[/] \\ {0} \U0001f600 \u202bx"
        task = make(store, session, "task", content=hostile, position=1)
        assert read_record(store, session, "task", task).content == hostile


class TestJournal:
    def test_every_change_has_its_entry(self, store: Store, session: str) -> None:
        task = make(store, session, "task", content="một", cause="", position=1)
        (entry,) = change(store, session, "task", task, cause="chưa có kinh phí", verdict="not_done")
        assert entry.fields["cause"].old == ""
        assert entry.fields["cause"].new == "chưa có kinh phí"
        assert (entry.person, entry.record, entry.record_id) == (WHO, "task", task)
        (again,) = change(store, session, "task", task, cause="chờ hướng dẫn")
        assert again.fields["cause"].replaces == (entry.id,)
        assert store.check_rows(session) == []

    def test_what_changes_nothing_makes_no_entry(self, store: Store, session: str) -> None:
        task = make(store, session, "task", content="một", position=1)
        before = len(store.entries(session))
        assert change(store, session, "task", task, content="một", position=1) == []
        assert len(store.entries(session)) == before

    def test_a_first_change_replaces_the_entry_that_made_the_field(self, store: Store, session: str) -> None:
        task = make(store, session, "task", content="một", position=1)
        maker = store.entries(session, record=("task", task))[0]
        (entry,) = change(store, session, "task", task, content="hai", remark="thêm")
        assert entry.fields["content"].replaces == (maker.id,)
        assert entry.fields["remark"].replaces == (), "nobody had written the remark"

    def test_entries_are_chained(self, store: Store, session: str) -> None:
        for number in range(5):
            make(store, session, "note", text=f"ý kiến {number}", at=f"2021-07-30T01:0{number}:00.000Z")
        entries = store.entries(session)
        assert [e.seq for e in entries] == list(range(1, 7))
        assert [e.prev for e in entries] == ["", *(e.hash for e in entries[:-1])]
        assert all(hash_of(e) == e.hash for e in entries)
        assert {e.device for e in entries} == {store.device}
        assert chains(entries) == {store.device: [6, entries[-1].hash]}

    def test_all_or_nothing(self, store: Store, session: str) -> None:
        before = store.entries(session)
        good = Write("note", new_id(), {"text": "một", "at": "2021-07-30T01:00:00.000Z"}, new=True)
        with pytest.raises(StoreError) as caught:
            store.journal.write(session, [good, Write("note", new_id(), {"text": "không có"})], person=WHO)
        assert caught.value.code == "unknown_record"
        assert store.entries(session) == before
        assert read_content(store, session).notes == ()

    def test_deleted_and_brought_back(self, store: Store, session: str) -> None:
        note = make(store, session, "note", text="một", at="2021-07-30T01:00:00.000Z")
        store.journal.write(session, [Write("note", note, delete=True)], person=WHO)
        assert read_content(store, session).notes == ()
        with pytest.raises(StoreError):
            change(store, session, "note", note, text="hai")
        store.journal.write(session, [Write("note", note, delete=False)], person=WHO)
        assert read_content(store, session).notes[0].text == "một"
        assert store.check_rows(session) == []

    def test_a_signed_session_is_locked(self, store: Store, session: str) -> None:
        chains = {"máy khác": [1, "0" * 64]}
        signing = {"by": "Tổ trưởng", "code": "X", "chains": chains}
        signed = Write("session", session, {"state": "signed", "signed": signing})
        store.journal.write(session, [signed], person=WHO, unlock=True)
        with pytest.raises(StoreError) as caught:
            make(store, session, "note", text="muộn")
        assert caught.value.code == "signed"
        assert read_content(store, session).session.signed["by"] == "Tổ trưởng"

    def test_many_at_once_are_one_transaction(self, store: Store, session: str) -> None:
        writes = [
            Write("task", task_id(session, "1/QĐ", f"việc {n}", 1), {"content": f"việc {n}", "position": n}, new=True)
            for n in range(1, 501)
        ]
        assert len(store.journal.write(session, writes, person=WHO)) == 500
        assert [t.position for t in read_content(store, session).tasks] == list(range(1, 501))
        assert store.check_rows(session) == []


class TestDrafts:
    def test_drafts_are_kept_by_record(self, store: Store, session: str) -> None:
        store.put_draft(session, "note", "tiếng Việt")
        store.put_draft(session, "task:1:cause", "chưa")
        store.put_draft(session, "note", "tiếng Việt nữa")
        assert [(d.record, d.text) for d in store.drafts(session)] == [
            ("note", "tiếng Việt nữa"), ("task:1:cause", "chưa"),
        ]  # fmt: skip
        store.put_draft(session, "note", "")
        assert [d.record for d in store.drafts(session)] == ["task:1:cause"]
        assert len(store.entries(session)) == 1, "drafts are no entries"

    def test_a_draft_goes_with_the_change_that_it_became(self, store: Store, session: str) -> None:
        store.put_draft(session, "note", "một")
        write = Write("note", new_id(), {"text": "một"}, new=True)
        store.journal.write(session, [write], person=WHO, drop_drafts=["note"])
        assert store.drafts(session) == ()

    def test_a_draft_stays_where_the_change_fails(self, store: Store, session: str) -> None:
        store.put_draft(session, "note", "một")
        with pytest.raises(StoreError):
            store.journal.write(session, [Write("note", "không có", {"text": "x"})], person=WHO, drop_drafts=["note"])
        assert [d.text for d in store.drafts(session)] == ["một"]


class TestKeeping:
    def test_everything_is_there_after_closing(
        self, place: Place, opened: Callable[..., Store], store: Store, session: str
    ) -> None:
        make(store, session, "note", text="một", at="2021-07-30T01:00:00.000Z")
        store.put_draft(session, "note", "dở dang")
        content, device = read_content(store, session), store.device
        store.close()
        again = opened(place)
        assert read_content(again, session) == content
        assert again.drafts(session)[0].text == "dở dang"
        assert again.device == device
        make(again, session, "note", text="hai")
        entries = again.entries(session)
        assert [e.prev for e in entries[1:]] == [e.hash for e in entries[:-1]]

    def test_readers_see_what_a_writer_commits(
        self, place: Place, opened: Callable[..., Store], store: Store, session: str
    ) -> None:
        reader = opened(place, read_only=True)
        make(store, session, "note", text="một")
        assert [n.text for n in read_content(reader, session).notes] == ["một"]
        with pytest.raises(StoreError):
            make(reader, session, "note", text="hai")

    def test_sessions_are_found_by_a_beginning(self, store: Store, session: str) -> None:
        other = "ffffffff-0000-7000-8000-000000000000"
        store.journal.write(other, [Write("session", other, {"agency": "Sở Y tế", "held_on": "2021-08-01"}, new=True)],
                            person=WHO)  # fmt: skip
        assert session_ids(store, session) == [session]
        assert session_ids(store, "fff") == [other]
        assert session_ids(store, "") == []
        assert session_ids(store, "%") == []
        assert [s.session.agency for s in list_sessions(store)] == ["Sở Y tế", "Ban Dân tộc tỉnh"]

    def test_contents_of_attachments(self, store: Store) -> None:
        store.put_blob("ab", iter([b"\x00\xff" * 1000, b"end"]))
        store.put_blob("ab", iter([b"ignored: the hash is the content"]))
        assert b"".join(store.blob("ab")) == b"\x00\xff" * 1000 + b"end"
        assert store.has_blob("ab")
        assert not store.has_blob("cd")

    def test_exports_are_counted(self, store: Store, session: str) -> None:
        assert store.last_export(session) == (0, "")
        store.note_export(session, 1, "aa")
        store.note_export(session, 2, "bb")
        assert store.last_export(session) == (2, "bb")


class TestMerging:
    """Two laptops in one: what `absorb` and the fold make of entries that were written apart."""

    @pytest.fixture
    def other(self, tmp_path_factory: pytest.TempPathFactory, opened: Callable[..., Store]) -> Store:
        return opened((Location.parse(str(tmp_path_factory.mktemp("khác") / "b.db")), ""))

    @staticmethod
    def show(store: Store, session: str) -> tuple[SessionContent, list[Entry]]:
        return read_content(store, session), store.entries(session)

    def test_the_same_entries_give_the_same_rows(self, store: Store, session: str, other: Store) -> None:
        task = make(store, session, "task", content="một", position=1)
        change(store, session, "task", task, verdict="agreed")
        entries = store.entries(session)
        random.Random(7).shuffle(entries)
        assert other.journal.absorb(entries) == 3
        assert other.journal.absorb(entries) == 0
        assert self.show(other, session) == self.show(store, session)
        assert other.check_rows(session) == []

    def test_different_fields_are_no_conflict(self, store: Store, session: str, other: Store) -> None:
        task = make(store, session, "task", content="một", position=1)
        other.journal.absorb(store.entries(session))
        change(store, session, "task", task, cause="kinh phí")
        change(other, session, "task", task, degree="chậm 16 ngày")
        store.journal.absorb(other.entries(session))
        other.journal.absorb(store.entries(session))
        assert self.show(other, session) == self.show(store, session)
        read = read_content(store, session)
        assert (read.tasks[0].cause, read.tasks[0].degree, read.conflicts) == ("kinh phí", "chậm 16 ngày", ())

    def test_one_field_changed_apart_keeps_both_until_decided(self, store: Store, session: str, other: Store) -> None:
        task = make(store, session, "task", content="một", position=1)
        other.journal.absorb(store.entries(session))
        change(store, session, "task", task, cause="kinh phí")
        change(other, session, "task", task, cause="hướng dẫn")
        store.journal.absorb(other.entries(session))
        other.journal.absorb(store.entries(session))
        assert self.show(other, session) == self.show(store, session)
        (conflict,) = read_content(store, session).conflicts
        assert (conflict.record, conflict.id, conflict.field) == ("task", task, "cause")
        assert {v.value for v in conflict.values} == {"kinh phí", "hướng dẫn"}
        shown = read_content(store, session).tasks[0].cause
        (decision,) = change(store, session, "task", task, cause=shown)
        assert len(decision.fields["cause"].replaces) == 2, "deciding for the shown value is a change too"
        other.journal.absorb(store.entries(session))
        assert read_content(other, session).conflicts == ()
        assert self.show(other, session) == self.show(store, session)

    def test_equal_values_are_no_conflict(self, store: Store, session: str, other: Store) -> None:
        task = make(store, session, "task", content="một", position=1)
        other.journal.absorb(store.entries(session))
        change(store, session, "task", task, verdict="agreed")
        change(other, session, "task", task, verdict="agreed")
        store.journal.absorb(other.entries(session))
        assert read_content(store, session).conflicts == ()
        (entry,) = change(store, session, "task", task, verdict="not_done")
        assert len(entry.fields["verdict"].replaces) == 2

    def test_a_delete_against_an_edit_is_a_conflict(self, store: Store, session: str, other: Store) -> None:
        note = make(store, session, "note", text="một", at="2021-07-30T01:00:00.000Z")
        other.journal.absorb(store.entries(session))
        store.journal.write(session, [Write("note", note, delete=True)], person=WHO)
        change(other, session, "note", note, text="một và hai")
        store.journal.absorb(other.entries(session))
        other.journal.absorb(store.entries(session))
        assert self.show(other, session) == self.show(store, session)
        content = read_content(store, session)
        assert [n.text for n in content.notes] == ["một và hai"], "what somebody still writes in is not hidden"
        assert [c.field for c in content.conflicts] == ["deleted"]
        store.journal.write(session, [Write("note", note, delete=True)], person=WHO)
        other.journal.absorb(store.entries(session))
        assert read_content(other, session).notes == ()
        assert read_content(other, session).conflicts == ()

    def test_two_laptops_that_make_the_same_task(self, store: Store, session: str, other: Store) -> None:
        other.journal.absorb(store.entries(session))
        task = task_id(session, "214/UBND-KGVX", "Báo cáo", 1)
        for one in (store, other):
            values = {"content": "Báo cáo", "document": "214/UBND-KGVX", "position": 1}
            one.journal.write(session, [Write("task", task, values, new=True)], person=WHO)
        store.journal.absorb(other.entries(session))
        content = read_content(store, session)
        assert [t.id for t in content.tasks] == [task]
        assert content.conflicts == ()
        assert store.check_rows(session) == []

    @pytest.mark.parametrize("seed", range(4))
    def test_random_work_apart_converges(self, store: Store, session: str, other: Store, seed: int) -> None:
        chance = random.Random(seed)
        other.journal.absorb(store.entries(session))
        records = [make(store, session, "note", text=f"{n}") for n in range(3)]
        for _ in range(60):
            one = chance.choice((store, other))
            match chance.randrange(4):
                case 0:
                    two = other if one is store else store
                    entries = two.entries(session)
                    one.journal.absorb(chance.sample(entries, len(entries)))
                case 1:
                    records.append(make(one, session, "note", text=str(chance.random())))
                case _:
                    record = chance.choice(records)
                    delete = chance.choice((True, False, None, None, None))
                    values = {} if delete is not None else {"text": chance.choice("abc")}
                    # A record may be unknown here yet, or deleted.
                    with contextlib.suppress(StoreError):
                        one.journal.write(session, [Write("note", record, values, delete=delete)], person=WHO)
        store.journal.absorb(other.entries(session))
        other.journal.absorb(store.entries(session))
        assert self.show(other, session) == self.show(store, session)
        assert store.check_rows(session) == []
        assert other.check_rows(session) == []
