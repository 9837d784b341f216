"""How long a bold line is in print, for the rules under titles whose length the decree sets by the text.

Advance widths of Times New Roman Bold, in thousandths of the size; accents and tones do not widen a letter.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_WIDTHS: Final = {
    letter: width
    for width, letters in {
        250: " ,.", 278: "'/\\il", 333: "!()-:;[]`fjt", 389: "Is", 394: "{}", 444: "cerz",
        500: "#$*0123456789?J_agovxy–", 556: "Sbdhknpquđơ", 570: "+<=>", 600: "ư", 611: "FP", 667: "BELTZ",
        722: "ACDNRUVXYwĐ", 778: "GHKOQƠ", 796: "Ư", 833: "&m", 930: "@", 944: "M", 1000: "%W…",
    }.items()
    for letter in letters
}  # fmt: skip
_POINTS_TO_MM: Final = 25.4 / 72


def bold_width(text: str, size: float) -> float:
    """Return the length in millimetres of a line of Times New Roman Bold at a size in points."""
    letters = unicodedata.normalize("NFC", text)
    total = sum(_WIDTHS.get(c) or _WIDTHS.get(unicodedata.normalize("NFD", c)[0], 556) for c in letters)
    return total * size / 1000 * _POINTS_TO_MM
