"""The head of the session: agency, days, place, times, chair and secretary; each field saved when it is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from inspect_tui.domain.clock_words import moment_at, read_clock
from inspect_tui.domain.records import Session
from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.locale import N_
from inspect_tui.services.meeting import DAYS, TIMES, correct_head
from inspect_tui.tui.drafts import field_draft
from inspect_tui.tui.head_words import FIELDS, change_words, head_doubts, stands
from inspect_tui.tui.matching import best_match
from inspect_tui.tui.patience import patient
from inspect_tui.tui.record_changes import change_records
from inspect_tui.tui.textual_compat import FormRow
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.head_line import HeadLine, OfferLine
from inspect_tui.tui.widgets.number_line import NumberLine
from inspect_tui.tui.widgets.record_form import NotYet, RecordForm
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.services.live import Saved
    from inspect_tui.store.store import Store

PEOPLE: Final = ("chair", "secretary")
"""Fields for which names of those who are there are offered."""


class HeadForm(RecordForm):
    """Shows the head of the open session and saves it field by field."""

    KIND = "session"
    NAMES = tuple(name for name, _ in FIELDS)
    PREFIX = "head-"

    DEFAULT_CSS = """
    HeadForm {
        padding: 0 2 0 2;
        scrollbar-size-vertical: 1;
        & #head-note { height: auto; margin: 0 0 1 0; color: $text-muted; }
        & #head-note.-warning { color: $text-warning; }
        & .row { height: auto; }
        & .row Static { width: 19; color: $text-muted; }
        & .row TextLine, & .row TextEditor, & .row ChoiceLine { width: 1fr; }
        & #row-owners { display: none; }
        & #row-owners Static { color: $text-accent; }
        & .offer { display: none; height: 1; padding: 0 0 0 19; color: $text-accent; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty form."""
        super().__init__(id=id)
        self._refused: dict[str, str] = {}
        self._is_closing = False

    def compose(self) -> ComposeResult:
        """Lay out the fields, those of one step together."""
        t = self.inspect.t
        yield Static("", id="head-note", markup=False)
        for name, label in FIELDS:
            hint = t("dd/mm/yyyy") if name in DAYS else t("8:30") if name in TIMES else ""
            with FormRow(classes="row"):
                yield Static(t(label), markup=False)
                if name == "remark":
                    yield TextEditor(id=f"head-{name}", submit_on_enter=True, min_height=2, max_height=6)
                else:
                    kind = OfferLine if name in PEOPLE else NumberLine if name in (*DAYS, *TIMES) else HeadLine
                    yield kind(id=f"head-{name}", placeholder=hint)
            if name == "agency":
                with FormRow(classes="row", id="row-owners"):
                    yield Static("", id="owners-label", markup=False)
                    yield ChoiceLine(
                        [("yes", t("give them to the new name")), ("no", t("leave them as they are"))], "yes",
                        id="head-owners",
                    )  # fmt: skip
            elif name in PEOPLE:
                yield Static("", id=f"offer-{name}", classes="offer", markup=False)

    @property
    def session(self) -> Session:
        """The head as it stands."""
        state = self.inspect.state
        assert state is not None
        return state.content.session

    @property
    def owners(self) -> ChoiceLine:
        """The question whether requests go to the agency's new name."""
        return self.query_one("#head-owners", ChoiceLine)

    def show(self, *, keep_fields: bool = False) -> None:
        """Show the session; ``keep_fields`` leaves a field alone that is being typed in."""
        state = self.inspect.state
        if state is None:
            return
        self.record_id = state.id
        for name in self.NAMES:
            self.field(name).disabled = state.is_signed
        for name in PEOPLE:
            self.query_one(f"#head-{name}", OfferLine).offer = self._name_for
        self.owners.offer_key = self._owners_key
        self.show_fields(state.id, same=keep_fields)
        self.follow_agency()
        self.show_note()

    def show_note(self) -> None:
        """Say what is in the way: a locked session, words that are no day or time, an end before the start."""
        state, t = self.inspect.state, self.inspect.t
        if state is None:
            return
        note, told = self.query_one("#head-note", Static), head_doubts(self.inspect, self._at_hand())
        if state.is_signed:
            told = [t("The session is signed and locked: amend it (F6) to correct anything here.")]
        note.set_class(bool(told), "-warning")
        note.set_class(not told, "-calm")
        calm = t("What is corrected here stands at once on every screen, in papers and in the session file.")
        note.update("\n".join(f"⚠ {line}" for line in told) or calm)

    def _at_hand(self) -> str:
        return next((name for name in self.NAMES if self.field(name).has_focus), "")

    def stored(self, name: str) -> str:
        """Return what the session has in a field."""
        return stands(self.session, name)

    def begin(self, name: str = "agency") -> None:
        """Put the focus into a field."""
        if self.session.state != "signed":
            self.field(name).focus()

    # What words mean

    def value_of(self, name: str, text: str, draft: str) -> object:
        """Return the value that a field's text means."""
        if name in DAYS:
            day = self.date_of(text, draft)
            if day is None:
                self._tell(draft, text, N_("{field}: write a day, such as 16/7/2021"))
            return day
        if name in TIMES:
            return self._moment(name, text, draft)
        if name == "agency" and not text.strip():
            self._tell(draft, text, N_("{field}: the inspected agency's name is needed"))
        return text

    def _moment(self, name: str, text: str, draft: str) -> str | None:
        if not text.strip():
            return None
        clock, head = read_clock(text), self.session
        if clock is None or head.held_on is None:
            self._tell(draft, text, N_("{field}: {text} is no time; write it as 8:30"))
            return None
        return moment_at(name, head.held_on, clock, head.zone)

    def _tell(self, draft: str, text: str, words: str) -> None:
        """Say once for the same words why they are no value, and leave them a draft."""
        if self._refused.get(draft) != text:
            self._refused[draft] = text
            label = self.inspect.t(dict(FIELDS)[draft.rpartition(":")[2]])
            self.inspect.tell(self.inspect.t(words, field=label, text=text), warning=True)
        raise NotYet(text)

    # Saving

    async def save_open_fields(self) -> None:
        """Save whatever is typed and not yet saved; a question that is open is answered as it stands."""
        self._is_closing = True
        try:
            await super().save_open_fields()
        finally:
            self._is_closing = False

    async def _save(self, draft: str, *, go_on: bool = False) -> None:
        """Save a field by the name of its draft; the agency once the question under it is answered."""
        text, name = self.inspect.drafts.get(draft), draft.rpartition(":")[2]
        if name == "agency" and self.owners_wanted() and not self._is_closing:
            if go_on:
                self.owners.focus()
            if go_on or self.owners.has_focus:
                return
        values: dict[str, object] = {}
        if text is not None:
            try:
                values = {name: self.value_of(name, text, draft)}
            except NotYet:
                self.show_note()
                return
        if go_on:
            self.screen.focus_next()
        if text is not None:
            await self._commit(name, values, {draft: text})
        self.show_note()

    async def _commit(self, name: str, values: dict[str, object], drafts: dict[str, str]) -> None:
        head, app = self.session, self.inspect
        if name not in ("agency", *DAYS):
            await app.save("session", head.id, values, drafts=drafts)
            return
        wanted = self.owners_wanted() if name == "agency" and self.owners.value == "yes" else ()

        def work(store: Store, dropped: Sequence[str]) -> Sequence[Saved]:
            return correct_head(store, head.id, values, requests=wanted, drop_drafts=dropped)

        # With another cut-off date each task stands elsewhere: all of them are judged again, beside the keys.
        if await change_records(app, work, drafts=drafts, anew=name == "as_of") is not None:
            told = change_words(name, head, self.session, len(wanted), self.inspect.catalog)
            if told:
                app.tell(told, seconds=8, alone=True)

    # The agency, and who the requests go to

    def owners_wanted(self) -> tuple[str, ...]:
        """Return the requests that bear the agency's old name, while another one is being typed; none otherwise."""
        state = self.inspect.state
        if state is None or state.is_signed:
            return ()
        typed = self.inspect.drafts.standing(field_draft("session", state.id, "agency"))
        old = state.content.session.agency
        if typed is None or not one_line(typed) or one_line(typed) == old:
            return ()
        return tuple(one.id for one in state.content.conclusions if fold(one.owner) == fold(old) and old)

    def follow_agency(self) -> None:
        """Ask under the agency who its requests go to, as long as another name is being typed."""
        wanted = self.owners_wanted()
        row = self.query_one("#row-owners")
        if bool(wanted) != row.display:
            row.display = bool(wanted)
            self.owners.value = "yes"
        if wanted:
            words = self.inspect.catalog.n("{count} request of it", "{count} requests of it", len(wanted))
            self.query_one("#owners-label", Static).update(words)

    async def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """A choice is part of the agency's step and saved with it."""
        event.stop()
        event.prevent_default()

    def _owners_key(self, event: events.Key) -> bool:
        if event.key != "enter" or self.owners.is_open:
            return False
        self.screen.focus_next()
        return True

    @patient
    async def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Save the agency once its question is left."""
        if event.widget is self.owners and not self.field("agency").has_focus:
            await self._save(field_draft("session", self.session.id, "agency"))

    # Names of those who are there

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Follow what is being typed: another agency, or a name that may be meant."""
        event.stop()
        name = event.about.rpartition(":")[2]
        if name == "agency":
            self.follow_agency()
        elif name in PEOPLE:
            self._show_offer(name)

    async def on_text_line_left(self, event: TextLine.Left) -> None:
        """A name is offered only where it is being typed."""
        for name in PEOPLE:
            self.query_one(f"#offer-{name}").display = False

    def _show_offer(self, name: str) -> None:
        line, offered = self.query_one(f"#offer-{name}", Static), self.query_one(f"#head-{name}", OfferLine).offered
        line.display = bool(offered)
        if offered:
            line.update(self.inspect.t("→ takes {name}", name=offered))

    def _name_for(self, typed: str) -> str:
        """Return the name of somebody who is there that the typed letters may mean, those of the group first."""
        state = self.inspect.state
        people = state.content.participants if state is not None else ()
        first = sorted(people, key=lambda one: ("group", "department", "agency").index(one.side or "agency"))
        return best_match(typed, [one.name for one in first]) or ""
