from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from inspect_tui.cli import MODULES, make_parser
from inspect_tui.cli.common import json_text
from inspect_tui.locale import Catalog

from .conftest import DAYS, Cli

NEW = ("session", "new", "--agency", "Sở Tư pháp", *DAYS)


class TestWhereTheStoreIs:
    def test_in_the_home_where_nothing_is_said(self, cli: Cli) -> None:
        cli.json(*NEW)
        assert (cli.home / "store.db").is_file()

    def test_db_as_a_path(self, cli: Cli, tmp_path: Path) -> None:
        made = cli.json("--db", tmp_path / "kho" / "a.db", *NEW)["id"]
        assert (tmp_path / "kho" / "a.db").is_file()
        assert not cli.home.exists()
        assert [s["id"] for s in cli.json("--db", tmp_path / "kho" / "a.db", "session", "list")["sessions"]] == [made]

    def test_db_as_a_sqlite_address(self, cli: Cli, tmp_path: Path) -> None:
        cli.json(f"--db=sqlite:///{tmp_path}/b.db", *NEW)
        assert (tmp_path / "b.db").is_file()
        cli.monkeypatch.chdir(tmp_path)
        cli.json("--db", "sqlite:///c.db", *NEW)
        assert (tmp_path / "c.db").is_file()

    def test_db_from_the_environment_and_the_option_before_it(self, cli: Cli, tmp_path: Path) -> None:
        cli.monkeypatch.setenv("INSPECT_TUI_DB", str(tmp_path / "env.db"))
        cli.json(*NEW)
        assert (tmp_path / "env.db").is_file()
        cli.json("--db", tmp_path / "option.db", *NEW)
        assert len(cli.json("session", "list")["sessions"]) == 1

    @pytest.mark.parametrize("address", ["mysql://x/y", "sqlite://", "sqlite:///", "http://h/a.db"])
    def test_an_address_that_is_none(self, cli: Cli, address: str) -> None:
        assert "postgresql://" in cli.refused("--db", address, "session", "list")

    @pytest.mark.parametrize("address", ["postgresql://127.0.0.1:1/x", "postgresql://u:secret@127.0.0.1:1/x",
                                         "postgresql://127.0.0.1:port/x", "postgresql://[::1"])  # fmt: skip
    def test_a_server_that_does_not_answer(self, cli: Cli, address: str) -> None:
        said = cli.refused("--db", address, "session", "list")
        assert "PostgreSQL" in said
        assert "secret" not in said

    def test_a_store_that_is_not_there_is_made_by_a_reading_command_too(self, cli: Cli) -> None:
        assert cli.json("session", "list") == {"sessions": []}
        assert (cli.home / "store.db").stat().st_mode & 0o077 == 0 or os.name == "nt"


class TestPassphrase:
    def test_a_new_store_is_encrypted_and_asks_for_its_passphrase(self, cli: Cli, tmp_path: Path) -> None:
        secret = tmp_path / "passphrase"
        secret.write_bytes("mật khẩu 'của' Tổ\r\nnot this line\r\n".encode())
        cli.json("--passphrase-file", secret, *NEW)
        assert not (cli.home / "store.db").read_bytes().startswith(b"SQLite format 3")
        assert len(cli.json("--passphrase-file", secret, "session", "list")["sessions"]) == 1
        assert "--passphrase-file" in cli.refused("session", "list")
        cli.monkeypatch.setenv("INSPECT_TUI_PASSPHRASE", "mật khẩu 'của' Tổ")
        assert len(cli.json("session", "list")["sessions"]) == 1
        cli.monkeypatch.setenv("INSPECT_TUI_PASSPHRASE", "wrong")
        cli.refused("session", "list")

    def test_a_passphrase_for_a_plain_store(self, cli: Cli, visit: str) -> None:
        cli.monkeypatch.setenv("INSPECT_TUI_PASSPHRASE", "x")
        cli.refused("session", "show", visit)

    @pytest.mark.parametrize("content", [None, b"", b"\n", b"\r\nx", b"a\0b", b"\xff\xfe\x00"])
    def test_a_passphrase_file_that_gives_none(self, cli: Cli, tmp_path: Path, content: bytes | None) -> None:
        secret = tmp_path / "passphrase"
        if content is not None:
            secret.write_bytes(content)
        assert "passphrase" in cli.refused("--passphrase-file", secret, *NEW)
        assert not cli.home.exists()


class TestLanguage:
    def test_vietnamese_by_default_english_by_option_and_environment(self, cli: Cli) -> None:
        assert "buổi kiểm tra" in cli.refused("session", "show", "nothing")
        assert "there is no session" in cli.refused("--lang", "en", "session", "show", "nothing")
        assert "there is no session" in cli.refused("--lang=en", "session", "show", "nothing")
        cli.monkeypatch.setenv("INSPECT_TUI_LANG", "en")
        assert "there is no session" in cli.refused("session", "show", "nothing")
        assert "buổi kiểm tra" in cli.refused("--lang", "vi", "session", "show", "nothing")

    def test_a_language_that_is_none(self, cli: Cli) -> None:
        assert "fr" in cli.refused("--lang", "fr", "session", "list")


class TestUsage:
    @pytest.mark.parametrize(
        "words",
        [
            ["nothing"],
            ["session"],
            ["session", "list", "--nothing"],
            ["session", "new", "--agency", "a", "--held-on", "2021-07-30"],
            ["session", "show"],
            ["record", "x"],
            ["sign", "x"],
            ["amend", "x"],
            ["register", "import", "a.csv"],
            ["document", "x", "--kind", "letter", "--format", "docx", "-o", "a"],
            ["document", "x", "--kind", "minutes", "--format", "odt", "-o", "a"],
            ["document", "x", "--kind", "minutes", "--format", "docx"],
            ["export", "x"],
            ["verify"],
            ["open", "x", "--screen", "kitchen"],
            ["--db"],
            ["session", "list", "--js"],
            ["record", "x", "a\0b"],
        ],
    )
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_words_that_fit_no_command(self, cli: Cli, words: list[str], language: str) -> None:
        cli.refused("--lang", language, *words)
        assert not cli.home.exists()

    def test_hostile_words_do_not_reach_the_terminal(self, cli: Cli) -> None:
        for text in ("\x1b[31m[red]\x07", "‮abc", "a\nb", "\udcff"):
            said = cli.refused("session", "show", text)
            assert not set("\x1b\x07‮") & set(said)
            cli.refused(text)
            cli.refused("verify", text)

    @pytest.mark.parametrize("words", [["--help"], ["record", "--help"], ["session", "new", "-h"], ["--version"]])
    def test_help(self, cli: Cli, words: list[str]) -> None:
        with pytest.raises(SystemExit) as end:
            cli.run(*words)
        assert end.value.code == 0
        assert "inspect-tui" in cli.capsys.readouterr().out

    @pytest.mark.parametrize("words", [[], ["open", "x"], ["open", "x", "--screen", "notes"]])
    def test_the_app_needs_a_terminal(self, cli: Cli, words: list[str]) -> None:
        cli.refused(*words)
        assert not cli.home.exists()

    def test_json_anywhere_after_the_command(self, cli: Cli, visit: str) -> None:
        for words in (
            ["--json", visit],
            [visit, "--json"],
            ["--declared", "--json", visit],
            [visit, "--json", "--json"],
        ):
            assert json.loads(cli.run("figures", *words).out)["assigned"] == 18

    def test_nothing_on_stdout_but_words_without_json(self, cli: Cli) -> None:
        done = cli.run(*NEW)
        assert (done.code, done.err) == (0, "")
        assert cli.run("session", "list").out.split()[0] == done.out.strip()


class TestAsAProgram:
    """The same through the interpreter: exit codes, encodings, pipes."""

    def start(self, cli: Cli, *words: str, **options: object) -> subprocess.CompletedProcess[bytes]:
        env = {**os.environ, "INSPECT_TUI_HOME": str(cli.home), "PYTHONIOENCODING": "ascii", **{"LC_ALL": "C"}}
        command = [sys.executable, "-m", "inspect_tui", *words]
        return subprocess.run(command, env=env, capture_output=True, timeout=60, check=False, **options)  # type: ignore[call-overload, no-any-return]

    def test_utf8_whatever_the_machine_says(self, cli: Cli, visit: str) -> None:
        done = self.start(cli, "session", "list", "--json")
        assert done.returncode == 0
        assert json.loads(done.stdout.decode("utf-8"))["sessions"][0]["agency"] == "Ban Dân tộc tỉnh"
        assert "Ban Dân tộc tỉnh" in done.stdout.decode("utf-8")
        refused = self.start(cli, "session", "show", "nothing")
        assert (refused.returncode, refused.stdout) == (2, b"")
        assert refused.stderr.decode("utf-8").startswith("inspect-tui: không có")

    @pytest.mark.skipif(os.name != "posix", reason="bytes as arguments")
    def test_words_that_are_no_utf8(self, cli: Cli) -> None:
        done = self.start(cli, "session", "new", "--agency", os.fsdecode(b"S\xff\xe1"), *DAYS, "--json")
        assert (done.returncode, done.stderr) == (0, b"")
        shown = self.start(cli, "session", "show", json.loads(done.stdout)["id"], "--json")
        assert json.loads(shown.stdout)["agency"] == "S\ufffd\ufffd"

    @pytest.mark.skipif(os.name != "posix", reason="a shell's pipe")
    def test_a_reader_that_goes_away(self, cli: Cli, visit: str) -> None:
        env = {**os.environ, "INSPECT_TUI_HOME": str(cli.home)}
        script = f'"{sys.executable}" -m inspect_tui session show {visit}; echo "$?" >&2'
        done = subprocess.run(["sh", "-c", f"({script}) | head -c 1"], env=env, capture_output=True, check=False)
        assert done.stderr == b"0\n"

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
    def test_a_disk_that_is_full_under_stdout(self, cli: Cli, visit: str) -> None:
        env = {**os.environ, "INSPECT_TUI_HOME": str(cli.home)}
        script = f'"{sys.executable}" -m inspect_tui session list > /dev/full'
        done = subprocess.run(["sh", "-c", script], env=env, capture_output=True, check=False)
        assert done.returncode == 2
        assert done.stderr.startswith(b"inspect-tui: ")
        assert done.stderr.count(b"\n") == 1


class TestJson:
    @pytest.mark.parametrize(
        "data",
        [
            {},
            {
                "a": [],
                "b": {},
                "c": None,
                "d": 1.5,
                "đ": '«x»\n\u2028\\"',
                "e": [{"x": [{"y": 1}]}, "z"],
                "f": {"g": [1]},
            },
        ],
    )
    def test_it_is_read_back_as_it_was(self, data: dict[str, object]) -> None:
        assert json.loads(json_text(data)) == data

    def test_a_line_for_each_key_and_for_each_element_of_a_list(self) -> None:
        text = json_text({"id": "một", "tasks": [{"id": 1, "x": "a\nb"}, {"id": 2}], "empty": []})
        assert text.splitlines() == [
            "{",
            ' "id": "một",',
            ' "tasks": [',
            '  {"id": 1, "x": "a\\nb"},',
            '  {"id": 2}',
            " ],",
            ' "empty": []',
            "}",
        ]


def test_each_module_has_the_commands_that_are_said_to_be_its_own() -> None:
    for module, names in MODULES.items():
        usage = make_parser(Catalog("en"), [module]).format_help()
        assert [line.split()[0] for line in usage.splitlines() if re.match(r"    \w", line)] == [*names]
