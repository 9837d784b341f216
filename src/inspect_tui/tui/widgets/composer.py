"""The notes' composer: one line that understands who speaks, what kind of words and which tasks; Enter saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from textual import events
from textual.binding import Binding
from textual.message import Message

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.note_tokens import request_text
from inspect_tui.domain.records import utc_text
from inspect_tui.tui.matching import best_match, has_words
from inspect_tui.tui.textual_compat import give_up_keys
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.composer_parts import KIND_DRAFT, MOST_LINES
from inspect_tui.tui.widgets.composer_tokens import ComposerTokens
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine


class Composer(ComposerTokens):
    """Two lines at the foot of the notes: about the words, and the words.

    Speaker and tasks stay from one note to the next; the time of a note is that of its first key. What is typed is
    kept under one name for a new note and under the note's own while it is being changed.
    """

    BINDINGS = [
        Binding("tab", "next_part(1)", show=False),
        Binding("shift+tab", "next_part(-1)", show=False),
        Binding("up", "walk(-1)", show=False),
    ]

    @dataclass
    class Submitted(Message):
        """Posted at Enter on words; the field is empty again already, for the next note may begin in the same read."""

        composer: Composer
        text: str

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty composer."""
        super().__init__(id=id)
        self._offered = ""

    def on_mount(self) -> None:
        """Let what is offered be taken where the keys arrive."""
        give_up_keys(self.words, "ctrl+e")
        self.words.offer_key = self.offer_words_key
        self.speaker.offer_key = self._offer_speaker_key
        self.words.keep = self._keep_words
        self.tied.keep = self._keep_tied
        self.speaker.keep = self._keep_speaker
        self.kind.keep = self._keep_kind
        self._name_drafts()
        self.say("")

    def action_next_part(self, step: int) -> None:
        """Go from the words to speaker, kind and tasks, and round."""
        parts = [self.words, self.speaker, self.kind, self.tied]
        here = next((place for place, part in enumerate(parts) if part.has_focus), 0)
        parts[(here + step) % len(parts)].focus()

    def action_walk(self, step: int) -> None:
        """Take the last note in from another field of the line."""
        self.walk(step)

    # Typing

    def _keep_words(self, about: str, text: str) -> None:
        self.inspect.edited(about, text)
        self.follow_words()

    def on_text_editor_edited(self, event: TextEditor.Edited) -> None:
        """Note when the first word was typed; the words are kept already."""
        event.stop()
        words = event.text_editor
        if words.text == event.text:
            self._say_words(event.text)
        if not event.text:
            if not self._taken and self.editing is None and not words.text:
                # All of it was taken out again: the next words are said when they are typed.
                self.began_at = None
            return
        if self.began_at is not None:
            return
        self.began_at = utc_text(datetime.now(UTC))
        if self.editing is None:
            self.inspect.note_begun(self.began_at)
            # Carried over from the note before, they belong to this one from its first word on.
            for field in (self.speaker, self.tied):
                if field.text:
                    self.inspect.edited(field.about, field.text)

    def _say_words(self, text: str) -> None:
        """Say what the words will be: a conclusion, a change, or a note that is longer than there are lines."""
        t, asked = self.inspect.t, request_text(text) if ">" in text else None
        if asked is not None:
            owner, day = self.known.request(asked)
            until = t("by {day}", day=screen_date(day)) if day is not None else t("no deadline read")
            self.say("➜ " + t("Enter: note and conclusion · {until} · {owner}", owner=owner, until=until))
        elif self.editing is not None:
            self._say_editing()
        elif self.is_large:
            self.say(t("Ctrl+O makes it small again; Enter saves."))
        elif self.words.wrapped_document.height > MOST_LINES:
            self.say(t("A long note: Ctrl+O shows all of it, and back."))
        else:
            self.say("")

    def on_text_area_selection_changed(self, event: TextEditor.SelectionChanged) -> None:
        """Offer nothing where the cursor has left the token."""
        event.stop()
        token = self._token
        if token is not None and self.words.cursor_location[1] != token.start + 1 + len(token.typed):
            self.close_offers()

    def on_text_editor_left(self, event: TextEditor.Left) -> None:
        """What is offered goes with the focus."""
        event.stop()
        self.close_offers()

    def on_text_editor_submitted(self, event: TextEditor.Submitted) -> None:
        """Enter saves."""
        event.stop()
        if event.text.strip():
            self.post_message(self.Submitted(self, event.text))

    # The other fields

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Say which task is meant."""
        event.stop()
        if event.control is self.tied:
            self._say_tasks(event.text)
            self.post_message(self.TasksChanged(self))

    def _keep_tied(self, about: str, text: str) -> None:
        """Keep the tasks; those that a person has typed are this note's own."""
        self._has_own_tasks = True
        self.inspect.edited(about, text)

    def _keep_speaker(self, about: str, text: str) -> None:
        """Keep what is typed, and offer a name: Enter right behind the letters takes the one that they mean."""
        self.inspect.edited(about, text)
        self._offered = best_match(text, self.state.speakers()) or ""
        offer = self._offered if self._offered != text else ""
        self.say(self.inspect.t("Enter: {name}", name=offer) if offer else "")

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
