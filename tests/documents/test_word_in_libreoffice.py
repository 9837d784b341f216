"""LibreOffice opens the minutes, and its pages carry the same words."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from minutes_samples import full_visit, paper_of

from inspect_tui.documents.word import write_docx

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed: the paper is not laid out here")
def test_libreoffice_lays_the_minutes_out(tmp_path: Path) -> None:
    assert SOFFICE is not None
    content = full_visit()
    (tmp_path / "minutes.docx").write_bytes(write_docx(paper_of(content)))
    profile = (tmp_path / "profile").as_uri()
    for form in ("txt:Text (encoded):UTF8", "pdf"):
        subprocess.run(
            [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", str(tmp_path),
             str(tmp_path / "minutes.docx")],
            capture_output=True, check=True, timeout=180,
        )  # fmt: skip
    text = (tmp_path / "minutes.txt").read_text(encoding="utf-8-sig")
    flat = re.sub(r"\s+", " ", text)
    texts = [task.content for task in content.tasks] + [note.text for note in content.notes]
    texts += [one.text for one in content.conclusions] + [person.name for person in content.participants]
    for words in texts:
        assert words in flat
    assert "VI. YÊU CẦU" in flat, "Roman numbers are Word's own and run on"
    assert "8. Yêu cầu số 8" in flat
    assert (tmp_path / "minutes.pdf").read_bytes().startswith(b"%PDF")
