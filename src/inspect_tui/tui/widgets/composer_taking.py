"""Taking a token out of the composer's words, and taking that back."""

from __future__ import annotations

from typing import NamedTuple

from inspect_tui.domain.note_matching import side_of
from inspect_tui.domain.note_tokens import Token, still_named
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.tui.note_offers import NoteOffers, meant_speaker
from inspect_tui.tui.widgets.composer_parts import KIND_DRAFT
from inspect_tui.tui.widgets.composer_record import ComposerRecord
from inspect_tui.tui.widgets.offered_rows import Offer


class About(NamedTuple):
    """What the fields about the words hold."""

    speaker: str
    kind: str
    tied: str
    in_words: tuple[str, ...]
    has_own_tasks: bool


class Taken(NamedTuple):
    """A token that was taken: the change of the words, what the fields held before and after, who joined by it."""

    change: object
    place: tuple[int, int]
    before: About
    after: About
    person: str


class ComposerTaking(ComposerRecord):
    """A composer whose fields hold what was taken out of the words."""

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty composer."""
        super().__init__(id=id)
        self._token: Token | None = None
        self._is_first = False
        self._dismissed: tuple[int, int] | None = None
        self._taken: list[Taken] = []
        self._people: list[str] = []
        self._unwanted: set[str] = set()
        self._offers_made: NoteOffers | None = None

    @property
    def known(self) -> NoteOffers:
        """Who and what may be meant."""
        if self._offers_made is None:
            self._offers_made = NoteOffers(self.inspect)
        return self._offers_made

    def show_large(self, large: bool) -> None:
        """Give the words the room of the feed, or no longer; what is offered would stand elsewhere."""
        self.close_offers()
        super().show_large(large)

    def close_offers(self) -> None:
        """Offer nothing; the words stay as they are."""
        if self._token is not None:
            self._token = None
            self.offers.show((), -1)

    def take(self, token: Token, offer: Offer, *, rest: str = "", space: str = " ") -> None:
        """Take what is offered: at the beginning or end it leaves the words, a task within them stays and ties too.

        Args:
            token: the token at the cursor.
            offer: what it means.
            rest: what was typed behind the name, which stays.
            space: stands behind a task that stays among the words.
        """
        if offer.sign == "#" and offer.key and offer.key not in self.state.tasks:
            # It was deleted while it was offered.
            self.close_offers()
            return
        words, row = self.words, self.words.cursor_location[0]
        before = self._about()
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
            case _ if not offer.key:
                self._has_own_tasks = True
                self.tied_in_words = []
                self._set_tied("")
            case _:
                label = self.state.labels[offer.key]
                self._tie(label)
                if not self._is_first:
                    stays = f"#{label}{space}"
                    self.tied_in_words.append(label)
        words.history.checkpoint()
        end = (row, token.start + 1 + len(token.typed) - len(rest))
        words.replace_typed(stays, (row, token.start), end)
        if rest:
            words.move_cursor((row, token.start + len(rest)))
        words.history.checkpoint()
        self._taken.append(Taken(words.next_undone(), (row, token.start), before, self._about(), person))

    def _has_just_left(self) -> bool:
        """Tell whether the last change was that of a token which has left the words."""
        words = self.words
        if not self._taken or self._taken[-1].change is not words.next_undone():
            return False
        return self._taken[-1].place == words.cursor_location

    def _about(self) -> About:
        in_words = tuple(self.tied_in_words)
        return About(self.speaker.text, self.kind.value, self.tied.text, in_words, self._has_own_tasks)

    def _set_about(self, about: About) -> None:
        """Let the fields hold what they held, also on the disk."""
        if about.speaker != self.speaker.text:
            self.speaker.text = about.speaker
            self.inspect.edited(self.speaker.about, about.speaker)
        if about.kind != self.kind.value:
            self.kind.value = about.kind
            if self.editing is None:
                self.inspect.edited(KIND_DRAFT, about.kind)
        self.tied_in_words, self._has_own_tasks = list(about.in_words), about.has_own_tasks
        self._set_tied(about.tied)

    def discuss(self, labels: str) -> None:
        """Name the tasks of the next note, or of the one that is being changed.

        Args:
            labels: their names, with commas between them.
        """
        self._has_own_tasks = True
        self._set_tied(labels)

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

    def _follow_undo(self, change: object, *, again: bool) -> None:
        """Let the fields follow where undo is about to bring a token back as words, or redo to take it again."""
        taken = next((one for one in self._taken if change is not None and one.change is change), None)
        if taken is None:
            return
        self._dismissed = taken.place
        self.close_offers()
        self._set_about(taken.after if again else taken.before)
        if taken.person and again:
            self._add_person(taken.person)
        elif taken.person:
            self._drop_person(taken.person)

    def restore(self) -> None:
        """Put back what was typed, and let those join who were named before it was known who is listed."""
        super().restore()
        if self.state.is_whole:
            self._settle_early()
            if self._token is not None:
                # What was offered before it was known who and what there is may be another's now.
                self.show_offers()
        self.add_people()

    def show_offers(self) -> None:
        """Show what the open token may mean now."""

    def _settle_early(self) -> None:
        """Let speakers that were taken before it was known who is listed be those who were meant."""
        early, self._early = self._early, []
        for typed in early:
            name = meant_speaker(typed, self.state.content)
            if not name or typed not in self._people:
                continue
            self._people.remove(typed)
            if one_line(self.speaker.text) == typed:
                self.speaker.text = name
                if self.inspect.drafts.get(self.speaker.about) is not None:
                    self.inspect.edited(self.speaker.about, name)
            if self._aside[0] == typed:
                self._aside = (name, *self._aside[1:])
            self._taken = [
                one._replace(after=one.after._replace(speaker=name), person="") if one.person == typed else one
                for one in self._taken
            ]

    def _begin_tokens(self) -> None:
        super()._begin_tokens()
        self._taken.clear()
        self._dismissed = None
        self.close_offers()

    # Somebody new

    def _add_person(self, name: str) -> str:
        """Let somebody who is not known join those present, once that can be told; return the name."""
        self._unwanted.discard(name)
        self._people.append(name)
        if not self.state.is_whole:
            self._early.append(name)
        self.add_people()
        return name

    def _drop_person(self, name: str) -> None:
        if name in self._people:
            self._people.remove(name)
            return
        self._unwanted.add(name)
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
                self.run_worker(self._join(name))

    async def _join(self, name: str) -> None:
        side = side_of(name, self.state.content.session.agency)
        saved = await self.inspect.save("participant", None, {"name": name, "side": side, "present": True})
        if saved is not None and name in self._unwanted:
            # Taken back while it was on its way.
            await self.inspect.save("participant", saved.id, {}, delete=True)
