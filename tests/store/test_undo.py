"""Undo on real stores: after a restart, until signing, beside other devices, and for a whole register at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.domain.journal import DELETED, Entry
from inspect_tui.domain.undoing import Kept
from inspect_tui.services import undoing
from inspect_tui.services.demo import DATA
from inspect_tui.services.errors import UserError
from inspect_tui.services.importing import import_register
from inspect_tui.services.recording import record_lines, save
from inspect_tui.services.signing import amend, sign
from inspect_tui.services.undoing import Outcome, changes, put_back_change, redo, undo
from inspect_tui.store.connection import Location
from inspect_tui.store.errors import StoreError
from inspect_tui.store.reading import entries_backwards, read_content
from inspect_tui.store.store import Store

Opened = Callable[..., Store]
Where = tuple[Location, str]


def note(store: Store, session: str, text: str, **values: object) -> str:
    return save(store, session, "note", None, {"text": text, **values})


def texts(store: Store, session: str) -> list[str]:
    return [one.text for one in read_content(store, session).notes]


def done(outcome: Outcome | None) -> Outcome:
    assert outcome is not None
    assert outcome.kept == ()
    assert outcome.count
    return outcome


@pytest.fixture
def other(opened: Opened, tmp_path: Path, store: Store) -> Store:
    """Another laptop, by whose clock it is as late as by the first one's."""
    return opened((Location(tmp_path / "other.db"), ""), clock=store.clock)


def give(session: str, one: Store, to: Store) -> None:
    to.journal.absorb(one.entries(session))


def test_undo_goes_on_after_a_restart_and_so_does_redo(
    opened: Opened, place: Where, store: Store, session: str
) -> None:
    first = note(store, session, "một")
    save(store, session, "note", first, {"text": "hai"})
    save(store, session, "note", first, delete=True)
    done(undo(store, session))
    store.close()
    again = opened(place)
    assert texts(again, session) == ["hai"]
    done(undo(again, session))
    assert texts(again, session) == ["một"]
    told = done(undo(again, session)).told
    assert told is not None
    assert (told.kind, told.id, told.deletes, told.values["text"]) == ("note", first, True, "một")
    again.close()
    third = opened(place)
    assert undo(third, session) is None, "the making of the session is not undone"
    for wanted in (["một"], ["hai"], []):
        done(redo(third, session))
        assert texts(third, session) == wanted
    assert redo(third, session) is None
    assert third.check_rows(session) == []


def test_a_signed_session_takes_no_undo_and_an_amended_one_none_beyond_the_amendment(
    store: Store, session: str
) -> None:
    first = note(store, session, "một")
    sign(store, session, by="Trưởng đoàn", force=True, reason="thử")
    for act in (undo, redo):
        with pytest.raises(StoreError) as refused:
            act(store, session)
        assert refused.value.code == "signed"
    amend(store, session, reason="bổ sung")
    assert undo(store, session) is None
    save(store, session, "note", first, {"text": "hai"})
    done(undo(store, session))
    assert texts(store, session) == ["một"]
    assert undo(store, session) is None
    made = changes(store, session, 100)[0][-1]
    signing = next(one for one in changes(store, session, 100)[0] if "signed" in one.told.fields)
    assert put_back_change(store, session, signing.entry).kept == (Kept("session", session, "state", "locked"),)
    assert put_back_change(store, session, made.entry).kept == (Kept("session", session, "state", "locked"),)
    assert read_content(store, session).session.revision == 2


def test_what_was_signed_on_another_laptop_is_not_undone_here(store: Store, session: str, other: Store) -> None:
    note(store, session, "một")
    give(session, store, other)
    sign(other, session, by="Trưởng đoàn", force=True, reason="thử")
    amend(other, session, reason="bổ sung")
    give(session, other, store)
    assert undo(store, session) is None
    second = note(store, session, "hai")
    assert done(undo(store, session)).told.id == second  # type: ignore[union-attr]
    assert undo(store, session) is None


def test_what_another_laptop_changed_since_is_not_overwritten(store: Store, session: str, other: Store) -> None:
    first = note(store, session, "một", speaker="Thư ký")
    save(store, session, "note", first, {"text": "hai", "speaker": "Trưởng đoàn"})
    second = note(store, session, "riêng")
    give(session, store, other)
    save(other, session, "note", first, {"text": "của máy khác"})
    save(other, session, "note", second, {"speaker": "Sở Nội vụ"})
    give(session, other, store)
    outcome = undo(store, session)
    assert outcome is not None
    assert (outcome.told, outcome.kept) == (None, (Kept("note", second, DELETED, "changed"),))
    assert outcome.names["text"] == "riêng"
    outcome = undo(store, session)
    assert outcome is not None
    assert outcome.kept == (Kept("note", first, "text", "changed"),)
    assert outcome.told is not None
    assert outcome.told.fields == {"speaker": ("Trưởng đoàn", "Thư ký")}
    notes = {one.id: one for one in read_content(store, session).notes}
    assert notes[first].text == "của máy khác"
    assert notes[second].speaker == "Sở Nội vụ"
    assert read_content(store, session).conflicts == ()
    assert store.check_rows(session) == []
    give(session, store, other)
    assert read_content(other, session) == read_content(store, session)


def test_a_register_is_undone_and_done_again_as_a_whole(store: Store, session: str) -> None:
    first = note(store, session, "một")
    import_register(store, session, DATA / "register.xlsx")
    before = read_content(store, session)
    count = len(before.tasks)
    assert count > 10
    asked = undo(store, session, most=10)
    assert asked is not None
    assert (asked.large, asked.count) == (count, 0)
    assert read_content(store, session) == before
    outcome = done(undo(store, session))
    assert (outcome.count, outcome.saved) == (count, None)
    assert read_content(store, session).tasks == ()
    done(redo(store, session))
    assert read_content(store, session) == before
    done(undo(store, session))
    done(undo(store, session))
    assert read_content(store, session).notes == ()
    done(redo(store, session))
    done(redo(store, session))
    assert read_content(store, session) == before
    assert [one.id for one in before.notes] == [first]
    assert store.check_rows(session) == []


def test_a_second_register_gives_the_old_values_back(store: Store, session: str, tmp_path: Path) -> None:
    header = "TT,Nội dung nhiệm vụ,Văn bản giao,Hạn hoàn thành\n"
    for name, day, more in (("a.csv", "01/8/2021", ""), ("b.csv", "15/8/2021", "2,Việc thứ hai,QĐ 2,20/8/2021\n")):
        (tmp_path / name).write_text(header + f"1,Việc thứ nhất,QĐ 1,{day}\n" + more, encoding="utf-8")
    import_register(store, session, tmp_path / "a.csv")
    before = read_content(store, session)
    imported = import_register(store, session, tmp_path / "b.csv")
    assert (len(imported.added), len(imported.changed)) == (1, 1)
    done(undo(store, session))
    assert read_content(store, session).tasks == before.tasks
    again = import_register(store, session, tmp_path / "b.csv")
    assert len(again.added) == 1, "the deleted task comes back with the register"
    assert redo(store, session) is None
    done(undo(store, session))
    assert read_content(store, session).tasks == before.tasks


def test_words_that_wait_to_be_saved_are_not_undone_under(store: Store, session: str) -> None:
    first = note(store, session, "một")
    store.put_draft(session, f"note:{first}:text", "một hai ba")
    store.put_draft(session, "note", "lời mới")
    outcome = undo(store, session)
    assert outcome is not None
    assert outcome.kept == (Kept("note", first, DELETED, "draft"),)
    assert undo(store, session) == outcome, "it waits until they are saved or given up"
    store.drop_draft(session, f"note:{first}:text")
    done(undo(store, session))
    assert texts(store, session) == []
    assert [draft.record for draft in store.drafts(session)] == ["note"]


def test_lines_recorded_together_are_undone_together(store: Store, session: str) -> None:
    lines = ['{"record": "note", "text": "a"}', '{"record": "participant", "name": "b"}',
             '{"record": "session", "chair": "c"}', '{"record": "declared", "assigned": 3}']  # fmt: skip
    before = read_content(store, session)
    record_lines(store, session, lines)
    after = read_content(store, session)
    assert done(undo(store, session)).count == 4
    assert read_content(store, session) == before
    done(redo(store, session))
    assert read_content(store, session) == after


def test_undo_reads_no_more_of_a_long_journal_than_it_needs(
    store: Store, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = note(store, session, "0")
    for number in range(1, 150):
        save(store, session, "note", first, {"text": str(number)})
    read: list[int] = []
    real = entries_backwards

    def counted(*args: Any) -> list[Entry]:
        found = real(*args)
        read.append(len(found))
        return found

    monkeypatch.setattr(undoing, "entries_backwards", counted)
    done(undo(store, session))
    assert sum(read) <= 64
    assert texts(store, session) == ["148"]


def test_changes_are_listed_newest_first_by_pages(store: Store, session: str, other: Store) -> None:
    first = note(store, session, "một")
    give(session, store, other)
    save(other, session, "note", first, {"text": "hai"})
    give(session, other, store)
    save(store, session, "note", first, {"text": "ba", "speaker": "Thư ký"})
    record_lines(store, session, ['{"record": "note", "text": "x"}', '{"record": "note", "text": "y"}'])
    save(store, session, "note", first, delete=True)
    listed, more = changes(store, session, 100)
    assert more is None
    assert len(listed) == 6
    assert [one.at for one in listed if one.count == 1] == sorted((o.at for o in listed if o.count == 1), reverse=True)
    assert listed[0].told.deletes is True
    both = next(one for one in listed if one.count == 2)
    assert (both.alike, both.told.made) == (True, True)
    paged, before = [], None
    while True:
        page, before = changes(store, session, 2, before=before)
        paged += page
        if before is None:
            break
    assert paged == listed
    of_note, more = changes(store, session, 100, record=("note", first))
    assert more is None
    assert [(one.told.made, one.told.deletes) for one in of_note] == [
        (False, True), (False, None), (False, None), (True, None),
    ]  # fmt: skip
    assert of_note[1].told.fields == {"text": ("hai", "ba"), "speaker": ("", "Thư ký")}
    assert all(one.told.values["text"] == "ba" for one in of_note)


def test_an_older_change_is_put_back_as_a_new_one(store: Store, session: str) -> None:
    first = note(store, session, "một")
    for text in ("hai", "ba"):
        save(store, session, "note", first, {"text": text})
    save(store, session, "note", first, delete=True)
    listed, _ = changes(store, session, 100, record=("note", first))
    refused = put_back_change(store, session, listed[2].entry)
    assert (refused.count, refused.kept) == (0, (Kept("note", first, "text", "deleted"),))
    outcome = put_back_change(store, session, listed[0].entry)
    assert outcome.told is not None
    assert outcome.told.deletes is False
    assert outcome.saved is None
    assert texts(store, session) == ["ba"]
    put_back_change(store, session, listed[2].entry)
    assert texts(store, session) == ["một"]
    assert put_back_change(store, session, listed[2].entry) == Outcome(), "it is so already"
    done(undo(store, session))
    assert texts(store, session) == ["ba"]
    with pytest.raises(UserError):
        put_back_change(store, session, "not an entry")


def test_one_of_many_written_together_is_put_back_alone_or_with_the_others(store: Store, session: str) -> None:
    import_register(store, session, DATA / "register.xlsx")
    tasks = read_content(store, session).tasks
    done(undo(store, session))
    listed, _ = changes(store, session, 100)
    deleted = listed[0]
    assert (deleted.count, deleted.alike, deleted.told.deletes) == (len(tasks), True, True)
    one, _ = changes(store, session, 100, record=("task", tasks[3].id))
    assert put_back_change(store, session, one[0].entry, alone=True).count == 1
    assert read_content(store, session).tasks == (tasks[3],)
    assert put_back_change(store, session, deleted.entry).count == len(tasks) - 1
    assert read_content(store, session).tasks == tasks
    assert store.check_rows(session) == []


@pytest.mark.parametrize("count", [63, 64, 65, 128, 200])
def test_a_large_write_is_listed_as_one_without_being_read(
    store: Store, session: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(store, session, "trước")
    lines = [f'{{"record": "note", "text": "lời {number}"}}' for number in range(count)]
    record_lines(store, session, lines)
    note(store, session, "sau")
    read: list[int] = []
    real = entries_backwards

    def counted(*args: Any) -> list[Entry]:
        found = real(*args)
        read.append(len(found))
        return found

    monkeypatch.setattr(undoing, "entries_backwards", counted)
    listed, more = changes(store, session, 100)
    assert [(one.count, one.told.kind, one.told.made) for one in listed] == [
        (1, "note", True), (count, "note", True), (1, "note", True), (1, "session", True),
    ]  # fmt: skip
    assert listed[1].alike
    assert listed[1].told.values["text"] == f"lời {count - 1}"
    assert more is None
    assert sum(read) <= 4 * 64
    first, place = changes(store, session, 2)
    second, _ = changes(store, session, 2, before=place)
    assert [*first, *second] == listed
    assert put_back_change(store, session, listed[1].entry).count == count
    assert sorted(texts(store, session)) == ["sau", "trước"]
