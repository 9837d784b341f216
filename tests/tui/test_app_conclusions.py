"""The conclusions: their fields, their order, and what is missing before signing."""

from __future__ import annotations

import pytest

from inspect_tui.services.recording import save_together
from tui.app_driver import (
    BS,
    CTRL_N,
    CTRL_Z,
    DELETE,
    DOWN,
    END_KEY,
    ENTER,
    ESC,
    F7,
    RIGHT,
    TAB,
    Visit,
    focus_id,
    rows,
    running,
    screen_text,
    settled,
    until,
    write,
)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])
async def test_a_request_with_owner_deadline_and_tasks(visit: Visit, size: tuple[int, int]) -> None:
    async with running(visit, "conclusions", size=size) as (app, pilot):
        await write(pilot, CTRL_N + "Báo cáo lại" + TAB + BS * 30 + "Phòng A" + TAB + "30-9" + TAB + "i.17 III.3")
        await write(pilot, ESC)
        await until(pilot, lambda: focus_id(app) == "conclusions")
        await until(pilot, lambda: "9. Báo cáo lại" in screen_text(app))
        assert "30/09/2021" in screen_text(app)
        assert "←I.17 ←III.3" in screen_text(app)
    conclusion = visit.show()["conclusions"][-1]
    assert (conclusion["text"], conclusion["owner"], conclusion["deadline"]) == ("Báo cáo lại", "Phòng A", "2021-09-30")
    assert conclusion["tasks"] == [visit.task_id("I.17"), visit.task_id("III.3")]
    assert visit.drafts() == {}


async def test_the_kind_moves_a_conclusion_under_its_heading(visit: Visit) -> None:
    async with running(visit, "conclusions", size=(120, 36)) as (app, pilot):
        await write(pilot, CTRL_N + "Một kết quả" + ENTER)
        await settled(app, pilot)
        record = visit.show()["conclusions"][-1]["id"]
        app.screen.query_one("#conclusion-kind").focus()
        await write(pilot, RIGHT)
        await settled(app, pilot)
        listing = rows(app, "#conclusions")
        assert listing.index_of(record) == 2
        assert listing.cursor_key == record
    assert visit.show()["conclusions"][-1]["kind"] == "result"


async def test_what_is_missing_leads_to_its_place_and_shrinks(visit: Visit) -> None:
    async with running(visit, "conclusions") as (app, pilot):
        await until(pilot, lambda: "MISSING BEFORE SIGNING (3)" in screen_text(app) or "(2)" in screen_text(app))
        listed = [row.missing.code for row in rows(app, "#missing-list").rows]
        await write(pilot, F7 + END_KEY + ENTER)
        await until(pilot, lambda: focus_id(app) == "conclusion-deadline")
        await write(pilot, "15/8" + ENTER)
        await settled(app, pilot)
        await write(pilot, ESC)
        await until(pilot, lambda: f"({len(listed) - 1})" in screen_text(app))
        await write(pilot, F7 + ENTER)
        await until(pilot, lambda: focus_id(app) in ("field-cause", "field-responsibility"))
        assert "I.18 ·" in screen_text(app)


async def test_deleting_bringing_back_and_moving(visit: Visit) -> None:
    async with running(visit, "conclusions", size=(120, 36)) as (app, pilot):
        before = [c["text"] for c in visit.show()["conclusions"]]
        await write(pilot, END_KEY + DELETE)
        await settled(app, pilot)
        assert len(visit.show()["conclusions"]) == len(before) - 1
        await write(pilot, CTRL_Z)
        await settled(app, pilot)
        assert [c["text"] for c in visit.show()["conclusions"]] == before
        await write(pilot, END_KEY + "\x1b[1;3A")
        await settled(app, pilot)
        moved = [c["text"] for c in visit.show()["conclusions"]]
        assert moved == [*before[:-2], before[-1], before[-2]]
        await until(pilot, lambda: f"7. {before[-1][:20]}" in screen_text(app))
        await write(pilot, "\x1b[1;3B" + "\x1b[1;3B" + DOWN)
        await settled(app, pilot)
    assert [c["text"] for c in visit.show()["conclusions"]] == before


async def test_an_empty_session_teaches(visit: Visit) -> None:
    for conclusion in visit.show()["conclusions"]:
        visit.record({"record": "conclusion", "id": conclusion["id"], "delete": True})
    async with running(visit, "conclusions") as (app, pilot):
        await until(pilot, lambda: "Nothing concluded yet. Ctrl+N writes a request" in screen_text(app))
        await write(pilot, DELETE + ENTER)
        assert focus_id(app) == "conclusions"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])
async def test_a_wrong_number_is_marked_and_leads_to_its_words(visit: Visit, size: tuple[int, int]) -> None:
    record = next(c["id"] for c in visit.show()["conclusions"] if c["kind"] == "shortcoming")
    async with running(visit, "conclusions", size=size) as (app, pilot):
        await until(pilot, lambda: "MISSING BEFORE SIGNING" in screen_text(app))
        assert "⚠ check the number" not in screen_text(app)
        rows(app, "#conclusions").highlight(record)
        await write(pilot, ENTER + BS * 200 + "Còn 4 nhiệm vụ quá hạn" + ENTER)
        await settled(app, pilot)
        await write(pilot, ESC)
        await until(pilot, lambda: "⚠ check the number" in screen_text(app))
        assert "shortcoming 1: «4 nhiệm vụ quá hạn» ≠ 3 in the checklist" in screen_text(app)
        await write(pilot, F7 + ENTER)
        await until(pilot, lambda: focus_id(app) == "conclusion-text")
        await write(pilot, BS * 60 + "Còn 3 nhiệm vụ quá hạn" + ENTER)
        await settled(app, pilot)
        await write(pilot, ESC)
        await until(pilot, lambda: "check the number" not in screen_text(app))
    assert [c["text"] for c in visit.show()["conclusions"] if c["id"] == record] == ["Còn 3 nhiệm vụ quá hạn"]


async def test_requests_of_one_place_move_a_step_for_each_press(visit: Visit) -> None:
    requests = [c["id"] for c in visit.show()["conclusions"] if c["kind"] == "request"]
    with visit.store() as store:
        save_together(store, visit.session, "conclusion", {request: {"position": 5} for request in requests})
    before = [c["id"] for c in visit.show()["conclusions"] if c["kind"] == "request"]
    async with running(visit, "conclusions", size=(120, 36)) as (app, pilot):
        await write(pilot, END_KEY + "\x1b[1;3A" * (len(before) + 1))
        await settled(app, pilot)
        assert rows(app, "#conclusions").cursor_key == before[-1]
    assert [c["id"] for c in visit.show()["conclusions"] if c["kind"] == "request"] == [before[-1], *before[:-1]]
