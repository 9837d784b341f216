"""What two people wrote differently: seen where one works, decided by one key, taken back, and carried to the other."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from inspect_tui.domain.records import Conflict, ConflictValue, Note, Participant, Session, SessionContent, Task, Value
from inspect_tui.locale import Catalog
from inspect_tui.services.recording import save
from inspect_tui.services.sessions import open_for
from inspect_tui.services.signing import sign
from inspect_tui.services.views import view_of
from inspect_tui.store.connection import Location
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import Store
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.conflict_words import ConflictWords, conflicts_in_order
from inspect_tui.tui.state import SessionState
from inspect_tui.tui.widgets.conflict_rows import own_words
from tui.app_driver import (
    CTRL_P,
    CTRL_Z,
    DOWN,
    ENTER,
    ESC,
    F1,
    F3,
    F7,
    UP,
    Visit,
    line_with,
    rows,
    running,
    screen_text,
    settled,
    until,
    write,
)

F12 = "\x1b[24~"
LONG = " ".join(f"câu {n} của phần giải trình rất dài;" for n in range(1, 150)) + " hết phần của thư ký."


@contextlib.contextmanager
def two_laptops(visit: Visit) -> Iterator[tuple[Store, Store]]:
    """The visit's store, and that of somebody else who took the session over as it stands."""
    setup = visit.setup
    other = Location(visit.home / "other.db")
    with visit.store() as mine, open_for(type(setup)(setup.home, other, "", "en"), read_only=False) as theirs:
        mine.set_meta("person", "Thư ký")
        theirs.set_meta("person", "Thành viên Tổ")
        theirs.journal.absorb(mine.entries(visit.session))
        yield mine, theirs


def exchange(visit: Visit, mine: Store, theirs: Store) -> None:
    mine.journal.absorb(theirs.entries(visit.session))
    theirs.journal.absorb(mine.entries(visit.session))


def disputed(visit: Visit, *, long: str = "") -> tuple[str, str, str]:
    """Have a task's cause, a request's deadline, and whether a note stays disputed; return their ids."""
    task = visit.task_id("I.17")
    with two_laptops(visit) as (mine, theirs):
        content = read_content(mine, visit.session)
        note = content.notes[2].id
        request = next(c.id for c in content.conclusions if c.kind == "request")
        save(mine, visit.session, "task", task, {"cause": long or "chưa được giao kinh phí"})
        save(theirs, visit.session, "task", task, {"cause": "chưa có hướng dẫn"})
        save(mine, visit.session, "note", note, delete=True)
        save(theirs, visit.session, "note", note, {"text": "Đề nghị ghi rõ thời hạn."})
        save(mine, visit.session, "conclusion", request, {"deadline": "2021-09-30"})
        save(theirs, visit.session, "conclusion", request, {"deadline": "2021-10-15"})
        exchange(visit, mine, theirs)
    return task, note, request


def at_cursor(app: InspectApp) -> str:
    return str(rows(app, "#conflicts").cursor_key)


async def on_conflicts(app: InspectApp, pilot: Any) -> None:
    await until(pilot, lambda: app.shown_screen() == "conflicts" and app.screen.query("#conflicts"), "the conflicts")


async def test_two_laptops_decide_once_and_are_equal_after(visit: Visit) -> None:
    task, note, request = disputed(visit)
    assert len(visit.show()["conflicts"]) == 3
    async with running(visit) as (app, pilot):
        await write(pilot, F12)
        await on_conflicts(app, pilot)
        assert at_cursor(app) == f"task:{task}:cause|0"
        await write(pilot, DOWN + ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: at_cursor(app).startswith(f"note:{note}:deleted"), "the next one")
        await write(pilot, DOWN + ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: at_cursor(app) == f"conclusion:{request}:deadline|0", "the next one")
        await write(pilot, ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: "No conflicts" in screen_text(app), "nothing left")
        assert "F12" not in screen_text(app)
    shown = visit.show()
    assert shown["conflicts"] == []
    assert next(t for t in shown["tasks"] if t["id"] == task)["cause"] == "chưa có hướng dẫn"
    assert next(n for n in shown["notes"] if n["id"] == note)["text"] == "Đề nghị ghi rõ thời hạn."
    assert next(c for c in shown["conclusions"] if c["id"] == request)["deadline"] == "2021-09-30"
    with (
        visit.store() as mine,
        open_for(
            type(visit.setup)(visit.setup.home, Location(visit.home / "other.db"), "", "en"), read_only=False
        ) as theirs,
    ):
        assert len(read_content(theirs, visit.session).conflicts) == 3
        theirs.journal.absorb(mine.entries(visit.session))
        assert read_content(theirs, visit.session) == read_content(mine, visit.session)
        assert theirs.check_rows(visit.session) == []


async def test_each_value_stands_whole_with_who_where_and_when(visit: Visit) -> None:
    disputed(visit)
    async with running(visit, size=(120, 36)) as (app, pilot):
        await write(pilot, F12)
        await on_conflicts(app, pilot)
        text = screen_text(app)
        assert "≠ Task I.17 · cause" in text
        assert "«Rà soát danh sách thôn" in text
        for words in ("Thư ký · this machine · ", "Thành viên Tổ · machine ", "chưa được giao kinh phí",
                      "chưa có hướng dẫn", "delete or keep", "Delete it", "Keep it: «Đề nghị ghi rõ thời hạn.»",
                      "≠ Request 1 · deadline", "30/09/2021", "15/10/2021"):  # fmt: skip
            assert words in text, words
        assert text.count("shown for now") == 3


async def test_a_decision_is_taken_back_where_it_was_made(visit: Visit) -> None:
    task, _, _ = disputed(visit)
    before = visit.show()["conflicts"]
    async with running(visit) as (app, pilot):
        await write(pilot, F12)
        await on_conflicts(app, pilot)
        for _ in range(2):
            await write(pilot, ENTER)
            await settled(app, pilot)
            await until(pilot, lambda: len(app.state.content.conflicts) == 2)  # type: ignore[union-attr]
            await write(pilot, CTRL_Z)
            await settled(app, pilot)
            await until(pilot, lambda: at_cursor(app) == f"task:{task}:cause|0", "the cursor where it was")
            assert "to be decided again" in "".join(notice.message for notice in app._notifications)
    after = visit.show()["conflicts"]
    assert [(one["id"], sorted(map(str, one["values"]))) for one in after] == [
        (one["id"], sorted(map(str, one["values"]))) for one in before
    ]


async def test_deleting_is_decided_by_the_same_key(visit: Visit) -> None:
    _, note, _ = disputed(visit)
    async with running(visit, "notes") as (app, pilot):
        app.show_conflict(("note", note))
        await on_conflicts(app, pilot)
        await until(pilot, lambda: at_cursor(app) == f"note:{note}:deleted|0")
        await write(pilot, ENTER)
        await settled(app, pilot)
        await write(pilot, CTRL_Z)
        await settled(app, pilot)
        await until(pilot, lambda: len(app.state.content.conflicts) == 3)  # type: ignore[union-attr]
        assert note in {one["id"] for one in visit.show()["notes"]}
        await write(pilot, ENTER)
        await settled(app, pilot)
    assert note not in {one["id"] for one in visit.show()["notes"]}


async def test_marks_stand_where_people_work(visit: Visit) -> None:
    disputed(visit)
    async with running(visit, size=(120, 36)) as (app, pilot):
        assert "≠ 3 conflicts · F12" in screen_text(app)
        assert "✗ ≠ " in line_with(app, "I.17")
        assert "≠" not in line_with(app, "I.18")
        await write(pilot, DOWN)
        await until(pilot, lambda: "F12 decides" in screen_text(app), "the other value")
        shown = visit.task("I.17")["cause"]
        other = {"chưa có hướng dẫn": "chưa được giao kinh phí"}.get(shown, "chưa có hướng dẫn")
        assert " ".join(other.split()) in " ".join(screen_text(app).split())
        await write(pilot, DOWN)
        await until(pilot, lambda: "F12 decides" not in screen_text(app), "a task without")
        await write(pilot, F3 + ESC + UP * 9)
        await until(pilot, lambda: "≠ F12 · delete or keep · Thư ký · this machine" in screen_text(app))
        await write(pilot, "\x1bOS")
        await until(pilot, lambda: "≠ two values" in screen_text(app))
        await write(pilot, DOWN * 3)
        await until(pilot, lambda: "F12 decides" in screen_text(app), "the other deadline")
        await write(pilot, F1)
        await until(pilot, lambda: "≠ stands where two people wrote differently" in screen_text(app))


async def test_a_decision_takes_the_marks_away(visit: Visit) -> None:
    task, _, _ = disputed(visit)
    async with running(visit, size=(120, 36)) as (app, pilot):
        await write(pilot, DOWN + F12)
        await on_conflicts(app, pilot)
        await write(pilot, DOWN + ENTER + ESC)
        await settled(app, pilot)
        await until(pilot, lambda: app.shown_screen() == "checklist" and "≠ 2 conflicts" in screen_text(app))
        assert "≠" not in line_with(app, "I.17")
        assert "F12 decides" not in screen_text(app)
        assert rows(app, "#tasks").cursor_key == task


async def test_the_field_itself_decides_too(visit: Visit) -> None:
    disputed(visit)
    async with running(visit, size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#field-cause"))
        await write(pilot, DOWN + ENTER)
        app.screen.query_one("#field-cause").focus()
        await write(pilot, " và lý do khác" + ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: "≠ 2 conflicts" in screen_text(app), "words of one's own decide")
        assert "F12 decides" not in screen_text(app)
    assert len(visit.show()["conflicts"]) == 2


async def test_what_is_missing_before_signing_leads_there(visit: Visit) -> None:
    _, note, _ = disputed(visit)
    async with running(visit, "conclusions", size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "task I.17 · cause: two values stand against each other" in screen_text(app))
        assert "delete or keep: two values" in screen_text(app)
        assert "request 1 · deadline: two values" in screen_text(app)
        await write(pilot, F7 + DOWN + ENTER)
        await on_conflicts(app, pilot)
        await until(pilot, lambda: at_cursor(app) == f"note:{note}:deleted|0")
        await write(pilot, ESC)
        assert app.shown_screen() == "conclusions"


async def test_a_value_longer_than_the_screen_is_read_to_its_end(visit: Visit) -> None:
    task, _, _ = disputed(visit, long=LONG)
    async with running(visit) as (app, pilot):
        await write(pilot, F12)
        await on_conflicts(app, pilot)
        listing = rows(app, "#conflicts")
        seen = ""
        for _ in range(40):
            seen += " ".join(screen_text(app).replace("█", " ").split()) + " "
            if at_cursor(app) != f"task:{task}:cause|0":
                break
            await write(pilot, DOWN)
        assert at_cursor(app) == f"task:{task}:cause|1"
        assert "hết phần của thư ký." in seen
        assert all(f"câu {n} " in seen for n in range(1, 150))
        assert max(len(line) for line in screen_text(app).splitlines()) <= 80
        await write(pilot, UP)
        assert listing.scroll_offset.y < listing.max_scroll_y
        await write(pilot, ENTER)
        await settled(app, pilot)
    assert visit.task("I.17")["cause"] == LONG


async def test_it_is_in_the_palette_and_empty_where_nobody_disagrees(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, CTRL_P + "what two people wrote" + ENTER)
        await on_conflicts(app, pilot)
        await until(pilot, lambda: "No conflicts" in screen_text(app))
        await write(pilot, ENTER + F12)
        assert app.shown_screen() == "conflicts"
        await write(pilot, ESC)
        assert app.shown_screen() == "notes"


async def test_a_signed_session_says_why_nothing_is_decided(visit: Visit) -> None:
    disputed(visit)
    with visit.store() as store:
        sign(store, visit.session, by="Trưởng đoàn", force=True, reason="thử")
    async with running(visit) as (app, pilot):
        await write(pilot, F12)
        await on_conflicts(app, pilot)
        await write(pilot, ENTER)
        await until(pilot, lambda: "signed and locked" in "".join(n.message for n in app._notifications))
    assert len(visit.show()["conflicts"]) == 3


async def test_places_in_a_list_and_heads_of_the_session_are_decided(visit: Visit) -> None:
    with two_laptops(visit) as (mine, theirs):
        first, second = [c.id for c in read_content(mine, visit.session).conclusions if c.kind == "request"][:2]
        save(mine, visit.session, "conclusion", first, {"position": 50})
        save(theirs, visit.session, "conclusion", first, {"position": 60})
        save(mine, visit.session, "session", visit.session, {"place": "Phòng họp"})
        save(theirs, visit.session, "session", visit.session, {"place": "Hội trường"})
        exchange(visit, mine, theirs)
    async with running(visit, "conclusions") as (app, pilot):
        await write(pilot, F12)
        await on_conflicts(app, pilot)
        assert "Session · place of the meeting" in screen_text(app)
        await write(pilot, ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: "place in the list" in at_cursor_title(app))
        await write(pilot, ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: "No conflicts" in screen_text(app))
    assert visit.show()["conflicts"] == []
    assert second


def at_cursor_title(app: InspectApp) -> str:
    row = rows(app, "#conflicts").cursor_row
    state = app.state
    assert state is not None
    return ConflictWords(state, app.catalog).title(row.conflict) if row is not None else ""


# Words

CONTENT = SessionContent(
    Session("s", utc_offset=420, agency="A"),
    tasks=(Task("t", "Việc", number="17"), Task("u", "Việc khác", number="2")),
    notes=(Note("n", "lời", at="2021-07-30T03:50:00Z"),),
    participants=(Participant("p", "Sở Nội vụ"),),
)


def conflict(kind: str, record_id: str, field: str, *values: Value) -> Conflict:
    given = [ConflictValue(v, f"Người {n}", f"device-{n:04d}", f"2021-07-30T03:4{n}:00Z") for n, v in enumerate(values)]
    return Conflict(kind, record_id, field, tuple(given))


def test_values_of_every_sort_are_said_in_words() -> None:
    words = ConflictWords(SessionState(view_of(CONTENT)), Catalog("en"), device="device-0000")

    def said(*args: Any) -> list[str]:
        return [one.words for one in words.choices(conflict(*args))]

    assert said("task", "t", "deadline", "2021-08-01", None) == ["01/08/2021", "(empty)"]
    assert said("task", "t", "verdict", "", "not_done") == ["not looked at", "not done"]
    assert said("task", "t", "coordinating", ["A", "B"], ["A"]) == ["A; B", "A"]
    assert said("note", "n", "tasks", ["t"], ["t", "u"]) == ["17", "17, 2"]
    assert said("note", "n", "at", "2021-07-30T03:50:00.000Z", None) == ["10:50", "(empty)"]
    assert said("note", "n", "text", "một\nhai", "") == ["một\nhai", "(empty)"]
    assert said("participant", "p", "present", True, False) == ["yes", "no"]
    assert said("declared", "d", "percents", {"done": "83,33"}, {}) == ["done 83,33 %", "(empty)"]
    assert said("session", "s", "signed", {"by": "Tổ trưởng", "at": "2021-07-30T03:50:00Z", "code": "ABCD"}, {}) == [
        "signed by Tổ trưởng, 10:50 30/07/2021, verification code ABCD", "(empty)",
    ]  # fmt: skip
    assert said("note", "n", "deleted", True, False) == ["Delete it", "Keep it: «lời»"]
    assert words.title(conflict("note", "n", "deleted")) == "note 10:50 · delete or keep"
    assert words.title(conflict("participant", "gone", "role")) == "participant · role"


def test_equal_values_are_one_choice_with_all_who_gave_it() -> None:
    words = ConflictWords(SessionState(view_of(CONTENT)), Catalog("en"), device="device-0001")
    one, two = words.choices(conflict("task", "t", "cause", "a", "b", "a"))
    assert (one.value, len(one.who), two.value) == ("a", 2, "b")
    assert two.who == ("Người 1 · this machine · 10:41 30/07/2021",)
    assert one.who[0] == "Người 0 · machine 0000 · 10:40 30/07/2021"
    state = SessionState(view_of(CONTENT._replace(conflicts=(
        conflict("participant", "p", "role", "x", "y"), conflict("task", "u", "cause", "x", "y"),
        conflict("task", "t", "cause", "x", "y"), conflict("session", "s", "place", "x", "y"),
    ))))  # fmt: skip
    assert [one.id for one in conflicts_in_order(state)] == ["s", "t", "u", "p"]


def test_words_that_only_one_has_are_found() -> None:
    def found(text: str, *others: str) -> list[str]:
        return [text[start:end] for start, end in own_words(text, others)]

    assert found("đã có hai văn bản đề nghị", "đã có một văn bản đề nghị") == ["hai"]
    assert found("a b c d x y", "a b c d") == ["x y"]
    assert found("a b c d.", "a b c d, x y") == []
    assert found("khác hẳn nhau", "không giống gì") == [], "then all of it would be coloured"
    assert found("a b c d\n  e f", "a b c d g h", "a b c d e f") == []
