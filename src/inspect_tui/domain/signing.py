"""The verification code: the short text on paper that ties it to the signed state of the journal.

Each device's chain in a session is hashed entry by entry, so the last hash of every chain commits to all that was
written. The code is made from these last hashes: change, drop or reorder one entry and it is another code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from inspect_tui.domain.journal import Entry, canonical

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that are not taken for each other on paper: no 0 and O, no 1 and I."""

GROUPS: Final = 4


def chains(entries: Iterable[Entry]) -> dict[str, list[int | str]]:
    """Return for each device the place and the hash of its last entry."""
    last: dict[str, Entry] = {}
    for entry in entries:
        known = last.get(entry.device)
        if known is None or (entry.seq, entry.hash) > (known.seq, known.hash):
            last[entry.device] = entry
    return {device: [entry.seq, entry.hash] for device, entry in sorted(last.items())}


def verification_code(session: str, revision: int, ends: Mapping[str, list[int | str]]) -> str:
    """Return the code of a signed state: 4 groups of 4 signs, 80 bits of a SHA-256.

    Args:
        session: the session's id.
        revision: the number of the revision that is signed, from 1.
        ends: the chains as `chains` gives them, just before the signing entry.
    """
    digest = hashlib.sha256(canonical({"session": session, "revision": revision, "chains": ends})).digest()
    number = int.from_bytes(digest[:10])
    signs = [ALPHABET[(number >> shift) & 31] for shift in range(75, -5, -5)]
    return "-".join("".join(signs[i * 4 : i * 4 + 4]) for i in range(GROUPS))


def same_code(one: str, other: str) -> bool:
    """Tell whether two codes are the same as typed: case, spaces and dashes do not matter."""
    strip = str.maketrans("", "", " -–—\t")
    return one.translate(strip).upper() == other.translate(strip).upper()
