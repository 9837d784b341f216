"""The figures in words, for papers: both readings of "overdue" spelled out, every rate with its base and day."""

from __future__ import annotations

from inspect_tui.domain.dates import official_date
from inspect_tui.domain.figures import BASE_LABELS, Counts, Figures, make_rate
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.sources import source_title
from inspect_tui.locale import N_, Catalog

_PARTS = (
    ("done_on_time", N_("{count} done on time")),
    ("done_late", N_("{count} done after the deadline")),
    ("done_no_deadline", N_("{count} done, without a deadline")),
    ("open_in_time", N_("{count} not done, still in time")),
    ("open_overdue", N_("{count} overdue and not done")),
    ("open_no_deadline", N_("{count} not done, without a deadline")),
    ("suspended", N_("{count} suspended")),
    ("withdrawn", N_("{count} withdrawn")),
    ("transferred", N_("{count} transferred to another agency")),
)
_RATED = ("done_on_time", "done_late", "open_overdue")


def _parts(counts: Counts, figures: Figures, catalog: Catalog, *, always: tuple[str, ...]) -> str:
    words = []
    for name, message in _PARTS:
        value = counts.get(name)
        if not value and name not in always:
            continue
        text = catalog.t(message, count=number(value, catalog.language))
        rate = make_rate(counts, name, figures.base, figures.decimals) if name in _RATED and value else None
        if rate is not None:
            share = percent_text(rate.percent, catalog.language)
            text += f" ({share} {catalog.t(BASE_LABELS[rate.base])})"
        words.append(text)
    return ", ".join(words)


def figures_sentence(figures: Figures, agency: str, catalog: Catalog) -> str:
    """Return the figures as official prose.

    The whole always names both readings, done late and overdue, also where one is zero. A rate stands only with its
    base, and the sentence opens with the cut-off date.

    Args:
        figures: what `figures.figures` counted.
        agency: the agency's name.
        catalog: the language to write in.
    """
    counts = figures.counts
    who = agency or catalog.t("the agency")
    if counts.assigned == 0:
        return catalog.t("No task has been assigned to {agency} in this checklist.", agency=who)
    total = catalog.n(
        "{number} task", "{number} tasks", counts.assigned, number=number(counts.assigned, catalog.language)
    )
    both = ("done_on_time", "done_late", "open_overdue")
    detail = _parts(counts, figures, catalog, always=both)
    values = {"agency": who, "total": total, "detail": detail}
    if figures.as_of is None:
        text = catalog.t("{agency} was assigned {total}: {detail}.", **values)
    else:
        day = official_date(figures.as_of, catalog.language)
        text = catalog.t("By the figures as of {day}, {agency} was assigned {total}: {detail}.", day=day, **values)
    if len(figures.by_source) > 1:
        parts = [
            catalog.t(
                "{source}: {total}, of which {detail}",
                source=catalog.t(source_title(one.source)),
                total=catalog.n(
                    "{number} task", "{number} tasks", one.counts.assigned,
                    number=number(one.counts.assigned, catalog.language),
                ),
                detail=_done_of(one.counts, catalog) + _parts(one.counts, figures, catalog, always=()),
            )
            for one in figures.by_source
        ]  # fmt: skip
        text += " " + catalog.t("By source: {parts}.", parts="; ".join(parts))
    return text


def _done_of(counts: Counts, catalog: Catalog) -> str:
    """Return "2/3 tasks done; " where some are done and some are not, the usual wording for a short list."""
    if 0 < counts.done < counts.assigned:
        return catalog.t("{done}/{assigned} tasks done: ", done=counts.done, assigned=counts.assigned)
    return ""
