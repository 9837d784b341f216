"""What minutes tell only where there is something to tell: declared figures, open conflicts, files of the session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from inspect_tui.documents.paper import Item, Paragraph, plain
from inspect_tui.documents.phrases import or_blank, sentence_case
from inspect_tui.domain.consistency import check_reported
from inspect_tui.domain.declared import compare
from inspect_tui.domain.declared_points import describe_point, points_of
from inspect_tui.domain.declared_words import COUNT_LABELS, percents_words
from inspect_tui.domain.numbers import number
from inspect_tui.domain.readings import Checklist
from inspect_tui.domain.records import DECLARED_COUNTS, Conflict, SessionContent
from inspect_tui.domain.status import Standing
from inspect_tui.domain.tally import tally
from inspect_tui.locale import N_, Catalog

_FIELD_WORDS: Final[dict[str, str]] = {
    "agency": N_("Agency"), "held_on": N_("Day of the meeting"), "as_of": N_("Cut-off date"), "title": N_("Subject"),
    "place": N_("Place"), "chair": N_("Chair"), "secretary": N_("Secretary"), "started_at": N_("Start"),
    "ended_at": N_("End"), "name": N_("Name"), "role": N_("Office"), "side": N_("Side"), "present": N_("Present"),
    "number": N_("No."), "source": N_("Source of tasks"), "document": N_("Document"), "issued_on": N_("Issued on"),
    "content": N_("Content of the task"), "lead": N_("Lead"), "coordinating": N_("Coordinating"),
    "leader": N_("Leader in charge"), "product": N_("Product"), "deadline": N_("Deadline"),
    "deadline_text": N_("Deadline in words"), "first_deadline": N_("First deadline"),
    "declared_completed_on": N_("Completed as declared"), "declared_status": N_("Status as declared"),
    "completed_on": N_("Completed"), "progress": N_("Progress"), "verdict": N_("Verdict"), "nature": N_("Nature"),
    "degree": N_("Degree"), "cause": N_("Cause"), "responsibility": N_("Responsibility"), "remark": N_("Remark"),
    "at": N_("Time"), "speaker": N_("Speaker"), "kind": N_("Kind"), "text": N_("Text"), "tasks": N_("Tasks"),
    "notes": N_("Notes"), "owner": N_("Owner"), "position": N_("Place in the list"),
}  # fmt: skip
_RECORD_WORDS: Final[dict[str, str]] = {
    "session": N_("session"),
    "participant": N_("participant {label}"),
    "task": N_("task {label}"),
    "note": N_("note {label}"),
    "conclusion": N_("conclusion {label}"),
}


def declared_paragraph(declared: Mapping[str, Any], catalog: Catalog) -> Paragraph | None:
    """Return the figures that the agency itself reported, as it reported them; None where it gave none."""
    parts = [
        f"{catalog.t(COUNT_LABELS[name])} {number(declared[name], catalog.language)}"
        for name in DECLARED_COUNTS
        if isinstance(declared.get(name), int)
    ]
    if percents := percents_words(declared.get("percents"), catalog):
        parts.append(percents)
    if not parts:
        return None
    return Paragraph(plain(catalog.t("Figures that the agency reported: {parts}.", parts="; ".join(parts))))


def contradiction_items(content: SessionContent, standing_of: Mapping[str, Standing], catalog: Catalog) -> list[Item]:
    """Return where the figures that the agency reported contradict themselves or the checklist, as dash lines."""
    if not content.declared:
        return []
    twins = tally(content.tasks, standing_of).twins
    checklist = Checklist(content, standing_of=standing_of, twins=twins)
    found = points_of((*check_reported(content.declared).findings, *compare(content.declared, checklist).findings))
    return [Item(plain(f"{describe_point(one, catalog)}."), "dash") for one in found if one.contradiction]


def conflict_items(content: SessionContent, labels: Mapping[str, str], catalog: Catalog) -> list[Item]:
    """Return each field on which two values still stand, with all of them and who wrote which."""
    people = {p.id: p.name or str(n) for n, p in enumerate(content.participants, start=1)}
    notes = {note.id: str(n) for n, note in enumerate(content.notes, start=1)}
    conclusions = {one.id: str(n) for n, one in enumerate(content.conclusions, start=1)}
    names = {**labels, **people, **notes, **conclusions}
    return [
        Item(plain(_conflict_words(conflict, names, catalog)), "clause", place)
        for place, conflict in enumerate(content.conflicts, start=1)
    ]


def _conflict_words(conflict: Conflict, names: Mapping[str, str], catalog: Catalog) -> str:
    message = _RECORD_WORDS.get(conflict.record)
    label = names.get(conflict.id, "")
    record = catalog.t(message, label=label) if message else f"{conflict.record} {label}"
    message = _FIELD_WORDS.get(conflict.field)
    field = catalog.t(message) if message else conflict.field
    values = [f"“{_value_words(one.value)}” ({one.person or one.device})" for one in conflict.values]
    return catalog.t(
        "{record}, {field}: {values}.", record=sentence_case(record.strip()), field=field, values="; ".join(values)
    )


def _value_words(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(str(one) for one in value) or "…"
    return "…" if value is None or value == "" else str(value)


def attachment_items(content: SessionContent) -> list[Item]:
    """Return the files that belong to the session as dash lines."""
    last = len(content.attachments)
    return [
        Item(plain(or_blank(one.name) + (";" if place < last else ".")), "dash")
        for place, one in enumerate(content.attachments, start=1)
    ]
