"""Copies beside the work, and a store that turns out to be damaged."""

from __future__ import annotations

import contextlib
import random
import time
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

pytest.importorskip("fcntl", reason="Windows has no pty")

from inspect_tui.store.connection import connect_sqlite
from inspect_tui.store.copies import folder_of, list_copies, make_copy
from inspect_tui.store.errors import StoreError
from inspect_tui.store.store import utc_now
from inspect_tui.tui.copying import EVERY
from inspect_tui.tui.screens.safety import SafetyScreen
from tui.app_driver import CTRL_Q, ENTER, ESC, Visit, running, screen_text, settled, until, write


def reasons(visit: Visit) -> list[str]:
    return [copy.reason for copy in list_copies(visit.db)]


def damage(store: Path, start: int = 8, *, spared: str = "") -> None:
    """Spoil every ninth page of a store, so that it is not whole; none that holds some words, where there are any."""
    data = bytearray(store.read_bytes())
    words = spared.encode()
    pages = [data[at : at + 4096] for at in range(0, len(data), 4096)]
    while words and any(words in pages[page] for page in range(start, len(pages), 9)):
        start += 1
    for page in range(start, len(data) // 4096, 9):
        data[page * 4096 + 64 : page * 4096 + 1200] = b"\xee" * (1200 - 64)
    store.write_bytes(data)


def damage_behind_the_first_screen(store: Path) -> None:
    """Spoil a store so that it still opens with its first screen, which a few of its pages hold."""
    whole = store.read_bytes()
    for start in range(8, 17):
        store.write_bytes(whole)
        damage(store, start)
        with contextlib.suppress(StoreError, sqlite.Error):
            connection = connect_sqlite(store, "", read_only=True)
            with contextlib.closing(connection):
                for table in ("session", "meta", "draft", "task"):
                    connection.execute(f'SELECT * FROM "{table}"').fetchall()
                return
    pytest.fail("the first screen needs every ninth page, wherever one begins")


async def test_a_copy_at_the_start_and_at_each_hour_of_work(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await until(pilot, lambda: "copy 0:00" in screen_text(app))
        assert reasons(visit) == ["start"]
        assert app.copies is not None
        app.copies._at = time.monotonic() - EVERY - 1
        await app.copies._look()
        # Nothing was committed since: an hour of rest pushes no older copy out.
        assert reasons(visit) == ["start"]
        await write(pilot, "chữ")
        await settled(app, pilot)
        committed_at = app.gateway.save_state.committed_at
        assert committed_at is not None
        app.copies._at = committed_at - EVERY - 1
        await app.copies._look()
        assert reasons(visit)[0] == "hour"
        await until(pilot, lambda: "copy 0:00" in screen_text(app))
        app.copies._at = time.monotonic() - 40 * 60
        await app.copies._look()
        await until(pilot, lambda: "copy 0:40" in screen_text(app))
    with visit.store(read_only=True) as store:
        assert [d.text for d in store.drafts(visit.session)] == ["chữ"]


async def test_the_second_place_is_set_in_the_panel(visit: Visit, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    async with running(visit, "notes") as (app, pilot):
        await until(pilot, lambda: app.copy_age() is not None)
        app.action_safety()
        await until(pilot, lambda: isinstance(app.screen, SafetyScreen) and app.focused is not None)
        await write(pilot, str(tmp_path / "none") + ENTER)
        await until(pilot, lambda: "there is no folder" in screen_text(app))
        app.screen.query_one("#safety-second").text = ""  # type: ignore[attr-defined]
        await write(pilot, str(stick) + ENTER)
        await until(pilot, lambda: "Copied there" in screen_text(app))
        await write(pilot, ESC)
    assert [f.name for f in stick.rglob("*.db")] == [list_copies(visit.db)[0].path.name]


async def test_damage_that_the_copy_finds_is_mended_while_words_are_typed(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await until(pilot, lambda: app.copy_age() is not None)
        await write(pilot, "một câu" + ENTER)
        await until(pilot, lambda: any(n.text == "một câu" for n in app.state.content.notes))  # type: ignore[union-attr]
        await write(pilot, "và đang gõ")
        await settled(app, pilot)
        await app.gateway.read(lambda store: store.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)"))
        # A page that is spoilt takes its words with it; these were said since the last copy.
        damage(visit.db, spared="một câu")
        assert app.copies is not None
        await app.copies.copy("asked")
        await until(pilot, lambda: "was damaged" in screen_text(app))
        await settled(app, pilot)
        assert [n.text for n in app.state.content.notes][-1] == "một câu"  # type: ignore[union-attr]
        await write(pilot, " nữa")
        await settled(app, pilot)
    assert list(folder_of(visit.db).glob("damaged-*.db"))
    with visit.store(read_only=True) as store:
        assert [d.text for d in store.drafts(visit.session) if d.record == "note"] == ["và đang gõ nữa"]
        assert store.check_rows(visit.session) == []


def test_a_damaged_store_opens_its_newest_copy_and_the_app_says_so(visit: Visit) -> None:
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("copy 0:00")
        terminal.send("câu cuối" + ENTER)
        terminal.wait_for("● saved")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    assert visit.show()["notes"][-1]["text"] == "câu cuối"
    data = bytearray(visit.db.read_bytes())
    data[:4096] = bytes(4096)
    visit.db.write_bytes(data)
    with visit.in_terminal("notes", columns=120, rows=36) as terminal:
        terminal.wait_for("was damaged")
        terminal.wait_for("câu cuối")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("copy 0:00")
        assert "was damaged" not in terminal.screen_text()
        terminal.kill9()


async def test_a_store_is_checked_at_the_start_also_where_there_is_no_room_for_a_copy(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspect_tui.store import copies

    make_copy(visit.db, "", reason="asked", clock=utc_now)
    damage_behind_the_first_screen(visit.db)
    monkeypatch.setattr(copies, "SPARE", 1 << 60)
    async with running(visit, "notes") as (app, pilot):
        await until(pilot, lambda: "was damaged" in screen_text(app))
    assert list(folder_of(visit.db).glob("damaged-*.db"))


@pytest.mark.alone
@pytest.mark.parametrize("first", [4, 5, 12, 24])
def test_damage_that_is_met_while_the_app_reads_is_mended_at_once(visit: Visit, first: int) -> None:
    make_copy(visit.db, "", reason="asked", clock=utc_now)
    data = bytearray(visit.db.read_bytes())
    data[first * 4096 : (first + 10) * 4096] = random.Random(first).randbytes(10 * 4096)
    visit.db.write_bytes(data)
    with visit.in_terminal("notes", columns=120, rows=36) as terminal:
        terminal.wait_for("was damaged")
        terminal.wait_for("Ghi nhận nỗ lực")
        terminal.send("và gõ tiếp")
        terminal.wait_until(lambda: visit.drafts().get("note") == "và gõ tiếp", what="the words")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    data = bytearray(visit.db.read_bytes())
    data[first * 4096 : (first + 10) * 4096] = random.Random(first).randbytes(10 * 4096)
    visit.db.write_bytes(data)
    with visit.start(columns=120, rows=36) as terminal:
        terminal.wait_for("was damaged")
        terminal.wait_for("Ban Dân tộc tỉnh")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
