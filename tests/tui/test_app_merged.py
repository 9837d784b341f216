"""What other laptops brought: outside what was signed, with clocks that differ, acknowledged by headquarters."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from inspect_tui.services.recording import save
from inspect_tui.services.signing import amend, sign
from inspect_tui.store.connection import Location
from inspect_tui.store.reading import Acknowledged
from inspect_tui.store.received import keep_receipt
from inspect_tui.store.store import Store, open_store
from tui.app_driver import ENTER, F3, F6, Visit, running, screen_text, settled, until, write


def other_laptop(visit: Visit, mine: Store, behind: timedelta = timedelta()) -> Store:
    """Return somebody else's laptop, which took the session over as it stands."""
    other = open_store(
        Location(Path(visit.home) / "other.db"), clock=lambda: mine.clock() - behind, defaults={"person": "Thành viên"}
    )
    other.journal.absorb(mine.entries(visit.session))
    return other


async def test_what_came_after_the_signing_is_said_and_an_amendment_takes_it_in(visit: Visit) -> None:
    with visit.store() as mine, other_laptop(visit, mine) as other:
        sign(mine, visit.session, by="Tổ trưởng", force=True, reason="thử")
        save(other, visit.session, "note", None, {"text": "Ý kiến đến muộn"})
        mine.journal.absorb(other.entries(visit.session))
        mine.note_export(visit.session, 1, "ab" * 32)
        word = Acknowledged("Trụ sở", "2021-07-30T09:00:00.000Z", 1, "ab" * 32)
        keep_receipt(mine, visit.session, "khóa", word, 3, 0)
    async with running(visit, listed=True) as (app, pilot):
        await until(pilot, lambda: "signed · received" in screen_text(app))
        assert "1 not signed" in screen_text(app)
        await write(pilot, ENTER)
        await until(pilot, lambda: "SIGNED · 1 not signed" in screen_text(app))
        await write(pilot, F3)
        await settled(app, pilot)
        assert "Ý kiến đến muộn" not in screen_text(app)
        await write(pilot, F6)
        await settled(app, pilot)
    with visit.store() as mine:
        assert visit.show()["outside_signed"] == 1
        assert amend(mine, visit.session, reason="có thêm ý kiến").taken_in == 1
    async with running(visit, screen="notes") as (app, pilot):
        await until(pilot, lambda: "Ý kiến đến muộn" in screen_text(app))
        assert "not signed" not in screen_text(app)


async def test_a_clock_that_is_behind_is_said_once_beside_the_notes(visit: Visit) -> None:
    with visit.store() as mine, other_laptop(visit, mine, timedelta(minutes=7)) as other:
        first = save(mine, visit.session, "note", None, {"text": "Lời thứ nhất"})
        other.journal.absorb(mine.entries(visit.session))
        save(other, visit.session, "note", first, {"text": "Lời thứ nhất, đã sửa"})
        save(other, visit.session, "note", None, {"text": "Lời thứ hai"})
        save(mine, visit.session, "note", None, {"text": "Lời thứ ba"})
        mine.journal.absorb(other.entries(visit.session))
    async with running(visit, screen="notes", size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "Lời thứ ba" in screen_text(app))
        words = screen_text(app)
        assert words.index("Lời thứ nhất") < words.index("Lời thứ hai") < words.index("Lời thứ ba")
        assert "6 minutes" in words
