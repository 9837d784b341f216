"""Keys: this device's own, those whose files are believed, those who can read files."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from inspect_tui.cli.common import Commands, say, setup_of, show
from inspect_tui.locale import Catalog


def add_to(commands: Commands) -> None:
    """Add these commands."""
    t = commands.t
    parser = commands.add("identity", _identity, t("this device's keys, made at first use"), session=False)
    parser.add_argument("--name", metavar="NAME", help=t("the name beside the keys, and of the home's entries"))
    for list_name, run, words in (
        ("trust", _trust, t("whose session files and receipts are believed")),
        ("recipients", _recipients, t("who can read session files, beside this device")),
    ):
        lists = commands.group(list_name, words)
        for verb, what in (("add", t("add a key")), ("list", t("list the keys")), ("remove", t("remove a key"))):
            parser = commands.add(verb, run, what, group=lists, session=False)
            parser.set_defaults(verb=verb)
            if verb != "list":
                parser.add_argument("name", metavar="NAME", help=t("whose key"))
            if verb == "add":
                parser.add_argument(
                    "key", metavar="KEY", help=t("what the other's identity prints or its QR code says")
                )


def _identity(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.identities import show_identity

    shown = show_identity(setup_of(args, catalog), args.name)
    public = shown.public
    data = {"name": public.name, "public_key": public.public_key, "recipient": public.recipient,
            "fingerprint": public.fingerprint}  # fmt: skip
    if shown.person is False:
        say(catalog.t("the store cannot be written now: its entries go on with the name that they had"))
    show(args, data, *([] if args.json else _identity_lines(public, catalog)))
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
    t, home = catalog.t, setup_of(args, catalog).home
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
    show(args, {member: [known.as_json() for known in found(home)]}, *lines)
    return 0
