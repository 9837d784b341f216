"""What the agency declared: typed in, saved, held against the checklist, undone; with the keyboard alone."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from textual.widgets import Static

from inspect_tui.domain.figure_findings import finding_values
from inspect_tui.domain.ids import declared_id
from inspect_tui.locale import Catalog
from inspect_tui.services.declaring import DeclaredCheck, check_session, check_view, told_of_session
from inspect_tui.services.home import Setup
from inspect_tui.services.recording import save
from inspect_tui.services.sessions import open_for
from inspect_tui.services.signing import sign
from inspect_tui.store.connection import Location
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.declared import DeclaredScreen
from inspect_tui.tui.widgets.declared_form import DeclaredForm
from inspect_tui.tui.widgets.text_line import TextLine
from tui.app_driver import (
    CTRL_N,
    CTRL_P,
    CTRL_U,
    CTRL_Z,
    DOWN,
    END_KEY,
    ENTER,
    ESC,
    F1,
    F2,
    F5,
    F7,
    F8,
    LEFT,
    RIGHT,
    TAB,
    UP,
    Visit,
    line_with,
    rows,
    running,
    screen_text,
    until,
    write,
)
from tui.app_driver import settled as committed

CTRL_Y, F12 = "\x19", "\x1b[24~"
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])


async def on_declared(app: InspectApp, pilot: Any) -> None:
    await write(pilot, F8)
    await until(pilot, lambda: app.shown_screen() == "declared" and app.screen.query("#declared-findings"))
    await settled(app, pilot)


async def settled(app: InspectApp, pilot: Any) -> None:
    """Wait until all is committed, and what is shown is found of it."""
    await committed(app, pilot)
    screen = app.screen
    await until(pilot, lambda: not isinstance(screen, DeclaredScreen) or screen.is_judged, "all to be judged")


def at_hand(app: InspectApp) -> str:
    """Return which field has the focus."""
    return app.focused.id or "" if app.focused is not None else ""


def declared(visit: Visit) -> dict[str, Any]:
    return dict(visit.show()["declared"])


def at_other(visit: Visit) -> Setup:
    """Return where another laptop's store is."""
    return Setup(visit.setup.home, Location(visit.home / "other.db"), "", "en")


def forget(visit: Visit) -> None:
    """Let nothing be declared yet."""
    with visit.store() as store:
        save(
            store,
            visit.session,
            "declared",
            None,
            dict.fromkeys(("assigned", "done_on_time", "open_overdue", "percents")),
        )


def told(app: InspectApp) -> str:
    """Return what is found, title and sentences, whatever of it is in sight."""
    title = app.screen.query_one("#declared-title", Static)
    return "\n".join([str(title.render()), *(row.words for row in rows(app, "#declared-findings").rows)])


@SIZES
async def test_figures_are_typed_saved_and_held_against_the_checklist(visit: Visit, size: tuple[int, int]) -> None:
    forget(visit)
    async with running(visit, "figures", size=size) as (app, pilot):
        await on_declared(app, pilot)
        assert "Nothing is declared yet" in screen_text(app)
        assert at_hand(app) == "declared-assigned"
        await write(pilot, "18" + ENTER + DOWN + "1")
        await settled(app, pilot)
        assert visit.drafts() == {f"declared:{declared_id(visit.session)}:done_on_time": "1"}
        assert declared(visit) == {"assigned": 18}
        await write(pilot, "4" + DOWN)
        await settled(app, pilot)
        assert declared(visit) == {"assigned": 18, "done_on_time": 14}
        assert visit.drafts() == {}
        await until(pilot, lambda: "−1" in line_with(app, "done on time"), "the difference")
        assert "18 tasks: Tasks assigned" in " ".join(screen_text(app).split())
        assert "1 point does not agree" in screen_text(app)


@SIZES
async def test_enter_goes_to_a_task_that_makes_the_difference(visit: Visit, size: tuple[int, int]) -> None:
    task = visit.task_id("I.2")
    visit.record({"record": "task", "id": task, "verdict": "not_done"})
    async with running(visit, "figures", size=size) as (app, pilot):
        await on_declared(app, pilot)
        await until(pilot, lambda: "1 point does not agree" in told(app))
        await write(pilot, F7)
        assert app.focused is rows(app, "#declared-findings")
        found = rows(app, "#declared-findings").rows
        (shown,) = [row.task for row in found if row.kind == "task"]
        assert shown == task
        assert "Right by the days of completion that the agency itself declares: done on time 15 (+1)" in told(app)
        place = next(place for place, row in enumerate(row for row in found if row.selectable) if row.task)
        await write(pilot, DOWN * place)
        assert "I.2 ✗" in screen_text(app)
        assert "the agency: done on time" in screen_text(app)
        await write(pilot, ENTER)
        await until(pilot, lambda: app.shown_screen() == "checklist" and app.focused is not None)
        assert rows(app, "#tasks").cursor_key == task
        assert at_hand(app) == "field-verdict"


async def test_a_finding_leads_to_the_number_that_it_is_about(visit: Visit) -> None:
    percents = {"done@due": "83,3", "open_overdue": "16,6", "done_late": "chín phần", "foo": "12"}
    with visit.store() as store:
        save(store, visit.session, "declared", None, {"done": 16, "percents": percents})
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        found = rows(app, "#declared-findings")

        async def led_to(words: str) -> str:
            await write(pilot, F7)
            found.highlight(next(row.key for row in found.rows if words in row.words))
            await write(pilot, ENTER)
            field = app.focused
            assert isinstance(field, TextLine)
            return field.text if field.has_class("percent-words") else field.id or ""

        assert await led_to("18 reported, but") == "declared-assigned"
        assert await led_to("Done 16 (+1)") == "declared-done"
        assert await led_to("16.6 % is cut off") == "16,6"
        assert await led_to("chín phần") == "chín phần"
        assert await led_to("foo") == "12"


async def test_percentages_are_lines_that_come_and_go(visit: Visit) -> None:
    forget(visit)
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        form = app.screen.query_one(DeclaredForm)
        await write(pilot, CTRL_N + "16,67")
        await until(pilot, lambda: len(form.percents.rows) == 2, "an empty line behind it")
        await settled(app, pilot)
        assert visit.drafts() == {f"declared:{declared_id(visit.session)}:percents": "open_overdue=16,67"}
        await write(pilot, TAB + RIGHT)
        await settled(app, pilot)
        assert declared(visit) == {"percents": {"open_overdue@assigned": "16,67"}}
        # The next line begins with what it is of.
        await write(pilot, TAB + "d" + TAB + "83,33 %" + ENTER)
        await settled(app, pilot)
        kept = declared(visit)["percents"]
        assert kept["open_overdue@assigned"] == "16,67"
        assert "83,33 %" in kept.values()
        await write(pilot, UP * 3)
        assert at_hand(app) == "declared-transferred"
        await write(pilot, DOWN * 2 + CTRL_U + DOWN)
        await settled(app, pilot)
        await until(pilot, lambda: len(form.percents.rows) == 2, "the emptied line gone")
        assert list(declared(visit)["percents"].values()) == ["83,33 %"]


async def test_a_percentage_beside_the_checklists_own(visit: Visit) -> None:
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        await until(pilot, lambda: "16.67 %" in screen_text(app))
        assert "agrees with itself and with the checklist" in told(app)
        await write(pilot, CTRL_N + UP + CTRL_U + "16,6" + ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: "⚠" in screen_text(app), "that it is cut off")
        assert "−0.1" in screen_text(app)


async def test_a_percentage_is_not_held_against_a_base_that_is_less(visit: Visit) -> None:
    with visit.store() as store:
        save(store, visit.session, "session", visit.session, {"rate_base": "open"})
        save(store, visit.session, "declared", None, {"percents": {"done": "50"}})
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        assert "500 %" not in screen_text(app)
        assert "83 %" in line_with(app, "‹ done ›")


async def test_the_first_key_replaces_a_number(visit: Visit) -> None:
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        form = app.screen.query_one(DeclaredForm)
        await write(pilot, "25" + ENTER)
        await settled(app, pilot)
        assert declared(visit)["assigned"] == 25
        # Arrow keys and End begin to change what stands there.
        await write(pilot, DOWN + END_KEY + "0" + DOWN * 5 + RIGHT + "1" + LEFT * 2 + "2" + DOWN)
        await settled(app, pilot)
        assert (declared(visit)["done_on_time"], declared(visit)["open_overdue"]) == (150, 231)
        await write(pilot, CTRL_N + UP + "20" + TAB)
        await settled(app, pilot)
        assert [line.text for line in form.percents.lines] == ["20"]
        # What is being typed is no number to be replaced, wherever one was meanwhile.
        form.begin()
        await write(pilot, "1" + F1)
        await until(pilot, lambda: "first digit replaces" in " ".join(screen_text(app).split()))
        await write(pilot, ESC)
        await write(pilot, "9")
        assert form.field("assigned").text == "19"


async def test_a_field_with_nothing_to_take_back_takes_back_what_was_saved(visit: Visit) -> None:
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        assigned, done = (app.screen.query_one(f"#declared-{name}", TextLine) for name in ("assigned", "done"))
        await write(pilot, "16" + ENTER + CTRL_Z)
        await until(pilot, lambda: assigned.text == "18", "what was saved to be taken back")
        assert declared(visit)["assigned"] == 18
        assert any("declared figures: assigned 16 → 18" in notice.message for notice in app._notifications)
        assert app.focused is done
        await write(pilot, CTRL_Y)
        await until(pilot, lambda: assigned.text == "16", "what was taken back to be done again")
        # What is typed goes first, and is no change of the session.
        await write(pilot, "7" + CTRL_Z)
        assert (done.text, assigned.text, declared(visit)["assigned"]) == ("", "16", 16)
        await write(pilot, CTRL_Y)
        assert (done.text, assigned.text) == ("7", "16")
        await write(pilot, CTRL_Z * 2)
        await until(pilot, lambda: assigned.text == "18")
        await settled(app, pilot)
        assert (declared(visit)["assigned"], declared(visit).get("done")) == (18, None)
        await write(pilot, CTRL_N + "5" + ENTER)
        await settled(app, pilot)
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: len(app.screen.query_one(DeclaredForm).percents.lines) == 1)


async def test_undo_puts_back_and_brings_back(visit: Visit) -> None:
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        await write(pilot, CTRL_U + "20" + ENTER)
        await settled(app, pilot)
        assert declared(visit)["assigned"] == 20
        await write(pilot, F7 + CTRL_Z)
        await until(
            pilot, lambda: "declared figures: assigned 20 → 18" in "".join(n.message for n in app._notifications)
        )
        await settled(app, pilot)
        assert app.screen.query_one("#declared-assigned", TextLine).text == "18"
        assert declared(visit)["assigned"] == 18
        await write(pilot, CTRL_Y)
        await until(pilot, lambda: app.screen.query_one("#declared-assigned", TextLine).text == "20")
        await settled(app, pilot)
        assert declared(visit)["assigned"] == 20


async def test_a_record_whose_making_was_undone_begins_anew(visit: Visit) -> None:
    own = declared_id(visit.session)
    with visit.store() as store:
        save(store, visit.session, "declared", own, delete=True)
        save(store, visit.session, "declared", None, {"done": 4})
    assert declared(visit) == {"done": 4}, "the form that was seen was empty"


async def test_words_of_the_last_run_stand_in_their_fields(visit: Visit) -> None:
    own = declared_id(visit.session)
    with visit.store() as store:
        store.put_draft(visit.session, f"declared:{own}:done_late", "ba")
        store.put_draft(visit.session, f"declared:{own}:percents", "done=81,5 %@due")
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        field = app.screen.query_one("#declared-done_late", TextLine)
        assert field.text == "ba"
        form = app.screen.query_one(DeclaredForm)
        assert [line.text for line in form.percents.lines] == ["81,5 %"]
        await write(pilot, DOWN * 3 + ENTER)
        await until(pilot, lambda: any("ba is no number of tasks" in n.message for n in app._notifications))
        assert "done_late" not in declared(visit)
        await write(pilot, F5)
        await until(pilot, lambda: app.shown_screen() == "figures")
        await settled(app, pilot)
        assert declared(visit)["percents"] == {"done@due": "81,5 %"}
        assert visit.drafts() == {f"declared:{own}:done_late": "ba"}


async def test_what_another_laptop_wrote_is_marked_and_decided(visit: Visit) -> None:
    with (
        visit.store() as mine,
        open_for(at_other(visit), read_only=False) as theirs,
    ):
        theirs.set_meta("person", "Thành viên Tổ")
        theirs.journal.absorb(mine.entries(visit.session))
        save(mine, visit.session, "declared", None, {"done_late": 1, "percents": {"done": "5"}})
        save(theirs, visit.session, "declared", None, {"done_late": 2, "percents": {"done": "6"}})
        mine.journal.absorb(theirs.entries(visit.session))
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        await until(pilot, lambda: "F12 decides" in screen_text(app))
        assert "NOT DECIDED" in told(app)
        assert "Percentages: several people wrote different things, done 5 %" in told(app)
        found = rows(app, "#declared-findings")
        await write(pilot, F7)
        found.highlight(next(row.key for row in found.rows if row.words.startswith("Percentages: several")))
        await write(pilot, ENTER)
        await until(pilot, lambda: app.shown_screen() == "conflicts" and app.screen.query("#conflicts"))
        assert "done 6 %" in screen_text(app)
        await write(pilot, ESC)
        await until(pilot, lambda: app.shown_screen() == "declared")
        shown = screen_text(app)
        assert shown.count("≠ Thành viên Tổ") + shown.count("≠ ") >= 2
        await write(pilot, F12)
        await until(pilot, lambda: app.shown_screen() == "conflicts" and app.screen.query("#conflicts"))
        assert "Declared figures · done late" in screen_text(app)
        assert "done 6 %" in screen_text(app)
        await write(pilot, DOWN + ENTER + ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: "No conflicts" in screen_text(app))
        await write(pilot, ESC)
        await until(pilot, lambda: app.shown_screen() == "declared" and "F12 decides" not in screen_text(app))
        await settled(app, pilot)
        assert "NOT DECIDED" not in told(app)
    assert visit.show()["conflicts"] == []


async def test_what_comes_in_meanwhile_is_shown(visit: Visit) -> None:
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        await write(pilot, DOWN * 3 + "7")

        def arrive(store: Any) -> bool:
            save(store, visit.session, "declared", None, {"done": 9})
            return True

        await app.change(arrive)
        await until(pilot, lambda: app.screen.query_one("#declared-done", TextLine).text == "9")
        assert app.screen.query_one("#declared-done_late", TextLine).text == "7", "words that are being typed stay"


async def test_quitting_while_it_is_judged_ends_well(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    check = DeclaredScreen._check

    def slow(screen: DeclaredScreen, view: Any) -> Any:
        begun.set()
        assert go_on.wait(10)
        return check(screen, view)

    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        monkeypatch.setattr(DeclaredScreen, "_check", slow)
        await write(pilot, F8)
        await until(pilot, begun.is_set)
        screen = app.screen
        await screen.query_one(DeclaredForm).remove()
        go_on.set()
        await until(pilot, lambda: isinstance(screen, DeclaredScreen) and screen.is_judged)


async def test_a_signed_session_is_only_read(visit: Visit) -> None:
    with visit.store() as store:
        sign(store, visit.session, by="Trưởng đoàn", force=True, reason="thử")
    before = declared(visit)
    async with running(visit, "figures") as (app, pilot):
        await on_declared(app, pilot)
        assert "The session is signed and locked." in screen_text(app)
        assert app.focused is rows(app, "#declared-findings")
        await write(pilot, "5" + CTRL_N + "6" + ENTER + TAB + "7" + DOWN * 40)
        assert "Percentages" in screen_text(app), "the form can be scrolled to its end"
        assert "16,67" in screen_text(app)
        await write(pilot, TAB)
        assert app.focused is rows(app, "#declared-findings")
    assert declared(visit) == before
    assert visit.drafts() == {}


async def test_what_is_right_but_not_decided_is_no_green_light(visit: Visit) -> None:
    with visit.store() as mine, open_for(at_other(visit), read_only=False) as theirs:
        theirs.set_meta("person", "Thành viên Tổ")
        theirs.journal.absorb(mine.entries(visit.session))
        # Both agree with the checklist, whichever is shown meanwhile.
        save(mine, visit.session, "declared", None, {"percents": {"open_overdue@assigned": "16,67"}})
        save(theirs, visit.session, "declared", None, {"percents": {"open_overdue@assigned": "16,7"}})
        mine.journal.absorb(theirs.entries(visit.session))
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        assert told(app).splitlines()[0] == "⚠ What is declared agrees as it stands, but is not decided."


async def test_the_screen_and_the_command_line_count_the_same_points(visit: Visit) -> None:
    with visit.store() as store:
        save(store, visit.session, "declared", None, {"open_overdue": 4, "percents": {"open_overdue": "22,22"}})
        points = [point for point, _ in told_of_session(store, visit.session, Catalog("en")).points]
    assert sum(point.contradiction for point in points) == 2
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        assert told(app).startswith("⚠ 2 points do not agree")
        found = [
            row.finding.code for row in rows(app, "#declared-findings").rows if row.kind == "finding" and row.finding
        ]
        above = [point.finding.code for point in points if point.finding.code not in ("one_source", "as_checklist")]
        assert found == above


async def test_numbers_can_be_typed_before_anything_is_judged(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, threads = threading.Event(), []

    def slowly(*given: Any) -> DeclaredCheck:
        threads.append(threading.current_thread())
        assert go_on.wait(10)
        return check_view(*given)

    monkeypatch.setattr("inspect_tui.tui.screens.declared.check_view", slowly)
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await write(pilot, F8)
        await until(pilot, lambda: at_hand(app) == "declared-assigned")
        await write(pilot, "26" + ENTER)
        await committed(app, pilot)
        assert declared(visit)["assigned"] == 26
        assert line_with(app, "done on time").split()[:4] == ["done", "on", "time", "15"]
        screen = app.screen
        assert isinstance(screen, DeclaredScreen)
        assert not screen.is_judged
        go_on.set()
        await settled(app, pilot)
        assert str(app.screen.query_one("#difference-assigned", Static).render()) == "+8"
        assert threading.main_thread() not in threads
        assert len(threads) == 2, "what changed meanwhile is judged once"


async def test_the_vietnamese_app_speaks_vietnamese_where_it_is_locked(visit: Visit) -> None:
    with visit.store() as store:
        sign(store, visit.session, by="Trưởng đoàn", force=True, reason="thử")
    async with running(visit, "figures", lang="vi") as (app, pilot):
        await on_declared(app, pilot)
        assert "Buổi kiểm tra đã ký và khóa." in screen_text(app)


async def test_palette_help_and_ways_back(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, CTRL_P + "what the agency declared" + ENTER)
        await until(pilot, lambda: app.shown_screen() == "declared" and app.screen.query("#declared-findings"))
        await write(pilot, F1)
        await until(pilot, lambda: "figures that the agency reports itself" in screen_text(app))
        await write(pilot, ESC)
        await write(pilot, ESC)
        assert app.focused is rows(app, "#declared-findings")
        await write(pilot, ESC)
        await until(pilot, lambda: app.shown_screen() == "figures")
        await write(pilot, F8)
        await until(pilot, lambda: app.shown_screen() == "declared")
        await write(pilot, F2)
        await until(pilot, lambda: app.shown_screen() == "checklist")


async def test_a_verdict_changes_what_is_found(visit: Visit) -> None:
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        await app.save("task", visit.task_id("I.1"), {"verdict": "not_done"})
        await until(pilot, lambda: "1 point does not agree" in told(app))
        await app.save("task", visit.task_id("I.1"), {"verdict": "agreed"})
        await until(pilot, lambda: "agrees with itself" in told(app))


async def test_what_the_agency_said_in_the_meeting_leads_to_the_note(visit: Visit) -> None:
    said = {"record": "note", "kind": "report", "speaker": "Phó Trưởng Ban", "text": "Đến nay còn 7 nhiệm vụ quá hạn."}
    (note,) = visit.record(said)
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        await until(pilot, lambda: "7 nhiệm vụ quá hạn" in told(app))
        assert "agrees with itself and with the checklist" in told(app), "what was said contradicts no declared figure"
        found = rows(app, "#declared-findings")
        await write(pilot, F7)
        found.highlight(next(row.key for row in found.rows if row.finding and row.finding.values.get("note") == note))
        await write(pilot, ENTER)
        await until(pilot, lambda: app.shown_screen() == "notes" and rows(app, "#feed").cursor_key == note)


async def test_the_same_is_found_without_the_app(visit: Visit) -> None:
    visit.record({"record": "task", "id": visit.task_id("I.1"), "verdict": "not_done"})
    with visit.store(read_only=True) as store:
        check, names = check_session(store, visit.session)
        consistent, said, points = told_of_session(store, visit.session, Catalog("en"))
    assert consistent is False
    (number, *_) = [sentence for finding, sentence in said if finding.code == "differs_by_reading"]
    assert number.startswith(
        "Tasks done on time (done_on_time): 15 is declared, the checklist has 14 (+1); 15 is right"
    )
    assert number.endswith("the tasks that make the difference: " + names[visit.task_id("I.1")])
    json.dumps([finding_values(finding) for finding, _ in said])
    assert check.consistent is False
    against = check.comparison.findings
    assert [finding.code for finding in against] == [
        "one_source", "differs_by_reading", "differs_by_reading", "percent_differs",
    ]  # fmt: skip
    assert [point.finding.code for point, _ in points if point.contradiction] == ["differs_by_reading"]
    assert all(finding.tasks == (visit.task_id("I.1"),) for finding in against[1:3])
    assert names[visit.task_id("I.1")].startswith("I.1 «Xây dựng kế hoạch")


async def test_the_fields_take_vietnamese_input(visit: Visit) -> None:
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await on_declared(app, pilot)
        await write(pilot, CTRL_N + "tre\x7fên 90 %" + LEFT)
        field = app.focused
        assert isinstance(field, TextLine)
        assert field.text == "trên 90 %"
        await write(pilot, ENTER)
        await settled(app, pilot)
        assert "trên 90 %" in declared(visit)["percents"].values()
