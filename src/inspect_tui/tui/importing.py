"""A register on its way into the session: opened, read, compared, written, whatever screen is shown meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from inspect_tui.locale import N_
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.services.importing import Imported, compare_register, visit_in, write_register
from inspect_tui.tui.typed_path import find_path, typed_path

if TYPE_CHECKING:
    from inspect_tui.locale import Catalog
    from inspect_tui.registers import Choices, Heading, Outline, Register, Visit
    from inspect_tui.registers.reader import OpenRegister
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp

OPENING: Final = N_("Opening {name}…")
READING: Final = N_("Reading {name}…")
COMPARING: Final = N_("Comparing with the checklist…")
WRITING: Final = N_("Writing into the checklist…")

IN_THE_APP: Final[dict[str, str]] = {
    "not_register": N_("no register was found in {name}: it has no table with a row of column headers"),
    "legacy": N_(
        "{name} is written in the old encoding {encoding}, and no table with a row of column headers was found in it"
    ),
}
"""What errors of registers say here, where the command line's options are of no help."""

NOT_IN_SHEET: Final = N_("sheet “{sheet}” has no table with a row of column headers")


class _Stopped(Exception):
    """Reading is of no use any more."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A register as it was read for the session, and what importing it would do.

    Attributes:
        name: the file's name.
        sheet: the sheet's name.
        sheets: the names of all sheets.
        headings: its columns with what they are read as.
        header_row: the header's first row, from 1.
        register: what was read; None where no column is read as the tasks' content yet.
        imported: what importing would do.
        samples: where nothing could be read, the words of some rows.
        visit: the days of the visit that it was read with.
        legacy: the old encoding that was recognised in it; empty where there is none.
        is_converted: it was read as that encoding.
        legacy_pairs: texts as they stand and as they are in that encoding.
    """

    name: str
    sheet: str
    sheets: tuple[str, ...]
    headings: tuple[Heading, ...]
    header_row: int
    register: Register | None = None
    imported: Imported | None = None
    samples: tuple[tuple[str, ...], ...] = ()
    visit: Visit | None = None
    legacy: str = ""
    is_converted: bool = False
    legacy_pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _OfSheet:
    """What a person has chosen about one sheet, and what its columns were before anything was chosen."""

    by_column: Mapping[int, str] = field(default_factory=dict)
    header_row: int | None = None
    found: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Opened:
    """An open file with all that was chosen about it."""

    book: OpenRegister
    sheet: str | None = None
    of: Mapping[str, _OfSheet] = field(default_factory=dict)
    legacy: str = ""

    def choices(self) -> Choices:
        from inspect_tui.registers import Choices

        chosen = self.of.get(self.sheet or "", _OfSheet())
        # Columns are chosen of the header that is seen; as long as none is, the right one is to be found.
        row = chosen.header_row if chosen.by_column else None
        return Choices(sheet=self.sheet, by_column=chosen.by_column, header_row=row, legacy=self.legacy)

    def with_sheet(self, sheet: str, chosen: _OfSheet) -> _Opened:
        return replace(self, sheet=sheet, of={**self.of, sheet: chosen})


def legacy_pairs(register: Register) -> tuple[tuple[str, str], ...]:
    """Return texts in an old encoding as they stand in the file, and as they are in Unicode."""
    if register.legacy_preview:
        return tuple((one.before, one.after) for one in register.legacy_preview)
    from inspect_tui.domain.legacy_text import NAMES, convert

    encoding = next((one for one in NAMES if one == register.legacy), None)
    if encoding is None:
        return ()
    told = [problem.value for problem in register.problems if problem.reason == "legacy" and problem.value]
    return tuple((text, convert(text, encoding)) for text in told[:10])


class RegisterImport:
    """Reads a register beside the work and writes it when told so; only its newest step counts.

    Attributes:
        preview: what was read last; None for nothing.
        at_work: the message of what is being done; empty for nothing.
        name: the name of the file at hand.
        since: monotonic seconds since when.
        progress: rows done, and rows in all; zeros while that is not known.
        failed: why the last step could not be done; empty where it could.
    """

    def __init__(self, app: InspectApp, session: str, follow: Callable[[], None]) -> None:
        """Begin with nothing.

        Args:
            app: the app.
            session: the session to read for.
            follow: called after each change.
        """
        self._app, self._session, self._follow = app, session, follow
        self.preview: Preview | None = None
        self.at_work, self.name, self.failed = "", "", ""
        self.since = 0.0
        self.progress = (0, 0)
        self._turn = 0
        self._opened: _Opened | None = None
        self._before: list[_Opened] = []

    # Steps

    async def open(self, text: str) -> None:
        """Open and read a file; what was read before stays until the new one is."""
        turn = self._begin(OPENING, typed_path(text).name)

        def work() -> OpenRegister:
            from inspect_tui.registers import open_register

            return open_register(find_path(text))

        try:
            book = await self._app.gateway.long(work)
        except Exception as error:
            self._fail(turn, error)
            return
        if turn == self._turn and await self._read(_Opened(book)):
            self._before = []

    async def choose_sheet(self, name: str) -> None:
        """Read another sheet of the file."""
        if self._opened is not None and not self.is_writing:
            await self._read(replace(self._opened, sheet=name))

    async def choose_field(self, column: int, name: str | None) -> None:
        """Read a column as something else.

        Args:
            column: its place, from 0.
            name: a field, nothing for a column that is not read, None for what it seems to be by itself.
        """
        shown, opened = self.preview, self._opened
        if shown is None or opened is None or self.is_writing:
            return
        chosen = opened.of[shown.sheet]
        # A field has one column: it leaves the one that it was given to.
        by_column = {c: given for c, given in chosen.by_column.items() if c != column and not (name and given == name)}
        if name is not None:
            by_column[column] = name
        if await self._read(opened.with_sheet(shown.sheet, replace(chosen, by_column=by_column))):
            self._before.append(opened.with_sheet(shown.sheet, chosen))

    async def choose_legacy(self) -> bool:
        """Read text in an old encoding as that, or again as it stands; tell whether it is shown so now."""
        shown, opened = self.preview, self._opened
        if shown is None or opened is None or not shown.legacy or self.is_writing:
            return False
        # In converted words another sheet may turn out to be the register.
        sheet = opened.sheet if shown.register is not None or self.chosen else None
        if await self._read(replace(opened, sheet=sheet, legacy="" if shown.is_converted else shown.legacy)):
            self._before.append(opened)
            return True
        return False

    async def take_back(self) -> bool:
        """Take back the last choice; False where there is none."""
        if not self._before or self.is_writing:
            return False
        if await self._read(self._before[-1]):
            self._before.pop()
        return True

    async def compare(self) -> None:
        """Compare anew with a session that has changed meanwhile; with another cut-off date, read anew."""
        shown = self.preview
        if shown is None or shown.register is None or self.at_work:
            return
        if shown.visit != self._visit() and self._opened is not None:
            await self._read(self._opened)
            return
        turn = self._begin(COMPARING)
        imported = await self._compared(turn, shown.register)
        if imported is not None:
            self._end(turn, replace(shown, imported=imported), self._opened)

    async def write(self) -> Imported | None:
        """Write what is shown into the checklist, in one transaction; None where it cannot be."""
        shown = self.preview
        if shown is None or shown.register is None or self.at_work:
            return None
        turn, session, register = self._begin(WRITING), self._session, shown.register

        def tell(done: int, total: int) -> None:
            # Of each task an entry and a row are written.
            self.progress = (done // 2, total // 2)

        def work(store: Store) -> Imported:
            return write_register(store, session, register, tell)

        try:
            done = await self._app.gateway.write(work, small=False)
        except Exception as error:
            self._fail(turn, error)
            return None
        self._before = []
        self._end(turn, None, None)
        return done

    def cancel(self) -> bool:
        """Drop what is being read; what is being written is written. Tell whether there was anything to drop."""
        if not self.at_work or self.is_writing:
            return False
        self.drop()
        self.at_work = ""
        self._follow()
        return True

    def drop(self) -> None:
        """Let what is being read end by itself, and nothing come of it."""
        self._turn += 1

    # What is so

    @property
    def is_writing(self) -> bool:
        """Whether the checklist is being changed."""
        return self.at_work == WRITING

    @property
    def chosen(self) -> Mapping[int, str]:
        """What a person has chosen about the columns of the sheet that is shown."""
        return self._of_shown().by_column

    def by_itself(self, column: int) -> str:
        """Return what a column was read as before anything was chosen about it."""
        return self._of_shown().found.get(column, "")

    def _of_shown(self) -> _OfSheet:
        if self.preview is None or self._opened is None:
            return _OfSheet()
        return self._opened.of[self.preview.sheet]

    def _visit(self) -> Visit | None:
        state = self._app.state
        return visit_in(state.content.session) if state is not None else None

    # Reading

    async def _read(self, opened: _Opened) -> bool:
        """Read and compare; tell whether it is shown now."""
        book, visit, session, choices = opened.book, self._visit(), self._session, opened.choices()
        home = self._app.setup.home
        turn = self._begin(READING, book.name)

        def tell(done: int, total: int) -> None:
            if turn != self._turn:
                raise _Stopped
            self.progress = (done, total)

        def work() -> tuple[Register | None, Outline | None, Mapping[str, str]]:
            from inspect_tui.registers import RegisterError, Visit
            from inspect_tui.services.settings import read_settings

            days = visit or Visit()
            try:
                own = replace(choices, sources=read_settings(home).sources)
                return book.read(session, days.year, own, tell, days), None, {}
            except RegisterError as error:
                told = error.values if error.code == "legacy" else {}
                asks = told or error.code == "not_register"
                outline = book.outline(choices.sheet, choices.legacy) if asks else None
                if outline is None:
                    raise
                return None, outline, told

        try:
            register, outline, told = await self._app.gateway.long(work)
        except _Stopped:
            return False
        except Exception as error:
            self._fail(turn, error, choices.sheet)
            return False
        if outline is not None:
            preview, opened = self._of_outline(opened, outline, visit)
            if told:
                pair = (told["before"], told["after"])
                preview = replace(preview, legacy=told["encoding"].lower(), legacy_pairs=(pair,))
            elif opened.legacy:
                preview = replace(preview, legacy=opened.legacy, is_converted=True)
            return self._end(turn, preview, opened)
        assert register is not None
        if turn == self._turn:
            self.at_work, self.progress = COMPARING, (0, 0)
            self._follow()
        imported = await self._compared(turn, register)
        if imported is None:
            return False
        preview = Preview(
            book.name, register.sheet, register.sheets, register.headings, register.header_row, register, imported,
            visit=visit, legacy=register.legacy, is_converted=bool(register.legacy_preview),
            legacy_pairs=legacy_pairs(register),
        )  # fmt: skip
        chosen = replace(opened.of.get(register.sheet, _OfSheet()), header_row=register.header_row)
        if not chosen.by_column:
            chosen = replace(chosen, found={heading.column: heading.field for heading in register.headings})
        return self._end(turn, preview, opened.with_sheet(register.sheet, chosen))

    async def _compared(self, turn: int, register: Register) -> Imported | None:
        session = self._session
        try:
            imported = await self._app.gateway.read(lambda store: compare_register(store, session, register))
        except Exception as error:
            self._fail(turn, error)
            return None
        return imported if turn == self._turn else None

    def _of_outline(self, opened: _Opened, outline: Outline, visit: Visit | None) -> tuple[Preview, _Opened]:
        chosen = opened.of.get(outline.sheet, _OfSheet())
        headings, row, shown = outline.headings, outline.header_row, self.preview
        if chosen.header_row is not None and shown is not None and shown.sheet == outline.sheet:
            # The columns that a person looks at stay, with what was chosen about them.
            headings, row = shown.headings, shown.header_row
        given = set(chosen.by_column.values())
        fields = {c: name for c, name in chosen.found.items() if name not in given} | dict(chosen.by_column)
        headings = tuple(replace(one, field=fields.get(one.column, "")) for one in headings)
        preview = Preview(
            opened.book.name, outline.sheet, outline.sheets, headings, row, samples=outline.rows, visit=visit
        )
        return preview, opened.with_sheet(outline.sheet, replace(chosen, header_row=row))

    # Being at work

    def _begin(self, message: str, name: str = "") -> int:
        self._turn += 1
        self.at_work, self.failed, self.progress = message, "", (0, 0)
        self.name = name or self.name
        self.since = time.monotonic()
        self._follow()
        return self._turn

    def _end(self, turn: int, preview: Preview | None, opened: _Opened | None) -> bool:
        if turn != self._turn:
            return False
        self.at_work, self.preview, self._opened = "", preview, opened
        self._follow()
        return True

    def _fail(self, turn: int, error: Exception, sheet: str | None = None) -> None:
        if not is_expected(error):
            raise error
        if turn == self._turn:
            self.at_work, self.failed = "", _describe(error, sheet, self._app.catalog)
            self._follow()


def _describe(error: Exception, sheet: str | None, catalog: Catalog) -> str:
    from inspect_tui.registers import RegisterError

    if isinstance(error, RegisterError) and error.code == "not_register" and sheet:
        return catalog.t(NOT_IN_SHEET, sheet=sheet)
    if isinstance(error, RegisterError) and error.code in IN_THE_APP:
        return catalog.t(IN_THE_APP[error.code], **error.values)
    return describe(error, catalog)
