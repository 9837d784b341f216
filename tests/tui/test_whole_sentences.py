"""Sentences stand whole at 80×24: wrapped with a hanging indent, or reached by a key that is named."""

from __future__ import annotations

import re
from datetime import date

import pytest

from inspect_tui.domain.records import Task
from inspect_tui.domain.sentence import figures_sentence
from inspect_tui.domain.status import Standing
from inspect_tui.locale import Catalog
from inspect_tui.tui.widgets.cells import cell_len
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.widgets.wall_task import OnWall, wall_lines
from tui.app_driver import (
    CTRL_P,
    DOWN,
    ESC,
    F1,
    F8,
    TAB,
    Visit,
    line_with,
    running,
    screen_text,
    settled,
    until,
    write,
)
from tui.monkey import go_to

LONG = "Rà soát, tổng hợp, báo cáo Ủy ban nhân dân tỉnh kết quả triển khai thực hiện các nhiệm vụ, giải pháp cải cách"
CAUSE = "Chưa được giao kinh phí; đã hai lần đề nghị Sở Tài chính (ngày 12/3 và ngày 20/5) nhưng chưa được trả lời, nên chưa rà soát được"  # noqa: E501


def words_of(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("screen", ["checklist", "notes", "conclusions", "figures", "papers"])
async def test_help_indents_what_goes_on_in_a_second_line(visit: Visit, screen: str) -> None:
    async with running(visit, screen, lang="vi") as (app, pilot):
        await write(pilot, F1)
        text = str(app.screen.query_one("#help-text").render())
        width = app.screen.query_one("#help-text").size.width
        lines = text.split("\n")
        assert all(cell_len(line) <= width for line in lines)
        keys = lines.index(app.t("ON THIS SCREEN"))
        for line in lines[keys:]:
            # A heading, a key with its words, or what goes on below the words.
            assert not line or not line.startswith(" ") or re.match(r" {0,10}\S.{0,10}  \S| {13}\S", line), line
        # Each line of the text begins at the edge, and what goes on of it is indented.
        joined = re.sub(r"\n {2}(?=\S)", " ", "\n".join(lines[:keys])).replace("\xa0", " ").split("\n")
        about = app.t(app.screen_stack[0].HELP_TEXTS[""])  # type: ignore[attr-defined]
        assert {words_of(line) for line in about.split("\n")} <= {words_of(line) for line in joined}


async def test_the_sentence_of_the_figures_is_whole_and_read_on_by_a_key(visit: Visit) -> None:
    async with running(visit, "papers", lang="vi") as (app, pilot):
        assert app.state is not None
        whole = words_of(figures_sentence(app.state.view.figures, app.state.content.session.agency, app.catalog))
        await until(pilot, lambda: app.t("Tab ↓ reads on") in screen_text(app))
        seen = ""
        await write(pilot, TAB)
        for _ in range(20):
            seen = screen_text(app)
            if whole[-20:] in words_of(seen):
                break
            await write(pilot, DOWN)
            await settled(app, pilot)
        assert whole[-20:] in words_of(seen)
        # Where everything can be seen there is nowhere to go, and nothing is said.
        await pilot.resize_terminal(120, 50)
        await until(pilot, lambda: app.t("Tab ↓ reads on") not in screen_text(app))
        assert whole in words_of(screen_text(app))


def test_the_wall_shows_the_cause_whole_before_the_blocks_are_large() -> None:
    task = Task(id="1", content=LONG, lead="Sở Nội vụ", coordinating=("Sở Tài chính",), cause=CAUSE)
    standing = Standing("open_overdue", date(2021, 6, 30), None, 16, date(2021, 6, 30), 16)
    shown = OnWall(task, "I.16", standing, date(2021, 7, 16), 3)
    text = "\n".join(line.plain for line in wall_lines(shown, 80, 21, Catalog("vi")))
    assert CAUSE in words_of(text)
    assert LONG in words_of(text)
    assert len(text.split("\n")) <= 21


async def test_a_form_that_is_open_shows_its_own_keys_in_the_foot_line(visit: Visit) -> None:
    async with running(visit, "checklist") as (app, pilot):
        assert "F7 to conclusion" in screen_text(app).splitlines()[-1]
        await write(pilot, "\x04")
        await until(pilot, lambda: "Enter record" in screen_text(app).splitlines()[-1])
        foot = screen_text(app).splitlines()[-1]
        assert "F7" not in foot
        assert "Esc close" in foot
        await write(pilot, ESC)
        await until(pilot, lambda: "F7 to conclusion" in screen_text(app).splitlines()[-1])
        await go_to(app, visit, "conclusions")
        await write(pilot, F8)
        await until(pilot, lambda: "Esc close" in screen_text(app).splitlines()[-1])


@pytest.mark.parametrize("place", ["reading", "conflicts", "declared", "meeting"])
async def test_a_screen_aside_keeps_its_own_keys_in_a_narrow_window(visit: Visit, place: str) -> None:
    async with running(visit, "checklist") as (app, pilot):
        await go_to(app, visit, place)
        await until(pilot, lambda: "Esc back" in screen_text(app).splitlines()[-1])


async def test_what_is_missing_and_commands_are_wrapped(visit: Visit) -> None:
    async with running(visit, "checklist", lang="vi") as (app, pilot):
        await write(pilot, CTRL_P)
        box = app.screen.query_one("#commands")
        await until(pilot, lambda: box.size.height > 0)
        cut = [line for line in screen_text(app).splitlines() if re.search(r" … |\w… .*(F\d|\^\w)? *[│▄▆█]$", line)]
        assert not cut


async def test_people_with_long_names_and_roles_have_two_lines(visit: Visit) -> None:
    name = "Đại diện lãnh đạo Phòng Kiểm soát thủ tục hành chính VPUBND"
    role = "Phó Chánh Văn phòng, Tổ phó Tổ Công tác của Chủ tịch Ủy ban nhân dân tỉnh"
    visit.record({"record": "participant", "name": name, "role": role, "side": "group"})
    async with running(visit, "checklist") as (app, pilot):
        await go_to(app, visit, "meeting")
        await write(pilot, "\x1b[18~" + DOWN * 3)
        await until(pilot, lambda: name in screen_text(app))
        assert role in words_of(screen_text(app))


async def test_a_field_shows_its_beginning_and_that_there_is_more(visit: Visit) -> None:
    visit.record({"record": "task", "id": visit.task_id("I.16"), "cause": CAUSE * 4})
    visit.record({"record": "session", "title": LONG})
    async with running(visit, "checklist", size=(120, 36)) as (app, pilot):
        cause = next(one for one in app.screen.query(TextEditor) if one.text.startswith(CAUSE))
        await until(pilot, lambda: cause.max_scroll_y > 0)
        assert cause.scroll_offset.y == 0
        cause.focus()
        await until(pilot, lambda: cause.scroll_offset.y > 0)
        await go_to(app, visit, "meeting")
        await until(pilot, lambda: "…" in line_with(app, LONG[:30]).split("  │")[0])
        title = next(one for one in app.screen.query(TextLine) if one.text == LONG)
        title.focus()
        await until(pilot, lambda: "…" not in line_with(app, LONG[-6:]) and LONG[-6:] in screen_text(app))
