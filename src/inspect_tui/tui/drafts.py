"""Typed text on its way to the store: the first key after a pause at once, steady typing about seven times a second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

SOON: Final = 0.02
"""Seconds from the first key after a pause to its commit being asked for: its letter is painted first."""

EVERY: Final = 0.15
"""Seconds from the beginning of a commit to the next one while typing goes on. Throttled, not debounced."""

AGAIN: Final = 0.7
"""Seconds from a failed commit to the next try."""

PATIENCE: Final = 2.0
"""Seconds for which going elsewhere, or quitting, waits for a store that does not answer."""

COMPOSER: Final = "note"
"""The draft of the notes' composer."""

Place = tuple[str, str]
"""What a draft belongs to: the session's id, empty where there is none, and the draft's name in it."""


def field_draft(kind: str, record_id: str, field: str) -> str:
    """Return the name of a field's draft."""
    return f"{kind}:{record_id}:{field}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that no record has taken in."""

    session: str
    name: str
    text: str


class DraftKeeper:
    """Holds the newest text of each field that is being typed in, and hands it on in time."""

    def __init__(
        self,
        commit: Callable[[Store, Mapping[Place, str]], None],
        write: Callable[[Callable[[Store], None]], Awaitable[None]],
    ) -> None:
        """Make a keeper.

        Args:
            commit: puts texts by place into a store, in one transaction; empty text drops a draft.
            write: runs work on the store's thread and returns when it is committed.
        """
        self._commit, self._write = commit, write
        self._session = ""
        self._texts: dict[str, str] = {}
        self._waiting: dict[Place, str] = {}
        self._on_way: dict[Place, str] = {}
        self._waiting_from = self._on_way_from = 0.0
        self._taken: list[tuple[str, Mapping[str, str]]] = []
        self._begun = 0.0
        self._scheduled = False
        self._committing = asyncio.Lock()
        self._task: asyncio.Task[bool] | None = None

    def load(self, session: str, drafts: Mapping[str, str]) -> None:
        """Take over what the store had kept of a session."""
        self._session, self._texts = session, dict(drafts)

    @property
    def is_waiting(self) -> bool:
        """Whether something typed is not yet committed."""
        return bool(self._waiting or self._on_way)

    @property
    def waiting_since(self) -> float | None:
        """Monotonic seconds at which the oldest key that is not yet committed was typed, or None."""
        if self._on_way:
            return self._on_way_from
        return self._waiting_from if self._waiting else None

    def get(self, name: str) -> str | None:
        """Return a draft's text, or None."""
        return self._texts.get(name)

    def standing(self, name: str) -> str | None:
        """Return the words that belong into a field: its draft, or what is on its way into the record; or None."""
        on_way = (
            drafts[name] for session, drafts in reversed(self._taken) if session == self._session and name in drafts
        )
        return self._texts.get(name, next(on_way, None))

    def names(self, prefix: str) -> list[str]:
        """Return the drafts whose names begin so and that have words."""
        return [name for name, text in self._texts.items() if name.startswith(prefix) and text.strip()]

    def pieces(self) -> list[Piece]:
        """Return all words that no record has taken in for certain, those of changes still on their way too."""
        taken = [Piece(session, name, text) for session, drafts in self._taken for name, text in drafts.items()]
        standing = [Piece(self._session, name, text) for name, text in self._texts.items()]
        return [piece for piece in (*taken, *standing) if piece.text.strip()]

    def edited(self, name: str, text: str) -> None:
        """Note that a field has been typed in."""
        self._texts[name] = text
        self._wait((self._session, name), text)

    def drop(self, name: str) -> None:
        """Forget a draft that a person has given up."""
        if self._texts.pop(name, None) is not None:
            self._wait((self._session, name), "")

    def take(self, drafts: Mapping[str, str]) -> None:
        """Let drafts become part of a change that is about to be asked for; words typed since stay drafts."""
        self._taken.append((self._session, drafts))
        for name, text in drafts.items():
            if self._texts.get(name) == text:
                del self._texts[name]
                self._waiting.pop((self._session, name), None)

    def saved(self, drafts: Mapping[str, str]) -> None:
        """Note that a change has taken drafts out of the store: what was typed since has to go there anew."""
        self._forget_taken(drafts)
        for name in drafts:
            if name in self._texts:
                self._wait((self._session, name), self._texts[name])

    def give_back(self, drafts: Mapping[str, str]) -> None:
        """Take drafts back that could not be saved."""
        self._forget_taken(drafts)
        for name, text in drafts.items():
            if name not in self._texts:
                self.edited(name, text)

    def keep_again(self) -> None:
        """Commit all drafts anew, into a store that has come to stand where another was."""
        for name, text in self._texts.items():
            self._wait((self._session, name), text)

    def _forget_taken(self, drafts: Mapping[str, str]) -> None:
        self._taken = [one for one in self._taken if one[1] is not drafts]

    def _wait(self, place: Place, text: str) -> None:
        now = time.monotonic()
        if not self._waiting:
            self._waiting_from = now
        self._waiting[place] = text
        self._schedule(max(SOON, self._begun + EVERY - now))

    def _schedule(self, seconds: float) -> None:
        if not self._scheduled:
            self._scheduled = True
            # Past the app's queue of messages, in which a timer of Textual has its turn: a commit waits for nobody, and
            # nobody for a commit.
            asyncio.get_running_loop().call_later(seconds, self._due)

    def _due(self) -> None:
        self._scheduled = False
        # A commit that is on its way sees to the next one when it comes back.
        if not self._committing.locked():
            self._task = asyncio.ensure_future(self._flush())

    async def flush(self, patience: float | None = None) -> bool:
        """Commit what waits, now; False where it is not committed, and then it is tried again by and by.

        Args:
            patience: seconds after which a store that does not answer counts as one that fails; None waits for it.
        """
        if patience is None:
            return await self._flush()
        task = asyncio.ensure_future(self._flush())
        done, _ = await asyncio.wait({task}, timeout=patience)
        return bool(done) and task.result()

    async def _flush(self) -> bool:
        # One commit at a time, so that "nothing waits" also means that nothing is still on its way.
        async with self._committing:
            if not self._waiting:
                return True
            self._on_way, self._waiting = self._waiting, {}
            self._on_way_from, self._begun = self._waiting_from, time.monotonic()
            done = False
            try:
                await self._write(self.commit_of(self._on_way))
                done = True
            except Exception:
                # Told by the status line, which asks why; here it only waits for the next try.
                pass
            finally:
                if not done:
                    self._take_up_again()
                self._on_way = {}
                if self._waiting:
                    self._schedule(max(SOON, self._begun + EVERY - time.monotonic()) if done else AGAIN)
            return done

    def _take_up_again(self) -> None:
        back = self._still_meant(self._on_way)
        if back:
            self._waiting = {**back, **self._waiting}
            self._waiting_from = self._on_way_from

    def _still_meant(self, texts: Mapping[Place, str]) -> dict[Place, str]:
        """Return texts less those that became part of a change meanwhile."""
        return {
            place: text
            for place, text in texts.items()
            if place[0] != self._session or self._texts.get(place[1], "") == text or place in self._waiting
        }

    def uncommitted(self) -> dict[Place, str]:
        """Return what the store may not have yet; putting it there once more does no harm."""
        return {**self._still_meant(self._on_way), **self._waiting}

    def commit_of(self, texts: Mapping[Place, str]) -> Callable[[Store], None]:
        """Return the work that commits texts."""

        def work(store: Store) -> None:
            self._commit(store, texts)

        return work
