"""The tour of the first start: a few cards over an app that works, and never where somebody has work open."""

from __future__ import annotations

from inspect_tui.locale import Catalog
from inspect_tui.services.looks import read_looks
from inspect_tui.tui.widgets.tour_card import CARDS, TourCard
from tui.app_driver import (
    CTRL_N,
    CTRL_P,
    CTRL_Q,
    ENTER,
    ESC,
    F1,
    LEFT,
    Visit,
    focus_id,
    line_with,
    rows,
    running,
    screen_text,
    until,
    write,
)

EN = Catalog("en")


async def test_enter_goes_on_all_else_works_and_it_is_remembered(visit: Visit) -> None:
    async with running(visit, listed=True) as (app, pilot):
        assert not app.screen.query(TourCard)
        # What `run_app` says of a start without a store.
        app.is_first_start = True
        await app.begin_tour()
        await until(pilot, lambda: focus_id(app) == "tour")
        for number in range(len(CARDS)):
            shown = " ".join(screen_text(app).replace("│", " ").split())
            assert " ".join(EN.t(CARDS[number]).split()) in shown
            assert f"{number + 1} of {len(CARDS)}" in shown
            if number == 1:
                await write(pilot, LEFT + ENTER)
            if number == 2:
                await write(pilot, F1 + ESC)
                assert focus_id(app) == "tour"
            if number < len(CARDS) - 1:
                await write(pilot, ENTER)
        assert not read_looks(visit.setup.home).toured
        await write(pilot, ENTER)
        await until(pilot, lambda: read_looks(visit.setup.home).toured)
        assert not app.screen.query(TourCard)
        assert focus_id(app) == "sessions"
        await app.begin_tour()
        assert not app.screen.query(TourCard)

        await write(pilot, CTRL_P + "tour of one")
        await until(pilot, lambda: len(rows(app, "#commands").rows) == 1)
        await write(pilot, ENTER)
        await until(pilot, lambda: focus_id(app) == "tour")
        await write(pilot, CTRL_N + "Sở Y tế")
        assert app.screen.query_one("#new-agency").text == "Sở Y tế"  # type: ignore[attr-defined]
        assert "Tab comes back to the tour" in screen_text(app)
        assert line_with(app, "F1 help")
        app.screen.query_one("#tour").focus()
        await write(pilot, ESC)
        await until(pilot, lambda: not app.screen.query(TourCard))


async def test_whoever_types_keeps_the_focus(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "đang")
        await app.action_tour()
        await write(pilot, " gõ")
        assert focus_id(app) == "composer-text"
        assert app.screen.query_one("#composer-text").text == "đang gõ"  # type: ignore[attr-defined]


def test_only_the_bare_command_without_a_store(visit: Visit) -> None:
    new = str(visit.home / "new.db")
    with visit.start("--db", new, INSPECT_TUI_PASSPHRASE="ba từ dài") as terminal:
        terminal.wait_for("In one minute")
        terminal.send(ESC)
        terminal.wait_until(lambda: read_looks(visit.setup.home).toured)
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    (visit.home / "looks.json").unlink()
    with visit.start("--db", new, INSPECT_TUI_PASSPHRASE="ba từ dài") as terminal:
        terminal.wait_for("● saved")
        terminal.settle()
        assert "In one minute" not in terminal.screen_text()
