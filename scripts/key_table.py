"""Write docs/keymap.md from the commands of all screens.

Run: python scripts/key_table.py
"""

from __future__ import annotations

from pathlib import Path

from inspect_tui.tui.all_commands import commands_by_screen
from inspect_tui.tui.commands import APP_COMMANDS, key_words

TARGET = Path(__file__).parents[1] / "docs/keymap.md"
HEAD = """# Keys, and changing them

Keys can be changed in `keymap.toml` in the program's folder (`INSPECT_TUI_HOME`, or the platform's folder for data): a
table for each screen, a line for each command.

```toml
[notes]
next-item = "f4"     # clashes: F4 is the conclusions on every screen
conclude = "ctrl+b"
[checklist]
ask = "alt+a"
```

Usable are F1 to F12, alone or with Shift, Ctrl or Alt (F13 is Shift+F1, and so on), Ctrl with a letter, Alt with a
letter. Not usable are letters and digits alone, which type words; Ctrl+H, I, J and M, which are Backspace, Tab, a line
end and Enter in a terminal; Alt+B and Alt+F, which are a word to the left and right; Ctrl+Z, Y and C; F3 with another
key, which no terminal tells. The keys of every screen below stay as they are. A clash, a key that cannot be used, a
screen or command that does not exist is named when the app starts, and by `inspect-tui doctor`; the usual key stays
then. Foot line, help (F1), palette and what screens say name the keys as they are.

“Change keys…” in the palette (Ctrl+P) makes the file, with every key in it as it usually is and nothing changed, and
says where it is. What a field has for itself while one types (Ctrl+U, Ctrl+W and others, F1 names them) it keeps.

Some terminals keep keys for themselves (F1 for their help, F10 for their menu, F11 for the whole screen, Alt with a
letter for a menu). Everything is in the palette (Ctrl+P) too, and is found there by its words or its key.

## Keys of every screen

| key | does |
|---|---|
"""


def main() -> None:
    """Write the file."""
    lines = [f"| {key_words(one.key)} | {one.tip} |" for one in APP_COMMANDS]
    text = HEAD + "\n".join(lines) + "\n\n## Keys of each screen\n\n| command | key | does |\n|---|---|---|\n"
    text += "\n".join(
        f"| `{name}.{one.id}` | {key_words(one.key)} | {one.tip} |"
        for name, commands in commands_by_screen().items()
        for one in commands
    )
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
