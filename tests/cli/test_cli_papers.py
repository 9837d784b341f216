"""What stands at the head and foot of papers, from the command line."""

from __future__ import annotations

from typing import Any


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
