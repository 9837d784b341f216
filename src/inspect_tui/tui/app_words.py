"""Typed words in the app: on their way to the store, shown as saved or not, recovered after the last run."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from inspect_tui.domain.records import Draft
from inspect_tui.tui.drafts import DraftKeeper, Place
from inspect_tui.tui.saving import SaveWatch
from inspect_tui.tui.state import SessionState
from inspect_tui.tui.where import WhereKeeper

if TYPE_CHECKING:
    from textual.app import App

    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.gateway import Gateway

    _MixedInApp = App[int]
else:
    _MixedInApp = object

BEGUN: Final = "begun:"
"""Meta key, before a session's id, of the time of the first key of what stands in its composer."""


class AppWords(_MixedInApp):
    """Whatever is typed goes through here, and through here it is asked for however the app ends.

    Attributes:
        keepers: all keepers of typed words; the first is that of the open session.
        drafts: the keeper of the open session.
        saving: what the status line says.
        where: where the app is.
        recovered: the drafts that stood in the session when it was opened.
    """

    gateway: Gateway
    state: SessionState | None

    def keep_words(self) -> None:
        """Begin to keep what is typed."""
        self.keepers: list[DraftKeeper] = []
        self.drafts = self.keeper(self._commit_drafts)
        app = cast("InspectApp", self)
        self.saving, self.where = SaveWatch(app), WhereKeeper(app)
        self.recovered: tuple[Draft, ...] = ()
        self._refused: dict[str, str] = {}
        self._begun: dict[str, str] = {}
        # Drafts of this run, and those that were told already, by session and name.
        self._known_drafts: set[Place] = set()
        self._keys_then = 0

    def keeper(self, commit: Callable[[Store, Mapping[Place, str]], None]) -> DraftKeeper:
        """Return a keeper of typed words, whose words are saved with all others however the app ends."""
        made = DraftKeeper(commit, self.gateway.write)
        self.keepers.append(made)
        return made

    async def commit_everything(self, patience: float) -> bool:
        """Commit all that is typed or on its way; False where the store does not take it within some seconds."""
        if cast("InspectApp", self).guard.opening is not None:
            # The store is not open yet, and a passphrase is no word to keep.
            return True
        end = time.monotonic() + patience
        while True:
            for keeper in self.keepers:
                await keeper.flush(max(0.05, end - time.monotonic()))
            is_waiting = any(keeper.is_waiting for keeper in self.keepers)
            # What is on its way may fail and go to the drafts again.
            if not is_waiting and not self.gateway.save_state.pending:
                return True
            if is_waiting or time.monotonic() >= end:
                return False
            await asyncio.sleep(0.01)

    def _commit_drafts(self, store: Store, texts: Mapping[Place, str]) -> None:
        with store.transaction():
            for (session, name), text in texts.items():
                store.put_draft(session, name, text)
            for session in {session for session, _ in texts}:
                if (begun := self._begun.pop(session, None)) is not None:
                    store.set_meta(BEGUN + session, begun)
            self.where.put_with_words(store)

    def note_begun(self, moment: str) -> None:
        """Keep when the first key of the note in the composer was pressed, with its words; empty for none."""
        if self.state is not None:
            self._begun[self.state.id] = moment

    async def begun_at(self) -> str:
        """Return when the note was begun whose words an earlier run left in the composer; empty where unknown."""
        state = self.state
        return await self.gateway.read(lambda store: store.get_meta(BEGUN + state.id)) if state is not None else ""

    def edited(self, draft: str, text: str) -> None:
        """Keep what is being typed."""
        self.drafts.edited(draft, text)
        if self.state is not None:
            self._known_drafts.add((self.state.id, draft))
        self.saving.follow()

    def tell_no_date(self, draft: str, text: str) -> None:
        """Say that a field's words are no date, once for the same words: they stay a draft and are tried again."""
        if self._refused.get(draft) == text:
            return
        self._refused[draft] = text
        from inspect_tui.tui.unsaved import place_words

        app = cast("InspectApp", self)
        place = place_words(draft, self.state, app.catalog)
        app.tell(app.t("{place}: {text} is no date; write it as 16/7/2021", place=place, text=text), warning=True)

    def show_save_state(self) -> None:
        """Bring the status line up to date, also behind a panel."""
        for screen in self.screen_stack[:1]:
            show = getattr(screen, "show_save_state", None)
            if show is not None:
                show()

    def save_words(self) -> tuple[str, bool]:
        """Return the status line's words on saving, and whether they are a warning."""
        return self.saving.words()

    def take_recovered(self, session: str, drafts: Sequence[Draft]) -> None:
        """Take the drafts of a session that is being opened."""
        self.recovered = self.left_behind(session, drafts)
        self._keys_then = cast("InspectApp", self).keys_seen
        self.drafts.load(session, {draft.record: draft.text for draft in drafts})

    @property
    def nobody_typed(self) -> bool:
        """Whether no key was pressed since the session was opened."""
        return self._keys_then == cast("InspectApp", self).keys_seen

    def show_recovered(self) -> None:
        """Show the words that were typed and not saved last time, where the screen at hand has such words.

        Whoever has pressed a key since the session was opened is at work somewhere: then they are only told.
        """
        recover = getattr(self.screen, "recover", None)
        if recover is not None and self.nobody_typed:
            recover()
        self.tell_recovered(self.recovered, self.state)
        self.recovered = ()

    def left_behind(self, session: str, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
        """Return those drafts that an earlier run of the program left; those of this run are no news, nor twice."""
        found = tuple(draft for draft in drafts if (session, draft.record) not in self._known_drafts)
        self._known_drafts.update((session, draft.record) for draft in found)
        return found

    def tell_recovered(self, drafts: Sequence[Draft], state: SessionState | None) -> None:
        """Say what words were recovered, from when, how many characters, and where they stand."""
        if drafts:
            from inspect_tui.tui.unsaved import recovered_words

            app = cast("InspectApp", self)
            if words := recovered_words(drafts, state, app.catalog):
                app.tell("✎ " + words, seconds=10)
