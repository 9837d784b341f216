"""What a key does, said once: binding, foot line, palette and help all read this."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual.binding import Binding

from inspect_tui.locale import N_, Catalog
from inspect_tui.tui.widgets.key_bar import KeyHint


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a key does.

    Attributes:
        id: kebab-case, also the binding's id.
        key: as Textual names it.
        label: as people call it; empty keeps it out of the foot line.
        words: a few words, for the catalog.
        tip: a sentence for help and palette, for the catalog.
        action: the Textual action.
        rank: the higher, the sooner it leaves a narrow foot line.
    """

    id: str
    key: str
    label: str
    words: str
    tip: str
    action: str
    rank: int = 1

    def binding(self) -> Binding:
        """Return the binding; its words are shown by our own foot line."""
        return Binding(self.key, self.action, self.words, show=False, tooltip=self.tip, id=self.id)

    def hint(self, catalog: Catalog, namespace: str) -> KeyHint:
        """Return the foot line's part."""
        return KeyHint(self.label, catalog.t(self.words), full_action(namespace, self.action), self.rank)


def key_words(key: str) -> str:
    """Return a key as people call it: ``ctrl+shift+f2`` is Ctrl+Shift+F2."""
    names = {"escape": "Esc", "delete": "Delete", "up": "↑", "down": "↓", "left": "←", "right": "→",
             "pageup": "PgUp", "pagedown": "PgDn"}  # fmt: skip
    return "+".join(names.get(part, part.title() if len(part) > 1 else part.upper()) for part in key.split("+"))


def with_changed_keys(text: str, usual: Sequence[Command], here: Sequence[Command]) -> str:
    """Return a text that names keys as they usually are with the keys as somebody has changed them.

    Args:
        text: the text, in any language.
        usual: the commands of the screen that it is about, with their usual keys.
        here: the same commands, in the same order, as they are here.
    """
    new = {key_words(old.key): key_words(own.key) for old, own in zip(usual, here, strict=True) if old.key != own.key}
    if not new:
        return text
    new |= {"^" + name[5:]: own.replace("Ctrl+", "^") for name, own in new.items() if name.startswith("Ctrl+")}
    names = "|".join(re.escape(name) for name in sorted(new, key=len, reverse=True))
    return re.sub(rf"(?<![\w+^])(?:{names})(?!\w)", lambda found: new[found[0]], text)


def full_action(namespace: str, action: str) -> str:
    """Return an action with the namespace that it runs in, unless it names one itself."""
    return action if "." in action.split("(")[0] else f"{namespace}.{action}"


APP_COMMANDS: Final = (
    Command("help", "f1", "F1", N_("help"), N_("Help on what has the focus"), "help", 0),
    Command("checklist", "f2", "F2", N_("tasks"), N_("The checklist of tasks"), "show('checklist')", 0),
    Command("notes", "f3", "F3", N_("notes"), N_("Notes of what is said"), "show('notes')", 0),
    Command("conclusions", "f4", "F4", N_("conclusions"), N_("Conclusions and requests"), "show('conclusions')", 0),
    Command("figures", "f5", "F5", N_("figures"), N_("Figures, large, for the projector"), "show('figures')", 0),
    Command("papers", "f6", "F6", N_("papers"), N_("Sign, papers and session file"), "show('papers')", 0),
    Command("wall", "f10", "F10", N_("wall"), N_("The task being discussed, large, for the wall"), "wall", 3),
    Command("meeting", "ctrl+o", "^O", N_("meeting"), N_("Agency, days and people of the meeting"), "meeting", 5),
    Command("find", "ctrl+f", "^F", N_("find"), N_("Find by words, with or without marks"), "find", 2),
    Command("palette", "ctrl+p", "^P", N_("commands"), N_("All commands"), "palette", 3),
    Command("quit", "ctrl+q", "^Q", N_("quit"), N_("Quit; everything is saved"), "leave", 4),
)
"""Keys that mean the same on every screen; which of them a text field must let through is read from here too."""


def app_commands_beside(here: Sequence[Command]) -> list[Command]:
    """Return the keys of every screen but those that a screen has for something of its own."""
    own = {command.key for command in here}
    return [command for command in APP_COMMANDS if command.key not in own]


UNDO_COMMANDS: Final = (
    Command("undo", "ctrl+z", "", N_("undo"), N_("Undo the last change"), "app.undo", 9),
    Command("redo", "ctrl+y", "", N_("do again"), N_("Do again what was undone"), "app.redo", 9),
    Command("changes", "f11", "", N_("changes"), N_("What was changed, and putting it back"), "app.changes", 9),
    Command("conflicts", "f12", "", N_("conflicts"), N_("What two people wrote differently"), "app.conflicts", 9),
)
"""Keys of every screen of a session; not of the app, for a text field has an undo of its own."""
