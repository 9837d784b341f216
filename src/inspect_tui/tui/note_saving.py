"""What becomes of the words at Enter and F7: a note, and where it is wanted a conclusion, in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from inspect_tui.domain.note_tokens import request_text, spelled_out
from inspect_tui.tui.patience import patient

if TYPE_CHECKING:
    from inspect_tui.services.live import Saved
    from inspect_tui.store.store import Store
    from inspect_tui.tui.screens.frame import SessionScreen
    from inspect_tui.tui.widgets.composer import Composer
    from inspect_tui.tui.widgets.composer_record import Written
    from inspect_tui.tui.widgets.feed_rows import FeedRow
    from inspect_tui.tui.widgets.row_list import RowList

    _MixedInScreen = SessionScreen
else:
    _MixedInScreen = object


class NoteSaving(_MixedInScreen):
    """The part of the notes screen that saves what was written."""

    _last: tuple[str, Written] | None = None
    """The last new note and how it was written: its words come back where undo takes it back."""

    if TYPE_CHECKING:

        @property
        def feed(self) -> RowList[FeedRow]:
            """The feed."""

        @property
        def composer(self) -> Composer:
            """The composer."""

        def item_of_new_note(self, began_at: str | None) -> dict[str, object]:
            """Return the field that says under which item a new note falls."""

    async def save_note(self, text: str, *, conclude: bool = False) -> tuple[str, str | None] | None:
        """Save words as a note, or the note that is being changed; None with the words put back where it cannot be.

        Args:
            text: as it was typed.
            conclude: draw a conclusion from it; done too where ">" stands at its beginning.

        Returns:
            The note's id, and that of the conclusion.
        """
        composer, editing = self.composer, self.composer.editing
        values = composer.values(text)
        if values is None or self.state.is_signed:
            composer.put_back(text)
            if values is not None:
                self.inspect.tell(
                    self.t("The session is signed. Your words are kept; amend the session (F6) to save them.")
                )
            return None
        if editing is None:
            values |= self.circumstances()
        drafts, settle, written = composer.drafts(text), composer.settle(), composer.written(text)
        request = None
        if conclude or request_text(text) is not None:
            request = self.request_of(str(values["text"]), composer.labels(), values["tasks"])
        composer.clear()
        if request is None:
            saved = await self.inspect.save("note", editing, values, drafts=drafts, settle=settle)
            both: tuple[str, str | None] | None = None if saved is None else (saved.id, None)
        else:
            both = await self._save_both(editing, values, request, drafts, settle)
        if both is None:
            note = self.state.note(editing) if editing is not None else None
            if note is not None:
                composer.edit(note)
            else:
                composer.put_back(text)
            return None
        self._last = (both[0], written) if editing is None else None
        composer.may_take_back = editing is None
        # Whatever was looked at in the feed, the note that was just written is seen.
        self.feed.highlight(both[0])
        return both

    async def _save_both(
        self,
        editing: str | None,
        values: Mapping[str, object],
        request: Mapping[str, object],
        drafts: Mapping[str, str],
        settle: object,
    ) -> tuple[str, str] | None:
        app, state = self.inspect, self.state

        def work(store: Store) -> tuple[Saved, Saved]:
            from inspect_tui.services.concluding import save_with_request

            settled = settle(store) if callable(settle) else {}
            tied = {"tasks": settled["tasks"]} if "tasks" in settled else {}
            return save_with_request(
                store, state.id, editing, {**values, **settled}, {**request, **tied}, drop_drafts=tuple(drafts)
            )  # fmt: skip

        both = await app.commit(work, drafts=drafts)
        if both is None:
            return None
        for saved in both:
            state.apply(saved)
        for saved in both:
            app.changed(saved.kind, saved.id)
        return both[0].id, both[1].id

    def circumstances(self) -> dict[str, object]:
        """Return the fields of a new note that nobody types: when it was begun, and under which item it falls."""
        began = self.composer.began_at
        return {**({"at": began} if began is not None else {}), **self.item_of_new_note(began)}

    def request_of(self, text: str, labels: Sequence[str], tasks: object) -> dict[str, object]:
        """Return the fields of a request that is drawn from words, with the unit and the deadline that they name."""
        owner, deadline = self.composer.known.request(text)
        words = spelled_out(text, labels, self.t("task"))
        return {"kind": "request", "text": words, "owner": owner, "deadline": deadline, "tasks": tasks}

    async def draw_conclusion(self, note_id: str | None) -> str | None:
        """Make a request of a note that stands in the feed; returns its id."""
        note = self.state.note(note_id or "")
        if note is None:
            return None
        labels = [self.state.labels[task] for task in note.tasks if task in self.state.labels]
        values = {**self.request_of(note.text, labels, list(note.tasks)), "notes": [note.id]}
        saved = await self.inspect.save("conclusion", None, values)
        return saved.id if saved is not None else None

    @patient
    async def action_conclude(self) -> None:
        """Draw a conclusion from the note at the cursor, or from what stands in the composer."""
        words = self.composer.words
        if not self.feed.has_focus and words.text.strip():
            both = await self.save_note(words.take(), conclude=True)
            drawn = both[1] if both is not None else None
        else:
            drawn = await self.draw_conclusion(self.feed.cursor_key)
        if drawn is not None:
            self.inspect.go("conclusions", lambda shown: shown.show_record(drawn))

    async def on_composer_take_back(self, event: Composer.TakeBack) -> None:
        """Take back the last note from the empty line, or bring it back."""
        event.stop()
        app = self.inspect
        await (app.action_redo() if event.again else app.action_undo())

    def follow_undo(self) -> None:
        """Bring the words back whose note undo has taken back, and take them away where redo brings the note back."""
        if self._last is not None and self._stands:
            note_id, written = self._last
            self.composer.follow_written(written, stands=self.state.note(note_id) is not None)
