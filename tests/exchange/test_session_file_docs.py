"""The page on the format stays true: its recipe runs, and it names every finding and every limit."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from journal_maker import Journal, visit
from known_bad import ATTACHED, PHOTO, PHOTO_SHA, header
from people import HEADQUARTERS, LAPTOP

from inspect_tui.exchange import layout
from inspect_tui.exchange.attachments import AttachmentSource
from inspect_tui.exchange.findings import MESSAGES
from inspect_tui.exchange.receipts import Receipt, write_receipt
from inspect_tui.exchange.session_file import read_session_file, write_session_file

PAGE = (Path(__file__).parents[2] / "docs" / "session-file.md").read_text(encoding="utf-8")
RECIPE = re.findall(r"^\$ (.+)$", PAGE[PAGE.index("## By hand") : PAGE.index("## Four layers")], re.MULTILINE)
TOOLS = ("bash", "age", "unzip", "openssl", "jq", "base32", "base64", "sha256sum", "sed", "head", "cut", "tr")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
needs_tools = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


def run(folder: Path, commands: Sequence[str]) -> list[str]:
    """Run commands as a person would, one after the other, and return what each printed."""
    out = []
    # The tools speak the language of whatever ran in this process before.
    environment = {**os.environ, "LC_ALL": "C", "LANGUAGE": ""}
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", f"set -e -o pipefail; {command}"],
            cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        # As one text: of anything else pytest keeps two ends.
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        out.append(done.stdout)
    return out


@pytest.fixture
def journal() -> Journal:
    journal = visit(digest=PHOTO_SHA, signed=True)
    journal.amend("device-a", 2)
    journal.write("device-b", "note", "n", {"text": "Sau khi ký “lần 1”\n\t\\"})
    return journal


def write(folder: Path, journal: Journal, recipients: Sequence[str] = ()) -> Path:
    photo = AttachmentSource.from_bytes(PHOTO)
    path = folder / "visit.itui"
    write_session_file(path, header(journal.session), journal.entries, [photo], identity=LAPTOP, recipients=recipients)
    return path


@needs_tools
def test_the_recipe_runs_on_a_sealed_file(tmp_path: Path, journal: Journal) -> None:
    code = journal.sign("device-b", 2)
    path = write(tmp_path, journal, [HEADQUARTERS.public.recipient])
    (tmp_path / "key.txt").write_text(HEADQUARTERS.age_secret + "\n")
    out = run(tmp_path, RECIPE)
    opened, listed, comment, seal, _, parts, _, _, signature, fingerprint, digest, stated, chains, _, paper = out
    seen = read_session_file(path, identity=HEADQUARTERS)
    assert opened == ""
    assert ATTACHED in listed
    assert f"sha256:{seal.split()[0]}" in comment
    assert parts.count(": OK\n") == len(seen.manifest.parts) == 2
    assert "Verified Successfully" in signature
    assert fingerprint.strip() == LAPTOP.public.fingerprint.replace("-", "")
    assert digest.strip() == stated.strip() == seen.entries[2].hash
    assert chains.splitlines() == ["device-a true", "device-b true"]
    assert paper.strip() == code.replace("-", "")


@needs_tools
def test_the_recipe_runs_on_a_plain_file_and_on_a_receipt(tmp_path: Path, journal: Journal) -> None:
    write(tmp_path, journal)
    run(tmp_path, ["cp visit.itui visit.zip", *RECIPE[1:]])
    for left in ("visit.zip", "signer.key", "signer.pem"):
        (tmp_path / left).unlink()
    shutil.rmtree(tmp_path / "visit")
    receipt = Receipt(journal.session, PHOTO_SHA, "device-a", 1, {}, 9, 0, "2021-07-31T01:00:00.000Z", "inspect-tui")
    write_receipt(tmp_path / "visit.zip", receipt, HEADQUARTERS)
    signed = [c for c in RECIPE if "visit.zip -d" in c or "signer" in c]
    assert "Verified Successfully" in "".join(run(tmp_path, signed))


@needs_tools
@pytest.mark.parametrize("language", ["", "vi"])
def test_the_recipe_finds_what_is_wrong(
    tmp_path: Path, journal: Journal, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", language)
    write(tmp_path, journal)
    run(tmp_path, ["cp visit.itui visit.zip", "unzip -q visit.zip -d visit"])
    manifest, lines = tmp_path / "visit" / "manifest.json", tmp_path / "visit" / "journal.jsonl"
    manifest.write_bytes(manifest.read_bytes().replace(b'"sequence":1', b'"sequence":2'))
    with pytest.raises(AssertionError, match="Signature Verification Failure"):
        run(tmp_path, [c for c in RECIPE if "signer" in c])
    entry = json.loads(lines.read_bytes().splitlines()[2])
    lines.write_bytes(lines.read_bytes().replace(entry["hash"].encode(), b"0" * 64))
    with pytest.raises(AssertionError, match="did NOT match"):
        run(tmp_path, [c for c in RECIPE if "sha256sum -c" in c])
    digest, stated = run(tmp_path, [c for c in RECIPE if "sed -n 3p" in c])
    assert digest.strip() == entry["hash"] != stated.strip()


def test_every_finding_is_named() -> None:
    assert [code for code in MESSAGES if f"`{code}`" not in PAGE] == []


def test_every_limit_is_stated() -> None:
    table = PAGE[PAGE.index("## Limits") : PAGE.index("## Writing")]
    for limit in (layout.MAX_MANIFEST, layout.MAX_JOURNAL, layout.MAX_LINE, layout.MAX_RECEIPT, layout.SIGNATURE_SIZE):
        assert layout.readable_size(limit) in table
    for number in (layout.MAX_PARTS, layout.MAX_ENTRIES, layout.MAX_ATTACHMENT, layout.MAX_RECIPIENTS):
        assert f"{number:,}" in table
    assert f"{layout.MAX_RATIO} : 1" in table
    assert layout.MAX_FILE == 4 * 2**30 - 1
    assert layout.readable_size(layout.MAX_SEALED - layout.MAX_FILE) in table
    assert f"at most {layout.MAX_NAME} bytes" in PAGE
    assert f"zlib level {layout.DEFLATE_LEVEL}" in PAGE
    assert f"version **{layout.MAJOR}.{layout.MINOR}**" in PAGE
