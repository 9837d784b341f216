from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Cli, lines


@pytest.fixture
def task(cli: Cli, visit: str) -> str:
    return str(cli.show(visit)["tasks"][0]["id"])


def one(listed: list[dict[str, Any]], record_id: str) -> dict[str, Any]:
    return next(r for r in listed if r["id"] == record_id)


class TestEveryKind:
    def test_session(self, cli: Cli, visit: str) -> None:
        done = cli.record(
            visit,
            {"record": "session", "place": "Phòng họp", "chair": "A", "started_at": "2021-07-30T08:00:00+07:00"},
            {"record": "session", "id": visit, "agency": "Sở Nội vụ", "as_of": "2021-07-20", "decimals": 0},
        )
        assert done == {"applied": 2, "ids": [visit, visit]}
        shown = cli.show(visit)
        assert (shown["agency"], shown["as_of"], shown["place"]) == ("Sở Nội vụ", "2021-07-20", "Phòng họp")
        assert shown["started_at"] == "2021-07-30T01:00:00.000Z"
        assert shown["figures"]["rates"][0]["percent"] == "83 %"

    def test_participant(self, cli: Cli, visit: str) -> None:
        ids = cli.record(
            visit,
            {"record": "participant", "name": "Đại diện Sở Nội vụ", "role": "Chủ trì", "side": "group"},
            {"record": "participant", "name": "Đại diện Sở Tài chính", "present": False},
            {"record": "participant", "name": "C", "present": None, "side": None},
        )["ids"]
        assert cli.show(visit)["participants"] == [
            {"id": ids[0], "name": "Đại diện Sở Nội vụ", "role": "Chủ trì", "side": "group", "present": True},
            {"id": ids[1], "name": "Đại diện Sở Tài chính", "role": "", "side": "department", "present": False},
            {"id": ids[2], "name": "C", "role": "", "side": "department", "present": True},
        ]
        cli.record(visit, {"record": "participant", "id": ids[0], "present": False, "side": "agency"})
        assert cli.show(visit)["participants"][0]["present"] is False

    def test_a_task_that_is_changed_and_one_that_is_found(self, cli: Cli, visit: str, task: str) -> None:
        before = cli.show(visit)["tasks"]
        made = cli.record(
            visit,
            {"record": "task", "id": task, "verdict": "partly", "nature": "N", "degree": "D", "cause": "C",
             "responsibility": "R", "remark": "dòng một\ndòng hai"},
            {"record": "task", "content": "Việc tìm thấy", "deadline": "2021-07-15", "coordinating": ["A", "B", "A"]},
            {"record": "task", "content": "Việc khác", "source": "petition", "declared_completed_on": "2021-07-01",
             "completed_on": "2021-07-05", "verdict": "done", "deadline": "2021-07-03", "number": 7},
        )["ids"]  # fmt: skip
        tasks = cli.show(visit)["tasks"]
        assert [t["id"] for t in tasks] == [*(t["id"] for t in before), *made[1:]]
        assert tasks[0] == before[0] | {
            "verdict": "partly", "nature": "N", "degree": "D", "cause": "C", "responsibility": "R",
            "remark": "dòng một\ndòng hai", "status": "open_overdue",
        }  # fmt: skip
        assert (tasks[18]["source"], tasks[18]["status"]) == ("assigned", "open_overdue")
        assert tasks[18]["coordinating"] == ["A", "B"]
        assert (tasks[19]["status"], tasks[19]["number"], tasks[19]["source"]) == ("done_late", "7", "petition")

    def test_note(self, cli: Cli, visit: str, task: str) -> None:
        later, earlier, bare = cli.record(
            visit,
            {"record": "note", "text": "Sau", "at": "2021-07-30T09:00:00+07:00", "kind": "question", "speaker": "A"},
            {"record": "note", "text": "Trước", "at": "2021-07-30T01:30:00Z", "tasks": [task, task]},
            {"record": "note", "text": "Bây giờ", "at": None, "kind": None},
        )["ids"]
        notes = cli.show(visit)["notes"]
        assert [n["id"] for n in notes] == [earlier, later, bare]
        assert notes[0] == {"id": earlier, "at": "2021-07-30T01:30:00.000Z", "speaker": "", "kind": "note",
                            "text": "Trước", "tasks": [task], "item": "", "marked": False}  # fmt: skip
        assert (notes[1]["kind"], notes[1]["speaker"]) == ("question", "A")
        assert notes[2]["at"] > "2021-07-30"

    @pytest.mark.parametrize(
        "kind", ["report", "question", "explanation", "cause", "proposal", "commitment", "reservation", "note"]
    )
    def test_kinds_of_note(self, cli: Cli, visit: str, kind: str) -> None:
        cli.record(visit, {"record": "note", "text": "x", "kind": kind})
        assert cli.show(visit)["notes"][0]["kind"] == kind

    def test_conclusion(self, cli: Cli, visit: str, task: str) -> None:
        note = cli.record(visit, {"record": "note", "text": "x"})["ids"][0]
        ids = cli.record(
            visit,
            {"record": "conclusion", "text": "Một", "owner": "Ban Dân tộc", "deadline": "2021-08-15", "tasks": [task],
             "notes": [note]},
            {"record": "conclusion", "kind": "result", "text": "Hai"},
            {"record": "conclusion", "kind": "shortcoming", "text": "Ba"},
            {"record": "conclusion", "kind": "cause", "text": "Bốn"},
        )["ids"]  # fmt: skip
        shown = cli.show(visit)["conclusions"]
        assert [c["id"] for c in shown] == ids
        assert shown[0] == {"id": ids[0], "kind": "request", "text": "Một", "owner": "Ban Dân tộc",
                            "deadline": "2021-08-15", "tasks": [task], "notes": [note]}  # fmt: skip
        assert [c["kind"] for c in shown[1:]] == ["result", "shortcoming", "cause"]

    def test_event(self, cli: Cli, visit: str, task: str) -> None:
        change = {"task": task, "kind": "transferred", "on": "2021-07-01", "until": None, "to": "Sở Y tế",
                  "document": "12/QĐ"}  # fmt: skip
        made = cli.record(visit, {"record": "event", **change})["ids"][0]
        assert cli.show(visit)["events"] == [{"id": made, **change}]
        cli.record(visit, {"record": "event", "id": made, "to": None})
        assert cli.show(visit)["events"][0]["to"] == ""

    def test_declared(self, cli: Cli, visit: str) -> None:
        first = cli.record(visit, {"record": "declared", "assigned": 18, "done": 15, "percents": {"done": "83,3"}})
        second = cli.record(visit, {"record": "declared", "done": None, "open_overdue": 3, "withdrawn": 0})
        assert first["ids"] == second["ids"]
        assert cli.show(visit)["declared"] == {
            "assigned": 18, "open_overdue": 3, "withdrawn": 0, "percents": {"done": "83,3"},
        }  # fmt: skip
        cli.record(visit, {"record": "declared", "delete": True})
        assert cli.show(visit)["declared"] == {}
        cli.record(visit, {"record": "declared", "assigned": 4}, {"record": "declared", "due": 5})
        shown = cli.show(visit)["declared"]
        assert (shown["assigned"], shown["due"]) == (4, 5)

    def test_percents_are_kept_as_they_were_said(self, cli: Cli, visit: str) -> None:
        percents = {
            "done_on_time": "91,8@due",
            "open": 16.67,
            "due": 5,
            "done": None,
            "done_late": ["1", 2.5, {"\ud800": "\0"}],
        }
        cli.record(visit, json.dumps({"record": "declared", "percents": percents}))
        assert cli.show(visit)["declared"]["percents"] == {
            "done_on_time": "91,8@due", "open": "16.67", "due": 5, "done": None, "done_late": ["1", "2.5", {"�": ""}],
        }  # fmt: skip

    def test_attachment(self, cli: Cli, visit: str, task: str, tmp_path: Path) -> None:
        content = bytes(range(256)) * 9000
        (tmp_path / "Ảnh công trình.JPG").write_bytes(content)
        (tmp_path / "rỗng").write_bytes(b"")
        ids = cli.record(
            visit,
            {"record": "attachment", "file": str(tmp_path / "Ảnh công trình.JPG"), "tasks": [task]},
            {"record": "attachment", "file": str(tmp_path / "rỗng"), "name": "Biểu 1", "media_type": "text/plain"},
        )["ids"]
        shown = {a["id"]: a for a in cli.show(visit)["attachments"]}
        assert shown[ids[0]] == {
            "id": ids[0], "name": "Ảnh công trình.JPG", "media_type": "image/jpeg", "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(), "tasks": [task], "notes": [],
        }  # fmt: skip
        assert (shown[ids[1]]["name"], shown[ids[1]]["size"]) == ("Biểu 1", 0)
        cli.record(visit, {"record": "attachment", "id": ids[1], "name": "Biểu 2"})
        file = cli.json("export", visit, "-o", tmp_path / "out", "--plain")
        assert file["counts"]["attachments"] == 2
        assert Path(file["file"]).stat().st_size > len(content)
        assert cli.json("verify", file["file"])["valid"] is True

    @pytest.mark.parametrize(
        "more",
        [
            {"file": "/nothing/at/all"},
            {"file": "."},
            {"file": ""},
            {"file": "a\0b"},
            {"file": 5},
            {"file": None},
            {"name": "x"},
            {"name": "x", "sha256": "0" * 64, "size": 1},
            {},
        ],
    )
    def test_an_attachment_without_content(self, cli: Cli, visit: str, more: dict[str, Any]) -> None:
        cli.not_recorded(visit, {"record": "attachment", **more})


class TestLines:
    def test_byte_order_mark_line_ends_blank_lines_and_stdin(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        text = '\ufeff{"record":"note","text":"một"}\r\n\r\n   \n\t{"text":"hai\u2028ba","record":"note"} \r\n'
        (tmp_path / "a.jsonl").write_bytes(text.encode())
        assert cli.json("record", visit, tmp_path / "a.jsonl")["applied"] == 2
        assert cli.json("record", visit, "-", stdin=text.encode())["applied"] == 2
        assert cli.json("record", "--json", visit, "-", stdin=text.rstrip().encode())["applied"] == 2
        assert {n["text"] for n in cli.show(visit)["notes"]} == {"một", "hai\u2028ba"}

    @pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
    def test_no_lines_change_nothing(self, cli: Cli, visit: str, content: bytes) -> None:
        before = cli.show(visit)
        assert cli.json("record", visit, "-", stdin=content) == {"applied": 0, "ids": []}
        assert cli.show(visit) == before

    def test_all_or_none(self, cli: Cli, visit: str, task: str) -> None:
        said = cli.not_recorded(
            visit,
            {"record": "note", "text": "đúng"},
            "",
            {"record": "task", "id": task, "verdict": "done"},
            {"record": "task", "id": task, "verdict": "sai"},
            {"record": "note", "text": "đúng"},
        )
        assert "4" in said

    def test_the_same_change_again_is_applied_and_leaves_no_trace(self, cli: Cli, visit: str, task: str) -> None:
        change = {"record": "task", "id": task, "verdict": "agreed"}
        assert cli.record(visit, change, change) == {"applied": 2, "ids": [task, task]}
        exported = cli.json("export", visit, "--plain", "-o", cli.home / "out")["counts"]["entries"]
        cli.record(visit, change)
        assert cli.json("export", visit, "--plain", "-o", cli.home / "out")["counts"]["entries"] == exported

    @pytest.mark.parametrize(
        "line",
        [
            "x",
            "null",
            "[]",
            '"note"',
            "5",
            "{",
            '{"record":"note"}{"record":"note"}',
            '{"record":"note","text":"\\ud800',
            "{'record':'note'}",
            '{"text":"x"}',
            '{"record":null}',
            '{"record":"letter","text":"x"}',
            '{"record":["note"]}',
            '{"record":{"a":1}}',
            '{"record":"note","colour":"red"}',
            '{"record":"note","text":["x"]}',
            '{"record":"note","text":{"a":1}}',
            '{"record":"note","text":true}',
            '{"record":"note","text":NaN}',
            '{"record":"note","text":Infinity}',
            '{"record":"note","kind":"red"}',
            '{"record":"note","kind":5}',
            '{"record":"note","tasks":"x"}',
            '{"record":"note","tasks":[5]}',
            '{"record":"note","tasks":["x"]}',
            '{"record":"note","tasks":["a\\u0000b"]}',
            '{"record":"note","at":"yesterday"}',
            '{"record":"note","at":5}',
            '{"record":"note","at":"9999-12-31T23:59:59Z"}',
            '{"record":"note","at":"0001-01-01T00:00:00+14:00"}',
            '{"record":"note","id":"x","text":"x"}',
            '{"record":"note","id":"","text":"x"}',
            '{"record":"note","id":5,"text":"x"}',
            '{"record":"note","id":"a\\u0000b","text":"x"}',
            '{"record":"note","id":"\\ud800","text":"x"}',
            '{"record":"note","delete":true}',
            '{"record":"note","id":"x","delete":true}',
            '{"record":"note","id":"a\\u0000b","delete":false}',
            '{"record":"note","text":"x","delete":"yes"}',
            '{"record":"note","position":1}',
            '{"record":"session","delete":true}',
            '{"record":"session","state":"signed"}',
            '{"record":"session","signed":{"code":"x"}}',
            '{"record":"session","revision":3}',
            '{"record":"session","id":"x","title":"x"}',
            '{"record":"session","decimals":50}',
            '{"record":"session","decimals":-1}',
            '{"record":"session","decimals":true}',
            '{"record":"session","rate_base":"all"}',
            '{"record":"session","as_of":"2021-02-30"}',
            '{"record":"session","utc_offset":100000}',
            '{"record":"participant","side":"left"}',
            '{"record":"participant","present":"yes"}',
            '{"record":"participant","present":0}',
            '{"record":"task","deadline":"30/7/2021"}',
            '{"record":"task","deadline":"2021-W29-5"}',
            '{"record":"task","deadline":20210730}',
            '{"record":"task","status":"done_on_time"}',
            '{"record":"task","verdict":"Done"}',
            '{"record":"task","coordinating":"A; B"}',
            '{"record":"conclusion","notes":["x"]}',
            '{"record":"conclusion","kind":"order"}',
            '{"record":"event","kind":"extended"}',
            '{"record":"event","task":null,"kind":"extended"}',
            '{"record":"event","task":"x","kind":"extended"}',
            '{"record":"declared","assigned":"18"}',
            '{"record":"declared","assigned":18.0}',
            '{"record":"declared","assigned":-1}',
            '{"record":"declared","assigned":true}',
            '{"record":"declared","assigned":9999999999999999999999}',
            '{"record":"declared","assigned":' + "9" * 5000 + "}",
            '{"record":"declared","percents":"5"}',
            '{"record":"declared","percents":[5]}',
            '{"record":"declared","percents":{"foo":"1"}}',
            '{"record":"declared","percents":{"done@foo":"1"}}',
            '{"record":"declared","percents":{"done":["1","2@foo"]}}',
            '{"record":"declared","percents":{"done@due":"2@open"}}',
            '{"record":"declared","percents":{"a":' + "[" * 50 + "]" * 50 + "}}",
            '{"record":"declared","id":"x","assigned":1}',
            '{"record":"declared","delete":true}',
            '{"record":"decision"}',
            '{"record":"decision","field":"title","value":"x"}',
            '{"note":"x"}',
            '{"record":"session","agency":" "}',
            '{"record":"session","agency":null}',
            '{"record":"decision","id":"a\\u0000b","field":"x"}',
            '{"a":' * 100000,
            '{"record":"note","text":"' + "x" * 5_000_000 + '"}',
        ],
        ids=lambda line: line[:60],
    )
    def test_a_line_that_cannot_be(self, cli: Cli, visit: str, line: str) -> None:
        before = (cli.home / "store.db").read_bytes()
        said = cli.refused("record", visit, "-", stdin=lines(['{"record":"note","text":"đúng"}', line]))
        assert "2" in said
        assert len(said) < 400
        assert (cli.home / "store.db").read_bytes() == before

    def test_hostile_words_are_kept_as_words(self, cli: Cli, visit: str) -> None:
        text = "[red]x[/red] \x1b[2J\x00\u202eabc\u202c \u200f\ufeff{name} %s \\ ' \" ; -- \ud83d\ude00 \ud800"
        cli.record(visit, json.dumps({"record": "note", "text": text, "speaker": text}))
        note = cli.show(visit)["notes"][0]
        assert note["text"] == "[red]x[/red] [2Jabc {name} %s \\ ' \" ; -- \N{GRINNING FACE} \ufffd"
        assert note["speaker"] == note["text"]
        cli.json("export", visit, "--plain", "-o", cli.home / "out")

    def test_letters_are_stored_composed(self, cli: Cli, visit: str) -> None:
        cli.record(visit, {"record": "note", "text": "tie\u0302\u0301ng Vie\u0323\u0302t hoà\r\nthuỷ\rx"})
        assert cli.show(visit)["notes"][0]["text"] == "tiếng Việt hoà\nthuỷ\nx"

    def test_null_and_empty_clear_a_field(self, cli: Cli, visit: str, task: str) -> None:
        full = {"deadline": "2021-07-05", "verdict": "done", "completed_on": "2021-07-01", "cause": "c",
                "coordinating": ["A"]}  # fmt: skip
        cli.record(visit, {"record": "task", "id": task, **full})
        cli.record(visit, {"record": "task", "id": task, **dict.fromkeys(full)})
        shown = one(cli.show(visit)["tasks"], task)
        assert {name: shown[name] for name in full} == {
            "deadline": None, "verdict": "", "completed_on": None, "cause": "", "coordinating": [],
        }  # fmt: skip
        cli.record(visit, {"record": "task", "id": task, "completed_on": "2021-07-01"})
        cli.record(visit, {"record": "task", "id": task, "completed_on": "", "verdict": ""})
        assert one(cli.show(visit)["tasks"], task)["completed_on"] is None

    def test_the_last_of_two_equal_keys_counts(self, cli: Cli, visit: str) -> None:
        cli.record(visit, '{"record":"note","text":"một","text":"hai"}')
        assert cli.show(visit)["notes"][0]["text"] == "hai"

    @pytest.mark.parametrize("content", [b"\xff\xfe{\0}\0", b"\xc3\x28"])
    def test_no_utf8(self, cli: Cli, visit: str, content: bytes) -> None:
        cli.refused("record", visit, "-", stdin=content)

    def test_files_that_cannot_be_read(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        assert "nothing.jsonl" in cli.refused("record", visit, tmp_path / "nothing.jsonl")
        cli.refused("record", visit, tmp_path)

    def test_a_long_text_and_many_lines(self, cli: Cli, visit: str) -> None:
        cli.record(visit, {"record": "note", "text": "dài " * 50_000})
        assert len(cli.show(visit)["notes"][0]["text"]) == 199_999
        done = cli.record(visit, *({"record": "note", "text": f"{n}"} for n in range(1000)))
        assert done["applied"] == len(set(done["ids"])) == 1000


class TestDelete:
    def test_a_record_goes_and_comes_back(self, cli: Cli, visit: str) -> None:
        note = cli.record(visit, {"record": "note", "text": "x"})["ids"][0]
        assert cli.record(visit, {"record": "note", "id": note, "delete": True}) == {"applied": 1, "ids": [note]}
        assert cli.show(visit)["notes"] == []
        cli.not_recorded(visit, {"record": "note", "id": note, "text": "y"})
        cli.not_recorded(visit, {"record": "note", "id": note, "delete": True})
        cli.record(visit, {"record": "note", "id": note, "delete": False, "text": "z"})
        assert cli.show(visit)["notes"][0]["text"] == "z"

    def test_what_a_line_deletes_is_gone_for_the_next(self, cli: Cli, visit: str, task: str) -> None:
        said = cli.not_recorded(
            visit, {"record": "task", "id": task, "delete": True}, {"record": "note", "text": "x", "tasks": [task]}
        )
        assert "2" in said

    def test_of_another_kind_or_another_session(self, cli: Cli, visit: str, task: str) -> None:
        other = cli.new()
        cli.not_recorded(visit, {"record": "note", "id": task, "text": "x"})
        cli.not_recorded(other, {"record": "task", "id": task, "remark": "x"})
        cli.not_recorded(other, {"record": "note", "text": "x", "tasks": [task]})

    def test_a_task_to_which_things_are_tied(self, cli: Cli, visit: str, task: str, tmp_path: Path) -> None:
        note = cli.record(
            visit,
            {"record": "note", "text": "x", "tasks": [task]},
            {"record": "event", "task": task, "kind": "suspended"},
            {"record": "conclusion", "text": "y", "tasks": [task]},
        )["ids"][0]
        cli.record(visit, {"record": "task", "id": task, "delete": True}, {"record": "note", "id": note, "text": "z"})
        assert cli.json("figures", visit)["assigned"] == 17
        cli.json("document", visit, "--kind", "minutes", "--format", "docx", "-o", tmp_path / "a.docx")
        file = cli.json("export", visit, "--plain", "-o", tmp_path)["file"]
        cli.json("verify", file)

    def test_a_signed_session_takes_nothing(self, cli: Cli, visit: str) -> None:
        cli.json("sign", visit, "--by", "A", "--force", "--reason", "r")
        cli.not_recorded(visit, {"record": "note", "text": "x"})
        cli.not_recorded(visit, {"record": "session", "title": "x"})
        cli.not_recorded(visit, {"record": "decision", "id": visit, "field": "title", "value": "x"})
