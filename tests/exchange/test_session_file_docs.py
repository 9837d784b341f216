"""The page on the format stays true: its recipes run, and it names every finding and every limit."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from journal_maker import visit
from known_bad import PHOTO_SHA, good

from inspect_tui.exchange import layout
from inspect_tui.exchange.findings import MESSAGES
from inspect_tui.exchange.session_file import read_session_file

PAGE = (Path(__file__).parents[2] / "docs" / "session-file.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.+)$", PAGE, re.MULTILINE)


@pytest.mark.skipif(not all(map(shutil.which, ("unzip", "sha256sum", "sed"))), reason="needs unzip and coreutils")
def test_the_recipes_run(tmp_path: Path) -> None:
    path = good(tmp_path / "visit.itui", visit(digest=PHOTO_SHA))
    out = {
        command: subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
        for command in (c.split("   #")[0] for c in COMMANDS)
    }
    seen = read_session_file(path)
    seal = path.read_bytes()[-64:].decode()
    expected = [PHOTO_SHA, f"sha256:{seal}", seal, seen.manifest.parts[0].sha256, seen.entries[2].hash]
    assert len(out) == len(expected)
    for (command, text), value in zip(out.items(), expected, strict=True):
        assert value in text, command


def test_every_finding_is_named() -> None:
    assert [code for code in MESSAGES if f"`{code}`" not in PAGE] == []


def test_every_limit_is_stated() -> None:
    table = PAGE[PAGE.index("## Limits") : PAGE.index("## Writing")]
    for limit in (layout.MAX_MANIFEST, layout.MAX_SIGNATURE, layout.MAX_JOURNAL, layout.MAX_LINE):
        assert layout.readable_size(limit) in table
    for number in (layout.MAX_PARTS, layout.MAX_ENTRIES, layout.MAX_ATTACHMENT):
        assert f"{number:,}" in table
    assert f"{layout.MAX_RATIO} : 1" in table
    assert layout.MAX_FILE == 4 * 2**30 - 1
    assert f"at most {layout.MAX_NAME} bytes" in PAGE
    assert f"zlib level {layout.DEFLATE_LEVEL}" in PAGE
