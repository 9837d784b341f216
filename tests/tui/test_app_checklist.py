"""The checklist: filter, verdict, fields, what follows from them."""

from __future__ import annotations

from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.text_line import TextLine
from tui.app_driver import (
    BS,
    CTRL_F,
    CTRL_K,
    DOWN,
    END_KEY,
    ENTER,
    ESC,
    F2,
    F3,
    F5,
    F7,
    F9,
    HOME_KEY,
    LEFT,
    RIGHT,
    TAB,
    TELEX,
    UP,
    WANTED,
    Visit,
    rows,
    running,
    screen_text,
    settled,
    until,
    write,
)


def shown(app: InspectApp) -> list[str]:
    """Return the names of the tasks in the list."""
    assert app.state is not None
    return [app.state.labels[row.key] for row in rows(app, "#tasks").rows if row.selectable]


async def test_the_filter_takes_words_with_and_without_marks_and_a_status(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        assert len(shown(app)) == 25
        for typed, wanted in (
            ("cai cach hanh chinh", ["I.16"]),
            ("cải cách", ["I.16"]),
            ("CẢI  cách", ["I.16"]),
            ("dac biet kho khan", ["I.17", "II.1"]),
            ("overdue", ["I.16", "I.17", "I.18"]),
            ("kinh phi khao sat", ["I.18"]),
        ):
            await write(pilot, f"{CTRL_F}{BS * 30}{typed}")
            await until(pilot, lambda: app.screen.query_one("#filter", TextLine).text == typed)  # noqa: B023
            await until(pilot, lambda: set(wanted) <= set(shown(app)) and len(shown(app)) < 8, typed)  # noqa: B023
        await write(pilot, f"{CTRL_F}{BS * 30}khong co tu nay")
        await until(pilot, lambda: "No task has these words." in screen_text(app))
        await write(pilot, ESC)
        await write(pilot, ESC)
        await until(pilot, lambda: len(shown(app)) == 25)
        assert app.screen.query_one("#filter", TextLine).text == ""


async def test_the_filter_is_right_under_vietnamese_statuses(visit: Visit) -> None:
    async with running(visit, lang="vi") as (app, pilot):
        for typed in ("quá hạn", "qua han"):
            await write(pilot, f"{CTRL_F}{BS * 30}{typed}")
            await until(pilot, lambda: shown(app)[:3] == ["I.16", "I.17", "I.18"] and len(shown(app)) < 10, typed)


async def test_a_verdict_changes_row_strip_and_store_at_once(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "Verdict" in screen_text(app))
        assert "✗ overdue, open 3" in screen_text(app)
        await write(pilot, ENTER)
        assert isinstance(app.focused, ChoiceLine)
        await write(pilot, "d")
        await until(pilot, lambda: "Found done on" in screen_text(app))
        await write(pilot, TAB + "10/7" + TAB)
        await settled(app, pilot)
        await until(pilot, lambda: "✗ overdue, open 2" in screen_text(app))
        assert "◐ finished late 1" in screen_text(app)
        assert "10 days late" in screen_text(app)
    task = visit.task("I.16")
    assert (task["verdict"], task["completed_on"], task["status"]) == ("done", "2021-07-10", "done_late")


async def test_a_verdict_pressed_through_quickly_ends_where_it_was_left(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "Verdict" in screen_text(app))
        await write(pilot, ENTER)
        field = app.screen.query_one("#field-verdict", ChoiceLine)
        begun = [value for value, _ in field.options].index(field.value)
        await write(pilot, RIGHT * 7 + LEFT * 3)
        await settled(app, pilot)
        wanted = field.options[(begun + 4) % len(field.options)][0]
        assert field.value == wanted
    assert visit.task("I.16")["verdict"] == wanted


async def test_fields_are_saved_on_leaving_by_any_way(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "Remark" in screen_text(app))
        await write(pilot, DOWN + ENTER + TAB * 6 + TELEX + TAB)
        await settled(app, pilot)
        assert visit.task("I.17")["remark"] == WANTED
        app.screen.show_record(visit.task_id("I.18"), "cause")  # type: ignore[attr-defined]
        await until(pilot, lambda: app.focused is not None and app.focused.id == "field-cause")
        await write(pilot, " thêm" + F3)
        await until(pilot, lambda: app.screen.query("#composer"))
        await settled(app, pilot)
        assert visit.task("I.18")["cause"].endswith(" thêm")
        await write(pilot, F2)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "field-cause")
        await write(pilot, " nữa" + ENTER)
        await settled(app, pilot)
        assert visit.task("I.18")["cause"].endswith(" thêm nữa")
        assert app.focused is not None
        assert app.focused.id == "field-responsibility"
        await write(pilot, "ai" + ESC)
        await settled(app, pilot)
    assert visit.task("I.18")["responsibility"] == "ai"
    assert visit.drafts() == {}


async def test_a_task_found_in_the_meeting_is_added_and_counted(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await write(pilot, F9 + BS * 20 + "Việc mới" + ENTER)
        await settled(app, pilot)
        await write(pilot, ESC)
        await until(pilot, lambda: "26 tasks" in screen_text(app))
    task = visit.show()["tasks"][-1]
    assert (task["content"], task["status"]) == ("Việc mới", "open_no_deadline")


async def test_a_conclusion_is_drawn_from_the_task_at_the_cursor(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await write(pilot, DOWN + DOWN + F7)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "conclusion-text")
        await until(pilot, lambda: "← I.18" in screen_text(app))
    conclusion = visit.show()["conclusions"][-1]
    assert conclusion["kind"] == "request"
    assert conclusion["tasks"] == [visit.task_id("I.18")]
    assert "cấp nước" in conclusion["text"]


async def test_the_strip_and_the_big_figures_follow(visit: Visit) -> None:
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "12.00 %" in screen_text(app))
        await write(pilot, ENTER)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "field-verdict")
        await write(pilot, "d" + TAB + "1/6/2021" + ENTER + F5)
        await until(pilot, lambda: "✗ overdue, open 2 · 8.00 %" in screen_text(app))
        await until(pilot, lambda: "✗ Overdue, not done: 2" in screen_text(app))


async def test_cursor_keys_move_and_the_narrow_screen_shows_one_part_at_a_time(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        assert "Verdict" not in screen_text(app)
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: "I.17 ·" in screen_text(app))
        assert "Filter:" not in screen_text(app)
        await write(pilot, ESC)
        await write(pilot, UP)
        await until(pilot, lambda: "Filter:" in screen_text(app))
        await pilot.resize_terminal(120, 36)
        await until(pilot, lambda: "I.16 ·" in screen_text(app) and "Filter:" in screen_text(app))


async def test_a_task_can_be_a_key_task_too(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "I.16" in screen_text(app))
        before = app.state.view.figures if app.state is not None else None
        assert before is not None
        await write(pilot, CTRL_K)
        await until(pilot, lambda: "also counted in: Key tasks" in " ".join(screen_text(app).split()))
        await settled(app, pilot)
        assert visit.show()["tasks"][15]["source"] == "assigned; key"
        assert app.state is not None
        figures = app.state.view.figures
        assert (figures.counts, figures.shared) == (before.counts, 1)
        assert {one.source: one.counts.assigned for one in figures.by_source}["key"] == 4
        await write(pilot, END_KEY)
        await until(pilot, lambda: "KEY TASKS OF THE YEAR · 1 IN ANOTHER" in screen_text(app).upper())
        await write(pilot, HOME_KEY + CTRL_K)
        await until(pilot, lambda: "also counted in" not in screen_text(app))
        await settled(app, pilot)
    assert visit.show()["tasks"][15]["source"] == "assigned"
