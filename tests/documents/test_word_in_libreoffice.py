"""LibreOffice opens every kind of paper; its pages carry the same words, and no signature stands alone on one."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from minutes_samples import changed, full_visit, sized
from paper_samples import CODES, FULL_HEAD, MAKERS, made

from inspect_tui.documents.paper import Head
from inspect_tui.documents.word import write_docx
from inspect_tui.domain.records import Conclusion

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed: the paper is not laid out here"
)
FIRST_LINE = {"minutes": "SECRETARY", "notice": "FOR THE GROUP", "report": "FOR THE GROUP"}
"""The line with which the signatures begin."""


def convert(folder: Path, form: str, timeout: int = 180) -> None:
    """Let LibreOffice write all Word files of a folder in another form."""
    assert SOFFICE is not None
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form,
         "--outdir", str(folder), *map(str, sorted(folder.glob("*.docx")))],
        capture_output=True, check=True, timeout=timeout,
    )  # fmt: skip


@needs_libreoffice
def test_libreoffice_lays_every_kind_out(tmp_path: Path) -> None:
    content = full_visit()
    papers = {kind: made(kind, content) for kind in MAKERS}
    for kind, paper in papers.items():
        (tmp_path / f"{kind}.docx").write_bytes(write_docx(paper))
    convert(tmp_path, "txt:Text (encoded):UTF8")
    convert(tmp_path, "pdf")
    for kind, paper in papers.items():
        text = (tmp_path / f"{kind}.txt").read_text(encoding="utf-8-sig")
        flat = re.sub(r"\s+", " ", text)
        for expected in paper.must_hold:
            assert all(re.sub(r"\s+", " ", words) in flat for words in expected.texts), (kind, expected.label)
        assert f"Số: 05/{CODES[kind]}-TCT" in flat
        assert isinstance(paper.sections[0].blocks[0], Head)
        assert (tmp_path / f"{kind}.pdf").read_bytes().startswith(b"%PDF")
    minutes, notice = ((tmp_path / f"{kind}.txt").read_text(encoding="utf-8-sig") for kind in ("minutes", "notice"))
    assert "VI. YÊU CẦU" in minutes, "Roman numbers are Word's own and run on"
    assert "8. Yêu cầu số 8" in minutes
    assert "8. Yêu cầu số 8" in notice


@pytest.mark.slow
@needs_libreoffice
def test_two_lines_of_text_stand_above_the_signatures_wherever_the_page_ends(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: the pages are not read here")
    content = full_visit()
    # Letters that every font has: a line of which one letter comes from another font is read as two.
    content = changed(
        content, agency="Board of Ethnic Affairs", chair="Chair of the Group", place="Hall",
        notes=tuple(note for note in content.notes if note.kind != "reservation"),
    )  # fmt: skip
    long = Conclusion("z", sized("The tasks are to be gone through again. ", 1500), "request", 99)
    head = replace(FULL_HEAD, signer_titles=("For the Group",), issuer="Working Group")
    names = []
    for lines in range(0, 36, 3):
        more = Conclusion("x", sized("Tasks are carried out, some of them late. ", 62 * lines + 20), "shortcoming", 0)
        for ends, tail in (("short", ()), ("long", (long,))):
            laid = changed(content, conclusions=(more, *content.conclusions, *tail))
            for kind in FIRST_LINE:
                names.append(f"{kind}-{ends}-{lines:02d}")
                (tmp_path / f"{names[-1]}.docx").write_bytes(write_docx(made(kind, laid, head, "en")))
    convert(tmp_path, "pdf", 900)
    for name in names:
        pages = [_lines(page) for page in pypdf.PdfReader(io.BytesIO((tmp_path / f"{name}.pdf").read_bytes())).pages]
        start = FIRST_LINE[name.partition("-")[0]]
        (signed,) = [page for page in pages if any(start in line for line in page)]
        place = next(n for n, line in enumerate(signed) if start in line)
        above = [line for line in signed[:place] if line.isascii() and not line.isdigit()]
        assert len(above) >= 2, name
        assert any("Verification code" in line for line in signed), f"{name}: the code is on another page"


def _lines(page: Any) -> list[str]:
    return [line.strip() for line in page.extract_text(extraction_mode="layout").splitlines() if line.strip()]
