"""What stands beside the notes: the tasks under discussion, who is present, clocks that are behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from inspect_tui.domain.records import LABELS, SIDES, Task
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.tui.wording import slow_clock_lines, status_words, symbol

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp


def beside_notes(app: InspectApp, tasks: Sequence[Task]) -> Content:
    """Return the lines beside the notes.

    Args:
        app: with the open session.
        tasks: those of the note that is being typed.
    """
    state = app.state
    assert state is not None
    t = app.t
    lines: list[Content] = []
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
            lines.extend(Content(f"  {p.name}") for p in people)
    if not state.content.participants and state.is_whole:
        lines.append(Content.styled(t("Nobody yet: @ and a name lets a speaker join."), "$foreground-muted"))
    for words in slow_clock_lines(state.content.clocks, app.catalog):
        lines += [Content(""), Content.styled(words, "$foreground-muted")]
    return Content("\n").join(lines)
