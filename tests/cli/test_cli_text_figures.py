"""Signing: numbers in conclusions and in the remark that contradict the checklist refuse it."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from .conftest import Cli


def ready(cli: Cli, session: str) -> None:
    """Give everything else that is missing: all as declared, 15 on time and 3 overdue."""
    cli.record(
        session,
        *({"record": "task", "id": t["id"], "verdict": "agreed", "cause": "C", "responsibility": "R"}
          for t in cli.show(session)["tasks"]),
    )  # fmt: skip


def missing(cli: Cli, session: str, *, lang: str = "en") -> list[dict[str, Any]]:
    """Return what is missing, without signing."""
    cli.options = ["--lang", lang]
    request = cli.record(session, {"record": "conclusion", "text": "x"})["ids"][0]
    refused = cli.json("sign", session, "--by", "A", code=1)
    cli.record(session, {"record": "conclusion", "id": request, "delete": True})
    cli.options = []
    assert all(set(one) == {"code", "record", "id", "message"} for one in refused["missing"])
    return [one for one in refused["missing"] if one["id"] != request]


@pytest.fixture
def whole(cli: Cli, visit: str) -> str:
    ready(cli, visit)
    return visit


class TestSigning:
    def test_a_wrong_number_refuses_and_is_told(self, cli: Cli, whole: str) -> None:
        text = "Đơn vị đã nỗ lực; còn 4 nhiệm vụ quá hạn."
        ids = cli.record(
            whole,
            {"record": "conclusion", "kind": "result", "text": "Đã hoàn thành 15/18 nhiệm vụ, đạt 83,33%."},
            {"record": "conclusion", "kind": "shortcoming", "text": "Theo dõi chưa kịp thời."},
            {"record": "conclusion", "kind": "shortcoming", "text": unicodedata.normalize("NFD", text)},
        )["ids"]
        refused = cli.json("sign", whole, "--by", "A", code=1)
        assert refused["verification_code"] == ""
        message = "tồn tại, hạn chế 2: «4 nhiệm vụ quá hạn» ≠ 3 trong danh mục"
        assert refused["missing"] == [{"code": "text_figure", "record": "conclusion", "id": ids[2], "message": message}]
        said = cli.run("--lang", "en", "sign", whole, "--by", "A")
        assert said.out.splitlines()[1] == "shortcoming 2: «4 nhiệm vụ quá hạn» ≠ 3 in the checklist"
        cli.record(whole, {"record": "conclusion", "id": ids[2], "text": text.replace("4", "03")})
        assert cli.json("sign", whole, "--by", "A")["missing"] == []

    def test_each_number_has_its_line_in_the_order_of_the_text(self, cli: Cli, whole: str) -> None:
        text = "Được giao 19 nhiệm vụ, hoàn thành đúng hạn 14 nhiệm vụ, quá hạn 3 nhiệm vụ (16,76%)."
        cli.record(whole, {"record": "conclusion", "kind": "result", "text": text})
        assert [one["message"].partition(": ")[2] for one in missing(cli, whole)] == [
            "«Được giao 19 nhiệm vụ» ≠ 18 in the checklist",
            "«hoàn thành đúng hạn 14 nhiệm vụ» ≠ 15 in the checklist",
            "«quá hạn 3 nhiệm vụ (16,76%)» ≠ 16.67 % of the tasks assigned in the checklist",
        ]

    def test_the_remark_is_read_too(self, cli: Cli, whole: str) -> None:
        cli.record(whole, {"record": "session", "remark": "There are 4 overdue tasks."})
        (line,) = missing(cli, whole)
        assert (line["code"], line["record"], line["id"]) == ("text_figure", "session", whole)
        assert line["message"] == "remark: «4 overdue tasks» ≠ 3 in the checklist"

    def test_notes_record_what_was_said(self, cli: Cli, whole: str) -> None:
        cli.record(
            whole,
            {"record": "note", "kind": "report", "text": "Còn 2 nhiệm vụ quá hạn"},
            {"record": "note", "kind": "commitment", "text": "Hoàn thành 5 nhiệm vụ quá hạn"},
        )
        assert cli.json("sign", whole, "--by", "A")["missing"] == []

    def test_requests_are_about_the_late_tasks_that_there_are(self, cli: Cli, whole: str) -> None:
        late = [t["id"] for t in cli.show(whole)["tasks"] if t["status"] == "open_overdue"]
        asked = {
            "record": "conclusion",
            "owner": "B",
            "deadline": "2021-08-30",
            "text": "Hoàn thành 3 nhiệm vụ quá hạn",
        }
        record = cli.record(whole, asked)["ids"][0]
        assert missing(cli, whole) == []
        for text in ("Hoàn thành 4 nhiệm vụ quá hạn", "Hoàn thành 2 nhiệm vụ quá hạn"):
            cli.record(whole, {"record": "conclusion", "id": record, "text": text})
            assert [(one["code"], one["id"]) for one in missing(cli, whole)] == [("text_figure", record)]
        cli.record(whole, {"record": "conclusion", "id": record, "text": "Trước mắt hoàn thành 2 nhiệm vụ quá hạn"})
        assert missing(cli, whole) == []
        cli.record(whole, {"record": "conclusion", "id": record, "text": text, "tasks": late[:2]})
        assert missing(cli, whole) == []

    def test_requests_are_made_on_the_day_of_the_visit(self, cli: Cli, whole: str) -> None:
        late = next(t["id"] for t in cli.show(whole)["tasks"] if t["status"] == "open_overdue")
        cli.record(
            whole,
            {"record": "task", "id": late, "verdict": "done", "completed_on": "2021-07-20"},
            {"record": "conclusion", "owner": "B", "deadline": "2021-08-30", "text": "Hoàn thành 2 nhiệm vụ quá hạn"},
        )
        assert missing(cli, whole) == []

    def test_tied_tasks_may_be_what_is_counted(self, cli: Cli, whole: str) -> None:
        late = [t["id"] for t in cli.show(whole)["tasks"] if t["status"] == "open_overdue"]
        text = {"record": "conclusion", "kind": "shortcoming", "text": "Có 2 nhiệm vụ quá hạn."}
        record = cli.record(whole, text)["ids"][0]
        assert [one["code"] for one in missing(cli, whole)] == ["text_figure"]
        cli.record(whole, {"record": "conclusion", "id": record, "tasks": late[:2]})
        assert missing(cli, whole) == []

    def test_what_is_said_of_now_may_be_right_on_the_day_of_the_visit(self, cli: Cli, whole: str) -> None:
        late = next(t["id"] for t in cli.show(whole)["tasks"] if t["status"] == "open_overdue")
        cli.record(whole, {"record": "task", "id": late, "verdict": "done", "completed_on": "2021-07-20"})
        text = {"record": "conclusion", "kind": "shortcoming", "text": "Đến nay còn 2 nhiệm vụ quá hạn."}
        record = cli.record(whole, text)["ids"][0]
        assert missing(cli, whole) == []
        for wrong in ("Còn 2 nhiệm vụ quá hạn.", "Đến nay còn 4 nhiệm vụ quá hạn.",
                      "Tính đến ngày 16/7/2021 còn 2 nhiệm vụ quá hạn."):  # fmt: skip
            cli.record(whole, {"record": "conclusion", "id": record, "text": wrong})
            assert [one["code"] for one in missing(cli, whole)] == ["text_figure"], wrong

    def test_a_change_of_the_checklist_is_noticed(self, cli: Cli, whole: str) -> None:
        cli.record(whole, {"record": "conclusion", "kind": "shortcoming", "text": "Còn 3 nhiệm vụ quá hạn."})
        assert missing(cli, whole) == []
        task = next(t["id"] for t in cli.show(whole)["tasks"] if t["status"] == "done_on_time")
        cli.record(whole, {"record": "task", "id": task, "verdict": "not_done"})
        assert [one["message"] for one in missing(cli, whole)] == [
            "shortcoming 1: «3 nhiệm vụ quá hạn» ≠ 4 in the checklist"
        ]

    def test_signed_all_the_same_with_a_reason(self, cli: Cli, whole: str) -> None:
        cli.record(whole, {"record": "conclusion", "kind": "shortcoming", "text": "Còn 4 nhiệm vụ quá hạn."})
        forced = cli.json("sign", whole, "--by", "A", "--force", "--reason", "số liệu của đơn vị")
        assert [one["code"] for one in forced["missing"]] == ["text_figure"]
        assert forced["verification_code"]
