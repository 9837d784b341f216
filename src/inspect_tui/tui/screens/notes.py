"""Notes (F3): what is said, in time order, and the composer that never loses the focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from inspect_tui.locale import N_
from inspect_tui.tui.agenda_beside import AGENDA_COMMANDS, AGENDA_HELP, AgendaBeside
from inspect_tui.tui.commands import UNDO_COMMANDS, Command
from inspect_tui.tui.note_evidence import EVIDENCE_COMMAND, NoteEvidence
from inspect_tui.tui.note_saving import NoteSaving
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.frame import SessionScreen
from inspect_tui.tui.widgets.agenda_panel import AgendaPanel
from inspect_tui.tui.widgets.agenda_rows import AgendaLine
from inspect_tui.tui.widgets.composer import Composer
from inspect_tui.tui.widgets.feed_rows import FeedDrawer, FeedRow
from inspect_tui.tui.widgets.note_beside import BesideNotes
from inspect_tui.tui.widgets.row_list import RowList


class NotesScreen(NoteSaving, NoteEvidence, AgendaBeside, SessionScreen):
    """Feed above, composer below; who is here and what is being discussed beside them."""

    OWN_KEY = "notes"
    BEGINS_ANEW = True
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("conclude", "f7", "F7", N_("to conclusion"), N_("Draw a conclusion from this note"), "conclude", 2),
        *AGENDA_COMMANDS,
        Command("edit-last", "ctrl+up", "", N_("edit last"), N_("Edit the last note"), "edit_last", 9),
        Command("mark", "ctrl+t", "^T", N_("mark"), N_("Mark this note ★ to conclude from, or no longer"), "mark", 4),
        Command("large", "ctrl+o", "^O", N_("large"), N_("The words in a large editor, and back"), "large", 5),
        EVIDENCE_COMMAND,
        Command("its-conclusion", "right", "", N_("its conclusion"), N_("From a note to the conclusion drawn from it"),
                "show_conclusion", 9),
        Command("delete", "delete", "", N_("delete"), N_("Delete the note at the cursor"), "delete", 9),
        *UNDO_COMMANDS,
        Command("back", "escape", "", N_("back"), N_("To the feed, then to the sessions"), "back", 9),
    )  # fmt: skip
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        **AGENDA_HELP,
        "": N_(
            "Write what is said and press Enter: the note is saved and stands in the feed with its time.\n"
            "@ speaker, # task, ! kind are typed in the words; speaker and tasks stay for the next note. Tab goes to "
            "their fields and comes back.\n"
            "Esc goes to the feed: Enter edits a note, Delete deletes it, F7 makes a conclusion of it, → goes there.\n"
            "★ is a note to conclude from (Ctrl+T), ➜ the request drawn from it.\n"
            "≠ stands where two people wrote differently; F12 decides."
        ),
        "composer-text": N_(
            "What is said. Enter saves, Shift+Enter or Ctrl+J begins a new line, F7 saves and concludes.\n"
            "@ who speaks (a new name joins those present) · # a task, by number or words · ! what kind of words · "
            "> at the beginning: note and conclusion, with the unit and the deadline that the words name.\n"
            "Letters do without marks, or are the first ones of words (@snv, !gt). Enter or Tab takes what is offered, "
            "↑ ↓ choose, Esc leaves the words as they are; “#16 ” and “!giải trình ” need no Enter. Ctrl+Z takes it "
            "back, in the empty line the note that was just written: its words stand here again.\n"
            "↑ in the empty line edits the last note, ↑ again the one before, Esc gives up. Ctrl+O has room for "
            "long words."
        ),
        "composer-speaker": N_("Who speaks. Type a few letters, with or without marks; Enter takes the name offered."),
        "composer-kind": N_("What kind of words these are: left, right or the first letter."),
        "composer-tasks": N_("Numbers of the tasks this is about, with commas between them, or words of a task."),
        "feed": N_(
            "What was said. Enter edits, Delete deletes, F7 makes a conclusion, → goes to it, Ctrl+T marks ★ a note "
            "that something is to be concluded from. Ctrl+E keeps a file with it, which stands with the note's tasks "
            "too: there Enter writes it out, Delete takes it away."
        ),
        "evidence-line": N_(
            "The path of a file, up to 100 MiB: type it or drag it here, Tab completes the name. Its content is kept "
            "in the store and travels with the session file."
        ),
    }

    DEFAULT_CSS = """
    NotesScreen {
        & #notes-side { width: 2fr; }
        & #feed { padding: 0 0 0 1; }
        & #beside { width: 1fr; padding: 0 1 0 2; border-left: vkey $panel; scrollbar-size-vertical: 1; }
        & #agenda-line { display: none; }
        & EvidenceLine { padding: 0 1; }
        &.-narrow.-has-agenda #agenda-line { display: block; }
        &.-narrow #beside { display: none; }
        &.-narrow.-agenda #beside { display: block; border-left: none; }
        &.-narrow.-agenda #notes-side { display: none; }
        &.-large-words #feed { display: none; }
    }
    """

    def compose_work(self) -> ComposeResult:
        """Yield feed, composer and what stands beside them."""
        drawer = FeedDrawer(self.inspect)
        with Horizontal():
            with Vertical(id="notes-side"):
                yield AgendaLine(id="agenda-line")
                yield RowList[FeedRow](drawer.draw_row, height=drawer.height_of, stick_to_end=True, id="feed")
                yield Composer(id="composer")
            with VerticalScroll(id="beside", can_focus=False):
                yield AgendaPanel(id="agenda")
                yield BesideNotes(id="beside-text")

    @property
    def feed(self) -> RowList[FeedRow]:
        """The feed."""
        return self.query_one("#feed", RowList)

    @property
    def composer(self) -> Composer:
        """The composer."""
        return self.query_one(Composer)

    def fill(self) -> None:
        """Show all notes."""
        self.feed.empty = self.t("Nothing noted yet. Type below; Enter saves.") if self.state.is_whole else ""
        self.show_notes()
        self.composer.restore()
        self.agenda.show()
        self.show_beside()

    def begin(self) -> None:
        """Begin in the composer."""
        self.remove_class("-agenda")
        self.composer.begin()

    def discuss(self, labels: str) -> None:
        """Begin a note on tasks.

        Args:
            labels: their names, with commas between them.
        """
        self.composer.discuss(labels)
        self.composer.begin()

    def follow(self, kind: str, record_id: str) -> None:
        """Show a change: a new note costs one row."""
        if kind == "note":
            self.follow_note(record_id)
            return
        if kind == "conclusion" and (drawn := self.state.conclusion(record_id)) is not None:
            for note_id in drawn.notes:
                if (row := self.feed.row(note_id)) is not None:
                    self.feed.update_row(note_id, row)
            return
        if kind == "session":
            self.show_agenda()
            return
        if kind == "attachment" and self.follow_evidence(record_id):
            return
        if kind in ("participant", "task"):
            self.show_beside()
            return
        self.fill()

    # Feed

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter edits the note."""
        event.stop()
        self.edit(event.key)

    def edit(self, note_id: str) -> None:
        """Take a note into the composer."""
        note = self.state.note(note_id)
        if note is not None:
            self.composer.edit(note)

    def show_record(self, record_id: str) -> None:
        """Go to a note."""
        if self.feed.highlight(record_id):
            self.feed.focus()

    def show_beside(self) -> None:
        """Show the tasks at hand and who is here."""
        self.query_one(BesideNotes).show(self.composer.tasks())

    # Composer

    @patient
    async def on_composer_submitted(self, event: Composer.Submitted) -> None:
        """Save the note at Enter."""
        event.stop()
        await self.save_note(event.text)

    def on_composer_tasks_changed(self, event: Composer.TasksChanged) -> None:
        """Show the tasks that are now under discussion."""
        event.stop()
        self.show_beside()

    def action_show_conclusion(self) -> None:
        """Go from the note at the cursor of the feed to the first conclusion that was drawn from it."""
        if not self.feed.has_focus:
            raise SkipAction
        key = self.feed.cursor_key
        drawn = next((c.id for c in self.state.content.conclusions if key in c.notes), None)
        if drawn is None:
            self.inspect.tell(self.t("Nothing is concluded from this note yet; F7 does it."))
        else:
            self.inspect.go("conclusions", lambda shown: shown.show_record(drawn))

    def action_edit_last(self) -> None:
        """Take the last note into the composer."""
        notes = self.state.content.notes
        if notes:
            self.composer.edit(notes[-1])

    def action_large(self) -> None:
        """Give the words the room of the feed, or give it back."""
        large = not self.composer.is_large
        self.composer.show_large(large)
        self.composer.begin()

    @patient
    async def action_mark(self) -> None:
        """Mark the note at the cursor, from the composer the one being changed or the last one; or no longer."""
        note = self.state.note(self.note_at_hand())
        if note is not None:
            await self.inspect.save("note", note.id, {"marked": not note.marked})

    @patient
    async def action_delete(self) -> None:
        """Delete the note at the cursor; Ctrl+Z brings it back."""
        key = self.feed.cursor_key
        if not self.feed.has_focus:
            self.inspect.tell(self.t("Esc goes to the list first; there Delete deletes what the cursor is on."))
        elif key and await self.inspect.save("note", key, {}, delete=True) is not None:
            self.inspect.tell(self.t("Deleted. Ctrl+Z brings it back."))

    def action_back(self) -> None:
        """From the composer to the feed, from the feed to the sessions."""
        if self.composer.is_large:
            self.composer.show_large(False)
        elif self.composer.editing is not None:
            self.composer.stop_editing()
        elif not self.feed.has_focus and self.feed.rows:
            self.feed.focus()
        else:
            self.run_worker(self.inspect.action_home())
