"""Rows and lines of the screens, in words, symbols and colours; a status never by colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from textual.content import Content

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.figures import BASE_LABELS, Figures, make_rate
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.records import Attachment, SlowClock
from inspect_tui.domain.status import DUE_SOON_DAYS, STATUS_LABELS, STATUS_SYMBOLS, Standing
from inspect_tui.locale import N_, Catalog
from inspect_tui.tui.widgets.cells import cell_len

STATUS_STYLES: Final[dict[str, str]] = {
    "done_on_time": "$text-success", "done_late": "$text-warning", "done_no_deadline": "$text-success",
    "open_in_time": "$foreground", "open_overdue": "$text-error bold", "open_no_deadline": "$foreground",
    "suspended": "$text-muted", "withdrawn": "$text-muted", "transferred": "$text-muted",
}  # fmt: skip

VERDICT_SHORT: Final[dict[str, str]] = {
    "": N_("not looked at"),
    "agreed": N_("as declared"),
    "done": N_("finished"),
    "not_done": N_("unfinished"),
    "partly": N_("in part"),
}
"""Verdicts in a column of the checklist."""

STATUS_SHORT: Final[dict[str, str]] = {
    "done_on_time": N_("on time"),
    "done_no_deadline": N_("done"),
    "open_no_deadline": N_("no deadline"),
}
"""Statuses in a column of the checklist, where the symbol says the rest."""


def symbol(status: str) -> Content:
    """Return a status's symbol in its colour."""
    return Content.styled(STATUS_SYMBOLS[status], STATUS_STYLES[status])


def status_words(
    standing: Standing, as_of: date | None, catalog: Catalog, *, due_soon_days: int = DUE_SOON_DAYS
) -> str:
    """Return a status in a few words, with the days that matter: "quá 16 ngày", "còn 2 ngày"."""
    match standing.status:
        case "open_overdue":
            return catalog.n("{count} day overdue", "{count} days overdue", standing.days_overdue)
        case "done_late":
            return catalog.n("{count} day late", "{count} days late", standing.days_overdue)
        case "open_in_time" if standing.deadline is not None and as_of is not None:
            left = (standing.deadline - as_of).days
            if left <= due_soon_days:
                return catalog.n("{count} day left", "{count} days left", left)
            return catalog.t("due {day}", day=screen_date(standing.deadline, near=as_of))
        case status:
            return catalog.t(STATUS_SHORT.get(status, STATUS_LABELS[status]))


_STRIP: Final = (
    ("open_overdue", N_("overdue, open"), 1),
    ("done_on_time", N_("on time"), 2),
    ("done_late", N_("finished late"), 3),
    ("open_in_time", N_("in time"), 4),
    ("done_no_deadline", N_("done, no deadline"), 6),
    ("open_no_deadline", N_("open, no deadline"), 7),
)
"""The counts in their order, in short words; both that may be meant by "overdue" say which one they are."""
_STRIP_GAP: Final = "   "
_NARROW_GAP: Final = "  "
_BASE: Final = 8
_OTHERS: Final = -1
_FIRST: Final = -2


CONFLICT: Final = "≠"
"""Stands before whatever two people wrote differently."""

CONFLICT_STYLE: Final = "$text-warning"


def figures_line(figures: Figures, catalog: Catalog, width: int, *, conflicts: int = 0) -> Content:
    """Return the strip of figures; what matters least goes first where the line is narrow.

    Rates stand only where there is room for their base too, for a rate without one says nothing.

    Args:
        figures: the session's figures.
        catalog: the language.
        width: cells of the line.
        conflicts: how many fields are to be decided; they are always said, with the key that leads there.
    """
    first: list[tuple[int, Content, int]] = []
    if conflicts:
        words = catalog.n("{count} conflict", "{count} conflicts", conflicts)
        first = [(_FIRST, Content.styled(f"{CONFLICT} {words} · F12", CONFLICT_STYLE + " bold"), 0)]
    parts = first + _strip_parts(figures, catalog, rates=True)
    _drop_zeros(parts, width)
    if _strip_width(parts, _NARROW_GAP) > width:
        parts = first + _strip_parts(figures, catalog, rates=False)
        _drop_zeros(parts, width)
    others = 0
    while len(parts) > 1 + len(first) and _strip_width(parts, _NARROW_GAP) > width:
        least = max((part for part in parts if part[0] != _OTHERS), key=lambda part: part[0])
        parts.remove(least)
        others += least[2]
        if others:
            # What has no room of its own is still counted, so that the strip adds up.
            parts = [part for part in parts if part[0] != _OTHERS]
            words = catalog.t("others {count}", count=number(others, catalog.language))
            parts.append((_OTHERS, Content.styled(words, "$text-muted"), 0))
    gap = _STRIP_GAP if _strip_width(parts, _STRIP_GAP) <= width else _NARROW_GAP
    return Content(gap).join([part for _, part, _ in parts])


def _drop_zeros(parts: list[tuple[int, Content, int]], width: int) -> None:
    """Take out counts of nothing, the least first, as long as that is what keeps the line from fitting."""
    for part in sorted(parts, key=lambda part: -part[0]):
        if _strip_width(parts, _NARROW_GAP) <= width:
            return
        if 0 < part[0] < _BASE and not part[2]:
            parts.remove(part)


def _strip_width(parts: list[tuple[int, Content, int]], gap: str) -> int:
    return sum(cell_len(part.plain) + len(gap) for _, part, _ in parts) - len(gap)


def _strip_parts(figures: Figures, catalog: Catalog, *, rates: bool) -> list[tuple[int, Content, int]]:
    """Return the parts with their rank and how many tasks each counts."""
    counts, language = figures.counts, catalog.language
    total = catalog.n("{number} task", "{number} tasks", counts.assigned, number=number(counts.assigned, language))
    parts: list[tuple[int, Content, int]] = [(0, Content.styled(total, "bold"), 0)]
    rated = False
    for name, words, rank in _STRIP:
        value = counts.get(name)
        if not value and name in ("done_no_deadline", "open_no_deadline"):
            continue
        style = STATUS_STYLES[name] if value else "$text-muted"
        part = Content.styled(f"{STATUS_SYMBOLS[name]} {catalog.t(words)} {number(value, language)}", style)
        rate = make_rate(counts, name, figures.base, figures.decimals)
        # The line names one base, so a rate of another one has no place in it.
        of_base = rate is not None and rate.base == figures.base
        if rates and rate is not None and of_base and value and name in ("open_overdue", "done_on_time"):
            part = part + Content.styled(f" · {percent_text(rate.percent, language)}", "$text-muted")
            rated = True
        parts.append((rank, part, value))
    beside = counts.suspended + counts.withdrawn + counts.transferred
    if beside:
        words = catalog.t("suspended, withdrawn, transferred")
        parts.append((5, Content.styled(f"‖ {words} {number(beside, language)}", "$text-muted"), beside))
    if rated:
        parts.append((_BASE, Content.styled("% " + catalog.t(BASE_LABELS[figures.base]), "$text-muted"), 0))
    return parts


SLOW_MS: Final = 60_000
"""How far a clock is behind before a person is told."""


def slow_clock_lines(clocks: Iterable[SlowClock], catalog: Catalog) -> list[str]:
    """Return what is said of clocks that are a minute or more behind; their notes stand in corrected order."""
    return [
        catalog.n(
            "The clock of {person}'s machine is {count} minute behind; its notes stand where they belong.",
            "The clock of {person}'s machine is {count} minutes behind; its notes stand where they belong.",
            clock.behind // SLOW_MS,
            person=clock.person or clock.device[-4:],
        )
        for clock in clocks
        if clock.behind >= SLOW_MS
    ]


def bar(done: int, total: int, cells: int) -> str:
    """Return how far work is as a bar; an empty one where there is no total."""
    full = cells * min(done, total) // max(1, total)
    return "▓" * full + "░" * (cells - full)


def size_words(attachment: Attachment) -> str:
    """Return how large a file is."""
    size = attachment.size or 0
    return f"{size} B" if size < 1000 else f"{round(size / 1000)} KB" if size < 999_500 else f"{size / 1e6:.1f} MB"
