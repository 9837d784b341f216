"""Agendas that a store keeps under a name, and the one with which new meetings begin.

They stand with the store, as its other settings do, for two people at headquarters share one. Nothing here travels:
what a session takes from a template is its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.domain.agenda import MOST_ITEMS, Agenda, parse, stored
from inspect_tui.domain.agenda_steps import USUAL, begun
from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.locale import N_, Catalog
from inspect_tui.services.errors import UserError

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

META: Final = "agenda_templates"
USUAL_NAME: Final = N_("The usual order")
"""What the order that every store has is called; it cannot be deleted or written over."""


@dataclass(frozen=True, slots=True)
class Template:
    """An agenda without its times.

    Attributes:
        name: as people call it; empty for the usual order.
        items: title and planned minutes of each item.
        is_default: a meeting that has no agenda yet begins with it.
    """

    name: str
    items: tuple[tuple[str, int], ...]
    is_default: bool = False

    @property
    def minutes(self) -> int:
        """The planned minutes of all items."""
        return sum(minutes for _, minutes in self.items)


def list_templates(store: Store, catalog: Catalog) -> list[Template]:
    """Return the usual order, then the store's own templates by name; one of them is the default."""
    default, own = _read(store)
    usual = tuple((catalog.t(title), minutes) for title, minutes in USUAL)
    listed = [Template("", usual, default not in own)]
    return [*listed, *(Template(name, own[name], name == default) for name in sorted(own, key=fold))]


def default_agenda(store: Store, catalog: Catalog) -> Agenda:
    """Return a fresh agenda with which a meeting begins that has none."""
    return begun(next(one for one in list_templates(store, catalog) if one.is_default).items)


def save_template(store: Store, name: str, items: Sequence[tuple[str, int]], catalog: Catalog) -> str:
    """Keep items under a name; a template that is called alike, but for marks and case, gives way.

    Returns:
        The name as it is kept.

    Raises:
        UserError: no name, that of the usual order, or nothing to keep.
    """
    name = one_line(name)
    if not name or fold(name) == fold(catalog.t(USUAL_NAME)):
        raise UserError("no_template_name")
    if not items:
        raise UserError("empty_template")
    default, own = _read(store)
    alike = next((one for one in own if fold(one) == fold(name)), None)
    if alike is not None:
        del own[alike]
    own[name] = tuple(items)
    _write(store, name if default == alike else default, own)
    return name


def delete_template(store: Store, name: str) -> None:
    """Forget a template; one that is not there is forgotten already."""
    default, own = _read(store)
    own.pop(name, None)
    _write(store, default, own)


def set_default(store: Store, name: str) -> None:
    """Let meetings begin with a template; with an empty name by the usual order."""
    _, own = _read(store)
    _write(store, name if name in own else "", own)


def step_agenda(
    store: Store, session: str, step: Callable[[Agenda], Agenda], *, begin: Catalog | None = None
) -> dict[str, object]:
    """Return the session's field after a step from where the agenda stands now.

    On the store's thread, so that two keys in one read are two steps.

    Args:
        store: the store.
        session: the session's id.
        step: the step.
        begin: where the session has no agenda yet it takes the default one, in this language; None leaves it empty.
    """
    # The notes screen is painted before anything of the store's reading is needed.
    from inspect_tui.store.reading import read_record

    head = read_record(store, session, "session", session)
    agenda = parse(head.agenda if head is not None else {})
    if begin is not None and not agenda.items:
        agenda = agenda._replace(items=default_agenda(store, begin).items)
    return {"agenda": stored(step(agenda))}


def _read(store: Store) -> tuple[str, dict[str, tuple[tuple[str, int], ...]]]:
    """Return the default's name and the templates; what no version of this program wrote counts as not there."""
    try:
        kept: Any = json.loads(store.get_meta(META) or "{}")
    except ValueError:
        kept = {}
    listed = kept.get("templates") if isinstance(kept, dict) else None
    own: dict[str, tuple[tuple[str, int], ...]] = {}
    for name, items in (listed if isinstance(listed, dict) else {}).items():
        # Read with the care of a session's field: settings can be written by other programs too.
        agenda = parse({"items": items})
        if one_line(name) and agenda.items:
            own[one_line(name)] = tuple((one.title, one.minutes) for one in agenda.items[:MOST_ITEMS])
    default = kept.get("default") if isinstance(kept, dict) else ""
    return (default if isinstance(default, str) and default in own else ""), own


def _write(store: Store, default: str, own: Mapping[str, Sequence[tuple[str, int]]]) -> None:
    templates = {name: [{"title": title, "minutes": minutes} for title, minutes in own[name]] for name in own}
    text = json.dumps({"default": default if default in own else "", "templates": templates}, ensure_ascii=False)
    with store.transaction():
        store.set_meta(META, text)
