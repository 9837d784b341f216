"""The form of a new session."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.records import FieldError, utc_text
from inspect_tui.services.sessions import create_session
from inspect_tui.tui.drafts import Place
from inspect_tui.tui.reading_dates import typed_date
from inspect_tui.tui.unsaved import FORM_WORDS, NEW_SESSION, form_values
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp

FIELDS: Final = tuple(FORM_WORDS.items())
DAYS: Final = ("held_on", "as_of")
DRAFT: Final = NEW_SESSION
"""What the store keeps the form under: there is no session yet that it could be a draft of."""


class SessionForm(Vertical):
    """Agency, days and title of a new session; what is typed is kept until the session is made."""

    DEFAULT_CSS = """
    SessionForm {
        height: auto; margin: 0 1 1 1; padding: 1 2; background: $surface;
        & Horizontal { height: 1; }
        & Static { width: 18; color: $text-muted; }
        & #new-heading, & #new-hint { width: 1fr; text-style: bold; color: $text-accent; }
        & #new-hint { color: $text-muted; text-style: none; margin-top: 1; }
    }
    """

    @dataclass
    class Made(Message):
        """Posted when the session has been made."""

        session: str

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        t = self.inspect.t
        yield Static(t("New session"), id="new-heading", markup=False)
        for name, label in FIELDS:
            with Horizontal():
                yield Static(t(label), markup=False)
                yield TextLine(id=f"new-{name}", placeholder=t("dd/mm/yyyy") if name in DAYS else "")
        yield Static(t("Enter goes on and makes the session at the end; Esc gives up."), id="new-hint", markup=False)

    def on_mount(self) -> None:
        """Keep what is typed."""
        self._drafts = self.inspect.keeper(_commit)
        for name, _ in FIELDS:
            self._field(name).keep = self._keep

    def _field(self, name: str) -> TextLine:
        return self.query_one(f"#new-{name}", TextLine)

    def _values(self) -> dict[str, str]:
        return {name: self._field(name).text for name, _ in FIELDS}

    def _keep(self, about: str, text: str) -> None:
        kept = {**self._values(), "at": utc_text(datetime.now(UTC))}
        self._drafts.edited(DRAFT, json.dumps(kept, ensure_ascii=False))
        self.inspect.saving.follow()

    async def begin(self) -> None:
        """Put back what was typed last time, or today's date, and begin in the first field."""
        kept = await self.inspect.gateway.read(lambda store: store.get_meta(DRAFT))
        values = {**dict.fromkeys(DAYS, screen_date(date.today())), **form_values(kept)}
        for name, _ in FIELDS:
            field = self._field(name)
            if not field.text:
                field.text = values.get(name, "")
        self._field("agency").focus()

    def give_up(self) -> None:
        """Forget what was typed."""
        for name, _ in FIELDS:
            self._field(name).text = ""
        self._drafts.drop(DRAFT)

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Kept already."""
        event.stop()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let a day that nobody has typed be typed over: today is seldom the day of the visit."""
        field = event.widget
        if isinstance(field, TextLine) and field.id in {f"new-{name}" for name in DAYS} and not field.edited_by_user:
            field.select_all()

    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Enter goes on; at the end of the form it makes the session."""
        event.stop()
        if event.control.id == f"new-{FIELDS[-1][0]}":
            await self._make()
        else:
            self.screen.focus_next()

    async def _make(self) -> None:
        app, values = self.inspect, self._values()
        days: dict[str, date] = {}
        for name, label in FIELDS:
            if name not in DAYS:
                continue
            day = None
            try:
                day = typed_date(values[name], date.today().year)
            except FieldError:
                app.tell(app.t("{text} is no date; write it as 16/7/2021", text=values[name]), warning=True)
            else:
                if day is None:
                    app.tell(app.t("{field}: write a day, such as 16/7/2021", field=app.t(label)), warning=True)
            if day is None:
                self._field(name).focus()
                return
            days[name] = day

        def work(store: Store) -> str:
            with store.transaction():
                made = create_session(store, agency=values["agency"], title=values["title"], **days)
                store.set_meta(DRAFT, "")
            return made

        try:
            session = await app.gateway.write(work)
        except Exception as error:
            app.tell_error(error)
            self._field("agency").focus()
            return
        self.give_up()
        self.post_message(self.Made(session))


def _commit(store: Store, texts: Mapping[Place, str]) -> None:
    for (_, name), text in texts.items():
        store.set_meta(name, text)
