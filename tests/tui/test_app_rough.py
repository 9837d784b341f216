"""Rough treatment: hostile words, small windows, keys at random, another kind of store."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspect_tui.services.home import Home, Setup
from inspect_tui.services.sessions import create_session, open_for
from inspect_tui.store.connection import Location
from inspect_tui.store.reading import read_content
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.run import open_first
from inspect_tui.tui.screens.help import HelpScreen
from tui.app_driver import (
    CTRL_P,
    DOWN,
    ENTER,
    ESC,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F8,
    SCREENS,
    TAB,
    TELEX,
    UP,
    Visit,
    running,
    screen_text,
    settled,
    until,
    write,
)

HOSTILE = (
    "[red]x[/] [@click=app.leave]y[/] [/] \x1b[31mđỏ\x07\x9b2J " + "dài" * 120 + " 👨‍👩‍👧 日本語 e\u0301 \u202eabc"
)
MARKUP = "[red]x[/] [@click=app.leave]y[/] [/]"


def hostile(visit: Visit) -> None:
    shown = visit.show()
    task, note, conclusion = shown["tasks"][0]["id"], shown["notes"][0]["id"], shown["conclusions"][0]["id"]
    visit.record(
        {"record": "session", "agency": HOSTILE, "title": HOSTILE, "chair": HOSTILE},
        *({"record": "task", "id": t["id"], "content": HOSTILE, "document": HOSTILE, "lead": HOSTILE, "cause": HOSTILE,
           "remark": HOSTILE, "nature": HOSTILE, "number": HOSTILE[:40], "deadline_text": HOSTILE}
          for t in shown["tasks"][:6]),
        {"record": "note", "id": note, "text": f"{HOSTILE}\n{HOSTILE}", "speaker": HOSTILE, "tasks": [task]},
        {"record": "note", "text": HOSTILE, "speaker": HOSTILE, "tasks": [task]},
        {"record": "conclusion", "id": conclusion, "text": HOSTILE, "owner": HOSTILE, "tasks": [task], "notes": [note]},
        {"record": "conclusion", "kind": "request", "text": HOSTILE, "owner": HOSTILE, "tasks": [task]},
        {"record": "participant", "name": HOSTILE, "side": "group"},
    )  # fmt: skip


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])
async def test_hostile_words_are_shown_as_words(visit: Visit, size: tuple[int, int]) -> None:
    hostile(visit)
    first = visit.show()["tasks"][0]["id"]
    async with running(visit, size=size) as (app, pilot):
        assert MARKUP in screen_text(app)
        app.screen.show_record(first)  # type: ignore[attr-defined]
        await until(pilot, lambda: MARKUP in " ".join(screen_text(app).split()))
        for key in (F3, F4, F5, F6):
            await write(pilot, key)
            await until(pilot, lambda: "[red]x[/]" in screen_text(app), key)
            assert "\x1b" not in screen_text(app)
        await write(pilot, F3 + HOSTILE.replace("\x1b", "").replace("\x9b", "") + TAB + "[red]" + ENTER + ENTER)
        await settled(app, pilot)
        await write(pilot, UP)
        await write(pilot, ESC)
        await write(pilot, F2 + F8 + "[red]/x[/]" + ENTER)
        await until(pilot, lambda: "[red]/x[/]" in screen_text(app).split("there is no file")[-1])
        await write(pilot, ESC)
        await app.action_home()
        await until(pilot, lambda: app.screen.query("#sessions") and MARKUP in screen_text(app))
    with visit.store(read_only=True) as store:
        assert store.check_rows(visit.session) == []


@pytest.mark.parametrize("screen", SCREENS)
async def test_every_screen_outlives_a_small_window(visit: Visit, screen: str) -> None:
    async with running(visit, screen, size=(120, 36)) as (app, pilot):
        for opens in ("", ENTER, F1, CTRL_P):
            await write(pilot, opens)
            for size in ((40, 10), (20, 5), (3, 2), (80, 24)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
            assert app.is_running
            if app.screen is not app.session_screen(screen):
                await write(pilot, ESC)
        await until(pilot, lambda: "Ban Dân tộc tỉnh" in screen_text(app))


async def test_five_thousand_tasks_and_none(visit: Visit) -> None:
    with visit.store() as store:
        none = create_session(store, agency="Không có gì", held_on="2021-07-30", as_of="2021-07-16")
        many = create_session(store, agency="Nhiều việc", held_on="2021-07-30", as_of="2021-07-16")
    Visit(visit.home, many).record(
        *({"record": "task", "content": f"Nhiệm vụ {n}", "source": "assigned", "deadline": "2021-07-01"}
          for n in range(5000))
    )  # fmt: skip
    for session in (none, many):
        async with running(Visit(visit.home, session)) as (app, pilot):
            for key in (F3, F4, F5, F6, F2):
                await write(pilot, key + DOWN + "\x1b[6~" + "\x1b[F")
                await write(pilot, ENTER)
                if isinstance(app.screen, HelpScreen):
                    await write(pilot, ESC)
            assert app.is_running
            text = screen_text(app)
            assert ("5,000 tasks" in text) == (session == many)


async def test_the_app_works_on_postgresql(postgres: Callable[[], str], visit: Visit) -> None:
    setup = Setup(Home(visit.home), Location.parse(postgres()), "", "en")
    with open_for(setup, read_only=False) as store:
        session = create_session(store, agency="Sở Y tế", held_on="2021-07-30", as_of="2021-07-16")
    await note_and_leave_words(setup, session, "một")
    await note_and_leave_words(setup, session, "hai")
    with open_for(setup, read_only=True) as store:
        assert [note.text for note in read_content(store, session).notes] == ["tiếng Việt một", "dởtiếng Việt hai"]
        assert [draft.text for draft in store.drafts(session)] == ["dở"]
        assert store.check_rows(session) == []


async def note_and_leave_words(setup: Setup, session: str, text: str) -> None:
    """Save a note behind whatever stands in the composer, and leave words there."""
    first, gateway = open_first(setup, session)
    app = InspectApp(setup, gateway, first=first, screen="notes")
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.state is not None and app.state.is_whole and app.focused is not None)
            await write(pilot, f"{TELEX} {text}{ENTER}")
            await until(pilot, lambda: f"tiếng Việt {text}" in screen_text(app))
            await write(pilot, "dở")
            await settled(app, pilot)
            # The line at the top is painted a moment after the commit has returned.
            await until(pilot, lambda: "● saved" in screen_text(app))
    finally:
        gateway.close()
