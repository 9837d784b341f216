"""What a home is set to: where `sync` sends, accepted hosts, its own sources of tasks. Nothing secret is kept here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from inspect_tui.domain.sources import Source, added_source
from inspect_tui.services.errors import UserError
from inspect_tui.services.home import Home
from inspect_tui.services.regular_files import OddFileError, open_regular

FINGERPRINT: Final = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a home.

    Attributes:
        target: address that `sync` uses where none is named; empty for none.
        endpoint: address of the S3-compatible store of an ``s3://`` target; empty for Amazon's.
        hosts: per ``host:port`` the fingerprints of keys that a person accepted.
        other: what people or a newer version wrote, kept as it is.
    """

    target: str = ""
    endpoint: str = ""
    hosts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The home's own sources of tasks."""
        return tuple(added_source(one["title"], one.get("words", ())) for one in self.other.get("sources", ()))

    def accepting(self, place: str, fingerprint: str) -> Settings:
        """Return the settings with a host's key accepted."""
        known = self.hosts.get(place, ())
        return replace(self, hosts={**self.hosts, place: tuple(dict.fromkeys((*known, fingerprint)))})


def settings_file(home: Home) -> Path:
    """Return where a home keeps its settings."""
    return home.path / "settings.json"


def read_settings(home: Home) -> Settings:
    """Return a home's settings; the empty ones where it has none yet.

    Raises:
        UserError: the file cannot be read, or is not of the right form: it is never taken for an empty one.
    """
    path = settings_file(home)
    try:
        with open_regular(path) as file:
            data = json.loads(file.read().decode("utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except OddFileError:
        raise UserError("odd_file", path=path) from None
    except OSError as error:
        raise UserError("unreadable_file", path=path, reason=error.strerror or "") from None
    except ValueError:
        raise UserError("broken_settings", path=path) from None
    try:
        target, endpoint, hosts = data.pop("target", ""), data.pop("s3_endpoint", ""), data.pop("hosts", {})
        accepted = {place: tuple(prints) for place, prints in hosts.items()}
        texts = [target, endpoint, *(text for prints in accepted.values() for text in prints)]
    except (AttributeError, TypeError):
        raise UserError("broken_settings", path=path) from None
    if not all(isinstance(text, str) for text in texts) or any(isinstance(prints, str) for prints in hosts.values()):
        raise UserError("broken_settings", path=path)
    if not _are_sources(data.get("sources", [])):
        raise UserError("broken_settings", path=path)
    return Settings(target, endpoint, accepted, data)


def _are_sources(value: object) -> bool:
    """Tell whether a list is one of sources: each with a title, and perhaps with words."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return False
    titles = [one.get("title") for one in value]
    words = [one.get("words", []) for one in value]
    return all(isinstance(title, str) and title.strip() for title in titles) and all(
        isinstance(some, list) and all(isinstance(word, str) for word in some) for some in words
    )


def write_settings(home: Home, settings: Settings) -> None:
    """Keep a home's settings.

    Raises:
        UserError: the file cannot be written; what stood there stands.
    """
    from inspect_tui.exchange.atomic import written_aside

    data: dict[str, Any] = {**settings.other, "target": settings.target, "s3_endpoint": settings.endpoint}
    data["hosts"] = {place: list(prints) for place, prints in sorted(settings.hosts.items())}
    kept = {name: value for name, value in data.items() if value or name in settings.other}
    path = settings_file(home)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written_aside(path) as file:
            file.write((json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as error:
        raise UserError("unwritable_file", path=path, reason=error.strerror or "") from None
