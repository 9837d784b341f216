"""The two fields under the agenda: an item's title and planned minutes, or the name of a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from inspect_tui.domain.vietnamese import one_line
from inspect_tui.tui.drafts import field_draft
from inspect_tui.tui.widgets.number_line import NumberLine
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

NEW: Final = "new"
TEMPLATE: Final = "template"
"""What the form is about in place of an item's id: a new item, and a new template."""

KIND: Final = "agenda"
"""What the names of its drafts begin with."""


class AgendaForm(Horizontal):
    """Takes words at Enter; until then each key is a draft, which is taken up again when the form is next opened."""

    BINDINGS = [Binding("tab,shift+tab", "other_field", show=False)]

    DEFAULT_CSS = """
    AgendaForm {
        height: 1;
        display: none;
        &.-open { display: block; }
        & #agenda-words { width: 1fr; }
        & #agenda-minutes { width: 6; margin: 0 0 0 1; }
        & #agenda-unit { width: 2; color: $text-muted; }
        &.-template #agenda-minutes { display: none; }
        &.-template #agenda-unit { display: none; }
    }
    """

    @dataclass
    class Entered(Message):
        """Posted at Enter on words; the fields are empty again, and their drafts belong to whoever takes the words."""

        form: AgendaForm
        about: str
        title: str
        minutes: int
        drafts: dict[str, str]

    def __init__(self, *, id: str | None = None) -> None:
        """Make a closed form."""
        super().__init__(id=id)
        self.about = ""

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    @property
    def words(self) -> TextLine:
        """The field of the title, or of the name."""
        return self.query_one("#agenda-words", TextLine)

    @property
    def minutes(self) -> NumberLine:
        """The field of the planned minutes."""
        return self.query_one("#agenda-minutes", NumberLine)

    @property
    def is_open(self) -> bool:
        """Whether the form is there."""
        return bool(self.about)

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        yield TextLine(id="agenda-words")
        yield NumberLine(id="agenda-minutes", placeholder="0", max_length=4)
        yield Static("'", id="agenda-unit", markup=False)

    def on_mount(self) -> None:
        """Keep what is typed."""
        self.words.keep = self.minutes.keep = self.inspect.edited

    def open(self, about: str, title: str = "", minutes: int = 0) -> None:
        """Show the fields with what an item has, or with what was typed there and not saved.

        Args:
            about: an item's id, `NEW` or `TEMPLATE`.
            title: the item's title.
            minutes: its planned minutes, 0 for none.
        """
        self.about = about
        self.add_class("-open")
        self.set_class(about == TEMPLATE, "-template")
        t = self.inspect.t
        self.words.placeholder = t("name of the template") if about == TEMPLATE else t("item of the agenda")
        for field, name, text in ((self.words, "title", title), (self.minutes, "minutes", str(minutes or ""))):
            field.about = field_draft(KIND, about, name)
            kept = self.inspect.drafts.standing(field.about)
            field.text = kept if kept is not None else text
        self.words.focus()

    def close(self, *, give_up: bool = False) -> None:
        """Hide the fields; ``give_up`` forgets what was typed in them."""
        if give_up:
            for field in (self.words, self.minutes):
                self.inspect.drafts.drop(field.about)
        self.about = ""
        self.remove_class("-open")

    def action_other_field(self) -> None:
        """Go to the other field."""
        (self.minutes if self.words.has_focus and self.about != TEMPLATE else self.words).focus()

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Kept already."""
        event.stop()

    def on_text_line_left(self, event: TextLine.Left) -> None:
        """Nothing is taken without Enter."""
        event.stop()

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Hand the words on; with none in them, the title is asked for."""
        event.stop()
        title = one_line(self.words.text)
        if not self.is_open or not title:
            self.words.focus()
            return
        digits = "".join(c for c in self.minutes.text if c in "0123456789")
        kept = self.inspect.drafts
        fields = [field for field in (self.words, self.minutes) if kept.get(field.about) is not None]
        drafts = {field.about: field.text for field in fields}
        self.post_message(self.Entered(self, self.about, title, int(digits or 0), drafts))
        self.close()
