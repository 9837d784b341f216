"""Numbers in conclusions and remarks against the checklist's figures: what a text claims, and what contradicts it.

docs/text-figures.md has the rules with examples.
"""

from __future__ import annotations

from inspect_tui.domain.text_figures.findings import TextFinding, checklist_words, text_findings

__all__ = ["TextFinding", "checklist_words", "text_findings"]
