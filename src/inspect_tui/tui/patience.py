"""Handlers that save, and a store that does not answer: the screen goes on without them."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

PATIENCE: Final = 0.5
"""Seconds for which a widget waits for a change to be committed before it takes its next message."""

P = ParamSpec("P")
W = TypeVar("W", bound="MessagePump")


def patient(
    handler: Callable[Concatenate[W, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[W, P], Coroutine[Any, Any, None]]:
    """Let a handler or action that saves end by itself where the disk hangs.

    A widget takes one message after the other, the screen's messages draw what is typed: one that waited for a disk
    would let letters be typed that nobody sees. As long as the store answers, what comes next still waits for the save.
    """

    @functools.wraps(handler)
    async def handle(self: W, /, *args: P.args, **values: P.kwargs) -> None:
        task = asyncio.ensure_future(handler(self, *args, **values))
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if done:
            task.result()
        else:
            task.add_done_callback(functools.partial(_end_late, self.app))

    return handle


def _end_late(app: Any, task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        app.fail(error)
