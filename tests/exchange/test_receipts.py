"""Receipts: there and back, whose word they are, and no byte of one can be changed."""

from __future__ import annotations

import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from journal_maker import visit
from known_bad import COUNTS, KNOWN_BAD, PHOTO_SHA, good, sealed
from people import HEADQUARTERS, LAPTOP, STRANGER

from inspect_tui.domain.journal import canonical
from inspect_tui.exchange.container import ContainerWriter
from inspect_tui.exchange.findings import SessionFileError
from inspect_tui.exchange.receipts import Receipt, kind_of, read_receipt, write_receipt
from inspect_tui.exchange.signed import add_signed

RECEIPT = Receipt("s", PHOTO_SHA, "device-a", 3, COUNTS, 7, 1, "2021-07-31T01:00:00.000Z", "inspect-tui 0.1.0")
BELIEVED = {HEADQUARTERS.public.public_key: "Ban Thư ký"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_receipt(tmp_path / "a.itui-receipt", RECEIPT, HEADQUARTERS)
    return tmp_path / "a.itui-receipt"


def refused(path: Path, code: str) -> None:
    with pytest.raises(SessionFileError) as error:
        read_receipt(path, trusted=BELIEVED)
    assert [f.code for f in error.value.findings] == [code]
    assert error.value.findings[0].severity == "error"


def test_all_comes_back_under_the_name_that_is_known_here(path: Path) -> None:
    seen = read_receipt(path, trusted=BELIEVED)
    assert seen.signer == replace(HEADQUARTERS.public, name="Ban Thư ký")
    assert replace(seen, signer=None) == RECEIPT
    assert read_receipt(path, trusted={}, identity=HEADQUARTERS).signer == HEADQUARTERS.public


def test_any_zip_reader_reads_it(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["manifest.json", "manifest.sig"]
        assert archive.testzip() is None


def test_whom_nobody_trusts(path: Path) -> None:
    write_receipt(path, RECEIPT, STRANGER)
    refused(path, "unknown_signer")


def test_counts_that_a_receipt_cannot_state_are_left_out(path: Path) -> None:
    write_receipt(path, replace(RECEIPT, counts={**COUNTS, "drawings": 4}), HEADQUARTERS)
    assert dict(read_receipt(path, trusted=BELIEVED).counts) == COUNTS


def test_what_no_receipt_can_say_leaves_no_file(tmp_path: Path) -> None:
    for wrong in (
        replace(RECEIPT, sequence=0),
        replace(RECEIPT, file_sha256="x"),
        replace(RECEIPT, session="\x1b"),
        replace(RECEIPT, merged=-1),
    ):
        with pytest.raises(SessionFileError, match="bad_manifest"):
            write_receipt(tmp_path / "b", wrong, HEADQUARTERS)
    assert list(tmp_path.iterdir()) == []


def test_no_change_of_one_bit_and_no_cut_is_believed(path: Path) -> None:
    data = path.read_bytes()
    draw = random.Random(8)
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1 << draw.randrange(8)
        path.write_bytes(changed)
        with pytest.raises(SessionFileError):
            read_receipt(path, trusted=BELIEVED)
    for size in range(len(data)):
        path.write_bytes(data[:size])
        refused(path, "cut_short" if size else "empty_file")


def forged(path: Path, manifest: bytes, signed_by: object = HEADQUARTERS, *, then: bytes = b"") -> Path:
    with path.open("wb") as file:
        writer = ContainerWriter(file)
        add_signed(writer, manifest, signed_by)  # type: ignore[arg-type]
        if then:
            writer.add("x", 0, 0, 0, 0, [])
        writer.finish()
    return path


def test_what_is_no_receipt(path: Path) -> None:
    import json

    right = replace(RECEIPT, signer=HEADQUARTERS.public).to_bytes()
    top = json.loads(right)
    refused(forged(path, right, STRANGER), "signature_wrong")
    refused(forged(path, right, then=b"x"), "extra_part")
    refused(forged(path, b"{"), "bad_manifest")
    refused(forged(path, right.replace(b'":', b'": ')), "bad_manifest")
    refused(forged(path, canonical({**top, "colour": "red"})), "bad_manifest")
    refused(forged(path, canonical({**top, "signer": None})), "bad_manifest")
    refused(forged(path, canonical({**top, "counts": {"planets": 1}})), "bad_manifest")
    newer = {"name": "inspect-tui receipt", "version": {"major": 2, "minor": 0}}
    refused(forged(path, canonical({"format": newer})), "newer_format")
    refused(forged(path, canonical({"format": {"name": "inspect-tui session"}})), "not_a_receipt")
    later = {**top, "format": {**newer, "version": {"major": 1, "minor": 1}}, "colour": "red"}
    assert read_receipt(forged(path, canonical(later)), trusted=BELIEVED).merged == 7
    path.write_bytes(b"no receipt")
    refused(path, "not_a_receipt")
    path.write_bytes(b"")
    refused(path, "empty_file")


def test_kinds_are_told_by_their_first_bytes(path: Path, tmp_path: Path) -> None:
    plain = good(tmp_path / "a.itui", visit(digest=PHOTO_SHA))
    assert kind_of(path) == "receipt"
    assert kind_of(plain) == "session"
    (tmp_path / "s").write_bytes(sealed(plain.read_bytes(), LAPTOP))
    assert kind_of(tmp_path / "s") == "sealed"
    for data in (b"", b"PK\x03\x04", b"x" * 99, KNOWN_BAD["other-zip"][1](), plain.read_bytes()[:60]):
        (tmp_path / "u").write_bytes(data)
        assert kind_of(tmp_path / "u") == "unknown"
