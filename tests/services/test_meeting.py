"""Corrections of a session's head and of who is there: all or nothing, one step of undo, sound on two laptops."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspect_tui.domain.attendance_words import Person
from inspect_tui.domain.records import FieldError
from inspect_tui.services.errors import UserError
from inspect_tui.services.meeting import add_people, change_people, correct_head, known_people
from inspect_tui.services.sessions import load_view
from inspect_tui.services.undoing import undo
from inspect_tui.store.errors import StoreError
from services.laptops import Laptop


def test_a_correction_is_one_step_and_a_wrong_one_changes_nothing(laptop: Callable[..., Laptop]) -> None:
    mine = laptop("thu-ky")
    session = mine.begin()
    one, other = mine.record(
        session,
        {"record": "conclusion", "text": "Khắc phục", "owner": "Ban Dân tộc tỉnh"},
        {"record": "conclusion", "text": "Cấp vốn", "owner": "Sở Tài chính"},
    )
    before = mine.show(session)
    for values, error in (
        ({"agency": " "}, UserError), ({"held_on": None}, FieldError), ({"as_of": ""}, FieldError),
        ({"as_of": "2021-02-31"}, FieldError), ({"agency": "Sở Y tế", "held_on": None}, FieldError),
    ):  # fmt: skip
        with pytest.raises(error):
            correct_head(mine.store, session, values, requests=[one])
    assert mine.show(session) == before
    saved = correct_head(mine.store, session, {"agency": "Sở Y tế"}, requests=[one])
    assert [(s.kind, s.id) for s in saved] == [("session", session), ("conclusion", one)]
    content = load_view(mine.store, session).content
    assert content.session.agency == "Sở Y tế"
    assert {c.id: c.owner for c in content.conclusions} == {one: "Sở Y tế", other: "Sở Tài chính"}
    assert undo(mine.store, session) is not None
    assert mine.show(session) == before
    mine.sign(session)
    with pytest.raises(StoreError):
        correct_head(mine.store, session, {"agency": "Sở Y tế"})
    with pytest.raises(StoreError):
        add_people(mine.store, session, [Person("Trưởng ban")], "agency")


def test_people_of_two_laptops_unite_and_names_come_back_at_the_next_meeting(laptop: Callable[..., Laptop]) -> None:
    mine, theirs = laptop("thu-ky"), laptop("thanh-vien")
    session = mine.begin()
    theirs.receive(mine.export(session, to=(theirs,)))
    first = add_people(mine.store, session, [Person("Trưởng ban", "Chủ trì"), Person("Phó Trưởng ban")], "agency")
    add_people(theirs.store, session, [Person("Đại diện Sở Nội vụ")], "department")
    change_people(mine.store, session, {first[1].id: {"present": False}, first[0].id: {"role": "Đại diện"}})
    theirs.receive(mine.export(session, to=(theirs,)))
    mine.receive(theirs.export(session, to=(mine,)))
    assert mine.show(session) == theirs.show(session)
    people = load_view(theirs.store, session).content.participants
    assert {(p.name, p.role, p.side, p.present) for p in people} == {
        ("Trưởng ban", "Đại diện", "agency", True), ("Phó Trưởng ban", "", "agency", False),
        ("Đại diện Sở Nội vụ", "", "department", True),
    }  # fmt: skip
    assert known_people(theirs.store, session) == ()
    following = theirs.begin("Sở Y tế")
    add_people(theirs.store, following, [Person("trưởng  BAN", "Khách mời")], "group")
    known = {one.name: one.role for one in known_people(theirs.store, session)}
    assert known == {"trưởng BAN": "Khách mời"}
    assert {one.name for one in known_people(theirs.store, following)} == {p.name for p in people}
