"""The agenda beside the notes: items are put in, changed, moved and taken out in place; so are templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.message import Message

from inspect_tui.domain.agenda_steps import added, edited, jumped, moved, new_item, removed, replaced
from inspect_tui.services.agenda_templates import delete_template, list_templates, save_template, set_default
from inspect_tui.tui.patience import patient
from inspect_tui.tui.widgets.agenda_board import AgendaBoard
from inspect_tui.tui.widgets.agenda_form import KIND, NEW, TEMPLATE, AgendaForm
from inspect_tui.tui.widgets.agenda_rows import AgendaList, AgendaRow, TemplateRow

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


class AgendaPanel(AgendaBoard):
    """The board with the focus: a list, in its place the list of templates, and a form for words."""

    BINDINGS = [
        Binding("ctrl+n", "add", show=False),
        Binding("ctrl+e", "edit", show=False),
        Binding("delete", "remove", show=False),
        Binding("alt+up", "move(-1)", show=False),
        Binding("alt+down", "move(1)", show=False),
        Binding("space", "make_default", show=False),
        Binding("f9", "templates", show=False),
        Binding("escape", "back", show=False),
    ]

    @dataclass
    class Left(Message):
        """Posted when a person goes back from here to the words."""

        panel: AgendaPanel

    def begin(self) -> None:
        """Put the focus here; words that were typed and never saved are taken up again."""
        self.listing.focus()
        kept = next(iter(self.inspect.drafts.names(f"{KIND}:")), None)
        if kept is not None and not self.form.is_open:
            about = kept.split(":")[1]
            if about in (NEW, TEMPLATE) or self.agenda.item(about) is not None:
                self._open_form(about)
        self._show_hint()

    @patient
    async def on_row_list_chosen(self, event: AgendaList.Chosen) -> None:
        """Enter goes to the item, or takes the template."""
        event.stop()
        row, now = self.listing.row(event.key), self.clock()
        if isinstance(row, TemplateRow):
            items = row.template.items
            self._show_items()
            await self.step(lambda agenda: replaced(agenda, items))
        elif isinstance(row, AgendaRow):
            await self.step(lambda agenda: jumped(agenda, row.key, now))

    def on_row_list_highlighted(self, event: AgendaList.Highlighted) -> None:
        """Nothing else follows the cursor here."""
        event.stop()

    @patient
    async def action_move(self, step: int) -> None:
        """Let the item at the cursor change places with its neighbour."""
        key = self.listing.cursor_key
        if key and not self.templates_shown and self.listing.has_focus:
            await self.step(lambda agenda: moved(agenda, key, step))

    @patient
    async def action_remove(self) -> None:
        """Take out the item at the cursor, which Ctrl+Z brings back, or the template."""
        row = self.listing.cursor_row
        if isinstance(row, TemplateRow) and row.template.name:
            name = row.template.name
            await self._change_templates(lambda store: delete_template(store, name))
        elif isinstance(row, AgendaRow) and await self.step(lambda agenda: removed(agenda, row.key)):
            self.inspect.tell(self.inspect.t("Deleted. Ctrl+Z brings it back."))

    # Items and templates in words

    def action_add(self) -> None:
        """Ask for a new item, or for the name under which this agenda is kept."""
        self._open_form(TEMPLATE if self.templates_shown else NEW)

    def action_edit(self) -> None:
        """Change title and planned minutes of the item at the cursor."""
        row = self.listing.cursor_row
        if isinstance(row, AgendaRow):
            self._open_form(row.key)

    def _open_form(self, about: str) -> None:
        item = self.agenda.item(about)
        self.form.open(about, item.title if item else "", item.minutes if item else 0)
        self._show_hint()

    @patient
    async def on_agenda_form_entered(self, event: AgendaForm.Entered) -> None:
        """Take what was typed."""
        event.stop()
        about, title, minutes = event.about, event.title, event.minutes
        self.listing.focus()
        if about == TEMPLATE:
            items = [(one.title, one.minutes) for one in self.agenda.items]
            catalog = self.inspect.catalog
            if await self._change_templates(lambda store: save_template(store, title, items, catalog)):
                for name in event.drafts:
                    self.inspect.drafts.drop(name)
        elif about == NEW:
            after = self.listing.cursor_key or ""
            made = new_item(title, minutes)
            if await self.step(lambda agenda: added(agenda, made, after=after), drafts=event.drafts):
                self.listing.highlight(made.id)
        else:
            await self.step(lambda agenda: edited(agenda, about, title, minutes), drafts=event.drafts)

    async def action_templates(self) -> None:
        """Show the templates in place of the items, or the items again."""
        if self.templates_shown:
            self._show_items()
        else:
            self.templates_shown = True
            await self._read_templates()

    async def action_make_default(self) -> None:
        """Let new meetings begin with the template at the cursor."""
        row = self.listing.cursor_row
        if isinstance(row, TemplateRow):
            name = row.template.name
            await self._change_templates(lambda store: set_default(store, name))

    async def _change_templates(self, work: Callable[[Store], object]) -> bool:
        try:
            await self.inspect.gateway.write(work)
        except Exception as error:
            self.inspect.tell_error(error)
            return False
        await self._read_templates()
        return True

    async def _read_templates(self) -> None:
        catalog = self.inspect.catalog
        found = await self.inspect.gateway.read(lambda store: list_templates(store, catalog))
        if self.templates_shown:
            self.listing.set_rows([TemplateRow(f"template:{one.name}", one) for one in found])
            self._show_title()
            self._show_hint()

    def _show_items(self) -> None:
        self.templates_shown = False
        self._rows = None
        self.show()

    def action_back(self) -> None:
        """From the fields to the list, from the templates to the items, from there back to the words."""
        if self.form.is_open:
            self.form.close(give_up=True)
            self.listing.focus()
            self._show_hint()
        elif self.templates_shown:
            self._show_items()
        else:
            self.post_message(self.Left(self))
