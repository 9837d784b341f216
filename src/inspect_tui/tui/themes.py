"""Colours: one calm language, dark, light and high contrast."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

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
        variables={
            "text-muted": "auto 72%",
            "text-disabled": "auto 62%",
            "foreground-muted": "#dfe3e6 72%",
            "block-cursor-blurred-background": "#7aa2c9 26%",
        },
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
        variables={
            "text-muted": "auto 74%",
            "text-disabled": "auto 66%",
            "foreground-muted": "#1c2125 74%",
            "block-cursor-blurred-background": "#285a8c 22%",
        },
    ),
    Theme(
        name="so-tay-tuong-phan",
        primary="#ffff00",
        secondary="#00ffff",
        accent="#ffff00",
        warning="#ffcc00",
        error="#ff6666",
        success="#66ff66",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        dark=True,
        variables={
            "text-muted": "auto 85%",
            "text-disabled": "auto 72%",
            "foreground-muted": "#ffffff 85%",
            "block-cursor-blurred-background": "#ffff00 24%",
        },
    ),
)
"""The first is the default. What is muted is still to be read: 4.5 to 1 on every ground, which a test measures."""
