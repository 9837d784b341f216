"""No changed byte and no cut passes, and nothing that a file holds makes the program fall over."""

from __future__ import annotations

import hashlib
import os
import random
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_maker import visit
from known_bad import KNOWN_BAD, NOT_TRUSTED, PHOTO_SHA, good
from people import HEADQUARTERS, TRUSTED

from inspect_tui.exchange.container import ContainerReader
from inspect_tui.exchange.findings import ERRORS, MESSAGES, Finding, SessionFileError
from inspect_tui.exchange.session_file import read_session_file, verify_session_file


@pytest.mark.parametrize("name", KNOWN_BAD)
def test_known_bad_files(name: str, tmp_path: Path) -> None:
    code, make = KNOWN_BAD[name]
    path = tmp_path / "a.itui"
    path.write_bytes(make())
    seen = verify_session_file(path, identity=HEADQUARTERS, trusted=TRUSTED)
    assert not seen.valid
    assert not seen.trusted
    found = {f.code: f for f in seen.findings}
    assert code in found, seen.findings
    assert found[code].severity == "error"
    assert found[code].message.format(**found[code].values)
    with pytest.raises(SessionFileError) as error:
        read_session_file(path, identity=HEADQUARTERS)
    assert code in [f.code for f in error.value.findings]
    assert [p.name for p in tmp_path.iterdir()] == ["a.itui"]


@pytest.mark.parametrize("name", NOT_TRUSTED)
def test_files_that_are_whole_and_not_believed(name: str, tmp_path: Path) -> None:
    code, make = NOT_TRUSTED[name]
    path = tmp_path / "a.itui"
    path.write_bytes(make())
    seen = verify_session_file(path, identity=HEADQUARTERS, trusted=TRUSTED)
    assert seen.valid, seen.findings
    assert not seen.trusted
    assert code in [f.code for f in seen.findings]
    assert "known_signer" not in [f.code for f in seen.findings]


def test_one_fault_is_one_finding(tmp_path: Path) -> None:
    """Where only the journal or the manifest is wrong, no other error drowns it."""
    path = tmp_path / "a.itui"
    for name, (code, make) in KNOWN_BAD.items():
        path.write_bytes(make())
        errors = [f.code for f in _verified(path) if f.severity == "error"]
        if name not in ("one-bit", "one-bit-part", "first-dropped", "seq-renumbered", "long-line"):
            assert set(errors) == {code}, name


def _verified(path: Path) -> tuple[Finding, ...]:
    return verify_session_file(path, identity=HEADQUARTERS, trusted=TRUSTED).findings


def test_every_error_has_a_known_bad_file() -> None:
    elsewhere = {"code_mismatch", "not_signed", "unreadable", "sealed", "not_a_receipt"}
    assert {code for code, _ in KNOWN_BAD.values()} | elsewhere == set(ERRORS)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a small signed file whose parts take little of it, so that ZIP's own bytes are well covered."""
    return good(tmp_path_factory.mktemp("small") / "a.itui", visit(digest=PHOTO_SHA, signed=True)).read_bytes()


def check_refused(path: Path, data: bytes | bytearray, what: object) -> list[str]:
    path.write_bytes(data)
    seen = verify_session_file(path)
    assert not seen.valid, what
    errors = [f.code for f in seen.findings if f.severity == "error"]
    assert errors, what
    return errors


def test_no_change_of_one_bit_verifies(small: bytes, tmp_path: Path) -> None:
    """Every byte in one bit, and 2,000 random bits."""
    path = tmp_path / "a.itui"
    rng = random.Random(20210730)
    places = [(i, rng.randrange(8)) for i in range(len(small))]
    places += [(rng.randrange(len(small)), rng.randrange(8)) for _ in range(2000)]
    for place, bit in places:
        data = bytearray(small)
        data[place] ^= 1 << bit
        # Whatever the bit makes of the file, its first word to a person is that the file is damaged.
        assert check_refused(path, data, (place, bit))[0] == "damaged", (place, bit)
    assert [p.name for p in tmp_path.iterdir()] == ["a.itui"]


def test_no_cut_verifies(small: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.itui"
    for size in range(len(small)):
        assert check_refused(path, small[:size], size) == (["cut_short"] if size else ["empty_file"]), size
    assert [p.name for p in tmp_path.iterdir()] == ["a.itui"]


def test_no_inserted_doubled_or_dropped_stretch_verifies(small: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.itui"
    rng = random.Random(7)
    for _ in range(300):
        place, length = rng.randrange(len(small)), rng.randrange(1, 60)
        piece = small[place : place + length]
        check_refused(path, small[:place] + piece + small[place:], ("doubled", place, length))
        check_refused(path, small[:place] + small[place + length :], ("dropped", place, length))
        check_refused(path, small[:place] + rng.randbytes(length) + small[place:], ("inserted", place, length))


def test_no_byte_that_zip_readers_ignore_can_be_used(small: bytes, tmp_path: Path) -> None:
    """Who seals a changed file anew still cannot hide anything in its structure."""

    def resealed(data: bytes | bytearray) -> bytes:
        return bytes(data[:-64]) + hashlib.sha256(data[:-64]).hexdigest().encode()

    path = tmp_path / "a.itui"
    path.write_bytes(resealed(small))
    assert verify_session_file(path).valid
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        start = archive.start_dir
    headers: list[int] = []
    for info in infos:
        headers += range(info.header_offset, info.header_offset + 30 + len(info.filename))
    for place in [*headers, *range(start, len(small) - 64)]:
        data = bytearray(small)
        data[place] ^= 1
        check_refused(path, resealed(data), place)


def test_a_rewritten_archive_is_no_session_file_any_more(small: bytes, tmp_path: Path) -> None:
    """The same parts packed by another tool: every part is right, and still nobody knows what else was touched."""
    path = tmp_path / "a.itui"
    path.write_bytes(small)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.itui", "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
        new.comment = old.comment
    seen = verify_session_file(tmp_path / "b.itui")
    assert not seen.valid
    assert [f.code for f in seen.findings if f.severity == "error"] == ["damaged"]


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_judged(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.itui"
    for start in (b"", b"PK\x03\x04", struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 9, 9, 13, 0)):
        check_refused(path, start + data, data)
        check_refused(path, start + b"manifest.json" + data, data)


def test_a_missing_file_is_the_callers_fault(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        verify_session_file(tmp_path / "none.itui")
    with pytest.raises(IsADirectoryError if os.name == "posix" else PermissionError):
        verify_session_file(tmp_path)


def test_a_disk_that_fails_in_the_middle(small: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: ContainerReader) -> None:
        raise OSError(5, "Input/output error")

    path = tmp_path / "a.itui"
    path.write_bytes(small)
    monkeypatch.setattr(ContainerReader, "next_member", fail)
    assert [f.code for f in verify_session_file(path).findings] == ["unreadable"]


def test_every_message_says_its_values() -> None:
    """Fields in a message are plain names, so any catalog can fill them."""
    for message in MESSAGES.values():
        assert "{}" not in message
        assert message.endswith(".")
