"""What stands at the head of a paper and who receives it: settings of an office, never code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from inspect_tui.documents.paper import DOTS
from inspect_tui.domain.vietnamese import one_line

_NUMBER_FIRST: Final = re.compile(r"^(\d)(?=/)")


@dataclass(frozen=True, slots=True)
class PaperHead:
    """The head of a paper; what is empty becomes a dotted blank to be filled in by hand.

    Attributes:
        superior: the superior body, upright capitals; left out where only the issuing body is known, for some bodies
            have none above them.
        issuer: the issuing body, bold capitals.
        symbol: number and symbol as one text, "05/BB-TCT".
        place: the place of the place-and-date line; minutes have no such line.
        recipients: the lines of "Nơi nhận"; the block is left out where there are none.
        addressees: whom a report is addressed to, "Kính gửi"; left out where there are none.
        signer_titles: the lines over the signature of a paper that one person signs, "TM. TỔ CÔNG TÁC", "TỔ TRƯỞNG".
        signer: who signs such a paper; empty takes the session's chair.
        issued_on: the day that the clerk gave it; None prints blanks.
    """

    superior: str = ""
    issuer: str = ""
    symbol: str = ""
    place: str = ""
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    signer_titles: tuple[str, ...] = ()
    signer: str = ""
    issued_on: date | None = None


def symbol_text(symbol: str, code: str) -> str:
    """Return number and symbol as Decree 30/2020/NĐ-CP prints them: capitals, no spaces, 05 for 5.

    Small letters that somebody wrote among capitals stay: the decree's own codes have them, TTr and TTg.

    Args:
        symbol: what the office set, may be empty.
        code: the code of the kind of paper, such as ``BB``, for the blank form.
    """
    bare = one_line(symbol).replace(" ", "")
    if bare == bare.lower():
        bare = bare.upper()
    if not bare:
        return f"       /{code}-{DOTS}"
    if bare.startswith("/"):
        return f"       {bare}"
    return _NUMBER_FIRST.sub(r"0\1", bare)


def annex_symbol(symbol: str, code: str) -> str:
    """Return number and symbol as an annex cites them, with dots where the number is not given yet."""
    told = symbol_text(symbol, code).strip()
    return f"{DOTS}{told}" if told.startswith("/") else told


def recipient_lines(recipients: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of "Nơi nhận", or of "Kính gửi", with their ends: a semicolon, and a full stop at the last."""
    bare = [one_line(line).lstrip("- ").rstrip(";. ") for line in recipients]
    full = [line for line in bare if line]
    return tuple(line + (";" if place < len(full) else ".") for place, line in enumerate(full, start=1))
