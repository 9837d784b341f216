"""What the agency declared, to be typed in: each number beside the checklist's own, and the percentages below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.count_text import read_count
from inspect_tui.domain.declared_words import COUNT_LABELS, difference_words
from inspect_tui.domain.figures import BASE_LABELS
from inspect_tui.domain.ids import declared_id
from inspect_tui.domain.known_counts import DONE_PARTS, OPEN_PARTS
from inspect_tui.domain.numbers import half_up, number, percent_text
from inspect_tui.domain.percent_lines import PercentLine, lines_typed, percent_lines, percents_of, typed_lines
from inspect_tui.domain.percentages import PercentError, read_percentage
from inspect_tui.domain.records import DECLARED_COUNTS, RATE_BASES
from inspect_tui.domain.sources import source_title
from inspect_tui.tui.drafts import field_draft
from inspect_tui.tui.patience import patient
from inspect_tui.tui.textual_compat import FormRow
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.number_line import NumberLine
from inspect_tui.tui.widgets.percent_rows import PercentRow, PercentRows
from inspect_tui.tui.widgets.record_form import NotYet, RecordForm

if TYPE_CHECKING:
    from textual.widget import Widget

    from inspect_tui.domain.declared import Comparison

PERCENTS: Final = "percents"
USUAL: Final = ("open_overdue", "done_on_time", "done", "done_late")
"""Of what reports print a percentage most often; the first of them that has none yet is offered."""

_PARTS: Final = (*DONE_PARTS, *OPEN_PARTS)
"""The counts that are parts of the one above them."""


class DeclaredForm(RecordForm):
    """The figures that the agency declared, saved field by field; right of each stands what the checklist has."""

    KIND = "declared"
    NAMES = DECLARED_COUNTS
    PREFIX = "declared-"

    BINDINGS = [
        Binding("up", "step(-1)", show=False, id="field-above"),
        Binding("down", "step(1)", show=False, id="field-below"),
    ]

    DEFAULT_CSS = """
    DeclaredForm {
        padding: 0 1 0 1;
        scrollbar-size-vertical: 1;
        & .row, & .heads { height: auto; }
        & .row > .what { width: 33; }
        & .row > TextLine, & PercentRow TextLine { width: 10; }
        & .heads Static { color: $text-muted; }
        & .heads .what { width: 33; text-style: bold; }
        & .heads .given { width: 10; }
        & .here { width: 11; text-align: right; }
        & .difference { width: 1fr; padding: 0 0 0 2; }
        & #declared-scope { height: auto; margin-bottom: 1; color: $text-muted; }
        & #percent-heads { margin-top: 1; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty form."""
        super().__init__(id=id)
        self._refused: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the numbers in the order of the grid, then the percentages."""
        t = self.inspect.t
        yield Static("", id="declared-scope", markup=False)
        with FormRow(classes="heads"):
            yield Static(t("Number of tasks"), classes="what", markup=False)
            yield Static(t("declared"), classes="given", markup=False)
            yield Static(t("checklist"), classes="here", markup=False)
            yield Static(t("difference"), classes="difference", markup=False)
        for name in self.NAMES:
            with FormRow(classes="row"):
                words = t(COUNT_LABELS[name])
                yield Static(f"  {words}" if name in _PARTS else words, classes="what", markup=False)
                yield NumberLine(id=f"{self.PREFIX}{name}", max_length=20)
                yield Static("", id=f"here-{name}", classes="here", markup=False)
                yield Static("", id=f"difference-{name}", classes="difference", markup=False)
        with FormRow(classes="heads", id="percent-heads"):
            yield Static(t("Percentages"), classes="what", markup=False)
            yield Static(t("as printed"), classes="given", markup=False)
            yield Static(t("checklist"), classes="here", markup=False)
        names = [(name, t(COUNT_LABELS[name])) for name in self.NAMES if name != "assigned"]
        bases = [("", t("base not named")), *((base, t(BASE_LABELS[base])) for base in RATE_BASES)]
        yield PercentRows(names, bases, id=f"{self.PREFIX}{PERCENTS}")

    @property
    def percents(self) -> PercentRows:
        """The percentages."""
        return self.query_one(PercentRows)

    def on_mount(self) -> None:
        """Keep what is typed, also before the session is whole, and the percentages as the one field that they are."""
        state = self.inspect.state
        if state is not None:
            self.record_id = declared_id(state.id)
            for name in self.NAMES:
                self.field(name).about = field_draft(self.KIND, self.record_id, name)
        self.percents.keep = lambda lines: self.inspect.edited(self.percents.about, typed_lines(lines))

    def show(self, *, keep_fields: bool = False) -> None:
        """Show the record; ``keep_fields`` leaves a field alone that is being typed in."""
        state = self.inspect.state
        if state is None:
            return
        self.record_id = declared_id(state.id)
        rows = self.percents
        rows.about = field_draft(self.KIND, self.record_id, PERCENTS)
        self.show_fields(self.record_id, same=keep_fields)
        typed = self.inspect.drafts.standing(rows.about)
        lines = lines_typed(typed) if typed is not None else percent_lines(state.content.declared.get(PERCENTS))
        rows.show(lines, self._spare(lines))
        for name in self.NAMES:
            self.field(name).disabled = state.is_signed
        rows.disabled = state.is_signed
        # With no field to go to, the form itself is what the arrow keys scroll.
        self.can_focus = state.is_signed

    def show_beside(self, comparison: Comparison) -> None:
        """Show the checklist's numbers beside the record's."""
        self._show_scope(comparison)
        self._show_numbers(comparison)

    def _spare(self, lines: Sequence[PercentLine]) -> str:
        taken = {line.name for line in lines}
        return next((name for name in USUAL if name not in taken), USUAL[0])

    def _show_scope(self, comparison: Comparison) -> None:
        t, state = self.inspect.t, self.inspect.state
        count = number(comparison.counts["assigned"], self.inspect.catalog.language)
        source = t(source_title(comparison.source)) if comparison.source else t("the whole checklist")
        words = t("Compared with {count} tasks: {source}", count=count, source=source)
        if state is not None and state.is_signed:
            locked = t("The session is signed and locked.")
            words = f"{locked}\n{words}"
        self.query_one("#declared-scope", Static).update(words)

    def _show_numbers(self, comparison: Comparison) -> None:
        language = self.inspect.catalog.language
        for name in self.NAMES:
            here = comparison.counts[name]
            given = comparison.given.get(name)
            shown = Content.styled(number(here, language), "$foreground-muted" if given is None else "")
            self.query_one(f"#here-{name}", Static).update(shown)
            self.query_one(f"#difference-{name}", Static).update(self._mark(None if given is None else given - here))
        for row in self.percents.rows:
            self._show_rate(row, comparison)

    def _mark(self, difference: int | None) -> Content:
        if difference is None:
            return Content("")
        if not difference:
            return Content.styled("✓", "$text-success")
        return Content.styled(difference_words(difference, self.inspect.catalog), "$text-warning bold")

    def _show_rate(self, row: PercentRow, comparison: Comparison) -> None:
        """Show the checklist's own rate beside a percentage; of the base at which it is right, where none is named."""
        row.here.update("")
        row.difference.update("")
        state, line = self.inspect.state, row.line
        try:
            printed = read_percentage(line.name, line.text, line.base)
        except PercentError:
            return
        count = comparison.counts[printed.name]
        rates = {
            base: half_up(count, total, printed.decimals)
            for base in ([printed.base] if printed.base else RATE_BASES)
            if (total := comparison.counts[base])
        }
        right = next((base for base, rate in rates.items() if rate == printed.value), None)
        own = state.content.session.rate_base if state is not None else ""
        # Of a base that is smaller than the number there is no share; it is told only where the report names it.
        shown = [base for base in (own, *rates) if base in rates and (printed.base or count <= comparison.counts[base])]
        rate = rates.get(right or next(iter(shown), ""))
        if rate is None:
            return
        row.here.update(percent_text(rate, self.inspect.catalog.language))
        if not printed.approximate:
            off = "+" if printed.value > rate else "−"
            off += number(abs(printed.value - rate), self.inspect.catalog.language)
            row.difference.update(self._mark(0) if right else Content.styled(off, "$text-warning bold"))

    # The record's values

    def stored(self, name: str) -> str:
        """Return the number that is declared, as it is printed."""
        state = self.inspect.state
        value = state.content.declared.get(name) if state is not None else None
        return number(value, self.inspect.catalog.language) if isinstance(value, int) else ""

    def value_of(self, name: str, text: str, draft: str) -> object:
        """Return the value that a field's text means."""
        if name == PERCENTS:
            return percents_of(lines_typed(text))
        try:
            return read_count(text)
        except ValueError as error:
            if self._refused.get(draft) != text:
                self._refused[draft] = text
                t = self.inspect.t
                what = t(COUNT_LABELS[name])
                self.inspect.tell(t("{what}: {text} is no number of tasks", what=what, text=text), warning=True)
            raise NotYet(text) from error

    async def save_open_fields(self) -> None:
        """Save whatever is typed and not yet saved."""
        await super().save_open_fields()
        await self._save(self.percents.about)

    @patient
    async def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """Save at once of what a percentage is; one that has no words yet is none."""
        event.stop()
        # The base's own choice is a field by itself.
        event.prevent_default()
        await self._save(event.about)

    def _row(self, name: str) -> Widget | None:
        return self.percents if name == PERCENTS else super()._row(name)

    # Moving

    def begin(self, name: str = "") -> None:
        """Put the focus into a field for a number, the first one where none is named."""
        self.field(name if name in self.NAMES else self.NAMES[0]).focus()

    def begin_percent(self, name: str = "", printed: object = None) -> None:
        """Put the focus into a percentage, by its words or the number in them; or into the empty one at the end."""
        if rows := self.percents.rows:
            (rows[-1] if printed is None else self.percents.find(name, printed)).words.focus()

    def action_step(self, step: int) -> None:
        """Move to the field above or below; in a signed session, where there is none, scroll."""
        if self.has_focus:
            self.scroll_relative(y=step, animate=False, immediate=True)
            return
        fields: list[Widget] = [self.field(name) for name in self.NAMES]
        fields += [row.words for row in self.percents.rows]
        row = self.percents.row_at_hand
        at_hand = row.words if row is not None else self.screen.focused
        place = fields.index(at_hand) + step if at_hand in fields else -1
        if not 0 <= place < len(fields):
            raise SkipAction
        fields[place].focus()
