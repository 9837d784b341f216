"""The notes' composer: who speaks, what kind, which tasks, and the words; Enter saves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from inspect_tui.domain.dates import local_clock
from inspect_tui.domain.records import LABELS, NOTE_KINDS, Note, Task, utc_text
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.services.errors import UserError
from inspect_tui.tui.drafts import COMPOSER, DraftKeeper
from inspect_tui.tui.matching import best_match, has_words, named_tasks
from inspect_tui.tui.widgets.cells import fit
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.state import SessionState

KIND_DRAFT = f"{COMPOSER}:kind"
"""The draft of a note's kind, so that an explanation is one again after a crash."""


class Composer(Vertical):
    """Two lines at the foot of the notes: about the words, and the words.

    Speaker and tasks stay from one note to the next; the time of a note is that of its first key. What is typed is
    kept under one name for a new note and under the note's own while it is being changed.
    """

    BINDINGS = [
        Binding("tab", "next_part(1)", show=False),
        Binding("shift+tab", "next_part(-1)", show=False),
    ]

    DEFAULT_CSS = """
    Composer {
        height: auto;
        padding: 0 1;
        border-top: solid $panel;
        & #composer-about { height: auto; }
        & .composer-label { width: auto; color: $text-muted; padding: 0 1 0 0; }
        & #composer-speaker { width: 2fr; }
        & #composer-kind { width: 20; margin: 0 2; }
        & #composer-tasks { width: 1fr; }
        & #composer-hint { height: 1; color: $text-accent; }
        & #composer-line { height: auto; }
        & #composer-prompt { width: 2; color: $accent; text-style: bold; }
        & #composer-text { width: 1fr; }
    }
    """

    @dataclass
    class Submitted(Message):
        """Posted at Enter on words; the field is empty again already, for the next note may begin in the same read."""

        composer: Composer
        text: str

    @dataclass
    class TasksChanged(Message):
        """Posted when other tasks are named."""

        composer: Composer

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty composer."""
        super().__init__(id=id)
        self.editing: str | None = None
        self.began_at: str | None = None
        self._offered = ""
        self._aside = ("", "note", "")
        self._has_words_back = self._has_all_back = False

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    @property
    def state(self) -> SessionState:
        """The open session."""
        state = self.inspect.state
        assert state is not None
        return state

    def compose(self) -> ComposeResult:
        """Lay out the parts; Tab goes from the words to the speaker and round."""
        t = self.inspect.t
        with Horizontal(id="composer-about"):
            yield Static(t("Speaker"), classes="composer-label", markup=False)
            yield TextLine(id="composer-speaker", placeholder=t("name"))
            yield ChoiceLine([(k, t(LABELS[k])) for k in NOTE_KINDS], value="note", id="composer-kind")
            yield Static(t("Tasks"), classes="composer-label", markup=False)
            yield TextLine(id="composer-tasks", placeholder=t("numbers"))
        yield Static("", id="composer-hint", markup=False)
        with Horizontal(id="composer-line"):
            yield Static("›", id="composer-prompt", markup=False)
            yield TextEditor(
                id="composer-text", submit_on_enter=True, take_on_submit=True, max_height=6,
                placeholder=t("what is said; Enter saves"),
            )  # fmt: skip

    def on_mount(self) -> None:
        """Let the name that is offered be taken with Enter or right."""
        self.speaker.offer_key = self._offer_speaker_key
        self.words.keep = self.tied.keep = self.inspect.edited
        self.speaker.keep = self._keep_speaker
        self.kind.keep = self._keep_kind
        self._name_drafts()
        self.say("")

    @property
    def words(self) -> TextEditor:
        """The field of the words."""
        return self.query_one("#composer-text", TextEditor)

    @property
    def speaker(self) -> TextLine:
        """The field of the speaker."""
        return self.query_one("#composer-speaker", TextLine)

    @property
    def kind(self) -> ChoiceLine:
        """The field of the kind."""
        return self.query_one("#composer-kind", ChoiceLine)

    @property
    def tied(self) -> TextLine:
        """The field of the tasks."""
        return self.query_one("#composer-tasks", TextLine)

    def begin(self) -> None:
        """Put the focus on the words."""
        self.words.focus()

    def action_next_part(self, step: int) -> None:
        """Go from the words to speaker, kind and tasks, and round."""
        parts = [self.words, self.speaker, self.kind, self.tied]
        here = next((place for place, part in enumerate(parts) if part.has_focus), 0)
        parts[(here + step) % len(parts)].focus()

    def say(self, text: str) -> None:
        """Say something in the line between the fields; without anything to say it is not there."""
        hint = self.query_one("#composer-hint", Static)
        hint.display = bool(text)
        if text:
            hint.update(fit(text, max(10, self.size.width - 2)).rstrip())

    # What stands in it

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

    def values(self, text: str) -> dict[str, object] | None:
        """Return the fields of a note with these words, or None where there are none or a task is not known."""
        text = text.strip()
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
        """Return what tells the tasks of a note that is saved before the session has been read whole; None after."""
        text, state = self.tied.text, self.state
        if state.is_whole or not named_tasks(text, state)[1]:
            return None

        def named(store: Store) -> Mapping[str, object]:
            from inspect_tui.services.live import load
            from inspect_tui.tui.state import SessionState

            tasks, unknown = named_tasks(text, SessionState(load(store, state.id)[0]))
            if unknown:
                raise UserError("no_task", text=", ".join(unknown))
            return {"tasks": [task.id for task in tasks]}

        return named

    def tasks(self) -> list[Task]:
        """Return the tasks that are named."""
        return named_tasks(self.tied.text, self.state)[0]

    def edit(self, note: Note, *, focus: bool = True) -> None:
        """Take a note in to be changed; new words that stood here stay as a draft."""
        if self.editing is None:
            self._aside = (self.speaker.text, self.kind.value, self.tied.text)
        self.editing = note.id
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

    def _say_editing(self) -> None:
        note = self.state.note(self.editing) if self.editing is not None else None
        if note is None:
            self.say("")
            return
        clock = local_clock(note.at, self.state.content.session.zone)
        self.say(self.inspect.t("Editing the note of {clock}; Enter saves, Esc gives up.", clock=clock))

    def stop_editing(self) -> None:
        """Give up changing a note; its drafts go too."""
        for field in (self.words, self.speaker, self.tied):
            self.inspect.drafts.drop(field.about)
        self.clear()

    def clear(self) -> None:
        """Make room for the next note; speaker and tasks stay, the kind starts anew."""
        was_editing, self.editing = self.editing, None
        self.began_at = None
        self.kind.value = "note"
        if was_editing is not None:
            self._name_drafts()
            self.words.text = self.inspect.drafts.get(COMPOSER) or ""
            self.speaker.text, self.kind.value, self.tied.text = self._aside
            self.post_message(self.TasksChanged(self))
        self.say("")

    def put_back(self, text: str) -> None:
        """Put words back that could not be saved, before whatever was typed since."""
        self.words.put_back(text)
        self.inspect.edited(self.words.about, self.words.text)

    # Typing

    def on_text_editor_edited(self, event: TextEditor.Edited) -> None:
        """Note when the first word was typed; the words are kept already."""
        event.stop()
        if not event.text or self.began_at is not None:
            return
        self.began_at = utc_text(datetime.now(UTC))
        if self.editing is None:
            self.inspect.note_begun(self.began_at)
            # Carried over from the note before, they belong to this one from its first word on.
            for field in (self.speaker, self.tied):
                if field.text:
                    self.inspect.edited(field.about, field.text)

    def on_text_editor_submitted(self, event: TextEditor.Submitted) -> None:
        """Enter saves."""
        event.stop()
        if event.text.strip():
            self.post_message(self.Submitted(self, event.text))

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Say which task is meant."""
        event.stop()
        if event.control is self.tied:
            self._say_tasks(event.text)
            self.post_message(self.TasksChanged(self))

    def _keep_speaker(self, about: str, text: str) -> None:
        """Keep what is typed, and offer a name: Enter right behind the letters takes the one that they mean."""
        self.inspect.edited(about, text)
        self._offered = best_match(text, self.state.speakers()) or ""
        offer = self._offered if self._offered != text else ""
        self.say(self.inspect.t("Enter: {name}", name=offer) if offer else "")

    def _say_tasks(self, text: str) -> None:
        tasks, unknown = named_tasks(text, self.state)
        if unknown and self.state.is_whole:
            self.say(self.inspect.t("No task «{text}»", text=", ".join(unknown)))
        elif tasks:
            last = tasks[-1]
            self.say(f"#{self.state.labels[last.id]} {one_line(last.content)}")
        else:
            self.say("")

    def _offer_speaker_key(self, event: events.Key) -> bool:
        if event.key == "tab" and self._offered and not has_words(self._offered, self.speaker.text):
            # A few letters of a word mean the name that is offered; whole words may be another person's.
            self.speaker.text = self._offered
            self.inspect.edited(self.speaker.about, self._offered)
            self._offered = ""
        elif event.key == "enter":
            if self._offered:
                self.speaker.text = self._offered
                self.inspect.edited(self.speaker.about, self._offered)
            self._offered = ""
            self._say_editing()
            self.begin()
            return True
        return False

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Enter in the tasks goes to the words."""
        event.stop()
        self.begin()

    def on_text_line_left(self, event: TextLine.Left) -> None:
        """Hints go with the focus."""
        event.stop()
        self._offered = ""
        self._say_editing()

    def _keep_kind(self, about: str, value: str) -> None:
        """Keep the kind, which belongs to the next note; that of a note that is changed is saved with it."""
        if self.editing is None:
            self.inspect.edited(KIND_DRAFT, value)

    def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """Kept already."""
        event.stop()
