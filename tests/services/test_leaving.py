"""Ready to leave: each thing in order, in need of a person, or not to be known."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from inspect_tui.exchange.keys import make_identity
from inspect_tui.locale import Catalog
from inspect_tui.services.battery import Battery, of_linux, of_pmset, of_windows_status
from inspect_tui.services.copying import backup, set_second
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.identities import own_identity
from inspect_tui.services.leaving import PARTS, TITLES, Check, Place, look, next_visit
from inspect_tui.services.recording import record_lines
from inspect_tui.services.sessions import create_session, open_for
from inspect_tui.services.trust import add_recipient, add_trusted
from inspect_tui.store.connection import Location
from inspect_tui.store.reading import SessionSummary, list_sessions

VN = timezone(timedelta(hours=7))
EN = Catalog("en")


def this_moment() -> datetime:
    """Copies and changes are made by the clock of this machine, so they are held against it as it goes on."""
    return datetime.now(VN)


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setup:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return Setup(Home(tmp_path / "home"), Location(tmp_path / "home" / "store.db"), "", "en")


def make_session(setup: Setup, *, days: int = 1, offset: int = 420, tasks: int = 0) -> str:
    day = (this_moment() + timedelta(days=days)).date()
    with open_for(setup, read_only=False) as store:
        session = create_session(store, agency="Sở Y tế", held_on=day, as_of=day, utc_offset=offset)
        lines = [json.dumps({"record": "task", "content": f"Việc {n}"}) for n in range(tasks)]
        record_lines(store, session, lines)
    return session


def found(setup: Setup, **given: object) -> dict[str, Check]:
    values = {"now": this_moment(), "battery": lambda: Battery(80, True), **given}
    place = Place(setup, EN, **values)  # type: ignore[arg-type]
    return {check.id: check for _, part in PARTS for check in look(part, place)}


def levels(checks: dict[str, Check], *names: str) -> list[str]:
    return [checks[name].level for name in names]


def test_an_empty_laptop_says_what_to_do_for_each_thing(setup: Setup) -> None:
    with open_for(setup, read_only=False):
        pass
    checks = found(setup)
    assert set(checks) <= set(TITLES)
    assert levels(checks, "visit", "copy") == ["fault", "fault"]
    assert levels(checks, "passphrase", "keys", "recipients", "trust") == ["warning"] * 4
    assert levels(checks, "store", "clock", "folders") == ["ok"] * 3
    assert {name: check.target for name, check in checks.items() if check.target} == {
        "visit": "new", "passphrase": "safety", "keys": "keys", "copy": "copy",
    }  # fmt: skip
    assert all(check.todo for check in checks.values() if check.level in ("warning", "fault"))


def test_a_laptop_that_is_ready_says_so(setup: Setup, tmp_path: Path) -> None:
    session = make_session(setup, tasks=2)
    second = tmp_path / "stick"
    second.mkdir()
    set_second(setup, str(second))
    headquarters = make_identity("Trung tâm").public
    add_recipient(setup.home, "Trung tâm", headquarters.recipient)
    add_trusted(setup.home, "Trung tâm", headquarters.public_key)
    with open_for(setup, read_only=False) as store:
        own_identity(setup, store)
    backup(setup)
    checks = found(setup)
    # Tasks typed by hand and a store without a passphrase are all that is left.
    assert {name for name, check in checks.items() if check.level != "ok"} == {"visit", "passphrase"}
    assert (checks["visit"].target, checks["visit"].session) == ("register", session)
    assert "Sở Y tế" in checks["visit"].words
    assert "Trung tâm" in checks["recipients"].words
    later = found(setup, now=this_moment() + timedelta(hours=20))
    assert levels(later, "copy", "second") == ["warning", "ok"]
    second.rmdir() if not any(second.iterdir()) else os.rename(second, tmp_path / "gone")
    assert found(setup)["second"].level == "warning"


def test_the_clock_is_held_against_the_newest_change_and_the_place_of_the_visit(setup: Setup) -> None:
    make_session(setup)
    assert found(setup)["clock"].level == "ok"
    assert found(setup, now=this_moment().astimezone(UTC))["clock"].level == "warning"
    behind = found(setup, now=this_moment() - timedelta(days=1))["clock"]
    assert (behind.level, "behind" in behind.words) == ("fault", True)


def test_a_damaged_store_and_folders_that_take_nothing_are_named(setup: Setup) -> None:
    make_session(setup)
    setup.home.receipts.write_text("in the folder's place")
    assert found(setup)["folders"].words == f"{setup.home.receipts} cannot be written to"
    with open(setup.home.store, "r+b") as file:
        file.seek(0)
        file.write(b"no store at all " * 64)
    checks = found(setup)
    assert levels(checks, "visit", "store") == ["fault", "fault"]
    assert checks["disk"].level in ("ok", "warning", "fault")


def test_the_next_visit_is_the_open_one_that_comes_first(setup: Setup) -> None:
    past, near, far = (make_session(setup, days=days) for days in (-3, 2, 9))
    with open_for(setup, read_only=True) as store:
        summaries: list[SessionSummary] = list(list_sessions(store))
    today = this_moment().date()
    by_day = {one.session.id: one for one in summaries}
    assert next_visit(summaries, today) == by_day[near]
    assert next_visit(summaries, today + timedelta(days=5)) == by_day[far]
    assert next_visit([by_day[past]], today) == by_day[past]
    assert next_visit([], today) is None
    assert found(setup)["visit"].session == near


@pytest.mark.parametrize(
    ("battery", "level"),
    [(Battery(10, False), "fault"), (Battery(30, False), "warning"), (Battery(90, False), "ok"),
     (Battery(5, True), "ok"), (None, "unknown")],
)  # fmt: skip
def test_the_battery_is_judged_or_honestly_unknown(setup: Setup, battery: Battery | None, level: str) -> None:
    make_session(setup)
    assert found(setup, battery=lambda: battery)["battery"].level == level


def test_what_systems_say_of_batteries(tmp_path: Path) -> None:
    def supply(name: str, **values: str) -> None:
        (tmp_path / name).mkdir()
        for key, value in values.items():
            (tmp_path / name / key).write_text(value + "\n")

    assert of_linux(tmp_path / "none") is None
    supply("AC", type="Mains")
    supply("hidpp", type="Battery", scope="Device", capacity="3", status="Discharging")
    assert of_linux(tmp_path) is None
    supply("BAT0", type="Battery", capacity="40", status="Charging")
    assert of_linux(tmp_path) == Battery(40, True)
    supply("BAT1", type="Battery", capacity="60", status="Discharging")
    supply("BAT2", type="Battery", capacity="odd", status="")
    assert of_linux(tmp_path) == Battery(50, False)
    assert of_pmset("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t83%; discharging;") == Battery(
        83, False
    )
    assert of_pmset("Now drawing from 'AC Power'\n -InternalBattery-0\t100%; charged;") == Battery(100, True)
    assert of_pmset("Now drawing from 'AC Power'\n") is None
    assert of_windows_status(bytes([0, 1, 77])) == Battery(77, False)
    assert of_windows_status(bytes([1, 128, 255])) is None
