"""The tour: six short cards after the very first start, and whenever the palette asks for them."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspect_tui.locale import N_
from inspect_tui.tui.screens.overlay import Overlay

CARDS: Final = (
    (
        N_("A notebook for the meeting"),
        N_(
            "It holds one visit after the other: the tasks that were assigned to an agency, what is said of them, and "
            "what is concluded. It works without a network, and nothing leaves this machine by itself."
        ),
    ),
    (
        N_("One key for each screen"),
        N_(
            "F2  the checklist of tasks\nF3  notes, as people speak\n"
            "F4  conclusions, and what is missing before signing\n"
            "F5  figures, large, for the wall; F10 the task being discussed\nF6  signing, papers, the session file"
        ),
    ),
    (
        N_("There is no saving"),
        N_(
            "What you type is on the disk within a moment; “● saved” says so. Ctrl+Z takes back what was changed, "
            "Ctrl+Q quits at any moment with no question, and the next start goes on where you were."
        ),
    ),
    (
        N_("Notes understand while you type"),
        N_(
            "@  who speaks\n#  the task, by number or words\n!  what kind of words: question, explanation, cause …\n"
            ">  a conclusion, with the unit and the deadline that the words name\n"
            "Marks need not be typed for these. Enter saves; what is not taken stays as words."
        ),
    ),
    (
        N_("To begin"),
        N_(
            "Ctrl+N makes a session; F8 in its checklist reads the register (Excel, Word or CSV). F7 in the list of "
            "sessions takes in files from other laptops, F8 there looks whether everything is ready before you leave."
        ),
    ),
    (
        N_("When in doubt"),
        N_(
            "F1 says what the place at hand is for, with its keys. Ctrl+P finds every command by a few letters, with "
            "or without marks; this tour, the colours and the language are there too."
        ),
    ),
)
"""Title and words of each card; a minute's reading in all."""


class TourScreen(Overlay[None]):
    """One card after the other; Enter goes on, Esc ends it, and so does any other key, which acts as ever."""

    BINDINGS: ClassVar = [
        Binding("enter,right,space,pagedown", "turn(1)", show=False),
        Binding("left,pageup", "turn(-1)", show=False),
    ]

    DEFAULT_CSS = """
    TourScreen #box { max-width: 72; padding: 1 2; }
    """

    def __init__(self) -> None:
        """Begin with the first card."""
        super().__init__()
        self._place = 0

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(id="box"):
            yield Static("", id="card", markup=False)

    def on_mount(self) -> None:
        """Show the first card."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Make way for somebody who has begun to work."""
        if event.key not in self._bindings.key_to_bindings:
            event.stop()
            self.action_close()
            self.app.call_later(self.app.on_event, events.Key(event.key, event.character))

    def _show(self) -> None:
        t = self.inspect.t
        title, words = CARDS[self._place]
        is_last = self._place == len(CARDS) - 1
        keys = t("Enter closes") if is_last else t("Enter goes on · ← back · Esc ends the tour")
        self.query_one("#card", Static).update(
            Content("\n").join(
                [
                    Content.styled(t(title), "$text-accent bold"),
                    Content(""),
                    Content(t(words)),
                    Content(""),
                    Content.styled(f"{self._place + 1}/{len(CARDS)}   {keys}", "$foreground-muted"),
                ]
            )
        )

    def action_turn(self, step: int) -> None:
        """Go to the next card or the one before; behind the last one the tour ends."""
        place = self._place + step
        if place >= len(CARDS):
            self.action_close()
        elif place >= 0:
            self._place = place
            self._show()
