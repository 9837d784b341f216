from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store

from .conftest import DAYS, Cli

SHOWN = {"id", "agency", "held_on", "as_of", "state", "participants", "tasks", "notes", "conclusions", "conflicts",
         "declared", "figures", "verification_code", "drafts"}  # fmt: skip
TASK = {"id", "number", "source", "document", "issued_on", "content", "lead", "coordinating", "deadline",
        "deadline_text", "first_deadline", "declared_completed_on", "completed_on", "status", "progress", "verdict",
        "nature", "degree", "cause", "responsibility", "remark"}  # fmt: skip


class TestNew:
    def test_an_empty_session(self, cli: Cli) -> None:
        made = cli.json("session", "new", "--title", "Kiểm tra", "--agency", "Ban Dân tộc", *DAYS)
        assert set(made) == {"id"}
        shown = cli.show(made["id"])
        assert set(shown) >= SHOWN
        expected = {"id": made["id"], "agency": "Ban Dân tộc", "held_on": "2021-07-30", "as_of": "2021-07-16",
                    "title": "Kiểm tra", "state": "open", "tasks": [], "notes": [], "conflicts": [], "declared": {},
                    "verification_code": "", "drafts": []}  # fmt: skip
        assert {name: shown[name] for name in expected} == expected
        assert shown["figures"]["assigned"] == 0
        assert shown["figures"]["rates"] == []

    def test_names_are_kept_clean(self, cli: Cli) -> None:
        nfd = "Ban Dân\u0302 to\u0323\u0302c"
        session = cli.new(f" {nfd}\x1b[31m\r\n [red]x[/red]\u202e\ud800 \0".replace("\0", ""))
        assert cli.show(session)["agency"] == "Ban Dân̂ tộc[31m [red]x[/red]�"

    @pytest.mark.parametrize("day", ["2021-02-30", "30/7/2021", "", " ", "2021-7-3", "20210730", "2021-W30-5", "today",
                                     "2021-07-30T00:00", "٢٠٢١-07-30", "0000-01-01", "99999-01-01"])  # fmt: skip
    @pytest.mark.parametrize("option", ["--held-on", "--as-of"])
    def test_a_day_that_is_none(self, cli: Cli, option: str, day: str) -> None:
        days = {"--held-on": "2021-07-30", "--as-of": "2021-07-16", option: day}
        said = cli.refused("session", "new", "--agency", "a", *(w for pair in days.items() for w in pair))
        assert "2021-07-16" in said
        assert cli.json("session", "list") == {"sessions": []}

    @pytest.mark.parametrize("name", ["", "  ", "\u200b\x07"])
    def test_an_agency_without_a_name(self, cli: Cli, name: str) -> None:
        cli.refused("session", "new", "--agency", name, *DAYS)
        assert cli.json("session", "list") == {"sessions": []}


class TestList:
    def test_the_newest_visit_first_with_counts(self, cli: Cli, visit: str) -> None:
        later = cli.json("session", "new", "--agency", "Sở Nội vụ", "--held-on", "2021-08-01", "--as-of", "2021-07-16")
        earlier = cli.json("session", "new", "--agency", "Sở Y tế", "--held-on", "2020-08-01", "--as-of", "2020-07-16")
        listed = cli.json("session", "list")["sessions"]
        assert [s["id"] for s in listed] == [later["id"], visit, earlier["id"]]
        assert [s["tasks"] for s in listed] == [0, 18, 0]
        assert listed[1]["held_on"] == "2021-07-30"
        assert set(listed[0]) >= {"id", "agency", "held_on", "as_of", "state"}


class TestSessionByItsBeginning:
    def test_upper_case_and_spaces(self, cli: Cli, visit: str) -> None:
        for text in (visit, visit.upper(), visit[:20].upper(), f" {visit[:13]} "):
            assert cli.show(text)["id"] == visit

    def test_not_unique(self, cli: Cli) -> None:
        one, other = cli.new(), cli.new()
        shared = next(one[:n] for n in range(len(one), 0, -1) if other.startswith(one[:n]))
        assert shared in cli.refused("session", "show", shared)
        assert cli.show(one)["id"] == one

    @pytest.mark.parametrize("text", ["", " ", "nothing", "%", "_", "0" * 40, "*", "01%", "[red]", "'", "đ", "\ud800"])
    @pytest.mark.parametrize(
        "words",
        [
            ["session", "show", "S"],
            ["record", "S", "FILE"],
            ["figures", "S"],
            ["sign", "S", "--by", "A"],
            ["amend", "S", "--reason", "A"],
            ["document", "S", "--kind", "minutes", "--format", "docx", "-o", "OUT"],
            ["export", "S", "--plain", "-o", "OUT"],
            ["register", "import", "FILE", "--session", "S"],
        ],
        ids=lambda words: words[0],
    )
    def test_no_such_session(self, cli: Cli, visit: str, tmp_path: Path, words: list[str], text: str) -> None:
        file, out = tmp_path / "file.jsonl", tmp_path / "out"
        file.write_text("")
        cli.refused(*({"S": text, "FILE": str(file), "OUT": str(out)}.get(word, word) for word in words), "--json")
        assert not out.exists()


class TestShow:
    def test_tasks_in_register_order_with_all_names(self, cli: Cli, visit: str) -> None:
        tasks = cli.show(visit)["tasks"]
        assert len(tasks) == 18
        assert all(set(task) >= TASK for task in tasks)
        assert [task["number"] for task in tasks] == [str(n) for n in range(1, 19)]
        assert {task["status"] for task in tasks} == {"done_on_time", "open_overdue"}

    def test_it_is_json_with_and_without_being_asked(self, cli: Cli, visit: str) -> None:
        assert cli.run("session", "show", visit).out == cli.run("session", "show", visit, "--json").out

    def test_a_function_of_the_entries(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        task = cli.show(visit)["tasks"][4]["id"]
        (tmp_path / "ảnh.jpg").write_bytes(b"x")
        note = cli.record(
            visit,
            {"record": "note", "text": "Một", "speaker": "A", "tasks": [task]},
            {"record": "participant", "name": "B", "side": "agency"},
            {"record": "participant", "name": "A"},
            {"record": "declared", "assigned": 18, "percents": {"done": "83,33"}},
            {"record": "event", "task": task, "kind": "extended", "until": "2021-12-31", "on": "2021-07-01"},
            {"record": "attachment", "file": str(tmp_path / "ảnh.jpg"), "tasks": [task]},
            {"record": "session", "decimals": 1, "rate_base": "due"},
        )["ids"][0]
        cli.record(visit, {"record": "conclusion", "text": "Hai", "notes": [note], "tasks": [task]})
        cli.record(visit, {"record": "note", "id": note, "delete": True})
        cli.json("sign", visit, "--by", "A", "--force", "--reason", "vì thử")
        first = cli.run("session", "show", visit).out
        with open_store(Location(cli.home / "store.db"), read_only=True) as store:
            entries = store.entries(visit)
        other = tmp_path / "other.db"
        with open_store(Location(other)) as store:
            store.set_meta("rate_base", "open")
            store.set_meta("decimals", "0")
            for entry in reversed(entries):
                store.journal.absorb([entry])
            store.journal.absorb(entries)
            store.put_draft(visit, "note", "chỉ ở đây")
        shown = json.loads(cli.run("--db", other, "session", "show", visit).out)
        assert shown["drafts"] == [{"record": "note", "text": "chỉ ở đây"}]
        with open_store(Location(other)) as store:
            store.drop_draft(visit, "note")
        assert cli.run("--db", other, "session", "show", visit).out == first

    def test_two_values_stand_until_one_is_decided(
        self,
        cli: Cli,
        visit: str,
        tmp_path: Path,
        somebody_else: Callable[[Path, Path, str, list[dict[str, Any]]], None],
    ) -> None:
        task = cli.show(visit)["tasks"][16]["id"]
        here = cli.home / "store.db"
        before = tmp_path / "before.db"
        before.write_bytes(here.read_bytes())
        cli.record(visit, {"record": "task", "id": task, "verdict": "not_done", "cause": "A"})
        somebody_else(before, here, visit, [{"record": "task", "id": task, "verdict": "partly", "cause": "A"},
                                            {"record": "session", "title": "Khác"}])  # fmt: skip
        (conflict,) = cli.show(visit)["conflicts"]
        assert (conflict["record"], conflict["id"], conflict["field"]) == ("task", task, "verdict")
        assert {v["value"] for v in conflict["values"]} == {"not_done", "partly"}
        assert {v["person"] for v in conflict["values"]} == {"Thư ký", "Người khác"}
        assert all(set(v) == {"value", "person", "device", "at"} for v in conflict["values"])
        missing = cli.json("sign", visit, "--by", "A", code=1)["missing"]
        assert missing[0]["code"] == "conflict"
        cli.not_recorded(visit, {"record": "decision", "id": task, "field": "verdict", "value": "maybe"})
        cli.not_recorded(visit, {"record": "decision", "id": task, "field": "nothing", "value": "x"})
        cli.not_recorded(visit, {"record": "decision", "id": "x", "field": "verdict", "value": "done"})
        cli.not_recorded(visit, {"record": "decision", "field": "verdict", "value": "done"})
        for word in ("id", "field", "value"):
            decision = {"record": "decision", "id": task, "field": "verdict", "value": "partly"}
            del decision[word]
            assert f"“{word}”" in cli.not_recorded(visit, decision), "what was forgotten decides nothing"
        cli.record(visit, {"record": "decision", "id": task, "field": "verdict", "value": "partly"})
        shown = cli.show(visit)
        assert shown["conflicts"] == []
        assert next(t for t in shown["tasks"] if t["id"] == task)["verdict"] == "partly"

    def test_a_delete_against_an_edit_is_decided(
        self,
        cli: Cli,
        visit: str,
        tmp_path: Path,
        somebody_else: Callable[[Path, Path, str, list[dict[str, Any]]], None],
    ) -> None:
        note = cli.record(visit, {"record": "note", "text": "Một"})["ids"][0]
        here = cli.home / "store.db"
        before = tmp_path / "before.db"
        before.write_bytes(here.read_bytes())
        cli.record(visit, {"record": "note", "id": note, "delete": True})
        somebody_else(before, here, visit, [{"record": "note", "id": note, "text": "Hai"}])
        shown = cli.show(visit)
        assert [(c["record"], c["field"]) for c in shown["conflicts"]] == [("note", "deleted")]
        assert [n["text"] for n in shown["notes"]] == ["Hai"]
        cli.not_recorded(visit, {"record": "decision", "id": note, "field": "deleted", "value": "yes"})
        cli.record(visit, {"record": "decision", "id": note, "field": "deleted", "value": True})
        assert (cli.show(visit)["conflicts"], cli.show(visit)["notes"]) == ([], [])

    def test_no_decision_signs_or_unlocks(self, cli: Cli, visit: str) -> None:
        cli.not_recorded(visit, {"record": "decision", "id": visit, "field": "state", "value": "signed"})
        cli.not_recorded(visit, {"record": "decision", "id": visit, "field": "revision", "value": 5})
