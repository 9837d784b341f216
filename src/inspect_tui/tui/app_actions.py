"""What the keys and the palette do on every screen, beside going to another one."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any, cast

from inspect_tui.services.front_page import keep_front_page
from inspect_tui.tui.commands import full_action
from inspect_tui.tui.drafts import PATIENCE

if TYPE_CHECKING:
    from textual.app import App

    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.screens.wall import WallScreen

    _MixedInApp = App[int]
else:
    _MixedInApp = object


class AppActions(_MixedInApp):
    """Help, palette, finding, the clipboard, carrying unsaved words out of the app, and quitting.

    Attributes:
        arranged: what the checklist's tasks are grouped by and in which order they stand, keys of `domain.arranging`;
            for every session while the app runs, since whoever works by lead agency does so in the next one too.
    """

    arranged: tuple[str, str] = ("source", "late")
    _warned = False

    @property
    def _inspect(self) -> InspectApp:
        return cast("InspectApp", self)

    def action_help(self) -> None:
        """Show help on what has the focus."""
        from inspect_tui.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_tour(self) -> None:
        """Show what the program is, in a few cards."""
        from inspect_tui.tui.screens.tour import TourScreen

        if not isinstance(self.screen, TourScreen):
            self._inspect.close_panels()
            self.push_screen(TourScreen())

    def action_palette(self) -> None:
        """Show all commands."""
        from inspect_tui.tui.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self._inspect.close_panels()
            self.push_screen(PaletteScreen(self.screen), self._run_chosen)

    async def _run_chosen(self, action: str | None) -> None:
        if action:
            await self.run_action(action, self.screen if action.startswith("screen.") else self)

    def action_on_screen(self, name: str, command: str) -> None:
        """Go to a screen of the session and do there what one of its keys does.

        Args:
            name: the screen.
            command: the id of its command.
        """
        app = self._inspect

        async def do(screen: Any) -> None:
            found = next((one for one in screen.COMMANDS_HERE if one.id == command), None)
            if found is not None:
                await app.run_action(full_action("screen", found.action), screen)

        app.go(name, do)

    def action_find(self) -> None:
        """Go to the field that searches this screen, or the checklist where it has none."""
        self._inspect.close_panels()
        find = getattr(self.screen, "find", None)
        if find is None or not find():
            self._inspect.go("checklist", lambda checklist: checklist.find())

    def action_copy_selection(self) -> None:
        """Copy what is selected; Ctrl+C, by which other programs are ended, ends nothing here."""
        app = self._inspect
        text = getattr(self.focused, "selected_text", "") or self.screen.get_selected_text() or ""
        if text:
            self.copy_to_clipboard(text)
            app.tell(app.t("Copied."))
        else:
            app.tell(app.t("Nothing is selected to be copied. Ctrl+Q quits; everything is saved."))

    async def action_meeting(self) -> None:
        """Show the head of the session and who is there; on the list, of the session at the cursor."""
        app = self._inspect
        at_cursor = getattr(self.screen, "session_at_cursor", None)
        if at_cursor is not None and at_cursor():
            session = at_cursor()
            await app.open_session(session, "meeting")
            if app.state is not None and app.state.id == session:
                app.go("meeting", lambda shown: shown.came_from("sessions"))
            return
        if app.state is None or at_cursor is not None:
            app.tell(app.t("Open a session first."))
            return
        app.close_panels()
        came_from = app.shown_screen()
        app.go("meeting", lambda shown: shown.came_from(came_from))

    def action_wall(self) -> None:
        """Show the task that is being discussed, large; the same key goes back."""
        from inspect_tui.tui.at_hand import tasks_at_hand

        app = self._inspect
        if app.state is None or getattr(self.screen_stack[0], "session_at_cursor", None) is not None:
            app.tell(app.t("Open a session first."))
            return
        app.close_panels()
        wall = cast("WallScreen", app.session_screen("wall"))
        wall.show(*tasks_at_hand(app), app.shown_screen())
        self.push_screen(wall)

    def action_import_register(self) -> None:
        """Go to where a register is read into the session."""
        self._inspect.action_show("register")

    def action_receive(self) -> None:
        """Ask for a file or folder and take in what is there."""
        from inspect_tui.tui.screens.receive import ReceiveScreen

        if not isinstance(self.screen, ReceiveScreen):
            self._inspect.close_panels()
            self.push_screen(ReceiveScreen())

    def action_check_file(self) -> None:
        """Ask for a session file and the code on paper, and say whether they agree."""
        from inspect_tui.tui.screens.check_file import CheckFileScreen

        if not isinstance(self.screen, CheckFileScreen):
            self._inspect.close_panels()
            self.push_screen(CheckFileScreen())

    def action_copy_unsaved(self) -> None:
        """Put all words that are in no record yet on the clipboard of the terminal."""
        app, text = self._inspect, self._unsaved()
        if text:
            self.copy_to_clipboard(text)
            app.tell(app.t("The unsaved words are on the clipboard, in clear."), seconds=10)

    def action_write_unsaved(self) -> None:
        """Ask for a file and write all words that are in no record yet into it."""
        from inspect_tui.tui.screens.write_unsaved import WriteUnsavedScreen

        if text := self._unsaved():
            self.push_screen(WriteUnsavedScreen(text))

    def _unsaved(self) -> str:
        from inspect_tui.tui.unsaved import unsaved_text

        app = self._inspect
        text = unsaved_text(app)
        if not text:
            app.tell(app.t("There are no unsaved words: everything typed is in a record."))
        return text

    async def action_leave(self) -> None:
        """Quit; what was typed is committed first. Where that cannot be, the first try says so and stays."""
        app = self._inspect
        if not await app.commit_everything(PATIENCE) and not self._warned:
            self._warned = True
            app.tell(app.t("Your words cannot be saved. Ctrl+Q again quits without them."), warning=True)
            return
        state = app.state
        if state is not None and state.is_whole:
            view = state.view
            # The next start does without a front page as well.
            with contextlib.suppress(Exception):
                await asyncio.wait_for(app.gateway.read(lambda store: keep_front_page(store, view)), PATIENCE)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(app.where.note(ended="well"), PATIENCE)
        self.exit(0)
