"""Where there is nothing yet, every screen says in a sentence what to do next and with which key."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any, Final

import pytest
from textual.pilot import Pilot

from inspect_tui.services.sessions import create_session
from inspect_tui.tui.app import InspectApp
from tui.app_driver import CTRL_F, ESC, F7, F8, F9, Visit, running, screen_text, settled, until, write
from tui.import_files import HEAD, register
from tui.monkey import go_to

EMPTY: Final[dict[str, tuple[str, tuple[str, ...], str, str]]] = {
    "sessions-found-none": ("sessions", (CTRL_F, "zzz"), "No session has these words", "Ctrl+U"),
    "checklist": ("checklist", (), "No task yet", "F8"),
    "notes": ("notes", (), "Nothing noted yet", "Enter"),
    "present": ("notes", (F9,), "Nobody yet", "@"),
    "agenda": ("notes", (F9,), "None yet", "F8"),
    "conclusions": ("conclusions", (), "Nothing concluded yet", "Ctrl+N"),
    "draft": ("conclusions", (F8,), "Nothing more to draw", "Ctrl+T"),
    "figures": ("figures", (), "No task yet", "F2"),
    "chart": ("figures", (F7,), "No task yet", "F2"),
    "papers": ("papers", (), "No task yet", "F2"),
    "declared": ("declared", (), "Nothing is declared yet", "Enter"),
    "register": ("register", (), "path of the file", "Enter"),
    "register-rows": ("register", ("file",), "No task was found under this header", "Tab"),
    "conflicts": ("conflicts", (), "No conflicts", "Esc"),
    "meeting": ("meeting", (), "nobody yet", "Ctrl+N"),
    "wall": ("wall", (), "No task yet", "F2"),
    "leaving": ("leaving", (), "→", "Enter"),
    "sync": ("app.sync", (), "NOT sealed", "inspect-tui recipients add"),
    "receive": ("app.receive", (), "path of a file", "Enter"),
    "check-file": ("app.check_file", (), "session file", "Enter"),
    "palette": ("app.palette", ("zzz",), "No command has these words", "Ctrl+U"),
    "task-notes": ("checklist", ("task",), "No note has been taken yet", "F3"),
    "changes": ("changes", ("none",), "Nothing was changed yet", "Esc"),
}
"""What is looked at: where, keys or what else is done, how its sentence begins, and what it says to press or to run."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What stands on each screen of a session that holds nothing, and of a store that holds no session."""
    folder = tmp_path_factory.mktemp("empty")
    return asyncio.run(_read_all(folder))


async def _read_all(folder: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    none = Visit(folder / "home", "")
    none.home.mkdir()
    with none.store():
        pass
    async with running(none, listed=True) as (app, pilot):
        texts["sessions"] = await _text(app, pilot)
    with none.store() as store:
        session = create_session(store, agency="Sở Y tế", held_on="2021-07-30", as_of="2021-07-16", utc_offset=420)
    visit = Visit(none.home, session)
    async with running(visit) as (app, pilot):
        for name, (place, keys, words, _) in EMPTY.items():
            while len(app.screen_stack) > 1:
                await write(pilot, ESC)
            if place.startswith("app."):
                await go_to(app, visit, "checklist")
                await app.run_action(place)
            else:
                await go_to(app, visit, place)
            await settled(app, pilot)
            for key in keys:
                await _do(key, app, pilot, folder)
            await until(pilot, lambda: words in _joined(app), f"{name}: {words}")  # noqa: B023
            texts[name] = await _text(app, pilot)
            if keys[-1:] == ("zzz",):
                await write(pilot, "\x15")
    return texts


async def _do(what: str, app: InspectApp, pilot: Pilot[Any], folder: Path) -> None:
    screen: Any = app.screen
    if what == "file":
        await screen.reading.open(str(register(folder, rows=(), head=HEAD)))
    elif what == "task":
        await screen.action_add_task()
        await settled(app, pilot)
        await screen.detail.ask("note", screen.listing)
    elif what == "none":
        # Every session was made at least; what is looked for here is a list of nothing.
        screen.listing.set_rows([])
    else:
        await write(pilot, what)
    await settled(app, pilot)


def _joined(app: InspectApp) -> str:
    lines = screen_text(app).splitlines()[1:-1]
    return " ".join(" ".join(re.sub(r"[│▌▄▆█╭╮╰╯]", " ", line) for line in lines).split())


async def _text(app: InspectApp, pilot: Pilot[Any]) -> str:
    """Return the middle of the screen as one line: the words of the foot line do not count."""
    await settled(app, pilot)
    return _joined(app)


def test_a_store_without_sessions_says_three_ways_to_begin(read: dict[str, str]) -> None:
    assert re.search(r"No session yet.*F7 +open.*Ctrl\+N +make.*F8 +in the new", read["sessions"])


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_place_says_what_to_do_next(read: dict[str, str], name: str) -> None:
    _, _, words, key = EMPTY[name]
    _, _, behind = read[name].partition(words)
    # In the same breath, and not somewhere else on the screen.
    assert key in behind[:170], f"{name}: {words}{behind[:170]}"
