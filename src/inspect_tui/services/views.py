"""A session with what is computed from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from inspect_tui.domain.figures import Figures
from inspect_tui.domain.records import SessionContent
from inspect_tui.domain.status import DUE_SOON_DAYS, Standing, standings
from inspect_tui.domain.tally import Tally, tally

if TYPE_CHECKING:
    from inspect_tui.domain.readiness import Missing
    from inspect_tui.store.newest import Newest


class View(NamedTuple):
    """A session and its figures: the same for screens, papers and commands.

    Attributes:
        standing_of: each task's standing on the cut-off date, found facts counted.
        figures: the grid and its rates.
        tally: what the figures were made from; None where only a session's first page was read.
        newest: the journal's newest entry when the session was read; None where nobody noted it.
        behind: by how many milliseconds this device's own clock is behind those of the others.
        due_soon_days: within how many days a deadline is near; a setting of the store.
    """

    content: SessionContent
    standing_of: Mapping[str, Standing]
    figures: Figures
    tally: Tally | None = None
    newest: Newest | None = None
    behind: int = 0
    due_soon_days: int = DUE_SOON_DAYS


def view_of(content: SessionContent, *, as_of: str | None = None, declared: bool = False) -> View:
    """Compute a session's standings and figures.

    Args:
        content: the session.
        as_of: another cut-off date than the session's, ISO text.
        declared: count as the agency declared.
    """
    head = content.session
    if as_of:
        head = head._replace(as_of=date.fromisoformat(as_of))
    where = standings(content.tasks, content.events, head.as_of, declared=declared)
    counted = tally(content.tasks, where)
    return View(content, where, counted.figures(head), counted)


def missing_of(view: View, labels: Mapping[str, str] | None = None) -> list[Missing]:
    """Return what is missing before a session can be signed.

    Args:
        view: the session.
        labels: the names of its tasks, where they are at hand.
    """
    from inspect_tui.domain.readiness import missing_before_signing

    twins = view.tally.twins if view.tally is not None else None
    return missing_before_signing(view.content, view.standing_of, view.figures, labels=labels, twins=twins)
