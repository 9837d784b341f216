"""This device's keys on the screen: all of it on 24 lines, and a code that a camera reads in every colour scheme."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fcntl", reason="Windows has no pty")

from textual.widgets import Static

from inspect_tui.exchange.keys import PublicIdentity
from inspect_tui.services.home import Setup
from inspect_tui.services.identities import identity_of, public_identity, show_identity
from inspect_tui.services.key_home import META, read_kept
from inspect_tui.services.key_text import recipient_fingerprint, text_of
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.help import HelpScreen
from inspect_tui.tui.screens.keys import KeysScreen
from inspect_tui.tui.themes import THEMES
from tui.app_driver import CTRL_P, CTRL_Q, ENTER, ESC, F2, Visit, running, screen_text, until, write
from tui.test_app_passphrase import GOOD, OTHER, make, setup_of, working

NAME = "Thư ký Tổ kiểm tra số 1 – Ban Dân tộc tỉnh, máy 2"


def shown(app: InspectApp, name: str) -> str:
    return str(app.screen.query_one(f"#keys-{name}", Static).content)


def camera(app: InspectApp) -> list[list[bool | None]]:
    """Return what a camera sees of the screen: two halves a cell, dark or light, None for what is neither."""
    rows: list[list[bool | None]] = []
    for strip in app.screen._compositor.render_strips():
        cells = [(c, segment.style) for segment in strip for c in segment.text]
        for filled in ("▀█", "▄█"):
            rows.append([_seen(style, front=c in filled) for c, style in cells])
    return rows


def _seen(style: Any, *, front: bool) -> bool | None:
    colour = (style.color if front else style.bgcolor) if style is not None else None
    triplet = tuple(colour.triplet) if colour is not None and colour.triplet is not None else None
    return {(0, 0, 0): True, (255, 255, 255): False}.get(triplet) if triplet is not None else None


def find_code(app: InspectApp, public: PublicIdentity, quiet: int) -> int:
    """Return in how many places the code stands on the screen with so many light modules around it."""
    import segno

    wanted = [[bool(m) for m in row] for row in segno.make_qr(text_of(public), error="l").matrix_iter(border=quiet)]
    seen, size = camera(app), len(wanted)
    found = 0
    for y in range(len(seen) - size + 1):
        for x in range(len(seen[0]) - size + 1):
            found += all(seen[y + i][x : x + size] == wanted[i] for i in range(size))
    return found


async def test_by_the_palette_and_back(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await write(pilot, CTRL_P + "device's keys" + ENTER)
        await until(pilot, lambda: isinstance(app.screen, KeysScreen) and shown(app, "fingerprint"))
        public = public_identity(visit.setup)
        assert shown(app, "fingerprint") == public.fingerprint
        assert shown(app, "signing") == public.public_key
        assert shown(app, "recipient") == public.recipient
        assert shown(app, "recipient-fingerprint") == recipient_fingerprint(public.recipient)
        await write(pilot, ENTER)
        await until(pilot, lambda: app.clipboard == text_of(public))
        await write(pilot, "\x1bOP")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and "trust add" in screen_text(app))
        await write(pilot, ESC)
        await until(pilot, lambda: isinstance(app.screen, KeysScreen))
        await write(pilot, ESC)
        await until(pilot, lambda: not isinstance(app.screen, KeysScreen))
        # A key that goes elsewhere goes there, and the panel with it.
        app.action_keys()
        await until(pilot, lambda: isinstance(app.screen, KeysScreen))
        await write(pilot, F2)
        await until(pilot, lambda: not isinstance(app.screen, KeysScreen))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_all_of_it_is_seen_and_the_code_is_read_in_every_scheme(
    visit: Visit, size: tuple[int, int], lang: str
) -> None:
    public = show_identity(visit.setup, NAME).public
    async with running(visit, size=size, lang=lang) as (app, pilot):
        app.action_keys()
        await until(pilot, lambda: isinstance(app.screen, KeysScreen) and shown(app, "fingerprint"))
        for theme in THEMES:
            app.theme = theme.name
            await until(pilot, lambda: find_code(app, public, 2) == 1)
            # On a high terminal it has all the light around it that the standard asks for.
            assert find_code(app, public, 4) == (size[1] > 24)
        words = app.screen.query_one("#keys-words")
        assert words.virtual_size.height <= words.size.height
        text = "".join(screen_text(app).split())
        for part in (public.fingerprint, recipient_fingerprint(public.recipient), "Esc"):
            assert part in text


async def test_the_size_may_change(visit: Visit) -> None:
    public = show_identity(visit.setup, NAME).public
    async with running(visit, size=(80, 24)) as (app, pilot):
        app.action_keys()
        await until(pilot, lambda: isinstance(app.screen, KeysScreen) and shown(app, "fingerprint"))
        await pilot.resize_terminal(120, 36)
        await until(pilot, lambda: find_code(app, public, 4) == 1)


async def test_keys_that_cannot_be_read_are_told(visit: Visit) -> None:
    visit.setup.home.identity.write_text("{")
    async with running(visit) as (app, pilot):
        app.action_keys()
        await until(pilot, lambda: "damaged" in screen_text(app))
        await write(pilot, ENTER + ESC)
        await until(pilot, lambda: not isinstance(app.screen, KeysScreen))
    assert visit.setup.home.identity.read_text() == "{"


async def test_an_encrypted_store_keeps_what_is_made_here(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    make(path, GOOD)
    setup = setup_of(path, GOOD)
    async with working(path, GOOD) as (app, pilot):
        app.action_keys()
        await until(pilot, lambda: isinstance(app.screen, KeysScreen) and shown(app, "fingerprint"))
        made = identity_of(setup)
        assert made.public.public_key == shown(app, "signing")
        assert made.age_secret in await app.gateway.read(lambda store: store.get_meta(META))
        assert made.age_secret not in screen_text(app)
        # Another passphrase, given while the app runs, is that of the keys too.
        await app.guard.change(OTHER)
    assert identity_of(Setup(setup.home, setup.location, OTHER, "en")) == made
    kept = read_kept(setup.home)
    assert kept is not None
    assert [wrap["kind"] for wrap in kept.wraps] == ["passphrase"]


FIRST_PAINT = """
import asyncio, sys
from pathlib import Path
from inspect_tui.services.home import Home, Setup
from inspect_tui.store.connection import Location
from inspect_tui.tui.run import open_first

home = Home(Path(sys.argv[1]))
setup = Setup(home, Location(home.store), "", "en")
first, gateway = open_first(setup, sys.argv[2])
from inspect_tui.tui.app import InspectApp

class Watched(InspectApp):
    def _after_first_paint(self):
        print(*sorted(sys.modules), file=sys.stderr)
        super()._after_first_paint()

async def run():
    async with Watched(setup, gateway, first=first).run_test(size=(80, 24)) as pilot:
        await pilot.pause()

asyncio.run(run())
gateway.close()
"""


def test_nothing_of_it_is_loaded_before_the_first_paint(visit: Visit) -> None:
    public_identity(visit.setup)
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(visit.home), visit.session], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr[-2000:]
    names = set(done.stderr.splitlines()[0].split())
    assert "textual.app" in names
    own = {name for name in names if name.startswith(("inspect_tui.services.key_", "inspect_tui.services.identities"))}
    assert not own | names & {"inspect_tui.services.trust", "inspect_tui.exchange.keys", "cryptography", "segno"}


def test_quitting_from_it_is_no_question(visit: Visit) -> None:
    with visit.in_terminal() as terminal:
        terminal.wait_for("F3")
        terminal.send(CTRL_P)
        terminal.wait_for("what do you want to do")
        terminal.send("device's keys" + ENTER)
        terminal.wait_for("Signing key")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
