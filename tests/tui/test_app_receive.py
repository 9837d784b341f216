"""Session files and receipts received in the app: what came in, what did not and why, and what is to be decided."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from inspect_tui.exchange.keys import Identity, make_identity
from inspect_tui.services.exporting import export_session
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.identities import identity_of
from inspect_tui.services.receiving import Receiver
from inspect_tui.services.recording import save
from inspect_tui.services.sessions import create_session, open_for
from inspect_tui.services.trust import add_trusted
from inspect_tui.store.connection import Location
from inspect_tui.tui.app import InspectApp
from tui.app_driver import CTRL_P, CTRL_U, ENTER, ESC, TAB, Visit, running, screen_text, settled, until, write

F7 = "\x1b[18~"
COLLEAGUE = make_identity("Thành viên Tổ")


def in_box(app: InspectApp) -> str:
    """Return what stands in the panel, as one line."""
    return " ".join(" ".join(re.findall("│(.*)│", screen_text(app))).split())


async def says(app: InspectApp, pilot: Any, words: str) -> None:
    await until(pilot, lambda: words in in_box(app), words)


def from_colleague(
    visit: Visit, folder: Path, *, by: Identity = COLLEAGUE, clash: bool = True, new: bool = False
) -> Path:
    """Have a colleague's laptop change the session that it took over, and return the file that it made of it."""
    task = visit.task_id("I.17")
    other = Setup(Home(folder / "home"), Location(folder / "other.db"), "", "en")
    folder.mkdir()
    with visit.store() as mine, open_for(other, read_only=False) as theirs:
        theirs.set_meta("person", by.public.name)
        session = visit.session
        theirs.journal.absorb(mine.entries(session))
        if clash:
            save(mine, session, "task", task, {"cause": "chưa được giao kinh phí"})
            save(theirs, session, "task", task, {"cause": "chưa có hướng dẫn"})
        save(theirs, session, "note", None, {"text": "ghi ở máy khác"})
        if new:
            session = create_session(theirs, agency="Sở Y tế", held_on="2021-08-02", as_of="2021-07-31")
        return export_session(theirs, session, folder / "out", plain=True, identity=by).path


async def test_a_file_is_received_and_its_conflict_is_one_key_away(visit: Visit, tmp_path: Path) -> None:
    file = from_colleague(visit, tmp_path / "a")
    add_trusted(visit.setup.home, "Thành viên Tổ", COLLEAGUE.public.public_key)
    async with running(visit, listed=True) as (app, pilot):
        assert "F7 receive" in screen_text(app)
        await write(pilot, F7 + str(file) + ENTER)
        await says(app, pilot, "✓ 1 file received: 2 new changes merged")
        await says(app, pilot, "≠ 1 conflict to be decided")
        await write(pilot, CTRL_U + str(file.parent) + ENTER)
        await says(app, pilot, "✓ 1 file with nothing new: everything in it was here already")
        await write(pilot, TAB + ENTER)
        await until(pilot, lambda: app.shown_screen() == "conflicts" and "chưa có hướng dẫn" in screen_text(app))
        await write(pilot, ENTER)
        await settled(app, pilot)
    shown = visit.show()
    assert shown["conflicts"] == []
    assert "ghi ở máy khác" in [note["text"] for note in shown["notes"]]


async def test_good_files_come_in_whatever_the_bad_ones(visit: Visit, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    add_trusted(visit.setup.home, "Thành viên Tổ", COLLEAGUE.public.public_key)
    good = from_colleague(visit, tmp_path / "a", clash=False, new=True)
    strange = from_colleague(visit, tmp_path / "b", by=make_identity("Máy lạ"), clash=False)
    (folder / "1-good.itui").write_bytes(good.read_bytes())
    (folder / "2-cut.itui").write_bytes(good.read_bytes()[:-50])
    (folder / "3-strange.itui").write_bytes(strange.read_bytes())
    (folder / "readme.txt").write_text("not looked at")
    async with running(visit, listed=True, size=(120, 36)) as (app, pilot):
        await write(pilot, F7 + f"'{folder}'" + ENTER)
        await says(app, pilot, "✓ 1 file received")
        await says(app, pilot, "✗ NOT taken in: 2-cut.itui The file is cut short")
        await says(app, pilot, "✗ NOT taken in: 3-strange.itui The file is signed with a key that is not trusted here")
        await says(app, pilot, "Sở Y tế · 02/08/2021 ✓")
        assert "readme" not in in_box(app)
        await write(pilot, ESC)
        await until(pilot, lambda: "Sở Y tế" in screen_text(app), "the list of sessions to be read anew")


async def test_the_open_session_follows_and_typed_words_stay(visit: Visit, tmp_path: Path) -> None:
    file = from_colleague(visit, tmp_path / "a", clash=False)
    add_trusted(visit.setup.home, "Thành viên Tổ", COLLEAGUE.public.public_key)
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "đang gõ dở" + CTRL_P + "receive session" + ENTER)
        await write(pilot, str(file) + ENTER)
        await says(app, pilot, "1 file received")
        await write(pilot, ESC)
        await until(pilot, lambda: "ghi ở máy khác" in screen_text(app), "the note of the other laptop")
        assert "› đang gõ dở" in screen_text(app)
        await settled(app, pilot)
    assert visit.drafts() == {"note": "đang gõ dở"}


async def test_a_receipt_says_that_what_was_sent_has_arrived(visit: Visit, tmp_path: Path) -> None:
    headquarters = make_identity("Trung ương")
    with visit.store() as mine:
        file = export_session(
            mine, visit.session, tmp_path / "out", plain=True, identity=identity_of(visit.setup, mine)
        ).path
        own = identity_of(visit.setup, mine).public
    there = Setup(Home(tmp_path / "hq"), Location(tmp_path / "hq.db"), "", "en")
    with open_for(there, read_only=False) as store:
        receiver = Receiver(
            store, identity=headquarters, trusted={own.public_key: own.name}, catalog=visit_catalog(),
            receipts=tmp_path / "receipts",
        )  # fmt: skip
        receiver.take(file)
    add_trusted(visit.setup.home, "Trung ương", headquarters.public.public_key)
    async with running(visit, listed=True) as (app, pilot):
        await write(pilot, F7 + str(tmp_path / "receipts") + ENTER)
        await says(app, pilot, "✓ 1 receipt: what was sent has arrived")


def visit_catalog() -> Any:
    from inspect_tui.locale import Catalog

    return Catalog("en")


async def test_nothing_there_and_no_such_place(visit: Visit, tmp_path: Path) -> None:
    async with running(visit, listed=True) as (app, pilot):
        await write(pilot, F7 + str(tmp_path / "nowhere") + ENTER)
        await says(app, pilot, "✗ there is no file")
        (tmp_path / "empty").mkdir()
        await write(pilot, CTRL_U + str(tmp_path / "empty") + ENTER)
        await says(app, pilot, "No session file and no receipt there.")
        await write(pilot, ESC)
        assert app.focused is not None
        assert app.focused.id == "sessions"


async def test_many_files_show_how_far_it_is_and_can_be_stopped(visit: Visit, tmp_path: Path, monkeypatch: Any) -> None:
    from inspect_tui.tui.screens import receive

    monkeypatch.setattr(receive, "SHOWN_AFTER", -1.0)
    folder = tmp_path / "stick"
    folder.mkdir()
    file = from_colleague(visit, tmp_path / "a", clash=False)
    add_trusted(visit.setup.home, "Thành viên Tổ", COLLEAGUE.public.public_key)
    for number in range(6):
        (folder / f"{number}.itui").write_bytes(file.read_bytes())
    seen: list[str] = []
    async with running(visit, listed=True) as (app, pilot):
        real = receive._take_one

        def take(receiver: Receiver, path: Path, store: Any) -> bool:
            done = real(receiver, path, store)
            if path.name == "2.itui":
                app.call_from_thread(panel.action_close)
            seen.append(path.name)
            return done

        monkeypatch.setattr(receive, "_take_one", take)
        app.action_receive()
        await until(pilot, lambda: app.focused is not None and app.focused.id == "receive-path")
        panel: Any = app.screen
        progress: list[str] = []
        shown = panel._progress

        def show(number: int, count: int, name: str) -> None:
            progress.append(f"{number}/{count} {name}")
            shown(number, count, name)

        monkeypatch.setattr(panel, "_progress", show)
        await write(pilot, str(folder) + ENTER)
        await says(app, pilot, "1 file received")
        await says(app, pilot, "2 files with nothing new")
        assert progress == ["0/6 0.itui", "1/6 1.itui", "2/6 2.itui"]
        assert "▓" not in in_box(app)
    assert seen == ["0.itui", "1.itui", "2.itui"]
