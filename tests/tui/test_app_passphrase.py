"""Who may see the store: a passphrase before the first screen, the lock, another passphrase, the recovery key."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="Windows has no pty")

from textual.pilot import Pilot
from textual.widgets import Static

from inspect_tui.services.copying import set_passphrase
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.sessions import create_session, open_for
from inspect_tui.store.connection import Location
from inspect_tui.store.copies import list_copies, make_copy
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import is_plain
from inspect_tui.store.reading import list_sessions
from inspect_tui.store.store import Store, utc_now
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.gateway import Gateway
from inspect_tui.tui.guarding import LOCK_MINUTES, opening_of
from inspect_tui.tui.run import open_first
from inspect_tui.tui.screens.locked import PATIENCE, LockedScreen
from inspect_tui.tui.screens.safety import SafetyScreen
from tui.app_driver import CTRL_Q, ENTER, ESC, F2, F3, TAB, TELEX, WANTED, Visit, screen_text, settled, until, write

GOOD = "hoa sen trên núi mẫu sơn"
OTHER = "bốn mùa chim hót quanh đồi chè"
AGENCY = "Ban Dân tộc tỉnh"


def setup_of(path: Path, passphrase: str = "") -> Setup:
    return Setup(Home(path.parent), Location(path), passphrase, "en")


@contextlib.asynccontextmanager
async def opening(path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[InspectApp, Pilot[int]]]:
    """Run the bare command's app on a store whose passphrase is not known."""
    setup = setup_of(path)
    asked = opening_of(setup)
    assert asked is not None
    gateway = Gateway(asked.open_store)
    app = InspectApp(setup, gateway, opening=asked)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await until(pilot, lambda: app.focused is not None)
            yield app, pilot
    finally:
        gateway.close()


@contextlib.asynccontextmanager
async def working(path: Path, passphrase: str, screen: str = "notes") -> AsyncIterator[tuple[InspectApp, Pilot[int]]]:
    """Run the app on the one session of a store."""
    setup = setup_of(path, passphrase)
    with open_for(setup, read_only=True) as store:
        session = only_session(store)
    first, gateway = open_first(setup, session)
    app = InspectApp(setup, gateway, first=first, screen=screen)
    try:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await until(pilot, lambda: app.state is not None and app.state.is_whole and app.focused is not None)
            await until(pilot, lambda: app.copy_age() is not None, "the copy of the start")
            yield app, pilot
    finally:
        gateway.close()


def only_session(store: Store) -> str:
    (summary,) = list_sessions(store)
    return str(summary.session.id)


def make(path: Path, passphrase: str) -> None:
    with open_for(setup_of(path, passphrase), read_only=False) as store:
        create_session(store, agency=AGENCY, held_on="2021-07-30", as_of="2021-07-16")


def opens(path: Path, passphrase: str) -> bool:
    try:
        open_for(setup_of(path, passphrase), read_only=True).close()
    except StoreError:
        return False
    return True


def shown(app: InspectApp, widget: str) -> str:
    return str(app.screen.query_one(widget, Static).content)


class TestNewStore:
    async def test_a_passphrase_is_asked_weighed_and_asked_again(self, tmp_path: Path) -> None:
        path = tmp_path / "home" / "store.db"
        async with opening(path) as (app, pilot):
            await write(pilot, "matkhau")
            await write(pilot, ENTER)
            await until(pilot, lambda: "would be found at once" in screen_text(app))
            app.screen.query_one("#opening-field-1").text = ""  # type: ignore[attr-defined]
            await write(pilot, GOOD + ENTER)
            await until(pilot, lambda: app.focused is not None and app.focused.id == "opening-field-2")
            assert "strong" in screen_text(app)
            assert GOOD.split()[0] not in screen_text(app)
            await write(pilot, "khác" + ENTER)
            await until(pilot, lambda: "not the same" in screen_text(app))
            assert not path.exists()
            await write(pilot, GOOD + ENTER)
            await until(pilot, lambda: "This is the recovery key" in screen_text(app))
            key = shown(app, "#opening-key")
            await write(pilot, ENTER)
            await until(pilot, lambda: "No session yet" in screen_text(app))
            assert key not in screen_text(app)
            assert app.setup.passphrase == GOOD
        assert not is_plain(path)
        assert opens(path, GOOD)
        set_passphrase(setup_of(path), OTHER, recovery_key=key.lower().replace("-", " "))
        assert opens(path, OTHER)

    async def test_vietnamese_input_methods_lose_no_mark_in_it(self, tmp_path: Path) -> None:
        path = tmp_path / "home" / "store.db"
        async with opening(path) as (app, pilot):
            await write(pilot, TELEX + " quanh đồi chè" + ENTER)
            await write(pilot, TELEX + " quanh đồi chè" + ENTER)
            await until(pilot, lambda: "This is the recovery key" in screen_text(app))
        assert opens(path, f"{WANTED} quanh đồi chè")

    async def test_it_can_be_declined_with_a_warning(self, tmp_path: Path) -> None:
        path = tmp_path / "home" / "store.db"
        async with opening(path) as (app, pilot):
            await write(pilot, ESC)
            await until(pilot, lambda: "can read the" in screen_text(app))
            await write(pilot, ESC)
            await until(pilot, lambda: "Once more" in screen_text(app))
            await write(pilot, ESC)
            await write(pilot, ENTER)
            await until(pilot, lambda: "1/6" in screen_text(app))
            for place in range(2, 7):
                await write(pilot, ENTER)
                await until(pilot, lambda: f"{place}/6" in screen_text(app))  # noqa: B023
            await write(pilot, ENTER)
            await until(pilot, lambda: "No session yet" in screen_text(app))
        assert is_plain(path)

    async def test_quitting_here_makes_no_store(self, tmp_path: Path) -> None:
        path = tmp_path / "home" / "store.db"
        async with opening(path) as (_, pilot):
            await write(pilot, GOOD + CTRL_Q)
        assert not path.exists()

    def test_the_bare_command_asks_and_others_do_not(self, visit: Visit) -> None:
        empty = visit.home / "nothing" / "store.db"
        with Visit(visit.home / "nothing", visit.session).start() as terminal:
            terminal.wait_for("Choose a passphrase")
            terminal.send(ESC)
            terminal.wait_for("without a passphrase")
            terminal.send(CTRL_Q)
            assert terminal.wait_exit() == 0
        assert not empty.exists()
        with Visit(visit.home / "nothing", visit.session).start("open", visit.session) as terminal:
            assert terminal.wait_exit() == 2
        with Visit(visit.home / "nothing", visit.session).start("demo") as terminal:
            terminal.wait_for("Ban Dân tộc tỉnh")
            assert "passphrase" not in terminal.screen_text()
            terminal.send(CTRL_Q)
            assert terminal.wait_exit() == 0

    def test_an_encrypted_store_is_unlocked_by_the_bare_command_alone(self, visit: Visit) -> None:
        home = visit.home / "locked"
        make(home / "store.db", GOOD)
        with Visit(home, "x").start() as terminal:
            terminal.wait_for("This store is encrypted")
            terminal.send(GOOD + "\r")
            terminal.wait_for(AGENCY)
            terminal.send(CTRL_Q)
            assert terminal.wait_exit() == 0
        with Visit(home, "x").start("open", "x") as terminal:
            assert terminal.wait_exit() == 2
            terminal.settle()
            # The path of the store decides where the terminal breaks the line.
            assert "--passphrase-file" in terminal.screen_text().replace("\n", "")


class TestUnlocking:
    async def test_a_wrong_passphrase_is_said_and_the_right_one_opens(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, GOOD)
        async with opening(path) as (app, pilot):
            assert AGENCY not in screen_text(app)
            await write(pilot, "sai rồi" + ENTER)
            await until(pilot, lambda: "not the passphrase" in screen_text(app))
            await write(pilot, GOOD + ENTER)
            await until(pilot, lambda: AGENCY in screen_text(app))

    async def test_the_recovery_key_opens_and_asks_for_a_new_passphrase(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, "")
        key = set_passphrase(setup_of(path), GOOD).recovery_key
        async with opening(path) as (app, pilot):
            await write(pilot, key.replace("0", "o").lower() + ENTER)
            await until(pilot, lambda: "recovery key fits" in screen_text(app))
            await write(pilot, OTHER + ENTER)
            await write(pilot, OTHER + ENTER)
            await until(pilot, lambda: "not shown again" in screen_text(app))
            assert shown(app, "#opening-key") != key
            await write(pilot, ENTER)
            await until(pilot, lambda: AGENCY in screen_text(app))
        assert opens(path, OTHER)
        assert not opens(path, GOOD)

    async def test_a_store_that_is_busy_is_said_and_can_be_tried_again(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, GOOD)
        async with opening(path) as (app, pilot):
            with open_for(setup_of(path, GOOD), read_only=False):
                await write(pilot, GOOD + ENTER)
                await until(pilot, lambda: "in use by" in screen_text(app))
            await write(pilot, ENTER)
            await until(pilot, lambda: AGENCY in screen_text(app))

    async def test_a_damaged_encrypted_store_opens_its_copy(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, GOOD)
        make_copy(path, GOOD, reason="asked", clock=utc_now)
        path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
        async with opening(path, (120, 36)) as (app, pilot):
            await write(pilot, GOOD + ENTER)
            await until(pilot, lambda: AGENCY in screen_text(app) and "was damaged" in screen_text(app))


class TestLock:
    async def test_idle_minutes_lock_save_first_and_keep_the_cursor(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, GOOD)
        async with working(path, GOOD) as (app, pilot):
            await write(pilot, "chữ đang gõ dở")
            focus = app.focused
            passed = 60.0 * app.guard.minutes
            app.guard._typed_at = (app.guard._typed_at[0] - passed, app.guard._typed_at[1])
            await app.guard._look()
            await until(pilot, lambda: isinstance(app.screen, LockedScreen) and app.focused is not None)
            assert app.drafts.get("note") == "chữ đang gõ dở"
            assert not app.drafts.is_waiting
            for words in ("chữ đang", AGENCY, "30/07"):
                assert words not in screen_text(app)
            for key in (F2, F3, ESC, TAB, "\x10", "\x06"):
                await write(pilot, key)
                assert isinstance(app.screen, LockedScreen)
            await write(pilot, "sai" + ENTER)
            await until(pilot, lambda: "not the passphrase" in screen_text(app))
            await write(pilot, GOOD + ENTER)
            await until(pilot, lambda: not isinstance(app.screen, LockedScreen))
            assert app.focused is focus
            await write(pilot, " nữa")
            await settled(app, pilot)
            assert app.drafts.get("note") == "chữ đang gõ dở nữa"

    async def test_wrong_tries_have_to_wait(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, GOOD)
        async with working(path, GOOD) as (app, pilot):
            await app.action_lock()
            await until(pilot, lambda: isinstance(app.screen, LockedScreen) and app.focused is not None)
            for _ in range(PATIENCE):
                await write(pilot, "sai" + ENTER)
            await write(pilot, GOOD + ENTER)
            await until(pilot, lambda: "Wait a few seconds" in screen_text(app))
            app.screen._not_before = 0.0  # type: ignore[attr-defined]
            await write(pilot, GOOD + ENTER)
            await until(pilot, lambda: not isinstance(app.screen, LockedScreen))

    async def test_a_key_puts_it_off_and_never_means_never(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, GOOD)
        with open_for(setup_of(path, GOOD), read_only=False) as store:
            store.set_meta(LOCK_MINUTES, "0")
        async with working(path, GOOD) as (app, pilot):
            await until(pilot, lambda: app.guard.minutes == 0)
            app.guard._typed_at = (-1e9, 0.0)
            await app.guard._look()
            assert not app.guard.is_locked
            await app.guard.set_minutes(5)
            await write(pilot, "a")
            await app.guard._look()
            assert not app.guard.is_locked

    async def test_figures_on_the_wall_are_not_locked(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, GOOD)
        async with working(path, GOOD, "figures") as (app, pilot):
            app.guard._typed_at = (-1e9, 0.0)
            await app.guard._look()
            assert not app.guard.is_locked
            await write(pilot, F3)
            app.guard._typed_at = (-1e9, 0.0)
            await app.guard._look()
            assert app.guard.is_locked

    async def test_what_is_typed_can_be_seen(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, GOOD)
        async with opening(path) as (app, pilot):
            await write(pilot, "tiếng Việt")
            assert "tiếng" not in screen_text(app)
            await write(pilot, "\x12")
            await until(pilot, lambda: "tiếng Việt" in screen_text(app))
            await write(pilot, "\x12")
            await until(pilot, lambda: "tiếng" not in screen_text(app))

    async def test_a_plain_store_has_nothing_to_lock_with(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, "")
        async with working(path, "") as (app, pilot):
            await app.action_lock()
            await until(pilot, lambda: "no passphrase" in screen_text(app))


class TestChanging:
    async def test_a_store_in_use_is_encrypted_and_goes_on(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, "")
        async with working(path, "") as (app, pilot):
            await write(pilot, "trước")
            await settled(app, pilot)
            app.action_safety()
            await until(pilot, lambda: isinstance(app.screen, SafetyScreen) and app.focused is not None)
            app.screen.query_one("#safety-new").focus()
            await write(pilot, GOOD + ENTER)
            await write(pilot, GOOD + ENTER)
            await until(pilot, lambda: "new recovery key" in screen_text(app))
            key = shown(app, "#safety-key")
            await write(pilot, ESC)
            # It is not shown again, so no key takes it away by mistake.
            assert key in screen_text(app)
            await write(pilot, ENTER)
            await until(pilot, lambda: not isinstance(app.screen, SafetyScreen))
            await write(pilot, " sau")
            await settled(app, pilot)
            assert app.guard.unlocks(GOOD)
            await app.action_lock()
            await until(pilot, lambda: isinstance(app.screen, LockedScreen))
        assert not is_plain(path)
        assert not any(is_plain(copy.path) for copy in list_copies(path))
        with open_for(setup_of(path, GOOD), read_only=True) as store:
            session = only_session(store)
            assert [d.text for d in store.drafts(session)] == ["trước sau"]
        set_passphrase(setup_of(path), OTHER, recovery_key=key)
        assert opens(path, OTHER)

    async def test_the_passphrase_now_must_be_right(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        make(path, GOOD)
        async with working(path, GOOD) as (app, pilot):
            app.action_safety()
            await until(pilot, lambda: isinstance(app.screen, SafetyScreen) and app.focused is not None)
            app.screen.query_one("#safety-now").focus()
            await write(pilot, "sai" + ENTER)
            await write(pilot, OTHER + ENTER)
            await write(pilot, OTHER + ENTER)
            await until(pilot, lambda: "not the passphrase" in screen_text(app))
        assert opens(path, GOOD)


@pytest.mark.alone
def test_the_tour_is_shown_at_the_very_first_start_alone_also_with_a_passphrase_from_outside(tmp_path: Path) -> None:
    from pty_terminal import PtyTerminal

    env = {"INSPECT_TUI_HOME": str(tmp_path), "INSPECT_TUI_LANG": "en", "INSPECT_TUI_PASSPHRASE": GOOD}
    with PtyTerminal([sys.executable, "-m", "inspect_tui"], env=env) as terminal:
        terminal.wait_for("1/6", 20)
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    with PtyTerminal([sys.executable, "-m", "inspect_tui"], env=env) as terminal:
        terminal.wait_for("No session yet", 20)
        assert "1/6" not in terminal.screen_text()
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
