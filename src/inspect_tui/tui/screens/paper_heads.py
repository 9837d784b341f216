"""What stands at the head and foot of papers: bodies, place, and per kind symbol, first number, signer, recipients."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from inspect_tui.domain.records import PAPER_KINDS
from inspect_tui.locale import N_
from inspect_tui.services.paper_settings import CODES, change_paper_settings, read_paper_settings
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.textual_compat import FormRow
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.paper_text import TITLES
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.services.paper_settings import PaperSettings

OF_ALL: Final = (
    ("superior", N_("Superior body"), N_("such as: UBND tỉnh")),
    ("issuer", N_("Issuing body"), N_("such as: Tổ Công tác của Chủ tịch UBND tỉnh")),
    ("place", N_("Place"), N_("before the day: Lạng Sơn")),
)
OF_KIND: Final = (
    ("symbol", N_("Symbol"), ""),
    ("first", N_("First number"), N_("of a year that has none yet")),
    ("signer_titles", N_("Over the signature"), ""),
    ("signer", N_("Signer"), N_("the chair, where nothing is written")),
    ("recipients", N_("Recipients"), ""),
    ("addressees", N_("Addressed to"), ""),
)
DIGITS: Final = 6
"""The most digits of a first number."""
LISTS: Final = ("signer_titles", "recipients", "addressees")
KIND_ID: Final = "heads-kind"
_PREFIX: Final = "heads-"


class PaperHeadsPanel(Overlay[None]):
    """A form whose fields are kept as they are typed; what is empty is left blank on paper, to be filled in by hand."""

    DEFAULT_CSS = """
    PaperHeadsPanel {
        & #heads-title { text-style: bold; color: $text-accent; }
        & #heads-note { color: $text-muted; margin: 0 0 1 0; }
        & .row { height: auto; }
        & .row Static { width: 19; color: $text-muted; }
        & .row TextLine, & .row TextEditor, & .row ChoiceLine { width: 1fr; }
        & #heads-kind-row { margin: 1 0; }
        & TextLine.-textual-compact, & .row TextEditor { background: $panel; }
        & #heads-hint { color: $text-muted; margin: 1 0 0 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out what all papers have, then what each kind has."""
        t = self.inspect.t
        with VerticalScroll(id="box", can_focus=False):
            yield Static(t("Head and foot of papers"), id="heads-title", markup=False)
            yield Static(
                t("Kept as you type, for all sessions of this store. Empty: a dotted blank to fill in by hand."),
                id="heads-note", markup=False,
            )  # fmt: skip
            for name, label, hint in OF_ALL:
                with FormRow(classes="row"):
                    yield Static(t(label), markup=False)
                    yield TextLine(id=_PREFIX + name, placeholder=t(hint))
            with FormRow(classes="row", id="heads-kind-row"):
                yield Static(t("Paper"), markup=False)
                yield ChoiceLine([(kind, t(TITLES[kind])) for kind in PAPER_KINDS], PAPER_KINDS[0], id=KIND_ID)
            for name, label, hint in OF_KIND:
                with FormRow(classes="row"):
                    yield Static(t(label), markup=False)
                    if name in LISTS:
                        yield TextEditor(id=_PREFIX + name, min_height=2, max_height=5)
                    else:
                        yield TextLine(
                            id=_PREFIX + name, placeholder=t(hint) if hint else "",
                            max_length=DIGITS if name == "first" else 0,
                        )  # fmt: skip
            yield Static(t("Tab goes on · a line each over the signature and for recipients · Esc closes"),
                         id="heads-hint", markup=False)  # fmt: skip

    @patient
    async def on_mount(self) -> None:
        """Show what is set; nothing is typed before it stands there."""
        settings = await self._read()
        if settings is None or not self.is_attached:
            return
        self._settings = settings
        for name, _, _ in OF_ALL:
            self._line(name).text = getattr(self._settings, name)
            self._line(name).about = f":{name}"
        self._show_kind()
        self._line("superior").focus()

    @property
    def kind(self) -> str:
        """The kind of paper whose settings are shown."""
        return self.query_one(f"#{KIND_ID}", ChoiceLine).value

    def _line(self, name: str) -> TextLine:
        return self.query_one(f"#{_PREFIX}{name}", TextLine)

    def _editor(self, name: str) -> TextEditor:
        return self.query_one(f"#{_PREFIX}{name}", TextEditor)

    def _show_kind(self) -> None:
        kind, t = self.kind, self.inspect.t
        shown = self._settings.of(kind)
        for name, _, _ in OF_KIND:
            value = getattr(shown, name)
            field = self._editor(name) if name in LISTS else self._line(name)
            field.about = f"{kind}:{name}"
            field.text = "\n".join(value) if name in LISTS else ("" if name == "first" and value == 1 else str(value))
        self._line("symbol").placeholder = t("behind the number: {code}-TCT", code=CODES[kind])

    def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """Show another kind of paper."""
        event.stop()
        self.run_worker(self._turn(), group="turn", exclusive=True)

    async def _turn(self) -> None:
        # What was typed for the kind before is on its way to the store.
        settings = await self._read()
        if settings is not None and self.is_attached:
            self._settings = settings
            self._show_kind()

    async def _read(self) -> PaperSettings | None:
        try:
            return await self.inspect.gateway.read(read_paper_settings)
        except Exception as error:
            self.inspect.tell_error(error)
            return None

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Keep what is typed."""
        event.stop()
        self._keep(event.about, event.text)

    def on_text_editor_edited(self, event: TextEditor.Edited) -> None:
        """Keep what is typed."""
        event.stop()
        self._keep(event.about, event.text)

    def _keep(self, about: str, text: str) -> None:
        kind, _, name = about.partition(":")
        if not name:
            # Nothing is shown yet; what is set comes first.
            return
        value: object = text
        if name == "first":
            # A number that is none yet keeps the one before.
            if text.strip() and not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= DIGITS):
                return
            value = int(text) if text.strip() else 1
        # On the app: a panel that is closed takes nothing with it. One after the other, each the whole field.
        self.app.run_worker(partial(self._save, name, value, kind), group=f"heads {about}", exclusive=True)  # type: ignore[arg-type]

    async def _save(self, name: str, value: object, kind: str) -> None:
        try:
            await self.inspect.gateway.write(lambda store: change_paper_settings(store, {name: value}, kind=kind))
        except Exception as error:
            self.inspect.tell_error(error)

    def on_text_line_left(self, event: TextLine.Left) -> None:
        """Kept already."""
        event.stop()

    def on_text_editor_left(self, event: TextEditor.Left) -> None:
        """Kept already."""
        event.stop()

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Go on."""
        event.stop()
        self.focus_next()

    def on_text_editor_submitted(self, event: TextEditor.Submitted) -> None:
        """Go on."""
        event.stop()
        self.focus_next()
