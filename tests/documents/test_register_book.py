"""The register as a workbook and as CSV: it reads back with every field, and user text stays text."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutes_samples import AS_OF, DAY, altered, changed, empty_visit, full_visit, visit

from inspect_tui.documents import register_book
from inspect_tui.documents.check import DocumentError
from inspect_tui.documents.register_book import FIGURES_SHEET, SHEET, write_xlsx
from inspect_tui.documents.register_columns import COLUMNS, MAX_CELL, RegisterBookError
from inspect_tui.documents.register_csv import write_csv
from inspect_tui.domain.records import VERDICTS, SessionContent, Task, build
from inspect_tui.domain.sources import SOURCES
from inspect_tui.domain.status import standings
from inspect_tui.domain.vietnamese import evenly_spaced
from inspect_tui.locale import Catalog
from inspect_tui.registers import Choices, Register, Visit, open_register

Writer = Callable[..., bytes]
WRITERS = pytest.mark.parametrize(("write", "form"), [(write_xlsx, "xlsx"), (write_csv, "csv")], ids=["xlsx", "csv"])
READ = [name for name in Task._fields if name not in ("id", "position", "completed_on", "asked", "examiner")]
FORMULAS = [
    "=1+1", "+84 912", "-5%", "@SUM(A1)", "=cmd|'/C calc'!A0", '=HYPERLINK("http://x","y")', "＝1+1", "＋1", "－1",
    "＠x", "'=1+1", "''-x", "http://vi.du", "mailto:a@b", "00123", "1/2", "1E5", "TRUE", "{=1}", "_x0041_", "a;b\"c",
]  # fmt: skip


def written(content: SessionContent, write: Writer, language: str = "vi") -> bytes:
    where = standings(content.tasks, content.events, content.session.as_of)
    return write(content, where, Catalog(language))


def read_again(data: bytes, form: str, folder: Path) -> Register:
    path = folder / f"register.{form}"
    path.write_bytes(data)
    return open_register(path).read("s1", 2021, Choices(), None, Visit(AS_OF, DAY))


def facts(task: Task) -> dict[str, Any]:
    return {name: getattr(task, name) for name in READ}


def facts_read(register: Register) -> list[dict[str, Any]]:
    return [facts(build("task", task.id, task.values)) for task in register.tasks]


def rich() -> SessionContent:
    """Return tasks that have something in every field, in all forms of a deadline, a source and a verdict."""
    deadlines: list[dict[str, Any]] = [
        {"deadline": date(2021, 6, 30)},
        {"deadline": date(2021, 8, 15), "first_deadline": date(2021, 6, 30)},
        {"deadline": date(2021, 9, 30), "deadline_text": "Quý III/2021"},
        {"deadline_text": "Thường xuyên"},
        {},
        {"deadline": date(2021, 6, 30), "deadline_text": "trước ngày 30/6"},
    ]
    tasks = []
    for place in range(1, 37):
        tasks.append(
            Task(
                id=f"t{place}", position=place, number=str(place) if place % 7 else f"{place}a",
                source=SOURCES[place % len(SOURCES)].key if place % 5 else "assigned; key",
                document=f"{place}/QĐ-UBND", issued_on=date(2021, 1, 5),
                content=f"Xây dựng kế hoạch số {place}\nvà tổ chức thực hiện; báo cáo kết quả",
                lead="Ban Dân tộc tỉnh", coordinating=("Sở Tài chính", "Sở Kế hoạch và Đầu tư, Sở Nội vụ")[: place % 3],
                leader="Phó Trưởng ban", product=f"Kế hoạch {place}",
                declared_completed_on=date(2021, 6, 20) if place % 2 else None,
                declared_status="Đang thực hiện" if not place % 2 else "Đã hoàn thành",
                completed_on=date(2021, 7, 1) if place % 4 == 0 else None, progress="75%",
                verdict=VERDICTS[place % 5], nature="Chậm ban hành", degree="Chậm 16 ngày",
                cause="Chưa có hướng dẫn", responsibility="Phòng Chính sách", remark="Đôn đốc 2 lần",
                **deadlines[place % 6],
            )
        )  # fmt: skip
    return changed(visit(), tasks=tuple(tasks))


@WRITERS
@pytest.mark.parametrize("make", [visit, full_visit, rich])
def test_every_field_reads_back(write: Writer, form: str, make: Callable[[], SessionContent], tmp_path: Path) -> None:
    content = make()
    register = read_again(written(content, write), form, tmp_path)
    assert facts_read(register) == [facts(task) for task in content.tasks]
    assert not register.skipped
    assert set(register.columns.values()) == {column.header for column in COLUMNS} - set(register.unused)
    assert register.unused == ("Ngày hoàn thành do Tổ công tác xác định", "Xếp loại")
    assert not [p for p in register.problems if p.field == "sheet"]


def test_what_was_found_is_not_read_as_declared(tmp_path: Path) -> None:
    task = altered(visit().tasks[0], declared_completed_on=None, completed_on=date(2021, 7, 1), verdict="done")
    content = changed(visit(), tasks=(task,))
    for write, form in ((write_xlsx, "xlsx"), (write_csv, "csv")):
        (read,) = read_again(written(content, write), form, tmp_path).tasks
        assert "declared_completed_on" not in read.values
        assert read.values["verdict"] == "done"


SAFE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf"]), max_size=60).map(evenly_spaced)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(SAFE, SAFE, SAFE, st.none() | st.dates(date(2020, 1, 1), date(2022, 1, 1)),
                          st.none() | st.dates(date(2020, 1, 1), date(2021, 7, 30))), min_size=1, max_size=6))  # fmt: skip
def test_any_text_reads_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, date | None, date | None]]
) -> None:
    # A word in front keeps random letters from being a mark that the reader knows: "nt", "#REF!", "(mật)".
    tasks = tuple(
        Task(f"t{i}", f"Làm {text}".strip(), i, str(i), document=f"{i}/UBND", lead=f"Sở {lead}".strip(),
             remark=f"Xem {remark}".strip(), deadline=due, declared_completed_on=done)
        for i, (text, lead, remark, due, done) in enumerate(rows, start=1)
    )  # fmt: skip
    content = changed(visit(), tasks=tasks, events=())
    for write, form in ((write_xlsx, "xlsx"), (write_csv, "csv")):
        folder = tmp_path_factory.mktemp("book")
        assert facts_read(read_again(written(content, write), form, folder)) == [facts(task) for task in tasks]


@WRITERS
def test_what_looks_like_a_formula_is_text_and_comes_back(write: Writer, form: str, tmp_path: Path) -> None:
    tasks = tuple(
        Task(f"t{i}", text, i, str(i), document=text, lead="Ban", remark=text) for i, text in enumerate(FORMULAS, 1)
    )
    content = changed(visit(), tasks=tasks)
    data = written(content, write)
    register = read_again(data, form, tmp_path)
    assert [(t.values["content"], t.values["remark"]) for t in register.tasks] == [(x, x) for x in FORMULAS]
    if form == "csv":
        cells = [c for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";") for c in row]
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@＝＋－＠\t\r")]
        return
    sheet = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=7) for cell in row if cell.value is not None}
    assert kinds <= {"s", "n", "inlineStr"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets"))
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml


@WRITERS
def test_no_control_character_gets_in(write: Writer, form: str, tmp_path: Path) -> None:
    text = "Chuông\x07, thoát\x1b[31m, không\x00, ngược\u202e, nửa\ud800, cấm\ufffe\uffff, hết"
    content = changed(visit(), tasks=(Task("t1", text, 1, "1", remark=text, lead="Ban"),))
    (read,) = read_again(written(content, write), form, tmp_path).tasks
    assert str(read.values["content"]).isprintable()
    assert str(read.values["remark"]).endswith("hết")


@WRITERS
def test_nothing_is_cut(write: Writer, form: str, tmp_path: Path) -> None:
    def of(text: str) -> SessionContent:
        return changed(visit(), tasks=(Task("t1", "Việc", 1, "7b", remark=text),))

    whole = "x" * MAX_CELL
    assert read_again(written(of(whole), write), form, tmp_path).tasks[0].values["remark"] == whole
    for text in (whole + "x", "𝔸" * (MAX_CELL // 2 + 1)):
        with pytest.raises(RegisterBookError) as caught:
            written(of(text), write)
        assert (caught.value.code, caught.value.values["label"]) == ("cell_too_long", "7b")


def test_a_workbook_that_lacks_a_task_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = register_book.register_rows
    monkeypatch.setattr(register_book, "register_rows", lambda *given: list(whole(*given))[:-1])
    with pytest.raises(DocumentError) as caught:
        written(visit(), write_xlsx)
    assert [one.label for one in caught.value.missing] == ["25"]


def test_the_workbook_is_ready_for_print_and_filters() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(full_visit(), write_xlsx)))
    assert book.sheetnames == [SHEET, FIGURES_SHEET]
    sheet = book[SHEET]
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert int(sheet.page_setup.fitToHeight) == 0
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) == ("A7", "$6:$6", "A6:V31")
    assert "&P" in sheet.oddHeader.center.text
    assert round(sheet.page_margins.left * 25.4) == 30
    due = sheet.cell(7, 11)
    assert (due.value.date(), due.number_format) == (date(2021, 6, 30), "dd/mm/yyyy")
    assert due.font.name == "Times New Roman"
    assert sheet.cell(7, 5).alignment.wrap_text
    assert sheet.column_dimensions["H"].hidden
    assert not sheet.column_dimensions["E"].hidden
    figures = book[FIGURES_SHEET]
    assert figures["B5"].value.date() == AS_OF
    total = [cell.value for cell in figures[figures.max_row]]
    assert total[1] == 25


@WRITERS
def test_equal_sessions_are_equal_bytes_and_an_empty_one_is_a_register_too(write: Writer, form: str) -> None:
    assert written(full_visit(), write) == written(full_visit(), write)
    assert written(empty_visit(), write, "en")


def test_csv_is_what_excel_opens() -> None:
    data = written(rich(), write_csv)
    assert data.startswith(b"\xef\xbb\xbfSTT;")
    assert b"30/06/2021" in data
    assert b"\r\n2;" in data


@pytest.mark.parametrize(("signed", "words"), [(True, "ABCD-2345-EFGH-6789"), (False, "DRAFT")])
def test_the_workbook_says_whether_it_is_signed(signed: bool, words: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(visit(signed=signed), write_xlsx, "en")))[SHEET]
    assert words in sheet["A5"].value


@pytest.mark.slow
def test_ten_thousand_tasks() -> None:
    content = visit(tasks=10_000)
    assert len(written(content, write_xlsx)) > 500_000
    assert written(content, write_csv).count(b"\r\n") == 10_001
