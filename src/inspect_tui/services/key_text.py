"""Keys as people hand them on: names, fingerprints, the one text that is scanned, and its QR code."""

from __future__ import annotations

import re
from typing import Final

from inspect_tui.domain.signing import short_code
from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.exchange.keys import (
    MAX_NAME,
    PREFIX,
    KeyTextError,
    PublicIdentity,
    fingerprint_of,
    read_public_key,
    read_recipient,
)
from inspect_tui.services.key_files import KeysError

TEXT_VERSION: Final = 1
QUIET: Final = 4
"""Light modules around a QR code (ISO/IEC 18004, 5.3.8)."""
_LONGEST: Final = 50
"""Characters of a name in the text: with more the code would not fit a terminal of 24 lines."""
_TEXT: Final = re.compile(r"inspect-tui[:;](\d+)[:;]([^:;]*)[:;]([^:;]+)[:;]([^:;]+)", re.IGNORECASE)


def clean_name(name: str) -> str:
    """Return a name as it is kept: one line in NFC.

    Raises:
        KeysError: ``no_name``, ``long_name``, ``private_key``.
    """
    refuse_secret(name)
    shown = one_line("".join(c for c in one_line(name) if c.isprintable()))
    if not shown:
        raise KeysError("no_name")
    if len(shown) > MAX_NAME:
        raise KeysError("long_name", limit=MAX_NAME)
    return shown


def refuse_secret(text: str) -> None:
    """See that nobody pasted a private key.

    Raises:
        KeysError: ``private_key``.
    """
    if holds_secret(text):
        raise KeysError("private_key")


def holds_secret(text: str) -> bool:
    """Tell whether a text has a private key in it."""
    try:
        read_public_key(text)
    except KeyTextError as error:
        return error.code == "private_key"
    return False


def signing_key_from(text: str) -> str:
    """Return the signing key of what was typed, pasted or scanned.

    Raises:
        KeysError: ``private_key``, ``not_a_key``, ``recipient_given``, ``newer_text``.
    """
    refuse_secret(text)
    try:
        return read_public_key(_part(text, 3))
    except KeyTextError as error:
        raise KeysError("recipient_given" if error.code == "wrong_kind" else "not_a_key") from None


def recipient_from(text: str) -> str:
    """Return the recipient of what was typed, pasted or scanned.

    Raises:
        KeysError: ``private_key``, ``not_a_recipient``, ``signing_key_given``, ``newer_text``.
    """
    refuse_secret(text)
    try:
        return read_recipient(_part(text, 4))
    except KeyTextError as error:
        raise KeysError("signing_key_given" if error.code == "wrong_kind" else "not_a_recipient") from None


def _part(text: str, group: int) -> str:
    found = _TEXT.fullmatch("".join(text.split()))
    if found is None:
        return text
    if int(found[1]) != TEXT_VERSION:
        raise KeysError("newer_text")
    return found[group]


def text_of(public: PublicIdentity) -> str:
    """Return the one text that says what others need of a device: ``INSPECT-TUI:1:NAME:ED25519-…:AGE1…``.

    Capitals, digits and four signs only: a QR code has a short form for these, every scanner types them on every
    keyboard, and no shell takes any of them for its own. The name is there to tell two texts apart, without marks.
    """
    bare = re.sub(r"[^A-Z0-9]+", "-", fold(public.name).upper())[:_LONGEST].strip("-")
    return f"INSPECT-TUI:{TEXT_VERSION}:{bare}:{public.public_key.upper()}:{public.recipient.upper()}"


def recipient_fingerprint(recipient: str) -> str:
    """Return a recipient's short form: 4 groups of 4 signs, the first 80 bits of the SHA-256 of its text."""
    return short_code(recipient.encode())


def short_form(key: str) -> str:
    """Return the fingerprint of a signing key or a recipient."""
    return fingerprint_of(key) if key.startswith(PREFIX) else recipient_fingerprint(key)


def qr_rows(text: str, *, quiet: int = QUIET) -> list[str]:
    """Return a QR code as lines of half blocks; what is filled is dark.

    It is to be shown dark on light whatever the colours around it are, or half of all scanners read nothing.

    Args:
        text: what it says.
        quiet: light modules on each side; above and below half of one may be added.
    """
    import segno

    code = segno.make_qr(text, error="l")
    modules = [[bool(module) for module in row] for row in code.matrix_iter(border=quiet)]
    if len(modules) % 2:
        modules.append([False] * len(modules[0]))
    drawn = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    pairs = zip(modules[::2], modules[1::2], strict=True)
    return ["".join(drawn[two] for two in zip(upper, lower, strict=True)) for upper, lower in pairs]


def qr_lines(text: str, *, coloured: bool) -> list[str]:
    """Return a QR code for a terminal.

    Args:
        text: what it says.
        coloured: the terminal takes colours, so that it is black on white whatever the terminal's own are; without
            them light is drawn, which is right on a dark ground.
    """
    if coloured:
        # The two of the 256 colours that no scheme changes.
        return [f"\x1b[38;5;16;48;5;231m{row}\x1b[0m" for row in qr_rows(text)]
    inverse = str.maketrans(" ▀▄█", "█▄▀ ")
    return [row.translate(inverse) for row in qr_rows(text)]
