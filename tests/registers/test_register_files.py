from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspect_tui.registers import Register

from .annexes import ANNEXES
from .lists import LISTS
from .make import problems, read, skipped
from .register_files import RegisterFile
from .workbooks import WORKBOOKS

FILES = (*ANNEXES, *LISTS, *WORKBOOKS)
EVERY = [(file, form) for file in FILES for form in file.formats]


def values(register: Register) -> list[dict[str, Any]]:
    """Return the tasks' values; their position is their place in this list."""
    assert [task.values["position"] for task in register.tasks] == list(range(1, len(register.tasks) + 1))
    return [{k: v for k, v in task.values.items() if k != "position"} for task in register.tasks]


@pytest.mark.parametrize(("file", "form"), EVERY, ids=[f"{file.name} ({form})" for file, form in EVERY])
def test_every_value_of_every_task_is_right(tmp_path: Path, file: RegisterFile, form: str) -> None:
    register = read(file.write(tmp_path, form), file.year)
    assert values(register) == [*file.truth]
    assert skipped(register) == [*file.skipped]
    assert problems(register) == [*file.problems]


def test_every_format_is_among_them() -> None:
    assert {file.format for file in FILES} == {"xlsx", "xls", "ods", "docx", "csv", "tsv"}
    assert len({file.name for file in FILES}) == len(FILES) >= 35
