"""The figures in words, for papers: both readings of "overdue" spelled out, every rate with its base and day."""

from __future__ import annotations

from inspect_tui.domain.dates import official_date
from inspect_tui.domain.figures import BASE_LABELS, Counts, Figures, make_rate
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.sources import source_title
from inspect_tui.locale import N_, Catalog

_DONE = (
    ("done_on_time", N_("{count} done on time")),
    ("done_late", N_("{count} done after the deadline")),
    ("done_no_deadline", N_("{count} done, without a deadline")),
)
_OPEN = (
    ("open_in_time", N_("{count} not done, still in time")),
    ("open_overdue", N_("{count} overdue and not done")),
    ("open_no_deadline", N_("{count} not done, without a deadline")),
)
_BESIDE = (
    ("suspended", N_("{count} suspended")),
    ("withdrawn", N_("{count} withdrawn")),
    ("transferred", N_("{count} transferred to another agency")),
)
_ALWAYS = ("done_on_time", "done_late", "open_overdue")
"""What is said also where it is none: silence would leave open which of the two readings is meant."""


def figures_sentence(figures: Figures, agency: str, catalog: Catalog, *, declared: bool = False) -> str:
    """Return the figures as official prose: the whole, then each source.

    Both readings of overdue, done late and not done, are always named, also where one is zero. A rate stands only with
    its base, and the sentence opens with the cut-off date.

    Args:
        figures: what `inspect_tui.domain.tally` counted.
        agency: the agency's name.
        catalog: the language to write in.
        declared: the figures are counted as the agency declared; the sentence opens with that.
    """
    who = agency or catalog.t("the agency")
    if figures.counts.assigned == 0:
        return catalog.t("No task has been assigned to {agency} in this checklist.", agency=who)
    words = _Words(figures, catalog)
    values = {"agency": who, "total": words.total(figures.counts), "detail": words.detail(figures.counts)}
    if figures.as_of is None:
        sentences = [catalog.t("{agency} was assigned {total}; {detail}.", **values)]
    else:
        values["day"] = official_date(figures.as_of, catalog.language)
        if declared:
            text = catalog.t("As the agency declares, as of {day}, {agency} was assigned {total}; {detail}.", **values)
        else:
            text = catalog.t("By the figures as of {day}, {agency} was assigned {total}; {detail}.", **values)
        sentences = [text]
    if figures.first != figures.counts:
        sentences.append(words.against_first(figures.first))
    if figures.shared:
        sentences.append(words.shared())
    if len(figures.by_source) > 1:
        told = enumerate(source_sentences(figures, catalog), start=1)
        parts = [catalog.t("({place}) {result}", place=place, result=result) for place, result in told]
        sentences.append(catalog.t("By source: {parts}.", parts="; ".join(parts)))
    return " ".join(sentences)


def source_sentences(figures: Figures, catalog: Catalog) -> list[str]:
    """Return the result of each source in words, "title: 18 tasks; 15/18 tasks done (83,33 % of …), …"."""
    words = _Words(figures, catalog)
    return [
        catalog.t(
            "{source}: {total}; {detail}",
            source=catalog.t(source_title(one.source)), total=words.total(one.counts), detail=words.detail(one.counts),
        )
        for one in figures.by_source
    ]  # fmt: skip


class _Words:
    """Says counts with the base and decimals of one set of figures."""

    def __init__(self, figures: Figures, catalog: Catalog) -> None:
        self.figures, self.catalog = figures, catalog

    def total(self, counts: Counts) -> str:
        return self.catalog.n(
            "{number} task", "{number} tasks", counts.assigned, number=number(counts.assigned, self.catalog.language)
        )

    def detail(self, counts: Counts) -> str:
        """Return "15/18 tasks done (83,33 % of …), of them 15 done on time, …; 3 overdue and not done (…)"."""
        groups = [
            self.catalog.t(
                "{done}/{assigned} tasks done{rate}", done=self._number(counts.done),
                assigned=self._number(counts.assigned), rate=self._rate(counts, "done"),
            )
        ]  # fmt: skip
        if counts.done:
            groups[0] = self._of_them(groups[0], self._parts(counts, _DONE))
        left = self._parts(counts, _OPEN)
        if sum(counts.get(name) > 0 for name, _ in _OPEN) > 1:
            message = self.catalog.n("{number} task not done", "{number} tasks not done", counts.open,
                                     number=self._number(counts.open))  # fmt: skip
            left = self._of_them(message, left)
        groups.append(left)
        if beside := self._parts(counts, _BESIDE):
            groups.append(self.catalog.t("besides: {parts}", parts=beside))
        return "; ".join(groups)

    def _of_them(self, whole: str, parts: str) -> str:
        return self.catalog.t("{whole}, of them {parts}", whole=whole, parts=parts)

    def against_first(self, first: Counts) -> str:
        """Return the two readings of overdue where no extension counts."""
        return self.catalog.t(
            "Against the first deadlines, before any extension: {done_late}, {open_overdue}.",
            done_late=self._part(first, *_DONE[1]), open_overdue=self._part(first, *_OPEN[1]),
        )  # fmt: skip

    def shared(self) -> str:
        """Return how many tasks stand under two sources and are one task in the total."""
        return self.catalog.n(
            "{number} task belongs to more than one source; it is counted in each of them and once in the total.",
            "{number} tasks belong to more than one source; they are counted in each of them and once in the total.",
            self.figures.shared,
            number=self._number(self.figures.shared),
        )

    def _parts(self, counts: Counts, parts: tuple[tuple[str, str], ...]) -> str:
        return ", ".join(self._part(counts, *part) for part in parts if counts.get(part[0]) or part[0] in _ALWAYS)

    def _part(self, counts: Counts, name: str, message: str) -> str:
        text = self.catalog.t(message, count=self._number(counts.get(name)))
        # What is all of the tasks done has the rate that stands before it.
        rated = name in ("done_late", "open_overdue") or (name == "done_on_time" and counts.done != counts.done_on_time)
        return text + (self._rate(counts, name) if rated and counts.get(name) else "")

    def _rate(self, counts: Counts, name: str) -> str:
        rate = make_rate(counts, name, self.figures.base, self.figures.decimals)
        if rate is None:
            return ""
        return f" ({percent_text(rate.percent, self.catalog.language)} {self.catalog.t(BASE_LABELS[rate.base])})"

    def _number(self, value: int) -> str:
        return number(value, self.catalog.language)
