"""Sessions and what is in them: made, listed, shown, changed, read from a register, counted."""

from __future__ import annotations

import argparse

from inspect_tui.cli.common import Commands, Usage, json_text, opened, setup_of, show
from inspect_tui.locale import Catalog
from inspect_tui.services.uncollected import uncollected


def add_to(commands: Commands) -> None:
    """Add these commands."""
    t = commands.t
    sessions = commands.group("session", t("make, list and show sessions"))
    parser = commands.add("new", _session_new, t("make a session"), group=sessions, session=False)
    parser.add_argument("--agency", metavar="NAME", required=True, help=t("the inspected agency"))
    parser.add_argument("--held-on", metavar="DATE", required=True, help=t("day of the visit, YYYY-MM-DD"))
    parser.add_argument("--as-of", metavar="DATE", required=True, help=t("cut-off date of the figures, YYYY-MM-DD"))
    parser.add_argument("--title", metavar="T", default="", help=t("a line under the agency's name"))
    commands.add("list", _session_list, t("list the sessions"), group=sessions, session=False)
    parser = commands.add("show", _session_show, t("show a session"), group=sessions)
    parser.add_argument("--revision", metavar="N", type=int, help=t("as this revision was signed"))

    parser = commands.add("record", _record, t("apply changes, one JSON object a line"))
    parser.add_argument("file", metavar="FILE.jsonl", help=t("the changes; - reads stdin"))

    registers = commands.group("register", t("registers of tasks"))
    parser = commands.add("import", _register_import, t("read a register into the checklist"), group=registers,
                     session=False)  # fmt: skip
    parser.add_argument("file", metavar="FILE", help=t("an Excel, OpenDocument, Word or CSV file"))
    parser.add_argument("--session", metavar="S", required=True, help=t("the session to read it into"))
    parser.add_argument("--sheet", metavar="N", help=t("name or number of the sheet"))
    parser.add_argument("--map", metavar="HEADER=FIELD", action="append", default=[], help=t("what a column means"))
    parser.add_argument("--legacy", choices=("tcvn3", "vni"), default="", help=t("convert text in this old encoding"))
    parser.add_argument("--dry-run", action="store_true", help=t("read and compare only"))


def _session_new(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.sessions import create_session

    with opened(args, catalog, read_only=False) as store:
        made = create_session(store, agency=args.agency, held_on=args.held_on, as_of=args.as_of, title=args.title)
    show(args, {"id": made}, made)
    return 0


def _session_list(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.domain.dates import screen_date
    from inspect_tui.services.as_json import summary_json
    from inspect_tui.services.sessions import all_sessions, state_words

    with opened(args, catalog, read_only=True) as store:
        found = all_sessions(store)
    lines = []
    for one in found:
        marks = [one.session.agency, state_words(one, catalog)]
        if one.conflicts:
            marks.append(catalog.n("{count} conflict", "{count} conflicts", one.conflicts))
        if one.outside:
            marks.append(catalog.t("{count} outside what was signed", count=one.outside))
        lines.append(f"{one.session.id}  {screen_date(one.session.held_on):10}  {one.tasks:6}  {' · '.join(marks)}")
    show(args, {"sessions": [summary_json(s) for s in found]}, *lines)
    return 0


def _session_show(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.as_json import session_json
    from inspect_tui.services.sessions import load_view, resolve

    with opened(args, catalog, read_only=True) as store:
        session = resolve(store, args.session)
        view = load_view(store, session, revision=args.revision)
        # What is typed now is no part of what was signed then.
        data = session_json(view, store.drafts(session) if args.revision is None else (), catalog)
    print(json_text(data))
    return 0


def _record(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.reading_files import read_lines
    from inspect_tui.services.recording import record_lines
    from inspect_tui.services.sessions import resolve

    with opened(args, catalog, read_only=False) as store:
        session = resolve(store, args.session)
        # Kept for the second run after a damaged store was mended: stdin is read once.
        args.lines = getattr(args, "lines", None) or list(read_lines(args.file))
        done = record_lines(store, session, args.lines)
    show(args, {"applied": done.applied, "ids": list(done.ids)},
           catalog.n("{count} change", "{count} changes", done.applied))  # fmt: skip
    return 0


@uncollected()
def _register_import(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.registers import Choices
    from inspect_tui.registers.ahead import OpeningRegister

    mapping = {}
    for pair in args.map:
        header, equals, field = pair.rpartition("=")
        if not equals or not header.strip():
            raise Usage(f"--map {pair}")
        mapping[header] = field.strip()
    # It is being opened while the rest of the program is loaded and the store is opened.
    opening = OpeningRegister(Path(args.file))

    from inspect_tui.cli.import_words import import_lines, row_counter
    from inspect_tui.services.importing import import_register
    from inspect_tui.services.sessions import resolve
    from inspect_tui.services.settings import read_settings

    home = setup_of(args, catalog).home
    with opened(args, catalog, read_only=args.dry_run) as store:
        session = resolve(store, args.session)
        sources = read_settings(home).sources
        choices = Choices(sheet=args.sheet, by_words=mapping, legacy=args.legacy, sources=sources)
        with row_counter(catalog, quiet=args.json) as progress:
            done = import_register(store, session, opening.result(), choices, dry_run=args.dry_run, progress=progress)
    if args.json:
        from inspect_tui.services.as_json import import_json

        show(args, import_json(done))
    else:
        show(args, {}, *import_lines(done, catalog))
    return 0
