"""What is declared of a task, and where it stands: the head of the task at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import source_title, sources_of
from inspect_tui.domain.status import STATUS_LABELS
from inspect_tui.domain.twins import other_rows
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.tui.wording import STATUS_STYLES, status_words, symbol

if TYPE_CHECKING:
    from inspect_tui.locale import Catalog
    from inspect_tui.tui.state import SessionState

MUTED = "$foreground-muted"


def head_of(task: Task, state: SessionState, catalog: Catalog) -> Content:
    """Return the lines above a task's fields.

    Args:
        task: the task.
        state: its session.
        catalog: the language.
    """
    t, session, standing = catalog.t, state.content.session, state.standing(task.id)
    title = f"{state.labels[task.id]} · {(one_line(task.content) or t('(no words yet)'))}"
    lines = [Content.assemble(("★ ", "$text-accent") if task.asked else "", (title, "bold"))]
    given = [task.document]
    if task.issued_on is not None:
        given.append(t("given {day}", day=screen_date(task.issued_on)))
    if any(given):
        lines.append(Content.styled(" · ".join(g for g in given if g), MUTED))
    when = t("no deadline")
    if standing.deadline is not None:
        when = t("Due {day}", day=screen_date(standing.deadline))
    if task.deadline_text:
        when += f" («{task.deadline_text}»)"
    first = standing.first_deadline
    if first is not None and first != standing.deadline:
        when += t(", extended from {day}", day=screen_date(first, near=standing.deadline))
    words = status_words(standing, session.as_of, catalog, due_soon_days=state.view.due_soon_days)
    label = t(STATUS_LABELS[standing.status])
    words = f"{label}, {words}" if standing.days_overdue else label
    style = STATUS_STYLES[standing.status]
    lines.append(Content.assemble(when + " · ", symbol(standing.status), " ", (words, style)))
    if standing.first_status != standing.status:
        first_words = t(STATUS_LABELS[standing.first_status])
        days = catalog.n("{count} day past it", "{count} days past it", standing.days_past_first)
        lines.append(Content(t("Against the first deadline: {status}, {days}", status=first_words, days=days)))
    if elsewhere := _elsewhere(task, state, catalog):
        lines.append(Content.styled(elsewhere, MUTED))
    if task.declared_completed_on is not None:
        lines.append(Content(t("Declared done on {day}", day=screen_date(task.declared_completed_on))))
    if task.declared_status:
        lines.append(Content(t("Declared: {words}", words=one_line(task.declared_status))))
    who = [t("lead: {agency}", agency=task.lead)] if task.lead else []
    if task.coordinating:
        who.append(t("with: {agencies}", agencies="; ".join(task.coordinating)))
    if who:
        lines.append(Content.styled(" · ".join(who), MUTED))
    return Content("\n").join(lines)


def _elsewhere(task: Task, state: SessionState, catalog: Catalog) -> str:
    """Return where else the task counts: in other sources, or as another row of the register."""
    t = catalog.t
    titles = [t(source_title(source)) for source in sources_of(task.source)[1:]]
    twins = state.view.tally.twins if state.view.tally is not None else {}
    rows = [state.labels[other] for other in other_rows(task.id, twins)]
    words = [t("also counted in: {sources}", sources="; ".join(titles))] if titles else []
    if rows:
        words.append(t("the same task as {labels}, counted once overall", labels=", ".join(rows)))
    return " · ".join(words)
