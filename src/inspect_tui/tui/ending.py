"""How the full-screen app's process ends: by a signal, with its terminal, by a fault. What was typed is saved first.

Nothing of Textual is imported here: signals are waited for from the first moment of the start on.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, Self

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.gateway import Gateway

LIMIT: Final = 2.0
"""Seconds that an end by signal or fault waits for a disk that does not answer."""

LAST_LIMIT: Final = 6.0
"""Seconds after which the process ends whatever it is doing: a busy machine, a terminal that takes nothing."""

LOOK: Final = 0.5
"""Seconds between two looks whether the terminal is still there."""

HANGUP: Final = getattr(signal, "SIGHUP", 1)

SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGINT", "SIGBREAK") if hasattr(signal, name)
)

SANE: Final = (
    "\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?1004l"
    "\x1b[?1049l\x1b[?25h\x1b[0m"
)
"""Paste marks, wrapping, mouse, alternate screen and cursor as a shell has them."""

_MOST_REPORTS: Final = 5
"""Reports of one run; a fault that comes back with each tick says nothing new."""


class Ending:
    """Waits for whatever may end the app and sees to it that words are saved and the terminal is given back.

    Use as a context manager around everything that the app's process does. A signal before the app runs ends the
    process at once, for nothing has been typed. While it runs, keys that have reached the terminal are taken in and
    committed, and the app ends in good order; a watchdog ends it where the disk or the terminal does not answer.
    """

    def __init__(self, logs: Path, language: str) -> None:
        """Prepare.

        Args:
            logs: the folder of crash reports.
            language: of the line that a fault ends with.
        """
        self._logs, self._language = logs, language
        self._app: InspectApp | None = None
        self._gateway: Gateway | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._signal: int | None = None
        self._fault = False
        self._report: Path | None = None
        self._reports: list[tuple[BaseException, Path | None]] = []
        self._phase: Literal["starting", "running", "over"] = "starting"
        self._begun = self._is_gone = False
        self._over = threading.Event()
        self._watchdog: threading.Thread | None = None
        self._task: asyncio.Task[None] | None = None
        self._terminal: Any = None
        self._taken: list[int] = []

    # From the first moment to the last

    def __enter__(self) -> Self:
        """Wait for signals from now on."""
        _leave_no_core()
        if not sys.warnoptions:
            # Nothing but the app writes on the terminal, to the very end of the process.
            warnings.simplefilter("ignore")
        self._terminal = _terminal_modes()
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                # Who starts a program with nohup wants it to outlive its terminal's signal.
                if not (number == HANGUP and signal.getsignal(number) == signal.SIG_IGN):
                    signal.signal(number, self._take_signal)
                    self._taken.append(number)
        threading.excepthook = self._take_thread_fault
        sys.unraisablehook = self._take_unraisable
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let no signal into the last moments of the process: all is saved, and its exit code is known."""
        self._over.set()
        for number in self._taken:
            # The interpreter's own end would otherwise bring the system's way of ending back.
            signal.signal(number, signal.SIG_IGN)
        if error is not None and not isinstance(error, SystemExit) and self._is_cut_short:
            raise SystemExit(self._code) from error

    def run(self, make_app: Callable[[], InspectApp], gateway: Gateway) -> int:
        """Run the app to its end, save what is left, close the store.

        Args:
            make_app: makes the app, which may fail.
            gateway: its store.

        Returns:
            The exit code: the app's own, 1 after a fault, 128 and its number after a signal.
        """
        self._gateway = gateway
        code = 0
        try:
            app = self._app = make_app()
            app.ending = self
            app.run()
            code = app.return_code or 0
        except SystemExit:
            if self._signal is None:
                raise
        except BaseException as error:
            if not self._is_cut_short:
                self.fault(error)
        finally:
            self._loop, self._phase = None, "over"
            all_saved = self._save_rest()
            closed = self._gateway.close(LIMIT if self._is_early or not all_saved else None)
        return self._finish(code, closed=closed, all_saved=all_saved)

    @property
    def _is_early(self) -> bool:
        """Whether the app ends otherwise than by being quit."""
        return self._signal is not None or self._fault

    @property
    def _is_cut_short(self) -> bool:
        """Whether a signal ended the start: what it is raised into may make any other error of it.

        A class that is just being made is one such place: until Python 3.12 it tells of a RuntimeError.
        """
        return self._signal is not None and self._phase == "starting"

    @property
    def _code(self) -> int:
        return 1 if self._fault or self._signal is None else 128 + self._signal

    def _save_rest(self) -> bool:
        """Commit what the app could not; False where the store does not take it."""
        if self._app is None or self._gateway is None:
            return True
        try:
            rest = [keeper.commit_of(texts) for keeper in self._app.keepers if (texts := keeper.uncommitted())]
            for work in rest:
                self._gateway.call(work, LIMIT)
        except Exception:
            return False
        return True

    def _finish(self, code: int, *, closed: bool, all_saved: bool) -> int:
        if self._is_gone or _is_gone():
            # What the interpreter still has for a terminal that is gone would be an error at its very end.
            _drop_output()
        else:
            _set_terminal_modes(self._terminal)
        if self._fault:
            self._say_fault(all_saved=all_saved)
        code = self._code if self._is_early else code
        if not closed:
            # A thread that waits for the disk would be waited for by the interpreter.
            _end_now(code)
        return code

    # While the app runs

    def attach(self) -> None:
        """Take over the running loop; called by the app before it touches the terminal."""
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(self._take_loop_fault)
        self._phase = "running"
        self._look()

    def _look(self) -> None:
        """End with a terminal that has gone without a signal: reading it would return at once for ever."""
        if self._loop is None or self._begun:
            return
        if _is_gone():
            self.terminal_lost()
        else:
            self._loop.call_later(LOOK, self._look)

    def terminal_lost(self) -> None:
        """End as at a hang-up; may be called on any thread."""
        self._is_gone = True
        self._end_by(HANGUP)

    def input_lost(self) -> None:
        """End, for the terminal can be read no more."""
        if _is_gone():
            self.terminal_lost()
        elif not self._is_early:
            self.fault(EOFError())
            self._begin()

    def fault(self, error: BaseException) -> None:
        """Report a fault that ends the app."""
        if not self._fault:
            self._fault = True
            self._report = self._write_report(error, "app")
            self._watch()

    def fault_outlived(self, error: BaseException) -> None:
        """Report a fault that ends nothing: a commit failed otherwise than stores fail, and is tried again."""
        self._write_report(error, "store")

    def _take_signal(self, number: int, frame: FrameType | None) -> None:
        self._end_by(number)
        if self._phase == "starting":
            # Nothing has been typed yet, and the terminal is as it was.
            raise SystemExit(128 + number)

    def _end_by(self, number: int) -> None:
        if self._signal is None:
            self._signal = number
            self._watch()
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._begin)

    def _begin(self) -> None:
        if not self._begun and self._app is not None:
            self._begun = True
            self._task = asyncio.ensure_future(self._end_well(self._app))

    async def _end_well(self, app: InspectApp) -> None:
        """Take in the keys that are there, commit, end the app."""
        try:
            await self._take_keys_in(app)
            await app.commit_everything(LIMIT / 2)
        except Exception as error:
            self.fault(error)
        finally:
            app.exit(return_code=self._code)

    async def _take_keys_in(self, app: InspectApp) -> None:
        end = time.monotonic() + LIMIT / 4
        while not self._is_gone and _has_input() and time.monotonic() < end:
            await asyncio.sleep(0.005)
        app.take_input_in()
        quiet = 0
        while quiet < 3 and time.monotonic() < end:
            await asyncio.sleep(0.005)
            quiet = quiet + 1 if app.keys_are_done_with else 0

    # The watchdog

    def _watch(self) -> None:
        if self._watchdog is None:
            self._watchdog = threading.Thread(target=self._wait_and_force, name="watchdog", daemon=True)
            self._watchdog.start()

    def _wait_and_force(self) -> None:
        begin = time.monotonic()
        limit = LIMIT
        while not self._over.wait(max(0.0, begin + limit - time.monotonic())):
            work = self._gateway.at_work if self._gateway is not None else None
            hangs = work is not None and work.small and time.monotonic() - work.since > LIMIT / 2
            if hangs or limit == LAST_LIMIT:
                if not hangs:
                    self._save_rest()
                if not self._is_gone:
                    _restore_at_once(self._terminal)
                _end_now(self._code)
            limit = LAST_LIMIT

    # Faults that end nothing, each in a file and none on the screen

    def _take_thread_fault(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._write_report(args.exc_value, "thread")

    def _take_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self._write_report(args.exc_value, "unraisable")

    def _take_loop_fault(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self._write_report(error, "task")

    def _write_report(self, error: BaseException, where: str) -> Path | None:
        inner = getattr(error, "error", error)
        for known, path in self._reports:
            if known in (error, inner):
                return path
        if len(self._reports) >= _MOST_REPORTS:
            return None
        from inspect_tui.services.crash_report import report_crash

        path = report_crash(self._logs, error, where=where)
        self._reports.append((error, path))
        return path

    def _say_fault(self, *, all_saved: bool) -> None:
        with contextlib.suppress(Exception):
            from inspect_tui.locale import Catalog
            from inspect_tui.services.crash_report import fault_line

            print(fault_line(Catalog(self._language), self._report, all_saved=all_saved), file=sys.stderr)
            sys.stderr.flush()


# The terminal and the process


def _leave_no_core() -> None:
    """Let no crash of the interpreter write its memory, and the words in it, to a file."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _input() -> int | None:
    try:
        return sys.__stdin__.fileno() if sys.__stdin__ is not None else None
    except (OSError, ValueError):
        return None


def _terminal_modes() -> Any:
    """Return the modes of the terminal; None where there is none, or where the system has no such thing."""
    with contextlib.suppress(Exception):
        import termios

        descriptor = _input()
        return None if descriptor is None else termios.tcgetattr(descriptor)
    return None


def _set_terminal_modes(modes: Any) -> None:
    with contextlib.suppress(Exception):
        import termios

        descriptor = _input()
        if modes is not None and descriptor is not None and termios.tcgetattr(descriptor) != modes:
            termios.tcsetattr(descriptor, termios.TCSANOW, modes)


def _restore_at_once(modes: Any) -> None:
    """Give the terminal back past whoever holds it; one that takes nothing is not waited for."""
    _set_terminal_modes(modes)
    writer = threading.Thread(target=lambda: os.write(2, SANE.encode()), daemon=True)
    writer.start()
    writer.join(0.3)


def _is_gone() -> bool:
    """Tell whether the terminal was closed under the program."""
    descriptor = _input()
    if descriptor is None or not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(descriptor, 0)
    try:
        return any(flags & (select.POLLHUP | select.POLLERR) for _, flags in poll.poll(0))
    except OSError:
        return False


def _has_input() -> bool:
    """Tell whether the terminal has keys that nobody has read."""
    descriptor = _input()
    if descriptor is None or sys.platform == "win32":
        return False
    try:
        return bool(select.select([descriptor], [], [], 0)[0])
    except (OSError, ValueError):
        return False


def _drop_output() -> None:
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (1, 2):
            os.dup2(nowhere, descriptor)


def _end_now(code: int) -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    os._exit(code)
