"""A register of ten thousand rows, read, journaled and on the disk, against openpyxl that only reads the file."""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Measure, median
from benchmarks.processes import Spent, memory_of, timed_process
from benchmarks.programs import environment
from inspect_tui.registers import Choices, open_register
from inspect_tui.services.importing import import_register, write_register
from inspect_tui.services.sessions import create_session
from inspect_tui.store.connection import Location
from inspect_tui.store.store import Store, open_store

BAR: Final = 1.0
MEMORY_BAR: Final = 300.0
"""Peak memory of the importing process in MB."""
BUSY_BAR: Final = 300.0
"""Milliseconds for which the store's thread may let words wait that are typed meanwhile."""
ROWS: Final = 10_000
PASSPHRASE: Final = "mật khẩu của phép đo 2021"

READ_ALL: Final = """
import sys, openpyxl
rows = 0
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0].iter_rows(values_only=True):
    rows += 1
print(rows)
"""

TEN: Final = (
    "STT", "Số, ký hiệu văn bản", "Ngày giao", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn",
    "Ngày hoàn thành", "Tình trạng", "Ghi chú",
)  # fmt: skip
FIFTEEN: Final = (*TEN, "Nguồn giao", "Lãnh đạo phụ trách", "Sản phẩm", "% hoàn thành", "Nguyên nhân")
_DATES: Final = ("Ngày giao", "Thời hạn", "Ngày hoàn thành")
_AGENCIES: Final = ("Ban Dân tộc", "Sở Nội vụ", "Sở Y tế", "Sở Tài chính", "Sở Giáo dục và Đào tạo")
_WORDS: Final = (
    "rà soát báo cáo tiến độ thực hiện kế hoạch phát triển kinh tế xã hội vùng đồng bào dân tộc thiểu số tham mưu ban "
    "hành quyết định hỗ trợ hộ nghèo xây dựng đề án phối hợp kiểm tra việc giải ngân nguồn vốn chương trình mục tiêu"
)


@dataclass(frozen=True)
class Shape:
    """How a register of the measurement looks.

    Attributes:
        columns: its header.
        words: of a task's content, from and to.
        text_dates: dates are words such as 5/4/2021.
        empty: which share of the cells behind the content is empty, days apart.
        open: which share of the tasks is not done.
        doubtful: days and statuses contradict each other in every other row.
        bar: the ratio not to be exceeded; None where it is only looked at.
    """

    columns: Sequence[str]
    words: tuple[int, int] = (12, 28)
    text_dates: bool = False
    empty: float = 0.0
    open: float = 0.3
    doubtful: bool = False
    bar: float | None = BAR


SHAPES: Final[dict[str, Shape]] = {
    "ten columns": Shape(TEN, empty=0.3),
    "all cells filled": Shape(TEN),
    "fifteen columns": Shape(FIFTEEN, empty=0.3),
    "dates as text": Shape(TEN, text_dates=True, empty=0.3),
    "mostly empty": Shape(TEN, empty=0.8, bar=None),
    "long texts": Shape(TEN, words=(80, 200), empty=0.3, bar=None),
    "contradictions": Shape(TEN, empty=0.3, doubtful=True, bar=None),
}
MAIN: Final = "ten columns"
"""The shape that is also measured in one process, and on an encrypted store."""


def write_workbook(path: Path, shape: Shape, rows: int) -> None:
    """Write a register; the same shape and rows give the same cells each time."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Danh mục")
    for line in (["UBND TỈNH"], ["DANH MỤC NHIỆM VỤ"], shape.columns):
        sheet.append(list(line))
    chance = random.Random(rows)
    for number in range(1, rows + 1):
        given = date(2021, 1, 4) + timedelta(chance.randrange(120))
        done = given + timedelta(chance.randrange(85)) if chance.random() > shape.open else None
        days = {"Ngày giao": given, "Thời hạn": given + timedelta(60), "Ngày hoàn thành": done}
        if shape.doubtful:
            days = {name: date(2021, 1, 4) + timedelta(chance.randrange(300)) for name in _DATES}
        sheet.append([_cell(name, number, shape, days, chance) for name in shape.columns])
    book.save(path)


def _cell(name: str, number: int, shape: Shape, days: Mapping[str, date | None], chance: random.Random) -> Any:
    match name:
        case "STT":
            return number
        case "Số, ký hiệu văn bản":
            return f"{chance.randrange(1, 3000)}/QĐ-UBND"
        case "Nội dung nhiệm vụ":
            words = " ".join(chance.choices(_WORDS.split(), k=chance.randint(*shape.words)))
            return f"{words.capitalize()} (việc {number})"
    if name in _DATES and not shape.doubtful:
        day = days[name]
        return day if day is None or not shape.text_dates else f"{day.day}/{day.month}/{day.year}"
    if chance.random() < shape.empty and name != "Thời hạn":
        return None
    if name in _DATES:
        return days[name]
    match name:
        case "Cơ quan chủ trì":
            return chance.choice(_AGENCIES)
        case "Cơ quan phối hợp":
            return "; ".join(chance.sample(_AGENCIES, 2))
        case "Tình trạng":
            if shape.doubtful:
                return chance.choice(("Đang thực hiện", "Hoàn thành", "Chưa hoàn thành"))
            return "Đã hoàn thành" if days["Ngày hoàn thành"] else "Đang thực hiện"
        case "Nguồn giao":
            return chance.choice(("UBND tỉnh", "Chương trình công tác"))
        case "% hoàn thành":
            return chance.choice((0.25, 0.5, 1))
    return " ".join(chance.choices(_WORDS.split(), k=8))


def importing(runs: int, *, rows: int = ROWS) -> list[Measure]:
    """Measure imports of registers in several shapes against openpyxl, which only reads the same file.

    Ours is the whole command, from the start of its process to its end, on a store that holds a session and no task;
    the reference is a process that imports openpyxl and goes through all rows in its read-only mode. In turns.

    Args:
        runs: of each, after one that fills the caches.
        rows: of each register.
    """
    measures = []
    with tempfile.TemporaryDirectory(prefix="inspect-tui-bench-") as folder:
        for name, shape in SHAPES.items():
            path = Path(folder) / f"{name}.xlsx"
            write_workbook(path, shape, rows)
            passphrases = ("", PASSPHRASE) if name == MAIN else ("",)
            ours, reference = _processes(path, runs, rows, passphrases)
            plain, what = ours[""], f"import, {rows} rows, {name}"
            note = f"median of {runs} in turns; {plain.memory:.0f} MB"
            measures += [
                Measure(what, median(plain.seen), median(reference.seen), shape.bar, note=note),
                Measure("  processor time", median(plain.worked), median(reference.worked)),
            ]
            if name == MAIN:
                measures += [
                    Measure("  peak memory", plain.memory, MEMORY_BAR, BAR, unit="MB"),
                    Measure("  encrypted store", median(ours[PASSPHRASE].seen), median(reference.seen)),
                    *_inside(path, runs, rows),
                ]
    return measures


def _processes(path: Path, runs: int, rows: int, passphrases: Sequence[str]) -> tuple[dict[str, Spent], Spent]:
    ours, reference = {one: Spent() for one in passphrases}, Spent()
    for number in range(runs + 1):
        for one, spent in ours.items():
            with _home(one) as (home, session):
                command = ["-m", "inspect_tui", "--db", str(home / "bench.db"), "register", "import", str(path)]
                run = memory_of if number == 0 else timed_process
                told = run([*command, "--session", session], {**environment(home), **_key(one)}, spent)
                assert str(rows) in told, told
        if number:
            assert timed_process(["-c", READ_ALL, str(path)], {}, reference).split() == [str(rows + 3)]
    return ours, reference


def _key(passphrase: str) -> dict[str, str]:
    return {"INSPECT_TUI_PASSPHRASE": passphrase}


@contextmanager
def _home(passphrase: str) -> Iterator[tuple[Path, str]]:
    """Make a store that holds one session and no task, gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="inspect-tui-bench-"))
    try:
        with open_store(Location(home / "bench.db"), passphrase=passphrase) as store:
            session = create_session(store, agency="Ban Dân tộc", held_on="2021-07-30", as_of="2021-07-16")
        yield home, session
    finally:
        shutil.rmtree(home, ignore_errors=True)


def on_fresh_store(passphrase: str, use: Callable[[Store, str], Any]) -> None:
    """Let a function use a store that holds one session and no task."""
    with _home(passphrase) as (home, session), open_store(Location(home / "bench.db"), passphrase=passphrase) as store:
        use(store, session)


def _inside(path: Path, runs: int, rows: int) -> list[Measure]:
    """Measure the same within one process: reading, all of it on both stores, and the writing alone."""
    spent: dict[str, list[float]] = {}

    def timed(name: str, step: Callable[..., Any], *arguments: object) -> Any:
        begin = time.perf_counter()
        made = step(*arguments)
        spent.setdefault(name, []).append((time.perf_counter() - begin) * 1e3)
        return made

    def write(store: Store, session: str) -> None:
        register = timed("read", lambda: open_register(path).read(session, 2021, Choices()))

        done = timed("write", write_register, store, session, register)
        assert len(done.added) == rows

    for number in range(runs + 1):
        on_fresh_store("", lambda *at: timed("plain", import_register, *at, path))
        on_fresh_store(PASSPHRASE, lambda *at: timed("encrypted", import_register, *at, path))
        on_fresh_store("", write)
        timed("reference", read_all, path)
        if number == 0:
            spent.clear()
    took = {name: median(times) for name, times in spent.items()}
    lines = {
        "reading alone": "read", "read and written, plain store": "plain", "the same, encrypted": "encrypted",
    }  # fmt: skip
    measures = [Measure(f"  in one process: {what}", took[way], took["reference"]) for what, way in lines.items()]
    return [*measures, Measure("  the store's thread is busy", took["write"], BUSY_BAR)]


def read_all(path: Path) -> int:
    """Go through all rows of a workbook's first sheet with openpyxl, and return how many there are."""
    import openpyxl

    return sum(1 for _ in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))
