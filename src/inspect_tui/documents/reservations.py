"""What the inspected agency reserves (bảo lưu ý kiến): said in the course of the meeting, and again in its own place.

Whoever signs looks for it just above the signatures, not among two hundred statements.
"""

from __future__ import annotations

from collections.abc import Mapping

from inspect_tui.documents.check import anchor
from inspect_tui.documents.paper import BLANK, SHORT_BLANK, Block, Item, Mark, Paragraph, Run, Runs, part, plain
from inspect_tui.documents.phrases import or_blank, sentence_case, task_words
from inspect_tui.domain.records import Note, Session, SessionContent
from inspect_tui.locale import Catalog

KIND = "reservation"
_READ = ("agreed", "corrected", "reserved")


def title_words(session: Session, catalog: Catalog) -> str:
    """Return the title of the place of reservations, "Ý kiến bảo lưu của …"."""
    return catalog.t("Reservations of {agency}", agency=session.agency or SHORT_BLANK)


def reservation_items(
    content: SessionContent, labels: Mapping[str, str], catalog: Catalog, mark: Mark = "clause"
) -> list[Item]:
    """Return each reservation with who made it and the tasks that it is about."""
    placed = [(place, note) for place, note in enumerate(content.notes, start=1) if note.kind == KIND]
    return [
        Item(_runs(note, labels, catalog), mark, number, anchor(KIND, place))
        for number, (place, note) in enumerate(placed, start=1)
    ]


def _runs(note: Note, labels: Mapping[str, str], catalog: Catalog) -> Runs:
    runs = (Run(or_blank(note.speaker), bold=True), Run(f": {or_blank(note.text)}"))
    ties = task_words(note.tasks, labels, catalog)
    return (*runs, Run(f" ({sentence_case(ties)})", italic=True)) if ties else runs


def reservation_part(content: SessionContent, labels: Mapping[str, str], number: int, catalog: Catalog) -> list[Block]:
    """Return the part of the minutes that holds the reservations.

    That there are none is said only of minutes that were read aloud; else a blank is left for what may be said then.
    """
    blocks: list[Block] = [part(title_words(content.session, catalog), number)]
    items = reservation_items(content, labels, catalog)
    if items:
        return [*blocks, *items]
    return [*blocks, Paragraph(plain(catalog.t("None.") if _was_read(content.session) else BLANK))]


def _was_read(session: Session) -> bool:
    said = session.read_aloud.values()
    return any(isinstance(entry, Mapping) and entry.get("state") in _READ for entry in said)
