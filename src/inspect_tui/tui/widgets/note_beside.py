"""What stands beside the notes: the tasks under discussion, who is present, clocks that are behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.records import LABELS, SIDES, Task
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.tui.widgets.cells import hanging
from inspect_tui.tui.wording import slow_clock_lines, status_words, symbol

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp


WIDE: Final = 1000
"""Cells before anything is laid out: nothing is wrapped yet."""


class BesideNotes(Static):
    """What stands beside the notes, wrapped for its width."""

    def __init__(self, *, id: str | None = None) -> None:
        """Make it empty."""
        super().__init__("", id=id, markup=False)
        self._tasks: Sequence[Task] = ()
        self._width = 0

    def show(self, tasks: Sequence[Task]) -> None:
        """Show the tasks under discussion and who is here."""
        self._tasks, self._width = tasks, self.size.width
        self.update(beside_notes(cast("InspectApp", self.app), tasks, self._width or WIDE))

    def on_resize(self) -> None:
        """Wrap anew for another width."""
        if self.size.width != self._width and cast("InspectApp", self.app).state is not None:
            self.show(self._tasks)


def beside_notes(app: InspectApp, tasks: Sequence[Task], width: int) -> Content:
    """Return the lines beside the notes.

    Args:
        app: with the open session.
        tasks: those of the note that is being typed.
        width: cells, by which long names are wrapped.
    """
    state = app.state
    assert state is not None
    t = app.t
    lines: list[Content] = []
    # One of them may have been deleted since it was named.
    tasks = [task for task in tasks if task.id in state.tasks]
    if tasks:
        lines.append(Content.styled(t("UNDER DISCUSSION"), "$foreground-muted bold"))
        for task in tasks[:4]:
            standing = state.standing(task.id)
            words = status_words(
                standing, state.content.session.as_of, app.catalog,
                due_soon_days=state.view.due_soon_days,
            )  # fmt: skip
            lines.append(
                Content.assemble(
                    (state.labels[task.id] + " ", "$foreground-muted"),
                    symbol(standing.status),
                    " ",
                    one_line(task.content),
                )
            )
            cause = task.cause or t("cause not known yet")
            lines.append(Content.styled(f"   {words} · {cause}", "$foreground-muted"))
        lines.append(Content(""))
    lines.append(Content.styled(t("PRESENT"), "$foreground-muted bold"))
    for side in SIDES:
        people = [p for p in state.participants(side) if p.present]
        if people:
            words = t(LABELS[side])
            lines.append(Content.styled(f"{words[:1].upper()}{words[1:]} ({len(people)})", "$foreground-muted"))
            lines.extend(Content(hanging(f"  {p.name}", width, 4)) for p in people)
    if not state.content.participants and state.is_whole:
        lines.append(Content.styled(t("Nobody yet: @ and a name lets a speaker join."), "$foreground-muted"))
    for words in slow_clock_lines(state.content.clocks, app.catalog):
        lines += [Content(""), Content.styled(words, "$foreground-muted")]
    return Content("\n").join(lines)
