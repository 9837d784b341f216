"""Session files: written, checked, received, sent."""

from __future__ import annotations

import argparse
import os
import sys

from inspect_tui.cli.common import Commands, opened, say, setup_of, show
from inspect_tui.locale import Catalog


def add_to(commands: Commands) -> None:
    """Add these commands."""
    t = commands.t
    parser = commands.add("export", _export, t("write a session file"))
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help=t("the folder to write it into"))
    parser.add_argument("--plain", action="store_true", help=t("not sealed: anybody can read it"))

    parser = commands.add("verify", _verify, t("check whether a session file is whole and unchanged"), session=False)
    parser.add_argument("file", metavar="FILE", help=t("the session file"))
    parser.add_argument("--code", metavar="CODE", help=t("the verification code that is printed on paper"))

    parser = commands.add("receive", _receive, t("merge session files into this store"), session=False)
    parser.add_argument("places", metavar="FILE-OR-FOLDER-OR-URL", nargs="*", help=t("session files and receipts"))
    parser.add_argument("--retry", action="store_true", help=t("try those again that were not taken in"))
    parser.add_argument("--watch", action="store_true", help=t("go on and receive what comes until it is stopped"))
    parser.add_argument("--receipts", metavar="DIR", help=t("the folder for receipts"))
    parser.add_argument("--unsigned", action="store_true", help=t("take old files in that nobody signed"))

    parser = commands.add("sync", _sync, t("send what is pending to a target, fetch receipts and packs"), session=False)
    where = t("a folder, sftp://user@host/folder or s3://bucket/folder; else the one that is set")
    parser.add_argument("target", metavar="TARGET", nargs="?", help=where)
    parser.add_argument("--plain", action="store_true", help=t("not sealed: anybody can read it"))
    parser.add_argument("--remember", action="store_true", help=t("set this target for later"))
    parser.add_argument("--accept-host", metavar="FINGERPRINT", default="",
                        help=t("the host's key has this fingerprint: accept it from now on"))  # fmt: skip


def _export(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.services.exporting import export_session
    from inspect_tui.services.file_keys import file_keys
    from inspect_tui.services.sessions import resolve

    with opened(args, catalog, read_only=False) as store:
        keys = file_keys(setup_of(args, catalog), store)
        done = export_session(store, resolve(store, args.session), Path(args.output), plain=args.plain,
                              identity=keys.identity, recipients=keys.recipients)  # fmt: skip
    if done.recipients:
        told = catalog.n("sealed: {count} key opens it", "sealed: {count} keys open it", done.recipients)
    else:
        told = catalog.t("NOT SEALED: everybody who has this file can read it")
    show(args, {"file": str(done.path), "sha256": done.sha256, "counts": dict(done.counts)}, str(done.path), told)
    return 0


def _verify(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.services.exporting import verify_for
    from inspect_tui.services.home import Home

    data = verify_for(Home.find(os.environ), Path(args.file), catalog, code=args.code,
                      setup=lambda: setup_of(args, catalog))  # fmt: skip
    if not data["valid"]:
        good = catalog.t("NOT VALID")
    else:
        good = catalog.t("whole and unchanged") if data["trusted"] else catalog.t("whole, but NOT from anybody trusted")
    show(args, data, good, *(f"{f['code']}: {f['message']}" for f in data["findings"]))
    return 0 if data["valid"] and data["trusted"] else 1


def _receive(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.receiving_all import Order, receive, receive_on_and_on, told

    order = Order(tuple(args.places), retry=args.retry, receipts=args.receipts, unsigned=args.unsigned)
    setup = setup_of(args, catalog)
    if args.watch:
        tell = (lambda done: None) if args.json else (lambda done: print(*told(done, catalog), sep="\n", flush=True))
        done = receive_on_and_on(setup, order, catalog, tell)
        show(args, done.as_json())
    else:
        done = receive(setup, order, catalog)
        show(args, done.as_json(), *told(done, catalog))
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
        setup_of(args, catalog),
        args.target,
        plain=args.plain,
        remember=args.remember,
        accept=args.accept_host,
        tell=tell,
    )
    if done.error is not None and not args.json:
        say(describe(done.error, catalog))
    show(args, synced_as_json(done, catalog), *synced_lines(done, catalog))
    return 0 if done.is_well else 1
