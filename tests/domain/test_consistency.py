from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_tui.domain.consistency import Check, check_figures, check_reported
from inspect_tui.domain.figure_findings import COUNT_WORDS, MESSAGES, Share, describe, finding_values
from inspect_tui.domain.known_counts import SPLITS, KnownCounts
from inspect_tui.domain.percentages import Percentage, PercentError, check_names, percentage_of, read_percentage
from inspect_tui.domain.records import DECLARED_COUNTS, RATE_BASES
from inspect_tui.domain.status import BESIDE, GRID
from inspect_tui.locale import Catalog

VI, EN = Catalog("vi"), Catalog("en")


def check(words: str) -> Check:
    """Check figures written as "assigned=18 done=15 %open=16,67"; what has no sign before its = is a count."""
    counts, percents = {}, []
    for word in words.split():
        if word.startswith("%"):
            percents.append(percentage_of(word[1:].replace("_%", " %")))
        else:
            name, _, number = word.partition("=")
            counts[name] = int(number)
    return check_figures(counts, percents)


def codes(found: Check) -> list[str]:
    return [finding.code for finding in found.findings]


def values(found: Check, code: str) -> Any:
    (one,) = [finding.values for finding in found.findings if finding.code == code]
    return one


class TestPublishedFigures:
    @pytest.mark.parametrize(
        ("figures", "consistent", "expected"),
        [
            ("assigned=15533 done=13119 open=2414 open_in_time=2065 open_overdue=348", False, ["split"]),
            ("assigned=9831 done=7892 open_in_time=1602 open_overdue=319", False,
             ["split", "swapped_digits", "swapped_digits"]),
            ("assigned=9831 done=7892 open_in_time=1620 open_overdue=319", True, []),
            ("assigned=12160 with_deadline=7414 open_overdue=258 "
             "%open_overdue=2,12@assigned %open_overdue=3,48@with_deadline", True, []),
            ("assigned=12160 with_deadline=7414 open_overdue=258 %open_overdue=2,12 %open_overdue=3,48", True,
             ["base_found", "base_found"]),
            ("assigned=89 open_overdue=11 %open_overdue=12,3", False, ["truncated"]),
            ("assigned=89 done_late=11 %done_late=12,3@assigned", False, ["truncated"]),
            ("assigned=89 open_overdue=11 %open_overdue=12,4", True, ["base_found"]),
            ("assigned=170 due=100 open_overdue=5 %open_overdue=5%@assigned", False, ["wrong_base"]),
            ("assigned=170 due=100 open_overdue=5 %open_overdue=5%@due", True, []),
            ("assigned=170 due=100 open_overdue=5 %open_overdue=5%", True, ["base_found"]),
            ("assigned=21 open_in_time=17 done=3 transferred=1", True, []),
            ("assigned=21 done=17 open=3 transferred=1", True, []),
            ("assigned=18 done_on_time=15 open_overdue=3 %open_overdue=16,67@assigned", True, []),
            ("assigned=18 done_on_time=15 done_late=3 %done_late=16,67_%", True, ["base_found"]),
            ("assigned=18 done=15 %open=16,67", True, ["base_found"]),
            ("assigned=3 done=2 open=1 %done=66,67", True, ["base_found"]),
            ("assigned=2723 done=2501 open_overdue=222 %done=91,8@due", True, []),
            ("assigned=4000 due=2723 done=2501 %done=91,8", True, ["base_found"]),
            ("assigned=21914 done_on_time=14068 done_late=1983 open_in_time=5640 open_overdue=223", True, []),
            ("assigned=9831 done=8000 done_on_time=7000 done_late=900", False, ["split"]),
        ],
    )  # fmt: skip
    def test_they_come_out_as_they_are(self, figures: str, consistent: bool, expected: list[str]) -> None:
        found = check(figures)
        assert (found.consistent, codes(found)) == (consistent, expected)

    def test_one_is_missing(self) -> None:
        found = check("assigned=15533 done=13119 open=2414 open_in_time=2065 open_overdue=348")
        assert values(found, "split") == {
            "whole": "open", "total": 2414, "parts": (("open_in_time", 2065), ("open_overdue", 348)), "sum": 2413,
            "difference": -1,
        }  # fmt: skip
        assert describe(found.findings[0], VI) == (
            "Số nhiệm vụ chưa hoàn thành: báo cáo 2.414, nhưng cộng các phần được 2.413 (thiếu 1): "
            "số nhiệm vụ chưa hoàn thành, trong hạn 2.065 + số nhiệm vụ quá hạn chưa hoàn thành 348"
        )
        assert describe(found.findings[0], EN, keys=True) == (
            "Tasks not done (open): 2,414 reported, but the parts add up to 2,413 (1 missing): "
            "tasks not done, in time (open_in_time) 2,065 + tasks overdue and not done (open_overdue) 348"
        )

    def test_the_number_that_would_be_right_is_named_parts_first(self) -> None:
        first, second = check("assigned=9831 done=7892 open_in_time=1602 open_overdue=319").findings[1:]
        assert (first.values["name"], first.values["given"], first.values["right"]) == ("open_in_time", 1602, 1620)
        assert (second.values["name"], second.values["given"], second.values["right"]) == ("assigned", 9831, 9813)
        assert not first.contradiction
        assert "1.620" in describe(first, VI)
        assert describe(second, VI).endswith("cộng các phần được 9.813")

    def test_a_printed_percentage_decides_which(self) -> None:
        found = check("assigned=9831 done=7892 open_in_time=1602 open_overdue=319 %open_in_time=16,48@assigned")
        assert [f.values["right"] for f in found.findings if f.code == "swapped_digits"] == [1620]
        found = check("assigned=9831 done=7892 open_in_time=1602 open_overdue=319 %open_in_time=16,33@assigned")
        assert [f.values["right"] for f in found.findings if f.code == "swapped_digits"] == [9813]

    def test_another_split_decides_which(self) -> None:
        found = check("assigned=9831 done=7892 open=1939 open_in_time=1602 open_overdue=319")
        assert codes(found) == ["split", "swapped_digits"]
        assert values(found, "swapped_digits")["right"] == 1620

    def test_the_base_that_is_meant_is_named(self) -> None:
        found = check("assigned=170 due=100 open_overdue=5 %open_overdue=5%@assigned")
        assert values(found, "wrong_base")["bases"] == ("due",)
        said = describe(found.findings[0], VI, keys=True)
        assert said == (
            "Số nhiệm vụ quá hạn chưa hoàn thành (open_overdue): 5 % không phải tính trên số nhiệm vụ được giao "
            "(assigned) (phải là 5/170 = 3 %), mà tính trên số nhiệm vụ đến hạn (due): 5/100 = 5 %"
        )

    def test_the_right_number_of_a_truncated_one(self) -> None:
        found = check("assigned=89 open_overdue=11 %open_overdue=12,3")
        assert "12,4 %" in describe(found.findings[0], VI)
        assert "11/89 = 12.4 % of tasks assigned" in describe(found.findings[0], EN)


class TestSplits:
    @pytest.mark.parametrize(
        ("figures", "consistent"),
        [
            ("assigned=18", None),
            ("assigned=18 done=15", None),
            ("assigned=18 done_on_time=15", None),
            ("assigned=18 done_on_time=10 done_late=5", None),
            ("assigned=18 done_on_time=15 open_overdue=3", True),
            ("assigned=18 done_on_time=15 open_overdue=2", False),
            ("assigned=18 done=15 open_overdue=3", True),
            ("assigned=18 done=15 suspended=3", True),
            ("assigned=18 suspended=1 withdrawn=2", False),
            ("assigned=0 done=0 open=0", True),
            ("assigned=18 done=15 done_on_time=10", None),
            ("assigned=18 done=15 done_on_time=10 done_late=5", True),
            ("assigned=18 done=15 done_on_time=10 done_late=4", False),
            ("assigned=18 done=15 done_on_time=10 done_late=4 done_no_deadline=1", True),
            ("assigned=18 open=3 open_in_time=1 open_overdue=1 open_no_deadline=1", True),
            ("assigned=18 open=3 open_in_time=1 open_overdue=1 open_no_deadline=2", False),
            ("assigned=18 due=18", None),
            ("assigned=18 due=17 open_overdue=2 done=15", False),
            ("assigned=18 due=17 done=15 open=3 open_overdue=2", True),
            ("assigned=18 due=17 done=15 open=3 open_overdue=3", False),
            ("assigned=18 due=16 done=15 open=3 open_overdue=2", False),
            ("assigned=18 due=17 done=15 open=3 open_in_time=3", False),
            ("assigned=100 due=90 done=80", None),
            ("assigned=100 with_deadline=60 done_on_time=20 done_late=10", None),
            ("assigned=18 with_deadline=18 done_on_time=15 open_overdue=3", True),
            ("assigned=18 with_deadline=17 done_on_time=15 open_overdue=3", False),
            ("assigned=18 with_deadline=16 done_on_time=15 open_no_deadline=3", False),
            ("assigned=18 with_deadline=15 done_on_time=15 open_no_deadline=3", True),
            ("assigned=18 done=15 done_on_time=12 open=3 open_overdue=3 with_deadline=17", True),
            ("assigned=18 done=15 done_on_time=12 open=3 open_overdue=3 with_deadline=14", False),
        ],
    )
    def test_parts_not_given_count_as_none_where_two_are(self, figures: str, consistent: bool | None) -> None:
        found = check(figures)
        assert found.consistent is consistent
        assert all(finding.code in ("split", "swapped_digits") for finding in found.findings)

    @pytest.mark.parametrize(
        ("figures", "part", "whole"),
        [
            ("assigned=18 done=20", "done", "assigned"),
            ("assigned=18 done_late=20", "done_late", "assigned"),
            ("assigned=18 done=5 done_late=6", "done_late", "done"),
            ("assigned=18 open=5 open_overdue=6", "open_overdue", "open"),
            ("assigned=18 due=5 open_overdue=6", "open_overdue", "due"),
            ("assigned=18 due=5 done=6", "done", "due"),
            ("assigned=18 with_deadline=5 open_overdue=6", "open_overdue", "with_deadline"),
            ("assigned=18 due=19", "due", "assigned"),
            ("assigned=18 with_deadline=19", "with_deadline", "assigned"),
            ("assigned=18 transferred=19", "transferred", "assigned"),
        ],
    )
    def test_a_part_that_is_more_than_its_whole_contradicts_alone(self, figures: str, part: str, whole: str) -> None:
        found = check(figures)
        assert (found.consistent, codes(found)) == (False, ["part_above_whole"])
        assert (found.findings[0].values["part"], found.findings[0].values["whole"]) == (part, whole)

    @pytest.mark.parametrize(
        "figures",
        [
            "assigned=18 done_on_time=15 done_late=4",
            "assigned=18 with_deadline=12 done_on_time=9 done_late=4",
            "assigned=18 due=17 suspended=2",
            "assigned=18 with_deadline=17 open_no_deadline=2",
        ],
    )
    def test_parts_that_together_are_more_than_their_whole(self, figures: str) -> None:
        found = check(figures)
        assert (found.consistent, codes(found)) == (False, ["split"])
        difference = found.findings[0].values["difference"]
        assert difference == 1
        assert "thừa 1" in describe(found.findings[0], VI)

    def test_between_what_and_what(self) -> None:
        found = check("assigned=18 done=15 done_on_time=12 open=3 open_overdue=3 with_deadline=14")
        assert "thừa 1" in describe(found.findings[0], VI)
        found = check("assigned=30 done=15 done_on_time=12 open=3 open_overdue=3 transferred=12 with_deadline=19")
        assert "từ 15 đến 18" in describe(found.findings[0], VI)

    def test_one_wrong_number_in_two_splits_is_named_once(self) -> None:
        found = check("assigned=150 done=102 open=30 done_on_time=100 done_late=20")
        assert codes(found) == ["split", "swapped_digits", "split"]
        assert values(found, "swapped_digits")["name"] == "done"
        assert values(found, "swapped_digits")["right"] == 120

    def test_no_swap_is_named_where_it_would_contradict_more(self) -> None:
        # With 81 for 18 the sum is right, and the share of the tasks assigned no longer is.
        found = check("assigned=18 done=60 open=21 %open=116,67@assigned")
        assert codes(found) == ["split"]

    @pytest.mark.parametrize(
        ("figures", "name", "right"),
        [
            ("assigned=9831 done=7892 open_in_time=162 open_overdue=319", "open_in_time", 1620),
            ("assigned=9813 done=7892 open_in_time=162 open_overdue=319", "open_in_time", 1602),
            ("assigned=9831 done=78922 open_in_time=1620 open_overdue=319", "done", 7892),
            ("assigned=983 done=7892 open_in_time=1620 open_overdue=319", "assigned", 9831),
            ("assigned=130 done=10 open=12", "open", 120),
        ],
    )
    def test_a_digit_lost_or_added(self, figures: str, name: str, right: int) -> None:
        found = check(figures)
        assert codes(found)[-1] == "one_digit"
        hint = values(found, "one_digit")
        assert (hint["name"], hint["right"]) == (name, right)

    @pytest.mark.parametrize(
        "figures",
        [
            "assigned=20 done=1 open=5",
            "assigned=9831 done=7892 open=1938 open_in_time=162 open_overdue=319",
            "assigned=130 done=10 open=10",
        ],
    )
    def test_a_digit_is_named_only_where_nothing_else_can_be_meant(self, figures: str) -> None:
        assert set(codes(check(figures))) == {"split"}

    @pytest.mark.parametrize("zeros", ["suspended=0", "done_late=0 open_in_time=0"])
    def test_zero_is_given(self, zeros: str) -> None:
        assert check(f"assigned=18 done=0 open=18 {zeros}").consistent is True
        assert check(f"assigned=18 done=0 open=17 {zeros}").consistent is False

    def test_other_names_are_passed_over(self) -> None:
        assert check_figures({"assigned": 18, "done": 15, "open": 3, "percents": 7, "x": 1}).consistent is True


class TestPercentages:
    @pytest.mark.parametrize(
        ("figures", "code", "right"),
        [
            ("assigned=18 done=15 open=3 %open=16,66", "truncated", "16,67 %"),
            ("assigned=19 done=15 open=4 %open=21,06", "rounded_up", "21,05 %"),
            ("assigned=18 done=15 open=3 %open=16,76", "swapped_percent", "16,67 %"),
            ("assigned=18 done=15 open=3 %open=61,67", "swapped_percent", "16,67 %"),
            ("assigned=18 done=15 open=3 %open=1,667", "misplaced_comma", "16,667 %"),
            ("assigned=18 done=15 open=3 %open=166,7", "misplaced_comma", "16,7 %"),
            ("assigned=18 done=15 open=3 %open=1667", "misplaced_comma", "17 %"),
            ("assigned=18 done=15 open=3 %open=0,1667", "misplaced_comma", "16,6667 %"),
            ("assigned=18 done=15 open=3 %open=17,00", "no_base", "16,67 %"),
            ("assigned=18 done=15 open=3 %open=17,00@assigned", "no_base", "16,67 %"),
            ("assigned=18 done=15 open=3 %open=16,66@assigned", "truncated", "16,67 %"),
            ("assigned=18 done=15 open=3 %open=100", "no_base", "17 %"),
            ("assigned=18 done=15 open=3 %open=16,67@done", "wrong_base", "16,67 %"),
            ("assigned=18 done=15 open=3 %open=20@assigned", "wrong_base", "20 %"),
        ],
    )
    def test_what_is_wrong_and_what_would_be_right(self, figures: str, code: str, right: str) -> None:
        found = check(figures)
        assert (found.consistent, codes(found)) == (False, [code])
        assert right in describe(found.findings[0], VI)

    def test_shares_forced_to_100(self) -> None:
        thirds = "assigned=3 done_on_time=1 done_late=1 open=1"
        found = check(f"{thirds} %done_on_time=33,33 %done_late=33,33 %open=33,34")
        assert codes(found) == ["forced_to_100", "base_found", "base_found"]
        assert "33,33 %" in describe(found.findings[0], VI)
        found = check(f"{thirds} %done_on_time=33,3@assigned %done_late=33,3@assigned %open=33,4@assigned")
        assert codes(found) == ["forced_to_100"]
        # It stands alone here, so nothing shows that it was adjusted.
        assert codes(check(f"{thirds} %open=33,34")) == ["rounded_up"]
        # The right shares add up to 100 as well: then it is cut off, not adjusted.
        found = check("assigned=89 done=78 open_overdue=11 %open_overdue=12,3@assigned %done=87,7@assigned")
        assert codes(found) == ["truncated", "rounded_up"]

    def test_only_shares_printed_alike_are_adjusted_to_each_other(self) -> None:
        thirds = "assigned=3 done_on_time=1 done_late=1 open=1"
        for beside in ("%done_on_time=33,3@assigned", "%done_on_time=33,33@with_deadline"):
            found = check(f"{thirds} {beside} %done_late=33,33@assigned %open=33,34@assigned")
            assert "rounded_up" in codes(found)
        # Two halves: 12,5 and 87,5 are 13 and 88, and no longer 100.
        found = check("assigned=9 due=8 done=7 open_overdue=1 open=2 %open_overdue=12@due %done=88@due")
        assert codes(found) == ["forced_to_100"]
        found = check("assigned=9 due=8 done=7 open_overdue=1 open=2 %open_overdue=12 %done=88")
        assert codes(found) == ["forced_to_100", "base_found"]

    def test_shares_forced_to_100_downwards(self) -> None:
        # 1/8 = 12,5 -> 13 three times and 5/8 = 62,5 -> 63 make 102.
        found = check(
            "assigned=8 done_on_time=5 done_late=1 open_in_time=1 open_overdue=1 %done_on_time=62@assigned "
            "%done_late=13@assigned %open_in_time=13@assigned %open_overdue=12@assigned"
        )
        assert codes(found) == ["forced_to_100", "forced_to_100"]

    @pytest.mark.parametrize(
        ("figures", "bases"),
        [
            ("assigned=18 done_on_time=15 open_overdue=3 %open_overdue=16,67", ("assigned", "due", "with_deadline")),
            ("assigned=12160 with_deadline=7414 open_overdue=258 %open_overdue=3,48", ("with_deadline",)),
            ("assigned=20 done=10 done_on_time=8 open=10 %done_on_time=80", ("done",)),
            ("assigned=20 done=10 open_overdue=8 open=10 %open_overdue=80", ("open",)),
            # A share of what it is no part of is found only where nothing else fits.
            ("assigned=20 done=10 open_overdue=8 open=10 %open_overdue=40", ("assigned",)),
            ("assigned=21 done=16 open_overdue=4 open=5 %open_overdue=25", ("done",)),
            ("assigned=21 done=16 open_overdue=4 open=5 %done=320", ("open",)),
            ("assigned=18 %assigned=100", ("assigned",)),
        ],
    )
    def test_the_bases_that_fit_are_named(self, figures: str, bases: tuple[str, ...]) -> None:
        found = check(figures)
        assert found.consistent is True
        assert values(found, "base_found")["bases"] == bases
        assert all(describe(found.findings[0], VI, keys=True).count(f"({base})") >= 1 for base in bases)

    @pytest.mark.parametrize(
        ("figures", "variant"),
        [
            ("assigned=18 %done=83,33", None),
            ("assigned=18 done=15 done_on_time=12 %done_late=20@done", None),
            ("assigned=18 done=15 %done=83,33@due", "base"),
            ("assigned=0 done=0 %done=0", "zero"),
            ("assigned=0 done=0 %done=100@assigned", "zero"),
            ("assigned=18 done=0 %done=0@due", "base"),
            ("assigned=18 done=0 done_late=0 %done_late=0@done", "zero"),
        ],
    )
    def test_what_cannot_be_judged_is_no_contradiction(self, figures: str, variant: str | None) -> None:
        found = check(figures)
        assert codes(found) == ["not_judged"]
        assert found.findings[0].values.get("variant") == variant
        assert found.consistent is None
        assert describe(found.findings[0], VI).startswith("Số nhiệm vụ ")

    def test_an_approximate_one_judges_nothing(self) -> None:
        percent = read_percentage("done", "trên 90 %")
        found = check_figures({"assigned": 18, "done": 3}, [percent])
        assert (found.consistent, codes(found)) == (None, ["approximate"])
        assert "trên 90 %" in describe(found.findings[0], VI)

    def test_the_same_one_twice_is_said_once(self) -> None:
        found = check("assigned=18 done=15 open=3 %open=17,00 %open=17,00")
        assert codes(found) == ["no_base"]

    def test_contradictions_come_first(self) -> None:
        found = check("assigned=18 done=15 open=3 %open=16,67 %done=83,32 %due=5")
        assert [f.contradiction for f in found.findings] == [True, False, False]

    @pytest.mark.parametrize(
        ("figures", "name", "count"),
        [
            ("assigned=18 done=15", "open", 3),
            ("assigned=18 open=3", "done", 15),
            ("assigned=170 due=100 open_overdue=5", "done", 95),
            ("assigned=170 due=100 done=95", "open_overdue", 5),
            ("assigned=18 done_on_time=15 open_overdue=3", "due", 18),
            ("assigned=18 done_on_time=15 open_overdue=3", "with_deadline", 18),
            ("assigned=18 done_on_time=15 open_no_deadline=3", "with_deadline", 15),
            ("assigned=18 done_on_time=15 open_overdue=3", "done_late", 0),
            ("assigned=18 done=15 done_on_time=15", "done_late", 0),
            ("assigned=18 done_on_time=10 done_late=5", "done", 15),
            ("assigned=18 done=18", "open", 0),
            ("assigned=18 done_on_time=15", "done", None),
            ("with_deadline=13 done=15 done_on_time=12 open=0", "open_overdue", 0),
            ("assigned=12160 with_deadline=7414 open_overdue=258", "due", None),
            ("assigned=12160 with_deadline=7414 open_overdue=258", "open", None),
            ("assigned=18 done=15 done_on_time=12", "done_late", None),
            ("assigned=18 done=20", "open", None),
            ("done=15", "assigned", None),
        ],
    )
    def test_what_numbers_say_of_others(self, figures: str, name: str, count: int | None) -> None:
        counts = {key: int(number) for key, _, number in (word.partition("=") for word in figures.split())}
        assert KnownCounts(counts).known(name) == count


class TestDeclared:
    def test_the_fields_of_a_session(self) -> None:
        found = check_reported(
            {"assigned": 18, "done_on_time": 15, "open_overdue": 3, "percents": {"open_overdue": "16,67"}}
        )
        assert (found.consistent, codes(found)) == (True, ["base_found"])

    def test_zero_is_a_number_too(self) -> None:
        assert check_reported({"assigned": 18, "done": 18, "open": 0}).consistent is True

    def test_whatever_was_recorded_is_no_crash(self) -> None:
        found = check_reported(
            {"assigned": None, "done": True, "open": -3, "due": "5", "x": 1,
             "percents": {"done": ["90", {"a": 1}, None, ""], "z": "5", "open@due": "5@done", "due": "chín mươi"}}
        )  # fmt: skip
        assert found.consistent is None
        assert codes(found) == ["not_judged", *["unreadable"] * 4]
        assert not any(finding.contradiction for finding in found.findings)
        said = [describe(finding, VI).partition(" không")[0] for finding in found.findings[1:]]
        assert said == [
            "Số nhiệm vụ đã hoàn thành: “{'a': 1}”", "“z”: “5”", "Số nhiệm vụ chưa hoàn thành: “5@done @due”",
            "Số nhiệm vụ đến hạn: “chín mươi”",
        ]  # fmt: skip

    @pytest.mark.parametrize("percents", [None, [], "16,67", 5, {}])
    def test_no_percentages(self, percents: object) -> None:
        assert check_reported({"assigned": 18, "percents": percents}) == Check(None, ())


class TestSharesOfLess:
    """A number that is more than a base is no share of it: nothing is right of that base, so nothing is offered."""

    def test_no_base_that_is_less_is_offered(self) -> None:
        # 18 became 1.825: the sum of parts that is named due is 21, and 1.516 would be 7.219 % of it.
        found = check("assigned=1825 done=18 done_on_time=1516 open_overdue=3 %done_on_time=83,3")
        (finding,) = (one for one in found.findings if one.code == "no_base")
        assert finding.values["rights"] == (
            Share("assigned", 1516, 1825, Decimal("83.1")), Share("with_deadline", 1516, 1519, Decimal("99.8")),
        )  # fmt: skip
        assert "7.219" not in describe(finding, VI)

    def test_the_base_named_is_less(self) -> None:
        found = check("assigned=100 done=90 due=20 %done=45,0@due")
        (finding,) = (one for one in found.findings if one.code == "no_base")
        assert (finding.contradiction, finding.values["variant"], finding.values["bases"]) == (True, "above", ("due",))
        assert (
            describe(finding, VI)
            == "Số nhiệm vụ đã hoàn thành: 45,0 % không thể là tỷ lệ vì 90 lớn hơn số nhiệm vụ đến hạn"
        )
        found = check("assigned=100 done=90 due=20 %done=90@due")
        (finding,) = (one for one in found.findings if one.code == "wrong_base")
        assert (finding.values["variant"], finding.values["bases"]) == ("above", ("assigned",))
        assert "450" not in describe(finding, EN), "how much of less it would be is no advice"

    def test_where_another_base_fits_it_is_not_one_that_is_less(self) -> None:
        found = check("assigned=100 done=50 due=20 %done=250@assigned")
        (finding,) = (one for one in found.findings if one.code == "no_base")
        assert finding.values["rights"] == (Share("assigned", 50, 100, Decimal(50)),)

    def test_every_base_is_less(self) -> None:
        found = check("assigned=10 done=20 %done=50")
        (finding,) = (one for one in found.findings if one.code == "no_base")
        assert finding.values["variant"] == "above"


class TestNames:
    @pytest.mark.parametrize(
        "percents",
        [None, {}, {"done": "5"}, {"done@due": ["5", "?"]}, {"Open-Overdue": "chín phần"}, {"done": "5@due"},
         {"done": {"a": 1}}],
    )  # fmt: skip
    def test_whatever_is_printed_may_be_declared(self, percents: object) -> None:
        check_names(percents)

    @pytest.mark.parametrize(
        ("percents", "code"),
        [({"foo": "1"}, "percent_name"), ({"foo": None}, "percent_name"), ({"": "1"}, "percent_name"),
         ({"done@foo": "1"}, "percent_base"), ({"done": ["1", "1@foo"]}, "percent_base"),
         ({"done@due": "1@open"}, "percent_base"), ({"done": "5", "x": "?"}, "percent_name")],
    )  # fmt: skip
    def test_names_and_bases_that_there_are_not(self, percents: object, code: str) -> None:
        with pytest.raises(PercentError) as error:
            check_names(percents)
        assert error.value.code == code


class TestWords:
    def test_every_count_has_a_name(self) -> None:
        assert set(COUNT_WORDS) == set(DECLARED_COUNTS)

    @pytest.mark.parametrize("catalog", [VI, EN])
    @pytest.mark.parametrize("code", sorted(MESSAGES))
    def test_every_finding_can_be_said(self, catalog: Catalog, code: str) -> None:
        share = Share("due", 5, 100, Decimal(5))
        anything = {
            "whole": "open", "part": "open_overdue", "name": "open_overdue", "named": "assigned", "base": "due",
            "total": 12160, "count": 1, "sum": 3, "difference": -1, "least": 1, "most": 2, "given": 1602, "right": 1620,
            "parts": (("done", 1),), "bases": ("due", "done"), "rights": (share,), "ratios": (share,),
            "named_ratio": share, "printed": Decimal("12.30"), "text": "trên 90 %",
        }  # fmt: skip
        head, _, variant = code.partition(".")
        finding = values_of(head, {**anything, **({"variant": variant} if variant else {})})
        said = describe(finding, catalog, keys=True)
        assert said[0] == said[0].upper()
        assert not set("{}") & set(said)

    def test_numbers_take_the_form_of_the_language(self) -> None:
        found = check("assigned=12160 done=10000 open=2161 %open=17,8")
        assert "12.160" in describe(found.findings[0], VI)
        assert "12,160" in describe(found.findings[0], EN)
        assert "17,8 %" in describe(found.findings[-1], VI)
        assert "17.8 %" in describe(found.findings[-1], EN)

    def test_values_as_json_has_them(self) -> None:
        found = check("assigned=89 open_overdue=11 %open_overdue=12,30")
        assert finding_values(found.findings[0]) == {
            "name": "open_overdue", "printed": "12.30",
            "rights": [{"base": "assigned", "numerator": 11, "denominator": 89, "percent": "12.36"}],
        }  # fmt: skip


def values_of(code: str, given: dict[str, object]) -> Any:
    from inspect_tui.domain.figure_findings import FigureFinding

    return FigureFinding(code, False, given)


@st.composite
def grids(draw: st.DrawFn) -> dict[str, int]:
    """True counts, all of them."""
    number = st.one_of(st.integers(0, 3), st.integers(0, 50), st.integers(0, 10**12))
    cells = {name: draw(number) for name in (*GRID, *BESIDE)}
    done = sum(cells[name] for name in SPLITS["done"])
    opened = sum(cells[name] for name in SPLITS["open"])
    return {
        **cells, "done": done, "open": opened, "due": done + cells["open_overdue"],
        "with_deadline": sum(cells[name] for name in SPLITS["with_deadline"]),
        "assigned": done + opened + sum(cells[name] for name in BESIDE),
    }  # fmt: skip


@st.composite
def reports(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, int]]:
    """A grid, and the counts of it that a report prints: totals, parts or both, zeros as it likes."""
    grid = draw(grids())
    shown = {"assigned", *(name for name in ("due", "with_deadline") if draw(st.booleans()))}
    for side in ("done", "open"):
        form = draw(st.sampled_from(["total", "parts", "both", "total and one part"]))
        shown |= {side} if form != "parts" else set()
        if form == "total and one part":
            shown.add(draw(st.sampled_from(SPLITS[side])))
        elif form != "total":
            shown |= {name for name in SPLITS[side] if grid[name] or draw(st.booleans())}
    shown |= {name for name in BESIDE if grid[name] or draw(st.booleans())}
    return grid, {name: grid[name] for name in DECLARED_COUNTS if name in shown}


class TestAnyFigures:
    @settings(max_examples=150, deadline=None)
    @given(report=reports(), data=st.data())
    def test_true_figures_are_never_contradicted(
        self, report: tuple[dict[str, int], dict[str, int]], data: st.DataObject
    ) -> None:
        grid, counts = report
        known = KnownCounts(counts)
        percents = []
        for _ in range(data.draw(st.integers(0, 3))):
            name, base = data.draw(st.sampled_from(DECLARED_COUNTS)), data.draw(st.sampled_from(RATE_BASES))
            is_told = known.known(base) is not None and name != base
            if grid[base]:
                decimals = data.draw(st.integers(0, 4))
                exact = Decimal(grid[name]) * 100 / Decimal(grid[base])
                value = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
                named = base if not is_told or data.draw(st.booleans()) else ""
                percents.append(Percentage(name, str(value), value, decimals, named))
        found = check_figures(counts, percents)
        assert found.consistent is not False, [describe(f, EN) for f in found.findings]
        assert not any(finding.contradiction for finding in found.findings)

    @settings(max_examples=150, deadline=None)
    @given(report=reports())
    def test_what_is_worked_out_is_true(self, report: tuple[dict[str, int], dict[str, int]]) -> None:
        grid, counts = report
        known = KnownCounts(counts)
        assert {name: known.known(name) for name in counts} == counts
        assert all(known.known(name) in (None, grid[name]) for name in DECLARED_COUNTS)

    @settings(max_examples=100, deadline=None)
    @given(grid=grids(), name=st.sampled_from(DECLARED_COUNTS), by=st.integers(-50, 50).filter(bool))
    def test_one_changed_count_of_a_full_report_is_always_found(self, grid: dict[str, int], name: str, by: int) -> None:
        assert check_figures(grid).consistent is True
        changed = {**grid, name: abs(grid[name] + by)}
        expected = changed == grid
        found = check_figures(changed)
        assert found.consistent is expected
        assert any(finding.contradiction for finding in found.findings) is not expected

    @settings(max_examples=100, deadline=None)
    @given(grid=grids(), side=st.sampled_from(["done", "open"]), data=st.data())
    def test_two_swapped_digits_are_named(self, grid: dict[str, int], side: str, data: st.DataObject) -> None:
        counts = {name: grid[name] for name in ("assigned", "done", "open", *BESIDE)}
        digits = str(counts[side])
        places = [p for p in range(len(digits) - 1) if digits[p] != digits[p + 1] and (p or digits[p + 1] != "0")]
        if places:
            place = data.draw(st.sampled_from(places))
            wrong = int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
            found = check_figures({**counts, side: wrong})
            hints = [(f.values["name"], f.values["right"]) for f in found.findings if f.code == "swapped_digits"]
            assert (side, counts[side]) in hints

    @settings(max_examples=200, deadline=None)
    @given(counts=st.dictionaries(st.sampled_from(DECLARED_COUNTS), st.integers(0, 30)),
           percents=st.lists(st.builds(
               lambda name, units, places, base: Percentage(name, "", Decimal(f"{units}e-{places}"), places, base),
               st.sampled_from(DECLARED_COUNTS), st.integers(0, 20000), st.integers(0, 2),
               st.sampled_from(["", *RATE_BASES])), max_size=4))  # fmt: skip
    def test_any_figures_are_judged_and_said(self, counts: dict[str, int], percents: list[Percentage]) -> None:
        found = check_figures(counts, percents)
        wrong = [finding.contradiction for finding in found.findings]
        assert (found.consistent is False) == any(wrong)
        for finding in found.findings:
            assert describe(finding, VI, keys=True)
            assert describe(finding, EN)
        order = [finding.contradiction or finding.code in ("swapped_digits", "one_digit") for finding in found.findings]
        assert order == sorted(order, reverse=True)
