"""What was found of several tasks at once: only fields that are filled in change, all in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from inspect_tui.domain.records import LABELS, VERDICTS
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.tui.known_words import KnownWords
from inspect_tui.tui.textual_compat import FormRow
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.known_list import KnownList
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

FIELDS: Final = (
    ("cause", N_("Cause")), ("responsibility", N_("Responsibility")), ("progress", N_("Progress")),
    ("examiner", N_("Examiner")),
)  # fmt: skip
DRAFT: Final = "task:several:"
"""Before a field's name: what is typed here is kept like any words, though it belongs to no one task."""
_NAMED: Final = 12
"""Tasks that are named; of more the rest is counted."""


class SeveralForm(VerticalScroll, can_focus=False):
    """A verdict and a few words for all selected tasks; Enter in a field of words writes them."""

    BINDINGS: ClassVar = [Binding("f9", "write", show=False)]

    DEFAULT_CSS = """
    SeveralForm {
        padding: 0 1 0 2;
        border-left: vkey $panel;
        scrollbar-size-vertical: 1;
        & .row { height: auto; }
        & .row Static { width: 15; color: $text-muted; }
        & .row TextLine, & .row ChoiceLine { width: 1fr; }
        & #several-head { margin-bottom: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & #several-how { margin-top: 1; color: $text-muted; }
    }
    """

    @dataclass
    class Filled(Message):
        """Posted when the fields are to be written.

        Attributes:
            values: the fields that were filled in.
            drafts: the drafts that become part of it.
        """

        values: dict[str, object]
        drafts: dict[str, str]

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        t = self.inspect.t
        yield Static("", id="several-head", markup=False)
        with FormRow(classes="row"):
            yield Static(t("Verdict"), markup=False)
            words = {v: t(LABELS[v]) if v else t("leave as it is") for v in VERDICTS}
            yield ChoiceLine([(v, words[v]) for v in VERDICTS], id="several-verdict")
        for name, label in FIELDS:
            with FormRow(classes="row"):
                yield Static(t(label), markup=False)
                yield TextLine(id=f"several-{name}", placeholder=t("leave as it is"))
        names = tuple(name for name, _ in FIELDS)
        self._words = KnownWords(self.inspect, "task", names, lambda: self.known.more_known())
        yield KnownList(self._words.of, lambda draft: None, id="several-known")
        yield Static(t("Enter writes what is filled in, for all of them; Ctrl+Z takes it back."), id="several-how",
                     markup=False)  # fmt: skip

    def on_mount(self) -> None:
        """Keep what is typed, and put back what an earlier run left."""
        for name, _ in FIELDS:
            field = self._line(name)
            field.about, field.keep = DRAFT + name, self.inspect.edited
            field.text = self.inspect.drafts.get(field.about) or ""
            self.known.serve(name, field)

    @property
    def known(self) -> KnownList:
        """What is offered below the field that has the focus."""
        return self.query_one("#several-known", KnownList)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Offer words for the field that has the focus."""
        self.known.follow_focus(event.widget)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Offer nothing where nothing is typed."""
        self.known.follow_focus(None)

    def _line(self, name: str) -> TextLine:
        return self.query_one(f"#several-{name}", TextLine)

    def show(self, ids: Sequence[str]) -> None:
        """Say which tasks are meant."""
        state = self.inspect.state
        if state is None:
            return
        catalog, ids = self.inspect.catalog, [one for one in ids if one in state.tasks]
        head = catalog.n("{count} task selected", "{count} tasks selected", len(ids))
        lines = [Content.styled(head, "bold")]
        for one in ids[:_NAMED]:
            task = state.tasks[one]
            lines.append(Content.styled(f"{state.labels[one]} {one_line(task.content)}", "$foreground-muted"))
        if len(ids) > _NAMED:
            more = catalog.n("and {count} more", "and {count} more", len(ids) - _NAMED)
            lines.append(Content.styled(more, "$foreground-muted"))
        self.query_one("#several-head", Static).update(Content("\n").join(lines))

    def begin(self) -> None:
        """Begin at the verdict."""
        self.query_one("#several-verdict").focus()

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Kept already; offer what fits what is typed."""
        event.stop()
        self.known.renew()

    def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """Written with the rest."""
        event.stop()

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Write."""
        event.stop()
        self.action_write()

    def action_write(self) -> None:
        """Have all that is filled in written."""
        values: dict[str, object] = {name: self._line(name).text.strip() for name, _ in FIELDS}
        values = {name: value for name, value in values.items() if value}
        drafts = {DRAFT + name: self._line(name).text for name in values}
        if verdict := self.query_one("#several-verdict", ChoiceLine).value:
            values["verdict"] = verdict
        if values:
            self.post_message(self.Filled(values, drafts))

    def clear(self) -> None:
        """Empty the fields, once they were written."""
        self.query_one("#several-verdict", ChoiceLine).value = ""
        for name, _ in FIELDS:
            self._line(name).text = ""
