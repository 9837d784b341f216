"""Fields of records as columns of tables, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from inspect_tui.domain.records import FIELDS, Task, Value
from inspect_tui.domain.sources import DEFAULT_SOURCE

TASK_COLUMNS: Final = (
    "id", "content", "position", "number", "source", "document", "issued_on", "lead", "coordinating", "leader",
    "product", "deadline", "deadline_text", "first_deadline", "declared_completed_on", "declared_status",
    "completed_on", "progress", "verdict", "nature", "degree", "cause", "responsibility", "remark",
    "asked", "examiner",
)  # fmt: skip
"""A task's columns in the order of the fields of `domain.records.Task`."""


def from_column(kind: str, name: str, value: Any) -> Value:
    """Return a column's content as the field's value."""
    spec = FIELDS[kind][name].type
    if spec in ("list", "map"):
        return json.loads(value)
    return bool(value) if spec == "bool" else value


def task_from_columns(row: Sequence[Any]) -> Task:
    """Return a task from its row, columns in the order of `TASK_COLUMNS`; the way ten thousand are read."""
    day = date.fromisoformat
    return Task(
        row[0], row[1], row[2], row[3], row[4] or DEFAULT_SOURCE, row[5], day(row[6]) if row[6] else None, row[7],
        () if row[8] == "[]" else tuple(json.loads(row[8])), row[9], row[10], day(row[11]) if row[11] else None,
        row[12], day(row[13]) if row[13] else None, day(row[14]) if row[14] else None, row[15],
        day(row[16]) if row[16] else None, row[17], row[18], row[19], row[20], row[21], row[22], row[23],
        bool(row[24]), row[25],
    )  # fmt: skip
