"""What the preview of a register says above its lists, and once it is written."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from textual.content import Content

from inspect_tui.domain.numbers import number
from inspect_tui.locale import N_
from inspect_tui.tui.widgets.cells import cell_len, fit
from inspect_tui.tui.widgets.register_rows import QUIET, counts_line, problem_words
from inspect_tui.tui.wording import bar

if TYPE_CHECKING:
    from inspect_tui.locale import Catalog
    from inspect_tui.services.importing import Imported
    from inspect_tui.tui.importing import Preview, RegisterImport

SHOWN_AFTER: Final = 0.5
"""Seconds after which work shows how far it is."""

BAR: Final = 20
"""Cells of the bar."""

NO_CONTENT: Final = N_("Say first which column has the tasks' content: Enter on that column.")


def head_lines(reading: RegisterImport, shown: Preview, is_signed: bool, catalog: Catalog, width: int) -> Content:
    """Return the lines above the lists: file and sheet, the counts, what is to be looked at, what is in the way."""
    t, n = catalog.t, catalog.n
    lines = [_file_line(shown, catalog, width)]
    register = shown.register
    if register is None:
        if not shown.legacy or shown.is_converted:
            lines.append(Content.styled("⚠ " + fit(t(NO_CONTENT), width - 2).rstrip(), "$text-warning"))
    else:
        lines.append(counts_line(shown, catalog))
        left_out = sum(one.reason not in QUIET for one in register.skipped)
        parts = []
        if register.problems:
            count = len(register.problems)
            parts.append(Content.styled("⚠ " + n("{count} place to look at", "{count} places to look at", count),
                                        "$text-warning"))  # fmt: skip
        if left_out:
            parts.append(
                Content.styled(n("{count} row left out", "{count} rows left out", left_out), "$foreground-muted")
            )
        if register.unused:
            words = n("{count} column not read", "{count} columns not read", len(register.unused))
            parts.append(Content.styled(words, "$foreground-muted"))
        lines.append(Content("   ").join(parts or [Content.styled("✓ " + t("Nothing to look at."), "$text-success")]))
        # One that is about the whole file is read before the file is written, not after a walk through the parts.
        lines += [
            Content.styled("⚠ " + fit(problem_words(problem, catalog), width - 2).rstrip(), "$text-warning")
            for problem in register.problems
            if problem.reason == "other_year"
        ]
    if shown.legacy:
        lines.append(_legacy_line(shown, catalog, width))
    if is_signed:
        lines.append(Content.styled("⚠ " + t("The session is signed: the register can be looked at, not written."),
                                    "$text-warning"))  # fmt: skip
    if reading.failed:
        lines.append(Content.styled("✗ " + fit(reading.failed, width - 2).rstrip(), "$text-error bold"))
    return Content("\n").join(lines)


def _file_line(shown: Preview, catalog: Catalog, width: int) -> Content:
    sheet = ""
    if len(shown.sheets) > 1 and shown.sheet in shown.sheets:
        place = shown.sheets.index(shown.sheet) + 1
        sheet = catalog.t("sheet {place} of {count}: {name}", place=place, count=len(shown.sheets), name=shown.sheet)
        sheet = " · " + fit(sheet, min(cell_len(sheet), width // 2)).rstrip()
    name = fit(shown.name, min(cell_len(shown.name), width - cell_len(sheet)))
    return Content.assemble((name, "bold"), (sheet, "$foreground-muted"))


def _legacy_line(shown: Preview, catalog: Catalog, width: int) -> Content:
    """Return what the old encoding is, an example of it, and the key that changes between the two."""
    from inspect_tui.domain.legacy_text import NAMES

    # The chosen one is a key of the names.
    name = next(words for key, words in NAMES.items() if key == shown.legacy)
    words = catalog.t("old encoding {name}", name=name)
    key = catalog.t("^T leaves it as it stands") if shown.is_converted else catalog.t("^T converts it")
    mark, style = ("✓", "$text-success") if shown.is_converted else ("⚠", "$text-warning")
    room = width - cell_len(words) - cell_len(key) - 7
    # The longest example that has room says most; of one that has none, both sides are cut.
    whole = [pair for pair in shown.legacy_pairs if cell_len(pair[0]) + cell_len(pair[1]) + 7 <= room]
    pairs = [max(whole, key=lambda pair: len(pair[0]))] if whole else shown.legacy_pairs[:1]
    half = (room - 7) // 2
    shorter = [[words if whole else fit(words, half).rstrip() for words in pair] for pair in pairs]
    example = "".join(f": «{before}» → «{after}»" for before, after in shorter)
    return Content.assemble((f"{mark} {words}", style), example, " · ", (key, "$text-accent bold"))


def progress_words(reading: RegisterImport, catalog: Catalog, width: int) -> str:
    """Return how far it is, once it has taken a while; empty otherwise."""
    seconds = time.monotonic() - reading.since
    if not reading.at_work or seconds < SHOWN_AFTER:
        return ""
    done, total = reading.progress
    words = catalog.t(reading.at_work, name=reading.name)
    # How far reading from the store is, and its commit, nobody can tell; that it goes on can be.
    right = f"  {int(seconds)} s" if seconds >= 1 and not total else ""
    if total:
        right = f"  {bar(done, total, BAR)} {number(done, catalog.language)}/{number(total, catalog.language)}"
    if not reading.is_writing:
        right += " · " + catalog.t("Esc stops")
    return fit(words, min(cell_len(words), width - cell_len(right))) + right


def written_words(done: Imported, name: str, catalog: Catalog) -> str:
    """Return what importing did."""
    t, n = catalog.t, catalog.n
    parts = [n("{count} task added", "{count} tasks added", len(done.added))] if done.added else []
    if done.changed:
        parts.append(n("{count} task changed", "{count} tasks changed", len(done.changed)))
    if not parts:
        parts.append(t("nothing is new"))
    if done.gone:
        parts.append(n("{count} no longer in it stays", "{count} no longer in it stay", len(done.gone)))
    undo = t("Ctrl+Z takes it back.") if done.added or done.changed else ""
    return f"{name}: {', '.join(parts)}. {undo}".rstrip()
