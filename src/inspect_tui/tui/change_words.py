"""Changes of records in words: which record, which field, what stood there before and what after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inspect_tui.domain.dates import local_clock
from inspect_tui.domain.journal import DELETED
from inspect_tui.domain.records import FIELD_WORDS, FIELDS, KIND_WORDS, LABELS, Value
from inspect_tui.domain.status import STATUS_LABELS
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog
from inspect_tui.services.value_words import value_words
from inspect_tui.tui.widgets.cells import cell_len, fit

if TYPE_CHECKING:
    from inspect_tui.domain.undoing import Kept
    from inspect_tui.services.undoing import Outcome, Told, Values
    from inspect_tui.tui.state import SessionState

LEAD: Final = 8
"""Characters left of what an old and a new value begin with alike."""

SHORT: Final = 36
"""Cells of words in a notice."""

_WORDS_OF: Final = {
    "task": "content", "note": "text", "conclusion": "text", "participant": "name", "attachment": "name",
    "paper": "number", "session": "agency",
}  # fmt: skip
"""Per kind the field that says most of a record."""

REASONS: Final[dict[str, str]] = {
    "changed": N_("{what}: changed since, so it stays."),
    "deleted": N_("{what}: the record is deleted, so it stays; bring it back first."),
    "draft": N_("{what}: holds words that are not saved yet, so it stays."),
    "locked": N_("Signing and amending are not undone."),
}


class ChangeWords:
    """Says changes of the open session in its language, its tasks' labels and its clock."""

    def __init__(self, state: SessionState, catalog: Catalog) -> None:
        """Speak of a session."""
        self._state, self._catalog = state, catalog
        self.t = catalog.t

    def kind(self, kind: str) -> str:
        """Return what a kind of record is called."""
        return self.t(KIND_WORDS.get(kind, kind))

    def name(self, kind: str, record_id: str, values: Values) -> str:
        """Return what a record is called in few words: "task I.17", "note 10:50", "request"."""
        what = self.kind(kind)
        match kind:
            case "task":
                label = self._state.labels.get(record_id) or str(values.get("number") or "")
            case "event":
                label = self._state.labels.get(str(values.get("task")), "")
            case "note":
                label = self._clock(values.get("at"))
            case "conclusion":
                what, label = self.t(LABELS.get(str(values.get("kind"))) or KIND_WORDS[kind]), ""
            case _:
                label = ""
        return f"{what} {label.strip()}".rstrip()

    def words(self, kind: str, values: Values) -> str:
        """Return the words that a record holds, in guillemets; empty where it has none."""
        text = one_line(str(values.get(_WORDS_OF.get(kind, "")) or ""))
        return f"«{text}»" if text else ""

    def field(self, name: str) -> str:
        """Return what a field is called."""
        return self.t(FIELD_WORDS.get(name) or STATUS_LABELS.get(name, name))

    def value(self, kind: str, name: str, value: Value) -> str:
        """Return a field's value as a person reads it."""
        if name == "verdict" and not value:
            return self.t("not looked at")
        spec = FIELDS.get(kind, {}).get(name)
        # What names other records or a moment is said in the session's own words.
        if value and spec is not None:
            if spec.type == "time":
                return self._clock(value)
            if spec.type == "list" and name == "tasks":
                return ", ".join(self._state.labels.get(one, "?") for one in value)
            if spec.type == "list" and name == "notes":
                notes = (self._state.note(one) for one in value)
                return ", ".join(self._clock(note.at) if note is not None else "?" for note in notes)
        if value and name == "task":
            return self._state.labels.get(value, "?")
        if value and (kind, name) in (("session", "agenda"), ("note", "item")):
            return self._of_agenda(name, value)
        return value_words(kind, name, value, self._catalog)

    def _of_agenda(self, name: str, value: Value) -> str:
        # Changes of an agenda are few; its rules are not loaded for the others.
        from inspect_tui.domain.agenda_words import agenda_words, item_words

        head = self._state.content.session
        return agenda_words(value, self._catalog, head.zone) if name == "agenda" else item_words(head.agenda, value)

    def act(self, told: Told) -> str:
        """Return in a word what happened to the record itself; empty where only fields of it changed."""
        if told.deletes is not None:
            return self.t("deleted") if told.deletes else self.t("brought back")
        if told.made:
            return self.t("made")
        # A person has decided for the value that was shown already.
        return "" if told.fields or told.reopened else self.t("decided")

    def fields(self, told: Told) -> str:
        """Return which fields changed."""
        return ", ".join(map(self.field, (*_names(told), *told.reopened)))

    def pair(self, told: Told, width: int) -> str:
        """Return the first changed field's old and new value in a width, and how many more there are."""
        names = _names(told)
        if not names:
            return ""
        old, new = (self.value(told.kind, names[0], value) for value in told.fields[names[0]])
        more = f" (+{len(names) - 1})" if len(names) > 1 else ""
        room = max(8, width - len(more) - 3)
        if cell_len(old) + cell_len(new) > room:
            # What both begin with says nothing; a few words of it are left to find the place by.
            start = old.rfind(" ", 0, max(0, _alike(old, new) - LEAD)) + 1
            if start:
                old, new = f"…{old[start:]}", f"…{new[start:]}"
        # The shorter of the two leaves its room to the longer one.
        left = min(cell_len(old), max(room // 2, room - cell_len(new)))
        return f"{fit(old, left).rstrip()} → {fit(new, min(cell_len(new), room - left))}{more}"

    # Notices

    def told(self, outcome: Outcome) -> str:
        """Return what was put back."""
        told = outcome.told
        if told is None:
            return ""
        if outcome.count > 1:
            count = self._catalog.n("{count} record", "{count} records", outcome.count)
            return f"{count} · {self._name_and_words(told.kind, told.id, told.values)}: {self._happened(told)}"
        return f"{self._name_and_words(told.kind, told.id, told.values)}: {self._happened(told)}"

    def kept(self, outcome: Outcome) -> str:
        """Return what stays as it is, and why; empty where everything was put back."""
        if not outcome.kept:
            return ""
        first: Kept = outcome.kept[0]
        what = self._name_and_words(first.kind, first.id, outcome.names)
        if first.field != DELETED:
            what += f", {self.field(first.field)}"
        words = self.t(REASONS[first.reason], what=what)
        more = len(outcome.kept) - 1
        return words + (" " + self._catalog.n("{count} more stays.", "{count} more stay.", more) if more else "")

    def _name_and_words(self, kind: str, record_id: str, values: Values) -> str:
        return f"{self.name(kind, record_id, values)} {fit(self.words(kind, values), SHORT).rstrip()}".rstrip()

    def _happened(self, told: Told) -> str:
        act = self.act(told)
        if act:
            return act
        if told.reopened:
            return self.t("{field}: to be decided again", field=", ".join(map(self.field, told.reopened)))
        return f"{self.field(_names(told)[0])} {self.pair(told, 2 * SHORT)}"

    def _clock(self, moment: str | None) -> str:
        return local_clock(moment, self._state.content.session.zone)


def from_difference(text: str, other: str) -> str:
    """Return a text from some characters before the place on where it differs from another one."""
    start = text.rfind(" ", 0, max(0, _alike(text, other) - LEAD)) + 1
    return f"…{text[start:]}" if start else text


def _names(told: Told) -> list[str]:
    """Return the fields that have changed, the one that says most of the record first."""
    names = [name for name in told.fields if name != DELETED]
    return sorted(names, key=lambda name: name != _WORDS_OF.get(told.kind))


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    both = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in both if a != b), min(len(one), len(other)))
