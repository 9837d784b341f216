"""What a store is set to."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from inspect_tui.cli.common import Commands, opened, show
from inspect_tui.domain.records import RATE_BASES
from inspect_tui.locale import Catalog


def add_to(commands: Commands) -> None:
    """Add this command."""
    t = commands.t
    parser = commands.add("settings", _settings, t("how figures are counted and printed in this store"), session=False)
    parser.add_argument("--rate-base", choices=RATE_BASES, help=t("what the rates of new sessions are a share of"))
    parser.add_argument("--decimals", metavar="N", type=int, help=t("decimals of their rates, 0 to 2"))
    parser.add_argument("--due-soon-days", metavar="N", type=int, help=t("days before a deadline that is called near"))


def _settings(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.domain.figures import BASE_LABELS
    from inspect_tui.services.store_settings import change_store_settings, read_store_settings

    wanted = {"rate_base": args.rate_base, "decimals": args.decimals, "due_soon_days": args.due_soon_days}
    changes = any(value is not None for value in wanted.values())
    with opened(args, catalog, read_only=not changes) as store:
        now = change_store_settings(store, **wanted) if changes else read_store_settings(store)
    t = catalog.t
    show(
        args,
        asdict(now),
        t("Rates of new sessions: {base}, {count} decimals.", base=t(BASE_LABELS[now.rate_base]), count=now.decimals),
        catalog.n(
            "A deadline is near {count} day before it.", "A deadline is near {count} days before it.",
            now.due_soon_days,
        ),
    )  # fmt: skip
    return 0
