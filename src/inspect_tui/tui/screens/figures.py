"""Figures (F5), large, for the wall: what is done, what is overdue, a share of what, as of when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.dates import official_date
from inspect_tui.domain.figures import BASE_LABELS, Counts, make_rate
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import source_title
from inspect_tui.domain.status import STATUS_LABELS
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.tui.commands import UNDO_COMMANDS, Command
from inspect_tui.tui.screens.frame import SessionScreen
from inspect_tui.tui.widgets.block_digits import BlockDigits
from inspect_tui.tui.widgets.cells import cell_len, fit
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.wording import STATUS_STYLES, status_words, symbol

BIG = (
    ("assigned", N_("assigned"), ""),
    ("done_on_time", N_("done on time"), "done_on_time"),
    ("done_late", N_("done late"), "done_late"),
    ("open_in_time", N_("in time"), "open_in_time"),
    ("open_overdue", N_("overdue, not done"), "open_overdue"),
)


@dataclass(frozen=True, slots=True)
class LateRow:
    """A late task."""

    key: str
    task: Task
    selectable: bool = True


class FiguresScreen(SessionScreen):
    """Block digits, a bar for each source, and the late tasks, the longest overdue first."""

    OWN_KEY = "figures"
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("declared", "f8", "F8", N_("agency's figures"), N_("What the agency declared, against the checklist"), "app.show('declared')", 1),  # noqa: E501
        *UNDO_COMMANDS,
        Command("back", "escape", "", N_("back"), N_("Back to the checklist"), "back", 9),
        Command(
            "sources", "tab", "", N_("next source"), N_("Figures of the next source, then of all"), "next_source", 9
        ),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "The figures for the projector. Every rate says what it is a share of and as of which day.\n"
            "Tab goes through the sources. Up and down move in the late tasks, Enter opens one."
        ),
    }

    DEFAULT_CSS = """
    FiguresScreen {
        & #big-title { height: 1; padding: 0 1; text-style: bold; text-align: center; }
        & #big { height: auto; margin: 1 0 0 0; align-horizontal: center; }
        & .figure { width: 1fr; height: auto; align-horizontal: center; }
        & .figure BlockDigits { width: 100%; content-align-horizontal: center; }
        & .figure Static { width: 100%; text-align: center; }
        & .figure .share { color: $text-muted; }
        & .figure.-done_on_time BlockDigits { color: $text-success; }
        & .figure.-done_late BlockDigits { color: $text-warning; }
        & .figure.-open_overdue BlockDigits { color: $text-error; }
        & .figure.-zero BlockDigits { color: $text-muted; }
        & #bars { height: auto; padding: 1 2 0 2; }
        & #late-title { height: 1; margin: 1 0 0 0; padding: 0 2; color: $text-muted; text-style: bold; }
        & #late { padding: 0 0 0 1; }
        &.-narrow #bars { padding: 0 1; }
    }
    """

    def __init__(self) -> None:
        """Make the screen; it begins with all sources."""
        super().__init__()
        self._source: int = -1

    def compose_work(self) -> ComposeResult:
        """Yield figures, bars and late tasks."""
        with Vertical():
            yield Static("", id="big-title", markup=False)
            with Horizontal(id="big"):
                for name, _, status in BIG:
                    with Vertical(classes=f"figure -{status or 'assigned'}", id=f"figure-{name}"):
                        yield BlockDigits("0", height=5)
                        yield Static("", classes="words", markup=False)
                        yield Static("", classes="share", markup=False)
            yield Static("", id="bars", markup=False)
            yield Static("", id="late-title", markup=False)
            yield RowList[LateRow](self.draw_late, empty=self.t("No task is late."), id="late")

    def _counts(self) -> tuple[str, Counts]:
        figures = self.state.view.figures
        if 0 <= self._source < len(figures.by_source):
            one = figures.by_source[self._source]
            return self.t(source_title(one.source)), one.counts
        return self.t("All tasks"), figures.counts

    def fill(self) -> None:
        """Show the figures as they are now."""
        state, catalog = self.state, self.inspect.catalog
        figures = state.view.figures
        title, counts = self._counts()
        if figures.as_of is not None:
            title += " · " + self.t("figures as of {day}", day=official_date(figures.as_of, catalog.language))
        self.query_one("#big-title", Static).update(title)
        narrow = self.has_class("-narrow")
        height = self.app.size.height
        small = height < 30 or narrow
        for name, words, _ in BIG:
            box = self.query_one(f"#figure-{name}", Vertical)
            digits = box.query_one(BlockDigits)
            text = number(counts.get(name), catalog.language)
            digits.height = 3 if small or len(text) > 3 else 7 if height >= 34 and len(text) <= 2 else 5
            digits.value = text
            box.set_class(counts.get(name) == 0, "-zero")
            box.query_one(".words", Static).update(Content.styled(self.t(words), "bold"))
            rate = make_rate(counts, name, figures.base, figures.decimals) if name != "assigned" else None
            share = ""
            if rate is not None:
                share = percent_text(rate.percent, catalog.language)
                if not narrow:
                    share += "\n" + self.t(BASE_LABELS[rate.base])
            box.query_one(".share", Static).update(share)
        self.query_one("#bars", Static).update(self._bars())
        self._fill_late()

    def _bars(self) -> Content:
        """Return a bar for each source, and the base of all rates above and here."""
        figures = self.state.view.figures
        width = max(40, self.app.size.width - 6)
        name_width = min(44, width // 2)
        bar_width = max(8, width - name_width - 34)
        lines: list[Content] = []
        for one in figures.by_source:
            counts = one.counts
            parts = (
                ("done_on_time", "█"), ("done_no_deadline", "█"), ("done_late", "▓"), ("open_in_time", "░"),
                ("open_no_deadline", "░"), ("open_overdue", "▒"),
            )  # fmt: skip
            pieces: list[tuple[str, str]] = []
            used = 0
            shown = [(n, s, counts.get(n)) for n, s in parts if counts.get(n)]
            total = sum(value for _, _, value in shown) or 1
            for place, (status, sign, value) in enumerate(shown):
                cells = bar_width - used if place == len(shown) - 1 else max(1, round(bar_width * value / total))
                cells = max(0, min(cells, bar_width - used))
                used += cells
                pieces.append((sign * cells, STATUS_STYLES[status]))
            summary = self.t("{done}/{assigned} done", done=counts.done, assigned=counts.assigned)
            late = f"  ✗ {counts.open_overdue}" if counts.open_overdue else ""
            rate = make_rate(counts, "open_overdue", figures.base, figures.decimals)
            if late and rate is not None:
                late += f" · {percent_text(rate.percent, self.inspect.catalog.language)}"
            lines.append(
                Content.assemble(
                    fit(self.t(source_title(one.source)), name_width),
                    " ",
                    *pieces,
                    "  ",
                    summary,
                    (late, STATUS_STYLES["open_overdue"]),
                )
            )
        legend = self.t("Rates are shares {base}.", base=self.t(BASE_LABELS[figures.base]))
        signs = self.t("█ done  ▓ done late  ░ in time  ▒ overdue")
        if cell_len(legend) + cell_len(signs) + 3 <= width:
            legend += "   " + signs
        rest = [
            f"{self.t(STATUS_LABELS[name])} {number(counts.get(name), self.inspect.catalog.language)}"
            for name in ("done_no_deadline", "open_no_deadline", "suspended", "withdrawn", "transferred")
            if (counts := self._counts()[1]).get(name)
        ]
        if rest:
            lines.append(Content(self.t("Besides: {parts}", parts="; ".join(rest))))
        lines.append(Content.styled(legend, "$foreground-muted"))
        return Content("\n").join(lines)

    def _fill_late(self) -> None:
        state = self.state
        late = [t for t in state.content.tasks if state.standing(t.id).status in ("open_overdue", "done_late")]
        if 0 <= self._source < len(state.view.figures.by_source):
            source = state.view.figures.by_source[self._source].source
            late = [t for t in late if t.source == source]
        late.sort(key=lambda t: (state.standing(t.id).status != "open_overdue", -state.standing(t.id).days_overdue))
        title = self.inspect.catalog.n("{count} LATE TASK", "{count} LATE TASKS", len(late)) if late else ""
        self.query_one("#late-title", Static).update(title)
        self.query_one("#late", RowList).set_rows([LateRow(t.id, t) for t in late])

    def draw_late(self, row: LateRow, width: int) -> list[Content]:
        """Draw a late task: its name and its days."""
        standing = self.state.standing(row.task.id)
        words = status_words(standing, self.state.content.session.as_of, self.inspect.catalog)
        label = self.state.labels[row.task.id] + " "
        room = width - cell_len(label) - 2 - 16
        return [
            Content.assemble(
                (label, "$text-muted"),
                symbol(standing.status),
                " ",
                fit(one_line(row.task.content), room),
                (fit(words, 16, "right"), STATUS_STYLES[standing.status]),
            )
        ]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter opens a late task in the checklist."""
        event.stop()
        self.inspect.go("checklist", lambda shown: shown.show_record(event.key))

    def on_resize(self, event: events.Resize) -> None:
        """Draw the figures as large as there is room for."""
        super().on_resize(event)
        self.fill()

    def begin(self) -> None:
        """Begin in the late tasks."""
        self.query_one("#late", RowList).focus()

    def action_next_source(self) -> None:
        """Show the next source, after the last one all."""
        count = len(self.state.view.figures.by_source)
        self._source = self._source + 1 if self._source + 1 < count else -1
        self.fill()

    def action_back(self) -> None:
        """Back to the checklist."""
        self.inspect.action_show("checklist")
