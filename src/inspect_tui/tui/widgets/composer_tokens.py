"""Tokens in the composer's words: what is offered while one is typed, taking it, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual import events

from inspect_tui.domain.note_tokens import Token, begins, matching_names, open_token, side_of, still_named
from inspect_tui.tui.note_offers import SLICE, NoteOffers
from inspect_tui.tui.widgets.composer_parts import KIND_DRAFT
from inspect_tui.tui.widgets.composer_record import ComposerRecord
from inspect_tui.tui.widgets.offered_rows import Offer

_TYPES: Final = frozenset(("backspace", "ctrl+h", "delete"))
"""Keys beside the printable ones by which a token is typed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A token that was taken: the words right after it, and what the fields held before."""

    after: str
    place: tuple[int, int]
    speaker: str
    kind: str
    tied: str
    in_words: tuple[str, ...]
    has_own_tasks: bool
    person: str


class ComposerTokens(ComposerRecord):
    """A composer that understands `@`, `#` and `!` while the words are typed.

    Whatever is not taken is just words. A list is open only behind a sign that is being typed: never after a paste, nor
    where Esc has closed it, so that it is in nobody's way.
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty composer."""
        super().__init__(id=id)
        self._token: Token | None = None
        self._is_first = False
        self._dismissed: tuple[int, int] | None = None
        self._is_typed = False
        self._taken: list[Taken] = []
        self._people: list[str] = []
        self._offers_made: NoteOffers | None = None

    @property
    def known(self) -> NoteOffers:
        """Who and what may be meant."""
        if self._offers_made is None:
            self._offers_made = NoteOffers(self.inspect)
        return self._offers_made

    # Keys

    def offer_words_key(self, event: events.Key) -> bool:
        """Take a key that is the list's; every other one goes on to the words."""
        key = event.key
        if key == "ctrl+z":
            self._take_back()
            return False
        if key in ("up", "down") and self._token is None:
            return self.walk(-1 if key == "up" else 1)
        self._is_walking = False
        self._is_typed = event.is_printable or key in _TYPES
        return self._token is not None and self._run_key(self._token, event)

    def _run_key(self, token: Token, event: events.Key) -> bool:
        match event.key:
            case "escape":
                self._dismiss()
            case "up" | "down":
                self.offers.move(-1 if event.key == "up" else 1)
            case "tab" | "enter":
                offer = self.offers.at_cursor
                if offer is None and event.key == "tab" and self.offers.offers:
                    offer = self.offers.offers[0]
                if offer is None:
                    self.close_offers()
                    return False
                self.take(token, offer)
            case _:
                return self._ends_exactly(token, event)
        return True

    def _ends_exactly(self, token: Token, event: events.Key) -> bool:
        """Take what is named in full where a key ends it: a space behind a number or kind, a colon behind a name."""
        is_end = event.character == (":" if token.sign == "@" else " ")
        if not is_end or (token.sign == "@" and not self._is_first):
            return False
        offer = self.known.exact(token)
        if offer is not None:
            self.take(token, offer)
        return offer is not None

    def _dismiss(self) -> None:
        if self._token is not None:
            self._dismissed = (self.words.cursor_location[0], self._token.start)
        self.close_offers()

    def close_offers(self) -> None:
        """Offer nothing; the words stay as they are."""
        if self._token is not None:
            self._token = None
            self.offers.show((), -1)

    # What is typed

    def follow_words(self) -> None:
        """Offer what the token at the cursor may mean; asked right after each change of the words, in its own step."""
        is_typed, self._is_typed = self._is_typed, False
        words = self.words
        if self.tied_in_words:
            self._untie(words.text)
        row, column = words.cursor_location
        before = words.document[row][:column]
        token = open_token(before) if words.selection.is_empty else None
        if token is None:
            self._dismissed = None
            self.close_offers()
            return
        place = (row, token.start)
        if not is_typed and place != self._dismissed and self._token is None:
            # Pasted, or brought back by undo: words.
            self._dismissed = place
        if place == self._dismissed or self._is_done(token):
            self.close_offers()
            return
        self._is_first = row == 0 and begins(before[: token.start])
        if token.sign == "@" and self._is_first and self._takes_name(token):
            return
        self._token = token
        if token.sign == "#":
            self._prepare()
        self.show_offers()

    def show_offers(self) -> None:
        """Show what the open token may mean now; where that is nothing it is just words."""
        token = self._token
        if token is None:
            return
        offers = self.known.of(token, first=self._is_first, speaker=self.speaker.text)
        chosen = bool(token.typed)
        if token.sign == "@":
            # Among words "@" is more often something else: there nobody is added unless chosen by hand.
            chosen = self._is_first or (chosen and bool(offers) and not offers[0].is_new)
        self.offers.show(offers, 0 if offers and chosen else -1)
        if not offers and not (token.sign == "#" and not self.known.tasks().is_whole):
            self._token = None

    def _is_done(self, token: Token) -> bool:
        """Tell whether a task is named in full and words follow: it was taken, or given up."""
        label, space, _ = token.typed.partition(" ")
        return token.sign == "#" and bool(space) and self.known.tasks().exact(label) is not None

    def _takes_name(self, token: Token) -> bool:
        """Take a name that is typed in full where the next word belongs to no name any more."""
        head, space, rest = token.typed.rpartition(" ")
        if not space or not rest or matching_names(token.typed, self.known.names()):
            return False
        exact = self.known.exact(Token("@", token.start, head))
        if exact is None:
            return False
        self.take(token, exact, rest=rest)
        return True

    def _prepare(self) -> None:
        """Fold some more tasks, and the rest between keys."""
        tasks = self.known.tasks()
        if not tasks.is_whole:
            tasks.prepare(SLICE)
            self.set_timer(0.01, self._prepare_more)

    def _prepare_more(self) -> None:
        tasks = self.known.tasks()
        if self._token is None or self._token.sign != "#" or tasks.is_whole:
            return
        tasks.prepare(SLICE)
        if tasks.is_whole or len(self.offers.offers) < 2:
            self.show_offers()
        if not tasks.is_whole:
            self.set_timer(0.01, self._prepare_more)

    # Taking

    def take(self, token: Token, offer: Offer, *, rest: str = "") -> None:
        """Take what is offered: at the beginning or end it leaves the words, a task within them stays and ties too.

        Args:
            token: the token at the cursor.
            offer: what it means.
            rest: what was typed behind the name, which stays.
        """
        words, row = self.words, self.words.cursor_location[0]
        before = (self.speaker.text, self.kind.value, self.tied.text, tuple(self.tied_in_words), self._has_own_tasks)
        person = ""
        self.close_offers()
        stays = ""
        match offer.sign:
            case "@":
                self.speaker.text = offer.key
                self.inspect.edited(self.speaker.about, offer.key)
                person = self._add_person(offer.key) if offer.is_new else ""
            case "!":
                self.kind.value = offer.key
                if self.editing is None:
                    self.inspect.edited(KIND_DRAFT, offer.key)
            case _:
                label = self.state.labels[offer.key]
                self._tie(label)
                if not self._is_first:
                    stays = f"#{label} "
                    self.tied_in_words.append(label)
        words.history.checkpoint()
        end = (row, token.start + 1 + len(token.typed) - len(rest))
        words.replace_typed(stays, (row, token.start), end)
        if rest:
            words.move_cursor((row, token.start + len(rest)))
        self._taken.append(Taken(words.text, (row, token.start), *before, person))

    def _tie(self, label: str) -> None:
        """Name a task for this note: the first one takes the place of those of the note before, the next ones join."""
        names = [part.strip() for part in self.tied.text.split(",") if part.strip()] if self._has_own_tasks else []
        self._has_own_tasks = True
        if label not in names:
            names.append(label)
        self._set_tied(", ".join(names))

    def _untie(self, text: str) -> None:
        """Untie the tasks that no longer stand among the words."""
        kept = still_named(text, self.tied_in_words)
        gone = [label for label in self.tied_in_words if label not in kept]
        if gone:
            self.tied_in_words = kept
            names = [part.strip() for part in self.tied.text.split(",")]
            self._set_tied(", ".join(name for name in names if name and name not in gone))

    def _set_tied(self, text: str) -> None:
        if text != self.tied.text:
            self.tied.text = text
            self.inspect.edited(self.tied.about, text)
            self.post_message(self.TasksChanged(self))

    def _take_back(self) -> None:
        """Put the fields back as they were before the token that undo is about to bring back as words."""
        if not self._taken or self._taken[-1].after != self.words.text:
            return
        taken = self._taken.pop()
        self._dismissed = taken.place
        self.close_offers()
        if taken.speaker != self.speaker.text:
            self.speaker.text = taken.speaker
            self.inspect.edited(self.speaker.about, taken.speaker)
        if taken.kind != self.kind.value:
            self.kind.value = taken.kind
            if self.editing is None:
                self.inspect.edited(KIND_DRAFT, taken.kind)
        self.tied_in_words, self._has_own_tasks = list(taken.in_words), taken.has_own_tasks
        self._set_tied(taken.tied)
        if taken.person:
            self._drop_person(taken.person)

    def restore(self) -> None:
        """Put back what was typed, and let those join who were named before it was known who is listed."""
        super().restore()
        self.add_people()

    def _begin_tokens(self) -> None:
        super()._begin_tokens()
        self._taken.clear()
        self._dismissed = None
        self.close_offers()

    # Somebody new

    def _add_person(self, name: str) -> str:
        """Let somebody who is not known join those present, once that can be told; return the name."""
        self._people.append(name)
        self.add_people()
        return name

    def _drop_person(self, name: str) -> None:
        if name in self._people:
            self._people.remove(name)
            return
        person = next((p for p in self.state.content.participants if p.name == name), None)
        if person is not None:
            self.run_worker(self.inspect.save("participant", person.id, {}, delete=True))

    def add_people(self) -> None:
        """Save who has been named and is on no list; before the session is read whole there is no telling."""
        if not self.state.is_whole or self.state.is_signed:
            return
        names, self._people = self._people, []
        listed = {p.name for p in self.state.content.participants}
        for name in names:
            if name not in listed:
                side = side_of(name, self.state.content.session.agency)
                values = {"name": name, "side": side, "present": True}
                self.run_worker(self.inspect.save("participant", None, values))
