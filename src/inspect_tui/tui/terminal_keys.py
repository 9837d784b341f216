"""Names of keys with Shift or Alt, as terminals without the kitty keyboard protocol send them.

Without that protocol, which the app does not use (`run`), Textual reads a key with Alt as Esc and the key, Shift with a
function key as one of F13 to F24, and Alt with a function key as the letters of its sequence. So Alt+↑ would leave the
screen, Alt+Enter would save a note instead of beginning a line, and what is bound to Shift+F8 could never be reached.
Here they have the names that they have with the protocol.
Uses Textual's table of sequences, which is private.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import Keys

_WITH_ALT: Final = re.compile(r"\x1b\[\d+;[3478][A-H~]")
_SHIFTED: Final = re.compile(r"(ctrl\+)?f(1[3-9]|2[0-4])")
_FUNCTION_KEYS: Final = (
    *((1, last) for last in "PQS"),
    *((number, "~") for number in (15, 17, 18, 19, 20, 21, 23, 24)),
)
"""Number and last character of F1, F2, F4 to F12; F3 with another key is a terminal's answer where the cursor is."""


class _Key(NamedTuple):
    """Stands where Textual has one of its `Keys`, of which it reads only the value."""

    value: str


def name_keys() -> None:
    """Have Textual know the keys by their names; doing it again changes nothing."""
    table = cast("dict[str, object]", ANSI_SEQUENCES_KEYS)
    for sequence, keys in list(ANSI_SEQUENCES_KEYS.items()):
        if not isinstance(keys, tuple):
            continue
        if len(keys) == 2 and keys[0] is Keys.Escape and _WITH_ALT.fullmatch(sequence):
            table[sequence] = (_Key(f"alt+{keys[1].value}"),)
        elif len(keys) == 1 and (shifted := _SHIFTED.fullmatch(keys[0].value)):
            table[sequence] = (_Key(f"{shifted[1] or ''}shift+f{int(shifted[2]) - 12}"),)
    table["\x1b\r"] = (_Key("alt+enter"),)
    for place, (number, last) in zip((1, 2, *range(4, 13)), _FUNCTION_KEYS, strict=True):
        for modifiers, names in ((3, "alt+"), (4, "alt+shift+"), (7, "alt+ctrl+")):
            table[f"\x1b[{number};{modifiers}{last}"] = (_Key(f"{names}f{place}"),)
