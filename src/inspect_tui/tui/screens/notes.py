"""Notes (F3): what is said, in time order, and the composer that never loses the focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.dates import local_clock
from inspect_tui.domain.records import LABELS, SIDES, Conclusion, Note
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.tui.commands import UNDO_COMMANDS, Command
from inspect_tui.tui.conflict_words import beside_record
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.frame import SessionScreen
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap, wrapped_height
from inspect_tui.tui.widgets.composer import Composer
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.wording import CONFLICT_STYLE, slow_clock_lines, status_words, symbol

INDENT = 7
"""Cells of the clock before a note."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in the feed."""

    key: str
    note: Note
    selectable: bool = True


class NotesScreen(SessionScreen):
    """Feed above, composer below; who is here and what is being discussed beside them."""

    OWN_KEY = "notes"
    BEGINS_ANEW = True
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("conclude", "f7", "F7", N_("to conclusion"), N_("Draw a conclusion from this note"), "conclude", 2),
        Command("edit-last", "f9", "F9", N_("edit last"), N_("Edit the last note"), "edit_last", 5),
        Command("delete", "delete", "", N_("delete"), N_("Delete the note at the cursor"), "delete", 9),
        *UNDO_COMMANDS,
        Command("back", "escape", "", N_("back"), N_("To the feed, then to the sessions"), "back", 9),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "Write what is said and press Enter: the note is saved and stands in the feed with its time.\n"
            "Tab goes to speaker, kind and tasks and comes back; they stay for the next note.\n"
            "Esc goes to the feed: Enter edits a note, Delete deletes it, F7 makes a conclusion of it.\n"
            "≠ stands where two people wrote differently; F12 decides."
        ),
        "composer-text": N_(
            "What is said. Enter saves, Shift+Enter or Ctrl+J begins a new line, F7 saves and concludes."
        ),
        "composer-speaker": N_("Who speaks. Type a few letters, with or without marks; Enter takes the name offered."),
        "composer-kind": N_("What kind of words these are: left, right or the first letter."),
        "composer-tasks": N_("Numbers of the tasks this is about, with commas between them, or words of a task."),
        "feed": N_("What was said. Enter edits, Delete deletes, F7 makes a conclusion."),
    }

    DEFAULT_CSS = """
    NotesScreen {
        & #notes-side { width: 2fr; }
        & #feed { padding: 0 0 0 1; }
        & #beside { width: 1fr; padding: 0 1 0 2; border-left: vkey $panel; scrollbar-size-vertical: 1; }
        &.-narrow #beside { display: none; }
    }
    """

    def compose_work(self) -> ComposeResult:
        """Yield feed, composer and what stands beside them."""
        with Horizontal():
            with Vertical(id="notes-side"):
                yield RowList[NoteRow](self.draw_row, height=self.height_of, stick_to_end=True, id="feed")
                yield Composer(id="composer")
            with VerticalScroll(id="beside", can_focus=False):
                yield Static("", id="beside-text", markup=False)

    @property
    def feed(self) -> RowList[NoteRow]:
        """The feed."""
        return self.query_one("#feed", RowList)

    @property
    def composer(self) -> Composer:
        """The composer."""
        return self.query_one(Composer)

    def fill(self) -> None:
        """Show all notes."""
        self.feed.empty = self.t("Nothing noted yet. Type below; Enter saves.") if self.state.is_whole else ""
        self.feed.set_rows([NoteRow(n.id, n) for n in self.state.content.notes])
        self.composer.restore()
        self.show_beside()

    def begin(self) -> None:
        """Begin in the composer."""
        self.composer.begin()

    def discuss(self, labels: str) -> None:
        """Begin a note on tasks.

        Args:
            labels: their names, with commas between them.
        """
        self.composer.tied.text = labels
        self.inspect.edited(self.composer.tied.about, labels)
        self.show_beside()
        self.composer.begin()

    def follow(self, kind: str, record_id: str) -> None:
        """Show a change: a new note costs one row."""
        if kind == "note":
            note = self.state.note(record_id)
            last = self.state.content.notes[-1] if self.state.content.notes else None
            if note is None:
                self.feed.set_rows([NoteRow(n.id, n) for n in self.state.content.notes])
            elif self.feed.row(record_id) is not None:
                self.feed.update_row(record_id, NoteRow(note.id, note))
            elif last is not None and last.id == record_id:
                self.feed.append_row(NoteRow(note.id, note))
            else:
                self.feed.set_rows([NoteRow(n.id, n) for n in self.state.content.notes])
            return
        if kind in ("participant", "task", "conclusion"):
            self.show_beside()
            return
        self.fill()

    # Feed

    def _head(self, note: Note) -> str:
        kind = self.t(LABELS[note.kind]) if note.kind != "note" or not note.speaker else ""
        return "  ".join(p for p in (note.speaker, kind) if p)

    def _tied(self, note: Note) -> str:
        labels = self.state.labels
        tied = " ".join(f"#{labels[i]}" for i in note.tasks if i in labels)
        places = [str(n) for n, c in enumerate(self._requests(), start=1) if note.id in c.notes]
        if places:
            tied += "  ➜ " + ", ".join(places)
        return tied

    def _requests(self) -> list[Conclusion]:
        return [c for c in self.state.content.conclusions if c.kind == "request"]

    def height_of(self, row: NoteRow, width: int) -> int:
        """Return the lines of a note: its head, its words wrapped, and what somebody else wrote in its place."""
        return 1 + wrapped_height(row.note.text, max(10, width - INDENT)) + len(self._others(row.note))

    def _others(self, note: Note) -> list[str]:
        return beside_record(self.inspect, "note", note.id)

    def draw_row(self, row: NoteRow, width: int) -> list[Content]:
        """Draw a note."""
        note = row.note
        tied = self._tied(note)
        head = fit(self._head(note), max(0, width - INDENT - cell_len(tied) - 1))
        first = Content.assemble(
            (fit(local_clock(note.at, self.state.content.session.zone), INDENT), "$text-muted"),
            (head, "bold"),
            " ",
            (tied, "$text-accent"),
        )
        room = max(10, width - INDENT)
        lines = [first, *(Content(" " * INDENT + line) for line in wrap(note.text, room))]
        lines += [Content.styled(" " * INDENT + fit(other, room), CONFLICT_STYLE) for other in self._others(note)]
        return lines

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
        t, state = self.t, self.state
        lines: list[Content] = []
        tasks = self.composer.tasks()
        if tasks:
            lines.append(Content.styled(t("UNDER DISCUSSION"), "$foreground-muted bold"))
            for task in tasks[:4]:
                standing = state.standing(task.id)
                words = status_words(
                    standing, state.content.session.as_of, self.inspect.catalog,
                    due_soon_days=state.view.due_soon_days,
                )  # fmt: skip
                lines.append(
                    Content.assemble(
                        (state.labels[task.id] + " ", "$foreground-muted"),
                        symbol(standing.status),
                        " ",
                        one_line(task.content),
                    )
                )
                cause = task.cause or t("cause not known yet")
                lines.append(Content.styled(f"   {words} · {cause}", "$foreground-muted"))
            lines.append(Content(""))
        lines.append(Content.styled(t("PRESENT"), "$foreground-muted bold"))
        for side in SIDES:
            people = [p for p in state.participants(side) if p.present]
            if people:
                lines.append(Content.styled(f"{t(LABELS[side])} ({len(people)})", "$foreground-muted"))
                lines.extend(Content(f"  {p.name}") for p in people)
        if not state.content.participants and state.is_whole:
            lines.append(
                Content.styled(t("Nobody yet: a new speaker's name is kept with the note."), "$foreground-muted")
            )
        for words in slow_clock_lines(state.content.clocks, self.inspect.catalog):
            lines += [Content(""), Content.styled(words, "$foreground-muted")]
        self.query_one("#beside-text", Static).update(Content("\n").join(lines))

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

    async def save_note(self, text: str) -> str | None:
        """Save words as a note, or the note that is being changed; returns its id, or None with the words put back."""
        composer, editing = self.composer, self.composer.editing
        values = composer.values(text)
        if values is None or self.state.is_signed:
            composer.put_back(text)
            if values is not None:
                self.inspect.tell(
                    self.t("The session is signed. Your words are kept; amend the session (F6) to save them.")
                )
            return None
        if editing is None and composer.began_at is not None:
            values["at"] = composer.began_at
        drafts, settle = composer.drafts(text), composer.settle()
        composer.clear()
        saved = await self.inspect.save("note", editing, values, drafts=drafts, settle=settle)
        if saved is None:
            note = self.state.note(editing) if editing is not None else None
            if note is not None:
                composer.edit(note)
            else:
                composer.put_back(text)
            return None
        # Whatever was looked at in the feed, the note that was just written is seen.
        self.feed.highlight(saved.id)
        return saved.id

    @patient
    async def action_conclude(self) -> None:
        """Draw a conclusion from the note at the cursor, or from what stands in the composer."""
        note_id: str | None = self.feed.cursor_key
        words = self.composer.words
        if not self.feed.has_focus and words.text.strip():
            note_id = await self.save_note(words.take())
        note = self.state.note(note_id or "")
        if note is None:
            return
        values = {
            "kind": "request", "text": note.text, "owner": self.state.content.session.agency,
            "tasks": list(note.tasks), "notes": [note.id],
        }  # fmt: skip
        saved = await self.inspect.save("conclusion", None, values)
        if saved is not None:
            self.inspect.go("conclusions", lambda shown: shown.show_record(saved.id))

    def action_edit_last(self) -> None:
        """Take the last note into the composer."""
        notes = self.state.content.notes
        if notes:
            self.composer.edit(notes[-1])

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
        if self.composer.editing is not None:
            self.composer.stop_editing()
        elif not self.feed.has_focus and self.feed.rows:
            self.feed.focus()
        else:
            self.run_worker(self.inspect.action_home())
