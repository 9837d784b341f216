"""The meeting: a session made for the wrong agency is corrected, days and times are mended, people come and go."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Static

from inspect_tui.services.home import Setup
from inspect_tui.services.recording import save
from inspect_tui.services.sessions import open_for
from inspect_tui.services.signing import sign
from inspect_tui.store.connection import Location
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.meeting import MeetingScreen
from tui.app_driver import (
    CTRL_N,
    CTRL_U,
    CTRL_Z,
    DELETE,
    DOWN,
    ENTER,
    ESC,
    F2,
    F3,
    F4,
    F7,
    RIGHT,
    SHIFT_TAB,
    TAB,
    TELEX,
    UP,
    WANTED,
    Visit,
    focus_id,
    line_with,
    rows,
    run_json,
    running,
    screen_text,
    settled,
    until,
    write,
)

CTRL_O, F12, ALT_UP, ALT_DOWN = "\x0f", "\x1b[24~", "\x1b[1;3A", "\x1b[1;3B"
PASTE = "\x1b[200~{}\x1b[201~"
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])


async def on_meeting(app: InspectApp, pilot: Any) -> MeetingScreen:
    await write(pilot, CTRL_O)
    await until(pilot, lambda: isinstance(app.screen, MeetingScreen) and app.screen.query("#people"))
    screen = app.screen
    assert isinstance(screen, MeetingScreen)
    return screen


def people(visit: Visit) -> list[tuple[str, str, str, bool]]:
    return [(p["name"], p["role"], p["side"], p["present"]) for p in visit.show()["participants"]]


def note(app: InspectApp) -> str:
    """Return what stands above the fields."""
    return str(app.screen.query_one("#head-note", Static).render())


@SIZES
async def test_a_session_for_the_wrong_agency_is_corrected_in_one_step(visit: Visit, size: tuple[int, int]) -> None:
    before = visit.show()
    owned = [c["id"] for c in before["conclusions"] if c["owner"] == "Ban Dân tộc tỉnh"]
    others = [c["owner"] for c in before["conclusions"] if c["id"] not in owned]
    assert len(owned) > 3
    async with running(visit, size=size) as (app, pilot):
        await on_meeting(app, pilot)
        assert focus_id(app) == "head-agency"
        await write(pilot, CTRL_U + "Sở Y tế")
        assert f"{len(owned)} requests" in screen_text(app)
        # Nothing is written before the question is answered, and the words are a draft.
        await settled(app, pilot)
        assert visit.drafts() == {f"session:{visit.session}:agency": "Sở Y tế"}
        await write(pilot, ENTER)
        assert focus_id(app) == "head-owners"
        assert visit.show()["agency"] == "Ban Dân tộc tỉnh"
        await write(pilot, ENTER)
        await settled(app, pilot)
        assert focus_id(app) == "head-title"
        await until(pilot, lambda: screen_text(app).startswith(" Sở Y tế"), "the bar")
        assert f"{len(owned)} requests went along." in " ".join(screen_text(app).split())
        after = visit.show()
        assert (after["agency"], after["drafts"]) == ("Sở Y tế", [])
        assert {c["owner"] for c in after["conclusions"] if c["id"] in owned} == {"Sở Y tế"}
        assert [c["owner"] for c in after["conclusions"] if c["id"] not in owned] == others
        assert [t["id"] for t in after["tasks"]] == [t["id"] for t in before["tasks"]]
        # Everything that tells of the visit follows, and so does undo, from within the next field too.
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: "records change at once" in screen_text(app))
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: screen_text(app).startswith(" Ban Dân tộc"), "the old name")
        await settled(app, pilot)
        assert visit.show()["conclusions"] == before["conclusions"]
        assert app.screen.query_one("#head-agency").text == "Ban Dân tộc tỉnh"  # type: ignore[attr-defined]
        # To leave them as they are is one key; leaving by any other way answers as it stands.
        app.screen.query_one("#head-agency").focus()
        await write(pilot, CTRL_U + "Sở Công Thương" + TAB)
        await write(pilot, RIGHT + F2)
        await settled(app, pilot)
        after = visit.show()
        assert after["agency"] == "Sở Công Thương"
        assert after["conclusions"] == before["conclusions"]
        await write(pilot, ESC)
        await until(pilot, lambda: "Sở Công Thương" in screen_text(app) and app.screen.query("#sessions"))
    listed = run_json("--db", str(visit.db), "session", "list")["sessions"]
    assert [s["agency"] for s in listed] == ["Sở Công Thương"]
    # The next start paints the first page with the new name.
    async with running(visit) as (app, _):
        assert screen_text(app).startswith(" Sở Công Thương")


async def test_days_and_times_are_mended_and_what_is_none_stays_a_draft(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        screen = await on_meeting(app, pilot)
        screen.show_field("as_of")
        await write(pilot, CTRL_U + "31/6/2021" + ENTER)
        await until(pilot, lambda: "31/6/2021 is no date" in screen_text(app))
        await write(pilot, TAB)
        await until(pilot, lambda: "«31/6/2021» is no day; 16/07/2021 stands." in note(app))
        await settled(app, pilot)
        assert visit.drafts() == {f"session:{visit.session}:as_of": "31/6/2021"}
        screen.show_field("as_of")
        await write(pilot, CTRL_U + "30/6" + ENTER)
        await until(pilot, lambda: "overdue, open 3" not in screen_text(app), "the figures")
        assert "figures as of 30/06/2021" in screen_text(app)
        assert "is no day" not in note(app)
        shown = visit.show()
        assert (shown["as_of"], shown["figures"]["open_overdue"], shown["drafts"]) == ("2021-06-30", 0, [])
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: "overdue, open 3" in screen_text(app), "the figures as they were")
        # Times by the clocks of the meeting; they go along with the day of the visit.
        screen.show_field("started_at")
        await write(pilot, CTRL_U + "8 rưỡi" + ENTER)
        await until(pilot, lambda: "8 rưỡi is no time" in screen_text(app))
        await write(pilot, CTRL_U + "8h30" + ENTER + CTRL_U + "7:45" + ENTER)
        await settled(app, pilot)
        shown = visit.show()
        assert (shown["started_at"], shown["ended_at"]) == ("2021-07-30T01:30:00.000Z", "2021-07-30T00:45:00.000Z")
        assert "The end is before the start." in note(app)
        screen.show_field("held_on")
        await write(pilot, CTRL_U + "2/8" + ENTER)
        await settled(app, pilot)
        shown = visit.show()
        assert shown["held_on"] == "2021-08-02"
        assert (shown["started_at"], shown["ended_at"]) == ("2021-08-02T01:30:00.000Z", "2021-08-02T00:45:00.000Z")
        assert screen.form.field("started_at").text == "08:30"
        screen.show_field("held_on")
        await write(pilot, CTRL_U + ENTER)
        await until(pilot, lambda: "Day of the visit: write a day" in screen_text(app))
        screen.show_field("agency")
        await write(pilot, CTRL_U + ENTER)
        await until(pilot, lambda: "name is needed" in " ".join(screen_text(app).split()))
        # Chair and secretary complete from those who are there; words with tones arrive whole.
        screen.show_field("chair")
        await write(pilot, CTRL_U + "dai dien so tai" + RIGHT + ENTER + CTRL_U + TELEX + ENTER + "dòng một\ndòng hai")
        await write(pilot, F3)
        await settled(app, pilot)
        shown = visit.show()
        assert (shown["chair"], shown["secretary"]) == ("Đại diện Sở Tài chính", WANTED)
        assert shown["agency"] == "Ban Dân tộc tỉnh"
    assert visit.show()["held_on"] == "2021-08-02"


@SIZES
async def test_people_are_added_changed_moved_and_undone(visit: Visit, size: tuple[int, int]) -> None:
    before = people(visit)
    with visit.store() as store:
        # Somebody of an earlier meeting.
        from inspect_tui.services.sessions import create_session

        other = create_session(store, agency="Sở Y tế", held_on="2021-05-03", as_of="2021-04-30")
        save(store, other, "participant", None, {"name": "Đại diện Sở Y tế", "role": "Phó Giám đốc", "side": "agency"})
    async with running(visit, size=size) as (app, pilot):
        await on_meeting(app, pilot)
        await write(pilot, F7 + DOWN * 3)
        # The line stays open for the next one, who may be typed in the same read.
        await write(pilot, CTRL_N + "Kế toán trưởng, dự họp" + ENTER + TELEX + ENTER)
        assert "Add to: inspected agency" in screen_text(app)
        await until(pilot, lambda: len(visit.show()["participants"]) == len(before) + 2)
        await write(pilot, "so y" + RIGHT + ENTER + "do dang")
        await settled(app, pilot)
        added = people(visit)[len(before) :]
        assert added == [
            ("Kế toán trưởng", "dự họp", "agency", True), (WANTED, "", "agency", True),
            ("Đại diện Sở Y tế", "Phó Giám đốc", "agency", True),
        ]  # fmt: skip
        # Words that are nobody's yet wait, also elsewhere.
        assert visit.drafts() == {"participant:new-agency:line": "do dang"}
        await write(pilot, F2 + CTRL_O)
        await until(pilot, lambda: "do dang" in screen_text(app))
        app.screen.query_one("#person-line").focus()
        await write(pilot, ESC)
        await settled(app, pilot)
        assert visit.drafts() == {}
        assert focus_id(app) == "people"
        listing = rows(app, "#people")
        assert listing.cursor_row is not None
        assert listing.cursor_row.person.name == "Đại diện Sở Y tế"
        await write(pilot, " " + ENTER + CTRL_U + "Đại diện Sở Y tế, thành viên" + ENTER)
        await settled(app, pilot)
        assert people(visit)[-1] == ("Đại diện Sở Y tế", "thành viên", "agency", False)
        assert "not here" in line_with(app, "Đại diện Sở Y tế")
        # At the end of a side the next step leads into the next one.
        await write(pilot, ALT_DOWN)
        await settled(app, pilot)
        order = [p for p in people(visit) if p[2] == "department"]
        assert order[0][0] == "Đại diện Sở Y tế"
        await write(pilot, ALT_DOWN + ALT_UP + ALT_UP)
        await settled(app, pilot)
        assert [p[0] for p in people(visit) if p[2] == "agency"][-1] == "Đại diện Sở Y tế"
        await write(pilot, DELETE)
        await settled(app, pilot)
        assert len(people(visit)) == len(before) + 2
        # Several lines are several people, in one step.
        await write(pilot, PASTE.format("1. Đại diện Sở Xây dựng, thành viên\r2. Đại diện Sở Giao thông"))
        await settled(app, pilot)
        assert [p[0] for p in people(visit)][-2:] == ["Đại diện Sở Xây dựng", "Đại diện Sở Giao thông"]
        for _ in range(2):
            await write(pilot, CTRL_Z)
        await settled(app, pilot)
        assert len(people(visit)) == len(before) + 3
        # The same in the line, whose words stay; Tab and Shift+Tab lead round from there.
        await write(pilot, CTRL_N + "x" + PASTE.format("Đại diện Sở Xây dựng\tthành viên\rĐại diện Sở Giao thông"))
        await settled(app, pilot)
        assert ("Đại diện Sở Xây dựng", "thành viên", "agency", True) in people(visit)
        assert app.screen.query_one("#person-line").text == "x"  # type: ignore[attr-defined]
        await write(pilot, ESC)
        await write(pilot, SHIFT_TAB)
        assert focus_id(app) == "head-remark"
        # The composer knows them at once.
        await write(pilot, F3 + "họp" + ENTER)
        assert app.state is not None
        assert "Kế toán trưởng" in app.state.speakers()


async def test_a_signed_session_shows_all_and_takes_nothing(visit: Visit) -> None:
    with visit.store() as store:
        sign(store, visit.session, by="Tổ trưởng", force=True, reason="thử")
    before = visit.show()
    async with running(visit, size=(120, 36)) as (app, pilot):
        await on_meeting(app, pilot)
        assert focus_id(app) == "people"
        assert "amend it (F6)" in note(app)
        await write(pilot, CTRL_N + "x" + " " + DELETE + ENTER + ALT_DOWN)
        await settled(app, pilot)
        assert "The session is signed and locked." in screen_text(app)
        await write(pilot, F7 + "abc" + ESC)
        await settled(app, pilot)
        assert app.shown_screen() == "checklist"
    assert visit.show() == before


async def test_the_list_of_sessions_leads_to_the_head_and_back(visit: Visit) -> None:
    async with running(visit, listed=True) as (app, pilot):
        await until(pilot, lambda: rows(app, "#sessions").rows)
        await on_meeting(app, pilot)
        await write(pilot, CTRL_U + "Sở Y tế" + ENTER + ENTER + ESC)
        await until(pilot, lambda: app.screen.query("#sessions") and "Sở Y tế" in screen_text(app))
        # In the notes the key is the composer's own; the palette leads there from everywhere.
        await write(pilot, ENTER)
        await until(pilot, lambda: app.shown_screen() == "checklist")
        await write(pilot, F3 + "\x10" + "people of the meeting" + ENTER)
        await until(pilot, lambda: app.shown_screen() == "meeting")
        await write(pilot, ESC)
        await until(pilot, lambda: app.shown_screen() == "notes")


async def test_what_two_people_wrote_differently_stands_under_the_field(visit: Visit) -> None:
    other = Setup(visit.setup.home, Location(visit.home / "other.db"), "", "en")
    with visit.store() as mine, open_for(other, read_only=False) as theirs:
        theirs.journal.absorb(mine.entries(visit.session))
        wrong = {"agency": "Sở Y tế", "remark": "Đơn vị còn 4 nhiệm vụ quá hạn chưa hoàn thành."}
        save(mine, visit.session, "session", visit.session, wrong)
        save(theirs, visit.session, "session", visit.session, {"agency": "Sở Nội vụ"})
        mine.journal.absorb(theirs.entries(visit.session))
    async with running(visit, size=(120, 36)) as (app, pilot):
        await on_meeting(app, pilot)
        assert "F12 decides" in screen_text(app)
        await write(pilot, F12)
        await until(pilot, lambda: app.shown_screen() == "conflicts" and rows(app, "#conflicts").rows)
        await write(pilot, UP + ENTER)
        await until(pilot, lambda: app.state is not None and not app.state.content.conflicts)
        await write(pilot, ESC)
        await until(pilot, lambda: app.shown_screen() == "meeting")
        # A number in the remark that is not the checklist's is missing before signing; Enter leads to it, Esc back.
        await write(pilot, F4 + F7)
        missing = rows(app, "#missing-list")
        key = next(row.key for row in missing.rows if row.missing.record == "session")
        missing.highlight(key)
        await write(pilot, ENTER)
        await until(pilot, lambda: focus_id(app) == "head-remark")
        await write(pilot, ESC)
        await until(pilot, lambda: app.shown_screen() == "conclusions")
