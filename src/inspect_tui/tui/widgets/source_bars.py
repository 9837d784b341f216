"""A bar for each source: how many of its tasks are done, late, in time, overdue, and the rate that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from textual.content import Content

from inspect_tui.domain.dates import official_date
from inspect_tui.domain.figures import BASE_LABELS, Counts, Figures, Rate, SourceFigures, make_rate
from inspect_tui.domain.numbers import number
from inspect_tui.domain.sources import source_title
from inspect_tui.domain.status import BESIDE
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog
from inspect_tui.tui.figure_words import WALL_WORDS, has_one_base, rate_text
from inspect_tui.tui.widgets.block_digits import block_lines
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.widgets.drawn_lines import SpokenLines
from inspect_tui.tui.widgets.note_lines import LOW
from inspect_tui.tui.wording import STATUS_STYLES

STACK: Final = (
    ("done_on_time", "█", "✓", STATUS_STYLES["done_on_time"]),
    ("done_no_deadline", "▄", "✓*", STATUS_STYLES["done_no_deadline"]),
    ("done_late", "▓", "◐", STATUS_STYLES["done_late"]),
    ("open_in_time", "░", "○", STATUS_STYLES["open_in_time"]),
    ("open_no_deadline", "─", "○*", STATUS_STYLES["open_no_deadline"]),
    ("open_overdue", "▒", "✗", STATUS_STYLES["open_overdue"]),
    ("beside", "·", "‖", "$foreground-muted"),
)
"""What bars and columns are made of, as the grid is: name, pattern, symbol and style. Patterns differ without colours
too; what is called `figure_words.WALL_WORDS` is the number of that name everywhere."""
_LATE: Final = STATUS_STYLES["done_late"] + " bold"
_OVERDUE: Final = STATUS_STYLES["open_overdue"]
_INDENT: Final = 2
"""Cells before each source, the marker's place."""
_TALL: Final = 5
"""Lines of a source where there is much room: its name, a bar of three lines with numbers in blocks, a gap."""
ROOMY: Final = 3
"""Lines of a source where there is room: its name, its bar, a gap."""
MANY: Final = 7
"""From more sources on, their bars need every line of the screen."""
_BLOCK: Final = 3
_BAR: Final = 16
"""Cells that a bar keeps beside numbers in blocks."""


def stack_of(counts: Counts) -> dict[str, int]:
    """Return how many tasks are in each part of a bar; all of them add up to the tasks assigned."""
    grid = {name: counts.get(name) for name, *_ in STACK if name != "beside"}
    return {**grid, "beside": sum(counts.get(name) for name in BESIDE)}


def shares(values: Sequence[int], cells: int, whole: int | None = None) -> list[int]:
    """Return how many cells each value gets of a row of cells; one that is not zero gets one, where there are enough.

    Args:
        values: not negative.
        cells: cells of the whole.
        whole: what all cells stand for; None for the sum of the values, which then fill the row.
    """
    total = sum(values)
    if not total:
        return [0] * len(values)
    room = cells if whole is None else round(cells * total / max(whole, total))
    room = min(cells, max(room, sum(map(bool, values))))
    ends, seen = [0], 0
    for value in values:
        seen += value
        ends.append((2 * room * seen + total) // (2 * total))
    given = [end - start for start, end in pairwise(ends)]
    for place, value in enumerate(values):
        largest = max(range(len(given)), key=given.__getitem__)
        if value and not given[place] and given[largest] > 1:
            given[place], given[largest] = 1, given[largest] - 1
    return given


def legend(catalog: Catalog, names: Sequence[str]) -> list[Content]:
    """Return what the patterns mean, a part each."""
    return [
        Content.styled(f"{pattern} {symbol} {catalog.t(WALL_WORDS[name])}", style + " bold")
        for name, pattern, symbol, style in STACK
        if name in names
    ]


def joined(parts: Sequence[Content], width: int, gap: str) -> list[Content]:
    """Return parts as lines, as many on one as it has room for."""
    lines: list[Content] = []
    for part in parts:
        if lines and cell_len(lines[-1].plain) + cell_len(part.plain) + len(gap) <= width:
            lines[-1] = Content(gap).join([lines[-1], part])
        else:
            lines.append(part)
    return lines


def bar(counts: Counts, cells: int) -> Content:
    """Return a source's bar."""
    parts = stack_of(counts)
    given = shares([parts[name] for name, *_ in STACK], cells)
    pieces = [(pattern * n, style) for (_, pattern, _, style), n in zip(STACK, given, strict=True)]
    used = sum(given)
    return Content.assemble(*pieces, " " * (cells - used))


class Place(NamedTuple):
    """How the sources stand.

    Attributes:
        every: lines of a source.
        head: what stands above them.
        rated: the rates stand behind the bars; never without what they are shares of and as of when above.
    """

    every: int
    head: Sequence[Content] = ()
    rated: bool = False


class SourceBars(SpokenLines):
    """All sources, one below the other: as large as there is room for, one line each where there is none."""

    _figures: Figures | None = None
    _chosen: str | None = None

    def show(self, figures: Figures, chosen: str | None) -> None:
        """Show sources, one of them marked."""
        if figures is not self._figures or chosen != self._chosen:
            self._figures, self._chosen = figures, chosen
            self.renew()

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """Return the sources as lines."""
        figures = self._figures
        if figures is None or not figures.by_source:
            return ()
        if self.styles.auto_dimensions:
            # The late tasks below need the room more; where it is least, the base stands under the large rates above.
            is_said = height < LOW and has_one_base(figures.base)
            height = max(1, (height - 12) // 3)
            place = Place(1, rated=True) if is_said else self._arranged(figures, width, height, (1,))
        else:
            place = self._arranged(figures, width, height, (_TALL, ROOMY, 2))
        lines = [*place.head, *self._listed(figures, width, height - len(place.head), place)]
        return lines if lines[-1].plain else lines[:-1]

    def _arranged(self, figures: Figures, width: int, height: int, sizes: Sequence[int]) -> Place:
        """Return how the sources stand: as large as leaves all of them in sight, with as much above them."""
        key, rate, short = self._head(figures, width)
        gap = Content("")
        heads = ([*key, *rate, gap], [*rate, gap], rate, short) if rate else ([*key, gap],)
        for every in sizes:
            # Only the smallest have no room for what patterns mean.
            for head in heads if every == sizes[-1] else heads[:1]:
                lines = len(head) + len(figures.by_source) * every - (every >= ROOMY)
                if lines <= height and (every < _TALL or self._bar_room(figures, width) >= _BAR):
                    return Place(every, head, bool(rate))
        return Place(sizes[-1])

    def _listed(self, figures: Figures, width: int, room: int, place: Place) -> list[Content]:
        """Return the sources, as many as there is room for, and how many there are besides."""
        by_source, every = list(figures.by_source), place.every
        titles = {one.source: self._title(one, width - _INDENT) for one in by_source}
        if every < ROOMY or sum(len(title) + every - 1 for title in titles.values()) - 1 > room:
            titles = {source: [fit(" ".join(title), width - _INDENT).rstrip()] for source, title in titles.items()}
        if every < ROOMY and len(by_source) * every > room:
            by_source = self._around_chosen(by_source, max(1, (room - 1) // every))
        numbers = [self._numbers(one, rated=place.rated) for one in figures.by_source]
        widths = [max(cell_len(part) for part, _ in column) for column in zip(*numbers, strict=True)]
        lines: list[Content] = []
        for one in by_source:
            draw = self._tall if every == _TALL else self._source
            lines += draw(one, titles[one.source], width, widths, place)
        if left := len(figures.by_source) - len(by_source):
            more = self._catalog.n("and {count} more source (Tab)", "and {count} more sources (Tab)", left)
            lines.append(Content.styled(fit(" " * _INDENT + more, width), "$foreground bold"))
        return lines

    def _head(self, figures: Figures, width: int) -> tuple[list[Content], list[Content], list[Content]]:
        """Return what patterns mean, what the rate is a share of and as of when, and that in short."""
        t, room, margin = self._catalog.t, width - _INDENT, " " * _INDENT
        used = {name for one in figures.by_source for name, value in stack_of(one.counts).items() if value}
        key = legend(self._catalog, list(used))
        share = t("{share} done/assigned", share=self._share(figures.by_source[0].counts))
        key.append(Content.styled(share, "$foreground bold"))
        lines = [Content(margin) + line for line in joined(key, room, "  ")]
        full: list[Content] = []
        short: list[Content] = []
        rate = next((rate for one in figures.by_source if (rate := self._rate(one)) is not None), None)
        if rate is not None:
            day = figures.as_of
            as_of = [t("as of {day}", day=official_date(day, self._catalog.language))] if day is not None else []
            overdue = WALL_WORDS["open_overdue"]
            for told, what in ((full, t(overdue)), (short, "✗")):
                words = ", ".join([t("% {what} {base}", what=what, base=t(BASE_LABELS[rate.base])), *as_of])
                told += [Content.styled(margin + line, "$foreground bold") for line in wrap(words, max(1, room))]
        return lines, full, short

    def _around_chosen(self, by_source: list[SourceFigures], room: int) -> list[SourceFigures]:
        place = next((i for i, one in enumerate(by_source) if one.source == self._chosen), 0)
        start = min(max(0, place - room + 1), len(by_source) - room)
        return by_source[start : start + room]

    def _share(self, counts: Counts) -> str:
        language = self._catalog.language
        return f"{number(counts.done, language)}/{number(counts.assigned, language)}"

    def _numbers(self, one: SourceFigures, *, rated: bool) -> list[tuple[str, str]]:
        """Return what stands behind a bar with its style: done of all, late, overdue, the rate, what is beside."""
        language, counts = self._catalog.language, one.counts
        rate = self._rate(one) if rated else None
        beside = stack_of(counts)["beside"]
        return [
            (self._share(counts), "$foreground bold"),
            (f"◐ {number(counts.done_late, language)}" if counts.done_late else "", _LATE),
            (f"✗ {number(counts.open_overdue, language)}" if counts.open_overdue else "", _OVERDUE),
            (rate_text(rate, self._catalog), _OVERDUE) if rate and rate.numerator else ("", ""),
            (f"‖ {number(beside, language)}" if beside else "", "$foreground bold"),
        ]

    def _rate(self, one: SourceFigures) -> Rate | None:
        """Return what share of a source's tasks is overdue and not done."""
        assert self._figures is not None
        return make_rate(one.counts, "open_overdue", self._figures.base, self._figures.decimals)

    def _title(self, one: SourceFigures, width: int) -> list[str]:
        """Return the name of a source, on two lines at most."""
        name = one_line(self._catalog.t(source_title(one.source))) or self._catalog.t("(no source)")
        first, *rest = wrap(name, max(1, width))
        return [first, fit(" ".join(rest), width).rstrip()] if rest else [first]

    def _named(self, one: SourceFigures, title: Sequence[str]) -> list[Content]:
        """Return the lines of a source's name, marked where it is the one that is shown."""
        chosen = one.source == self._chosen
        marker = Content.styled("▸ " if chosen else "  ", "$text-accent bold")
        named = [Content.styled(line, "$text-accent bold" if chosen else "$foreground bold") for line in title]
        return [marker + named[0], *(Content(" " * _INDENT) + line for line in named[1:])]

    def _source(
        self, one: SourceFigures, title: Sequence[str], width: int, widths: Sequence[int], place: Place
    ) -> list[Content]:
        told = Content("").join(
            Content.styled("  " + fit(text, wide, "right"), style)
            for (text, style), wide in zip(self._numbers(one, rated=place.rated), widths, strict=True)
            if wide
        )
        room = width - _INDENT - cell_len(told.plain)
        if place.every > 1:
            drawn = Content(" " * _INDENT) + bar(one.counts, max(0, room)) + told
            return [*self._named(one, title), drawn, *[Content("")] * (place.every - 2)]
        name = max(min(room * 2 // 3, room - 10), 0)
        (named,) = self._named(one, [fit(" ".join(title), name)])
        return [Content("").join([named, Content(" "), bar(one.counts, max(0, room - name - 1)), told])]

    def _blocks(self, one: SourceFigures) -> tuple[list[str], list[str]]:
        """Return what is done of all, and what is overdue, in blocks."""
        overdue = number(one.counts.open_overdue, self._catalog.language)
        return block_lines(self._share(one.counts), _BLOCK), block_lines(overdue, _BLOCK)

    def _bar_room(self, figures: Figures, width: int) -> int:
        """Return the cells that are left for bars beside numbers in blocks."""
        blocks = [self._blocks(one) for one in figures.by_source]
        sides = [max(cell_len(text) for text, _ in self._beside(one)) for one in figures.by_source]
        left = max(len(done[0]) for done, _ in blocks) + max(len(overdue[0]) for _, overdue in blocks)
        return width - _INDENT - left - max(sides) - 8

    def _beside(self, one: SourceFigures) -> list[tuple[str, str]]:
        """Return what stands in three lines right of the blocks."""
        _, late, _, rate, beside = self._numbers(one, rated=True)
        return [late, rate, beside]

    def _tall(
        self, one: SourceFigures, title: Sequence[str], width: int, widths: Sequence[int], place: Place
    ) -> list[Content]:
        figures = self._figures
        assert figures is not None
        drawn = bar(one.counts, self._bar_room(figures, width))
        blocks = [self._blocks(source) for source in figures.by_source]
        done_wide, overdue_wide = (max(len(pair[side][0]) for pair in blocks) for side in (0, 1))
        right = max(cell_len(text) for source in figures.by_source for text, _ in self._beside(source))
        lines = self._named(one, title)
        done, overdue = self._blocks(one)
        for row, (text, style) in enumerate(self._beside(one)):
            mark, late = ("✗ " if row == 1 else "  ", overdue[row]) if one.counts.open_overdue else ("  ", "")
            lines.append(
                Content.assemble(
                    " " * _INDENT, drawn, ("  " + fit(done[row], done_wide, "right"), "$foreground"),
                    ("  " + mark + fit(late, overdue_wide, "right"), _OVERDUE),
                    ("  " + fit(text, right, "right"), style or "$foreground"),
                )
            )  # fmt: skip
        return [*lines, Content("")]
