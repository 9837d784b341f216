"""Registers in versions, for tests that read them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from inspect_tui.services.importing import Imported
from inspect_tui.services.recording import record_lines
from inspect_tui.services.sessions import create_session
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import Store

HEADERS = {
    "number": "STT", "document": "Văn bản giao", "content": "Nội dung nhiệm vụ", "lead": "Cơ quan chủ trì",
    "deadline": "Thời hạn", "completed": "Ngày hoàn thành", "remark": "Ghi chú", "product": "Sản phẩm",
    "status": "Tình trạng", "first": "Thời hạn theo văn bản", "later": "Thời hạn gia hạn",
}  # fmt: skip


def new_session(store: Store) -> str:
    return create_session(store, agency="Ban Dân tộc tỉnh", held_on="2021-07-30", as_of="2021-07-16")


class Book:
    """A register's file, written anew for each version of it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, columns: str, rows: Iterable[Sequence[str]]) -> Path:
        lines = [";".join(HEADERS[name] for name in columns.split()), *(";".join(row) for row in rows)]
        self.path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return self.path


def tasks_of(store: Store, session: str) -> dict[str, Any]:
    return {task.content: task for task in read_content(store, session).tasks}


def edit(store: Store, session: str, task: str, **values: object) -> None:
    delete = {"delete": values.pop("delete")} if "delete" in values else {}
    record_lines(store, session, [json.dumps({"record": "task", "id": task, **delete, **values})])


def fields_changed(done: Imported) -> dict[str, dict[str, tuple[Any, Any]]]:
    """Return what changed, by the tasks' content."""
    return {done.name(task.id).content: dict(task.fields) for task in done.changed}


def fields_by_id(done: Imported) -> dict[str, dict[str, tuple[Any, Any]]]:
    """Return what changed, by the tasks' ids."""
    return {task.id: dict(task.fields) for task in done.changed}
