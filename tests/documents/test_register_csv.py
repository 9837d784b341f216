"""The register as CSV: what Excel opens, what is not worked out as a formula, and the way back into a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from minutes_samples import full_visit, visit

from inspect_tui.documents.register_book import write_xlsx
from inspect_tui.documents.register_csv import write_csv
from inspect_tui.domain.records import SessionContent
from inspect_tui.domain.status import standings
from inspect_tui.locale import Catalog
from inspect_tui.registers.delimited import read_delimited
from inspect_tui.services.importing import import_register
from inspect_tui.services.sessions import create_session, load_view
from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store

READ = (
    "number", "source", "document", "issued_on", "content", "lead", "coordinating", "leader", "product", "deadline",
    "deadline_text", "first_deadline", "declared_completed_on", "declared_status", "progress", "verdict", "nature",
    "degree", "cause", "responsibility", "remark",
)  # fmt: skip


def written(content: SessionContent, write: Callable[..., bytes] = write_csv) -> bytes:
    return write(content, standings(content.tasks, content.events, content.session.as_of), Catalog("vi"))


def test_it_is_what_a_vietnamese_excel_opens() -> None:
    data = written(visit())
    assert data.startswith(b"\xef\xbb\xbfSTT;")
    assert data.count(b"\r\n") == 26
    assert b";30/06/2021;20/06/2021;" in data


@pytest.mark.parametrize(("cell", "read"), [
    ("'=1+1", "=1+1"), ("''=1", "'=1"), ("'-5%", "-5%"), ("'＝1", "＝1"), ("'quoted'", "'quoted'"), ("'", "'"),
    ("-5", "-5"), ("x'=1", "x'=1"),
])  # fmt: skip
def test_the_importer_takes_the_apostrophe_off_again(cell: str, read: str) -> None:
    grid = read_delimited(f'STT;Nội dung\n1;"{cell}"\n', Path("a.csv"))
    assert grid.rows[1] == ["1", read]


@pytest.mark.parametrize(("write", "form"), [(write_xlsx, "xlsx"), (write_csv, "csv")], ids=["xlsx", "csv"])
def test_it_comes_back_into_a_fresh_session(write: Callable[..., bytes], form: str, tmp_path: Path) -> None:
    content = full_visit()
    path = tmp_path / f"register.{form}"
    path.write_bytes(written(content, write))
    with open_store(Location(tmp_path / "store.db"), defaults={"person": "Thư ký"}) as store:
        session = create_session(store, agency="Ban", held_on="2021-07-30", as_of="2021-07-16")
        done = import_register(store, session, path)
        assert (done.register.skipped, len(done.added)) == ((), len(content.tasks))
        again = load_view(store, session).content
        assert import_register(store, session, path).applied == 0
    for task, read in zip(content.tasks, again.tasks, strict=True):
        assert {name: getattr(read, name) for name in READ} == {name: getattr(task, name) for name in READ}
