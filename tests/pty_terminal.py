"""A real terminal for tests: a program in a pty, its screen kept by pyte.

Every wait is for a condition and ends in an error that shows the screen.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyte

_UNKNOWN_TO_PYTE: Final = re.compile(
    rb"\x1b\[[<>=?][0-9;]*[a-gi-km-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]*\$[a-z]|\x1b\[>[0-9;]*[a-zA-Z]"
)
"""Private sequences (kitty keys, mode queries) that pyte would print or fail on."""

_CUT_SEQUENCE: Final = re.compile(rb"\x1b(?:\[[0-9;<>=?$]*|\][^\x07\x1b]*)?$")


class WaitFailed(AssertionError):
    """What was waited for did not come."""


class PtyTerminal:
    """A program in a terminal.

    Use as a context manager; leaving it kills the program where it still runs.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path | str | None = None,
    ) -> None:
        """Start the program.

        Args:
            command: the program and its arguments.
            columns: width of the terminal.
            rows: height of the terminal.
            env: added to this process's environment.
            cwd: the folder it starts in.
        """
        self.columns, self.rows = columns, rows
        self.screen = pyte.Screen(columns, rows)
        self.output = bytearray()
        """All that the program has written."""
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self._status: int | None = None
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "PYTHONUTF8": "1",
            **(env or {}),
        }
        # Set before the program starts, so that its first look at the terminal sees the size.
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started_at = time.perf_counter()
        """When the program was started, on the clock of ``time.perf_counter``."""
        self.read_at = self.started_at
        """When the last output was read, before this end spent time on drawing it."""
        self.pid = os.fork()
        if self.pid == 0:  # pragma: no cover - the child
            try:
                os.close(master)
                os.setsid()
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
                for descriptor in range(3):
                    os.dup2(slave, descriptor)
                if slave > 2:
                    os.close(slave)
                # A window's program gets its signals, also where these tests were started by nohup.
                signal.signal(signal.SIGHUP, signal.SIG_DFL)
                if cwd is not None:
                    os.chdir(cwd)
                os.execvpe(command[0], list(command), environment)
            finally:
                os._exit(127)
        os.close(slave)
        self._fd = master
        os.set_blocking(master, False)

    def __enter__(self) -> Self:
        """Return the terminal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill the program where it still runs."""
        self.close()

    # What is on the screen

    def screen_text(self) -> str:
        """Return the screen as lines without trailing spaces."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def pump(self, timeout: float) -> bool | None:
        """Take in what the program writes.

        Args:
            timeout: seconds to wait for the first byte.

        Returns:
            Whether anything came; None when the program has closed the terminal.
        """
        if not select.select([self._fd], [], [], max(0.0, timeout))[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError as error:
            if error.errno == errno.EAGAIN:
                return False
            return None
        if not data:
            return None
        self.read_at = time.perf_counter()
        self.output += data
        data = self._rest + data
        cut = _CUT_SEQUENCE.search(data)
        data, self._rest = (data[: cut.start()], data[cut.start() :]) if cut else (data, b"")
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
        return True

    def wait_until(self, condition: Callable[[], bool], timeout: float = 10.0, what: str = "") -> float:
        """Wait until a condition holds.

        Args:
            condition: looked at after each output of the program.
            timeout: seconds.
            what: named in the error.

        Returns:
            The time at which it was seen to hold, on the clock of ``time.perf_counter``.

        Raises:
            WaitFailed: it did not hold in time, or the program ended before.
        """
        end = time.perf_counter() + timeout
        while True:
            if condition():
                return time.perf_counter()
            left = end - time.perf_counter()
            if left <= 0:
                raise WaitFailed(self._report(f"waited {timeout:g} s for {what or 'a condition'}"))
            if self.pump(min(0.05, left)) is None:
                if condition():
                    return time.perf_counter()
                raise WaitFailed(self._report(f"the program ended before {what or 'a condition'}"))

    def wait_for(self, text: str, timeout: float = 10.0) -> float:
        """Wait until a text stands on the screen; return when, as ``wait_until`` does."""
        return self.wait_until(lambda: text in self.screen_text(), timeout, repr(text))

    def wait_gone(self, text: str, timeout: float = 10.0) -> float:
        """Wait until a text stands on the screen no more; return when, as ``wait_until`` does."""
        return self.wait_until(lambda: text not in self.screen_text(), timeout, f"{text!r} to go")

    def settle(self, quiet: float = 0.1, timeout: float = 5.0) -> None:
        """Take in output until there has been none for a while; no error when it never ends."""
        end = time.perf_counter() + timeout
        while time.perf_counter() < end and self.pump(quiet):
            pass

    # What a person does

    def send(self, data: bytes | str) -> None:
        """Give the program keys, all in one write."""
        data = data.encode() if isinstance(data, str) else data
        written = os.write(self._fd, data)
        assert written == len(data), "the terminal's buffer is full"

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        self.columns, self.rows = columns, rows
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self) -> None:
        """Close the terminal under the program, as closing its window does."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        if self._status is None:
            os.kill(self.pid, number)

    def kill9(self) -> None:
        """Kill the program at once and wait for its end."""
        self.signal(signal.SIGKILL)
        self.wait_exit()

    # How it ended

    @property
    def exit_code(self) -> int | None:
        """The program's exit code, negative for a signal; None while it runs."""
        if self._status is None:
            with contextlib.suppress(ChildProcessError):
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if pid:
                    self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def wait_exit(self, timeout: float = 10.0) -> int:
        """Wait for the program's end and return its exit code.

        Raises:
            WaitFailed: it still runs.
        """
        end = time.perf_counter() + timeout
        while (code := self.exit_code) is None:
            if time.perf_counter() > end:
                raise WaitFailed(self._report(f"waited {timeout:g} s for the end of the program"))
            # Output must be read, or a program that still writes would never end.
            if self._fd < 0 or self.pump(0.02) is None:
                time.sleep(0.005)
        if self._fd >= 0:
            while self.pump(0):
                pass
        return code

    def close(self) -> None:
        """Kill the program where it still runs and give the terminal back."""
        if self.exit_code is None:
            self.kill9()
        self.hang_up()

    def _report(self, words: str) -> str:
        frame = "─" * self.columns
        return f"{words}; exit code {self.exit_code}; the screen:\n{frame}\n{self.screen_text()}\n{frame}"
