"""Messages in Vietnamese and English, read from gettext catalogs."""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("vi", "en")
DOMAIN: Final = "inspect_tui"


def N_(message: str) -> str:
    """Mark a message for the catalogs where it is defined, to be translated where it is used."""
    return message


def speak(language: str) -> None:
    """Let the standard library's own words (argparse) come from the catalogs too, for this process."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(Path(__file__).parent))
    gettext.textdomain(DOMAIN)


class Catalog:
    """The messages of one language.

    Message ids are the English texts with ``{name}`` fields; the values are filled in after translation, so user
    text is never looked up and never read as a format.
    """

    def __init__(self, language: str = "vi") -> None:
        """Load the compiled catalog.

        Args:
            language: ``vi`` or ``en``; anything else is a programming error.

        Raises:
            FileNotFoundError: the installation lacks the catalog.
        """
        self.language = language
        self._messages = gettext.translation(DOMAIN, str(Path(__file__).parent), languages=[language])

    def t(self, message: str, /, **values: object) -> str:
        """Translate a message and fill in its fields."""
        text = self._messages.gettext(message) if message else ""
        return text.format(**values) if values else text

    def n(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Translate a message that depends on a count; ``{count}`` is filled in too, with the language's separators."""
        shown = f"{count:,}".replace(",", "." if self.language == "vi" else ",")
        return self._messages.ngettext(one, many, count).format(count=shown, **values)
