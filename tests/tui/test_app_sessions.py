"""The list of sessions, keys from everywhere, and the app beside other programs."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.help import HelpScreen
from inspect_tui.tui.screens.palette import PaletteScreen
from tui.app_driver import (
    BS,
    CTRL_F,
    CTRL_N,
    CTRL_P,
    CTRL_Q,
    CTRL_U,
    DOWN,
    END_KEY,
    ENTER,
    ESC,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    SCREENS,
    TAB,
    Visit,
    focus_id,
    line_with,
    rows,
    run_json,
    running,
    screen_text,
    settled,
    until,
    write,
)

KEYS = dict(zip(SCREENS, (F2, F3, F4, F5, F6), strict=True))


def is_on(app: InspectApp, name: str) -> bool:
    return app.screen is app.session_screen(name) and app.focused is not None


async def test_a_session_is_made_and_opened(visit: Visit) -> None:
    async with running(visit, listed=True) as (app, pilot):
        await until(pilot, lambda: "Ban Dân tộc tỉnh" in screen_text(app))
        await write(pilot, CTRL_N + "Sở Y tế" + ENTER)
        for bad in ("31/2/2021", "ngày mai", ""):
            app.screen.query_one("#new-held_on").focus()
            await write(pilot, CTRL_U + bad + TAB + CTRL_U + "16/7/2021" + TAB + ENTER)
            await until(pilot, lambda: bad + " is no date" in screen_text(app) or not bad)  # noqa: B023
            assert focus_id(app) == "new-held_on"
        await until(pilot, lambda: "Day of the visit: write a day" in screen_text(app))
        await write(pilot, CTRL_U + "30/7/2021" + TAB + TAB + "Kiểm tra đột xuất" + ENTER)
        await until(pilot, lambda: app.state is not None and app.screen is app.session_screen("checklist"))
        await until(pilot, lambda: "Sở Y tế · 30/07/2021 · figures as of 16/07/2021" in screen_text(app))
        assert "No task yet. Press F8" in screen_text(app)
        await write(pilot, F3 + "mở đầu" + ENTER)
        await settled(app, pilot)
        await write(pilot, ESC)
        await write(pilot, ESC)
        await until(pilot, lambda: "1 note" in screen_text(app))
        await write(pilot, CTRL_N)
        assert app.screen.query_one("#new-agency").text == ""  # type: ignore[attr-defined]
    made = run_json("--db", str(visit.db), "session", "list")["sessions"]
    assert {(s["agency"], s["title"]) for s in made} >= {("Sở Y tế", "Kiểm tra đột xuất")}


async def test_an_empty_list_says_how_to_begin_and_a_full_one_cuts_no_count(tmp_path: Path, visit: Visit) -> None:
    empty = Visit(tmp_path / "empty", "")
    empty.home.mkdir()
    async with running(empty, listed=True) as (app, pilot):
        await until(pilot, lambda: "No session yet" in screen_text(app))
        for key, words in (("F7", "open the pack"), ("Ctrl+N", "make a new session"), ("F8", "read its register")):
            assert key in line_with(app, words)
    async with running(visit, listed=True) as (app, pilot):
        await until(pilot, lambda: rows(app, "#sessions").rows)
        assert line_with(app, "25 tasks").rstrip().endswith("· 25 tasks · 12 notes · 11 conclusions")


async def test_today_is_typed_over_and_a_typed_day_is_not(visit: Visit) -> None:
    async with running(visit, listed=True) as (app, pilot):
        await write(pilot, CTRL_N + "Sở Y tế" + ENTER + "30/7/202")
        assert app.screen.query_one("#new-held_on").text == "30/7/202"  # type: ignore[attr-defined]
        app.screen.query_one("#new-agency").focus()
        await write(pilot, TAB + "1")
        assert app.screen.query_one("#new-held_on").text == "30/7/2021"  # type: ignore[attr-defined]


async def test_a_session_without_a_name_is_told(visit: Visit) -> None:
    async with running(visit, listed=True) as (app, pilot):
        await write(pilot, CTRL_N + ENTER * 4)
        await until(pilot, lambda: "the agency's name is empty" in screen_text(app))
        assert "NOT SAVED" not in screen_text(app)
        assert focus_id(app) == "new-agency"


async def test_searching_and_going_from_session_to_session(visit: Visit) -> None:
    other = run_json("--db", str(visit.db), "session", "new", "--agency", "Sở Công Thương", "--held-on", "2021-08-02",
                     "--as-of", "2021-07-16")["id"]  # fmt: skip
    async with running(visit, listed=True) as (app, pilot):
        await until(pilot, lambda: "Sở Công Thương" in screen_text(app))
        await write(pilot, CTRL_F + "ban dan")
        await until(pilot, lambda: "Sở Công Thương" not in screen_text(app))
        await write(pilot, ENTER + ENTER)
        await until(pilot, lambda: app.state is not None and app.state.id == visit.session)
        await write(pilot, F3 + "dở")
        for wanted in ("Sở Công Thương", "Ban Dân tộc tỉnh", "Sở Công Thương"):
            await settled(app, pilot)
            await write(pilot, ESC)
            if app.focused is not None and app.focused.id in ("feed", "tasks"):
                await write(pilot, ESC)
            await until(pilot, lambda: app.screen.query("#sessions"))
            await until(pilot, lambda: rows(app, "#sessions").rows)
            app.screen.query_one("#find").text = ""  # type: ignore[attr-defined]
            await write(pilot, CTRL_F + BS * 20 + wanted + ENTER)
            await until(pilot, lambda: len(rows(app, "#sessions").rows) == 1)
            await write(pilot, ENTER)
            await until(pilot, lambda: wanted in screen_text(app).splitlines()[0])  # noqa: B023
        assert app.state is not None
        assert app.state.id == other
        await write(pilot, F3)
        assert "dở" not in screen_text(app)
    assert visit.drafts() == {"note": "dở"}


async def test_keys_lead_from_every_screen_to_every_screen(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        # Each step length once around the five screens passes every pair.
        for place in itertools.accumulate(step for step in (1, 2, 3, 4) for _ in SCREENS):
            name = SCREENS[place % 5]
            await write(pilot, KEYS[name])
            assert is_on(app, name)
        for name in SCREENS:
            await write(pilot, KEYS[name] + F1)
            await until(pilot, lambda: isinstance(app.screen, HelpScreen))
            await write(pilot, CTRL_P)
            await until(pilot, lambda: isinstance(app.screen, PaletteScreen))
            await write(pilot, ESC)
            await until(pilot, lambda: is_on(app, name), name)  # noqa: B023
            await write(pilot, CTRL_F)
            await until(pilot, lambda: focus_id(app) == "filter")
            await write(pilot, KEYS[name] + ESC)
            await until(pilot, lambda: not isinstance(app.screen, (HelpScreen, PaletteScreen)))


FIELDS = {
    "notes": ["composer-text", "composer-speaker", "composer-kind", "composer-tasks"],
    "checklist": ["filter", "field-verdict", "field-cause", "field-examiner", "things"],
    "conclusions": ["conclusion-kind", "conclusion-text", "conclusion-owner", "conclusion-deadline"],
    "papers": ["answer"],
}


@pytest.mark.parametrize("screen", FIELDS)
async def test_keys_of_the_app_work_inside_every_field(visit: Visit, screen: str) -> None:
    async with running(visit, screen, size=(120, 36)) as (app, pilot):
        if screen == "papers":
            await until(pilot, lambda: "Sign and lock" in screen_text(app))
            await write(pilot, ENTER)
        others = itertools.cycle(name for name in SCREENS if name != screen)
        for field in FIELDS[screen]:
            for key, kind in ((F1, HelpScreen), (CTRL_P, PaletteScreen)):
                await until(pilot, lambda: app.screen.query(f"#{field}"))  # noqa: B023
                app.screen.query_one(f"#{field}").focus()
                await until(pilot, lambda: focus_id(app) == field)  # noqa: B023
                await write(pilot, key)
                assert isinstance(app.screen, kind)
                await write(pilot, ESC)
                assert focus_id(app) == field
            name = next(others)
            await write(pilot, KEYS[name])
            assert is_on(app, name)
            await write(pilot, KEYS[screen])
            assert is_on(app, screen)


async def test_panels_leave_f_keys_to_the_app(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        names = itertools.cycle(SCREENS)
        for opens, kind in ((F1, HelpScreen), (CTRL_P, PaletteScreen)):
            for name in (next(names), next(names)):
                await write(pilot, F2 + opens)
                assert isinstance(app.screen, kind)
                await write(pilot, KEYS[name])
                assert is_on(app, name)
                assert len(app.screen_stack) == 1
            await write(pilot, F2 + opens + CTRL_F)
            assert focus_id(app) == "filter"


async def test_the_palette_runs_what_is_found(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await write(pilot, CTRL_P + "projector" + ENTER)
        await until(pilot, lambda: is_on(app, "figures"))
        await write(pilot, CTRL_P + "colours" + ENTER)
        assert app.theme != app.available_themes["inspect"].name if "inspect" in app.available_themes else True
        await write(pilot, CTRL_P + "all sessions" + ENTER)
        await until(pilot, lambda: app.screen.query("#sessions"))
        await write(pilot, CTRL_P + DOWN + DOWN + CTRL_P + ESC)
        assert app.screen.query("#sessions")


async def test_help_says_what_the_focus_is_for(visit: Visit) -> None:
    async with running(visit, "notes", size=(100, 76)) as (app, pilot):
        await write(pilot, TAB + F1)
        text = " ".join(screen_text(app).split())
        assert "Who speaks. Type a few letters" in text
        for label in ("F7", "F9", "Ctrl+T", "F2", "F6", "Ctrl+Q", "IN THIS FIELD", "Ctrl+U", "Esc closes this."):
            assert label in text
        assert "PgDn" not in text
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "↓ PgDn more" in screen_text(app))
        await write(pilot, END_KEY)
        await until(pilot, lambda: "Esc closes this." in screen_text(app) and "↓ PgDn more" not in screen_text(app))
        await write(pilot, F1)
        assert focus_id(app) == "composer-speaker"


@pytest.mark.alone
def test_a_second_instance_and_writing_commands_say_busy_and_reading_ones_work(visit: Visit) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "inspect_tui", "--db", str(visit.db), "--lang", "en", *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    with visit.in_terminal() as terminal:
        terminal.wait_for("I.16")
        with visit.start("open", visit.session) as second:
            second.wait_until(lambda: second.exit_code is not None or "in use" in second.screen_text(), what="an end")
            assert second.wait_exit() == 2
            lines = [line for line in second.screen_text().splitlines() if line.strip()]
            assert "".join(lines).startswith("inspect-tui: the store ")
            assert "in use" in " ".join(lines)
        for words in (["sign", visit.session, "--by", "A"], ["session", "new", "--agency", "A", "--held-on",
                      "2021-07-30", "--as-of", "2021-07-16"]):  # fmt: skip
            busy = run(*words)
            assert busy.returncode == 2
            assert busy.stderr.startswith("inspect-tui: ")
            assert busy.stderr.count("\n") == 1
            assert busy.stdout == ""
        assert len(visit.show()["tasks"]) == 25
        assert run_json("--db", str(visit.db), "figures", visit.session)["assigned"] == 25
        terminal.send(F3 + "ghi" + ENTER)
        terminal.wait_until(lambda: visit.show()["notes"][-1]["text"] == "ghi", what="the note")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0


@pytest.mark.alone
@pytest.mark.parametrize("session", ["nothing", "", "../x", "%"])
def test_an_unknown_session_is_one_line(visit: Visit, session: str) -> None:
    with visit.start("open", session) as terminal:
        assert terminal.wait_exit() == 2
        assert "inspect-tui: there is no session" in terminal.screen_text()


async def test_whoever_begins_to_work_leaves_the_tour(visit: Visit) -> None:
    async with running(visit, listed=True) as (app, pilot):
        app.action_tour()
        await until(pilot, lambda: "1/6" in screen_text(app))
        await write(pilot, CTRL_N)
        await until(pilot, lambda: "1/6" not in screen_text(app) and app.screen.query_one("#new").display)
