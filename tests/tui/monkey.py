"""Keys at random, and windows that change their size: nothing may end the app, and the store stays sound."""

from __future__ import annotations

import random

from inspect_tui.tui.app import InspectApp
from tui.app_driver import (
    CTRL_F,
    CTRL_N,
    CTRL_P,
    CTRL_U,
    DOWN,
    ENTER,
    ESC,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    LEFT,
    RIGHT,
    SHIFT_TAB,
    TAB,
    TELEX,
    UP,
    Visit,
    running,
    screen_text,
    settled,
    write,
)

F10, F11, F12, SHIFT_F8 = "\x1b[21~", "\x1b[23~", "\x1b[24~", "\x1b[19;2~"
CONTROLS = tuple(chr(code) for code in (1, 4, 5, 7, 11, 14, 15, 18, 20, 23, 25, 26))
"""Ctrl with a letter, but Q, which ends the app as it should."""
KEYS = (
    *(UP, DOWN, LEFT, RIGHT, ENTER, TAB, SHIFT_TAB, F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12, SHIFT_F8),
    *(CTRL_F, CTRL_P, CTRL_N, CTRL_U, *CONTROLS),
    *("\x7f", "\x1b[3~", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[1;3A", "\x1b[1;3B", "\x1b[1;2D", "\x1b[1;2B"),
    *("a", "ệ", "1", "/", "[red]", "👍", TELEX, "e\u0301", "16/7", "I.16", ",", "\x1b[200~dán\nvào\x1b[201~", " "),
    *("@", "#", "!gt ", "> ", "8h30", "@snv\t", "#I.17 "),
    *(ENTER, TAB, DOWN, ESC, ESC),
)
SIZES = ((80, 24), (120, 36), (100, 30), (60, 20), (40, 10), (200, 60), (20, 5))
PLACES = (
    "sessions", "checklist", "notes", "conclusions", "figures", "papers", "declared", "register", "conflicts",
    "meeting", "reading", "wall", "leaving", "changes",
)  # fmt: skip


async def press_at_random(visit: Visit, place: str, count: int, seed: str) -> int:
    """Press keys at random, beginning on a screen and going back to it from time to time.

    Args:
        visit: the store that it is done to.
        place: one of `PLACES`.
        count: keys.
        seed: the same seed presses the same keys.

    Returns:
        How many were pressed.
    """
    chance, done = random.Random(f"{place} {seed}"), 0
    async with running(visit, "checklist", listed=place in ("sessions", "leaving")) as (app, pilot):
        # The palette has it too; that it ends the app is tested where it should.
        app.action_leave = no_end  # type: ignore[method-assign]
        while done < count:
            await go_to(app, visit, place)
            await pilot.pause()
            for _ in range(6):
                if chance.random() < 0.1:
                    await pilot.resize_terminal(*chance.choice(SIZES))
                # Several keys in one read, as a terminal gives them under load; Escape ends a read.
                keys = [chance.choice(KEYS) for _ in range(10)]
                for part in "".join(keys).split(ESC + ESC):
                    await write(pilot, part)
                done += len(keys)
                assert app.is_running, f"{place} {seed}: ended after {done} keys\n{screen_text(app)}"
        await settled(app, pilot)
        assert app.return_code in (None, 0)
    with visit.store(read_only=True) as store:
        assert store.check_rows(visit.session) == []
    labels = {draft.partition(":")[0] for draft in visit.drafts()}
    assert labels <= {"note", "task", "conclusion", "paper", "session", "participant", "declared", "reading", "event",
                      "agenda", "evidence", "attachment"}, labels  # fmt: skip
    return done


async def no_end() -> None:
    """Stay, whatever is chosen."""


async def go_to(app: InspectApp, visit: Visit, place: str) -> None:
    """Go to where keys are to be pressed."""
    app.close_panels()
    if place == "sessions":
        await app.action_home()
    elif place == "leaving":
        await app.action_home()
        await app.run_action("app.leaving")
    else:
        if app.state is None:
            await app.open_session(visit.session, "checklist")
        if place == "changes":
            await app.run_action("app.changes")
        elif place == "wall":
            await app.run_action("app.wall")
        else:
            app.action_show(place)
