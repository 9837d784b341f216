"""Numbers of tasks as reports print them and people type them; read in one way on screen and on the command line."""

from __future__ import annotations

import re
from typing import Final

from inspect_tui.domain.records import FIELDS

MOST: Final = FIELDS["declared"]["assigned"].most
"""The largest number of tasks that a session can hold."""

_WHOLE: Final = re.compile(r"[0-9]{1,20}", re.ASCII)
# 12.160 or 12,160 is a number of tasks as reports print it: no count has decimals. All signs are alike, else 1.234,567
# would be one; and none stands behind a zero, else 0.125 would be one.
_GROUPED: Final = re.compile(
    r"[1-9][0-9]{0,2}(?P<sign>[., \u00a0\u202f])[0-9]{3}(?:(?P=sign)[0-9]{3})*", re.ASCII
)  # fmt: skip


def read_count(text: str) -> int | None:
    """Return the number that a text prints: 18, 03, 12.160, 12,160, 12 160; None for nothing.

    Raises:
        ValueError: it is no count, or none that a session can hold.
    """
    words = text.strip()
    if not words:
        return None
    if not (_WHOLE.fullmatch(words) or _GROUPED.fullmatch(words)):
        raise ValueError(text)
    count = int("".join(letter for letter in words if letter.isdecimal()))
    if count > MOST:
        raise ValueError(text)
    return count
