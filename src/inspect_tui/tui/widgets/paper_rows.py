"""What can be done with a session as a whole, as rows of a list, and the sentence of its figures under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.readiness import describe
from inspect_tui.services.errors import describe as describe_error
from inspect_tui.services.errors import is_expected
from inspect_tui.tui.widgets.cells import fit, wrap

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.state import SessionState


MINUTES: Final = "minutes"
"""The key of the row of the minutes; those of an earlier revision have its number behind it."""


class Summary(Static):
    """The sentence of the figures as the minutes have it; what there is no room for is shown to be left out."""

    def __init__(self, *, id: str | None = None) -> None:
        """Make it empty."""
        super().__init__(id=id, markup=False)
        self._sentence = ""

    def show(self, sentence: str) -> None:
        """Show another sentence."""
        self._sentence = sentence
        self.refresh()

    def render(self) -> Content:
        """Return as many lines as there are."""
        width, height = self.content_size
        lines = wrap(self._sentence, max(10, width))
        if len(lines) > height > 0:
            lines = [*lines[: height - 1], fit(" ".join(lines[height - 1 :]), width)]
        return Content("\n".join(lines))


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One thing to do.

    Attributes:
        is_open: what it makes can be read by everybody, which is said in another colour too.
    """

    key: str
    title: str
    words: str
    is_open: bool = False
    selectable: bool = True


def draw_action(row: ActionRow, width: int) -> list[Content]:
    """Draw an action with what it means now."""
    return [
        Content.styled(fit(row.title, width), "bold"),
        Content.styled(fit("  " + row.words, width), "$text-warning" if row.is_open else "$text-muted"),
    ]


def action_rows(app: InspectApp, state: SessionState) -> list[ActionRow]:
    """Return what can be done with a session now."""
    t, folder = app.t, app.setup.home.papers
    first = _amend_row(app, state) if state.is_signed else _sign_row(app, state)
    minutes = ActionRow(MINUTES, t("Minutes (Word)"), t("to {folder}", folder=folder))
    send = ActionRow("sync", t("Send to headquarters, fetch receipts…"), _send_words(app))
    return [first, minutes, *_earlier_rows(app, state), _export_row(app), send]


def _earlier_rows(app: InspectApp, state: SessionState) -> list[ActionRow]:
    """Return the papers of revisions that were signed before the one at hand, the newest first."""
    now = state.content.session.revision
    return [
        ActionRow(
            f"{MINUTES}:{one.revision}",
            app.t("Minutes of revision {number} (Word)", number=one.revision),
            app.t("as signed by {name}. Verification code {code}", name=one.by, code=one.code),
        )
        for one in reversed(state.content.revisions)
        if one.revision < now
    ]


def _send_words(app: InspectApp) -> str:
    try:
        target = app.sender.target()
    except Exception as error:
        if not is_expected(error):
            raise
        return describe_error(error, app.catalog)
    return app.t("to {folder}", folder=target) if target else app.t("folder, SFTP or S3; nothing is set yet")


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
    if not names:
        words = t("⚠ everybody who gets the file can read it; to {folder}", folder=folder)
        return ActionRow("export", t("Session file, NOT sealed"), words, is_open=True)
    words = t("readable by {names} and this device alone; to {folder}", names=", ".join(names), folder=folder)
    return ActionRow("export", t("Session file, sealed"), words)
