"""How strong a passphrase is, in a bar of four parts and a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from inspect_tui.locale import Catalog
    from inspect_tui.services.passphrases import Strength

_STYLES: Final = ("$text-error", "$text-error", "$text-warning", "$text-success", "$text-success")


class StrengthLine(Static):
    """One line beside a passphrase; empty while nothing is typed."""

    DEFAULT_CSS = """
    StrengthLine { width: 1fr; height: 1; padding: 0 0 0 1; }
    """

    def show(self, passphrase: str, catalog: Catalog) -> Strength | None:
        """Weigh what is typed and say it; returns the weight, None for nothing typed."""
        if not passphrase:
            self.update("")
            return None
        # Weighing loads lists of words; nobody waits for them who types no passphrase.
        from inspect_tui.services.passphrases import strength

        found = strength(passphrase)
        bar = "━" * found.score + "─" * (4 - found.score)
        self.update(Content.assemble((bar, _STYLES[found.score]), " ", catalog.t(found.words)))
        return found
