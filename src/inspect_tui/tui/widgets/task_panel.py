"""The place of the task at hand; its fields are made once the first screen stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.containers import Container

from inspect_tui.domain.records import Task

if TYPE_CHECKING:
    from textual.widget import Widget

    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.widgets.several_form import SeveralForm
    from inspect_tui.tui.widgets.task_detail import TaskDetail


class TaskPanel(Container):
    """Holds a `TaskDetail` from the moment on in which the session is whole, and a form for several at once."""

    DEFAULT_CSS = """
    TaskPanel {
        & SeveralForm { display: none; }
        &.-several SeveralForm { display: block; }
        &.-several TaskDetail { display: none; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty place."""
        super().__init__(id=id)
        self._detail: TaskDetail | None = None
        self._making = False
        self._at_hand: Task | None = None
        self._wanted: str | None = None
        self._asked: tuple[str, Widget | None, str | None] | None = None

    @property
    def task_id(self) -> str | None:
        """The task at hand."""
        return self._at_hand.id if self._at_hand is not None else None

    def show_task(self, task: Task | None, *, keep_fields: bool = False) -> None:
        """Show a task; see `TaskDetail.show_task`."""
        self._at_hand = task
        state = cast("InspectApp", self.app).state
        if self._detail is not None:
            self._detail.show_task(task, keep_fields=keep_fields)
        elif not self._making and state is not None and state.is_whole:
            self._making = True
            self.run_worker(self._make())

    async def _make(self) -> None:
        from inspect_tui.tui.widgets.task_detail import TaskDetail

        detail = TaskDetail(id="task-detail")
        await self.mount(detail)
        self._detail = detail
        detail.show_task(self._at_hand)
        if self._wanted is not None:
            detail.begin(self._wanted)
        if self._asked is not None:
            await detail.ask(*self._asked)

    async def show_several(self, ids: Sequence[str]) -> SeveralForm:
        """Show the form for several tasks in the place of the one at hand, and go to it."""
        from inspect_tui.tui.widgets.several_form import SeveralForm

        found = self.query(SeveralForm)
        form = found.first() if found else SeveralForm(id="several")
        if not found:
            await self.mount(form)
        self.set_class(True, "-several")
        form.show(ids)
        form.begin()
        return form

    def show_one(self) -> None:
        """Show the task at hand again."""
        self.set_class(False, "-several")

    def refresh_head(self) -> None:
        """Show anew what is declared and said."""
        if self._detail is not None:
            self._detail.refresh_head()

    def begin(self, name: str = "verdict") -> None:
        """Put the focus into a field, once there are fields."""
        self._wanted = name
        if self._detail is not None:
            self._detail.begin(name)

    async def ask(self, what: str, came_from: Widget | None, record_id: str | None = None) -> None:
        """Open what adds to the task at hand.

        Args:
            what: ``evidence`` or ``event``.
            came_from: what the focus goes back to.
            record_id: the event, where it is not a new one.
        """
        if self._detail is None:
            self._asked = (what, came_from, record_id)
        elif self.task_id is not None:
            self.show_one()
            await self._detail.ask(what, came_from, record_id)

    async def save_open_fields(self) -> None:
        """Save whatever is typed and not yet saved."""
        if self._detail is not None:
            await self._detail.save_open_fields()
