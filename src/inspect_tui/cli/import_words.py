"""What an import says on a terminal: rows while they are read, then what is new, changed, gone and doubtful."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from inspect_tui.domain.records import Value
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog
from inspect_tui.services.importing import Imported, field_words, reason_words
from inspect_tui.services.value_words import value_words

if TYPE_CHECKING:
    from inspect_tui.services.importing import TaskName

MOST: Final = 20
"""Tasks of one list that are named; the rest is counted."""

_WORDS: Final = 60


@contextlib.contextmanager
def row_counter(catalog: Catalog, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Say on stderr how many rows are read, where a person looks at it; the line is gone afterwards.

    Args:
        catalog: the language.
        quiet: say nothing.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    widest = 0

    def tell(done: int, of: int) -> None:
        nonlocal widest
        line = catalog.t("row {done} of {count}", done=done, count=of)
        widest = max(widest, len(line))
        print(f"\r{line}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        if widest:
            print(f"\r{' ' * widest}\r", end="", file=sys.stderr, flush=True)


def import_lines(done: Imported, catalog: Catalog) -> list[str]:
    """Return what an import did, in lines."""
    t, register = catalog.t, done.register
    # One row put in gives all below it another number, and what matters would stand behind these.
    telling = [task for task in done.changed if task.fields.keys() != {"number"}]
    renumbered = len(done.changed) - len(telling)
    changed = [
        f"{_called(done.name(task.id))}: "
        + "; ".join(
            f"{field_words(name, catalog)}: {_shown(name, old, catalog)} → {_shown(name, new, catalog)}"
            for name, (old, new) in task.fields.items()
        )
        for task in telling[:MOST]
    ]
    numbers = catalog.n("{count} task with another number", "{count} tasks with another number", renumbered)
    return [
        t("{tasks} tasks read: {added} added, {changed} changed, {gone} no longer in the register",
          tasks=len(register.tasks), added=len(done.added), changed=len(done.changed), gone=len(done.gone)),
        *(t("row {row}: «{before}» → «{after}»", **one._asdict()) for one in register.legacy_preview),
        *_listed(t("added"), [_called(done.name(one)) for one in done.added[:MOST]], len(done.added), catalog),
        *_listed(t("changed"), changed, len(telling), catalog),
        *([numbers] if renumbered else []),
        *_listed(t("no longer in the register"), [_called(done.name(one)) for one in done.gone[:MOST]],
                 len(done.gone), catalog),
        *(
            t(
                "row {row}: {field} «{value}»: {reason}",
                row=problem.row,
                field=field_words(problem.field, catalog),
                value=problem.value,
                reason=reason_words(problem.reason, catalog),
            )
            for problem in register.problems
        ),
        *(
            t("row {row} left out: {reason}", row=row.row, reason=reason_words(row.reason, catalog))
            for row in register.skipped
        ),
        *([t("there is text in an old encoding; --legacy {encoding} converts it", encoding=register.legacy)]
          if register.legacy and not register.legacy_preview else []),
    ]  # fmt: skip


def _listed(heading: str, lines: Sequence[str], count: int, catalog: Catalog) -> list[str]:
    shown = list(lines)
    if shown and count > len(shown):
        shown.append(catalog.t("… and {count} more", count=count - len(lines)))
    return [f"{heading}:", *(f"  {line}" for line in shown)] if shown else []


def _called(name: TaskName) -> str:
    words = " · ".join(part for part in (name.number, name.document) if part)
    return f"{words} «{_cut(name.content)}»".strip()


def _cut(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _WORDS else line[: _WORDS - 1].rstrip() + "…"


def _shown(name: str, value: Value, catalog: Catalog) -> str:
    """Return a field's value as a person reads it."""
    words = value_words("task", name, value, catalog)
    # A source's title is said whole: its end tells it from others.
    return words if name == "source" else _cut(words)
