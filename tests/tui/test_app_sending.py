"""Session files sent from the app: who will be able to read them, what is pending, how far it is, how it went."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

from inspect_tui.exchange.keys import make_identity
from inspect_tui.services.courier import Courier
from inspect_tui.services.trust import add_recipient
from inspect_tui.tui.app import InspectApp
from tui.app_driver import CTRL_P, CTRL_Q, CTRL_U, DOWN, ENTER, ESC, Visit, running, screen_text, settled, until, write

HEADQUARTERS = make_identity("Trung ương")


def in_box(app: InspectApp) -> str:
    """Return what stands in the panel, as one line."""
    return " ".join(" ".join(re.findall("│(.*)│", screen_text(app))).split())


async def says(app: InspectApp, pilot: Any, words: str) -> None:
    await until(pilot, lambda: words in in_box(app), words)


async def test_what_is_pending_is_sent_and_then_nothing_is(visit: Visit, tmp_path: Path) -> None:
    target = tmp_path / "stick"
    target.mkdir()
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, CTRL_P + "send to headquarters" + ENTER)
        await says(app, pilot, "⚠ NOT sealed, for no recipient is set")
        await write(pilot, ENTER)
        await says(app, pilot, "✗")
        await write(pilot, str(target) + ENTER)
        await says(app, pilot, "1 sent, 0 fetched, 0 pending")
        assert "✓" in in_box(app)
        await write(pilot, ESC)
        assert "pending" not in screen_text(app)
        await write(pilot, "một ý nữa" + ENTER)
        await settled(app, pilot)
        await app.sender.count()
        await until(pilot, lambda: "● saved" in screen_text(app) and "1 pending" in screen_text(app), "1 pending")
        await write(pilot, CTRL_P + "send to headquarters" + ENTER)
        await says(app, pilot, str(target)[-20:])
        await write(pilot, ENTER)
        await says(app, pilot, "1 sent")
        await write(pilot, ESC)
        await until(pilot, lambda: "pending" not in screen_text(app))
    assert len(list((target / "inbox").glob("*.plain.itui"))) == 2


async def test_it_is_said_who_will_be_able_to_read_it(visit: Visit, tmp_path: Path) -> None:
    async with running(visit, "papers", size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "Session file, NOT sealed" in screen_text(app))
        assert "⚠ everybody who gets the file can read it" in screen_text(app)
        await write(pilot, DOWN * 7 + ENTER)
        await until(pilot, lambda: "Written, NOT sealed, everybody who gets it can read it" in screen_text(app))
        add_recipient(visit.setup.home, "Trung ương", HEADQUARTERS.public.recipient)
        app.changed("all", "")
        await until(pilot, lambda: "readable by Trung ương and this device alone" in screen_text(app))
        await write(pilot, ENTER)
        await until(pilot, lambda: "Written, readable by Trung ương and this device alone" in screen_text(app))
        await write(pilot, DOWN + ENTER)
        await says(app, pilot, "Sealed: readable by Trung ương and this device alone.")
        await write(pilot, CTRL_U + str(tmp_path) + ENTER)
        await says(app, pilot, "1 sent")
    (sent,) = (tmp_path / "inbox").glob("*.itui")
    assert sent.read_bytes().startswith(b"age-encryption.org/v1")


async def test_a_broken_list_of_recipients_sends_nothing(visit: Visit, tmp_path: Path) -> None:
    (visit.home / "recipients.json").write_text("{")
    async with running(visit, "papers", size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "Session file" in screen_text(app))
        assert "sealed" not in screen_text(app)
        await write(pilot, DOWN * 8 + ENTER)
        await says(app, pilot, "✗")
        await write(pilot, str(tmp_path) + ENTER)
        assert not app.sender.at_work
    assert not (tmp_path / "inbox").exists()


async def test_words_are_typed_and_saved_while_the_line_is_slow(visit: Visit, tmp_path: Path, monkeypatch: Any) -> None:
    begun, go_on = threading.Event(), threading.Event()
    carry = Courier.carry

    def slow(courier: Courier) -> None:
        begun.set()
        assert go_on.wait(10)
        carry(courier)

    monkeypatch.setattr(Courier, "carry", slow)
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        app.action_sync()
        await until(pilot, lambda: app.focused is not None and app.focused.id == "sync-target")
        await write(pilot, str(tmp_path) + ENTER)
        await until(pilot, begun.is_set)
        await says(app, pilot, "One moment…")
        await write(pilot, ESC)
        assert "sending" in screen_text(app)
        await write(pilot, "nói trong lúc gửi" + ENTER)
        await settled(app, pilot)
        assert visit.show()["notes"][-1]["text"] == "nói trong lúc gửi"
        go_on.set()
        await until(pilot, lambda: any("1 sent" in notice.message for notice in app._notifications), "the result")
        await until(pilot, lambda: "1 pending" in screen_text(app), "what was said meanwhile")


async def test_quitting_does_not_wait_for_the_line(visit: Visit, tmp_path: Path, monkeypatch: Any) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(courier: Courier) -> None:
        begun.set()
        go_on.wait(10)

    monkeypatch.setattr(Courier, "carry", slow)
    async with running(visit, "notes") as (app, pilot):
        app.action_sync()
        await until(pilot, lambda: app.focused is not None and app.focused.id == "sync-target")
        await write(pilot, str(tmp_path) + ENTER)
        await until(pilot, begun.is_set)
        await write(pilot, ESC)
        await write(pilot, CTRL_Q)
        await until(pilot, lambda: app._exit)
    go_on.set()
