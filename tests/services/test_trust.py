"""The lists of other people's keys: nothing is lost, nothing secret is taken, and a damaged one is never empty."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.exchange.keys import PublicIdentity, make_identity
from inspect_tui.services import trust
from inspect_tui.services.errors import UserError
from inspect_tui.services.home import Home
from inspect_tui.services.identities import read_kept
from inspect_tui.services.key_files import KeysError
from inspect_tui.services.key_text import qr_lines, qr_rows, recipient_fingerprint, text_of
from inspect_tui.services.settings import read_settings, settings_file

OURS, THEIRS = make_identity("Tổ 1").public, make_identity("Tổ 2").public


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "nhà")


class Side:
    """One of the two lists, with what makes it this one."""

    def __init__(self, member: str) -> None:
        self.is_trust = member == "trusted"
        self.read = trust.trusted_keys if self.is_trust else trust.recipients
        self.add = trust.add_trusted if self.is_trust else trust.add_recipient
        self.remove = trust.remove_trusted if self.is_trust else trust.remove_recipient

    def key(self, public: PublicIdentity) -> str:
        return public.public_key if self.is_trust else public.recipient

    def path(self, home: Home) -> Path:
        return home.trust if self.is_trust else home.recipients

    def command(self) -> str:
        return "trust" if self.is_trust else "recipients"


@pytest.fixture(params=["trusted", "recipients"])
def side(request: pytest.FixtureRequest) -> Side:
    return Side(request.param)


def code_of(call: Callable[[], object]) -> str:
    try:
        call()
    except KeysError as error:
        return error.code
    pytest.fail("it was not refused")


class TestAdding:
    def test_in_their_order_with_fingerprint_and_moment(self, home: Home, side: Side) -> None:
        assert side.read(home) == ()
        first = side.add(home, "Văn phòng", side.key(OURS)).known
        second = side.add(home, "Tổng hợp", side.key(THEIRS)).known
        assert side.read(home) == (first, second)
        wanted = OURS.fingerprint if side.is_trust else recipient_fingerprint(OURS.recipient)
        assert first.as_json() == {
            "name": "Văn phòng", "key": side.key(OURS), "fingerprint": wanted, "added_at": first.added_at,
        }  # fmt: skip
        if os.name == "posix":
            assert stat.S_IMODE(side.path(home).stat().st_mode) == 0o600

    def test_the_same_key_again_is_done(self, home: Home, side: Side) -> None:
        first = side.add(home, "Văn phòng", side.key(OURS)).known
        before = side.path(home).read_bytes()
        for name in ("Văn phòng", "VĂN PHÒNG", unicodedata.normalize("NFD", "văn phòng"), "Tên khác"):
            assert side.add(home, name, side.key(OURS).upper()) == (first, False)
        assert side.path(home).read_bytes() == before

    def test_a_name_has_one_key(self, home: Home, side: Side) -> None:
        side.add(home, "Văn phòng", side.key(OURS))
        before = side.path(home).read_bytes()
        for name in ("Văn phòng", unicodedata.normalize("NFD", "VĂN  phòng ")):
            assert code_of(lambda name=name: side.add(home, name, side.key(THEIRS))) == "name_taken"  # type: ignore[misc]
        assert side.path(home).read_bytes() == before
        side.remove(home, "văn phòng")
        assert side.add(home, "Văn phòng", side.key(THEIRS)).is_new

    def test_a_name_is_one_line_of_nfc_and_not_empty(self, home: Home, side: Side) -> None:
        known = side.add(home, unicodedata.normalize("NFD", " Tổ\n kiểm\ttra\x1b\u202e "), side.key(OURS)).known
        assert known.name == "Tổ kiểm tra"
        for name, code in (("", "no_name"), (" \n\u200b", "no_name"), ("x" * 101, "long_name")):
            assert code_of(lambda name=name: side.add(home, name, side.key(THEIRS))) == code  # type: ignore[misc]

    def test_as_it_was_scanned_or_typed(self, home: Home, side: Side) -> None:
        text = text_of(THEIRS)
        for written in (
            text, text.lower(), text.replace(":", ";"), f"  {text[:60]}\n{text[60:]} ",
            f"inspect-tui:1;Tổ 2 – {THEIRS.name};{THEIRS.public_key};{THEIRS.recipient}",
            " ".join(side.key(THEIRS).upper()),
        ):  # fmt: skip
            assert side.add(home, "Tổ 2", written).known.key == side.key(THEIRS)
        assert code_of(lambda: side.add(home, "Tổ 3", text.replace(":1:", ":2:"))) == "newer_text"

    def test_the_other_kind_of_key_is_told_apart(self, home: Home, side: Side) -> None:
        other = OURS.recipient if side.is_trust else OURS.public_key
        wanted = "recipient_given" if side.is_trust else "signing_key_given"
        assert code_of(lambda: side.add(home, "Tổ 1", other)) == wanted
        assert not home.path.exists()

    @pytest.mark.parametrize("text", ["", "x", "age", "inspect-tui:1:a:b:c", "inspect-tui:1:a", "{}", "\udc80"])
    def test_what_is_no_key(self, home: Home, side: Side, text: str) -> None:
        wanted = "not_a_key" if side.is_trust else "not_a_recipient"
        assert code_of(lambda: side.add(home, "Tổ 1", text)) == wanted
        assert not home.path.exists()

    def test_a_letter_typed_wrong(self, home: Home, side: Side) -> None:
        key = side.key(OURS)
        for place in (12, 30, len(key) - 1):
            wrong = key[:place] + ("q" if key[place] != "q" else "z") + key[place + 1 :]
            assert code_of(lambda wrong=wrong: side.add(home, "Tổ 1", wrong)).startswith("not_a")  # type: ignore[misc]

    def test_many_at_once_lose_none(self, home: Home, side: Side) -> None:
        people = [make_identity(f"Tổ {n}").public for n in range(6)]
        env = {**os.environ, "INSPECT_TUI_HOME": str(home.path)}
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "inspect_tui", side.command(), "add", person.name, side.key(person), "--json"],
                env=env, stdout=subprocess.PIPE,
            )
            for person in people
        ]  # fmt: skip
        assert [one.wait(60) for one in running] == [0] * 6
        for one in running:
            one.communicate()
        assert {(known.name, known.key) for known in side.read(home)} == {(p.name, side.key(p)) for p in people}


class TestSecrets:
    def test_a_private_key_is_refused_wherever_it_is_pasted(self, home: Home, side: Side) -> None:
        for text in secrets():
            for call in (
                lambda text=text: side.add(home, "Tổ 1", text),
                lambda text=text: side.add(home, text, side.key(OURS)),
                lambda text=text: side.remove(home, text),
            ):  # fmt: skip
                with pytest.raises(KeysError) as caught:
                    call()
                assert caught.value.code == "private_key"
                shown = repr(caught.value) + repr(caught.value.__context__) + repr(caught.value.__cause__)
                assert text[20:40] not in shown
        assert not home.path.exists()


def secrets() -> list[str]:
    """Return private keys as people may paste them; each is made here and used nowhere."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from inspect_tui.services.key_wraps import Kept, wrap_of

    made, key = make_identity("Tổ 3"), Ed25519PrivateKey.generate()
    file = Kept(made.public, (wrap_of(made, ""),)).as_json()
    pem = [key.private_bytes(form.Encoding.PEM, one, form.NoEncryption()).decode()
           for one in (form.PrivateFormat.PKCS8, form.PrivateFormat.OpenSSH)]  # fmt: skip
    return [
        made.age_secret, made.age_secret.lower(), f"# created: 2021-07-30\n# public key: {made.public.recipient}\n"
        f"{made.age_secret}\n", *pem, " ".join(pem[0].split()), json.dumps(file, indent=1),
        json.dumps(file["secrets"][0]), file["secrets"][0]["signing"], f'"signing": "{"a" * 52}"',
        json.dumps({"version": 1, **Kept(made.public, (wrap_of(made, "mật khẩu"),)).as_json()}),
        f"inspect-tui:1;Tổ 3;{made.public.public_key};{made.age_secret}",
    ]  # fmt: skip


class TestRemoving:
    def test_by_name(self, home: Home, side: Side) -> None:
        side.add(home, "Văn phòng", side.key(OURS))
        kept = side.add(home, "Tổng hợp", side.key(THEIRS)).known
        assert side.remove(home, unicodedata.normalize("NFD", "văn PHÒNG")).key == side.key(OURS)
        assert side.read(home) == (kept,)
        side.remove(home, "tổng hợp")
        assert side.read(home) == ()
        # An empty list is a list: a file that is gone and one that nobody is in are told apart.
        assert json.loads(side.path(home).read_text())["keys"] == []

    def test_what_is_not_there(self, home: Home, side: Side) -> None:
        assert code_of(lambda: side.remove(home, "ai")) == "no_such_name"
        assert not home.path.exists()


class TestDamaged:
    def test_it_is_never_an_empty_list(self, home: Home, side: Side) -> None:
        side.add(home, "Văn phòng", side.key(OURS))
        side.add(home, "Tổng hợp", side.key(THEIRS))
        path = side.path(home)
        whole = path.read_bytes()
        data = json.loads(whole)
        one, two = data["keys"]
        foreign = OURS.recipient if side.is_trust else OURS.public_key
        wrong: list[Any] = [
            None, [], {}, {"version": 1}, {**data, "more": 1}, {**data, "keys": {}}, {**data, "keys": [one, one]},
            {**data, "keys": [one, {**two, "name": one["name"].upper()}]},
            {**data, "keys": [one, {**two, "key": one["key"]}]},
            {**data, "keys": [[]]}, {**data, "keys": [{**one, "key": foreign}]}, {**data, "keys": [{**one, "key": ""}]},
            {**data, "keys": [{**one, "key": one["key"].upper()}]}, {**data, "keys": [{**one, "name": ""}]},
            {**data, "keys": [{**one, "name": " x"}]}, {**data, "keys": [{**one, "more": ""}]},
            {**data, "keys": [{"name": "x", "key": one["key"]}]}, {**data, "keys": [{**one, "added_at": None}]},
            {**data, "version": None},
        ]  # fmt: skip
        texts = [json.dumps(w).encode() for w in wrong] + [b"", b"\0", whole[:-30], b"[" * 99_999, b"x" * (5 << 20)]
        for text in texts:
            path.write_bytes(text)
            for call in (
                lambda: side.read(home), lambda: side.add(home, "Mới", side.key(OURS)),
                lambda: side.remove(home, "Văn phòng"),
            ):  # fmt: skip
                assert code_of(call) == "broken", text[:200]
            assert path.read_bytes() == text
        path.write_bytes(json.dumps({"version": 2, "people": []}).encode())
        assert code_of(lambda: side.read(home)) == "newer"

    @pytest.mark.skipif(sys.platform == "win32", reason="links need rights")
    def test_a_list_on_a_stick_that_is_out_is_not_empty(self, home: Home, tmp_path: Path) -> None:
        home.path.mkdir(parents=True)
        for path in (home.trust, home.recipients):
            path.symlink_to(tmp_path / "stick" / path.name)
        assert code_of(lambda: trust.trusted_keys(home)) == "unreadable"
        assert code_of(lambda: trust.recipients(home)) == "unreadable"

    @pytest.mark.skipif(sys.platform == "win32", reason="no such files")
    def test_a_pipe_in_its_place_is_not_waited_for(self, home: Home, side: Side) -> None:
        home.path.mkdir(parents=True)
        for path in (home.trust, home.recipients, home.identity, settings_file(home)):
            os.mkfifo(path)
        with pytest.raises(KeysError) as refused:
            side.read(home)
        assert refused.value.code == "odd_file"
        with pytest.raises(KeysError, match="odd_file"):
            read_kept(home)
        with pytest.raises(UserError, match="odd_file"):
            read_settings(home)
        home.trust.unlink()
        home.trust.symlink_to(os.devnull)
        with pytest.raises(KeysError, match="odd_file"):
            trust.trusted_keys(home)

    def test_what_cannot_be_read_is_not_empty_either(self, home: Home, side: Side) -> None:
        side.path(home).mkdir(parents=True)
        assert code_of(lambda: side.read(home)) == "unreadable"

    def test_a_full_disk_leaves_the_list_as_it_was(
        self, home: Home, side: Side, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        side.add(home, "Văn phòng", side.key(OURS))
        before = side.path(home).read_bytes()

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("inspect_tui.store.passphrases.into_place", full)
        assert code_of(lambda: side.add(home, "Mới", side.key(THEIRS))) == "unwritable"
        assert side.path(home).read_bytes() == before
        assert [f.name for f in home.path.iterdir() if ".part" in f.name] == []


class TestText:
    def test_it_is_of_signs_that_every_scanner_and_shell_takes_as_they_are(self) -> None:
        for name in ("Tổ kiểm tra số 1", "a;b:c $(x) 'y'", "日本", "–" * 50, "Đ" * 100):
            text = text_of(PublicIdentity(name, OURS.public_key, OURS.recipient))
            assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-")
            # Which is what makes its code small enough for a terminal of 80 columns and 24 lines.
            rows = qr_rows(text)
            assert max(len(row) for row in rows) <= 49
            assert len(rows) <= 25
            assert len(qr_rows(text, quiet=2)) <= 23
        assert text_of(PublicIdentity("Tổ kiểm tra số 1", OURS.public_key, OURS.recipient)).split(":")[:3] == [
            "INSPECT-TUI", "1", "TO-KIEM-TRA-SO-1",
        ]  # fmt: skip

    def test_the_code_is_drawn_as_it_is(self) -> None:
        import segno

        text = text_of(OURS)
        rows = qr_rows(text, quiet=4)
        drawn = [[c in two for c in row] for row in rows for two in ("▀█", "▄█")]
        wanted = [[bool(m) for m in row] for row in segno.make_qr(text, error="l").matrix_iter(border=4)]
        assert drawn[: len(wanted)] == wanted
        assert not any(map(any, drawn[len(wanted) :]))

    def test_its_colours_are_its_own(self) -> None:
        assert all(line.startswith("\x1b[38;5;16;48;5;231m") and line.endswith("\x1b[0m")
                   for line in qr_lines("A", coloured=True))  # fmt: skip
        # Where there are none, light is drawn on the ground that is there.
        first = qr_lines("A", coloured=False)[0]
        assert set(first) == {"█"}
