"""What stands in the composer as a record: its drafts, a note taken in to be changed, the values that are saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from inspect_tui.domain.note_tokens import request_text, without_tail
from inspect_tui.domain.records import NOTE_KINDS, Note, Task
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.services.errors import UserError
from inspect_tui.tui.drafts import COMPOSER, DraftKeeper
from inspect_tui.tui.matching import named_tasks
from inspect_tui.tui.widgets.composer_parts import KIND_DRAFT, ComposerParts

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


class Written(NamedTuple):
    """How a note was written, beside its speaker and tasks, which stay in their fields."""

    text: str
    kind: str
    began_at: str | None
    in_words: tuple[str, ...]
    speaker: str
    tied: str


class ComposerRecord(ComposerParts):
    """A composer whose words belong to a new note, or to one that is being changed."""

    @dataclass
    class TakeBack(Message, namespace="composer"):
        """Posted where undo, or redo, is pressed and only the note that was written last can be meant."""

        composer: ComposerRecord
        again: bool

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty composer."""
        super().__init__(id=id)
        self.began_at: str | None = None
        self._aside = ("", "note", "")
        self._has_words_back = self._has_all_back = False
        self._is_walking = False
        self.tied_in_words: list[str] = []
        """Labels of the tasks that were taken where they stand among the words."""
        self._has_own_tasks = False
        """Whether tasks were named for this very note, and are not those of the one before."""
        self._is_back = False
        """Whether the words are those of a note that was taken back."""
        self.may_take_back = False
        """Whether a note was written here that undo may take back."""
        self._early: list[str] = []
        """Speakers that were taken before it was known who is listed, as they were typed."""

    # Drafts

    def _name_drafts(self) -> None:
        prefix = COMPOSER if self.editing is None else f"{COMPOSER}:{self.editing}"
        self.words.about = COMPOSER if self.editing is None else f"{prefix}:text"
        self.speaker.about, self.tied.about = f"{prefix}:speaker", f"{prefix}:tasks"

    def drafts(self, text: str) -> dict[str, str]:
        """Return the drafts that become part of a note with these words."""
        kept = self.inspect.drafts
        found = {field.about: field.text for field in (self.speaker, self.tied) if kept.get(field.about) is not None}
        if (kind := kept.get(KIND_DRAFT)) is not None:
            found[KIND_DRAFT] = kind
        return {self.words.about: text, **found}

    def restore(self) -> None:
        """Put back what was typed and not saved when the app ended, and say what is meant by what is being typed."""
        if self.tied.has_focus:
            # Before the session was read whole, there was no telling.
            self._say_tasks(self.tied.text)
        drafts, whole = self.inspect.drafts, self.state.is_whole
        # Once: a moment after Enter the field is empty and its words are a draft still, on the way into their note.
        words_back, self._has_words_back = self._has_words_back, True
        all_back, self._has_all_back = self._has_all_back, self._has_all_back or whole
        if self.editing is not None or self.words.edited_by_user:
            return
        if not words_back:
            self._restore_words(drafts)
        if whole and not all_back and (not words_back or self.inspect.nobody_typed):
            for name in drafts.names(f"{COMPOSER}:"):
                parts = name.split(":")
                note = self.state.note(parts[1]) if len(parts) == 3 else None
                if note is not None:
                    self.edit(note, focus=False)
                    return

    def _restore_words(self, drafts: DraftKeeper) -> None:
        if words := drafts.get(COMPOSER):
            self.words.text = words
            self.run_worker(self._restore_time())
        for field in (self.speaker, self.tied):
            text = drafts.get(field.about)
            if text and not field.text:
                field.text = text
        if (kind := drafts.get(KIND_DRAFT)) in NOTE_KINDS:
            self.kind.value = kind

    async def _restore_time(self) -> None:
        """A note keeps the time of its first key, also where the program ended before it was saved."""
        self.began_at = await self.inspect.begun_at() or self.began_at

    # Values

    def note_text(self, text: str) -> str:
        """Return the words of a note without the sign of a conclusion and the tasks taken at their end."""
        asked = request_text(text)
        return without_tail(text if asked is None else asked, self.tied_in_words).strip()

    def values(self, text: str) -> dict[str, object] | None:
        """Return the fields of a note with these words, or None where there are none or a task is not known."""
        text = self.note_text(text)
        if not text:
            return None
        tasks, unknown = named_tasks(self.tied.text, self.state)
        if unknown and self.state.is_whole:
            self.say(self.inspect.t("No task «{text}»; the note waits.", text=", ".join(unknown)))
            self.tied.focus()
            return None
        return {
            "text": text,
            "speaker": one_line(self.speaker.text),
            "kind": self.kind.value,
            "tasks": [task.id for task in tasks],
        }

    def settle(self) -> Callable[[Store], Mapping[str, object]] | None:
        """Return what tells speaker and tasks of a note that is saved before the session was read; None after."""
        text, state, speaker = self.tied.text, self.state, one_line(self.speaker.text)
        early = speaker if speaker in self._early else ""
        if state.is_whole or not (early or named_tasks(text, state)[1]):
            return None

        def named(store: Store) -> Mapping[str, object]:
            from inspect_tui.services.live import load
            from inspect_tui.tui.note_offers import meant_speaker
            from inspect_tui.tui.state import SessionState

            whole = SessionState(load(store, state.id)[0])
            tasks, unknown = named_tasks(text, whole)
            if unknown:
                raise UserError("no_task", text=", ".join(unknown))
            said = {"speaker": meant_speaker(early, whole.content) or early} if early else {}
            return {"tasks": [task.id for task in tasks], **said}

        return named

    def labels(self) -> list[str]:
        """Return the names of the tasks of the note, as they stand in their field."""
        return [part for part in map(one_line, self.tied.text.split(",")) if part]

    # A note that is taken back

    def written(self, text: str) -> Written:
        """Return how the words that stand here are written."""
        in_words = tuple(self.tied_in_words)
        return Written(text, self.kind.value, self.began_at, in_words, self.speaker.text, self.tied.text)

    def _is_between_notes(self, *, again: bool) -> bool:
        """Tell whether undo (or redo) is about the note that was just written, for there is nothing else to it."""
        words = self.words
        if self.editing is not None or words.next_undone() is not None or words.next_redone() is not None:
            return False
        return self._is_back if again else self.may_take_back and not words.text

    def follow_written(self, written: Written, *, stands: bool) -> None:
        """Bring back the words of a note that undo has taken back, or let go of them where the note is back.

        Args:
            written: how it was written.
            stands: the note is there.
        """
        words = self.words
        if self.editing is not None or words.text != (written.text if stands else ""):
            return
        if stands:
            if self._is_back:
                words.text = ""
                for name in (words.about, self.speaker.about, self.tied.about, KIND_DRAFT):
                    self.inspect.drafts.drop(name)
                self.clear()
        else:
            self.speaker.text, self.tied.text = written.speaker, written.tied
            self.kind.value, self.began_at = written.kind, written.began_at
            words.text = written.text
            self.tied_in_words, self._has_own_tasks = list(written.in_words), True
            for field in (words, self.speaker, self.tied):
                self.inspect.edited(field.about, field.text)
            self.inspect.edited(KIND_DRAFT, written.kind)
            if written.began_at is not None:
                self.inspect.note_begun(written.began_at)
            self.post_message(self.TasksChanged(self))
        self._is_back, self.may_take_back = not stands, stands

    def tasks(self) -> list[Task]:
        """Return the tasks that are named."""
        return named_tasks(self.tied.text, self.state)[0]

    # A note that is changed

    def edit(self, note: Note, *, focus: bool = True) -> None:
        """Take a note in to be changed; new words that stood here stay as a draft."""
        if self.editing is None:
            self._aside = (self.speaker.text, self.kind.value, self.tied.text)
        self.editing = note.id
        self._is_walking = False
        self._begin_tokens()
        self._name_drafts()
        tied = ", ".join(self.state.labels[i] for i in note.tasks if i in self.state.labels)
        for field, stored in ((self.words, note.text), (self.speaker, note.speaker), (self.tied, tied)):
            draft = self.inspect.drafts.get(field.about)
            field.text = draft if draft is not None else stored
        self.kind.value = note.kind
        self._say_editing()
        self.post_message(self.TasksChanged(self))
        if focus:
            self.begin()

    def walk(self, step: int) -> bool:
        """Take in the last note, the one before it, the one behind it; False where that key is another one's.

        Args:
            step: -1 for the note before, 1 for the one behind; behind the last one stands what stood here first.
        """
        notes = self.state.content.notes
        if self.editing is None:
            if step > 0 or self.words.text or not notes:
                return False
            place = len(notes) - 1
        elif not self._is_walking:
            return False
        else:
            here = next((place for place, note in enumerate(notes) if note.id == self.editing), len(notes))
            place = here + step
        if place >= len(notes):
            # Nothing was typed into it: a draft that an earlier run left stays one.
            self.clear()
        elif place >= 0:
            self.edit(notes[place])
            self._is_walking = True
        return True

    def stop_editing(self) -> None:
        """Give up changing a note; its drafts go too."""
        for field in (self.words, self.speaker, self.tied):
            self.inspect.drafts.drop(field.about)
        self.clear()

    def clear(self) -> None:
        """Make room for the next note; speaker and tasks stay, the kind starts anew."""
        was_editing, self.editing = self.editing, None
        self._is_back = False
        self.began_at = None
        self._is_walking = False
        self._begin_tokens()
        self.kind.value = "note"
        if was_editing is not None:
            self._name_drafts()
            self.words.text = self.inspect.drafts.get(COMPOSER) or ""
            self.speaker.text, self.kind.value, self.tied.text = self._aside
            self.post_message(self.TasksChanged(self))
        self.show_large(False)
        self.say("")

    def put_back(self, text: str) -> None:
        """Put words back that could not be saved, before whatever was typed since."""
        self.words.put_back(text)
        self.inspect.edited(self.words.about, self.words.text)

    def _begin_tokens(self) -> None:
        """Begin with no token taken; what was taken belongs to the note before."""
        self.tied_in_words = []
        self._has_own_tasks = False
