"""The fields that an office's template may use: their names are a contract, docs/templates.md lists them.

Every value is text. What is empty prints as a dotted blank where a person fills it in, and counts as empty in
``{% if … %}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any, Final

from inspect_tui.documents import minutes, notice, report
from inspect_tui.documents.frame import foot, head_block, recipients_block, verification
from inspect_tui.documents.heads import PaperHead, recipient_lines
from inspect_tui.documents.paper import BLANK, SHORT_BLANK, words_of
from inspect_tui.documents.phrases import (
    clock_words,
    long_date,
    meeting_day,
    sentence_case,
    short_date,
    task_words,
    when_words,
)
from inspect_tui.documents.tables import is_late, status_words
from inspect_tui.domain.figures import Figures
from inspect_tui.domain.numbers import number
from inspect_tui.domain.records import FIELD_WORDS, LABELS, Conclusion, SessionContent, Task
from inspect_tui.domain.sentence import figures_sentence
from inspect_tui.domain.sources import source_title, sources_of
from inspect_tui.domain.status import Standing
from inspect_tui.locale import N_, Catalog

CODES: Final = {"minutes": minutes.CODE, "conclusion": notice.CODE, "report": report.CODE, "register": ""}
"""The code of a kind of paper in number and symbol."""
SIDES: Final = {"group": N_("Working group"), "agency": N_("Inspected agency"), "department": N_("Other units")}

SCALARS: Final = (
    "superior", "issuer", "number_symbol", "place_date", "signer", "signer_titles", "agency", "title", "held_on",
    "as_of", "place", "chair", "secretary", "started", "ended", "remark", "figures_sentence", "verification_code",
    "revision", "signed_line", "draft", "task_count",
)  # fmt: skip
_TASK: Final = (
    "number", "source", "document", "issued_on", "content", "lead", "coordinating", "leader", "product", "deadline",
    "deadline_text", "first_deadline", "declared_completed_on", "declared_status", "completed_on", "progress", "status",
    "verdict", "nature", "degree", "cause", "responsibility", "remark", "details",
)  # fmt: skip
_CONCLUSION: Final = ("number", "kind", "text", "owner", "deadline", "tasks")
LISTS: Final[dict[str, tuple[str, ...]]] = {
    "participants": ("name", "role", "side", "presence"),
    "tasks": _TASK,
    "late_tasks": _TASK,
    "notes": ("number", "time", "speaker", "kind", "text", "tasks"),
    "conclusions": _CONCLUSION,
    "findings": _CONCLUSION,
    "requests": _CONCLUSION,
    "sources": ("title", "assigned", "done", "done_on_time", "done_late", "open_in_time", "open_overdue"),
    "recipients": (),
    "addressees": (),
}
"""The lists with the fields of their items; an item without fields is itself the text."""

_DETAILS: Final = (
    "document", "issued_on", "lead", "coordinating", "leader", "product", "first_deadline", "deadline", "deadline_text",
    "declared_completed_on", "declared_status", "completed_on", "progress", "verdict", "nature", "degree", "cause",
    "responsibility", "remark",
)  # fmt: skip
_TOLD: Final = ("document", "lead", "coordinating", "leader", "product", "declared_status", "progress", "remark")
_WHY: Final = ("nature", "degree", "cause", "responsibility")
Need = tuple[tuple[str, ...], ...]
"""Ways of one requirement: a template fulfils it with all fields of any of them."""


def _all(of: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{of}.{name}" for name in names)


def _needs(of: str, *names: str) -> list[Need]:
    return [((name,),) for name in _all(of, *names)]


def _each(ways: list[list[str]]) -> list[Need]:
    """Return one requirement for each field, by whichever list brings it."""
    return [tuple((name,) for name in way) for way in ways]


_SIGNED: Final[list[Need]] = [((name,), ("signed_line",)) for name in ("draft", "verification_code", "revision")]
_TASKS: Final[list[Need]] = [
    *_needs("tasks", "number", "content", "status"),
    *_each([[f"tasks.{name}", "tasks.details"] for name in ("deadline", *_TOLD)]),
]
_LATE: Final[list[Need]] = _each([[f"late_tasks.{name}", f"tasks.{name}", "tasks.details", "late_tasks.details"]
                                  for name in _WHY])  # fmt: skip
_CONCLUDED: Final[list[Need]] = [
    (_all("conclusions", name), (*_all("findings", name), *_all("requests", name)))
    for name in ("text", "owner", "deadline", "tasks")
]
REQUIRED: Final[dict[str, list[Need]]] = {
    "minutes": [
        *[((name,),) for name in ("agency", "started", "ended", "place", "chair", "secretary", "figures_sentence")],
        *_needs("participants", "name", "role"), *_needs("notes", "speaker", "text", "tasks"), *_CONCLUDED, *_TASKS,
        *_LATE, *_SIGNED,
    ],
    "conclusion": [
        *[((name,),) for name in ("agency", "held_on", "chair", "number_symbol", "place_date", "signer")],
        (("recipients",),), *_CONCLUDED, *_SIGNED,
    ],
    "report": [
        *[((name,),) for name in ("agency", "as_of", "figures_sentence", "number_symbol", "place_date", "signer")],
        (("recipients",),), *_CONCLUDED, *_TASKS, *_LATE, *_SIGNED,
    ],
    "register": [(("agency",),), (("as_of",),), *_TASKS, *_LATE, *_SIGNED],
}  # fmt: skip
"""What a template of each kind must print."""
HELD: Final[dict[str, tuple[str, ...]]] = {
    "minutes": ("participant", "task", "late_task", "note", "reservation", "conclusion"),
    "conclusion": ("conclusion",),
    "report": ("task", "late_task", "conclusion"),
    "register": ("task", "late_task"),
}
"""The kinds of records that a paper of each kind may not lack."""


class Blank(str):
    """A dotted blank: it is printed, and counts as empty."""

    def __bool__(self) -> bool:
        """Tell that nothing is known here."""
        return False


def _or_blank(text: str, blank: str = BLANK) -> str:
    return text or Blank(blank)


def template_values(
    content: SessionContent,
    figures: Figures,
    standing_of: Mapping[str, Standing],
    labels: Mapping[str, str],
    head: PaperHead,
    catalog: Catalog,
    zone: tzinfo | None = None,
    *,
    kind: str = "minutes",
) -> dict[str, Any]:
    """Return the value of every documented field: text, or lists of texts or of fields.

    Args:
        content: the session.
        figures: its figures on the cut-off date.
        standing_of: each task's standing on that day.
        labels: how each task is called.
        head: the office's head.
        catalog: the language.
        zone: the zone in which times are told.
        kind: the kind of paper, for the code in a number that is not given yet.
    """
    session = content.session
    day = meeting_day(session, zone)
    agency = session.agency or SHORT_BLANK
    title = catalog.t("Inspection of how {agency} carries out the tasks assigned to it", agency=agency)
    top = head_block(session, head, CODES[kind], catalog)
    end = foot(session, head, catalog)
    received = end.recipients if (("recipients",),) in REQUIRED[kind] else recipients_block(head, catalog, blank=False)
    tasks = {task.id: _task(task, standing_of[task.id], labels, catalog) for task in content.tasks}
    concluded = [_conclusion(i, one, labels, catalog) for i, one in enumerate(content.conclusions, start=1)]
    asked = [one.kind == "request" for one in content.conclusions]
    return {
        "superior": top.superior,
        "issuer": top.issuer if head.issuer else Blank(top.issuer),
        "number_symbol": top.number,
        "place_date": top.place_date,
        "signer": _or_blank(end.signer.name),
        "signer_titles": end.signer.title,
        "agency": _or_blank(session.agency),
        "title": session.title or title,
        "held_on": long_date(day, catalog),
        "as_of": _or_blank(short_date(session.as_of, catalog), SHORT_BLANK),
        "place": _or_blank(session.place),
        "chair": _or_blank(session.chair),
        "secretary": _or_blank(session.secretary),
        "started": when_words(session.started_at, session.held_on, catalog, zone),
        "ended": when_words(session.ended_at, day, catalog, zone),
        "remark": session.remark,
        "figures_sentence": figures_sentence(figures, session.agency, catalog),
        "verification_code": _or_blank(session.verification_code),
        "revision": str(session.revision),
        "signed_line": words_of(verification(session, catalog, zone).runs),
        "draft": top.draft,
        "task_count": number(len(content.tasks), catalog.language),
        "participants": [
            {
                "name": _or_blank(one.name), "role": one.role, "side": catalog.t(SIDES.get(one.side, one.side)),
                "presence": "" if one.present else catalog.t("absent"),
            }
            for one in content.participants
        ],
        "tasks": list(tasks.values()),
        "late_tasks": [tasks[task.id] for task in content.tasks if is_late(task, standing_of[task.id])],
        "notes": [
            {
                "number": str(place), "time": clock_words(note.at, catalog, zone), "speaker": _or_blank(note.speaker),
                "kind": catalog.t(LABELS.get(note.kind, note.kind)), "text": _or_blank(note.text),
                "tasks": task_words(note.tasks, labels, catalog),
            }
            for place, note in enumerate(content.notes, start=1)
        ],
        "conclusions": concluded,
        "findings": [one for one, request in zip(concluded, asked, strict=True) if not request],
        "requests": [one for one, request in zip(concluded, asked, strict=True) if request],
        "sources": [
            {
                "title": catalog.t(source_title(one.source)),
                **{name: number(one.counts.get(name), catalog.language) for name in LISTS["sources"][1:]},
            }
            for one in figures.by_source
        ],
        "recipients": list(received.lines) if received else [],
        "addressees": list(recipient_lines(head.addressees)),
    }  # fmt: skip


def _task(task: Task, now: Standing, labels: Mapping[str, str], catalog: Catalog) -> dict[str, str]:
    sources = [catalog.t(source_title(source)) for source in sources_of(task.source)]
    told: dict[str, str] = {"number": labels[task.id], "source": "; ".join(sources)}
    for name in _DETAILS:
        value = getattr(task, name)
        if isinstance(value, date):
            told[name] = short_date(value, catalog)
        elif isinstance(value, tuple):
            told[name] = "; ".join(value)
        else:
            told[name] = value or ""
    told["content"] = _or_blank(task.content)
    told["deadline"] = short_date(now.deadline, catalog) or task.deadline_text or catalog.t("No deadline")
    told["verdict"] = sentence_case(catalog.t(LABELS[task.verdict])) if task.verdict in LABELS else ""
    told["status"] = status_words(now, catalog)
    told["details"] = "\n".join(f"{catalog.t(FIELD_WORDS.get(n, n))}: {told[n]}" for n in _DETAILS if told[n])
    return told


def _conclusion(place: int, one: Conclusion, labels: Mapping[str, str], catalog: Catalog) -> dict[str, str]:
    return {
        "number": str(place), "kind": sentence_case(catalog.t(LABELS.get(one.kind, one.kind))),
        "text": _or_blank(one.text), "owner": _or_blank(one.owner),
        "deadline": _or_blank(short_date(one.deadline, catalog), SHORT_BLANK),
        "tasks": task_words(one.tasks, labels, catalog),
    }  # fmt: skip
