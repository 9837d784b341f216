"""An encrypted store: a marker that was typed everywhere is in no file that the program wrote."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="Windows has no pty")

from inspect_tui.services.copying import set_passphrase
from inspect_tui.services.home import Home, Setup
from inspect_tui.store.connection import Location
from pty_terminal import PtyTerminal
from tui.app_driver import CTRL_N, CTRL_Q, ENTER, F2, F3, F4, TAB, Visit

pytestmark = pytest.mark.alone
"""With the machine to itself: it runs in a terminal of its own, or measures."""

PASSPHRASE = "hoa sen trên núi mẫu sơn"
MARKER = "Dấu hiệu Q7 riêng"
FORMS = [MARKER.encode(), MARKER.encode("utf-16-le"), b"dau hieu q7 rieng", MARKER.upper().encode(), b"7 ri\xc3\xaang"]
"""As typed, as folded for the search, and a part, for a terminal's redraw may cut words."""


def files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file():
                yield file


def found(*folders: Path) -> list[str]:
    return [f"{file.name}: {form!r}" for file in files(*folders) for form in FORMS if form in file.read_bytes()]


def start(visit: Visit, temporary: Path, *words: str, passphrase: str = PASSPHRASE) -> PtyTerminal:
    return visit.start(*words, columns=120, rows=36, INSPECT_TUI_PASSPHRASE=passphrase, TMPDIR=str(temporary),
                       HOME=str(temporary), XDG_DATA_HOME=str(temporary))  # fmt: skip


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Where the program finds temporary and home folders; the visit's own home is beside it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def test_a_marker_is_found_in_a_plain_store(visit: Visit, temporary: Path) -> None:
    """Otherwise the tests below would show nothing."""
    with start(visit, temporary, "open", visit.session, "--screen", "notes", passphrase="") as terminal:
        terminal.wait_for("●")
        terminal.send(MARKER + ENTER)
        terminal.wait_until(lambda: bool(found(visit.home)), what="the marker on disk")
        terminal.kill9()


@pytest.mark.parametrize("end", ["quit", "kill", "term", "fault"])
def test_no_file_holds_a_marker_in_clear(visit: Visit, temporary: Path, end: str) -> None:
    set_passphrase(Setup(Home(visit.home), Location(visit.db), "", "en"), PASSPHRASE)
    command = ["open", visit.session, "--screen", "notes"]
    terminal = _faulty(visit, temporary) if end == "fault" else start(visit, temporary, *command)
    with terminal:
        terminal.wait_for("copy 0:00")
        terminal.send(MARKER + ENTER)
        terminal.wait_for(MARKER)
        terminal.send(F4 + CTRL_N + MARKER + ENTER)
        terminal.wait_for("● saved")
        terminal.send(F2 + ENTER + TAB * 6 + MARKER + ENTER)
        terminal.wait_for("● saved")
        terminal.send(F3 + "còn dở " + MARKER)
        terminal.wait_for("còn dở " + MARKER)
        terminal.wait_for("● saved")
        if end == "quit":
            terminal.send(CTRL_Q)
        elif end == "term":
            terminal.signal(signal.SIGTERM)
        elif end == "kill":
            terminal.signal(signal.SIGKILL)
        else:
            terminal.send("\x1b[21~")
        terminal.wait_exit()
    looked_at = [file.name for file in files(visit.home, temporary)]
    assert "store.db" in looked_at
    assert any(name.endswith("-start.db") for name in looked_at)
    assert found(visit.home, temporary) == []
    # The words are there, for who has the passphrase.
    os.environ["INSPECT_TUI_PASSPHRASE"] = PASSPHRASE
    try:
        shown = visit.show()
    finally:
        del os.environ["INSPECT_TUI_PASSPHRASE"]
    assert shown["notes"][-1]["text"] == MARKER
    assert [d["text"] for d in shown["drafts"] if d["record"] == "note"] == ["còn dở " + MARKER]


FAULTY = """
import sys
from inspect_tui.tui.widgets.composer import Composer
from inspect_tui.tui.screens.notes import NotesScreen
def broken(self):
    words = self.query_one(Composer).words.text
    raise ValueError("no " + words)
NotesScreen.BINDINGS = [*NotesScreen.BINDINGS, ("f10", "broken", "")]
NotesScreen._merged_bindings = NotesScreen._merge_bindings()
NotesScreen.action_broken = broken
from inspect_tui.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""A program whose F10 fails with what was typed in the error and in a local variable."""


def _faulty(visit: Visit, temporary: Path) -> PtyTerminal:
    environment = {
        "INSPECT_TUI_HOME": str(visit.home), "INSPECT_TUI_LANG": "en", "TZ": "UTC", "TMPDIR": str(temporary),
        "INSPECT_TUI_PASSPHRASE": PASSPHRASE, "HOME": str(temporary),
    }  # fmt: skip
    command = [sys.executable, "-c", FAULTY, "--db", str(visit.db), "open", visit.session, "--screen", "notes"]
    return PtyTerminal(command, columns=120, rows=36, env=environment)
