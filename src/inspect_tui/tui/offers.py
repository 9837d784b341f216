"""What the conclusions' screen offers: conclusions drawn from what was found and said (F8), and set phrases (F9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inspect_tui.domain.dates import local_clock, screen_date
from inspect_tui.domain.records import LABELS
from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command
from inspect_tui.tui.patience import patient
from inspect_tui.tui.widgets.proposal_list import OfferRow, ProposalList

if TYPE_CHECKING:
    from inspect_tui.domain.drafting import Proposal
    from inspect_tui.services.phrases import Phrase
    from inspect_tui.store.store import Store
    from inspect_tui.tui.screens.frame import FootKeys, SessionScreen
    from inspect_tui.tui.widgets.conclusion_form import ConclusionForm
    from inspect_tui.tui.widgets.conclusion_rows import ConclusionRow
    from inspect_tui.tui.widgets.row_list import RowList

    _MixedInScreen = SessionScreen
else:
    _MixedInScreen = object

OFFER_COMMANDS: Final = (
    Command("draft", "f8", "F8", N_("draft"), N_("Draw conclusions from marked notes and late tasks"), "draft", 1),
    Command("phrases", "f9", "F9", N_("phrases"), N_("Set phrases"), "phrases", 3),
    Command("keep-phrase", "ctrl+t", "", N_("keep"), N_("Keep these words as a set phrase"), "keep_phrase", 9),
    Command("read-aloud", "ctrl+r", "^R", N_("read aloud"), N_("Read the minutes aloud"), "app.show('reading')", 4),
)  # fmt: skip
_PHRASES: Final = "phrases"
OFFER_KEYS: Final[FootKeys] = {
    "proposals": (("Enter", N_("write what is marked")), ("Space", N_("mark")), ("Esc", N_("close"))),
    _PHRASES: (("Enter", N_("take")), ("Del", N_("drop")), ("Esc", N_("close"))),
}
"""The foot line while what is offered has the focus."""


class Offers(_MixedInScreen):
    """The part of the conclusions' screen that offers."""

    _offered: list[Proposal]
    _phrases: list[Phrase]

    if TYPE_CHECKING:

        @property
        def listing(self) -> RowList[ConclusionRow]:
            """The list of conclusions."""

        @property
        def form(self) -> ConclusionForm:
            """The conclusion at hand."""

        def show_record(self, record_id: str, field: str = "text") -> None:
            """Go to a conclusion's fields."""

    async def _offer(self, about: str, rows: list[OfferRow], *, empty: str, several: bool) -> None:
        await self.close_offers()
        made = ProposalList(several=several, id="proposals" if several else _PHRASES)
        await self.mount(made, after=self.form)
        self.add_class("-offering")
        made.show(about, rows, empty=empty)

    async def close_offers(self) -> None:
        """Show the conclusion at hand again."""
        self.remove_class("-offering")
        await self.query(ProposalList).remove()

    async def on_proposal_list_closed(self, event: ProposalList.Closed) -> None:
        """Go back to the list."""
        event.stop()
        await self.close_offers()
        self.listing.focus()

    @patient
    async def on_proposal_list_taken(self, event: ProposalList.Taken) -> None:
        """Write what was chosen."""
        event.stop()
        if event.control.id == _PHRASES:
            await self._take_phrase(self._phrases[int(event.keys[0])])
        else:
            await self._take([self._offered[int(key)] for key in event.keys])

    # Proposals

    async def action_draft(self) -> None:
        """Offer what can be concluded from marked notes and late tasks."""
        from inspect_tui.domain.drafting import proposals

        state, t = self.state, self.t
        if not state.is_whole:
            return
        await self.form.save_open_fields()
        self._offered = proposals(
            state.content, state.view.standing_of, state.view.figures, state.labels, self.inspect.catalog
        )
        rows = [OfferRow(str(place), one.text, t(LABELS[one.kind]).upper(), self._origin(one))
                for place, one in enumerate(self._offered)]  # fmt: skip
        about = t("Space marks, Enter takes all that are marked ✓, Esc closes.")
        empty = t("Nothing more to draw: all late tasks and marked notes (★, Ctrl+T in the notes) are concluded from.")
        await self._offer(about if rows else "", rows, empty=empty, several=True)

    def _origin(self, one: Proposal) -> str:
        state = self.state
        tasks = [f"←{state.labels[task]}" for task in one.tasks[:6]] + (["…"] if len(one.tasks) > 6 else [])
        notes = [state.note(note) for note in one.notes]
        zone = state.content.session.zone
        return " ".join([*tasks, *(f"← {local_clock(note.at, zone)} {note.speaker}" for note in notes if note)])

    async def _take(self, chosen: list[Proposal]) -> None:
        session = self.state.id

        def write(store: Store) -> tuple[str, ...]:
            from inspect_tui.services.recording import make_together

            return make_together(store, session, "conclusion", [
                {"kind": one.kind, "text": one.text, "owner": one.owner, "deadline": one.deadline,
                 "tasks": list(one.tasks), "notes": list(one.notes)}
                for one in chosen
            ])  # fmt: skip

        await self.close_offers()
        made = await self.inspect.change(write) if chosen else ()
        self.listing.focus()
        if made:
            self.listing.highlight(made[0])
            words = self.inspect.catalog.n("{count} conclusion made.", "{count} conclusions made.", len(made))
            self.inspect.tell(words + " " + self.t("Ctrl+Z takes it back."))

    # Phrases

    async def action_phrases(self) -> None:
        """Offer set phrases, those first that are meant for the kind of conclusion at hand."""
        from inspect_tui.services.phrases import own_phrases, phrases

        await self.form.save_open_fields()
        here = self.state.conclusion(self.listing.cursor_key or "")
        kind = here.kind if here is not None else "request"
        found = phrases(await self.inspect.gateway.read(own_phrases), self.inspect.catalog)
        self._phrases = sorted(found, key=lambda one: one.kind != kind)
        own = self.t("kept here; Delete drops it")
        rows = [OfferRow(str(place), self._filled(one), self.t(LABELS[one.kind]).upper(), own if one.is_own else "")
                for place, one in enumerate(self._phrases)]  # fmt: skip
        about = self.t("Enter takes a phrase, Esc closes. Ctrl+T in the list keeps the words at hand as one.")
        await self._offer(about, rows, empty="", several=False)

    def _filled(self, phrase: Phrase) -> str:
        from inspect_tui.services.phrases import filled_in

        state = self.state
        here = state.conclusion(self.listing.cursor_key or "")
        values = {"unit": state.content.session.agency}
        if here is not None:
            values = {
                "unit": here.owner or state.content.session.agency,
                "deadline": screen_date(here.deadline),
                "tasks": ", ".join(state.labels[task] for task in here.tasks if task in state.labels),
            }
        return filled_in(phrase.text, values)

    async def _take_phrase(self, phrase: Phrase) -> None:
        """Put a phrase into an empty conclusion of its kind at hand, else make one of it."""
        text = self._filled(phrase)
        here = self.state.conclusion(self.listing.cursor_key or "")
        await self.close_offers()
        if here is not None and here.kind == phrase.kind and not here.text:
            saved = await self.inspect.save("conclusion", here.id, {"text": text})
        else:
            owner = self.state.content.session.agency if phrase.kind == "request" else ""
            saved = await self.inspect.save("conclusion", None, {"kind": phrase.kind, "text": text, "owner": owner})
        if saved is not None:
            self.show_record(saved.id)

    async def on_proposal_list_dropped(self, event: ProposalList.Dropped) -> None:
        """Keep a phrase no longer that somebody here had kept."""
        event.stop()
        if event.control.id != _PHRASES or not (phrase := self._phrases[int(event.key)]).is_own:
            return
        from inspect_tui.services.phrases import drop_phrase

        await self.inspect.gateway.write(lambda store: drop_phrase(store, phrase.text))
        await self.action_phrases()

    @patient
    async def action_keep_phrase(self) -> None:
        """Keep the words of the conclusion at hand as a set phrase."""
        here = self.state.conclusion(self.listing.cursor_key or "")
        if here is None or not here.text or not self.listing.has_focus:
            return
        from inspect_tui.services.phrases import keep_phrase

        kept = await self.inspect.gateway.write(lambda store: keep_phrase(store, here.kind, here.text))
        self.inspect.tell(self.t("Kept as a set phrase (F9).") if kept else self.t("It is a set phrase already (F9)."))
