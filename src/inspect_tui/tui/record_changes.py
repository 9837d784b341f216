"""Changes of several records in one step, shown without reading the session anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspect_tui.services.live import Saved
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp

Change = Callable[["Store", Sequence[str]], Sequence["Saved"]]
"""Writes to a store, drops the named drafts in the same transaction, and returns the records as they are now."""


async def change_records(
    app: InspectApp, work: Change, *, drafts: Mapping[str, str] = {}, anew: bool = False
) -> Sequence[Saved] | None:
    """Commit a change and show it; one that cannot be is told, and None comes back with nothing lost.

    Args:
        app: the app.
        work: makes the change.
        drafts: the drafts that become part of it, by name, with their words.
        anew: read the whole session beside the keys, for all tasks have to be judged again.
    """
    state = app.state
    if state is None:
        return None
    names = tuple(drafts)
    commit = app.change if anew else app.commit
    saved = await commit(lambda store: work(store, names), drafts=drafts)
    if saved is None:
        return None
    if not anew and app.state is state:
        for one in saved:
            state.apply(one)
        app.changed("all", "")
    return saved
