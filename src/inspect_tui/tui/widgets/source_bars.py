"""A bar for each source: how many of its tasks are done, late, in time, overdue, and the rate that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from textual.content import Content

from inspect_tui.domain.dates import official_date
from inspect_tui.domain.figures import BASE_LABELS, Counts, Figures, Rate, SourceFigures, make_rate
from inspect_tui.domain.numbers import number
from inspect_tui.domain.sources import source_title
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog
from inspect_tui.tui.figure_words import rate_text
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.widgets.drawn_lines import SpokenLines
from inspect_tui.tui.wording import STATUS_STYLES

STACK: Final = (
    ("done", "█", "✓", N_("done"), "$text-success"),
    ("done_late", "▓", "◐", N_("done late"), STATUS_STYLES["done_late"]),
    ("open_in_time", "░", "○", N_("in time"), "$foreground"),
    ("open_overdue", "▒", "✗", N_("overdue"), STATUS_STYLES["open_overdue"]),
    ("beside", "·", "‖", N_("beside"), "$foreground-muted"),
)
"""What bars and columns are made of: name, pattern, symbol, words and style. Patterns differ without colours too."""
_LATE: Final = STATUS_STYLES["done_late"] + " bold"
_OVERDUE: Final = STATUS_STYLES["open_overdue"]
_INDENT: Final = 2
"""Cells before each source, the marker's place."""
ROOMY: Final = 3
"""Lines of a source where there is room: its name, its bar, a gap."""


def stack_of(counts: Counts) -> dict[str, int]:
    """Return how many tasks are in each part of a bar; all of them add up to the tasks assigned."""
    return {
        "done": counts.done_on_time + counts.done_no_deadline,
        "done_late": counts.done_late,
        "open_in_time": counts.open_in_time + counts.open_no_deadline,
        "open_overdue": counts.open_overdue,
        "beside": counts.suspended + counts.withdrawn + counts.transferred,
    }


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
        Content.assemble((f"{pattern} {symbol} {catalog.t(words)}", style))
        for name, pattern, symbol, words, style in STACK
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
    pieces = [(pattern * n, style) for (_, pattern, _, _, style), n in zip(STACK, given, strict=True)]
    used = sum(given)
    return Content.assemble(*pieces, " " * (cells - used))


class SourceBars(SpokenLines):
    """All sources, one below the other: two lines each where there is room, else one, the rest named."""

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
            # The late tasks below need the room more.
            return self._listed(figures, width, max(1, (height - 12) // 3), 1)
        every, head = self._arranged(figures, width, height)
        return [*head, *self._listed(figures, width, height - len(head), every)]

    def _arranged(self, figures: Figures, width: int, height: int) -> tuple[int, list[Content]]:
        """Return how many lines a source has, and what stands above them: as much as leaves all sources in sight."""
        key, rate = self._head(figures, width)
        count, gap = len(figures.by_source), Content("")
        for every, head in ((ROOMY, [*key, *rate, gap]), (2, [*key, *rate, gap]), (2, [*rate, gap]), (2, rate)):
            if len(head) + count * every - (every == ROOMY) <= height:
                return every, head
        return 2, []

    def _listed(self, figures: Figures, width: int, room: int, every: int) -> list[Content]:
        """Return the sources, as many as there is room for, and how many there are besides."""
        by_source = list(figures.by_source)
        titles = {one.source: self._title(one, width - _INDENT) for one in by_source}
        if every < ROOMY or sum(len(title) + ROOMY - 1 for title in titles.values()) - 1 > room:
            titles = {source: [fit(" ".join(title), width - _INDENT).rstrip()] for source, title in titles.items()}
        if every < ROOMY and len(by_source) * every > room:
            by_source = self._around_chosen(by_source, max(1, (room - 1) // every))
        numbers = [self._numbers(one) for one in figures.by_source]
        widths = [max(cell_len(part) for part, _ in column) for column in zip(*numbers, strict=True)]
        lines: list[Content] = []
        for one in by_source:
            lines += self._source(one, titles[one.source], width, widths, every)
        if left := len(figures.by_source) - len(by_source):
            more = self._catalog.n("and {count} more source (Tab)", "and {count} more sources (Tab)", left)
            lines.append(Content.styled(fit(" " * _INDENT + more, width), "$foreground bold"))
        return lines

    def _head(self, figures: Figures, width: int) -> tuple[list[Content], list[Content]]:
        """Return what the patterns mean, and what the rate is."""
        used = {name for one in figures.by_source for name, value in stack_of(one.counts).items() if value}
        key = joined(legend(self._catalog, list(used)), width - _INDENT, "  ")
        told: list[Content] = []
        rate = next((rate for one in figures.by_source if (rate := self._rate(one)) is not None), None)
        if rate is not None:
            t = self._catalog.t
            words = [t("% {what} {base}", what=t("overdue"), base=t(BASE_LABELS[rate.base]))]
            if figures.as_of is not None:
                words[0] += ","
                words.append(t("as of {day}", day=official_date(figures.as_of, self._catalog.language)))
            told = joined([Content.styled(part, "$foreground bold") for part in words], width - _INDENT, " ")
        margin = Content(" " * _INDENT)
        return [margin + line for line in key], [margin + line for line in told]

    def _around_chosen(self, by_source: list[SourceFigures], room: int) -> list[SourceFigures]:
        place = next((i for i, one in enumerate(by_source) if one.source == self._chosen), 0)
        start = min(max(0, place - room + 1), len(by_source) - room)
        return by_source[start : start + room]

    def _numbers(self, one: SourceFigures) -> list[tuple[str, str]]:
        """Return what stands behind a bar with its style: done of all, late, overdue, the rate, what is beside."""
        language, counts = self._catalog.language, one.counts
        rate = self._rate(one)
        beside = stack_of(counts)["beside"]
        return [
            (f"{number(counts.done, language)}/{number(counts.assigned, language)}", "$foreground bold"),
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

    def _source(
        self, one: SourceFigures, title: Sequence[str], width: int, widths: Sequence[int], every: int
    ) -> list[Content]:
        chosen = one.source == self._chosen
        marker = Content.styled("▸ " if chosen else "  ", "$text-accent bold")
        told = Content("").join(
            Content.styled("  " + fit(text, wide, "right"), style)
            for (text, style), wide in zip(self._numbers(one), widths, strict=True)
            if wide
        )
        room = width - 2 - cell_len(told.plain)
        style = "$text-accent bold" if chosen else "$foreground bold"
        if every > 1:
            named = [Content.styled(line, style) for line in title]
            lines = [marker + named[0], *(Content("  ") + line for line in named[1:])]
            return [*lines, Content("  ") + bar(one.counts, max(0, room)) + told, *[Content("")] * (every - 2)]
        name = max(min(room * 2 // 3, room - 10), 0)
        return [
            Content.assemble(
                marker, (fit(" ".join(title), name), style), " ", bar(one.counts, max(0, room - name - 1)), told
            )
        ]  # fmt: skip
