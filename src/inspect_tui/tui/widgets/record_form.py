"""A form of one record whose fields are saved one by one: at Enter, on leaving, and when the screen changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.records import FieldError
from inspect_tui.tui.conflict_words import ConflictWords
from inspect_tui.tui.drafts import field_draft
from inspect_tui.tui.patience import patient
from inspect_tui.tui.reading_dates import typed_date
from inspect_tui.tui.widgets.cells import cell_len, fit
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.wording import CONFLICT, CONFLICT_STYLE

if TYPE_CHECKING:
    from datetime import date

    from textual.widget import Widget

    from inspect_tui.tui.app import InspectApp


OTHER: Final = 400
"""Cells of what somebody else wrote that stand under a field; all of it is where it is decided."""


class NotYet(ValueError):
    """Words that mean no value yet; whoever raises it has told so."""


class RecordForm(VerticalScroll, can_focus=False):
    """Base of the forms of a task, of a conclusion and of the figures that the agency declared.

    A field's text is kept as a draft at each key; here it becomes a value of the record. What cannot be a value stays a
    draft, and the form says so.
    """

    KIND: ClassVar[str]
    """The kind of record."""
    CHOICE: ClassVar[str] = ""
    """The field that is chosen from a few values, saved as soon as it is; empty where there is none."""
    NAMES: ClassVar[tuple[str, ...]]
    """The fields for words."""
    PREFIX: ClassVar[str]
    """What stands before a field's name in its widget's id."""

    DEFAULT_CSS = """
    RecordForm .others { height: auto; padding: 0 0 0 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty form."""
        super().__init__(id=id)
        self.record_id: str | None = None
        self._on_way: dict[str, str] = {}
        self._others: dict[str, Static] = {}

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    def field(self, name: str) -> TextLine | TextEditor:
        """Return a field for words."""
        return cast("TextLine | TextEditor", self.query_one(f"#{self.PREFIX}{name}"))

    @property
    def choice(self) -> ChoiceLine:
        """The field that is chosen from a few values."""
        return self.query_one(f"#{self.PREFIX}{self.CHOICE}", ChoiceLine)

    def show_fields(self, record_id: str, *, same: bool) -> None:
        """Show what a record has in its fields, or what is typed or chosen in them and not saved yet.

        Args:
            record_id: the record.
            same: it is shown already, and the field that has the focus is left alone.
        """
        if self.CHOICE:
            choice = self.choice
            choice.about = record_id
            if not (same and choice.has_focus):
                choice.value = self._on_way.get(record_id, self.stored(self.CHOICE))
            self.follow_choice(choice.value)
        for name in self.NAMES:
            field = self.field(name)
            if same and field.has_focus:
                continue
            field.about = field_draft(self.KIND, record_id, name)
            typed = self.inspect.drafts.standing(field.about)
            text = typed if typed is not None else self.stored(name)
            if field.text != text:
                field.text = text
        self._show_others(record_id)

    def _show_others(self, record_id: str) -> None:
        """Show under each field what somebody else wrote in it; such lines are made where there are such fields."""
        state = self.inspect.state
        found = state.disputed.get((self.KIND, record_id), ()) if state is not None else ()
        if state is None or not (found or self._others):
            return
        words = ConflictWords(state, self.inspect.catalog, device=self.inspect.gateway.device)
        lines: dict[str, list[str]] = {}
        for conflict in found:
            row = self._row(conflict.field)
            if row is not None and row.display:
                lines[conflict.field] = words.others(conflict)
            else:
                # What has no field here is said above all of them.
                lines[""] = [*lines.get("", ()), *words.in_short(conflict)]
        for name, line in self._others.items():
            line.display = name in lines
        how = self.inspect.t("F12 decides")
        for name, others in lines.items():
            if name not in self._others:
                made = self._others[name] = Static(classes="others", markup=False)
                self.mount(made, after=self._row(name) or self.children[0])
            told = [(f"{CONFLICT} {fit(one, min(cell_len(one), OTHER))}\n", CONFLICT_STYLE) for one in others]
            self._others[name].update(Content.assemble(*told, (how, "$foreground-muted")))

    def _row(self, name: str) -> Widget | None:
        """Return the row of a field; None where there is no such field."""
        if not name or name not in (self.CHOICE, *self.NAMES):
            return None
        return cast("Widget", self.query_one(f"#{self.PREFIX}{name}").parent)

    def stored(self, name: str) -> str:
        """Return what the record at hand has in a field."""
        raise NotImplementedError

    def value_of(self, name: str, text: str, draft: str) -> object:
        """Return the value that a field's text means.

        Args:
            name: the field.
            text: what stands in it.
            draft: the name of its draft.

        Raises:
            NotYet: it means none.
        """
        raise NotImplementedError

    def written_along(self) -> dict[str, object]:
        """Return what is written with each field: what a record is made of that may not be there yet."""
        return {}

    def date_of(self, text: str, draft: str) -> date | None:
        """Return the day that a text means, in the year of the visit where it names none.

        Raises:
            NotYet: it means none.
        """
        state = self.inspect.state
        held_on = state.content.session.held_on if state is not None else None
        try:
            return typed_date(text, held_on.year if held_on is not None else None)
        except FieldError as error:
            self.inspect.tell_no_date(draft, text)
            raise NotYet(text) from error

    def on_mount(self) -> None:
        """Keep what is typed and chosen."""
        if self.CHOICE:
            self.choice.keep = self._chosen
        for name in self.NAMES:
            self.field(name).keep = self.inspect.edited

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Kept already."""
        event.stop()

    def on_text_editor_edited(self, event: TextEditor.Edited) -> None:
        """Kept already."""
        event.stop()

    def follow_choice(self, value: str) -> None:
        """Show what belongs to a choice."""

    def _chosen(self, record_id: str, value: str) -> None:
        """Follow a choice in its own step: where the next key goes must not depend on how quick the disk is."""
        self._on_way[record_id] = value
        self.follow_choice(value)

    @patient
    async def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """Save a choice at once."""
        event.stop()
        record_id, value = event.about, event.value
        saved = await self.inspect.save(self.KIND, record_id, {self.CHOICE: value})
        if self._on_way.get(record_id) != value:
            return
        del self._on_way[record_id]
        if saved is None and record_id == self.record_id:
            event.control.value = self.stored(self.CHOICE)
            self.follow_choice(event.control.value)

    @patient
    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Save a field at Enter and go to the next one."""
        event.stop()
        await self._save(event.about, go_on=True)

    @patient
    async def on_text_editor_submitted(self, event: TextEditor.Submitted) -> None:
        """Save a field at Enter and go to the next one."""
        event.stop()
        await self._save(event.about, go_on=True)

    @patient
    async def on_text_line_left(self, event: TextLine.Left) -> None:
        """Save a field that was left."""
        event.stop()
        await self._save(event.about)

    @patient
    async def on_text_editor_left(self, event: TextEditor.Left) -> None:
        """Save a field that was left."""
        event.stop()
        await self._save(event.about)

    async def save_open_fields(self) -> None:
        """Save whatever is typed and not yet saved."""
        for name in self.NAMES:
            await self._save(self.field(name).about)

    async def _save(self, draft: str, *, go_on: bool = False) -> None:
        """Save a field by the name of its draft.

        Args:
            draft: the name.
            go_on: go to the next field where the words can be saved. The focus moves first: letters that follow
                belong there, however long the disk takes.
        """
        text, values = self.inspect.drafts.get(draft), {}
        if text is not None:
            _, record_id, name = draft.split(":")
            try:
                values = {name: self.value_of(name, text, draft)}
            except NotYet:
                return
        if go_on:
            self.screen.focus_next()
        if text is not None:
            await self.inspect.save(self.KIND, record_id, {**self.written_along(), **values}, drafts={draft: text})
