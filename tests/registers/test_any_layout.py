"""Whatever the layout, the values come out as they went in, and no row is lost."""

from __future__ import annotations

import tempfile
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from inspect_tui.registers.synonyms import EXACT, KNOWN

from .make import csv_bytes, docx, ods, problems, read, xls, xlsx

MARKED: dict[str, tuple[str, ...]] = {
    "number": ("STT", "TT", "Số TT", "Số thứ tự"),
    "document": ("Văn bản giao", "Số, ký hiệu văn bản", "Số ký hiệu văn bản", "Văn bản chỉ đạo", "Số/Ký hiệu"),
    "issued_on": ("Ngày ban hành", "Ngày văn bản", "Ngày giao"),
    "content": ("Nội dung nhiệm vụ", "Tên nhiệm vụ", "Nhiệm vụ giao", "Nhiệm vụ được giao", "Nhiệm vụ"),
    "lead": ("Cơ quan chủ trì", "Đơn vị thực hiện", "Đơn vị chủ trì", "Đơn vị"),
    "coordinating": ("Cơ quan phối hợp", "Đơn vị phối hợp"),
    "leader": ("Lãnh đạo phụ trách",),
    "product": ("Sản phẩm",),
    "deadline": ("Thời hạn", "Hạn hoàn thành", "Thời gian", "Thời hạn hoàn thành"),
    "completed_on": ("Ngày hoàn thành", "Ngày hoàn thành thực tế"),
    "status": ("Tình trạng", "Trạng thái", "Kết quả thực hiện"),
    "progress": ("Tỷ lệ hoàn thành", "Tiến độ (%)"),
    "cause": ("Lý do chậm", "Nguyên nhân"),
    "remark": ("Ghi chú",),
}
HEADERS = {
    name: (*words, *(w for w, meaning in KNOWN.items() if meaning == ((name, EXACT),)))
    for name, words in MARKED.items()
}
GROUPS: tuple[tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (("Văn bản giao", "Văn bản giao nhiệm vụ", "Văn bản chỉ đạo"),
     (("document", ("Số, ký hiệu", "Số", "Số hiệu")), ("issued_on", ("Ngày ban hành", "Ngày", "Ngày tháng")))),
    (("Cơ quan", "Đơn vị", "Phân công thực hiện"),
     (("lead", ("Chủ trì", "Thực hiện")), ("coordinating", ("Phối hợp",)))),
    (("Thời hạn", "Thời hạn hoàn thành", "Thời gian"),
     (("first_deadline", ("Theo văn bản", "Ban đầu", "Được giao")), ("deadline", ("Gia hạn", "Điều chỉnh")))),
    (("Kết quả thực hiện", "Kết quả", "Tình hình thực hiện"),
     (("completed_on", ("Ngày hoàn thành", "Ngày")), ("product", ("Văn bản", "Sản phẩm")))),
)  # fmt: skip
STYLES: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.lower,
    str.capitalize,
    lambda header: header.replace(" ", "\n", 1),
    lambda header: header.replace(" ", "  "),
    lambda header: f" {header} ",
    lambda header: f"{header} (5)",
    lambda header: f"{header}:",
    lambda header: unicodedata.normalize("NFD", header),
)
CONTENTS = (
    "Tham mưu UBND tỉnh ban hành phương án cấp nước",
    "Tổng hợp, trình danh sách thôn",
    "Phối hợp thẩm định đề án (việc 3)",
    "Chủ trì rà soát thời hạn thực hiện",
    "Báo cáo kết quả quý II",
    "Đôn đốc nhiệm vụ trọng tâm",
    "Giám đốc Sở Y tế báo cáo công tác phòng, chống dịch",
    "Cộng tác viên dân số: rà soát chế độ",
)
DOCUMENTS = ("12/QĐ-UBND", "1076/TB-UBND", "9/KH-UBND", "Công văn số 5/UBND-TH")
AGENCIES = ("Sở Y tế", "Ban Dân tộc", "UBND huyện Văn Quan", "Sở Văn hóa, Thể thao và Du lịch")
TITLES: tuple[list[Any], ...] = (
    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["UBND TỈNH", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["PHỤ LỤC I"],
    ["DANH MỤC NHIỆM VỤ, THỜI HẠN HOÀN THÀNH"],
    ["(Kèm theo Báo cáo số 12/BC-BDT ngày 20 tháng 7 năm 2021)"],
    ["Đơn vị: Ban Dân tộc", "", "Cơ quan chủ trì: UBND tỉnh"],
    ["Ghi chú: cột Nội dung nhiệm vụ ghi theo văn bản giao"],
    [],
)
SECTIONS = (
    ("Nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao", "assigned"),
    ("CHỦ TỊCH UBND TỈNH GIAO (3 nhiệm vụ)", "assigned"),
    ("Nhiệm vụ trong chương trình làm việc của UBND tỉnh", "programme"),
    ("Nhiệm vụ trọng tâm năm 2021 (02 nhiệm vụ)", "key"),
    ("Kiến nghị cử tri", "petition"),
    ("Lĩnh vực xã hội", "Lĩnh vực xã hội"),
    ("Sở Nội vụ", "Sở Nội vụ"),
)
TAIL: tuple[list[Any], ...] = (
    ["", "Tổng cộng", "21"],
    [],
    ["", "", "Lạng Sơn, ngày 20 tháng 7 năm 2021"],
    ["", "", "TRƯỞNG BAN"],
    ["", "", "(Đã ký)"],
    ["", "", "Nguyễn Văn A"],
)
MARKS = (("I", "II", "III", "IV", "V"), ("A", "B", "C", "D", "Đ"), ("I.", "II.", "III.", "IV.", "V."),
         ("Phần thứ nhất", "Phần thứ hai", "Phần thứ ba", "Phần thứ tư", "Phần thứ năm"))  # fmt: skip
DAYS = st.dates(date(2020, 1, 1), date(2022, 12, 31))
TEXT = ("csv", "tsv", "csv,", "utf-16", "utf-8-sig")
ENCODINGS = {"utf-16": "utf-16", "utf-8-sig": "utf-8-sig"}


def written(day: date, form: int) -> Any:
    return (
        datetime(day.year, day.month, day.day),
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"ngày {day:%d} tháng {day:%m} năm {day.year}",
        f"trước ngày {day.day}/{day.month}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
    )[form]


@dataclass
class Layout:
    """A register's cells with its truth."""

    form: str
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    truth: list[dict[str, Any]] = field(default_factory=list)
    doubtful: list[tuple[int, str, str]] = field(default_factory=list)
    task_rows: list[int] = field(default_factory=list)
    header: int = 0
    """The header's last row, from 1."""
    prepared: int = 0
    """How many numbered rows without a task stand below the last one."""

    @property
    def merged(self) -> bool:
        """Whether the format knows merged cells."""
        return self.form not in TEXT

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Merge cells; places from 0."""
        if self.merged:
            first, last = get_column_letter(column + 1), get_column_letter(last_column + 1)
            self.merges.append(f"{first}{row + 1}:{last}{last_row + 1}")

    def write(self, folder: Path) -> Path:
        """Write the file."""
        if self.merged:
            write = {"xlsx": xlsx, "xls": xls, "ods": ods, "docx": docx}[self.form]
            return write(folder / f"r.{self.form}", self.rows, merges=self.merges)
        path = folder / ("r.tsv" if self.form == "tsv" else "r.csv")
        plain = [[f"{v:%d/%m/%Y}" if isinstance(v, datetime) else v for v in row] for row in self.rows]
        delimiter = {"tsv": "\t", "csv,": ","}.get(self.form, ";")
        path.write_bytes(csv_bytes(plain, delimiter, ENCODINGS.get(self.form, "utf-8")))
        return path


Column = tuple[str, str, str]
"""Field, its header, and the header above it; all empty for a spacer column."""


@st.composite
def columns(draw: st.DrawFn) -> list[Column]:
    """Draw the columns of a register, in any order, some below a common word."""
    style = draw(st.sampled_from(STYLES))
    groups = draw(st.lists(st.sampled_from(GROUPS), unique=True, max_size=3))
    inside = {name for _, members in groups for name, _ in members}
    others = [f for f in HEADERS if f != "content" and f not in inside]
    alone = ["content", *draw(st.lists(st.sampled_from(others), unique=True, min_size=1))]
    units: list[list[Column]] = [[(f, style(draw(st.sampled_from(HEADERS[f]))), "")] for f in alone]
    for parents, members in groups:
        parent = draw(st.sampled_from(parents))
        unit = [(name, style(draw(st.sampled_from(words))), parent) for name, words in members]
        units.append(draw(st.permutations(unit)) if members[0][0] != "first_deadline" else unit)
    spaced = draw(st.lists(st.just([("", "", "")]), max_size=2))
    return [column for unit in draw(st.permutations([*units, *spaced])) for column in unit]


@st.composite
def layouts(draw: st.DrawFn, forms: tuple[str, ...]) -> Layout:
    """Draw a register."""
    out = Layout(draw(st.sampled_from(forms)))
    names = draw(columns())
    left = draw(st.integers(0, 2)) if out.form != "docx" else 0
    for title in draw(st.lists(st.sampled_from(TITLES), max_size=5)):
        out.rows.append([*title])
        if len(title) == 1 and draw(st.booleans()):
            out.merge(len(out.rows) - 1, 0, len(out.rows) - 1, left + len(names) - 1)
    header(draw, out, names, left)
    number = next((left + i for i, c in enumerate(names) if c[0] == "number"), None)
    content = next(left + i for i, c in enumerate(names) if c[0] == "content")
    width = left + len(names)
    source, sections, marks = "assigned", 0, draw(st.sampled_from(MARKS))
    in_sections = number is not None and draw(st.booleans())
    for count in range(1, draw(st.integers(1, 6)) + 1):
        if number is not None and in_sections and sections < 5 and (count == 1 or draw(st.booleans())):
            title, source = draw(st.sampled_from(SECTIONS))
            row: list[Any] = [""] * width
            if draw(st.booleans()) and out.merged and width > left + 2:
                row[left] = f"{marks[sections].rstrip('.')}. {title}"
                out.merge(len(out.rows), left, len(out.rows), width - 1)
            else:
                row[number], row[content] = marks[sections], title
            out.rows.append(row)
            sections += 1
        a_task(draw, out, names, left, str(count), source)
    if number is not None:
        out.prepared = draw(st.integers(0, 3))
        out.rows += [[*[""] * number, n] for n in range(90, 90 + out.prepared)]
        if number == 0:
            out.rows += [[*row] for row in draw(st.sampled_from(((), TAIL, TAIL[1:])))]
    return out


def header(draw: st.DrawFn, out: Layout, names: list[Column], left: int) -> None:
    """Add the header, and perhaps the numbers of its columns."""
    top = len(out.rows)
    two = any(parent for _, _, parent in names)
    upper = [parent if parent and (i == 0 or names[i - 1][2] != parent) else "" if parent else own
             for i, (_, own, parent) in enumerate(names)]  # fmt: skip
    out.rows.append([*[""] * left, *upper])
    if two:
        out.rows.append([*[""] * left, *(own if parent else "" for _, own, parent in names)])
        for i, (name, _, parent) in enumerate(names):
            if not parent and name:
                out.merge(top, left + i, top + 1, left + i)
            elif parent and upper[i]:
                out.merge(top, left + i, top, left + i + 1)
    out.header = len(out.rows)
    if draw(st.booleans()) and sum(bool(name) for name, _, _ in names) >= 3:
        used = [i for i, (name, _, _) in enumerate(names) if name]
        numbers = [f"({used.index(i) + 1})" if i in used else "" for i in range(len(names))]
        out.rows.append([*[""] * left, *numbers])


def a_task(draw: st.DrawFn, out: Layout, names: list[Column], left: int, number: str, source: str) -> None:
    """Add a task."""
    index = len(out.rows)
    first, later = draw(DAYS), draw(st.none() | DAYS)
    has_first = any(name == "first_deadline" for name, _, _ in names)
    cells: dict[str, Any] = {
        "number": int(number),
        "document": draw(st.sampled_from(DOCUMENTS)),
        "issued_on": draw(DAYS),
        "content": draw(st.sampled_from(CONTENTS)),
        "lead": draw(st.sampled_from(AGENCIES)),
        "coordinating": draw(st.lists(st.sampled_from(AGENCIES), unique=True)),
        "leader": draw(st.sampled_from(("", "Phó Chủ tịch"))),
        "product": draw(st.sampled_from(("", "Báo cáo", "15/BC-SYT"))),
        "first_deadline": first,
        "deadline": later,
        "completed_on": draw(st.none() | DAYS),
        "status": draw(st.sampled_from(("", "Theo dõi chung"))),
        "progress": draw(st.sampled_from(("", "50%"))),
        "cause": draw(st.sampled_from(("", "Chưa có kinh phí"))),
        "remark": draw(st.sampled_from(("", "Không", "Xem công văn 5"))),
    }
    used = [name for name, _, _ in names if name]
    expected = {name: stored(name, cells[name]) for name in used} | {"source": source}
    if has_first:
        expected |= {"deadline": (later or first).isoformat(), "first_deadline": first.isoformat() if later else None}
    row: list[Any] = [""] * left
    for name, _, _ in names:
        value = cells[name] if name else ""
        if name == "deadline" and isinstance(value, date) and not has_first and draw(st.booleans()):
            value = incomplete(draw, out, index, value, cells["issued_on"] if "issued_on" in used else None, expected)
        elif isinstance(value, date):
            value = written(value, draw(st.integers(0, 6)))
        elif isinstance(value, list):
            value = draw(st.sampled_from((";", "; ", ";\n", "\n"))).join(value)
        row.append("" if value is None else value)
    above = out.task_rows[-1] - 1 if out.task_rows else -1
    if out.merged and above == index - 1 and "document" in used and draw(st.booleans()):
        column = left + [name for name, _, _ in names].index("document")
        if not any(
            m.startswith(f"{get_column_letter(column + 1)}{index}:") or m.endswith(str(index)) for m in out.merges
        ):
            row[column] = ""
            expected["document"] = out.truth[-1]["document"]
            out.merge(index - 1, column, index, column)
    out.rows.append(row)
    out.truth.append(expected)
    out.task_rows.append(index + 1)


def incomplete(
    draw: st.DrawFn, out: Layout, index: int, day: date, issued: date | None, expected: dict[str, Any]
) -> str:
    """Write a deadline in a form that a rule has to complete."""
    kind = draw(st.sampled_from(("month", "quarter", "day")))
    year = 2021 if issued is None else issued.year
    if kind == "month":
        words, value = f"tháng {day.month}/{day.year}", day.replace(day=monthrange(day.year, day.month)[1])
    elif kind == "quarter":
        quarter = (day.month + 2) // 3
        words = f"Quý {('I', 'II', 'III', 'IV')[quarter - 1]}/{day.year}"
        value = date(day.year, 3 * quarter, monthrange(day.year, 3 * quarter)[1])
    else:
        day = day.replace(day=min(day.day, 28))
        words, value = f"{day.day}/{day.month}", day.replace(year=year)
        if issued is not None and value < issued:
            value = value.replace(year=year + 1)
    expected |= {"deadline": value.isoformat(), "deadline_text": words}
    out.doubtful.append((index + 1, "deadline", "inferred"))
    return words


def stored(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if name == "number" else value or None


def check(layout: Layout) -> None:
    with tempfile.TemporaryDirectory() as folder:
        register = read(layout.write(Path(folder)))
    names = {"completed_on": "declared_completed_on", "status": "declared_status"}
    assert [
        {name: task.values.get(names.get(name, name)) for name in expected}
        for task, expected in zip(register.tasks, layout.truth, strict=True)
    ] == layout.truth
    # The days here are drawn in any order and of any year.
    doubtful = [p for p in problems(register) if p[2] not in ("before_issue", "before_first", "other_year")]
    assert doubtful == layout.doubtful
    if layout.form == "docx":
        return
    assert [task.row for task in register.tasks] == layout.task_rows
    filled = {n for n, row in enumerate(layout.rows, start=1) if n > layout.header and any(c != "" for c in row)}
    empty = {n for n in filled if sum(c != "" for c in layout.rows[n - 1]) == 1 and n > layout.task_rows[-1]}
    named = {s.row for s in register.skipped}
    assert filled - named - {*layout.task_rows} <= empty
    assert len(filled - named - {*layout.task_rows}) <= layout.prepared
    assert not named & {*layout.task_rows}


FORMS = ("xlsx", "xls", "ods", "docx", *TEXT)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(layouts(FORMS))
def test_every_value_is_where_it_belongs(layout: Layout) -> None:
    check(layout)


@pytest.mark.slow
@settings(max_examples=4000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(layouts(FORMS))
def test_every_value_of_thousands_of_registers_is_where_it_belongs(layout: Layout) -> None:
    check(layout)
