"""Where the program keeps its things: store, keys, papers, receipts, logs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inspect_tui.services.errors import UserError
from inspect_tui.store.connection import Location


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of the program's own files."""

    path: Path

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> Home:
        """Return ``INSPECT_TUI_HOME``, or the place that the system has for a program's data."""
        given = environ.get("INSPECT_TUI_HOME", "")
        if given:
            return cls(Path(os.path.abspath(os.path.expanduser(given))))
        import platformdirs

        return cls(Path(platformdirs.user_data_dir("inspect-tui", appauthor=False)))

    @property
    def store(self) -> Path:
        """The store that is used where none is named."""
        return self.path / "store.db"

    @property
    def templates(self) -> Path:
        """The folder of the office's own Word templates, one a kind of paper: ``minutes.docx``."""
        return self.path / "templates"

    @property
    def papers(self) -> Path:
        """The folder into which the app writes papers and session files."""
        return self.path / "papers"

    @property
    def logs(self) -> Path:
        """The folder of logs and crash reports."""
        return self.path / "logs"

    @property
    def identity(self) -> Path:
        """The file of this device's keys."""
        return self.path / "identity.json"

    @property
    def trust(self) -> Path:
        """The file of the keys whose files are believed."""
        return self.path / "trust.json"

    @property
    def recipients(self) -> Path:
        """The file of those who can read session files."""
        return self.path / "recipients.json"

    @property
    def receipts(self) -> Path:
        """The folder of receipts."""
        return self.path / "receipts"

    @property
    def settings(self) -> Path:
        """The file of what is set for this home alone, such as where files are sent."""
        return self.path / "settings.json"


@dataclass(frozen=True, slots=True)
class Setup:
    """What every command is told before it starts.

    Attributes:
        home: the program's folder.
        location: the store's place.
        passphrase: empty for a plain store.
        language: ``vi`` or ``en``.
        is_language_said: whether it was said for this run; where it was not, the app speaks as it did last time.
    """

    home: Home
    location: Location
    passphrase: str = field(repr=False)
    language: str
    is_language_said: bool = True


def read_passphrase(path: str, environ: Mapping[str, str]) -> str:
    """Return the passphrase: a file's first line, else ``INSPECT_TUI_PASSPHRASE``, else none.

    Raises:
        UserError: the file is not there or empty.
    """
    if not path:
        return environ.get("INSPECT_TUI_PASSPHRASE", "")
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UserError("no_passphrase_file", path=path) from None
    if not lines or not lines[0] or "\0" in lines[0]:
        raise UserError("empty_passphrase", path=path)
    return lines[0]
