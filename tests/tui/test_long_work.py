"""What takes longer than half a second says so beside the keys, and nothing of it stays when it is done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from inspect_tui.tui import saving, working
from tui.app_driver import DOWN, ENTER, Visit, running, screen_text, settled, until, write

CTRL_R = "\x12"


class Held:
    """A thread of the gateway that does nothing until it is let go."""

    def __init__(self) -> None:
        self._go = threading.Event()

    def hold(self, executor: Any) -> None:
        executor.submit(self._go.wait, 30)

    def let_go(self) -> None:
        self._go.set()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """A thread can be held up, and what is long is so at once: the test does not wait for it."""
    monkeypatch.setattr(working, "SOON", 0.0)
    monkeypatch.setattr(working, "TICK", 0.01)
    held = Held()
    yield held
    held.let_go()


@pytest.mark.parametrize(
    ("keys", "says", "done"),
    [
        (DOWN + ENTER, "○ Making the paper…", "MINUTES"),
        (DOWN + ENTER + ENTER, "○ Writing the paper…", "✓ Written:"),
        (DOWN * 7 + ENTER, "○ Packing the session file…", "✓ Written, NOT sealed"),
    ],
    ids=["text", "minutes", "session-file"],
)
async def test_papers_say_that_they_are_being_made(visit: Visit, held: Held, keys: str, says: str, done: str) -> None:
    async with running(visit, "papers") as (app, pilot):
        held.hold(app.gateway._thread)
        await write(pilot, keys)
        await until(pilot, lambda: says in screen_text(app), says)
        held.let_go()
        await until(pilot, lambda: done in screen_text(app), done)
        await until(pilot, lambda: says not in screen_text(app))


async def test_reading_aloud_says_that_the_minutes_are_being_put_together(visit: Visit, held: Held) -> None:
    async with running(visit, "conclusions") as (app, pilot):
        held.hold(app.gateway._long)
        await write(pilot, CTRL_R)
        await until(pilot, lambda: "○ The minutes are being put together…" in screen_text(app))
        held.let_go()
        await until(pilot, lambda: "points read" in screen_text(app))
        assert "put together" not in screen_text(app)


async def test_a_change_of_much_says_how_long_it_is_at_it_and_is_no_slow_disk(
    visit: Visit, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "SLOW", 0.1)
    go = threading.Event()
    async with running(visit, "checklist", size=(120, 36)) as (app, pilot):
        app.run_worker(app.gateway.write(lambda _: go.wait(30), small=False))
        await until(pilot, lambda: "○ saving 0:0" in screen_text(app), "the time")
        assert "NOT SAVED" not in screen_text(app)
        go.set()
        await settled(app, pilot)
        await until(pilot, lambda: "● saved" in screen_text(app))


async def test_a_line_of_work_goes_also_where_the_work_fails(visit: Visit, held: Held) -> None:
    said: list[str] = []
    async with running(visit, "papers") as (app, pilot):

        async def fail() -> None:
            async with working.Working(app.screen, said.append, "Work…"):
                await until(pilot, lambda: said)
                raise ValueError

        with pytest.raises(ValueError):  # noqa: PT011
            await fail()
    assert said[0] == "○ Work…"
    assert said[-1] == ""
