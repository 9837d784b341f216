"""A register that is opened beside other work: unpacking a workbook and finding its cells needs no Python."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.reader import OpenRegister


class OpeningRegister:
    """A register's file that is being opened on a thread of its own.

    A process that ends before that waits for the thread: it is inside a reader that must not be cut off.
    """

    def __init__(self, path: Path) -> None:
        """Begin."""
        self._path = path
        self._register: OpenRegister | None = None
        self._error: BaseException | None = None
        self._thread = Thread(target=self._open, name="register")
        self._thread.start()

    def result(self) -> OpenRegister:
        """Wait until it is open.

        Raises:
            RegisterError: the file cannot be read as a register.
        """
        self._thread.join()
        if self._register is None:
            raise self._error or RegisterError("damaged", name=self._path.name)
        return self._register

    def _open(self) -> None:
        try:
            register = OpenRegister(self._path)
            register.read_ahead()
            self._register = register
        except BaseException as error:
            # It is raised where somebody waits for the register.
            self._error = error
