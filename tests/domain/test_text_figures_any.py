"""Any texts: those on other things never alarm, true ones neither, wrong numbers always do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_figures_samples import OTHER, RIGHT, WRONG
from text_figures_wordings import QUIET_WORDINGS

from inspect_tui.domain.figures import Counts, Figures, SourceFigures, figures_of_counts, percent
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.text_figures import text_findings
from inspect_tui.domain.text_figures.meanings import READINGS
from inspect_tui.domain.text_figures.words import CLASS_WORDS, SOURCE_WORDS, STATUS_WORDS
from inspect_tui.domain.vietnamese import clean

CUT, VISIT = date(2021, 7, 16), date(2021, 7, 30)
AGENCY = "Ban Dân tộc tỉnh"
UNRELATED = (
    "Nâng cao chất lượng tham mưu, soạn thảo {n} văn bản trình UBND tỉnh", "Đã đôn đốc {n} lần bằng văn bản",
    "Quyết định số {n}/QĐ-UBND ngày 05/01/2021", "Nhiệm vụ số {n} chậm {m} ngày", "Có {n} hộ nghèo, giảm {m}%",
    "Tập huấn cho {n} cán bộ của {m} xã", "Kinh phí {n} triệu đồng, giải ngân {m}%",
    "Toàn tỉnh có {n} nhiệm vụ quá hạn", "Sở Tài chính đã hoàn thành {n}/{m} nhiệm vụ",
    "Duy trì hoạt động của trang thông tin điện tử", "Cuộc họp bắt đầu lúc {n} giờ {m} phút",
    "Năm 2019 có {n} nhiệm vụ quá hạn", "Mỗi quý họp {n} lần", "Phấn đấu hoàn thành {n} nhiệm vụ",
    "Khoảng {n} nhiệm vụ quá hạn", "Nghị định 30/2020/NĐ-CP", "Tiếp nhận {n} hồ sơ, quá hạn {m} hồ sơ",
    "Train {n} people in {m} communes", "Điều {n} khoản {m}", "Nếu còn {n} nhiệm vụ quá hạn thì báo cáo",
    "Các huyện còn {n} nhiệm vụ chưa hoàn thành",
)  # fmt: skip
CLAIMS = (
    ("{n} nhiệm vụ hoàn thành đúng hạn", "done_on_time"), ("hoàn thành đúng hạn {n} nhiệm vụ", "done_on_time"),
    ("{n} tasks were completed on time", "done_on_time"), ("{n} nhiệm vụ hoàn thành quá hạn", "done_late"),
    ("{n} tasks were completed late", "done_late"), ("đã hoàn thành {n} nhiệm vụ", "done"),
    ("số nhiệm vụ đã hoàn thành là {n}", "done"), ("còn {n} nhiệm vụ quá hạn chưa hoàn thành", "open_overdue"),
    ("còn {n} nhiệm vụ quá hạn", "overdue"), ("có {n} nhiệm vụ bị quá hạn", "overdue"),
    ("quá hạn {n} nhiệm vụ", "overdue"), ("số nhiệm vụ quá hạn là {n}", "overdue"),
    ("there are {n} overdue tasks", "overdue"), ("{n} tasks are overdue", "overdue"),
    ("còn {n} nhiệm vụ chưa hoàn thành", "open"), ("chưa hoàn thành {n} nhiệm vụ", "open"),
    ("{n} tasks are not done", "open"), ("còn {n} nhiệm vụ chưa đến hạn", "open_in_time"),
    ("{n} nhiệm vụ không có thời hạn", "no_deadline"), ("được giao {n} nhiệm vụ", "assigned"),
    ("tổng số {n} nhiệm vụ được giao", "assigned"), ("the agency was assigned {n} tasks", "assigned"),
    ("{n} nhiệm vụ tạm dừng", "suspended"),
)  # fmt: skip
"""Sentences that are exact wherever they stand first, with their reading."""

few = st.integers(0, 40)


@st.composite
def grids(draw: st.DrawFn) -> Figures:
    """Draw the figures of one or two sources, with at least one task."""
    sources = {}
    for source in ("assigned", "programme")[: draw(st.integers(1, 2))]:
        cells = draw(st.lists(few, min_size=9, max_size=9).filter(any))
        sources[source] = Counts(sum(cells), *cells)
    whole = Counts(*(sum(column) for column in zip(*sources.values(), strict=True)))
    return figures_of_counts(CUT, [SourceFigures(source, counts) for source, counts in sources.items()], whole)


def values(figures: Figures, status: str) -> set[int]:
    scopes = [figures.counts, *(one.counts for one in figures.by_source)]
    return {sum(counts.get(name) for name in names) for counts in scopes for names in READINGS[status]}


def found(text: str, figures: Figures, *, request: bool = False) -> list[str]:
    findings = text_findings(text, figures, agency=AGENCY, held_on=VISIT, request=request)
    for one in findings:
        assert " ".join(clean(text)[one.start : one.end].split()).rstrip(")") in one.quote
    return [one.quote for one in findings]


@settings(max_examples=150, deadline=None)
@given(
    grids(),
    st.lists(st.tuples(st.sampled_from(UNRELATED), st.integers(0, 3000), st.integers(0, 3000)), min_size=1, max_size=9),
    st.sampled_from((". ", ".\n", "; ", "\n- ")), st.booleans(),
)  # fmt: skip
def test_other_things_never_alarm(
    figures: Figures, parts: list[tuple[str, int, int]], join: str, request: bool
) -> None:
    text = join.join(sentence.format(n=n, m=m) for sentence, n, m in parts)
    assert found(text, figures, request=request) == []


@settings(max_examples=150, deadline=None)
@given(grids(), st.data())
def test_what_is_true_never_alarms(figures: Figures, data: st.DataObject) -> None:
    sentences = []
    for sentence, status in data.draw(st.lists(st.sampled_from(CLAIMS), min_size=1, max_size=5)):
        language = data.draw(st.sampled_from(("vi", "en")))
        # None of so many is said of all tasks, however few there are of one source.
        none = sum(figures.counts.get(name) for name in READINGS[status][0]) == 0
        true = sorted(values(figures, status) - {0}) + [0] * none
        if not true:
            continue
        value = data.draw(st.sampled_from(true))
        sentences.append(sentence.format(n=data.draw(st.sampled_from((f"{value:02d}", number(value, language))))))
    counts = figures.counts
    share = percent(counts.done, counts.assigned, decimals := data.draw(st.integers(0, 2)))
    assert share is not None, decimals
    sentences.append(f"đã hoàn thành {counts.done}/{counts.assigned} nhiệm vụ, đạt {percent_text(share)}")
    sentences.append(f"tỷ lệ hoàn thành đạt {percent_text(share)}")
    assert found(". ".join(sentences), figures) == []


@settings(max_examples=150, deadline=None)
@given(grids(), st.sampled_from(CLAIMS), st.integers(2, 500), st.sampled_from(("", "Đơn vị ", "Tuy nhiên, ")))
def test_a_wrong_number_always_alarms(figures: Figures, claim: tuple[str, str], wrong: int, before: str) -> None:
    sentence, status = claim
    while wrong in values(figures, status):
        wrong += 1
    text = sentence.format(n=wrong)
    assert len(found(before + text if sentence[0] != "t" and "task" not in sentence else text, figures)) == 1


@settings(max_examples=100, deadline=None)
@given(grids(), st.integers(0, 10_000), st.integers(0, 2))
def test_a_wrong_share_always_alarms(figures: Figures, hundredths: int, decimals: int) -> None:
    shown = f"{hundredths / 100:.{decimals}f}"
    scopes = [figures.counts, *(one.counts for one in figures.by_source)]
    right = {
        percent(counts.done, counts.get(base), decimals)
        for counts in scopes for base in ("assigned", "due", "with_deadline")
    }  # fmt: skip
    text = f"Tỷ lệ hoàn thành đạt {shown.replace('.', ',')} %"
    if float(shown) in (0, 100):
        return
    assert (found(text, figures) == []) == (shown in {str(share) for share in right})


TABLES = (CLASS_WORDS, STATUS_WORDS, SOURCE_WORDS)
MARKS = (
    *',;.():\n"-?', "3", "03 (ba)", "15/18", "16,67 %", "2-3", "1.234", "30/7/2021", "năm", "I.16", "Sở Nội vụ", "x",
    AGENCY,
)  # fmt: skip
WORDS = sorted({word for table in TABLES for phrases in table.values() for word in phrases.split("|")} | set(MARKS))


@settings(max_examples=200, deadline=None)
@given(grids(), st.lists(st.sampled_from(WORDS), max_size=40), st.booleans())
def test_any_words_in_any_order_are_read(figures: Figures, words: list[str], request: bool) -> None:
    quotes = found(" ".join(words), figures, request=request)
    assert all(quote.strip() for quote in quotes)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    figures = figures_of_counts(CUT, [SourceFigures("assigned", Counts(1, done_on_time=1))], Counts(1, done_on_time=1))
    assert isinstance(found(text, figures), list)


@pytest.mark.parametrize("join", [". ", ".\n", "\n- "])
def test_all_samples_one_after_another(join: str) -> None:
    """What stands before may make a claim less sure, never a right one wrong."""
    figures = figures_of_counts(
        CUT,
        [SourceFigures("assigned", Counts(18, done_on_time=15, open_overdue=3)),
         SourceFigures("programme", Counts(4, open_in_time=4)),
         SourceFigures("key", Counts(3, done_on_time=2, open_in_time=1))],
        Counts(25, done_on_time=17, open_in_time=5, open_overdue=3),
    )  # fmt: skip
    assert found(join.join([*RIGHT, *OTHER, *QUIET_WORDINGS]), figures) == []
    wrong = join.join(text for text, _ in WRONG)
    assert len(found(wrong, figures)) > len(WRONG) // 2
