"""Sessions of several sizes from which the tests make papers; people bear roles, never names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from inspect import signature
from typing import Any, TypeVar

from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.minutes import minutes
from inspect_tui.documents.paper import Paper
from inspect_tui.domain.records import (
    Attachment,
    Conclusion,
    Conflict,
    ConflictValue,
    Event,
    Note,
    Participant,
    Session,
    SessionContent,
    Task,
    utc_text,
)
from inspect_tui.domain.status import standings
from inspect_tui.domain.tally import tally
from inspect_tui.locale import Catalog

Record = TypeVar("Record")
HANOI = timezone(timedelta(hours=7))
DAY = date(2021, 7, 30)
AS_OF = date(2021, 7, 16)
HEAD = PaperHead("UBND tỉnh Lạng Sơn", "Tổ công tác của Chủ tịch UBND tỉnh", "5/BB-TCT", "Lạng Sơn")
SOURCES = ("assigned",) * 18 + ("programme",) * 4 + ("key",) * 3
SPEAKERS = ("Đại diện Sở Nội vụ", "Đại diện Sở Tư pháp", "Lãnh đạo Ban Dân tộc tỉnh", "Trưởng đoàn Tổ công tác")
NOTE_KINDS = ("report", "question", "explanation", "cause", "proposal", "commitment", "reservation", "note")


def moment(hour: int, minute: int, day: int = 30) -> str:
    """Return a time of the visit in Hanoi as it is stored."""
    return utc_text(datetime(2021, 7, day, hour, minute, tzinfo=HANOI).astimezone(UTC))


def sized(text: str, length: int) -> str:
    """Return the text repeated to a length."""
    return (text * (length // len(text) + 1))[:length].strip()


def make_task(place: int, source: str, *, long: bool = False) -> Task:
    """Return a task; every sixth of the assigned ones is overdue."""
    late = source == "assigned" and place % 6 == 0
    words = (
        f"Tham mưu UBND tỉnh ban hành văn bản số {place} về công tác dân tộc và chính sách dân tộc trên địa bàn tỉnh"
    )
    return Task(
        id=f"t{place}", position=place, number=str(place), source=source, document=f"{1200 + place}/UBND-KGVX",
        issued_on=date(2021, 1, 5), content=sized(words + "; ", 400) if long else words,
        lead=sized("Phòng Chính sách và Tuyên truyền, Ban Dân tộc tỉnh ", 80) if long else "Ban Dân tộc",
        coordinating=("Sở Tài chính", "Sở Tư pháp") if place % 5 == 0 else (),
        deadline=date(2021, 6, 30) if source == "assigned" else date(2021, 12, 15),
        declared_completed_on=date(2021, 6, 20) if source == "assigned" and not late else None,
        verdict="not_done" if late else "agreed",
        nature="Chậm ban hành" if late else "", degree="Chậm 16 ngày" if late else "",
        cause="Chưa có hướng dẫn của bộ; phải chờ ý kiến cơ quan phối hợp" if late else "",
        responsibility="Phòng Chính sách" if late else "", remark="Đôn đốc 2 lần" if late else "",
    )  # fmt: skip


def visit(
    *, tasks: int = 25, notes: int = 14, long: bool = False, signed: bool = True, **changes: Any
) -> SessionContent:
    """Return a visit like the first real one, or one of another size."""
    kinds = ("result", "result", "shortcoming", "shortcoming", "cause")
    length = 2000 if long else 150
    sources = [SOURCES[place] if place < len(SOURCES) else "assigned" for place in range(tasks)]
    people = [
        Participant(f"p{place}", f"Đại biểu số {place}", f"Chức vụ số {place}",
                    ("group", "agency", "department")[place % 3], place not in (5, 9), place)
        for place in range(1, 14)
    ]  # fmt: skip
    people += [Participant("p14", "Trưởng đoàn Tổ công tác", "Phó Chủ tịch UBND tỉnh", "group"),
               Participant("p15", "Thư ký Tổ công tác", "Chuyên viên Văn phòng UBND tỉnh", "group")]  # fmt: skip
    content = SessionContent(
        session=Session(
            id="s1", agency="Ban Dân tộc tỉnh Lạng Sơn", held_on=DAY, as_of=AS_OF, place="Trụ sở Ban Dân tộc tỉnh",
            chair="Trưởng đoàn Tổ công tác", secretary="Thư ký Tổ công tác", started_at=moment(8, 0),
            ended_at=moment(11, 30), remark="Số liệu thật, nội dung minh họa.", state="signed" if signed else "open",
            signed={"by": "Thư ký Tổ công tác", "at": moment(11, 45), "code": "ABCD-2345-EFGH-6789", "forced": ""}
            if signed else {},
        ),
        participants=tuple(people),
        tasks=tuple(make_task(place, source, long=long) for place, source in enumerate(sources, start=1)),
        notes=tuple(
            Note(f"n{place}", sized(f"Ý kiến thứ {place} về tiến độ thực hiện nhiệm vụ được giao. ", length),
                 moment(8 + place * 3 // 200, place % 60), SPEAKERS[place % 4], NOTE_KINDS[place % 8],
                 (f"t{1 + place % tasks}",) if tasks and place % 3 == 0 else ())
            for place in range(1, notes + 1)
        ),
        conclusions=(
            *(Conclusion(f"c{i}", f"Nhận định số {i} của Tổ công tác.", kind) for i, kind in enumerate(kinds, start=1)),
            *(Conclusion(f"c{i}", f"Yêu cầu số {i - 5}: khẩn trương hoàn thành nhiệm vụ quá hạn.", "request", i,
                         "Ban Dân tộc tỉnh", date(2021, 8, 15), ("t6",) if tasks >= 6 else (), ("n1",) if notes else ())
              for i in range(6, 14)),
        ),
    )  # fmt: skip
    return changed(content, **changes)


def altered(record: Record, **changes: Any) -> Record:
    """Return a domain object with other fields, whatever kind of class holds it."""
    values = {name: getattr(record, name) for name in signature(type(record)).parameters}
    return type(record)(**{**values, **changes})


def changed(content: SessionContent, **changes: Any) -> SessionContent:
    """Return the visit with other fields, of the session or of its content."""
    session = {key: changes.pop(key) for key in list(changes) if key in signature(Session).parameters}
    return altered(content, session=altered(content.session, **session), **changes)


def full_visit() -> SessionContent:
    """Return a visit that has one of everything: events, files, declared figures, an open conflict."""
    values = (ConflictValue("Sở Y tế", "Thư ký", "may-1", moment(9, 0)),
              ConflictValue("Sở Nội vụ", "Tổ viên", "may-2", moment(9, 1)))  # fmt: skip
    return visit(
        events=(Event("e1", "t20", "extended", date(2021, 7, 1), date(2022, 1, 31), "", "77/UBND"),
                Event("e2", "t21", "transferred", date(2021, 7, 1), None, "Sở Nội vụ", "78/UBND")),
        attachments=(Attachment("a1", "to-trinh.pdf"),),
        declared={"assigned": 18, "done": 15, "percents": {"open_overdue": "16,67@assigned"}},
        conflicts=(Conflict("task", "t3", "lead", values),),
    )  # fmt: skip


def paper_of(content: SessionContent, language: str = "vi", head: PaperHead = HEAD) -> Paper:
    """Return the minutes of a session."""
    where = standings(content.tasks, content.events, content.session.as_of)
    counted = tally(content.tasks, where).figures(content.session)
    return minutes(content, counted, where, head, Catalog(language), zone=HANOI)


def empty_visit() -> SessionContent:
    """Return a session in which nothing has been written yet."""
    return SessionContent(session=Session(id="s0"))


def forced_visit() -> SessionContent:
    """Return a second revision that was signed although something was missing."""
    content = visit()
    signed = {**content.session.signed, "forced": "Chờ bổ sung sau cuộc họp", "missing": 4}
    return changed(content, signed=signed, revision=2, revision_reason="Sửa ý kiến của Sở Tư pháp")
