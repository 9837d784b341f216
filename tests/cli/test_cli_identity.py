"""Keys at the command line: this device's own, those who are believed, those who can read."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from damage import files
from inspect_tui.exchange.keys import make_identity
from inspect_tui.services.key_text import text_of
from inspect_tui.services.key_wraps import Kept, wrap_of

from .conftest import DAYS, Cli

PASSPHRASE = "mật khẩu của Tổ"


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "word"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return path


class TestIdentity:
    def test_it_is_made_at_first_use_and_stays(self, cli: Cli) -> None:
        made = cli.json("identity")
        assert set(made) == {"name", "public_key", "recipient", "fingerprint"}
        assert made["public_key"].startswith("ed25519-")
        assert made["recipient"].startswith("age1")
        assert made["name"]
        assert cli.json("identity") == made
        # Nothing but the keys is made: no store is opened for them.
        assert set(files(cli.home)) == {"identity.json"}

    def test_the_name(self, cli: Cli, visit: str) -> None:
        assert cli.json("identity")["name"] == "Thư ký"
        named = cli.json("identity", "--name", " Tổ kiểm tra\n số 1 ")
        assert named["name"] == "Tổ kiểm tra số 1"
        assert cli.json("identity") == named
        cli.record(visit, {"record": "note", "text": "sau"})
        assert cli.run("--lang", "en", "identity", "--name", "x" * 101).code == 2
        for name in ("", " ", "\u200b"):
            assert "the name is empty" in cli.refused("--lang", "en", "identity", "--name", name)
        assert cli.json("identity") == named
        from inspect_tui.store.connection import Location
        from inspect_tui.store.store import open_store

        with open_store(Location(cli.home / "store.db"), read_only=True) as store:
            assert store.entries(visit)[-1].person == "Tổ kiểm tra số 1"

    def test_the_store_is_in_use(self, cli: Cli, visit: str) -> None:
        from inspect_tui.store.connection import Location
        from inspect_tui.store.store import open_store

        with open_store(Location(cli.home / "store.db")):
            done = cli.run("--lang", "en", "identity", "--name", "Tổ 1")
        assert (done.code, done.err.count("\n")) == (0, 1)
        assert "entries go on" in done.err

    def test_it_is_as_safe_as_the_store(self, cli: Cli, word: Path, tmp_path: Path) -> None:
        cli.json("--passphrase-file", word, "session", "new", "--agency", "A", *DAYS)
        assert "passphrase" in cli.refused("--lang", "en", "identity")
        assert not (cli.home / "identity.json").exists()
        made = cli.json("--passphrase-file", word, "identity")
        assert cli.json("identity") == made
        assert "SECRET" not in (cli.home / "identity.json").read_text()
        (tmp_path / "wrong").write_text("sai")
        assert "passphrase" in cli.refused("--lang", "en", "--passphrase-file", tmp_path / "wrong", "identity")

    def test_it_goes_with_the_stores_passphrase(self, cli: Cli, visit: str, word: Path, tmp_path: Path) -> None:
        made = cli.json("identity")
        before = (cli.home / "identity.json").read_text()
        assert "AGE-SECRET-KEY" in before
        done = cli.json("passphrase", "--new-passphrase-file", word)
        assert done["left"] == []
        assert "AGE-SECRET-KEY" not in (cli.home / "identity.json").read_text()
        assert cli.json("--passphrase-file", word, "identity") == made
        (tmp_path / "key").write_text(done["recovery_key"])
        (tmp_path / "new").write_text("mật khẩu mới")
        done = cli.json("passphrase", "--recovery-key-file", tmp_path / "key", "--new-passphrase-file",
                        tmp_path / "new")  # fmt: skip
        assert done["left"] == []
        from inspect_tui.services.home import Home, Setup
        from inspect_tui.services.identities import identity_of
        from inspect_tui.store.connection import Location

        setup = Setup(Home(cli.home), Location(cli.home / "store.db"), "mật khẩu mới", "vi")
        assert identity_of(setup).public.public_key == made["public_key"]

    def test_on_a_server(self, cli: Cli, postgres: Callable[[], str], word: Path, tmp_path: Path) -> None:
        (tmp_path / "new").write_text("mật khẩu mới")
        cli.options = ["--db", postgres(), "--passphrase-file", str(word)]
        made = cli.json("identity", "--name", "Cơ quan tổng hợp")
        assert "AGE-SECRET-KEY" not in (cli.home / "identity.json").read_text()
        assert cli.json("passphrase", "--new-passphrase-file", tmp_path / "new") == {"recovery_key": "", "left": []}
        assert "do not open" in cli.refused("--lang", "en", "passphrase", "--new-passphrase-file", tmp_path / "new")
        cli.options[3] = str(tmp_path / "new")
        done = cli.run("--lang", "en", "passphrase", "--new-passphrase-file", word)
        assert (done.code, done.err) == (0, "")
        assert "on a server" in done.out
        assert cli.json("identity") == made

    def test_a_broken_file(self, cli: Cli) -> None:
        cli.json("identity")
        for text, words in (("{", "damaged"), ('{"version": 2}', "newer version")):
            (cli.home / "identity.json").write_text(text)
            assert words in cli.refused("--lang", "en", "identity", "--json")
            assert words in cli.refused("--lang", "en", "identity", "--name", "Tổ 1")
            assert (cli.home / "identity.json").read_text() == text

    def test_lines_without_a_code_where_no_terminal_is(self, cli: Cli) -> None:
        made = cli.json("identity")
        done = cli.run("identity")
        assert (done.code, done.err) == (0, "")
        assert {made["name"], made["fingerprint"]} <= set(done.out.splitlines())
        assert made["public_key"] in done.out
        assert made["recipient"] in done.out
        assert not set("█▀▄\x1b") & set(done.out)

    @pytest.mark.skipif(os.name != "posix", reason="Windows has no pty")
    @pytest.mark.parametrize("colours", [True, False])
    def test_a_code_to_be_scanned_where_one_is(self, cli: Cli, colours: bool) -> None:
        from pty_terminal import PtyTerminal

        made = cli.json("identity", "--name", "Tổ kiểm tra số 1")
        env = {"INSPECT_TUI_HOME": str(cli.home), "INSPECT_TUI_LANG": "en", "NO_COLOR": "" if colours else "1"}
        command = [sys.executable, "-m", "inspect_tui", "identity"]
        with PtyTerminal(command, columns=80, rows=48, env=env) as terminal:
            terminal.wait_for("by voice")
            lines = terminal.screen_text().splitlines()
            assert terminal.wait_exit() == 0
        assert made["fingerprint"] in "".join(lines).replace(" ", "")
        assert made["public_key"] in "".join(lines)
        first = next(n for n, line in enumerate(lines) if set("█▀▄") & set(line))
        drawn = [line[:49].ljust(49) for line in lines[first - (2 if colours else 0) :][:25]]
        assert read_code(drawn, dark_is_filled=colours) == modules_of(text_of_json(made))

    def test_no_words_that_fit_nothing_repeat_a_secret(self, cli: Cli) -> None:
        secret = make_identity("x").age_secret
        for words in (["identity", secret], ["identity", "--name", secret], ["identity", f"--{secret}"]):
            said = cli.refused("--lang", "en", *words)
            assert "private key" in said
            assert secret[20:] not in said
        assert not cli.home.exists()


def text_of_json(made: dict[str, str]) -> str:
    from inspect_tui.exchange.keys import PublicIdentity

    return text_of(PublicIdentity(made["name"], made["public_key"], made["recipient"]))


def modules_of(text: str) -> list[list[bool]]:
    import segno

    rows = [[bool(m) for m in row] for row in segno.make_qr(text, error="l").matrix_iter(border=4)]
    return [*rows, [False] * len(rows[0])]


def read_code(lines: list[str], *, dark_is_filled: bool) -> list[list[bool]]:
    """Return the modules that a camera sees in lines of half blocks."""
    halves = [[c in two for c in line] for line in lines for two in ("▀█", "▄█")]
    return [[filled == dark_is_filled for filled in row] for row in halves]


@pytest.fixture(params=["trust", "recipients"])
def side(request: pytest.FixtureRequest) -> tuple[str, str, str, str]:
    """The command, its member in JSON, and the two keys that it takes."""
    one, two = make_identity("Tổ 1").public, make_identity("Tổ 2").public
    if request.param == "trust":
        return "trust", "trusted", one.public_key, two.public_key
    return "recipients", "recipients", one.recipient, two.recipient


class TestLists:
    def test_add_list_remove(self, cli: Cli, side: tuple[str, str, str, str]) -> None:
        command, member, one, two = side
        assert cli.json(command, "list") == {member: []}
        assert not cli.home.exists()
        (added,) = cli.json(command, "add", "Văn phòng", one)[member]
        assert set(added) == {"name", "key", "fingerprint", "added_at"}
        assert (added["name"], added["key"]) == ("Văn phòng", one)
        both = cli.json(command, "add", "Tổng hợp", two)
        assert both == cli.json(command, "list")
        assert cli.json(command, "add", "văn phòng", one) == both
        assert "remove it first" in cli.refused("--lang", "en", command, "add", "VĂN PHÒNG", two)
        assert "there is no key" in cli.refused("--lang", "en", command, "remove", "ai")
        assert cli.json(command, "list") == both
        assert cli.json(command, "remove", "tổng HỢP") == {member: [added]}

    def test_in_words(self, cli: Cli, side: tuple[str, str, str, str]) -> None:
        command, member, one, _ = side
        done = cli.run("--lang", "en", command, "add", "Văn phòng", one)
        (added,) = cli.json(command, "list")[member]
        assert (done.code, done.err) == (0, "")
        assert added["fingerprint"] in done.out
        assert "by voice" in done.out
        assert "there already, as Văn phòng" in cli.run("--lang", "en", command, "add", "Tên khác", one).out
        listed = cli.run(command, "list").out
        assert all(part in listed for part in (added["name"], added["key"], added["fingerprint"]))
        assert "removed" in cli.run("--lang", "en", command, "remove", "Văn phòng").out

    def test_what_another_device_prints_or_shows(self, cli: Cli, side: tuple[str, str, str, str]) -> None:
        command, member, *_ = side
        made = cli.json("identity", "--name", "Tổ 1")
        key = made["public_key" if command == "trust" else "recipient"]
        (known,) = cli.json(command, "add", "Tổ 1", text_of_json(made))[member]
        assert known["key"] == key
        assert cli.json(command, "add", "Tổ 1", key)[member] == [known]
        # What add prints is what the other one's own command shows.
        assert known["fingerprint"] in cli.run("identity").out

    def test_a_private_key_is_refused_and_never_repeated(self, cli: Cli, side: tuple[str, str, str, str]) -> None:
        command, _, one, _ = side
        cli.json(command, "add", "Văn phòng", one)
        before = files(cli.home)
        made = make_identity("x")
        pem = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ==\n-----END OPENSSH " \
              "PRIVATE KEY-----\n"  # fmt: skip
        identity = json.dumps(Kept(made.public, (wrap_of(made, ""),)).as_json())
        for words in (
            ["add", "Tổ", made.age_secret], ["add", made.age_secret, one], ["add", "Tổ", pem], ["add", "Tổ", identity],
            # As a shell without quotes hands them over, in the wrong place, or one word too many.
            ["add", "Tổ", *pem.split()], ["add", *pem.split()], [made.age_secret], ["add", made.age_secret, "--x"],
            ["add", "Tổ", one, made.age_secret], ["remove", made.age_secret], ["list", made.age_secret],
        ):  # fmt: skip
            for lang in ("vi", "en"):
                said = cli.refused("--lang", lang, command, *words)
                assert ("private key" if lang == "en" else "khóa bí mật") in said, words
                assert made.age_secret[20:40] not in said
                assert "b3Blbn" not in said
        assert files(cli.home) == before

    def test_words_that_fit_no_command(self, cli: Cli, side: tuple[str, str, str, str]) -> None:
        command, _, one, _ = side
        for words in ([], ["add"], ["add", "Tổ"], ["add", "Tổ", one, "x"], ["remove"], ["list", "x"], ["change"]):
            cli.refused(command, *words)
        assert not cli.home.exists()

    def test_hints_where_the_kinds_were_mixed_up(self, cli: Cli) -> None:
        made = cli.json("identity")
        assert "ed25519-" in cli.refused("--lang", "en", "trust", "add", "Tổ 1", made["recipient"])
        assert "age1" in cli.refused("--lang", "en", "recipients", "add", "Tổ 1", made["public_key"])
        assert cli.json("trust", "list") == {"trusted": []}

    def test_a_damaged_list_is_an_error(self, cli: Cli, side: tuple[str, str, str, str]) -> None:
        command, _, one, _ = side
        cli.json(command, "add", "Văn phòng", one)
        path = cli.home / f"{command}.json"
        path.write_text(path.read_text()[:-20])
        before = files(cli.home)
        for words in (["list"], ["add", "Tổ", one], ["remove", "Văn phòng"]):
            said = cli.refused("--lang", "en", command, *words)
            assert "damaged" in said
            assert str(path) in said
        assert files(cli.home) == before


class TestDoctor:
    def levels(self, cli: Cli, level: str, *, code: int = 0) -> str:
        before = files(cli.home)
        found = cli.json("--lang", "en", "doctor", code=code)["findings"]
        assert files(cli.home) == before
        return "\n".join(f["message"] for f in found if f["level"] == level)

    def add(self, cli: Cli, command: str, *names: str) -> None:
        for name in names:
            made = make_identity(name).public
            cli.json(command, "add", name, made.recipient if command == "recipients" else made.public_key)

    def test_before_there_are_any(self, cli: Cli) -> None:
        assert "no keys yet" in self.levels(cli, "ok")
        assert "no recipient" in self.levels(cli, "warning")
        assert not cli.home.exists()

    def test_one_recipient_and_two(self, cli: Cli, visit: str) -> None:
        made: Any = cli.json("identity")
        assert made["fingerprint"] in self.levels(cli, "ok")
        # Its own key makes nobody else read.
        cli.json("recipients", "add", "Máy này", made["recipient"])
        assert "no recipient" in self.levels(cli, "warning")
        self.add(cli, "recipients", "Văn phòng")
        assert "Văn phòng is the only recipient" in self.levels(cli, "warning")
        self.add(cli, "recipients", "Tổng hợp")
        warnings = self.levels(cli, "warning")
        assert "no recipient" not in warnings
        assert "only recipient" not in warnings
        assert "2 recipients" in self.levels(cli, "ok")

    def test_trust(self, cli: Cli, visit: str) -> None:
        cli.json("trust", "add", "Máy này", cli.json("identity")["public_key"])
        assert "nobody's files" in self.levels(cli, "ok")
        self.add(cli, "trust", "Tổ 2")
        assert "beside this device's own: 1" in self.levels(cli, "ok")

    @pytest.mark.skipif(os.name != "posix", reason="modes of files")
    def test_others_may_read_or_change(self, cli: Cli, visit: str) -> None:
        cli.json("identity")
        self.add(cli, "trust", "Tổ 2")
        (cli.home / "store.db").chmod(0o600)
        assert "others" not in self.levels(cli, "warning")
        (cli.home / "identity.json").chmod(0o640)
        (cli.home / "trust.json").chmod(0o666)
        said = self.levels(cli, "warning")
        assert f"read {cli.home / 'identity.json'}" in said
        assert f"change {cli.home / 'trust.json'}" in said

    def test_not_as_safe_as_the_store(self, cli: Cli, word: Path) -> None:
        cli.json("identity")
        cli.options = ["--passphrase-file", str(word)]
        cli.json("session", "new", "--agency", "A", *DAYS)
        assert "not encrypted although the store is" in self.levels(cli, "warning")
        cli.json("identity")
        assert "keys are in order" in self.levels(cli, "ok")

    def test_keys_that_the_store_does_not_keep(self, cli: Cli, word: Path) -> None:
        from inspect_tui.services.home import Home, Setup
        from inspect_tui.services.identities import identity_of
        from inspect_tui.store.connection import Location

        cli.options = ["--passphrase-file", str(word)]
        cli.json("session", "new", "--agency", "A", *DAYS)
        made = identity_of(Setup(Home(cli.home), Location(cli.home / "store.db"), PASSPHRASE, "vi"))
        assert "would not bring back" in self.levels(cli, "warning")
        cli.json("identity")
        assert "keys are in order" in self.levels(cli, "ok")
        path = cli.home / "identity.json"
        data = json.loads(path.read_text())
        wraps = [dict(wrap_of(made, word)) for word in ("khác", PASSPHRASE)]
        path.write_text(json.dumps({**data, "secrets": wraps}))
        assert "an earlier passphrase" in self.levels(cli, "warning")
        path.write_text(json.dumps({**data, "secrets": wraps[:1]}))
        assert "nothing can be signed" in self.levels(cli, "fault", code=1)

    @pytest.mark.parametrize("name", ["identity.json", "trust.json", "recipients.json"])
    def test_a_damaged_file(self, cli: Cli, name: str) -> None:
        cli.home.mkdir()
        (cli.home / name).write_text("{}")
        assert str(cli.home / name) in self.levels(cli, "fault", code=1)
