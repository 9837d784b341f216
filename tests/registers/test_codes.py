from __future__ import annotations

import re
from pathlib import Path

from inspect_tui.registers import REASONS

DOCS = Path(__file__).parents[2] / "docs" / "registers.md"


def test_every_code_is_explained_once() -> None:
    section = DOCS.read_text("utf-8").partition("\n## Codes\n")[2]
    assert sorted(re.findall(r"^\| `(\w+)` \| \S", section, re.MULTILINE)) == sorted(REASONS)
