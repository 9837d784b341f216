"""Papers of a session, and what stands at their head and foot in this store."""

from __future__ import annotations

import argparse
import contextlib
from dataclasses import asdict
from typing import Any

from inspect_tui.cli.common import Commands, opened, setup_of, show
from inspect_tui.domain.records import PAPER_KINDS
from inspect_tui.locale import Catalog

KINDS = ("minutes", "conclusion", "report", "register", "all")
FORMATS = ("docx", "pdf", "xlsx", "html", "csv")


def add_to(commands: Commands) -> None:
    """Add these commands."""
    t = commands.t
    parser = commands.add("document", _document, t("make a paper"))
    parser.add_argument("--kind", choices=KINDS, required=True, help=t("which paper"))
    parser.add_argument("--format", choices=FORMATS, required=True, help=t("in which form"))
    parser.add_argument("--revision", metavar="N", type=int, help=t("as this revision was signed"))
    parser.add_argument("--template", metavar="FILE", help=t("the office's own Word template"))
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=t("the file to write"))

    parser = commands.add("papers", _papers, t("what stands at the head and foot of papers"), session=False)
    parser.add_argument("--superior", metavar="TEXT", help=t("the body above the one that issues"))
    parser.add_argument("--issuer", metavar="TEXT", help=t("the body that issues"))
    parser.add_argument("--place", metavar="TEXT", help=t("the place before the day"))
    parser.add_argument("--kind", choices=PAPER_KINDS, help=t("the paper that what follows is about"))
    parser.add_argument("--symbol", metavar="TEXT", help=t("what stands behind the number, such as BB-TCT"))
    parser.add_argument("--first", metavar="N", type=int, help=t("the number with which a year begins"))
    parser.add_argument("--signer", metavar="NAME", help=t("who signs, where it is not the chair"))
    for name, words in (
        ("signer-title", t("a line over the signature; may be given several times")),
        ("recipient", t("a line of the recipients; may be given several times")),
        ("addressee", t("whom it is addressed to; may be given several times")),
    ):
        parser.add_argument(f"--{name}", metavar="TEXT", action="append", dest=f"{name.replace('-', '_')}s", help=words)


def _document(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.services.papers import check_form, office_template, read_for_paper, write_paper
    from inspect_tui.services.sessions import resolve
    from inspect_tui.services.templates import read_template

    check_form(args.kind, args.format)
    template = None
    if args.template is not None:
        check_form(args.kind, args.format, with_template=True)
        template = read_template(Path(args.template))
    elif args.format == "docx":
        template = office_template(setup_of(args, catalog).home, args.kind)
    with opened(args, catalog, read_only=True) as store:
        source = read_for_paper(store, resolve(store, args.session), args.revision)
    source = source.with_template(template)
    path = write_paper(source, catalog, kind=args.kind, form=args.format, path=Path(args.output))
    show(args, {"file": str(path)}, str(path))
    return 0


def _papers(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.cli.common import Usage
    from inspect_tui.services.paper_settings import (
        HEAD_FIELDS,
        KIND_LINES,
        KIND_LISTS,
        change_paper_settings,
        read_paper_settings,
    )

    heads = _given(args, HEAD_FIELDS)
    of_kind = _given(args, (*KIND_LINES, "first", *KIND_LISTS))
    if of_kind and not args.kind:
        option = "--" + next(iter(of_kind)).removesuffix("s").replace("_", "-")
        raise Usage(catalog.t("{option} is of one kind of paper, which --kind names", option=option))
    changes = bool(heads or of_kind)
    with opened(args, catalog, read_only=not changes) as store:
        with store.transaction() if changes else contextlib.nullcontext():
            if heads:
                change_paper_settings(store, heads)
            if of_kind:
                change_paper_settings(store, of_kind, kind=args.kind)
        now = read_paper_settings(store)
    data = asdict(now)
    data["kinds"] = {kind: asdict(now.of(kind)) for kind in PAPER_KINDS}
    show(args, data, *_lines(data))
    return 0


def _given(args: argparse.Namespace, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(args, name)) is not None}


def _lines(data: dict[str, Any]) -> list[str]:
    """Return the settings as lines, name and value, those of a kind under its name."""
    lines = [f"{name}: {value}" for name, value in data.items() if name != "kinds"]
    for kind, settings in data["kinds"].items():
        lines.append(f"{kind}:")
        for name, value in settings.items():
            told = " | ".join(value) if isinstance(value, (list, tuple)) else value
            lines.append(f"  {name}: {told}")
    return lines
