"""Tasks as rows of the checklist: name, status, words, and what is left or overdue."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content

from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import source_title
from inspect_tui.domain.status import STATUS_LABELS, is_due_soon
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.tui.widgets.cells import cell_len, fit
from inspect_tui.tui.wording import (
    CONFLICT,
    CONFLICT_STYLE,
    STATUS_STYLES,
    VERDICT_SHORT,
    status_words,
    symbol,
)

if TYPE_CHECKING:
    from inspect_tui.locale import Catalog
    from inspect_tui.tui.app import InspectApp

VERDICT_FROM = 74
"""Cells from which on the verdict has a column."""
SELECTED: Final = "■"
ASKED: Final = "★"
"""Stands before a task that is to be asked about, as before a note that is to be concluded from."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in the list, or the heading of a group."""

    key: str
    selectable: bool
    task: Task | None = None
    title: str = ""
    count: str = ""


def section_row(source: str, count: str, elsewhere: int, catalog: Catalog, *, untouched: int = 0) -> TaskRow:
    """Return the heading of a source.

    Args:
        source: the source.
        count: how many of its tasks are done.
        elsewhere: how many of them stand under a source that is theirs too.
        catalog: the language.
        untouched: how many of those under it have no verdict yet.
    """
    title = catalog.t(source_title(source)).upper()
    if elsewhere > 0:
        title += " · " + catalog.n("{count} in another section", "{count} in other sections", elsewhere)
    if untouched:
        count = catalog.n("{count} to look at", "{count} to look at", untouched) + f" · {count}"
    return TaskRow(f"source:{source}", False, None, title, count)


def group_row(group: str, common: str, count: str, catalog: Catalog) -> TaskRow:
    """Return the heading of a group that is none of a source.

    Args:
        group: a key of `domain.arranging.GROUPS`.
        common: what its tasks have in common.
        count: how many of them are done.
        catalog: the language.
    """
    title = common
    if group == "status":
        title = catalog.t(STATUS_LABELS[common])
    elif not common:
        title = catalog.t("no examiner yet") if group == "examiner" else catalog.t("no lead agency")
    return TaskRow(f"group:{common}", False, None, title.upper(), count)


class TaskDrawing:
    """Draws rows of tasks of the app's open session.

    Attributes:
        label_width: cells of the longest name of a task.
    """

    def __init__(self, app: InspectApp, selected: AbstractSet[str] = frozenset()) -> None:
        """Draw with the app's language and session; ``selected`` are the tasks that bear a mark, as they are then."""
        self._app = app
        self._selected = selected
        self.label_width = 1

    def draw(self, row: TaskRow, width: int) -> list[Content]:
        """Draw a line of the list."""
        if row.task is None:
            count = f" {row.count:>8}"
            return [Content.styled(fit(row.title, width - cell_len(count)) + count, "$text-muted bold")]
        task, catalog, state = row.task, self._app.catalog, self._app.state
        assert state is not None
        if task.id not in state.tasks:
            # It was taken back, and the filter is at work on the rows that come instead.
            return [Content("")]
        standing = state.standing(task.id)
        as_of = state.content.session.as_of
        near = state.view.due_soon_days
        words = status_words(standing, as_of, catalog, due_soon_days=near)
        verdict = self._app.t(VERDICT_SHORT[task.verdict]) if width >= VERDICT_FROM else ""
        right, far = (15, 12) if verdict else (13 if catalog.language == "vi" else 16, 0)
        label = fit(state.labels[task.id], self.label_width, "right")
        room = width - self.label_width - 3 - right - 1 - (far + 1 if far else 0)
        style = STATUS_STYLES[standing.status]
        if is_due_soon(standing, as_of, near):
            style = "$text-warning"
        settled = standing.status == "done_on_time" and task.verdict in ("agreed", "done")
        body = "$text-muted" if settled else "$foreground"
        content = one_line(task.content) or catalog.t("(no words yet)")
        mark = CONFLICT + " " if ("task", task.id) in state.disputed else ""
        asked = ASKED + " " if task.asked else ""
        is_selected = task.id in self._selected
        parts: list[Content | str | tuple[str, str]] = [
            (label, "$text-accent bold" if is_selected else "$text-muted"),
            (SELECTED, "$text-accent") if is_selected else " ",
            symbol(standing.status), " ", (mark, CONFLICT_STYLE), (asked, "$text-accent bold"),
            (fit(content, room - len(mark) - len(asked)), body), " ", (fit(words, right, "right"), style),
        ]  # fmt: skip
        if far:
            parts += [" ", (fit(verdict, far, "right"), "$text-muted" if task.verdict else "$text-warning")]
        return [Content.assemble(*parts)]
