"""Keys for tests: made anew in every run, so that no secret lies anywhere."""

from __future__ import annotations

from typing import Final

from inspect_tui.exchange.keys import Identity, make_identity

LAPTOP: Final[Identity] = make_identity("Máy của thư ký")
HEADQUARTERS: Final[Identity] = make_identity("Trụ sở")
STRANGER: Final[Identity] = make_identity("Người lạ")

TRUSTED: Final = {LAPTOP.public.public_key: "Thư ký đoàn 3"}
"""Whom headquarters trusts, under its own name."""
