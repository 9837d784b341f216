"""The annex of minutes and of a report: the whole checklist on landscape pages."""

from __future__ import annotations

from collections.abc import Mapping

from inspect_tui.documents.paper import Block, Paragraph, Section, plain
from inspect_tui.documents.tables import checklist_table
from inspect_tui.domain.records import SessionContent
from inspect_tui.domain.status import Standing
from inspect_tui.locale import Catalog


def annex(
    content: SessionContent, standing_of: Mapping[str, Standing], labels: Mapping[str, str], reference: str,
    catalog: Catalog,
) -> Section:  # fmt: skip
    """Return the checklist; the decree has an annex say to which paper it belongs.

    Args:
        content: the session.
        standing_of: each task's standing.
        labels: how each task is called.
        reference: the line that says so.
        catalog: the language.
    """
    blocks: list[Block] = [
        Paragraph(plain(catalog.t("Annex")), "annex-label"),
        Paragraph(plain(catalog.t("List of the tasks inspected").upper()), "annex-title"),
        Paragraph(plain(reference), "annex-reference"),
    ]
    return Section((*blocks, *checklist_blocks(content, standing_of, labels, catalog)), landscape=True)


def checklist_blocks(
    content: SessionContent, standing_of: Mapping[str, Standing], labels: Mapping[str, str], catalog: Catalog
) -> tuple[Block, ...]:
    """Return the table of all tasks, where there are any, and the line under it that counts them."""
    count = len(content.tasks)
    words = catalog.n("The list has {count} task./.", "The list has {count} tasks./.", count)
    end = Paragraph(plain(words), "annex-end")
    return (checklist_table(content, standing_of, labels, catalog), end) if content.tasks else (end,)
