"""What is found of declared figures, as rows of a list: each finding in words, under it the tasks that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from textual.content import Content

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.declared_words import describe_declared, number_words, reading_words, standing_there
from inspect_tui.domain.figure_findings import FigureFinding
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.wording import STATUS_STYLES, status_words, symbol

if TYPE_CHECKING:
    from inspect_tui.services.declaring import DeclaredCheck
    from inspect_tui.tui.state import SessionState

Kind = Literal["heading", "finding", "lead", "task", "more", "gap"]

INDENT: Final = 2
"""Cells of a finding's sign."""

LISTED: Final = 200
"""The most tasks under one finding."""

EXPLAINED: Final = ("differs_by_reading", "percent_by_reading")
"""The findings of numbers that are right under a reading."""

LEADS: Final[dict[str, str]] = {
    "": N_("These tasks make the difference:"),
    "inside": N_("In this number the checklist has:"),
    "outside": N_("Outside this number the checklist has:"),
}
"""What the tasks under a finding are, by its ``side``."""


@dataclass(frozen=True, slots=True)
class DeclaredRow:
    """A heading, a finding, or a task of one.

    Attributes:
        words: what it says.
        finding: the finding that it is of.
        task: the task's id.
        there: where the agency has it, where that is known.
    """

    key: str
    kind: Kind
    words: str = ""
    finding: FigureFinding | None = None
    task: str = ""
    there: str | None = None

    @property
    def selectable(self) -> bool:
        """Whether the cursor stops here."""
        return self.kind in ("finding", "task")


def declared_rows(check: DeclaredCheck, catalog: Catalog) -> list[DeclaredRow]:
    """Return the rows of all findings."""
    parts = (
        (N_("THE FIGURES BY THEMSELVES"), [_alone(finding, catalog) for finding in check.itself]),
        (N_("AGAINST THE CHECKLIST"), _against(check.comparison.findings, catalog)),
        (N_("IN THE AGENCY'S REPORT"), [_alone(finding, catalog) for finding in check.said]),
    )
    rows: list[DeclaredRow] = []
    for title, points in parts:
        if points and rows:
            rows.append(DeclaredRow(f"gap:{title}", "gap"))
        if points:
            rows.append(DeclaredRow(f"heading:{title}", "heading", catalog.t(title)))
        for place, point in enumerate(points):
            rows += _rows_of(point, f"{title}:{place}", catalog)
    return rows


def points_of(check: DeclaredCheck, catalog: Catalog) -> int:
    """Return how many points do not agree, several numbers that are right under one reading counted as one."""
    against = [point.finding for point in _against(check.comparison.findings, catalog)]
    return sum(finding.contradiction for finding in (*check.itself, *against, *check.said))


class _Point(NamedTuple):
    """What is told in one sentence.

    Attributes:
        finding: the finding, of several the first one.
        tasks: the tasks that it is about, each with where the agency has it.
        of: how many tasks there are in all.
    """

    words: str
    finding: FigureFinding
    tasks: Mapping[str, str | None]
    of: int


def _alone(finding: FigureFinding, catalog: Catalog) -> _Point:
    words = describe_declared(finding, catalog)
    return _Point(words, finding, _there(finding), int(str(finding.values.get("of", len(finding.tasks)))))


def _against(findings: Iterable[FigureFinding], catalog: Catalog) -> list[_Point]:
    """Return what is told of the comparison: all numbers that are right under one reading in one sentence.

    What the title or the numbers above say already is left out: which tasks are compared, that all is right, and that
    with a number its percentage differs.
    """
    points: list[_Point] = []
    by_reading: dict[tuple[str, str], list[FigureFinding]] = {}
    for finding in findings:
        if finding.code in EXPLAINED:
            key = (str(finding.values["reading"]), str(finding.values.get("day", "")))
            by_reading.setdefault(key, []).append(finding)
    for (reading, day), group in by_reading.items():
        numbers = ", ".join(number_words(finding, catalog) for finding in group)
        words = catalog.t("Right {reading}: {numbers}", reading=reading_words(reading, day, catalog), numbers=numbers)
        tasks = {task: there for finding in reversed(group) for task, there in _there(finding).items()}
        points.append(_Point(words, group[0], tasks, len(tasks)))
    for finding in findings:
        if finding.code == "differs":
            words = catalog.t(
                "{number}: no reading of the checklist explains it", number=number_words(finding, catalog)
            )
            points.append(_alone(finding, catalog)._replace(words=words[:1].upper() + words[1:]))
        elif finding.code not in (*EXPLAINED, "one_source", "as_checklist") and not finding.values.get("follows"):
            points.append(_alone(finding, catalog))
    return points


def _there(finding: FigureFinding) -> dict[str, str | None]:
    standings = finding.values.get("standings")
    known = standings if isinstance(standings, dict) else {}
    return {task: known[task][0] if task in known else None for task in finding.tasks}


def _rows_of(point: _Point, key: str, catalog: Catalog) -> list[DeclaredRow]:
    rows = [DeclaredRow(key, "finding", point.words, point.finding)]
    if point.tasks:
        lead = catalog.t(LEADS[str(point.finding.values.get("side", ""))])
        rows.append(DeclaredRow(f"{key}:lead", "lead", lead))
    shown = list(point.tasks.items())[:LISTED]
    rows += [DeclaredRow(f"{key}:{task}", "task", "", point.finding, task, there) for task, there in shown]
    if more := point.of - len(shown):
        rows.append(DeclaredRow(f"{key}:more", "more", catalog.n("and {count} more", "and {count} more", more)))
    return rows


class DeclaredDrawing:
    """Draws rows of findings."""

    def __init__(self, state: SessionState, catalog: Catalog) -> None:
        """Draw a session's findings in its language."""
        self._state, self._catalog = state, catalog

    def height(self, row: DeclaredRow, width: int) -> int:
        """Return the lines of a row."""
        if row.kind == "finding":
            return len(self._wrapped(row, width))
        return len(self._task(row, width)) if row.kind == "task" else 1

    def draw(self, row: DeclaredRow, width: int) -> list[Content]:
        """Draw a row."""
        match row.kind:
            case "heading":
                return [Content.styled(fit(row.words, width), "$foreground-muted bold")]
            case "finding":
                return self._finding(row, width)
            case "task":
                return self._task(row, width)
            case "lead" | "more":
                return [Content.styled(fit("    " + row.words, width), "$foreground-muted")]
        return [Content("")]

    def _wrapped(self, row: DeclaredRow, width: int) -> list[str]:
        return wrap(row.words + ".", max(10, width - INDENT))

    def _finding(self, row: DeclaredRow, width: int) -> list[Content]:
        assert row.finding is not None
        sign, style = ("⚠", "$text-warning bold") if row.finding.contradiction else ("·", "$foreground-muted")
        first, *rest = self._wrapped(row, width)
        lines = [Content.assemble((sign, style), " ", first)]
        return lines + [Content(" " * INDENT + line) for line in rest]

    def _task(self, row: DeclaredRow, width: int) -> list[Content]:
        """Draw a task: its name and words, under it where the agency has it and where it stands here."""
        task = self._state.tasks.get(row.task)
        if task is None:
            return [Content("")]
        standing = self._state.standing(row.task)
        label = f"  {self._state.labels[row.task]} "
        room = width - cell_len(label) - 2
        head = Content.assemble(
            (label, "$text-accent"), symbol(standing.status), " ", fit(one_line(task.content), room)
        )  # fmt: skip
        here = status_words(standing, self._state.content.session.as_of, self._catalog)
        indent = " " * (INDENT + 2)
        if row.there is None:
            return [head, Content.assemble(indent, (here, STATUS_STYLES[standing.status]))]
        there = standing_there(row.there, self._catalog)
        declared = task.declared_completed_on
        by_its_register = row.finding is not None and "declared" in str(row.finding.values.get("reading"))
        if by_its_register and declared is not None and row.there.startswith("done"):
            there += f", {screen_date(declared)}"
        agency = self._catalog.t("the agency: {status}", status=there)
        ours = self._catalog.t("the checklist: {status}", status=here)
        if cell_len(indent) + cell_len(agency) + cell_len(ours) + 3 <= width:
            return [head, Content.assemble(indent, agency, " → ", (ours, STATUS_STYLES[standing.status]))]
        return [
            head, Content.assemble(indent, agency),
            Content.assemble(indent, (ours, STATUS_STYLES[standing.status])),
        ]  # fmt: skip
