"""A form of one record some of whose fields offer words that such fields had before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult

from inspect_tui.tui.known_words import KnownWords
from inspect_tui.tui.patience import patient
from inspect_tui.tui.widgets.known_list import KnownList
from inspect_tui.tui.widgets.record_form import RecordForm
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine


class GrowingForm(RecordForm):
    """Shows, below the field that has the focus, what is known for it; what is chosen there is saved at once."""

    GROWING: ClassVar[Sequence[str]] = ()
    """The fields that offer words."""

    def compose_known(self) -> ComposeResult:
        """Yield the list; behind the fields, for it goes below whichever has the focus."""
        self._words = KnownWords(self.inspect, self.KIND, self.GROWING, self._more_known)
        yield KnownList(self._words.of, self._take_known, id="known")

    def on_mount(self) -> None:
        """Let fields offer what is known."""
        for name in self.GROWING:
            self.known.serve(name, self.field(name))

    @property
    def known(self) -> KnownList:
        """What is offered below the field that has the focus."""
        return self.query_one("#known", KnownList)

    def _more_known(self) -> None:
        if self.is_mounted:
            self.known.more_known()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Offer words for the field that has the focus."""
        self.known.follow_focus(event.widget)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Offer nothing where nothing is typed."""
        self.known.follow_focus(None)

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Offer what fits what is typed."""
        event.stop()
        self.known.renew()

    def on_text_editor_edited(self, event: TextEditor.Edited) -> None:
        """Offer what fits what is typed."""
        event.stop()
        self.known.renew()

    def _take_known(self, draft: str) -> None:
        self.call_later(self._save_known, draft)

    @patient
    async def _save_known(self, draft: str) -> None:
        """Save words that were chosen, as any choice is saved at once."""
        await self._save(draft)
