"""Several tasks at once, filters, groups and orders of the checklist, by keyboard."""

from __future__ import annotations

from inspect_tui.tui.widgets.text_line import TextLine
from tui.app_driver import (
    CTRL_F,
    CTRL_K,
    CTRL_N,
    CTRL_T,
    CTRL_U,
    CTRL_Z,
    DELETE,
    DOWN,
    ENTER,
    ESC,
    F2,
    HOME_KEY,
    SHIFT_TAB,
    TAB,
    Visit,
    rows,
    running,
    screen_text,
    until,
    write,
)
from tui.test_app_checklist import shown

SPACE, SHIFT_DOWN, CTRL_A, CTRL_G, CTRL_R = " ", "\x1b[1;2B", "\x01", "\x07", "\x12"


async def test_one_cause_for_several_tasks_is_one_step(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        before = {number: visit.task(number) for number in ("I.16", "I.17", "I.18")}
        await write(pilot, SPACE + SHIFT_DOWN + SPACE)
        await until(pilot, lambda: "3 selected" in screen_text(app))
        assert screen_text(app).count("■") == 3
        await write(pilot, f"{ENTER}p{TAB}Chưa có kinh phí{TAB}Văn phòng{ENTER}")
        await until(pilot, lambda: "3 tasks changed." in screen_text(app))
        for number in before:
            task = visit.task(number)
            assert (task["verdict"], task["cause"], task["responsibility"]) == (
                "partly",
                "Chưa có kinh phí",
                "Văn phòng",
            )
            assert task["nature"] == before[number]["nature"], "what was left empty changes nothing"
        assert "selected" not in screen_text(app)
        assert rows(app, "#tasks").has_focus
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: {n: visit.task(n) for n in before} == before)
        assert visit.drafts() == {}


async def test_what_is_typed_for_several_is_kept_when_they_are_left(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await write(pilot, SPACE + SPACE + ENTER + TAB + "Chờ hướng dẫn")
        await until(pilot, lambda: "2 tasks selected" in screen_text(app))
        await write(pilot, ESC)
        await until(pilot, lambda: visit.drafts().get("task:several:cause") == "Chờ hướng dẫn")
        await write(pilot, ENTER)
        await until(pilot, lambda: "Chờ hướng dẫn" in screen_text(app))
        await write(pilot, ESC)
        await until(pilot, lambda: rows(app, "#tasks").has_focus)
        await write(pilot, ESC)
        await until(pilot, lambda: "■" not in screen_text(app))
        assert app.is_running


async def test_asked_tasks_are_marked_and_found(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        await write(pilot, DOWN + CTRL_T)
        await until(pilot, lambda: "★ Rà soát" in screen_text(app))
        assert visit.task("I.17")["asked"] is True
        await write(pilot, CTRL_F + DOWN)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "choices")
        await until(pilot, lambda: any(row.key == "asked" and row.count == 1 for row in rows(app, "#choices").rows))
        while rows(app, "#choices").cursor_key != "asked":
            await write(pilot, DOWN)
        await write(pilot, ENTER)
        await until(pilot, lambda: shown(app) == ["I.17"])
        assert app.screen.query_one("#filter", TextLine).text == "to be asked about"
        await write(pilot, ESC)
        await until(pilot, lambda: rows(app, "#tasks").has_focus)
        await write(pilot, CTRL_F + ", kinh phi")
        await until(pilot, lambda: "Esc takes the filter away." in screen_text(app))
        await write(pilot, ENTER + ESC)
        await until(pilot, lambda: len(shown(app)) == 25)
        await write(pilot, HOME_KEY + DOWN + CTRL_T)
        await until(pilot, lambda: visit.task("I.17")["asked"] is False)


async def test_groups_orders_and_a_note_on_a_task(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        usual = shown(app)
        await write(pilot, CTRL_G)
        await until(pilot, lambda: "by status" in screen_text(app))
        assert "OVERDUE" in screen_text(app)
        assert sorted(shown(app)) == sorted(usual)
        assert shown(app)[:3] == ["I.16", "I.17", "I.18"]
        await write(pilot, CTRL_G * 3 + CTRL_R)
        await until(pilot, lambda: "ungrouped" in screen_text(app))
        assert shown(app)[:3] == ["I.1", "I.2", "I.3"]
        await write(pilot, CTRL_A)
        await until(pilot, lambda: "25 selected" in screen_text(app))
        await write(pilot, ESC)
        await until(pilot, lambda: "selected" not in screen_text(app))
        await write(pilot, CTRL_G + CTRL_R * 4)
        await until(pilot, lambda: shown(app) == usual)
        await write(pilot, HOME_KEY + CTRL_N + "Đề nghị báo cáo rõ")
        await write(pilot, ENTER + F2)
        await until(pilot, lambda: visit.show()["notes"][-1]["text"] == "Đề nghị báo cáo rõ")
        assert visit.show()["notes"][-1]["tasks"] == [visit.task_id("I.16")]


async def test_keys_of_selection_type_in_fields_as_always(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await write(pilot, CTRL_F + "cải cách ")
        await until(pilot, lambda: app.screen.query_one("#filter", TextLine).text == "cải cách ")
        await write(pilot, SHIFT_TAB + TAB)
        assert "selected" not in screen_text(app)


async def test_key_tasks_and_deleting_take_all_that_are_selected_in_one_step(visit: Visit) -> None:
    made = visit.record(*({"record": "task", "content": f"Việc phát sinh {n}", "number": f"9{n}"} for n in range(5)))
    async with running(visit, size=(120, 36)) as (app, pilot):
        assert app.state is not None

        def sources() -> set[str]:
            return {app.state.tasks[one].source for one in made} if app.state is not None else set()

        await write(pilot, CTRL_F + "việc phát sinh" + ENTER)
        await until(pilot, lambda: len(shown(app)) == 5)
        await write(pilot, CTRL_A + CTRL_K)
        await until(pilot, lambda: sources() == {"assigned; key"})
        await until(pilot, lambda: "5 key tasks more." in screen_text(app))
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: sources() == {"assigned"}, "one key takes all back")
        await write(pilot, CTRL_K)
        await until(pilot, lambda: sources() == {"assigned; key"})
        await write(pilot, CTRL_K)
        await until(pilot, lambda: sources() == {"assigned"})
        # One task of the register among them stays.
        await write(pilot, CTRL_F + CTRL_U + ENTER)
        await until(pilot, lambda: len(shown(app)) == 30)
        await write(pilot, HOME_KEY + SPACE)
        await until(pilot, lambda: "6 selected" in screen_text(app))
        await write(pilot, DELETE)
        await until(pilot, lambda: "5 tasks deleted. 1 of the register stays." in screen_text(app))
        assert app.state.tasks.keys().isdisjoint(made)
        assert "selected" not in screen_text(app)
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: app.state is not None and set(made) <= app.state.tasks.keys())


async def test_a_filter_by_name_brings_no_tasks_that_have_its_words_apart(visit: Visit) -> None:
    async with running(visit, size=(120, 36), lang="vi") as (app, pilot):
        for typed in ("quá hạn", "qua han"):
            await write(pilot, HOME_KEY + DOWN * 6 + CTRL_F + CTRL_U + typed)
            # "Báo cáo kết quả …" with a "thời hạn" is not overdue.
            await until(pilot, lambda: shown(app) == ["I.16", "I.17", "I.18"])
            await until(pilot, lambda: rows(app, "#tasks").cursor_key == visit.task_id("I.16"), "the first one found")
            await write(pilot, CTRL_U + ENTER)
            await until(pilot, lambda: len(shown(app)) == 25)
