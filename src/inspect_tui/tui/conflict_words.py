"""What two people wrote differently, in words: which record and field, each value with who gave it, where and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from inspect_tui.domain.journal import DELETED, canonical
from inspect_tui.domain.records import FIELDS, Conflict, ConflictValue, Value
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.tui.change_words import ChangeWords, from_difference
from inspect_tui.tui.wording import CONFLICT

if TYPE_CHECKING:
    from inspect_tui.locale import Catalog
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.state import SessionState

DEVICE: Final = 4
"""Signs of a device's id by which people tell it from others, as in the names of session files."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that stand against each other.

    Attributes:
        value: as it is stored.
        words: as a person reads it, line ends kept.
        who: each person who gave it, with device and time.
        is_shown: lists and papers show this one as long as nothing is decided.
    """

    value: Value
    words: str
    who: tuple[str, ...]
    is_shown: bool


class ConflictWords:
    """Says conflicts of the open session."""

    def __init__(self, state: SessionState, catalog: Catalog, *, device: str = "") -> None:
        """Speak of a session.

        Args:
            state: the session.
            catalog: the language.
            device: the id of this store's own device, which is called so.
        """
        self._state, self._device, self._catalog = state, device, catalog
        self._words = ChangeWords(state, catalog)
        self.t = catalog.t

    def title(self, conflict: Conflict) -> str:
        """Return what it is about: "task I.17 · cause"."""
        values = self._state.values_of(conflict.record, conflict.id)
        stored = {name: _stored(value) for name, value in values.items()}
        name = self._words.name(conflict.record, conflict.id, stored)
        if conflict.record == "conclusion" and stored.get("kind") == "request":
            requests = [c.id for c in self._state.content.conclusions if c.kind == "request"]
            name = f"{name} {requests.index(conflict.id) + 1}"
        return f"{name} · {self.field(conflict)}"

    def field(self, conflict: Conflict) -> str:
        """Return what the field is called; where a delete stands against a change, what the question is."""
        return self.t("delete or keep") if conflict.field == DELETED else self._words.field(conflict.field)

    def about(self, conflict: Conflict) -> str:
        """Return the words by which the record is known; empty where the field itself has them."""
        values = self._state.values_of(conflict.record, conflict.id)
        if conflict.field == DELETED or conflict.record == "session":
            return ""
        words = self._words.words(conflict.record, values)
        return "" if words[1:-1] == one_line(str(values.get(conflict.field, ""))) else words

    def choices(self, conflict: Conflict) -> list[Choice]:
        """Return the values, each once, the one that was given first foremost."""
        now = self._state.values_of(conflict.record, conflict.id).get(conflict.field)
        shown = canonical(False if conflict.field == DELETED else _stored(now))
        givers: dict[bytes, list[ConflictValue]] = {}
        for one in sorted(conflict.values, key=lambda one: (one.at, one.device, one.person)):
            givers.setdefault(canonical(one.value), []).append(one)
        return [
            Choice(
                given[0].value,
                self.value(conflict, given[0].value),
                tuple(dict.fromkeys(map(self.who, given))),
                form == shown,
            )
            for form, given in givers.items()
        ]

    def who(self, value: ConflictValue) -> str:
        """Return who gave a value, on which machine, when."""
        device = self.t("this machine") if value.device == self._device else ""
        device = device or self.t("machine {name}", name=value.device[-DEVICE:])
        return " · ".join((value.person or self.t("no name"), device, self.when(value.at)))

    def when(self, at: str) -> str:
        """Return the local time of a moment, with the day where it is not that of the visit."""
        head = self._state.content.session
        moment = datetime.fromisoformat(at).astimezone(head.zone)
        clock = f"{moment:%H:%M}"
        return clock if moment.date() == head.held_on else f"{clock} {moment:%d/%m/%Y}"

    def value(self, conflict: Conflict, value: Value) -> str:
        """Return a value whole, as a person reads it."""
        kind, name = conflict.record, conflict.field
        if name == DELETED:
            if value:
                return self.t("Delete it")
            words = self._words.words(kind, self._state.values_of(kind, conflict.id))
            return self.t("Keep it: {words}", words=words) if words else self.t("Keep it")
        if isinstance(value, Mapping) and value and name != "percents":
            return self._map(name, value)
        if isinstance(value, str) and value and FIELDS.get(kind, {}).get(name, FIELDS["note"]["text"]).type == "text":
            return value
        return self._words.value(kind, name, value)

    def _map(self, name: str, value: Mapping[str, Value]) -> str:
        if name == "signed":
            return self.t(
                "signed by {name}, {when}, verification code {code}",
                name=value.get("by", ""), when=self.when(str(value["at"])) if value.get("at") else "?",
                code=value.get("code", ""),
            )  # fmt: skip
        if name == "agenda":
            from inspect_tui.domain.agenda_words import agenda_lines

            return "\n".join(agenda_lines(value, self._catalog, self._state.content.session.zone))
        return "; ".join(f"{self._words.field(key)} {one}" for key, one in value.items())

    def others(self, conflict: Conflict) -> list[str]:
        """Return in a line each the values that are not shown in the field itself, each with who gave it."""
        return [f"{', '.join(c.who)}: {one_line(c.words)}" for c in self.choices(conflict) if not c.is_shown]

    def in_short(self, conflict: Conflict) -> list[str]:
        """Return the same for one line each: with the field's name but for words, and from where the values differ."""
        name = "" if conflict.field == "text" else self.field(conflict) + " · "
        choices = self.choices(conflict)
        shown = next((one_line(c.words) for c in choices if c.is_shown), "")
        return [
            f"{name}{', '.join(c.who)}: {from_difference(one_line(c.words), shown)}" for c in choices if not c.is_shown
        ]


def beside_record(app: InspectApp, kind: str, record_id: str) -> list[str]:
    """Return in a line each what else was written in a record's fields; none where nobody disputes it."""
    state = app.state
    if state is None or (kind, record_id) not in state.disputed:
        return []
    words = ConflictWords(state, app.catalog, device=app.gateway.device)
    lines = [line for conflict in state.disputed[kind, record_id] for line in words.in_short(conflict)]
    return [f"{CONFLICT} F12 · {line}" for line in lines]


def conflicts_in_order(state: SessionState) -> Sequence[Conflict]:
    """Return the conflicts as they are gone through: the session's own, then tasks, notes, conclusions, the rest."""
    content = state.content
    ids = ([t.id for t in content.tasks], [n.id for n in content.notes], [c.id for c in content.conclusions])
    places = {one: place for listed in ids for place, one in enumerate(listed)}
    kinds = ("session", "task", "note", "conclusion")
    return sorted(
        content.conflicts,
        key=lambda c: (kinds.index(c.record) if c.record in kinds else len(kinds), c.record, places.get(c.id, 0)),
    )


def _stored(value: object) -> Value:
    """Return a field of a typed object as it is stored."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
