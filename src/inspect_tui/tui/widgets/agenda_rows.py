"""The agenda in rows: what is done, what lasts, what is to come, each with its time; and templates in rows."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, cast

from textual import events
from textual.content import Content
from textual.widget import Widget

from inspect_tui.domain.agenda import Agenda, now_in
from inspect_tui.services.agenda_templates import USUAL_NAME, Template
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from inspect_tui.domain.records import Session
    from inspect_tui.locale import Catalog
    from inspect_tui.tui.app import InspectApp

DONE: Final = "✓"
CURRENT: Final = "▸"
OVER: Final = "▲"
DEFAULT: Final = "★"
OVER_STYLE: Final = "$text-warning"


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item as it stands at a minute."""

    key: str
    number: int
    title: str
    planned: int
    lasted: int
    over: int
    is_current: bool
    has_begun: bool
    selectable: bool = True


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template in the list of templates."""

    key: str
    template: Template
    selectable: bool = True


def moment_of(session: Session, agenda: Agenda, now: datetime) -> datetime:
    """Return the moment until which the open item counts: now, the signing, or the end of a meeting long over."""
    signed_at = str(session.signed.get("at") or "") if session.state == "signed" else ""
    with contextlib.suppress(ValueError, TypeError):
        now = min(now, datetime.fromisoformat(signed_at))
    return now_in(now, agenda, session.ended_at)


def agenda_rows(agenda: Agenda, now: datetime) -> list[AgendaRow]:
    """Return a row for each item."""
    current = agenda.current
    return [
        AgendaRow(
            one.id, number, one.title, one.minutes, agenda.minutes(one, now), agenda.overrun(one, now),
            current is not None and one.id == current.id, one.has_begun,
        )
        for number, one in enumerate(agenda.items, start=1)
    ]  # fmt: skip


def over_words(over: int, catalog: Catalog) -> str:
    """Return how many minutes an item has lasted too long: "▲ quá 3'"."""
    return f"{OVER} " + catalog.t("{count}' over", count=over)


def _time(row: AgendaRow) -> str:
    if row.is_current:
        return f"{row.lasted}' / {row.planned}'" if row.planned else f"{row.lasted}'"
    if row.has_begun:
        return f"{row.lasted}'"
    return f"{row.planned}'" if row.planned else ""


def _title_lines(row: AgendaRow, width: int) -> list[str]:
    room = max(8, width - 2 - len(str(row.number)) - 1 - cell_len(_time(row)) - 1)
    lines = wrap(row.title or "…", room)
    return [*lines[:1], fit(" ".join(lines[1:]), room).rstrip()] if len(lines) > 2 else lines


def row_height(row: AgendaRow | TemplateRow, width: int) -> int:
    """Return the lines of a row."""
    if isinstance(row, TemplateRow):
        return 1
    return len(_title_lines(row, width)) + (1 if row.over else 0)


def draw_row(row: AgendaRow | TemplateRow, width: int, catalog: Catalog) -> list[Content]:
    """Draw an item or a template."""
    if isinstance(row, TemplateRow):
        return [_draw_template(row.template, width, catalog)]
    style = "bold" if row.is_current else "$text-muted" if row.has_begun else ""
    sign, sign_style = (CURRENT, "$text-accent bold") if row.is_current else (DONE if row.has_begun else " ", style)
    first, *rest = _title_lines(row, width)
    time = _time(row)
    indent = 2 + len(str(row.number)) + 1
    room = width - indent - cell_len(time)
    time_style = OVER_STYLE if row.over else "bold" if row.is_current else "$text-muted"
    lines = [
        Content.assemble((f"{sign} ", sign_style), (f"{row.number} ", style), (fit(first, room), style),
                         (time, time_style))
    ]  # fmt: skip
    lines += [Content.styled(" " * indent + line, style) for line in rest]
    if row.over:
        words = over_words(row.over, catalog)
        if not row.is_current:
            words += " " + catalog.t("({count}' planned)", count=row.planned)
        lines.append(Content.styled(fit(words, width, "right"), OVER_STYLE))
    return lines


def template_name(template: Template, catalog: Catalog) -> str:
    """Return what a template is called."""
    return template.name or catalog.t(USUAL_NAME)


def _draw_template(template: Template, width: int, catalog: Catalog) -> Content:
    size = catalog.n("{count} item", "{count} items", len(template.items)) + f" · {template.minutes}'"
    sign = DEFAULT if template.is_default else " "
    name = fit(template_name(template, catalog), width - 2 - cell_len(size) - 1)
    return Content.assemble((f"{sign} ", "$text-accent"), name, " ", (size, "$text-muted"))


class AgendaList(RowList[AgendaRow | TemplateRow]):
    """A list whose cursor is marked only while it has the focus: else the mark of the item that lasts stands alone."""

    def on_focus(self, event: events.Focus) -> None:
        """Show the mark."""
        self._mark("› ")

    def on_blur(self, event: events.Blur) -> None:
        """Hide the mark."""
        self._mark("  ")

    def _mark(self, marker: str) -> None:
        self._marker = marker
        self._cache.clear()
        self.refresh()


class AgendaLine(Widget):
    """One line for windows without room for the panel: which item, how long, how long it was to take."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    AgendaLine { height: 1; padding: 0 1; background: $panel; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty line."""
        super().__init__(id=id)
        self._shown: tuple[AgendaRow | None, int, int] | None = None

    def show(self, rows: list[AgendaRow]) -> None:
        """Show where the meeting is; drawn anew only where that has changed."""
        current = next((row for row in rows if row.is_current), None)
        shown = (current, sum(row.has_begun for row in rows), len(rows))
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        catalog = cast("InspectApp", self.app).catalog
        current, begun, count = self._shown or (None, 0, 0)
        width = self.size.width
        if current is None:
            words = catalog.t("Agenda: F8 begins") if begun < count else catalog.t("Agenda: all items are done")
            return Content.styled(fit(words, width), "$text-muted")
        time = _time(current)
        over = " " + over_words(current.over, catalog) if current.over else ""
        title = fit(f"{current.number}. {current.title}", width - cell_len(time) - cell_len(over) - 1)
        return Content.assemble((title, "bold"), " ", time, (over, OVER_STYLE))
