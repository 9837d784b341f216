from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.domain.records import Session, Task, build, coerce
from inspect_tui.domain.status import standings
from inspect_tui.domain.tally import tally
from inspect_tui.registers import Register

from .make import problems, read, skipped

DATA = Path(__file__).parent / "data"
FILES = ("visit-2021-07-30.xlsx", "official-annex.xlsx", "semicolons.csv")


def load(name: str) -> tuple[Register, dict[str, Any]]:
    truth = json.loads((DATA / name).with_suffix(".truth.json").read_text(encoding="utf-8"))
    return read(DATA / name), truth


@pytest.mark.parametrize("name", FILES)
def test_every_task_is_equal_to_the_truth(name: str) -> None:
    register, truth = load(name)
    assert len(register.tasks) == len(truth["tasks"])
    for position, (task, expected) in enumerate(zip(register.tasks, truth["tasks"], strict=True), start=1):
        values = task.values
        assert values["position"] == position
        assert values["content"] == expected["content"]
        assert values["document"] == expected["document"]
        assert values["lead"] == expected["lead"]
        assert values.get("coordinating", []) == expected.get("coordinating", [])
        assert values.get("deadline") == expected["deadline"]
        assert values.get("first_deadline") == expected.get("first_deadline")
        assert values.get("declared_completed_on") == expected["completed_on"]
        assert values["source"] == expected.get("source", "assigned")
        if "issued_on" in expected:
            assert values["issued_on"] == expected["issued_on"]


@pytest.mark.parametrize("name", FILES)
def test_the_figures_are_those_of_the_truth(name: str) -> None:
    register, truth = load(name)
    tasks: list[Task] = [build("task", task.id, task.values) for task in register.tasks]
    day = date.fromisoformat(truth["as_of"])
    counts = tally(tasks, standings(tasks, (), day)).figures(Session("s", as_of=day)).counts
    assert {key: counts.get(key) for key in truth["figures"]} == truth["figures"]


@pytest.mark.parametrize("name", FILES)
def test_values_are_in_the_form_in_which_they_are_stored(name: str) -> None:
    register, _ = load(name)
    for task in register.tasks:
        assert all(value not in ("", None, []) for value in task.values.values())
        assert {key: coerce("task", key, value) for key, value in task.values.items()} == task.values


@pytest.mark.parametrize("name", FILES)
def test_ids_are_unique_and_come_out_the_same_again(name: str) -> None:
    first, _ = load(name)
    again, _ = load(name)
    ids = [task.id for task in first.tasks]
    assert len(set(ids)) == len(ids)
    assert ids == [task.id for task in again.tasks]


def test_the_annex_names_what_it_left_out_and_what_is_doubtful() -> None:
    register, _ = load("official-annex.xlsx")
    assert skipped(register) == [
        (7, "column_numbers"),
        (8, "section"),
        (23, "section"),
        (28, "section"),
        (32, "totals"),
        (34, "signature"),
        (35, "signature"),
        (39, "signature"),
    ]
    assert problems(register) == [(22, "deadline", "inferred"), (30, "deadline", "routine")]
    by_row = {task.row: task.values for task in register.tasks}
    assert by_row[22]["deadline_text"] == "Quý III/2021"
    assert by_row[30]["deadline_text"] == "Thường xuyên"
    assert by_row[11]["cause"] == "Chưa được giao kinh phí"
    assert register.columns["first_deadline"] == "Thời hạn / Theo văn bản"
    assert register.columns["completed_on"] == "Ngày hoàn thành"
    assert register.sheet == "PL01"


@pytest.mark.parametrize("name", ["visit-2021-07-30.xlsx", "semicolons.csv"])
def test_the_clean_registers_leave_nothing_to_ask(name: str) -> None:
    register, _ = load(name)
    assert (register.skipped, register.problems, register.unused) == ((), (), ())
