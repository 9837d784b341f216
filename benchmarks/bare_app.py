"""The reference: about the smallest Textual app in which one can type."""

from __future__ import annotations

import sys
from typing import Final

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, TextArea

MARKER: Final = "READY TO TYPE"


class BareApp(App[None]):
    """Header, TextArea, Footer."""

    def compose(self) -> ComposeResult:
        """Make the three widgets."""
        yield Header()
        yield TextArea(sys.argv[1] if len(sys.argv) > 1 else "")
        yield Footer()

    def on_mount(self) -> None:
        """Stand ready at the end of the text."""
        self.title = MARKER
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)


if __name__ == "__main__":
    BareApp().run()
