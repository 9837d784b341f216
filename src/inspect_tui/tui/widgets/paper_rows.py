"""What can be done with a session as a whole, as rows of a list, and the sentence of its figures under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.readiness import describe
from inspect_tui.services.errors import describe as describe_error
from inspect_tui.services.errors import is_expected
from inspect_tui.tui.widgets.cells import cell_len, clipped, fit

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.state import SessionState


MOST_WORDS: Final = 3
"""Lines of what an action means now."""
PAPER: Final = "paper:"
"""Begins the key of a paper's row; its kind follows, and the number of an earlier revision."""
HEADS: Final = "heads"
"""The key of the row of what stands at head and foot of all papers."""


class Summary(VerticalScroll, can_focus=False):
    """The sentence of the figures as the minutes have it, whole; where it is longer than its room, Tab goes into it."""

    DEFAULT_CSS = """
    Summary {
        scrollbar-size-vertical: 1;
        & #sentence { color: $text-muted; }
        & #summary-head { color: $text-muted; text-style: bold; }
        &:focus #summary-head { color: $text-accent; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out heading and sentence."""
        yield Static("", id="summary-head", markup=False)
        yield Static("", id="sentence", markup=False)

    def show(self, sentence: str) -> None:
        """Show another sentence."""
        self.query_one("#sentence", Static).update(sentence)
        self.call_after_refresh(self.say_more)

    def on_resize(self) -> None:
        """Say for the new size whether there is more than can be seen."""
        self.call_after_refresh(self.say_more)

    def say_more(self) -> None:
        """Say how the rest is read where there is one; only then the focus can come here."""
        t = cast("InspectApp", self.app).t
        self.can_focus = self.max_scroll_y > 0
        head = t("The sentence of the figures")
        if self.can_focus:
            head += " · " + t("Tab ↓ reads on")
        self.query_one("#summary-head", Static).update(head)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One thing to do.

    Attributes:
        words: what it means now.
        place: where it writes to, in a line of its own.
        is_open: what it makes can be read by everybody, which is said in another colour too.
    """

    key: str
    title: str
    words: str
    place: str = ""
    is_open: bool = False
    selectable: bool = True


def draw_action(row: ActionRow, width: int) -> list[Content]:
    """Draw an action with what it means now."""
    style = "$text-warning" if row.is_open else "$text-muted"
    words = [Content.styled("  " + line, style) for line in _word_lines(row, width - 2)]
    return [Content.styled(fit(row.title, width), "bold"), *words]


def _word_lines(row: ActionRow, width: int) -> list[str]:
    lines = clipped(row.words, width, MOST_WORDS) if row.words else []
    if row.place:
        # A folder is told by its end, and by where it begins.
        gone = max(0, cell_len(row.place) - width)
        start = len(row.place) // 3
        lines.append(row.place if not gone else row.place[:start] + "…" + row.place[start + gone + 1 :])
    return lines


def action_height(row: ActionRow, width: int) -> int:
    """Return the lines of an action."""
    return 1 + len(_word_lines(row, width - 2))


def action_rows(app: InspectApp, state: SessionState) -> list[ActionRow]:
    """Return what can be done with a session now."""
    t = app.t
    first = _amend_row(app, state) if state.is_signed else _sign_row(app, state)
    heads = ActionRow(HEADS, t("Heads, symbols, signers, recipients…"), "")
    send = ActionRow("sync", t("Send to headquarters, fetch receipts…"), *_send_words(app))
    return [first, *_paper_rows(app, state), *_earlier_rows(app, state), heads, _export_row(app), send]


def _paper_rows(app: InspectApp, state: SessionState) -> list[ActionRow]:
    """Return a line for each paper, with what became of it."""
    from inspect_tui.tui.widgets.paper_text import TITLES

    rows = []
    for kind, title in TITLES.items():
        words = app.t(title)
        told = issued_words(app, state, kind)
        rows.append(ActionRow(f"{PAPER}{kind}", f"{words}  ·  {told}" if told else words, ""))
    return rows


def issued_words(app: InspectApp, state: SessionState, kind: str) -> str:
    """Return number, day and scan of the paper of a kind in few words; empty where nothing is known."""
    from inspect_tui.services.paper_settings import issued

    paper = issued(state.content, kind, state.content.session.revision)
    day = screen_date(paper.issued_on) if paper.issued_on is not None else ""
    scan = app.t("signed scan kept") if paper.sha256 else ""
    return ", ".join(part for part in (paper.number, day, scan) if part)


def _earlier_rows(app: InspectApp, state: SessionState) -> list[ActionRow]:
    """Return the papers of revisions that were signed before the one at hand, the newest first."""
    now = state.content.session.revision
    return [
        ActionRow(
            f"{PAPER}minutes:{one.revision}",
            app.t("Minutes of revision {number}", number=one.revision),
            app.t("as signed by {name}. Verification code {code}", name=one.by, code=one.code),
        )
        for one in reversed(state.content.revisions)
        if one.revision < now
    ]


def _send_words(app: InspectApp) -> tuple[str, str]:
    """Return what is to be said of sending, and where it goes."""
    try:
        target = app.sender.target()
    except Exception as error:
        if not is_expected(error):
            raise
        return describe_error(error, app.catalog), ""
    return (
        ("", app.t("to {folder}", folder=target)) if target else (app.t("folder, SFTP or S3; nothing is set yet"), "")
    )


def _amend_row(app: InspectApp, state: SessionState) -> ActionRow:
    t, signed = app.t, state.content.session.signed
    words = t("Signed by {name}. Verification code {code}", name=signed.get("by", ""), code=signed.get("code", ""))
    return ActionRow("amend", t("Amend: open a numbered revision"), words)


def _sign_row(app: InspectApp, state: SessionState) -> ActionRow:
    t, missing = app.t, state.missing()
    ready = t("Everything is there.")
    if missing:
        ready = app.catalog.n("{count} thing is missing", "{count} things are missing", len(missing))
        ready += ": " + "; ".join(describe(m, app.catalog) for m in missing[:3])
    return ActionRow("sign", t("Sign and lock"), ready)


def readers(app: InspectApp) -> tuple[str, ...]:
    """Return the names of those who can open the session files of this home beside itself; none leaves them plain.

    Raises:
        Exception: an expected one, the list cannot be read: then nothing is exported.
    """
    from inspect_tui.services.trust import recipients

    return tuple(one.name for one in recipients(app.setup.home))


def _export_row(app: InspectApp) -> ActionRow:
    t, folder = app.t, app.setup.home.papers
    try:
        names = readers(app)
    except Exception as error:
        if not is_expected(error):
            raise
        return ActionRow("export", t("Session file"), describe_error(error, app.catalog), is_open=True)
    place = t("to {folder}", folder=folder)
    if not names:
        words = t("⚠ everybody who gets the file can read it")
        return ActionRow("export", t("Session file, NOT sealed"), words, place, is_open=True)
    words = t("readable by {names} and this device alone", names=", ".join(names))
    return ActionRow("export", t("Session file, sealed"), words, place)
