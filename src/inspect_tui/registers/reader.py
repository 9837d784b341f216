"""The whole way: file, sheets, header, rows, tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from inspect_tui.registers.cells import Book, Grid
from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.formats import open_book
from inspect_tui.registers.header import Header, find_header, guess_header
from inspect_tui.registers.legacy import OldText
from inspect_tui.registers.meanings import label_key
from inspect_tui.registers.model import MAP_FIELDS, Choices, Outline, Problem, Register, Visit
from inspect_tui.registers.plain_cells import plain
from inspect_tui.registers.rows import Rows, classify
from inspect_tui.registers.secrecy import is_classified, is_secret
from inspect_tui.registers.symbols import lost_hyphens
from inspect_tui.registers.typed import Typer
from inspect_tui.registers.years import other_year

_OUTLINED: int = 8
_PROGRESS_STEP: int = 500


class OpenRegister:
    """A register's file, opened once and read as often as a person changes what its columns mean.

    Attributes:
        name: the file's name.
    """

    def __init__(self, path: Path, book: Book | None = None) -> None:
        """Open the file, where its sheets are not at hand; see `inspect_tui.registers.open_register`."""
        self.name = path.name
        self._book = open_book(path) if book is None else book

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
        visit: Visit = Visit(),  # noqa: B008 - it cannot be changed
    ) -> Register:
        """Read the tasks.

        Args:
            session_id: the session that the tasks are for; their ids are derived from it.
            year_hint: the year of the cut-off date, for dates without a year.
            choices: what a person has chosen.
            progress: is told now and then how many rows of how many are done.
            visit: its days, after which nothing that the register says can have been done.

        Raises:
            RegisterError: no register is found in it, it is classified, or a choice cannot be.
        """
        by_words = _checked(choices, self.name)
        old = OldText(choices, by_words)
        grid, header, rows, others = _choose(self._book, choices, self.name, by_words, old)
        for words, key in zip(choices.by_words, by_words, strict=True):
            if key not in header.names:
                raise RegisterError("no_header", name=self.name, header=words)
        legacy, in_old_text = old.look_over(rows)
        classified = {one.row for one in rows.skipped if one.reason == "classified"}
        own_year = other_year(rows, year_hint)
        typer = Typer(header, session_id, year_hint, visit, choices.sources)
        typer.problems += [Problem(0, "sheet", name, "other_sheet") for name in others]
        if own_year is not None:
            typer.problems.append(Problem(0, "deadline", str(own_year), "other_year"))
        typer.problems += [Problem(index + 1, "content", words, "cell_error") for index, words in rows.errors]
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
        typer.problems += [*in_old_text, *lost_hyphens(tasks)]
        # Whatever was noted of a row before its mark was seen: nothing of it may be shown.
        typer.problems = [p for p in typer.problems if p.row not in classified]
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
            legacy=choices.legacy if old.previews.get(grid.name) else legacy,
            legacy_preview=tuple(one for one in old.previews.get(grid.name, ()) if one.row not in classified),
        )

    def outline(self, sheet: str | None = None, legacy: str = "") -> Outline | None:
        """Return the sheet and row that look most like a register's header, where none was found by itself.

        Args:
            sheet: a sheet's name or number; None looks at all.
            legacy: the old encoding to convert from; empty converts nothing.

        Returns:
            None where no row has two columns of words.
        """
        best: Outline | None = None
        old = OldText(Choices(legacy=legacy), {})
        for grid in map(old.convert, self._book.chosen(sheet, self.name)):
            guess = guess_header(grid)
            if guess is not None and is_classified(grid, guess[0] - 1):
                raise RegisterError("classified", name=self.name)
            if guess is None or (best is not None and len(best.headings) >= len(guess[1])):
                continue
            row, headings = guess
            shown = [cells for cells in grid.rows[row : row + 100] if any(cells) and not is_secret(cells, None)]
            below = [tuple(plain(cell) for cell in cells) for cells in shown]
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
    book: Book, choices: Choices, name: str, by_words: Mapping[str, str], old: OldText
) -> tuple[Grid, Header, Rows, list[str]]:
    """Return the sheet with the most tasks under the best understood header, and the names of its rivals."""
    found: list[tuple[Grid, Header, Rows]] = []
    classified = False
    for by_cells in (False, True):
        for grid in () if found else map(old.convert, book.chosen(choices.sheet, name)):
            header = find_header(grid, by_words, choices.by_column, choices.header_row, by_cells=by_cells)
            if header is None:
                old.miss(grid, name)
                continue
            # A mark above the header covers the whole sheet, as a stamp on the first page covers a paper.
            if is_classified(grid, header.top):
                classified = True
            else:
                found.append((grid, header, classify(grid, header, choices.sources)))
    if not found:
        if classified:
            raise RegisterError("classified", name=name)
        old.refuse()
        raise RegisterError("only_pictures" if book.only_pictures() else "not_register", name=name)
    surest = max(header.score for _, header, rows in found if rows.tasks) if any(f[2].tasks for f in found) else 0
    # Of sheets that are understood nearly as well, the register is the one with the most tasks.
    best = max(found, key=lambda f: (bool(f[2].tasks), 4 * f[1].score >= 3 * surest, len(f[2].tasks), f[1].score))
    # A cover or a summary has a word or two in common with a register; that is no register left unread.
    rivals = [g.name for g, h, rows in found if g is not best[0] and rows.tasks and 2 * h.score > best[1].score]
    return *best, rivals
