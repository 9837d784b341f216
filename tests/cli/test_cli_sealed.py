"""export and verify between two homes: sealed once somebody is to read it, signed always, trusted only where known."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Cli


def codes(found: dict[str, Any]) -> set[str]:
    return {f["code"] for f in found["findings"]}


class Homes:
    """Several homes, one of which is used at a time."""

    def __init__(self, cli: Cli, tmp_path: Path) -> None:
        self.cli, self.tmp_path = cli, tmp_path

    def use(self, name: str) -> dict[str, Any]:
        """Go to a home, which is made where it is not there, and return its identity."""
        home = self.cli.home if name == "laptop" else self.tmp_path / name
        self.cli.monkeypatch.setenv("INSPECT_TUI_HOME", str(home))
        made: dict[str, Any] = self.cli.json("identity", "--name", name)
        return made


@pytest.fixture
def homes(cli: Cli, visit: str, tmp_path: Path) -> Homes:
    return Homes(cli, tmp_path)


@pytest.fixture
def sealed(cli: Cli, visit: str, homes: Homes, tmp_path: Path) -> Path:
    """A file that the laptop has sealed to headquarters."""
    headquarters = homes.use("headquarters")
    homes.use("laptop")
    cli.json("recipients", "add", "Trụ sở", headquarters["recipient"])
    return Path(cli.json("export", visit, "-o", tmp_path / "out")["file"])


class TestExport:
    def test_sealed_once_there_is_a_recipient(self, cli: Cli, visit: str, sealed: Path, tmp_path: Path) -> None:
        done = cli.json("export", visit, "-o", tmp_path / "out")
        data = Path(done["file"]).read_bytes()
        assert data.startswith(b"age-encryption.org/v1\n")
        assert done["sha256"] == hashlib.sha256(data).hexdigest()
        assert done["counts"]["tasks"] == 18
        for secret in (b"PK\x03\x04", b"manifest", visit.encode(), b"ban-dan-toc"):
            assert secret not in data

    def test_its_name_gives_nothing_away(self, visit: str, sealed: Path) -> None:
        assert sealed.name.startswith(visit[-8:])
        assert "dan-toc" not in sealed.name
        assert "2021" not in sealed.name.replace(visit[-8:], "")
        assert "plain" not in sealed.name

    def test_no_way_around_it(self, cli: Cli, visit: str, sealed: Path, tmp_path: Path) -> None:
        before = cli.show(visit)
        assert "--plain" in cli.refused("export", visit, "-o", tmp_path / "other", "--plain")
        assert not (tmp_path / "other").exists()
        assert cli.show(visit) == before

    def test_without_recipients_only_plain_and_it_says_so(
        self, cli: Cli, visit: str, homes: Homes, tmp_path: Path
    ) -> None:
        assert "--plain" in cli.refused("export", visit, "-o", tmp_path / "out")
        assert not (tmp_path / "out").exists()
        done = cli.run("--lang", "en", "export", visit, "-o", tmp_path / "out", "--plain")
        assert done.code == 0
        assert "NOT SEALED" in done.out
        (file,) = (tmp_path / "out").iterdir()
        assert file.name.endswith(".plain.itui")
        assert b'"plain":true' in file.read_bytes()
        assert cli.json("verify", file)["trusted"] is True

    def test_says_how_many_can_open_it(self, cli: Cli, visit: str, sealed: Path, tmp_path: Path) -> None:
        assert "2 keys open it" in cli.run("--lang", "en", "export", visit, "-o", tmp_path / "out").out

    def test_a_broken_list_of_recipients_stops_it(self, cli: Cli, visit: str, sealed: Path, tmp_path: Path) -> None:
        """Not to know who can read is not the same as nobody."""
        (cli.home / "recipients.json").write_text("{")
        cli.refused("export", visit, "-o", tmp_path / "other", "--plain")
        cli.refused("export", visit, "-o", tmp_path / "other")
        assert not (tmp_path / "other").exists()

    def test_numbers_and_hashes_go_on(self, cli: Cli, visit: str, sealed: Path, tmp_path: Path) -> None:
        second = cli.json("export", visit, "-o", tmp_path / "out")
        assert [p.name[-8:] for p in sorted((tmp_path / "out").iterdir())] == ["001.itui", "002.itui"]
        assert second["sha256"] != hashlib.sha256(sealed.read_bytes()).hexdigest()


class TestVerify:
    def test_its_maker_and_its_recipient_and_nobody_else(
        self, cli: Cli, visit: str, sealed: Path, homes: Homes
    ) -> None:
        laptop = homes.use("laptop")
        found = cli.json("verify", sealed)
        assert (found["valid"], found["trusted"], found["session"]) == (True, True, visit)
        assert found["signer"] == {k: laptop[k] for k in ("name", "public_key", "fingerprint")}
        homes.use("headquarters")
        found = cli.json("verify", sealed, code=1)
        assert (found["valid"], found["trusted"], found["signer"]["name"]) == (True, False, "laptop")
        assert laptop["fingerprint"] in next(f["message"] for f in found["findings"] if f["code"] == "unknown_signer")
        cli.json("trust", "add", "Thư ký đoàn 3", laptop["public_key"])
        found = cli.json("verify", sealed)
        assert (found["trusted"], found["signer"]["name"]) == (True, "Thư ký đoàn 3")
        cli.json("trust", "remove", "Thư ký đoàn 3")
        assert cli.json("verify", sealed, code=1)["valid"] is True
        homes.use("somebody")
        found = cli.json("verify", sealed, code=1)
        assert (found["valid"], found["signer"], found["session"]) == (False, None, "")
        assert codes(found) == {"not_for_us"}

    def test_damage_and_cuts(self, cli: Cli, sealed: Path) -> None:
        whole = sealed.read_bytes()
        for place in range(0, len(whole), len(whole) // 40):
            changed = bytearray(whole)
            changed[place] ^= 1
            sealed.write_bytes(changed)
            assert cli.json("verify", sealed, code=1)["valid"] is False, place
            sealed.write_bytes(whole[:place])
            assert cli.json("verify", sealed, code=1)["valid"] is False, place
        assert [p.name for p in sealed.parent.iterdir()] == [sealed.name]

    def test_the_words_say_what_it_is(self, cli: Cli, sealed: Path, homes: Homes) -> None:
        assert "whole and unchanged" in cli.run("--lang", "en", "verify", sealed).out
        homes.use("headquarters")
        done = cli.run("--lang", "en", "verify", sealed)
        assert done.code == 1
        assert "NOT from anybody trusted" in done.out
        homes.use("somebody")
        assert "KHÔNG HỢP LỆ" in cli.run("verify", sealed).out.upper()

    def test_keys_that_need_the_passphrase(
        self, cli: Cli, visit: str, sealed: Path, homes: Homes, tmp_path: Path
    ) -> None:
        """A plain file is checked without it, a sealed one is not opened without it."""
        word = tmp_path / "word"
        word.write_text("mật khẩu dài và lạ")
        homes.use("laptop")
        cli.json("passphrase", "--new-passphrase-file", word)
        assert "passphrase" in cli.refused("--lang", "en", "verify", sealed)
        assert cli.json("--passphrase-file", word, "verify", sealed)["trusted"] is True
        cli.json("recipients", "remove", "Trụ sở")
        plain = cli.json("--passphrase-file", word, "export", visit, "--plain", "-o", tmp_path)["file"]
        assert cli.json("verify", plain)["trusted"] is True

    def test_a_file_of_format_1_0(self, cli: Cli, homes: Homes, tmp_path: Path) -> None:
        old = Path(__file__).parents[1] / "exchange" / "data" / "session-1.0.itui"
        shutil.copyfile(old, tmp_path / "old.itui")
        found = cli.json("verify", tmp_path / "old.itui", code=1)
        assert (found["valid"], found["trusted"], found["signer"]) == (True, False, None)
        assert "unsigned" in codes(found)

    def test_a_receipt_is_no_session_file(self, cli: Cli, tmp_path: Path) -> None:
        (tmp_path / "a.itui-receipt").write_bytes(b"PK\x03\x04")
        assert cli.json("verify", tmp_path / "a.itui-receipt", code=1)["valid"] is False
