"""A register that is opened beside other work: unpacking a workbook and finding its cells needs no Python.

Only what opens a file is loaded here: what understands its cells is loaded while they are being found.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from inspect_tui.registers.cells import Book
from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.formats import open_book

if TYPE_CHECKING:
    from inspect_tui.registers.reader import OpenRegister


class OpeningRegister:
    """A register's file that is being opened on a thread of its own.

    A process that ends before that waits for the thread: it is inside a reader that must not be cut off.
    """

    def __init__(self, path: Path) -> None:
        """Begin."""
        self._path = path
        self._book: Book | None = None
        self._error: BaseException | None = None
        self._thread = Thread(target=self._open, name="register")
        self._thread.start()

    def result(self) -> OpenRegister:
        """Wait until it is open.

        Raises:
            RegisterError: the file cannot be read as a register.
        """
        from inspect_tui.registers.reader import OpenRegister

        self._thread.join()
        if self._book is None:
            raise self._error or RegisterError("damaged", name=self._path.name)
        return OpenRegister(self._path, self._book)

    def _open(self) -> None:
        try:
            self._book = _with_first_sheet(open_book(self._path))
        except BaseException as error:
            # It is raised where somebody waits for the register.
            self._error = error


def _with_first_sheet(book: Book) -> Book:
    """Read the cells of the first sheet, so that the first reading of it finds them there."""
    load = book.load
    try:
        there = {name: load(name) for name in book.visible[:1]}
    except RegisterError:
        # What is wrong with a sheet is told to whoever reads it.
        return book
    return replace(book, load=lambda name: there.pop(name, None) or load(name))
