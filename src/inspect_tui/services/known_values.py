"""What fields had before in this store, the most used first: the lists that grow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inspect_tui.domain.known_words import LONGEST
from inspect_tui.store.known_values import uses_of_values
from inspect_tui.store.store import Store

MOST: Final = 200
"""Values of one field; nobody looks through more."""


def known_values(store: Store, kind: str, fields: Sequence[str], *, but: str = "") -> dict[str, list[str]]:
    """Return the values of some fields, by field, the most used ones first.

    Args:
        store: the store.
        kind: the kind of record.
        fields: fields that hold words.
        but: a session that is left out, for what it has is at hand already; empty for none.
    """
    uses = uses_of_values(store, kind, fields, longest=LONGEST, but=but)
    return {name: sorted(one, key=lambda words: (-one[words], words))[:MOST] for name, one in uses.items()}
