"""The full-screen app: on the list of sessions, on one session, on the demonstration."""

from __future__ import annotations

import argparse
import sys

from inspect_tui.cli.common import Commands, needs_terminal, setup_of, show
from inspect_tui.locale import Catalog

SCREENS = ("checklist", "notes", "conclusions", "figures", "papers")


def add_to(commands: Commands) -> None:
    """Add these commands."""
    t = commands.t
    parser = commands.plain("open", _open, t("open a session in the full-screen app"))
    commands.add_session(parser)
    parser.add_argument("--screen", choices=SCREENS, default="checklist", help=t("the screen to open it on"))

    parser = commands.add("demo", _demo, t("the visit of 30/7/2021 in a throw-away home"), session=False)
    parser.add_argument(
        "--headless",
        metavar="DIR",
        nargs="?",
        const="",
        help=t("run the whole way through without a terminal into DIR, or into a new temporary folder"),
    )


def run(args: argparse.Namespace, catalog: Catalog) -> int:
    """Show the app on the list of sessions."""
    needs_terminal(catalog)
    from inspect_tui.tui.run import run_app

    return run_app(setup_of(args, catalog))


def _open(args: argparse.Namespace, catalog: Catalog) -> int:
    needs_terminal(catalog)
    from inspect_tui.tui.run import run_app

    return run_app(setup_of(args, catalog), session=args.session, screen=args.screen)


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
    show(args, data, args.headless, *(str(f) for f in made.files))
    return 0
