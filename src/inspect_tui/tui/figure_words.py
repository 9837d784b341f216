"""What stands beside the large figures, in words: rates with their base, what is not in the five numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from inspect_tui.domain.dates import official_date
from inspect_tui.domain.figures import BASE_LABELS, Counts, Figures, Rate, make_rate
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import source_title
from inspect_tui.domain.status import BESIDE, STATUS_LABELS, STATUS_SYMBOLS
from inspect_tui.domain.twins import counted_sources, counts_overall
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog
from inspect_tui.services.views import View
from inspect_tui.tui.widgets.cells import cell_len, fit
from inspect_tui.tui.wording import STATUS_STYLES

BIG: Final = (
    ("assigned", N_("assigned")),
    ("done_on_time", N_("done on time")),
    ("done_late", N_("done late")),
    ("open_in_time", N_("in time")),
    ("open_overdue", N_("overdue, not done")),
)
"""The counts that are shown large, as the grid of papers has them; others follow in words where there are any."""
OTHERS: Final = ("done_no_deadline", "open_no_deadline", *BESIDE)
WALL_WORDS: Final = {**STATUS_LABELS, **dict(BIG), "beside": N_("suspended, withdrawn, transferred")}
"""What numbers on the wall are called: the same words stand for the same number in figures, bars and columns."""


_SOME: Final = Counts(9, *[1] * 9)


class Note(NamedTuple):
    """A sentence under the figures, and what is left of it where there is one line for all of them."""

    full: str
    short: str


class Shown(NamedTuple):
    """The figures that are on the screen: of all tasks, or of one source.

    Attributes:
        source: the source, None for all.
        first: the counts where no extension counts.
    """

    source: str | None
    counts: Counts
    first: Counts
    figures: Figures

    @property
    def as_of(self) -> date | None:
        """The day of the figures."""
        return self.figures.as_of

    def named(self, day: date | None) -> Shown:
        """Return the figures under the name of another day, as of which they are not yet counted."""
        return self._replace(figures=self.figures._replace(as_of=day))


def shown_figures(figures: Figures, source: str | None) -> Shown:
    """Return the figures of a source, those of all tasks where there is none of that name."""
    for one in figures.by_source:
        if one.source == source:
            return Shown(source, one.counts, one.first, figures)
    return Shown(None, figures.counts, figures.first, figures)


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
    return make_figures(shown.counts, shown.figures.base, shown.figures.decimals, catalog)


def make_figures(counts: Counts, base: str, decimals: int, catalog: Catalog) -> list[Figure]:
    """Return counts with their words and rates.

    Args:
        counts: the counts.
        base: what rates are shares of.
        decimals: of the rates.
        catalog: the language.
    """
    made = []
    for name, words in BIG:
        value = counts.get(name)
        rate = make_rate(counts, name, base, decimals) if name != "assigned" else None
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


def has_one_base(base: str) -> bool:
    """Return whether the rates of all large figures are shares of the same."""
    rates = (make_rate(_SOME, name, base, 0) for name, _ in BIG[1:])
    return len({rate.base for rate in rates if rate is not None}) == 1


def widest_figures(shown: Shown, catalog: Catalog) -> list[Figure]:
    """Return the widest figures that a session's tasks can make, whatever the day or the source.

    The shares of one base are no more than 100 % together, so that all of them having two digits is the most.

    Args:
        shown: the figures that are on the screen.
        catalog: the language.
    """
    figures, language = shown.figures, catalog.language
    some = make_figures(_SOME, figures.base, figures.decimals, catalog)
    most = number(int("8" * len(str(figures.counts.assigned))), language)
    share = percent_text(Decimal("88.88").quantize(Decimal(1).scaleb(-figures.decimals)), language)
    is_rated = figures.counts.assigned > 0
    return [
        one._replace(number=most, rate=share if one.rate and is_rated else "", base=one.base if is_rated else "")
        for one in some
    ]


def counted_tasks(view: View, source: str | None) -> Iterator[Task]:
    """Yield the tasks that count in a source, or overall: then each once, also where it has two rows."""
    twins = view.tally.twins if view.tally is not None else {}
    for task in view.content.tasks:
        if counts_overall(task.id, twins) if source is None else source in counted_sources(task, twins):
            yield task


def rate_text(rate: Rate | None, catalog: Catalog) -> str:
    """Return a rate in print; empty for none."""
    return percent_text(rate.percent, catalog.language) if rate is not None else ""


def as_of_words(day: date | None, catalog: Catalog) -> str:
    """Return as of which day figures are; empty where there is none."""
    return catalog.t("figures as of {day}", day=official_date(day, catalog.language)) if day is not None else ""


def title_of(shown: Shown, catalog: Catalog) -> str:
    """Return whose figures they are."""
    if shown.source is None:
        return catalog.t("All tasks")
    return catalog.t(source_title(shown.source)) or catalog.t("(no source)")


def title_text(shown: Shown, own: date | None, width: int, catalog: Catalog, *, over_time: bool) -> str:
    """Return the line above the figures: whose they are and as of when; a second one where that is another day.

    Args:
        shown: the figures.
        own: the session's cut-off date.
        width: cells of a line; a long name gives way, the day never.
        catalog: the language.
        over_time: whether the figures over time are shown.
    """
    t = catalog.t
    parts = [t("over time") if over_time else "", as_of_words(shown.as_of, catalog)]
    rest = "".join(f" · {part}" for part in parts if part)
    name = one_line(title_of(shown, catalog))
    if shown.as_of == own:
        return _cut(name, width - cell_len(rest)) + rest
    text = _cut("⚠ " + name, width - cell_len(rest)) + rest
    if own is None:
        return text + "\n" + t("the session has no cut-off date; Home goes back")
    day = official_date(own, catalog.language)
    return text + "\n" + t("not the cut-off date, which is {day}; Home goes back", day=day)


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else fit(text, width).rstrip()


def notes_of(shown: Shown, due_soon: int, days: int, catalog: Catalog) -> list[Note]:
    """Return what the five large numbers do not say, a sentence each, what matters most first.

    Args:
        shown: the figures.
        due_soon: how many open tasks are due within some days.
        days: how many days those are.
        catalog: the language.
    """
    t, counts, language = catalog.t, shown.counts, catalog.language
    notes = []
    parts = [f"{t(STATUS_LABELS[n])} {number(counts.get(n), language)}" for n in OTHERS if counts.get(n)]
    if parts:
        notes.append(Note(t("Besides: {parts}", parts="; ".join(parts)), _besides(counts, catalog)))
    first = shown.first
    if (first.done_late, first.open_overdue) != (counts.done_late, counts.open_overdue):
        values = {"late": number(first.done_late, language), "overdue": number(first.open_overdue, language)}
        notes.append(
            Note(
                t(
                    "Against the first deadlines, before extensions: done late {late}, overdue and not done {overdue}",
                    **values,
                ),
                t("by the first deadlines: ◐ {late}, ✗ {overdue}", **values),
            )
        )
    if due_soon:
        within = catalog.n("within {count} day", "within {count} days", days)
        text = catalog.n("{count} task due {within}", "{count} tasks due {within}", due_soon, within=within)
        notes.append(Note(text, text))
    if shown.source is None and (shared := shown.figures.shared):
        full = catalog.n(
            "{count} task belongs to more than one source and is counted once in the total",
            "{count} tasks belong to more than one source and are counted once in the total",
            shared,
        )
        notes.append(
            Note(full, catalog.n("{count} task of several sources", "{count} tasks of several sources", shared))
        )
    return notes


def _besides(counts: Counts, catalog: Catalog) -> str:
    """Return what is not in the five large numbers, in short."""
    t, language, parts = catalog.t, catalog.language, []
    done, waiting = counts.done_no_deadline, counts.open_no_deadline
    if done or waiting:
        marked = [f"{symbol} {number(n, language)}" for symbol, n in (("✓", done), ("○", waiting)) if n]
        parts.append(t("without a deadline: {parts}", parts=", ".join(marked)))
    if kinds := [name for name in BESIDE if counts.get(name)]:
        words = WALL_WORDS[kinds[0] if len(kinds) == 1 else "beside"]
        parts.append(f"{t(words)} {number(sum(map(counts.get, kinds)), language)}")
    return " · ".join(parts)
