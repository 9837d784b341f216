"""Work on a thread of its own that nobody waits for at the end."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


async def on_own_thread(work: Callable[[], T], *, name: str) -> T:
    """Run work on a thread that nobody else waits for.

    The thread for long work may hang on the very disk that the words are saved from, or would be kept by a slow line
    while copies are due; and the loop's own threads are waited for at the end of the process.

    Args:
        work: what to do.
        name: of the thread.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            made = work()
        except BaseException as raised:
            _tell(loop, done, done.set_exception, raised)
        else:
            _tell(loop, done, done.set_result, made)

    threading.Thread(target=run, name=name, daemon=True).start()
    return await done


def _tell(
    loop: asyncio.AbstractEventLoop, done: asyncio.Future[T], settle: Callable[[Any], None], what: object
) -> None:
    def end() -> None:
        if not done.done():
            settle(what)

    # The loop may have ended meanwhile.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(end)
