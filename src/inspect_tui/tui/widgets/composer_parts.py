"""The fields of the notes' composer, and what is said between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from inspect_tui.domain.dates import local_clock
from inspect_tui.domain.records import LABELS, NOTE_KINDS
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.tui.drafts import COMPOSER
from inspect_tui.tui.matching import named_tasks
from inspect_tui.tui.widgets.cells import fit
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.offered_rows import OfferedRows
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.state import SessionState

KIND_DRAFT: Final = f"{COMPOSER}:kind"
"""The draft of a note's kind, so that an explanation is one again after a crash."""
MOST_LINES: Final = 6
"""Lines of words in sight, until they are shown large."""


class ComposerParts(Vertical):
    """Two lines at the foot of the notes: about the words, and the words; what is offered lies over what is above."""

    DEFAULT_CSS = """
    ComposerParts {
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
        &.-large {
            height: 1fr;
            & #composer-line { height: 1fr; }
            & #composer-text { height: 1fr; }
        }
    }
    """

    @dataclass
    class TasksChanged(Message, namespace="composer"):
        """Posted when other tasks are named."""

        composer: ComposerParts

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty composer."""
        super().__init__(id=id)
        self.editing: str | None = None
        self._said: tuple[str, int] | None = None

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
        yield OfferedRows(self._place_of_offers, id="composer-offers")
        with Horizontal(id="composer-line"):
            yield Static("›", id="composer-prompt", markup=False)
            yield TextEditor(
                id="composer-text", submit_on_enter=True, take_on_submit=True, max_height=MOST_LINES,
                placeholder=t("what is said; Enter saves"),
            )  # fmt: skip

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

    @property
    def offers(self) -> OfferedRows:
        """What may be meant by the token at the cursor."""
        return self.query_one("#composer-offers", OfferedRows)

    def begin(self) -> None:
        """Put the focus on the words."""
        self.words.focus()

    def on_resize(self) -> None:
        """Let what is offered be as wide as everything else."""
        self.offers.stand()

    # How large it is

    @property
    def is_large(self) -> bool:
        """Whether the words have the room of the feed."""
        return self.has_class("-large")

    def show_large(self, large: bool) -> None:
        """Give the words the room of the feed, or no longer; cursor, undo and what was typed stay as they are."""
        if large == self.is_large:
            return
        self.set_class(large, "-large")
        self.screen.set_class(large, "-large-words")
        self.words.styles.max_height = None if large else MOST_LINES
        self.say(self.inspect.t("Ctrl+O makes it small again; Enter saves.") if large else "")
        # The same place of the words is in sight at either size.
        self.call_after_refresh(self.words.scroll_cursor_visible, animate=False)

    def _place_of_offers(self, rows: int) -> int:
        """Return where offers begin: right above the words, in large ones under the cursor, at their end above it."""
        words = self.words
        if not self.is_large:
            return -rows
        line = words.cursor_screen_offset.y - words.region.y
        return line + 1 if line + rows < words.size.height else line - rows

    # What is said between the fields

    def say(self, text: str) -> None:
        """Say something in the line between the fields; without anything to say it is not there."""
        said = (text, self.size.width)
        if said == self._said:
            return
        self._said = said
        hint = self.query_one("#composer-hint", Static)
        if hint.display != bool(text):
            hint.display = bool(text)
        if text:
            hint.update(fit(text, max(10, self.size.width - 2)).rstrip())

    def _say_editing(self) -> None:
        note = self.state.note(self.editing) if self.editing is not None else None
        if note is None:
            self.say("")
            return
        clock = local_clock(note.at, self.state.content.session.zone)
        self.say(self.inspect.t("Editing the note of {clock}; Enter saves, Esc gives up.", clock=clock))

    def _say_tasks(self, text: str) -> None:
        tasks, unknown = named_tasks(text, self.state)
        if unknown and self.state.is_whole:
            self.say(self.inspect.t("No task «{text}»", text=", ".join(unknown)))
        elif tasks:
            last = tasks[-1]
            self.say(f"#{self.state.labels[last.id]} {one_line(last.content)}")
        else:
            self.say("")
