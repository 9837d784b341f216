"""Undo and redo over any course of changes: what comes back, what stays, and what is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.journal import DELETED, Change, Entry, fold, seal
from inspect_tui.domain.records import Value
from inspect_tui.domain.undoing import (
    Back,
    Batch,
    Kept,
    Key,
    Marks,
    batches,
    next_redo,
    next_undo,
    put_back,
    take_back,
)
from inspect_tui.store.row import Row, row_from_fold

A: Key = ("note", "a")
B: Key = ("note", "b")
C: Key = ("conclusion", "c")


@dataclass
class Journal:
    """A journal in memory that keeps the rules of the store's."""

    entries: list[Entry] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    writes: int = 0

    def of(self, key: Key) -> list[Entry]:
        return [e for e in self.entries if (e.record, e.record_id) == key]

    def row(self, key: Key) -> Row:
        return row_from_fold(key[0], fold(self.of(key)))

    def shown(self) -> dict[Key, dict[str, Value]]:
        """Return what a person sees: the records that are not deleted."""
        rows = {key: self.row(key) for key in {(e.record, e.record_id) for e in self.entries}}
        return {key: row.values for key, row in rows.items() if not row.deleted}

    def write(self, *changes: Back, device: str = "mine", seen: Mapping[Key, Row] | None = None) -> list[Entry]:
        """Write changes in one go; ``seen`` is what another device knew of the records."""
        self.writes += 1
        made = []
        for kind, one, values, delete, _ in changes:
            row = (seen or {}).get((kind, one)) or self.row((kind, one))
            fields = {n: Change(row.values[n], v, tuple(row.heads_of(n))) for n, v in values.items()
                      if row.values[n] != v or n in row.contested}  # fmt: skip
            if delete is not None and (delete != row.deleted or DELETED in row.contested):
                fields[DELETED] = Change(row.deleted, delete, tuple(row.all_heads()))
            if not fields:
                continue
            seq = 1 + sum(e.device == device for e in self.entries)
            entry = seal(Entry(f"{device}-{seq}", "s", kind, one, fields, "at", self.writes, "", device, seq, ""))
            self.entries.append(entry)
            made.append(entry)
        return made

    def chain(self) -> list[Batch]:
        return list(batches(e for e in reversed(self.entries) if e.device == "mine"))

    def made(self, batch: Batch) -> set[Key]:
        return {key for key in batch.may_have_made() if self.of(key)[0] in batch.entries}

    def undo(self, drafts: Mapping[Key, set[str]] | None = None) -> list[Kept] | None:
        return self._go(next_undo(self.chain(), self.marks), self.marks.undone, drafts)

    def redo(self) -> list[Kept] | None:
        return self._go(next_redo(self.chain(), self.marks), self.marks.redone, None)

    def _go(self, trail, marks, drafts) -> list[Kept] | None:  # type: ignore[no-untyped-def]
        if trail is None:
            return None
        rows = {key: self.row(key) for key in trail.batch.net}
        backs, kept = take_back(trail, self.marks, rows, made=self.made(trail.batch), drafts=drafts or {})
        written = self.write(*backs)
        if written:
            marks[written[0].seq] = trail.batch.place
        elif not drafts:
            self.marks.passed.add(trail.batch.place)
        return kept


def note(key: Key, /, **values: Value) -> Back:
    return Back(*key, values)


_KEYS = (A, B, C)
_WORDS = st.sampled_from(["", "một", "hai", "ba"])


def _change(key: Key, text: str, delete: bool) -> Back:
    return Back(*key, {} if delete else {"text": text}, True if delete else None)


_CHANGE = st.builds(_change, st.sampled_from(_KEYS), _WORDS, st.sampled_from([False, False, False, True]))
_WRITE = st.lists(_CHANGE, min_size=1, max_size=3)
_STEPS = st.lists(st.one_of(_WRITE, st.just("undo"), st.just("redo")), max_size=24)


def _do(journal: Journal, changes: Sequence[Back]) -> bool:
    """Write what a person could: nothing is changed in a record that is deleted."""
    possible: list[Back] = []
    gone = {key for key in _KEYS if journal.of(key) and journal.row(key).deleted}
    there = {key for key in _KEYS if journal.of(key)} - gone
    for one in changes:
        key = (one.kind, one.id)
        if key in gone or (one.delete and key not in there):
            continue
        possible.append(one if key in there else Back(*key, {"text": one.values.get("text") or "mới"}))
        there.add(key)
        if one.delete:
            gone.add(key)
    return bool(journal.write(*possible))


@given(_STEPS)
def test_any_course_of_changes_goes_through_the_same_states_back_and_forth(
    steps: list[list[Back] | str],
) -> None:
    journal = Journal()
    states, here = [journal.shown()], 0
    for step in steps:
        if isinstance(step, list):
            before = journal.shown()
            if not _do(journal, step):
                continue
            if journal.shown() != before:
                states[here + 1 :] = [journal.shown()]
                here += 1
            else:
                # Made and deleted in one write: nothing to see, and nothing left to do again.
                del states[here + 1 :]
        elif step == "undo":
            here -= _until_seen(journal, "undo")
        else:
            here += _until_seen(journal, "redo")
        assert journal.shown() == states[here]
    while here:
        here -= _until_seen(journal, "undo")
        assert journal.shown() == states[here]
    assert not _until_seen(journal, "undo")
    assert journal.shown() == {}
    while here < len(states) - 1:
        assert _until_seen(journal, "redo")
        here += 1
        assert journal.shown() == states[here]
    assert len({entry.id for entry in journal.entries}) == len(journal.entries)


def _until_seen(journal: Journal, how: str) -> int:
    """Undo or redo until something has changed on the screen; a write that left nothing to see is passed over."""
    before = journal.shown()
    while (kept := getattr(journal, how)()) is not None:
        assert kept == []
        if journal.shown() != before:
            return 1
    return 0


def test_a_value_set_back_by_hand_is_a_change_of_its_own() -> None:
    journal = Journal()
    journal.write(note(A, text="một"))
    journal.write(note(A, text="hai"))
    journal.write(note(A, text="một"))
    journal.undo()
    assert journal.row(A).values["text"] == "hai"


def test_a_record_deleted_right_after_it_was_made_comes_back() -> None:
    journal = Journal()
    journal.write(note(A, text="một"))
    journal.write(Back(*A, {}, True))
    assert journal.undo() == []
    assert journal.row(A).values["text"] == "một"
    assert not journal.row(A).deleted
    journal.undo()
    assert journal.row(A).deleted
    journal.redo()
    assert not journal.row(A).deleted
    journal.redo()
    assert journal.row(A).deleted
    assert journal.redo() is None


def test_undo_and_redo_in_turns_find_their_way_however_often() -> None:
    journal = Journal()
    for text in ("một", "hai", "ba"):
        journal.write(note(A, text=text))
    for _ in range(60):
        assert journal.undo() == []
        assert journal.row(A).values["text"] == "hai"
        assert journal.redo() == []
        assert journal.row(A).values["text"] == "ba"
    journal.undo()
    journal.undo()
    assert journal.row(A).values["text"] == "một"


def test_a_new_change_ends_redo() -> None:
    journal = Journal()
    journal.write(note(A, text="một"))
    journal.write(note(A, text="hai"))
    journal.undo()
    journal.write(note(A, text="ba"))
    assert journal.redo() is None
    journal.undo()
    assert journal.row(A).values["text"] == "một"


def test_what_another_device_has_changed_since_stays_and_the_next_undo_goes_behind_it() -> None:
    journal = Journal()
    journal.write(note(A, text="một", speaker="Thư ký"))
    journal.write(note(A, text="hai", speaker="Trưởng đoàn"))
    journal.write(note(A, text="của máy khác"), device="theirs")
    assert journal.undo() == [Kept(*A, "text", "changed")]
    assert journal.row(A).values["text"] == "của máy khác"
    assert journal.row(A).values["speaker"] == "Thư ký"
    assert journal.undo() == [Kept(*A, DELETED, "changed")]
    assert not journal.row(A).deleted
    assert journal.undo() is None


def test_a_conflict_is_decided_by_a_person_and_never_by_undo() -> None:
    journal = Journal()
    journal.write(note(A, text="một"))
    seen = {A: journal.row(A)}
    journal.write(note(A, text="hai"))
    journal.write(note(A, text="khác"), device="theirs", seen=seen)
    assert journal.row(A).contested == ["text"]
    assert journal.undo() == [Kept(*A, "text", "changed")]
    assert journal.row(A).contested == ["text"]


def test_a_delete_that_had_not_seen_an_edit_is_not_decided_by_undo_either() -> None:
    journal = Journal()
    journal.write(note(A, text="một"))
    seen = {A: journal.row(A)}
    journal.write(Back(*A, {}, True))
    journal.write(note(A, text="khác"), device="theirs", seen=seen)
    assert journal.undo() == [Kept(*A, DELETED, "changed")]
    assert journal.row(A).contested == [DELETED]


def test_a_record_deleted_by_another_device_is_not_written_into() -> None:
    journal = Journal()
    journal.write(note(A, text="một"))
    journal.write(note(A, text="hai"))
    journal.write(Back(*A, {}, True), device="theirs")
    assert journal.undo() == [Kept(*A, "text", "deleted")]


def test_words_that_wait_to_be_saved_keep_their_field_and_their_record() -> None:
    journal = Journal()
    journal.write(note(A, text="một", speaker="Thư ký"))
    journal.write(note(A, text="hai", speaker="Trưởng đoàn"))
    journal.write(note(B, text="b"))
    assert journal.undo({B: {"speaker"}}) == [Kept(*B, DELETED, "draft")]
    assert journal.undo({B: {"speaker"}}) == [Kept(*B, DELETED, "draft")], "it waits"
    assert journal.undo() == []
    assert journal.undo({A: {"text"}}) == [Kept(*A, "text", "draft")]
    assert (journal.row(A).values["text"], journal.row(A).values["speaker"]) == ("hai", "Thư ký")


def test_one_write_is_undone_in_one_go() -> None:
    journal = Journal()
    journal.write(note(A, text="cũ"))
    journal.write(note(A, text="giữa"), note(B, text="b"), note(C, text="c"), note(A, text="mới"))
    journal.undo()
    assert {key: values["text"] for key, values in journal.shown().items()} == {A: "cũ"}
    journal.redo()
    assert {key: values["text"] for key, values in journal.shown().items()} == {A: "mới", B: "b", C: "c"}


@pytest.mark.parametrize("values", [{"state": "signed"}, {"state": "open"}])
def test_nothing_at_or_before_a_signing_or_an_amendment_is_undone(values: dict[str, Value]) -> None:
    journal = Journal()
    journal.write(note(A, text="một"))
    journal.write(Back("session", "s", values))
    assert journal.undo() is None
    journal.write(note(A, text="hai"))
    assert journal.undo() == []
    assert journal.undo() is None
    assert journal.row(A).values["text"] == "một"


def test_a_chain_that_another_device_has_signed_is_not_undone_either() -> None:
    journal = Journal()
    journal.write(note(A, text="một"))
    journal.write(note(A, text="hai"))
    assert next_undo(journal.chain(), Marks(), above=2) is None
    trail = next_undo(journal.chain(), Marks(), above=1)
    assert trail is not None
    assert trail.batch.place == 2


def test_marks_are_kept_and_read_and_belong_to_one_device() -> None:
    marks = Marks({5: 4, 2: 1}, {6: 5, 3: 2}, {7, 1})
    assert Marks.read(marks.text("mine", above=0), "mine") == marks
    assert Marks.read(marks.text("mine", above=2), "mine") == Marks({5: 4}, {6: 5}, {7})
    assert Marks.read(marks.text("mine", above=0), "theirs") == Marks()
    assert Marks.read("", "mine") == Marks()


def test_an_older_change_picked_by_a_person_is_put_back_over_what_came_since() -> None:
    journal = Journal()
    journal.write(note(A, text="một"))
    journal.write(note(A, text="hai"))
    journal.write(note(A, text="ba"))
    second = journal.chain()[1]
    backs, kept = put_back(second, {A: journal.row(A)})
    assert (backs, kept) == ([Back(*A, {"text": "một"})], [])
    journal.write(*backs)
    assert journal.undo() == []
    assert journal.row(A).values["text"] == "ba", "it is a change like any other"


def test_a_picked_change_deletes_only_what_nobody_has_changed_since() -> None:
    journal = Journal()
    journal.write(note(A, text="một"))
    making = journal.chain()[0]
    assert put_back(making, {A: journal.row(A)}, made={A}) == ([Back(*A, {}, True)], [])
    journal.write(note(A, text="hai"))
    assert put_back(making, {A: journal.row(A)}, made={A}) == ([], [Kept(*A, DELETED, "changed")])


def test_a_picked_delete_brings_the_record_back_and_a_picked_field_of_a_deleted_one_does_not() -> None:
    journal = Journal()
    journal.write(note(A, text="một"))
    journal.write(note(A, text="hai"))
    journal.write(Back(*A, {}, True))
    rows = {A: journal.row(A)}
    assert put_back(journal.chain()[0], rows) == ([Back(*A, {}, False)], [])
    assert put_back(journal.chain()[1], rows) == ([], [Kept(*A, "text", "deleted")])


def test_signing_is_never_put_back() -> None:
    journal = Journal()
    journal.write(Back("session", "s", {"state": "signed", "title": "x"}))
    batch = journal.chain()[0]
    assert put_back(batch, {("session", "s"): journal.row(("session", "s"))}) == (
        [], [Kept("session", "s", "state", "locked")],
    )  # fmt: skip
