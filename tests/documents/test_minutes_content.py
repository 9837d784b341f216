"""What minutes say: everything, in the meeting's order, in both languages."""

from __future__ import annotations

import io

import pytest
from docx import Document
from minutes_samples import HANOI, altered, changed, empty_visit, forced_visit, full_visit, moment, paper_of, visit

from inspect_tui.documents.extras import declared_paragraph
from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.paper import BLANK, Heading, Item, Paper, Paragraph, Table, words_of
from inspect_tui.documents.phrases import long_date, when_words
from inspect_tui.documents.word import read_anchors, write_docx
from inspect_tui.domain.dates import official_date
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import SessionContent, SignedRevision, Task
from inspect_tui.locale import Catalog

LANGUAGES = ("vi", "en")


def all_text(data: bytes) -> str:
    """Return the paragraphs of the body and of its tables, in order."""
    document = Document(io.BytesIO(data))
    lines = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            for row in part.rows:
                # A cell that spans columns is one cell, though python-docx gives it for each of them.
                cells = {cell._tc: cell.text for cell in row.cells}
                lines.append(" | ".join(cells.values()))
        else:
            lines.append(part.text)
    return "\n".join(lines)


def text_of(content: SessionContent, language: str = "vi", head: PaperHead | None = None) -> str:
    paper = paper_of(content, language) if head is None else paper_of(content, language, head)
    return all_text(write_docx(paper))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_is_in_its_block(language: str) -> None:
    content = full_visit()
    found = read_anchors(write_docx(paper_of(content, language)))
    labels = task_labels(content.tasks)
    for place, person in enumerate(content.participants, start=1):
        assert person.name in found[f"participant_{place}"]
        assert person.role in found[f"participant_{place}"]
    for place, task in enumerate(content.tasks, start=1):
        row = found[f"task_{place}"]
        assert row.startswith(labels[task.id] + " ")
        assert all(text in row for text in (task.document, task.content, task.lead, task.remark, *task.coordinating))
        if task.verdict == "not_done":
            late = found[f"late_task_{place}"]
            assert all(text in late for text in (task.nature, task.degree, task.cause, task.responsibility))
    for place, note in enumerate(content.notes, start=1):
        block = found[f"note_{place}"]
        assert note.speaker in block
        assert note.text in block
        assert all(labels[task] in block.rsplit("(", 1)[1] for task in note.tasks)
    for place, one in enumerate(content.conclusions, start=1):
        assert one.text in found[f"conclusion_{place}"]
        assert one.owner in found[f"conclusion_{place}"]
        assert one.deadline is None or official_date(one.deadline, language) in found[f"conclusion_{place}"]
    reserved = [(place, note) for place, note in enumerate(content.notes, start=1) if note.kind == "reservation"]
    assert len(reserved) == 2
    for place, note in reserved:
        block = found[f"reservation_{place}"]
        assert block.startswith(f"{note.speaker}: {note.text}")
        assert all(labels[task] in block.rsplit("(", 1)[1] for task in note.tasks)
    assert len(found) == len(content.participants) + 25 + 3 + len(content.notes) + 2 + len(content.conclusions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_order_is_that_of_the_meeting(language: str) -> None:
    catalog = Catalog(language)
    content = visit()
    text = text_of(content, language)
    parts = [
        catalog.t("Minutes").upper(),
        catalog.t("Start: {when}", when=when_words(content.session.started_at, None, catalog, HANOI)),
        catalog.t("Place: {place}", place=content.session.place),
        catalog.t("Attendance:"),
        "\n" + catalog.t("Chair: {name}", name=content.session.chair),
        "\n" + catalog.t("Secretary: {name}", name=content.session.secretary),
        catalog.t("Purpose").upper(),
        catalog.t("How the tasks are carried out").upper(),
        catalog.t("Course of the meeting").upper(),
        content.notes[0].text,
        content.notes[-1].text,
        catalog.t("Late tasks").upper(),
        catalog.t("Conclusions").upper(),
        content.conclusions[0].text,
        catalog.t("Requests").upper(),
        content.conclusions[-1].text,
        catalog.t("The meeting ended at {when}./.", when=when_words(content.session.ended_at, None, catalog, HANOI)),
        catalog.t("Secretary").upper(),
        content.session.verification_code,
        catalog.t("Annex"),
        content.tasks[-1].content,
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    start = 0
    for part in parts:
        start = text.index(part, start) + len(part)


def test_form_1_9_in_vietnamese() -> None:
    text = text_of(visit())
    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 05/BB-TCT", "BIÊN BẢN",
        "Thời gian bắt đầu: 08 giờ 00, ngày 30 tháng 7 năm 2021",
        "Cuộc họp kết thúc vào 11 giờ 30, ngày 30 tháng 7 năm 2021./.", "THƯ KÝ", "CHỦ TỌA", "Phụ lục",
    ):  # fmt: skip
        assert line in text, line
    assert "tính đến ngày 16/7/2021" in text
    assert "16,67 %" in text


def test_figures_table_has_a_line_for_each_source_and_the_total() -> None:
    paper = paper_of(visit())
    table = next(block for block in paper.sections[0].blocks if isinstance(block, Table))
    rows = [[words_of(cell.runs) for cell in row.cells][1:] for row in table.rows]
    assert rows == [
        ["18", "15", "0", "0", "3"], ["4", "0", "0", "4", "0"], ["3", "0", "0", "3", "0"], ["25", "15", "0", "7", "3"],
    ]  # fmt: skip


def test_attendance_names_the_absent_apart_and_the_chair_first() -> None:
    paper = paper_of(visit())
    items = [b for b in paper.sections[0].blocks if isinstance(b, Item) and b.mark in ("point", "dash")]
    lines = [words_of(item.runs) for item in items]
    assert lines[1].startswith("Trưởng đoàn Tổ công tác")
    assert lines[2].startswith("Thư ký Tổ công tác")
    absent = max(place for place, item in enumerate(items) if item.mark == "point" and item.number == 4)
    assert [line.split(",")[0] for line in lines[absent + 1 : absent + 3]] == ["Đại biểu số 5", "Đại biểu số 9"]
    assert len([item for item in items if item.anchor.startswith("participant")]) == 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_known_gives_blanks(language: str) -> None:
    text = text_of(empty_visit(), language, PaperHead())
    assert "None" not in text
    assert "/BB-…" in text
    assert text.count(BLANK) >= 5
    assert Catalog(language).t("No statement was recorded.") in text
    assert long_date(None, Catalog(language)) in text
    assert len(paper_of(empty_visit(), language).sections) == 1


def test_unsigned_is_a_draft_and_signed_is_not() -> None:
    draft = text_of(visit(signed=False))
    assert draft.count("DỰ THẢO") == 2
    assert "ABCD-2345" not in draft
    assert "DỰ THẢO" not in text_of(visit())


def test_signing_by_force_and_revision_are_told() -> None:
    text = text_of(forced_visit())
    for words in ("ABCD-2345-EFGH-6789", "Chờ bổ sung sau cuộc họp", "Sửa ý kiến của Sở Tư pháp", "(4 "):
        assert words in text


def test_a_paper_says_whose_place_it_takes() -> None:
    first = SignedRevision(1, "Trưởng đoàn", "2021-07-30T04:00:00.000Z", "ABCD-2345-EFGH-6789")
    second = SignedRevision(2, "Trưởng đoàn", "2021-07-31T04:00:00.000Z", "WXYZ-2345-EFGH-6789", "Sửa ý kiến")
    amended = changed(visit(), revision=2, revision_reason="Sửa ý kiến")
    assert f"(Lần ký 2, thay thế bản ký lần 1 có mã xác thực {first.code})" in text_of(
        amended._replace(revisions=(first, second))
    )
    assert f"(Lần ký 1; đã được thay thế bằng bản ký lần 2 có mã xác thực {second.code})" in text_of(
        visit()._replace(revisions=(first, second))
    )
    assert "thay thế" not in text_of(visit()._replace(revisions=(first,)))


def test_what_is_told_only_where_there_is_something() -> None:
    text = text_of(full_visit())
    for words in ("“Sở Y tế” (Thư ký); “Sở Nội vụ” (Tổ viên)", "to-trinh.pdf", "77/UBND", "78/UBND", "31/01/2022",
                  "15/12/2021"):  # fmt: skip
        assert words in text


def test_declared_facts_stand_beside_found_ones() -> None:
    content = visit()
    task = altered(content.tasks[5], declared_completed_on=content.session.held_on, verdict="not_done",
                   declared_status="Đã xong", progress="80%")  # fmt: skip
    content = changed(content, tasks=(*content.tasks[:5], task, *content.tasks[6:]))
    row = read_anchors(write_docx(paper_of(content)))["task_6"]
    assert all(words in row for words in ("30/7/2021", "Đã xong", "80%"))


def test_declared_percentages_say_of_what_they_are() -> None:
    percents = {
        "open_overdue@assigned": "2,12",
        "open_overdue@with_deadline": "3,48 %",
        "done": ["trên 90 %", "91,8@due"],
    }
    paragraph = declared_paragraph({"assigned": 12160, "percents": percents}, Catalog("en"))
    assert paragraph is not None
    text = words_of(paragraph.runs)
    assert "assigned 12,160; overdue, not done 2,12 % of the tasks assigned; " in text
    assert (
        "overdue, not done 3,48 % of the tasks with a deadline; done trên 90 %; done 91,8 % of the tasks due." in text
    )


def test_a_task_in_time_with_a_cause_is_explained_too() -> None:
    content = visit()
    task = altered(content.tasks[24], cause="Chưa bố trí kinh phí; chưa có hướng dẫn")
    found = read_anchors(write_docx(paper_of(changed(content, tasks=(*content.tasks[:24], task)))))
    assert "Chưa bố trí kinh phí" in found["late_task_25"]


def test_the_course_follows_the_agenda_and_numbers_go_on() -> None:
    content = visit(notes=4)
    agenda = {"items": [{"id": "a", "title": "Đơn vị báo cáo"}, {"id": "b", "title": "Thảo luận"}]}
    noted = zip(content.notes, ("", "a", "b", "b"), strict=True)
    notes = tuple(altered(note, item=item) for note, item in noted)
    planned = changed(content, notes=notes, agenda=agenda)
    blocks = paper_of(planned).sections[0].blocks
    first = next(place for place, block in enumerate(blocks) if getattr(block, "anchor", "") == "note_1")
    course = [words_of(b.runs) if isinstance(b, Paragraph) else b.anchor for b in blocks[first : first + 6]]  # type: ignore[union-attr]
    assert course == ["note_1", "Đơn vị báo cáo", "note_2", "Thảo luận", "note_3", "note_4"]
    assert read_anchors(write_docx(paper_of(planned)))["note_4"].startswith("0")
    # Without an agenda they stand as ever.
    plainly = paper_of(changed(content, notes=notes)).sections[0].blocks
    assert [getattr(block, "anchor", "") for block in plainly[first : first + 4]] == [f"note_{n}" for n in range(1, 5)]


def test_a_note_after_midnight_tells_its_day() -> None:
    content = visit(notes=2)
    notes = (content.notes[0], altered(content.notes[1], at=moment(0, 15, day=31)))
    found = read_anchors(write_docx(paper_of(changed(content, notes=notes))))
    assert found["note_2"].startswith("00 giờ 15, 31/7/2021, ")
    assert "30/7/2021" not in found["note_1"]


def test_numbers_run_on_without_gaps() -> None:
    def follow(paper: Paper) -> None:
        last = {"roman": 0, "titled": 0, "clause": 0}
        for block in paper.sections[0].blocks:
            if isinstance(block, Heading):
                kind = "roman" if block.level == 1 else "titled"
                assert block.number == last[kind] + 1
                last[kind] = block.number
                if block.level == 1:
                    last["titled"] = last["clause"] = 0
            elif isinstance(block, Item) and block.mark == "clause":
                assert block.number == last["clause"] + 1
                last["clause"] = block.number

    for content in (visit(), full_visit(), empty_visit(), visit(notes=0)):
        follow(paper_of(content))


def test_tasks_whose_numbers_restart_are_called_by_section() -> None:
    tasks = tuple(
        Task(f"x{source}{n}", f"Nội dung {source} {n}", n, str(n), source)
        for source in ("assigned", "key")
        for n in (1, 2)
    )
    content = changed(visit(notes=0, conclusions=()), tasks=tasks)
    found = read_anchors(write_docx(paper_of(content)))
    assert [found[f"task_{n}"].split()[0] for n in (1, 2, 3, 4)] == ["I.1", "I.2", "II.1", "II.2"]


def test_what_is_signed_names_its_code_in_the_text() -> None:
    """Not in the table of signatures alone: whoever reads the paragraphs of a paper finds it."""
    for content, told in ((full_visit(), True), (visit(signed=False), False)):
        paragraphs = [p.text for p in Document(io.BytesIO(write_docx(paper_of(content)))).paragraphs]
        (held,) = [text for text in paragraphs if text.startswith("Biên bản này ghi")]
        assert held.endswith("Mã xác thực: ABCD-2345-EFGH-6789.") == told
