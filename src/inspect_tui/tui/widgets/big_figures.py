"""Counts and rates in block digits, side by side, as large as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import gt
from typing import Final, Literal, NamedTuple

from textual.content import Content

from inspect_tui.domain.dates import official_date
from inspect_tui.tui.figure_words import Figure, Shown, figures_of, widest_figures
from inspect_tui.tui.widgets.block_digits import Height, block_lines
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.widgets.drawn_lines import SpokenLines

THIN: Final = "\u202f"
"""Stands before % in blocks, where a whole space would be too wide."""
SMALL: Final = "\ufe6a"
"""Stands for % and the space before it where there is little room."""
_SHARE: Final = 0.42
"""How much of the screen's height the figures may take: below them are the tasks that people talk about."""
_SHORT: Final = 24
"""Cells of a rate in blocks; what it is a share of stands on one line where it is no longer."""
_WORTH: Final = 5
"""Rows of digits that are worth the empty line under them."""
_LINES: Final = 2
"""Lines that words may take under a figure."""


Under = Literal["each", "base", "once"]
"""What stands under each rate: its base and the day; its base, and the day once under all; or both once under all."""


class Look(NamedTuple):
    """How the figures are drawn.

    Attributes:
        digits: rows of a count.
        rate: rows of a rate.
        under: what stands under each rate; what does not stands once under all of them, where columns are narrow.
        tight: one cell between digits, and a small % close to them.
    """

    digits: Height
    rate: Height
    under: Under
    tight: bool = False


def _blocks(digits: Height, under: Under) -> tuple[Look, Look]:
    return Look(digits, 3, under), Look(digits, 3, under, tight=True)


LOOKS: Final = (
    *_blocks(7, "each"), *_blocks(5, "each"), *_blocks(7, "once"), *_blocks(5, "once"), *_blocks(3, "each"),
    *_blocks(3, "once"), Look(5, 1, "once"), Look(3, 1, "once"),
)  # fmt: skip
"""The largest first, counts before words under rates, for counts are what is read from the back of the room; the last
one is taken where no height is enough, for digits in blocks are what it is about."""
EACH: Final = (
    *(look for look in LOOKS if look.under == "each"), Look(5, 1, "base"), Look(3, 1, "base"),
)  # fmt: skip
"""Where rates are shares of different things, each says of what."""


def big_lines(
    figures: Sequence[Figure],
    day: str,
    width: int,
    height: int,
    *,
    airy: bool = True,
    widest: tuple[Sequence[Figure], str] | None = None,
) -> list[Content]:
    """Return the figures as lines, as large as fits.

    Args:
        figures: the figures.
        day: as of which day, in words; empty for none.
        width: cells.
        height: lines that they should not exceed.
        airy: an empty line stands between counts and rates where there is room for it.
        widest: the widest figures and day that can come in their place: there is one look for all of them, and columns
            stay where they are from day to day.
    """
    most, longest = widest or (figures, day)
    looks = LOOKS if len({figure.base for figure in most if figure.rate}) < 2 else EACH
    for look in looks:
        is_last = look is looks[-1]
        room = _columns(most, longest, look, width)
        if room is None and is_last:
            # Better in blocks as long as they fit than never.
            room = _columns(figures, day, look, width)
        if room is None:
            continue
        air = int(airy and look.rate > 1)
        if air and look.digits == _WORTH and len(_drawn(most, longest, room, look, air=1)) > height:
            air = 0
        if len(_drawn(most, longest, room, look, air=air)) > height and not is_last:
            continue
        if any(map(gt, _least_widths(figures, day, look), room.widths)):
            room = _columns(figures, day, look, width)
        if room is not None:
            return _drawn(figures, day, room, look, air=air)
    return _listed(figures, day, width)


class Columns(NamedTuple):
    """Where the figures stand.

    Attributes:
        widths: cells of each.
        gap: cells between two.
    """

    widths: Sequence[int]
    gap: int


def _columns(figures: Sequence[Figure], day: str, look: Look, width: int) -> Columns | None:
    """Return the columns, what is left over shared out evenly; None where there is no room for them."""
    least = _least_widths(figures, day, look)
    # More than between the digits of one number, so that two numbers never read as one.
    gaps = (3,) if look.digits > 3 else (2,) if look.rate > 1 else (2, 1)
    for gap in gaps:
        if (spare := width - sum(least) - gap * (len(least) - 1)) >= 0:
            many = len(least)
            return Columns([one + spare * (i + 1) // many - spare * i // many for i, one in enumerate(least)], gap)
    return None


def _least_widths(figures: Sequence[Figure], day: str, look: Look) -> list[int]:
    return [_least_width(figure, day, look) for figure in figures]


def _listed(figures: Sequence[Figure], day: str, width: int) -> list[Content]:
    """Return the figures below each other, for a window that is too narrow for columns."""
    wide = max((cell_len(figure.number) for figure in figures), default=0)
    mixed = len({figure.base for figure in figures if figure.rate}) > 1
    lines = []
    for figure in figures:
        right = f" {figure.rate}" if figure.rate else ""
        text = fit(f"{fit(figure.number, wide, 'right')} {figure.words}", width - cell_len(right)) + right
        lines.append(Content.styled(text, figure.words_style + " bold"))
        if mixed and figure.rate:
            lines += [Content(fit(line, width, "right")) for line in wrap(figure.base, width)]
    if mixed:
        return [*lines, Content.styled(fit(day, width, "center"), "$foreground bold")]
    return [*lines, *_base_line(figures, day, width)]


def _base_line(figures: Sequence[Figure], day: str, width: int) -> list[Content]:
    """Return what all rates are shares of, and the day; no line where there is no rate."""
    base = next((figure.base for figure in figures if figure.rate), "")
    words = "% " + " · ".join(filter(None, (base, day)))
    return (
        [Content.styled(fit(line, width, "center"), "$foreground bold") for line in wrap(words, width)] if base else []
    )


def _rate_blocks(figure: Figure, look: Look) -> list[str]:
    text = figure.rate
    if look.rate > 1:
        text = text.replace(" %", SMALL) if look.tight else text.replace(" ", THIN)
    return block_lines(text, look.rate) if text else [""] * look.rate


def _least_width(figure: Figure, day: str, look: Look) -> int:
    """Return the cells that a figure needs."""
    parts = [
        len(block_lines(figure.number, look.digits, tight=look.tight)[0]),
        len(_rate_blocks(figure, look)[0]),
        _wrapped_width(figure.words, _LINES),
    ]
    if look.under != "once" and figure.rate:
        lines = 1 if look.rate > 1 and cell_len(figure.base) <= _SHORT else _LINES
        parts.append(_wrapped_width(figure.base, lines))
    if look.under == "each" and figure.rate:
        parts.append(cell_len(day))
    return max(parts)


def _wrapped_width(text: str, lines: int) -> int:
    """Return the least width at which a text takes no more than some lines, never less than its longest word."""
    width = max(map(cell_len, text.split()), default=0)
    while len(wrap(text, width)) > lines:
        width += 1
    return width


def _balanced(text: str, width: int) -> list[str]:
    """Return a text wrapped to as few lines as can be, all of them about as long."""
    lines = len(wrap(text, max(1, width)))
    return wrap(text, min(width, _wrapped_width(text, lines))) if lines > 1 else [text]


def _drawn(figures: Sequence[Figure], day: str, place: Columns, look: Look, *, air: int = 0) -> list[Content]:
    columns: list[list[tuple[str, str]]] = []
    words = [_balanced(figure.words, room) for figure, room in zip(figures, place.widths, strict=True)]
    bases = [_balanced(f.base, room) if f.rate else [] for f, room in zip(figures, place.widths, strict=True)]
    words_height = max(map(len, words), default=0)
    base_height = max(map(len, bases), default=0)
    rated = any(figure.rate for figure in figures)
    for figure, said, base in zip(figures, words, bases, strict=True):
        column = [(line, figure.style) for line in block_lines(figure.number, look.digits, tight=look.tight)]
        column += [(line, figure.words_style + " bold") for line in _padded(said, words_height + air)]
        if rated:
            column += [(line, figure.words_style + " bold") for line in _rate_blocks(figure, look)]
        if rated and look.under != "once":
            told = [*base, day] if base and look.under == "each" else base
            column += [(line, "$foreground bold") for line in _padded(told, base_height + (look.under == "each"))]
        columns.append(column)
    gap = Content(" " * place.gap)
    lines = [
        gap.join(Content.styled(fit(text, one, "center"), style)
                 for (text, style), one in zip(row, place.widths, strict=True))
        for row in zip(*columns, strict=True)
    ]  # fmt: skip
    width = sum(place.widths) + place.gap * (len(place.widths) - 1)
    if look.under == "once":
        return [*lines, *_base_line(figures, day, width)]
    if look.under == "base" and rated and day:
        return [*lines, Content.styled(fit(day, width, "center"), "$foreground bold")]
    return lines


def _padded(lines: Sequence[str], height: int) -> list[str]:
    return [*lines, *[""] * (height - len(lines))]


class BigFigures(SpokenLines):
    """The large figures of the screen."""

    _figures: Sequence[Figure] = ()
    _day = ""
    _airy = True
    _widest: tuple[Sequence[Figure], str] = ((), "")

    @property
    def figures(self) -> Sequence[Figure]:
        """What is shown."""
        return self._figures

    def show(self, shown: Shown, *, airy: bool = True) -> None:
        """Show figures.

        Args:
            shown: the figures.
            airy: whether an empty line may stand between counts and rates.
        """
        words, longest = self._day_words(shown.as_of), ""
        if shown.as_of is not None:
            days = (date(shown.as_of.year, month, 28) for month in range(1, 13))
            longest = max(map(self._day_words, days), key=cell_len)
        figures = figures_of(shown, self._catalog)
        widest = (widest_figures(shown, self._catalog), longest)
        if (figures, words, airy, widest) != (self._figures, self._day, self._airy, self._widest):
            self._figures, self._day, self._airy, self._widest = figures, words, airy, widest
            self.renew()

    def _day_words(self, day: date | None) -> str:
        return self._catalog.t("as of {day}", day=official_date(day, self._catalog.language)) if day else ""

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """Return the figures for a width."""
        room = max(3, int((height - 3) * _SHARE))
        return big_lines(self._figures, self._day, width, room, airy=self._airy, widest=self._widest)
