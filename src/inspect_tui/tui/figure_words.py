"""What stands beside the large figures, in words: rates with their base, what is not in the five numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from inspect_tui.domain.dates import official_date
from inspect_tui.domain.figures import Counts, Figures, Rate, make_rate
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import source_title
from inspect_tui.domain.status import BESIDE, STATUS_LABELS
from inspect_tui.domain.twins import counted_sources, counts_overall
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog
from inspect_tui.services.views import View
from inspect_tui.tui.widgets.cells import cell_len, fit

BIG: Final = (
    ("assigned", N_("assigned")),
    ("done_on_time", N_("done on time")),
    ("done_late", N_("done late")),
    ("open_in_time", N_("in time")),
    ("open_overdue", N_("overdue, not done")),
)
"""The counts that are shown large, as the grid of papers has them; others follow in words where there are any."""
OTHERS: Final = ("done_no_deadline", "open_no_deadline", *BESIDE)


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

    def rate(self, name: str) -> Rate | None:
        """Return the share of a count; None for the whole, or where its base counts nothing."""
        if name == "assigned":
            return None
        return make_rate(self.counts, name, self.figures.base, self.figures.decimals)


def shown_figures(figures: Figures, source: str | None) -> Shown:
    """Return the figures of a source, those of all tasks where there is none of that name."""
    for one in figures.by_source:
        if one.source == source:
            return Shown(source, one.counts, one.first, figures)
    return Shown(None, figures.counts, figures.first, figures)


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


def notes_of(shown: Shown, due_soon: int, days: int, catalog: Catalog) -> list[str]:
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
        notes.append(t("Besides: {parts}", parts="; ".join(parts)))
    if due_soon:
        within = catalog.n("within {count} day", "within {count} days", days)
        notes.append(catalog.n("{count} task due {within}", "{count} tasks due {within}", due_soon, within=within))
    first = shown.first
    if (first.done_late, first.open_overdue) != (counts.done_late, counts.open_overdue):
        notes.append(
            t(
                "Against the first deadlines, before extensions: done late {late}, overdue and not done {overdue}",
                late=number(first.done_late, language),
                overdue=number(first.open_overdue, language),
            )
        )
    if shown.source is None and shown.figures.shared:
        notes.append(
            catalog.n(
                "{count} task belongs to more than one source and is counted once in the total",
                "{count} tasks belong to more than one source and are counted once in the total",
                shown.figures.shared,
            )
        )
    return notes
