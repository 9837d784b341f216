"""Figures (F5), large, for the wall: what is done, what is overdue, a share of what, as of when, and how it came so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.timeline import Timeline, timeline
from inspect_tui.locale import N_
from inspect_tui.services.store_settings import change_store_settings
from inspect_tui.services.views import View
from inspect_tui.tui.commands import APP_COMMANDS, UNDO_COMMANDS, Command
from inspect_tui.tui.figure_words import Shown, counted_tasks, notes_of, shown_figures, title_text
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.frame import SessionScreen
from inspect_tui.tui.shown_day import ShownDay
from inspect_tui.tui.widgets.big_figures import BigFigures
from inspect_tui.tui.widgets.key_bar import KeyHint
from inspect_tui.tui.widgets.late_rows import LateDrawing, LateList, LateRow, late_rows
from inspect_tui.tui.widgets.note_lines import LOW, NoteLines
from inspect_tui.tui.widgets.rate_form import RateForm
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.source_bars import MANY, SourceBars
from inspect_tui.tui.widgets.timeline_chart import TimelineChart


class FiguresScreen(SessionScreen):
    """Block digits, a bar for each source, the late tasks; or the grid over time. As of any day."""

    OWN_KEY = "figures"
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        *UNDO_COMMANDS,
        Command("back", "escape", "", N_("back"), N_("Back to the checklist"), "back", 9),
        Command("day-after", "right", "← →", N_("day"), N_("Figures as of the next day"), "move_day(1)", 1),
        Command("day-before", "left", "", N_("day"), N_("Figures as of the day before"), "move_day(-1)", 9),
        Command("month-after", "shift+right", "", N_("month"), N_("As of a month later"), "move_month(1)", 9),
        Command("month-before", "shift+left", "", N_("month"), N_("As of a month before"), "move_month(-1)", 9),
        Command("own-day", "home", "", N_("cut-off date"), N_("Back to the cut-off date"), "own_day", 9),
        Command("chart", "f7", "F7", N_("chart"), N_("Done, late and open over time, and back"), "chart", 0),
        Command("declared", "f8", "F8", N_("reported"), N_("What the agency declared, against the checklist"),
                "app.show('declared')", 1),
        Command("rates", "f9", "F9", N_("rates"), N_("What rates are shares of, their decimals, and what is due soon"),
                "choose_rates", 1),
        Command("sources", "tab", "Tab", N_("sources"), N_("Figures of the next source, then of all"),
                "next_source(1)", 2),
        Command("sources-back", "shift+tab", "", N_("source before"), N_("Figures of the source before"),
                "next_source(-1)", 9),
    )  # fmt: skip
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "The figures for the projector. Every rate says what it is a share of and as of which day.\n"
            "Tab goes through the sources. Up and down move in the late tasks, Enter opens one.\n"
            "Left and right show the figures as of another day, with Shift of another month; nothing is saved by that, "
            "and Home goes back to the cut-off date.\n"
            "F7 shows how the tasks stood over time, F8 what the agency declared.\n"
            "F9 changes what rates are shares of, in papers too, and within how many days a task is due soon.\n"
            "F5 shows everything again as at first; F10 shows the task that is being discussed."
        ),
    }

    DEFAULT_CSS = """
    FiguresScreen {
        & #title { height: auto; padding: 0 1; text-style: bold; text-align: center; }
        & #title.-other-day { background: $warning; color: $background; }
        & #big { margin: 1 0 0 0; }
        & #notes { padding: 0 1; }
        & #lower { layout: horizontal; height: 1fr; margin: 1 0 0 0; }
        & #sources { width: 45%; height: 1fr; padding: 0 3 0 0; }
        & #late { width: 1fr; height: 1fr; }
        & #chart { padding: 1 2 0 2; display: none; }
        & #rates { display: none; }
        &.-no-sources #sources { display: none; }
        &.-rates #rates { display: block; }
        &.-chart { & #chart { display: block; } & #big, & #notes, & #lower { display: none; } }
        &.-low #big { margin: 0; }
        &.-narrow {
            & #lower { layout: vertical; margin: 0; }
            & #sources { width: 1fr; height: auto; padding: 0 1 0 0; }
            & #chart { padding: 0 1; }
        }
    }
    """

    def __init__(self) -> None:
        """Make the screen; it begins with all sources, as of the cut-off date."""
        super().__init__()
        self._source: str | None = None
        self._day = ShownDay()
        self._counted: Shown | None = None
        self._to_count = False

    def compose_work(self) -> ComposeResult:
        """Yield figures, bars, late tasks and chart."""
        catalog = self.inspect.catalog
        self.drawing = LateDrawing(catalog)
        with Vertical():
            yield Static("", id="title", markup=False)
            yield RateForm(catalog, id="rates")
            yield BigFigures(catalog, id="big")
            yield NoteLines(id="notes")
            with Container(id="lower"):
                yield SourceBars(catalog, id="sources")
                yield LateList(self.drawing.draw, height=self.drawing.height, id="late")
            yield TimelineChart(catalog, id="chart")

    def hints(self) -> list[KeyHint]:
        """Return the foot line: what only works here stays longest, for F2 to F6 are the same everywhere."""
        known = {command.label: 3 for command in APP_COMMANDS[1:]} | {"F10": -3}
        return [replace(hint, rank=hint.rank + known.get(hint.key, 0)) for hint in super().hints()]

    @property
    def help_notes(self) -> list[str]:
        """What help says besides: the sentences for which there may be no room under the figures."""
        return [note.full for note in self.query_one(NoteLines).notes]

    # What is shown

    @property
    def listing(self) -> LateList:
        """The late tasks."""
        return self.query_one("#late", LateList)

    @property
    def view(self) -> View:
        """The session as of the day that is shown."""
        return self._day.view(self.state)

    @property
    def shown(self) -> Shown:
        """The figures that are shown."""
        return shown_figures(self.view.figures, self._source)

    def fill(self) -> None:
        """Show the figures as they are now."""
        self._to_count = False
        self._set_size()
        self._counted = shown = self.shown
        self._source, view = shown.source, self.view
        self._fill_title(shown)
        self.set_class(not view.figures.by_source, "-no-sources")
        self.query_one(BigFigures).show(shown, airy=len(view.figures.by_source) <= MANY)
        rows = late_rows(view, shown, self.inspect.catalog, whole=self.state.is_whole)
        due_soon = sum(row.section == "due_soon" and row.selectable for row in rows)
        self.query_one(NoteLines).show(notes_of(shown, due_soon, view.due_soon_days, self.inspect.catalog))
        self.query_one(SourceBars).show(view.figures, shown.source)
        self.query_one(RateForm).load(self.state.content.session, self.state.view.due_soon_days)
        self._fill_late(rows)
        if self.has_class("-chart"):
            self._fill_chart(shown)

    def _fill_title(self, shown: Shown) -> None:
        title, own = self.query_one("#title", Static), self.state.content.session.as_of
        width = self.app.size.width - 2
        title.update(title_text(shown, own, width, self.inspect.catalog, over_time=self.has_class("-chart")))
        title.set_class(shown.as_of != own, "-other-day")

    def _fill_late(self, rows: Sequence[LateRow]) -> None:
        listing = self.listing
        self.drawing.labels = self.state.labels
        self.drawing.measure(rows)
        listing.leave_day = self._leave_day
        if self.state.content.tasks:
            empty = "✓ " + self.t("No task is overdue, and none was done late.")
        else:
            empty = self.inspect.t("No task yet. F2 leads to the checklist, where F8 reads a register.")
        listing.empty = Content.styled("  " + empty, "$foreground bold")
        # Whoever has not moved sees the first one, also where that is another one now.
        first = next((row.key for row in listing.rows if row.selectable), None)
        listing.set_rows(rows, keep=listing.cursor_key != first)

    def _fill_chart(self, shown: Shown) -> None:
        view, until, source = self.view, self._day.last(self.state), shown.source

        def read(most: int) -> Timeline:
            return timeline(counted_tasks(view, source), view.content.events, until, most=most)

        self.query_one(TimelineChart).show(read if self.state.is_whole else None, shown.counts.assigned)

    def _set_size(self) -> None:
        width, height = self.app.size
        self.set_class(height < LOW, "-low")
        self.drawing.set_size(width, height)

    def on_resize(self, event: events.Resize) -> None:
        """Draw the figures as large as there is room for."""
        super().on_resize(event)
        self.fill()

    def begin(self) -> None:
        """Begin with all sources as of the cut-off date, in the late tasks."""
        self._source = self._day.other = None
        self.remove_class("-chart", "-rates")
        self.fill()
        self._to_work()

    def _to_work(self) -> None:
        if self.has_class("-chart"):
            self.query_one(TimelineChart).focus()
        else:
            self.listing.focus()

    # Days

    def action_move_day(self, days: int) -> None:
        """Show the figures as of another day."""
        self._move(days=days)

    def action_move_month(self, months: int) -> None:
        """Show the figures as of a day of another month."""
        self._move(months=months)

    def _move(self, *, days: int = 0, months: int = 0) -> None:
        """Name the day at once; of the days that keys go through quickly only the last one is counted."""
        self._day.move(self.state, days=days, months=months)
        if self._counted is not None:
            self._fill_title(self._counted.named(self._day.other or self.state.content.session.as_of))
        if not self._to_count:
            self._to_count = True
            self.call_after_refresh(self._count)

    def _count(self) -> None:
        # Where the screen is being taken down, its parts go before it.
        if self._to_count and self.inspect.state is not None and self.query(TimelineChart):
            self.fill()

    def action_own_day(self) -> None:
        """Go back to the cut-off date."""
        self._leave_day()

    def _leave_day(self) -> bool:
        is_other, self._day.other = self._day.other is not None, None
        if is_other:
            self.fill()
        return is_other

    # Sources, chart, rates

    def action_next_source(self, step: int) -> None:
        """Show the next source, after the last one all; in the line of rates, go to the next choice."""
        form = self.query_one(RateForm)
        if self.focused is not None and form in self.focused.ancestors:
            choices = list(form.query("ChoiceLine"))
            choices[(choices.index(self.focused) + step) % len(choices)].focus()
            return
        ring = [None, *(one.source for one in self.view.figures.by_source)]
        place = ring.index(self._source) if self._source in ring else 0
        self._source = ring[(place + step) % len(ring)]
        self.listing.set_rows(())
        self.fill()

    def action_chart(self) -> None:
        """Show the figures over time, or the figures themselves again."""
        self.toggle_class("-chart")
        self.fill()
        self._close_rates()

    def action_choose_rates(self) -> None:
        """Show the line in which the base and the decimals of rates are chosen, or close it."""
        if self.has_class("-rates"):
            self._close_rates()
        else:
            self.add_class("-rates")
            self.query_one(RateForm).begin()

    @patient
    async def on_rate_form_changed(self, event: RateForm.Changed) -> None:
        """Save what was chosen; where it cannot be, the line shows again what stands."""
        event.stop()
        if event.field == "due_soon_days":
            days = int(str(event.value))
            await self.inspect.change(lambda store: change_store_settings(store, due_soon_days=days))
        else:
            await self.inspect.save("session", self.state.id, {event.field: event.value})
        self.fill()

    def _close_rates(self) -> None:
        self.remove_class("-rates")
        self._to_work()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter opens a late task in the checklist."""
        event.stop()
        self.inspect.go("checklist", lambda shown: shown.show_record(event.key))

    def action_back(self) -> None:
        """From the line of rates and from the chart to the figures, from there to the checklist."""
        if self.has_class("-rates"):
            self._close_rates()
        elif self.has_class("-chart"):
            self.action_chart()
        else:
            self.inspect.action_show("checklist")
