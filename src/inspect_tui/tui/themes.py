"""Colours: one calm language, dark, light and high contrast."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

from inspect_tui.locale import N_

PLAIN: Final = Theme(
    name="so-tay-thiet-bi-cuoi",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_default",
    warning="ansi_magenta",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "input-selection-background": "ansi_bright_blue",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_bright_blue",
        "screen-selection-foreground": "ansi_black",
    },
)
"""The terminal's own colours, for those that have sixteen or none; cursor and focus are underlined there.

Neither yellow nor white nor black: the terminal's ground may be light or dark."""


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
        surface="#141414",
        panel="#242424",
        dark=True,
        variables=_quiet("#dcdcdc", "#c4c4c4") | {"input-selection-background": "#565600"},
    ),
    PLAIN,
)
"""The first is the default. What is muted can still be read, which a test measures."""

THEME_WORDS: Final = {
    "so-tay-toi": N_("dark"),
    "so-tay-sang": N_("light"),
    "so-tay-tuong-phan": N_("high contrast"),
    PLAIN.name: N_("the terminal's own"),
}
"""What each is called."""
