"""The whole way: file, sheets, header, rows, tasks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from inspect_tui.registers.cells import Book, Grid, open_book
from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.header import Header, find_header
from inspect_tui.registers.model import MAP_FIELDS, Problem, Register
from inspect_tui.registers.rows import Rows, classify
from inspect_tui.registers.synonyms import label_key
from inspect_tui.registers.typed import Typer


def read(
    path: Path,
    session_id: str,
    year_hint: int | None,
    sheet: str | None,
    mapping: Mapping[str, str],
) -> Register:
    """Read a register; see `inspect_tui.registers.read_register`."""
    chosen = _checked(mapping, path.name)
    book = open_book(path)
    grid, header, rows, others = _choose(book, sheet, path.name, chosen)
    for words, key in zip(mapping, chosen, strict=True):
        if key not in header.names:
            raise RegisterError("no_header", name=path.name, header=words)
    typer = Typer(header, session_id, year_hint)
    typer.problems += [Problem(0, "sheet", name, "other_sheet") for name in others]
    tasks = tuple(typer.task(row, position) for position, row in enumerate(rows.tasks, start=1))
    typer.problems += [Problem(index + 1, "number", "", "no_number") for index in rows.unnumbered]
    typer.problems.sort(key=lambda p: p.row)
    return Register(
        columns=header.labels,
        tasks=tasks,
        skipped=tuple(rows.skipped),
        problems=tuple(typer.problems),
        sheet=grid.name,
        unused=header.unused,
    )


def _checked(mapping: Mapping[str, str], name: str) -> dict[str, str]:
    """Return compared header words to field, in the mapping's order."""
    chosen: dict[str, str] = {}
    for words, field in mapping.items():
        if field not in MAP_FIELDS:
            raise RegisterError("bad_field", field=field, fields=", ".join(MAP_FIELDS))
        if field in chosen.values():
            raise RegisterError("field_twice", field=field)
        key = label_key(words)
        if not key or key in chosen:
            raise RegisterError("field_twice" if key else "no_header", name=name, header=words, field=field)
        chosen[key] = field
    return chosen


def _choose(
    book: Book, sheet: str | None, name: str, mapping: Mapping[str, str]
) -> tuple[Grid, Header, Rows, list[str]]:
    """Return the sheet with the most tasks under the best understood header, and the names of its rivals."""
    found: list[tuple[Grid, Header, Rows]] = []
    for grid in book.chosen(sheet, name):
        header = find_header(grid, mapping)
        if header is not None:
            found.append((grid, header, classify(grid, header)))
    if not found:
        raise RegisterError("not_register", name=name)
    best = max(found, key=lambda f: (bool(f[2].tasks), f[1].score, len(f[2].tasks)))
    # A cover or a summary has a word or two in common with a register; that is no register left unread.
    rivals = [g.name for g, h, rows in found if g is not best[0] and rows.tasks and 2 * h.score > best[1].score]
    return *best, rivals
