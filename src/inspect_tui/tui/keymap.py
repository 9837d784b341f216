"""Keys as a person wants them: ``keymap.toml`` in the home, by screen and command; docs/keymap.md.

What cannot be done is named and leaves the usual key; nothing in the file keeps anybody from the work.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.services.regular_files import open_regular
from inspect_tui.tui.commands import APP_COMMANDS, Command, key_words

FILE: Final = "keymap.toml"
_LARGEST: Final = 256 << 10
"""Bytes that are read of the file; nobody has so many keys."""
_USABLE: Final = re.compile(
    r"(?:alt\+)?(?:ctrl\+)?(?:shift\+)?f(?:[1-9]|1[0-2])|ctrl\+[a-z]|alt\+(?:shift\+)?[a-z]", re.ASCII
)
_TAKEN: Final = frozenset({
    # What terminals send for Backspace, Tab and Enter, the line end in a field, and undo, redo and copying.
    "ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+z", "ctrl+y", "ctrl+c",
    # What they send for a word to the left or right.
    "alt+b", "alt+f",
})  # fmt: skip
_NOT_SENT: Final = re.compile(r".+\+f3|alt\+ctrl\+shift\+f\d+")
"""F3 with another key is sent as the answer where the cursor is; three before a function key are not told apart."""

PROBLEMS: Final = {
    "unreadable": N_("keymap.toml cannot be read ({detail}); the usual keys work"),
    "no_screen": N_("keymap.toml: there is no screen “{scope}”"),
    "no_command": N_("keymap.toml: “{scope}” has no command “{name}”"),
    "no_key": N_("keymap.toml: “{key}” for {scope}.{name} is no key that can be used; {usual} stays"),
    "clash": N_("keymap.toml: {key} for {scope}.{name} is {scope}.{other} already; {usual} stays"),
    "clash_everywhere": N_("keymap.toml: {key} for {scope}.{name} is a key of every screen ({other}); {usual} stays"),
}
_EVERYWHERE: Final = {command.key: command.id for command in APP_COMMANDS}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that cannot be done."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def words(self, catalog: Catalog) -> str:
        """Return it in words."""
        return catalog.t(PROBLEMS[self.code], **self.values)


def read_keymap(home: Path) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Return the keys that somebody wants, by screen and command, and what is wrong with the file as such.

    Args:
        home: the folder that may hold the file.
    """
    try:
        with open_regular(home / FILE) as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, [Problem("unreadable", {"detail": error.strerror or type(error).__name__})]
    if len(data) > _LARGEST:
        return {}, [Problem("unreadable", {"detail": os.strerror(errno.EFBIG)})]
    import tomllib

    try:
        found: dict[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return {}, [Problem("unreadable", {"detail": str(error)})]
    wanted, problems = {}, []
    for scope, keys in found.items():
        if isinstance(keys, dict):
            wanted[scope] = {name: _in_order(str(key)) for name, key in keys.items()}
        else:
            problems.append(Problem("no_screen", {"scope": scope}))
    return wanted, problems


def _in_order(key: str) -> str:
    """Return a key as Textual names it: ``Shift + Ctrl + F9`` is ``ctrl+shift+f9``, and F13 is Shift+F1."""
    *others, last = key.strip().lower().replace(" ", "").split("+")
    if re.fullmatch(r"f(1[3-9]|2[0-4])", last) and "shift" not in others:
        others, last = [*others, "shift"], f"f{int(last[1:]) - 12}"
    return "+".join((*sorted(others), last))


def changed(
    scope: str, commands: Sequence[Command], wanted: Mapping[str, str]
) -> tuple[tuple[Command, ...], list[Problem]]:
    """Return a screen's commands with the keys that somebody wants, and what cannot be done.

    Args:
        scope: the screen's name.
        commands: its commands with their usual keys.
        wanted: keys by command.
    """
    known = {command.id: command for command in commands}
    made, problems = dict(known), list[Problem]()
    for name, key in wanted.items():
        if name not in known:
            problems.append(Problem("no_command", {"scope": scope, "name": name}))
        elif key == known[name].key:
            continue
        elif not _USABLE.fullmatch(key) or key in _TAKEN or _NOT_SENT.fullmatch(key):
            told = {"key": key[:30], "scope": scope, "name": name, "usual": key_words(known[name].key)}
            problems.append(Problem("no_key", told))
        else:
            label = key_words(key) if known[name].label else ""
            made[name] = replace(known[name], key=key, label=label)
    # Whoever keeps its usual key, or was there before, has it; who gets its own back may take it from another again.
    while clash := next(_clashes(made, known), None):
        name, other, key = clash
        told = {
            "key": key_words(key),
            "scope": scope,
            "name": name,
            "other": other,
            "usual": key_words(known[name].key),
        }
        problems.append(Problem("clash_everywhere" if _EVERYWHERE.get(key) == other else "clash", told))
        made[name] = known[name]
    return tuple(made.values()), problems


def _clashes(made: Mapping[str, Command], usual: Mapping[str, Command]) -> Iterator[tuple[str, str, str]]:
    taken = {command.key: command.id for command in made.values() if command.key == usual[command.id].key}
    for command in made.values():
        if command.key == usual[command.id].key:
            continue
        other = taken.get(command.key) or _EVERYWHERE.get(command.key)
        if other is not None and other != command.id:
            yield command.id, other, command.key
        else:
            taken[command.key] = command.id


def example(screens: Mapping[str, Sequence[Command]], catalog: Catalog) -> str:
    """Return a file in which every key stands as it usually is, and nothing is changed yet.

    Args:
        screens: all screens whose keys can be changed, with their commands.
        catalog: the language of what is said beside the keys.
    """
    lines = [
        "# " + catalog.t("To change a key, take the first # off its line and write another key."),
        "# " + catalog.t("It holds from the next start; what cannot be is named then, and the usual key stays."),
    ]
    for scope, commands in screens.items():
        lines += ["", f"[{scope}]"]
        lines += [f'# {one.id} = "{one.key}"  # {one_line(catalog.t(one.tip))}' for one in commands]
    return "\n".join(lines) + "\n"


def begin_file(home: Path, text: str) -> Path:
    """Make the file where there is none, and return where it is; one that is there stays as it is.

    Raises:
        UserError: it cannot be written.
    """
    path = home / FILE
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return path
    except OSError as error:
        raise UserError("unwritable_file", path=path, reason=error.strerror or "") from None
    return path


class Keys:
    """The keys of all screens, as they are in this home."""

    def __init__(self, home: Path | None = None) -> None:
        """Read what somebody wants."""
        self._wanted, self.problems = read_keymap(home) if home is not None else ({}, [])
        self._looked_at: set[str] = set()

    def of(self, scope: str, commands: Sequence[Command]) -> tuple[Command, ...]:
        """Return a screen's commands as they are here."""
        wanted = self._wanted.get(scope)
        if not wanted:
            return tuple(commands)
        made, problems = changed(scope, commands, wanted)
        if scope not in self._looked_at:
            self._looked_at.add(scope)
            self.problems.extend(problems)
        return made

    def check(self, screens: Mapping[str, Sequence[Command]]) -> list[Problem]:
        """Return all that is wrong, looking at every screen.

        Args:
            screens: all screens whose keys can be changed, with their commands.
        """
        for scope in self._wanted:
            if scope in screens:
                self.of(scope, screens[scope])
            elif scope not in self._looked_at:
                self._looked_at.add(scope)
                self.problems.append(Problem("no_screen", {"scope": scope}))
        return self.problems
