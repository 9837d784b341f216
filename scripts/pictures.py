"""Take the pictures of docs/pictures from the real app on the demonstration visit.

Run: python scripts/pictures.py [vi|en [THEME FOLDER]], where the last two take them in other colours, to be looked at.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from picture_registers import newer_version, unknown_header
from textual.pilot import Pilot

from inspect_tui.domain.labels import task_labels
from inspect_tui.exchange.keys import make_identity
from inspect_tui.locale import Catalog
from inspect_tui.services.battery import Battery
from inspect_tui.services.demo import DATA, prepare_visit
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.identities import own_identity
from inspect_tui.services.importing import import_register
from inspect_tui.services.leaving import Place
from inspect_tui.services.looks import Looks
from inspect_tui.services.recording import save
from inspect_tui.services.sessions import create_session, open_for
from inspect_tui.services.trust import add_recipient
from inspect_tui.store.connection import Location
from inspect_tui.store.reading import read_content
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.run import open_first
from inspect_tui.tui.screens.leaving import LeavingScreen

TARGET = Path(__file__).parents[1] / "docs/pictures"
SIZES = ((120, 36), (80, 24))
SCREENS: dict[str, tuple[str, ...]] = {
    "sessions": (),
    "checklist": (),
    "task-cause": ("enter", "tab", "tab", "down"),
    "task-event": ("ctrl+d",),
    "notes": (),
    "agenda": ("f9",),
    "notes-task": ("ctrl+u", "#", "1", "6", "space", "V", "i", "ệ", "c", "space", "#"),
    "conclusions": (),
    "checklist-several": ("space", "space", "space", "enter"),
    "conclusions-draft": ("f8",),
    "reading": ("enter", "enter", "enter"),
    "figures": (),
    "figures-late": ("shift+right", "shift+right", "shift+right", "down", "down", "down"),
    "figures-chart": ("f7",),
    "meeting": ("ctrl+o",),
    "wall": ("f10",),
    "papers": (),
    "paper": ("down", "down", "enter"),
    "paper-heads": ("down", "down", "down", "down", "down", "down", "enter"),
    "register": (),
    "register-doubts": (),
    "register-columns": (),
    "conflicts": (),
    "declared": (),
    "leaving": (),
}
"""What there is a picture of, with the keys that are pressed for it."""
NO_PLACE = ("meeting", "wall", "conflicts", "declared", "register", "register-doubts", "register-columns")
"""Screens on which the app does not begin."""
BEGINS_ON = {
    "agenda": "notes", "task-cause": "checklist", "task-event": "checklist", "paper": "papers", "paper-heads": "papers",
}  # fmt: skip
"""Where the app begins for a part of a screen."""
DISAGREED = (
    ("task", "I.17", "cause", "Chưa được giao kinh phí; đã hai lần đề nghị Sở Tài chính (ngày 12/3 và ngày 20/5) nhưng "
     "chưa được trả lời, nên chưa rà soát tại 14 thôn của huyện Bình Gia và huyện Đình Lập.",
     "Chưa được giao kinh phí; đã một lần đề nghị Sở Tài chính (ngày 20/5) nhưng chưa được trả lời, nên chưa rà soát "
     "tại 14 thôn của huyện Bình Gia."),
    ("conclusion", "1", "deadline", "2021-09-30", "2021-10-15"),
)  # fmt: skip
"""What two laptops at the meeting wrote differently: record, field, and both values."""


def disagree(setup: Setup, session: str) -> None:
    """Have two laptops change the same fields apart, and one of them receive the other's changes."""
    other = Setup(setup.home, Location(setup.home.path / "other.db"), "", setup.language)
    with open_for(setup, read_only=False) as mine, open_for(other, read_only=False) as theirs:
        at_meeting = datetime(2021, 7, 30, 3, 40, tzinfo=UTC)
        mine.clock, theirs.clock = lambda: at_meeting, lambda: at_meeting + timedelta(minutes=4)
        mine.set_meta("person", "Thư ký Tổ Công tác")
        theirs.set_meta("person", "Thành viên Tổ Công tác")
        theirs.journal.absorb(mine.entries(session))
        content = read_content(mine, session)
        ids = {label: task for task, label in task_labels(content.tasks).items()}
        ids["1"] = next(one.id for one in content.conclusions if one.kind == "request")
        for kind, label, field, own, others in DISAGREED:
            save(mine, session, kind, ids[label], {field: own})
            save(theirs, session, kind, ids[label], {field: others})
        note = content.notes[2].id
        save(mine, session, "note", note, delete=True)
        save(theirs, session, "note", note, {"text": content.notes[2].text + " Đề nghị ghi rõ thời hạn."})
        mine.journal.absorb(theirs.entries(session))


MISREPORTED = {
    "assigned": 18, "done": 16, "done_on_time": 16, "done_late": 0, "open_overdue": 2,
    "percents": {"done@due": "88,8", "open_overdue@assigned": "11,11"},
}  # fmt: skip
"""What an agency reports that counts a task as done of which the group found that it is not."""


def misreport(setup: Setup, session: str) -> None:
    """Have the agency's register declare a task as done that was found not done, and its report count it so."""
    with open_for(setup, read_only=False) as store:
        labels = task_labels(read_content(store, session).tasks)
        task = next(task for task, label in labels.items() if label == "I.16")
        save(store, session, "task", task, {"declared_completed_on": "2021-06-28", "verdict": "not_done"})
        save(store, session, "declared", None, MISREPORTED)


async def picture(setup: Setup, session: str | None, screen: str, size: tuple[int, int], theme: str = "") -> str:
    """Return a screen as SVG."""
    first, gateway = open_first(setup, session)
    name = BEGINS_ON.get(screen) or ("checklist" if screen in NO_PLACE else screen.partition("-")[0])
    app = InspectApp(setup, gateway, first=first, screen=name, demo=True, looks=Looks(theme=theme) if theme else None)
    try:
        async with app.run_test(size=size) as pilot:
            for _ in range(50):
                await pilot.pause()
                if app.state is None or app.state.is_whole:
                    break
            if screen == "conflicts":
                app.show_conflict(None)
            elif screen == "declared":
                app.action_show("declared")
            elif screen == "leaving":
                await show_leaving(app, pilot)
            elif screen.startswith("register"):
                await show_register(app, pilot, setup.home.path, screen.partition("-")[2])
            await pilot.press(*SCREENS[screen])
            await pilot.pause(0.5)
            return app.export_screenshot(title="inspect-tui")
    finally:
        gateway.close()


EVE = datetime(2021, 7, 29, 10, 5, tzinfo=UTC).astimezone(timezone(timedelta(hours=7)))
"""The evening before the visit."""


def on_the_eve(folder: Path, language: str) -> Setup:
    """Return a home in which the visit is prepared and not all is ready."""
    home = Home(folder / "eve")
    setup = Setup(home, Location(home.store), "", language)
    with open_for(setup, read_only=False) as store:
        store.clock = lambda: EVE
        session = create_session(store, agency="Ban Dân tộc tỉnh", held_on="2021-07-30", as_of="2021-07-16",
                                 utc_offset=420)  # fmt: skip
        import_register(store, session, DATA / "register.xlsx")
        own_identity(setup, store)
    add_recipient(home, "Văn phòng UBND tỉnh", make_identity("Văn phòng UBND tỉnh").public.recipient)
    return setup


async def show_leaving(app: InspectApp, pilot: Pilot[int]) -> None:
    """Show what is to be seen to on the eve of the visit, on a machine that is always the same."""
    screen = LeavingScreen()
    screen.place = Place(app.setup, app.catalog, EVE, lambda: Battery(42, False))
    app.push_screen(screen)
    while not screen.is_done:
        await pilot.pause(0.05)


async def show_register(app: InspectApp, pilot: Pilot[int], folder: Path, part: str) -> None:
    """Show the preview of a register: its rows, what is to be looked at, or the choice of a column's meaning."""
    app.action_show("register")
    await pilot.pause()
    screen: Any = app.screen
    make = unknown_header if part == "columns" else newer_version
    await screen.reading.open(str(make(folder)))
    await pilot.pause()
    if part == "columns":
        screen.preview.listing("columns").highlight("column:1")
        screen.preview.listing("columns").action_choose()
    elif part:
        screen.preview.go_to(part)
    else:
        screen.preview.listing("rows").highlight("row:20")


def portable(svg: str) -> str:
    """Return the picture without addresses of fonts and without ids that change."""
    svg = re.sub(r"@font-face {.*?}\s*", "", svg, flags=re.S)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    # Another run's devices have other names.
    svg = re.sub(r"(máy|machine)&#160;[0-9a-f]{4}&#160;", r"\1&#160;4c1e&#160;", svg)
    # Nor does its disk have as much room, nor its device the same keys.
    svg = re.sub(r"[\d.,]+(&#160;MB)", r"84.120\1", svg)
    svg = re.sub(r"(?<![A-Z0-9-])[A-Z0-9]{4}(-[A-Z0-9]{4}){3}(?![A-Z0-9-])", "JYM7-X8TK-S6XL-VU4E", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.S)
    return svg.replace("<text ", '<text xml:space="preserve" ')


def main(language: str = "vi", theme: str = "", target: str | Path = TARGET) -> None:
    """Take all pictures."""
    Path(target).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        setup, session = prepare_visit(Path(folder), Catalog(language))
        for name in SCREENS:
            if name == "conflicts":
                disagree(setup, session)
            elif name == "declared":
                setup, session = prepare_visit(Path(folder) / "misreported", Catalog(language))
                misreport(setup, session)
            elif name == "leaving":
                setup = on_the_eve(Path(folder), language)
            for size in SIZES:
                svg = asyncio.run(
                    picture(setup, None if name in ("sessions", "leaving") else session, name, size, theme)
                )
                svg = svg.replace(str(setup.home.path), "~/.local/share/inspect-tui")
                path = Path(target) / f"{name}-{size[0]}x{size[1]}.svg"
                path.write_text(portable(svg), encoding="utf-8")
                print(path)


if __name__ == "__main__":
    main(*sys.argv[1:4])
