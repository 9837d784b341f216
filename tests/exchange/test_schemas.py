"""The shipped JSON Schemas say what files are made of: real parts fit them, wrong ones do not."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from journal_maker import Journal, visit
from jsonschema import Draft202012Validator
from known_bad import COUNTS, KNOWN_BAD, NOT_TRUSTED, PHOTO_SHA, good
from people import HEADQUARTERS

from inspect_tui.domain.journal import Change, seal
from inspect_tui.domain.records import FIELDS, Field
from inspect_tui.exchange.entry_line import LineError, line_of
from inspect_tui.exchange.receipts import Receipt, write_receipt
from inspect_tui.exchange.session_file import verify_session_file

ROOT = Path(__file__).parents[2]


def schema(name: str) -> Draft202012Validator:
    text = resources.files("inspect_tui.exchange").joinpath("schemas", f"{name}.schema.json").read_text("utf-8")
    found = json.loads(text)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


MANIFEST, ENTRY, RECEIPT = schema("manifest"), schema("entry"), schema("receipt")


def parts(path: Path) -> tuple[Any, list[Any]]:
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        lines = archive.read("journal.jsonl").splitlines() if "journal.jsonl" in archive.namelist() else []
    return manifest, [json.loads(line) for line in lines]


def test_they_are_what_the_tables_say() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "schemas.py", "check"], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("old", [False, True])
def test_real_files_fit(tmp_path: Path, old: bool) -> None:
    path = Path(__file__).parent / "data" / "session-1.0.itui" if old else good(tmp_path / "a.itui", whole())
    manifest, entries = parts(path)
    MANIFEST.validate(manifest)
    for entry in entries:
        ENTRY.validate(entry)
    assert len(entries) == manifest["counts"]["entries"]
    if not old:
        assert {e["record"] for e in entries} == set(FIELDS)


VALUES: dict[str, list[Any]] = {
    "line": ["chữ", "", None], "text": ["chữ\nhai dòng", None], "date": ["2021-07-30", None], "int": [1, 0, None],
    "time": ["2021-07-30T01:30:00.000Z", None], "bool": [True, False, None], "list": [["a", "b"], [], None],
    "map": [{"a": {"b": ["c"]}}, {}, None],
}  # fmt: skip
WRONG: dict[str, list[Any]] = {
    "line": [True, ["a"], {}], "text": [False, []], "date": ["30/7/2021", 5, True], "int": ["1", True, 10**13],
    "time": [5, True], "bool": ["yes", 1], "list": ["a", [1]], "map": ["a", []], "choice": ["planet", 5],
}  # fmt: skip


def values(field: Field) -> list[Any]:
    return [*field.choices, "", None] if field.type == "choice" else VALUES[field.type]


def whole() -> Journal:
    """Return a journal that writes every field of every kind of record in every way."""
    journal = visit(digest=PHOTO_SHA)
    for kind, fields in FIELDS.items():
        for i in range(max(len(values(f)) for f in fields.values())):
            row = {name: values(f)[i % len(values(f))] for name, f in fields.items()}
            # What is signed must be there; that is for the journal's own checks.
            row.pop("signed", None)
            journal.write("device-b", kind, f"{kind}-{i}" if kind != "session" else journal.session, row)
    journal.write("device-b", "note", "note-0", {"deleted": True})
    journal.sign("device-a")
    return journal


def test_schema_and_program_refuse_the_same_values() -> None:
    """Every kind of wrong value in every field: neither takes it."""
    first = visit().entries[0]
    for kind, fields in FIELDS.items():
        for name, field in {**fields, "deleted": Field("bool")}.items():
            for value in WRONG[field.type]:
                entry = seal(replace(first, record=kind, fields={name: Change(None, value)}))
                assert not ENTRY.is_valid(entry.to_json()), (kind, name, value)
                with pytest.raises(LineError, match=name):
                    line_of(entry)


def test_wrong_entries_do_not_fit() -> None:
    right = visit().entries[0].to_json()
    ENTRY.validate(right)
    for member in right:
        assert not ENTRY.is_valid({k: v for k, v in right.items() if k != member}), member
    wrongs: list[dict[str, Any]] = [
        {"colour": "red"}, {"record": "planet"}, {"seq": 0}, {"seq": "1"}, {"prev": "x"}, {"hash": "A" * 64},
        {"mono": None}, {"fields": []}, {"fields": {"agency": "x"}}, {"fields": {"agency": {"new": 1, "old": None}}},
    ]  # fmt: skip
    for wrong in wrongs:
        assert not ENTRY.is_valid({**right, **wrong}), wrong


def test_wrong_manifests_do_not_fit(tmp_path: Path) -> None:
    """The known-bad files whose manifest has a wrong shape are told by the schema too."""
    seen = 0
    for name, (code, make) in KNOWN_BAD.items():
        path = tmp_path / "a.itui"
        path.write_bytes(make())
        if code in ("bad_manifest", "newer_format", "unsafe_part") and zipfile.is_zipfile(path):
            try:
                manifest, _ = parts(path)
            except (ValueError, RecursionError):
                continue
            judged_elsewhere = ("manifest-spaces", "manifest-plain", "manifest-device", "signer-steers", "newer-kind")
            if (name not in judged_elsewhere and not name.startswith(("path-", "twice"))) or name == "path-listed":
                assert not MANIFEST.is_valid(manifest), name
                seen += 1
    assert seen >= 9
    for _, make in NOT_TRUSTED.values():
        path.write_bytes(make())
        if zipfile.is_zipfile(path):
            MANIFEST.validate(parts(path)[0])
            assert verify_session_file(path).valid


def test_receipts(tmp_path: Path) -> None:
    receipt = Receipt("s", PHOTO_SHA, "d", 1, COUNTS, 7, 1, "2021-07-31T01:00:00.000Z", "inspect-tui 0.1.0")
    write_receipt(tmp_path / "r", receipt, HEADQUARTERS)
    right, _ = parts(tmp_path / "r")
    RECEIPT.validate(right)
    for member in right:
        assert not RECEIPT.is_valid({k: v for k, v in right.items() if k != member}), member
    wrongs: list[dict[str, Any]] = [
        {"merged": -1}, {"signer": {}}, {"colour": "red"}, {"counts": {"planets": 1}}, {"file_sha256": ""},
    ]  # fmt: skip
    for wrong in wrongs:
        assert not RECEIPT.is_valid({**right, **wrong}), wrong
