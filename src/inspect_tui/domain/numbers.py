"""Numbers in print, with decimal comma and thousands dot in Vietnamese, the other way in English; rounded shares."""

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


def half_up(numerator: int, denominator: int, decimals: int) -> Decimal:
    """Return numerator / denominator in percent, rounded half-up.

    Args:
        numerator: zero or more.
        denominator: more than zero.
        decimals: of the result.
    """
    return _scaled((200 * numerator * 10**decimals + denominator) // (2 * denominator), decimals)


def cut_off(numerator: int, denominator: int, decimals: int) -> Decimal:
    """Return numerator / denominator in percent with the further decimals cut off."""
    return _scaled(100 * numerator * 10**decimals // denominator, decimals)


def always_up(numerator: int, denominator: int, decimals: int) -> Decimal:
    """Return numerator / denominator in percent, rounded up whatever is cut off."""
    return _scaled(-(-100 * numerator * 10**decimals // denominator), decimals)


def _scaled(units: int, decimals: int) -> Decimal:
    # Through text: arithmetic on Decimal rounds to 28 digits.
    return Decimal(f"{units}e-{decimals}")
