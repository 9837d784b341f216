"""What is found of declared figures, as rows of a list: each finding in words, under it the tasks that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from textual.content import Content

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.declared_points import EXPLAINED, Point, describe_point, points_of, right_words
from inspect_tui.domain.declared_words import number_words, standing_there
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

HEADINGS: Final = (
    N_("NOT DECIDED"), N_("THE FIGURES BY THEMSELVES"), N_("AGAINST THE CHECKLIST"), N_("IN THE AGENCY'S REPORT"),
)  # fmt: skip
"""What stands above the findings, by `DeclaredCheck.parts`."""

ABOVE: Final = ("one_source", "as_checklist")
"""The findings that the title or the first line of the form says already."""

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
    rows: list[DeclaredRow] = []
    for title, findings in zip(HEADINGS, check.parts, strict=True):
        points = [point for point in points_of(findings) if point.finding.code not in ABOVE]
        if points and rows:
            rows.append(DeclaredRow(f"gap:{title}", "gap"))
        if points:
            rows.append(DeclaredRow(f"heading:{title}", "heading", catalog.t(title)))
        for place, point in enumerate(points):
            rows += _rows_of(point, f"{title}:{place}", catalog)
    return rows


def _words(point: Point, catalog: Catalog) -> str:
    """Return what a point says beside the table, which has the checklist's number and the difference already."""
    if point.finding.code in EXPLAINED:
        return right_words(point.findings, catalog)
    if point.finding.code == "differs":
        number = number_words(point.finding, catalog)
        words = catalog.t("{number}: no reading of the checklist explains it", number=number)
        return words[:1].upper() + words[1:]
    return describe_point(point, catalog)


def _rows_of(point: Point, key: str, catalog: Catalog) -> list[DeclaredRow]:
    rows = [DeclaredRow(key, "finding", _words(point, catalog), point.finding)]
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
        if row.kind in ("lead", "more"):
            return len(wrap(row.words, width - 2 * INDENT))
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
                lines = wrap(row.words, width - 2 * INDENT)
                return [Content.styled(" " * 2 * INDENT + line, "$foreground-muted") for line in lines]
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
