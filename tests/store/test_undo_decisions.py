"""A decision between values that stand against each other, taken back: both stand again, each with its author."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_tui.domain.journal import DELETED
from inspect_tui.domain.records import Conflict, Value
from inspect_tui.services.recording import save
from inspect_tui.services.undoing import Outcome, redo, undo
from inspect_tui.store.connection import Location
from inspect_tui.store.reading import read_conflicts, read_content
from inspect_tui.store.store import Store

Opened = Callable[..., Store]


@pytest.fixture
def other(opened: Opened, tmp_path: Path, store: Store) -> Store:
    """Another laptop, of somebody else."""
    made = opened((Location(tmp_path / "other.db"), ""), clock=store.clock)
    made.set_meta("person", "Trưởng đoàn")
    store.set_meta("person", "Thư ký")
    return made


def give(session: str, one: Store, to: Store) -> None:
    to.journal.absorb(one.entries(session))


def both(session: str, one: Store, other: Store) -> None:
    give(session, one, other)
    give(session, other, one)


def values(conflict: Conflict) -> dict[Value, str]:
    return {value.value: value.person for value in conflict.values}


def done(outcome: Outcome | None) -> Outcome:
    assert outcome is not None
    assert outcome.kept == ()
    assert outcome.count == 1
    return outcome


def disputed_note(store: Store, session: str, other: Store) -> str:
    note = save(store, session, "note", None, {"text": "trước"})
    give(session, store, other)
    save(store, session, "note", note, {"text": "một"})
    save(other, session, "note", note, {"text": "hai"})
    both(session, store, other)
    return note


@pytest.mark.parametrize("taken", ["một", "hai"])
def test_a_decision_is_taken_back_done_again_and_taken_back_again(
    store: Store, session: str, other: Store, taken: str
) -> None:
    note = disputed_note(store, session, other)
    (before,) = read_content(store, session).conflicts
    assert values(before) == {"một": "Thư ký", "hai": "Trưởng đoàn"}
    save(store, session, "note", note, {"text": taken})
    assert read_content(store, session).conflicts == ()
    for _ in range(2):
        told = done(undo(store, session)).told
        assert told is not None
        assert told.reopened == ("text",)
        (again,) = read_content(store, session).conflicts
        assert values(again) == values(before), "who took the decision back is not whose value it is"
        assert {value.at for value in again.values} == {value.at for value in before.values}
        assert store.check_rows(session) == []
        done(redo(store, session))
        assert read_content(store, session).conflicts == ()
        assert read_content(store, session).notes[0].text == taken
        assert store.check_rows(session) == []
    done(undo(store, session))
    give(session, store, other)
    assert read_content(other, session) == read_content(store, session)
    assert other.check_rows(session) == []
    save(other, session, "note", note, {"text": "hai"})
    give(session, other, store)
    assert read_content(store, session).conflicts == ()
    assert read_content(store, session).notes[0].text == "hai"


@pytest.mark.parametrize("delete", [True, False])
def test_a_decision_between_a_delete_and_an_edit_is_taken_back(
    store: Store, session: str, other: Store, *, delete: bool
) -> None:
    note = save(store, session, "note", None, {"text": "trước"})
    give(session, store, other)
    save(store, session, "note", note, delete=True)
    save(other, session, "note", note, {"text": "sửa"})
    both(session, store, other)
    (before,) = read_content(store, session).conflicts
    assert (before.field, values(before)) == (DELETED, {True: "Thư ký", False: "Trưởng đoàn"})
    save(store, session, "note", note, delete=delete)
    assert (read_content(store, session).notes == ()) is delete
    for _ in range(2):
        done(undo(store, session))
        content = read_content(store, session)
        assert [one.text for one in content.notes] == ["sửa"]
        assert [values(one) for one in content.conflicts] == [values(before)]
        assert store.check_rows(session) == []
        done(redo(store, session))
        assert (read_content(store, session).notes == ()) is delete
        assert store.check_rows(session) == []
    done(undo(store, session))
    give(session, store, other)
    assert read_content(other, session) == read_content(store, session)


def test_the_change_before_a_disputed_field_is_not_undone_through_it(store: Store, session: str, other: Store) -> None:
    note = disputed_note(store, session, other)
    save(store, session, "note", note, {"text": "một"})
    done(undo(store, session))
    outcome = undo(store, session)
    assert outcome is not None
    assert [one.reason for one in outcome.kept] == ["changed"]
    assert len(read_content(store, session).conflicts) == 1


def test_a_decision_that_somebody_has_changed_since_stays(store: Store, session: str, other: Store) -> None:
    note = disputed_note(store, session, other)
    save(store, session, "note", note, {"text": "một"})
    give(session, store, other)
    save(other, session, "note", note, {"text": "ba"})
    give(session, other, store)
    outcome = undo(store, session)
    assert outcome is not None
    assert [one.reason for one in outcome.kept] == ["changed"]
    assert read_content(store, session).notes[0].text == "ba"


def test_what_a_deleted_record_says_is_not_to_be_decided(store: Store, session: str, other: Store) -> None:
    note = disputed_note(store, session, other)
    save(store, session, "note", note, delete=True)
    assert read_content(store, session).conflicts == ()
    done(undo(store, session))
    assert len(read_conflicts(store, session, record=("note", note))) == 1
