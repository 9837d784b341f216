"""No record changes without its entry, no entry is changed or deleted: held by triggers on SQLite, whoever writes.

What is forbidden goes past the journal as raw SQL; on PostgreSQL the one writing path is what is tested.
"""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from inspect_tui.domain.ids import new_id
from inspect_tui.domain.journal import Change, Entry, seal
from inspect_tui.domain.records import FIELDS
from inspect_tui.store import journal
from inspect_tui.store.connection import Location
from inspect_tui.store.errors import StoreError
from inspect_tui.store.first_read import FRONT
from inspect_tui.store.journal import Write
from inspect_tui.store.passage import passage
from inspect_tui.store.reading import read_content, read_record, read_session
from inspect_tui.store.row import columns_of
from inspect_tui.store.store import Store

Place = tuple[Location, str]
WHO = "Thư ký"
TABLES = (*FIELDS, "entry", "draft", "meta", "blob", "export")
on_sqlite = pytest.mark.parametrize("place", ["sqlite", "encrypted"], indirect=True)
KEYS = {kind: "id" if kind == "session" else "session_id, id" for kind in FIELDS}


def rows_of(store: Store, table: str) -> list[tuple[Any, ...]]:
    rows = store.database.execute_sql(f'SELECT * FROM "{table}"').fetchall()
    return sorted(rows, key=repr)


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    return {table: rows_of(store, table) for table in TABLES}


def refused(store: Store, sql: str, *values: object, match: str = "journal: ") -> None:
    """See that a statement fails and leaves everything as it was, alone and inside a transaction."""
    before = everything(store)
    with pytest.raises(Exception, match=match):
        store.database.execute_sql(sql, values)
    with store.database.atomic():
        with pytest.raises(Exception, match=match):
            store.database.execute_sql(sql, values)
        assert everything(store) == before
    assert everything(store) == before


def scalar(store: Store, sql: str, *values: object) -> Any:
    return store.database.execute_sql(sql, values).fetchone()[0]


class Filled:
    """A store with two records of every kind, in one session and a head in another."""

    def __init__(self, store: Store, session: str) -> None:
        self.store, self.session, self.other = store, session, new_id()
        store.journal.write(
            self.other, [Write("session", self.other, {"agency": "Sở Nội vụ", "state": "open"}, new=True)], person=WHO
        )
        self.ids: dict[str, list[str]] = {kind: [new_id(), new_id()] for kind in FIELDS}
        self.ids["session"] = [session, self.other]
        first = {kind: next(iter(fields)) for kind, fields in FIELDS.items()}
        sample = {"int": 1, "time": "2021-07-30T01:00:00.000Z"}
        writes = [
            Write(kind, one, {first[kind]: sample.get(FIELDS[kind][first[kind]].type, "chữ")}, new=True)
            for kind, ids in self.ids.items()
            if kind != "session"
            for one in ids
        ]
        store.journal.write(session, writes, person=WHO)

    def where(self, kind: str) -> str:
        return f"\"id\" = '{self.ids[kind][0]}'"

    def entry_of(self, kind: str, place: int) -> str:
        return str(scalar(self.store, 'SELECT "id" FROM "entry" WHERE "record_id" = ?', self.ids[kind][place]))


@pytest.fixture
def filled(store: Store, session: str) -> Filled:
    return Filled(store, session)


@on_sqlite
class TestEntries:
    STATEMENTS = (
        "UPDATE entry SET person = 'x'",
        "UPDATE entry SET hash = hash || 'x' WHERE seq = 1",
        "UPDATE OR IGNORE entry SET fields = '{}'",
        "UPDATE OR REPLACE entry SET rowid = rowid + 1",
        "DELETE FROM entry",
        "DELETE FROM entry WHERE seq = 2",
        "INSERT INTO entry SELECT * FROM entry WHERE seq = 1",
        "INSERT OR IGNORE INTO entry SELECT * FROM entry",
        "REPLACE INTO entry SELECT * FROM entry",
        "INSERT OR REPLACE INTO entry SELECT hash, id, session_id, record, record_id, '{}', at, mono, person, device, "
        "seq, prev FROM entry WHERE seq = 1",
        "INSERT OR REPLACE INTO entry (rowid, hash, id, session_id, record, record_id, fields, at, mono, person, "
        "device, seq, prev) SELECT rowid, hash || 'x', id, session_id, record, record_id, '{}', at, mono, person, "
        "device, seq, prev FROM entry WHERE seq = 1",
        "INSERT INTO entry SELECT * FROM entry WHERE true ON CONFLICT (hash) DO UPDATE SET person = 'x'",
        "INSERT INTO entry SELECT * FROM entry WHERE true ON CONFLICT DO NOTHING",
    )

    @pytest.mark.parametrize("statement", STATEMENTS)
    def test_an_entry_is_written_once_and_stays(self, filled: Filled, statement: str) -> None:
        refused(filled.store, statement, match="journal: an entry is ")

    @pytest.mark.parametrize("name", ["fold", "migration"])
    def test_no_passage_leads_to_entries(self, filled: Filled, name: Any) -> None:
        store, before = filled.store, everything(filled.store)
        for statement in self.STATEMENTS:
            caught = pytest.raises(Exception, match="journal: an entry is ")
            with store.transaction(), passage(store.database, name), caught:
                store.database.execute_sql(statement)
        assert everything(store) == before


@on_sqlite
class TestRecords:
    def test_no_field_of_any_record_changes_alone(self, filled: Filled) -> None:
        for kind, fields in FIELDS.items():
            for name in (*fields, "deleted", "contested"):
                statement = (
                    f'UPDATE "{kind}" SET "{name}" = coalesce("{name}", \'\') || \'7\' WHERE {filled.where(kind)}'
                )
                refused(filled.store, statement, match="journal: no record changes without its entry")

    @pytest.mark.parametrize("kind", FIELDS)
    def test_a_row_is_not_deleted_and_keeps_its_key(self, filled: Filled, kind: str) -> None:
        here, (first, second) = filled.where(kind), filled.ids[kind]
        for statement in (f'DELETE FROM "{kind}"', f'DELETE FROM "{kind}" WHERE {here}'):
            refused(filled.store, statement, match="journal: a record keeps its row")
        for statement in (
            f'UPDATE "{kind}" SET "id" = \'{new_id()}\' WHERE {here}',
            f'UPDATE OR REPLACE "{kind}" SET "id" = \'{second}\' WHERE {here}',
            f'UPDATE OR REPLACE "{kind}" SET rowid = (SELECT rowid FROM "{kind}" WHERE "id" = \'{second}\') '
            f"WHERE \"id\" = '{first}'",
        ):
            refused(filled.store, statement, match="journal: a record keeps its key")
        if kind != "session":
            statement = f'UPDATE "{kind}" SET "session_id" = \'{filled.other}\' WHERE {here}'
            refused(filled.store, statement, match="journal: a record keeps its key")

    @pytest.mark.parametrize("kind", FIELDS)
    def test_heads_are_entries_of_this_very_record(self, filled: Filled, kind: str) -> None:
        name = next(iter(FIELDS[kind]))
        own, others = filled.entry_of(kind, 0), filled.entry_of(kind, 1)
        another_kind = filled.entry_of("note" if kind != "note" else "task", 0)
        wrong: list[object] = [
            {}, {"": []}, {"": [own], name: []}, {"": [own, new_id()]}, {"": [own], "x": [others]},
            {"": [another_kind]}, [], {"": [None]}, {"": [7]}, {"": {}}, {"": None}, {"": 7},
        ]  # fmt: skip
        set_heads = f'UPDATE "{kind}" SET "heads" = ? WHERE {filled.where(kind)}'
        columns = ", ".join(f'"{column}"' for column in columns_of(kind))
        copied = ", ".join("?" if column == "heads" else f'"{column}"' for column in columns_of(kind))
        replace_row = (
            f'INSERT OR REPLACE INTO "{kind}" ({columns}) SELECT {copied} FROM "{kind}" WHERE {filled.where(kind)}'
        )
        for heads in wrong:
            refused(filled.store, set_heads, json.dumps(heads), match="journal: no record changes")
            refused(filled.store, replace_row, json.dumps(heads), match="journal: no record is made")
        for broken in ("", "no JSON", '{"": "no list"}', "7"):
            refused(filled.store, set_heads, broken, match="journal: no record changes|malformed JSON")

    @pytest.mark.parametrize("kind", FIELDS)
    def test_a_record_is_not_made_without_its_entry(self, filled: Filled, kind: str) -> None:
        columns = columns_of(kind)
        listed = ", ".join(f'"{column}"' for column in columns)
        for heads in ("{}", json.dumps({"": [new_id()]}), json.dumps({"": [filled.entry_of(kind, 0)]})):
            for verb in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"):
                copied = ", ".join({"id": "?", "heads": "?"}.get(column, f'"{column}"') for column in columns)
                statement = f'{verb} INTO "{kind}" ({listed}) SELECT {copied} FROM "{kind}" WHERE {filled.where(kind)}'
                refused(filled.store, statement, new_id(), heads, match="journal: no record is made")

    @pytest.mark.parametrize("kind", FIELDS)
    def test_replacing_is_changing(self, filled: Filled, kind: str) -> None:
        name = next(iter(FIELDS[kind]))
        columns = columns_of(kind)
        listed = ", ".join(f'"{column}"' for column in columns)
        copied = ", ".join(f"\"{column}\" || '7'" if column == name else f'"{column}"' for column in columns)
        copied = copied.replace(f'"{name}" ||', f"coalesce(\"{name}\", '') ||")
        rest = f'INTO "{kind}" ({listed}) SELECT {copied} FROM "{kind}" WHERE {filled.where(kind)}'
        refused(filled.store, "INSERT OR REPLACE " + rest, match="journal: no record is made")
        update = f'ON CONFLICT ({KEYS[kind]}) DO UPDATE SET "{name}" = excluded."{name}"'
        refused(filled.store, f"INSERT {rest} {update}", match="journal: no record is made")
        same = rest.replace(copied, listed)
        update = f'ON CONFLICT ({KEYS[kind]}) DO UPDATE SET "{name}" = 7'
        refused(filled.store, f"INSERT {same} {update}", match="journal: no record changes")
        # The rowid of one record with the key and the heads of another: REPLACE would delete the first unseen.
        first, second = filled.ids[kind]
        stolen = (
            f'INSERT OR REPLACE INTO "{kind}" (rowid, {listed}) SELECT (SELECT rowid FROM "{kind}" '
            f'WHERE "id" = \'{first}\'), {listed} FROM "{kind}" WHERE "id" = \'{second}\''
        )
        refused(filled.store, stolen, match="journal: no record is made")

    def test_an_unchanged_row_may_be_written_again(self, filled: Filled) -> None:
        before = everything(filled.store)
        for kind in FIELDS:
            name = next(iter(FIELDS[kind]))
            filled.store.database.execute_sql(f'UPDATE "{kind}" SET "{name}" = "{name}", "heads" = "heads"')
        assert everything(filled.store) == before

    def test_a_new_head_lets_a_record_change(self, filled: Filled) -> None:
        """The check is of the journal, not of the program: whoever writes the entry may write the row."""
        store, (task, _) = filled.store, filled.ids["task"]
        (made,) = store.entries(filled.session, record=("task", task))
        later = seal(replace(made, id=new_id(), seq=90, fields={"remark": Change("", "mới", ())}))
        values = (
            later.hash, later.id, later.session, "task", task, '{"remark":{"old":"","new":"mới","replaces":[]}}',
            later.at, later.mono, WHO, later.device, 90, later.prev,
        )  # fmt: skip
        heads = json.dumps({"": [made.id], "remark": [later.id]})
        update = f"UPDATE task SET remark = 'mới', heads = ? WHERE {filled.where('task')}"
        refused(store, update, heads, match="journal: no record changes")
        store.database.execute_sql(f"INSERT INTO entry VALUES ({', '.join('?' * 12)})", values)
        store.database.execute_sql(update, (heads,))
        assert read_record(store, filled.session, "task", task).remark == "mới"

    def test_drafts_and_the_stores_own_notes_are_free(self, filled: Filled) -> None:
        store = filled.store
        store.put_draft(filled.session, "note", "một")
        store.put_draft(filled.session, "note", "hai")
        store.set_meta("person", "Tổ trưởng")
        for table in ("draft", "meta"):
            store.database.execute_sql(f"DELETE FROM {table}")
            assert rows_of(store, table) == []


@on_sqlite
class TestPassage:
    @staticmethod
    def is_open(store: Store) -> bool:
        return bool(rows_of(store, "passage"))

    def test_it_is_open_inside_and_shut_after(self, filled: Filled) -> None:
        store = filled.store
        with store.transaction(), passage(store.database, "fold"):
            assert self.is_open(store)
            store.database.execute_sql("UPDATE task SET remark = 'x'")
        assert not self.is_open(store)
        assert {task.remark for task in read_content(store, filled.session).tasks} == {"x"}
        refused(store, "UPDATE task SET remark = 'y'")

    def test_an_error_shuts_it_and_takes_everything_back(self, filled: Filled) -> None:
        store, before = filled.store, everything(filled.store)
        with contextlib.suppress(ZeroDivisionError), store.transaction(), passage(store.database, "fold"):
            store.database.execute_sql("UPDATE task SET remark = 'x'")
            raise ZeroDivisionError
        assert not self.is_open(store)
        assert everything(store) == before

    def test_an_error_that_is_caught_in_the_transaction_shuts_it_too(self, filled: Filled) -> None:
        store = filled.store
        with store.transaction():
            with contextlib.suppress(ZeroDivisionError), passage(store.database, "fold"):
                raise ZeroDivisionError
            assert not self.is_open(store)
            with pytest.raises(Exception, match="journal: "):
                store.database.execute_sql("UPDATE task SET remark = 'x'")

    def test_nothing_is_committed_while_it_is_open(self, filled: Filled) -> None:
        store, before = filled.store, everything(filled.store)

        def leave_it_open() -> None:
            with store.transaction():
                store.database.execute_sql("INSERT INTO passage (name) VALUES ('fold')")
                store.database.execute_sql("UPDATE task SET remark = 'x'")

        with pytest.raises(Exception, match="FOREIGN KEY"):
            leave_it_open()
        assert not self.is_open(store)
        assert everything(store) == before

    def test_it_needs_a_transaction_and_a_name(self, filled: Filled) -> None:
        store = filled.store
        with pytest.raises(Exception, match="FOREIGN KEY"):
            store.database.execute_sql("INSERT INTO passage (name) VALUES ('migration')")
        for values in ("('open', 'open')", "('fold', 'fold')", "('x', 'open')", "(NULL, 'open')", "('fold', NULL)"):
            with pytest.raises(Exception, match=r"CHECK|NOT NULL"), store.transaction():
                store.database.execute_sql(f"INSERT INTO passage (name, open) VALUES {values}")
        assert not self.is_open(store)

    def test_a_fold_deletes_nothing_and_a_migration_may(self, filled: Filled) -> None:
        store = filled.store
        delete, move = "DELETE FROM note", f"UPDATE task SET id = '{new_id()}' WHERE {filled.where('task')}"
        for statement in (delete, move):
            with pytest.raises(Exception, match="journal: "), store.transaction(), passage(store.database, "fold"):
                store.database.execute_sql(statement)
        with store.transaction(), passage(store.database, "migration"):
            store.database.execute_sql(delete)
            store.database.execute_sql(move)
        assert rows_of(store, "note") == []
        assert not self.is_open(store)


@on_sqlite
@pytest.mark.parametrize("way", ["vacuum", "another key"])
def test_a_copy_and_a_new_key_keep_the_guard(filled: Filled, opened: Callable[..., Store], way: str) -> None:
    store, before = filled.store, everything(filled.store)
    assert store.location.path is not None
    copy = store.location.path.with_name("copy.db")
    if way == "vacuum":
        store.database.execute_sql("VACUUM")
    else:
        # How a passphrase is changed: all rows are inserted into a new file.
        connection = store.database.connection()
        connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(copy), "khác"))
        connection.execute("SELECT sqlcipher_export('fresh')")
        connection.execute("DETACH DATABASE fresh")
        store = opened((Location(copy), "khác"))
    assert everything(store) == before
    for statement in ("UPDATE entry SET person = 'x'", "UPDATE task SET remark = 'x'", "DELETE FROM note"):
        refused(store, statement)


class Passages:
    """Notes each passage that the journal takes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[str] = []

        @contextlib.contextmanager
        def noted(database: Any, name: Any) -> Iterator[None]:
            self.taken.append(name)
            with passage(database, name):
                yield

        monkeypatch.setattr(journal, "passage", noted)


@pytest.fixture
def passages(monkeypatch: pytest.MonkeyPatch) -> Passages:
    return Passages(monkeypatch)


@pytest.fixture
def other(opened: Callable[..., Store], place: Place, tmp_path: Path) -> Store:
    """A second laptop, on SQLite whatever the store is on."""
    return opened((Location.parse(str(tmp_path / "other" / "store.db")), place[1]))


class TestWritingPath:
    """On every kind of store: the journal's own ways keep to the rules, and take the passage where they must."""

    def test_ordinary_work_takes_no_passage(self, filled: Filled, passages: Passages) -> None:
        store, (task, _) = filled.store, filled.ids["task"]
        for change in ({"remark": "a"}, {"remark": "b", "cause": "c"}, {"remark": ""}):
            store.journal.write(filled.session, [Write("task", task, change)], person=WHO)
        for delete in (True, False):
            store.journal.write(filled.session, [Write("task", task, delete=delete)], person=WHO)
        assert passages.taken == []
        assert store.check_rows(filled.session) == []

    def test_only_a_new_session_from_elsewhere_takes_it(self, filled: Filled, other: Store, passages: Passages) -> None:
        store, session, (task, _) = filled.store, filled.session, filled.ids["task"]
        other.journal.absorb(store.entries(session))
        assert passages.taken == ["fold"]
        for one, word in ((store, "đây"), (other, "kia")):
            one.journal.write(session, [Write("task", task, {"remark": word})], person=WHO)
        store.journal.absorb(other.entries(session))
        assert [conflict.field for conflict in read_content(store, session).conflicts] == ["remark"]
        store.journal.write(session, [Write("task", task, {"remark": "cùng"})], person=WHO)
        other.journal.absorb(store.entries(session))
        assert passages.taken == ["fold"]
        assert read_content(other, session).conflicts == ()
        for one in (store, other):
            assert one.check_rows(session) == []

    def test_old_entries_that_come_late_change_nothing(self, filled: Filled, other: Store, passages: Passages) -> None:
        store, session, (note, _) = filled.store, filled.session, filled.ids["note"]
        for text in ("một", "hai", "ba"):
            store.journal.write(session, [Write("note", note, {"text": text})], person=WHO)
        other.journal.absorb(store.entries(session)[::-1][:1])
        for entry in store.entries(session)[::-1]:
            other.journal.absorb([entry])
        assert read_record(other, session, "note", note).text == "ba"
        assert passages.taken == ["fold"]
        assert other.check_rows(session) == []

    @pytest.mark.parametrize("order", [1, -1])
    def test_one_id_with_two_contents_is_kept_twice(self, filled: Filled, order: int) -> None:
        """The heads are the same ids before and after, the value may be another: the fold has its way through."""
        store, session, (note, _) = filled.store, filled.session, filled.ids["note"]
        (said,) = store.journal.write(session, [Write("note", note, {"text": "một"})], person=WHO)
        forks = [replace(said, fields={"text": Change("", text, said.fields["text"].replaces)}) for text in "abcd"]
        for fork in sorted(map(seal, forks), key=lambda e: e.hash)[::order]:
            assert store.journal.absorb([fork]) == 1
            assert store.check_rows(session) == []
        assert [conflict.field for conflict in read_content(store, session).conflicts] == ["text"]

    def test_a_late_delete_that_had_seen_more(self, filled: Filled) -> None:
        """The edit stood against the delete in force; the older delete, which had seen it, settles that."""
        store, session, (note, _) = filled.store, filled.session, filled.ids["note"]
        (made,) = store.entries(session, record=("note", note))

        def entry(seq: int, name: str, new: object, *replaces: Entry) -> Entry:
            fields = {name: Change(None, cast(Any, new), tuple(e.id for e in replaces))}
            return seal(replace(made, id=new_id(), device="laptop-b", seq=seq, prev="", fields=fields))

        edit = entry(1, "text", "sửa", made)
        first = entry(2, "deleted", True, made, edit)
        second = entry(3, "deleted", True, made, first)
        store.journal.absorb([edit, second])
        assert read_record(store, session, "note", note) is not None
        store.journal.absorb([first])
        assert read_record(store, session, "note", note) is None
        assert store.check_rows(session) == []

    def test_an_entry_that_names_no_field_is_taken(self, filled: Filled) -> None:
        store, session = filled.store, filled.session
        last = store.entries(session)[-1]
        store.journal.absorb([seal(replace(last, id=new_id(), record_id=new_id(), device="laptop-b", fields={}))])
        assert store.check_rows(session) == []

    def test_a_session_cannot_write_the_head_of_another(self, filled: Filled) -> None:
        store, session, theirs = filled.store, filled.session, filled.other
        last = store.entries(session)[-1]
        forged = replace(
            last,
            id=new_id(),
            record="session",
            record_id=theirs,
            device="laptop-b",
            fields={"agency": Change("", "Khác")},
        )
        assert store.journal.absorb([seal(forged)]) == 1, "it is in the journal, for whoever looks into it"
        assert read_session(store, theirs).agency == "Sở Nội vụ"
        assert store.check_rows(theirs) == []

    def test_one_write_is_one_instant(self, filled: Filled) -> None:
        store, session = filled.store, filled.session
        writes = [Write("task", task, {"verdict": "agreed"}) for task in filled.ids["task"]]
        several = [store.journal.write(session, writes, person=WHO)]
        for word in ("a", "b"):
            several.append(
                store.journal.write(session, [Write("task", w.id, {"remark": word}) for w in writes], person=WHO)
            )
        assert [len(entries) for entries in several] == [2, 2, 2]
        instants = [{entry.mono for entry in entries} for entries in several]
        assert [len(one) for one in instants] == [1, 1, 1]
        assert sorted(set.union(*instants)) == [one.pop() for one in instants], "one after the other"

    def test_a_write_that_fails_leaves_nothing(self, filled: Filled) -> None:
        store, session, (task, _) = filled.store, filled.session, filled.ids["task"]
        store.set_meta(FRONT + session, "{}")
        before = everything(store)
        with pytest.raises(StoreError):
            store.journal.write(
                session, [Write("task", task, {"remark": "x"}), Write("task", new_id(), {"remark": "y"})], person=WHO
            )
        assert everything(store) == before

    def test_a_change_drops_the_front_page_of_its_session(self, filled: Filled, other: Store) -> None:
        store, session, (task, _) = filled.store, filled.session, filled.ids["task"]
        other.journal.absorb(store.entries(session))

        def pages() -> list[str]:
            return [store.get_meta(FRONT + one) for one in (session, filled.other)]

        def keep() -> None:
            for one in (session, filled.other):
                store.set_meta(FRONT + one, "{}")

        keep()
        store.journal.write(session, [Write("task", task, {"remark": ""})], person=WHO)
        store.journal.absorb(other.entries(session))
        assert pages() == ["{}", "{}"], "nothing was changed"
        store.journal.write(session, [Write("task", task, {"remark": "x"})], person=WHO)
        assert pages() == ["", "{}"]
        keep()
        other.journal.write(session, [Write("task", task, {"cause": "y"})], person=WHO)
        store.journal.absorb(other.entries(session))
        assert pages() == ["", "{}"]

    @pytest.mark.parametrize("seed", range(3))
    def test_rows_are_their_fold_after_random_work(self, filled: Filled, other: Store, seed: int) -> None:
        chance, session = random.Random(seed), filled.session
        other.journal.absorb(filled.store.entries(session))
        records = [(kind, one) for kind in ("task", "note", "conclusion") for one in filled.ids[kind]]
        for _ in range(40):
            one = chance.choice((filled.store, other))
            two = other if one is filled.store else filled.store
            if chance.random() < 0.25:
                entries = two.entries(session)
                one.journal.absorb(chance.sample(entries, chance.randrange(len(entries)) + 1))
                continue
            if chance.random() < 0.2:
                records.append(("note", new_id()))
                one.journal.write(session, [Write(*records[-1], {"text": "mới"}, new=True)], person=WHO)
                continue
            writes = []
            for kind, record in chance.sample(records, 2):
                delete = chance.choice((True, False, None, None, None, None))
                name = "cause" if kind == "task" else "text"
                writes.append(
                    Write(kind, record, {} if delete is not None else {name: chance.choice("abc")}, delete=delete)
                )
            # A record may be unknown here yet, or deleted.
            with contextlib.suppress(StoreError):
                one.journal.write(session, writes, person=WHO)
        for store in (filled.store, other):
            assert store.check_rows(session) == []
            known = {(e.record, e.record_id, e.id) for e in store.entries(session)}
            for kind in FIELDS:
                for record, heads in store.database.execute_sql(f'SELECT "id", "heads" FROM "{kind}"').fetchall():
                    if record != filled.other:
                        named = {entry for ids in json.loads(heads).values() for entry in ids}
                        assert named
                        assert {(kind, record, entry) for entry in named} <= known
