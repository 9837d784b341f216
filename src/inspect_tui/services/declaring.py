"""The figures that an agency declared, judged: by themselves, and against the checklist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from inspect_tui.domain.consistency import check_reported
from inspect_tui.domain.dates import local_clock
from inspect_tui.domain.declared import Comparison, compare, undecided
from inspect_tui.domain.declared_points import Point, describe_point, points_of
from inspect_tui.domain.declared_words import describe_declared, task_names
from inspect_tui.domain.figure_findings import FigureFinding
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.readings import Checklist
from inspect_tui.domain.text_figures import text_findings
from inspect_tui.locale import Catalog
from inspect_tui.services.sessions import load_view
from inspect_tui.services.views import View
from inspect_tui.store.store import Store


class DeclaredCheck(NamedTuple):
    """What is found of a session's declared figures.

    Attributes:
        consistent: True where something could be judged and all of it agrees, with itself and with the checklist, False
            where anything does not, None where nothing could be judged.
        undecided: the declared figures that several people wrote differently; what is judged is the value shown.
        itself: what is found of the figures by themselves.
        comparison: the same figures beside the checklist's.
        said: numbers in the agency's own report, as it was noted, that are not the checklist's; never a contradiction.
    """

    consistent: bool | None
    itself: tuple[FigureFinding, ...]
    comparison: Comparison
    said: tuple[FigureFinding, ...] = ()
    undecided: tuple[FigureFinding, ...] = ()

    @property
    def parts(self) -> tuple[tuple[FigureFinding, ...], ...]:
        """The findings as they are told: not decided, of the figures alone, against the checklist, in the report."""
        return self.undecided, self.itself, self.comparison.findings, self.said

    @property
    def findings(self) -> tuple[FigureFinding, ...]:
        """All findings."""
        return tuple(finding for part in self.parts for finding in part)

    @property
    def points(self) -> list[Point]:
        """What they come to; counted and told alike wherever declared figures are judged."""
        return [point for part in self.parts for point in points_of(part)]


class Told(NamedTuple):
    """What is found of a session's declared figures, in words.

    Attributes:
        consistent: as in `DeclaredCheck`.
        findings: each finding with its sentence.
        points: what they come to, with the sentence for it.
    """

    consistent: bool | None
    findings: list[tuple[FigureFinding, str]]
    points: list[tuple[Point, str]]


def checklist_of(view: View) -> Checklist:
    """Return a session's tasks as declared figures are compared with them."""
    twins = view.tally.twins if view.tally is not None else {}
    return Checklist(view.content, standing_of=view.standing_of, twins=twins)


def check_view(view: View, checklist: Checklist | None = None) -> DeclaredCheck:
    """Judge the declared figures of a session that was read.

    Args:
        view: the session.
        checklist: its tasks where they were read already, for the readings that were worked out stay known.
    """
    declared, checklist = view.content.declared, checklist or checklist_of(view)
    check = check_reported(declared)
    comparison = compare(declared, checklist)
    against = [finding for finding in comparison.findings if finding.code != "one_source"]
    consistent = check.consistent
    if any(finding.contradiction for finding in against):
        consistent = False
    elif consistent is None and against:
        consistent = True
    return DeclaredCheck(
        consistent, check.findings, comparison, tuple(_said(view, checklist)), undecided(view.content)
    )  # fmt: skip


def _said(view: View, checklist: Checklist) -> Iterator[FigureFinding]:
    """Yield the numbers of the agency's own report that are not the checklist's: noted as they were said, they stay."""
    head = view.content.session
    for note in view.content.notes:
        if note.kind != "report":
            continue
        found = text_findings(
            note.text, view.figures, agency=head.agency, held_on=head.held_on, reported=True, visit=checklist.at_visit
        )
        clock = local_clock(note.at, head.zone)
        for one in found:
            yield FigureFinding("report_text", False, {"note": note.id, "clock": clock, **one._asdict()})


def check_session(store: Store, session: str) -> tuple[DeclaredCheck, dict[str, str]]:
    """Judge the declared figures of a session, by themselves and against its checklist.

    Args:
        store: the store.
        session: the session's id.

    Returns:
        What is found, and what its tasks are called, by id, for `domain.declared_words.describe_declared`.
    """
    view = load_view(store, session)
    tasks = view.content.tasks
    names = task_names(task_labels(tasks), {task.id: task.content for task in tasks})
    return check_view(view), names


def told_of_session(store: Store, session: str, catalog: Catalog) -> Told:
    """Return what `check_session` finds in words, keys and tasks named.

    Args:
        store: the store.
        session: the session's id.
        catalog: the language.
    """
    check, names = check_session(store, session)
    return Told(
        check.consistent,
        [(one, describe_declared(one, catalog, keys=True, names=names)) for one in check.findings],
        [(one, describe_point(one, catalog, keys=True, names=names)) for one in check.points],
    )
