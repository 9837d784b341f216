"""`figures check --session`: what a session holds as declared, against its checklist."""

from __future__ import annotations

from .conftest import Cli


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
    assert all(line.startswith("✗ ") for line in said.out.splitlines()[1:])


def test_declared_figures_that_are_the_checklists(cli: Cli, visit: str) -> None:
    cli.record(visit, {"record": "declared", "assigned": 18})
    found = cli.json("figures", "check", "--session", visit)
    assert found["consistent"] is True, "nothing to be judged by itself, but the checklist agrees"
    assert [one["code"] for one in found["findings"]] == ["as_checklist"]
