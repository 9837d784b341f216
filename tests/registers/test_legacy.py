from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inspect_tui.registers import Choices, Register, RegisterError, open_register
from old_text import cp1258, old

from .make import FIRST, HEAD, SECOND, THIRD, contents, csv_bytes, fill, problems, skipped, xlsx

TITLE = ("DANH MỤC NHIỆM VỤ ĐƯỢC GIAO",)
ROWS = (HEAD, FIRST, SECOND, THIRD)
ENCODINGS = ("tcvn3", "vni")


def in_old(rows: Sequence[Sequence[Any]], encoding: str) -> list[list[Any]]:
    return [[old(v, encoding) if isinstance(v, str) else v for v in row] for row in rows]


def read(path: Path, **choices: Any) -> Register:
    return open_register(path).read("0190", 2021, Choices(**choices))


@pytest.fixture
def modern(tmp_path: Path) -> Register:
    """The register as it would be in Unicode."""
    return read(xlsx(tmp_path / "modern.xlsx", [TITLE, *ROWS]))


@pytest.mark.parametrize("encoding", ENCODINGS)
class TestWholeRegister:
    def test_it_is_named_and_not_guessed(self, tmp_path: Path, encoding: str) -> None:
        path = xlsx(tmp_path / "r.xlsx", in_old([TITLE, *ROWS], encoding))
        with pytest.raises(RegisterError) as error:
            read(path)
        assert error.value.code == "legacy"
        values = error.value.values
        assert values["encoding"].lower() == encoding
        assert values["option"] == f"--legacy {encoding}"
        assert (values["before"], values["after"]) == (old("Văn bản giao", encoding), "Văn bản giao")

    def test_converted_it_is_the_same_register(self, tmp_path: Path, encoding: str, modern: Register) -> None:
        register = read(xlsx(tmp_path / "r.xlsx", in_old([TITLE, *ROWS], encoding)), legacy=encoding)
        assert register.tasks == modern.tasks
        assert (register.columns, register.headings) == (modern.columns, modern.headings)
        assert (register.problems, register.skipped) == ((), ())
        assert register.legacy == encoding
        assert register.legacy_preview[:2] == (
            (1, old(TITLE[0], encoding), TITLE[0]),
            (2, old("Văn bản giao", encoding), "Văn bản giao"),
        )
        assert len(register.legacy_preview) == len({p[1] for p in register.legacy_preview}) == 10

    @pytest.mark.parametrize("in_utf8", [True, False])
    def test_in_a_delimited_file(self, tmp_path: Path, encoding: str, in_utf8: bool, modern: Register) -> None:
        path = tmp_path / "r.csv"
        path.write_bytes(csv_bytes(in_old([TITLE, *ROWS], encoding), encoding="utf-8" if in_utf8 else "cp1252"))
        with pytest.raises(RegisterError) as error:
            read(path)
        assert error.value.values["option"] == f"--legacy {encoding}"
        register = read(path, legacy=encoding)
        wanted = [t.values for t in modern.tasks]
        assert [t.values for t in register.tasks] == wanted

    def test_the_other_encoding_chosen(self, tmp_path: Path, encoding: str) -> None:
        path = xlsx(tmp_path / "r.xlsx", in_old([TITLE, *ROWS], encoding))
        with pytest.raises(RegisterError) as error:
            read(path, legacy="vni" if encoding == "tcvn3" else "tcvn3")
        assert error.value.values["option"] == f"--legacy {encoding}"

    def test_a_sheet_of_it_beside_one_in_unicode_is_named(self, tmp_path: Path, encoding: str) -> None:
        book = openpyxl.Workbook()
        fill(book.active, ROWS)
        fill(book.create_sheet("Cũ"), in_old(ROWS, encoding))
        fill(book.create_sheet("Lời"), in_old([TITLE, ["", "Ghi chép khác"]], encoding))
        book.save(tmp_path / "r.xlsx")
        register = read(tmp_path / "r.xlsx")
        assert len(register.tasks) == 3
        assert [(p.field, p.value, p.reason) for p in register.problems] == [("sheet", "Cũ", "legacy")]

    def test_outline_of_what_is_not_understood(self, tmp_path: Path, encoding: str) -> None:
        path = xlsx(tmp_path / "r.xlsx", in_old([("Cột một", "Cột hai"), ("Việc thứ nhất", "Ban Dân tộc")], encoding))
        outline = open_register(path).outline(legacy=encoding)
        assert outline is not None
        assert [h.words for h in outline.headings] == ["Cột một", "Cột hai"]
        assert outline.rows == (("Việc thứ nhất", "Ban Dân tộc"),)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_in_a_second_table_of_fewer_columns(tmp_path: Path, encoding: str) -> None:
    narrow = [("STT", "Nội dung nhiệm vụ", "Thời hạn"), (1, old("Rà soát việc đóng bảo hiểm", encoding), "30/6/2021")]
    register = read(xlsx(tmp_path / "r.xlsx", [*ROWS, (), *narrow]))
    assert problems(register) == [(7, "content", "legacy")]
    assert len(register.tasks) == 4


DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["visit-2021-07-30.xlsx", "official-annex.xlsx", "semicolons.csv"])
def test_a_register_as_agencies_lay_it_out(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / name
    if name.endswith("xlsx"):
        book = openpyxl.load_workbook(DATA / name)
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str):
                cell.value = old(cell.value, encoding)
        book.save(path)
    else:
        path.write_bytes(old((DATA / name).read_text(encoding="utf-8-sig"), encoding).encode("cp1252"))
    with pytest.raises(RegisterError) as error:
        read(path)
    assert error.value.values["option"] == f"--legacy {encoding}"
    wanted, register = read(DATA / name), read(path, legacy=encoding)
    assert register.tasks == wanted.tasks
    assert register.columns == wanted.columns
    assert (register.skipped, register.problems) == (wanted.skipped, wanted.problems)


@pytest.mark.parametrize("encoding", ENCODINGS)
class TestCellsUnderAHeaderInUnicode:
    def rows(self, encoding: str) -> list[Sequence[Any]]:
        return [HEAD, FIRST, *in_old([SECOND], encoding), THIRD]

    def test_they_stay_and_are_reported(self, tmp_path: Path, encoding: str) -> None:
        register = read(xlsx(tmp_path / "r.xlsx", self.rows(encoding)))
        assert contents(register) == [FIRST[2], old(str(SECOND[2]), encoding), THIRD[2]]
        assert [(p.row, p.reason) for p in register.problems] == [(3, "legacy")]
        assert register.problems[0].value == old(str(SECOND[2]), encoding)
        assert (register.legacy, register.legacy_preview) == (encoding, ())

    def test_only_they_are_converted(self, tmp_path: Path, encoding: str) -> None:
        register = read(xlsx(tmp_path / "r.xlsx", self.rows(encoding)), legacy=encoding)
        assert register.tasks == read(xlsx(tmp_path / "m.xlsx", ROWS)).tasks
        assert register.problems == ()
        assert [p.row for p in register.legacy_preview] == [3] * len(register.legacy_preview)
        assert (3, old("13/QĐ-UBND", encoding), "13/QĐ-UBND") in register.legacy_preview

    def test_words_of_both_in_one_cell_stay_and_are_reported(self, tmp_path: Path, encoding: str) -> None:
        mixed = f"Sở Y tế {old('phối hợp với Sở Nội vụ', encoding)}"
        rows = [*self.rows(encoding), (4, "", mixed, "Sở Y tế", "", "")]
        for legacy, reported in (("", [3, 5]), (encoding, [5])):
            register = read(xlsx(tmp_path / "r.xlsx", rows), legacy=legacy)
            assert contents(register)[-1] == mixed
            assert [(p.row, p.reason) for p in register.problems] == [(row, "legacy") for row in reported]

    @pytest.mark.parametrize("mark", ["MẬT", "Tối mật", "TUYỆT MẬT"])
    def test_a_mark_of_secrecy_is_seen_in_it(self, tmp_path: Path, encoding: str, mark: str) -> None:
        rows = [(*HEAD, "Độ mật"), (*FIRST, ""), (*SECOND, old(mark, encoding)), (*THIRD, "")]
        for legacy in ("", encoding):
            register = read(xlsx(tmp_path / "r.xlsx", rows), legacy=legacy)
            assert contents(register) == [FIRST[2], THIRD[2]]
            assert skipped(register) == [(3, "classified")]
            assert register.problems == ()


class TestUnicodeSurvives:
    ROWS = (
        HEAD,
        (1, "12/QĐ-UBND", "Hoà giải ở cơ sở", "Sở Y tế", "30/6/2021", ""),
        (2, "582/UBND-TH", "Công an", "Công an", "30/6/2021", ""),
        (3, "45-CV/BCSĐ", "Hoàn thành", "Müller", "", ""),
        (4, "7/CT-TTg", "Review the plan", "Nhà máy Ñ", "", ""),
        (5, "", "Toàn xã", "hoà", "", ""),
        (6, "", "Nhanh chóng", "Lê Bé", "", ""),
        (6, "", "Quản lý dự án 20 m², 5 µm, § 5", "thôn", "", ""),
    )

    @pytest.mark.parametrize("encoding", ["", *ENCODINGS])
    def test_whatever_is_chosen(self, tmp_path: Path, encoding: str) -> None:
        register = read(xlsx(tmp_path / "r.xlsx", self.ROWS), legacy=encoding)
        assert contents(register) == [row[2] for row in self.ROWS[1:]]
        assert [t.values["lead"] for t in register.tasks] == [row[3] for row in self.ROWS[1:]]
        assert problems(register) == []
        assert (register.legacy, register.legacy_preview) == ("", ())

    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_in_a_register_that_is_converted(self, tmp_path: Path, encoding: str) -> None:
        rows = [*in_old([HEAD, *[(1, "9/QĐ-UBND", "Xây dựng kế hoạch", "Sở Nội vụ", "", "")] * 9], encoding),
                *self.ROWS[1:5]]  # fmt: skip
        register = read(xlsx(tmp_path / "r.xlsx", rows), legacy=encoding)
        assert contents(register) == ["Xây dựng kế hoạch"] * 9 + [row[2] for row in self.ROWS[1:5]]
        assert [t.values["lead"] for t in register.tasks][9:] == [row[3] for row in self.ROWS[1:5]]
        assert register.problems == ()

    def test_a_word_of_both_goes_with_its_column(self, tmp_path: Path) -> None:
        rows = [HEAD[:4], *((n, "", old("Xây dựng", "vni"), "Sở Y tế") for n in range(4)), (4, "", "Hoà", "Hoà")]
        register = read(xlsx(tmp_path / "r.xlsx", rows), legacy="vni")
        assert (register.tasks[-1].values["content"], register.tasks[-1].values["lead"]) == ("Hồ", "Hoà")

    def test_and_with_its_row_where_the_column_is_empty(self, tmp_path: Path) -> None:
        rows = [[*in_old([HEAD], "tcvn3")[0], "Phó"], in_old([FIRST], "tcvn3")[0]]
        assert read(xlsx(tmp_path / "r.xlsx", rows), legacy="tcvn3").headings[-1].words == "Phú"

    def test_vni_beside_plain_words_and_numbers(self, tmp_path: Path) -> None:
        rows = in_old([HEAD, (1, "12/KH-UBND", "Báo cáo", "VNPT", 44393, ""), (2, "", "Xin YK UBND", "UBND", "", "")],
                      "vni")  # fmt: skip
        register = read(xlsx(tmp_path / "r.xlsx", rows), legacy="vni")
        assert [(t.values["content"], t.values["lead"]) for t in register.tasks] == [
            ("Báo cáo", "VNPT"), ("Xin YK UBND", "UBND"),
        ]  # fmt: skip
        assert register.tasks[0].values["deadline"] == "2021-07-16"

    def test_windows_1258_stays_what_it_was(self, tmp_path: Path, modern: Register) -> None:
        path = tmp_path / "r.csv"
        path.write_bytes(cp1258(csv_bytes([TITLE, *ROWS]).decode()))
        assert [t.values for t in read(path).tasks] == [t.values for t in modern.tasks]


def test_a_cell_of_a_megabyte_is_judged_in_no_time(tmp_path: Path) -> None:
    rows = [HEAD, (1, "", "é" * 30_000, "", "", ""), (2, "", old("Rà soát hộ nghèo ", "tcvn3") * 1800, "", "", "")]
    path = tmp_path / "r.csv"
    path.write_bytes(csv_bytes([*rows, (3, "", "Ñ" * 1_000_000, "", "", "")]))
    for legacy in ("", *ENCODINGS):
        register = read(path, legacy=legacy)
        assert len(register.tasks) == 3
        assert register.tasks[1].values["content"].startswith("Rà" if legacy == "tcvn3" else "Rµ")


def test_no_such_encoding(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "r.xlsx", ROWS)
    with pytest.raises(RegisterError) as error:
        read(path, legacy="viscii")
    assert error.value.code == "bad_legacy"


@pytest.mark.parametrize(
    ("document", "lost"),
    [
        ("1961/QĐUBND", True),
        ("1961/QĐUBND ngày 05/01/2021", True),
        ("12/2021/QĐUBND", True),
        ("5/2021/NĐCP", True),
        ("7/CTTTg", True),
        ("12/NQHĐND", True),
        ("1961/QĐ-UBND", False),
        ("582/UBND-TH", False),
        ("582/VPUBND-TH", False),
        ("5/2021/NĐ-CP", False),
        ("12-NQ/TU", False),
        ("45-CV/BCSĐ", False),
        ("12/TTCP", False),
        ("", False),
    ],
)
def test_a_symbol_without_its_hyphens_is_kept_and_named(tmp_path: Path, document: str, lost: bool) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, (1, document, "Rà soát hộ nghèo", "", "", "")]))
    assert register.tasks[0].values.get("document", "") == document
    assert problems(register) == ([(2, "document", "odd_symbol")] if lost else [])
