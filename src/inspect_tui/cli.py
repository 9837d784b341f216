"""The command line: every command, thin; work is imported where a command calls for it.

Names, JSON keys and exit codes are a contract (README, "Commands"): 0 done, 1 what was asked about is not so,
2 bad input with one line on stderr.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

from inspect_tui.locale import LANGUAGES, N_, Catalog, speak

KINDS = ("minutes", "conclusion", "report", "register")
FORMATS = ("docx", "pdf", "xlsx", "html")
SCREENS = ("checklist", "notes", "conclusions", "figures", "papers")


_ARGPARSE_WORDS = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("expected one argument"),
    N_("invalid %(type)s value: %(value)r"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
)
"""argparse's own words: it looks them up with gettext, in the domain that `main` names."""


class _Usage(Exception):
    """Words on the command line that fit no command."""


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        # A beginning of an option that works today would mean another one once the next option is added.
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        raise _Usage(message)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the words after the program's name; None takes those of the process.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    catalog = Catalog(_language(words))
    speak(catalog.language)
    try:
        if any("\0" in word for word in words):
            raise _Usage("NUL")
        args = _parser(catalog).parse_args(words)
        code = int(_run(args, catalog) or 0)
        sys.stdout.flush()
        return code
    except _Usage as error:
        if _may_hold_secret(words):
            # argparse quotes what it cannot place.
            from inspect_tui.services.errors import describe
            from inspect_tui.services.key_files import KeysError

            return _fail(describe(KeysError("private_key"), catalog))
        return _fail(catalog.t("the command is not right ({detail}); see inspect-tui --help", detail=error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has gone; there is nobody to tell.
        _drop_stdout()
        return 0
    except Exception as error:
        from inspect_tui.services.errors import UserError, describe, is_expected

        if isinstance(error, OSError):
            # A full disk under stdout, or a file that no command looked after by itself.
            _drop_stdout()
            error = UserError("unwritable_file", path=error.filename or "stdout", reason=error.strerror or "")
        if not is_expected(error):
            return _crash(error, catalog)
        return _fail(describe(error, catalog))


def _run(args: argparse.Namespace, catalog: Catalog) -> int | None:
    """Run a command; where the store turns out to be damaged, mend it from its newest good copy, say so, run again."""
    try:
        return args.run(args, catalog)  # type: ignore[no-any-return]
    except Exception as error:
        from inspect_tui.services.errors import is_expected

        if not is_expected(error):
            raise
        from inspect_tui.services.copying import is_curable, mend_store, told_repair
        from inspect_tui.store.errors import StoreError

        setup = _setup(args, catalog)
        if not is_curable(error, setup):
            raise
        try:
            done = mend_store(setup)
        except StoreError as worse:
            # Without a copy that opens, what was said first is nearer the truth: a wrong passphrase, most often.
            nearer = worse.code == "sound" or (worse.code in ("no_copy", "busy") and error.code != "damaged")  # type: ignore[attr-defined]
            raise (error if nearer else worse) from None
        _say(told_repair(done, catalog))
        return args.run(args, catalog)  # type: ignore[no-any-return]


def _crash(error: Exception, catalog: Catalog) -> int:
    """Report a fault of the program in one line and a file, neither of which holds what was worked with."""
    from inspect_tui.services.crash_report import fault_line, report_crash
    from inspect_tui.services.home import Home

    report = report_crash(Home.find(os.environ).logs, error, where="command")
    print(fault_line(catalog, report), file=sys.stderr)
    return 1


def _may_hold_secret(words: Sequence[str]) -> bool:
    """Tell whether a private key may be among words that fit no command; a word too many costs nothing."""
    if not {"trust", "recipients", "identity"} & set(words):
        return False
    from inspect_tui.services.key_text import holds_secret

    return holds_secret(" ".join(words))


def _drop_stdout() -> None:
    """Send what is still to be printed nowhere, so that the interpreter does not stumble over it at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(text: str) -> int:
    _say(text)
    return 2


def _say(text: str) -> None:
    from inspect_tui.domain.vietnamese import one_line

    # The words may quote what was typed or read: nothing of it may steer a terminal.
    print("inspect-tui: " + one_line(text), file=sys.stderr)


def _language(words: Sequence[str]) -> str:
    """Return the language before anything is parsed, so that parsing itself can speak it."""
    chosen = os.environ.get("INSPECT_TUI_LANG", "")
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            chosen = words[place + 1]
        elif word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
    return chosen if chosen in LANGUAGES else "vi"


def _parser(catalog: Catalog) -> _Parser:
    t = catalog.t
    main_parser = _Parser(
        prog="inspect-tui",
        description=t("A notebook for checking how an agency carries out its assigned tasks."),
    )
    from inspect_tui import __version__

    main_parser.add_argument("--version", action="version", version=f"inspect-tui {__version__}")
    main_parser.add_argument("--db", metavar="PATH-OR-URL", default=os.environ.get("INSPECT_TUI_DB", ""),
                             help=t("the store: a file, or postgresql://…"))  # fmt: skip
    main_parser.add_argument("--passphrase-file", metavar="PATH", default="",
                             help=t("file whose first line is the store's passphrase"))  # fmt: skip
    main_parser.add_argument("--lang", choices=LANGUAGES, help=t("language of screens, papers and messages"))
    main_parser.set_defaults(run=_app)
    commands = main_parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)

    def add(
        group: Any, name: str, run: Callable[[argparse.Namespace, Catalog], int | None], words: str
    ) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = group.add_parser(name, help=words, description=words)
        parser.set_defaults(run=run)
        return parser

    def command(
        name: str,
        run: Callable[[argparse.Namespace, Catalog], int | None],
        words: str,
        *,
        group: Any = commands,
        session: bool = True,
    ) -> argparse.ArgumentParser:
        parser = add(group, name, run, words)
        if session:
            parser.add_argument("session", metavar="SESSION", help=t("its id, or the unique beginning of it"))
        parser.add_argument("--json", action="store_true", help=t("one JSON object on stdout"))
        return parser

    parser = add(commands, "open", _open, t("open a session in the full-screen app"))
    parser.add_argument("session", metavar="SESSION", help=t("its id, or the unique beginning of it"))
    parser.add_argument("--screen", choices=SCREENS, default="checklist", help=t("the screen to open it on"))

    parser = command("demo", _demo, t("the visit of 30/7/2021 in a throw-away home"), session=False)
    parser.add_argument(
        "--headless",
        metavar="DIR",
        nargs="?",
        const="",
        help=t("run the whole way through without a terminal into DIR, or into a new temporary folder"),
    )

    sessions = commands.add_parser("session", help=t("make, list and show sessions")).add_subparsers(
        metavar="COMMAND", required=True, parser_class=_Parser
    )
    parser = command("new", _session_new, t("make a session"), group=sessions, session=False)
    parser.add_argument("--agency", metavar="NAME", required=True, help=t("the inspected agency"))
    parser.add_argument("--held-on", metavar="DATE", required=True, help=t("day of the visit, YYYY-MM-DD"))
    parser.add_argument("--as-of", metavar="DATE", required=True, help=t("cut-off date of the figures, YYYY-MM-DD"))
    parser.add_argument("--title", metavar="T", default="", help=t("a line under the agency's name"))
    command("list", _session_list, t("list the sessions"), group=sessions, session=False)
    parser = command("show", _session_show, t("show a session"), group=sessions)
    parser.add_argument("--revision", metavar="N", type=int, help=t("as this revision was signed"))

    parser = command("record", _record, t("apply changes, one JSON object a line"))
    parser.add_argument("file", metavar="FILE.jsonl", help=t("the changes; - reads stdin"))

    parser = command("sign", _sign, t("sign and lock a session"))
    parser.add_argument("--by", metavar="NAME", required=True, help=t("who signs"))
    parser.add_argument("--force", action="store_true", help=t("sign although something is missing"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=t("why it is signed nevertheless"))
    parser = command("amend", _amend, t("open a numbered revision of a signed session"))
    parser.add_argument("--reason", metavar="TEXT", required=True, help=t("why"))

    registers = commands.add_parser("register", help=t("registers of tasks")).add_subparsers(
        metavar="COMMAND", required=True, parser_class=_Parser
    )
    parser = command("import", _register_import, t("read a register into the checklist"), group=registers,
                     session=False)  # fmt: skip
    parser.add_argument("file", metavar="FILE", help=t("an xlsx or csv file"))
    parser.add_argument("--session", metavar="S", required=True, help=t("the session to read it into"))
    parser.add_argument("--sheet", metavar="N", help=t("name or number of the sheet"))
    parser.add_argument("--map", metavar="HEADER=FIELD", action="append", default=[], help=t("what a column means"))
    parser.add_argument("--dry-run", action="store_true", help=t("read and compare only"))

    parser = command("figures", _figures, t("the grid of figures, whole and per source"))
    parser.add_argument("--as-of", metavar="DATE", help=t("another cut-off date, YYYY-MM-DD"))
    parser.add_argument("--declared", action="store_true", help=t("count as the agency declared"))

    parser = command("document", _document, t("make a paper"))
    parser.add_argument("--kind", choices=KINDS, required=True, help=t("which paper"))
    parser.add_argument("--format", choices=FORMATS, required=True, help=t("in which form"))
    parser.add_argument("--revision", metavar="N", type=int, help=t("as this revision was signed"))
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=t("the file to write"))

    parser = command("export", _export, t("write a session file"))
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help=t("the folder to write it into"))
    parser.add_argument("--plain", action="store_true", help=t("not sealed: anybody can read it"))

    parser = command("verify", _verify, t("check whether a session file is whole and unchanged"), session=False)
    parser.add_argument("file", metavar="FILE", help=t("the session file"))
    parser.add_argument("--code", metavar="CODE", help=t("the verification code that is printed on paper"))

    parser = command("receive", _receive, t("merge session files into this store"), session=False)
    parser.add_argument("places", metavar="FILE-OR-FOLDER-OR-URL", nargs="*", help=t("session files and receipts"))
    parser.add_argument("--retry", action="store_true", help=t("try those again that were not taken in"))
    parser.add_argument("--watch", action="store_true", help=t("go on and receive what comes until it is stopped"))
    parser.add_argument("--receipts", metavar="DIR", help=t("the folder for receipts"))
    parser.add_argument("--unsigned", action="store_true", help=t("take old files in that nobody signed"))

    parser = command("sync", _sync, t("send what is pending to a target, fetch receipts and packs"), session=False)
    where = t("a folder, sftp://user@host/folder or s3://bucket/folder; else the one that is set")
    parser.add_argument("target", metavar="TARGET", nargs="?", help=where)
    parser.add_argument("--plain", action="store_true", help=t("not sealed: anybody can read it"))
    parser.add_argument("--remember", action="store_true", help=t("set this target for later"))
    parser.add_argument("--accept-host", metavar="FINGERPRINT", default="",
                        help=t("the host's key has this fingerprint: accept it from now on"))  # fmt: skip

    parser = command("backup", _backup, t("make a checked copy of the store"), session=False)
    parser.add_argument("--second", metavar="DIR", help=t("a second place for every copy from now on; '' for none"))
    parser = command("restore", _restore, t("put a copy in the store's place; what stood there is kept"), session=False)
    parser.add_argument("file", metavar="FILE", nargs="?", help=t("the copy; without it the newest good one"))
    command(
        "doctor", _doctor, t("what is wrong with this store, its copies, the keys, the clock, the disk"), session=False
    )
    parser = command("passphrase", _passphrase, t("encrypt the store, or change its passphrase"), session=False)
    parser.add_argument("--new-passphrase-file", metavar="PATH", default="",
                        help=t("file whose first line is the new passphrase"))  # fmt: skip
    parser.add_argument("--recovery-key-file", metavar="PATH", default="",
                        help=t("file whose first line is the recovery key, instead of the passphrase"))  # fmt: skip

    parser = command("identity", _identity, t("this device's keys, made at first use"), session=False)
    parser.add_argument("--name", metavar="NAME", help=t("the name beside the keys, and of the home's entries"))
    for list_name, run, words in (
        ("trust", _trust, t("whose session files and receipts are believed")),
        ("recipients", _recipients, t("who can read session files, beside this device")),
    ):
        lists = commands.add_parser(list_name, help=words).add_subparsers(
            metavar="COMMAND", required=True, parser_class=_Parser
        )
        for verb, what in (("add", t("add a key")), ("list", t("list the keys")), ("remove", t("remove a key"))):
            parser = command(verb, run, what, group=lists, session=False)
            parser.set_defaults(verb=verb)
            if verb != "list":
                parser.add_argument("name", metavar="NAME", help=t("whose key"))
            if verb == "add":
                parser.add_argument(
                    "key", metavar="KEY", help=t("what the other's identity prints or its QR code says")
                )
    return main_parser


def _setup(args: argparse.Namespace, catalog: Catalog) -> Any:
    from inspect_tui.services.home import Home, Setup, read_passphrase
    from inspect_tui.store.connection import Location

    home = Home.find(os.environ)
    location = Location.parse(args.db) if args.db else Location(home.store)
    passphrase = read_passphrase(args.passphrase_file, os.environ)
    return Setup(home, location, passphrase, catalog.language)


@contextlib.contextmanager
def _store(args: argparse.Namespace, catalog: Catalog, *, read_only: bool) -> Iterator[Any]:
    from inspect_tui.services.sessions import open_for

    with open_for(_setup(args, catalog), read_only=read_only) as store, store.errors_told():
        yield store


def _print(args: argparse.Namespace, data: dict[str, Any], *lines: str) -> None:
    if args.json:
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        for line in lines:
            print(line)


def _needs_terminal(catalog: Catalog) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise _Usage(catalog.t("the full-screen app needs a terminal"))


def _app(args: argparse.Namespace, catalog: Catalog) -> int:
    _needs_terminal(catalog)
    from inspect_tui.tui.run import run_app

    return run_app(_setup(args, catalog))


def _open(args: argparse.Namespace, catalog: Catalog) -> int:
    _needs_terminal(catalog)
    from inspect_tui.tui.run import run_app

    return run_app(_setup(args, catalog), session=args.session, screen=args.screen)


def _demo(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.services.demo import demo_folder, prepare_visit, run_headless

    if args.headless is None and not args.json and sys.stdin.isatty() and sys.stdout.isatty():
        from inspect_tui.tui.run import run_app

        with demo_folder() as folder:
            setup, session = prepare_visit(Path(folder), catalog)
            return run_app(setup, session=session, screen="checklist", demo=True)
    if not args.headless:
        import tempfile

        args.headless = tempfile.mkdtemp(prefix="inspect-tui-demo-")
    made = run_headless(Path(args.headless), catalog)
    data = {"home": str(made.home), "db": str(made.db), "session": made.session, "files": [str(f) for f in made.files]}
    _print(args, data, args.headless, *(str(f) for f in made.files))
    return 0


def _session_new(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.sessions import create_session

    with _store(args, catalog, read_only=False) as store:
        made = create_session(store, agency=args.agency, held_on=args.held_on, as_of=args.as_of, title=args.title)
    _print(args, {"id": made}, made)
    return 0


def _session_list(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.domain.dates import screen_date
    from inspect_tui.services.as_json import summary_json
    from inspect_tui.services.sessions import all_sessions, state_words

    with _store(args, catalog, read_only=True) as store:
        found = all_sessions(store)
    lines = []
    for one in found:
        marks = [one.session.agency, state_words(one, catalog)]
        if one.conflicts:
            marks.append(catalog.n("{count} conflict", "{count} conflicts", one.conflicts))
        if one.outside:
            marks.append(catalog.t("{count} outside what was signed", count=one.outside))
        lines.append(f"{one.session.id}  {screen_date(one.session.held_on):10}  {one.tasks:6}  {' · '.join(marks)}")
    _print(args, {"sessions": [summary_json(s) for s in found]}, *lines)
    return 0


def _session_show(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.as_json import session_json
    from inspect_tui.services.sessions import load_view, resolve

    with _store(args, catalog, read_only=True) as store:
        session = resolve(store, args.session)
        view = load_view(store, session, revision=args.revision)
        # What is typed now is no part of what was signed then.
        data = session_json(view, store.drafts(session) if args.revision is None else (), catalog)
    print(json.dumps(data, ensure_ascii=False, indent=1))
    return 0


def _record(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.reading_files import read_lines
    from inspect_tui.services.recording import record_lines
    from inspect_tui.services.sessions import resolve

    with _store(args, catalog, read_only=False) as store:
        session = resolve(store, args.session)
        # Kept for the second run after a damaged store was mended: stdin is read once.
        args.lines = getattr(args, "lines", None) or list(read_lines(args.file))
        done = record_lines(store, session, args.lines)
    _print(args, {"applied": done.applied, "ids": list(done.ids)},
           catalog.n("{count} change", "{count} changes", done.applied))  # fmt: skip
    return 0


def _sign(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.domain.readiness import describe as describe_missing
    from inspect_tui.services.sessions import resolve
    from inspect_tui.services.signing import sign

    with _store(args, catalog, read_only=False) as store:
        done = sign(store, resolve(store, args.session), by=args.by, force=args.force, reason=args.reason)
    if done.code:
        _copy_signed(args, catalog)
    missing = [{"code": m.code, "record": m.record, "id": m.id, "message": describe_missing(m, catalog)}
               for m in done.missing]  # fmt: skip
    lines = [done.code] if done.code else [catalog.t("not signed; missing:"), *(m["message"] for m in missing)]
    _print(args, {"verification_code": done.code, "missing": missing}, *lines)
    return 0 if done.code else 1


def _copy_signed(args: argparse.Namespace, catalog: Catalog) -> None:
    """Copy the store with what was just signed; where that cannot be, the signature stands all the same."""
    from inspect_tui.services.copying import backup
    from inspect_tui.services.errors import describe
    from inspect_tui.store.errors import StoreError

    setup = _setup(args, catalog)
    if setup.location.path is None:
        return
    try:
        backup(setup, reason="signing")
    except StoreError as error:
        _say(catalog.t("No copy: {reason}", reason=describe(error, catalog)))


def _amend(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.sessions import resolve
    from inspect_tui.services.signing import amend, taken_in_words

    with _store(args, catalog, read_only=False) as store:
        done = amend(store, resolve(store, args.session), reason=args.reason)
    data = {"revision": done.revision, **({"taken_in": done.taken_in} if done.taken_in else {})}
    line = catalog.t("revision {revision} is open", revision=done.revision)
    _print(args, data, ".".join(part for part in (line, taken_in_words(done, catalog)) if part))
    return 0


def _register_import(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.services.as_json import import_json
    from inspect_tui.services.importing import field_words, import_register, reason_words
    from inspect_tui.services.sessions import resolve

    mapping = {}
    for pair in args.map:
        header, equals, field = pair.rpartition("=")
        if not equals or not header.strip():
            raise _Usage(f"--map {pair}")
        mapping[header] = field.strip()
    with _store(args, catalog, read_only=args.dry_run) as store:
        session = resolve(store, args.session)
        done = import_register(store, session, Path(args.file), sheet=args.sheet, mapping=mapping, dry_run=args.dry_run)
    data = import_json(done)
    lines = [
        catalog.t("{tasks} tasks read: {added} added, {changed} changed, {gone} no longer in the register",
                  tasks=data["tasks"], added=data["added"], changed=data["changed"], gone=data["gone"]),
        *(
            catalog.t(
                "row {row}: {field} «{value}»: {reason}",
                row=p["row"],
                field=field_words(p["field"], catalog),
                value=p["value"],
                reason=reason_words(p["reason"], catalog),
            )
            for p in data["problems"]
        ),
        *(
            catalog.t("row {row} left out: {reason}", row=s["row"], reason=reason_words(s["reason"], catalog))
            for s in data["skipped"]
        ),
    ]  # fmt: skip
    _print(args, data, *lines)
    return 0


def _figures(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.figuring import session_figures
    from inspect_tui.services.sessions import resolve

    with _store(args, catalog, read_only=True) as store:
        session = resolve(store, args.session)
        data = session_figures(store, session, catalog, as_of=args.as_of, declared=args.declared)
    _print(args, data, data["sentence"])
    return 0


def _document(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.services.papers import read_for_paper, write_paper
    from inspect_tui.services.sessions import resolve

    with _store(args, catalog, read_only=True) as store:
        source = read_for_paper(store, resolve(store, args.session), args.revision)
    path = write_paper(source, catalog, kind=args.kind, form=args.format, path=Path(args.output))
    _print(args, {"file": str(path)}, str(path))
    return 0


def _export(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.services.exporting import export_session
    from inspect_tui.services.file_keys import file_keys
    from inspect_tui.services.sessions import resolve

    with _store(args, catalog, read_only=False) as store:
        keys = file_keys(_setup(args, catalog), store)
        done = export_session(store, resolve(store, args.session), Path(args.output), plain=args.plain,
                              identity=keys.identity, recipients=keys.recipients)  # fmt: skip
    if done.recipients:
        told = catalog.n("sealed: {count} key opens it", "sealed: {count} keys open it", done.recipients)
    else:
        told = catalog.t("NOT SEALED: everybody who has this file can read it")
    _print(args, {"file": str(done.path), "sha256": done.sha256, "counts": dict(done.counts)}, str(done.path), told)
    return 0


def _verify(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.services.exporting import verify_for
    from inspect_tui.services.home import Home

    data = verify_for(Home.find(os.environ), Path(args.file), catalog, code=args.code,
                      setup=lambda: _setup(args, catalog))  # fmt: skip
    if not data["valid"]:
        good = catalog.t("NOT VALID")
    else:
        good = catalog.t("whole and unchanged") if data["trusted"] else catalog.t("whole, but NOT from anybody trusted")
    _print(args, data, good, *(f"{f['code']}: {f['message']}" for f in data["findings"]))
    return 0 if data["valid"] and data["trusted"] else 1


def _receive(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.receiving_all import Order, receive, receive_on_and_on, told

    order = Order(tuple(args.places), retry=args.retry, receipts=args.receipts, unsigned=args.unsigned)
    setup = _setup(args, catalog)
    if args.watch:
        tell = (lambda done: None) if args.json else (lambda done: print(*told(done, catalog), sep="\n", flush=True))
        done = receive_on_and_on(setup, order, catalog, tell)
        _print(args, done.as_json())
    else:
        done = receive(setup, order, catalog)
        _print(args, done.as_json(), *told(done, catalog))
    return int(bool(done.quarantined))


def _sync(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.errors import describe
    from inspect_tui.services.syncing import Progress, progress_line, sync, synced_as_json, synced_lines

    shows = sys.stderr.isatty() and not args.json

    def tell(progress: Progress) -> None:
        # The terminal's line is written over; what a file or another program reads has no such lines.
        if shows:
            print("\r\x1b[K" + progress_line(progress, catalog), end="", file=sys.stderr, flush=True)

    done = sync(
        _setup(args, catalog), args.target, plain=args.plain, remember=args.remember, accept=args.accept_host, tell=tell
    )
    if done.error is not None and not args.json:
        _say(describe(done.error, catalog))
    _print(args, synced_as_json(done, catalog), *synced_lines(done, catalog))
    return 0 if done.is_well else 1


def _backup(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.copying import backup, copy_as_json, set_second

    setup = _setup(args, catalog)
    if args.second is not None:
        set_second(setup, args.second)
    made = backup(setup)
    if made.second_failed:
        _say(catalog.t("the second place for copies cannot be reached: {path}", path=made.second_failed))
    _print(args, copy_as_json(made), str(made.path), *([str(made.second)] if made.second else []))
    return 0


def _restore(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.services.copying import restore

    done = restore(_setup(args, catalog), Path(args.file) if args.file is not None else None)
    kept = str(done.kept) if done.kept else None
    lines = [catalog.t("{file} is the store now", file=done.file)]
    if kept:
        lines.append(catalog.t("what stood there is kept as {file}", file=kept))
    _print(args, {"file": str(done.file), "kept": kept}, *lines)
    return 0


def _doctor(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.doctor import LEVELS, examine

    found = examine(_setup(args, catalog), catalog)
    words = {level: catalog.t(word) for level, word in LEVELS.items()}
    lines = [f"{words[f['level']]:10}{f['message']}" for f in found["findings"]]
    _print(args, found, *lines)
    return int(any(f["level"] == "fault" for f in found["findings"]))


def _passphrase(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.copying import set_passphrase
    from inspect_tui.services.home import read_passphrase

    new = read_passphrase(args.new_passphrase_file, {})
    key = read_passphrase(args.recovery_key_file, {})
    done = set_passphrase(_setup(args, catalog), new, recovery_key=key)
    lines = [
        catalog.t("recovery key: {key}", key=done.recovery_key),
        catalog.t("Write it down and keep it apart from this machine; it is not shown again."),
    ] if done.recovery_key else [
        catalog.t("this device's keys open with the new passphrase; the store is on a server, which has its own."),
    ]  # fmt: skip
    lines += [
        *(catalog.t("not changed, for the old passphrase does not open it: {file}", file=f) for f in done.left),
    ]
    _print(args, {"recovery_key": done.recovery_key, "left": [str(f) for f in done.left]}, *lines)
    return 0


def _identity(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.identities import show_identity

    shown = show_identity(_setup(args, catalog), args.name)
    public = shown.public
    data = {"name": public.name, "public_key": public.public_key, "recipient": public.recipient,
            "fingerprint": public.fingerprint}  # fmt: skip
    if shown.person is False:
        _say(catalog.t("the store cannot be written now: its entries go on with the name that they had"))
    _print(args, data, *([] if args.json else _identity_lines(public, catalog)))
    return 0


def _identity_lines(public: Any, catalog: Catalog) -> list[str]:
    from inspect_tui.services.key_text import qr_lines, recipient_fingerprint, text_of

    t = catalog.t
    on_terminal = sys.stdout.isatty()
    bold, plain = ("\x1b[1m", "\x1b[0m") if _has_colours() else ("", "")
    lines = [
        f"{bold}{public.name}{plain}",
        "",
        f"    {bold}{public.fingerprint.replace('-', '  -  ')}{plain}" if on_terminal else public.fingerprint,
        "",
        t("Signing key, for inspect-tui trust add:"),
        f"    {public.public_key}",
        t("Recipient, for inspect-tui recipients add:"),
        f"    {public.recipient}",
        t("Fingerprint of the recipient: {fingerprint}", fingerprint=recipient_fingerprint(public.recipient)),
    ]
    if on_terminal:
        lines += ["", *qr_lines(text_of(public), coloured=_has_colours()), ""]
        lines += [t("Scanned, this is one text that both commands take as KEY."), t("Compare fingerprints by voice.")]
    return lines


def _has_colours() -> bool:
    known = os.environ.get("TERM", "") != "dumb" and not os.environ.get("NO_COLOR")
    return sys.stdout.isatty() and known and (sys.platform != "win32" or "WT_SESSION" in os.environ)


def _trust(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services import trust

    return _keys(args, catalog, "trusted", trust.trusted_keys, trust.add_trusted, trust.remove_trusted)


def _recipients(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services import trust

    return _keys(args, catalog, "recipients", trust.recipients, trust.add_recipient, trust.remove_recipient)


def _keys(args: argparse.Namespace, catalog: Catalog, member: str, found: Any, add: Any, remove: Any) -> int:
    t, home = catalog.t, _setup(args, catalog).home
    if args.verb == "add":
        known, is_new = add(home, args.name, args.key)
        lines = [f"{known.name}  {known.fingerprint}"]
        lines.append(t("Compare this fingerprint with the one on the other's screen, by voice.") if is_new else
                     t("it was there already, as {name}", name=known.name))  # fmt: skip
    elif args.verb == "remove":
        gone = remove(home, args.name)
        lines = [t("removed: {name}  {fingerprint}", name=gone.name, fingerprint=gone.fingerprint)]
    else:
        lines = [f"{known.fingerprint}  {known.key}  {known.name}" for known in found(home)]
    _print(args, {member: [known.as_json() for known in found(home)]}, *lines)
    return 0
