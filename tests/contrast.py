"""How well words stand out on a screen, computed from the cells that are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.color import Color
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.geometry import Region

LEAST = 4.5
"""WCAG 2.1, 1.4.3: words against what is behind them."""


class Faint(NamedTuple):
    """A run of cells that is hard to read."""

    ratio: float
    text: str
    foreground: str
    background: str


def _light(color: Color, *, foreground: bool) -> float:
    channels = []
    for value in color.get_truecolor(DEFAULT_TERMINAL_THEME, foreground=foreground):
        part = value / 255
        channels.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    red, green, blue = channels
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    """Return the ratio of a style's two colours, from 1 to 21."""
    fore, back = style.color or Color.default(), style.bgcolor or Color.default()
    one, other = _light(fore, foreground=True), _light(back, foreground=False)
    if style.dim:
        one = (one + other) / 2
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def is_line(character: str) -> bool:
    """Tell whether a character draws frames, bars and charts rather than words."""
    return "\u2500" <= character <= "\u259f" or "\u2800" <= character <= "\u28ff" or character.isspace()


def faint_words(app: Any, within: Region | None = None) -> Iterator[Faint]:
    """Yield what is too faint to read on an app's screen, or on a part of it."""
    part = within or app.screen.region
    for strip in app.screen._compositor.render_strips()[part.y : part.bottom]:
        for segment in strip.crop(part.x, part.right):
            words = "".join(one for one in segment.text if not is_line(one)).strip()
            if words and segment.style is not None and (ratio := contrast(segment.style)) < LEAST:
                colours = [c.name if c is not None else "" for c in (segment.style.color, segment.style.bgcolor)]
                yield Faint(round(ratio, 2), segment.text.strip(), *colours)
