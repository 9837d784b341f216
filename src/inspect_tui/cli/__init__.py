"""The command line: every command, thin; work is imported where a command calls for it.

Names, JSON keys and exit codes are a contract (README, "Commands"): 0 done, 1 what was asked about is not so,
2 bad input with one line on stderr.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Final

from inspect_tui import __version__
from inspect_tui.cli import full_screen
from inspect_tui.cli.common import Commands, Parser, Usage, say, setup_of
from inspect_tui.locale import LANGUAGES, Catalog, speak

MODULES: Final[dict[str, tuple[str, ...]]] = {
    "full_screen": ("open", "demo"),
    "sessions": ("session", "record", "register"),
    "figures": ("figures", "settings"),
    "signing": ("sign", "amend"),
    "papers": ("document", "papers"),
    "templates": ("templates",),
    "files": ("export", "verify", "receive", "sync"),
    "safety": ("backup", "restore", "doctor", "passphrase"),
    "keys": ("identity", "trust", "recipients"),
}
"""The modules of this package with their commands, in the order of the help."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the words after the program's name; None takes those of the process.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    # What is left at the end goes with the process, and the collector would look through all of it several times.
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    catalog = Catalog(_language(words))
    speak(catalog.language)
    try:
        if any("\0" in word for word in words):
            raise Usage("NUL")
        args = _parse(words, catalog)
        code = int(_run(args, catalog) or 0)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except Usage as error:
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

        setup = setup_of(args, catalog)
        if not is_curable(error, setup):
            raise
        try:
            done = mend_store(setup)
        except StoreError as worse:
            # Without a copy that opens, what was said first is nearer the truth: a wrong passphrase, most often.
            nearer = worse.code == "sound" or (worse.code in ("no_copy", "busy") and error.code != "damaged")  # type: ignore[attr-defined]
            raise (error if nearer else worse) from None
        say(told_repair(done, catalog))
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
    say(text)
    return 2


def _language(words: Sequence[str]) -> str:
    """Return the language before anything is parsed, so that parsing itself can speak it."""
    chosen = os.environ.get("INSPECT_TUI_LANG", "")
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            chosen = words[place + 1]
        elif word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
    return chosen if chosen in LANGUAGES else "vi"


def _parse(words: Sequence[str], catalog: Catalog) -> argparse.Namespace:
    """Understand words with the commands that they may name alone, which are there sooner than all.

    Raises:
        Usage: they fit no command.
    """
    named = [module for module, commands in MODULES.items() if not set(commands).isdisjoint(words)]
    if named and set(words).isdisjoint(("-h", "--help")):
        with contextlib.suppress(Usage):
            return make_parser(catalog, named).parse_args(words)
    # Help and what is said of wrong words name all commands.
    return make_parser(catalog).parse_args(words)


def make_parser(catalog: Catalog, modules: Iterable[str] = MODULES) -> Parser:
    """Return the parser of commands in a language.

    Args:
        catalog: the language.
        modules: those of `MODULES` whose commands it is to know.
    """
    t = catalog.t
    main_parser = Parser(
        prog="inspect-tui",
        description=t("A notebook for checking how an agency carries out its assigned tasks."),
    )
    main_parser.add_argument("--version", action="version", version=f"inspect-tui {__version__}")
    main_parser.add_argument("--db", metavar="PATH-OR-URL", default=os.environ.get("INSPECT_TUI_DB", ""),
                             help=t("the store: a file, or postgresql://…"))  # fmt: skip
    main_parser.add_argument("--passphrase-file", metavar="PATH", default="",
                             help=t("file whose first line is the store's passphrase"))  # fmt: skip
    main_parser.add_argument("--lang", choices=LANGUAGES, help=t("language of screens, papers and messages"))
    main_parser.set_defaults(run=full_screen.run)
    commands = Commands(main_parser, catalog)
    for module in modules:
        importlib.import_module(f"{__name__}.{module}").add_to(commands)
    return main_parser
