"""Speakers, tasks and kinds of the open session as the composer offers them, searched as fast as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from textual.content import Content

from inspect_tui.domain.note_matching import (
    KIND_NAMES,
    Name,
    TaskIndex,
    exact_kind,
    exact_name,
    initials,
    matching_kinds,
    matching_names,
    name_index,
)
from inspect_tui.domain.note_tokens import Token, may_be_new
from inspect_tui.domain.records import LABELS
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.tui.widgets.offered_rows import Offer
from inspect_tui.tui.wording import status_words, symbol

if TYPE_CHECKING:
    from datetime import date

    from inspect_tui.domain.records import SessionContent
    from inspect_tui.tui.app import InspectApp

MOST: Final = 20
"""What is offered at most; who looks for more types another letter."""
SLICE: Final = 300
"""Tasks whose words are folded between two keys."""
_LATELY: Final = 60
"""Notes that say which tasks are being discussed."""


def _who_may_speak(content: SessionContent) -> list[Name]:
    spoken = list(dict.fromkeys(note.speaker for note in reversed(content.notes) if note.speaker))
    present = [p.name for p in content.participants if p.present and p.name]
    others = [p.name for p in content.participants if not p.present and p.name]
    return name_index([*spoken[:3], *present, *spoken[3:], *others])


def meant_speaker(typed: str, content: SessionContent) -> str:
    """Return the name that letters behind "@" would have brought, had it been known who may speak; empty for none.

    Args:
        typed: the letters.
        content: the session, whole. Notes that bear the letters themselves as their speaker say nothing.
    """
    others = content._replace(notes=tuple(note for note in content.notes if note.speaker != typed))
    return next(iter(matching_names(typed, _who_may_speak(others))), "")


class NoteOffers:
    """What a token may mean in the session as it is now; each index is made once for each change of what it is of."""

    def __init__(self, app: InspectApp) -> None:
        """Look at the app's open session whenever asked."""
        self._app = app
        self._made: dict[str, tuple[tuple[Any, ...], Any]] = {}

    @property
    def _content(self) -> SessionContent:
        state = self._app.state
        assert state is not None
        return state.content

    # Speakers

    def names(self) -> list[Name]:
        """Return who may speak: who spoke last, who is present, who spoke before, who is on the list."""
        content = self._content
        found: list[Name] = self._once(
            "names", (content.participants, content.notes), lambda: _who_may_speak(content)
        )  # fmt: skip
        return found

    def is_known(self, name: str) -> bool:
        """Tell whether somebody of this name is on the list or has spoken."""
        return exact_name(name, self.names()) is not None

    def speakers(self, token: Token, *, first: bool, current: str) -> list[Offer]:
        """Return the speakers that a token may mean, a new one last."""
        t = self._app.t
        about = {p.name: p for p in reversed(self._content.participants)}
        offers: list[Offer] = []
        for name in matching_names(token.typed, self.names())[: MOST + 1]:
            if not token.typed and name == current:
                continue
            person = about.get(name)
            beside = t("spoke before") if person is None else person.role or t(LABELS[person.side])
            if person is not None and not person.present:
                beside = t("not present")
            offers.append(Offer("@", name, name, beside=beside))
        typed = one_line(token.typed)
        if current and not typed and first:
            offers.append(Offer("@", "", t("no speaker")))
        # Among words, more than one of them are a name only where a known name begins so.
        goes_on = first or " " not in typed or bool(offers)
        if goes_on and may_be_new(token, first=first) and not self.is_known(typed):
            beside = t("joins those present")
            offers.append(Offer("@", typed, t("new: «{name}»", name=typed), beside=beside, is_new=True))
        return offers

    # Tasks

    def tasks(self) -> TaskIndex:
        """Return the tasks as they are searched; folded slice by slice."""
        state = self._app.state
        assert state is not None
        found: TaskIndex = self._once(
            "tasks", (state.content.tasks, state.labels), lambda: TaskIndex(state.content.tasks, state.labels)
        )
        return found

    def tasks_of(self, token: Token, *, tied: bool) -> list[Offer]:
        """Return the tasks that a token may mean; for no words those last spoken of, then the longest overdue."""
        found = self._found(token)
        labels = self._app.state.labels if self._app.state is not None else {}
        width = max((len(labels[task]) for task in found), default=0)
        none = [Offer("#", "", self._app.t("no task"))] if tied and not token.typed else []
        return [*(self._task(task, width) for task in found), *none]

    def _found(self, token: Token) -> list[str]:
        if token.typed.strip():
            return self.tasks().find(token.typed, MOST)
        state, content = self._app.state, self._content
        assert state is not None
        notes = content.notes[-_LATELY:]
        lately = dict.fromkeys(task for note in reversed(notes) for task in note.tasks if task in state.tasks)
        found = list(lately)[:MOST]
        late: list[str] = self._once("late", (content.tasks, state.view.standing_of), self._late)
        return list(dict.fromkeys([*found, *late]))[:MOST]

    def _late(self) -> list[str]:
        standing = self._app.state.view.standing_of if self._app.state is not None else {}
        late = [task.id for task in self._content.tasks if standing[task.id].status == "open_overdue"]
        return sorted(late, key=lambda task: -standing[task].days_overdue)[:MOST]

    def _task(self, task_id: str, width: int) -> Offer:
        state = self._app.state
        assert state is not None
        standing = state.standing(task_id)
        words = status_words(
            standing, state.content.session.as_of, self._app.catalog, due_soon_days=state.view.due_soon_days
        )
        mark = Content.assemble(
            (f"#{state.labels[task_id]:{width}} ", "$foreground-muted"), symbol(standing.status), " "
        )
        return Offer("#", task_id, one_line(state.tasks[task_id].content), mark=mark, beside=words)

    # Kinds

    def kinds(self, token: Token) -> list[Offer]:
        """Return the kinds that a token may mean, each with the letters by which it is typed soonest."""
        short = self._app.catalog.language == "vi"
        return [
            Offer("!", kind, self._app.t(LABELS[kind]), beside=f"!{initials(KIND_NAMES[kind][0])}" if short else "")
            for kind in matching_kinds(token.typed)
        ]

    # All of them

    def of(self, token: Token, *, first: bool, speaker: str, tied: bool) -> list[Offer]:
        """Return what a token may mean, the surest first.

        Args:
            token: the token.
            first: it stands at the beginning of the note.
            speaker: who is set already, not offered again where no letters say so.
            tied: tasks are named already.
        """
        match token.sign:
            case "@":
                return self.speakers(token, first=first, current=speaker)
            case "#":
                return self.tasks_of(token, tied=tied)
            case _:
                return self.kinds(token)

    def exact(self, token: Token) -> Offer | None:
        """Return what a token names in full, so that nothing is left to choose."""
        match token.sign:
            case "@":
                name = exact_name(token.typed, self.names())
                return Offer("@", name, name) if name is not None else None
            case "#":
                task = self.tasks().exact(token.typed)
                return Offer("#", task, "") if task is not None else None
            case _:
                kind = exact_kind(token.typed)
                return Offer("!", kind, "") if kind is not None else None

    # What becomes of a request

    def request(self, text: str) -> tuple[str, date | None]:
        """Return who is to act, else the inspected agency, and until when, read from a request's words."""
        # The reader of dates is wanted for requests only.
        from inspect_tui.domain.request_words import known_units, request_of

        content = self._content
        parts = (content.participants, content.tasks, content.session.agency)
        units: dict[str, str] = self._once("units", parts, lambda: known_units(content))
        return request_of(text, content.session, units)

    def _once(self, name: str, of: Sequence[Any], make: Any) -> Any:
        """Return what was made of some objects, made anew only where one of them is another."""
        kept = self._made.get(name)
        if kept is None or len(kept[0]) != len(of) or any(a is not b for a, b in zip(kept[0], of, strict=True)):
            kept = self._made[name] = (tuple(of), make())
        return kept[1]
