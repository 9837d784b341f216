"""Tasks whose days matter, with the days in blocks: overdue ones first, then those done late, then those due soon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.binding import Binding
from textual.content import Content

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.numbers import number
from inspect_tui.domain.records import Task
from inspect_tui.domain.status import STATUS_SYMBOLS, Standing, is_due_soon
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog
from inspect_tui.services.views import View
from inspect_tui.tui.figure_words import Shown, counted_tasks
from inspect_tui.tui.widgets.block_digits import Height, block_lines
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.wording import STATUS_STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping

LATE: Final = ("open_overdue", "done_late")
SECTIONS: Final = {
    "open_overdue": N_("✗ Overdue, not done: {count}"),
    "done_late": N_("◐ Done late: {count}"),
    "due_soon": N_("○ Due soon: {count}"),
    "extended": N_("Past the first deadline, in time by an extension: {count}"),
}
"""The parts of the list in their order."""
BLOCKS_FROM: Final = 44
"""Cells from which on days stand in blocks."""
ROOMY: Final = 30
"""Lines of the window from which on an empty line stands between two tasks."""
LARGE: Final = (150, 44)
"""Columns and lines of the window from which on they are larger."""
_UNIT: Final = 9


@dataclass(frozen=True, slots=True)
class LateRow:
    """A task with the days that matter, or the heading of a part, which has no task."""

    key: str
    section: str
    standing: Standing | None = None
    task: Task | None = None
    days: int = 0
    words: str = ""

    @property
    def selectable(self) -> bool:
        """Whether it is a task."""
        return self.task is not None


def section_of(standing: Standing, view: View) -> tuple[str, int] | None:
    """Return the part of the list in which a task stands and the days that matter there; None for no part."""
    if standing.status in LATE:
        return standing.status, standing.days_overdue
    day = view.figures.as_of
    if is_due_soon(standing, day, view.due_soon_days) and standing.deadline is not None and day is not None:
        return "due_soon", (standing.deadline - day).days
    if standing.days_past_first and standing.status in ("open_in_time", "done_on_time"):
        return "extended", standing.days_past_first
    return None


def late_rows(view: View, shown: Shown, catalog: Catalog, *, whole: bool = True) -> list[LateRow]:
    """Return the rows of a session's list, of one source or of all.

    Args:
        view: the session as of the day that is shown.
        shown: the figures beside the list, which say how many tasks are late.
        catalog: the language.
        whole: whether all tasks have been read; only then it is known which ones are due soon.
    """
    parts: dict[str, list[LateRow]] = {name: [] for name in SECTIONS}
    for task in counted_tasks(view, shown.source):
        standing = view.standing_of[task.id]
        if (found := section_of(standing, view)) is not None and (whole or found[0] in LATE):
            parts[found[0]].append(LateRow(task.id, found[0], standing, task, found[1]))
    rows: list[LateRow] = []
    for name, listed in parts.items():
        if listed:
            # What is due first is what there is least time for.
            listed.sort(key=lambda row: row.days if row.section == "due_soon" else -row.days)
            count = shown.counts.get(name) if name in LATE else len(listed)
            words = catalog.t(SECTIONS[name], count=number(count, catalog.language))
            rows += [LateRow(f"section:{name}", name, words=words), *listed]
    return rows


class LateDrawing:
    """Draws the rows.

    Attributes:
        roomy: an empty line stands between two tasks.
        block: rows of the days.
        labels: the names by which tasks are called.
    """

    def __init__(self, catalog: Catalog) -> None:
        """Draw in a language."""
        self._catalog = catalog
        self.roomy = False
        self.block: Height = 3
        self.labels: Mapping[str, str] = {}
        self._digits = 0

    def set_size(self, width: int, height: int) -> None:
        """Draw for a window of that many cells and lines."""
        self.roomy = height >= ROOMY
        self.block = 5 if width >= LARGE[0] and height >= LARGE[1] else 3

    def measure(self, rows: Sequence[LateRow]) -> None:
        """Make room for the most days."""
        most = max((row.days for row in rows if row.task is not None), default=0)
        self._digits = max(7, len(block_lines(number(most, self._catalog.language), self.block)[0]))

    def height(self, row: LateRow, width: int) -> int:
        """Count a row's lines."""
        if row.task is None or width < BLOCKS_FROM:
            return 1
        return self.block + self.roomy

    def draw(self, row: LateRow, width: int) -> list[Content]:
        """Draw a row."""
        if row.task is None or row.standing is None:
            return [Content.styled(fit("  " + row.words, width), _style(row.section) + " bold")]
        style, status = _style(row.section), row.standing.status
        label = self.labels.get(row.task.id, "")
        days, unit = number(row.days, self._catalog.language), self._unit(row)
        content = one_line(row.task.content) or self._catalog.t("(no words yet)")
        if width < BLOCKS_FROM:
            right = f" {days}"
            text = fit(f"{label} {STATUS_SYMBOLS[status]} {content}", width - cell_len(right))
            return [Content.assemble((text, "$foreground"), (right, style))]
        room = width - self._digits - 2 - _UNIT - 1
        name = f"{label} {STATUS_SYMBOLS[status]} "
        told = wrap(name + content, room)
        facts = self._facts(row.task, row.standing, room)
        # Where nothing else is known, the words have all lines.
        keep = max(2, self.block - len(facts))
        if len(told) > keep:
            told = [*told[: keep - 1], " ".join(told[keep - 1 :])]
        lines = [(line, "$foreground bold") for line in told]
        lines += [(line, "$foreground") for line in facts[: self.block - len(told)]]
        lines += [("", "$foreground")] * (self.block - len(lines))
        made = []
        for place, (digits, (text, look)) in enumerate(zip(block_lines(days, self.block), lines, strict=True)):
            named = place == 0 and text.startswith(name)
            body: list[tuple[str, str]] = [(name, style + " bold")] if named else []
            body.append((fit(text[len(name) if named else 0 :], room - (cell_len(name) if named else 0)), look))
            made.append(
                Content.assemble(
                    (fit(digits, self._digits, "right") + "  ", style), (fit(unit[place], _UNIT), style), " ", *body
                )
            )
        return [*made, *[Content("")] * self.roomy]

    def _unit(self, row: LateRow) -> list[str]:
        """Return what the days are, a word on a line, beside the digits' middle."""
        message = {"due_soon": N_("day|left"), "done_late": N_("day|late")}.get(row.section, N_("day|overdue"))
        many = {"due_soon": N_("days|left"), "done_late": N_("days|late")}.get(row.section, N_("days|overdue"))
        words = self._catalog.t(message if row.days == 1 else many).split("|")
        lines = [*[""] * (self.block // 2), *words][: self.block]
        return [*lines, *[""] * (self.block - len(lines))]

    def _facts(self, task: Task, standing: Standing, width: int) -> list[str]:
        """Return cause, deadline and what was there before an extension, what matters most first."""
        t, facts = self._catalog.t, []
        if cause := one_line(task.cause):
            facts.append(t("Cause: {cause}", cause=cause))
        parts = []
        if standing.deadline is not None:
            parts.append(t("due {day}", day=screen_date(standing.deadline)))
        if standing.first_deadline is not None and standing.first_deadline != standing.deadline:
            parts.append(t("at first {day}", day=screen_date(standing.first_deadline)))
            if standing.days_past_first:
                past = standing.days_past_first
                parts.append(self._catalog.n("{count} day past that", "{count} days past that", past))
        if standing.completed_on is not None:
            parts.append(t("done {day}", day=screen_date(standing.completed_on)))
        if parts:
            facts.append(" · ".join(parts))
        return [fit(fact, width) for fact in facts]


def _style(section: str) -> str:
    return {
        "open_overdue": STATUS_STYLES["open_overdue"], "done_late": STATUS_STYLES["done_late"] + " bold",
        "due_soon": "$text-accent bold", "extended": "$foreground bold",
    }[section]  # fmt: skip


class LateList(RowList[LateRow]):
    """The list; Home is first asked whether another day is shown, which it leaves."""

    BINDINGS = [Binding("home", "home", show=False)]

    leave_day: Callable[[], bool] | None = None
    """Goes back to the session's own day; False where that is shown."""

    def action_home(self) -> None:
        """Go back to the session's own day, else to the first row."""
        if self.leave_day is None or not self.leave_day():
            self.action_first()
