"""What moved a task: extended, suspended, withdrawn, transferred, from the keyboard, with the figures behind it."""

from __future__ import annotations

from inspect_tui.tui.widgets.choice_line import ChoiceLine
from tui.app_driver import (
    BS,
    CTRL_Z,
    DELETE,
    DOWN,
    END_KEY,
    ENTER,
    ESC,
    HOME_KEY,
    TAB,
    Visit,
    focus_id,
    line_with,
    running,
    screen_text,
    settled,
    until,
    write,
)

CTRL_D = "\x04"


async def test_an_extension_is_recorded_in_few_keys_and_counts_at_once(visit: Visit) -> None:
    async with running(visit, size=(120, 40)) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#things"))
        assert "✗ overdue, open 3" in screen_text(app)
        await write(pilot, CTRL_D + TAB + "15/8" + TAB + "2/7" + TAB + "123/UBND" + ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: "✗ overdue, open 2" in screen_text(app))
        assert focus_id(app) == "tasks"
        await until(pilot, lambda: "extended to 15/08/2021, from 02/07" in screen_text(app))
        # The first deadline stays on record.
        assert "extended from" in screen_text(app)
        assert "Against the first deadline" in screen_text(app)
        assert app.state is not None
        (event,) = app.state.content.events
        assert (event.kind, str(event.on), str(event.until), event.document) == (
            "extended", "2021-07-02", "2021-08-15", "123/UBND",
        )  # fmt: skip
        await write(pilot, CTRL_Z)
        await settled(app, pilot)
        await until(pilot, lambda: "✗ overdue, open 3" in screen_text(app))
        assert app.state.content.events == ()
    assert visit.drafts() == {}


async def test_an_event_waits_for_what_it_needs_and_its_words_are_kept(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#things"))
        task = app.screen.query_one("#detail").task_id  # type: ignore[attr-defined]
        await write(pilot, CTRL_D + TAB + ENTER)
        await until(pilot, lambda: "Until when is it extended?" in screen_text(app))
        assert focus_id(app) == "event-until"
        await write(pilot, "không biết" + ENTER)
        await until(pilot, lambda: "is no date" in screen_text(app))
        await write(pilot, ESC)
        await settled(app, pilot)
        assert focus_id(app) == "tasks"
        assert visit.drafts() == {f"event:new.{task}:until": "không biết"}
    # The next start shows it again.
    async with running(visit) as (app, pilot):
        await until(pilot, lambda: "không biết" in screen_text(app))
        await until(pilot, lambda: focus_id(app) == "event-kind")
        await write(pilot, TAB + END_KEY + BS * 10 + "30/9" + ENTER)
        await settled(app, pilot)
    assert visit.drafts() == {}


async def test_events_are_changed_and_deleted_in_the_list(visit: Visit) -> None:
    task = visit.task_id("I.16")
    visit.record({"record": "event", "task": task, "kind": "suspended", "on": "2021-07-01"})
    async with running(visit, size=(120, 40)) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#things"))
        app.screen.show_record(task, "examiner")  # type: ignore[attr-defined]
        await until(pilot, lambda: "suspended, from 01/07/2021" in screen_text(app))
        await write(pilot, TAB + HOME_KEY + ENTER)
        await until(pilot, lambda: focus_id(app) == "event-kind")
        kind = app.screen.query_one("#event-kind", ChoiceLine)
        assert kind.value == "suspended"
        await write(pilot, "t" + TAB + "Sở Y tế" + ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: focus_id(app) == "things")
        assert line_with(app, "transferred to Sở Y tế, from 01/07/2021")
        assert visit.task("I.16")["status"] == "transferred"
        await write(pilot, DELETE)
        await settled(app, pilot)
        assert visit.task("I.16")["status"] == "open_overdue"
        await write(pilot, ESC)
        await write(pilot, CTRL_Z)
        await settled(app, pilot)
        assert visit.task("I.16")["status"] == "transferred"


async def test_a_signed_session_takes_no_event(visit: Visit) -> None:
    from inspect_tui.services.signing import sign

    with visit.store() as store:
        sign(store, visit.session, by="Tổ trưởng", force=True, reason="thử")
    async with running(visit, size=(120, 40)) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#things"))
        await write(pilot, CTRL_D)
        await until(pilot, lambda: "The session is signed" in screen_text(app))
        assert focus_id(app) == "tasks"
        await write(pilot, DOWN)
        assert "+ evidence file" not in screen_text(app)
