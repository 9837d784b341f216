"""Is everything in it? A paper that lacks a task, a note, a conclusion or a participant is never handed out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from inspect_tui.documents.paper import Expected, printable
from inspect_tui.domain.records import SessionContent
from inspect_tui.domain.vietnamese import nfc, one_line
from inspect_tui.locale import N_, Catalog

KIND_WORDS: dict[str, str] = {
    "participant": N_("participant {label}"),
    "task": N_("task {label}"),
    "late_task": N_("task {label} in the table of late tasks"),
    "note": N_("note {label}"),
    "reservation": N_("reservation in note {label}"),
    "conclusion": N_("conclusion {label}"),
}


class DocumentError(ValueError):
    """A paper that would lack something; it was not written.

    Attributes:
        missing: what it would lack.
    """

    def __init__(self, missing: Iterable[Expected]) -> None:
        """Keep what is missing; the words are made where a catalog is at hand."""
        self.missing = tuple(missing)
        super().__init__("the paper lacks " + ", ".join(f"{m.kind} {m.label}" for m in self.missing[:20]))

    def describe(self, catalog: Catalog, limit: int = 10) -> str:
        """Return one line that names what is missing, at most ``limit`` records by name."""
        names = [catalog.t(KIND_WORDS[one.kind], label=one.label) for one in self.missing[:limit]]
        if len(self.missing) > limit:
            names.append(catalog.t("{count} more", count=len(self.missing) - limit))
        return catalog.t("The paper would lack {names}; it was not written.", names=", ".join(names))


def anchor(kind: str, place: int) -> str:
    """Return the name of the block that holds a record: its kind and its place in the session, from 1."""
    return f"{kind}_{place}"


def core_words(text: str) -> str:
    """Return text without the stop at its end, as it stands inside a longer sentence."""
    return text.strip().rstrip(".;: ")


def expectations(
    content: SessionContent, labels: Mapping[str, str], late: Iterable[str] = (), *,
    kinds: Container[str] = ("participant", "task", "note", "reservation", "conclusion"), in_sentences: bool = False,
) -> tuple[Expected, ...]:  # fmt: skip
    """Return what a paper must hold, straight from the session.

    Args:
        content: the session.
        labels: how each task is called, by its id.
        late: ids of the tasks of which nature, degree, cause and responsibility must be told.
        kinds: the kinds of record that the paper must hold.
        in_sentences: whether it puts conclusions into sentences of its own, with which their first letter and the stop
            at their end go.
    """
    late_ids = set(late)
    found: list[Expected] = []

    def expect(kind: str, place: int, label: str, *texts: str) -> None:
        found.append(Expected(kind, label, anchor(kind, place), tuple(text for text in texts if text)))

    for place, person in enumerate(content.participants if "participant" in kinds else (), start=1):
        expect("participant", place, person.name or person.role or str(place), person.name, person.role)
    for place, task in enumerate(content.tasks, start=1):
        label = labels[task.id]
        if "task" in kinds:
            expect(
                "task", place, label, label, task.document, task.content, task.lead, *task.coordinating, task.leader,
                task.product, task.declared_status, task.progress, task.remark,
            )  # fmt: skip
        if task.id in late_ids:
            expect("late_task", place, label, label, task.nature, task.degree, task.cause, task.responsibility)
    for place, note in enumerate(content.notes, start=1):
        ties = [labels[task] for task in note.tasks if task in labels]
        for kind in ("note", "reservation"):
            if kind in kinds and kind in ("note", note.kind):
                expect(kind, place, str(place), note.speaker, note.text, *ties)
    for place, one in enumerate(content.conclusions if "conclusion" in kinds else (), start=1):
        ties = [labels[task] for task in one.tasks if task in labels]
        text = nfc(core_words(one.text))[1:] if in_sentences else one.text
        expect("conclusion", place, str(place), text, one.owner, *ties)
    return tuple(found)


def missing(expected: Iterable[Expected], found: Mapping[str, str]) -> list[Expected]:
    """Return what is expected and not found.

    Args:
        expected: what the paper must hold.
        found: the text of each anchored block as it was read back from the written file.
    """
    lacking = []
    for one in expected:
        words = one_line(found[one.anchor]) if one.anchor in found else None
        if words is None or any(one_line(printable(text)) not in words for text in one.texts):
            lacking.append(one)
    return lacking
