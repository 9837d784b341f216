"""The figures on the wall: any day, over time, other bases, the late tasks; none, thousands, long names."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Static
from textual.widgets._toast import ToastRack

from inspect_tui.domain.records import SessionContent
from inspect_tui.services import views
from inspect_tui.services.views import View
from inspect_tui.tui import shown_day
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.figures import FiguresScreen
from inspect_tui.tui.widgets.big_figures import BigFigures
from inspect_tui.tui.widgets.cells import cell_len
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.note_lines import NoteLines
from inspect_tui.tui.widgets.source_bars import SourceBars
from inspect_tui.tui.widgets.timeline_chart import TimelineChart
from tui.app_driver import (
    CTRL_Z,
    DOWN,
    END_KEY,
    ENTER,
    ESC,
    F1,
    F2,
    F5,
    F7,
    F9,
    HOME_KEY,
    LEFT,
    RIGHT,
    SHIFT_TAB,
    TAB,
    UP,
    Visit,
    focus_id,
    rows,
    run_json,
    running,
    screen_text,
    settled,
    until,
    write,
)

SHIFT_RIGHT, SHIFT_LEFT = "\x1b[1;2C", "\x1b[1;2D"
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
LONG = (
    "Chương trình phối hợp giữa Ủy ban nhân dân tỉnh với Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các "
    "tổ chức chính trị - xã hội giai đoạn 2021 - 2026"
)


def numbers(app: InspectApp) -> list[str]:
    """Return the large counts."""
    return [figure.number for figure in app.screen.query_one(BigFigures).figures]


def rates(app: InspectApp) -> list[str]:
    return [figure.rate for figure in app.screen.query_one(BigFigures).figures]


def title(app: InspectApp) -> str:
    """Return the line above the figures, and the one that marks another day."""
    return "\n".join(line.strip() for line in screen_text(app).splitlines()[2:4])


def shown(app: InspectApp) -> FiguresScreen:
    assert isinstance(app.screen, FiguresScreen)
    return app.screen


def labels(app: InspectApp) -> list[str]:
    assert app.state is not None
    return [app.state.labels[row.key] for row in rows(app, "#late").rows if row.selectable]


def journal(visit: Visit) -> int:
    with visit.store(read_only=True) as store:
        return len(list(store.entries(visit.session)))


class TestAnyDay:
    @SIZES
    async def test_days_and_months_are_shown_marked_and_not_saved(self, visit: Visit, size: tuple[int, int]) -> None:
        before = journal(visit)
        async with running(visit, "figures", size=size) as (app, pilot):
            assert numbers(app) == ["25", "17", "0", "5", "3"]
            await write(pilot, LEFT + LEFT)
            await until(pilot, lambda: numbers(app) == ["25", "17", "0", "6", "2"])
            assert "⚠ All tasks · figures as of 14 July 2021" in title(app)
            assert "not the cut-off date, which is 16 July 2021; Home goes back" in title(app)
            assert "as of 14 July 2021" in screen_text(app).split("\n", 4)[4]
            await write(pilot, RIGHT * 3)
            await until(pilot, lambda: "17 July 2021" in title(app))
            await write(pilot, SHIFT_RIGHT * 3)
            await until(pilot, lambda: numbers(app) == ["25", "17", "0", "3", "5"])
            assert "17 October 2021" in title(app)
            # The strip of the session stays that of its own day.
            assert "✗ overdue, open 3" in screen_text(app).splitlines()[1]
            await write(pilot, SHIFT_LEFT)
            await until(pilot, lambda: "17 September 2021" in title(app))
            await write(pilot, HOME_KEY)
            await until(pilot, lambda: "⚠" not in title(app))
            assert numbers(app) == ["25", "17", "0", "5", "3"]
            await settled(app, pilot)
        assert journal(visit) == before

    async def test_of_many_days_gone_through_only_the_last_is_counted(
        self, visit: Visit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        counted: list[str | None] = []
        named: list[str] = []

        def view_of(content: SessionContent, *, as_of: str | None = None) -> View:
            counted.append(as_of)
            return views.view_of(content, as_of=as_of)

        monkeypatch.setattr(shown_day, "view_of", view_of)
        async with running(visit, "figures") as (app, pilot):
            screen = shown(app)
            for _ in range(10):
                screen.action_move_day(1)
                named.append(str(screen.query_one("#title", Static).render()).splitlines()[0].split("as of ")[1])
            # The day is seen at once, its figures follow.
            assert named == [f"{day} July 2021" for day in range(17, 27)]
            assert counted == []
            await until(pilot, lambda: counted == ["2021-07-26"])
            screen.action_move_month(3)
            await until(pilot, lambda: numbers(app) == ["25", "17", "0", "3", "5"])
            assert counted == ["2021-07-26", "2021-10-26"]

    async def test_the_cut_off_date_itself_is_no_other_day_and_home_then_is_the_first_task(self, visit: Visit) -> None:
        async with running(visit, "figures") as (app, pilot):
            await write(pilot, LEFT + RIGHT + END_KEY)
            assert "⚠" not in title(app)
            assert rows(app, "#late").cursor_key == visit.task_id("I.18")
            await write(pilot, RIGHT + HOME_KEY)
            assert rows(app, "#late").cursor_key == visit.task_id("I.18")
            assert "⚠" not in title(app)
            await write(pilot, HOME_KEY)
            assert rows(app, "#late").cursor_key == visit.task_id("I.16")

    async def test_a_change_is_seen_on_another_day_too_and_f5_shows_all_as_at_first(self, visit: Visit) -> None:
        async with running(visit, "figures", size=(120, 36)) as (app, pilot):
            await write(pilot, SHIFT_RIGHT + TAB)
            await until(pilot, lambda: "Tasks assigned" in title(app))
            await write(pilot, ENTER)
            await until(pilot, lambda: focus_id(app) == "field-verdict")
            await write(pilot, "d" + TAB + "1/6/2021" + ENTER + F5)
            await until(pilot, lambda: "⚠ Tasks assigned" in title(app) and "I.16" not in labels(app))
            assert numbers(app)[:2] == ["18", "16"]
            await write(pilot, F5)
            await until(pilot, lambda: title(app).startswith("All tasks · figures as of 16 July 2021"))

    async def test_a_session_without_a_cut_off_date(self, visit: Visit) -> None:
        visit.record({"record": "session", "id": visit.session, "as_of": None})
        async with running(visit, "figures") as (app, pilot):
            assert title(app).splitlines()[0] == "All tasks"
            assert numbers(app)[4] == "0"
            await write(pilot, RIGHT)
            await until(pilot, lambda: "figures as of 31 July 2021" in title(app))
            assert "no cut-off date" in title(app)
            await write(pilot, HOME_KEY + F7)
            await until(pilot, lambda: "30/07" in screen_text(app))


class TestOverTime:
    @SIZES
    async def test_columns_up_to_the_day_and_back(self, visit: Visit, size: tuple[int, int]) -> None:
        async with running(visit, "figures", size=size) as (app, pilot):
            await write(pilot, F7)
            await until(pilot, lambda: "over time" in title(app) and "as of the end of each month" in screen_text(app))
            chart = app.screen.query_one(TimelineChart)
            assert focus_id(app) == "chart"
            last = chart.timeline.columns[-1]
            assert last.counts == shown(app).shown.counts
            assert "✗ 3" in screen_text(app)
            assert "16/07" in screen_text(app).splitlines()[-2]
            await write(pilot, LEFT * 2)
            await until(pilot, lambda: "14/07" in screen_text(app).splitlines()[-2] and "✗ 2" in screen_text(app))
            assert "⚠" in title(app)
            await write(pilot, TAB * 3)
            await until(pilot, lambda: "Key tasks" in title(app))
            assert chart.timeline.columns[-1].counts.assigned == 3
            await write(pilot, HOME_KEY + ESC)
            await until(pilot, lambda: focus_id(app) == "late" and "over time" not in title(app))
            assert numbers(app)[0] == "3"

    async def test_what_is_called_alike_is_the_same_number(self, visit: Visit) -> None:
        visit.record(
            {"record": "task", "content": "Một", "declared_completed_on": "2021-07-01"},
            {"record": "task", "content": "Hai"}, {"record": "task", "content": "Ba"},
            {"record": "event", "task": visit.task_id("I.1"), "kind": "suspended", "on": "2021-06-01"},
        )  # fmt: skip
        async with running(visit, "figures", size=(160, 45)) as (app, pilot):
            await write(pilot, SHIFT_RIGHT)
            await until(pilot, lambda: "16 August 2021" in title(app))
            figures = {figure.words: figure.number for figure in app.screen.query_one(BigFigures).figures}
            bars = screen_text(app)
            await write(pilot, F7)
            await until(pilot, lambda: "over time" in title(app))
            chart = screen_text(app)
            for words, value in list(figures.items())[1:]:
                assert words in chart or value == "0"
                assert value == "0" or re.search(rf"{words[0]} {value}\b", chart)
            for one in ("▄ ✓* done, no deadline", "─ ○* open, no deadline", "· ‖ suspended, withdrawn, transferred"):
                assert one in bars
                assert one in chart
            assert re.search(r"✓\* 1 .*\n", chart)
            assert re.search(r"○\* 2 .*\n", chart)

    async def test_tasks_given_later_are_said(self, visit: Visit) -> None:
        visit.record({"record": "task", "content": "Nhiệm vụ mới", "issued_on": "2021-07-20", "source": "key"})
        async with running(visit, "figures") as (app, pilot):
            await write(pilot, F7)
            await until(pilot, lambda: "1 task was given after this day and is in no column." in screen_text(app))

    async def test_no_task(self, visit: Visit) -> None:
        empty(visit)
        async with running(visit, "figures") as (app, pilot):
            await write(pilot, F7)
            await until(pilot, lambda: "No task yet." in screen_text(app))


class TestRates:
    @SIZES
    async def test_base_and_decimals_are_the_sessions_and_can_be_undone(
        self, visit: Visit, size: tuple[int, int]
    ) -> None:
        async with running(visit, "figures", size=size) as (app, pilot):
            await write(pilot, F9 + RIGHT)
            await until(pilot, lambda: "of the tasks due" in screen_text(app))
            # Tasks in time are no part of the tasks due; theirs is of all, which stands under it.
            assert rates(app) == ["", "85.00 %", "0.00 %", "20.00 %", "15.00 %"]
            await write(pilot, TAB + LEFT)
            await until(pilot, lambda: rates(app)[4] == "15.0 %")
            # Left and Right belong to the line as long as it is there.
            assert "⚠" not in title(app)
            await write(pilot, SHIFT_TAB + ESC)
            await until(pilot, lambda: focus_id(app) == "late")
            await settled(app, pilot)
            session = visit.show()
            assert session["figures"]["rates"][0]["base"] == "due"
            await write(pilot, CTRL_Z)
            await until(pilot, lambda: rates(app)[4] == "15.00 %")
            await write(pilot, CTRL_Z)
            await until(pilot, lambda: rates(app)[4] == "12.00 %")

    async def test_f9_closes_the_line_too(self, visit: Visit) -> None:
        async with running(visit, "figures") as (app, pilot):
            await write(pilot, F9)
            await until(pilot, lambda: "Rates are shares" in screen_text(app))
            await write(pilot, F9)
            await until(pilot, lambda: "Rates are shares" not in screen_text(app) and focus_id(app) == "late")

    async def test_when_a_deadline_is_near_is_a_setting_of_the_store(self, visit: Visit) -> None:
        visit.record({"record": "task", "content": "Báo cáo tháng", "deadline": "2021-08-15"})
        async with running(visit, "figures", size=(120, 36)) as (app, pilot):
            await until(pilot, lambda: "IN TIME" in screen_text(app).upper())
            assert app.state is not None
            assert app.state.view.due_soon_days == 3
            await write(pilot, F9 + TAB + TAB)
            await until(pilot, lambda: focus_id(app) == "due-soon")
            for _ in range(5):
                await write(pilot, RIGHT)
            await until(pilot, lambda: app.state is not None and app.state.view.due_soon_days == 30)
            await until(pilot, lambda: "due within 30 days" in screen_text(app))
            await settled(app, pilot)
        assert run_json("--db", str(visit.db), "settings")["due_soon_days"] == 30

    async def test_a_signed_session_keeps_its_rates(self, visit: Visit) -> None:
        from inspect_tui.services.signing import sign

        with visit.store() as store:
            sign(store, visit.session, by="Tổ trưởng", force=True, reason="Ký tại chỗ")
        async with running(visit, "figures", size=(120, 36)) as (app, pilot):
            await write(pilot, F9 + RIGHT)
            await until(pilot, lambda: "signed and locked" in screen_text(app))
            assert rates(app)[4] == "12.00 %"
            await until(pilot, lambda: app.screen.query_one("#rate-base", ChoiceLine).value == "assigned")
            # Any other day can be looked at all the same.
            app.clear_notifications()
            await write(pilot, ESC + RIGHT)
            await until(pilot, lambda: "17 July 2021" in title(app))

    @SIZES
    async def test_no_rate_stands_without_its_base_and_day(self, visit: Visit, size: tuple[int, int]) -> None:
        five_sources(visit)
        async with running(visit, "figures", size=size) as (app, pilot):
            await write(pilot, F9 + RIGHT * 3)
            await until(pilot, lambda: "of the tasks not done" in " ".join(screen_text(app).split()))
            await write(pilot, ESC + SHIFT_RIGHT)
            await until(pilot, lambda: "16 August 2021" in title(app))
            bars = app.screen.query_one(SourceBars)
            lines = [line.plain for line in bars.lines(bars.size.width, size[1] if size[0] < 100 else bars.size.height)]
            text = " ".join(" ".join(lines).split())
            assert ("%" in text) == ("of the tasks not done, as of 16 August 2021" in text)
            assert size[0] < 100 or "100.00 %" in text


class TestLateTasks:
    async def test_a_small_window_has_late_tasks_and_the_rest_in_help(self, visit: Visit) -> None:
        many(visit, 60)
        tasks = [task["id"] for task in visit.show()["tasks"]]
        visit.record(
            *({"record": "event", "task": one, "kind": "suspended", "on": "2021-01-01"} for one in tasks[:2]),
            *({"record": "event", "task": one, "kind": "extended", "on": "2021-02-01", "until": "2021-07-18"}
              for one in tasks[2:20]),
            *({"record": "task", "content": f"Không hạn {n}"} for n in range(3)),
            {"record": "task", "id": tasks[30], "source": "assigned; key"},
        )  # fmt: skip
        async with running(visit, "figures", lang="vi") as (app, pilot):
            notes = app.screen.query_one(NoteLines)
            assert len(notes.notes) == 4
            assert notes.size.height == 1
            listing = rows(app, "#late")
            # A heading, and two tasks of three lines.
            assert listing.size.height >= 7
            await write(pilot, F1)
            await until(pilot, lambda: "chưa tính gia hạn" in help_text(app))
            assert all(note.full in help_text(app) for note in notes.notes)

    async def test_days_cause_and_the_way_to_the_task(self, visit: Visit) -> None:
        async with running(visit, "figures", size=(120, 36)) as (app, pilot):
            assert labels(app) == ["I.16", "I.17", "I.18"]
            text = screen_text(app)
            assert "✗ Overdue, not done: 3" in text
            assert "Cause: Chưa có hướng dẫn biểu mẫu mới" in text
            await write(pilot, DOWN + ENTER)
            await until(pilot, lambda: "I.17 ·" in screen_text(app) and focus_id(app) == "field-verdict")

    async def test_due_soon_and_extended_ones_are_named(self, visit: Visit) -> None:
        task = visit.task_id("III.3")
        visit.record(
            {"record": "task", "id": task, "deadline": "2021-07-19"},
            {"record": "event", "task": visit.task_id("I.18"), "kind": "extended", "on": "2021-07-10",
             "until": "2021-08-30"},
        )  # fmt: skip
        async with running(visit, "figures", size=(120, 45)) as (app, pilot):
            await until(pilot, lambda: labels(app) == ["I.16", "I.17", "III.3", "I.18"])
            text = screen_text(app)
            assert "✗ Overdue, not done: 2" in text
            assert "○ Due soon: 1" in text
            assert "Past the first deadline, in time by an extension: 1" in text
            assert "1 task due within 3 days" in [note.full for note in app.screen.query_one(NoteLines).notes]

    async def test_they_scroll_and_another_source_begins_above(self, visit: Visit) -> None:
        many(visit, 60)
        async with running(visit, "figures") as (app, pilot):
            await until(pilot, lambda: len(labels(app)) > 10)
            first = labels(app)[0]
            assert "✗ Overdue, not done" in screen_text(app)
            await write(pilot, END_KEY)
            await until(pilot, lambda: rows(app, "#late").cursor_key == rows(app, "#late").rows[-1].key)
            assert f"{first} ✗" not in screen_text(app)
            await write(pilot, TAB)
            await until(pilot, lambda: rows(app, "#late").scroll_offset.y == 0)
            await write(pilot, SHIFT_TAB + UP)
            await until(pilot, lambda: f"{first} ✗" in screen_text(app))


def help_text(app: InspectApp) -> str:
    """Return the words of the help, however they are wrapped."""
    return " ".join(str(app.screen.query_one("#box Static", Static).render()).split())


def empty(visit: Visit) -> None:
    visit.record(*({"record": "task", "id": task["id"], "delete": True} for task in visit.show()["tasks"]))


def suspended(visit: Visit) -> None:
    visit.record(
        *({"record": "event", "task": t["id"], "kind": "suspended", "on": "2021-01-01"} for t in visit.show()["tasks"])
    )


def many(visit: Visit, count: int = 1234) -> None:
    empty(visit)
    visit.record(
        *(
            {"record": "task", "content": f"Nhiệm vụ {n}: rà soát, tổng hợp, báo cáo", "number": str(n),
             "source": ("assigned", "key", "programme")[n % 3], "issued_on": f"2021-0{1 + n % 5}-05",
             "deadline": f"2021-0{3 + n % 7}-{10 + n % 17}",
             "declared_completed_on": None if n % 4 == 0 else f"2021-0{3 + n % 6}-{10 + n % 15}"}
            for n in range(1, count + 1)
        )
    )  # fmt: skip


def nine_sources(visit: Visit) -> None:
    names = ("petition", "conclusion", "key", "programme", "backlog", "party", "council", "government", LONG)
    visit.record(
        *({"record": "task", "id": t["id"], "source": names[n % 9]} for n, t in enumerate(visit.show()["tasks"]))
    )


def five_sources(visit: Visit) -> None:
    names = ("petition", "conclusion", "key", "programme", "assigned")
    visit.record(
        *({"record": "task", "id": t["id"], "source": names[n % 5]} for n, t in enumerate(visit.show()["tasks"]))
    )


def long_text(visit: Visit) -> None:
    tasks = visit.show()["tasks"]
    visit.record(
        {"record": "session", "id": visit.session, "agency": LONG},
        *(
            {"record": "task", "id": t["id"], "content": f"{n}. {LONG * 4}", "cause": LONG * 3}
            for n, t in enumerate(tasks)
        ),
        *({"record": "task", "id": t["id"], "source": LONG} for t in tasks[::2]),
    )


@SIZES
@pytest.mark.parametrize(
    ("make", "assigned", "wanted"),
    [
        (empty, "0", "No task yet. F2 leads to the checklist"),
        (suspended, "25", "suspended 25"),
        (many, "1,234", "not done"),
        (nine_sources, "25", "Voters' petitions"),
        (long_text, "25", "…"),
    ],
    ids=["empty", "suspended", "many", "nine", "long"],
)
async def test_any_checklist_has_room(
    visit: Visit, make: Callable[[Visit], None], assigned: str, wanted: str, size: tuple[int, int]
) -> None:
    make(visit)
    async with running(visit, "figures", size=size) as (app, pilot):
        await until(pilot, lambda: numbers(app)[0] == assigned and wanted in screen_text(app))
        listing: Any = rows(app, "#late")
        assert listing.scroll_offset.y == 0
        assert listing.size.height >= (6 if size[1] == 24 else 12)
        for key in ("", TAB, RIGHT, F7):
            await write(pilot, key)
            lines = screen_text(app).splitlines()
            assert len(lines) == size[1]
            assert max(map(cell_len, lines)) <= size[0]
        assert sum(map(int, (n.replace(",", "") for n in numbers(app)[1:]))) <= int(assigned.replace(",", ""))
        await write(pilot, F2)
        await until(pilot, lambda: "Filter:" in screen_text(app))


@pytest.mark.parametrize("columns", [120, 80])
async def test_every_source_can_be_come_to(visit: Visit, columns: int) -> None:
    nine_sources(visit)
    async with running(visit, "figures", size=(columns, 36 if columns > 80 else 24)) as (app, pilot):
        seen = []
        for _ in range(9):
            await write(pilot, TAB)
            seen.append(title(app).splitlines()[0].split(" · ")[0])
            marked = [line for line in screen_text(app).splitlines() if line.startswith("▸ ")]
            assert any(line[2:].startswith(seen[-1][:10]) for line in marked), seen[-1]
        assert len(set(seen)) == 9
        await write(pilot, TAB)
        assert title(app).startswith("All tasks")


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_a_small_window_shows_the_keys_of_this_screen(visit: Visit, lang: str) -> None:
    async with running(visit, "figures", lang=lang) as (app, _pilot):
        foot = screen_text(app).splitlines()[-1].split()
        assert {"F1", "←", "→", "F7", "F8", "F9", "Tab", "F10"} <= set(foot)


@SIZES
async def test_notices_leave_title_day_and_figures_in_sight(visit: Visit, size: tuple[int, int]) -> None:
    async with running(visit, "figures", size=size) as (app, pilot):
        await write(pilot, RIGHT)
        await until(pilot, lambda: "17 July 2021" in title(app))
        before = title(app)
        app.notify("Một thông báo dài " * 12, timeout=60)
        app.notify("Another one", timeout=60)
        await until(pilot, lambda: "Another one" in screen_text(app))
        assert title(app) == before
        big, rack = app.screen.query_one(BigFigures), app.screen.query_one(ToastRack)
        assert min(toast.region.y for toast in rack.query("Toast")) >= big.region.bottom
        # The keys stay in sight, too.
        assert "F7" in screen_text(app).splitlines()[-1]


async def test_the_wall_says_which_overdue_it_means(visit: Visit) -> None:
    visit.record({"record": "task", "id": visit.task_id("I.1"), "declared_completed_on": "2021-07-15"})
    async with running(visit, "figures", size=(160, 45), lang="vi") as (app, pilot):
        for key in ("", F7):
            await write(pilot, key)
            await until(pilot, lambda: not key or "diễn biến ·" in screen_text(app))  # noqa: B023
            text = re.sub(r"(?m)ngày +.*|quá hạn {2}.*|quá hạn ban đầu.*", "", screen_text(app)).lower()
            assert "quá hạn" in text
            alone = re.search(r"(?<!hoàn thành )(?<!xong )quá hạn(?! chưa)", text)
            assert alone is None, text
            assert "chậm, muộn" not in text
