"""Sessions and figures as the JSON objects of the command line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.domain.figures import Counts, Figures, Rate
from inspect_tui.domain.numbers import percent_text
from inspect_tui.domain.records import Draft, Task
from inspect_tui.domain.sentence import figures_sentence
from inspect_tui.domain.status import STATUSES, Standing
from inspect_tui.locale import Catalog
from inspect_tui.services.sessions import View
from inspect_tui.store.reading import SessionSummary

if TYPE_CHECKING:
    from inspect_tui.services.importing import Imported


def _day(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


def task_json(task: Task, standing: Standing) -> dict[str, Any]:
    """Return a task with its status on the cut-off date."""
    return {**_facts(task), "status": standing.status, **_words(task)}


def _facts(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "number": task.number,
        "source": task.source,
        "document": task.document,
        "issued_on": _day(task.issued_on),
        "content": task.content,
        "lead": task.lead,
        "coordinating": list(task.coordinating),
        "deadline": _day(task.deadline),
        "deadline_text": task.deadline_text,
        "first_deadline": _day(task.first_deadline),
        "declared_completed_on": _day(task.declared_completed_on),
        "completed_on": _day(task.completed_on),
    }


def _words(task: Task) -> dict[str, Any]:
    return {
        "progress": task.progress,
        "verdict": task.verdict,
        "nature": task.nature,
        "degree": task.degree,
        "cause": task.cause,
        "responsibility": task.responsibility,
        "remark": task.remark,
        "leader": task.leader,
        "product": task.product,
        "declared_status": task.declared_status,
        "asked": task.asked,
        "examiner": task.examiner,
    }


def summary_json(summary: SessionSummary) -> dict[str, Any]:
    """Return a session as the list shows it."""
    head = summary.session
    return {
        "id": head.id,
        "agency": head.agency,
        "held_on": _day(head.held_on),
        "as_of": _day(head.as_of),
        "title": head.title,
        "state": head.state,
        "revision": head.revision,
        "tasks": summary.tasks,
        "notes": summary.notes,
        "conclusions": summary.conclusions,
        "conflicts": summary.conflicts,
        "outside_signed": summary.outside,
        "acknowledged": [word._asdict() for word in summary.acknowledged],
    }


def session_json(view: View, drafts: Iterable[Draft], catalog: Catalog) -> dict[str, Any]:
    """Return a whole session; drafts apart it depends on the session's journal entries alone."""
    content = view.content
    head = content.session
    return {
        "id": head.id,
        "agency": head.agency,
        "held_on": _day(head.held_on),
        "as_of": _day(head.as_of),
        "title": head.title,
        "state": head.state,
        "revision": head.revision,
        "revision_reason": head.revision_reason,
        "place": head.place,
        "chair": head.chair,
        "secretary": head.secretary,
        "started_at": head.started_at,
        "ended_at": head.ended_at,
        "utc_offset": head.utc_offset,
        "remark": head.remark,
        "agenda": dict(head.agenda),
        "read_aloud": dict(head.read_aloud),
        "participants": [
            {"id": p.id, "name": p.name, "role": p.role, "side": p.side, "present": p.present}
            for p in content.participants
        ],
        "tasks": [task_json(task, view.standing_of[task.id]) for task in content.tasks],
        "notes": [
            {"id": n.id, "at": n.at, "speaker": n.speaker, "kind": n.kind, "text": n.text, "tasks": list(n.tasks),
             "item": n.item, "marked": n.marked}
            for n in content.notes
        ],
        "conclusions": [
            {
                "id": c.id,
                "kind": c.kind,
                "text": c.text,
                "owner": c.owner,
                "deadline": _day(c.deadline),
                "tasks": list(c.tasks),
                "notes": list(c.notes),
            }
            for c in content.conclusions
        ],
        "events": [
            {
                "id": e.id,
                "task": e.task,
                "kind": e.kind,
                "on": _day(e.on),
                "until": _day(e.until),
                "to": e.to,
                "document": e.document,
            }
            for e in content.events
        ],
        "attachments": [
            {"id": a.id, "name": a.name, "media_type": a.media_type, "size": a.size, "sha256": a.sha256,
             "tasks": list(a.tasks), "notes": list(a.notes)}
            for a in content.attachments
        ],
        "papers": [
            {"id": p.id, "kind": p.kind, "revision": p.revision, "number": p.number, "issued_on": _day(p.issued_on),
             "name": p.name, "media_type": p.media_type, "size": p.size, "sha256": p.sha256}
            for p in content.papers
        ],
        "conflicts": [
            {
                "record": c.record,
                "id": c.id,
                "field": c.field,
                "values": [
                    {"value": v.value, "person": v.person, "device": v.device, "at": v.at} for v in c.values
                ],
            }
            for c in content.conflicts
        ],
        "revisions": [one._asdict() for one in content.revisions],
        "outside_signed": content.outside_signed,
        "outside": [
            {"record": o.record, "id": o.id, "field": o.field, "value": o.value, "person": o.person,
             "device": o.device, "at": o.at}
            for o in content.outside
        ],
        "clocks": [
            {"device": c.device, "person": c.person, "behind_seconds": c.behind // 1000} for c in content.clocks
        ],
        "declared": dict(content.declared),
        "figures": figures_json(view.figures, head.agency, catalog),
        "verification_code": head.verification_code,
        "signed_by": str(head.signed.get("by", "")) if head.state == "signed" else "",
        "signed_at": str(head.signed.get("at", "")) if head.state == "signed" else "",
        "drafts": [{"record": d.record, "text": d.text} for d in drafts],
    }  # fmt: skip


def _counts_json(counts: Counts) -> dict[str, int]:
    return {"assigned": counts.assigned, **{name: counts.get(name) for name in STATUSES}}


def _rate_json(rate: Rate, catalog: Catalog) -> dict[str, Any]:
    return {
        "name": rate.name,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "base": rate.base,
        "value": float(rate.percent),
        "percent": percent_text(rate.percent, catalog.language),
    }


_WITH_DEADLINE: Final = ("done_on_time", "done_late", "open_in_time", "open_overdue")


def _first_json(first: Counts) -> dict[str, int]:
    """Return what an extension can change, as it would be without any."""
    return {name: first.get(name) for name in _WITH_DEADLINE}


def figures_json(figures: Figures, agency: str, catalog: Catalog, *, declared: bool = False) -> dict[str, Any]:
    """Return the grid, whole and per source, with rates and the sentence for papers.

    Args:
        figures: the figures.
        agency: the agency's name.
        catalog: the language of the sentence.
        declared: they are counted as the agency declared, which is said then.
    """
    return {
        "as_of": _day(figures.as_of),
        **_counts_json(figures.counts),
        "rates": [_rate_json(rate, catalog) for rate in figures.rates],
        "by_source": [
            {
                "source": one.source,
                **_counts_json(one.counts),
                "rates": [_rate_json(rate, catalog) for rate in one.rates],
                "against_first_deadline": _first_json(one.first),
            }
            for one in figures.by_source
        ],
        "sentence": figures_sentence(figures, agency, catalog, declared=declared),
        "against_first_deadline": _first_json(figures.first),
        "in_several_sources": figures.shared,
        **({"declared": True} if declared else {}),
    }


def import_json(done: Imported) -> dict[str, Any]:
    """Return what an import did; reasons are codes for programs to act on."""
    register = done.register
    rows = {task.id: task.row for task in register.tasks}

    def named(one: str) -> dict[str, Any]:
        number, document, content = done.name(one)
        return {"id": one, "number": number, "document": document, "content": content}

    return {
        "columns": dict(register.columns),
        "tasks": len(register.tasks),
        "added": len(done.added),
        "changed": len(done.changed),
        "gone": len(done.gone),
        "applied": done.applied,
        "sheet": register.sheet,
        "unused": list(register.unused),
        "skipped": [{"row": s.row, "reason": s.reason} for s in register.skipped],
        "problems": [{"row": p.row, "field": p.field, "value": p.value, "reason": p.reason} for p in register.problems],
        "added_tasks": [{**named(one), "row": rows[one]} for one in done.added],
        "changed_tasks": [
            {**named(task.id), "fields": {name: {"old": old, "new": new} for name, (old, new) in task.fields.items()}}
            for task in done.changed
        ],
        "gone_tasks": [named(one) for one in done.gone],
        "preview": [{"row": row, **_facts(task), **_words(task)} for row, task in done.preview],
        "legacy": register.legacy,
        "legacy_preview": [one._asdict() for one in register.legacy_preview],
    }
