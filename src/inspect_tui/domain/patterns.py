"""Patterns that are compiled when they are first used.

Compiling takes a hundred times as long as a search, and most files and most commands need few of the patterns by
which rare forms are told. What nearly every file asks for is compiled at once, with `re.compile`.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Pattern:
    """Stands for a pattern until one of its methods is asked for."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        # Asked only for what is not there yet; from then on the pattern's own method is found without this one.
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def later(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled at its first use.

    Args:
        source: the regular expression.
        flags: as for `re.compile`.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))
