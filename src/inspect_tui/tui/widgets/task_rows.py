"""Tasks as rows of the checklist: name, status, words, and what is left or overdue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import source_title
from inspect_tui.domain.status import is_due_soon
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


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in the list, or the heading of a source."""

    key: str
    selectable: bool
    task: Task | None = None
    title: str = ""
    count: str = ""


def section_row(source: str, count: str, elsewhere: int, catalog: Catalog) -> TaskRow:
    """Return the heading of a source.

    Args:
        source: the source.
        count: how many of its tasks are done.
        elsewhere: how many of them stand under a source that is theirs too.
        catalog: the language.
    """
    title = catalog.t(source_title(source)).upper()
    if elsewhere > 0:
        title += " · " + catalog.n("{count} in another section", "{count} in other sections", elsewhere)
    return TaskRow(f"source:{source}", False, None, title, count)


class TaskDrawing:
    """Draws rows of tasks of the app's open session.

    Attributes:
        label_width: cells of the longest name of a task.
    """

    def __init__(self, app: InspectApp) -> None:
        """Draw with the app's language and session."""
        self._app = app
        self.label_width = 1

    def draw(self, row: TaskRow, width: int) -> list[Content]:
        """Draw a line of the list."""
        if row.task is None:
            count = f"{row.count:>9}"
            return [Content.styled(fit(row.title, width - cell_len(count)) + count, "$text-muted bold")]
        task, catalog, state = row.task, self._app.catalog, self._app.state
        assert state is not None
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
        parts: list[Content | str | tuple[str, str]] = [
            (label, "$text-muted"), " ", symbol(standing.status), " ", (mark, CONFLICT_STYLE),
            (fit(content, room - len(mark)), body), " ", (fit(words, right, "right"), style),
        ]  # fmt: skip
        if far:
            parts += [" ", (fit(verdict, far, "right"), "$text-muted" if task.verdict else "$text-warning")]
        return [Content.assemble(*parts)]
