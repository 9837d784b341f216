"""Play the demonstration visit on the real app by keys, and take the row of pictures that README shows.

Run: python scripts/demo_pictures.py [vi|en]
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from pictures import portable
from textual.pilot import Pilot

from inspect_tui.locale import Catalog
from inspect_tui.services.demo import prepare_visit
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.run import open_first

TARGET: Final = Path(__file__).parents[1] / "docs/demo"
SIZE: Final = (100, 30)

STEPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("1-checklist", ()),
    ("2-several", ("space", "space", "space", "enter", "tab", "«Chưa có hướng dẫn»")),
    ("3-speaker", ("escape", "escape", "f3", "«@snv»")),
    ("4-note", ("enter", "«#16 »", "«!đề xuất »", "«đề nghị thống nhất biểu mẫu, không chờ văn bản»")),
    ("5-conclusion", ("enter", "«> Giao Ban Dân tộc tỉnh báo cáo kết quả trước 30/9»")),
    ("6-draft", ("enter", "f4", "f8")),
    ("7-wall", ("escape", "f2", "home", "f10")),
    ("8-figures", ("f10", "f5")),
    ("9-reading", ("f4", "ctrl+r", "enter", "enter")),
)
"""What is pressed before each picture; words stand between « and »."""


async def press(pilot: Pilot[int], keys: tuple[str, ...]) -> None:
    """Press keys one by one, words letter by letter, each when the app has done with the one before."""
    for key in keys:
        for one in key[1:-1] if key.startswith("«") else (key,):
            await pilot.press("space" if one == " " else one)
            await pilot.pause()
        await pilot.pause(0.3)


async def play(language: str) -> dict[str, str]:
    """Return the pictures by name."""
    with tempfile.TemporaryDirectory() as folder:
        setup, session = prepare_visit(Path(folder), Catalog(language))
        first, gateway = open_first(setup, session)
        app = InspectApp(setup, gateway, first=first, screen="checklist", demo=True)
        pictures = {}
        try:
            async with app.run_test(size=SIZE) as pilot:
                for _ in range(50):
                    await pilot.pause()
                    if app.state is not None and app.state.is_whole:
                        break
                for name, keys in STEPS:
                    await press(pilot, keys)
                    app.clear_notifications()
                    await pilot.pause(0.3)
                    pictures[name] = portable(app.export_screenshot(title="inspect-tui"))
        finally:
            gateway.close()
    return pictures


def main(language: str) -> None:
    """Write the pictures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, svg in asyncio.run(play(language)).items():
        (TARGET / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "vi")
