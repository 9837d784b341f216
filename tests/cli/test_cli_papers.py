"""What stands at the head and foot of papers, from the command line."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from cli.conftest import Cli
from template_samples import MINUTES, template


def test_settings_are_set_and_shown(cli: Any) -> None:
    empty = {
        "symbol": "", "first": 1, "signer_titles": [], "signer": "", "recipients": [], "addressees": [],
    }  # fmt: skip
    assert cli.json("papers") == {
        "superior": "", "issuer": "", "place": "",
        "kinds": {"minutes": empty, "conclusion": empty, "report": empty},
    }  # fmt: skip
    found = cli.json(
        "papers", "--issuer", "Tổ công tác", "--kind", "report", "--symbol", "BC-TCT", "--first", "3",
        "--signer-title", "TM. TỔ CÔNG TÁC", "--signer-title", "TỔ TRƯỞNG", "--recipient", "Lưu: VT",
    )  # fmt: skip
    assert found["issuer"] == "Tổ công tác"
    assert found["kinds"]["report"] == {
        **empty, "symbol": "BC-TCT", "first": 3, "signer_titles": ["TM. TỔ CÔNG TÁC", "TỔ TRƯỞNG"],
        "recipients": ["Lưu: VT"],
    }  # fmt: skip
    assert cli.json("papers") == found
    assert cli.json("papers", "--kind", "report", "--symbol", "")["kinds"]["report"]["symbol"] == ""


def test_what_is_of_a_kind_needs_the_kind(cli: Any) -> None:
    assert "--kind" in cli.refused("papers", "--symbol", "BB-TCT")
    assert cli.json("papers")["kinds"]["minutes"]["symbol"] == ""


def test_a_kind_in_another_format_is_refused_before_the_store_is_asked(cli: Any, tmp_path: Any) -> None:
    for kind, form in (("minutes", "xlsx"), ("register", "x"), ("all", "docx"), ("conclusion", "csv")):
        told = cli.refused("document", "0", "--kind", kind, "--format", form, "-o", str(tmp_path / "x"))
        assert form in told
    assert list(tmp_path.glob("x")) == []


def paper(cli: Cli, session: str, *words: object) -> tuple[object, ...]:
    return ("document", session, "--kind", "minutes", "--format", "docx", *words)


def test_what_is_no_file_is_left_alone(cli: Cli, tmp_path: Path) -> None:
    session, pipe = cli.new(), tmp_path / "pipe"
    os.mkfifo(pipe)
    assert str(pipe) in cli.refused(*paper(cli, session, "-o", pipe))
    assert pipe.is_fifo()


def test_a_link_is_followed_and_a_file_keeps_who_may_read_it(cli: Cli, tmp_path: Path) -> None:
    session, real, link = cli.new(), tmp_path / "real.docx", tmp_path / "link.docx"
    real.write_bytes(b"x")
    real.chmod(0o640)
    link.symlink_to(real)
    cli.json(*paper(cli, session, "-o", link))
    assert link.is_symlink()
    assert zipfile.is_zipfile(real)
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_an_office_template_is_used_where_it_is_named_or_kept(cli: Cli, tmp_path: Path) -> None:
    session, out, own = cli.new(), tmp_path / "a.docx", tmp_path / "own.docx"
    lines = (*MINUTES, "{{ ended }} {{ signed_line }}", "Theo mẫu của cơ quan")
    own.write_bytes(template(*lines))
    cli.json(*paper(cli, session, "-o", out, "--template", own))
    assert "Theo mẫu của cơ quan" in words_of(out)
    cli.json(*paper(cli, session, "-o", out))
    assert "Theo mẫu của cơ quan" not in words_of(out)
    folder = cli.home / "templates"
    folder.mkdir()
    (folder / "minutes.docx").write_bytes(own.read_bytes())
    cli.json(*paper(cli, session, "-o", out))
    assert "Theo mẫu của cơ quan" in words_of(out)
    # Nothing but a Word file comes of one.
    cli.refused(
        "document", session, "--kind", "minutes", "--format", "pdf", "-o", tmp_path / "a.pdf", "--template", own
    )


@pytest.mark.parametrize(
    "broken", [b"", b"x", template("{{ nobody }}", table=False)], ids=["empty", "no zip", "unknown"]
)
def test_a_template_that_cannot_be_used_is_refused(cli: Cli, tmp_path: Path, broken: bytes) -> None:
    session, out, own = cli.new(), tmp_path / "a.docx", tmp_path / "own.docx"
    own.write_bytes(broken)
    cli.refused(*paper(cli, session, "-o", out, "--template", own))
    folder = cli.home / "templates"
    folder.mkdir()
    (folder / "minutes.docx").write_bytes(broken)
    cli.refused(*paper(cli, session, "-o", out))
    assert not out.exists()


def words_of(path: Path) -> str:
    return " ".join(Document(str(path)).element.body.itertext())
