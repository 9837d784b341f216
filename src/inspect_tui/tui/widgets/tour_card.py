"""The tour of one minute: a few cards over the foot line, while everything else goes on working."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from inspect_tui.locale import N_, Catalog

CARDS: Final = (
    N_(
        "A notebook for the visit: tasks, what is said, what is concluded, the signed minutes. "
        "Every key is kept as you type; nothing has to be saved by hand."
    ),
    N_(
        "Ctrl+N makes a session: agency, day of the visit, cut-off date. F7 opens the pack that headquarters prepared. "
        "Inside, F8 reads the register of tasks (Excel, Word, CSV)."
    ),
    N_(
        "F2 tasks · F3 notes · F4 conclusions · F5 figures · F6 papers: from everywhere, also in the middle of a word. "
        "Esc goes back a step."
    ),
    N_(
        "While people speak: F3, write, Enter. @ names the speaker, # the task, ! the kind of words; "
        "> makes a conclusion with unit and deadline. No sign is needed: a note is just a note."
    ),
    N_(
        "Before the end: in F4, F7 lists what is still missing and Ctrl+R shows the minutes to be read aloud. "
        "F6 signs, and writes minutes and session file."
    ),
    N_(
        "F1 explains what has the focus, Ctrl+P finds every command by its words, Ctrl+Z takes back. "
        "To try things out on an example: inspect-tui demo. Ctrl+Q quits."
    ),
)
"""What each card says."""


class TourCard(Static, can_focus=True):
    """One card at a time; Enter shows the next one, Escape ends the tour."""

    ALLOW_SELECT = False

    BINDINGS = [
        Binding("enter,right", "turn(1)", show=False),
        Binding("left,backspace", "turn(-1)", show=False),
        Binding("escape", "end", show=False),
    ]

    DEFAULT_CSS = """
    TourCard {
        height: auto; margin: 0 1; padding: 0 1; border: round $foreground-muted; background: $surface;
        border-title-style: bold;
        &:focus { border: round $accent; }
    }
    """

    class Ended(Message):
        """Posted when the tour is over."""

    def __init__(self, catalog: Catalog, *, back_to: Widget | None = None) -> None:
        """Make the tour, at its first card.

        Args:
            catalog: the language.
            back_to: what has the focus again when the tour is over.
        """
        super().__init__(id="tour", markup=False)
        self._catalog, self.back_to = catalog, back_to
        self.card = 0
        self._show()

    def _show(self) -> None:
        t, last = self._catalog.t, len(CARDS) - 1
        self.update(Content(t(CARDS[self.card])))
        title = t("In one minute · {number} of {count}", number=self.card + 1, count=len(CARDS))
        foot = t("Enter next · ← back · Esc ends the tour") if self.card < last else t("Enter ends the tour · ← back")
        if self.is_attached and not self.has_focus:
            foot = t("Tab comes back to the tour")
        self.border_title, self.border_subtitle = Content(title), Content(foot)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Say which keys turn the cards, or how to come back."""
        super().watch_has_focus(has_focus)
        self._show()

    def on_click(self, event: events.Click) -> None:
        """Show the next card."""
        self.action_turn(1)

    def action_turn(self, step: int) -> None:
        """Show the next card or the one before; past the last one is the end."""
        if self.card + step >= len(CARDS):
            self.action_end()
            return
        self.card = max(0, self.card + step)
        self._show()

    def action_end(self) -> None:
        """End the tour."""
        self.post_message(self.Ended())
