"""The list of rows: moving, replacing, following, and what it costs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cell_len
from rich.color import Color
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from inspect_tui.tui.widgets.cells import cell_len, fit, wrap, wrapped_height
from inspect_tui.tui.widgets.row_list import RowList

pytestmark = pytest.mark.alone
"""With the machine to itself: it runs in a terminal of its own, or measures."""


@dataclass(frozen=True)
class Item:
    key: str
    text: str
    selectable: bool = True


def items(count: int) -> list[Item]:
    return [Item(f"k{i}", f"{i} · Nhiệm vụ số {i}") for i in range(count)]


def grouped() -> list[Item]:
    return [
        Item("h1", "CHƯƠNG TRÌNH", selectable=False),
        Item("a", "một"),
        Item("b", "hai"),
        Item("h2", "TRỌNG TÂM", selectable=False),
        Item("c", "ba"),
    ]


class ListApp(App[None]):
    """An app with one list."""

    BINDINGS = [Binding("up", "over"), Binding("down", "under")]

    def __init__(self, rows: Sequence[Item] = (), *, wrapped: bool = False, stick: bool = False) -> None:
        super().__init__()
        self.drawn: list[str] = []
        self.heard: list[tuple[str, str | None]] = []
        self.first = rows
        self.list: RowList[Item] = RowList(
            self.draw,
            height=(lambda row, width: wrapped_height(row.text, width)) if wrapped else 1,
            empty="Chưa có [b]gì[/b]",
            stick_to_end=stick,
        )

    def draw(self, row: Item, width: int) -> list[str]:
        self.drawn.append(row.key)
        return wrap(row.text, width)

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.list.focus()
        if self.first:
            self.list.set_rows(self.first)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        self.heard.append(("highlighted", event.key))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.heard.append(("chosen", event.key))

    def action_over(self) -> None:
        self.heard.append(("over", None))

    def action_under(self) -> None:
        self.heard.append(("under", None))

    def seen(self) -> list[str]:
        return [self.list.render_line(y).text.rstrip() for y in range(self.list.size.height)]


async def test_only_what_is_seen_is_drawn() -> None:
    app = ListApp(items(10_000))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert len(set(app.drawn)) <= 20
        app.drawn.clear()
        await pilot.press("down")
        assert sorted(app.drawn) == ["k0", "k1"]


async def test_a_list_without_the_focus_is_drawn_too() -> None:
    lists: list[RowList[Item]] = [RowList(lambda row, width: [row.text]) for _ in range(2)]

    class Two(App[None]):
        def compose(self) -> ComposeResult:
            yield from lists

        def on_mount(self) -> None:
            for rows in lists:
                rows.set_rows(items(10_000))
            lists[0].focus()

    app = Two()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        shown = app.export_screenshot(simplify=True)
        assert shown.count("9&#160;·") == 2


async def test_moving_about() -> None:
    app = ListApp(items(10_000))
    async with app.run_test(size=(60, 20)) as pilot:
        rows = app.list
        assert rows.cursor_key == "k0"
        await pilot.press("down", "down", "up")
        assert rows.cursor_key == "k1"
        await pilot.press("end")
        assert rows.cursor_key == "k9999"
        assert app.seen()[-1].startswith("▸ 9999")
        await pilot.press("pageup")
        assert rows.cursor_key == "k9980"
        await pilot.press("home", "pagedown", "pagedown")
        assert rows.cursor_key == "k38"
        await pilot.press("enter")
        await pilot.pause()
        assert app.heard[-1] == ("chosen", "k38")
        assert rows.highlight("k5000")
        assert any(line.startswith("▸ 5000") for line in app.seen())
        assert not rows.highlight("none")


async def test_the_cursor_skips_headings_and_shows_them() -> None:
    app = ListApp([*grouped(), *items(30)])
    async with app.run_test(size=(40, 4)) as pilot:
        assert app.list.cursor_key == "a"
        assert app.seen()[0] == "CHƯƠNG TRÌNH"
        await pilot.press("down", "down")
        assert app.list.cursor_key == "c"
        await pilot.press("pagedown", "pagedown", "home")
        assert app.seen()[:2] == ["CHƯƠNG TRÌNH", "▸ một"]
        await pilot.press("up")
        await pilot.pause()
        assert ("over", None) in app.heard


async def test_replacing_rows_keeps_the_cursor_and_its_line() -> None:
    app = ListApp(items(1000))
    async with app.run_test(size=(60, 20)) as pilot:
        app.list.highlight("k500")
        await pilot.press("up", "up", "up")
        line = next(y for y, text in enumerate(app.seen()) if text.startswith("▸"))
        app.list.set_rows([Item("new", "mới"), *items(1000)[100:]])
        assert app.list.cursor_key == "k497"
        assert app.seen()[line].startswith("▸ 497")
        app.list.set_rows(items(300))
        assert app.list.cursor_key == "k299"
        app.list.set_rows(items(1000), keep=False)
        assert app.list.cursor_key == "k0"
        assert app.list.scroll_offset.y == 0
        app.list.set_rows([])
        await pilot.pause()
        assert app.list.cursor_key is None
        assert app.heard[-1] == ("highlighted", None)


async def test_updating_a_row_draws_that_row() -> None:
    app = ListApp(items(1000))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.seen()
        app.drawn.clear()
        app.list.update_row("k3", Item("k3", "đã đổi"))
        app.list.update_row("none", Item("none", ""))
        await pilot.pause()
        assert app.seen()[3] == "  đã đổi"
        assert app.drawn == ["k3"]


async def test_rows_of_several_lines_follow_the_width() -> None:
    long = Item("long", "Đề nghị rà soát lại tiến độ từng nhiệm vụ được giao")
    app = ListApp([Item("a", "một"), long, Item("b", "hai")], wrapped=True)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.press("down", "down")
        before = app.seen()
        assert before.index("▸ hai") == 1 + wrapped_height(long.text, 27)
        await pilot.resize_terminal(80, 10)
        await pilot.pause()
        assert app.seen().index("▸ hai") == 2
        app.list.update_row("a", Item("a", "một\nhai\nba"))
        assert app.seen().index("▸ hai") == 4


async def test_a_feed_sticks_to_its_end_unless_the_reader_went_up() -> None:
    app = ListApp(items(100), wrapped=True, stick=True)
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert app.seen()[-1].endswith("99")
        app.list.append_row(Item("x", "ý kiến mới\nhai dòng"))
        assert app.seen()[-1].strip() == "hai dòng"
        assert app.list.cursor_key == "x"
        await pilot.press("up", "up")
        app.list.scroll_to(y=0, animate=False)
        app.list.append_row(Item("y", "nữa"))
        assert app.list.scroll_offset.y == 0
        assert app.list.cursor_key == "k98"


async def test_the_mouse() -> None:
    app = ListApp(grouped())
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.click(RowList, offset=(5, 2))
        assert app.list.cursor_key == "b"
        await pilot.click(RowList, offset=(5, 3))
        assert app.list.cursor_key == "b"
        await pilot.click(RowList, offset=(5, 4), times=2)
        await pilot.pause()
        assert app.heard[-1] == ("chosen", "c")
        await pilot.click(RowList, offset=(5, 8))
        assert app.list.cursor_key == "c"


async def test_an_empty_list_says_so_as_plain_text() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 5)) as pilot:
        assert app.seen()[0] == "Chưa có [b]gì[/b]"
        app.list.append_row(Item("a", "một"))
        await pilot.pause()
        assert app.seen()[0] == "▸ một"
        app.list.set_rows([])
        await pilot.press("down", "enter", "pagedown", "end", "home")
        assert app.heard.count(("under", None)) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[red]x[/] [@click=app.quit]y[/]", "[red]x[/] [@click=app.quit]y[/]"),
        ("a\x1b[31mb\x9bc\x07", "a [31mb c"),
        ("日本語日本語日本語日本語日本語", "日本語日本語日本語日本語日本語"),
        ("👍🏽 được", "👍🏽 được"),
    ],
)
async def test_hostile_and_wide_text(text: str, shown: str) -> None:
    app = ListApp([Item("a", text)])
    async with app.run_test(size=(60, 5)):
        assert app.seen()[0] == f"▸ {shown}"
        assert rich_cell_len(app.list.render_line(0).text) == app.list.scrollable_content_region.width


async def test_a_theme_variable_in_content_is_looked_up() -> None:
    rows: RowList[Item] = RowList(lambda row, width: [Content.styled(row.text, "$error"), Content("hai")], height=2)

    class Coloured(App[None]):
        def compose(self) -> ComposeResult:
            yield rows

    async with Coloured().run_test(size=(40, 6)) as pilot:
        rows.set_rows(grouped()[1:3])
        await pilot.pause()
        for theme in (
            "textual-dark",
            "textual-light",
            "ansi-dark" if "ansi-dark" in pilot.app.available_themes else "nord",
        ):
            pilot.app.theme = theme
            await pilot.pause()
            word = next(s for s in rows.render_line(2) if "hai" in s.text)
            assert word.style is not None
            assert word.style.color is not None
        plain, marked = rows.render_line(2), rows.render_line(0)
        assert plain.text.startswith("  ")
        assert marked.text.startswith("▸ ")


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
async def test_muted_content_is_muted_and_stock_content_is_not(theme: str) -> None:
    """When the last line fails, upstream keeps the share of ``auto 60%`` in content and ``_look_up`` may go."""
    muted = Content.styled("mờ", "$text-muted")
    rows: RowList[Item] = RowList(lambda row, width: [Content.assemble("rõ ", muted)])
    stock = Static(muted)

    class Muted(App[None]):
        def compose(self) -> ComposeResult:
            yield rows
            yield stock

    async with Muted().run_test(size=(40, 6)) as pilot:
        pilot.app.theme = theme
        rows.set_rows(items(2))
        await pilot.pause()
        await pilot.pause()
        plain, faint = (next(s.style for s in rows.render_line(1) if word in s.text) for word in ("rõ", "mờ"))
        assert plain is not None
        assert faint is not None
        if theme.startswith("ansi"):
            assert faint.dim
            assert not plain.dim
        else:
            paper, ink = red(plain.bgcolor), red(plain.color)
            assert abs(red(faint.color) - paper) < abs(ink - paper)
            static = next(s.style for s in stock.render_line(0) if "mờ" in s.text)
            assert static is not None
            assert red(static.color) in (0, 255)


def red(color: Color | None) -> int:
    assert color is not None
    return color.get_truecolor().red


def spent(app: ListApp, rows: list[Item]) -> float:
    best = 9.0
    for _ in range(5):
        start = time.process_time()
        app.list.set_rows(rows)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("wrapped", [False, True])
async def test_ten_thousand_rows_are_set_in_a_blink(wrapped: bool) -> None:
    app = ListApp(items(20), wrapped=wrapped)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert spent(app, items(10_000)) < 0.03


async def test_a_key_costs_no_more_in_a_long_list() -> None:
    cost = {}
    for count in (20, 10_000):
        app = ListApp(items(count))
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            best = 9.0
            for _ in range(15):
                start = time.process_time()
                app.list.action_cursor_down()
                app.seen()
                best = min(best, time.process_time() - start)
            cost[count] = best
    assert cost[10_000] < cost[20] * 2 + 0.0005


async def test_appending_costs_no_more_in_a_long_feed() -> None:
    cost = {}
    for count in (5, 5_000):
        app = ListApp(items(count), wrapped=True, stick=True)
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            best = 9.0
            for i in range(15):
                start = time.process_time()
                app.list.append_row(Item(f"n{i}", "ý kiến " * 30))
                best = min(best, time.process_time() - start)
            cost[count] = best
    assert cost[5_000] < cost[5] * 2 + 0.0005


TEXTS = st.text(st.sampled_from("abc  đườệ\n日👍\u0301-"), max_size=60)


@settings(deadline=None)
@given(TEXTS, st.integers(1, 20))
def test_wrap_keeps_every_word_within_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= max(width, 2) for line in lines)
    assert wrapped_height(text, width) == len(lines)


@settings(deadline=None)
@given(TEXTS, st.integers(1, 20), st.sampled_from(["left", "right", "center"]))
def test_fit_is_exact(text: str, width: int, align: str) -> None:
    assert cell_len(fit(text, width, align)) == width  # type: ignore[arg-type]


def test_fit_and_wrap_by_example() -> None:
    assert fit("Ban Dân tộc", 7) == "Ban Dâ…"
    assert fit("Ban\nDân", 9) == "Ban Dân  "
    assert fit("16", 4, "right") == "  16"
    assert fit("日本語", 4) == "日… "
    assert fit("x", 0) == ""
    assert wrap("Sở Nội vụ", 6) == ["Sở Nội", "vụ"]
    assert wrap("", 5) == [""]
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]
    assert cell_len("Quyết định số 1234/QĐ-UBND") == 26
