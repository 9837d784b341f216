from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from .make import problems, read, xlsx

HEAD = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
DAYS = ("12/6/2021", date(2021, 6, 15), "ngày 20 tháng 6 năm 2021", "")


def unread(path: Path, words: str, cells: Sequence[Any], **more: Any) -> list[str]:
    rows = [(n, f"Nhiệm vụ {n}", "Sở Y tế", "30/6/2021", cell) for n, cell in enumerate(cells, start=1)]
    register = read(xlsx(path / "r.xlsx", [(*HEAD, words), *rows]), **more)
    assert len(register.tasks) == len(cells)
    return [p.value for p in register.problems if (p.row, p.field, p.reason) == (0, "sheet", "unread_dates")]


@pytest.mark.parametrize("words", ["Mốc bàn giao", "Nghiệm thu", "Cột F", "Lưu kho"])
def test_days_under_an_unknown_header_are_named(tmp_path: Path, words: str) -> None:
    assert unread(tmp_path, words, DAYS) == [words]


@pytest.mark.parametrize(
    "words", ["Ngày cập nhật", "Ngày nhập", "Ngày nhận", "Ngày bắt đầu", "Ngày hoàn thành", "Ngày ban hành"]
)
def test_columns_that_are_read_or_known_as_nothing_are_not(tmp_path: Path, words: str) -> None:
    assert unread(tmp_path, words, DAYS) == []


@pytest.mark.parametrize(
    "cells",
    [("12/6/2021", "", "", ""), ("Có", "Không", "12/6/2021", "Có"), ("1", "2", "3", "4"), ("2/3", "1/3", "3/3", "0/3"),
     ("Báo cáo số 12/BC-SYT ngày 12/6/2021 về kết quả rà soát hộ nghèo toàn tỉnh",) * 4],
)  # fmt: skip
def test_a_few_days_or_something_else_are_not(tmp_path: Path, cells: tuple[str, ...]) -> None:
    assert unread(tmp_path, "Mốc bàn giao", cells) == []


def test_a_person_who_says_what_the_column_is_hears_no_more_of_it(tmp_path: Path) -> None:
    assert unread(tmp_path, "Nghiệm thu", DAYS, mapping={"Nghiệm thu": "completed_on"}) == []
    assert problems(read(tmp_path / "r.xlsx", mapping={"Nghiệm thu": "completed_on"})) == []
