"""The task at hand: its fields in order, lists that grow, what was said of it."""

from __future__ import annotations

from inspect_tui.services.recording import save
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.widgets.known_list import KnownList
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.wording import CONFLICT
from tui.app_driver import (
    BS,
    CTRL_Z,
    DOWN,
    END_KEY,
    ENTER,
    ESC,
    F3,
    F9,
    TAB,
    TELEX,
    UP,
    WANTED,
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
from tui.test_app_conflicts import exchange, two_laptops

CLEAR = END_KEY + BS * 100


def offers(app: InspectApp) -> list[str]:
    """Return what stands in the list below the field."""
    known = app.screen.query_one("#known", KnownList)
    return list(known.offers) if known.display else []


async def test_verdict_and_cause_from_the_list_are_six_keys(visit: Visit) -> None:
    visit.record({"record": "task", "id": visit.task_id("I.17"), "cause": "", "verdict": ""})
    async with running(visit, size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "Verdict" in screen_text(app))
        await write(pilot, DOWN)
        await write(pilot, ENTER + "n" + TAB + TAB + DOWN + ENTER)
        await settled(app, pilot)
        cause = visit.task("I.17")["cause"]
        assert (visit.task("I.17")["verdict"], cause) == ("not_done", "Chưa có hướng dẫn biểu mẫu mới")
        assert focus_id(app) == "field-cause"
        assert visit.drafts() == {}
        await write(pilot, ESC)
        await write(pilot, CTRL_Z)
        await settled(app, pilot)
    assert visit.task("I.17")["cause"] == ""


async def test_a_list_offers_what_fits_and_stands_in_nobodys_way(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#known"))
        app.screen.show_record(visit.task_id("I.16"), "progress")  # type: ignore[attr-defined]
        await until(pilot, lambda: "submitted" in offers(app))
        # The list is below its field and hides none of the others.
        lines = screen_text(app).splitlines()
        field = next(place for place, line in enumerate(lines) if "Progress" in line)
        assert "submitted" in "".join(lines[field + 1 : field + 6])
        assert line_with(app, "Cause")
        await write(pilot, "đã trình" + TAB)
        assert focus_id(app) == "field-cause"
        assert offers(app) == []
        # In a field that has words it opens at Down; typing on takes no notice of it.
        await write(pilot, DOWN)
        assert len(offers(app)) > 3
        await write(pilot, ESC)
        assert offers(app) == []
        await write(pilot, CLEAR + "kinh phi")
        await until(pilot, lambda: offers(app)[-1:] == ["no funding yet"] or len(offers(app)) == 2)
        await write(pilot, f" {TELEX}")
        assert offers(app) == []
        # Tab behind letters that fit takes nothing; several causes stand in one field.
        await write(pilot, CLEAR + "waiting" + TAB)
        await settled(app, pilot)
        assert visit.task("I.16")["cause"] == "waiting"
        app.screen.query_one("#field-cause").focus()
        await until(pilot, lambda: focus_id(app) == "field-cause")
        await write(pilot, "; no gui" + DOWN + UP + DOWN + ENTER + ENTER)
        await settled(app, pilot)
        assert focus_id(app) == "field-responsibility"
    task = visit.task("I.16")
    assert (task["progress"], task["cause"]) == ("đã trình", "waiting; no guidance yet")


async def test_a_field_offers_what_other_tasks_were_given_and_who_is_here(visit: Visit) -> None:
    ids = [visit.task_id(label) for label in ("I.1", "I.2", "I.3")]
    visit.record(
        {"record": "task", "id": ids[0], "progress": "chờ ký"},
        {"record": "task", "id": ids[1], "progress": "đã ký"},
        {"record": "task", "id": ids[2], "progress": "đã ký"},
    )
    async with running(visit, lang="vi") as (app, pilot):
        await until(pilot, lambda: app.screen.query("#known"))
        app.screen.show_record(visit.task_id("I.16"), "progress")  # type: ignore[attr-defined]
        await until(pilot, lambda: offers(app)[:3] == ["đã ký", "chờ ký", "đã trình"])
        app.screen.show_record(visit.task_id("I.16"), "examiner")  # type: ignore[attr-defined]
        group = [p.name for p in app.state.participants("group")] if app.state is not None else []
        await until(pilot, lambda: group and offers(app)[: len(group)] == group)
        await write(pilot, DOWN + ENTER)
        await settled(app, pilot)
    assert visit.task("I.16")["examiner"] == group[0]


async def test_a_task_found_in_the_meeting_has_the_registers_fields(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#known"))
        await write(pilot, F9)
        await until(pilot, lambda: focus_id(app) == "field-content")
        await write(pilot, f"{TELEX}{ENTER}12/KH-UBND{ENTER}5/7{ENTER}20/7{ENTER}Ban{ENTER}")
        await until(pilot, lambda: focus_id(app) == "field-source")
        await write(pilot, CLEAR + "key" + DOWN + ENTER + TAB)
        assert focus_id(app) == "field-verdict"
        await settled(app, pilot)
        await until(pilot, lambda: "III.26 ·" in screen_text(app))
    task = next(t for t in visit.show()["tasks"] if t["content"] == WANTED)
    found = {name: task[name] for name in ("document", "issued_on", "deadline", "lead", "source", "status")}
    assert found == {
        "document": "12/KH-UBND", "issued_on": "2021-07-05", "deadline": "2021-07-20", "lead": "Ban", "source": "key",
        "status": "open_in_time",
    }  # fmt: skip


async def test_what_was_said_is_gone_to_and_tied(visit: Visit) -> None:
    note = visit.record({"record": "note", "speaker": "Sở Y tế", "text": "chưa gửi số liệu", "at": "2021-07-30T05:00Z"})
    async with running(visit, size=(120, 40)) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#things"))
        app.screen.show_record(visit.task_id("I.1"), "examiner")  # type: ignore[attr-defined]
        await until(pilot, lambda: "+ a note already taken" in screen_text(app))
        await write(pilot, TAB + END_KEY + ENTER)
        await until(pilot, lambda: focus_id(app) == "tie-notes")
        await write(pilot, " ")
        await settled(app, pilot)
        await until(pilot, lambda: "✓ " in line_with(app, "chưa gửi số liệu"))
        await write(pilot, ESC)
        await until(pilot, lambda: focus_id(app) == "things" and "Notes (1)" in screen_text(app))
        row = next(row for row in rows(app, "#things").rows if row.key == f"note:{note[0]}")
        rows(app, "#things").highlight(row.key)
        await write(pilot, ENTER)
        await until(pilot, lambda: type(app.screen).__name__ == "NotesScreen")
        await until(pilot, lambda: rows(app, "#feed").cursor_key == note[0])
        await write(pilot, "\x1bOQ")
        await until(pilot, lambda: type(app.screen).__name__ == "ChecklistScreen")
        await write(pilot, CTRL_Z)
        await settled(app, pilot)
        await until(pilot, lambda: "Notes (1)" not in screen_text(app))


async def test_what_two_people_wrote_differently_stands_under_the_new_fields_too(visit: Visit) -> None:
    task = visit.task_id("I.18")
    with two_laptops(visit) as (mine, theirs):
        event = save(mine, visit.session, "event", None, {"task": task, "kind": "suspended", "on": "2021-07-01"})
        theirs.journal.absorb(mine.entries(visit.session))
        save(mine, visit.session, "task", task, {"progress": "đã trình"})
        save(theirs, visit.session, "task", task, {"progress": "đang soạn thảo"})
        save(mine, visit.session, "event", event, {"document": "1/UBND"})
        save(theirs, visit.session, "event", event, {"document": "2/UBND"})
        exchange(visit, mine, theirs)
    async with running(visit) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#known"))
        app.screen.show_record(task, "progress")  # type: ignore[attr-defined]
        await until(pilot, lambda: focus_id(app) == "field-progress")
        shown = app.screen.query_one("#field-progress", TextLine).text
        other = {"đã trình": "đang soạn thảo", "đang soạn thảo": "đã trình"}[shown]
        assert CONFLICT in line_with(app, other)
        assert CONFLICT in line_with(app, "suspended, from")
        # Typing decides; what is typed is saved on the way to another screen.
        await write(pilot, CLEAR + "đang lấy ý kiến" + F3)
        await settled(app, pilot)
    assert visit.task("I.18")["progress"] == "đang lấy ý kiến"
    assert [one["field"] for one in visit.show()["conflicts"]] == ["document"]


async def test_several_tasks_get_words_from_the_list(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "Verdict" in screen_text(app))
        await write(pilot, "  " + ENTER)
        await until(pilot, lambda: focus_id(app) == "several-verdict")
        await write(pilot, TAB + "no fund" + DOWN + ENTER + ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: "2 tasks changed" in screen_text(app))
    assert [visit.task(label)["cause"] for label in ("I.16", "I.17")] == ["no funding yet"] * 2
