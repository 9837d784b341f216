"""Counts and rates in block digits, side by side, as large as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from textual.content import Content

from inspect_tui.domain.dates import official_date
from inspect_tui.domain.figures import BASE_LABELS
from inspect_tui.domain.numbers import number
from inspect_tui.domain.status import STATUS_SYMBOLS
from inspect_tui.locale import Catalog
from inspect_tui.tui.figure_words import BIG, Shown, rate_text
from inspect_tui.tui.widgets.block_digits import Height, block_lines
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.widgets.drawn_lines import DrawnLines, SpokenLines
from inspect_tui.tui.wording import STATUS_STYLES

THIN: Final = "\u202f"
"""Stands before % in blocks, where a whole space would be too wide."""
_SHARE: Final = 0.42
"""How much of the screen's height the figures may take: below them are the tasks that people talk about."""
ROOMY: Final = 36
"""Lines of the window from which on notes stand apart."""
_SHORT: Final = 24
"""Cells of a rate in blocks; what it is a share of stands on one line where it is no longer."""
_LINES: Final = 2
"""Lines that words may take under a figure."""


class Look(NamedTuple):
    """How the figures are drawn.

    Attributes:
        digits: rows of a count.
        rate: rows of a rate.
        each: base and day stand under each rate; otherwise once under all of them, where columns are narrow.
    """

    digits: Height
    rate: Height
    each: bool


LOOKS: Final = (
    Look(7, 3, True), Look(5, 3, True), Look(5, 3, False), Look(3, 3, True), Look(3, 3, False), Look(5, 1, False),
    Look(3, 1, False),
)  # fmt: skip
"""The largest first; the last one is taken where no height is enough, for digits in blocks are what it is about."""
EACH: Final = (*(look for look in LOOKS if look.each), Look(5, 1, True), Look(3, 1, True))
"""Where rates are shares of different things, each says of what."""


class Figure(NamedTuple):
    """A count, what it counts, and its rate with what that is a share of; empty texts for no rate."""

    number: str
    words: str
    rate: str
    base: str
    style: str
    words_style: str


def figures_of(shown: Shown, catalog: Catalog) -> list[Figure]:
    """Return the figures with their words."""
    made = []
    for name, words in BIG:
        value = shown.counts.get(name)
        rate = shown.rate(name)
        symbol = STATUS_SYMBOLS.get(name, "")
        style = STATUS_STYLES.get(name, "$foreground")
        made.append(
            Figure(
                number(value, catalog.language),
                f"{symbol} {catalog.t(words)}".strip(),
                rate_text(rate, catalog),
                catalog.t(BASE_LABELS[rate.base]) if rate is not None else "",
                style if value else "$foreground-muted",
                style if value else "$foreground",
            )
        )
    return made


def big_lines(figures: Sequence[Figure], day: str, width: int, height: int, *, airy: bool = True) -> list[Content]:
    """Return the figures as lines, as large as fits.

    Args:
        figures: the figures.
        day: as of which day, in words; empty for none.
        width: cells.
        height: lines that they should not exceed.
        airy: an empty line stands between counts and rates where there is room for it.
    """
    looks = LOOKS if len({figure.base for figure in figures if figure.rate}) < 2 else EACH
    for look in looks:
        least = [_least_width(figure, day, look) for figure in figures]
        gap = next((gap for gap in (2, 1) if sum(least) + gap * (len(least) - 1) <= width), 0)
        if not gap:
            continue
        widths = _widths(least, gap, width)
        lines = _drawn(figures, day, widths, look, air=int(airy and look.rate > 1))
        if len(lines) <= height or look is looks[-1]:
            return lines
    return _listed(figures, day, width)


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
    text = figure.rate.replace(" ", THIN) if look.rate > 1 else figure.rate
    return block_lines(text, look.rate) if text else [""] * look.rate


def _least_width(figure: Figure, day: str, look: Look) -> int:
    """Return the cells that a figure needs."""
    parts = [
        len(block_lines(figure.number, look.digits)[0]),
        len(_rate_blocks(figure, look)[0]),
        _wrapped_width(figure.words, 1 if look.each and look.rate > 1 else _LINES),
    ]
    if look.each and figure.rate:
        lines = 1 if look.rate > 1 and cell_len(figure.base) <= _SHORT else _LINES
        parts += [_wrapped_width(figure.base, lines), cell_len(day)]
    return max(parts)


def _wrapped_width(text: str, lines: int) -> int:
    """Return the least width at which a text takes no more than some lines, never less than its longest word."""
    width = max(map(cell_len, text.split()), default=0)
    while len(wrap(text, width)) > lines:
        width += 1
    return width


def _widths(least: Sequence[int], gap: int, width: int) -> list[int]:
    """Return the columns' widths, each but the last with its gap behind it; what is left over is shared out evenly."""
    wanted = [*(one + gap for one in least[:-1]), *least[-1:]]
    spare = width - sum(wanted)
    return [one + spare * (i + 1) // len(wanted) - spare * i // len(wanted) for i, one in enumerate(wanted)]


def _balanced(text: str, width: int) -> list[str]:
    """Return a text wrapped to as few lines as can be, all of them about as long."""
    lines = len(wrap(text, max(1, width)))
    return wrap(text, min(width, _wrapped_width(text, lines))) if lines > 1 else [text]


def _drawn(figures: Sequence[Figure], day: str, widths: Sequence[int], look: Look, *, air: int = 0) -> list[Content]:
    columns: list[list[tuple[str, str]]] = []
    # Behind the last column there is no gap.
    rooms = [*(one - 1 for one in widths[:-1]), *widths[-1:]]
    words = [_balanced(figure.words, room) for figure, room in zip(figures, rooms, strict=True)]
    bases = [_balanced(f.base, room) if f.rate else [] for f, room in zip(figures, rooms, strict=True)]
    words_height = max(map(len, words), default=0)
    base_height = max(map(len, bases), default=0)
    rated = any(figure.rate for figure in figures)
    for figure, said, base in zip(figures, words, bases, strict=True):
        column = [(line, figure.style) for line in block_lines(figure.number, look.digits)]
        column += [(line, figure.words_style + " bold") for line in _padded(said, words_height + air)]
        if rated:
            column += [(line, figure.words_style + " bold") for line in _rate_blocks(figure, look)]
        if rated and look.each:
            column += [(line, "$foreground bold") for line in _padded([*base, day] if base else [], base_height + 1)]
        columns.append(column)
    lines = [
        Content.assemble(*((fit(text, one, "center"), style) for (text, style), one in zip(row, widths, strict=True)))
        for row in zip(*columns, strict=True)
    ]
    return lines if look.each else [*lines, *_base_line(figures, day, sum(widths))]


def _padded(lines: Sequence[str], height: int) -> list[str]:
    return [*lines, *[""] * (height - len(lines))]


class BigFigures(SpokenLines):
    """The large figures of the screen."""

    _figures: Sequence[Figure] = ()
    _day = ""
    _airy = True

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
        day = shown.as_of
        words = self._catalog.t("as of {day}", day=official_date(day, self._catalog.language)) if day else ""
        figures = figures_of(shown, self._catalog)
        if (figures, words, airy) != (self._figures, self._day, self._airy):
            self._figures, self._day, self._airy = figures, words, airy
            self.renew()

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """Return the figures for a width."""
        return big_lines(self._figures, self._day, width, max(3, int((height - 3) * _SHARE)), airy=self._airy)


class NoteLines(DrawnLines):
    """Sentences under the figures, one behind the other as far as a line goes."""

    def __init__(self, *, id: str | None = None) -> None:
        """Make it with nothing to say."""
        super().__init__(id=id)
        self._notes: Sequence[str] = ()

    @property
    def notes(self) -> Sequence[str]:
        """The sentences."""
        return self._notes

    def show(self, notes: Sequence[str]) -> None:
        """Show other sentences."""
        if notes != self._notes:
            self._notes = notes
            self.renew()

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """Return the sentences, centred; one that has no room beside another begins a line."""
        lines: list[str] = []
        for note in self._notes:
            if lines and cell_len(lines[-1]) + cell_len(note) + 5 <= width:
                lines[-1] += "  ·  " + note
            else:
                lines += wrap(note, width)
        made = [Content.styled(fit(line, width, "center"), "$foreground bold") for line in lines]
        return [Content(""), *made] if made and height >= ROOMY else made
