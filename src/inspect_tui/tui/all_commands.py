"""The commands of all screens: for the palette, for changed keys, and for what is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command

SCREEN_WORDS: Final[dict[str, str]] = {
    "sessions": N_("sessions"), "checklist": N_("checklist"), "notes": N_("notes"), "conclusions": N_("conclusions"),
    "figures": N_("figures"), "papers": N_("papers"), "declared": N_("declared figures"), "register": N_("register"),
    "conflicts": N_("conflicts"), "meeting": N_("meeting"), "reading": N_("reading aloud"), "wall": N_("wall"),
    "leaving": N_("ready to leave"),
}  # fmt: skip
"""All screens that have keys of their own, and what they are called."""


def screen_class(name: str) -> Any:
    """Return the class of a screen, loaded at its first use."""
    return getattr(import_module(f"inspect_tui.tui.screens.{name}"), name.capitalize() + "Screen")


def commands_by_screen() -> dict[str, Sequence[Command]]:
    """Return each screen's commands with their usual keys; loads all screens."""
    return {name: screen_class(name).COMMANDS_HERE for name in SCREEN_WORDS}
