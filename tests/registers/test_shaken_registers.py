"""The sample registers with rows and columns moved and blanked: what is read is right, or the file is refused."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inspect_tui.registers import RegisterError
from inspect_tui.registers.delimited import decode, read_delimited

from .make import read, xlsx

DATA = Path(__file__).parent / "data"
FIELDS = {
    "document": "document", "issued_on": "issued_on", "lead": "lead", "coordinating": "coordinating",
    "deadline": "deadline", "first_deadline": "first_deadline", "declared_completed_on": "completed_on",
}  # fmt: skip


def cells(name: str) -> tuple[list[list[Any]], list[str]]:
    """Return a sample's cells and its merged cells."""
    path = DATA / name
    if path.suffix == ".csv":
        text = decode(path.read_bytes())
        assert text
        return [[*row] for row in read_delimited(text, path).rows], []
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()], [str(m) for m in sheet.merged_cells.ranges]


def truth_of(name: str) -> dict[str, dict[str, Any]]:
    tasks = json.loads((DATA / name).with_suffix(".truth.json").read_text(encoding="utf-8"))["tasks"]
    return {task["content"]: task for task in tasks}


def is_right(value: Any, field: str, expected: dict[str, Any]) -> bool:
    """Tell whether a value is the truth; without the extension's cell the first deadline is the one that counts."""
    if field == "deadline" and value == expected.get("first_deadline"):
        return True
    if field == "first_deadline" and value == expected["deadline"]:
        return True
    return bool(value == expected.get(FIELDS[field]))


@pytest.mark.parametrize("name", ["visit-2021-07-30.xlsx", "semicolons.csv"])
@pytest.mark.parametrize("seed", range(20))
def test_columns_in_another_order_and_fewer_rows(tmp_path: Path, name: str, seed: int) -> None:
    chance = random.Random(seed)
    rows, _ = cells(name)
    truth = truth_of(name)
    head = next(i for i, row in enumerate(rows) if sum(bool(c) for c in row) > 3)
    order = chance.sample(range(len(rows[head])), len(rows[head]))
    below = [row for row in rows[head + 1 :] if any(row)]
    kept = [below[i] for i in sorted(chance.sample(range(len(below)), chance.randint(1, len(below))))]
    chance.shuffle(kept)
    shaken = [[row[c] if c < len(row) else None for c in order] for row in (rows[head], *kept)]
    register = read(xlsx(tmp_path / "r.xlsx", [*rows[:head], *shaken]))
    assert len(register.tasks) == len(kept)
    assert (register.skipped, register.problems) == ((), ())
    for task in register.tasks:
        expected = truth[task.values["content"]]
        for field, true in FIELDS.items():
            assert task.values.get(field) == (expected.get(true) or None)


@pytest.mark.parametrize("name", ["visit-2021-07-30.xlsx", "semicolons.csv", "official-annex.xlsx"])
@pytest.mark.parametrize("seed", range(40))
def test_blanked_cells_rows_and_columns_make_no_wrong_value(tmp_path: Path, name: str, seed: int) -> None:
    chance = random.Random(seed)
    rows, merges = cells(name)
    truth = truth_of(name)
    width = max(map(len, rows))
    gone = set(chance.sample(range(width), chance.randint(0, 3)))
    blank = [
        [None if c in gone or chance.random() < 0.03 else value for c, value in enumerate(row)]
        if i > 7 or gone
        else row
        for i, row in enumerate(rows)
    ]
    for index in chance.sample(range(len(blank)), chance.randint(0, len(blank) // 4)):
        blank[index] = [None] * width
    path = xlsx(tmp_path / "r.xlsx", blank, merges=merges)
    try:
        register = read(path)
    except RegisterError:
        return
    doubtful = {(p.row, p.field) for p in register.problems}
    for task in register.tasks:
        if task.values["content"] not in truth:
            assert (0, "content") in doubtful or (task.row, "number") in doubtful, task
            continue
        expected = truth[task.values["content"]]
        for field in FIELDS.keys() & task.values.keys():
            assert is_right(task.values[field], field, expected) or (task.row, field) in doubtful
    below = {i for i, row in enumerate(blank, start=1) if any(row) and i > register.header_row + 1}
    seen = {task.row for task in register.tasks} | {s.row for s in register.skipped}
    last = max(seen, default=0)
    assert all(i > last or i in seen for i in below)
