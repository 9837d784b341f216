"""`templates check`: what it prints and with which exit code."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from template_samples import whole, with_line

from .conftest import Cli


def check(cli: Cli, folder: Path, data: bytes, *words: str) -> tuple[Path, tuple[object, ...]]:
    path = folder / "mẫu.docx"
    path.write_bytes(data)
    return path, ("templates", "check", path, *words)


class TestCheck:
    @pytest.mark.parametrize("kind", ["minutes", "conclusion", "report", "register"])
    def test_one_that_can_be_used(self, cli: Cli, tmp_path: Path, kind: str) -> None:
        _, words = check(cli, tmp_path, whole(kind), "--kind", kind)
        assert cli.json(*words) == {"unknown": [], "missing": [], "problems": []}
        done = cli.run("--lang", "en", *words)
        assert (done.code, done.out, done.err) == (0, "The template can be used.\n", "")
        assert not cli.home.exists()

    def test_a_misspelt_field_a_decomposed_one_and_code_have_a_line_each(self, cli: Cli, tmp_path: Path) -> None:
        for line, key in (("{{ chiar }}", "unknown"), (unicodedata.normalize("NFD", "{{ chủ }}"), "problems"),
                          ("{{ chair.__init__() }}", "problems")):  # fmt: skip
            _, words = check(cli, tmp_path, with_line(line))
            found = cli.json(*words, code=1)
            assert len(found[key]) == 1
            assert found["missing"] == []
            done = cli.run(*words)
            assert (done.code, done.err) == (1, "")
            assert line.strip("{} ")[:4] in unicodedata.normalize("NFD", done.out)

    def test_what_is_missing_depends_on_the_kind(self, cli: Cli, tmp_path: Path) -> None:
        _, words = check(cli, tmp_path, whole("register"), "--kind", "conclusion")
        found = cli.json(*words, code=1)
        assert {"chair", "held_on", "recipients", "conclusions.text"} <= set(found["missing"])
        assert (found["unknown"], found["problems"]) == ([], [])

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7 x", b"PK\x03\x04rubbish"])
    def test_a_file_that_is_none(self, cli: Cli, tmp_path: Path, data: bytes) -> None:
        _, words = check(cli, tmp_path, data)
        cli.refused(*words)

    def test_no_file(self, cli: Cli, tmp_path: Path) -> None:
        assert "không" in cli.refused("templates", "check", tmp_path / "x.docx")
        cli.refused("templates", "check", tmp_path)
        cli.refused("templates", "check", tmp_path / "x.docx", "--kind", "letter")
        cli.refused("templates")
