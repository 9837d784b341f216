"""Dates, numbers, labels, sources and the figures sentence in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from inspect_tui.domain.dates import local_clock, official_date, screen_date
from inspect_tui.domain.ids import new_id, task_id, task_id_of_lines
from inspect_tui.domain.labels import roman, task_labels
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.readiness import describe, missing_before_signing
from inspect_tui.domain.records import (
    FIELDS,
    Conclusion,
    FieldError,
    Session,
    SessionContent,
    Task,
    coerce,
)
from inspect_tui.domain.sentence import figures_sentence
from inspect_tui.domain.sources import ORDER, SOURCES, added_source, source_from_title, source_title
from inspect_tui.domain.status import standings
from inspect_tui.domain.tally import tally
from inspect_tui.locale import Catalog

CUT = date(2021, 7, 16)


def test_dates() -> None:
    assert official_date(CUT) == "16/7/2021"
    assert official_date(date(2021, 2, 5)) == "05/02/2021"
    assert official_date(date(2021, 10, 5)) == "05/10/2021"
    assert screen_date(CUT) == "16/07/2021"
    assert screen_date(CUT, near=date(2021, 1, 1)) == "16/07"
    assert screen_date(None) == ""
    assert local_clock("2021-07-30T01:42:00.000Z", Session("s", utc_offset=420).zone) == "08:42"
    assert local_clock(None) == ""


def test_numbers() -> None:
    assert (number(21914), number(21914, "en")) == ("21.914", "21,914")
    assert percent_text(Decimal("16.67")) == "16,67 %"
    assert percent_text(Decimal("1234.5"), "en") == "1,234.5 %"


def test_labels() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40)] == ["I", "IV", "IX", "XIV", "XXXX"]
    unique = [Task("a", number="16"), Task("b", number="17"), Task("c")]
    assert task_labels(unique) == {"a": "16", "b": "17", "c": "3"}
    restarting = [Task("a", number="1"), Task("b", number="1", source="key"), Task("c", number="1", source="key")]
    assert task_labels(restarting) == {"a": "I.1", "b": "II.1", "c": "II.1/2"}


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Nhiệm vụ do UBND tỉnh, Chủ tịch, các Phó Chủ tịch UBND tỉnh giao", "assigned"),
        ("Nhiệm vụ trong chương trình làm việc của UBND tỉnh", "programme"),
        ("NHIỆM VỤ TRỌNG TÂM NĂM 2021", "key"),
        ("Kiến nghị cử tri trước kỳ họp", "petition"),
        ("Nhiệm vụ Chính phủ, Thủ tướng Chính phủ giao", "government"),
        ("Tỉnh ủy, Ban Thường vụ Tỉnh ủy giao", "party"),
        ("Thông báo kết luận của Tổ công tác", "conclusion"),
        ("Nhiệm vụ được giao", "assigned"),
        ("Lĩnh vực giáo dục", "Lĩnh vực giáo dục"),
        ("Giao thông vận tải", "Giao thông vận tải"),
        ("key", "key"),
        ("Nhiệm vụ Tỉnh ủy giao", "party"),
        ("Nhiệm vụ Ban Thường vụ Tỉnh uỷ giao", "party"),
        ("Thực hiện Nghị quyết HĐND", "council"),
        ("Nghị quyết của Hội đồng nhân dân tỉnh", "council"),
        ("Nhiệm vụ chuyển từ năm 2020 sang", "backlog"),
        ("Nhiệm vụ năm 2020 chuyển sang năm 2021 của UBND tỉnh", "backlog"),
        ("NHIỆM VỤ TỒN ĐỌNG CÁC NĂM TRƯỚC", "backlog"),
        ("Kết luận của Tổ công tác", "conclusion"),
        ("Thông báo kết luận", "conclusion"),
        ("Nhiệm vụ giao tại Thông báo kết luận của Chủ tịch UBND tỉnh", "assigned"),
        ("Nhiệm vụ theo Chương trình công tác", "programme"),
        ("Kiến nghị của cử tri", "petition"),
        ("Nhiệm vụ do Lãnh đạo UBND tỉnh giao", "assigned"),
        ("Xây dựng chính phủ điện tử", "Xây dựng chính phủ điện tử"),
        ("Chuyển đổi số", "Chuyển đổi số"),
    ],
)
def test_a_section_title_names_a_source(title: str, source: str) -> None:
    assert source_from_title(title) == source


TITLES = {
    "programme": "Chương trình công tác trọng tâm của UBND tỉnh"
    "|Nhiệm vụ theo Chương trình công tác trọng tâm của UBND tỉnh|Kế hoạch công tác năm 2021 của UBND tỉnh"
    "|Nhiệm vụ trong Kế hoạch công tác năm 2021|CTCT năm 2021 của UBND tỉnh|Chương trình làm việc năm 2021"
    "|Nhiệm vụ theo Chương trình công tác tháng 6/2021 của UBND tỉnh, Chủ tịch UBND tỉnh"
    "|Chương trình công tác của UBND tỉnh thực hiện Nghị quyết của Tỉnh ủy",
    "party": "Chương trình công tác năm 2021 của Tỉnh ủy|Chương trình làm việc của Ban Thường vụ Tỉnh ủy"
    "|Thông báo kết luận của Bí thư Tỉnh ủy|Kết luận số 21-KL/TW|Nghị quyết số 15-NQ/TU|Chỉ thị số 05-CT/TW"
    "|Chương trình hành động thực hiện Nghị quyết Đại hội Đảng bộ tỉnh"
    "|Nhiệm vụ Tỉnh ủy, Thường trực Tỉnh ủy giao UBND tỉnh|Nghị quyết của Bộ Chính trị, Ban Bí thư"
    "|Nhiệm vụ Ban cán sự đảng UBND tỉnh giao|Nhiệm vụ Bí thư Tỉnh ủy chỉ đạo",
    "government": "Chương trình công tác năm 2021 của Chính phủ|Nghị quyết số 01/NQ-CP|Chỉ thị số 16/CT-TTg"
    "|Nhiệm vụ do Thủ tướng Chính phủ giao UBND tỉnh|Phó Thủ tướng giao",
    "council": "Chương trình làm việc của HĐND tỉnh|Nghị quyết số 12/NQ-HĐND"
    "|Nhiệm vụ theo Nghị quyết của HĐND tỉnh giao UBND tỉnh|Chủ tịch HĐND tỉnh giao"
    "|Phó Chủ tịch Hội đồng nhân dân",
    "": "Kế hoạch công tác của Sở Nội vụ|Nhiệm vụ thực hiện kết luận thanh tra|Thực hiện kết luận kiểm toán"
    "|Nhiệm vụ các Bộ, ngành Trung ương giao|Nhiệm vụ Giám đốc Sở giao|Viện trợ phi chính phủ nước ngoài"
    "|Xây dựng chính phủ số|Học tập và làm theo tư tưởng, đạo đức Chủ tịch Hồ Chí Minh"
    "|Ban Thường vụ Tỉnh đoàn giao|Lĩnh vực văn hóa, xã hội|Bàn giao mặt bằng|Nhiệm vụ thường xuyên"
    "|Nhiệm vụ đột xuất|Chuyển sang hình thức trực tuyến|Tồn tại, hạn chế|Kế hoạch đầu tư công"
    "|Chương trình mục tiêu quốc gia|Kế hoạch hành động|Dự án trọng điểm|Thanh tra, kiểm tra|Kiểm tra công vụ",
    "backlog": "Nhiệm vụ UBND tỉnh giao từ năm 2020 chuyển qua|Nhiệm vụ từ năm 2020 chuyển qua"
    "|Nhiệm vụ năm trước chuyển sang|Các nhiệm vụ còn tồn của năm 2020|Nhiệm vụ chuyển tiếp từ năm 2020"
    "|Nhiệm vụ từ các năm trước chuyển sang|Nhiệm vụ năm 2019, 2020 chuyển sang năm 2021"
    "|Nhiệm vụ trong Chương trình công tác năm 2020 chuyển sang"
    "|Nhiệm vụ trọng tâm năm 2020 chuyển sang năm 2021|Nhiệm vụ Tỉnh ủy giao từ năm 2020 chuyển sang"
    "|Nhiệm vụ kéo dài từ năm 2020|Kỳ trước chuyển sang",
    "petition": "Kiến nghị cử tri các năm trước chuyển sang"
    "|Giải quyết kiến nghị của cử tri trước và sau kỳ họp thứ 2 HĐND tỉnh",
    "conclusion": "Kết luận kiểm tra các năm trước|Kết luận thanh tra, kiểm tra|Nhiệm vụ sau kiểm tra năm 2020"
    "|Kết luận Đoàn kiểm tra|Nhiệm vụ tại Kết luận của Tổ Công tác",
    "assigned": "Thông báo kết luận số 15/TB-UBND|Kế hoạch số 12/KH-UBND|Nhiệm vụ giao tại phiên họp UBND tỉnh tháng 6"
    "|Nhiệm vụ do Phó Chủ tịch Thường trực giao|Nhiệm vụ lãnh đạo tỉnh giao|Nhiệm vụ tỉnh giao"
    "|Nhiệm vụ UBND tỉnh giao Sở Công Thương|Nhiệm vụ Sở Công Thương được giao|Nhiệm vụ bổ sung được giao",
    "key": "Nhiệm vụ trọng tâm năm 2021|Nhiệm vụ, giải pháp trọng tâm|Công việc trọng tâm quý III"
    "|Nhiệm vụ trọng tâm trong Chương trình công tác của UBND tỉnh|Nội dung trọng tâm",
}
"""Titles by source; under none those that stay their own."""


@pytest.mark.parametrize(
    ("title", "source"), [(title, source or title) for source, line in TITLES.items() for title in line.split("|")]
)
def test_titles_with_words_of_several_sources_go_to_the_most_telling(title: str, source: str) -> None:
    assert source_from_title(title) == source
    assert source_from_title(title.upper()) == (source if source != title else title.upper())


def test_a_source_of_ones_own_is_known_by_its_title_or_words_and_stored_by_its_title() -> None:
    own = (added_source("Ban Chỉ đạo chuyển đổi số", ["BCĐ CĐS"]), added_source("programme", ["Kế hoạch năm"]))
    for title in ("II. Nhiệm vụ Ban chỉ đạo Chuyển đổi số giao", "Nhiệm vụ của BCĐ CĐS năm 2021"):
        assert source_from_title(title, own) == "Ban Chỉ đạo chuyển đổi số"
        assert source_from_title(title) != "Ban Chỉ đạo chuyển đổi số"
    assert source_from_title("Nhiệm vụ theo kế hoạch năm 2021", own) == "programme"
    assert source_from_title("Nhiệm vụ trọng tâm", own) == "key"
    assert source_title("Ban Chỉ đạo chuyển đổi số") == "Ban Chỉ đạo chuyển đổi số"


def test_every_source_has_its_place_in_print() -> None:
    assert {s.key for s in SOURCES} == set(ORDER)


def test_ids() -> None:
    assert new_id()[14] == "7"
    one = task_id("s", "214/UBND", "Báo  cáo", 1)
    assert one[14] == "8"
    assert one == task_id("s", " 214/UBND ", "Báo cáo", 1), "white space and form do not make another task"
    assert len({one, task_id("s", "214/UBND", "Báo cáo", 2), task_id("t", "214/UBND", "Báo cáo", 1)}) == 3
    assert one == task_id_of_lines("s", "214/UBND", "Báo cáo", 1) == str(UUID(one))
    # Two laptops with other versions of the program must have the same tasks: ids never change.
    assert task_id("0190", "214/UBND-KGVX", "Báo cáo tiến độ", 1) == "83980dfa-8ff9-89ae-9543-ddb4918abdfc"


@pytest.mark.parametrize(
    ("kind", "name", "value", "code"),
    [
        ("task", "deadline", "2021-02-30", "not_date"), ("task", "deadline", "16/7/2021", "not_date"),
        ("task", "deadline", 5, "not_date"), ("task", "verdict", "maybe", "not_choice"),
        ("task", "coordinating", "a; b", "not_list"), ("task", "coordinating", [1], "not_list"),
        ("task", "content", ["a"], "not_text"), ("task", "content", True, "not_text"),
        ("task", "position", "1", "not_number"), ("task", "position", True, "not_number"),
        ("participant", "present", "yes", "not_yes_no"), ("note", "at", "yesterday", "not_time"),
        ("task", "nothing", 1, "unknown_field"), ("nothing", "a", 1, "unknown_record"),
        ("declared", "percents", [], "not_list"),
    ],
)  # fmt: skip
def test_a_field_refuses_what_it_cannot_hold(kind: str, name: str, value: object, code: str) -> None:
    with pytest.raises(FieldError) as caught:
        coerce(kind, name, value)
    assert caught.value.code == code


def test_a_field_takes_its_one_form() -> None:
    assert coerce("note", "at", "2021-07-30T08:15:00+07:00") == "2021-07-30T01:15:00.000Z"
    assert coerce("note", "at", "2021-07-30T01:15:00") == "2021-07-30T01:15:00.000Z"
    assert coerce("task", "coordinating", [" Sở  Y tế", "", "Sở Y tế"]) == ["Sở Y tế"]
    assert coerce("task", "lead", " a\nb ") == "a b"
    assert coerce("declared", "percents", {"open_overdue": 16.67}) == {"open_overdue": "16.67"}
    for kind, fields in FIELDS.items():
        for name, field in fields.items():
            assert coerce(kind, name, None) == field.empty


def visit() -> list[Task]:
    tasks = [Task(f"a{n}", number=str(n), deadline=date(2021, 6, 1), declared_completed_on=date(2021, 5, 30),
                  verdict="agreed") for n in range(15)]  # fmt: skip
    tasks += [Task(f"b{n}", deadline=date(2021, 7, 1), verdict="not_done") for n in range(3)]
    tasks += [Task(f"k{n}", source="key", deadline=date(2021, 6, 30), declared_completed_on=date(2021, 6, 30),
                   verdict="agreed") for n in range(2)]  # fmt: skip
    return [*tasks, Task("k2", source="key", deadline=date(2021, 12, 31), verdict="not_done")]


def sentence(tasks: list[Task], language: str) -> str:
    counted = tally(tasks, standings(tasks, (), CUT)).figures(Session("s", as_of=CUT))
    return figures_sentence(counted, "Ban Dân tộc tỉnh", Catalog(language))


def test_the_sentence_names_both_readings_of_overdue_the_base_and_the_day() -> None:
    text = sentence(visit()[:18], "vi")
    for part in ("tính đến ngày 16/7/2021", "Ban Dân tộc tỉnh", "18 nhiệm vụ", "15 nhiệm vụ hoàn thành đúng hạn",
                 "0 nhiệm vụ hoàn thành quá hạn", "3 nhiệm vụ quá hạn chưa hoàn thành",
                 "16,67 % số nhiệm vụ được giao"):  # fmt: skip
        assert part in text, text
    text = sentence(visit(), "vi")
    assert "2/3" in text
    assert "66,67 %" in text
    assert "16.67 % of the tasks assigned" in sentence(visit(), "en")


def test_the_sentence_on_nothing() -> None:
    assert "%" not in sentence([], "vi")


def test_what_is_missing_before_signing() -> None:
    tasks = (
        Task("late", number="1", deadline=date(2021, 7, 1), verdict="not_done"),
        Task("new", number="2", deadline=date(2021, 8, 1)),
        Task("found", number="3", verdict="done"),
        Task("well", number="4", deadline=date(2021, 7, 1), verdict="not_done", cause="a", responsibility="b"),
    )
    conclusions = (Conclusion("c1", "Khắc phục", owner="Ban"), Conclusion("c2", "Kết quả", kind="result"),
                   Conclusion("c3", "Nộp", deadline=CUT))  # fmt: skip
    content = SessionContent(Session("s", as_of=CUT), tasks=tasks, conclusions=conclusions)
    missing = missing_before_signing(content, standings(tasks, (), CUT))
    assert [(m.code, m.id) for m in missing] == [
        ("task_no_cause", "late"), ("task_no_responsibility", "late"), ("task_untouched", "new"),
        ("task_no_date", "found"), ("request_no_deadline", "c1"), ("request_no_owner", "c3"),
    ]  # fmt: skip
    for language in ("vi", "en"):
        assert all(describe(m, Catalog(language)) for m in missing)
