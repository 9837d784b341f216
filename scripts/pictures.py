"""Take the pictures of docs/pictures from the real app on the demonstration visit.

Run: python scripts/pictures.py [vi|en]
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from inspect_tui.locale import Catalog
from inspect_tui.services.demo import prepare_visit
from inspect_tui.services.home import Setup
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.run import open_first

TARGET = Path(__file__).parents[1] / "docs/pictures"
SIZES = ((120, 36), (80, 24))
SCREENS: dict[str, tuple[str, ...]] = {
    "sessions": (),
    "checklist": (),
    "notes": (),
    "conclusions": (),
    "figures": (),
    "papers": (),
}


async def picture(setup: Setup, session: str | None, screen: str, size: tuple[int, int]) -> str:
    """Return a screen as SVG."""
    first, gateway = open_first(setup, session)
    app = InspectApp(setup, gateway, first=first, screen=screen, demo=True)
    try:
        async with app.run_test(size=size) as pilot:
            for _ in range(50):
                await pilot.pause()
                if app.state is None or app.state.is_whole:
                    break
            await pilot.pause(0.5)
            return app.export_screenshot(title="inspect-tui")
    finally:
        gateway.close()


def portable(svg: str) -> str:
    """Return the picture without addresses of fonts and without ids that change."""
    svg = re.sub(r"@font-face {.*?}\s*", "", svg, flags=re.S)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.S)
    return svg.replace("<text ", '<text xml:space="preserve" ')


def main(language: str) -> None:
    """Take all pictures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        setup, session = prepare_visit(Path(folder), Catalog(language))
        for name in SCREENS:
            for size in SIZES:
                svg = asyncio.run(picture(setup, None if name == "sessions" else session, name, size))
                svg = svg.replace(str(setup.home.path), "~/.local/share/inspect-tui")
                path = TARGET / f"{name}-{size[0]}x{size[1]}.svg"
                path.write_text(portable(svg), encoding="utf-8")
                print(path)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "vi")
