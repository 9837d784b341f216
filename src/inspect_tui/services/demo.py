"""The visit of 30/7/2021: real figures, invented task texts, the whole way through on a home of its own.

Figures and topics are those of the press report on the visit (DOMAIN, section 1); people appear by their roles.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final

from inspect_tui.domain.agenda import Agenda, item_at, stored
from inspect_tui.domain.agenda_steps import new_item
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import utc_text
from inspect_tui.locale import Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.services.exporting import export_session
from inspect_tui.services.file_keys import file_keys
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.importing import import_register
from inspect_tui.services.paper_settings import change_paper_settings
from inspect_tui.services.papers import paper_name, read_for_paper, write_paper
from inspect_tui.services.recording import record_lines
from inspect_tui.services.sessions import create_session, open_for
from inspect_tui.services.signing import sign
from inspect_tui.store.connection import Location
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import Store

DATA: Final = Path(__file__).parent / "demo_data"
REGISTER_NAME: Final = "danh-muc-nhiem-vu.xlsx"
PAPERS: Final = (
    ("minutes", "docx"), ("minutes", "pdf"), ("conclusion", "docx"), ("conclusion", "pdf"), ("report", "docx"),
    ("report", "pdf"), ("register", "xlsx"), ("all", "html"),
)  # fmt: skip
"""The papers that the run without a terminal makes."""
_ZONE: Final = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Demo:
    """What the run without a terminal has made."""

    home: Path
    db: Path
    session: str
    files: tuple[Path, ...]


@contextlib.contextmanager
def demo_folder() -> Iterator[str]:
    """Yield a folder that is thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="inspect-tui-demo-", ignore_cleanup_errors=True) as folder:
        yield folder


def prepare_visit(folder: Path, catalog: Catalog) -> tuple[Setup, str]:
    """Make a home that holds the visit as it stands in the meeting: not signed, a few things still missing.

    Returns:
        The set-up of that home, and the session's id.
    """
    setup = _setup(folder / "home", catalog)
    with open_for(setup, read_only=False) as store:
        session = _make_visit(store, DATA / "register.xlsx", finished=False)
    return setup, session


def run_headless(folder: Path, catalog: Catalog) -> Demo:
    """Go the whole way without a terminal: register, checklist, notes, conclusions, signed, minutes, session file.

    Args:
        folder: where everything goes; nothing outside it is touched.
        catalog: the language of the papers.

    Raises:
        UserError: the folder holds a demonstration already, or cannot be written.
    """
    folder = folder.absolute()
    home = folder / "home"
    if home.exists():
        raise UserError("folder_in_use", path=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        register = folder / REGISTER_NAME
        shutil.copyfile(DATA / "register.xlsx", register)
    except OSError as error:
        raise UserError("unwritable_file", path=folder, reason=error.strerror or "") from None
    setup = _setup(home, catalog)
    with open_for(setup, read_only=False) as store:
        session = _make_visit(store, register, finished=True)
        head = read_content(store, session).session
        sign(store, session, by=head.chair)
        day = head.held_on.isoformat() if head.held_on else ""
        source = read_for_paper(store, session)
        papers = [
            write_paper(source, catalog, kind=kind, form=form, path=folder / paper_name(head.agency, day, kind, form))
            for kind, form in PAPERS
        ]
        # A home of its own has no recipients, so that everybody can look into the file.
        file = export_session(store, session, folder, plain=True, identity=file_keys(setup, store).identity)
    return Demo(home, home / "store.db", session, (register, *papers, file.path))


def _setup(home: Path, catalog: Catalog) -> Setup:
    place = Home(home.absolute())
    return Setup(place, Location(place.store), "", catalog.language)


def _make_visit(store: Store, register: Path, *, finished: bool) -> str:
    """Make the session, read the register into it, and record what was found, said and concluded."""
    data = json.loads((DATA / "visit.json").read_text(encoding="utf-8"))
    day = data["session"]["held_on"]
    agenda = _agenda(data["agenda"], day, None if finished else data["unfinished"]["item"])
    session = create_session(store, **data["session"], agenda=agenda)
    change_paper_settings(store, data["heads"])
    for kind, settings in data["papers"].items():
        change_paper_settings(store, settings, kind=kind)
    import_register(store, session, register)
    tasks = read_content(store, session).tasks
    by_label = {label: task for task, label in task_labels(tasks).items()}
    lines: list[dict[str, Any]] = [{"record": "participant", **p} for p in data["participants"]]
    lines += [{"record": "declared", **data["declared"]}]
    found = {by_label[v["task"]]: {k: w for k, w in v.items() if k != "task"} for v in data["verdicts"]}
    for task in tasks:
        verdict = found.get(task.id, {"verdict": "agreed"})
        if not finished and task.id == by_label[data["unfinished"]["task"]]:
            verdict = {k: v for k, v in verdict.items() if k not in data["unfinished"]["fields"]}
        lines.append({"record": "task", "id": task.id, **verdict})
    for note in data["notes"]:
        at, tied = _moment(day, note["at"]), [by_label[t] for t in note["tasks"]]
        item = item_at(agenda, at)
        lines.append({"record": "note", **note, "at": at, "tasks": tied, "item": item.id if item is not None else ""})
    made = _record(store, session, lines)
    notes = made[-len(data["notes"]) :]
    conclusions = []
    for place, one in enumerate(data["conclusions"]):
        line = {
            "record": "conclusion",
            **one,
            "tasks": [by_label[t] for t in one["tasks"]],
            "notes": [notes[n] for n in one["notes"]],
        }
        if not finished and place == data["unfinished"]["conclusion"]:
            del line["deadline"]
        conclusions.append(line)
    _record(store, session, conclusions)
    return session


def _moment(day: str, clock: str) -> str:
    return utc_text(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=_ZONE))


def _agenda(listed: list[dict[str, Any]], day: str, last: int | None) -> dict[str, Any]:
    """Return the session's agenda: the whole of it, or as it stands while the item at a place lasts."""
    items = []
    for place, one in enumerate(listed):
        spans = [f"{_moment(day, one['from'])}/{_moment(day, one['to']) if place != last else ''}"]
        made = new_item(one["title"], one["minutes"])
        items.append(made._replace(spans=tuple(spans) if last is None or place <= last else ()))
    return stored(Agenda(tuple(items)))


def _record(store: Store, session: str, lines: list[dict[str, Any]]) -> tuple[str, ...]:
    return record_lines(store, session, (json.dumps(line, ensure_ascii=False) for line in lines)).ids
