"""A signed session stays what was signed, whatever comes in later; an amendment takes it in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.domain.journal import Entry
from inspect_tui.domain.signed_view import outside_of, told
from inspect_tui.locale import Catalog
from inspect_tui.services.as_json import session_json
from inspect_tui.services.front_page import keep_front_page, renew_front_page, view_of_front_page
from inspect_tui.services.live import load
from inspect_tui.services.recording import record_lines
from inspect_tui.services.sessions import all_sessions, load_view
from inspect_tui.services.signing import amend, sign
from inspect_tui.store.connection import Location
from inspect_tui.store.errors import StoreError
from inspect_tui.store.first_read import FRONT, first_read
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import Store

Opened = Callable[..., Store]
CATALOG = Catalog("vi")
NEW = ("outside", "outside_signed")


def record(store: Store, session: str, *lines: dict[str, object]) -> tuple[str, ...]:
    return record_lines(store, session, (json.dumps(line) for line in lines)).ids


def show(store: Store, session: str) -> dict[str, Any]:
    return session_json(load_view(store, session), (), CATALOG)


def without(shown: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in shown.items() if name not in names}


def force(store: Store, session: str) -> str:
    return sign(store, session, by="Trưởng đoàn", force=True, reason="thử").code


def test_a_revision_is_what_its_signer_had(store: Store, session: str, other: Store, ids: dict[str, str]) -> None:
    force(store, session)
    signed = show(store, session)
    store.journal.absorb(late_changes(other, session, ids))
    amend(store, session, reason="có thêm ý kiến")
    record(store, session, {"record": "note", "id": ids["note"], "text": "Ý kiến đầu, đã sửa"})
    force(store, session)
    then = session_json(load_view(store, session, revision=1), (), CATALOG)
    assert without(then, "revisions") == without(signed, "revisions")
    assert [r["revision"] for r in then["revisions"]] == [1, 2]
    now = session_json(load_view(store, session, revision=2), (), CATALOG)
    assert now == show(store, session)
    with pytest.raises(StoreError, match="no_revision"):
        load_view(store, session, revision=3)


@pytest.fixture
def other(opened: Opened, tmp_path: Path, store: Store) -> Store:
    return opened((Location(tmp_path / "other.db"), ""), clock=store.clock)


@pytest.fixture
def ids(store: Store, session: str, other: Store) -> dict[str, str]:
    made = record(
        store, session,
        {"record": "task", "content": "Nhiệm vụ một", "deadline": "2021-06-30"},
        {"record": "task", "content": "Nhiệm vụ hai", "deadline": "2021-12-31"},
        {"record": "note", "text": "Ý kiến đầu"},
        {"record": "note", "text": "Ý kiến sau"},
        {"record": "conclusion", "text": "Khẩn trương"},
        {"record": "participant", "name": "Tổ trưởng"},
        {"record": "declared", "assigned": 2},
    )  # fmt: skip
    other.journal.absorb(store.entries(session))
    return dict(zip(("task", "open", "note", "gone", "conclusion", "person", "declared"), made, strict=True))


def late_changes(other: Store, session: str, ids: dict[str, str]) -> list[Entry]:
    before = {e.hash for e in other.entries(session)}
    record(
        other, session,
        {"record": "session", "chair": "Người khác", "agency": "Sở Nội vụ"},
        {"record": "task", "id": ids["task"], "verdict": "done", "completed_on": "2021-06-29"},
        {"record": "task", "content": "Nhiệm vụ thêm", "deadline": "2021-01-01"},
        {"record": "note", "id": ids["gone"], "delete": True},
        {"record": "note", "text": "Muộn"},
        {"record": "event", "task": ids["open"], "kind": "withdrawn", "on": "2021-07-01"},
        {"record": "declared", "assigned": 3},
        {"record": "participant", "id": ids["person"], "present": False},
    )  # fmt: skip
    return [e for e in other.entries(session) if e.hash not in before]


def test_late_entries_change_nothing_that_is_shown_or_counted(
    store: Store, session: str, other: Store, ids: dict[str, str]
) -> None:
    code = force(store, session)
    signed = show(store, session)
    assert (signed["outside"], signed["outside_signed"]) == ([], 0)
    late = late_changes(other, session, ids)
    listed = all_sessions(store)
    store.journal.absorb(late)
    now = show(store, session)
    assert without(now, *NEW) == without(signed, *NEW)
    assert now["verification_code"] == code
    assert now["outside_signed"] == len(late)
    assert {(o["record"], o["field"], o["person"]) for o in now["outside"]} >= {
        ("session", "agency", other.get_meta("person")), ("note", "deleted", other.get_meta("person")),
    }  # fmt: skip
    entries = store.entries(session)
    assert read_content(store, session).outside == told(outside_of(entries))
    (summary,) = all_sessions(store)
    assert (summary.session, summary.tasks, summary.notes) == (listed[0].session, 2, 2)
    assert summary.outside == len(late)
    assert store.check_rows(session) == [], "rows are the fold of everything"


def test_an_amendment_takes_them_in_and_says_how_many(
    store: Store, session: str, other: Store, ids: dict[str, str]
) -> None:
    force(store, session)
    late = late_changes(other, session, ids)
    store.journal.absorb(late)
    done = amend(store, session, reason="Có thêm ý kiến")
    assert (done.revision, done.taken_in) == (2, len(late))
    now = show(store, session)
    assert (now["agency"], now["outside_signed"], len(now["tasks"]), len(now["notes"])) == ("Sở Nội vụ", 0, 3, 2)
    code = force(store, session)
    again = show(store, session)
    assert again["outside_signed"] == 0
    changed = ("state", "verification_code", "signed_by", "signed_at", "revisions")
    assert without(again, *changed) == without(now, *changed)
    assert again["verification_code"] == code


def test_two_signings_are_a_conflict_and_each_store_shows_the_same(
    store: Store, session: str, other: Store, ids: dict[str, str]
) -> None:
    record(store, session, {"record": "note", "text": "của máy này"})
    record(other, session, {"record": "note", "text": "của máy kia"})
    codes = {force(store, session), force(other, session)}
    mine, theirs = store.entries(session), other.entries(session)
    store.journal.absorb(theirs)
    other.journal.absorb(mine)
    shown = show(store, session)
    assert shown == show(other, session)
    assert shown["verification_code"] in codes
    assert [(c["record"], c["field"]) for c in shown["conflicts"]] == [("session", "signed")]
    assert shown["outside_signed"] == 1
    assert amend(store, session, reason="hai người cùng ký").taken_in == 1
    force(store, session)
    assert show(store, session)["conflicts"] == []


def test_a_conflict_with_what_was_signed_waits_for_the_amendment(
    store: Store, session: str, other: Store, ids: dict[str, str]
) -> None:
    record(store, session, {"record": "task", "id": ids["task"], "remark": "của máy này"})
    force(store, session)
    record(other, session, {"record": "task", "id": ids["task"], "remark": "của máy kia"})
    store.journal.absorb(other.entries(session))
    shown = show(store, session)
    assert (shown["conflicts"], shown["tasks"][0]["remark"], shown["outside_signed"]) == ([], "của máy này", 1)
    amend(store, session, reason="xem lại")
    assert [(c["record"], c["field"]) for c in show(store, session)["conflicts"]] == [("task", "remark")]


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_front_page_never_shows_what_was_not_signed(
    store: Store, session: str, other: Store, ids: dict[str, str]
) -> None:
    force(store, session)
    seen, _ = load(store, session)
    late = late_changes(other, session, ids)
    store.journal.absorb(late)
    assert store.get_meta(FRONT + session) == ""
    keep_front_page(store, seen)
    whole, _ = load(store, session)
    for _ in range(2):
        shown = view_of_front_page(first_read(store.database.connection(), session))
        assert shown is not None
        page, labels = shown
        assert page.content.session == whole.content.session
        assert {t.id: t for t in page.content.tasks} == {t.id: t for t in whole.content.tasks}
        assert page.content.outside_signed == len(late)
        assert (page.figures.counts, len(labels)) == (whole.figures.counts, 2)
        renew_front_page(store, session)
