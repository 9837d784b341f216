"""A device's keys: made once, protected as the store is, and never lost with a passphrase."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from damage import at, fill
from inspect_tui.exchange.keys import Identity, age_identity, sign, signature_holds
from inspect_tui.services import key_wraps
from inspect_tui.services.copying import backup, change_open, make_store, restore, set_passphrase
from inspect_tui.services.errors import UserError
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.identities import identity_of, own_identity, public_identity, show_identity
from inspect_tui.services.key_files import KeysError, locked
from inspect_tui.services.key_home import META, read_kept
from inspect_tui.store import keys
from inspect_tui.store.connection import Location
from inspect_tui.store.copies import list_copies
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import is_plain
from inspect_tui.store.store import Store, open_store

FIRST, SECOND, THIRD = "mật khẩu của 'Tổ'", 'câu "thứ" hai', "câu thứ ba -- ;"


@pytest.fixture(autouse=True)
def quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys at no cost, but where the derivation itself is looked at."""
    if "derived" not in request.fixturenames:
        monkeypatch.setattr(keys, "_derive", derive)


def derive(passphrase: str, salt: bytes) -> str:
    return hashlib.sha256(passphrase.encode()).hexdigest() + salt.hex()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "nhà")


def setup_of(home: Home, passphrase: str = "") -> Setup:
    return Setup(home, Location(home.store), passphrase, "vi")


def raw(home: Home) -> Any:
    return json.loads(home.identity.read_text(encoding="utf-8"))


def kinds(home: Home) -> list[str]:
    return [wrap["kind"] for wrap in raw(home)["secrets"]]


def code_of(call: Callable[[], object]) -> str:
    try:
        call()
    except (StoreError, UserError, KeysError) as error:
        return error.code
    pytest.fail("it was not refused")


def secrets_in(folder: Path, identity: Identity) -> list[str]:
    """Return the files in which a secret can be read."""
    words = [identity.age_secret.encode(), identity.signing_secret, identity.signing_secret.hex().encode(),
             key_wraps._secrets(identity)["signing"].encode()]  # fmt: skip
    return [f.name for f in folder.rglob("*") if f.is_file() and any(word in f.read_bytes() for word in words)]


def kept_by(home: Home, passphrase: str) -> Identity | None:
    with open_store(Location(home.store), passphrase=passphrase, read_only=True) as store:
        return key_wraps.from_store(store.get_meta(META))


class TestFirstUse:
    def test_one_is_made_and_stays(self, home: Home) -> None:
        made = identity_of(setup_of(home))
        assert identity_of(setup_of(home)) == made
        assert public_identity(setup_of(home)) == made.public
        signature = sign(made, b"a")
        assert signature_holds(made.public.public_key, b"a", signature)
        assert str(age_identity(made).to_public()) == made.public.recipient
        if os.name == "posix":
            assert stat.S_IMODE(home.identity.stat().st_mode) == 0o600
            assert stat.S_IMODE(home.path.stat().st_mode) == 0o700

    def test_nothing_of_it_is_in_a_repr(self, home: Home) -> None:
        made = identity_of(setup_of(home, FIRST))
        kept = read_kept(home)
        shown = repr([made, kept, setup_of(home, FIRST)])
        for secret in (made.age_secret, repr(made.signing_secret), FIRST, "box"):
            assert secret not in shown

    def test_the_name_is_that_of_the_stores_entries(self, home: Home) -> None:
        with open_store(Location(home.store), defaults={"person": "Thư ký"}):
            pass
        assert public_identity(setup_of(home)).name == "Thư ký"

    def test_two_at_once_make_one(self, home: Home) -> None:
        command = [sys.executable, "-m", "inspect_tui", "identity", "--json"]
        env = {**os.environ, "INSPECT_TUI_HOME": str(home.path)}
        running = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE) for _ in range(4)]
        found = {json.loads(one.communicate(timeout=60)[0])["public_key"] for one in running}
        assert found == {public_identity(setup_of(home)).public_key}

    def test_in_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        assert code_of(lambda: public_identity(setup_of(Home(tmp_path / "file")))) == "unreadable"


class TestProtected:
    def test_plain_where_the_store_is_plain(self, home: Home) -> None:
        fill(home.store, notes=1)
        made = identity_of(setup_of(home))
        assert kinds(home) == ["plain"]
        assert secrets_in(home.path, made) == ["identity.json"]

    def test_encrypted_where_the_store_is(self, home: Home) -> None:
        fill(home.store, FIRST, notes=1)
        made = identity_of(setup_of(home, FIRST))
        assert kinds(home) == ["passphrase"]
        assert secrets_in(home.path, made) == []
        assert identity_of(setup_of(home, FIRST)) == made
        # What others may know needs no passphrase, and a wrong one opens nothing.
        assert public_identity(setup_of(home)) == made.public
        assert code_of(lambda: identity_of(setup_of(home))) == "needs_passphrase"
        assert code_of(lambda: identity_of(setup_of(home, "sai"))) == "wrong_passphrase"

    def test_none_is_made_with_a_passphrase_that_is_not_the_stores(self, home: Home) -> None:
        fill(home.store, FIRST, notes=1)
        assert code_of(lambda: identity_of(setup_of(home))) == "needs_passphrase"
        assert code_of(lambda: public_identity(setup_of(home, "sai"))) == "unreadable"
        assert not home.identity.exists()

    def test_none_is_made_with_a_passphrase_for_a_plain_store(self, home: Home) -> None:
        fill(home.store, notes=1)
        assert code_of(lambda: identity_of(setup_of(home, FIRST))) == "plain"
        assert not home.identity.exists()

    def test_an_open_store_keeps_them(self, home: Home) -> None:
        fill(home.store, FIRST, notes=1)
        with open_store(Location(home.store), passphrase=FIRST) as store:
            made = identity_of(setup_of(home, FIRST), store)
        assert kept_by(home, FIRST) == made
        assert secrets_in(home.path, made) == []

    def test_one_made_without_it_is_put_into_it_later(self, home: Home) -> None:
        fill(home.store, FIRST, notes=1)
        made = identity_of(setup_of(home, FIRST))
        assert kept_by(home, FIRST) is None
        with open_store(Location(home.store), passphrase=FIRST, read_only=True) as store:
            assert identity_of(setup_of(home, FIRST), store) == made
        assert kept_by(home, FIRST) is None
        with open_store(Location(home.store), passphrase=FIRST) as store:
            assert own_identity(setup_of(home, FIRST), store) == made.public
        assert kept_by(home, FIRST) == made

    def test_a_plain_store_never_keeps_them(self, home: Home) -> None:
        fill(home.store, notes=1)
        with open_store(Location(home.store)) as store:
            identity_of(setup_of(home), store)
            assert store.get_meta(META) == ""

    def test_a_store_of_another_home_never_keeps_them(self, home: Home, tmp_path: Path) -> None:
        fill(home.store, notes=1)
        other = tmp_path / "other.db"
        fill(other, SECOND, notes=1)
        setup = Setup(home, at(other), SECOND, "vi")
        with open_store(at(other), passphrase=SECOND) as store:
            made = identity_of(setup, store)
            assert store.get_meta(META) == ""
        # They are protected as the home's own store is, or that one could not use them any more.
        assert kinds(home) == ["plain"]
        assert identity_of(setup_of(home)) == made

    def test_a_plain_one_is_wrapped_once_the_first_store_has_a_passphrase(self, home: Home) -> None:
        made = identity_of(setup_of(home))
        make_store(setup_of(home, FIRST))
        assert kinds(home) == ["passphrase"]
        assert kept_by(home, FIRST) == made
        assert secrets_in(home.path, made) == []

    def test_also_where_a_command_made_that_store(self, home: Home) -> None:
        made = identity_of(setup_of(home))
        fill(home.store, FIRST, notes=1)
        show_identity(setup_of(home, FIRST))
        assert kinds(home) == ["passphrase"]
        assert kept_by(home, FIRST) == made

    def test_a_servers_store_has_none_and_what_is_given_protects_them(self, home: Home) -> None:
        server = Setup(home, Location(None, "postgresql://127.0.0.1:1/x"), "", "vi")
        made = identity_of(server)
        assert kinds(home) == ["plain"]
        given = replace(server, passphrase=FIRST)
        assert show_identity(given).public == made.public
        assert kinds(home) == ["passphrase"]
        assert code_of(lambda: identity_of(server)) == "needs_passphrase"
        set_passphrase(given, SECOND)
        assert code_of(lambda: identity_of(given)) == "wrong_passphrase"
        assert identity_of(replace(server, passphrase=SECOND)) == made
        assert code_of(lambda: set_passphrase(given, THIRD)) == "wrong_passphrase"
        assert code_of(lambda: set_passphrase(given, THIRD, recovery_key="AAAAA")) == "copies_elsewhere"

    def test_what_a_killed_one_left_in_clear_is_removed(self, home: Home) -> None:
        identity_of(setup_of(home))
        left = home.path / "identity.json.0-0.part"
        left.write_text("AGE-SECRET-KEY-1")
        show_identity(setup_of(home), "Tổ 1")
        assert not left.exists()


class TestDerived:
    @pytest.fixture
    def derived(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
        salts: list[bytes] = []
        real = hashlib.pbkdf2_hmac

        def count(name: str, passphrase: bytes, salt: bytes, rounds: int, length: int) -> bytes:
            assert (name, rounds) == ("sha512", 256_000)
            salts.append(salt)
            return real(name, passphrase, salt, rounds, length)

        monkeypatch.setattr(hashlib, "pbkdf2_hmac", count)
        keys._derive.cache_clear()
        yield salts
        keys._derive.cache_clear()

    def test_once_and_only_for_a_secret(self, home: Home, derived: list[bytes]) -> None:
        fill(home.store, FIRST, notes=1)
        with open_store(Location(home.store), passphrase=FIRST) as store:
            made = identity_of(setup_of(home, FIRST), store)
        keys._derive.cache_clear()
        derived.clear()
        assert public_identity(setup_of(home, FIRST)) == made.public
        assert derived == []
        for _ in range(3):
            assert identity_of(setup_of(home, FIRST)) == made
        assert len(derived) == 1

    def test_by_hand(self, home: Home, derived: list[bytes]) -> None:
        """Anybody with the passphrase and two well-known functions opens it: the form is what the docs say."""
        from base64 import b64decode

        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        made = identity_of(setup_of(home, FIRST))
        (wrap,) = raw(home)["secrets"]
        key = hashlib.pbkdf2_hmac("sha512", FIRST.encode(), b64decode(wrap["salt"]), wrap["rounds"], 32)
        bound = f"inspect-tui identity 1\n{made.public.public_key}\n{made.public.recipient}".encode()
        clear = ChaCha20Poly1305(key).decrypt(b64decode(wrap["nonce"]), b64decode(wrap["box"]), bound)
        assert json.loads(clear)["age"] == made.age_secret


class TestDamaged:
    @pytest.mark.parametrize("encrypted", [False, True])
    def test_whatever_is_wrong_with_the_file_is_said(self, home: Home, encrypted: bool) -> None:
        setup = setup_of(home, FIRST if encrypted else "")
        identity_of(setup)
        whole, data = home.identity.read_bytes(), raw(home)
        other = raw_of_another(home.path / "other", setup)
        wrap = data["secrets"][0]
        wrong: list[Any] = [
            None, [], {}, {**data, "version": 0}, {**data, "version": "1"}, {**data, "version": True},
            {**data, "more": 1}, {k: v for k, v in data.items() if k != "name"}, {**data, "name": ""},
            {**data, "secrets": []}, {**data, "secrets": {}}, {**data, "secrets": [[]]}, {**data, "secrets": [{}]},
            {**data, "secrets": [{**wrap, "kind": ["x"]}]}, {**data, "secrets": [{**wrap, "kind": "other"}]},
            {**data, "secrets": [{**wrap, "more": ""}]}, {**data, "public_key": data["recipient"]},
            {**data, "public_key": data["public_key"].upper()}, {**data, "recipient": "age1"},
        ]  # fmt: skip
        if encrypted:
            changes: list[Any] = [{"rounds": 1}, {"rounds": True}, {"kdf": "none"}, {"salt": ""}, {"salt": "é"}]
            wrong += [{**data, "secrets": [{**wrap, **change}]} for change in [*changes, {"nonce": "AAAA"}]]
        else:
            # Keys that do not belong together, in whatever part the file was changed.
            wrong += [{**data, name: other[name]} for name in ("public_key", "recipient", "secrets")]
            wrong += [{**data, "secrets": [{**wrap, name: "AGE-SECRET-KEY-1"}]} for name in ("signing", "age")]
        texts = [json.dumps(one).encode() for one in wrong]
        texts += [b"", whole[:-40], b"[" * 100_000, b"\xff\xfe", b" " * (5 << 20),
                  whole.replace(b'"name"', b'"name": "x", "name"')]  # fmt: skip
        for text in texts:
            home.identity.write_bytes(text)
            assert code_of(lambda: identity_of(setup)) == "broken", text[:80]
            assert home.identity.read_bytes() == text
        home.identity.write_bytes(json.dumps({**data, "version": 2, "more": 1}).encode())
        assert code_of(lambda: public_identity(setup)) == "newer"

    def test_public_keys_of_another_do_not_pass_for_its_own(self, home: Home) -> None:
        setup = setup_of(home, FIRST)
        identity_of(setup)
        data, other = raw(home), raw_of_another(home.path / "other", setup)
        for name in ("public_key", "recipient"):
            home.identity.write_text(json.dumps({**data, name: other[name]}))
            assert code_of(lambda: identity_of(setup)) == "wrong_passphrase"

    def test_a_folder_in_its_place(self, home: Home) -> None:
        home.identity.mkdir(parents=True)
        assert code_of(lambda: public_identity(setup_of(home))) == "unreadable"


def raw_of_another(folder: Path, setup: Setup) -> Any:
    home = Home(folder)
    identity_of(replace(setup, home=home, location=Location(home.store)))
    return raw(home)


class TestPassphrase:
    def test_the_first_one_wraps_a_plain_identity(self, home: Home) -> None:
        fill(home.store, notes=1)
        made = identity_of(setup_of(home))
        set_passphrase(setup_of(home), FIRST)
        assert kinds(home) == ["passphrase"]
        assert identity_of(setup_of(home, FIRST)) == made
        assert kept_by(home, FIRST) == made
        assert secrets_in(home.path, made) == []

    def test_another_one(self, home: Home) -> None:
        fill(home.store, FIRST, notes=1)
        made = identity_of(setup_of(home, FIRST))
        assert set_passphrase(setup_of(home, FIRST), SECOND).left == ()
        assert len(kinds(home)) == 1
        assert identity_of(setup_of(home, SECOND)) == made
        assert code_of(lambda: identity_of(setup_of(home, FIRST))) == "wrong_passphrase"
        assert kept_by(home, SECOND) == made

    def test_a_wrong_one_changes_nothing(self, home: Home) -> None:
        fill(home.store, FIRST, notes=1)
        identity_of(setup_of(home, FIRST))
        before = home.identity.read_bytes()
        assert code_of(lambda: set_passphrase(setup_of(home, "sai"), SECOND)) == "unreadable"
        assert code_of(lambda: set_passphrase(setup_of(home), SECOND)) == "needs_passphrase"
        assert home.identity.read_bytes() == before

    def test_of_a_store_that_is_in_use(self, home: Home) -> None:
        fill(home.store, notes=1)
        made = identity_of(setup_of(home))
        with open_store(Location(home.store)) as store:
            change_open(setup_of(home), store, FIRST)
            assert store.get_meta(META) != ""
            change_open(setup_of(home, FIRST), store, SECOND)
            store.set_meta("a", "b")
        assert identity_of(setup_of(home, SECOND)) == made
        assert len(kinds(home)) == 1

    def test_the_recovery_key_brings_them_back(self, home: Home) -> None:
        fill(home.store, notes=1)
        made = identity_of(setup_of(home))
        key = set_passphrase(setup_of(home), FIRST).recovery_key
        done = set_passphrase(setup_of(home), SECOND, recovery_key=key)
        assert done.left == ()
        assert identity_of(setup_of(home, SECOND)) == made
        assert len(kinds(home)) == 1

    def test_a_recovery_key_without_keys_in_the_store_says_so(self, home: Home) -> None:
        fill(home.store, notes=1)
        key = set_passphrase(setup_of(home), FIRST).recovery_key
        made = identity_of(setup_of(home, FIRST))
        before = home.identity.read_bytes()
        assert set_passphrase(setup_of(home), SECOND, recovery_key=key).left == (home.identity,)
        assert home.identity.read_bytes() == before
        assert code_of(lambda: identity_of(setup_of(home, SECOND))) == "wrong_passphrase"
        # Who remembers it after all gives the store the one that the keys have.
        assert set_passphrase(setup_of(home, SECOND), FIRST).left == ()
        assert identity_of(setup_of(home, FIRST)) == made

    def test_a_copy_with_an_earlier_one_was_put_back(self, home: Home, tmp_path: Path) -> None:
        fill(home.store, FIRST, notes=1)
        made = identity_of(setup_of(home, FIRST))
        away = tmp_path / "away.db"
        shutil.copyfile(home.store, away)
        set_passphrase(setup_of(home, FIRST), SECOND)
        before = home.identity.read_bytes()
        restore(setup_of(home, FIRST), away)
        assert home.identity.read_bytes() == before
        assert code_of(lambda: identity_of(setup_of(home, FIRST))) == "wrong_passphrase"
        set_passphrase(setup_of(home, FIRST), SECOND)
        assert identity_of(setup_of(home, SECOND)) == made

    def test_a_plain_copy_was_put_back(self, home: Home, tmp_path: Path) -> None:
        fill(home.store, notes=1)
        made = identity_of(setup_of(home))
        away = tmp_path / "away.db"
        shutil.copyfile(home.store, away)
        set_passphrase(setup_of(home), FIRST)
        home.store.unlink()
        shutil.rmtree(home.path / "store.db-copies")
        restore(setup_of(home), away)
        assert is_plain(home.store)
        assert code_of(lambda: identity_of(setup_of(home))) == "other_passphrase"
        set_passphrase(setup_of(home), FIRST)
        assert identity_of(setup_of(home, FIRST)) == made

    def test_another_stores_passphrase_is_not_theirs(self, home: Home, tmp_path: Path) -> None:
        fill(home.store, notes=1)
        other = tmp_path / "other.db"
        fill(other, notes=1)
        made = identity_of(setup_of(home))
        set_passphrase(Setup(home, at(other), "", "vi"), FIRST)
        assert kinds(home) == ["plain"]
        assert identity_of(setup_of(home)) == made

    def test_a_damaged_file_stops_it_before_anything_is_changed(self, home: Home) -> None:
        fill(home.store, notes=1)
        home.identity.write_text("{")
        assert code_of(lambda: set_passphrase(setup_of(home), FIRST)) == "broken"
        assert is_plain(home.store)

    def test_a_full_disk_leaves_store_and_keys_as_they_were(self, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        fill(home.store, FIRST, notes=1)
        made = identity_of(setup_of(home, FIRST))
        before = home.identity.read_bytes()

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("inspect_tui.store.passphrases._exchange", full)
            with pytest.raises(OSError, match="space"):
                set_passphrase(setup_of(home, FIRST), SECOND)
        assert home.identity.read_bytes() == before
        with monkeypatch.context() as patch:
            patch.setattr("inspect_tui.services.key_files.write_private", full)
            assert code_of(lambda: set_passphrase(setup_of(home, FIRST), SECOND)) == "unwritable"
        assert identity_of(setup_of(home, FIRST)) == made
        open_store(Location(home.store), passphrase=FIRST).close()

    def test_keys_that_cannot_be_written_at_the_end_hide_no_recovery_key(
        self, home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from inspect_tui.store.passphrases import write_private

        fill(home.store, FIRST, notes=1)
        made = identity_of(setup_of(home, FIRST))
        tries = []

        def once(path: Path, data: bytes) -> None:
            tries.append(path)
            if len(tries) > 1:
                raise OSError(28, "No space left on device")
            write_private(path, data)

        with monkeypatch.context() as patch:
            patch.setattr("inspect_tui.services.key_files.write_private", once)
            assert set_passphrase(setup_of(home, FIRST), SECOND).recovery_key
        assert kinds(home) == ["passphrase"] * 2
        assert identity_of(setup_of(home, SECOND)) == made
        assert len(kinds(home)) == 1
        assert code_of(lambda: identity_of(setup_of(home, FIRST))) == "wrong_passphrase"

    def test_keys_in_use_are_waited_for_and_not_put_right_meanwhile(self, home: Home) -> None:
        fill(home.store, FIRST, notes=1)
        made = identity_of(setup_of(home, FIRST))
        data = raw(home)
        home.identity.write_text(json.dumps({**data, "secrets": [*data["secrets"], key_wraps.wrap_of(made, SECOND)]}))
        with locked(home.identity):
            assert identity_of(setup_of(home, FIRST)) == made
            assert len(kinds(home)) == 2
        identity_of(setup_of(home, FIRST))
        assert len(kinds(home)) == 1


class TestLost:
    def test_a_home_that_was_lost_gets_them_back_with_its_store(self, home: Home, tmp_path: Path) -> None:
        fill(home.store, FIRST, notes=1)
        with open_store(Location(home.store), passphrase=FIRST) as store:
            made = identity_of(setup_of(home, FIRST), store)
        backup(setup_of(home, FIRST))
        new = Home(tmp_path / "máy mới")
        restore(setup_of(new, FIRST), list_copies(home.store)[0].path)
        assert identity_of(setup_of(new, FIRST)) == made
        assert kinds(new) == ["passphrase"]

    def test_a_store_that_keeps_other_keys_takes_these(self, home: Home, tmp_path: Path) -> None:
        fill(home.store, FIRST, notes=1)
        setup = setup_of(home, FIRST)
        show_identity(setup)
        other = Home(tmp_path / "other")
        made = identity_of(setup_of(other, FIRST))
        shutil.copyfile(other.identity, home.identity)
        assert show_identity(setup).public == made.public
        assert kept_by(home, FIRST) == made

    def test_what_the_store_keeps_must_make_sense(self, home: Home) -> None:
        fill(home.store, FIRST, notes=1)
        with open_store(Location(home.store), passphrase=FIRST) as store:
            for text in ("{", "[]", "{}", '{"name": 1}', "null"):
                store.set_meta(META, text)
                home.identity.unlink(missing_ok=True)
                identity_of(setup_of(home, FIRST), store)
                assert key_wraps.from_store(store.get_meta(META)) is not None


class TestName:
    def test_it_goes_into_the_homes_own_store_where_that_can_be_written(self, home: Home, tmp_path: Path) -> None:
        fill(home.store, FIRST, notes=1)
        setup = setup_of(home, FIRST)
        assert show_identity(setup, "Tổ 1").person is True
        assert person(home.store, FIRST) == "Tổ 1"
        # In use, or its passphrase was not given: the keys have the name, and it is told that the store has not.
        with open_store(Location(home.store), passphrase=FIRST):
            assert show_identity(setup, "Tổ 2").person is False
        assert show_identity(setup_of(home), "Tổ 3").person is False
        assert person(home.store, FIRST) == "Tổ 1"
        assert public_identity(setup).name == "Tổ 3"
        other = tmp_path / "other.db"
        fill(other, notes=1)
        shown = show_identity(Setup(home, at(other), "", "vi"), "Tổ 4")
        assert (shown.public.name, shown.person) == ("Tổ 4", None)
        assert person(other, "") == ""

    def test_none_makes_a_store(self, home: Home) -> None:
        assert show_identity(setup_of(home), "Tổ 1").person is None
        assert not home.store.exists()


def person(path: Path, passphrase: str) -> str:
    with open_store(at(path), passphrase=passphrase, read_only=True) as store:
        return store.get_meta("person")


PROGRAM = """
import hashlib, itertools, os, shutil, signal, sys
from pathlib import Path
from inspect_tui.services import identities
from inspect_tui.services.copying import set_passphrase
from inspect_tui.services.home import Home, Setup
from inspect_tui.store import keys
from inspect_tui.store.connection import Location
import pyrage
pyrage.passphrase.encrypt = lambda data, passphrase: b"locked"
keys._derive = lambda passphrase, salt: hashlib.sha256(passphrase.encode()).hexdigest() + salt.hex()
template, folder, old, new, recovery = map(str, sys.argv[1:])
left = 0
def watch(event, args):
    global left
    if event in ("os.rename", "os.remove") or event == "open" and isinstance(args[2], int) and args[2] & 3:
        left -= 1
        if not left: os.kill(os.getpid(), signal.SIGKILL)
for moment in itertools.count(1):
    home = Home(Path(folder) / str(moment))
    shutil.copytree(template, home.path)
    child = os.fork()
    if not child:
        left = moment
        sys.addaudithook(watch)
        set_passphrase(Setup(home, Location(home.store), old, "vi"), new, recovery_key=recovery)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if status != signal.SIGKILL:
        sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
class TestKilled:
    @pytest.mark.parametrize("way", ["first", "another", "recovery"])
    def test_at_every_step_the_stores_passphrase_opens_them(self, home: Home, tmp_path: Path, way: str) -> None:
        """Killed before each file that is opened for writing, renamed or removed."""
        fill(home.store, notes=2)
        made = identity_of(setup_of(home))
        old = "" if way == "first" else FIRST
        recovery = set_passphrase(setup_of(home), FIRST).recovery_key if old else ""
        given, recovery = ("", recovery) if way == "recovery" else (old, "")
        folder = tmp_path / "killed"
        command = [sys.executable, "-c", PROGRAM, str(home.path), str(folder), given, SECOND, recovery]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        assert (done.returncode, done.stderr) == (0, "")
        moments = sorted(map(int, os.listdir(folder)))
        assert len(moments) > 12
        seen = []
        for moment in moments:
            killed = Home(folder / str(moment))
            (word,) = [word for word in (old, SECOND) if opens(killed.store, word)]
            assert identity_of(setup_of(killed, word)) == made, moment
            # Opening them has put right what the kill left.
            assert kinds(killed) == (["passphrase"] if word else ["plain"]), moment
            if word:
                assert secrets_in(killed.path, made) == [], moment
            seen.append(word)
        # Once it has changed it stays so.
        assert seen == sorted(seen, key=[old, SECOND].index)
        assert set(seen) == {old, SECOND}


def opens(path: Path, passphrase: str) -> bool:
    with contextlib.suppress(StoreError):
        open_store(at(path), passphrase=passphrase, read_only=True).close()
        return True
    return False


def test_a_store_on_a_server_keeps_nothing(home: Home, postgres: Callable[[], str]) -> None:
    location = Location.parse(postgres())
    store: Store
    with open_store(location) as store:
        made = identity_of(Setup(home, location, FIRST, "vi"), store)
        assert store.get_meta(META) == ""
        assert public_identity(Setup(home, location, "", "vi"), store) == made.public
    assert kinds(home) == ["passphrase"]
