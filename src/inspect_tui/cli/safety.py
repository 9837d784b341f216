"""The store: its copies, its passphrase, its health."""

from __future__ import annotations

import argparse

from inspect_tui.cli.common import Commands, say, setup_of, show
from inspect_tui.locale import Catalog


def add_to(commands: Commands) -> None:
    """Add these commands."""
    t = commands.t
    parser = commands.add("backup", _backup, t("make a checked copy of the store"), session=False)
    parser.add_argument("--second", metavar="DIR", help=t("a second place for every copy from now on; '' for none"))
    parser = commands.add(
        "restore", _restore, t("put a copy in the store's place; what stood there is kept"), session=False
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help=t("the copy; without it the newest good one"))
    commands.add(
        "doctor", _doctor, t("what is wrong with this store, its copies, the keys, the clock, the disk"), session=False
    )
    parser = commands.add("passphrase", _passphrase, t("encrypt the store, or change its passphrase"), session=False)
    parser.add_argument("--new-passphrase-file", metavar="PATH", default="",
                        help=t("file whose first line is the new passphrase"))  # fmt: skip
    parser.add_argument("--recovery-key-file", metavar="PATH", default="",
                        help=t("file whose first line is the recovery key, instead of the passphrase"))  # fmt: skip


def _backup(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.copying import backup, copy_as_json, set_second

    setup = setup_of(args, catalog)
    if args.second is not None:
        set_second(setup, args.second)
    made = backup(setup)
    if made.second_failed:
        say(catalog.t("the second place for copies cannot be reached: {path}", path=made.second_failed))
    show(args, copy_as_json(made), str(made.path), *([str(made.second)] if made.second else []))
    return 0


def _restore(args: argparse.Namespace, catalog: Catalog) -> int:
    from pathlib import Path

    from inspect_tui.services.copying import restore

    done = restore(setup_of(args, catalog), Path(args.file) if args.file is not None else None)
    kept = str(done.kept) if done.kept else None
    lines = [catalog.t("{file} is the store now", file=done.file)]
    if kept:
        lines.append(catalog.t("what stood there is kept as {file}", file=kept))
    show(args, {"file": str(done.file), "kept": kept}, *lines)
    return 0


def _doctor(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.doctor import LEVELS, examine

    setup = setup_of(args, catalog)
    found = examine(setup, catalog)
    if (setup.home.path / "keymap.toml").exists():
        # Loads the screens, which nobody needs who has changed no key.
        from inspect_tui.tui.all_commands import commands_by_screen
        from inspect_tui.tui.keymap import Keys

        for problem in Keys(setup.home.path).check(commands_by_screen()):
            found["findings"].append({"level": "warning", "message": problem.words(catalog)})
    words = {level: catalog.t(word) for level, word in LEVELS.items()}
    lines = [f"{words[f['level']]:10}{f['message']}" for f in found["findings"]]
    show(args, found, *lines)
    return int(any(f["level"] == "fault" for f in found["findings"]))


def _passphrase(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.services.copying import set_passphrase
    from inspect_tui.services.home import read_passphrase

    new = read_passphrase(args.new_passphrase_file, {})
    key = read_passphrase(args.recovery_key_file, {})
    done = set_passphrase(setup_of(args, catalog), new, recovery_key=key)
    lines = [
        catalog.t("recovery key: {key}", key=done.recovery_key),
        catalog.t("Write it down and keep it apart from this machine; it is not shown again."),
    ] if done.recovery_key else [
        catalog.t("this device's keys open with the new passphrase; the store is on a server, which has its own."),
    ]  # fmt: skip
    lines += [
        *(catalog.t("not changed, for the old passphrase does not open it: {file}", file=f) for f in done.left),
    ]
    show(args, {"recovery_key": done.recovery_key, "left": [str(f) for f in done.left]}, *lines)
    return 0
