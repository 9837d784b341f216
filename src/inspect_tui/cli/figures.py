"""Figures: the grid of a session, the check of reported ones, and what a store's figures are set to."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from inspect_tui.cli import figures_check
from inspect_tui.cli.common import Commands, opened, show
from inspect_tui.domain.records import RATE_BASES
from inspect_tui.locale import Catalog


def add_to(commands: Commands) -> None:
    """Add these commands."""
    t = commands.t
    parser = commands.add("figures", _figures, t("the grid of figures, whole and per source"))
    parser.add_argument("--as-of", metavar="DATE", help=t("another cut-off date, YYYY-MM-DD"))
    parser.add_argument("--declared", action="store_true", help=t("count as the agency declared"))
    parser.add_argument("--tasks", action="store_true", help=t("name the tasks that are late or due soon"))
    figures_check.add_beside(parser, commands)

    parser = commands.add("settings", _settings, t("how figures are counted and printed in this store"), session=False)
    parser.add_argument("--rate-base", choices=RATE_BASES, help=t("what the rates of new sessions are a share of"))
    parser.add_argument("--decimals", metavar="N", type=_between(0, 2, t), help=t("decimals of their rates, 0 to 2"))
    parser.add_argument("--due-soon-days", metavar="N", type=_between(0, 366, t),
                        help=t("days before a deadline that is called near, 0 to 366"))  # fmt: skip


def _between(least: int, most: int, t: Callable[..., str]) -> Callable[[str], int]:
    """Return what reads a whole number between two others."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(
                t("{text} is no number from {least} to {most}", text=text[:20] or "“”", least=least, most=most)
            )
        return int(text)

    return read


def _figures(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.figuring import session_figures
    from inspect_tui.services.sessions import resolve

    with opened(args, catalog, read_only=True) as store:
        session = resolve(store, args.session)
        data = session_figures(
            store, session, catalog, as_of=args.as_of, declared=args.declared, with_tasks=args.tasks
        )  # fmt: skip
    show(args, data, data["sentence"], *_named(data, catalog))
    return 0


def _named(data: Mapping[str, Any], catalog: Catalog) -> list[str]:
    """Return a line for each task that is late or due soon, where they were asked for."""
    from datetime import date

    from inspect_tui.domain.dates import screen_date
    from inspect_tui.domain.status import STATUS_LABELS

    lines = []
    for one in data.get("late", ()):
        days = catalog.n("{count} day", "{count} days", one["days_overdue"])
        lines.append(f"{one['label']}  {catalog.t(STATUS_LABELS[one['status']])}, {days}: {one['content']}")
    for one in data.get("due_soon", ()):
        day = screen_date(date.fromisoformat(one["deadline"]))
        lines.append(
            catalog.t("{label}  due soon, {day}: {content}", label=one["label"], day=day, content=one["content"])
        )
    return lines


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
