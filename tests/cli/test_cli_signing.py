from __future__ import annotations

import hashlib
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from .conftest import Cli

CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}")
FORCED = ("--force", "--reason", "vì thử")


def complete(cli: Cli, session: str) -> None:
    """Give everything that is missing."""
    cli.record(
        session,
        *({"record": "task", "id": t["id"], "verdict": "agreed", "cause": "C", "responsibility": "R"}
          for t in cli.show(session)["tasks"]),
    )  # fmt: skip


def codes(found: dict[str, Any]) -> set[str]:
    return {f["code"] for f in found["findings"]}


class TestSign:
    def test_refused_with_what_is_missing(self, cli: Cli, visit: str) -> None:
        before = cli.show(visit)
        request = cli.record(visit, {"record": "conclusion", "text": "x"})["ids"][0]
        refused = cli.json("sign", visit, "--by", "A", code=1)
        assert refused["verification_code"] == ""
        assert all(set(m) == {"code", "record", "id", "message"} for m in refused["missing"])
        found = [m["code"] for m in refused["missing"]]
        assert found.count("task_untouched") == 18
        assert found.count("task_no_cause") == found.count("task_no_responsibility") == 3
        assert ("request_no_owner", request) in [(m["code"], m["id"]) for m in refused["missing"]]
        assert "request_no_deadline" in found
        assert cli.show(visit)["tasks"] == before["tasks"]
        assert cli.show(visit)["state"] == "open"
        words = cli.run("--lang", "en", "sign", visit, "--by", "A")
        assert (words.code, words.err) == (1, "")
        assert len(words.out.splitlines()) == 1 + len(found)

    def test_signed_and_locked(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        complete(cli, visit)
        signed = cli.json("sign", visit, "--by", "Tổ trưởng")
        assert signed["missing"] == []
        assert CODE.fullmatch(signed["verification_code"])
        shown = cli.show(visit)
        assert (shown["state"], shown["verification_code"]) == ("signed", signed["verification_code"])
        cli.not_recorded(visit, {"record": "note", "text": "x"})
        assert "amend" in cli.refused("--lang", "en", "sign", visit, "--by", "B")
        assert "amend" in cli.refused("--lang", "en", "sign", visit, "--by", "B", *FORCED)
        assert cli.show(visit) == shown
        cli.json("figures", visit, "--as-of", "2021-07-30")
        cli.json("document", visit, "--kind", "minutes", "--format", "docx", "-o", tmp_path / "a.docx")

    def test_forced_with_a_reason(self, cli: Cli, visit: str) -> None:
        cli.refused("sign", visit, "--by", "A", "--force")
        cli.refused("sign", visit, "--by", "A", "--force", "--reason", " \u200b")
        for name in ("", " ", "\x07"):
            cli.refused("sign", visit, "--by", name, *FORCED)
        cli.json("sign", visit, "--by", "A", "--reason", "vì thử", code=1)
        assert cli.show(visit)["state"] == "open"
        forced = cli.json("sign", *FORCED, "--by", "A", visit)
        assert CODE.fullmatch(forced["verification_code"])
        assert len(forced["missing"]) == 24

    def test_an_empty_session(self, cli: Cli, session: str, tmp_path: Path) -> None:
        assert cli.json("sign", session, "--by", "A", *FORCED)["missing"] == []
        cli.json("document", session, "--kind", "minutes", "--format", "docx", "-o", tmp_path / "a.docx")
        assert cli.json("verify", cli.json("export", session, "--plain", "-o", tmp_path)["file"])["valid"]


class TestAmend:
    def test_numbered_revisions_with_codes_of_their_own(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        assert "amend" in cli.refused("--lang", "en", "amend", visit, "--reason", "x")
        files, signed = [], []
        for revision in (1, 2, 3):
            signed.append(cli.json("sign", visit, "--by", "A", *FORCED)["verification_code"])
            files.append(cli.json("export", visit, "--plain", "-o", tmp_path)["file"])
            cli.refused("amend", visit, "--reason", " ")
            assert cli.json("amend", visit, "--reason", f"lý do {revision}") == {"revision": revision + 1}
            cli.refused("amend", visit, "--reason", "again")
            shown = cli.show(visit)
            assert (shown["state"], shown["revision"], shown["verification_code"]) == ("open", revision + 1, "")
            cli.record(visit, {"record": "note", "text": f"sau lần {revision}"})
        assert len(set(signed)) == 3
        last = cli.json("export", visit, "--plain", "-o", tmp_path)["file"]
        for file in (*files, last):
            assert cli.json("verify", file)["valid"] is True
        # The older file knows its own code; the newer file knows both and says which one is older.
        assert "code_fits" in codes(cli.json("verify", files[0], "--code", signed[0]))
        assert "code_mismatch" in codes(cli.json("verify", files[0], "--code", signed[1], code=1))
        assert codes(cli.json("verify", files[1], "--code", signed[0])) >= {"code_fits", "older_revision"}
        assert codes(cli.json("verify", last, "--code", signed[2])) >= {"code_fits", "after_signing", "session_open"}

    def test_every_revision_stays_readable(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        code = cli.json("sign", visit, "--by", "A", *FORCED)["verification_code"]
        signed = cli.show(visit)
        cli.json("amend", visit, "--reason", "thêm ý kiến")
        cli.record(visit, {"record": "note", "text": "sau lần 1"}, {"record": "session", "chair": "Người khác"})
        again = cli.json("sign", visit, "--by", "B", *FORCED)["verification_code"]
        first = cli.json("session", "show", visit, "--revision", 1)
        assert {**first, "revisions": []} == {**signed, "revisions": []}
        told = [(r["revision"], r["by"], r["code"], r["reason"]) for r in first["revisions"]]
        assert told == [(1, "A", code, ""), (2, "B", again, "thêm ý kiến")]
        assert cli.json("session", "show", visit, "--revision", 2) == cli.show(visit)
        assert "3" in cli.refused("session", "show", visit, "--revision", 3)
        assert "x" in cli.refused("session", "show", visit, "--revision", "x")
        texts = []
        for number in ("1", "2"):
            paper = tmp_path / f"{number}.docx"
            cli.json("document", visit, "--kind", "minutes", "--format", "docx", "-o", paper, "--revision", number)
            texts.append("\n".join(Document(str(paper)).element.body.itertext()))
        assert all(code in text and again in text for text in texts), "each names the other"
        assert ["sau lần 1" in text for text in texts] == [False, True]


class TestExport:
    def test_a_file_of_its_own_each_time(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        out = tmp_path / "thư mục" / "mới"
        done = [cli.json("export", visit, "-o", out, "--plain") for _ in range(3)]
        assert len({d["file"] for d in done}) == 3
        for one in done:
            assert set(one) == {"file", "sha256", "counts"}
            assert hashlib.sha256(Path(one["file"]).read_bytes()).hexdigest() == one["sha256"]
            assert (one["counts"]["tasks"], one["counts"]["notes"]) == (18, 0)
            assert zipfile.is_zipfile(one["file"])

    def test_not_sealed_to_nobody(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        assert "--plain" in cli.refused("export", visit, "-o", tmp_path / "out")
        assert not (tmp_path / "out").exists()

    def test_a_folder_that_is_a_file(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("x")
        cli.refused("export", visit, "--plain", "-o", tmp_path / "out")
        cli.refused("export", visit, "--plain", "-o", tmp_path / "out" / "in")
        assert (tmp_path / "out").read_text() == "x"


class TestVerify:
    @pytest.fixture
    def file(self, cli: Cli, visit: str, tmp_path: Path) -> Path:
        (tmp_path / "a.bin").write_bytes(b"attachment" * 50)
        cli.record(visit, {"record": "attachment", "file": str(tmp_path / "a.bin")})
        return Path(cli.json("export", visit, "--plain", "-o", tmp_path)["file"])

    def test_whole(self, cli: Cli, visit: str, file: Path) -> None:
        done = cli.json("verify", file)
        assert set(done) == {"valid", "trusted", "signer", "session", "counts", "findings"}
        assert (done["valid"], done["trusted"], done["session"]) == (True, True, visit)
        assert done["counts"]["tasks"] == 18
        assert all(set(f) == {"code", "message"} for f in done["findings"])
        assert cli.run("verify", file).code == 0

    def test_needs_no_store(self, cli: Cli, file: Path, tmp_path: Path) -> None:
        """Where nobody is known nobody is trusted; that the file is whole can be said all the same."""
        cli.monkeypatch.setenv("INSPECT_TUI_HOME", str(tmp_path / "nowhere"))
        for options in ((), ("--db", tmp_path / "no.db", "--passphrase-file", tmp_path / "no")):
            found = cli.json(*options, "verify", file, code=1)
            assert (found["valid"], found["trusted"]) == (True, False)
            assert "unknown_signer" in codes(found)
        assert not (tmp_path / "nowhere").exists()
        assert not (tmp_path / "no.db").exists()

    def test_any_byte(self, cli: Cli, file: Path) -> None:
        whole = file.read_bytes()
        for place in range(0, len(whole), max(1, len(whole) // 60)):
            changed = bytearray(whole)
            changed[place] ^= 1
            file.write_bytes(changed)
            found = cli.json("verify", file, code=1)
            assert found["valid"] is False
            assert found["findings"], place

    def test_cut_empty_and_foreign(self, cli: Cli, file: Path) -> None:
        whole = file.read_bytes()
        for content in (b"", b"x", whole[:-1], whole + b"\0", whole[: len(whole) // 2], b"PK\x05\x06" + b"\0" * 18):
            file.write_bytes(content)
            found = cli.json("verify", file, code=1)
            assert found["valid"] is False
            assert found["findings"]
            plain = cli.run("verify", file)
            assert (plain.code, plain.err) == (1, "")

    def test_no_file(self, cli: Cli, file: Path, tmp_path: Path) -> None:
        assert "nothing.itui" in cli.refused("verify", tmp_path / "nothing.itui")
        cli.refused("verify", tmp_path, "--json")
        cli.refused("verify", file / "x")

    def test_codes(self, cli: Cli, visit: str, file: Path, tmp_path: Path) -> None:
        assert "not_signed" in codes(cli.json("verify", file, "--code", "AAAA-BBBB-CCCC-DDDD", code=1))
        code = cli.json("sign", visit, "--by", "A", *FORCED)["verification_code"]
        signed = cli.json("export", visit, "--plain", "-o", tmp_path)["file"]
        for typed in (code, code.lower(), code.replace("-", ""), f" {code} ", code.replace("-", " ")):
            assert "code_fits" in codes(cli.json("verify", signed, "--code", typed))
        wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
        for typed in (wrong, "", "x", code[:-1], code + "2", "[red]\x1b", "\ud800", "đ"):
            found = cli.json("verify", signed, f"--code={typed}", code=1)
            assert found["valid"] is False
            assert "code_mismatch" in codes(found)


class TestDocument:
    def test_minutes(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        complete(cli, visit)
        cli.record(visit, {"record": "note", "text": "[red]\x1b[1m<w:t>&amp;]]>\ufffe\uffff {{x}}", "speaker": "A&B"})
        path = tmp_path / "mới" / "biên bản.docx"
        assert cli.json("document", visit, "--kind", "minutes", "--format", "docx", "-o", path) == {"file": str(path)}
        with zipfile.ZipFile(path) as paper:
            assert paper.testzip() is None
            assert "BIÊN BẢN" in paper.read("word/document.xml").decode()
        again = cli.json("document", visit, "--output", path, "--format=docx", "--kind=minutes")
        assert again["file"] == str(path)
        assert sorted(os.listdir(path.parent)) == [path.name]

    @pytest.mark.parametrize(
        ("kind", "form"),
        [(k, f) for k in ("minutes", "conclusion", "report", "register") for f in ("docx", "pdf", "xlsx", "html")
         if f != "xlsx" or k == "register"],
    )  # fmt: skip
    def test_every_paper_is_made(self, cli: Cli, visit: str, tmp_path: Path, kind: str, form: str) -> None:
        complete(cli, visit)
        out = tmp_path / f"a.{form}"
        told = cli.json("document", visit, "--kind", kind, "--format", form, "-o", out)
        assert told == {"file": str(out)}
        data = out.read_bytes()
        match form:
            case "pdf":
                assert data.startswith(b"%PDF-")
                assert data.rstrip().endswith(b"%%EOF")
            case "html":
                assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in data.decode()
            case _:
                with zipfile.ZipFile(out) as packed:
                    assert packed.testzip() is None

    @pytest.mark.parametrize("kind", ["minutes", "conclusion", "report"])
    def test_a_letter_is_no_workbook(self, cli: Cli, visit: str, tmp_path: Path, kind: str) -> None:
        out = tmp_path / "a.xlsx"
        assert "docx, pdf, html" in cli.refused("document", visit, "--kind", kind, "--format", "xlsx", "-o", out)
        assert not out.exists()

    def test_places_that_cannot_be_written(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        for out in (tmp_path, tmp_path / "file" / "a.docx"):
            cli.refused("document", visit, "--kind", "minutes", "--format", "docx", "-o", out)
        assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "home"]

    def test_sessions_with_odd_contents(self, cli: Cli, session: str, tmp_path: Path) -> None:
        task = cli.record(session, {"record": "task", "content": "x", "deadline": "0001-01-01"})["ids"][0]
        cli.record(
            session,
            {"record": "session", "held_on": None, "as_of": None, "utc_offset": None,
             "started_at": "0002-01-01T00:00:00Z", "ended_at": "9998-12-31T23:59:59Z"},
            {"record": "task", "content": "", "deadline": "9999-12-31", "source": "đ"},
            {"record": "note", "text": ""},
            {"record": "note", "at": None, "text": "y" * 40000, "tasks": [task]},
            {"record": "conclusion"},
            {"record": "participant"},
            {"record": "event", "task": task},
        )  # fmt: skip
        cli.json("figures", session)
        cli.run("session", "list")
        for language in ("vi", "en"):
            path = tmp_path / f"{language}.docx"
            cli.json("--lang", language, "document", session, "--kind", "minutes", "--format", "docx", "-o", path)
        cli.json("verify", cli.json("export", session, "--plain", "-o", tmp_path)["file"])
