"""The figures as a notice and a report tell them: the whole as a sentence, then a line for each source."""

from __future__ import annotations

from inspect_tui.documents.paper import Block, Item, Paragraph, plain
from inspect_tui.domain.figures import Figures
from inspect_tui.domain.sentence import figures_sentence, source_sentences
from inspect_tui.locale import Catalog


def result_blocks(figures: Figures, agency: str, catalog: Catalog) -> list[Block]:
    """Return the figures with their cut-off date and the base of each rate; one source alone is the whole."""
    whole = figures._replace(by_source=figures.by_source[:1])
    blocks: list[Block] = [Paragraph(plain(figures_sentence(whole, agency, catalog)))]
    if len(figures.by_source) > 1:
        told = source_sentences(figures, catalog)
        blocks.append(Paragraph(plain(catalog.t("By source of tasks:")), keep_next=True))
        blocks += [Item(plain(one + (";" if place < len(told) else ".")), "dash") for place, one in enumerate(told, 1)]
    return blocks
