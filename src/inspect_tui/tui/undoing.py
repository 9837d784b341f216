"""Undo, redo and the panel of changes, on whatever screen one is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from inspect_tui.locale import N_
from inspect_tui.tui.change_words import ChangeWords
from inspect_tui.tui.drafts import PATIENCE
from inspect_tui.tui.patience import patient
from inspect_tui.tui.state import SESSION_SCREENS
from inspect_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import App

    from inspect_tui.services.undoing import Outcome
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.screens.notes import NotesScreen
    from inspect_tui.tui.state import SessionState

    _MixedInApp = App[int]
else:
    _MixedInApp = object

MANY: Final = 3
"""Records above which undo asks first: a register that goes as a whole at one key would startle."""

ANSWER_WITHIN: Final = 10.0
"""Seconds within which the same key again means yes."""

Act = Callable[["Store", str, "int | None"], "Outcome | None"]
"""Puts something back in a session of a store, at most so many records; for more it does nothing and says how many."""


class AppUndo(_MixedInApp):
    """Ctrl+Z and Ctrl+Y outside of fields, which have their own, and F11."""

    _asked: tuple[str, float] = ("", 0.0)
    _known_step = ""

    def knows_step(self, entry: str) -> None:
        """Let undo take back a large change without asking, for a person has just made it of tasks selected by hand.

        Args:
            entry: the id of its last entry.
        """
        self._known_step = entry

    @patient
    async def action_undo(self) -> None:
        """Take back the last change of the session, on whatever screen it was made."""

        def act(store: Store, session: str, most: int | None) -> Outcome | None:
            from inspect_tui.services.undoing import undo

            return undo(store, session, most=most)

        await self.put_back(
            act, done=N_("Undone: {what}. Ctrl+Y does it again."), nothing=N_("Nothing to undo."),
            ask=N_("{count} records change at once. Ctrl+Z again takes them back."),
        )  # fmt: skip

    @patient
    async def action_redo(self) -> None:
        """Do again what was undone last."""

        def act(store: Store, session: str, most: int | None) -> Outcome | None:
            from inspect_tui.services.undoing import redo

            return redo(store, session, most=most)

        await self.put_back(
            act, done=N_("Done again: {what}."), nothing=N_("Nothing to do again."),
            ask=N_("{count} records change at once. Ctrl+Y again does it."),
        )  # fmt: skip

    def action_changes(self) -> None:
        """Show what was changed, the newest first."""
        from inspect_tui.tui.screens.changes import ChangesScreen

        app = cast("InspectApp", self)
        if app.state is None:
            app.tell(app.t("Open a session first."))
        elif not isinstance(self.screen, ChangesScreen):
            app.close_panels()
            self.push_screen(ChangesScreen(self.screen))

    def action_conflicts(self) -> None:
        """Show what two people wrote differently, from the record on that the cursor is on."""
        from inspect_tui.tui.screens.changes import record_at_cursor

        app = cast("InspectApp", self)
        if app.state is None:
            app.tell(app.t("Open a session first."))
            return
        app.close_panels()
        if app.shown_screen() != "conflicts":
            app.show_conflict(record_at_cursor(self.screen, app.state))

    def shown_screen(self) -> str:
        """Return the name of the session's screen that is shown; empty where none is."""
        app = cast("InspectApp", self)
        return next((n for n in SESSION_SCREENS if app.is_screen_installed(n) and app.get_screen(n) is self.screen), "")

    def show_conflict(self, record: tuple[str, str] | None, field: str = "") -> None:
        """Go to what two people wrote differently.

        Args:
            record: kind and id of the record to begin with; None for the first one.
            field: which of its fields.
        """
        app = cast("InspectApp", self)
        came_from = app.shown_screen()
        app.go("conflicts", lambda shown: shown.begin_at(record, field, came_from=came_from))

    async def put_back(self, act: Act, *, done: str, nothing: str, ask: str) -> None:
        """Put something back, show it and say it.

        Args:
            act: does it.
            done: what is said then, with a place for ``what``.
            nothing: what is said where there was nothing to do.
            ask: what is asked first where many records would change, with a place for ``count``.
        """
        app = cast("InspectApp", self)
        state = app.state
        if state is None:
            return
        if not await app.drafts.flush(PATIENCE):
            app.tell(app.t("Not while your words are not saved."), warning=True)
            return
        asked, at = self._asked
        self._asked = ("", 0.0)
        known = self._known_step

        def work(store: Store) -> Outcome | None:
            outcome = act(store, state.id, MANY)
            if (
                outcome is not None
                and outcome.large
                and (outcome.entry == known or (outcome.entry == asked and time.monotonic() - at < ANSWER_WITHIN))
            ):
                return act(store, state.id, None)
            return outcome

        try:
            outcome = await app.gateway.write(work, small=False)
        except Exception as error:
            app.tell_error(error)
            return
        if outcome is None or outcome.is_nothing:
            app.tell(app.t(nothing), alone=True)
        elif outcome.large:
            self._asked = (outcome.entry, time.monotonic())
            app.tell(app.t(ask, count=outcome.large), alone=True)
        elif app.state is state:
            await self._show(state, outcome)
            words = ChangeWords(state, app.catalog)
            what, kept = words.told(outcome), words.kept(outcome)
            app.tell(
                " ".join(part for part in (app.t(done, what=what) if what else "", kept) if part),
                warning=bool(kept), alone=True,
            )  # fmt: skip

    async def _show(self, state: SessionState, outcome: Outcome) -> None:
        """Show the records as they are now, and go to the first one where the keys are in a list that has it."""
        app = cast("InspectApp", self)
        if outcome.saved is None:
            await app.reload()
        else:
            for saved in outcome.saved:
                state.apply(saved)
            # All of it, for a choice that has the focus would keep its old value for one record.
            app.changed("all", "")
        if app.is_screen_installed("notes"):
            cast("NotesScreen", app.get_screen("notes")).follow_undo()
        if outcome.told is not None and isinstance(self.focused, RowList):
            self.focused.highlight(outcome.told.id)
