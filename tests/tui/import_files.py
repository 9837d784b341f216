"""Register files for the tests of the preview, and what stands on the screen of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from registers.make import xlsx
from tui.app_driver import ENTER, F8, Visit, run_json, screen_text, until, write

HEAD = ("STT", "Số văn bản", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Số lần đôn đốc", "Kết quả thực hiện")
ROWS = (
    (1, "12/UBND", "Rà soát hộ nghèo", "Ban Dân tộc", "30/6/2021", 1, "Đã hoàn thành ngày 28/6/2021"),
    (2, "13/UBND", "Xây dựng đề án", "Ban Dân tộc", "Quý III/2021", 0, "Đang thực hiện"),
    (3, "14/UBND", "Phối hợp tập huấn", "Sở Nội vụ", "khi có hướng dẫn", 2, ""),
    (4, "15/UBND", "Nắm tình hình MẬT", "Ban Dân tộc", "30/6/2021", 0, "MẬT"),
    (5, "16/UBND", "Báo cáo quý II", "Ban Dân tộc", "15/7/2021", 0, ""),
)


def register(folder: Path, name: str = "danh mục.xlsx", rows: Any = ROWS, head: Any = HEAD) -> Path:
    """Write a register with a title, a header and rows: the first task is in row 3."""
    return xlsx(folder / name, [("DANH MỤC NHIỆM VỤ",), head, *rows], title="Phụ lục I")


def long_register(path: Path, count: int = 10_000) -> Path:
    """Write a register of many tasks, of which each fifth has a deadline that is no day."""
    rows = ((n, f"{n % 900}/UBND", f"Nhiệm vụ thứ {n} của kế hoạch năm", "Ban Dân tộc",
             "sớm nhất" if n % 5 == 0 else f"{n % 28 + 1}/7/2021", 0, "") for n in range(1, count + 1))  # fmt: skip
    return xlsx(path, [HEAD, *rows])


def fresh_session(visit: Visit) -> Visit:
    """Make a session without tasks."""
    made = run_json("--db", str(visit.db), "session", "new", "--agency", "Sở Y tế", "--held-on", "2021-07-30",
                    "--as-of", "2021-07-16")  # fmt: skip
    return Visit(visit.home, made["id"])


async def look_into(pilot: Any, path: Path | str, what: str = "into the checklist") -> None:
    """Open a file from the checklist and wait for its preview, or for other words."""
    await write(pilot, F8 + str(path) + ENTER)
    await says(pilot, what)


async def says(pilot: Any, words: str) -> None:
    """Wait for words on the screen, wherever its lines end."""
    await until(pilot, lambda: words in on_screen(pilot), words)


def on_screen(pilot: Any) -> str:
    """Return what stands on the screen, as one line."""
    return " ".join(screen_text(pilot.app).split())


def line_with(pilot: Any, words: str) -> str:
    """Return the line of the screen that has some words; empty where none has."""
    return next((line for line in screen_text(pilot.app).splitlines() if words in line), "")
