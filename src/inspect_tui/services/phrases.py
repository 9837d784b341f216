"""Set phrases for conclusions: the usual ones of official papers, and those that people of this store have kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from inspect_tui.domain.vietnamese import clean, fold
from inspect_tui.locale import N_, Catalog

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

META: Final = "phrases"
"""Meta key of the phrases that were kept, JSON: a list of objects with ``kind`` and ``text``."""

USUAL: Final = (
    ("request", N_("Complete without delay the tasks that are late; report the result before {deadline}.")),
    ("request", N_("{unit}: review all assigned tasks, name who is responsible and by when for each.")),
    ("request", N_("{unit}: advise the People's Committee earlier and improve the quality of drafted documents.")),
    ("request", N_("{unit}: work with the departments concerned; report difficulties beyond its powers in time.")),
    ("request", N_("{unit}: report in writing why {tasks} are late, and who is responsible, before {deadline}.")),
    ("request", N_("{unit}: propose an extension before the deadline passes where {tasks} cannot be done in time.")),
    ("result", N_("The working group recognises the efforts of {unit} in carrying out the tasks assigned.")),
    ("shortcoming", N_("Following up and urging on the tasks assigned is not regular; some reports come late.")),
    ("shortcoming", N_("Some documents drafted by {unit} had to be completed several times.")),
    ("cause", N_("Subjective: the head has not directed the work decisively; work with other agencies is not close.")),
    ("cause", N_("Objective: no funding and no guidance from above yet; the time given was short.")),
)  # fmt: skip
"""Kind and words; what stands in braces is filled in from the conclusion at hand."""


class Phrase(NamedTuple):
    """A phrase.

    Attributes:
        kind: the kind of conclusion that it is meant for.
        is_own: it was kept by somebody here.
    """

    kind: str
    text: str
    is_own: bool = False


def phrases(own: list[Phrase], catalog: Catalog) -> list[Phrase]:
    """Return the phrases that people kept, the newest first, then the usual ones in a language."""
    return [*reversed(own), *(Phrase(kind, catalog.t(words)) for kind, words in USUAL)]


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """Return a phrase with what stands in braces filled in; what is not known becomes dots, to be written over."""
    for name in ("unit", "deadline", "tasks"):
        text = text.replace("{" + name + "}", values.get(name) or "……")
    return text


def own_phrases(store: Store) -> list[Phrase]:
    """Return the phrases that people kept in this store, the oldest first."""
    try:
        found = json.loads(store.get_meta(META) or "[]")
    except ValueError:
        return []
    if not isinstance(found, list):
        return []
    return [Phrase(str(one["kind"]), str(one["text"]), True) for one in found
            if isinstance(one, dict) and one.get("text") and "kind" in one]  # fmt: skip


def keep_phrase(store: Store, kind: str, text: str) -> bool:
    """Keep words as a phrase; False where they are kept already."""
    text, own = clean(text).strip(), own_phrases(store)
    if not text or any(fold(one.text) == fold(text) for one in own):
        return False
    _put(store, [*own, Phrase(kind, text, True)])
    return True


def drop_phrase(store: Store, text: str) -> bool:
    """Keep a phrase no longer; False where it was not kept."""
    own = own_phrases(store)
    left = [one for one in own if one.text != text]
    _put(store, left)
    return len(left) < len(own)


def _put(store: Store, own: list[Phrase]) -> None:
    listed = [{"kind": one.kind, "text": one.text} for one in own]
    store.set_meta(META, json.dumps(listed, ensure_ascii=False))
