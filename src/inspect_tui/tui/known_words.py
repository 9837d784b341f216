"""Lists that grow: what fields had in this session, in others of this store, and what they usually have."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.domain.known_words import USUAL, known_first
from inspect_tui.domain.sources import ORDER, source_title, sources_of
from inspect_tui.store.errors import StoreError

if TYPE_CHECKING:
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp

PEOPLE: Final = {"examiner": "group", "responsibility": "agency"}
"""Fields that mostly hold somebody at the table, with the side where he sits."""


class KnownWords:
    """What is offered for the fields of one kind of record in the open session."""

    def __init__(self, app: InspectApp, kind: str, fields: Sequence[str], changed: Callable[[], None]) -> None:
        """Know nothing yet.

        Args:
            app: the app.
            kind: ``task`` or ``conclusion``.
            fields: the fields.
            changed: called when more is known.
        """
        self._app, self._kind, self._fields, self._changed = app, kind, tuple(fields), changed
        self._session = ""
        self._others: dict[str, list[str]] = {}

    def of(self, name: str) -> list[str]:
        """Return what is known for a field, the most likely first."""
        state = self._app.state
        if state is None:
            return []
        if self._session != state.id:
            # Asked for once; what this session has since is at hand.
            self._session, self._others = state.id, {}
            self._app.run_worker(partial(self._read, state.id), group="known-words")  # type: ignore[arg-type]
        t = self._app.t
        listed: tuple[Any, ...] = state.content.tasks if self._kind == "task" else state.content.conclusions
        here = [words for words, _ in Counter(filter(None, (getattr(one, name) for one in listed))).most_common()]
        others = self._others.get(name, [])
        if name == "source":
            keys = dict.fromkeys(one for source in (*here, *others, *ORDER) for one in sources_of(source))
            return known_first(t(source_title(key)) for key in keys)
        people = [p.name for p in state.participants(PEOPLE[name])] if name in PEOPLE else []
        if name == "owner":
            # Whoever leads a task of the checklist, then those at the table.
            leads = Counter(task.lead for task in state.content.tasks if task.lead)
            people = [state.content.session.agency, *(lead for lead, _ in leads.most_common()), *state.speakers()]
        return known_first(here, people, others, map(t, USUAL.get(name, ())))

    async def _read(self, session: str) -> None:
        kind, fields = self._kind, self._fields

        def read(store: Store) -> dict[str, list[str]]:
            from inspect_tui.services.known_values import known_values

            return known_values(store, kind, fields, but=session)

        # Without the other sessions' words the list is shorter, and that is all.
        with contextlib.suppress(StoreError):
            self._others = await self._app.gateway.read(read)
            self._changed()
