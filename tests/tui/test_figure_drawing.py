"""Large figures, bars, late rows and columns: every number stands, whatever the room."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.figures import Counts, Figures, SourceFigures, figures_of_counts
from inspect_tui.domain.records import RATE_BASES, Event, Session, SessionContent, Task
from inspect_tui.domain.timeline import Column, Timeline, timeline
from inspect_tui.locale import Catalog
from inspect_tui.services.views import View, view_of
from inspect_tui.tui.figure_words import (
    WALL_WORDS,
    counted_tasks,
    figures_of,
    notes_of,
    shown_figures,
    title_text,
    widest_figures,
)
from inspect_tui.tui.shown_day import last_day, moved_day
from inspect_tui.tui.widgets.big_figures import SMALL, THIN, big_lines
from inspect_tui.tui.widgets.block_digits import Height, block_lines
from inspect_tui.tui.widgets.cells import cell_len
from inspect_tui.tui.widgets.late_rows import LateDrawing, late_rows
from inspect_tui.tui.widgets.note_lines import note_line
from inspect_tui.tui.widgets.source_bars import STACK, SourceBars, bar, legend, shares, stack_of
from inspect_tui.tui.widgets.timeline_chart import chart_lines, label_of, room_for
from inspect_tui.tui.wording import figures_line

CUT = date(2021, 7, 16)
VI, EN = Catalog("vi"), Catalog("en")
COUNTS = st.builds(Counts._make, st.lists(st.integers(0, 3000), min_size=9, max_size=9).map(lambda n: [sum(n), *n]))


def whole(counts: Counts, *, base: str = "assigned", decimals: int = 2, **values: object) -> Figures:
    made = figures_of_counts(CUT, [SourceFigures("assigned", counts)], counts, base=base, decimals=decimals)
    return made._replace(**values)  # type: ignore[arg-type]


def forms(text: str) -> list[str]:
    """Return what a number may look like: as it is, or the first line of its blocks."""
    return [
        text,
        *(
            block_lines(said, height, tight=tight)[0].rstrip()
            for said, tight in ((text.replace(" ", THIN), False), (text.replace(" %", SMALL), True))
            for height in (3, 5, 7)
        ),
    ]  # fmt: skip


def plain(figures: Figures, width: int, height: int, catalog: Catalog = VI) -> list[str]:
    shown = shown_figures(figures, None)
    return [line.plain for line in big_lines(figures_of(shown, catalog), "đến 16/7/2021", width, height)]


class TestBigFigures:
    @given(COUNTS, st.integers(30, 200), st.integers(5, 20), st.sampled_from(RATE_BASES), st.integers(0, 2))
    def test_every_width_has_all_numbers(
        self, counts: Counts, width: int, height: int, base: str, decimals: int
    ) -> None:
        figures = whole(counts, base=base, decimals=decimals)
        lines = plain(figures, width, height)
        assert all(cell_len(line) <= width for line in lines)
        shown = figures_of(shown_figures(figures, None), VI)
        assert [figure.number.replace(".", "") for figure in shown] == [str(n) for n in (counts[:3] + counts[4:6])]
        for text in filter(None, [*(f.number for f in shown), *(f.rate for f in shown)]):
            assert any(form in line for form in forms(text) for line in lines), text

    def test_no_task_has_no_rate(self) -> None:
        assert not any(figure.rate for figure in figures_of(shown_figures(whole(Counts()), None), VI))
        assert "%" not in "".join(plain(whole(Counts()), 118, 13))

    def test_base_and_day_stand_under_every_rate_at_120_columns(self) -> None:
        lines = plain(whole(Counts(18, done_on_time=15, open_overdue=3)), 118, 13)
        assert [line.count("số nhiệm vụ được giao") for line in lines[-2:]] == [4, 0]
        assert lines[-1].count("đến 16/7/2021") == 4
        assert any(form in lines[7] for form in forms("16,67 %")[1:])
        assert len(lines) <= 13

    def test_they_stand_once_under_all_rates_at_80(self) -> None:
        lines = plain(whole(Counts(18, done_on_time=15, open_overdue=3)), 78, 8)
        assert lines[-1].strip() == "% số nhiệm vụ được giao · đến 16/7/2021"
        assert "16,67 %" in lines[-2]

    def test_a_rate_whose_base_makes_no_sense_is_of_the_tasks_assigned_and_says_so(self) -> None:
        counts = Counts(10, done_on_time=5, done_late=1, open_in_time=1, open_overdue=3)
        figures = whole(counts, base="done", decimals=0)
        rates = [(one.rate, one.base) for one in figures_of(shown_figures(figures, None), EN)[1:]]
        done, assigned = "of the tasks done", "of the tasks assigned"
        assert rates == [("83 %", done), ("17 %", done), ("10 %", assigned), ("30 %", assigned)]
        for width, height in ((118, 13), (78, 8), (40, 8)):
            text = " ".join(" ".join(plain(figures, width, height, EN)).split())
            assert text.count(done) == 2 or width < 100
            assert text.count("done") >= 4
            assert text.count("assigned") >= 3

    @given(st.data(), st.sampled_from([18, 700, 1234]), st.sampled_from(RATE_BASES), st.integers(0, 2),
           st.sampled_from([(80, 8), (120, 13), (160, 17)]))  # fmt: skip
    def test_one_look_whatever_the_day(
        self, data: st.DataObject, total: int, base: str, decimals: int, size: tuple[int, int]
    ) -> None:
        looks: set[tuple[Height, bool, int]] = set()
        for _ in range(2):
            cuts = sorted(data.draw(st.lists(st.integers(0, total), min_size=8, max_size=8)))
            parts = [b - a for a, b in pairwise([0, *cuts, total])]
            shown = shown_figures(whole(Counts(total, *parts), base=base, decimals=decimals), None)
            figures, widest = figures_of(shown, VI), (widest_figures(shown, VI), "đến 28/12/2021")
            lines = [line.plain for line in big_lines(figures, "đến 6/7/2021", *size, widest=widest)]
            assert all(cell_len(line) <= size[0] for line in lines)
            looks.update(
                (height, tight, lines[0].index(block_lines(figures[0].number, height, tight=tight)[0]))
                for height in (3, 5, 7) for tight in (False, True)
                if all(block in line for block, line in
                       zip(block_lines(figures[0].number, height, tight=tight), lines, strict=False))
            )  # fmt: skip
        # Only where thousands of tasks stand in 80 columns it depends on the values whether there are blocks.
        assert len({(height, place) for height, _, place in looks}) == 1 or (total, size[0]) == (1234, 80)

    def test_large_windows_have_large_digits_for_hundreds_of_tasks(self) -> None:
        shown = shown_figures(whole(Counts(700, 299, 61, 83, 77, 119, 52, 9)), None)
        widest = (widest_figures(shown, VI), "đến 28/12/2021")
        sizes: tuple[tuple[int, int, Height], ...] = ((120, 13, 5), (160, 17, 7))
        for width, height, rows in sizes:
            lines = [
                line.plain for line in big_lines(figures_of(shown, VI), "đến 16/7/2021", width, height, widest=widest)
            ]
            for block, line in zip(block_lines("299", rows, tight=True), lines, strict=False):
                # Two numbers stand further apart than the digits of one.
                assert f"  {block}  " in line
            assert "\n".join(lines).count("đến 16/7/2021") == 4

    def test_the_strip_names_both_readings_of_overdue(self) -> None:
        counts = Counts(700, 299, 61, 83, 77, 119, 52, 9)
        assert "✗ overdue, open 119" in figures_line(whole(counts), EN, 78).plain
        wide = figures_line(whole(counts), VI, 118).plain
        assert "✗ quá hạn chưa xong 119" in wide
        assert "◐ xong quá hạn 61" in wide
        assert re.search(r"(?<!xong )quá hạn(?! chưa)", wide) is None

    @given(COUNTS, st.integers(40, 160), st.sampled_from([VI, EN]))
    def test_the_strip_adds_up(self, counts: Counts, width: int, catalog: Catalog) -> None:
        line = figures_line(whole(counts), catalog, width).plain
        assert cell_len(line) <= width
        numbers = [int(re.sub(r"[.,]", "", part)) for part in re.findall(r"(?<![%\d]) (\d[\d.,]*)(?= {2}| ·|$)", line)]
        assert sum(numbers) == counts.assigned

    def test_what_there_is_none_of_leaves_the_strip_first(self) -> None:
        counts = Counts(25, done_on_time=17, open_in_time=5, open_overdue=3)
        line = figures_line(whole(counts), VI, 78).plain
        assert line == "25 nhiệm vụ   ✗ quá hạn chưa xong 3   ✓ đúng hạn 17   ○ trong hạn 5"
        line = figures_line(whole(counts), VI, 118).plain
        assert line.endswith("✓ đúng hạn 17 · 68,00 %   ○ trong hạn 5   % số nhiệm vụ được giao")

    def test_the_strip_has_no_rate_of_another_base_than_it_names(self) -> None:
        counts = Counts(10, done_on_time=5, done_late=1, open_in_time=1, open_overdue=3)
        line = figures_line(whole(counts, base="done", decimals=0), EN, 200).plain
        assert "✓ on time 5 · 83 %" in line
        assert "30 %" not in line
        assert line.endswith("% of the tasks done")


class TestNotes:
    def test_what_stands_beside_the_five_numbers(self) -> None:
        counts = Counts(1240, done_on_time=5, done_no_deadline=1234, suspended=1)
        (note,) = notes_of(shown_figures(whole(counts), None), 0, 3, EN)
        assert note.full == "Besides: done, no deadline 1,234; suspended 1"
        assert note.short == "without a deadline: ✓ 1,234 · suspended 1"

    def test_due_soon_says_within_how_many_days(self) -> None:
        shown = shown_figures(whole(Counts(2, open_in_time=2)), None)
        assert [note.full for note in notes_of(shown, 1, 1, EN)] == ["1 task due within 1 day"]
        assert [note.full for note in notes_of(shown, 2, 5, EN)] == ["2 tasks due within 5 days"]

    def test_the_first_deadline_is_said_where_it_makes_a_difference(self) -> None:
        counts = Counts(9, done_on_time=5, done_late=1, open_in_time=2, open_overdue=1)
        first = Counts(9, done_on_time=4, done_late=2, open_in_time=0, open_overdue=3)
        (note,) = notes_of(shown_figures(whole(counts, first=first), None), 0, 3, EN)
        assert "Against the first deadlines" in note.full
        assert note.full.endswith("done late 2, overdue and not done 3")
        assert note.short == "by the first deadlines: ◐ 2, ✗ 3"
        assert notes_of(shown_figures(whole(counts, first=counts), None), 0, 3, EN) == []

    def test_a_task_of_two_sources_is_said_with_the_total_alone(self) -> None:
        figures = whole(Counts(4, done_on_time=4), shared=2)
        (note,) = notes_of(shown_figures(figures, None), 0, 3, EN)
        assert note.full == "2 tasks belong to more than one source and are counted once in the total"
        assert notes_of(shown_figures(figures, "assigned"), 0, 3, EN) == []

    @pytest.mark.parametrize(
        ("notes", "width", "wanted"),
        [
            ([], 20, []), (["one"], 20, ["one"]), (["one", "two"], 20, ["one  ·  two"]),
            (["a" * 10, "b" * 30, "c"], 24, ["a" * 10 + "  ·  c  … F1"]), (["a" * 30], 20, ["a" * 13 + "…  … F1"]),
        ],
    )  # fmt: skip
    def test_one_line_where_there_is_little_room(self, notes: list[str], width: int, wanted: list[str]) -> None:
        assert note_line(notes, width) == wanted


class TestTitle:
    def test_another_day_is_marked(self) -> None:
        shown = shown_figures(whole(Counts()), None)
        assert title_text(shown, CUT, 100, EN, over_time=False) == "All tasks · figures as of 16 July 2021"
        other = title_text(shown, CUT + timedelta(days=4), 100, EN, over_time=True)
        assert other.startswith("⚠ All tasks · over time · figures as of 16 July 2021\nnot the cut-off date")
        assert "20 July 2021" in other
        assert "no cut-off date" in title_text(shown, None, 100, EN, over_time=False)

    def test_a_long_name_gives_way_and_the_day_does_not(self) -> None:
        name = "Chương trình phối hợp giữa Ủy ban nhân dân tỉnh với Ban Thường trực Ủy ban Mặt trận Tổ quốc"
        figures = figures_of_counts(CUT, [SourceFigures(name, Counts(1))], Counts(1))
        text = title_text(shown_figures(figures, name), CUT, 60, VI, over_time=False)
        assert cell_len(text) <= 60
        assert text.endswith("… · số liệu đến 16/7/2021")


@pytest.mark.parametrize(
    ("start", "days", "months", "wanted"),
    [
        ("2021-07-16", 1, 0, "2021-07-17"), ("2021-03-01", -1, 0, "2021-02-28"), ("2021-07-16", 0, 1, "2021-08-16"),
        ("2021-07-16", 0, -7, "2020-12-16"), ("2021-01-31", 0, 1, "2021-02-28"), ("2021-02-28", 0, 1, "2021-03-31"),
        ("2020-02-29", 0, 12, "2021-02-28"), ("2021-01-30", 0, 1, "2021-02-28"), ("9999-12-31", 1, 0, "9999-12-31"),
        ("0001-01-01", 0, -1, "0001-01-01"), ("9999-12-16", 0, 1, "9999-12-16"),
    ],
)  # fmt: skip
def test_days_and_months(start: str, days: int, months: int, wanted: str) -> None:
    moved = moved_day(date.fromisoformat(start), days=days, months=months)
    assert moved == date.fromisoformat(wanted)
    assert moved_day(None, days=days, months=months) is None


def test_a_session_without_a_cut_off_date_goes_up_to_its_visit_or_last_deadline() -> None:
    tasks = (Task("a", deadline=CUT), Task("b", deadline=CUT + timedelta(days=3)), Task("c"))
    assert last_day(SessionContent(Session("s", held_on=date(2021, 7, 30)), tasks=tasks)) == date(2021, 7, 30)
    assert last_day(SessionContent(Session("s"), tasks=tasks)) == CUT + timedelta(days=3)


class TestShares:
    @given(st.lists(st.integers(0, 5000), min_size=1, max_size=6), st.integers(0, 120), st.integers(0, 9000))
    def test_they_fill_the_row_and_forget_nobody(self, values: list[int], cells: int, more: int) -> None:
        given_cells = shares(values, cells)
        total = sum(values)
        assert sum(given_cells) == (cells if total else 0)
        part = shares(values, cells, total + more)
        assert sum(part) <= cells
        if cells >= sum(map(bool, values)):
            assert [bool(n) for n in given_cells] == [bool(n) for n in values]
            assert [bool(n) for n in part] == [bool(n) for n in values]

    def test_a_share_is_in_proportion(self) -> None:
        assert shares([15, 0, 0, 3], 18) == [15, 0, 0, 3]
        assert shares([1, 2999], 10) == [1, 9]
        assert shares([5, 5], 20, 40) == [3, 2]


def test_parts_are_those_of_the_grid_and_called_as_the_large_figures_are() -> None:
    counts = Counts(45, 1, 2, 3, 4, 5, 6, 7, 8, 9)
    parts = stack_of(counts)
    assert parts == {**{name: counts.get(name) for name in parts if name != "beside"}, "beside": 24}
    figures = {figure.words: figure.number for figure in figures_of(shown_figures(whole(counts), None), VI)}
    said = {f"{symbol} {VI.t(WALL_WORDS[name])}": str(parts[name]) for name, _, symbol, _ in STACK}
    assert {words: said[words] for words in figures if words in said} == {
        words: value for words, value in figures.items() if words != "được giao"
    }
    assert len({pattern for _, pattern, *_ in STACK}) == len({symbol for _, _, symbol, _ in STACK}) == len(STACK)


def test_the_legend_says_which_overdue_is_meant() -> None:
    words = " ".join(part.plain for part in legend(VI, list(stack_of(Counts()))))
    assert "✗ quá hạn chưa hoàn thành" in words
    assert re.search(r"(?<!hoàn thành )quá hạn(?! chưa hoàn thành)", words) is None


@pytest.mark.parametrize("base", RATE_BASES)
@pytest.mark.parametrize("width", [52, 70])
def test_no_rate_beside_a_bar_without_its_base_and_day(width: int, base: str) -> None:
    counts = Counts(326, 130, 29, 50, 40, 55, 19, 3)
    sources = [SourceFigures(name, counts) for name in ("assigned", "key", "programme", "conclusion", "petition")]
    figures = figures_of_counts(CUT, sources, counts, base=base)
    bars = SourceBars(EN)
    bars.show(figures, None)
    rate = figures_of(shown_figures(figures, None), EN)[4]
    rated = []
    for height in range(4, 40):
        lines = [line.plain for line in bars.draw(width, height)]
        assert all(cell_len(line) <= width for line in lines)
        assert len(lines) <= height
        text = " ".join(" ".join(lines).split())
        rated.append(rate.rate in text)
        if rated[-1]:
            assert rate.base in text
            assert "as of 16 July 2021" in text
    # The patterns give way before the rates do.
    assert rated[12 - 4]
    assert not rated[0]


@pytest.mark.parametrize("values", [Counts(18, 15, open_overdue=3), Counts(326, 130, 29, 50, 40, 55, 19, 3)])
def test_much_room_has_thick_bars_and_numbers_in_blocks(values: Counts) -> None:
    bars = SourceBars(EN)
    bars.show(figures_of_counts(CUT, [SourceFigures("key", values)], values), None)
    lines = [line.plain for line in bars.draw(70, 24)]
    assert all(cell_len(line) <= 70 for line in lines)
    thick = [line for line in lines if line.startswith("  ███")]
    assert len(thick) == 3
    for line, done, overdue in zip(thick, block_lines(f"{values.done}/{values.assigned}", 3),
                                   block_lines(str(values.open_overdue), 3), strict=True):  # fmt: skip
        assert done.rstrip() in line
        assert overdue.rstrip() in line


@given(COUNTS, st.integers(0, 60))
def test_a_bar_is_as_wide_as_its_room_and_adds_up(counts: Counts, cells: int) -> None:
    assert sum(stack_of(counts).values()) == counts.assigned
    assert len(bar(counts, cells).plain) == cells


def session(*tasks: Task, events: tuple[Event, ...] = ()) -> View:
    return view_of(SessionContent(Session("s", as_of=CUT), tasks=tasks, events=events))


def drawn(view: View, width: int = 60, source: str | None = None, catalog: Catalog = EN) -> list[list[str]]:
    drawing = LateDrawing(catalog)
    drawing.labels = {task.id: task.id for task in view.content.tasks}
    rows = late_rows(view, shown_figures(view.figures, source), catalog)
    drawing.measure(rows)
    made = [[line.plain for line in drawing.draw(row, width)] for row in rows]
    assert [len(lines) for lines in made] == [drawing.height(row, width) for row in rows]
    assert all(cell_len(line) <= width for lines in made for line in lines)
    return made


class TestLateRows:
    def test_open_ones_first_the_longest_overdue_foremost_then_done_late_due_soon_and_extended(self) -> None:
        ago = [CUT - timedelta(days=days) for days in range(40)]
        view = session(
            Task("a", deadline=ago[30], declared_completed_on=ago[10]),
            Task("b", deadline=ago[2]),
            Task("c", deadline=ago[12]),
            Task("d", deadline=CUT + timedelta(days=3)),
            Task("e", deadline=CUT),
            Task("f", deadline=CUT + timedelta(days=9), first_deadline=ago[5]),
            Task("g", deadline=CUT + timedelta(days=4)),
            Task("h", deadline=ago[1], declared_completed_on=ago[1]),
        )
        rows = late_rows(view, shown_figures(view.figures, None), EN)
        assert [(row.key, row.days) for row in rows if row.selectable] == [
            ("c", 12), ("b", 2), ("a", 20), ("e", 0), ("d", 3), ("f", 5),
        ]  # fmt: skip
        assert [row.words for row in rows if not row.selectable] == [
            "✗ Overdue, not done: 2", "◐ Done late: 1", "○ Due soon: 2",
            "Past the first deadline, in time by an extension: 1",
        ]  # fmt: skip

    def test_a_task_of_two_sources_is_in_both(self) -> None:
        view = session(Task("a", deadline=CUT - timedelta(days=1), source="assigned; key"), Task("b", source="key"))
        for source, wanted in ((None, ["a"]), ("assigned", ["a"]), ("key", ["a"]), ("party", [])):
            shown = shown_figures(view.figures, None)._replace(source=source)
            assert [row.key for row in late_rows(view, shown, EN) if row.selectable] == wanted

    def test_a_task_with_two_rows_is_named_once_overall(self) -> None:
        rows = [
            Task(name, "Rà soát danh sách thôn", source=source, document="214/UBND", deadline=CUT - timedelta(days=5))
            for name, source in (("a", "assigned"), ("b", "key"))
        ]
        view = session(*rows)
        assert (view.figures.counts.open_overdue, view.figures.shared) == (1, 1)
        for source, wanted in ((None, ["a"]), ("assigned", ["a"]), ("key", ["b"])):
            shown = shown_figures(view.figures, source)
            listed = late_rows(view, shown, EN)
            assert [row.key for row in listed if row.selectable] == wanted
            assert listed[0].words == "✗ Overdue, not done: 1"
            (column,) = timeline(counted_tasks(view, source), [], CUT).columns[-1:]
            assert column.counts == shown.counts

    def test_days_in_blocks_words_on_two_lines_the_cause_below(self) -> None:
        content = "Báo cáo kết quả cải cách hành chính quý II năm 2021 của tỉnh và các huyện, thành phố trực thuộc"
        lines = drawn(session(Task("7", content, deadline=date(2021, 6, 30), cause="Chưa có hướng dẫn")))[1]
        blocks = block_lines("16", 3)
        assert [line[:7] for line in lines] == blocks
        assert [line[9:17].strip() for line in lines] == ["", "days", "overdue"]
        assert lines[0][19:].startswith("7 ✗ Báo cáo kết quả")
        assert "…" in lines[1]
        assert lines[2][19:].strip() == "Cause: Chưa có hướng dẫn"

    def test_a_short_one_says_its_days_too(self) -> None:
        task = Task("7", "Báo cáo", deadline=date(2021, 7, 15), first_deadline=date(2021, 6, 15))
        lines = drawn(session(task), 90)[1]
        assert lines[1][9:15] == "day   "
        assert "due 15/07/2021 · at first 15/06/2021 · 31 days past that" in lines[1]
        done = task._replace(declared_completed_on=CUT)
        assert "done 16/07/2021" in drawn(session(done), 100)[1][1]

    @pytest.mark.parametrize("width", [10, 20, 43, 44, 45, 60, 118, 200])
    @pytest.mark.parametrize("catalog", [VI, EN])
    def test_any_text_in_any_width(self, width: int, catalog: Catalog) -> None:
        long = "Nghiên cứu, tham mưu xây dựng phương án cấp nước sinh hoạt tập trung cho các xã vùng cao, vùng sâu " * 5
        tasks = [
            Task(str(n), text, deadline=CUT - timedelta(days=days), cause=cause)
            for n, (text, days, cause) in enumerate(
                [("", 1, ""), (long, 5000, long), ("x" * 300, 20, ""), ("任務" * 40, 3, "y"), ("a", 700, "z" * 200)]
            )
        ]
        assert len(drawn(session(*tasks), width, catalog=catalog)) == 6


def columns(*counts: Counts) -> Timeline:
    """Return columns, the oldest first."""
    last = len(counts) - 1
    return Timeline("month", tuple(Column(CUT - timedelta(days=31 * (last - n)), one) for n, one in enumerate(counts)))


class TestChart:
    def chart(self, found: Timeline, width: int = 76, height: int = 20) -> list[str]:
        lines = [line.plain for line in chart_lines(found, EN, width, height)]
        assert len(lines) == height
        assert all(cell_len(line) <= width for line in lines)
        return lines

    def test_numbers_stand_in_the_columns(self) -> None:
        found = Timeline("month", timeline([Task("a", issued_on=date(2021, 3, 1))], [], CUT).columns)
        lines = self.chart(found)
        assert "─ ○* open, no deadline" in lines[0]
        assert "tasks, as of the end of each month" in lines[1]
        assert lines[-1].split() == ["03/2021", "04/2021", "05/2021", "06/2021", "16/07/2021"]
        assert sum(line.count("○* 1") for line in lines) == 5

    @given(st.lists(COUNTS, min_size=1, max_size=12), st.integers(16, 60))
    def test_every_part_of_every_column_has_its_number(self, counts: list[Counts], height: int) -> None:
        counts.sort()
        found = columns(*counts)
        top = max(one.assigned for one in counts)
        width = 120
        if len(counts) > room_for(width, top, "en"):
            return
        lines = self.chart(found, width, height)
        drawn_text = "\n".join(lines[2:-2])
        for one in counts:
            assert f"{one.assigned:,}" in drawn_text
            for value in stack_of(one).values():
                assert not value or f"{value:,}" in drawn_text, value

    def test_columns_are_as_high_as_they_count(self) -> None:
        lines = self.chart(columns(Counts(5, done_on_time=5), Counts(10, done_on_time=10)), 60, 25)
        filled = [sum("█" in line[place : place + 10] for line in lines[2:]) for place in (5, 25)]
        assert filled == [10, 20]

    @pytest.mark.parametrize(
        ("grain", "cells", "wanted"),
        [("month", 7, "07/2021"), ("month", 5, "7/21"), ("quarter", 7, "Q3/2021"), ("quarter", 6, "Q3/21"),
         ("year", 5, "2021"), ("week", 10, "16/07/2021"), ("week", 9, "16/07")],
    )  # fmt: skip
    def test_labels(self, grain: str, cells: int, wanted: str) -> None:
        assert label_of(CUT, grain, cells, last=False) == wanted  # type: ignore[arg-type]


def test_sources_of_the_figures_are_found_by_name() -> None:
    figures = Figures(CUT, Counts(3), by_source=(SourceFigures("key", Counts(1)), SourceFigures("", Counts(2))))
    assert [shown_figures(figures, name).counts.assigned for name in (None, "key", "", "gone")] == [3, 1, 2, 3]
    assert shown_figures(figures, "gone").source is None
    assert title_text(shown_figures(figures, ""), CUT, 80, EN, over_time=False).startswith("(no source) · figures")
