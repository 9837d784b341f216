"""A register's rows as they will be in the checklist: what is new, what changes and how, what is left out or gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from textual.content import Content

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.numbers import number
from inspect_tui.domain.records import AS_READ
from inspect_tui.domain.sources import source_title, sources_of
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.services.importing import field_words, reason_words
from inspect_tui.tui.widgets.cells import cell_len, fit

if TYPE_CHECKING:
    from inspect_tui.domain.records import Task, Value
    from inspect_tui.locale import Catalog
    from inspect_tui.registers import Problem
    from inspect_tui.tui.change_words import ChangeWords
    from inspect_tui.tui.importing import Preview

Pair = tuple["Value", "Value"]

MARKS: Final[dict[str, tuple[str, str]]] = {
    "new": ("+", "$text-success"), "changed": ("→", "$text-warning"), "same": ("·", "$text-muted"),
    "gone": ("−", "$text-warning"),
}  # fmt: skip
"""What importing does to a task: its sign and its colour."""

DAY: Final = 12
"""Cells of a day with its mark."""
NUMBER: Final = 6
"""The most cells of a task's number."""

SAID: Final = ("inferred", "routine")
"""Doubts that the deadline's sign and the register's own words say already."""

QUIET: Final = ("section", "column_numbers", "header")
"""Rows that are left out in every register; that they are needs nobody's look."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A line or two of the preview: a task, a heading, or a row that was left out.

    Attributes:
        row: the row in the file, from 1; 0 where there is none.
        mark: a key of `MARKS`; empty for what is no task.
        read: the task's fields as the register has them.
        stored: the task as it stands in the checklist; None for a new one.
        changes: its changed fields with old and new value.
        problems: what is doubtful in the row.
        words: of what is no task, what it says.
    """

    key: str
    row: int = 0
    mark: str = ""
    read: Mapping[str, Value] | None = None
    stored: Task | None = None
    changes: Mapping[str, Pair] | None = None
    problems: tuple[Problem, ...] = ()
    words: str = ""
    selectable: bool = True

    @property
    def values(self) -> dict[str, Any]:
        """The task's filled fields as they will be: what people wrote stays, so not all that the register says."""
        if self.stored is None:
            return dict(self.read or {})
        new = {name: pair[1] for name, pair in (self.changes or {}).items()}
        values = {**self.stored._asdict(), **new}
        filled = {name: value for name, value in values.items() if value not in (None, "", (), [], {})}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in filled.items()}


def row_key(row: int) -> str:
    """Return the key of a row of the file."""
    return f"row:{row}"


def preview_rows(preview: Preview, tasks: Mapping[str, Task], catalog: Catalog) -> list[PreviewRow]:
    """Return a register's rows in its own order, headed by source, then what is not in it any more.

    Args:
        preview: what was read.
        tasks: the tasks of the checklist by id.
        catalog: the language.
    """
    imported = preview.imported
    if imported is None:
        return [PreviewRow(f"sample:{n}", words=" │ ".join(one)) for n, one in enumerate(preview.samples)]
    # Its tasks have the ids that they have in the checklist.
    register = imported.register
    added = set(imported.added)
    changed = {one.id: one.fields for one in imported.changed}
    problems: dict[int, list[Problem]] = {}
    for problem in register.problems:
        problems.setdefault(problem.row, []).append(problem)
    left_out = [PreviewRow(row_key(one.row), one.row, words=one.reason) for one in register.skipped
                if one.reason not in QUIET]  # fmt: skip
    rows: list[PreviewRow] = []
    source: object = None
    for task in register.tasks:
        while left_out and left_out[0].row < task.row:
            rows.append(left_out.pop(0))
        if task.values["source"] != source:
            source = task.values["source"]
            title = "; ".join(catalog.t(source_title(one)) for one in sources_of(str(source))).upper()
            rows.append(PreviewRow(f"source:{len(rows)}", words=title, selectable=False))
        mark = "new" if task.id in added else "changed" if task.id in changed else "same"
        rows.append(PreviewRow(row_key(task.row), task.row, mark, task.values, tasks.get(task.id),
                               changed.get(task.id), tuple(problems.get(task.row, ()))))  # fmt: skip
    rows += left_out
    if imported.gone:
        title = catalog.t("No longer in the register; they stay in the checklist").upper()
        rows.append(PreviewRow("gone", words=title, selectable=False))
        rows += [PreviewRow(f"gone:{one}", mark="gone", stored=tasks[one]) for one in imported.gone
                 if one in tasks]  # fmt: skip
    return rows


class PreviewDrawing:
    """Draws rows of the preview."""

    def __init__(self, words: ChangeWords, catalog: Catalog, last_row: int) -> None:
        """Draw in a language.

        Args:
            words: says values.
            catalog: the language.
            last_row: the highest number of a row.
        """
        self._words, self._catalog = words, catalog
        self._row_width = max(3, len(str(last_row)))

    @staticmethod
    def height(row: PreviewRow, _: int) -> int:
        """Return the lines of a row: two of a task."""
        return 2 if row.mark else 1

    def draw(self, row: PreviewRow, width: int) -> list[Content]:
        """Draw a row."""
        if row.mark:
            return self._task(row, row.values, width)
        if not row.row:
            return [Content.styled(fit(row.words, width), "" if row.selectable else "$text-muted bold")]
        number = fit(str(row.row), self._row_width, "right")
        words = reason_words(row.words, self._catalog)
        return [Content.styled(f"{number} ⊘ {fit(words, width - len(number) - 3)}", left_out_style(row.words))]

    def _task(self, row: PreviewRow, values: Mapping[str, Any], width: int) -> list[Content]:
        sign, style = MARKS[row.mark]
        number = fit(str(row.row or ""), self._row_width, "right")
        label = str(values.get("number", ""))
        label = fit(label, min(NUMBER, cell_len(label)))
        warning = "⚠ " if any(one.reason not in SAID for one in row.problems) else ""
        head = f"{label} " if label else ""
        room = width - len(number) - 3 - cell_len(head) - cell_len(warning) - DAY - 1
        day, day_style = _deadline(row, values)
        body = "$text-muted" if row.mark == "same" and not row.problems else "$foreground"
        first = Content.assemble(
            (number, "$text-muted"), " ", (sign, style + " bold"), " ", (head, "$text-muted"),
            (warning, "$text-warning"), (fit(one_line(str(values["content"])), room), body), " ",
            (fit(day, DAY, "right"), day_style),
        )  # fmt: skip
        indent = len(number) + 3
        done = values.get("declared_completed_on")
        # The sign says in which column the day stands.
        right = f"✓ {screen_date(date.fromisoformat(done))}" if done else ""
        about = self._changes(row.changes) if row.changes else self._about(values)
        second = Content.assemble(
            " " * indent, (fit(about, width - indent - DAY - 1), style if row.changes else "$text-muted"), " ",
            (fit(right, DAY, "right"), "$text-success" if right else ""),
        )  # fmt: skip
        return [first, second]

    def _changes(self, changes: Mapping[str, Pair]) -> str:
        names = sorted(changes, key=lambda name: TELLING.index(name) if name in TELLING else len(TELLING))
        return "; ".join(f"{self._words.field(name)}: {self._pair(name, changes[name])}" for name in names)

    def _pair(self, name: str, pair: Pair) -> str:
        return " → ".join(self._words.value("task", name, value) for value in pair)

    def _about(self, values: Mapping[str, Any]) -> str:
        raw = values.get("deadline_text")
        told = values.get("declared_status")
        parts = (
            f"«{raw}»" if raw else "",
            values.get("document", ""),
            values.get("lead", ""),
            told or "",
        )
        return " · ".join(one_line(str(part)) for part in parts if part)

    def whole(self, row: PreviewRow, width: int) -> Content:
        """Return everything of a task: what will change, every field, what is doubtful."""
        t = self._catalog.t
        if not row.mark:
            return self.draw(row, width)[0] if row.row else Content(row.words)
        values = row.values
        sign, style = MARKS[row.mark]
        where = f" · {t('row {row}', row=row.row)}" if row.row else ""
        head = (f"{sign} {t(MARK_WORDS[row.mark])}", style.replace("$text-muted", "$foreground-muted") + " bold")
        lines = [Content.assemble(head, (where, "$foreground-muted"))]
        for problem in row.problems:
            lines.append(Content.styled(f"⚠ {problem_words(problem, self._catalog)}", "$text-warning"))
        for name, pair in (row.changes or {}).items():
            lines.append(Content(f"{self._words.field(name)}: {self._pair(name, pair)}"))
        lines.append(Content(""))
        for name in (*SHOWN_FIRST, *(one for one in values if one not in SHOWN_FIRST)):
            if name in values and name not in UNSHOWN:
                value = values[name]
                # Line ends of long texts stay.
                words = value if isinstance(value, str) and "\n" in value else self._words.value("task", name, value)
                lines.append(Content.assemble((f"{self._words.field(name)}: ", "$foreground-muted"), words))
        return Content("\n").join(lines)


TELLING: Final = (
    "deadline", "first_deadline", "declared_completed_on", "declared_status", "lead", "coordinating", "content",
)  # fmt: skip
"""Changed fields that are named before others."""

UNSHOWN: Final = ("id", "position", AS_READ)

SHOWN_FIRST: Final = (
    "content", "number", "document", "issued_on", "source", "lead", "coordinating", "leader", "deadline",
    "deadline_text", "first_deadline", "declared_completed_on", "declared_status", "product",
)  # fmt: skip

MARK_WORDS: Final = {
    "new": N_("new in the checklist"), "changed": N_("changes"), "same": N_("as it is in the checklist"),
    "gone": N_("no longer in the register, stays in the checklist"),
}  # fmt: skip


def left_out_style(reason: str) -> str:
    """Return the colour in which a row that was left out stands."""
    return "$text-warning" if reason in ("classified", "no_content", "continued") else "$text-muted"


def problem_words(problem: Problem, catalog: Catalog) -> str:
    """Return what is doubtful: the field, the register's words, and why."""
    value = f" «{problem.value}»" if problem.value else ""
    return f"{field_words(problem.field, catalog)}{value}: {reason_words(problem.reason, catalog)}"


def _deadline(row: PreviewRow, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return the deadline as it will stand, with ``≈`` where it was worked out from words."""
    day, raw = values.get("deadline"), values.get("deadline_text")
    problems = [one for one in row.problems if one.field in ("deadline", "first_deadline")]
    doubtful = any(one.reason != "routine" for one in problems)
    style = "$text-warning" if doubtful else "$foreground" if day else "$text-muted"
    if not day:
        return ("?" if doubtful and raw else "—"), style
    shown = screen_date(date.fromisoformat(str(day)))
    return (f"≈ {shown}" if raw else shown), style


def counts_line(preview: Preview, catalog: Catalog) -> Content:
    """Return how many tasks were read and what importing does with them, each sign as in the rows."""
    register, imported = preview.register, preview.imported
    if register is None or imported is None:
        return Content("")
    n = catalog.n
    new, changed, gone = len(imported.added), len(imported.changed), len(imported.gone)
    same = len(register.tasks) - new - changed
    parts = [Content.styled(n("{count} task", "{count} tasks", len(register.tasks)), "bold")]
    told = (
        ("new", new, catalog.t("{count} new", count=number(new, catalog.language))),
        ("changed", changed, catalog.t("{count} changed", count=number(changed, catalog.language))),
        ("same", same, catalog.t("{count} as they are", count=number(same, catalog.language))),
        ("gone", gone, catalog.t("{count} no longer in the register", count=number(gone, catalog.language))),
    )
    for mark, count, words in told:
        if count:
            sign, style = MARKS[mark]
            parts.append(Content.styled(f"{sign} {words}", style.replace("$text-muted", "$foreground-muted")))
    return Content("   ").join(parts)
