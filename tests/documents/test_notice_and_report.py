"""What a notice, a report and the list of tasks say: whole, in official words, with nothing made up."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from minutes_samples import DAY, changed, empty_visit, forced_visit, full_visit, visit
from paper_samples import MAKERS, docx_of, made, requested, text_of
from test_word_safety import without

from inspect_tui.documents.check import DocumentError
from inspect_tui.documents.conclusions import request_words
from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.paper import BLANK, Heading, Item
from inspect_tui.documents.word import read_anchors, write_docx
from inspect_tui.domain.dates import official_date
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import Conclusion
from inspect_tui.locale import Catalog

HOLDS = {
    "minutes": {"participant", "task", "late_task", "note", "reservation", "conclusion"},
    "notice": {"conclusion"},
    "report": {"task", "late_task", "reservation", "conclusion"},
    "register": {"task"},
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", ["notice", "report", "register"])
def test_every_record_is_in_its_block(kind: str, language: str) -> None:
    content = full_visit()
    found = read_anchors(write_docx(made(kind, content, language=language)))
    labels = task_labels(content.tasks)
    expected = set()
    for place, task in enumerate(content.tasks, start=1):
        if "task" in HOLDS[kind]:
            expected.add(f"task_{place}")
            row = found[f"task_{place}"]
            assert row.startswith(labels[task.id] + " ")
            assert all(text in row for text in (task.document, task.content, task.lead, *task.coordinating))
        if "late_task" in HOLDS[kind] and task.verdict == "not_done":
            expected.add(f"late_task_{place}")
            late = found[f"late_task_{place}"]
            assert all(text in late for text in (task.nature, task.degree, task.cause, task.responsibility))
    for place, note in enumerate(content.notes, start=1):
        if "reservation" in HOLDS[kind] and note.kind == "reservation":
            expected.add(f"reservation_{place}")
            assert f"{note.speaker}: {note.text}" in found[f"reservation_{place}"]
    for place, one in enumerate(content.conclusions, start=1):
        if "conclusion" in HOLDS[kind]:
            expected.add(f"conclusion_{place}")
            block = found[f"conclusion_{place}"]
            assert one.text.rstrip(".")[1:] in block
            assert one.owner in block
            assert one.deadline is None or official_date(one.deadline, language) in block
            assert all(labels[task] in block for task in one.tasks)
    assert set(found) == expected


@pytest.mark.parametrize("kind", list(MAKERS))
def test_what_is_left_out_is_named(kind: str) -> None:
    paper = made(kind, full_visit())
    assert {one.kind for one in paper.must_hold} == HOLDS[kind]
    for name in sorted(HOLDS[kind]):
        expected = next(one for one in paper.must_hold if one.kind == name)
        with pytest.raises(DocumentError) as refused:
            write_docx(without(paper, expected.anchor))
        assert expected in refused.value.missing
        assert expected.label in refused.value.describe(Catalog("vi"))


def test_a_notice_in_the_words_of_its_form() -> None:
    text = text_of(docx_of("notice", full_visit()))
    for words in (
        "Số: 05/TB-TCT", "Lạng Sơn, ngày 05 tháng 02 năm 2021", "THÔNG BÁO",
        "Kết luận của đồng chí Trưởng đoàn Tổ công tác, Phó Chủ tịch UBND tỉnh tại cuộc kiểm tra việc thực hiện nhiệm "
        "vụ được giao tại Ban Dân tộc tỉnh Lạng Sơn",
        "Ngày 30 tháng 7 năm 2021, tại Trụ sở Ban Dân tộc tỉnh, đồng chí Trưởng đoàn Tổ công tác, Phó Chủ tịch UBND "
        "tỉnh đã chủ trì cuộc kiểm tra",
        "; sau khi nghe báo cáo của Ban Dân tộc tỉnh Lạng Sơn, ý kiến của các thành viên dự họp, đồng chí Trưởng đoàn "
        "Tổ công tác kết luận, chỉ đạo như sau:",
        "tính đến ngày 16/7/2021", "16,67 % số nhiệm vụ được giao",
        "Trên đây là kết luận của đồng chí Trưởng đoàn Tổ công tác tại cuộc kiểm tra",
        "thông báo để các cơ quan, đơn vị biết, thực hiện./.",
        "TM. TỔ CÔNG TÁC\nTỔ TRƯỞNG\nPHÓ CHỦ TỊCH UBND TỈNH\nNgười ký",
        "- Như trên;\n- Ban Dân tộc tỉnh;\n- Lưu: VT, TH.", "ABCD-2345-EFGH-6789",
    ):  # fmt: skip
        assert words in text, words


REQUESTS = [
    # text, owner, deadline, what is printed
    ("Khẩn trương hoàn thành nhiệm vụ quá hạn.", "Ban Dân tộc tỉnh", date(2021, 8, 5),
     "Giao Ban Dân tộc tỉnh khẩn trương hoàn thành nhiệm vụ quá hạn; thời hạn hoàn thành: ngày 05/8/2021."),
    ("Ban Dân tộc tỉnh chủ động tham mưu;", "Ban Dân tộc tỉnh", None, "Giao Ban Dân tộc tỉnh chủ động tham mưu."),
    ("Giao Sở Tài chính bố trí kinh phí", "Sở Tài chính", date(2021, 1, 31),
     "Giao Sở Tài chính bố trí kinh phí; thời hạn hoàn thành: ngày 31/01/2021."),
    ("Đề nghị nâng cao chất lượng văn bản", "Ban Dân tộc tỉnh", None,
     "Đề nghị nâng cao chất lượng văn bản; đơn vị thực hiện: Ban Dân tộc tỉnh."),
    ("Sở Nội vụ phối hợp tập huấn", "Ban Dân tộc tỉnh", None, "Giao Ban Dân tộc tỉnh: Sở Nội vụ phối hợp tập huấn."),
    ("Giao thông nông thôn cần được quan tâm", "Sở Xây dựng", None,
     "Giao Sở Xây dựng giao thông nông thôn cần được quan tâm."),
    ("Duy trì trang thông tin", "", None, "Duy trì trang thông tin."),
    ("Duy trì trang thông tin", "", date(2021, 12, 1),
     "Duy trì trang thông tin; thời hạn hoàn thành: ngày 01/12/2021."),
    ("Bố trí kinh phí, xong trước ngày 30/9/2021.", "Sở Tài chính", date(2021, 9, 30),
     "Giao Sở Tài chính bố trí kinh phí, xong trước ngày 30/9/2021."),
    ("", "Sở Tài chính", None, f"Giao Sở Tài chính: {BLANK}"),
    ("Vì sao chậm?", "", None, "Vì sao chậm?"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "owner", "deadline", "printed"), REQUESTS)
def test_a_request_is_unit_task_and_deadline(text: str, owner: str, deadline: date | None, printed: str) -> None:
    one = Conclusion("r", text, "request", 1, owner, deadline)
    content = requested(one)
    assert request_words(one, content, Catalog("vi")) == printed
    place = len(content.conclusions)
    for kind in ("notice", "report"):
        assert read_anchors(write_docx(made(kind, content)))[f"conclusion_{place}"] == printed


def test_a_task_to_which_a_conclusion_is_tied_is_named_with_its_document() -> None:
    found = read_anchors(write_docx(made("notice", full_visit())))
    assert found["conclusion_6"].endswith("Liên quan: nhiệm vụ 6 (1206/UBND-KGVX).")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", ["notice", "report", "register"])
def test_nothing_known_gives_blanks(kind: str, language: str) -> None:
    document = docx_of(kind, empty_visit(), PaperHead(), language)
    text = text_of(document)
    assert "None" not in text
    assert Catalog(language).t("DRAFT") in text
    assert "……, " in text, "place and date are left to be filled in"
    if kind != "register":
        assert f"/{'TB' if kind == 'notice' else 'BC'}-…" in text
        recipients = [p.text for p in paragraphs(document) if p.style.name == "Recipients List"]
        assert len(recipients) == 2
        assert recipients[0] == "- ……………;"
        assert recipients[1].endswith("…….")
        titles = [p.text for p in paragraphs(document) if p.style.name in ("Signer Title", "Signer Name")]
        assert titles == [BLANK, BLANK]


def paragraphs(document: Any) -> list[Any]:
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    return [Paragraph(p, document) for p in document.element.body.iter(qn("w:p"))]


def test_a_subject_that_somebody_wrote_is_not_called_an_inspection_twice() -> None:
    for title, said in (
        ("Kiểm tra công tác dân tộc", "tại cuộc kiểm tra công tác dân tộc"),
        ("Cuộc kiểm tra công tác dân tộc", "tại cuộc kiểm tra công tác dân tộc"),
        ("Làm việc với Ban Dân tộc", "tại cuộc họp “Làm việc với Ban Dân tộc”"),
        ("Về việc kiểm tra nhiệm vụ được giao", "tại cuộc kiểm tra nhiệm vụ được giao"),
        ("V/v kiểm tra nhiệm vụ được giao", "tại cuộc kiểm tra nhiệm vụ được giao"),
    ):
        assert said in text_of(docx_of("notice", visit(title=title)))


@pytest.mark.parametrize(("chair", "said"), [
    ("Trưởng đoàn", "Kết luận của đồng chí Trưởng đoàn tại"), ("Đồng chí Trưởng đoàn", "Kết luận của đồng chí Trưởng"),
    ("Ông Trưởng đoàn", "Kết luận của ông Trưởng đoàn tại"), ("Ong Trưởng đoàn", "Kết luận của đồng chí Ong Trưởng"),
    ("", "Kết luận của đồng chí ……"),
])  # fmt: skip
def test_the_chair_is_addressed_once(chair: str, said: str) -> None:
    assert said in text_of(docx_of("notice", visit(chair=chair)))


def test_a_report_in_the_words_of_its_form() -> None:
    text = text_of(docx_of("report", full_visit()))
    for words in (
        "Số: 05/BC-TCT", "BÁO CÁO", "Kính gửi:\n- Chủ tịch UBND tỉnh;\n- Thường trực Tỉnh ủy.",
        "Tham dự có: 05 thành viên Tổ Công tác; 05 đại diện Ban Dân tộc tỉnh Lạng Sơn; 03 đại biểu các sở, ngành",
        "Tổ công tác báo cáo kết quả như sau:", "Nhiệm vụ trọng tâm trong năm: 3 nhiệm vụ; đã hoàn thành 0/3",
        "Về tính chất: Chậm ban hành (nhiệm vụ 6, 12, 18).",
        "theo kết quả xác minh: đúng như báo cáo: 22; chưa hoàn thành: 3.",
        "Ý kiến bảo lưu của Ban Dân tộc tỉnh Lạng Sơn", "báo cáo để cấp có thẩm quyền xem xét, chỉ đạo./.",
        "(Kèm theo Báo cáo số 05/BC-TCT ngày 05 tháng 02 năm 2021)", "Danh mục có 25 nhiệm vụ./.",
    ):  # fmt: skip
        assert words in text, words
    single = text_of(docx_of("report", visit(), PaperHead(addressees=("Chủ tịch UBND tỉnh",))))
    assert "Kính gửi: Chủ tịch UBND tỉnh." in single
    assert "Kính gửi" not in text_of(docx_of("report", visit(), PaperHead()))


def test_a_report_says_where_declared_figures_contradict() -> None:
    wrong = changed(visit(), declared={"assigned": 25, "done": 17, "open": 9, "open_overdue": 1})
    text = text_of(docx_of("report", wrong))
    assert "Các số liệu trên không khớp với nhau hoặc không khớp với danh mục kiểm tra:" in text
    right = changed(visit(), declared={"assigned": 25, "done": 15})
    text = text_of(docx_of("report", right))
    assert "Số liệu đơn vị báo cáo" in text
    assert "không khớp" not in text
    assert "Số liệu đơn vị báo cáo" not in text_of(docx_of("report", visit()))


def test_very_many_tasks_of_one_nature_are_counted_and_few_are_named() -> None:
    text = text_of(docx_of("report", visit(tasks=300)))
    assert re.search(r"Về tính chất: Chậm ban hành \(\d+ nhiệm vụ\)\.", text)


def test_a_list_of_tasks_has_a_number_only_where_one_was_given() -> None:
    text = text_of(docx_of("register", full_visit()))
    assert "Số: 05/DM-TCT" in text
    assert "(Số liệu tính đến ngày 16/7/2021)" in text
    assert "Số:" not in text_of(docx_of("register", full_visit(), PaperHead()))
    assert "Danh mục có 0 nhiệm vụ./." in text_of(docx_of("register", empty_visit()))
    assert [section.landscape for section in made("register", full_visit()).sections] == [True]


@pytest.mark.parametrize("kind", list(MAKERS))
def test_signing_by_force_and_revision_are_told(kind: str) -> None:
    text = text_of(docx_of(kind, forced_visit()))
    for words in ("ABCD-2345-EFGH-6789", "Chờ bổ sung sau cuộc họp", "Sửa ý kiến của Sở Tư pháp", "(Lần ký 2)"):
        assert words in text


@pytest.mark.parametrize("kind", ["notice", "report"])
def test_numbers_run_on_without_gaps(kind: str) -> None:
    for content in (visit(), full_visit(), empty_visit(), visit(notes=0, conclusions=())):
        last = {"roman": 0, "titled": 0, "clause": 0, "point": 0}
        for block in made(kind, content).sections[0].blocks:
            if isinstance(block, Heading):
                name = "roman" if block.level == 1 else "titled"
                assert block.number == last[name] + 1
                last |= {"titled": 0, "clause": 0} if block.level == 1 else {}
                last |= {name: block.number, "point": 0}
            elif isinstance(block, Item) and block.mark != "dash":
                assert block.number == last[block.mark] + 1
                last[block.mark] = block.number


class TestReservationsInMinutes:
    """What the agency reserves has its own place, and stays in the course too."""

    def place(self, content: Any, language: str = "vi") -> list[str]:
        lines = text_of(docx_of("minutes", content, language=language)).split("\n")
        start = next(n for n, line in enumerate(lines) if line.startswith(("Ý KIẾN BẢO LƯU", "RESERVATIONS OF")))
        stop = next(n for n, line in enumerate(lines) if "Biên bản này ghi" in line or "These minutes hold" in line)
        return lines[start + 1 : stop]

    def test_they_stand_before_the_closing_words_and_in_the_course(self) -> None:
        content = full_visit()
        reserved = [note for note in content.notes if note.kind == "reservation"]
        told = self.place(content)
        assert len(told) == len(reserved) == 2
        assert all(line.startswith(f"{note.speaker}: {note.text}") for line, note in zip(told, reserved, strict=True))
        found = read_anchors(write_docx(made("minutes", content)))
        assert reserved[0].text in found["note_6"]

    def test_none_is_said_only_where_the_minutes_were_read_aloud(self) -> None:
        content = visit()
        content = changed(content, notes=tuple(note for note in content.notes if note.kind != "reservation"))
        assert self.place(content) == [BLANK]
        read = {"0123456789abcdef": {"state": "agreed", "at": "2021-07-30T04:00:00.000Z", "about": ""}}
        assert self.place(changed(content, read_aloud=read)) == ["Không có."]
        assert self.place(changed(content, read_aloud=read), "en") == ["None."]
        assert self.place(changed(content, read_aloud={"x": "?"})) == [BLANK]


def test_the_day_of_issue_is_not_the_day_of_the_meeting() -> None:
    paper = made("notice", visit())
    assert paper.day == DAY
    assert write_docx(paper) == write_docx(made("notice", visit()))


def test_the_deadline_of_a_request_of_several_lines_is_of_all_of_them() -> None:
    request = Conclusion(
        id="r", kind="request", text="Rà soát:\n- văn bản;\n- nhân sự.", owner="Sở Nội vụ", deadline=date(2021, 8, 15)
    )
    text = text_of(docx_of("notice", requested(request)))
    assert "- nhân sự.\nThời hạn hoàn thành: ngày 15/8/2021." in text
    assert "nhân sự; thời hạn" not in text
