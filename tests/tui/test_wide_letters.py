"""Columns stay columns where names have marks that stand alone, full-width letters or emoji."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.widgets.cells import cell_len, clipped, fit, hanging
from tui.app_driver import CTRL_F, DOWN, F7, Visit, make_visit, running, settled, write
from tui.monkey import go_to

NAMES: Final = (
    "Nguyễn Thị Diệu Huyền",
    unicodedata.normalize("NFD", "Nguyễn Thị Diệu Huyền"),
    "Tổ trưởng e\u0323\u0302\u0301\u0308 q\u0303",
    "ＴỔ　ＣÔＮＧ　ＴÁＣ",
    "会議 👍🏽 tổ phó",
    "⚠️ Ban ❤️ Dân tộc 🇻🇳",
)
"""As typed here, decomposed, with marks that no letter has, full-width, and emoji of several code points."""
LETTERS: Final = "aệ \u0301\u0323ＷＡ会議👍🏽🇻\u200d\ufe0f.…"


@given(st.text(LETTERS, max_size=40), st.integers(1, 30))
def test_what_is_cut_or_padded_has_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit(text, width, "right")) == width


@given(st.text(LETTERS, max_size=60), st.integers(8, 30), st.integers(1, 4), st.integers(0, 4))
def test_wrapped_lines_are_never_wider_than_their_room(text: str, width: int, most: int, indent: int) -> None:
    lines = clipped(text, width, most, indent)
    assert len(lines) <= most
    for line in [*lines, *hanging(text, width, indent).split("\n")]:
        assert cell_len(line.rstrip()) <= width


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """A visit at whose table the names sit, that speak, lead tasks, and are in what these ask for."""
    visit = make_visit(tmp_path_factory.mktemp("wide"))
    lines: list[dict[str, Any]] = []
    for place, name in enumerate(NAMES):
        lines += [
            {"record": "participant", "name": name, "role": "vai trò", "side": "group"},
            {"record": "note", "speaker": name, "text": f"{name} đề nghị", "kind": "question"},
            {"record": "task", "number": str(100 + place), "source": "Nguồn riêng", "content": f"{name} " * 9,
             "lead": name, "deadline": "2021-06-30"},
        ]  # fmt: skip
    visit.record(*lines)
    return visit


def lines_of(app: InspectApp) -> list[str]:
    return ["".join(segment.text for segment in line) for line in app.screen._compositor.render_strips()]


def place_of(line: str, words: str) -> int:
    """Return the cell in which words begin."""
    return cell_len(line.partition(words)[0])


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_rows_stay_aligned_on_the_screens(wide: Visit, size: tuple[int, int]) -> None:
    async with running(wide, "checklist", size=size) as (app, pilot):
        app.screen.query_one("#filter").text = "Nguồn riêng"  # type: ignore[attr-defined]
        await write(pilot, CTRL_F + " ")
        await settled(app, pilot)
        late = [line for line in lines_of(app) if "16 days overdue" in line and " ✗ " in line]
        assert len(late) >= len(NAMES)
        assert len({place_of(line, "16 days overdue") for line in late}) == 1
        assert {cell_len(line) for line in lines_of(app)} == {size[0]}
        await go_to(app, wide, "meeting")
        await write(pilot, F7 + DOWN * 8)
        await settled(app, pilot)
        roles = [line for line in lines_of(app) if "vai trò" in line]
        assert len(roles) >= 4
        assert len({place_of(line, "vai trò") for line in roles}) == 1
        assert {cell_len(line) for line in lines_of(app)} == {size[0]}
        await go_to(app, wide, "notes")
        await settled(app, pilot)
        assert {cell_len(line) for line in lines_of(app)} == {size[0]}
