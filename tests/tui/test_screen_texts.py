"""Every screen's text in reading order, kept beside the tests: it makes sense without colour and without sight.

Run ``python scripts/screen_texts.py update`` after a change that is meant, and read the difference.
"""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Final

import pytest
from textual.pilot import Pilot

from inspect_tui.domain.status import STATUS_SYMBOLS
from inspect_tui.services.battery import Battery
from inspect_tui.services.home import Setup
from inspect_tui.services.leaving import Place
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.run import open_first
from inspect_tui.tui.screens.leaving import LeavingScreen
from inspect_tui.tui.widgets import agenda_board, session_form
from tui.app_driver import (
    CTRL_F,
    CTRL_P,
    CTRL_U,
    DOWN,
    ENTER,
    F1,
    F7,
    F9,
    TAB,
    Visit,
    screen_text,
    settled,
    until,
    write,
)
from tui.import_files import look_into, register
from tui.monkey import go_to
from tui.reading_order import read_out
from tui.test_app_conflicts import disputed

FOLDER: Final = Path(__file__).parent / "screen_texts"
UPDATE: Final = bool(os.environ.get("INSPECT_TUI_UPDATE_TEXTS"))
CTRL_D: Final = "\x04"
NOW: Final = datetime(2021, 7, 30, 3, 55, tzinfo=UTC)
"""Near the end of the meeting: 10:55 where it is held."""
EVE: Final = datetime(2021, 7, 29, 17, 5, tzinfo=timezone(timedelta(hours=7)))
"""When one looks whether all is ready to leave."""
MASKED: Final = (
    # Of two values written in the same moment, the machines' names decide which one is shown for now.
    (re.compile(r" +(đang tạm hiện|shown for now)$", re.M), ""),
    (re.compile(r"(máy|machine) [0-9a-f]{4}\b"), r"\1 4c1e"),
    (re.compile(r"(?<![A-Z0-9-])[A-Z0-9]{4}(-[A-Z0-9]{4}){3}(?![A-Z0-9-])"), "JYM7-X8TK-S6XL-VU4E"),
    (re.compile(r"[\d.,]+ (MB|GB|TB)\b"), r"84.120 \1"),
    (re.compile(rf" +{re.escape(getpass.getuser())}$", re.M), "  thuky"),
    (re.compile(r"\b\d\d/\d\d \d\d:\d\d\b(?=  )"), "30/07 10:55"),
    (re.compile(r"\d\d:\d\d \d\d/\d\d/(?!2021)\d{4}"), "10:55 30/07/2021"),
    (re.compile(r"(ghi vào|; to|^    to) [~/].*$", re.M), r"\1 ~/…"),
)  # fmt: skip
"""What another device, disk, key, person, day or folder would say otherwise."""
SIGNS: Final = {
    **dict.fromkeys(STATUS_SYMBOLS.values(), "a status"),
    "⚠": "a warning", "★": "to be asked about", "↻": "changed since it was read",
}  # fmt: skip
"""Symbols that must never stand alone."""


class FrozenDatetime(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> FrozenDatetime:
        return cls.fromtimestamp(NOW.timestamp(), tz)


class FrozenDate(date):
    @classmethod
    def today(cls) -> FrozenDate:
        return cls(2021, 7, 30)


Reading = Callable[["Reader"], Awaitable[None]]


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clocks that show stand still, in a zone that is not the machine's."""
    monkeypatch.setattr(agenda_board, "datetime", FrozenDatetime)
    monkeypatch.setattr(session_form, "date", FrozenDate)


class Reader:
    """Goes from screen to screen of one running app and keeps what is read on each."""

    def __init__(self, app: InspectApp, pilot: Pilot[int], visit: Visit, folder: Path) -> None:
        self.app, self.pilot, self.visit, self.folder = app, pilot, visit, folder
        self.texts: dict[str, str] = {}

    async def read(self, name: str) -> None:
        await settled(self.app, self.pilot)
        last = ""
        # Beside the keys something may still be counted; what is read is what stays.
        while last != (now := screen_text(self.app)) or self.app.t("saving") in now.partition("\n")[0]:
            last = now
            await self.pilot.pause()
            await self.pilot.pause()
        text = read_out(self.app).replace(str(self.folder), "~")
        for pattern, put in MASKED:
            text = pattern.sub(put, text)
        self.texts[name] = text

    async def place(self, place: str, name: str = "", *keys: str, until_said: str = "") -> None:
        """Go to a place, press keys and read what is there."""
        await go_to(self.app, self.visit, place)
        await settled(self.app, self.pilot)
        for key in keys:
            await write(self.pilot, key)
            await settled(self.app, self.pilot)
        if until_said:
            await until(self.pilot, lambda: until_said in screen_text(self.app), until_said)
        await self.read(name or place)


async def all_screens(reader: Reader) -> None:
    """Read every screen, and the parts of those that have some."""
    app, pilot, place = reader.app, reader.pilot, reader.place
    await some_screens(reader)
    await place("checklist", "palette", CTRL_P)
    await go_to(app, reader.visit, "checklist")
    app.action_tour()
    await reader.read("tour")
    await place("checklist", "filters", CTRL_F, DOWN)
    await place("checklist", "task", ENTER, TAB, TAB, DOWN)
    await place("checklist", "task-event", CTRL_D)
    await place("notes", "notes-speaker", "@snv")
    await place("notes", "notes-task", CTRL_U + "Việc #cap nuoc")
    await place("notes", "agenda", CTRL_U, F9)
    await place("figures", "figures-chart", F7)
    await place("meeting")
    await place("wall")
    await place("reading", until_said="0/")
    await place("declared")
    await place("register")
    await look_into(pilot, register(reader.folder), "5")
    await reader.read("register-rows")
    await place("conflicts", "conflicts-none")
    await place("changes")
    await go_to(app, reader.visit, "sessions")
    await reader.read("sessions")
    leaving = LeavingScreen()
    leaving.place = Place(app.setup, app.catalog, EVE, lambda: Battery(42, False))
    app.push_screen(leaving)
    await until(pilot, lambda: leaving.is_done)
    await reader.read("leaving")


async def some_screens(reader: Reader) -> None:
    """Read the screens of the daily work."""
    await reader.place("checklist")
    await reader.place("checklist", "help", F1)
    for name in ("notes", "conclusions", "figures", "papers"):
        await reader.place(name)


async def read_all(visit: Visit, size: tuple[int, int], lang: str, folder: Path, what: Reading) -> Mapping[str, str]:
    """Run the app and return what is read on its screens, by their names."""
    setup = Setup(visit.setup.home, visit.setup.location, "", lang)
    first, gateway = open_first(setup, visit.session)
    app = InspectApp(setup, gateway, first=first, demo=True)
    try:
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.state is not None and app.state.is_whole and app.focused is not None)
            reader = Reader(app, pilot, visit, folder)
            await what(reader)
        return reader.texts
    finally:
        gateway.close()


def unexplained(text: str, legend: str) -> list[str]:
    """Return lines in which a symbol stands without a word beside it and without one in the help."""
    alone = (
        (symbol, line)
        for line in text.splitlines()
        for symbol in SIGNS
        if symbol in line and not re.search(r"[^\W\d_]{2}", line)
    )
    return [line for symbol, line in alone if not re.search(re.escape(symbol) + r" \w", legend)]


def check_words(name: str, text: str, legend: str) -> None:
    """Check what must hold of every screen."""
    assert not unexplained(text, legend), name
    if "[figures-strip]" in text:
        strip = text.partition("[figures-strip]\n")[2].partition("\n")[0]
        assert "…" not in strip, f"{name}: {strip}"
        assert re.search(r"\d+ (nhiệm vụ|tasks)", strip), f"{name}: {strip}"
    if "[keys]" in text:
        keys = text.partition("[keys]\n")[2].partition("\n")[0]
        assert keys.strip(), name
        assert "…" not in keys, f"{name}: {keys}"


@pytest.mark.parametrize(
    ("size", "lang", "what"),
    [((80, 24), "vi", all_screens), ((120, 36), "vi", all_screens), ((120, 36), "en", some_screens)],
    ids=["80x24", "120x36", "120x36-en"],
)
async def test_screens_read_as_they_are_kept(
    visit: Visit, tmp_path: Path, frozen: None, size: tuple[int, int], lang: str, what: Reading
) -> None:
    texts = dict(await read_all(visit, size, lang, tmp_path, what))
    if what is all_screens:
        disputed(visit)
        texts |= await read_all(visit, size, lang, tmp_path, lambda reader: reader.place("conflicts"))
    end = f"{size[0]}x{size[1]}{'-en' * (lang == 'en')}.txt"
    for name, text in texts.items():
        check_words(name, text, texts["help"])
        if UPDATE:
            (FOLDER / f"{name}-{end}").write_text(text, encoding="utf-8")
    kept = {
        path.name.removesuffix(f"-{end}"): path.read_text(encoding="utf-8")
        for path in FOLDER.iterdir()
        if path.name.endswith(f"-{end}")
    }
    assert texts.keys() == kept.keys()
    assert texts == kept, "python scripts/screen_texts.py update"
