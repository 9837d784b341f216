"""The keys of fields and lists themselves, for help: what works in them on every screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.widget import Widget

from inspect_tui.locale import N_
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine

_WORDS: Final = (
    ("Ctrl+← →", N_("A word to the left or right; with Shift it is selected")),
    ("Ctrl+W", N_("Delete the word before the cursor")),
    ("Ctrl+U", N_("Delete everything before the cursor")),
    ("Ctrl+K", N_("Delete everything behind the cursor")),
    ("Ctrl+Z", N_("Take back the last word, deletion or paste; Ctrl+Y does it again")),
)
KEYS: Final[Sequence[tuple[type[Widget], str, Sequence[tuple[str, str]]]]] = (
    (TextEditor, N_("IN THIS FIELD"), (*_WORDS, ("Shift+Enter", N_("A new line; also Alt+Enter, Ctrl+J")))),
    (TextLine, N_("IN THIS FIELD"), _WORDS),
    (ChoiceLine, N_("IN THIS CHOICE"), (
        ("← →", N_("The value before or the next one; so does its first letter")),
        ("Enter", N_("All values as a list: arrows move, Enter takes, Esc gives up")),
    )),
    (RowList, N_("IN THIS LIST"), (
        ("↑ ↓", N_("The row above or below")),
        ("PgUp PgDn", N_("A screen further up or down")),
        ("Home End", N_("The first or the last row")),
    )),
)  # fmt: skip
"""Kind of widget, heading, keys with what they do."""


def keys_of(widget: Widget | None) -> tuple[str, Sequence[tuple[str, str]]]:
    """Return heading and keys of what has the focus; nothing where it has none of its own.

    Args:
        widget: what has the focus.
    """
    return next(((head, keys) for kind, head, keys in KEYS if isinstance(widget, kind)), ("", ()))
