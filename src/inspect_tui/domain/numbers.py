"""Numbers in print: decimal comma and thousands dot in Vietnamese, the other way in English."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_SWAP: Final = str.maketrans(",.", ".,")


def number(value: int | Decimal, language: str = "vi") -> str:
    """Return a number with separators: 1.234,50 in Vietnamese, 1,234.50 in English."""
    text = f"{value:,}"
    return text.translate(_SWAP) if language == "vi" else text


def percent_text(value: Decimal, language: str = "vi") -> str:
    """Return a percentage: 16,67 % in Vietnamese, 16.67 % in English."""
    return f"{number(value, language)} %"
