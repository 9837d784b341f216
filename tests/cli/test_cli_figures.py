from __future__ import annotations

from typing import Any

import pytest

from .conftest import Cli

GRID = ("done_on_time", "done_late", "done_no_deadline", "open_in_time", "open_overdue", "open_no_deadline",
        "suspended", "withdrawn", "transferred")  # fmt: skip
AS_OF = "2021-07-16"


def add(cli: Cli, session: str, *tasks: dict[str, Any]) -> list[str]:
    made = cli.record(session, *({"record": "task", "content": "x", **task} for task in tasks))["ids"]
    return list(made)


def grid(figures: dict[str, Any]) -> dict[str, int]:
    return {name: figures[name] for name in GRID if figures[name]}


class TestShape:
    def test_names(self, cli: Cli, visit: str) -> None:
        figures = cli.json("figures", visit)
        assert set(figures) == {
            "as_of", "assigned", *GRID, "rates", "by_source", "sentence",
            "against_first_deadline", "in_several_sources",
        }  # fmt: skip
        first = {"done_on_time", "done_late", "open_in_time", "open_overdue"}
        for one in figures["by_source"]:
            assert set(one) == {"source", "assigned", *GRID, "rates", "against_first_deadline"}
            assert set(one["against_first_deadline"]) == first
        assert set(figures["against_first_deadline"]) == first
        for rate in figures["rates"]:
            assert set(rate) == {"name", "numerator", "denominator", "base", "value", "percent"}
            assert rate["base"] in ("assigned", "due", "done", "open", "with_deadline")
            assert rate["denominator"] > 0
        assert figures == cli.show(visit)["figures"]

    def test_the_case_of_the_press_report(self, cli: Cli, visit: str) -> None:
        figures = cli.json("figures", visit)
        assert (figures["as_of"], figures["assigned"]) == (AS_OF, 18)
        assert grid(figures) == {"done_on_time": 15, "open_overdue": 3}
        overdue = next(r for r in figures["rates"] if (r["name"], r["base"]) == ("open_overdue", "assigned"))
        assert overdue == {"name": "open_overdue", "numerator": 3, "denominator": 18, "base": "assigned",
                           "value": 16.67, "percent": "16,67 %"}  # fmt: skip
        for word in ("18", "15", "3", "16,67 %", "tính đến ngày 16/7/2021", "số nhiệm vụ được giao"):
            assert word in figures["sentence"]
        assert "16.67 %" in cli.json("--lang", "en", "figures", visit)["sentence"]
        assert cli.run("figures", visit).out == figures["sentence"] + "\n"

    def test_no_tasks(self, cli: Cli, session: str) -> None:
        figures = cli.json("figures", session, "--as-of", "2020-01-01", "--declared")
        assert (figures["assigned"], figures["rates"], figures["by_source"]) == (0, [], [])
        assert figures["as_of"] == "2020-01-01"
        assert figures["sentence"]

    def test_half_up(self, cli: Cli, session: str) -> None:
        add(cli, session, {"declared_completed_on": AS_OF}, *({} for _ in range(799)))
        done = next(r for r in cli.json("figures", session)["rates"] if r["name"] == "done")
        assert (done["value"], done["percent"]) == (0.13, "0,13 %")

    @pytest.mark.parametrize("day", ["2021-02-30", "30/7/2021", "", " ", "2021-7-1", "2021-W29-5"])
    def test_a_day_that_is_none(self, cli: Cli, visit: str, day: str) -> None:
        cli.refused("figures", visit, "--as-of", day)


class TestDays:
    @pytest.mark.parametrize(
        ("deadline", "done", "status"),
        [
            ("2021-07-16", None, "open_in_time"),
            ("2021-07-15", None, "open_overdue"),
            ("2021-07-17", None, "open_in_time"),
            (None, None, "open_no_deadline"),
            ("2021-07-10", "2021-07-10", "done_on_time"),
            ("2021-07-10", "2021-07-11", "done_late"),
            ("2021-07-10", "2021-07-16", "done_late"),
            ("2021-07-10", "2021-07-17", "open_overdue"),
            ("2021-07-20", "2021-07-17", "open_in_time"),
            (None, "2021-07-16", "done_no_deadline"),
            (None, "2021-07-17", "open_no_deadline"),
        ],
    )
    def test_a_deadline_day_is_in_time_and_later_completions_are_open(
        self, cli: Cli, session: str, deadline: str | None, done: str | None, status: str
    ) -> None:
        add(cli, session, {"deadline": deadline, "declared_completed_on": done})
        assert cli.show(session)["tasks"][0]["status"] == status
        assert grid(cli.json("figures", session)) == {status: 1}
        assert grid(cli.json("figures", session, "--declared")) == {status: 1}

    def test_what_is_counted_as_declared_says_so(self, cli: Cli, session: str) -> None:
        add(cli, session, {"deadline": "2021-07-01", "declared_completed_on": "2021-07-01", "verdict": "not_done"})
        found, declared = cli.json("figures", session), cli.json("figures", session, "--declared")
        assert (found["open_overdue"], declared["done_on_time"]) == (1, 1)
        assert ("declared" in found, declared["declared"]) == (False, True)
        assert declared["sentence"].startswith("Theo số liệu đơn vị tự khai, tính đến ngày 16/7/2021: ")
        assert "tự khai" not in found["sentence"]

    def test_as_of_another_day(self, cli: Cli, session: str) -> None:
        add(cli, session, {"deadline": "2021-07-20"}, {"deadline": "2021-07-20", "declared_completed_on": "2021-07-22"})
        for day, expected in (
            ("2021-07-20", {"open_in_time": 2}),
            ("2021-07-21", {"open_overdue": 2}),
            ("2021-07-22", {"open_overdue": 1, "done_late": 1}),
        ):
            figures = cli.json("figures", session, "--as-of", day)
            assert (figures["as_of"], grid(figures)) == (day, expected)
        assert grid(cli.json("figures", session)) == {"open_in_time": 2}


class TestVerdicts:
    @pytest.mark.parametrize(
        ("verdict", "declared", "found", "status"),
        [
            ("", "2021-07-01", None, "done_on_time"),
            ("", None, None, "open_overdue"),
            ("agreed", "2021-07-01", None, "done_on_time"),
            ("agreed", None, None, "open_overdue"),
            ("agreed", "2021-07-01", "2021-07-12", "done_on_time"),
            ("not_done", "2021-07-01", None, "open_overdue"),
            ("not_done", "2021-07-01", "2021-07-02", "open_overdue"),
            ("partly", "2021-07-01", None, "open_overdue"),
            ("done", None, "2021-07-05", "done_on_time"),
            ("done", None, "2021-07-11", "done_late"),
            ("done", "2021-07-01", "2021-07-12", "done_late"),
            ("done", "2021-07-12", "2021-07-01", "done_on_time"),
            ("done", "2021-07-01", None, "done_on_time"),
            ("done", None, "2021-07-17", "open_overdue"),
            ("done", None, None, "open_overdue"),
        ],
    )
    def test_found_facts_count_where_there_is_a_verdict(
        self, cli: Cli, session: str, verdict: str, declared: str | None, found: str | None, status: str
    ) -> None:
        task = {"deadline": "2021-07-10", "verdict": verdict, "declared_completed_on": declared, "completed_on": found}
        add(cli, session, task)
        assert grid(cli.json("figures", session)) == {status: 1}
        as_declared = "done_late" if declared == "2021-07-12" else "done_on_time" if declared else "open_overdue"
        assert grid(cli.json("figures", session, "--declared")) == {as_declared: 1}
        shown = cli.show(session)["tasks"][0]
        assert (shown["declared_completed_on"], shown["completed_on"]) == (declared, found)


class TestEvents:
    @pytest.mark.parametrize(
        ("events", "status"),
        [
            ([("extended", "2021-07-01", "2021-07-16")], "open_in_time"),
            ([("extended", "2021-07-01", "2021-07-15")], "open_overdue"),
            ([("extended", None, "2021-07-16")], "open_in_time"),
            ([("extended", "2021-07-17", "2021-12-31")], "open_overdue"),
            ([("extended", "2021-07-01", "2021-07-12"), ("extended", "2021-07-12", "2021-08-01")], "open_in_time"),
            ([("extended", "2021-07-12", "2021-08-01"), ("extended", "2021-07-01", "2021-07-12")], "open_in_time"),
            ([("suspended", "2021-07-01", None)], "suspended"),
            ([("suspended", "2021-07-16", None)], "suspended"),
            ([("suspended", "2021-07-17", None)], "open_overdue"),
            ([("suspended", "2021-07-01", None), ("resumed", "2021-07-05", None)], "open_overdue"),
            ([("resumed", "2021-07-05", None), ("suspended", "2021-07-01", None)], "open_overdue"),
            ([("suspended", "2021-07-01", None), ("resumed", "2021-07-17", None)], "suspended"),
            ([("withdrawn", "2021-07-01", None)], "withdrawn"),
            ([("withdrawn", "2021-07-01", None), ("resumed", "2021-07-05", None)], "withdrawn"),
            ([("transferred", "2021-07-01", None)], "transferred"),
            ([("resumed", "2021-07-01", None)], "open_overdue"),
        ],
    )
    def test_they_move_a_task(
        self, cli: Cli, session: str, events: list[tuple[str, str | None, str | None]], status: str
    ) -> None:
        task, _ = add(cli, session, {"deadline": "2021-07-10"}, {"declared_completed_on": "2021-07-01"})
        cli.record(
            session, *({"record": "event", "task": task, "kind": k, "on": on, "until": u} for k, on, u in events)
        )
        figures = cli.json("figures", session)
        assert figures["assigned"] == 2
        assert grid(figures) == {status: 1, "done_no_deadline": 1}
        shown = cli.show(session)
        assert shown["tasks"][0]["status"] == status
        assert shown["tasks"][0]["deadline"] == "2021-07-10"

    def test_beside_the_grid_they_are_in_no_base_but_assigned(self, cli: Cli, session: str) -> None:
        tasks = add(cli, session, *({"deadline": "2021-07-10", "declared_completed_on": "2021-07-01"},) * 4)
        cli.record(
            session,
            *({"record": "event", "task": t, "kind": k}
              for t, k in zip(tasks, ("suspended", "withdrawn", "transferred"), strict=False)),
        )  # fmt: skip
        rates = {
            (r["name"], r["base"]): (r["numerator"], r["denominator"]) for r in cli.json("figures", session)["rates"]
        }
        assert rates["done", "assigned"] == (1, 4)
        assert rates["done_on_time", "with_deadline"] == (1, 1)
        assert rates["done", "due"] == (1, 1)

    def test_a_deleted_event_moves_nothing(self, cli: Cli, session: str) -> None:
        task = add(cli, session, {"deadline": "2021-07-10"})[0]
        event = cli.record(session, {"record": "event", "task": task, "kind": "withdrawn"})["ids"][0]
        cli.record(session, {"record": "event", "id": event, "delete": True})
        assert grid(cli.json("figures", session)) == {"open_overdue": 1}


class TestSources:
    def test_each_apart_and_the_whole_their_sum(self, cli: Cli, session: str) -> None:
        add(
            cli,
            session,
            {"source": "key"},
            {"source": "Nguồn riêng", "declared_completed_on": "2021-07-01"},
            {"source": "programme", "deadline": "2021-07-16"},
            {"source": None},
            {"source": ""},
        )
        figures = cli.json("figures", session)
        assert [(one["source"], one["assigned"]) for one in figures["by_source"]] == [
            ("assigned", 2), ("programme", 1), ("key", 1), ("Nguồn riêng", 1),
        ]  # fmt: skip
        for name in ("assigned", *GRID):
            assert figures[name] == sum(one[name] for one in figures["by_source"])
        assert "Nguồn riêng" in figures["sentence"]

    def test_a_task_of_two_sources_is_in_both_and_once_in_the_whole(self, cli: Cli, session: str) -> None:
        same = {"content": "Xây dựng kế hoạch chuyển đổi số của tỉnh", "document": "12/UBND-KT"}
        overdue = {"deadline": "2021-07-01", **same}
        add(cli, session, {"source": "key", **overdue}, {"source": "assigned", **overdue},
            {"source": "assigned; key", "declared_completed_on": "2021-07-01"}, {"source": "programme"})  # fmt: skip
        figures = cli.json("figures", session)
        assert (figures["assigned"], figures["open_overdue"], figures["in_several_sources"]) == (3, 1, 2)
        assert len(cli.json("figures", session, "--tasks")["late"]) == 1
        counted = {one["source"]: (one["assigned"], one["open_overdue"]) for one in figures["by_source"]}
        assert counted == {"assigned": (2, 1), "programme": (1, 0), "key": (2, 1)}
        assert "Có 2 nhiệm vụ thuộc từ hai nguồn trở lên" in figures["sentence"]
        assert figures == cli.show(session)["figures"]


class TestExtensions:
    def test_against_the_first_deadline_beside_the_extended_one(self, cli: Cli, session: str) -> None:
        task, *_ = add(cli, session, {"deadline": "2021-06-15"}, {"deadline": "2021-07-01"})
        cli.record(session, {"record": "event", "task": task, "kind": "extended", "on": "2021-06-14",
                             "until": "2021-07-20"})  # fmt: skip
        figures = cli.json("figures", session)
        assert (figures["open_in_time"], figures["open_overdue"]) == (1, 1)
        assert figures["against_first_deadline"] == {
            "done_on_time": 0, "done_late": 0, "open_in_time": 0, "open_overdue": 2,
        }  # fmt: skip
        assert "thời hạn ban đầu" in figures["sentence"]
        (late,) = cli.json("figures", session, "--tasks")["late"]
        assert (late["label"], late["days_overdue"], late["days_past_first_deadline"]) == ("2", 15, 15)
        cli.record(session, {"record": "event", "task": task, "kind": "extended", "on": "2021-07-01",
                             "until": "2021-07-10"})  # fmt: skip
        late = cli.json("figures", session, "--tasks")["late"][1]
        assert (late["label"], late["days_overdue"], late["days_past_first_deadline"]) == ("1", 6, 31)


class TestNamedTasks:
    def test_late_ones_in_order_and_those_due_soon(self, cli: Cli, session: str) -> None:
        add(cli, session, {"deadline": "2021-07-10"}, {"deadline": "2021-07-01"}, {"deadline": "2021-07-19"},
            {"deadline": "2021-07-20"}, {"deadline": "2021-06-01", "declared_completed_on": "2021-07-10"})  # fmt: skip
        figures = cli.json("figures", session, "--tasks")
        assert [(one["label"], one["status"], one["days_overdue"]) for one in figures["late"]] == [
            ("2", "open_overdue", 15), ("1", "open_overdue", 6), ("5", "done_late", 39),
        ]  # fmt: skip
        assert (figures["due_soon_days"], [one["label"] for one in figures["due_soon"]]) == (3, ["3"])
        assert cli.run("figures", session, "--tasks").out.count("\n") == 5


class TestSettings:
    def test_they_are_of_the_store_and_copied_into_what_is_made_then(self, cli: Cli, session: str) -> None:
        assert cli.json("settings") == {"rate_base": "assigned", "decimals": 2, "due_soon_days": 3}
        changed = cli.json("settings", "--rate-base", "due", "--decimals", 1, "--due-soon-days", 5)
        assert changed == {"rate_base": "due", "decimals": 1, "due_soon_days": 5} == cli.json("settings")
        new = cli.new()
        for one in (session, new):
            add(cli, one, {"deadline": "2021-07-01"}, {"deadline": "2021-07-21"},
                *({"deadline": "2021-07-01", "declared_completed_on": "2021-07-01"},) * 2)  # fmt: skip
        old_rates, rates = (cli.json("figures", one)["rates"] for one in (session, new))
        assert (old_rates[0]["base"], old_rates[0]["percent"]) == ("assigned", "50,00 %")
        assert (rates[0]["base"], rates[0]["percent"]) == ("due", "66,7 %")
        assert cli.json("figures", new, "--tasks")["due_soon"][0]["label"] == "2"
        assert "33,3 % số nhiệm vụ đến hạn" in cli.json("figures", new)["sentence"]
        assert "5 ngày" in cli.run("settings").out

    @pytest.mark.parametrize(
        "words",
        [("--rate-base", "all"), ("--rate-base", ""), ("--decimals", "3"), ("--decimals", "-1"), ("--decimals", "x"),
         ("--due-soon-days", "-1"), ("--due-soon-days", "367")],
    )  # fmt: skip
    def test_what_is_none_changes_nothing(self, cli: Cli, session: str, words: tuple[str, str]) -> None:
        cli.refused("settings", *words, "--due-soon-days" if words[0] == "--decimals" else "--decimals", "1")
        assert cli.json("settings") == {"rate_base": "assigned", "decimals": 2, "due_soon_days": 3}
