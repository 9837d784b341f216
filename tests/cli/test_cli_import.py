from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store
from old_text import old

from .conftest import REGISTERS, VISIT, Cli

FILES = ("visit-2021-07-30.xlsx", "official-annex.xlsx", "semicolons.csv")
KEYS = {
    "columns", "tasks", "added", "changed", "gone", "skipped", "problems", "applied", "sheet", "unused", "added_tasks",
    "changed_tasks", "gone_tasks", "preview", "legacy", "legacy_preview",
}  # fmt: skip
HEAD = "STT;Nhiệm vụ;Thời hạn;Ngày hoàn thành;Ghi chú"


def truth(name: str) -> Any:
    return json.loads((REGISTERS / name).with_suffix(".truth.json").read_text(encoding="utf-8"))


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


class TestTheSharedRegisters:
    @pytest.mark.parametrize("name", FILES)
    def test_every_task_and_the_figures(self, cli: Cli, session: str, name: str) -> None:
        expected = truth(name)
        done = cli.json("register", "import", REGISTERS / name, "--session", session)
        assert set(done) == KEYS
        assert (done["tasks"], done["added"], done["changed"], done["gone"]) == (len(expected["tasks"]),) * 2 + (0, 0)
        assert "content" in done["columns"]
        assert all(set(p) == {"row", "field", "value", "reason"} for p in done["problems"])
        assert all(set(s) == {"row", "reason"} for s in done["skipped"])
        shown = cli.show(session)
        assert len(shown["tasks"]) == len(expected["tasks"])
        for task, wanted in zip(shown["tasks"], expected["tasks"], strict=True):
            assert (task["content"], task["document"], task["lead"]) == (
                wanted["content"], wanted["document"], wanted["lead"],
            )  # fmt: skip
            assert task["deadline"] == wanted["deadline"]
            assert task["declared_completed_on"] == wanted["completed_on"]
            assert task["source"] == wanted.get("source", "assigned")
            assert task["completed_on"] is None
            assert task["verdict"] == ""
        figures = cli.json("figures", session, "--as-of", expected["as_of"])
        assert {name: figures[name] for name in expected["figures"]} == expected["figures"]

    @pytest.mark.parametrize("name", FILES)
    def test_twice_changes_nothing(self, cli: Cli, session: str, name: str) -> None:
        cli.json("register", "import", "--session", session, REGISTERS / name)
        before = cli.run("session", "show", session).out
        again = cli.json("register", "import", "--session", session.upper()[:30], REGISTERS / name)
        assert (again["added"], again["changed"], again["gone"], again["applied"]) == (0, 0, 0, 0)
        assert again["tasks"] == len(truth(name)["tasks"])
        assert cli.run("session", "show", session).out == before

    @pytest.mark.parametrize("name", FILES)
    def test_a_dry_run_tells_the_same_and_writes_nothing(self, cli: Cli, session: str, name: str) -> None:
        planned = cli.json("register", "import", REGISTERS / name, "--session", session, "--dry-run")
        assert planned["applied"] == 0
        assert cli.show(session)["tasks"] == []
        done = cli.json("register", "import", REGISTERS / name, "--session", session)
        assert done == {**planned, "applied": planned["tasks"]}
        assert len(done["preview"]) == min(10, done["tasks"])
        for shown, stored in zip(done["preview"], cli.show(session)["tasks"], strict=False):
            assert shown.pop("row") > 0
            assert shown == {name: value for name, value in stored.items() if name != "status"}

    def test_ids_are_the_same_on_another_laptop(self, cli: Cli, session: str, tmp_path: Path) -> None:
        with open_store(Location(cli.home / "store.db"), read_only=True) as store:
            entries = store.entries(session)
        with open_store(Location(tmp_path / "other.db")) as store:
            store.journal.absorb(entries)
        found = []
        for db in (cli.home / "store.db", tmp_path / "other.db"):
            cli.json("--db", db, "register", "import", VISIT, "--session", session)
            found.append([t["id"] for t in cli.json("--db", db, "session", "show", session)["tasks"]])
        assert found[0] == found[1]


class TestAgain:
    def test_found_facts_stay_and_declared_ones_follow(self, cli: Cli, session: str, tmp_path: Path) -> None:
        file = table(tmp_path / "a.csv", HEAD, "1;Việc một;01/07/2021;;", "2;Việc hai;02/07/2021;;", "3;Việc ba;;;")
        cli.json("register", "import", file, "--session", session)
        one, two, three = (t["id"] for t in cli.show(session)["tasks"])
        cli.record(
            session,
            {"record": "task", "id": one, "verdict": "not_done", "remark": "của người kiểm tra"},
            {"record": "task", "content": "Việc thêm tại chỗ"},
        )
        table(file, HEAD, "1;Việc một;01/07/2021;30/06/2021;của sổ", "2;Việc hai;15/07/2021;;x", "3;Việc bốn;;;")
        done = cli.json("register", "import", file, "--session", session)
        assert (done["tasks"], done["added"], done["changed"], done["gone"]) == (3, 1, 2, 1)
        tasks = {t["id"]: t for t in cli.show(session)["tasks"]}
        assert (tasks[one]["declared_completed_on"], tasks[one]["remark"]) == ("2021-06-30", "của người kiểm tra")
        assert tasks[one]["status"] == "open_overdue"
        assert tasks[two]["deadline"] == "2021-07-15"
        assert three in tasks
        assert len(tasks) == 5

    def test_what_was_added_changed_and_gone_is_named(self, cli: Cli, session: str, tmp_path: Path) -> None:
        file = table(tmp_path / "a.csv", HEAD + ";Người ký", "1;Việc một;01/07/2021;;;x", "2;Việc hai;;;;x")
        done = cli.json("register", "import", file, "--session", session)
        assert (done["sheet"], done["unused"], done["applied"]) == ("a", ["Người ký"], 2)
        one, two = (t["id"] for t in cli.show(session)["tasks"])
        assert done["added_tasks"] == [
            {"id": one, "number": "1", "document": "", "content": "Việc một", "row": 2},
            {"id": two, "number": "2", "document": "", "content": "Việc hai", "row": 3},
        ]
        table(file, HEAD, "1;Việc một;;30/06/2021;", "2;Việc ba;;;")
        planned = cli.json("register", "import", file, "--session", session, "--dry-run")
        words = cli.run("--lang", "en", "register", "import", file, "--session", session).out
        assert planned["changed_tasks"] == [
            {"id": one, "number": "1", "document": "", "content": "Việc một", "fields": {
                "deadline": {"old": "2021-07-01", "new": None},
                "declared_completed_on": {"old": None, "new": "2021-06-30"},
            }},
        ]  # fmt: skip
        assert planned["gone_tasks"] == [{"id": two, "number": "2", "document": "", "content": "Việc hai"}]
        assert [(task["content"], task["row"]) for task in planned["added_tasks"]] == [("Việc ba", 3)]
        assert [(p["row"], p["content"], p["deadline"]) for p in planned["preview"]] == [
            (2, "Việc một", None), (3, "Việc ba", None),
        ]  # fmt: skip
        assert words.splitlines() == [
            "2 tasks read: 1 added, 1 changed, 1 no longer in the register",
            "added:", "  2 «Việc ba»",
            "changed:",
            "  1 «Việc một»: deadline: 01/07/2021 → (empty); declared day of completion: (empty) → 30/06/2021",
            "no longer in the register:", "  2 «Việc hai»",
        ]  # fmt: skip
        assert cli.show(session)["tasks"][0]["deadline"] is None

    def test_a_row_put_in_does_not_hide_what_changed(self, cli: Cli, session: str, tmp_path: Path) -> None:
        rows = [f"Việc thứ {n};;;" for n in range(30)]
        file = table(tmp_path / "a.csv", HEAD, *(f"{n};{row}" for n, row in enumerate(rows)))
        cli.json("register", "import", file, "--session", session)
        rows.insert(2, "Việc mới;;;")
        rows[-1] = rows[-1].replace(";;;", ";01/07/2021;;")
        table(file, HEAD, *(f"{n};{row}" for n, row in enumerate(rows)))
        told = cli.run("--lang", "en", "register", "import", file, "--session", session).out.splitlines()
        assert told[1:] == [
            "added:", "  2 «Việc mới»",
            "changed:", "  30 «Việc thứ 29»: deadline: (empty) → 01/07/2021; number: 29 → 30",
            "27 tasks with another number",
        ]  # fmt: skip

    def test_long_lists_are_counted(self, cli: Cli, session: str, tmp_path: Path) -> None:
        file = table(tmp_path / "a.csv", HEAD, *(f"{n};Việc thứ {n} {'x' * 200};;;" for n in range(1, 31)))
        told = cli.run("--lang", "en", "register", "import", file, "--session", session).out.splitlines()
        assert (len(told), told[-1]) == (23, "  … and 10 more")
        assert max(map(len, told)) < 100

    def test_what_the_register_said_is_shown_nowhere_and_set_by_nobody(
        self, cli: Cli, session: str, tmp_path: Path
    ) -> None:
        file = table(tmp_path / "a.csv", HEAD, "1;Việc một;01/07/2021;;")
        cli.json("register", "import", file, "--session", session)
        table(file, HEAD, "1;Việc một;02/07/2021;;")
        assert cli.json("register", "import", file, "--session", session)["applied"] == 1
        assert "as_read" not in cli.run("session", "show", session).out
        task = cli.show(session)["tasks"][0]["id"]
        cli.not_recorded(session, {"record": "task", "id": task, "as_read": {}})
        cli.not_recorded(session, {"record": "decision", "id": task, "field": "as_read", "value": {}})

    def test_rows_are_counted_only_where_a_person_looks(
        self, cli: Cli, session: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = table(tmp_path / "a.csv", HEAD, *(f"{n};Việc thứ {n};;;" for n in range(1, 1101)))
        words = ("--lang", "en", "register", "import", file, "--session", session, "--dry-run")
        assert cli.run(*words).err == ""
        monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
        said = cli.run(*words).err
        assert said.startswith("\rrow 500 of 1100\rrow 1000 of 1100\r ")
        assert said.endswith("\r")
        assert cli.run(*words, "--json").err == ""

    def test_a_deleted_task_comes_back_with_its_register(self, cli: Cli, visit: str) -> None:
        task = cli.show(visit)["tasks"][3]
        cli.record(visit, {"record": "task", "id": task["id"], "delete": True})
        assert len(cli.show(visit)["tasks"]) == 17
        done = cli.json("register", "import", VISIT, "--session", visit)
        assert (done["added"], done["changed"]) == (1, 0)
        assert cli.show(visit)["tasks"][3] == task
        assert cli.json("register", "import", VISIT, "--session", visit)["added"] == 0

    def test_a_second_register_goes_behind_the_first(self, cli: Cli, visit: str) -> None:
        done = cli.json("register", "import", REGISTERS / "semicolons.csv", "--session", visit)
        assert (done["added"], done["gone"]) == (25, 18)
        tasks = cli.show(visit)["tasks"]
        assert len(tasks) == 43
        assert tasks[18]["content"].endswith("(việc 1)")

    def test_a_signed_session_takes_no_register(self, cli: Cli, session: str) -> None:
        cli.json("sign", session, "--by", "A", "--force", "--reason", "r")
        before = cli.run("session", "show", session).out
        cli.refused("register", "import", VISIT, "--session", session)
        assert cli.run("session", "show", session).out == before
        assert cli.show(session)["tasks"] == []


class TestChoosingColumnsAndSheets:
    def test_map(self, cli: Cli, session: str, tmp_path: Path) -> None:
        file = table(tmp_path / "a.csv", "A;B=C;D", "x;Việc một;05/07/2021", "y;Việc hai;")
        cli.refused("register", "import", file, "--session", session)
        done = cli.json("register", "import", file, "--session", session, "--map", "B=C=content", "--map=D = deadline")
        assert (done["tasks"], done["columns"]) == (2, {"content": "B=C", "deadline": "D"})
        assert [t["deadline"] for t in cli.show(session)["tasks"]] == ["2021-07-05", None]

    @pytest.mark.parametrize("pair", ["content", "=content", " =content", "A=", "A=nothing", "Z=content", "A=deadline"])
    def test_a_map_that_is_none(self, cli: Cli, session: str, tmp_path: Path, pair: str) -> None:
        file = table(tmp_path / "a.csv", "A;B", "x;Việc một")
        cli.refused("register", "import", file, "--session", session, "--map", pair)
        assert cli.show(session)["tasks"] == []

    def test_two_columns_for_one_field(self, cli: Cli, session: str, tmp_path: Path) -> None:
        file = table(tmp_path / "a.csv", "A;B", "x;Việc một")
        cli.refused("register", "import", file, "--session", session, "--map", "A=content", "--map", "B=content")

    def test_sheet(self, cli: Cli, session: str) -> None:
        annex = REGISTERS / "official-annex.xlsx"
        by_name = cli.json("register", "import", annex, "--session", session, "--dry-run", "--sheet", "PL01")
        assert by_name["tasks"] == len(truth("official-annex.xlsx")["tasks"])
        assert cli.json("register", "import", annex, "--session", session, "--dry-run", "--sheet", "1")["tasks"] > 0
        for sheet in ("99", "0", "-1", "Không có", "[red]\x1b[0m", ""):
            cli.refused("register", "import", annex, "--session", session, f"--sheet={sheet}")


class TestOldEncodings:
    HEAD = "STT;Nhiệm vụ;Thời hạn"

    @pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
    def test_converted_only_when_asked(self, cli: Cli, session: str, tmp_path: Path, encoding: str) -> None:
        file = table(
            tmp_path / "a.csv", *(old(line, encoding) for line in (self.HEAD, "1;Rà soát hộ nghèo;05/07/2021"))
        )
        said = cli.refused("register", "import", file, "--session", session)
        assert old("Nhiệm vụ", encoding) in said
        assert "Nhiệm vụ" in said
        assert f"--legacy {encoding}" in said
        assert cli.show(session)["tasks"] == []
        asked = ("register", "import", file, "--session", session, "--legacy", encoding)
        planned = cli.json(*asked, "--dry-run")
        assert planned["legacy"] == encoding
        preview = planned["legacy_preview"]
        assert preview[0] == {"row": 1, "before": old("Nhiệm vụ", encoding), "after": "Nhiệm vụ"}
        assert preview[-1] == {"row": 2, "before": old("Rà soát hộ nghèo", encoding), "after": "Rà soát hộ nghèo"}
        out = cli.run(*asked, "--dry-run").out
        assert f"2: «{old('Rà soát hộ nghèo', encoding)}» → «Rà soát hộ nghèo»" in out
        assert cli.show(session)["tasks"] == []
        assert cli.json(*asked) == {**planned, "applied": 1}
        assert [t["content"] for t in cli.show(session)["tasks"]] == ["Rà soát hộ nghèo"]

    def test_recognised_and_left_as_it_is(self, cli: Cli, session: str, tmp_path: Path) -> None:
        words = old("Rà soát hộ nghèo", "tcvn3")
        file = table(tmp_path / "a.csv", self.HEAD, "1;Việc một;05/07/2021", f"2;{words};05/07/2021")
        hint = "--legacy tcvn3"
        assert hint in cli.run("register", "import", file, "--session", session, "--dry-run").out
        done = cli.json("register", "import", file, "--session", session)
        assert (done["legacy"], done["legacy_preview"]) == ("tcvn3", [])
        assert done["problems"] == [{"row": 3, "field": "content", "value": words, "reason": "legacy"}]
        assert [t["content"] for t in cli.show(session)["tasks"]] == ["Việc một", words]
        unicode_only = table(tmp_path / "b.csv", self.HEAD, "1;Việc một;05/07/2021", "2;Nhà máy Müller;05/07/2021")
        done = cli.json("register", "import", unicode_only, "--session", session, "--legacy", "tcvn3")
        assert (done["legacy"], done["legacy_preview"], done["problems"]) == ("", [], [])
        assert hint not in cli.run("register", "import", unicode_only, "--session", session, "--dry-run").out

    @pytest.mark.parametrize("encoding", ["", "viscii", "TCVN3", "tcvn"])
    def test_no_such_encoding(self, cli: Cli, session: str, encoding: str) -> None:
        cli.refused("register", "import", VISIT, "--session", session, "--legacy", encoding)
        assert cli.show(session)["tasks"] == []


class TestBadFiles:
    def test_none_empty_and_no_register(self, cli: Cli, session: str, tmp_path: Path) -> None:
        store = tmp_path / "a.xlsx"
        sqlite3.connect(store).execute("CREATE TABLE a (b)").connection.close()
        files = {
            "empty.xlsx": b"",
            "empty.csv": b"",
            "blank.csv": b"\n \n",
            "words.csv": "Chỉ là lời nói.\n".encode(),
            "cut.xlsx": VISIT.read_bytes()[:2000],
            "text.xlsx": b"hello",
            "bytes.csv": bytes(range(256)),
            "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "paper.docx": b"PK\x03\x04",
        }
        before = cli.show(session)
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        for name in [*files, store.name, "missing.xlsx", ".", "x/y.csv", "n\u0303[red].csv"]:
            for more in ([], ["--dry-run"], ["--json"]):
                said = cli.refused("register", "import", tmp_path / name, "--session", session, *more)
                assert len(said) > 20
        assert cli.show(session) == before

    def test_control_characters_do_not_get_in(self, cli: Cli, session: str, tmp_path: Path) -> None:
        file = table(tmp_path / "a.csv", "STT;Nhiệm vụ;Thời hạn", "1;Việc \x1b[31m[red]một\u202e\x07;05/07/2021")
        cli.json("register", "import", file, "--session", session)
        assert cli.show(session)["tasks"][0]["content"] == "Việc [31m[red]một"

    def test_what_is_doubtful_is_done_and_named(self, cli: Cli, session: str, tmp_path: Path) -> None:
        file = table(
            tmp_path / "a.csv",
            "STT;Nhiệm vụ;Thời hạn;Độ mật",
            "1;Việc một;Thường xuyên;",
            "2;Việc hai;31/02/2021;",
            "3;Việc ba;01/07/2021;MẬT",
        )
        done = cli.json("register", "import", file, "--session", session)
        assert done["tasks"] == 2
        assert [(p["row"], p["field"], p["value"]) for p in done["problems"]] == [
            (2, "deadline", "Thường xuyên"),
            (3, "deadline", "31/02/2021"),
        ]
        assert [s["row"] for s in done["skipped"]] == [4]
        assert [(t["status"], t["deadline_text"]) for t in cli.show(session)["tasks"]] == [
            ("open_no_deadline", "Thường xuyên"),
            ("open_no_deadline", "31/02/2021"),
        ]
        words = cli.run("--lang", "en", "register", "import", file, "--session", session).out
        assert "row 4 left out" in words


class TestSourcesOfAHome:
    ROWS = ("STT;Nội dung nhiệm vụ;Thời hạn", "I;Nhiệm vụ BCĐ CĐS giao;", "1;Việc một;01/07/2021")

    def test_a_home_names_its_own_sources(self, cli: Cli, session: str, tmp_path: Path) -> None:
        own = {"title": "Ban Chỉ đạo chuyển đổi số", "words": ["BCĐ CĐS"]}
        (cli.home / "settings.json").write_text(json.dumps({"sources": [own]}), encoding="utf-8")
        cli.json("register", "import", table(tmp_path / "r.csv", *self.ROWS), "--session", session)
        assert [task["source"] for task in cli.show(session)["tasks"]] == ["Ban Chỉ đạo chuyển đổi số"]

    @pytest.mark.parametrize("sources", ["BCĐ", [1], [{"words": []}], [{"title": ""}], [{"title": "A", "words": "b"}]])
    def test_settings_that_make_no_sense_are_said(self, cli: Cli, session: str, tmp_path: Path, sources: Any) -> None:
        (cli.home / "settings.json").write_text(json.dumps({"sources": sources}), encoding="utf-8")
        path = table(tmp_path / "r.csv", *self.ROWS)
        done = cli.run("register", "import", path, "--session", session)
        assert done.code == 2
        assert "settings.json" in done.err
        assert cli.show(session)["tasks"] == []


class TestTheDaysOfTheVisit:
    def test_what_was_done_after_the_visit_is_shown_and_after_the_cut_off_it_is_plain(
        self, cli: Cli, session: str, tmp_path: Path
    ) -> None:
        head = cli.show(session)
        late = {"cut-off": head["as_of"], "visit": head["held_on"]}
        days = [date.fromisoformat(day) + timedelta(days=1) for day in late.values()]
        rows = [f"{n};Việc {n};30/6/{day.year};{day:%d/%m/%Y}" for n, day in enumerate(days, start=1)]
        path = table(tmp_path / "r.csv", "STT;Nội dung nhiệm vụ;Thời hạn;Ngày hoàn thành", *rows)
        done = cli.json("register", "import", path, "--session", session)
        assert [p["reason"] for p in done["problems"]] == ["after_visit"]
        assert [task["declared_completed_on"] for task in cli.show(session)["tasks"]] == [d.isoformat() for d in days]

    def test_a_marked_register_is_refused_in_one_line(self, cli: Cli, session: str, tmp_path: Path) -> None:
        path = table(tmp_path / "r.csv", "TÀI LIỆU MẬT;;", *TestSourcesOfAHome.ROWS)
        done = cli.run("register", "import", path, "--session", session)
        assert done.code == 2
        assert done.err.startswith("inspect-tui: ")
        assert "Việc một" not in done.err + done.out
