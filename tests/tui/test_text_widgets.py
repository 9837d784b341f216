"""The text fields: keys in order, NFC, hostile text."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, TextArea

from inspect_tui.tui.commands import APP_COMMANDS
from inspect_tui.tui.textual_compat import own_bindings
from inspect_tui.tui.widgets.text_editor import TextEditor, split_paragraphs
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.widgets.typed_run import TypedRun

BS = "\x7f"
WANTED = "tiếng Việt"

TELEX = f"tie{BS}êng{BS * 3}ếng Vie{BS}êt{BS * 2}ệt"
"""t i e e n g s, space, V i e e t j: what UniKey makes of them, each Backspace count in letters on screen."""

VNI = f"tie{BS}êng{BS * 3}ếng Viet{BS * 2}êt{BS * 2}ệt"


def decomposed(text: str) -> str:
    """Each letter in its parts, and a Backspace for each part: UniKey's and OpenKey's decomposed mode."""
    out: list[str] = []
    typed: list[str] = []
    for character in text:
        if character == BS:
            out.append(BS * len(typed.pop()))
        else:
            typed.append(unicodedata.normalize("NFD", character))
            out.append(typed[-1])
    return "".join(out)


STREAMS = {
    "telex": TELEX,
    "vni": VNI,
    "backspace as 0x08": TELEX.replace(BS, "\x08"),
    "decomposed, backspaces per letter": unicodedata.normalize("NFD", TELEX),
    "decomposed, backspaces per part": decomposed(TELEX),
    "vni decomposed, per letter": unicodedata.normalize("NFD", VNI),
    "vni decomposed, per part": decomposed(VNI),
    "tone as a mark on a composed letter": f"tie{BS}êng{BS * 3}ê\u0301ng Vie{BS}êt{BS * 2}ê\u0323t",
}


class Field(App[None]):
    """An app with one field."""

    BINDINGS = [Binding("f3", "note_key('f3')"), Binding("escape", "note_key('escape')")]

    def __init__(self, field: Widget) -> None:
        super().__init__()
        self.field = field
        self.keys: list[str] = []
        self.heard: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield self.field

    def on_mount(self) -> None:
        self.field.focus()

    def action_note_key(self, key: str) -> None:
        self.keys.append(key)

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        self.heard.append(("edited", event.text))

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        self.heard.append(("submitted", event.text))

    def on_text_line_left(self, event: TextLine.Left) -> None:
        self.heard.append(("left", event.text))

    def on_text_editor_edited(self, event: TextEditor.Edited) -> None:
        self.heard.append(("edited", event.text))

    def on_text_editor_submitted(self, event: TextEditor.Submitted) -> None:
        self.heard.append(("submitted", event.text))

    def on_text_editor_left(self, event: TextEditor.Left) -> None:
        self.heard.append(("left", event.text))


async def write(pilot: Pilot[None], text: str) -> None:
    """Give the app what one read of the terminal gives it."""
    parser = XTermParser()
    for event in parser.feed(text):
        pilot.app.post_message(event)
    for event in parser.tick():
        pilot.app.post_message(event)
    for _ in range(3):
        await pilot.pause()


FIELDS = {"line": TextLine, "editor": TextEditor}


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS.keys())
@pytest.mark.parametrize("kind", FIELDS)
async def test_what_an_input_method_sends_in_one_write_arrives_whole(kind: str, stream: str) -> None:
    field = FIELDS[kind]()
    async with Field(field).run_test() as pilot:
        await write(pilot, stream)
        assert field.text == WANTED
        assert unicodedata.is_normalized("NFC", field.text)
        assert field.edited_by_user


@pytest.mark.parametrize("stock", [Input, TextArea])
async def test_stock_fields_lose_tone_marks(stock: type[Input] | type[TextArea]) -> None:
    """When this fails, upstream has repaired issue 6605 and KeysInOrder may be needed no more."""
    field = stock()
    async with Field(field).run_test() as pilot:
        await write(pilot, TELEX)
        value = field.value if isinstance(field, Input) else field.text
        assert value != WANTED


@pytest.mark.parametrize("kind", FIELDS)
async def test_every_edit_of_the_user_is_told(kind: str) -> None:
    field = FIELDS[kind]()
    app = Field(field)
    async with app.run_test() as pilot:
        await write(pilot, "ab" + BS)
        assert app.heard == [("edited", "a"), ("edited", "ab"), ("edited", "a")]
        field.text = "từ chương trình"
        await pilot.pause()
        assert len(app.heard) == 3
        assert not field.edited_by_user
        await write(pilot, "!")
        assert app.heard[-1] == ("edited", "từ chương trình!")


@pytest.mark.parametrize("kind", FIELDS)
async def test_enter_keeps_its_place_among_letters(kind: str) -> None:
    field = TextLine(take_on_submit=True) if kind == "line" else TextEditor(submit_on_enter=True, take_on_submit=True)
    app = Field(field)
    async with app.run_test() as pilot:
        await write(pilot, "một\rhai")
        assert ("submitted", "một") in app.heard
        assert field.text == "hai"


@pytest.mark.parametrize("kind", FIELDS)
async def test_home_delete_and_arrows_keep_their_place(kind: str) -> None:
    field = FIELDS[kind]()
    async with Field(field).run_test() as pilot:
        await write(pilot, "bcd\x1b[Ha\x1b[Fe\x1b[D\x1b[3~f")
        assert field.text == "abcdf"


@pytest.mark.parametrize("kind", FIELDS)
async def test_keys_of_the_screen_bubble(kind: str) -> None:
    field = FIELDS[kind]()
    app = Field(field)
    async with app.run_test() as pilot:
        await write(pilot, "a\x1bOR")
        await pilot.press("escape")
        assert app.keys == ["f3", "escape"]
        assert field.text == "a"


@pytest.mark.parametrize("kind", FIELDS)
async def test_no_field_has_an_action_on_a_key_of_the_whole_app(kind: str) -> None:
    field = FIELDS[kind]()
    async with Field(field).run_test():
        assert not {command.key for command in APP_COMMANDS} & own_bindings(field).key_to_bindings.keys()


async def test_f6_and_f7_are_left_to_the_screen() -> None:
    editor = TextEditor("abc")
    async with Field(editor).run_test() as pilot:
        await pilot.press("f6", "f7")
        assert editor.selected_text == ""


@pytest.mark.parametrize("kind", FIELDS)
async def test_a_completion_list_gets_its_keys_in_order(kind: str) -> None:
    field = FIELDS[kind]()
    seen: list[tuple[str, str]] = []

    def take(event: events.Key) -> bool:
        if event.key in ("down", "enter"):
            seen.append((event.key, field.text))
            return True
        return False

    field.offer_key = take
    async with Field(field).run_test() as pilot:
        await write(pilot, "a\x1b[Bb\r")
        assert seen == [("down", "a"), ("enter", "ab")]
        assert field.text == "ab"


@pytest.mark.parametrize("kind", FIELDS)
async def test_leaving_is_told(kind: str) -> None:
    field = FIELDS[kind]()
    app = Field(field)
    async with app.run_test() as pilot:
        await write(pilot, "a")
        app.screen.set_focus(None)
        await pilot.pause()
        assert app.heard[-1] == ("left", "a")


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize(
    ("pasted", "line", "editor"),
    [
        ("", "", ""),
        ("\n", "", "\n"),
        ("một\r\nhai\nba", "một hai ba", "một\nhai\nba"),
        (unicodedata.normalize("NFD", WANTED), WANTED, WANTED),
        ("[red]x[/] [@click=app.quit]", "[red]x[/] [@click=app.quit]", "[red]x[/] [@click=app.quit]"),
        ("a\x1b[31mb\x07\x9bc", "a[31mbc", "a[31mbc"),
        ("日本語 👍🏽 e\u0301", "日本語 👍🏽 é", "日本語 👍🏽 é"),
        ("a\tb", "a b", "a\tb"),
    ],
)
async def test_pasting(kind: str, pasted: str, line: str, editor: str) -> None:
    field = FIELDS[kind]()
    async with Field(field).run_test() as pilot:
        pilot.app.post_message(events.Paste(pasted))
        await pilot.pause()
        await pilot.pause()
        assert field.text == (line if kind == "line" else editor)
        await write(pilot, "z" + BS)
        assert field.text == (line if kind == "line" else editor)


@pytest.mark.parametrize("kind", FIELDS)
async def test_a_mark_joins_the_letter_before_the_cursor(kind: str) -> None:
    field = FIELDS[kind]("cay")
    async with Field(field).run_test() as pilot:
        await pilot.press("left")
        await write(pilot, "\u0302x")
        assert field.text == "câxy"


@pytest.mark.parametrize("kind", FIELDS)
async def test_a_selection_is_replaced(kind: str) -> None:
    field = FIELDS[kind]("abc")
    async with Field(field).run_test() as pilot:
        await pilot.press("shift+left", "shift+left")
        await write(pilot, "é" + BS + BS)
        assert field.text == ""


@pytest.mark.parametrize("kind", FIELDS)
async def test_placeholder_is_no_markup(kind: str) -> None:
    field = FIELDS[kind](placeholder="[red]gõ[/]")
    async with Field(field).run_test() as pilot:
        strips = field.render_lines(field.size.region)
        assert "[red]gõ[/]" in "".join(strip.text for strip in strips)
        await pilot.pause()


async def test_focus_selects_nothing_in_a_line() -> None:
    line = TextLine("giữ lại")
    async with Field(line).run_test() as pilot:
        await write(pilot, "!")
        assert line.text == "giữ lại!"


async def test_a_password_is_not_shown() -> None:
    line = TextLine(password=True)
    async with Field(line).run_test() as pilot:
        await write(pilot, "mật")
        assert line.text == "mật"
        assert "mật" not in line.render_line(0).text


async def test_max_length_counts_composed_letters() -> None:
    line = TextLine(max_length=3)
    async with Field(line).run_test() as pilot:
        await write(pilot, "abe\u0302\u0301x")
        assert line.text == "abế"


async def test_new_line_keys_where_enter_submits() -> None:
    editor = TextEditor(submit_on_enter=True)
    app = Field(editor)
    async with app.run_test() as pilot:
        await pilot.press("a", "shift+enter", "b", "ctrl+j", "c", "alt+enter", "d", "enter")
        assert editor.text == "a\nb\nc\nd"
        assert app.heard[-1] == ("submitted", "a\nb\nc\nd")


async def test_the_editor_grows_with_its_text_up_to_its_limit() -> None:
    editor = TextEditor(min_height=2, max_height=4)
    async with Field(editor).run_test() as pilot:
        assert editor.size.height == 2
        await write(pilot, "một\rhai\rba")
        assert editor.size.height == 3
        await write(pilot, "\rbốn\rnăm\rsáu")
        assert editor.size.height == 4


async def test_undo_and_redo_are_edits() -> None:
    editor = TextEditor()
    app = Field(editor)
    async with app.run_test() as pilot:
        await write(pilot, "abc")
        await pilot.press("ctrl+z")
        assert app.heard[-1] == ("edited", "")
        await pilot.press("ctrl+y")
        assert app.heard[-1] == ("edited", "abc")


async def test_a_long_paragraph_is_drawn_with_cursor_and_selection_as_stock_draws_it() -> None:
    text = "chữ số " * 60
    editor, stock = TextEditor(text, max_height=20), TextArea(text, compact=True, highlight_cursor_line=False)
    stock.styles.padding = 0
    stock.cursor_blink = False

    class Two(App[None]):
        CSS = "TextEditor, TextArea { height: 12; width: 40; background: black; background-tint: transparent }"

        def compose(self) -> ComposeResult:
            yield editor
            yield stock

    async with Two().run_test(size=(60, 30)) as pilot:
        for place in ((0, 0), (0, 39), (0, 200), (0, len(text))):
            shown = []
            for field in (editor, stock):
                field.focus()
                await pilot.pause()
                field.move_cursor(place)
                field.move_cursor((0, 100), select=True)
                field.scroll_to(0, 0, animate=False)
                await pilot.pause()
                strips = field.render_lines(field.size.region)
                shown.append([[(s.text, s.style and s.style.bgcolor) for s in strip.simplify()] for strip in strips])
            assert [["".join(t for t, _ in row).rstrip()] for row in shown[0]] == [
                ["".join(t for t, _ in row).rstrip()] for row in shown[1]
            ]


def test_long_paragraphs_are_split_after_sentences() -> None:
    sentence = "Đề nghị rà soát lại tiến độ từng nhiệm vụ. "
    text = sentence * 400
    lines = split_paragraphs(text).split("\n")
    assert all(len(line) <= 2000 for line in lines)
    assert all(line.endswith(".") for line in lines[:-1])
    assert " ".join(lines) == text
    assert split_paragraphs("a" * 5000) == "\n".join(["a" * 2000, "a" * 2000, "a" * 1000])
    assert split_paragraphs("ngắn") == "ngắn"


def test_a_person_taking_back_a_mark_keeps_the_letter() -> None:
    run = TypedRun()
    assert run.insert("", "e", 0.0) == (0, "e")
    assert run.insert("e", "\u0302", 0.0) == (1, "ê")
    assert run.backspace("ê", 1.0) == (1, "e")
    assert run.insert("e", "n", 1.2) == (0, "n")
    assert run.insert("xen", "\u0301", 2.0) == (1, "ń")


@pytest.fixture(autouse=True)
def _no_kitty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TEXTUAL_DISABLE_KITTY_KEY", "1")


PTY_APP = """
from textual.app import App
from textual.widgets import Static
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.commands import APP_COMMANDS
from inspect_tui.tui.textual_compat import own_bindings
from inspect_tui.tui.widgets.text_editor import TextEditor

class Tiny(App):
    def compose(self):
        yield TextLine()
        yield TextEditor()
        yield Static(id="at")
    def on_descendant_focus(self, event):
        self.query_one("#at").update("at " + type(event.widget).__name__)
    def on_text_line_edited(self, event):
        self.line = event.text
    def on_text_editor_edited(self, event):
        self.editor = event.text

app = Tiny()
app.run()
print("LINE", ascii(app.line), "EDITOR", ascii(app.editor))
"""


@pytest.mark.alone
def test_in_a_real_terminal_in_one_write(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl", reason="Windows has no pty")
    monkeypatch.syspath_prepend(Path(__file__).parents[1])
    from pty_terminal import PtyTerminal

    with PtyTerminal([sys.executable, "-c", PTY_APP], env={"TEXTUAL_DISABLE_KITTY_KEY": "1"}) as terminal:
        for field in ("TextLine", "TextEditor"):
            terminal.wait_for(f"at {field}")
            for place, stream in enumerate(STREAMS.values()):
                terminal.send(f"\x15{stream} {field} {place}")
                terminal.wait_for(f"{WANTED} {field} {place}")
            terminal.send("\t")
        terminal.send("\x11")
        assert terminal.wait_exit() == 0
        last = len(STREAMS) - 1
        assert ascii(f"{WANTED} TextLine {last}") in terminal.output.decode()
        assert ascii(f"{WANTED} TextEditor {last}") in terminal.output.decode()
