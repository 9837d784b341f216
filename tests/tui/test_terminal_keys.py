"""Keys with Shift or Alt as a terminal sends them, read as the app reads them: without the kitty protocol."""

from __future__ import annotations

import runpy

import pytest
from textual import _ansi_sequences, constants, events
from textual._xterm_parser import XTermParser

from inspect_tui.tui.terminal_keys import name_keys

SENT = {
    "\x1b[1;3A": ("alt+up", "escape up"),
    "\x1b[1;3B": ("alt+down", "escape down"),
    "\x1b[1;3D": ("alt+left", "escape left"),
    "\x1b[1;4A": ("alt+shift+up", "escape shift+up"),
    "\x1b[1;2P": ("shift+f1", "f13"),
    "\x1b[19;2~": ("shift+f8", "f20"),
    "\x1b[34~": ("shift+f8", "f20"),
    "\x1b[20;6~": ("ctrl+shift+f9", "ctrl+f21"),
    "\x1b\r": ("alt+enter", ""),
    "\x1b[20;3~": ("alt+f9", ""),
    "\x1bOS": ("f4", "f4"),
    "\x1b[1;2A": ("shift+up", "shift+up"),
    "\x1b[1;5D": ("ctrl+left", "ctrl+left"),
    "\x1b[3~": ("delete", "delete"),
}
"""What is sent, how we call it, and how stock Textual does; nothing where it has no name of its own for it."""


@pytest.fixture(autouse=True)
def _as_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", True)


def read(sequence: str) -> str:
    return " ".join(event.key for event in XTermParser().feed(sequence) if isinstance(event, events.Key))


@pytest.mark.parametrize("sequence", SENT)
def test_a_key_has_the_name_that_it_has_with_the_protocol(sequence: str) -> None:
    name_keys()
    name_keys()
    assert read(sequence) == SENT[sequence][0]


@pytest.mark.parametrize("sequence", SENT)
def test_stock_textual_calls_it_otherwise(sequence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The table is one for the whole run, and the keys may be named by now.
    stock = runpy.run_path(_ansi_sequences.__file__)["ANSI_SEQUENCES_KEYS"]
    monkeypatch.setattr("textual._xterm_parser.ANSI_SEQUENCES_KEYS", stock)
    assert read(sequence) == SENT[sequence][1]
