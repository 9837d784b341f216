"""The agenda on the notes screen: going on from the composer, changes in place, templates, two laptops, one line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from textual.pilot import Pilot

from inspect_tui.services.recording import save
from inspect_tui.services.sessions import open_for
from inspect_tui.store.connection import Location
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.notes import NotesScreen
from tui.app_driver import (
    CTRL_N,
    CTRL_Z,
    DELETE,
    DOWN,
    ENTER,
    ESC,
    F2,
    F3,
    F8,
    F9,
    TAB,
    UP,
    Visit,
    focus_id,
    line_with,
    rows,
    running,
    screen_text,
    settled,
    until,
    write,
)

SHIFT_F8, CTRL_E, ALT_UP = "\x1b[19;2~", "\x05", "\x1b[1;3A"
F11, F12 = "\x1b[23~", "\x1b[24~"
START = datetime(2021, 7, 30, 1, 0, tzinfo=UTC)


class Clock:
    """Tells the time that a test has set."""

    def __init__(self, app: InspectApp) -> None:
        self.minutes = 0.0
        self.panel = cast("NotesScreen", app.screen).agenda
        self.panel.clock = lambda: START + timedelta(minutes=self.minutes)

    def at(self, minutes: float) -> None:
        self.minutes = minutes
        self.panel.show()


def items(visit: Visit) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", visit.show()["agenda"].get("items", []))


def lengths(visit: Visit) -> list[tuple[str, int]]:
    """Return each item's title with how often it was begun."""
    return [(one["title"], len(one["spans"])) for one in items(visit)]


def without_agenda(visit: Visit) -> None:
    visit.record({"record": "session", "agenda": {}})


async def pressed(app: InspectApp, pilot: Pilot[int], keys: str) -> None:
    await write(pilot, keys)
    await settled(app, pilot)


async def test_f8_begins_goes_on_and_back_from_the_composer_and_overrun_is_said(visit: Visit) -> None:
    without_agenda(visit)
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        clock = Clock(app)
        assert "F8 begins" in screen_text(app)
        await pressed(app, pilot, "đang gõ" + F8)
        assert focus_id(app) == "composer-text"
        await until(pilot, lambda: line_with(app, "▸ 1 Purpose, delegates").rstrip().endswith("0' / 10'"))
        clock.at(13)
        await until(pilot, lambda: "13' / 10'" in screen_text(app) and "▲ 3' over" in screen_text(app))
        # Two keys in one read are two steps.
        await pressed(app, pilot, F8 + F8)
        await until(pilot, lambda: "▸ 3 The agency reports" in screen_text(app))
        assert "✓ 1 Purpose, delegates" in screen_text(app)
        assert "▲ 3' over (10' planned)" in screen_text(app)
        clock.at(20)
        await pressed(app, pilot, SHIFT_F8)
        assert [count for _, count in lengths(visit)] == [1, 2, 1, 0, 0, 0]
        await write(pilot, ESC)
        await pressed(app, pilot, CTRL_Z)
        assert [count for _, count in lengths(visit)] == [1, 1, 1, 0, 0, 0]
        await pressed(app, pilot, F8 * 4)
        await until(pilot, lambda: "20' / 185'" in screen_text(app))
        assert "▸" not in line_with(app, "6 Minutes read")
        assert visit.drafts()["note"] == "đang gõ"


async def test_no_minute_passes_unseen_and_nothing_is_drawn_in_between(visit: Visit) -> None:
    without_agenda(visit)
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        clock = Clock(app)
        await pressed(app, pilot, F8)
        clock.at(1.25)
        panel, told = clock.panel, []
        assert panel._timer is not None
        assert panel._timer._interval == 45
        shown = panel.listing.set_rows
        panel.listing.set_rows = lambda *a, **k: told.append(a) or shown(*a, **k)  # type: ignore[method-assign,func-returns-value]
        clock.at(1.9)
        assert not told
        clock.minutes = 2
        panel._tick()
        assert told
        await until(pilot, lambda: "2' / 10'" in screen_text(app))
        # Behind another screen nothing is looked at; coming back shows what has passed.
        await write(pilot, F2)
        told.clear()
        clock.minutes = 7
        panel._tick()
        assert not told
        assert repr(panel._timer) == "None"
        await write(pilot, F3)
        await until(pilot, lambda: "7' / 10'" in screen_text(app))
        assert panel._timer is not None


async def test_notes_fall_under_the_item_at_hand_and_the_feed_says_so(visit: Visit) -> None:
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        ids = [one["id"] for one in items(visit)]
        await pressed(app, pilot, "Ý cuối mục năm" + ENTER + F8 + "Đã đọc dự thảo" + ENTER)
        await until(pilot, lambda: "Đã đọc dự thảo" in screen_text(app))
        assert [note["item"] for note in visit.show()["notes"][-2:]] == ids[4:]
        text = screen_text(app)
        assert text.index("5. Tổ trưởng kết luận") < text.index("Ý cuối") < text.index("6. Thông qua, ký biên bản")
        assert [row.number for row in rows(app, "#feed").rows if not row.selectable] == [1, 3, 4, 5, 6]
        # A title is mended: the heading reads so too.
        await pressed(app, pilot, F9 + CTRL_E + " tại chỗ" + ENTER)
        await until(pilot, lambda: "6. Thông qua, ký biên bản tại chỗ" in screen_text(app))


async def test_items_are_added_changed_moved_removed_and_chosen_in_the_panel(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        # 80x24: one line above the feed, and F9 shows the panel in the feed's place.
        assert "5. Tổ trưởng kết luận" in line_with(app, "40' / 30' ▲ 10' over")
        await pressed(app, pilot, F9)
        assert "Alt+↑↓" in screen_text(app)
        await pressed(app, pilot, CTRL_N + "Giải lao" + TAB + "15" + ENTER)
        await until(pilot, lambda: "6 Giải lao" in screen_text(app))
        await pressed(app, pilot, ALT_UP + ENTER)
        assert lengths(visit)[4] == ("Giải lao", 1)
        await pressed(app, pilot, CTRL_E + " trưa" + TAB + "20")
        # What was typed is kept, whatever key comes next.
        assert sorted(visit.drafts()) == [f"agenda:{items(visit)[4]['id']}:{name}" for name in ("minutes", "title")]
        await pressed(app, pilot, ENTER)
        assert items(visit)[4]["minutes"] == 20
        assert visit.drafts() == {}
        await pressed(app, pilot, DELETE)
        assert [title for title, _ in lengths(visit)][4] == "Tổ trưởng kết luận"
        await pressed(app, pilot, CTRL_Z)
        assert lengths(visit)[4] == ("Giải lao trưa", 1)
        await pressed(app, pilot, CTRL_N + "bỏ" + ESC)
        assert visit.drafts() == {}
        assert focus_id(app) == "agenda-list"
        await write(pilot, ESC)
        assert focus_id(app) == "composer-text"
        assert "5. Giải lao trưa" in screen_text(app)


async def test_half_typed_words_of_an_item_are_taken_up_again(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await pressed(app, pilot, F9 + CTRL_N + "Xem hiện trường")
    async with running(visit, "notes") as (app, pilot):
        await pressed(app, pilot, F9)
        assert focus_id(app) == "agenda-words"
        await pressed(app, pilot, ENTER)
        assert ("Xem hiện trường", 0) in lengths(visit)


async def test_an_agenda_is_kept_as_a_template_and_begins_the_next_meeting(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await pressed(app, pilot, F9 + F9)
        await until(pilot, lambda: "The usual order" in screen_text(app))
        await pressed(app, pilot, CTRL_N + "Buổi sáng" + ENTER)
        await until(pilot, lambda: "Buổi sáng" in screen_text(app))
        await pressed(app, pilot, DOWN + " ")
        await until(pilot, lambda: line_with(app, "Buổi sáng").lstrip().startswith("› ★"))
        await pressed(app, pilot, ESC)
        # Items that have begun stay, for notes fall under them.
        await pressed(app, pilot, F9 + ENTER)
        await until(pilot, lambda: "6 items" not in screen_text(app))
    assert len(items(visit)) == 5 + 6
    without_agenda(visit)
    async with running(visit, "notes") as (app, pilot):
        await pressed(app, pilot, F8)
        assert lengths(visit)[0] == ("Mục đích, thành phần", 1)
        await pressed(app, pilot, F9 + F9)
        await until(pilot, lambda: "Buổi sáng" in screen_text(app))
        await pressed(app, pilot, DOWN + DELETE)
        await until(pilot, lambda: "Buổi sáng" not in screen_text(app))
        assert line_with(app, "The usual order").lstrip().startswith("› ★")


async def test_an_agenda_that_two_wrote_is_said_item_by_item(visit: Visit) -> None:
    with (
        visit.store() as mine,
        open_for(type(visit.setup)(visit.setup.home, Location(visit.home / "o.db"), "", "en"), read_only=False) as his,
    ):
        his.journal.absorb(mine.entries(visit.session))
        for store, title in ((mine, "Khai mạc"), (his, "Mở đầu")):
            field = {"items": [{"id": "a", "title": title, "minutes": 10, "spans": ["2021-07-30T01:00:00.000Z/"]}]}
            save(store, visit.session, "session", visit.session, {"agenda": field})
        mine.journal.absorb(his.entries(visit.session))
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, F12)
        await until(pilot, lambda: "1. Khai mạc · 10' planned · 08:00–…" in screen_text(app))
        assert "1. Mở đầu · 10' planned · 08:00–…" in screen_text(app)
        await pressed(app, pilot, UP + ENTER)
        await until(pilot, lambda: not app.state.content.conflicts if app.state else False)
        await write(pilot, ESC)
        await write(pilot, F11)
        await until(pilot, lambda: "1. Khai mạc" in line_with(app, "agenda"))


async def test_a_signed_session_refuses_and_a_strange_agenda_stops_nothing(visit: Visit) -> None:
    visit.record({"record": "session", "agenda": {"items": [3, {"title": ["x"], "spans": {"a": 1}}], "more": "đây"}})
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "AGENDA" in screen_text(app))
        await pressed(app, pilot, F8)
        agenda = visit.show()["agenda"]
        assert (len(agenda["items"][0]["spans"]), agenda["items"][1], agenda["more"]) == (1, 3, "đây")
    with visit.store() as store:
        from inspect_tui.services.signing import sign

        sign(store, visit.session, by="Tổ trưởng", force=True, reason="thử")
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        before = visit.show()["agenda"]
        await pressed(app, pilot, F8)
        await until(pilot, lambda: "The session is signed" in screen_text(app))
        assert visit.show()["agenda"] == before
        # Time stands still at the signing.
        panel = cast("NotesScreen", app.screen).agenda
        panel.clock = lambda: datetime.now(UTC) + timedelta(hours=2)
        shown = line_with(app, "▸ 1")
        panel.show()
        await pilot.pause()
        assert shown.rstrip().endswith("0'")
        assert line_with(app, "▸ 1") == shown
