"""A long register: the app stays usable while it is read, reading can be stopped, and what fails is told."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.registers import reader
from inspect_tui.store.errors import StoreError
from inspect_tui.tui.screens import register_words
from tui.app_driver import (
    CTRL_T,
    CTRL_U,
    CTRL_Z,
    DOWN,
    ENTER,
    ESC,
    F1,
    F2,
    F3,
    F7,
    F8,
    F9,
    SHIFT_TAB,
    TAB,
    UP,
    Visit,
    rows,
    running,
    settled,
    until,
    write,
)
from tui.import_files import fresh_session, line_with, long_register, look_into, on_screen, register, says

pytestmark = pytest.mark.alone
"""With the machine to itself: it runs in a terminal of its own, or measures."""


@contextmanager
def held_reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Have reading wait after its first step until it is let go on."""
    go_on = threading.Event()
    real = reader.OpenRegister.read

    def read(self: Any, session: str, year: Any, choices: Any, progress: Any, visit: Any) -> Any:
        progress(500, 2000)
        assert go_on.wait(20)
        return real(self, session, year, choices, progress, visit)

    with monkeypatch.context() as patched:
        patched.setattr(reader.OpenRegister, "read", read)
        yield go_on
        go_on.set()


async def test_notes_are_typed_and_saved_while_a_file_is_read(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = fresh_session(visit)
    monkeypatch.setattr(register_words, "SHOWN_AFTER", 0.0)
    with held_reading(monkeypatch) as go_on:
        async with running(visit) as (app, pilot):
            await look_into(
                pilot, register(tmp_path), "Reading danh mục.xlsx… ▓▓▓▓▓░░░░░░░░░░░░░░░ 500/2,000 · Esc stops"
            )
            await write(pilot, F3 + "ghi trong khi đọc" + ENTER)
            await settled(app, pilot)
            assert [note["text"] for note in visit.show()["notes"]] == ["ghi trong khi đọc"]
            go_on.set()
            reading = app.session_screen("register").reading  # type: ignore[attr-defined]
            await until(pilot, lambda: reading.preview is not None)
            # It does not come up by itself.
            await says(pilot, "danh mục.xlsx is read: F8 in the tasks shows it.")
            assert app.shown_screen() == "notes"
            await write(pilot, F2 + F8)
            await says(pilot, "4 tasks + 4 new")
            assert rows(app, "#rows").has_focus


async def test_esc_stops_reading_and_its_result_is_dropped(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_words, "SHOWN_AFTER", 0.0)
    with held_reading(monkeypatch) as go_on:
        async with running(fresh_session(visit)) as (app, pilot):
            await look_into(pilot, register(tmp_path), "500/2,000")
            await write(pilot, ESC)
            await until(pilot, lambda: "500/2,000" not in on_screen(pilot))
            go_on.set()
            await app.gateway.long(lambda: None)
            await pilot.pause()
            assert "path of the file" in on_screen(pilot) or "danh mục.xlsx" in on_screen(pilot)
            assert app.screen.reading.preview is None  # type: ignore[attr-defined]
            # The path still stands there: Enter reads it after all.
            await write(pilot, ENTER)
            await says(pilot, "4 tasks + 4 new")


async def test_a_newer_file_overtakes_one_that_is_being_read(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held_reading(monkeypatch) as go_on:
        async with running(fresh_session(visit)) as (app, pilot):
            await write(pilot, F8 + str(register(tmp_path)) + ENTER)
            reading = app.screen.reading  # type: ignore[attr-defined]
            await until(pilot, lambda: reading.progress[0])
            await write(pilot, CTRL_U + str(register(tmp_path, "khác.xlsx")) + ENTER)
            go_on.set()
            await says(pilot, "khác.xlsx 4 tasks")


async def test_ten_thousand_rows_open_and_scroll(visit: Visit, tmp_path: Path) -> None:
    path = long_register(tmp_path / "dài.xlsx")
    async with running(fresh_session(visit)) as (app, pilot):
        await write(pilot, F8 + str(path))
        begun = time.monotonic()
        await write(pilot, ENTER)
        await until(pilot, lambda: "10,000 tasks" in on_screen(pilot))
        taken = time.monotonic() - begun
        print(f"from Enter to the preview of 10,000 rows: {taken:.2f} s")
        assert "+ 10,000 new" in on_screen(pilot)
        assert "2,000 places to look at" in on_screen(pilot)
        listing = rows(app, "#rows")
        begun = time.monotonic()
        await write(pilot, "\x1b[F")
        await until(pilot, lambda: line_with(pilot, "Nhiệm vụ thứ 10000"))
        assert time.monotonic() - begun < 2
        assert listing.cursor_key == "row:10001"


async def test_a_long_write_says_how_far_it_is(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from inspect_tui.store.journal import JournalWriter

    visit, go_on, real = fresh_session(visit), threading.Event(), JournalWriter.write
    monkeypatch.setattr(register_words, "SHOWN_AFTER", 0.0)

    def held(self: Any, session: str, writes: Any, *, progress: Any = None, **given: Any) -> Any:
        def tell(done: int, total: int) -> None:
            progress(done, total)
            # A quarter of what is to be written.
            assert done < total // 4 or go_on.wait(20)

        return real(self, session, writes, progress=tell, **given)

    path = long_register(tmp_path / "dài.xlsx", 2000)
    async with running(visit) as (_app, pilot):
        await look_into(pilot, path)
        monkeypatch.setattr(JournalWriter, "write", held)
        await write(pilot, F9)
        await until(pilot, lambda: "Writing into the checklist… ▓" in on_screen(pilot), "the bar")
        bar = line_with(pilot, "Writing into the checklist…")
        assert "/2,000" in bar
        assert "Esc stops" not in bar
        await write(pilot, F3 + "gõ trong khi ghi")
        assert "gõ trong khi ghi" in on_screen(pilot)
        go_on.set()
        await says(pilot, "dài.xlsx: 2,000 tasks added")
    assert len(visit.show()["tasks"]) == 2000


async def test_what_is_previewed_is_what_is_imported(visit: Visit, tmp_path: Path) -> None:
    visit = fresh_session(visit)
    async with running(visit) as (_app, pilot):
        path = register(tmp_path)
        await look_into(pilot, path)
        # The stick is pulled out.
        path.unlink()
        await write(pilot, F9)
        await says(pilot, "4 tasks added")
    assert len(visit.show()["tasks"]) == 4


@pytest.mark.parametrize(("code", "words"), [("full", "the disk is full"), ("busy", "in use")])
async def test_what_cannot_be_written_is_told_and_can_be_tried_again(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, words: str
) -> None:
    from inspect_tui.store.journal import JournalWriter

    visit = fresh_session(visit)
    async with running(visit) as (_app, pilot):
        await look_into(pilot, register(tmp_path))
        with monkeypatch.context() as patched:

            def fail(*_: Any, **__: Any) -> None:
                raise StoreError(code, path="store.db")

            patched.setattr(JournalWriter, "write", fail)
            await write(pilot, F9)
            await until(pilot, lambda: line_with(pilot, "✗ "), "the reason")
            assert words in on_screen(pilot).casefold()
            assert not visit.show()["tasks"]
            assert "4 tasks + 4 new" in on_screen(pilot)
        await write(pilot, F9)
        await says(pilot, "4 tasks added")


async def test_a_signed_session_is_not_written_to(visit: Visit, tmp_path: Path) -> None:
    from inspect_tui.services.signing import sign

    with visit.store() as store:
        sign(store, visit.session, by="Tổ trưởng", force=True, reason="thử")
    before = len(visit.show()["tasks"])
    async with running(visit) as (_app, pilot):
        await look_into(pilot, register(tmp_path), "The session is signed: the register can be looked at, not written.")
        assert "4 tasks + 4 new" in on_screen(pilot)
        await write(pilot, F9)
        await until(pilot, lambda: line_with(pilot, "✗ "), "the reason")
    assert len(visit.show()["tasks"]) == before


async def test_a_failure_is_told_where_one_is_meanwhile(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspect_tui.tui import importing

    go_on = threading.Event()

    def fail(*_: Any) -> Any:
        assert go_on.wait(20)
        raise StoreError("full", path="store.db")

    async with running(fresh_session(visit)) as (app, pilot):
        await look_into(pilot, register(tmp_path))
        monkeypatch.setattr(importing, "write_register", fail)
        await write(pilot, F9 + F3)
        assert app.shown_screen() == "notes"
        go_on.set()
        await until(pilot, lambda: "disk is full" in on_screen(pilot).casefold())
        await write(pilot, F2 + F8)
        await until(pilot, lambda: line_with(pilot, "✗ "), "the reason")
        await write(pilot, DOWN)
        assert rows(app, "#rows").has_focus


MONKEY_SEED = os.environ.get("INSPECT_TUI_TEST_SEED", "2021")
MONKEY_READS = int(os.environ.get("INSPECT_TUI_TEST_KEYS", "100")) // 20
KEYS = (
    UP,
    DOWN,
    ENTER,
    TAB,
    SHIFT_TAB,
    F1,
    F2,
    F3,
    F7,
    F8,
    F8,
    F9,
    CTRL_T,
    CTRL_Z,
    "\x1b[6~",
    "\x1b[F",
    "\x1b[H",
    "ệ",
    ESC,
)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])
async def test_keys_at_random_break_nothing(visit: Visit, tmp_path: Path, size: tuple[int, int]) -> None:
    chance = random.Random(f"{size} {MONKEY_SEED}")
    path = register(tmp_path)
    async with running(fresh_session(visit), size=size) as (app, pilot):
        for _ in range(MONKEY_READS):
            await write(pilot, F2 + F8)
            if app.screen.has_class("-asking"):
                await write(pilot, CTRL_U + str(path) + ENTER)
            for key in chance.choices(KEYS, k=10):
                await write(pilot, key)
            await pilot.resize_terminal(chance.randint(20, 130), chance.randint(6, 40))
            assert app.is_running
        await settled(app, pilot)
        assert app.return_code in (None, 0)
