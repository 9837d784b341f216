"""The list side of the checklist: filter, groups and order, tasks, and which of them are selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.ordering import checklist_order
from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import sources_of
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.task_rows import TaskDrawing, TaskRow, group_row, section_row
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.services.views import View
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.state import SessionState
    from inspect_tui.tui.widgets.filter_choices import FilterChoices


class TaskListing(Vertical):
    """Tasks under a filter, in groups; Space selects some of them.

    Attributes:
        selected: ids of the selected tasks.
    """

    DEFAULT_CSS = """
    TaskListing {
        & #filter-row { height: 1; padding: 0 1; }
        & #filter-label { width: auto; color: $text-muted; padding: 0 1 0 0; }
        & #filter { width: 1fr; background: $background; }
        & #arranged { width: auto; color: $text-muted; padding: 0 0 0 1; }
        & #arranged.-selected { color: $text-accent; text-style: bold; }
        & #tasks { padding: 0 0 0 1; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty list."""
        super().__init__(id=id)
        self.selected: set[str] = set()
        self._found: set[str] | None = None
        self._ordered: tuple[View, tuple[str, str], list[tuple[str, list[Task]]]] | None = None

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    @property
    def state(self) -> SessionState:
        """The open session."""
        state = self.inspect.state
        assert state is not None
        return state

    @property
    def group(self) -> str:
        """What tasks are grouped by, a key of `domain.arranging.GROUPS`."""
        return self.inspect.arranged[0]

    @property
    def sort(self) -> str:
        """In which order they stand, a key of `domain.arranging.SORTS`."""
        return self.inspect.arranged[1]

    def compose(self) -> ComposeResult:
        """Yield filter and list."""
        t = self.inspect.t
        with Horizontal(id="filter-row"):
            yield Static(t("Filter:"), id="filter-label", markup=False)
            yield TextLine(placeholder=t("words, status; ↓ all filters"), id="filter")
            yield Static("", id="arranged", markup=False)
        self.drawing = TaskDrawing(self.inspect, self.selected)
        yield RowList[TaskRow](self.drawing.draw, empty=self.empty_words(), id="tasks")

    @property
    def tasks(self) -> RowList[TaskRow]:
        """The list of tasks."""
        return self.query_one("#tasks", RowList)

    @property
    def filter(self) -> TextLine:
        """The filter."""
        return self.query_one("#filter", TextLine)

    def empty_words(self) -> str:
        """Return what an empty checklist says."""
        t = self.inspect.t
        if self.state.content.tasks:
            return t("No task has these words.") + " " + t("Esc takes the filter away.")
        if not self.state.is_whole:
            return ""
        return t("No task yet. Press F8 to read the register (Excel, Word or CSV), or F9 to add a task by hand.")

    # What is shown

    def fill(self) -> None:
        """Show all tasks that pass the filter."""
        self.drawing.label_width = self.state.label_width
        self._found = None
        gone = {task for task in self.selected if task not in self.state.tasks} if self.state.is_whole else set()
        self.selected.difference_update(gone)
        if self.filter.text:
            self._begin_filter(self.filter.text)
        else:
            self.show_rows()

    def show_rows(self) -> None:
        """Show the tasks that pass the filter, in their groups and order."""
        rows: list[TaskRow] = []
        for common, members in self._groups():
            if (heading := self._heading(common, members)) is not None:
                rows.append(heading)
            rows.extend([TaskRow(t.id, True, t) for t in members])
        listing = self.tasks
        listing.empty = self.empty_words()
        listing.set_rows(rows)
        self.say()

    def _groups(self) -> Iterable[tuple[str, list[Task]]]:
        """Return the tasks that pass, in groups; all of them are put in order once, not at each key of the filter."""
        view, how = self.state.view, (self.group, self.sort)
        if self._ordered is None or self._ordered[0] is not view or self._ordered[1] != how:
            self._ordered = (view, how, list(self._arrange(view.content.tasks)))
        groups, found = self._ordered[2], self._found
        if found is None:
            return groups
        passing = ((common, [task for task in members if task.id in found]) for common, members in groups)
        return [(common, members) for common, members in passing if members]

    def _arrange(self, tasks: Sequence[Task]) -> Iterable[tuple[str, list[Task]]]:
        where = self.state.view.standing_of
        if (self.group, self.sort) == ("source", "late"):
            return checklist_order(tasks, where)
        from inspect_tui.domain.arranging import arrange

        spoken = {task: place for place, note in enumerate(self.state.content.notes) for task in note.tasks}
        return arrange(tasks, where, group=self.group, sort=self.sort, spoken=spoken)

    def _heading(self, common: str, members: Sequence[Task]) -> TaskRow | None:
        catalog, where = self.inspect.catalog, self.state.view.standing_of
        if self.group != "source":
            done = sum(where[t.id].status.startswith("done") for t in members)
            return group_row(self.group, common, f"{done}/{len(members)}", catalog) if self.group else None
        whole = {one.source: one.counts for one in self.state.view.figures.by_source}
        if self._found is None and common in whole:
            done, total = whole[common].done, whole[common].assigned
        else:
            done, total = sum(where[t.id].status.startswith("done") for t in members), len(members)
        elsewhere = total - len(members) if self.state.is_whole else 0
        untouched = sum(not t.verdict for t in members) if self.state.is_whole else 0
        return section_row(common, f"{done}/{total}", elsewhere, catalog, untouched=untouched)

    def follow_task(self, task: Task) -> bool:
        """Show a task's change in its row; False where it may stand elsewhere now."""
        row = self.tasks.row(task.id)
        if row is None or row.task is None or self.group != "source" or row.task.source != task.source:
            return False
        self.tasks.update_row(task.id, TaskRow(task.id, True, task))
        shown = self._shown()
        for source in sources_of(task.source):
            heading = self._heading(source, [one for one in shown if sources_of(one.source)[0] == source])
            if heading is not None and self.tasks.row(heading.key) is not None:
                self.tasks.update_row(heading.key, heading)
        return True

    def _shown(self) -> list[Task]:
        tasks = self.state.content.tasks
        return list(tasks) if self._found is None else [t for t in tasks if t.id in self._found]

    def shown_ids(self) -> list[str]:
        """Return the ids of the tasks in the list, from above."""
        return [row.key for row in self.tasks.rows if row.selectable]

    def say(self) -> None:
        """Say how many are selected, else how the tasks are arranged where that is not the usual way."""
        words = self.query_one("#arranged", Static)
        t = self.inspect.t
        words.set_class(bool(self.selected), "-selected")
        if self.selected:
            words.update(self.inspect.catalog.n("{count} selected · Esc", "{count} selected · Esc", len(self.selected)))
        elif (self.group, self.sort) != ("source", "late"):
            from inspect_tui.domain.arranging import GROUPS, SORTS

            words.update(Content(f"{t(GROUPS[self.group])} · {t(SORTS[self.sort])}"))
        else:
            words.update("")

    def rearrange(self, *, group: str | None = None, sort: str | None = None) -> None:
        """Show the tasks in other groups or in another order."""
        self.inspect.arranged = (self.group if group is None else group, self.sort if sort is None else sort)
        self.show_rows()

    # Which are selected

    def select(self, ids: Iterable[str], *, on: bool) -> None:
        """Select tasks, or select them no more."""
        (self.selected.update if on else self.selected.difference_update)(ids)
        self.tasks.redraw()
        self.say()

    def at_hand(self) -> list[str]:
        """Return the selected tasks in the order of the list, else the one at the cursor."""
        if self.selected:
            shown = self.shown_ids()
            unseen = self.selected.difference(shown)
            hidden = [task.id for task in self.state.content.tasks if task.id in unseen] if unseen else []
            return [*(one for one in shown if one in self.selected and one in self.state.tasks), *hidden]
        # A row stays until the filter is done, also that of a task that was taken back.
        key = self.tasks.cursor_key
        return [key] if key is not None and key in self.state.tasks else []

    # Filter

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Filter while typing."""
        if event.control.id == "filter":
            event.stop()
            self._begin_filter(event.text)

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Enter in the filter goes to the list."""
        if event.control.id == "filter":
            event.stop()
            self.tasks.focus()

    def set_filter(self, text: str) -> None:
        """Put a text into the filter."""
        self.filter.text = text
        self._begin_filter(text)

    def _begin_filter(self, text: str) -> None:
        # A function, for a newer key may cancel this before it has begun.
        self.run_worker(partial(self._filter, text), exclusive=True, group="filter")  # type: ignore[arg-type]

    async def _filter(self, text: str) -> None:
        from inspect_tui.tui.filtering import tasks_that_pass

        at_cursor = self.tasks.cursor_key
        self._found = await tasks_that_pass(self.inspect, text)
        self.show_rows()
        if self.tasks.cursor_key != at_cursor and (first := next(iter(self.shown_ids()), None)) is not None:
            # The task that was looked at does not pass: the first one is what was looked for.
            self.tasks.highlight(first)

    async def choose_filter(self) -> FilterChoices:
        """Show all filters with the number of tasks that each leaves."""
        from inspect_tui.tui.widgets.filter_choices import FilterChoices

        found = self.query(FilterChoices)
        choices = found.first() if found else FilterChoices(id="filter-choices")
        if not found:
            await self.mount(choices, after=self.query_one("#filter-row"))
        choices.show(self)
        return choices
