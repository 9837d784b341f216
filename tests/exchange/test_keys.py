"""Keys: signatures, fingerprints, and what people paste where a public key belongs."""

from __future__ import annotations

import base64
import hashlib
import json
import random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from inspect_tui.domain.signing import ALPHABET
from inspect_tui.exchange.keys import (
    Identity,
    KeyTextError,
    PublicIdentity,
    fingerprint_of,
    make_identity,
    raw_public_key,
    read_public_key,
    read_recipient,
    sign,
    signature_holds,
)


@pytest.fixture(scope="module")
def someone() -> Identity:
    return make_identity("Tổ công tác 3")


class TestIdentity:
    def test_two_are_never_the_same(self, someone: Identity) -> None:
        other = make_identity("Tổ công tác 3")
        assert other.public.public_key != someone.public.public_key
        assert other.public.recipient != someone.public.recipient

    def test_its_repr_shows_no_secret(self, someone: Identity) -> None:
        shown = repr(someone)
        assert someone.age_secret not in shown
        assert repr(someone.signing_secret) not in shown
        assert someone.public.public_key in shown

    def test_a_name_is_one_line(self) -> None:
        assert make_identity("  Thư ký\n\x1b[2J đoàn ").public.name == "Thư ký [2J đoàn"
        assert len(make_identity("ổ" * 1000).public.name) == 100

    def test_a_name_is_needed(self) -> None:
        with pytest.raises(ValueError, match="name"):
            make_identity(" \x00 ")


class TestSignature:
    def test_holds_for_its_bytes_and_its_key_alone(self, someone: Identity) -> None:
        data = "Bộ Kế hoạch và Đầu tư".encode()
        signature = sign(someone, data)
        key = someone.public.public_key
        assert len(signature) == 64
        assert signature_holds(key, data, signature)
        assert not signature_holds(key, data + b" ", signature)
        assert not signature_holds(key, data, signature[:-1] + bytes([signature[-1] ^ 1]))
        assert not signature_holds(make_identity("x").public.public_key, data, signature)
        assert not signature_holds(key, data, b"")
        assert not signature_holds("ed25519-x", data, signature)

    def test_is_plain_ed25519(self) -> None:
        """The first test vector of RFC 8032, section 7.1."""
        seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
        raw = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        text = "ed25519-" + base64.b32encode(raw + hashlib.sha256(raw).digest()[:3]).decode().lower()
        identity = Identity(PublicIdentity("x", text, ""), seed, "")
        signature = sign(identity, b"")
        assert signature.hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")
        assert signature_holds(text, b"", signature)
        assert raw_public_key(text) == raw


class TestText:
    def test_fingerprint(self, someone: Identity) -> None:
        shown = someone.public.fingerprint
        assert [len(group) for group in shown.split("-")] == [4, 4, 4, 4]
        assert set(shown) <= {*ALPHABET, "-"}
        number = int.from_bytes(hashlib.sha256(raw_public_key(someone.public.public_key)).digest()[:10])
        value = 0
        for sign_ in shown.replace("-", ""):
            value = value << 5 | ALPHABET.index(sign_)
        assert value == number
        assert fingerprint_of(someone.public.public_key.upper()) == shown

    def test_case_spaces_and_dashes_do_not_matter(self, someone: Identity) -> None:
        key = someone.public.public_key
        assert read_public_key(key) == key
        letters = key.removeprefix("ed25519-")
        groups = " ".join(letters[i : i + 4] for i in range(0, 56, 4)).upper()
        assert read_public_key(f"  ED25519 – {groups}\n") == key
        assert read_public_key("ed25519-" + "-".join(letters)) == key
        recipient = someone.public.recipient
        assert read_recipient(recipient) == recipient
        assert read_recipient(f" {recipient[:20].upper()} {recipient[20:].upper()}\r\n") == recipient

    def test_a_letter_typed_wrong_is_noticed(self, someone: Identity) -> None:
        draw = random.Random(4)
        for _ in range(300):
            letters = list(someone.public.public_key)
            place = draw.randrange(8, len(letters))
            letters[place] = draw.choice([c for c in "abcdefghijklmnopqrstuvwxyz234567" if c != letters[place]])
            with pytest.raises(KeyTextError) as caught:
                read_public_key("".join(letters))
            assert caught.value.code == "not_a_key"

    @pytest.mark.parametrize(
        "text",
        ["", "ed25519-", "x" * 64, "ed25519-" + "a" * 56, "ed25519-" + "1" * 56, "age", "Nguyễn", "ed25519-" + "a" * 99,
         "ed25519-" + "ô" * 56, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsK someone"],
    )  # fmt: skip
    def test_what_is_no_key(self, text: str) -> None:
        for read in (read_public_key, read_recipient):
            if read is read_recipient and text.startswith("ed25519-"):
                continue
            with pytest.raises(KeyTextError) as caught:
                read(text)
            assert caught.value.code == "not_a_key"

    def test_an_age_recipient_typed_wrong(self, someone: Identity) -> None:
        wrong = someone.public.recipient[:-1] + ("q" if someone.public.recipient[-1] != "q" else "p")
        for text in (wrong, "age1", "age1yubikey1qwerty"):
            with pytest.raises(KeyTextError) as caught:
                read_recipient(text)
            assert caught.value.code == "not_a_key"

    def test_one_kind_for_the_other(self, someone: Identity) -> None:
        with pytest.raises(KeyTextError) as caught:
            read_public_key(someone.public.recipient.upper())
        assert caught.value.code == "wrong_kind"
        with pytest.raises(KeyTextError) as caught:
            read_recipient(someone.public.public_key)
        assert caught.value.code == "wrong_kind"

    def test_a_private_key_is_refused_and_not_repeated(self, someone: Identity) -> None:
        secret = Ed25519PrivateKey.generate()
        seed = base64.b64encode(someone.signing_secret).decode()
        wrap = {"kind": "plain", "signing": seed, "age": someone.age_secret}
        pasted = [
            someone.age_secret,
            someone.age_secret.lower(),
            f"# public key: {someone.public.recipient}\n{someone.age_secret}\n",
            someone.age_secret[:30],
            "AGE-PLUGIN-YUBIKEY-1QWERTY",
            "ed25519-secret-abcdefgh",
            secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
            secret.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode(),
            "-----BEGIN ENCRYPTED PRIVATE KEY-----",
            "PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1",
            json.dumps({"version": 1, "name": "x", "public_key": someone.public.public_key, "secrets": [wrap]}),
            json.dumps({"kind": "passphrase", "box": "AAAA"}, indent=2),
            f"'signing' : '{seed}'",
        ]
        for text in pasted:
            for read in (read_public_key, read_recipient):
                with pytest.raises(KeyTextError) as caught:
                    read(text)
                assert caught.value.code == "private_key"
                assert caught.value.__cause__ is None
                assert str(caught.value) == "private_key"

    def test_a_public_pem_is_no_key_of_ours(self) -> None:
        public = Ed25519PrivateKey.generate().public_key()
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        with pytest.raises(KeyTextError) as caught:
            read_public_key(pem)
        assert caught.value.code == "not_a_key"
