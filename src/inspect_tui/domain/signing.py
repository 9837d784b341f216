"""The verification code: the short text on paper that ties it to the signed state of the journal.

Each device's chain in a session is hashed entry by entry, so the last hash of every chain commits to all that was
written. The code is made from these last hashes: change, drop or reorder one entry and it is another code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from inspect_tui.domain.journal import Entry, canonical

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that are not taken for each other on paper: no 0 and O, no 1 and I."""

GROUPS: Final = 4


Ends = Mapping[str, Sequence[tuple[int, str]]]
"""For each device the places and hashes at which its signed chain ends: one, and more where the chain forked."""


def chains(entries: Iterable[Entry]) -> dict[str, list[Any]]:
    """Return for each device the place and the hash of its last entry.

    A chain that forked, because a copied store went on under its old name, has an end for each of its branches: then
    the value is a list of such pairs. A signing that named only one of them would leave the others unsigned.
    """
    followed: set[tuple[str, str]] = set()
    known: dict[str, Entry] = {}
    for entry in entries:
        known[entry.hash] = entry
        followed.add((entry.device, entry.prev))
    ends: dict[str, list[list[Any]]] = {}
    for entry in known.values():
        if (entry.device, entry.hash) not in followed:
            ends.setdefault(entry.device, []).append([entry.seq, entry.hash])
    return {device: tips[0] if len(tips) == 1 else sorted(tips) for device, tips in sorted(ends.items())}


def signed_ends(signed: Any) -> dict[str, list[tuple[int, str]]] | None:
    """Return where the chains end that a signing names; None where it names none that could be followed.

    Args:
        signed: the value of a session's field ``signed``.
    """
    named = signed.get("chains") if isinstance(signed, Mapping) else None
    if not isinstance(named, Mapping) or not named:
        return None
    ends = {}
    for device, end in named.items():
        tips = end if isinstance(end, list) and end and isinstance(end[0], list) else [end]
        ends[device] = [place for place in map(_place, tips) if place is not None]
        if len(ends[device]) != len(tips):
            return None
    return ends


def stands_signed(state: Any, signed: Any) -> bool:
    """Tell whether a session stands signed: it says so, and shows a signing whose chains can be followed.

    Entries of several writers can leave the one without the other: each of two files is sound, and of both together
    the state is of one and the signing of the other. Without chains nothing tells what was signed, so nothing was.

    Args:
        state: the value of a session's field ``state``.
        signed: the value of its field ``signed``.
    """
    return state == "signed" and signed_ends(signed) is not None


def _place(end: Any) -> tuple[int, str] | None:
    match end:
        case [int(seq), str(digest)] if not isinstance(seq, bool):
            return seq, digest
        case _:
            return None


def verification_code(session: str, revision: int, ends: Mapping[str, list[Any]]) -> str:
    """Return the code of a signed state: 4 groups of 4 signs, 80 bits of a SHA-256.

    Args:
        session: the session's id.
        revision: the number of the revision that is signed, from 1.
        ends: the chains as `chains` gives them, just before the signing entry.
    """
    return short_code(canonical({"session": session, "revision": revision, "chains": ends}))


def short_code(data: bytes) -> str:
    """Return what people compare and type for bytes: the first 80 bits of their SHA-256 as 4 groups of 4 signs."""
    import hashlib

    number = int.from_bytes(hashlib.sha256(data).digest()[:10])
    signs = "".join(ALPHABET[number >> shift & 31] for shift in range(75, -5, -5))
    return "-".join(signs[i : i + 4] for i in range(0, 4 * GROUPS, 4))


def same_code(one: str, other: str) -> bool:
    """Tell whether two codes are the same as typed: case, spaces and dashes do not matter."""
    strip = str.maketrans("", "", " -–—\t")
    return one.translate(strip).upper() == other.translate(strip).upper()
