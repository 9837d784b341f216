"""What rates are shares of, and with how many decimals: two choices on one line, saved as soon as they are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from inspect_tui.domain.figures import BASE_LABELS
from inspect_tui.domain.records import RATE_BASES, Session
from inspect_tui.locale import Catalog
from inspect_tui.tui.widgets.choice_line import ChoiceLine

DECIMALS: Final = ("0", "1", "2")


class RateForm(Horizontal):
    """The line with both choices; Left and Right change the one that has the focus, Tab goes to the other."""

    DEFAULT_CSS = """
    RateForm {
        height: auto;
        padding: 0 1;
        background: $surface;
        & Static { width: auto; text-style: bold; padding: 0 1 0 0; }
        & #rate-base { width: 32; }
        & #rate-decimals { width: 7; }
        & .gap { width: 2; padding: 0; }
    }
    """

    @dataclass
    class Changed(Message):
        """Posted when a person has chosen something else.

        Attributes:
            field: the session's field.
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
        """Lay out both choices."""
        t = self._catalog.t
        yield Static(t("Rates are shares"), markup=False)
        yield ChoiceLine([(base, t(BASE_LABELS[base])) for base in RATE_BASES], id="rate-base")
        yield Static("", classes="gap")
        yield Static(t("decimals"), markup=False)
        yield ChoiceLine([(number, number) for number in DECIMALS], id="rate-decimals")

    def load(self, head: Session) -> None:
        """Show what a session has."""
        self.query_one("#rate-base", ChoiceLine).value = head.rate_base
        self.query_one("#rate-decimals", ChoiceLine).value = str(head.decimals)

    def begin(self) -> None:
        """Put the focus on the base."""
        self.query_one("#rate-base").focus()

    def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """Hand a choice on."""
        event.stop()
        if event.control.id == "rate-base":
            self.post_message(self.Changed("rate_base", event.value))
        else:
            self.post_message(self.Changed("decimals", int(event.value)))
