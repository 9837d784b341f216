"""`figures check --session`: what a session holds as declared, against its checklist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from inspect_tui.domain.ids import declared_id
from inspect_tui.services.recording import save
from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store

from .conftest import Cli

SomebodyElse: TypeAlias = "Callable[[Path, Path, str, list[dict[str, Any]]], None]"


def test_declared_figures_against_the_checklist(cli: Cli, visit: str) -> None:
    first = next(task for task in cli.json("session", "show", visit)["tasks"] if task["status"] == "done_on_time")
    declared = {"record": "declared", "assigned": 18, "done_on_time": 15, "open_overdue": 3}
    cli.record(visit, declared, {"record": "task", "id": first["id"], "verdict": "not_done"})
    found = cli.json("figures", "check", "--session", visit, code=1)
    assert found["consistent"] is False
    by_code = {one["code"]: one for one in found["findings"]}
    assert set(by_code) == {"differs_by_reading"}
    (done, overdue) = found["findings"]
    assert (done["values"]["name"], overdue["values"]["name"]) == ("done_on_time", "open_overdue")
    for one in found["findings"]:
        assert one["contradiction"] is True
        assert one["values"]["reading"] == "declared"
        assert one["tasks"] == [first["id"]]
        assert one["values"]["standings"] == {first["id"]: ["done_on_time", "open_overdue"]}
    assert done["values"]["difference"] == 1
    assert first["content"][:30] in done["message"]
    said = cli.run("figures", "check", "--session", visit)
    assert said.code == 1
    assert said.out.splitlines()[0] == "Số liệu đơn vị báo cáo không tự khớp hoặc không khớp với danh mục."
    # Two numbers that one reading explains are one point, as on the screen.
    (point,) = said.out.splitlines()[1:]
    assert point.startswith("✗ Đúng nếu theo ngày hoàn thành do đơn vị tự khai: ")
    assert "(done_on_time) 15 (+1)" in point
    assert first["content"][:30] in point
    assert found["points"] == 1


def test_declared_figures_that_are_the_checklists(cli: Cli, visit: str) -> None:
    cli.record(visit, {"record": "declared", "assigned": 18})
    found = cli.json("figures", "check", "--session", visit)
    assert found["consistent"] is True, "nothing to be judged by itself, but the checklist agrees"
    assert [one["code"] for one in found["findings"]] == ["as_checklist"]


def test_points_are_those_of_the_screen(cli: Cli, visit: str) -> None:
    declared = {"record": "declared", "assigned": 18, "done_on_time": 15, "open_overdue": 4}
    cli.record(visit, {**declared, "percents": {"open_overdue": "22,22"}})
    found = cli.json("figures", "check", "--session", visit, code=1)
    wrong = [one["code"] for one in found["findings"] if one["contradiction"]]
    assert wrong == ["split", "differs"]
    assert found["points"] == 2
    (follows,) = [one for one in found["findings"] if one["values"].get("follows")]
    assert (follows["code"], follows["contradiction"]) == ("percent_differs", False)
    said = cli.run("figures", "check", "--session", visit).out.splitlines()
    assert [line[0] for line in said[1:]].count("✗") == 2
    assert not any(follows["message"] in line for line in said)


def test_what_is_not_decided_is_said(cli: Cli, visit: str, tmp_path: Path, somebody_else: SomebodyElse) -> None:
    cli.record(visit, {"record": "declared", "assigned": 18})
    here, before = cli.home / "store.db", tmp_path / "before.db"
    before.write_bytes(here.read_bytes())
    cli.record(visit, {"record": "declared", "done": 15})
    somebody_else(before, here, visit, [{"record": "declared", "done": 16}])
    found = cli.json("figures", "check", "--session", visit, code=1 if cli.show(visit)["declared"]["done"] == 16 else 0)
    first = found["findings"][0]
    assert (first["code"], first["contradiction"], first["values"]["field"]) == ("undecided", False, "done")
    assert sorted(first["values"]["values"]) == [15, 16]
    assert set(first["values"]["people"]) == {"Thư ký", "Người khác"}
    assert "15 (Thư ký)" in first["message"]
    assert "chưa quyết định" in cli.run("figures", "check", "--session", visit).out.splitlines()[1]
    cli.record(visit, {"record": "decision", "id": declared_id(visit), "field": "done", "value": 15})
    assert [one["code"] for one in cli.json("figures", "check", "--session", visit)["findings"]] == ["as_checklist"]


def test_names_that_came_in_stay_and_can_be_decided_for(cli: Cli, visit: str) -> None:
    """What another version wrote is refused from nobody: it is read, it is a finding, and a decision may take it."""
    foreign: dict[str, object] = {"foo": "1", "done@bar": "2"}
    with (
        open_store(Location(cli.home / "store.db")) as mine,
        open_store(Location(cli.home / "other.db")) as theirs,
    ):
        save(mine, visit, "declared", None, {"assigned": 18})
        theirs.set_meta("person", "Người khác")
        theirs.journal.absorb(mine.entries(visit))
        save(mine, visit, "declared", None, {"percents": {"done": "5"}})
        save(theirs, visit, "declared", None, {"percents": foreign})
        mine.journal.absorb(theirs.entries(visit))
    own = declared_id(visit)
    decision = {"record": "decision", "id": own, "field": "percents"}
    assert "foo" in cli.not_recorded(visit, {**decision, "value": {**foreign, "done": "5"}})
    cli.record(visit, {**decision, "value": foreign})
    assert cli.show(visit)["declared"]["percents"] == foreign
    found = cli.json("figures", "check", "--session", visit)["findings"]
    assert [one["code"] for one in found] == ["unreadable", "unreadable", "as_checklist"]
    assert "foo" in cli.not_recorded(visit, {"record": "declared", "percents": foreign})
    cli.record(visit, {"record": "declared", "percents": {"done": "chín phần"}})
