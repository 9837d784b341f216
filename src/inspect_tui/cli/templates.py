"""Templates of papers that an office brings along."""

from __future__ import annotations

import argparse

from inspect_tui.cli.common import Commands, show
from inspect_tui.domain.records import PAPER_KINDS
from inspect_tui.locale import Catalog

KINDS = (*PAPER_KINDS, "register")


def add_to(commands: Commands) -> None:
    """Add these commands."""
    t = commands.t
    group = commands.group("templates", t("an office's own Word templates"))
    words = t("which fields of a template are unknown, missing or refused?")
    parser = commands.add("check", _check, words, group=group, session=False)
    parser.add_argument("file", metavar="FILE", help=t("the template, a docx"))
    parser.add_argument("--kind", choices=KINDS, default="minutes", help=t("what paper it is for"))


def _check(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.services.templates import check_as_json, checked

    found = checked(Path(args.file), args.kind)
    lines = found.lines(catalog) or [catalog.t("The template can be used.")]
    show(args, check_as_json(found, catalog), *lines)
    return 0 if found.is_clean else 1
