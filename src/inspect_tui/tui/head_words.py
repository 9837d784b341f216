"""The head of the session in words: its fields, what is in the way, and what follows from a correction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from inspect_tui.domain.dates import local_clock, screen_date
from inspect_tui.domain.records import Session
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog
from inspect_tui.services.meeting import DAYS, TIMES
from inspect_tui.tui.drafts import field_draft

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

FIELDS: Final = (
    ("agency", N_("Agency")), ("title", N_("Title")), ("held_on", N_("Day of the visit")),
    ("as_of", N_("Figures as of")), ("place", N_("Place")), ("started_at", N_("Start")), ("ended_at", N_("End")),
    ("chair", N_("Chair")), ("secretary", N_("Secretary")), ("remark", N_("Remark")),
)  # fmt: skip
"""The fields in their order, with what they are called."""


def stands(head: Session, name: str) -> str:
    """Return what a session has in a field, as it is typed there."""
    value = getattr(head, name)
    if name in TIMES:
        return local_clock(value, head.zone)
    return screen_date(value) if isinstance(value, date) else str(value or "")


def head_doubts(app: InspectApp, at_hand: str) -> list[str]:
    """Return what is in the way: words that are no day or time, an end before the start.

    Args:
        app: the app.
        at_hand: the field that is being typed in, of which nothing is said yet.
    """
    if app.state is None:
        return []
    t, head, told = app.t, app.state.content.session, []
    for name, label in FIELDS:
        typed = app.drafts.get(field_draft("session", head.id, name)) if name in (*DAYS, *TIMES) else None
        if typed is None or name == at_hand:
            continue
        words = N_("{field}: «{text}» is no time; {now} stands.")
        if name in DAYS:
            words = N_("{field}: «{text}» is no day; {now} stands.")
        now = stands(head, name) or t("nothing")
        told.append(t(words, field=t(label), text=one_line(typed), now=now))
    if head.started_at and head.ended_at and head.ended_at < head.started_at:
        told.append(t("The end is before the start."))
    return told


def change_words(name: str, before: Session, head: Session, requests: int, catalog: Catalog) -> str:
    """Return what follows from a correction; empty where nothing was corrected.

    Args:
        name: the field.
        before: the head before it.
        head: the head as it is now.
        requests: how many requests went along to the agency's new name.
        catalog: the language.
    """
    t = catalog.t
    if getattr(before, name) == getattr(head, name):
        return ""
    match name:
        case "agency":
            words = [t("«{agency}» stands in the figures' sentence, papers and lists from now on. Tasks stay.",
                       agency=head.agency)]  # fmt: skip
            if requests:
                words.append(catalog.n("{count} request went along.", "{count} requests went along.", requests))
        case "as_of":
            words = [t("Counted again as of {day}.", day=screen_date(head.as_of))]
        case _:
            words = [t("The visit is on {day} now.", day=screen_date(head.held_on))]
            if head.started_at or head.ended_at:
                words.append(t("Start and end go with it."))
    return " ".join([*words, t("Ctrl+Z takes it back.")])
