"""Conclusions drawn from what was found and said, and set phrases, by keyboard."""

from __future__ import annotations

from typing import Any

from inspect_tui.domain.ids import declared_id
from tui.app_driver import (
    CTRL_N,
    CTRL_T,
    CTRL_U,
    CTRL_Z,
    DELETE,
    DOWN,
    END_KEY,
    ENTER,
    ESC,
    F4,
    F7,
    F8,
    F9,
    HOME_KEY,
    TAB,
    Visit,
    rows,
    running,
    screen_text,
    until,
    write,
)


def texts(visit: Visit) -> list[str]:
    return [one["text"] for one in visit.show()["conclusions"]]


def offered(app: Any) -> bool:
    return (
        app.focused is not None
        and bool(app.screen.query("ProposalList"))
        and bool(rows(app, "ProposalList RowList").rows)
    )


async def test_late_tasks_and_marked_notes_become_conclusions_in_one_step(visit: Visit) -> None:
    shown = visit.show()
    visit.record(*({"record": "conclusion", "id": one["id"], "delete": True} for one in shown["conclusions"]))
    visit.record({"record": "note", "id": shown["notes"][-1]["id"], "marked": True})
    for size in ((120, 36), (80, 24)):
        async with running(visit, "conclusions", size=size) as (app, pilot):
            await write(pilot, F8)
            await until(pilot, lambda: offered(app))
            listed = [row.text for row in rows(app, "ProposalList RowList").rows]
            assert any(text.startswith("Tasks overdue and not done: task I.16") for text in listed)
            assert shown["notes"][-1]["text"] in listed
            await write(pilot, " " + ENTER)
            await until(pilot, lambda: "conclusions made." in screen_text(app))
            assert texts(visit) == listed[1:], "the one that lost its mark stays away"
            last = visit.show()["conclusions"][-1]
            assert last["notes"] == [shown["notes"][-1]["id"]]
            await write(pilot, F8)
            await until(pilot, lambda: offered(app))
            assert [row.text for row in rows(app, "ProposalList RowList").rows] == listed[:1]
            await write(pilot, ESC)
            await until(pilot, lambda: rows(app, "#conclusions").has_focus)
            await write(pilot, CTRL_Z)
            # So many records at once are undone at the second press.
            await until(pilot, lambda: "Ctrl+Z again" in screen_text(app))
            await write(pilot, CTRL_Z)
            await until(pilot, lambda: texts(visit) == [])


async def test_set_phrases_are_taken_kept_and_dropped(visit: Visit) -> None:
    async with running(visit, "conclusions", size=(120, 36)) as (app, pilot):
        count = len(texts(visit))
        await write(pilot, HOME_KEY + CTRL_T)
        await until(pilot, lambda: "Kept as a set phrase" in screen_text(app))
        await write(pilot, F9)
        await until(pilot, lambda: offered(app))
        own = rows(app, "ProposalList RowList").rows[0]
        assert own.text == texts(visit)[0]
        assert own.origin
        await write(pilot, DELETE)
        await until(pilot, lambda: offered(app) and not rows(app, "ProposalList RowList").rows[0].origin)
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: len(texts(visit)) == count + 1)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "conclusion-text")
        assert "{" not in "".join(texts(visit))


async def test_nothing_to_draw_says_so(visit: Visit) -> None:
    async with running(visit, "conclusions", size=(80, 24)) as (app, pilot):
        await write(pilot, F8)
        await until(pilot, lambda: offered(app))
        await write(pilot, ENTER)
        await until(pilot, lambda: "made." in screen_text(app))
        await write(pilot, F8)
        await until(pilot, lambda: "Nothing more to draw" in screen_text(app))
        await write(pilot, ENTER + ESC)
        await until(pilot, lambda: rows(app, "#conclusions").has_focus)


async def test_from_a_conclusion_to_where_it_came_from_and_to_what_contradicts(visit: Visit) -> None:
    conclusions = visit.show()["conclusions"]
    place = next(n for n, one in enumerate(conclusions) if one["notes"] and one["tasks"])
    visit.record({"record": "declared", "assigned": 18, "done": 17, "done_on_time": 15, "done_late": 1})
    async with running(visit, "conclusions", size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "declared figures that contradict" in screen_text(app))
        rows(app, "#conclusions").highlight(conclusions[place]["id"])
        await until(pilot, lambda: bool(rows(app, "#conclusion-origin").rows))
        keys = [row.key for row in rows(app, "#conclusion-origin").rows]
        assert keys == [f"task:{one}" for one in conclusions[place]["tasks"]] + [
            f"note:{one}" for one in conclusions[place]["notes"]
        ]
        rows(app, "#conclusion-origin").focus()
        await write(pilot, END_KEY + ENTER)
        await until(pilot, lambda: rows(app, "#feed").has_focus)
        assert rows(app, "#feed").cursor_key == conclusions[place]["notes"][-1]
        await write(pilot, F4)
        await until(pilot, lambda: bool(app.screen.query("#missing-list")))
        await write(pilot, F7)
        await until(pilot, lambda: rows(app, "#missing-list").has_focus)
        await write(pilot, END_KEY + ENTER)
        await until(pilot, lambda: type(app.screen).__name__ == "DeclaredScreen")
        assert app.state is not None
        names = ("assigned", "done", "done_on_time", "done_late", "open_overdue", "percents")
        assert await app.save("declared", declared_id(app.state.id), dict.fromkeys(names)) is not None
        await write(pilot, F4)
        await until(pilot, lambda: type(app.screen).__name__ == "ConclusionsScreen")
        await until(pilot, lambda: "declared figures that contradict" not in screen_text(app))


async def test_an_owner_is_offered_from_those_who_lead_and_are_here(visit: Visit) -> None:
    async with running(visit, "conclusions", size=(120, 36)) as (app, pilot):
        await write(pilot, CTRL_N)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "conclusion-text")
        await write(pilot, "Rà soát" + TAB + CTRL_U + "so tai chinh")
        await until(pilot, lambda: "Đại diện Sở Tài chính" in app.screen.query_one("#known").offers)  # type: ignore[attr-defined]
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: visit.show()["conclusions"][-1]["owner"] == "Đại diện Sở Tài chính")
