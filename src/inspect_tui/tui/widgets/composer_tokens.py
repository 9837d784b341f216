"""Tokens in the composer's words: what is offered while one is typed, and which keys are the list's."""

from __future__ import annotations

from typing import Final

from textual import events

from inspect_tui.domain.note_matching import matching_names
from inspect_tui.domain.note_tokens import Token, begins, open_token
from inspect_tui.tui.note_offers import SLICE
from inspect_tui.tui.widgets.composer_taking import ComposerTaking

PAUSE: Final = 0.01
"""Seconds between two slices of work, for keys."""
_ENDINGS: Final = {"@": ":", "#": " ,;:)", "!": " :"}
"""Characters that end a token which is named in full."""
_TYPES: Final = frozenset(("backspace", "ctrl+h", "delete"))
"""Keys beside the printable ones by which a token is typed."""


class ComposerTokens(ComposerTaking):
    """A composer that understands `@`, `#` and `!` while the words are typed.

    Whatever is not taken is just words. A list is open only behind a sign that is being typed: never after a paste, nor
    where Esc has closed it, so that it is in nobody's way.
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty composer."""
        super().__init__(id=id)
        self._is_typed = False
        self._is_preparing = False

    # Keys

    def offer_words_key(self, event: events.Key) -> bool:
        """Take a key that is the list's; every other one goes on to the words."""
        key = event.key
        if key in ("ctrl+z", "ctrl+y"):
            again = key == "ctrl+y"
            if self._is_between_notes(again=again):
                self.post_message(self.TakeBack(self, again))
                return True
            self._follow_undo(self.words.next_redone() if again else self.words.next_undone(), again=again)
            return False
        if key in ("up", "down") and self._token is None:
            return self.walk(-1 if key == "up" else 1)
        self._is_walking = False
        self._is_typed = event.is_printable or key in _TYPES
        if self._token is not None:
            return self._run_key(self._token, event)
        # The space behind a token that has just left the words.
        return event.character == " " and self._has_just_left()

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
                if offer is None and event.key == "tab" and self._waits_for_names(token):
                    # Going on to the speaker's field would make a name of the words that follow.
                    return True
                if offer is None:
                    self.close_offers()
                    return False
                self.take(token, offer)
            case _:
                return self._ends_exactly(token, event)
        return True

    def _ends_exactly(self, token: Token, event: events.Key) -> bool:
        """Take what is named in full where a key ends it: a space behind a number or kind, a colon behind a name."""
        if event.character is None or event.character not in _ENDINGS[token.sign]:
            return False
        offer = self.known.exact(token) if self._is_first or token.sign != "@" else None
        if offer is None:
            return False
        # Within a sentence a comma stays where it is, at the beginning it goes with what it ended.
        goes = self._is_first or event.character == " "
        self.take(token, offer, space=" " if goes else "")
        return goes

    def _dismiss(self) -> None:
        if self._token is not None:
            self._dismissed = (self.words.cursor_location[0], self._token.start)
        self.close_offers()

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
        offers = self.known.of(token, first=self._is_first, speaker=self.speaker.text, tied=bool(self.tied.text))
        chosen = bool(token.typed)
        if token.sign == "@":
            # Among words "@" is more often something else: there nobody is added unless chosen by hand.
            chosen = self._is_first or (chosen and bool(offers) and not offers[0].is_new)
        self.offers.show(offers, 0 if chosen and offers and offers[0].key else -1)
        waits = self._waits_for_names(token) or (token.sign == "#" and not self.known.tasks().is_whole)
        if not offers and not waits:
            self._token = None

    def _waits_for_names(self, token: Token) -> bool:
        """Tell whether it is not known yet who may speak."""
        return token.sign == "@" and not self.state.is_whole

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
        """Fold the tasks' words between keys, a slice at a time, as long as they may be asked for."""
        if not self._is_preparing:
            self._is_preparing = True
            self.set_timer(PAUSE, self._prepare_more)

    def _prepare_more(self) -> None:
        self._is_preparing = False
        if self._token is None or self._token.sign != "#":
            return
        tasks = self.known.tasks()
        if not tasks.is_whole:
            tasks.prepare(SLICE)
            if tasks.is_whole or len(self.offers.offers) < 2:
                self.show_offers()
            self._prepare()
