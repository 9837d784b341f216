"""An error that is known by a code; its words are made where a catalog is at hand."""

from __future__ import annotations

from typing import Any


class CodedError(Exception):
    """Something that a person is told in the words for a code.

    Attributes:
        code: a key of the messages of the module that the error belongs to.
        values: the message's fields.
    """

    def __init__(self, code: str, **values: Any) -> None:
        """Keep the code and fields."""
        super().__init__(code, values)
        self.code, self.values = code, values
