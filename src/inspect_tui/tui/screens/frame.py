"""The frame of every session screen: which visit and whether all is safe, the figures, the work, the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen

from inspect_tui.domain.dates import screen_date
from inspect_tui.tui.commands import Command, app_commands_beside, with_changed_keys
from inspect_tui.tui.patience import patient
from inspect_tui.tui.state import SessionState
from inspect_tui.tui.widgets.key_bar import KeyBar, KeyHint
from inspect_tui.tui.widgets.session_bar import FiguresStrip, SessionBar
from inspect_tui.tui.wording import figures_line

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

NARROW = 100
"""Cells under which panels stand one at a time."""
LAST = 10
"""Puts a key behind all others in the order in which they stay in a narrow foot line."""


FootKeys = Mapping[str, Sequence[tuple[str, str]]]
"""Keys with their words, as messages, by the id of the part of a screen in which they are what matters."""


class LiveFigures(FiguresStrip):
    """The strip of the open session's figures."""

    def line(self, width: int) -> Content:
        """Return the figures for a width."""
        app = cast("InspectApp", self.app)
        if app.state is None or not (app.state.is_whole or app.state.content.tasks):
            return Content("")
        conflicts = len(app.state.content.conflicts)
        return figures_line(app.state.view.figures, app.catalog, width, conflicts=conflicts)


class SessionScreen(Screen[None], inherit_bindings=False):
    """Base of the session screens.

    A screen says what it is called, which keys it has, what its middle holds, and how to follow a change.
    """

    AUTO_FOCUS = ""
    COMMANDS_HERE: ClassVar[Sequence[Command]] = ()
    OWN_KEY: ClassVar[str] = ""
    """Id of the command that leads here; the foot line leaves it out, for one is here."""
    BEGINS_ANEW: ClassVar[bool] = False
    """Whether its key leads to where work begins also from another screen, and not to where one was last."""
    HELP_TEXTS: ClassVar[dict[str, str]] = {}
    """Help by widget id, as messages for the catalog; the key "" is the screen's own."""
    FOOT_KEYS: ClassVar[FootKeys] = {}
    """What the foot line shows while the focus is in a part, in place of the screen's keys."""
    IS_ASIDE: ClassVar[bool] = False
    """Whether one comes here from another screen for a while: its own keys then stay longest in a narrow foot line."""

    DEFAULT_CSS = """
    SessionScreen {
        layout: vertical;
        background: $background;
        & #work { height: 1fr; }
        & KeyBar { background: $panel; }
        & .label { color: $text-muted; }
        & .heading { color: $text-muted; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        """Make the screen; its widgets are made when it is first shown."""
        super().__init__()
        self.stale = False
        self._stands = False
        self._then: list[Callable[[Any], object]] = []

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    @property
    def state(self) -> SessionState:
        """The open session."""
        state = self.inspect.state
        assert state is not None
        return state

    def t(self, message: str, /, **values: object) -> str:
        """Translate a message; keys of this screen have the names that they have here."""
        words = self.inspect.t(message, **values)
        usual = type(self).COMMANDS_HERE
        return words if self.COMMANDS_HERE is usual else with_changed_keys(words, usual, self.COMMANDS_HERE)

    def compose(self) -> ComposeResult:
        """Lay out the frame around the screen's own middle."""
        # Before there are widgets whose style would have to be worked out again.
        self.set_class(self.app.size.width < NARROW, "-narrow")
        yield SessionBar(id="session-bar")
        yield LiveFigures(id="figures-strip")
        with Container(id="work"):
            yield from self.compose_work()
        yield KeyBar(self.hints(), id="keys")

    def compose_work(self) -> ComposeResult:
        """Yield what stands in the middle."""
        raise NotImplementedError

    def hints(self) -> list[KeyHint]:
        """Return the foot line: this screen's keys first, then those of every screen."""
        catalog = self.inspect.catalog
        here = [c.hint(catalog, "screen") for c in self.COMMANDS_HERE if c.label]
        common = [c.hint(catalog, "app") for c in app_commands_beside(self.COMMANDS_HERE) if c.id != self.OWN_KEY]
        if self.IS_ASIDE:
            common = [common[0], *(replace(hint, rank=hint.rank + LAST) for hint in common[1:])]
        return [common[0], *here, *common[1:]]

    def foot(self) -> list[KeyHint]:
        """Return the foot line for what has the focus: a form that is open has keys of its own."""
        part: Any = self.focused
        while part is not None and part is not self:
            if part.id in self.FOOT_KEYS:
                own = [KeyHint(key, self.t(words)) for key, words in self.FOOT_KEYS[part.id]]
                common = [c.hint(self.inspect.catalog, "app") for c in app_commands_beside(self.COMMANDS_HERE)]
                return [common[0], *own, *(replace(hint, rank=hint.rank + LAST) for hint in common[1:])]
            part = part.parent
        return self.hints()

    def renew_foot(self) -> None:
        """Show the keys that work now."""
        for bar in self.query(KeyBar):
            bar.hints = self.foot()

    def on_mount(self) -> None:
        """Fill the frame and begin."""
        self.refresh_frame()
        self.fill()
        self.begin()
        if self.FOOT_KEYS:
            self.watch(self, "focused", self.renew_foot, init=False)
        self._stands = True
        for then in self._then:
            self.call_later(then, self)

    def when_ready(self, then: Callable[[Any], object]) -> None:
        """Do something once the screen stands and shows the session as it is now."""
        if self._stands:
            self.call_later(then, self)
        else:
            self._then.append(then)

    def on_resize(self, event: events.Resize) -> None:
        """Stack panels where there is no room for two."""
        self.set_class(event.size.width < NARROW, "-narrow")

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another screen was shown."""
        if self.stale:
            self.stale = False
            self.refresh_frame()
            self.fill()
        self.show_save_state()

    @patient
    async def on_screen_suspend(self) -> None:
        """Save what is typed here: a key that goes to another screen takes the focus out of no field."""
        await self.save_open_fields()

    async def save_open_fields(self) -> None:
        """Save whatever is typed and not yet saved."""

    def recover(self) -> None:
        """Show the words that were typed here last time and never saved."""

    def fill(self) -> None:
        """Show the session as it is now."""

    def begin(self) -> None:
        """Put the focus where work begins."""

    def find(self) -> bool:
        """Go to the field that searches this screen; False where it has none."""
        return False

    def session_changed(self, kind: str, record_id: str) -> None:
        """Follow a change; a hidden screen follows when it is shown."""
        if not self.is_current:
            self.stale = True
            return
        self.refresh_frame()
        self.follow(kind, record_id)

    def follow(self, kind: str, record_id: str) -> None:
        """Show a change; the plain way shows everything anew."""
        self.fill()

    def refresh_frame(self) -> None:
        """Show visit, state and figures."""
        head = self.state.content.session
        self.query_one(SessionBar).show(head.agency, self._about_visit())
        self.query_one(LiveFigures).renew()
        self.show_save_state()

    def _about_visit(self) -> list[str]:
        """Return the words behind the agency, the longest first; the cut-off date and a signature stand in each."""
        t, content = self.t, self.state.content
        head = content.session
        states = [t("SIGNED")] if self.state.is_signed else []
        if content.outside_signed:
            states.append(t("{count} not signed", count=content.outside_signed))
        revision = [t("revision {number}", number=head.revision)] if head.revision > 1 else []
        whole = [t("figures as of {day}", day=screen_date(head.as_of))] if head.as_of else []
        short = [t("as of {day}", day=screen_date(head.as_of, near=head.held_on))] if head.as_of else []
        visit = screen_date(head.held_on)
        lengths = (
            [visit, *states, *revision, *whole],
            [visit, *states, *revision, *short],
            [*states, *short],
            [*states[:1], *short],
        )
        return ["".join(f" · {part}" for part in parts if part) for parts in lengths]

    def show_save_state(self) -> None:
        """Say whether everything is committed."""
        words, warning = self.inspect.save_words()
        for one in self.query(SessionBar):
            one.show(right=words, warning=warning)
