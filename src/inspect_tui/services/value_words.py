"""A record's value as a person reads it, where the record alone is enough to say it."""

from __future__ import annotations

from datetime import date
from typing import Final

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.figures import BASE_LABELS
from inspect_tui.domain.records import FIELDS, LABELS, Value
from inspect_tui.domain.sources import source_title, sources_of
from inspect_tui.domain.status import STATUS_LABELS
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog

_CHOICES: Final = {
    **STATUS_LABELS, **LABELS, "extended": N_("extended"), "resumed": N_("resumed"),
}  # fmt: skip


def value_words(kind: str, name: str, value: Value, catalog: Catalog) -> str:
    """Return a field's value in words.

    Args:
        kind: the kind of record.
        name: the field.
        value: its value in stored form.
        catalog: the language.
    """
    if value in (None, "", [], {}):
        return catalog.t("(empty)")
    spec = FIELDS.get(kind, {}).get(name)
    match spec.type if spec is not None else "":
        case "date":
            return screen_date(date.fromisoformat(value))
        case "bool":
            return catalog.t("yes") if value else catalog.t("no")
        case "choice":
            return catalog.t((BASE_LABELS if name == "rate_base" else _CHOICES).get(str(value), str(value)))
        case "map":
            if name != "percents":
                return "…"
            # Needed for declared figures alone, and this module is loaded with the first screen.
            from inspect_tui.domain.declared_words import percents_words

            return percents_words(value, catalog)
        case "list":
            return "; ".join(value)
    if name == "source":
        return "; ".join(catalog.t(source_title(one)) for one in sources_of(value))
    return one_line(str(value))
