"""The figures of a session, as the ``figures`` command and the screens ask for them."""

from __future__ import annotations

from typing import Any

from inspect_tui.domain.records import FieldError, parse_date
from inspect_tui.locale import Catalog
from inspect_tui.services.as_json import figures_json
from inspect_tui.services.sessions import load_view
from inspect_tui.store.store import Store


def session_figures(
    store: Store, session: str, catalog: Catalog, *, as_of: str | None = None, declared: bool = False
) -> dict[str, Any]:
    """Return the grid, whole and per source, as JSON objects.

    Args:
        store: the store.
        session: the session's id.
        catalog: the language of the sentence.
        as_of: another cut-off date, ISO text.
        declared: count as the agency declared.

    Raises:
        FieldError: ``as_of`` is no date.
    """
    if as_of == "":
        raise FieldError("not_date", "as_of", as_of)
    view = load_view(store, session, as_of=parse_date("as_of", as_of), declared=declared)
    return figures_json(view.figures, view.content.session.agency, catalog)
