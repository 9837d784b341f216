"""The full-screen app: one store, one session at a time, a screen for each part of the work."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from inspect_tui.domain.records import SCREENS, Draft
from inspect_tui.locale import Catalog
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.services.front_page import empty_view, keep_front_page, view_of_front_page
from inspect_tui.services.home import Setup
from inspect_tui.services.looks import Looks
from inspect_tui.store.errors import StoreError
from inspect_tui.tui.all_commands import screen_class
from inspect_tui.tui.app_actions import AppActions
from inspect_tui.tui.app_looks import AppLooks
from inspect_tui.tui.app_safety import AppSafety
from inspect_tui.tui.app_words import AppWords
from inspect_tui.tui.commands import APP_COMMANDS
from inspect_tui.tui.drafts import PATIENCE
from inspect_tui.tui.gateway import Gateway
from inspect_tui.tui.notices import LastingNotices
from inspect_tui.tui.state import SESSION_SCREENS, SessionState
from inspect_tui.tui.terminal_keys import name_keys
from inspect_tui.tui.textual_compat import EndsQuietly, KeysByTurn, make_first
from inspect_tui.tui.undoing import AppUndo

if TYPE_CHECKING:
    from inspect_tui.services.live import Saved
    from inspect_tui.services.views import View
    from inspect_tui.store.first_read import FirstRead
    from inspect_tui.store.store import Store
    from inspect_tui.tui.ending import Ending
    from inspect_tui.tui.guarding import Opening
    from inspect_tui.tui.screens.frame import SessionScreen

T = TypeVar("T")


def load(store: Store, session: str) -> tuple[View, tuple[Draft, ...]]:
    """Read a session; the services that change things are loaded with it, on the store's thread."""
    from inspect_tui.services import live

    return live.load(store, session)


class InspectApp(
    AppSafety,
    EndsQuietly,
    KeysByTurn,
    LastingNotices,
    AppWords,
    AppActions,
    AppLooks,
    AppUndo,
    App[int],
    inherit_bindings=False,
):
    """The app. Screens ask it to save and are told what has changed; only it talks to the gateway."""

    HOME: ClassVar = "sessions"
    ENABLE_COMMAND_PALETTE = False
    # No binding has priority: a key waits its turn behind the letters that were typed before it.
    BINDINGS = [
        *(command.binding() for command in APP_COMMANDS),
        Binding("tab", "focus_next", show=False, id="next-part"),
        Binding("shift+tab", "focus_previous", show=False, id="previous-part"),
        Binding("ctrl+c", "copy_selection", show=False, id="copy"),
    ]
    CSS_PATH: ClassVar[None] = None
    # Notices stand above, for words are typed below; on the wall day and figures stand above.
    CSS = """
    ToastRack { dock: top; align: right top; margin: 2 0 0 0; }
    FiguresScreen ToastRack { dock: bottom; align: right bottom; margin: 0 0 1 0; }
    Toast { width: auto; max-width: 60; padding: 0 1; margin: 0 0 1 0; }
    """

    def __init__(
        self,
        setup: Setup,
        gateway: Gateway,
        *,
        first: FirstRead | None = None,
        screen: str = "checklist",
        demo: bool = False,
        opening: Opening | None = None,
        looks: Looks | None = None,
    ) -> None:
        """Make the app.

        Args:
            setup: home, store and language.
            gateway: the store, open or about to be.
            first: the session to begin with, as far as it was read; None for the list.
            screen: the screen to begin on.
            demo: the home is a throw-away one.
            opening: what must be asked before the store can be opened; None for nothing.
            looks: colours that were chosen last time.
        """
        self.setup, self.gateway, self.demo = setup, gateway, demo
        self.catalog = Catalog(setup.language)
        self.t = self.catalog.t
        self.state: SessionState | None = None
        self.ending: Ending | None = None
        self.keep_words()
        self.guard_store(opening)
        self._first = (first, screen)
        name_keys()
        super().__init__()
        self.take_looks(looks)
        self.read_keys()
        gateway.on_save_state = self.saving.save_state_changed

    # The end, as far as it is not a quit: `ending` decides, the app tells it what happens

    def on_load(self) -> None:
        """Let signals find the running app."""
        if self.ending is not None:
            self.ending.attach()

    def fault_found(self, error: BaseException) -> None:
        """Have a fault reported."""
        if self.ending is not None:
            self.ending.fault(error)

    def input_lost(self) -> None:
        """End, for no key can be read any more."""
        if self.ending is not None:
            self.ending.input_lost()

    def terminal_lost(self) -> None:
        """End, for nothing can be shown any more."""
        if self.ending is not None:
            self.ending.terminal_lost()

    # Screens

    def get_default_screen(self) -> Screen[None]:
        """Return the screen that the app begins with, so that no empty one is painted first."""
        first, name = self._first
        if self.guard.opening is not None:
            from inspect_tui.tui.screens.opening import OpeningScreen

            return make_first(self, OpeningScreen(self.guard.opening.step))
        if first is None:
            return make_first(self, self.home_screen())
        shown = view_of_front_page(first)
        view, labels = shown if shown is not None else (empty_view(first), {})
        self._take(SessionState(view, labels), first.drafts)
        self.where.begin(first.session.id, name)
        return make_first(self, self.session_screen(name))

    def on_mount(self) -> None:
        """Read the rest once the first screen stands."""
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        gc.freeze()
        gc.enable()
        if self.guard.opening is None:
            self._begin_work()
            self._show_tour()

    async def begin(self) -> None:
        """Go on to the list of sessions, once the store can be opened."""
        await self.switch_screen(self.home_screen())
        self._begin_work()
        self._show_tour()

    def _show_tour(self) -> None:
        if self.guard.is_first_run:
            self.action_tour()

    def _begin_work(self) -> None:
        self.gateway.start()
        if self.state is not None and not self.state.is_whole:
            self.run_worker(self._read_whole(), exclusive=True, group="read-whole")
        self.start_safety()
        self.call_later(self.tell_keys)

    async def _read_whole(self) -> None:
        state = self.state
        if state is None:
            return
        try:
            view = await self._whole_view(state.id)
        except Exception as error:
            self.tell_error(error)
            return
        # In the step in which it is known to be true: a change that is committed while something else is waited for
        # would be overwritten on the screen by what was read before it.
        state.replace(view)
        self.changed("all", "")
        self.screen.call_later(self.show_recovered)
        # The next start does without a front page as well.
        with contextlib.suppress(Exception):
            await self.gateway.read(lambda store: keep_front_page(store, state.view))
        await self.where.note()

    async def _whole_view(self, session: str) -> View:
        """Read a session beside the store's thread, for its first words are typed while it is read."""
        setup = self.setup
        if setup.location.path is not None:

            def apart() -> View:
                from inspect_tui.services.live import load_apart

                return load_apart(setup, session)

            def is_still_so(store: Store) -> bool:
                from inspect_tui.services import live

                return live.is_still_so(store, view)

            with contextlib.suppress(StoreError):
                view = await self.gateway.long(apart)
                if await self.gateway.read(is_still_so):
                    return view
        return (await self.gateway.read(lambda store: load(store, session)))[0]

    def home_screen(self) -> Screen[None]:
        """Return the list of sessions."""
        if not self.is_screen_installed(self.HOME):
            self.install_screen(self.make_screen(self.HOME), self.HOME)
        return self.get_screen(self.HOME)

    def session_screen(self, name: str) -> Screen[None]:
        """Return a screen of the open session, made at its first use."""
        if not self.is_screen_installed(name):
            self.install_screen(self.make_screen(name), name)
        return self.get_screen(name)

    def make_screen(self, name: str) -> Screen[None]:
        """Return a new screen of a name."""
        made: Screen[None] = screen_class(name)()
        self.take_keys(made, name)
        return made

    def forget_screens(self, names: Iterable[str]) -> None:
        """Have screens made anew when they are next shown; the one that is shown may not be among them."""
        for name in names:
            if self.is_screen_installed(name):
                old = self.get_screen(name)
                self.uninstall_screen(name)
                if old.is_running:
                    old.remove()

    def action_show(self, name: str) -> None:
        """Go to a screen of the session."""
        if self.state is None:
            self.tell(self.t("Open a session first."))
            return
        self.close_panels()
        screen: SessionScreen = self.session_screen(name)  # type: ignore[assignment]
        is_here = self.screen is screen
        if not is_here:
            self.switch_screen(screen)
        if name in SCREENS:
            self.where.moved(self.state.id, name)
        if screen.is_mounted and (is_here or screen.BEGINS_ANEW):
            screen.begin()

    def go(self, name: str, then: Callable[[Any], object]) -> None:
        """Go to a screen of the session and do something there as soon as it stands.

        Args:
            name: the screen.
            then: called with the screen.
        """
        self.action_show(name)
        if self.state is not None:
            self.session_screen(name).when_ready(then)  # type: ignore[attr-defined]

    def close_panels(self) -> None:
        """Close help, palette and whatever else stands over the screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    async def action_home(self) -> None:
        """Go to the list of sessions."""
        await self.drafts.flush(PATIENCE)
        self.close_panels()
        home = self.home_screen()
        if self.screen is not home:
            self.switch_screen(home)
        self.where.moved("", self.HOME)
        self.call_after_refresh(home.reload)  # type: ignore[attr-defined]

    async def open_session(self, session: str, screen: str = "checklist") -> None:
        """Open a session on a screen; one that cannot be opened is told."""
        if not await self.drafts.flush(PATIENCE):
            self.tell(self.t("Your words are not saved yet; the session opens once they are."), warning=True)
            return
        try:
            view, drafts = await self.gateway.read(lambda store: load(store, session))
            await self.gateway.read(lambda store: keep_front_page(store, view))
        except Exception as error:
            self.tell_error(error)
            return
        self.forget_screens(SESSION_SCREENS)
        self._take(SessionState(view), drafts)
        self.go(screen, lambda shown: shown.call_later(self.show_recovered))

    def _take(self, state: SessionState, drafts: Sequence[Draft]) -> None:
        self.state = state
        self.take_recovered(state.id, drafts)

    # Saving

    async def save(
        self,
        kind: str,
        record_id: str | None,
        values: Mapping[str, object],
        *,
        delete: bool | None = None,
        drafts: Mapping[str, str] = {},
        settle: Callable[[Store], Mapping[str, object]] | None = None,
    ) -> Saved | None:
        """Commit a change; a change that cannot be is told, and None comes back with nothing lost.

        Args:
            kind: the kind of record.
            record_id: the record, None to make one.
            values: the fields to set.
            delete: delete it, or bring it back.
            drafts: the drafts that become part of this change, by name, with their words.
            settle: returns further fields on the store's thread, for what only the whole session can tell.
        """
        state = self.state
        if state is None:
            return None

        def work(store: Store) -> Saved:
            from inspect_tui.services.live import save_and_read

            settled = {**values, **settle(store)} if settle is not None else values
            return save_and_read(
                store, state.id, kind, record_id, settled, delete=delete, drop_drafts=tuple(drafts)
            )  # fmt: skip

        saved = await self.commit(work, drafts=drafts)
        if saved is None:
            return None
        state.apply(saved)
        self.changed(kind, saved.id)
        return saved

    async def change(self, work: Callable[[Store], T], *, drafts: Mapping[str, str] = {}) -> T | None:
        """Commit work that changes much of the session, then read it anew; None where it cannot be, which is told.

        Args:
            work: commits it.
            drafts: the drafts that become part of it, by name, with their words; the work drops them.
        """
        outcome = await self.commit(work, drafts=drafts, small=False)
        if outcome is not None:
            await self.reload()
        return outcome

    async def commit(
        self, work: Callable[[Store], T], *, drafts: Mapping[str, str] = {}, small: bool = True
    ) -> T | None:
        """Commit work and show nothing of it; work that cannot be is told, and None comes back with nothing lost.

        Args:
            work: commits it, drops the drafts, and returns something.
            drafts: the drafts that become part of it, by name, with their words.
            small: it is as quick as the disk.
        """
        self.drafts.take(drafts)
        try:
            outcome = await self.gateway.write(work, small=small)
        except Exception as error:
            self.drafts.give_back(drafts)
            self.tell_error(error)
            return None
        self.drafts.saved(drafts)
        return outcome

    async def reload(self) -> None:
        """Read the session anew, after something that changed much of it."""
        state = self.state
        if state is None:
            return
        view, _ = await self.gateway.read(lambda store: load(store, state.id))
        state.replace(view)
        self.changed("all", "")

    def changed(self, kind: str, record_id: str) -> None:
        """Tell every screen of the session what has changed."""
        for name in SESSION_SCREENS:
            if self.is_screen_installed(name):
                screen: SessionScreen = self.get_screen(name)  # type: ignore[assignment]
                if screen.is_running:
                    screen.session_changed(kind, record_id)

    # Telling

    def tell(self, text: str, *, warning: bool = False, seconds: float = 5, alone: bool = False) -> None:
        """Say something beside the work; it takes no focus and goes by itself.

        Args:
            text: what to say.
            warning: it needs attention.
            seconds: how long it stays.
            alone: what was said before goes: this follows from it.
        """
        if alone:
            self.clear_notifications()
        self.notify(text, severity="warning" if warning else "information", markup=False, timeout=seconds)

    def tell_error(self, error: Exception) -> None:
        """Say why something could not be done; an unexpected error is raised again."""
        if not is_expected(error):
            raise error
        self.tell(describe(error, self.catalog), warning=True)
