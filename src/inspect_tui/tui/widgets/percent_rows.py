"""The percentages of a report: lines of what, as it is printed, and a share of what; an empty one waits at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.widgets import Static

from inspect_tui.domain.percent_lines import PercentLine
from inspect_tui.tui.textual_compat import FormRow
from inspect_tui.tui.widgets.choice_line import ChoiceLine, Option
from inspect_tui.tui.widgets.text_line import TextLine


class PercentRow(FormRow):
    """One percentage, on two lines: what and how much beside the checklist's own, under it a share of what."""

    DEFAULT_CSS = """
    PercentRow {
        layout: vertical;
        height: auto;
        & FormRow { height: auto; }
        & .percent-of { width: 33; }
        & .percent-base { width: 33; }
        & .percent-share { width: 2; }
    }
    """

    def __init__(self, names: Sequence[Option], bases: Sequence[Option], line: PercentLine) -> None:
        """Make a row.

        Args:
            names: the counts of which there can be a percentage, with their words.
            bases: what it can be a share of, with the words.
            line: what it shows.
        """
        self.of = ChoiceLine(names, line.name, placeholder=line.name, classes="percent-of")
        self.base = ChoiceLine(bases, line.base, placeholder=line.base, classes="percent-base")
        self.words = TextLine(line.text, classes="percent-words", placeholder="%", max_length=60)
        self.here = Static("", classes="here", markup=False)
        self.difference = Static("", classes="difference", markup=False)
        above = FormRow(self.of, self.words, self.here, self.difference)
        super().__init__(above, FormRow(Static("", classes="percent-share"), self.base))

    @property
    def is_at_hand(self) -> bool:
        """Whether one of the fields has the focus."""
        return self.of.has_focus or self.words.has_focus or self.base.has_focus

    @property
    def line(self) -> PercentLine:
        """What stands in the row."""
        return PercentLine(self.of.value, self.words.text, self.base.value)

    def show(self, line: PercentLine) -> None:
        """Show a percentage, but in the field that has the focus."""
        if not self.of.has_focus:
            self.of.value = line.name
        if not self.base.has_focus:
            self.base.value = line.base
        if not self.words.has_focus and self.words.text != line.text:
            self.words.text = line.text


class PercentRows(FormRow):
    """All percentages; the last row is empty, and beginning in it makes another one."""

    DEFAULT_CSS = """
    PercentRows { layout: vertical; height: auto; }
    """

    def __init__(self, names: Sequence[Option], bases: Sequence[Option], *, id: str | None = None) -> None:
        """Make an empty list.

        Args:
            names: the counts of which there can be a percentage, with their words.
            bases: what it can be a share of, with the words.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._names, self._bases = names, bases
        self.about = ""
        """What the lines belong to; the fields' messages carry it."""
        self.keep: Callable[[Sequence[PercentLine]], None] | None = None
        """Told all lines in the step in which one of them was typed in or chosen."""
        self.rows: list[PercentRow] = []

    @property
    def lines(self) -> list[PercentLine]:
        """The lines that have words."""
        return [row.line for row in self.rows if row.words.text.strip()]

    @property
    def row_at_hand(self) -> PercentRow | None:
        """The row whose field has the focus."""
        return next((row for row in self.rows if row.is_at_hand), None)

    def show(self, lines: Sequence[PercentLine], spare: str) -> None:
        """Show lines, and an empty one behind them.

        Args:
            lines: the lines.
            spare: of what the empty one is at first.
        """
        wanted = [*lines, PercentLine(spare, "")]
        for row, line in zip(self.rows, wanted, strict=False):
            row.show(line)
        for row in self.rows[len(wanted) :]:
            if row.is_at_hand:
                # It goes when it is left.
                return
        for row in self.rows[len(wanted) :]:
            row.remove()
        del self.rows[len(wanted) :]
        for line in wanted[len(self.rows) :]:
            self._add(line)

    def find(self, name: str, text: str) -> PercentRow:
        """Return the row of a percentage; the empty one where there is none such."""
        return next((row for row in self.rows if row.of.value == name and row.words.text == text), self.rows[-1])

    def _add(self, line: PercentLine) -> None:
        row = PercentRow(self._names, self._bases, line)
        row.words.about = row.of.about = row.base.about = self.about
        row.words.keep = row.of.keep = row.base.keep = self._changed
        self.rows.append(row)
        self.mount(row)

    def _changed(self, about: str, text: str) -> None:
        if self.rows[-1].words.text.strip():
            self._add(PercentLine(self.rows[-1].of.value, ""))
        if self.keep is not None:
            self.keep(self.lines)
