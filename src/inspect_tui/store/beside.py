"""Rows inserted on a thread beside the one that composes the next ones.

SQLite's work needs no interpreter, and for ten thousand rows it takes as long as composing them: side by side both take
the time of one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from typing import Any, Final

FROM: Final = 1000
"""Fewer rows are in their tables before a thread would have begun."""

# Each statement gives the interpreter up once, so it takes many rows, and after half a millisecond it has it back.
_AT_ONCE: Final = 100
_TURN: Final = 0.0005


class Beside:
    """Inserts in the order in which they are asked for. The connection belongs to it until `wait` has returned."""

    def __init__(self, connection: Any, pool: ThreadPoolExecutor) -> None:
        """Begin; `inserting_beside` makes it and sees to its end."""
        self._cursor, self._pool = connection.cursor(), pool
        self._asked: list[Future[None]] = []

    def insert(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Ask for rows to be inserted.

        Args:
            statement: inserts one row, its marks in the brackets at its end.
            rows: the rows.
        """
        self._asked.append(self._pool.submit(self._insert, statement, rows))

    def wait(self) -> None:
        """Wait until all rows are in their tables.

        Raises:
            Exception: what the first statement failed with that did.
        """
        for asked in self._asked:
            asked.result()
        self._asked.clear()

    def _insert(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        one = statement[statement.rindex("(") :]
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            self._cursor.execute(statement + f", {one}" * (len(some) - 1), [*chain.from_iterable(some)])


@contextmanager
def inserting_beside(connection: Any) -> Iterator[Beside]:
    """Have inserts made beside a block of code; behind it all rows are in their tables, or an error was raised.

    Args:
        connection: an SQLite connection in a transaction.
    """
    turn = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    pool = ThreadPoolExecutor(1, thread_name_prefix="beside")
    try:
        beside = Beside(connection, pool)
        yield beside
        beside.wait()
    finally:
        # Nothing may be at work on the connection when its transaction is rolled back.
        pool.shutdown(cancel_futures=True)
        sys.setswitchinterval(turn)
