"""Colours: one calm language, dark, light and high contrast."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme


def _quiet(muted: str, faint: str) -> dict[str, str]:
    """Return the colours of words that matter less; Textual's own are a share of the foreground and too weak to read.

    Args:
        muted: of what is settled.
        faint: of what stands in an empty field.
    """
    return {"text-muted": muted, "foreground-muted": muted, "text-disabled": faint, "foreground-disabled": faint}


THEMES: Final = (
    Theme(
        name="so-tay-toi",
        primary="#7aa2c9",
        secondary="#8fb8a8",
        accent="#e0b05a",
        warning="#e0a458",
        error="#e57373",
        success="#8cc08a",
        foreground="#dfe3e6",
        background="#14181c",
        surface="#1b2126",
        panel="#222a31",
        dark=True,
        variables=_quiet("#b0b9c0", "#98a2ab"),
    ),
    Theme(
        name="so-tay-sang",
        primary="#285a8c",
        secondary="#2f6f5b",
        accent="#9a5b00",
        warning="#9a5b00",
        error="#b3261e",
        success="#1f6b35",
        foreground="#1c2125",
        background="#fbfaf7",
        surface="#f1efe9",
        panel="#e6e3db",
        dark=False,
        variables=_quiet("#474d51", "#5a6065"),
    ),
    Theme(
        name="so-tay-tuong-phan",
        primary="#ffff00",
        secondary="#00ffff",
        accent="#ffff00",
        warning="#ffcc00",
        error="#ff7a7a",
        success="#66ff66",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        dark=True,
        variables=_quiet("#d0d0d0", "#b8b8b8"),
    ),
)
"""The first is the default."""
