from __future__ import annotations

import json
import re
from typing import Any

import pytest

from inspect_tui.domain.records import DECLARED_COUNTS

from .conftest import Cli

VISIT = ("--assigned", "18", "--done-on-time", "15", "--open-overdue", "3")


def check(cli: Cli, *words: object, code: int = 0) -> Any:
    return cli.json("figures", "check", *words, code=code)


class TestAnswers:
    def test_figures_that_agree(self, cli: Cli) -> None:
        found = check(cli, *VISIT, "--percent", "open_overdue=16,67@assigned")
        assert found == {"consistent": True, "findings": []}
        assert not cli.home.exists()

    def test_figures_that_contradict_themselves(self, cli: Cli) -> None:
        words = ("--assigned", 9831, "--done", 7892, "--open-in-time", 1602, "--open-overdue", 319)
        found = check(cli, *words, code=1)
        assert found["consistent"] is False
        assert [one["code"] for one in found["findings"]] == ["split", "swapped_digits", "swapped_digits"]
        assert [one["contradiction"] for one in found["findings"]] == [True, False, False]
        assert "thiếu 18" in found["findings"][0]["message"]
        assert "1.620" in found["findings"][1]["message"]
        assert found["findings"][1]["values"]["right"] == 1620
        assert all(set(one) == {"code", "message", "contradiction", "values", "tasks"} for one in found["findings"])
        assert not cli.home.exists()

    def test_figures_of_which_nothing_can_be_judged(self, cli: Cli) -> None:
        assert check(cli, "--assigned", 18) == {"consistent": None, "findings": []}
        found = check(cli, "--assigned", 18, "--percent", "done=trên 90 %")
        assert (found["consistent"], [one["code"] for one in found["findings"]]) == (None, ["approximate"])

    @pytest.mark.parametrize(
        ("words", "code", "named"),
        [
            ("--assigned 15533 --done 13119 --open 2414 --open-in-time 2065 --open-overdue 348", 1,
             ["2.413", "thiếu 1"]),
            ("--assigned 12160 --with-deadline 7414 --open-overdue 258 --percent open_overdue=2,12@assigned "
             "--percent open_overdue=3,48@with_deadline", 0, []),
            ("--assigned 12160 --with-deadline 7414 --open-overdue 258 --percent open_overdue=2,12 "
             "--percent open_overdue=3,48", 0, ["(assigned)", "(with_deadline)"]),
            ("--assigned 89 --open-overdue 11 --percent open_overdue=12,3", 1, ["12,4 %"]),
            ("--assigned 170 --due 100 --open-overdue 5 --percent open_overdue=5%@assigned", 1, ["(due)"]),
            ("--assigned 21 --done 17 --open 3 --transferred 1", 0, []),
        ],
    )  # fmt: skip
    def test_published_figures(self, cli: Cli, words: str, code: int, named: list[str]) -> None:
        found = check(cli, *words.split(), code=code)
        assert found["consistent"] is (code == 0)
        messages = "\n".join(one["message"] for one in found["findings"])
        assert all(text in messages for text in named)

    def test_words_without_json(self, cli: Cli) -> None:
        done = cli.run("figures", "check", *VISIT, "--percent", "open_overdue=16,67")
        assert (done.code, done.err) == (0, "")
        first, second = done.out.splitlines()
        assert first == "Số liệu khớp nhau."
        assert second.startswith("· Số nhiệm vụ quá hạn chưa hoàn thành (open_overdue): 16,67 % không ghi mẫu số; ")
        done = cli.run("--lang", "en", "figures", "check", *VISIT, "--percent", "open_overdue=16,66")
        assert done.code == 1
        first, second = done.out.splitlines()
        assert first == "The figures contradict themselves."
        assert second.startswith("✗ Tasks overdue and not done (open_overdue): 16.66 % is cut off")
        assert cli.run("figures", "check", "--assigned", "0").out == "Chưa đủ số liệu để kiểm tra.\n"

    @pytest.mark.parametrize(
        "number", ["12160", "12.160", "12,160", "12 160", "12\u00a0160", "012160", " 12160 ", "12\u202f160"]
    )
    def test_numbers_as_reports_print_them(self, cli: Cli, number: str) -> None:
        assert check(cli, "--assigned", number, "--done", 12000, "--open", 160)["consistent"] is True

    def test_large_numbers(self, cli: Cli) -> None:
        most = 10**12
        words = ("--assigned", most, "--done", most - 1, "--open", 1)
        found = check(cli, *words, "--percent", "open=0,0000000001")
        assert found["consistent"] is True
        found = check(cli, *words, "--percent", "done=100,0000000000", code=1)
        assert "99,9999999999 %" in found["findings"][0]["message"]

    @pytest.mark.parametrize(
        "text",
        ["16,67", "16.67", "16,67 %", "16,67%", "16,67\u00a0%", "16,67 phần trăm", "17", "16,667", "16.6667 percent"],
    )
    def test_percentages_as_reports_print_them(self, cli: Cli, text: str) -> None:
        assert check(cli, *VISIT, "--percent", f"open_overdue={text}@assigned") == {"consistent": True, "findings": []}

    def test_json_stands_anywhere(self, cli: Cli) -> None:
        for words in (("--json", "check", *VISIT), ("check", "--json", *VISIT), ("check", *VISIT, "--json")):
            assert json.loads(cli.run("figures", *words).out) == {"consistent": True, "findings": []}


class TestRefused:
    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["--done", "15"],
            ["--assigned"],
            ["--assigned", ""],
            ["--assigned", "-1"],
            ["--assigned=-1"],
            ["--assigned", "1.5"],
            ["--assigned", "12.16"],
            ["--assigned", "1.234,567"],
            ["--assigned", "0.125"],
            ["--assigned", "1e3"],
            ["--assigned", "١٨"],
            ["--assigned", "１８"],
            ["--assigned", "1_000"],
            ["--assigned", "0x12"],
            ["--assigned", "nan"],
            ["--assigned", str(10**12 + 1)],
            ["--assigned", "9" * 5000],
            ["--assigned", "18", "--assigned", "19"],
            ["--assigned", "18", "--don", "15"],
            ["--assigned", "18", "--done-on_time", "15"],
            ["--assigned", "18", "15"],
            ["--assigned", "18", "--percent"],
            ["--assigned", "18", "--percent", ""],
            ["--assigned", "18", "--percent", "16,67"],
            ["--assigned", "18", "--percent", "open"],
            ["--assigned", "18", "--percent", "open="],
            ["--assigned", "18", "--percent", "=5"],
            ["--assigned", "18", "--percent", "nothing=5"],
            ["--assigned", "18", "--percent", "open=-5"],
            ["--assigned", "18", "--percent", "open=nan"],
            ["--assigned", "18", "--percent", "open=1e2"],
            ["--assigned", "18", "--percent", "open=9999999"],
            ["--assigned", "18", "--percent", "open=5@"],
            ["--assigned", "18", "--percent", "open=5@nothing"],
            ["--assigned", "18", "--percent", "open=5@open_overdue"],
            ["--assigned", "18", "--percent", "open=\x1b[31m\u202e5"],
            ["--assigned", "18", "--percent", "open=năm phần trăm"],
            ["--assigned", "18", "--percent", "done=5", "--percent", "x=5"],
            ["--session"],
            ["--session", "x", "--assigned", "18"],
            ["--session", "x", "--percent", "done=5"],
        ],
    )
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_bad_input(self, cli: Cli, words: list[str], language: str) -> None:
        said = cli.refused("--lang", language, "figures", "check", *words)
        assert len(said) < 500
        assert not cli.home.exists()
        cli.refused("--lang", language, "figures", "check", *words, "--json")

    def test_it_says_what_is_wrong(self, cli: Cli) -> None:
        assert "--assigned" in cli.refused("figures", "check", "--done", "1")
        assert "12x không phải là số nhiệm vụ" in cli.refused("figures", "check", "--assigned", "12x")
        said = cli.refused("figures", "check", "--assigned", "1", "--percent", "qua_han=5")
        assert "qua_han" in said
        assert "open_overdue" in said
        assert "with_deadline" in cli.refused("figures", "check", "--assigned", "1", "--percent", "done=5@x")

    def test_a_session_that_is_not_there(self, cli: Cli) -> None:
        assert "buổi kiểm tra" in cli.refused("figures", "check", "--session", "nothing")


class TestBesideTheGrid:
    def test_the_grid_of_a_session_is_as_it_was(self, cli: Cli, visit: str) -> None:
        assert cli.json("figures", visit)["assigned"] == 18
        assert cli.json("figures", visit[:20], "--as-of", "2021-07-30", "--declared")["as_of"] == "2021-07-30"
        assert "chec" in cli.refused("figures", "chec")
        assert "--assigned" in cli.refused("figures", visit, "--assigned", "18")
        cli.refused("figures")

    @pytest.mark.parametrize(
        "words", [["figures", "--help"], ["figures", "check", "--help"], ["figures", "check", "-h"]]
    )
    def test_help(self, cli: Cli, words: list[str]) -> None:
        with pytest.raises(SystemExit) as end:
            cli.run("--lang", "en", *words)
        assert end.value.code == 0
        said = cli.capsys.readouterr().out
        assert "figures check" in said
        assert ("--with-deadline N" in said) is ("check" in words)

    def test_an_option_for_each_count(self, cli: Cli) -> None:
        with pytest.raises(SystemExit):
            cli.run("figures", "check", "--help")
        options = re.findall(r"^  --([a-z-]+) N\b", cli.capsys.readouterr().out, re.M)
        assert tuple(name.replace("-", "_") for name in options) == DECLARED_COUNTS


class TestOfASession:
    def test_its_declared_figures(self, cli: Cli, visit: str) -> None:
        declared = {"record": "declared", "assigned": 18, "done_on_time": 15, "open_overdue": 3}
        cli.record(visit, {**declared, "percents": {"open_overdue": ["16,67@assigned", "16,7@due"]}})
        found = check(cli, "--session", visit)
        assert found["consistent"] is True
        cli.record(visit, {**declared, "open_overdue": 4})
        found = check(cli, "--session", visit, code=1)
        assert found["findings"][0]["code"] == "split"

    def test_none_are_declared(self, cli: Cli, visit: str) -> None:
        assert check(cli, "--session", visit)["consistent"] is None

    def test_percentages_that_cannot_be_read_are_findings(self, cli: Cli, visit: str) -> None:
        percents = {"done": "chín mươi", "due": "?", "open": {"a": None}}
        cli.record(visit, {"record": "declared", "assigned": 18, "percents": percents})
        found = check(cli, "--session", visit)
        assert [one["code"] for one in found["findings"]].count("unreadable") == 3
