"""The percentages of a report: lines of what, as it is printed, and a share of what; an empty one waits at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from textual.widgets import Static

from inspect_tui.domain.percent_lines import PercentLine
from inspect_tui.domain.percentages import PercentError, read_percentage
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.tui.textual_compat import FormRow
from inspect_tui.tui.widgets.choice_line import ChoiceLine, Option
from inspect_tui.tui.widgets.number_line import NumberLine


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
        self.words = NumberLine(line.text, classes="percent-words", placeholder="%", max_length=60)
        self.here = Static("", classes="here", markup=False)
        self.difference = Static("", classes="difference", markup=False)
        above = FormRow(self.of, self.words, self.here, self.difference)
        self.below = FormRow(Static("", classes="percent-share"), self.base)
        super().__init__(above, self.below)
        self.follow()

    @property
    def is_at_hand(self) -> bool:
        """Whether one of the fields has the focus."""
        return self.of.has_focus or self.words.has_focus or self.base.has_focus

    @property
    def line(self) -> PercentLine:
        """What stands in the row, as the record would have it."""
        return PercentLine(self.of.value, one_line(self.words.text).replace("@", " ").strip(), self.base.value)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not self.words.text.strip()

    def show(self, line: PercentLine) -> None:
        """Show a percentage."""
        self.of.value, self.base.value, self.words.text = line.name, line.base, line.text
        self.follow()

    def follow(self) -> None:
        """Ask of what it is a share once there is something."""
        self.below.display = not self.is_empty or self.base.has_focus


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
        return [row.line for row in self.rows if not row.is_empty]

    @property
    def row_at_hand(self) -> PercentRow | None:
        """The row whose field has the focus."""
        return next((row for row in self.rows if row.is_at_hand), None)

    def show(self, lines: Sequence[PercentLine], spare: str) -> None:
        """Show lines, and an empty one behind them.

        A row that shows one of them already stays where it is, whatever the order of the record: somebody may be in it.

        Args:
            lines: the lines.
            spare: of what the empty one is at first.
        """
        wanted, free = list(lines), []
        for row in list(self.rows):
            if row.line in wanted:
                wanted.remove(row.line)
            elif not row.is_empty:
                free.append(row)
            elif row is not self.rows[-1] and not row.is_at_hand:
                self._remove(row)
        for row in free:
            if wanted:
                row.show(wanted.pop(0))
            else:
                self._remove(row)
        for line in wanted:
            self._add(line, before=self.rows[-1] if self.rows and self.rows[-1].is_empty else None)
        if not self.rows or not self.rows[-1].is_empty:
            self._add(PercentLine(spare, ""))

    def find(self, name: str, printed: object) -> PercentRow:
        """Return the row of a percentage; the empty one where there is none such.

        Args:
            name: of what it is.
            printed: its words, or the number in them.
        """
        found = (row for row in self.rows if printed in (row.line.text, _number_in(row.line)))
        return min(found, key=lambda row: row.of.value != name, default=self.rows[-1])

    def _add(self, line: PercentLine, *, before: PercentRow | None = None) -> None:
        row = PercentRow(self._names, self._bases, line)
        row.words.about = row.of.about = row.base.about = self.about
        row.words.keep = row.of.keep = row.base.keep = self._changed
        self.rows.insert(self.rows.index(before) if before is not None else len(self.rows), row)
        self.mount(row, before=before)

    def _remove(self, row: PercentRow) -> None:
        self.rows.remove(row)
        row.remove()

    def _changed(self, about: str, text: str) -> None:
        for row in self.rows:
            row.follow()
        if not self.rows[-1].is_empty:
            self._add(PercentLine(self.rows[-1].of.value, ""))
        if self.keep is not None:
            self.keep(self.lines)


def _number_in(line: PercentLine) -> Decimal | None:
    try:
        return read_percentage(line.name, line.text).value
    except PercentError:
        return None
