"""Numbers in texts against the checklist."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from text_figures_pairs import BY_SOURCE, OF_THE_VISIT, QUIET, STATEMENTS
from text_figures_requests import DEMANDS, QUIET_DEMANDS, REQUESTS, WRONG_REQUESTS
from text_figures_samples import OTHER, RIGHT, WRONG
from text_figures_wordings import QUIET_WORDINGS, WRONG_WORDINGS

from inspect_tui.domain.figures import Counts, Figures, SourceFigures, figures_of_counts
from inspect_tui.domain.text_figures import checklist_words, text_findings
from inspect_tui.locale import Catalog

CUT, VISIT = date(2021, 7, 16), date(2021, 7, 30)
AGENCY = "Ban Dân tộc tỉnh"


def made(**by_source: Counts) -> Figures:
    listed = [SourceFigures(source, counts) for source, counts in by_source.items()]
    whole = Counts(*(sum(column) for column in zip(*by_source.values(), strict=True)))
    return figures_of_counts(CUT, listed, whole)


FIGURES = made(
    assigned=Counts(18, done_on_time=15, open_overdue=3),
    programme=Counts(4, open_in_time=4),
    key=Counts(3, done_on_time=2, open_in_time=1),
)


def quotes(text: str, figures: Figures = FIGURES, *, request: bool = False, tied: Counts | None = None) -> list[str]:
    found = text_findings(text, figures, agency=AGENCY, held_on=VISIT, request=request, tied=tied)
    return [finding.quote for finding in found]


ALL_WRONG = (*WRONG, *WRONG_WORDINGS)


@pytest.mark.parametrize(("text", "quote"), ALL_WRONG, ids=[text for text, _ in ALL_WRONG])
def test_a_wrong_number_is_found(text: str, quote: str) -> None:
    assert quotes(text) == [quote]
    assert quotes(unicodedata.normalize("NFD", text)) == [quote]


@pytest.mark.parametrize("text", [*RIGHT, *OTHER, *QUIET_WORDINGS])
def test_nothing_else_alarms(text: str) -> None:
    assert quotes(text) == []
    assert quotes(unicodedata.normalize("NFD", text)) == []


@pytest.mark.parametrize("text", REQUESTS)
def test_a_request_may_be_about_some_of_the_tasks(text: str) -> None:
    assert quotes(text, request=True) == []


@pytest.mark.parametrize(("text", "quote"), WRONG_REQUESTS, ids=[text for text, _ in WRONG_REQUESTS])
def test_a_request_about_more_tasks_than_there_are(text: str, quote: str) -> None:
    assert quotes(text, request=True) == [quote]


COUNTED = made(assigned=Counts(20, done_on_time=13, done_late=2, open_overdue=4, open_in_time=1))
"""The checklist of `text_figures_pairs`."""
PAIRS = [
    *((line, COUNTED, False) for line in STATEMENTS),
    *((line, COUNTED, True) for line in DEMANDS),
    *((line, FIGURES, False) for line in OF_THE_VISIT),
]


@pytest.mark.parametrize(("line", "figures", "request_"), PAIRS, ids=[line for line, _, _ in PAIRS])
def test_one_number_makes_a_conclusion_wrong(line: str, figures: Figures, request_: bool) -> None:
    text, quote = line.split(" => ")
    right, wrong = (re.sub(r"«(.*?)\|(.*?)»", rf"\{number}", text) for number in (1, 2))
    assert right != wrong
    assert quotes(right, figures, request=request_) == []
    assert quotes(wrong, figures, request=request_) == [quote]


@pytest.mark.parametrize(("texts", "request_"), [(QUIET, False), (QUIET_DEMANDS, False), (QUIET_DEMANDS, True)])
def test_conclusions_that_nothing_contradicts(texts: tuple[str, ...], request_: bool) -> None:
    assert [(text, found) for text in texts if (found := quotes(text, COUNTED, request=request_))] == []


def test_numbers_of_several_sources() -> None:
    figures = made(
        assigned=Counts(18, done_on_time=13, done_late=1, open_overdue=3, open_in_time=1),
        programme=Counts(4, done_on_time=1, open_in_time=2, open_overdue=1),
        key=Counts(3, done_on_time=1, open_overdue=2),
    )
    assert [(text, found) for text in BY_SOURCE if (found := quotes(text, figures))] == []
    assert quotes("Nhiệm vụ trọng tâm quá hạn chiếm 9 % tổng số nhiệm vụ được giao.", figures)


@pytest.mark.parametrize("join", [". ", ".\n", "\n- "])
def test_and_not_one_after_another_either(join: str) -> None:
    true = [re.sub(r"«(.*?)\|.*?»", r"\1", line.split(" => ")[0]) for line in STATEMENTS]
    assert quotes(join.join([*true, *QUIET]), COUNTED) == []
    assert quotes(join.join([*true, *QUIET, *QUIET_DEMANDS]), COUNTED, request=True) == []


def test_what_is_asked_of_tied_tasks() -> None:
    text = "Khắc phục 3 nhiệm vụ quá hạn"
    assert quotes(text, COUNTED, request=True, tied=Counts(3, open_overdue=3)) == []
    assert quotes(text, COUNTED, request=True, tied=Counts(2, open_overdue=2)) == ["3 nhiệm vụ quá hạn"]


def test_a_share_of_what_it_is_said_to_be() -> None:
    (finding,) = text_findings("Tỷ lệ quá hạn 20 % số nhiệm vụ đến hạn", COUNTED, agency=AGENCY)
    assert checklist_words(finding, Catalog("vi")) == "21 % số nhiệm vụ đến hạn"
    assert quotes("Tỷ lệ quá hạn 20 %", COUNTED) == []
    assert quotes("Tỷ lệ quá hạn 20 % tổng số nhiệm vụ", COUNTED) == []


def test_all_that_there_is_of_a_source() -> None:
    assert quotes("Có 5 nhiệm vụ trọng tâm, đã hoàn thành 2 nhiệm vụ.") == ["5 nhiệm vụ trọng tâm"]
    assert quotes("Trong 4 nhiệm vụ trọng tâm, có 2 nhiệm vụ đã hoàn thành.") == ["4 nhiệm vụ trọng tâm"]
    for text in ("Có 3 nhiệm vụ trọng tâm, đã hoàn thành 2 nhiệm vụ.", "Có 5 nhiệm vụ trọng tâm cần triển khai.",
                 "Đề án có 5 nhiệm vụ trọng tâm, đã hoàn thành 2 nhiệm vụ."):  # fmt: skip
        assert quotes(text) == [], text


def test_the_table_is_as_large_as_the_field() -> None:
    texts = [*(text for text, _ in (*WRONG, *WRONG_REQUESTS)), *RIGHT, *OTHER, *REQUESTS]
    assert len(set(texts)) == len(texts) >= 250


def test_what_the_checklist_has_is_said_beside_it() -> None:
    def words(text: str, language: str = "vi", figures: Figures = FIGURES) -> str:
        (finding,) = text_findings(text, figures, agency=AGENCY, held_on=VISIT)
        return checklist_words(finding, Catalog(language))

    assert words("Còn 4 nhiệm vụ quá hạn") == "3"
    assert words("Được giao 19 nhiệm vụ") == "25 (18 + 4 + 3)"
    assert words("Đã hoàn thành 14/18 nhiệm vụ") == "15/18"
    assert words("Đã hoàn thành 3 nhiệm vụ trọng tâm", "en") == "2 (Key tasks of the year)"
    assert words("Còn 3 nhiệm vụ quá hạn (16,66 %)") == "16,67 % số nhiệm vụ được giao"
    assert words("Tỷ lệ hoàn thành đạt 70%", "en") == "68 % of the tasks assigned, 85 % of the tasks due"
    late = made(assigned=Counts(2018, done_on_time=2010, done_late=5, open_overdue=3))
    assert words("Có 4 nhiệm vụ quá hạn", "en", late) == "3 overdue, not done, 5 done late"
    assert words("Được giao 2.017 nhiệm vụ", "vi", late) == "2.018"


def test_a_number_alone_may_be_a_tasks() -> None:
    def found(text: str, *labels: str) -> int:
        return len(text_findings(text, FIGURES, agency=AGENCY, labels=labels))

    assert found("Nhiệm vụ quá hạn: 04.", "1", "4", "I.4") == 1
    assert found("Nhiệm vụ quá hạn: 04.", "03", "04") == 0
    assert found("Nhiệm vụ quá hạn: 4.", "1", "2") == 1
    assert [found("Nhiệm vụ quá hạn: 4.", label) for label in ("4", "04", "I.4")] == [0, 0, 0]


@pytest.mark.parametrize("text", ["Không để nhiệm vụ nào quá hạn.", "Đơn vị không để nhiệm vụ nào quá hạn."])
def test_none_is_a_result_and_an_aim(text: str) -> None:
    assert len(quotes(text)) == 1
    assert quotes(text, request=True) == []


class TestReadings:
    """Which numbers a word may mean."""

    LATE = made(assigned=Counts(20, done_on_time=12, done_late=5, open_overdue=3))

    @pytest.mark.parametrize("number", [3, 5, 8])
    def test_overdue_alone_has_three_readings(self, number: int) -> None:
        assert quotes(f"Có {number} nhiệm vụ quá hạn", self.LATE) == []

    @pytest.mark.parametrize("number", [2, 4, 6, 9])
    def test_and_no_others(self, number: int) -> None:
        assert quotes(f"Có {number} nhiệm vụ quá hạn", self.LATE) == [f"{number} nhiệm vụ quá hạn"]

    def test_the_full_wording_has_one(self) -> None:
        assert quotes("Có 3 nhiệm vụ quá hạn chưa hoàn thành; 5 nhiệm vụ hoàn thành quá hạn", self.LATE) == []
        swapped = "Có 5 nhiệm vụ quá hạn chưa hoàn thành; 3 nhiệm vụ hoàn thành quá hạn"
        assert len(quotes(swapped, self.LATE)) == 2

    def test_done_is_done_however_late(self) -> None:
        assert quotes("Đã hoàn thành 17/20 nhiệm vụ (85%)", self.LATE) == []
        assert quotes("Đã hoàn thành 12/20 nhiệm vụ", self.LATE) == ["Đã hoàn thành 12/20 nhiệm vụ"]

    def test_beside_the_grid(self) -> None:
        figures = made(assigned=Counts(10, done_on_time=5, open_in_time=2, suspended=1, withdrawn=1, transferred=1))
        for text in ("Còn 2 nhiệm vụ chưa hoàn thành", "Còn 5 nhiệm vụ chưa hoàn thành", "1 nhiệm vụ tạm dừng",
                     "1 nhiệm vụ rút khỏi chương trình", "1 nhiệm vụ chuyển cơ quan khác"):  # fmt: skip
            assert quotes(text, figures) == [], text
        assert quotes("2 nhiệm vụ tạm dừng", figures) == ["2 nhiệm vụ tạm dừng"]
        assert quotes("Còn 3 nhiệm vụ chưa hoàn thành", figures) == ["3 nhiệm vụ chưa hoàn thành"]

    def test_a_named_source_is_that_one(self) -> None:
        assert quotes("Hoàn thành 15/18 nhiệm vụ") == []
        assert quotes("Còn 3 nhiệm vụ trọng tâm quá hạn") == ["3 nhiệm vụ trọng tâm quá hạn"]
        assert quotes("Còn 4 nhiệm vụ của chương trình khác quá hạn") == []
        assert quotes("7/7 kiến nghị cử tri đã hoàn thành") == []
        petitions = made(assigned=Counts(2, done_on_time=2), petition=Counts(7, done_on_time=6, open_in_time=1))
        assert quotes("7/7 kiến nghị cử tri đã hoàn thành", petitions) == ["7/7 kiến nghị cử tri đã hoàn thành"]
        assert quotes("6/7 kiến nghị cử tri đã hoàn thành", petitions) == []

    def test_a_home_has_sources_of_its_own(self) -> None:
        own = {"assigned": Counts(5, done_on_time=5), "Đề án 06": Counts(4, done_on_time=1, open_overdue=3)}
        listed = [SourceFigures(source, counts) for source, counts in own.items()]
        figures = figures_of_counts(CUT, listed, Counts(9, done_on_time=6, open_overdue=3))
        assert quotes("Còn 3 nhiệm vụ quá hạn", figures) == []
        assert quotes("Còn 4 nhiệm vụ quá hạn", figures) == ["4 nhiệm vụ quá hạn"]

    def test_first_deadlines_where_the_text_says_so(self) -> None:
        first = Counts(18, done_on_time=10, done_late=5, open_overdue=3)
        now = Counts(18, done_on_time=15, open_overdue=3)
        figures = figures_of_counts(CUT, [SourceFigures("assigned", now, (), first)], now, first=first)
        assert quotes("Theo thời hạn ban đầu, có 8 nhiệm vụ quá hạn", figures) == []
        assert quotes("Có 8 nhiệm vụ quá hạn", figures) == ["8 nhiệm vụ quá hạn"]


class TestWhoseAndWhen:
    """What a text is about."""

    def test_tied_tasks(self) -> None:
        tied = Counts(2, open_overdue=1, done_on_time=1)
        for text in ("Còn 1 nhiệm vụ quá hạn", "Còn 2 nhiệm vụ quá hạn", "Còn 3 nhiệm vụ quá hạn"):
            assert quotes(text, tied=tied) == [], text
        assert quotes("Còn 4 nhiệm vụ quá hạn", tied=tied) == ["4 nhiệm vụ quá hạn"]

    def test_the_day_of_the_visit(self) -> None:
        visit = made(assigned=Counts(18, done_on_time=16, open_overdue=2))
        for text, right in (
            ("Đến nay còn 2 nhiệm vụ quá hạn", True), ("Tính đến ngày 30/7/2021 còn 2 nhiệm vụ quá hạn", True),
            ("Tại thời điểm kiểm tra còn 2 nhiệm vụ quá hạn", True), ("Còn 2 nhiệm vụ quá hạn", False),
            ("Tính đến ngày 16/7/2021 còn 2 nhiệm vụ quá hạn", False), ("Đến nay còn 3 nhiệm vụ quá hạn", True),
            ("Đến nay còn 1 nhiệm vụ quá hạn", False),
        ):  # fmt: skip
            found = text_findings(text, FIGURES, agency=AGENCY, held_on=VISIT, visit=visit)
            assert (found == ()) == right, text

    def test_the_agency_by_its_short_names(self) -> None:
        for who in ("Ban Dân tộc tỉnh", "Ban Dân tộc", "Ban", "Đơn vị", "Cơ quan"):
            assert quotes(f"{who} còn 2 nhiệm vụ quá hạn") == ["2 nhiệm vụ quá hạn"], who
        for who in ("Ban Chỉ đạo 389", "Ban Tổ chức Tỉnh ủy", "Sở Y tế", "UBND huyện", "Các xã", "Tỉnh"):
            assert quotes(f"{who} còn 20 nhiệm vụ quá hạn") == [], who

    def test_the_agency_with_its_province(self) -> None:
        for agency, who in (
            (AGENCY, "Ban Dân tộc tỉnh Lạng Sơn"), ("Sở Nội vụ", "Sở Nội vụ tỉnh"),
            ("Sở Nội vụ", "Sở Nội vụ tỉnh Lạng Sơn"), ("Sở Nội vụ tỉnh", "Sở Nội vụ"),
            ("Sở Nội vụ", "Sở"), (AGENCY, "BAN DÂN TỘC"),
        ):  # fmt: skip
            text = f"{who} còn 2 nhiệm vụ quá hạn"
            found = text_findings(text.upper() if who.isupper() else text, FIGURES, agency=agency)
            assert [one.said for one in found] == ["2"], who
        for who in ("Ban Dân tộc HĐND tỉnh", "BAN TỔ CHỨC", "Sở Nội vụ"):
            text = f"{who} còn 20 nhiệm vụ quá hạn"
            assert quotes(text.upper() if who.isupper() else text) == [], who

    def test_an_agency_that_is_a_place(self) -> None:
        def found(text: str) -> tuple[object, ...]:
            return text_findings(text, FIGURES, agency="UBND huyện Cao Lộc")

        assert found("UBND huyện còn 4 nhiệm vụ quá hạn")
        assert found("Huyện còn 4 nhiệm vụ quá hạn")
        assert not found("UBND huyện Văn Quan còn 40 nhiệm vụ quá hạn")
        assert not found("Các huyện còn 40 nhiệm vụ quá hạn")

    def test_reports_are_not_what_they_quote(self) -> None:
        text = "Báo cáo kết quả: còn 4 nhiệm vụ quá hạn; đơn vị báo cáo hoàn thành đúng hạn 15 nhiệm vụ"
        found = text_findings(text, FIGURES, agency=AGENCY, reported=True)
        assert [one.quote for one in found] == ["4 nhiệm vụ quá hạn"]

    def test_a_question_claims_nothing(self) -> None:
        assert quotes("Có đúng là còn 4 nhiệm vụ quá hạn không?") == []

    def test_an_empty_checklist_contradicts_nothing(self) -> None:
        empty = figures_of_counts(CUT, [], Counts())
        assert quotes("Còn 4 nhiệm vụ quá hạn", empty) == []


@pytest.mark.parametrize(
    "piece",
    ["3 ", "1/", "1.", "(", "nhiệm vụ ", "3 trong ", "nhiệm vụ được giao quá hạn 3 ", "trong đó 3 nhiệm vụ ", "ba ",
     "được UBND tỉnh, ", "tỷ lệ ", "1,5% ", "năm ", "- ", "a,b", "ngày 3 tháng 3 ", "hoàn thành "],
)  # fmt: skip
def test_no_text_takes_long(piece: str) -> None:
    """A text of a hundred thousand characters is read to its end; one that grew with its square would not be."""
    text = "Còn 4 nhiệm vụ quá hạn.\n" + piece * (100_000 // len(piece))
    assert "4 nhiệm vụ quá hạn" in quotes(text)
