"""Words that are in no record yet: where they stand, what was recovered, and how they are carried out of the app."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspect_tui.domain.dates import local_clock, screen_date
from inspect_tui.domain.records import FIELD_WORDS, KIND_WORDS, Draft
from inspect_tui.locale import N_, Catalog
from inspect_tui.tui.drafts import COMPOSER, Piece

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.state import SessionState

NEW_SESSION: Final = "draft:new-session"
"""The draft of the form of a new session, which belongs to none yet; its text is a JSON object of the fields."""

ABOUT: Final = (f"{COMPOSER}:speaker", f"{COMPOSER}:tasks")
"""Drafts that a note takes over from the one before: words only where there are no others."""

CHOICE: Final = f"{COMPOSER}:kind"
"""A draft that nobody typed."""

FORM_WORDS: Final[dict[str, str]] = {
    "agency": N_("Agency"), "held_on": N_("Day of the visit"), "as_of": N_("Figures as of"), "title": N_("Title"),
}  # fmt: skip


def place_words(name: str, state: SessionState | None, catalog: Catalog) -> str:
    """Return what a draft belongs to, as people call it: "composer", "task I.17", "note of 10:50"."""
    kind, _, rest = name.partition(":")
    record = rest.partition(":")[0]
    if name in (COMPOSER, CHOICE, *ABOUT):
        return catalog.t("composer")
    if name == NEW_SESSION:
        return catalog.t("form of a new session")
    if kind == "paper":
        return catalog.t("papers")
    if kind == "reading":
        return catalog.t("reading aloud")
    word = catalog.t(KIND_WORDS.get(kind, kind))
    if state is None:
        return word
    if kind == "note" and (note := state.note(record)) is not None:
        return catalog.t("note of {clock}", clock=local_clock(note.at, state.content.session.zone))
    if kind == "task" and record in state.labels:
        return f"{word} {state.labels[record]}"
    if kind == "conclusion":
        places = [c.id for c in state.content.conclusions]
        return f"{word} {places.index(record) + 1}" if record in places else word
    return word


def recovered_words(drafts: Sequence[Draft], state: SessionState | None, catalog: Catalog) -> str:
    """Return what to say of drafts that an earlier run left: how many characters, from when, where they stand.

    Args:
        drafts: what was recovered.
        state: the open session, None for the form of a new one.
        catalog: the language.
    """
    typed = [d for d in drafts if d.record != CHOICE]
    words = [d for d in typed if d.record not in ABOUT] or typed
    count = sum(_length(d) for d in words)
    if not count:
        return ""
    at = max((d.at for d in words), default="")
    zone = state.content.session.zone if state is not None else None
    places = ", ".join(dict.fromkeys(place_words(d.record, state, catalog) for d in words))
    if not at:
        return catalog.n("Recovered {count} character: {places}", "Recovered {count} characters: {places}", count,
                         places=places)  # fmt: skip
    day = screen_date(datetime.fromisoformat(at).astimezone(zone).date())
    return catalog.n(
        "Recovered {count} character typed at {clock} on {day}: {places}",
        "Recovered {count} characters typed at {clock} on {day}: {places}",
        count, clock=local_clock(at, zone), day=day, places=places,
    )  # fmt: skip


def _length(draft: Draft) -> int:
    if draft.record != NEW_SESSION:
        return len(draft.text)
    values = form_values(draft.text)
    return len(values.get("agency", "")) + len(values.get("title", ""))


def form_values(kept: str) -> dict[str, str]:
    """Return the fields of a new session's form as they were kept; empty where nothing was."""
    try:
        found = json.loads(kept) if kept else {}
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def form_draft(kept: str) -> Draft:
    """Return the form of a new session as a draft, with the time of its last key."""
    return Draft(NEW_SESSION, kept, form_values(kept).get("at", ""))


def unsaved_text(app: InspectApp) -> str:
    """Return all words that are in no record yet, each with what it belongs to; memory is asked, never the store."""
    pieces = [p for keeper in app.keepers for p in keeper.pieces() if p.name != CHOICE]
    if not pieces:
        return ""
    t, now = app.t, datetime.now().astimezone()
    lines = [
        t("Words that were not saved, as of {clock} on {day}.", clock=f"{now:%H:%M}", day=screen_date(now.date())),
        t("They stand here in clear: keep them safe, and delete this once they are in the notebook."),
    ]
    for session in dict.fromkeys(piece.session for piece in pieces):
        state = app.state if app.state is not None and app.state.id == session else None
        if state is not None:
            head = state.content.session
            lines += ["", f"== {head.agency} · {screen_date(head.held_on)} =="]
        elif session:
            lines += ["", "== " + t("session {id}", id=session) + " =="]
        for piece in pieces:
            if piece.session == session:
                lines += ["", f"-- {_heading(piece, state, app.catalog)} --", *_body(piece, app.catalog)]
    return "\n".join(lines) + "\n"


def _heading(piece: Piece, state: SessionState | None, catalog: Catalog) -> str:
    place, field = place_words(piece.name, state, catalog), piece.name.rpartition(":")[2]
    return f"{place}, {catalog.t(FIELD_WORDS[field])}" if field in FIELD_WORDS and ":" in piece.name else place


def _body(piece: Piece, catalog: Catalog) -> list[str]:
    if piece.name != NEW_SESSION:
        return [piece.text]
    values = form_values(piece.text)
    return [f"{catalog.t(label)}: {values[name]}" for name, label in FORM_WORDS.items() if values.get(name)]


def file_to_offer(now: datetime) -> Path:
    """Return a path for unsaved words in the person's documents, else in the home folder."""
    import platformdirs

    documents = Path(platformdirs.user_documents_dir())
    folder = documents if documents.is_dir() else Path.home()
    return folder / f"inspect-tui-{now:%Y-%m-%d-%H%M}.txt"


def write_new_file(path: Path, text: str) -> Path:
    """Write words into a new file that only this person can read; a file that is there gets a number beside it.

    Returns:
        The file that was made.

    Raises:
        OSError: it cannot be written.
    """
    for number in range(1, 1000):
        file = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        return file
    raise FileExistsError(str(path))
