"""The preview of a register: its rows as they will be, what to look at, its columns; where narrow, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from inspect_tui.locale import N_
from inspect_tui.tui.change_words import ChangeWords
from inspect_tui.tui.widgets.cells import cell_len, fit
from inspect_tui.tui.widgets.register_parts import (
    BY_ITSELF,
    ColumnRow,
    DoubtRow,
    FieldRow,
    column_letters,
    column_rows,
    doubt_height,
    doubt_rows,
    draw_column,
    draw_doubt,
    draw_field,
    field_rows,
    part_titles,
)
from inspect_tui.tui.widgets.register_rows import PreviewDrawing, PreviewRow, preview_rows
from inspect_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.importing import RegisterImport

PARTS: Final = ("rows", "doubts", "columns")
"""The parts in the order in which Tab goes through them."""


ENTER_WORDS: Final = {
    "rows": N_("whole row"), "doubts": N_("to its row"), "columns": N_("read it as"), "fields": N_("choose"),
}  # fmt: skip
"""What Enter does in each list."""


class RegisterPreview(Vertical):
    """Rows on the left, what to look at and the columns on the right; a row in full in their place."""

    DEFAULT_CSS = """
    RegisterPreview {
        & .title { height: 1; padding: 0 1; color: $text-muted; text-style: bold; }
        & #tabs { height: 1; padding: 0 1; display: none; }
        & #fields-title {
            height: 1; padding: 0 1; color: $text-accent; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis;
        }
        & .part { width: 1fr; }
        & .part RowList { padding: 0 0 0 1; }
        & #rows-part { width: 3fr; }
        & #side { width: 2fr; border-left: vkey $panel; }
        & #register-task {
            display: none; width: 2fr; padding: 0 1 0 2; border-left: vkey $panel; scrollbar-size-vertical: 1;
        }
        & #register-task-words { height: auto; }
        &.-narrow {
            & #tabs { display: block; }
            & .title { display: none; }
            & #side { border-left: none; }
            & #side, & #rows-part, & #doubts-part, & #columns-part { display: none; width: 1fr; }
            &.-rows #rows-part { display: block; }
            &.-doubts #side, &.-doubts #doubts-part { display: block; }
            &.-columns #side, &.-columns #columns-part { display: block; }
            & #register-task { width: 1fr; border-left: none; padding: 0 1; }
        }
        &.-task #register-task { display: block; }
        &.-task #side { display: none; }
        &.-narrow.-task #rows-part { display: none; }
        &.-choosing #doubts-part { display: none; }
    }
    """

    @dataclass
    class FieldChosen(Message):
        """Posted when a person has said what a column is to be read as; see `RegisterImport.choose_field`."""

        column: int
        field: str | None

    @dataclass
    class SheetWanted(Message):
        """Posted when another sheet is to be read."""

        sheet: str

    def __init__(self, reading: RegisterImport, *, narrow: int, id: str | None = None) -> None:
        """Make an empty preview.

        Args:
            reading: what is being read.
            narrow: cells under which one part stands at a time.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._reading, self._narrow = reading, narrow
        self._part = "rows"
        self._jumped = False
        self._column: int | None = None
        self._drawing: PreviewDrawing | None = None

    @property
    def _app(self) -> InspectApp:
        return cast("InspectApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        self.set_class(self.app.size.width < self._narrow, "-narrow")
        self.add_class("-rows")
        yield Static("", id="tabs", markup=False)
        with Horizontal():
            with Vertical(id="rows-part", classes="part"):
                yield Static("", id="rows-title", classes="title", markup=False)
                yield RowList[PreviewRow](self._draw_row, height=PreviewDrawing.height, id="rows")
            with Vertical(id="side"):
                with Vertical(id="doubts-part", classes="part"):
                    yield Static("", id="doubts-title", classes="title", markup=False)
                    yield RowList[DoubtRow](draw_doubt, height=doubt_height, id="doubts")
                with Vertical(id="columns-part", classes="part"):
                    yield Static("", id="columns-title", classes="title", markup=False)
                    yield RowList[ColumnRow](self._draw_column, id="columns")
                    yield Static("", id="fields-title", markup=False)
                    yield RowList[FieldRow](self._draw_field, id="fields")
            with VerticalScroll(id="register-task"):
                yield Static("", id="register-task-words", markup=False)

    def on_mount(self) -> None:
        """Show columns, and no choice of a field."""
        self._choosing(None)

    def on_resize(self, event: events.Resize) -> None:
        """Show one part at a time where there is no room for all."""
        self.set_class(event.size.width < self._narrow, "-narrow")

    # What is shown

    def listing(self, name: str) -> RowList[Any]:
        """Return one of the lists: rows, doubts, columns, fields."""
        return self.query_one(f"#{name}", RowList)

    def show(self, *, keep: bool) -> None:
        """Show what was read.

        Args:
            keep: leave the cursors where they are: it is the same sheet.
        """
        shown, catalog, state = self._reading.preview, self._app.catalog, self._app.state
        if shown is None or state is None:
            return
        rows = preview_rows(shown, state.tasks, catalog)
        last = max((row.row for row in rows), default=0)
        self._drawing = PreviewDrawing(ChangeWords(state, catalog), catalog, last)
        self.listing("rows").empty = catalog.t(
            "No task was found under this header. Tab leads to the columns, Enter there says what each is."
        )
        self.listing("doubts").empty = catalog.t(
            "Nothing to look at. Tab goes on, F9 writes the register into the checklist."
        )
        self.listing("rows").set_rows(rows, keep=keep)
        self.listing("doubts").set_rows(doubt_rows(shown, catalog), keep=keep)
        self.listing("columns").set_rows(column_rows(self._reading), keep=keep)
        if not keep:
            self._part = "rows" if shown.register is not None else "columns"
        if self.has_class("-task"):
            self._show_task()
        self._show_titles()

    def _show_titles(self) -> None:
        shown = self._reading.preview
        if shown is None:
            return
        titles = part_titles(shown, self._app.catalog)
        for name in PARTS:
            self.query_one(f"#{name}-title", Static).update(Content(titles[name].upper()))
        tabs = [
            Content.styled(f"▸{titles[one]}", "$text-accent bold") if one == self._part
            else Content.styled(f" {titles[one]}", "$foreground-muted")
            for one in PARTS
        ]  # fmt: skip
        self.query_one("#tabs", Static).update(Content("   ").join(tabs))

    def _draw_row(self, row: PreviewRow, width: int) -> Sequence[Content]:
        assert self._drawing is not None
        return self._drawing.draw(row, width)

    def _draw_column(self, row: ColumnRow, width: int) -> Sequence[Content]:
        return draw_column(row, width, self._app.catalog)

    def _draw_field(self, row: FieldRow, width: int) -> Sequence[Content]:
        return draw_field(row, width, self._app.catalog)

    # Going from part to part

    def begin(self) -> None:
        """Go to where one was last."""
        self.go_to(self._part)

    def go_to(self, name: str) -> None:
        """Go to a part."""
        self._part = name
        for one in PARTS:
            self.set_class(one == name, f"-{one}")
        self._choosing(None)
        self.remove_class("-task")
        self.listing(name).focus()
        self._show_titles()

    def step(self, step: int) -> None:
        """Go to the next part, or the one before; where there is nothing to look at, past that."""
        self._jumped = False
        parts = [one for one in PARTS if one in ("columns", self._part) or self.listing(one).rows]
        self.go_to(parts[(parts.index(self._part) + step) % len(parts)])

    @property
    def enter_words(self) -> str:
        """What Enter does where the focus is, as a message; empty where it does nothing."""
        focus = self.screen.focused
        words = ENTER_WORDS.get(focus.id or "", "") if focus is not None else ""
        return words if isinstance(focus, RowList) and focus.rows else ""

    def go_back(self) -> bool:
        """Close what is open here, or go back to where one jumped from; False where there is nothing of that."""
        if self._column is not None:
            self.go_to("columns")
        elif self.has_class("-task"):
            self.go_to("rows")
        elif self._jumped:
            self._jumped = False
            self.go_to("doubts")
        elif self._part != "rows":
            self.go_to("rows")
        else:
            return False
        return True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow a click into another part."""
        name = event.widget.id or ""
        if name in PARTS and name != self._part:
            self.go_to(name)

    # Acting

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the row at the cursor, where rows are shown in full."""
        event.stop()
        if event.control.id == "rows" and self.has_class("-task"):
            self._show_task()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter: a row in full, the row of what is to be looked at, what a column can be read as."""
        event.stop()
        match event.control.id:
            case "rows":
                self._open_task()
            case "doubts":
                self._jump(event.key)
            case "columns":
                row: ColumnRow | None = self.listing("columns").row(event.key)
                self._choosing(row.column if row is not None else None)
            case "fields" if self._column is not None:
                self.post_message(self.FieldChosen(self._column, None if event.key == BY_ITSELF else event.key))
                self.go_to("columns")

    def _jump(self, key: str) -> None:
        doubt: DoubtRow | None = self.listing("doubts").row(key)
        if doubt is not None and doubt.sheet:
            self.post_message(self.SheetWanted(doubt.sheet))
        elif doubt is not None and doubt.target and self.listing("rows").row(doubt.target) is not None:
            self.go_to("rows")
            self._jumped = True
            self.listing("rows").highlight(doubt.target)

    def _choosing(self, column: int | None) -> None:
        """Show what a column can be read as in the place of the columns; None shows those again."""
        shown, t = self._reading.preview, self._app.t
        heading = next((one for one in shown.headings if one.column == column), None) if shown is not None else None
        self._column = column if heading is not None else None
        fields, title = self.listing("fields"), self.query_one("#fields-title", Static)
        self.listing("columns").display = heading is None
        fields.display = title.display = heading is not None
        self.set_class(heading is not None, "-choosing")
        if heading is not None:
            words = fit(heading.words, min(cell_len(heading.words), 30))
            column_row: ColumnRow | None = self.listing("columns").row(f"column:{column}")
            sample = f"  «{column_row.sample}»" if column_row is not None and column_row.sample else ""
            ask = t("Column {column} «{words}» is:", column=column_letters(heading.column), words=words)
            title.update(Content.assemble(ask, (sample, "$foreground-muted not bold")))
            fields.set_rows(field_rows(self._reading, heading, self._app.catalog), keep=False)
            fields.highlight(heading.field)
            fields.focus()

    def _open_task(self) -> None:
        self.add_class("-task")
        if self.has_class("-narrow"):
            self.query_one("#register-task").focus()
        self._show_task()

    def _show_task(self) -> None:
        row = self.listing("rows").cursor_row
        if row is not None and self._drawing is not None:
            panel = self.query_one("#register-task", VerticalScroll)
            self.query_one("#register-task-words", Static).update(self._drawing.whole(row, self.size.width - 4))
            panel.scroll_home(animate=False)
