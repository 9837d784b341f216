"""Reports of faults: where the program stood when it failed, and nothing of what it held.

A report has no message of an error, no local variable, no path above a package: each of these may carry typed words,
a person's name or a passphrase.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from inspect_tui.locale import Catalog

KEPT: Final = 20
"""Reports that are kept; older ones are deleted."""

FRAMES: Final = 60
"""Frames of one error that are written, half of them from each end: endless recursion has a thousand."""

_DEPTH: Final = 12


def report_crash(logs: Path, error: BaseException, *, where: str) -> Path | None:
    """Write a report of a fault, readable by this person alone.

    Args:
        logs: the folder of reports; made where it is not there.
        error: what was raised.
        where: which part of the program it ended, in a word.

    Returns:
        The report's file; None where none could be written. Never raises.
    """
    try:
        text = report_text(error, where=where)
        logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(OSError):
            logs.chmod(0o700)
        path = _new_file(logs, text)
        for old in sorted(logs.glob("crash-*.txt"))[:-KEPT]:
            with contextlib.suppress(OSError):
                old.unlink()
    except Exception:
        # A fault in here must not cover the first one, nor print what that one held.
        return None
    return path


def _new_file(logs: Path, text: str) -> Path:
    now = datetime.now(UTC)
    for number in range(100):
        path = logs / f"crash-{now:%Y%m%dT%H%M%S}-{now.microsecond:06d}-{number:02d}.txt"
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as out:
                out.write(text)
            return path
    raise FileExistsError


def report_text(error: BaseException, *, where: str) -> str:
    """Return a report: time, versions, terminal, and of each error its type and where it passed through."""
    import platform
    import shutil

    from inspect_tui import __version__

    size = shutil.get_terminal_size((0, 0))
    sqlite = getattr(sys.modules.get("sqlcipher3.dbapi2"), "sqlite_version", "not loaded")
    lines = [
        f"time       {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"version    inspect-tui {__version__}",
        f"python     {platform.python_version()}",
        f"textual    {_textual_version()}",
        f"sqlite     {sqlite}",
        f"platform   {platform.system()} {platform.release()} {platform.machine()}",
        f"terminal   {size.columns}x{size.lines} {_plain(os.environ.get('TERM', ''))}",
        f"where      {where}",
    ]
    for depth, relation, one in _chain(error):
        lines += ["", "  " * depth + f"{relation}{type(one).__module__}.{type(one).__qualname__}"]
        lines += ["  " * depth + frame for frame in _frames(one.__traceback__)]
    return "\n".join(lines) + "\n"


def _textual_version() -> str:
    if "textual" not in sys.modules:
        return "not loaded"
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("textual")
    except PackageNotFoundError:
        return "unknown"


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isascii() and (c.isalnum() or c in "-_."))[:40]


def _chain(error: BaseException) -> Iterator[tuple[int, str, BaseException]]:
    """Yield an error, what it came from and what it holds, each once."""
    seen: set[int] = set()
    waiting: list[tuple[int, str, BaseException]] = [(0, "", error)]
    while waiting:
        depth, relation, one = waiting.pop(0)
        if id(one) in seen or depth > _DEPTH:
            continue
        seen.add(id(one))
        yield depth, relation, one
        inner = getattr(one, "error", None)
        if isinstance(inner, BaseException):
            waiting.append((depth + 1, "carries ", inner))
        for part in getattr(one, "exceptions", ()) if isinstance(one, BaseExceptionGroup) else ():
            waiting.append((depth + 1, "part of it ", part))
        if one.__cause__ is not None:
            waiting.append((depth + 1, "caused by ", one.__cause__))
        if one.__context__ is not None:
            waiting.append((depth + 1, "while handling ", one.__context__))


def _frames(trace: TracebackType | None) -> list[str]:
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"  {_file(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    if len(found) > FRAMES:
        half = FRAMES // 2
        found[half:-half] = [f"  … {len(found) - FRAMES} more"]
    return found


def _file(name: str) -> str:
    """Return a source file from its package on; of any other file only the name."""
    parts = Path(name).parts
    for root in ("inspect_tui", "site-packages", "dist-packages"):
        if root in parts[:-1]:
            place = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[place if root == "inspect_tui" else place + 1 :])
    return parts[-1] if parts else "?"


def fault_line(catalog: Catalog, report: Path | None, *, all_saved: bool = True) -> str:
    """Return the one line that a person reads after a fault."""
    words = catalog.t("the program failed and has ended.")
    if not all_saved:
        words += " " + catalog.t("The last words could not be saved.")
    if report is not None:
        words += " " + catalog.t("Report without contents: {path}", path=report)
    return "inspect-tui: " + words
