"""The whole way: file, sheets, header, rows, tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from inspect_tui.registers.cells import Book, Grid
from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.formats import open_book
from inspect_tui.registers.header import Header, find_header, guess_header
from inspect_tui.registers.meanings import label_key
from inspect_tui.registers.model import MAP_FIELDS, Choices, Outline, Problem, Register
from inspect_tui.registers.rows import Rows, classify
from inspect_tui.registers.typed import Typer

_OUTLINED: int = 8
_PROGRESS_STEP: int = 500


class OpenRegister:
    """A register's file, opened once and read as often as a person changes what its columns mean.

    Attributes:
        name: the file's name.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; see `inspect_tui.registers.open_register`."""
        self.name = path.name
        self._book = open_book(path)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of all sheets that a person sees."""
        return self._book.visible

    def read(
        self,
        session_id: str,
        year_hint: int | None,
        choices: Choices = Choices(),  # noqa: B008 - it cannot be changed
        progress: Callable[[int, int], None] | None = None,
    ) -> Register:
        """Read the tasks.

        Args:
            session_id: the session that the tasks are for; their ids are derived from it.
            year_hint: the year of the cut-off date, for dates without a year.
            choices: what a person has chosen.
            progress: is told now and then how many rows of how many are done.

        Raises:
            RegisterError: no register is found in it, or a choice cannot be.
        """
        by_words = _checked(choices, self.name)
        grid, header, rows, others = _choose(self._book, choices, self.name, by_words)
        for words, key in zip(choices.by_words, by_words, strict=True):
            if key not in header.names:
                raise RegisterError("no_header", name=self.name, header=words)
        typer = Typer(header, session_id, year_hint)
        typer.problems += [Problem(0, "sheet", name, "other_sheet") for name in others]
        tasks = []
        table = 0
        for position, row in enumerate(rows.tasks, start=1):
            if row.table != table:
                table = row.table
                typer.use(rows.headers[table])
            tasks.append(typer.task(row, position))
            if progress is not None and position % _PROGRESS_STEP == 0:
                progress(position, len(rows.tasks))
        typer.problems += [Problem(index + 1, "number", "", "no_number") for index in rows.unnumbered]
        typer.problems += [Problem(index + 1, "document", above, "maybe_above") for index, above in rows.blank]
        typer.problems += [Problem(index + 1, "content", words, "maybe_task") for index, words in rows.doubtful]
        typer.problems += _unclear(rows)
        typer.problems.sort(key=lambda p: p.row)
        return Register(
            columns=header.labels,
            tasks=tuple(tasks),
            skipped=tuple(rows.skipped),
            problems=tuple(typer.problems),
            sheet=grid.name,
            headings=header.headings,
            sheets=self.sheets,
            header_row=header.top + 1,
        )

    def outline(self, sheet: str | None = None) -> Outline | None:
        """Return the sheet and row that look most like a register's header, where none was found by itself.

        Returns:
            None where no row has two columns of words.
        """
        best: Outline | None = None
        for grid in self._book.chosen(sheet, self.name):
            guess = guess_header(grid)
            if guess is None or (best is not None and len(best.headings) >= len(guess[1])):
                continue
            row, headings = guess
            below = [tuple(_shown(cell) for cell in cells) for cells in grid.rows[row : row + 100] if any(cells)]
            best = Outline(grid.name, self.sheets, row, headings, tuple(below[:_OUTLINED]))
        return best


def _unclear(rows: Rows) -> list[Problem]:
    """Return the columns that hold words and could have been read as what another column was read as."""
    return [
        Problem(0, field, words, "unclear_column")
        for table, header in enumerate(rows.headers)
        for field, words, column in header.unclear
        if any(row.cells[column] not in ("", None) for row in rows.tasks if row.table == table)
    ]


def _shown(cell: object) -> str:
    from inspect_tui.registers.typed import plain

    return plain(cell)  # type: ignore[arg-type]


def _checked(choices: Choices, name: str) -> dict[str, str]:
    """Return compared header words to field, in the order of the choices."""
    chosen: dict[str, str] = {}
    by_column = [field for field in choices.by_column.values() if field]
    for field in (*choices.by_words.values(), *by_column):
        if field not in MAP_FIELDS:
            raise RegisterError("bad_field", field=field, fields=", ".join(MAP_FIELDS))
    for field in by_column:
        if by_column.count(field) > 1:
            raise RegisterError("field_twice", field=field)
    for words, field in choices.by_words.items():
        if field in chosen.values():
            raise RegisterError("field_twice", field=field)
        key = label_key(words)
        if not key or key in chosen:
            raise RegisterError("field_twice" if key else "no_header", name=name, header=words, field=field)
        chosen[key] = field
    return chosen


def _choose(
    book: Book, choices: Choices, name: str, by_words: Mapping[str, str]
) -> tuple[Grid, Header, Rows, list[str]]:
    """Return the sheet with the most tasks under the best understood header, and the names of its rivals."""
    found: list[tuple[Grid, Header, Rows]] = []
    for by_cells in (False, True):
        for grid in () if found else book.chosen(choices.sheet, name):
            header = find_header(grid, by_words, choices.by_column, choices.header_row, by_cells=by_cells)
            if header is not None:
                found.append((grid, header, classify(grid, header)))
    if not found:
        raise RegisterError("only_pictures" if book.only_pictures() else "not_register", name=name)
    surest = max(header.score for _, header, rows in found if rows.tasks) if any(f[2].tasks for f in found) else 0
    # Of sheets that are understood nearly as well, the register is the one with the most tasks.
    best = max(found, key=lambda f: (bool(f[2].tasks), 4 * f[1].score >= 3 * surest, len(f[2].tasks), f[1].score))
    # A cover or a summary has a word or two in common with a register; that is no register left unread.
    rivals = [g.name for g, h, rows in found if g is not best[0] and rows.tasks and 2 * h.score > best[1].score]
    return *best, rivals
