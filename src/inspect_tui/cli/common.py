"""What all commands share: how they are added, what they use, how they say what they did."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from inspect_tui.locale import N_, Catalog

if TYPE_CHECKING:
    from inspect_tui.services.home import Setup
    from inspect_tui.store.store import Store

Run = Callable[[argparse.Namespace, Catalog], int | None]
"""What a command does; returns the exit code."""

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


class Usage(Exception):
    """Words on the command line that fit no command."""


class Parser(argparse.ArgumentParser):
    """A parser that raises `Usage` rather than end the process."""

    def __init__(self, **options: Any) -> None:
        # A beginning of an option that works today would mean another one once the next option is added.
        super().__init__(**options, allow_abbrev=False)
        self.beside: dict[str, Parser] = {}

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Understand words; where the first of them names a command that stands beside the arguments, that one does."""
        words = list(args or ())
        place = next((place for place, word in enumerate(words) if word != "--json"), len(words))
        if words[place : place + 1] and words[place] in self.beside:
            return self.beside[words[place]].parse_known_args(words[:place] + words[place + 1 :], namespace)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Tell that words fit no command."""
        raise Usage(message)


class Commands:
    """Where each module adds its commands."""

    def __init__(self, parser: argparse.ArgumentParser, catalog: Catalog) -> None:
        """Begin with none.

        Args:
            parser: of the program.
            catalog: the language of all help.
        """
        self.t = catalog.t
        self._commands = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)

    def group(self, name: str, words: str) -> Any:
        """Add a command that has commands of its own, and return where to add these."""
        return self._commands.add_parser(name, help=words).add_subparsers(
            metavar="COMMAND", required=True, parser_class=Parser
        )

    def plain(self, name: str, run: Run, words: str, *, group: Any = None) -> argparse.ArgumentParser:
        """Add a command without options, and return its parser."""
        parser: argparse.ArgumentParser = (group or self._commands).add_parser(name, help=words, description=words)
        parser.set_defaults(run=run)
        return parser

    def add(
        self, name: str, run: Run, words: str, *, group: Any = None, session: bool = True
    ) -> argparse.ArgumentParser:
        """Add a command that can answer in JSON, and return its parser.

        Args:
            name: of the command.
            run: does it.
            words: says what it does.
            group: the command that it belongs to; None for none.
            session: it is about a session, which is its first argument.
        """
        parser = self.plain(name, run, words, group=group)
        if session:
            self.add_session(parser)
        parser.add_argument("--json", action="store_true", help=self.t("one JSON object on stdout"))
        return parser

    def beside(self, parser: argparse.ArgumentParser, name: str, run: Run, words: str) -> argparse.ArgumentParser:
        """Add a command that can answer in JSON where another one takes a session, and return its parser.

        Args:
            parser: of the other command; a session's id is hexadecimal, so it is never the name.
            name: of the command.
            run: does it.
            words: says what it does.
        """
        other = Parser(prog=f"{parser.prog} {name}", description=words)
        other.set_defaults(run=run)
        other.add_argument("--json", action="store_true", help=self.t("one JSON object on stdout"))
        if isinstance(parser, Parser):
            parser.beside[name] = other
        parser.epilog = f"{other.prog} --help: {words}"
        return other

    def add_session(self, parser: argparse.ArgumentParser) -> None:
        """Let a command be about a session."""
        parser.add_argument("session", metavar="SESSION", help=self.t("its id, or the unique beginning of it"))


def setup_of(args: argparse.Namespace, catalog: Catalog) -> Setup:
    """Return the home, store and passphrase that a command is to use."""
    from inspect_tui.services.home import Home, Setup, read_passphrase
    from inspect_tui.store.connection import Location

    home = Home.find(os.environ)
    location = Location.parse(args.db) if args.db else Location(home.store)
    passphrase = read_passphrase(args.passphrase_file, os.environ)
    is_said = bool(args.lang or os.environ.get("INSPECT_TUI_LANG"))
    return Setup(home, location, passphrase, catalog.language, is_said)


@contextlib.contextmanager
def opened(args: argparse.Namespace, catalog: Catalog, *, read_only: bool) -> Iterator[Store]:
    """Give the open store, and close it; its errors come out as what they mean to a person."""
    from inspect_tui.services.sessions import open_for

    with open_for(setup_of(args, catalog), read_only=read_only) as store, store.errors_told():
        yield store


def show(args: argparse.Namespace, data: dict[str, Any], *lines: str) -> None:
    """Print what a command did: as JSON where that is asked for, else in lines."""
    if args.json:
        print(json_text(data))
    else:
        for line in lines:
            print(line)


def json_text(data: Mapping[str, Any]) -> str:
    """Return an object as JSON: a line for each of its keys, and for each element of a list.

    What the standard library indents it writes in Python, in twice the time; a register has ten thousand tasks.
    """
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = []
    for name, value in data.items():
        is_long = isinstance(value, list) and value
        text = "[\n  " + ",\n  ".join(map(encode, value)) + "\n ]" if is_long else encode(value)
        lines.append(f" {encode(name)}: {text}")
    return "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"


def needs_terminal(catalog: Catalog) -> None:
    """See that there is a terminal for the full-screen app.

    Raises:
        Usage: there is none.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage(catalog.t("the full-screen app needs a terminal"))


def say(text: str) -> None:
    """Say one line on stderr."""
    from inspect_tui.domain.vietnamese import one_line

    # The words may quote what was typed or read: nothing of it may steer a terminal.
    print("inspect-tui: " + one_line(text), file=sys.stderr)
