"""Signing and amending a session."""

from __future__ import annotations

import argparse

from inspect_tui.cli.common import Commands, opened, say, setup_of, show
from inspect_tui.locale import Catalog


def add_to(commands: Commands) -> None:
    """Add these commands."""
    t = commands.t
    parser = commands.add("sign", _sign, t("sign and lock a session"))
    parser.add_argument("--by", metavar="NAME", required=True, help=t("who signs"))
    parser.add_argument("--force", action="store_true", help=t("sign although something is missing"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=t("why it is signed nevertheless"))
    parser = commands.add("amend", _amend, t("open a numbered revision of a signed session"))
    parser.add_argument("--reason", metavar="TEXT", required=True, help=t("why"))


def _sign(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.domain.readiness import describe as describe_missing
    from inspect_tui.services.sessions import resolve
    from inspect_tui.services.signing import sign

    with opened(args, catalog, read_only=False) as store:
        done = sign(store, resolve(store, args.session), by=args.by, force=args.force, reason=args.reason)
    if done.code:
        _copy_signed(args, catalog)
    missing = [{"code": m.code, "record": m.record, "id": m.id, "message": describe_missing(m, catalog)}
               for m in done.missing]  # fmt: skip
    lines = [done.code] if done.code else [catalog.t("not signed; missing:"), *(m["message"] for m in missing)]
    show(args, {"verification_code": done.code, "missing": missing}, *lines)
    return 0 if done.code else 1


def _copy_signed(args: argparse.Namespace, catalog: Catalog) -> None:
    """Copy the store with what was just signed; where that cannot be, the signature stands all the same."""
    from inspect_tui.services.copying import backup
    from inspect_tui.services.errors import describe
    from inspect_tui.store.errors import StoreError

    setup = setup_of(args, catalog)
    if setup.location.path is None:
        return
    try:
        backup(setup, reason="signing")
    except StoreError as error:
        say(catalog.t("No copy: {reason}", reason=describe(error, catalog)))


def _amend(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.sessions import resolve
    from inspect_tui.services.signing import amend, taken_in_words

    with opened(args, catalog, read_only=False) as store:
        done = amend(store, resolve(store, args.session), reason=args.reason)
    data = {"revision": done.revision, **({"taken_in": done.taken_in} if done.taken_in else {})}
    line = catalog.t("revision {revision} is open", revision=done.revision)
    show(args, data, ".".join(part for part in (line, taken_in_words(done, catalog)) if part))
    return 0
