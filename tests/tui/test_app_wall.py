"""On the wall: the task being discussed, large; nothing private, nothing lost, and back to exactly where one was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inspect_tui.domain.records import Task
from inspect_tui.domain.status import Standing
from inspect_tui.locale import Catalog
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.wall import WallScreen
from inspect_tui.tui.widgets.block_digits import block_lines
from inspect_tui.tui.widgets.cells import cell_len
from inspect_tui.tui.widgets.wall_task import OnWall, wall_lines
from tui.app_driver import (
    CTRL_P,
    CTRL_Q,
    DOWN,
    ENTER,
    ESC,
    F1,
    F2,
    F3,
    F4,
    F5,
    LEFT,
    RIGHT,
    TAB,
    TELEX,
    WANTED,
    Visit,
    focus_id,
    rows,
    running,
    screen_text,
    settled,
    until,
    write,
)

F10 = "\x1b[21~"
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])


def is_wall(app: InspectApp) -> bool:
    return isinstance(app.screen, WallScreen) and app.screen.is_current


def on_wall(app: InspectApp) -> str:
    """Return the label of the task that is shown; empty where none is."""
    shown = app.screen.query_one("WallTask").shown if is_wall(app) else None  # type: ignore[attr-defined]
    return shown.label if shown is not None else ""


async def to_wall(app: InspectApp, pilot: Any) -> str:
    await write(pilot, F10)
    await until(pilot, lambda: is_wall(app) and app.screen.query("WallTask"))
    return on_wall(app)


LONG = Task(
    "1", content="Rà soát, thống kê và báo cáo kết quả thực hiện các chương trình mục tiêu quốc gia. " * 9,
    lead="Ban Dân tộc", coordinating=("Sở Kế hoạch và Đầu tư", "Sở Tài chính", "Sở Văn hóa, Thể thao và Du lịch") * 2,
    cause="Chưa được giao vốn và chưa có hướng dẫn. " * 6, deadline_text="Quý III/2021",
)  # fmt: skip


@pytest.mark.parametrize("size", [(80, 21), (120, 33), (200, 57), (60, 16)])
@pytest.mark.parametrize("label", ["1", "I.16", "XVIII.128", "III.128/2", "12a"])
@pytest.mark.parametrize("status", ["open_overdue", "open_in_time", "suspended"])
def test_whatever_a_task_is_like_it_fits_the_wall(size: tuple[int, int], label: str, status: str) -> None:
    width, height = size
    standing = Standing(status, date(2021, 3, 1), None, 1234 if status == "open_overdue" else 0, date(2021, 2, 1), 9)
    for task in (LONG, Task("2")):
        lines = wall_lines(OnWall(task, label, standing, date(2021, 7, 16), 3), width, height, Catalog("vi"))
        assert len(lines) <= height
        assert max(cell_len(line.plain.rstrip()) for line in lines) <= width - 3
        text = "\n".join(line.plain for line in lines)
        assert task.content[:20] in text
        assert "Thời hạn" in text
        blocks = [row for high in (3, 5, 7) for row in block_lines(label, high)]
        assert label in text or any(row.strip() and row in text for row in blocks)
        # The words of the task have more lines than what is told of it.
        told = [line.plain for line in lines]
        assert sum("thực hiện" in line or "mục tiêu" in line for line in told) >= (2 if task is LONG else 0)


@SIZES
async def test_the_task_of_the_note_is_shown_large_and_nothing_of_the_notes(
    visit: Visit, size: tuple[int, int]
) -> None:
    async with running(visit, "notes", size=size) as (app, pilot):
        await write(pilot, "bí mật " + TELEX)
        app.screen.composer.tied.text = "I.17, I.18"  # type: ignore[attr-defined]
        await settled(app, pilot)
        app.tell("bí mật, nói bên lề")
        assert await to_wall(app, pilot) == "I.17"
        text = screen_text(app)
        lines = [line.strip() for line in text.splitlines()]
        drawn = [row for height in (5, 7) for row in block_lines("I.17", height)]
        assert sum(any(line.startswith(row.strip()) for row in drawn) for line in lines if line) >= 5
        for words in ("Overdue, not done", "days", "overdue", "Deadline", "Lead", "Cause", "1/2", "Ban Dân tộc tỉnh"):
            assert words in text, words
        assert app.state is not None
        task = app.state.tasks[visit.task_id("I.17")]
        assert task.content.split()[0] in text
        assert task.cause[:20] in text
        # Nothing that was said, found of persons, or is being typed.
        for words in ("bí mật", WANTED, "Đại diện", "đôn đốc hai lần", task.responsibility, task.nature, "saved"):
            assert words not in text, words
        assert max(len(line) for line in lines) <= size[0] - 4
        # Letters go nowhere, and one quiet line says so.
        await write(pilot, "abc" + "\x1b[200~dán\x1b[201~")
        assert "Nothing is typed here. Esc goes back to the notes." in screen_text(app)
        await write(pilot, RIGHT)
        assert on_wall(app) == "I.18"
        await write(pilot, RIGHT)
        assert on_wall(app) == "I.17"
        await write(pilot, F10 + " nữa")
        await until(pilot, lambda: app.shown_screen() == "notes")
        assert focus_id(app) == "composer-text"
        assert app.screen.composer.words.text == f"bí mật {WANTED} nữa"  # type: ignore[attr-defined]
        await settled(app, pilot)
        assert visit.drafts()["note"] == f"bí mật {WANTED} nữa"
        # Another part of the composer keeps the focus too, and the letters go on where they were.
        await write(pilot, TAB + F10 + F10 + "Sở")
        assert focus_id(app) == "composer-speaker"


async def test_each_screen_shows_the_task_that_it_is_about(visit: Visit) -> None:
    visit.record({"record": "note", "text": "Nói thêm về nhiệm vụ trọng tâm", "tasks": [visit.task_id("III.3")]})
    async with running(visit, size=(120, 36)) as (app, pilot):
        await write(pilot, DOWN)
        listing = rows(app, "#tasks")
        assert app.state is not None
        label = app.state.labels[listing.cursor_key or ""]
        assert await to_wall(app, pilot) == label
        late = [label]
        for _ in range(2):
            await write(pilot, RIGHT)
            late.append(on_wall(app))
        assert set(late) == {"I.16", "I.17", "I.18"}
        await write(pilot, LEFT + LEFT + ESC)
        await until(pilot, lambda: app.shown_screen() == "checklist")
        assert focus_id(app) == "tasks"
        assert app.state.labels[listing.cursor_key or ""] == label
        # On conclusions that of the one at the cursor; words half typed in a field stay there.
        await write(pilot, F4 + DOWN)
        conclusions = rows(app, "#conclusions")
        at_cursor = app.state.conclusion(conclusions.cursor_key or "")
        assert at_cursor is not None
        assert await to_wall(app, pilot) == app.state.labels[at_cursor.tasks[0]]
        # The figures, and back to the same task; help and palette work, and their keys lead on.
        await write(pilot, RIGHT)
        there = on_wall(app)
        await write(pilot, F5)
        assert app.shown_screen() == "figures"
        assert "F10 wall" in screen_text(app)
        assert await to_wall(app, pilot) == there
        await write(pilot, ESC)
        assert app.shown_screen() == "figures"
        # Without anything at hand it is the task that was discussed last.
        assert await to_wall(app, pilot) == "III.3"
        await write(pilot, F1)
        await until(pilot, lambda: "for the projector: that of the note" in screen_text(app))
        await write(pilot, ESC)
        assert on_wall(app) == "III.3"
        await write(pilot, CTRL_P + ESC + F2)
        assert app.shown_screen() == "checklist"
        assert len(app.screen_stack) == 1
        # From inside a field of a task one comes back into it.
        await write(pilot, ENTER + TAB)
        field = focus_id(app)
        await write(pilot, "nửa chừng" + F10 + F10 + " tiếp")
        assert focus_id(app) == field
        assert app.focused is not None
        assert app.focused.text.endswith("nửa chừng tiếp")  # type: ignore[attr-defined]


async def test_tasks_that_are_to_be_asked_about_are_gone_through_and_a_change_is_followed(visit: Visit) -> None:
    for label in ("I.2", "III.1"):
        visit.record({"record": "task", "id": visit.task_id(label), "asked": True})
    async with running(visit, "papers") as (app, pilot):
        # Nothing is discussed by a note that is being written: the last note's task first, then the marked ones.
        first = await to_wall(app, pilot)
        seen = [first]
        for _ in range(3):
            await write(pilot, RIGHT)
            seen.append(on_wall(app))
        assert seen[3] == first
        assert {"I.2", "III.1"} < set(seen)
        await write(pilot, RIGHT)
        shown = on_wall(app)
        await app.save("task", visit.task_id(shown), {"cause": "Mới rõ nguyên nhân"})
        await until(pilot, lambda: "Mới rõ nguyên nhân" in screen_text(app))
        await write(pilot, F3)
        assert focus_id(app) == "composer-text"


async def test_without_tasks_or_a_session_it_says_what_to_do(visit: Visit) -> None:
    from inspect_tui.services.sessions import create_session

    with visit.store() as store:
        empty = create_session(store, agency="Sở Y tế", held_on="2021-08-03", as_of="2021-07-31")
    async with running(visit, listed=True) as (app, pilot):
        await until(pilot, lambda: rows(app, "#sessions").rows)
        await write(pilot, F10)
        await until(pilot, lambda: "Open a session first." in screen_text(app))
        rows(app, "#sessions").highlight(empty)
        await write(pilot, ENTER)
        await until(pilot, lambda: app.shown_screen() == "checklist")
        await until(pilot, lambda: app.state is not None and app.state.is_whole)
        assert await to_wall(app, pilot) == ""
        assert "No task yet. F2 leads to the checklist." in screen_text(app)
        await write(pilot, RIGHT + LEFT + ESC)
        assert app.shown_screen() == "checklist"
        await write(pilot, F10 + CTRL_Q)
