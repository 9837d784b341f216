"""Writes text in encodings from before Unicode, and in the code page of Vietnamese Windows, for the tests."""

from __future__ import annotations

import unicodedata

from inspect_tui.domain.legacy_text import TCVN3, VNI

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
OF_TCVN3 = {letter: code for code, letter in TCVN3.items()}
OF_VNI = {letter: code for code, letter in VNI.items()}


def old(text: str, encoding: str) -> str:
    """Write a text as the keyboard of its time did: TCVN3's toned capitals with the codes of small letters."""
    letters = unicodedata.normalize("NFC", text)
    if encoding == "vni":
        return "".join(OF_VNI.get(c) or (OF_VNI[c.lower()].upper() if c.lower() in OF_VNI else c) for c in letters)
    return "".join(OF_TCVN3.get(c) or OF_TCVN3.get(c.lower(), c) for c in letters)


def cp1258(text: str) -> bytes:
    """Encode a text; the code page has the tones as marks of their own behind letters with a shape."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(c for c in parts if c in TONES[1:])
            out += (unicodedata.normalize("NFC", parts.replace(tone, "")) + tone).encode("cp1258")
    return out
