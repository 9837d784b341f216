"""A register that is opened on a thread of its own is the one that is opened here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspect_tui.registers import Choices, RegisterError, open_register
from inspect_tui.registers.ahead import OpeningRegister

from .make import FIRST, HEAD, SECOND, xlsx


def test_it_reads_the_same_again_and_again(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "r.xlsx", [HEAD, FIRST, (2, None, *SECOND[2:])], merges=["B2:B3"])
    ahead, here = OpeningRegister(path).result(), open_register(path)
    assert ahead.sheets == here.sheets
    # Reading fills merged cells in, so what was read ahead serves once.
    for choices in (Choices(), Choices(sheet="1"), Choices(by_words={"Thời hạn": "completed_on"}), Choices()):
        assert ahead.read("s", 2021, choices) == here.read("s", 2021, choices)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 no zip"], ids=["missing", "empty", "damaged"])
def test_what_is_wrong_is_told_to_whoever_waits(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "r.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RegisterError) as here:
        open_register(path)
    opening = OpeningRegister(path)
    for _ in range(2):
        with pytest.raises(RegisterError) as ahead:
            opening.result()
        assert (ahead.value.code, ahead.value.values) == (here.value.code, here.value.values)


def test_a_sheet_that_cannot_be_read_is_told_when_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from inspect_tui.registers import workbook

    guarded = workbook._guarded
    path = xlsx(tmp_path / "r.xlsx", [HEAD, FIRST])

    def fail(read: Any, name: str) -> Any:
        made = guarded(read, name)
        if hasattr(made, "to_python"):
            raise RegisterError("damaged", name=name)
        return made

    monkeypatch.setattr(workbook, "_guarded", fail)
    register = OpeningRegister(path).result()
    with pytest.raises(RegisterError) as caught:
        register.read("s", 2021)
    assert caught.value.code == "damaged"
