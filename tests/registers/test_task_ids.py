"""A task's id is that of its session, document and words, however a register writes these down."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from inspect_tui.domain.ids import task_id
from inspect_tui.registers import open_register

from .make import FIRST, HEAD, SECOND, xlsx


def test_ids_are_derived_from_what_is_read(tmp_path: Path) -> None:
    odd = (7, unicodedata.normalize("NFD", f" {SECOND[1]}\n"), f"{FIRST[2]}  \n và hơn nữa\u200b", *FIRST[3:])
    tasks = open_register(xlsx(tmp_path / "r.xlsx", [HEAD, FIRST, SECOND, odd, FIRST])).read("s", 2021).tasks
    told = [(task.values.get("document", ""), task.values["content"]) for task in tasks]
    assert [task.id for task in tasks] == [
        task_id("s", *words, told[: place + 1].count(words)) for place, words in enumerate(told)
    ]
