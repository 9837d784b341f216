"""Every use of Textual's private API, each with its reason; those of the editor are in `textual_editor_compat`.

Written against the Textual version pinned in pyproject.toml. The tests beside the widgets also hold stock Textual to
its faults (``test_text_widgets.py``), so an upgrade that repairs one makes a test fail and lets code here go.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.css.query import DOMQuery, NoMatches
from textual.dom import DOMNode
from textual.filter import Monochrome, NoColor
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.input import Selection
from textual.worker import WorkerFailed

if TYPE_CHECKING:
    from textual.app import App
    from textual.binding import BindingsMap
    from textual.driver import Driver
    from textual.screen import Screen
    from textual.widget import Widget as _MixedIn

    _MixedInApp = App[Any]
else:
    # Textual follows the first base that is a DOM node to collect CSS, so a mixin that comes first must be none.
    _MixedIn = _MixedInApp = object

BACKSPACE_ALIASES: Final = {"ctrl+h": "backspace"}
"""0x08 stands for Backspace on some Windows consoles and old terminals; no screen binds ctrl+h (STYLE, trap 10)."""


_MUTED: Final = re.compile(r"\$text-(muted|disabled)")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def own_bindings(widget: Widget) -> BindingsMap:
    """Return the bindings of the widget itself, with the app's keymap applied.

    Textual has this only for the whole chain of the focused widget (``Screen._binding_chain``), which copies the
    bindings of every ancestor for each key.
    """
    bindings = widget._bindings
    if keymap := widget.app._keymap:
        bindings = bindings.copy()
        bindings.apply_keymap(keymap)
    return bindings


def give_up_keys(widget: Widget, *keys: str) -> None:
    """Have one widget leave keys to whoever is further up; the stock way is a class with other bindings."""
    for key in keys:
        widget._bindings.key_to_bindings.pop(key, None)


def rebind(screen: Screen[Any], keys: Mapping[str, str]) -> None:
    """Give a screen's bindings other keys.

    Textual's own keymap (``App.set_keymap``) knows bindings by id for the whole app; ours are told apart by screen.

    Args:
        screen: the screen; no other one of its class is touched.
        keys: keys by the id of the binding.
    """
    screen._bindings.apply_keymap(dict(keys))


class KeysInOrder(_MixedIn):
    """A widget whose keys act in the order in which they were pressed.

    Textual inserts a letter as soon as it reaches the widget, but lets a bound key (Backspace, Delete, Home, Enter)
    bubble up to the app, which only then runs the binding: letters of the same read overtake it. Vietnamese input
    methods send Backspaces and letters in one write and lose tone marks that way (upstream issue 6605, open pull
    request 6631). Here the widget runs its own bindings where the key arrives.

    Keys without an action in the widget, or whose action raises ``SkipAction``, bubble as ever.
    """

    takes_text: bool = True
    """Whether it is a field for words, of which only Enter has consequences elsewhere."""

    key_time: float = 0.0
    """When the key at hand arrived: the time its event was made, in the thread that reads the terminal."""

    offer_key: Callable[[events.Key], bool] | None = None
    """Asked first for each key; where it returns True the key is done with. For a completion list that is open
    while the focus stays in the field, so that its arrows and Enter keep their order too."""

    def insert_typed(self, character: str) -> None:
        """Take in a printable character."""
        raise NotImplementedError

    async def on_key(self, event: events.Key) -> None:
        """Act on a key here, in its turn, unless it belongs to somebody further up."""
        self.key_time = event.time
        taken = self.offer_key is not None and self.offer_key(event)
        taken = taken or await self._run_own_binding(BACKSPACE_ALIASES.get(event.key, event.key))
        if not taken:
            if not event.is_printable or event.character is None:
                return
            self.insert_typed(event.character)
        event.stop()
        event.prevent_default()

    async def _run_own_binding(self, key: str) -> bool:
        """Run the widget's own action of a key; False where there is none or it declined."""
        for binding in own_bindings(self).key_to_bindings.get(key, ()):
            # Priority bindings have been tried by the app before the key came here.
            if not binding.priority and await self.app.run_action(binding.action, self):
                return True
        return False


class QuietInput(Input):
    """An Input that does not lay out the whole screen for each letter.

    Stock ``Input`` sets ``virtual_size`` at each change, a reactive that asks for a new layout; the field keeps its
    size, so only its scroll range has to follow. ``Input.Changed`` is not posted: ours say more (``Edited``).
    """

    def put(self, text: str) -> None:
        """Set the text with the cursor behind it, also before there is an app, which stock watchers ask for."""
        if self.is_attached:
            self.value = text
            self.cursor_position = len(text)
            return
        self.set_reactive(Input.value, text)
        self.set_reactive(Input.selection, Selection.cursor(len(text)))
        self._initial_value = False

    def _watch_value(self, value: str) -> None:
        set_scroll_size(self, Size(self.content_width, 1))
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        if self._initial_value:
            self.cursor_position = len(self.value)
            self._initial_value = False
        else:
            self.selection = self.selection


def _takes_text(widget: Widget) -> bool:
    return isinstance(widget, KeysInOrder) and widget.takes_text


class KeysByTurn(_MixedInApp):
    """An app that gives out a key only when the keys before it have done all that they do.

    Textual sends each key to the widget that has the focus when the key is read, while Tab, Enter, Escape and the
    F-keys move the focus only after they have bubbled up, or once a new screen stands: letters typed close behind
    them would go to the old field, or to none. Here such a key holds the next ones back until it has climbed from its
    widget to the app, the messages that it gave rise to have been handled on the way, and the screen stands. What a
    text field takes in holds nothing back.
    """

    PATIENCE = 100
    """Looks, one each 5 ms, after which the next key is given out whatever the last one is still doing.

    Looks and not seconds: on a machine that is busy with other things seconds pass in which nothing was done here, and
    between two looks everything that is ready has had a turn."""

    keys_seen: int = 0
    """Grows with each key and paste, so that what is done late can tell whether somebody has begun to type."""

    _key_at_work: events.Key | None = None
    _held: list[events.Event] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Give out a key, or keep it for its turn."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        if self._held is None:
            self._held = []
        self.keys_seen += 1
        if self._key_at_work is not None:
            self._held.append(event)
            return
        target = self.focused or self.screen
        if isinstance(event, events.Paste) or (event.is_printable and _takes_text(target)):
            await super().on_event(event)
            return
        self._key_at_work = event
        await super().on_event(event)
        self._look_again(event, self.PATIENCE)
        self._climb(target, target, event, 0)

    def _look_again(self, event: events.Key, looks: int) -> None:
        if self._key_at_work is not event:
            return
        if looks:
            asyncio.get_running_loop().call_later(0.005, self._look_again, event, looks - 1)
        else:
            self._when_it_stands(event)

    def _climb(self, node: MessagePump | None, target: Widget, event: events.Key, turn: int) -> None:
        """Queue up behind the key and its messages at a node, twice for what the node itself posts there, then above.

        The way is gone twice: the first time with the key, the second with what an action that it was bound to posts.
        """
        if node is None or node is self or not node.call_later(self._climbed, node, target, event, turn):
            self.call_later(self._climbed, self, target, event, turn)

    def _climbed(self, node: MessagePump, target: Widget, event: events.Key, turn: int) -> None:
        if self._key_at_work is not event:
            return
        used_up = event._stop_propagation and turn == 0 and node is target and _takes_text(target)
        if used_up and event.key != "enter":
            self._when_it_stands(event)
        elif node is self:
            if turn >= 2:
                self.screen.call_later(self._when_it_stands, event)
            else:
                self._climb(target, target, event, 2)
        elif turn % 2 == 0:
            self._climb(node, target, event, turn + 1)
        else:
            self._climb(node._parent, target, event, turn - 1)

    def _when_it_stands(self, event: events.Key) -> None:
        # Behind what asks for the focus, which is set by a callback in the app's own queue.
        if self._key_at_work is event:
            self.call_later(self._next_key, event)

    async def _next_key(self, event: events.Key) -> None:
        if self._key_at_work is not event:
            return
        self._key_at_work = None
        while self._held and self._key_at_work is None:
            await self.on_event(self._held.pop(0))


class FormRow(Horizontal):
    """A row of a form: Tab reaches its fields in the order of the form, also before the row was ever laid out.

    ``Screen.focus_chain`` sorts by the place on the screen, and a row that has just been shown is at its top until the
    next layout: Tab in the same read would go past it.
    """

    @property
    def _focus_sort_key(self) -> tuple[int, int]:
        parent = self.parent
        return (parent.children.index(self) if parent is not None else 0, 0)


def _looked_at(error: NoMatches) -> DOMNode | None:
    """Return the node under which nothing was found; the error itself has it in its words alone."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    looking = trace.tb_frame.f_locals.get("self") if trace is not None else None
    node = looking.node if isinstance(looking, DOMQuery) else looking
    return node if isinstance(node, DOMNode) else None


def _is_gone(node: DOMNode | None) -> bool:
    """Whether a node, or one above it, is on its way out; nothing public says so while its children are taken down."""
    return node is not None and any(one._pruning or one._closing or one._closed for one in node.ancestors_with_self)


class EndsQuietly(_MixedInApp):
    """An app that shows nothing of what was typed when it ends by a fault, and whose terminal may go away.

    Stock ``App._handle_exception`` prints a traceback with local variables, and ``run`` returns as if all were well;
    a thread that can read no more calls ``panic`` with a traceback. Neither has a public form (upstream's
    ``App.return_code`` is for the caller to forward).
    """

    def fault_found(self, error: BaseException) -> None:
        """Take note of a fault that ends the app; called where the stock app makes its traceback."""

    def input_lost(self) -> None:
        """Take note that the terminal can be read no more."""

    def terminal_lost(self) -> None:
        """Take note that the terminal takes no more output; called on the thread that writes."""

    def get_driver_class(self) -> type[Driver]:
        """Return the stock driver of this system, with what is mended in it."""
        return steady(super().get_driver_class())

    def fail(self, error: BaseException) -> None:
        """End the app by a fault of something that nobody waits for any more."""
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError(type(error).__name__))

    def _handle_exception(self, error: Exception) -> None:
        found = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(found, NoMatches) and _is_gone(_looked_at(found)):
            # Children go before their screen's own work and messages end; nobody sees what is looked for there.
            return
        self._return_code = 1
        if self._exception is None:
            # Tests that run the app in their own process are handed the error.
            self._exception = error
            self._exception_event.set()
        self.fault_found(error)
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        """End the app where stock Textual would print what it is given."""
        self.input_lost()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    def take_input_in(self) -> None:
        """Stop reading the terminal; every key that reached it before is in the app's queue then.

        ``Driver.disable_input`` waits for the reading thread; there is no public way to ask for it.
        """
        if self._driver is not None:
            self._driver.disable_input()

    @property
    def keys_are_done_with(self) -> bool:
        """Whether no key waits for its turn, in the app or in what has the focus."""
        if not self.screen_stack:
            # The app is coming to its end by itself.
            return True
        pumps = [self, *self.screen_stack, *([self.focused] if self.focused is not None else [])]
        waits = getattr(self, "_key_at_work", None) is not None or bool(getattr(self, "_held", None))
        return not waits and all(pump._message_queue.empty() for pump in pumps)


class _Output:
    """A terminal's output that may go away: what can be written no more is dropped, and told once.

    ``WriterThread`` ends at the first error; its queue of thirty then fills up and the app stands still for ever.
    """

    def __init__(self, file: Any, lost: Callable[[], None]) -> None:
        self._file, self._lost, self._told = file, lost, False

    def write(self, text: str) -> None:
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        self._try(self._file.flush)

    def fileno(self) -> int:
        return int(self._file.fileno())

    def isatty(self) -> bool:
        return bool(self._file.isatty())

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except (OSError, ValueError):
            if not self._told:
                self._told = True
                self._lost()


def steady(driver_class: type[Driver]) -> type[Driver]:
    """Return a driver class that outlives its terminal and a stop without a warning.

    Stock ``LinuxDriver`` takes each SIGCONT for the end of a suspension that it began itself: after ``kill -STOP`` a
    second reading thread takes half of the keys, and the raw mode is what it gives back at the end. It also writes to
    its queue from the signal handler, where the interrupted main thread may hold that queue's lock.
    """
    if not hasattr(driver_class, "_sigcont_application"):
        return driver_class

    class SteadyDriver(driver_class):  # type: ignore[misc, valid-type]
        """The driver of this system's terminals."""

        _file: Any
        _must_signal_resume: bool

        def __init__(self, app: EndsQuietly, **options: Any) -> None:
            super().__init__(app, **options)
            self._file = _Output(self._file, app.terminal_lost)

        def _sigtstp_application(self, *_: object) -> None:
            self._loop.call_soon_threadsafe(super()._sigtstp_application)

        def _sigcont_application(self, *_: object) -> None:
            self._loop.call_soon_threadsafe(self._go_on)

        def _go_on(self) -> None:
            if self._auto_restart and self._app._running and not self._app._exit:
                if not self._must_signal_resume:
                    # Stopped with no warning: whoever had the terminal meanwhile may have left it in any mode.
                    self.suspend_application_mode()
                    self._must_signal_resume = True
                self.resume_application_mode()
                self._app.call_later(self._app.screen.refresh, layout=True)

    return SteadyDriver


def make_first(app: App[Any], screen: Screen[Any]) -> Screen[Any]:
    """Return a screen that may be the app's first one and be switched away from.

    ``App._init_mode`` puts the default screen on the stack without the result callback that ``switch_screen`` takes
    off again, so the first change of screen would fail.
    """
    screen._push_result_callback(app, None)
    return screen


def set_scroll_size(widget: Widget, size: Size) -> None:
    """Set how far a scrolling widget scrolls, with no new layout of the screen.

    ``Widget.virtual_size`` asks for a layout whenever it changes, right only for a widget whose own size depends on
    its content.
    """
    if widget.virtual_size == size:
        return
    if widget.styles.auto_dimensions:
        widget.virtual_size = size
        return
    widget.set_reactive(Widget.virtual_size, size)
    widget._scroll_update(size)


def content_strip(widget: Widget, line: Content | Text | str, style: Style) -> Strip:
    """Return one line of content as a strip, on top of a style; a control character becomes a space.

    ``$variable`` style names in the content are looked up in the theme, as Textual does it for a Static
    (``Widget._get_style``, which has no public form).
    """
    if isinstance(line, Text):
        line = Content.from_rich_text(line)
    elif isinstance(line, str):
        text = line if line.isprintable() else _CONTROL.sub(" ", line)
        return Strip([Segment(text, style.rich_style)])
    parts = line.render(style, end="", parse_style=partial(_look_up, widget))
    return Strip(
        [
            Segment(text if text.isprintable() else _CONTROL.sub(" ", text), (style + part).rich_style)
            for text, part in parts
        ]
    )


def _look_up(widget: Widget, style: Style | str) -> Style:
    """Return the style of a name, muted where the name says so.

    Textual reads the theme's ``$text-muted`` (``auto 60%``) in content as ``auto`` and drops the share, which gives
    the strongest colour for the weakest text; in ANSI themes nothing is muted at all.
    """
    if not isinstance(style, str) or "$text-" not in style:
        return widget._get_style(style)
    found = widget._get_style(_MUTED.sub(r"$foreground-\1", style))
    if _MUTED.search(style) and found.foreground is not None and found.foreground.ansi is not None:
        return found + Style(dim=True)
    return found


def drop_colours(app: App[Any]) -> None:
    """Let an app that was told ``NO_COLOR`` show none: stock Textual turns the colours of its first theme into greys.

    The filter is chosen when the app is made, before a theme of one's own is known, and has no public form.
    """
    app._filters[:] = [one for one in app._filters if not isinstance(one, Monochrome)] + [NoColor()]
