"""Whatever the layout, the values come out as they went in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .make import csv_bytes, read, xlsx

HEADERS: dict[str, tuple[str, ...]] = {
    "number": ("STT", "TT", "Số TT", "Số thứ tự"),
    "document": ("Văn bản giao", "Số, ký hiệu văn bản", "Số ký hiệu văn bản", "Văn bản chỉ đạo", "Số/Ký hiệu"),
    "issued_on": ("Ngày giao", "Ngày ban hành", "Ngày văn bản"),
    "content": ("Nội dung nhiệm vụ", "Tên nhiệm vụ", "Nhiệm vụ giao", "Nhiệm vụ được giao"),
    "lead": ("Cơ quan chủ trì", "Đơn vị thực hiện", "Đơn vị chủ trì"),
    "coordinating": ("Cơ quan phối hợp", "Đơn vị phối hợp"),
    "deadline": ("Thời hạn", "Hạn hoàn thành", "Thời gian", "Thời hạn hoàn thành"),
    "completed_on": ("Ngày hoàn thành", "Ngày hoàn thành thực tế"),
    "status": ("Tình trạng", "Trạng thái", "Kết quả thực hiện"),
    "remark": ("Ghi chú",),
}
CONTENTS = (
    "Tham mưu UBND tỉnh ban hành phương án cấp nước",
    "Tổng hợp, trình danh sách thôn",
    "Phối hợp thẩm định đề án (việc 3)",
    "Chủ trì rà soát thời hạn thực hiện",
    "Báo cáo kết quả quý II",
    "Đôn đốc nhiệm vụ trọng tâm",
)
DOCUMENTS = ("12/QĐ-UBND", "1076/TB-UBND", "9/KH-UBND")
AGENCIES = ("Sở Y tế", "Ban Dân tộc", "UBND huyện Văn Quan", "Sở Văn hóa, Thể thao và Du lịch")
TITLES: tuple[list[Any], ...] = (
    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["PHỤ LỤC I"],
    ["DANH MỤC NHIỆM VỤ, THỜI HẠN HOÀN THÀNH"],
    ["(Kèm theo Báo cáo số 12/BC-BDT ngày 20 tháng 7 năm 2021)"],
    ["Đơn vị: Ban Dân tộc", "", "Cơ quan chủ trì: UBND tỉnh"],
    [],
)
DAYS = st.dates(date(2020, 1, 1), date(2022, 12, 31))


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


SECTIONS = (
    ("Nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao", "assigned"),
    ("Nhiệm vụ trong chương trình làm việc của UBND tỉnh", "programme"),
    ("Nhiệm vụ trọng tâm năm 2021", "key"),
    ("Kiến nghị cử tri", "petition"),
    ("Lĩnh vực xã hội", "Lĩnh vực xã hội"),
)
TAIL: tuple[list[Any], ...] = (
    ["", "Tổng cộng", "21"],
    [],
    ["", "", "Lạng Sơn, ngày 20 tháng 7 năm 2021"],
    ["", "", "TRƯỞNG BAN"],
    ["", "", "(Đã ký)"],
    ["", "", "Nguyễn Văn A"],
)
ROMAN = ("I", "II", "III", "IV", "V")
STYLES: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.lower,
    lambda header: header.replace(" ", "\n", 1),
    lambda header: f" {header} ",
)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[list[list[Any]], list[dict[str, Any]], bool]:
    others = [f for f in HEADERS if f != "content"]
    fields = draw(st.permutations(["content", *draw(st.lists(st.sampled_from(others), unique=True, min_size=1))]))
    style = draw(st.sampled_from(STYLES))
    rows: list[list[Any]] = [list(t) for t in draw(st.lists(st.sampled_from(TITLES), max_size=5))]
    rows.append([style(draw(st.sampled_from(HEADERS[f]))) for f in fields])
    if draw(st.booleans()) and len(fields) >= 3:
        rows.append([f"({n})" for n in range(1, len(fields) + 1)])
    truth: list[dict[str, Any]] = []
    form = st.integers(0, 6)
    source, sections = "assigned", 0
    in_sections = fields[0] == "number" and draw(st.booleans())
    for number in range(1, draw(st.integers(1, 6)) + 1):
        if in_sections and sections < 5 and (number == 1 or draw(st.booleans())):
            title, source = draw(st.sampled_from(SECTIONS))
            rows.append([ROMAN[sections], title])
            sections += 1
        cells: dict[str, Any] = {
            "number": number,
            "document": draw(st.sampled_from(DOCUMENTS)),
            "issued_on": draw(DAYS),
            "content": draw(st.sampled_from(CONTENTS)),
            "lead": draw(st.sampled_from(AGENCIES)),
            "coordinating": draw(st.lists(st.sampled_from(AGENCIES), unique=True)),
            "deadline": draw(st.none() | DAYS),
            "completed_on": draw(st.none() | DAYS),
            "status": draw(st.sampled_from(("", "Theo dõi chung"))),
            "remark": draw(st.sampled_from(("", "Không"))),
        }
        truth.append({f: cells[f] for f in fields} | {"source": source})
        row: list[Any] = []
        for field in fields:
            value = cells[field]
            if isinstance(value, date):
                value = written(value, draw(form))
            elif isinstance(value, list):
                value = draw(st.sampled_from((";", "; ", ";\n", "\n"))).join(value)
            row.append("" if value is None else value)
        rows.append(row)
    if fields[0] == "number":
        rows += [[n, *[""] * (len(fields) - 1)] for n in range(90, 90 + draw(st.integers(0, 3)))]
        rows += draw(st.sampled_from(((), TAIL, TAIL[1:])))
    as_csv = draw(st.booleans())
    return rows, truth, as_csv


def stored(field: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if field == "number" else value or None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(layouts())
def test_every_value_is_where_it_belongs(layout: tuple[list[list[Any]], list[dict[str, Any]], bool]) -> None:
    rows, truth, as_csv = layout
    with tempfile.TemporaryDirectory() as folder:
        if as_csv:
            path = Path(folder) / "r.csv"
            plain = [[f"{v:%d/%m/%Y}" if isinstance(v, datetime) else v for v in row] for row in rows]
            path.write_bytes(csv_bytes(plain))
        else:
            path = xlsx(Path(folder) / "r.xlsx", rows)
        register = read(path)
    names = {"completed_on": "declared_completed_on", "status": "declared_status"}
    assert [
        {field: task.values.get(names.get(field, field)) for field in expected}
        for task, expected in zip(register.tasks, truth, strict=True)
    ] == [{field: stored(field, value) for field, value in expected.items()} for expected in truth]
    # The days here are drawn in any order and of any year.
    assert [p for p in register.problems if p.reason not in ("before_issue", "other_year")] == []
