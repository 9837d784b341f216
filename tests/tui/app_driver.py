"""The whole app under test: in a terminal as a person has it, or in this process where its state can be looked into."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import shutil
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot

from inspect_tui.cli import main
from inspect_tui.locale import Catalog
from inspect_tui.services.demo import prepare_visit
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.looks import read_looks
from inspect_tui.services.sessions import open_for
from inspect_tui.store.connection import Location
from inspect_tui.store.store import Store
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.run import open_first
from inspect_tui.tui.widgets.row_list import RowList

with contextlib.suppress(ImportError):  # Windows has no pty.
    from pty_terminal import PtyTerminal

BS = "\x7f"
TELEX = f"tie{BS}êng{BS * 3}ếng Vie{BS}êt{BS * 2}ệt"
"""What UniKey sends for t i e e n g s, space, V i e e t j."""
WANTED = "tiếng Việt"

F1, F2, F3, F4, F5, F6 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~"
F7, F8, F9 = "\x1b[18~", "\x1b[19~", "\x1b[20~"
UP, DOWN, RIGHT, LEFT, HOME_KEY, END_KEY, DELETE = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[3~"
ENTER, TAB, SHIFT_TAB, ESC = "\r", "\t", "\x1b[Z", "\x1b"
CTRL_F, CTRL_K, CTRL_N, CTRL_P, CTRL_Q = "\x06", "\x0b", "\x0e", "\x10", "\x11"
CTRL_T, CTRL_U, CTRL_Z = "\x14", "\x15", "\x1a"

SCREENS = ("checklist", "notes", "conclusions", "figures", "papers")


@dataclass(frozen=True)
class Visit:
    """A home that holds the visit of the demonstration as it stands in the meeting."""

    home: Path
    session: str

    @property
    def db(self) -> Path:
        return self.home / "store.db"

    @property
    def setup(self) -> Setup:
        return Setup(Home(self.home), Location(self.db), "", "en")

    def show(self) -> dict[str, Any]:
        """Return what ``session show --json`` prints."""
        return run_json("--db", str(self.db), "session", "show", self.session)

    def drafts(self) -> dict[str, str]:
        return {draft["record"]: draft["text"] for draft in self.show()["drafts"]}

    def task(self, number: str) -> dict[str, Any]:
        """Return a task by its place in the register of its source, such as ``I.16``."""
        return next(t for t in self.show()["tasks"] if t["id"] == self.task_id(number))

    def task_id(self, number: str) -> str:
        from inspect_tui.domain.labels import task_labels
        from inspect_tui.store.reading import read_content

        with self.store(read_only=True) as store:
            labels = task_labels(read_content(store, self.session).tasks)
        return next(task for task, label in labels.items() if label == number)

    def record(self, *lines: dict[str, Any]) -> list[str]:
        """Apply changes as ``record`` does; returns the ids."""
        from inspect_tui.services.recording import record_lines

        with self.store() as store:
            return list(record_lines(store, self.session, [json.dumps(line) for line in lines]).ids)

    @contextlib.contextmanager
    def store(self, *, read_only: bool = False) -> Iterator[Store]:
        with open_for(self.setup, read_only=read_only) as store:
            yield store

    def in_terminal(self, screen: str = "checklist", *, columns: int = 80, rows: int = 24, **env: str) -> PtyTerminal:
        """Start ``open`` in a terminal."""
        return self.start("open", self.session, "--screen", screen, columns=columns, rows=rows, **env)

    def start(self, *words: str, columns: int = 80, rows: int = 24, **env: str) -> PtyTerminal:
        """Start the program in a terminal."""
        environment = {"INSPECT_TUI_HOME": str(self.home), "INSPECT_TUI_LANG": "en", "TZ": "UTC", **env}
        command = [sys.executable, "-m", "inspect_tui", "--db", str(self.db), *words]
        return PtyTerminal(command, columns=columns, rows=rows, env=environment)


def run_json(*words: str) -> dict[str, Any]:
    """Run a command in this process and return what it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main([*words, "--json"])
    assert code == 0, out.getvalue()
    return cast("dict[str, Any]", json.loads(out.getvalue()))


@cache
def _template() -> tuple[TemporaryDirectory[str], Visit]:
    folder = TemporaryDirectory(prefix="inspect-tui-test-")
    setup, session = prepare_visit(Path(folder.name), Catalog("vi"))
    return folder, Visit(setup.home.path, session)


def make_visit(folder: Path) -> Visit:
    """Copy the visit into a folder of the test's own."""
    template = _template()[1]
    home = folder / "home"
    shutil.copytree(template.home, home)
    return Visit(home, template.session)


@contextlib.asynccontextmanager
async def running(
    visit: Visit, screen: str = "checklist", *, size: tuple[int, int] = (80, 24), listed: bool = False, lang: str = "en"
) -> AsyncIterator[tuple[InspectApp, Pilot[int]]]:
    """Run the app in this process, on a session or on the list of sessions."""
    setup = Setup(visit.setup.home, visit.setup.location, "", lang)
    first, gateway = open_first(setup, None if listed else visit.session)
    app = InspectApp(setup, gateway, first=first, screen=screen, looks=read_looks(setup.home))
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await until(pilot, lambda: listed or (app.state is not None and app.state.is_whole))
            await until(pilot, lambda: app.focused is not None)
            yield app, pilot
    finally:
        gateway.close()


async def until(pilot: Pilot[Any], condition: Callable[[], Any], what: str = "") -> None:
    """Let the app work until a condition holds.

    Raises:
        AssertionError: it did not hold within ten seconds and four hundred looks, for on a machine that is busy with
            other things seconds pass in which the app has had no turn.
    """
    end, looks = time.monotonic() + 10, 400
    while True:
        await pilot.pause()
        if condition():
            return
        looks -= 1
        is_time_left = looks > 0 or time.monotonic() < end
        assert is_time_left, f"waited for {what or 'a condition'}; the screen:\n{screen_text(pilot.app)}"
        await asyncio.sleep(0.005)


async def write(pilot: Pilot[Any], text: str) -> None:
    """Give the app what one read of the terminal gives it, and wait until all keys are done with."""
    parser = XTermParser()
    for event in parser.feed(text.removesuffix(ESC)):
        pilot.app.post_message(event)
    if text.endswith(ESC):
        # The parser waits for what might follow an Escape.
        pilot.app.post_message(events.Key("escape", ESC))
    app = cast("InspectApp", pilot.app)
    for _ in range(2):
        await until(pilot, lambda: app._exit or (app._key_at_work is None and not app._held))


def focus_id(app: InspectApp) -> str | None:
    """Return the id of what has the focus."""
    return app.focused.id if app.focused is not None else None


def line_with(app: InspectApp, words: str) -> str:
    """Return the line of the screen that has some words; empty where none has."""
    return next((line for line in screen_text(app).splitlines() if words in line), "")


async def settled(app: InspectApp, pilot: Pilot[Any]) -> None:
    """Wait until everything that was typed or changed is committed."""
    await until(pilot, lambda: not app.drafts.is_waiting and not app.gateway.save_state.pending, "all to be saved")


def screen_text(app: Any) -> str:
    """Return what stands on the screen."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


def rows(app: InspectApp, selector: str) -> RowList[Any]:
    """Return a list of the current screen."""
    return app.screen.query_one(selector, RowList)
