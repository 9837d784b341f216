"""Reading the draft minutes aloud: agreed point by point, corrected, reserved."""

from __future__ import annotations

from inspect_tui.tui.app import InspectApp
from tui.app_driver import (
    CTRL_Z,
    DELETE,
    END_KEY,
    ENTER,
    ESC,
    F7,
    F8,
    F9,
    HOME_KEY,
    Visit,
    rows,
    running,
    screen_text,
    until,
    write,
)

CTRL_R = "\x12"


def read(visit: Visit) -> dict[str, dict[str, str]]:
    return dict(visit.show()["read_aloud"])


def cursor(app: InspectApp) -> int:
    return rows(app, "#points").index_of(rows(app, "#points").cursor_key or "") or 0


async def test_points_are_agreed_corrected_and_reserved(visit: Visit) -> None:
    async with running(visit, "conclusions", size=(100, 30)) as (app, pilot):
        await write(pilot, CTRL_R)
        await until(pilot, lambda: "0 of " in screen_text(app))
        before = cursor(app)
        await write(pilot, ENTER)
        await until(pilot, lambda: [one["state"] for one in read(visit).values()] == ["agreed"])
        await until(pilot, lambda: cursor(app) > before and "✓ agreed" in screen_text(app))
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: read(visit) == {})
        await write(pilot, END_KEY + ENTER + END_KEY + DELETE)
        await until(pilot, lambda: visit.show()["figures"]["assigned"] == 25 and read(visit) == {})

        # A request that is corrected after it was read is to be read again, and then counts as corrected.
        request = [one for one in visit.show()["conclusions"] if one["kind"] == "request"][-1]
        listing = rows(app, "#points")
        place = next(row.key for row in listing.rows if row.point is not None and row.point.record_id == request["id"])
        listing.highlight(place)
        await write(pilot, ENTER)
        await until(pilot, lambda: len(read(visit)) == 1)
        listing.highlight(place)
        await write(pilot, F7)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "conclusion-text")
        await write(pilot, END_KEY + " và báo cáo" + ENTER + ESC)
        await until(pilot, lambda: "và báo cáo" in visit.show()["conclusions"][-1]["text"])
        await write(pilot, CTRL_R)
        await until(pilot, lambda: "changed since it was read" in screen_text(app))
        await write(pilot, ENTER)
        await until(pilot, lambda: sorted(one["state"] for one in read(visit).values()) == ["agreed", "corrected"])

        # The agency's reservation is a note of its own, tied to the point; both are one step.
        notes = len(visit.show()["notes"])
        await write(pilot, HOME_KEY + F8 + "Đơn vị bảo lưu số liệu")
        await until(pilot, lambda: "Đơn vị bảo lưu số liệu" in visit.drafts().values())
        await write(pilot, ENTER)
        await until(pilot, lambda: len(visit.show()["notes"]) == notes + 1)
        note = visit.show()["notes"][-1]
        assert (note["kind"], note["speaker"], note["text"]) == (
            "reservation", "Trưởng Ban Dân tộc", "Đơn vị bảo lưu số liệu"
        )  # fmt: skip
        assert note["id"] in [one.get("note") for one in read(visit).values()]
        await until(pilot, lambda: visit.drafts() == {})
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: len(visit.show()["notes"]) == notes and len(read(visit)) == 2)


async def test_a_whole_part_at_once_and_then_it_says_what_is_next(visit: Visit) -> None:
    async with running(visit, "conclusions", size=(80, 24)) as (app, pilot):
        await write(pilot, CTRL_R)
        await until(pilot, lambda: "0 of " in screen_text(app))
        for _ in range(12):
            if "all is read" in screen_text(app):
                break
            done = len(read(visit))
            await write(pilot, F9)
            await until(pilot, lambda: len(read(visit)) > done)  # noqa: B023
            await until(pilot, lambda: f"{len(read(visit))} of" in screen_text(app))
        assert "all is read: F6 signs" in screen_text(app)
        await write(pilot, ESC)
        await until(pilot, lambda: rows(app, "#conclusions").has_focus)
