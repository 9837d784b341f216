"""The small widgets: a choice on a line, figures in blocks, the foot line."""

from __future__ import annotations

import pytest
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widget import Widget

from inspect_tui.tui.widgets.block_digits import Height, block_lines, glyph
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.key_bar import KeyBar, KeyHint, hints_that_fit, width_of

OPTIONS = [("", "—"), ("agreed", "Thống nhất"), ("done", "Đã hoàn thành"), ("partly", "Đạt một phần [x]")]


class WidgetApp(App[None]):
    BINDINGS = [Binding("escape,up", "note('key')")]

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_mount(self) -> None:
        self.widget.focus()

    def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        self.heard.append(event.value)

    def action_note(self, word: str) -> None:
        self.heard.append(word)

    def seen(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.widget.render_lines(self.widget.size.region)]


class TestChoiceLine:
    async def test_cycles(self) -> None:
        choice = ChoiceLine(OPTIONS, "agreed")
        app = WidgetApp(choice)
        async with app.run_test(size=(30, 12)) as pilot:
            assert app.seen() == ["‹ Thống nhất ›"]
            await pilot.press("right", "space", "right", "left")
            assert app.heard == ["done", "partly", "", "partly"]
            assert choice.value == "partly"
            assert choice.label == "Đạt một phần [x]"

    async def test_a_letter_jumps_whatever_its_marks(self) -> None:
        app = WidgetApp(ChoiceLine(OPTIONS))
        async with app.run_test() as pilot:
            await pilot.press("d", "d", "t", "z")
            assert app.heard == ["done", "partly", "agreed"]

    async def test_opens_takes_and_gives_up(self) -> None:
        choice = ChoiceLine(OPTIONS)
        app = WidgetApp(choice)
        async with app.run_test(size=(30, 12)) as pilot:
            await pilot.press("down", "down", "down")
            assert app.seen()[:4] == ["‹ — ›", "  ✓ —", "    Thống nhất", "▸   Đã hoàn thành"]
            await pilot.press("escape")
            assert choice.value == ""
            assert choice.size.height == 1
            await pilot.press("enter", "end", "enter")
            assert choice.value == "partly"
            assert not choice.is_open
            await pilot.press("escape", "up")
            assert app.heard == ["partly", "key", "key"]

    async def test_keys_of_one_read_act_in_order(self) -> None:
        app = WidgetApp(ChoiceLine(OPTIONS))
        async with app.run_test() as pilot:
            for event in XTermParser().feed("\rd\rt"):
                app.post_message(event)
            await pilot.pause()
            await pilot.pause()
            assert app.heard == ["done", "agreed"]

    async def test_the_mouse(self) -> None:
        app = WidgetApp(ChoiceLine(OPTIONS))
        async with app.run_test() as pilot:
            await pilot.click(ChoiceLine, offset=(4, 0))
            await pilot.click(ChoiceLine, offset=(6, 3))
            await pilot.pause()
            assert app.heard == ["done"]

    async def test_setting_the_value_is_not_told_and_leaving_closes(self) -> None:
        choice = ChoiceLine(OPTIONS, placeholder="chọn", max_lines=2)
        app = WidgetApp(choice)
        async with app.run_test() as pilot:
            choice.value = "unknown"
            await pilot.pause()
            assert app.seen() == ["‹ chọn ›"]
            await pilot.press("enter", "end")
            assert len(app.seen()) == 3
            assert app.seen()[-1].endswith("[x]")
            app.screen.set_focus(None)
            await pilot.pause()
            assert not choice.is_open
            assert app.heard == []

    async def test_no_options(self) -> None:
        app = WidgetApp(ChoiceLine([]))
        async with app.run_test() as pilot:
            await pilot.press("right", "enter", "down", "a", "left")
            assert app.heard == []


class TestBlockDigits:
    @pytest.mark.parametrize("height", [1, 3, 5, 7])
    def test_every_glyph_has_the_height_and_one_width(self, height: Height) -> None:
        for character in "0123456789,.%/-–+: x":
            rows = glyph(character, height)
            assert len(rows) == height
            assert len({len(row) for row in rows}) == 1

    def test_lines(self) -> None:
        assert block_lines("1", 5)[0] == "  ██  "
        assert block_lines("", 5) == [""] * 5
        assert len({len(line) for line in block_lines("16,67 %", 7)}) == 1

    def test_room(self) -> None:
        assert [(len(block_lines("18", height)), len(block_lines("18", height)[0])) for height in (5, 7)] == [
            (5, 14), (7, 20),
        ]  # fmt: skip

    def test_a_comma_is_no_dot(self) -> None:
        """It is what tells a Vietnamese rate from an English one."""
        for height in (3, 5, 7):
            assert len({tuple(glyph(character, height)) for character in ",.:"}) == 3
            comma = glyph(",", height)
            assert comma[-1] != comma[-1][::-1], "it leans to the left"


HINTS = [
    KeyHint("F1", "trợ giúp", "app.note('help')", rank=1),
    KeyHint("F2", "danh mục", "app.note('checklist')"),
    KeyHint("F3", "ghi chép", "app.note('notes')"),
    KeyHint("^P", "lệnh", rank=2),
]


class TestKeyBar:
    def test_the_least_important_give_way(self) -> None:
        whole = sum(map(width_of, HINTS)) + 6
        assert hints_that_fit(HINTS, whole) == HINTS
        assert hints_that_fit(HINTS, whole - 1) == HINTS[:3]
        assert hints_that_fit(HINTS, 25) == HINTS[1:3]
        assert hints_that_fit(HINTS, 12) == [HINTS[1]]
        assert hints_that_fit(HINTS, 3) == []

    async def test_a_click_runs_the_action(self) -> None:
        app = WidgetApp(KeyBar(HINTS))
        async with app.run_test(size=(80, 24)) as pilot:
            assert app.seen() == [" F1 trợ giúp  F2 danh mục  F3 ghi chép  ^P lệnh"]
            await pilot.click(KeyBar, offset=(18, 0))
            await pilot.click(KeyBar, offset=(44, 0))
            assert app.heard == ["checklist"]

    async def test_words_are_no_markup(self) -> None:
        bar = KeyBar()
        app = WidgetApp(bar)
        async with app.run_test(size=(40, 5)) as pilot:
            bar.hints = [KeyHint("F9", "[b]x[/b]")]
            await pilot.pause()
            assert app.seen() == [" F9 [b]x[/b]"]


async def test_the_cut_off_date_is_never_cut_where_a_signed_visit_waits_to_be_sent() -> None:
    from inspect_tui.tui.widgets.session_bar import SessionBar

    forms = (
        " · 30/07/2021 · ĐÃ KÝ · 3 ngoài bản ký · bản 2 · số liệu đến 16/07/2021",
        " · 30/07/2021 · ĐÃ KÝ · 3 ngoài bản ký · bản 2 · đến 16/07",
        " · ĐÃ KÝ · 3 ngoài bản ký · đến 16/07",
        " · ĐÃ KÝ · đến 16/07",
    )
    bar = SessionBar()
    async with App[None]().run_test(size=(80, 3)) as pilot:
        await pilot.app.mount(bar)
        bar.show("Ban Dân tộc tỉnh", forms, "● đã lưu · bản sao 0:40 · 1 chờ gửi")
        await pilot.pause()
        narrow = bar.render_line(0).text
        assert narrow.strip() == "Ban Dân tộc tỉnh · ĐÃ KÝ · đến 16/07       ● đã lưu · bản sao 0:40 · 1 chờ gửi"
        await pilot.resize_terminal(140, 3)
        await pilot.pause()
        assert forms[0] in bar.render_line(0).text
