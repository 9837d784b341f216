"""The list below a field: words that it had before, as far as they fit what is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Final

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from inspect_tui.domain.known_words import fitting, last_part
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine

LABEL: Final = 15
"""Cells of the words before a field."""
ROOMY: Final = 60
"""Cells of a form from which on the list stands below the field alone."""
SHOWN: Final = 5
"""Lines of the list; more are reached by going on."""


class KnownList(Static):
    """Offers words for whichever of a form's fields has the focus; the focus stays in the field.

    Down goes into the list, Enter takes, Escape closes; whoever types on takes no notice of it. In a field that holds
    words already it opens at Down alone, with all there is.
    """

    DEFAULT_CSS = """
    KnownList {
        display: none;
        height: auto;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        color: $text-muted;
        background: $panel;
    }
    """
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(
        self, known: Callable[[str], Sequence[str]], taken: Callable[[str], None], *, id: str | None = None
    ) -> None:
        """Make a list that is not shown.

        Args:
            known: returns what is known for a field, the most likely first.
            taken: told what a field is about once words were taken into it.
            id: the widget's id.
        """
        super().__init__("", id=id, markup=False)
        self._known_of, self._taken = known, taken
        self._names: dict[Widget, str] = {}
        self._field: TextLine | TextEditor | None = None
        self._known: Sequence[str] = ()
        self._offers: Sequence[str] = ()
        self._cursor = -1
        self._is_closed = self._has_all = False
        self._seen: str | None = None

    def serve(self, name: str, field: TextLine | TextEditor) -> None:
        """Offer words for a field."""
        self._names[field] = name
        before = field.offer_key
        field.offer_key = partial(self._offer_key, field, before)

    @property
    def offers(self) -> Sequence[str]:
        """What is offered now."""
        return self._offers

    def follow_focus(self, widget: Widget | None) -> None:
        """Come below the field that has the focus, or go."""
        name = self._names.get(widget) if widget is not None else None
        self._field = widget if name is not None and isinstance(widget, (TextLine, TextEditor)) else None
        self._known = self._known_of(name) if name is not None else ()
        self._seen = None
        self.renew()

    def more_known(self) -> None:
        """Offer what has come to be known."""
        if self._field is not None:
            self._known = self._known_of(self._names[self._field])
            if self._cursor < 0 and not self._is_closed:
                self._seen = None
                self.renew()

    def renew(self) -> None:
        """Follow what is typed."""
        self._look()
        self._show()

    def _look(self) -> None:
        """See what fits, where something was typed since; a key may be quicker than the news of the letters before."""
        text = self._field.text if self._field is not None else ""
        if text != self._seen:
            self._seen = text
            self._cursor, self._is_closed, self._has_all = -1, False, False
            self._offers = self._fitting()

    def _fitting(self) -> Sequence[str]:
        field = self._field
        if field is None or getattr(field, "read_only", False):
            return ()
        text = field.text
        if self._has_all:
            return [words for words in self._known if words != text]
        if text and not field.edited_by_user:
            return ()
        return fitting(self._known, last_part(text).text)

    def _show(self) -> None:
        was_shown, field = self.display, self._field
        self.display = bool(self._offers) and not self._is_closed and field is not None
        if not self.display or field is None:
            return
        row = field.parent
        form = self.parent
        if isinstance(form, Widget) and isinstance(row, Widget) and row.parent is form:
            place = form.children.index(row)
            if place + 1 >= len(form.children) or form.children[place + 1] is not self:
                form.move_child(self, after=row)
            # Below the field's words where these have room, below the whole row where not.
            self.styles.margin = (0, 0, 0, LABEL if form.size.width >= ROOMY else 2)
        self._draw()
        if not was_shown:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def _first(self) -> int:
        """Return the place of the first line that is shown."""
        return max(0, min(self._cursor - SHOWN + 1, len(self._offers) - SHOWN)) if self._cursor >= SHOWN else 0

    def _draw(self) -> None:
        first = self._first()
        lines = []
        for place, words in list(enumerate(self._offers))[first : first + SHOWN]:
            here = place == self._cursor
            style = "$block-cursor-foreground on $block-cursor-background" if here else "$foreground"
            lines.append(Content.assemble(("▸ " if here else "  ", "$text-accent"), (words, style)))
        self.update(Content("\n").join(lines))

    # Keys

    def _offer_key(
        self, field: TextLine | TextEditor, before: Callable[[events.Key], bool] | None, event: events.Key
    ) -> bool:
        if before is not None and before(event):
            return True
        if field is not self._field:
            # The key is quicker than the news of the focus.
            self.follow_focus(field)
        self._look()
        match event.key:
            case "down":
                return self._down(field)
            case "up" if self._cursor >= 0:
                self._cursor -= 1
                self._draw()
                return True
            case "enter" if self._cursor >= 0:
                self._take(field, self._offers[self._cursor])
                return True
            case "escape" if self._offers and not self._is_closed and (self._cursor >= 0 or self._has_all):
                self._is_closed, self._cursor = True, -1
                self._show()
                return True
        return False

    def _down(self, field: TextLine | TextEditor) -> bool:
        if isinstance(field, TextEditor) and field.cursor_location != field.document.end and self._cursor < 0:
            return False
        if not self._offers or self._is_closed:
            self._is_closed, self._has_all = False, True
            self._offers = self._fitting()
        if not self._offers:
            return isinstance(field, TextLine)
        self._cursor = min(self._cursor + 1, len(self._offers) - 1)
        self._show()
        return True

    def on_click(self, event: events.Click) -> None:
        """Take what was clicked."""
        event.stop()
        place = self._first() + event.y
        if self._field is not None and 0 <= place < len(self._offers):
            self._take(self._field, self._offers[place])

    def _take(self, field: TextLine | TextEditor, words: str) -> None:
        text = field.text
        start = 0 if self._has_all else last_part(text).start
        if isinstance(field, TextLine):
            field.replace(words, start, len(text))
        else:
            row, line = text.count("\n", 0, start), text.rfind("\n", 0, start) + 1
            field.replace_typed(words, (row, start - line), field.document.end)
        self._seen, self._offers = field.text, ()
        self._cursor, self._is_closed, self._has_all = -1, True, False
        self._show()
        self._taken(field.about)
