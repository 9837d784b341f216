"""Check a session file against the code on paper: whether paper and file say the same, in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspect_tui.locale import N_
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.typed_path import typed_path
from inspect_tui.tui.widgets.cells import hanging
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inspect_tui.locale import Catalog

FILE, CODE = "check-path", "check-code"

_WRONG: Final = ("✗", "$text-error bold")
_GOOD: Final = ("✓", "$text-success bold")
_DOUBT: Final = ("⚠", "$text-warning bold")

FITS: Final = N_("Paper and file agree: the file holds what was signed.")
OLDER: Final = N_(
    "Paper and file agree, but the session was amended and signed again since: this paper is the older one."
)
DIFFERS: Final = N_("Paper and file do NOT agree: this paper is not of what is in the file, or the code was mistyped.")
NOT_SIGNED: Final = N_("The session in this file is not signed: no paper can have a code of it.")
BROKEN: Final = N_("The file is NOT as it was made: nothing can be said from it about the paper.")
WHOLE: Final = N_("The file is whole and unchanged.")
STRANGE: Final = N_("The file is whole, but it is from nobody who is trusted here.")


def verdict(found: Mapping[str, Any], *, with_code: bool) -> list[tuple[str, str, str]]:
    """Return what a person wants to know of a checked file: symbol, style and message, the most important first.

    Args:
        found: what `services.exporting.verify_file` returned.
        with_code: a code from paper was given.
    """
    from inspect_tui.exchange.findings import ERRORS

    codes = {one["code"] for one in found["findings"]}
    strange = [] if found["trusted"] else [(*_DOUBT, STRANGE)]
    if not found["valid"]:
        # Of a file that is not whole nothing else is to be believed either.
        message = {("code_mismatch",): DIFFERS, ("not_signed",): NOT_SIGNED}.get(tuple(codes & ERRORS.keys()), BROKEN)
        return [(*_WRONG, message)]
    if with_code:
        return [(*_DOUBT, OLDER) if "older_revision" in codes else (*_GOOD, FITS), *strange]
    return strange or [(*_GOOD, WHOLE)]


def findings_text(found: Mapping[str, Any], catalog: Catalog, width: int) -> Content:
    """Return what a file holds and what was found in it, a line each."""
    counts = found["counts"]
    held = [
        catalog.n("{count} task", "{count} tasks", counts.get("tasks", 0)),
        catalog.n("{count} note", "{count} notes", counts.get("notes", 0)),
        catalog.n("{count} conclusion", "{count} conclusions", counts.get("conclusions", 0)),
    ]
    lines = [Content.styled(" · ".join(held), "$foreground-muted")] if counts else []
    lines += [Content("· " + hanging(one["message"], width - 2, 2)) for one in found["findings"]]
    return Content("\n").join(lines)


class CheckFileScreen(Overlay[None]):
    """Asks for the file and the code; the answer stands until Esc."""

    DEFAULT_CSS = """
    CheckFileScreen {
        & #check-title { text-style: bold; color: $text-accent; margin: 0 0 1 0; }
        & Horizontal { height: 1; }
        & .check-label { width: 16; color: $text-muted; }
        & TextLine { width: 1fr; }
        & TextLine.-textual-compact { background: $panel; }
        & #check-verdict { height: auto; margin: 1 0 0 0; }
        & #check-found { height: auto; max-height: 12; margin: 1 0 0 0; scrollbar-size-vertical: 1; }
        & #check-hint { color: $text-muted; margin: 1 0 0 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out file, code and answer."""
        t = self.inspect.t
        with Vertical(id="box"):
            yield Static(t("Check a file against the code on paper"), id="check-title", markup=False)
            with Horizontal():
                yield Static(t("File"), classes="check-label", markup=False)
                yield TextLine(id=FILE, placeholder=t("path of the session file"))
            with Horizontal():
                yield Static(t("Code on paper"), classes="check-label", markup=False)
                yield TextLine(id=CODE, placeholder=t("as printed on the minutes; empty checks the file alone"))
            yield Static("", id="check-verdict", markup=False)
            with VerticalScroll(id="check-found"):
                yield Static("", id="check-findings", markup=False)
            yield Static(t("Tab goes on · Enter checks · Esc closes"), id="check-hint", markup=False)

    def on_mount(self) -> None:
        """Begin in the path."""
        self._clear()
        self.query_one(f"#{FILE}", TextLine).focus()

    def _clear(self) -> None:
        self.query_one("#check-verdict").display = self.query_one("#check-found").display = False

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Another file or code has to be checked again."""
        event.stop()
        self._clear()

    def on_text_line_left(self, event: TextLine.Left) -> None:
        """Nothing is taken without Enter."""
        event.stop()

    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Go on from the file to the code, then check."""
        event.stop()
        path, code = (self.query_one(f"#{name}", TextLine).text.strip() for name in (FILE, CODE))
        if not path:
            self.query_one(f"#{FILE}").focus()
        elif event.control.id == FILE and not code:
            self.query_one(f"#{CODE}").focus()
        else:
            self._say([("○", "$foreground-muted", N_("One moment…"))])
            self.run_worker(self._check(typed_path(path), code), exclusive=True)

    async def _check(self, path: Path, code: str) -> None:
        from inspect_tui.services.exporting import is_sealed, verify_for
        from inspect_tui.services.identities import identity_of

        app = self.inspect
        try:
            if await app.gateway.long(lambda: is_sealed(path)):
                # The keys are made, or read, where the store is open already.
                await app.gateway.write(lambda store: identity_of(app.setup, store))
            found = await app.gateway.long(
                lambda: verify_for(app.setup.home, path, app.catalog, code=code or None, setup=lambda: app.setup)
            )
        except Exception as error:
            if not is_expected(error):
                raise
            if self.is_attached:
                self._say([(*_WRONG, "{words}")], words=describe(error, app.catalog))
            return
        if self.is_attached:
            self._say(verdict(found, with_code=bool(code)))
            self.query_one("#check-findings", Static).update(
                findings_text(found, app.catalog, self.query_one("#box").size.width - 1)
            )
            self.query_one("#check-found").display = True

    def _say(self, lines: list[tuple[str, str, str]], **values: object) -> None:
        t, shown = self.inspect.t, self.query_one("#check-verdict", Static)
        told = []
        for symbol, style, message in lines:
            told.append(Content.styled(f"{symbol} {t(message, **values)}", style))
        shown.update(Content("\n").join(told))
        shown.display = True
        self.query_one("#check-found").display = False
