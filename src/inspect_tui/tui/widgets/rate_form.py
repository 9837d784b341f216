"""Base and decimals of the rates, and when a deadline is near: a choice a line, saved as soon as it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from inspect_tui.domain.figures import BASE_LABELS
from inspect_tui.domain.records import RATE_BASES, Session
from inspect_tui.locale import Catalog
from inspect_tui.tui.widgets.choice_line import ChoiceLine

DECIMALS: Final = ("0", "1", "2")
NEAR: Final = (0, 1, 2, 3, 5, 7, 10, 14, 30)
"""Days within which a deadline may be near; what was set otherwise is offered too."""


class RateForm(Vertical):
    """The lines with the choices; Left and Right change the one that has the focus, Tab goes to the next."""

    DEFAULT_CSS = """
    RateForm {
        height: auto;
        padding: 0 1;
        background: $surface;
        & Horizontal { height: auto; }
        & Static { width: 36; text-style: bold; }
        & ChoiceLine { width: 36; }
    }
    """

    @dataclass
    class Changed(Message):
        """Posted when a person has chosen something else.

        Attributes:
            field: the session's field; ``due_soon_days`` is the store's.
            value: what it is to hold.
        """

        field: str
        value: object

    def __init__(self, catalog: Catalog, *, id: str | None = None) -> None:
        """Make it.

        Args:
            catalog: the language.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._catalog = catalog

    def compose(self) -> ComposeResult:
        """Lay out the choices."""
        t = self._catalog.t
        for words, name, options in (
            (t("Rates are shares"), "rate-base", [(base, t(BASE_LABELS[base])) for base in RATE_BASES]),
            (t("decimals"), "rate-decimals", [(number, number) for number in DECIMALS]),
            (t("due soon: days before the deadline"), "due-soon", [(str(days), str(days)) for days in NEAR]),
        ):
            with Horizontal():
                yield Static(words, markup=False)
                yield ChoiceLine(options, id=name)

    def load(self, head: Session, due_soon_days: int) -> None:
        """Show what a session has, and its store."""
        near = self.query_one("#due-soon", ChoiceLine)
        options = [(str(days), str(days)) for days in sorted({*NEAR, due_soon_days})]
        if options != list(near.options):
            near.set_options(options)
        near.value = str(due_soon_days)
        self.query_one("#rate-base", ChoiceLine).value = head.rate_base
        self.query_one("#rate-decimals", ChoiceLine).value = str(head.decimals)

    def begin(self) -> None:
        """Put the focus on the base."""
        self.query_one("#rate-base").focus()

    def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """Hand a choice on."""
        event.stop()
        match event.control.id:
            case "rate-base":
                self.post_message(self.Changed("rate_base", event.value))
            case "rate-decimals":
                self.post_message(self.Changed("decimals", int(event.value)))
            case _:
                self.post_message(self.Changed("due_soon_days", int(event.value)))
