"""Numbers of sources in texts: which one is named, of which tasks none and all are said, what is counted once."""

from __future__ import annotations

import pytest
from test_text_figures import AGENCY, CUT, FIGURES, VISIT, quotes

from inspect_tui.domain.figures import Counts, SourceFigures, figures_of_counts
from inspect_tui.domain.sources import SOURCES
from inspect_tui.domain.text_figures import checklist_words, text_findings
from inspect_tui.locale import Catalog

TITLES = [(source.key, language, Catalog(language).t(source.title)) for source in SOURCES for language in ("vi", "en")]


def words(text: str, language: str = "vi") -> str:
    (finding,) = text_findings(text, FIGURES, agency=AGENCY, held_on=VISIT)
    return checklist_words(finding, Catalog(language))


class TestTasksOfTwoSources:
    """A task counts once in each of its sources, and once in all."""

    SOURCES = [
        SourceFigures("assigned", Counts(5, done_on_time=2, open_overdue=3)),
        SourceFigures("key", Counts(3, done_on_time=2, open_overdue=1)),
    ]
    FIGURES = figures_of_counts(CUT, SOURCES, Counts(7, done_on_time=4, open_overdue=3), shared=1)

    def test_the_sum_over_sources_counts_one_twice(self) -> None:
        for number in (5, 3, 7):
            assert quotes(f"Được giao {number} nhiệm vụ", self.FIGURES) == []
        assert quotes("Được giao 8 nhiệm vụ", self.FIGURES) == ["Được giao 8 nhiệm vụ"]
        for text in ("Còn 4 nhiệm vụ quá hạn chưa hoàn thành", "Có 4 nhiệm vụ quá hạn"):
            assert quotes(text, self.FIGURES), text
        assert quotes("Còn 3 nhiệm vụ quá hạn chưa hoàn thành", self.FIGURES) == []

    @pytest.mark.parametrize(
        "text",
        ["Cộng theo nguồn, còn 4 nhiệm vụ quá hạn chưa hoàn thành", "Tổng của các nguồn: còn 4 nhiệm vụ quá hạn",
         "Tổng các nguồn là 8 nhiệm vụ được giao", "Summed over the sources, 4 tasks are overdue"],
    )  # fmt: skip
    def test_where_the_text_says_that_it_adds_them(self, text: str) -> None:
        assert quotes(text, self.FIGURES) == []
        assert quotes(text.replace("4", "6").replace("8", "9"), self.FIGURES) != []

    def test_both_sources_named_are_all_tasks(self) -> None:
        text = "Còn {} nhiệm vụ trọng tâm, do UBND tỉnh giao quá hạn chưa hoàn thành"
        assert quotes(text.format(3), self.FIGURES) == []

    def test_parts_that_do_not_add_up_are_not_shown(self) -> None:
        (finding,) = text_findings("Có 4 nhiệm vụ quá hạn", self.FIGURES, agency=AGENCY)
        assert checklist_words(finding, Catalog("vi")) == "3"


@pytest.mark.parametrize(("key", "language", "title"), TITLES)
def test_every_title_names_its_source(key: str, language: str, title: str) -> None:
    """Only this source has no late tasks, so that none is right of it and of nothing else; and the other way round."""
    late, none = Counts(12, done_on_time=5, open_overdue=7), Counts(10, done_on_time=10)
    listed = [SourceFigures(one.key, none if one.key == key else late) for one in SOURCES]
    whole = Counts(*(sum(column) for column in zip(*(one.counts for one in listed), strict=True)))
    right = figures_of_counts(CUT, listed, whole)
    listed = [one._replace(counts=late if one.source == key else none) for one in listed]
    whole = Counts(*(sum(column) for column in zip(*(one.counts for one in listed), strict=True)))
    wrong = figures_of_counts(CUT, listed, whole)
    in_text = title[0].lower() + title[1:]
    for text in (
        (f"{title}: 0 nhiệm vụ quá hạn", f"(2) {title}: không có nhiệm vụ quá hạn",
         f"{title.upper()}: 0 NHIỆM VỤ QUÁ HẠN", f"Đối với {in_text}, không có nhiệm vụ nào quá hạn")
        if language == "vi" else
        (f"{title}: 0 tasks overdue", f"(2) {title}: no overdue tasks", f"As for {in_text}, no tasks are overdue")
    ):  # fmt: skip
        assert quotes(text, right) == [], text
        (finding,) = text_findings(text, wrong, agency=AGENCY)
        assert finding.source == key, text


@pytest.mark.parametrize(
    "text",
    ["Nhiệm vụ do UBND tỉnh, Chủ tịch, các Phó Chủ tịch UBND tỉnh giao: 18 nhiệm vụ; 0 nhiệm vụ còn trong hạn",
     "Tasks assigned by the provincial People's Committee, its Chairman and Vice Chairmen: 18 tasks; 0 tasks in time",
     "Tasks assigned by the provincial People’s Committee: no tasks are in time",
     "Nhiệm vụ do UBND tỉnh giao: 18 nhiệm vụ, hoàn thành 15 nhiệm vụ, không còn nhiệm vụ trong hạn",
     "Nhiệm vụ do UBND tỉnh giao: 100% nhiệm vụ chưa hoàn thành đã quá hạn",
     "Nhiệm vụ do Chủ tịch UBND tỉnh giao: không có nhiệm vụ còn trong hạn",
     "Trong 18 nhiệm vụ được giao, 0 nhiệm vụ còn trong hạn", "100% nhiệm vụ hoàn thành đều đúng hạn",
     "Tỷ lệ hoàn thành đúng hạn trong số nhiệm vụ đã hoàn thành là 100%",
     "25 nhiệm vụ do UBND tỉnh giao", "Nhiệm vụ UBND tỉnh giao cho đơn vị: 25 nhiệm vụ",
     "Được UBND tỉnh giao 4 nhiệm vụ", "Đã hoàn thành 17/25 nhiệm vụ do Chủ tịch UBND tỉnh giao"],
)  # fmt: skip
def test_what_is_true_of_the_committees_own(text: str) -> None:
    assert quotes(text) == []


def test_and_what_is_not() -> None:
    for text in ("19 nhiệm vụ do UBND tỉnh giao", "Nhiệm vụ do UBND tỉnh giao: 19 nhiệm vụ"):
        assert words(text).startswith("18 (Nhiệm vụ do UBND tỉnh"), text
    assert words("Nhiệm vụ do UBND tỉnh giao: 3 nhiệm vụ quá hạn, không có nhiệm vụ hoàn thành").startswith("15 (")
    assert words("90% nhiệm vụ hoàn thành đều đúng hạn") == "100 % số nhiệm vụ đã hoàn thành"
    assert words("Nhiệm vụ trọng tâm: không có nhiệm vụ còn trong hạn") == "1 (Nhiệm vụ trọng tâm trong năm)"
    assert quotes("Không có nhiệm vụ còn trong hạn")


@pytest.mark.parametrize(
    ("text", "has"),
    [("Trong 18 nhiệm vụ được giao, đơn vị hoàn thành đúng hạn 14", "15"),
     ("Toàn bộ 18 nhiệm vụ hoàn thành đúng hạn", "15"), ("Trong toàn bộ 18 nhiệm vụ, đã hoàn thành 14 nhiệm vụ", "15"),
     ("Được giao 25 nhiệm vụ, hoàn thành đúng hạn 14", "17 (15 + 2)"), ("Hoàn thành đúng hạn 14", "17 (15 + 2)")],
)  # fmt: skip
def test_the_right_number_is_that_of_the_tasks_spoken_of(text: str, has: str) -> None:
    assert words(text) == has
