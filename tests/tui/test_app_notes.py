"""The notes: the feed, the composer, and what a note is tied to."""

from __future__ import annotations

import re
from typing import cast

from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.notes import NotesScreen
from inspect_tui.tui.widgets.composer import Composer
from tui.app_driver import (
    BS,
    CTRL_Z,
    DELETE,
    DOWN,
    ENTER,
    ESC,
    F2,
    F3,
    F7,
    RIGHT,
    SHIFT_TAB,
    TAB,
    UP,
    Visit,
    focus_id,
    rows,
    running,
    screen_text,
    settled,
    until,
    write,
)

CTRL_UP = "\x1b[1;5A"


def composer(app: InspectApp) -> Composer:
    return cast("NotesScreen", app.screen).composer


async def test_enter_saves_and_the_note_stands_in_the_feed_with_its_time(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        assert focus_id(app) == "composer-text"
        await write(pilot, "Đã rõ" + ENTER)
        await settled(app, pilot)
        lines = screen_text(app).splitlines()
        place = next(i for i, line in enumerate(lines) if line.endswith("Đã rõ"))
        assert re.search(r"\d\d:\d\d", lines[place - 1])
        assert composer(app).words.text == ""
        assert focus_id(app) == "composer-text"
    assert visit.show()["notes"][-1]["at"].endswith("Z")
    assert visit.drafts() == {}


async def test_speaker_kind_and_tasks_are_reached_by_tab_and_are_saved(visit: Visit) -> None:
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        await write(pilot, "Vì sao chậm?" + TAB + "so noi vu")
        await until(pilot, lambda: "Enter: Đại diện Sở Nội vụ" in screen_text(app))
        await write(pilot, ENTER)
        assert focus_id(app) == "composer-text"
        await write(pilot, TAB + TAB + "q" + TAB + "I.16, III.3")
        await until(pilot, lambda: "UNDER DISCUSSION" in screen_text(app))
        await write(pilot, TAB)
        assert focus_id(app) == "composer-text"
        await write(pilot, ENTER)
        await settled(app, pilot)
        assert composer(app).speaker.text == "Đại diện Sở Nội vụ"
        assert composer(app).kind.value == "note"
        await write(pilot, SHIFT_TAB)
        assert focus_id(app) == "composer-tasks"
        assert "#I.16 #III.3" in screen_text(app)
    note = visit.show()["notes"][-1]
    assert (note["speaker"], note["kind"], note["text"]) == ("Đại diện Sở Nội vụ", "question", "Vì sao chậm?")
    assert note["tasks"] == [visit.task_id("I.16"), visit.task_id("III.3")]


async def test_a_note_on_an_unknown_task_waits_with_its_words(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "lời" + TAB * 3 + "IX.9" + ENTER + ENTER)
        await until(pilot, lambda: "No task «IX.9»; the note waits." in screen_text(app))
        assert composer(app).words.text == "lời"
        assert focus_id(app) == "composer-tasks"
        await write(pilot, BS * 4 + "cai cach hanh chinh" + ENTER + ENTER)
        await settled(app, pilot)
    assert visit.show()["notes"][-1]["tasks"] == [visit.task_id("I.16")]


async def test_a_note_is_edited_given_up_deleted_and_brought_back(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "dở dang" + TAB + "Người nói" + ESC)
        await write(pilot, ENTER + " sửa" + ENTER)
        await settled(app, pilot)
        assert composer(app).words.text == "dở dang"
        assert composer(app).speaker.text == "Người nói"
        assert visit.show()["notes"][-1]["text"].endswith("yêu cầu. sửa")
        await write(pilot, ESC)
        await write(pilot, ENTER + " bỏ")
        await write(pilot, ESC)
        assert composer(app).words.text == "dở dang"
        await write(pilot, CTRL_UP)
        assert composer(app).words.text.endswith("yêu cầu. sửa")
        await write(pilot, ESC)
        await write(pilot, ESC)
        assert focus_id(app) == "feed"
        await write(pilot, UP + DELETE)
        await until(pilot, lambda: "Ctrl+Z brings it back" in screen_text(app))
        await settled(app, pilot)
        assert len(visit.show()["notes"]) == 11
        await write(pilot, CTRL_Z)
        await settled(app, pilot)
    shown = visit.show()
    assert len(shown["notes"]) == 12
    assert {d["record"] for d in shown["drafts"]} == {"note", "note:speaker"}


async def test_a_new_line_in_a_note_and_a_long_note(visit: Visit) -> None:
    long = "Một câu dài về tiến độ. " * 60
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, f"một\nhai{ENTER}")
        await write(pilot, long + ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: "tiến độ." in screen_text(app))
    assert [n["text"] for n in visit.show()["notes"][-2:]] == ["một\nhai", long.strip()]


async def test_a_conclusion_is_drawn_from_a_note_and_from_what_is_being_typed(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "Khắc phục ngay" + TAB * 3 + "I.17" + F7)
        await until(pilot, lambda: focus_id(app) == "conclusion-text")
        await write(pilot, F3)
        assert focus_id(app) == "composer-text"
        await write(pilot, ESC)
        await write(pilot, UP + F7)
        await until(pilot, lambda: focus_id(app) == "conclusion-text")
    shown = visit.show()
    first, second = shown["conclusions"][-2:]
    assert (first["text"], first["notes"]) == ("Khắc phục ngay", [shown["notes"][-1]["id"]])
    assert first["tasks"] == [visit.task_id("I.17")]
    assert second["notes"] == [shown["notes"][-2]["id"]]


async def test_f3_always_begins_in_the_words(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, TAB + TAB + RIGHT + F2 + DOWN + F3)
        assert focus_id(app) == "composer-text"
        await write(pilot, ESC)
        await write(pilot, F3)
        assert focus_id(app) == "composer-text"


async def test_notes_of_a_task_stand_in_its_panel(visit: Visit) -> None:
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        await write(pilot, "Mới nói" + TAB * 3 + "II.1" + ENTER + ENTER)
        await settled(app, pilot)
        await write(pilot, F2)
        app.screen.show_record(visit.task_id("II.1"))  # type: ignore[attr-defined]
        await until(pilot, lambda: "Notes (1)" in screen_text(app) and "Mới nói" in screen_text(app))


async def test_five_hundred_notes_are_still_moved_through(visit: Visit) -> None:
    visit.record(*({"record": "note", "text": f"Ý kiến {n}", "speaker": "A"} for n in range(500)))
    async with running(visit, "notes") as (app, pilot):
        await until(pilot, lambda: "Ý kiến 499" in screen_text(app))
        await write(pilot, ESC)
        await write(pilot, "\x1b[H")
        await until(pilot, lambda: "08:05" in screen_text(app))
        assert sum(row.selectable for row in rows(app, "#feed").rows) == 512


async def test_a_long_name_is_shown_from_its_beginning_until_somebody_types_in_it(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, UP)
        await until(pilot, lambda: "Speaker Tổ trưởng Tổ" in screen_text(app))
        await write(pilot, SHIFT_TAB * 3 + " X")
        await until(pilot, lambda: "Công tác X" in screen_text(app))
        await write(pilot, SHIFT_TAB)
        await until(pilot, lambda: "Speaker Tổ trưởng Tổ" in screen_text(app))
