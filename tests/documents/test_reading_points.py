"""What of the minutes is read aloud point by point: what was said and found, not what the paper says of itself."""

from __future__ import annotations

from minutes_samples import changed, visit

from inspect_tui.documents.paper import BLANK
from inspect_tui.domain.records import Note
from inspect_tui.locale import Catalog
from inspect_tui.services.reading_aloud import points, with_agreed
from inspect_tui.services.views import view_of

VI = Catalog("vi")


def test_a_reservation_is_one_point_more_and_changes_no_other() -> None:
    content = visit()
    content = changed(content, notes=tuple(note for note in content.notes if note.kind != "reservation"))
    before = points(view_of(content), VI)
    note = Note("r1", "Đề nghị xem lại thời hạn.", content.notes[-1].at, "Lãnh đạo Ban Dân tộc", "reservation")
    after = points(view_of(changed(content, notes=(*content.notes, note))), VI)
    more = [point for point in after if point not in before]
    assert [point for point in before if point not in after] == []
    assert [(point.record, point.record_id) for point in more] == [("note", "r1")]


def test_what_was_agreed_makes_no_other_points() -> None:
    content = visit(notes=2)
    before = points(view_of(content), VI)
    read = with_agreed(before, {}, "2021-07-30T04:00:00.000Z")
    assert points(view_of(changed(content, read_aloud=read)), VI) == before
    assert not any(point.text in (BLANK, "Không có.") or "Biên bản này ghi" in point.text for point in before)
    assert any("Cuộc họp kết thúc vào" in point.text for point in before)
