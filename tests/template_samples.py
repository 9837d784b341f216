"""Templates as an office's secretary makes them in Word, whole and with one thing wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from xml.sax.saxutils import escape

from docx import Document

COURSE = (
    "{%p for note in notes %}",
    "{{ note.number }}. {{ note.time }}, {{ note.speaker }} ({{ note.kind }}): {{ note.text }}"
    "{% if note.tasks %} ({{ note.tasks }}){% endif %}", "{%p endfor %}",
)  # fmt: skip
CONCLUDED = (
    "{%p for one in conclusions %}",
    "{{ one.number }}. {{ one.text }} Giao {{ one.owner }}, thời hạn {{ one.deadline }}."
    "{% if one.tasks %} ({{ one.tasks }}){% endif %}", "{%p endfor %}",
)  # fmt: skip
CLOSING = ("{{ signed_line }}", "{% if draft %}BẢN NHÁP{% endif %}")
OPENING = (
    "{{ superior }}", "{{ issuer }}", "{{ number_symbol }}", "BIÊN BẢN", "{{ title }}",
    "Thời gian bắt đầu: {{ started }}", "Địa điểm: {{ place }}", "Đơn vị: {{ agency }}", "Chủ trì: {{ chair }}",
    "Thư ký: {{ secretary }}", "{%p for person in participants %}",
    "- {{ person.name }}, {{ person.role }} ({{ person.side }})", "{%p endfor %}", "{{ figures_sentence }}",
)  # fmt: skip
MINUTES = (*OPENING, *COURSE, *CONCLUDED)
NOTICE = (
    "{{ number_symbol }}", "{{ place_date }}", "{{ held_on }}, {{ chair }} đã chủ trì; {{ agency }} báo cáo.",
    *CONCLUDED,
    "{{ signer_titles }}", "{{ signer }}", "Nơi nhận:", "{%p for line in recipients %}", "- {{ line }}",
    "{%p endfor %}",
    *CLOSING,
)  # fmt: skip
REPORT = ("{{ agency }}, {{ as_of }}", "{{ figures_sentence }}", *NOTICE)
TASK_CELLS = ("{{ task.number }}", "{{ task.content }}", "{{ task.deadline }}\n{{ task.status }}", "{{ task.details }}")


def template(*lines: str, table: bool = True, cells: tuple[str, ...] = TASK_CELLS, end: tuple[str, ...] = ()) -> bytes:
    """Return a Word file with a paragraph for each line and, where asked for, a table of the tasks."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(rows=4, cols=len(cells))
        grid.style = "Table Grid"
        for place, title in enumerate(("TT", "Nội dung nhiệm vụ", "Thời hạn", "Thông tin khác")[: len(cells)]):
            grid.cell(0, place).text = title
        grid.cell(1, 0).text = "{%tr for task in tasks %}"
        for place, text in enumerate(cells):
            grid.cell(2, place).text = text
        grid.cell(3, 0).text = "{%tr endfor %}"
    for line in end:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@cache
def whole(kind: str = "minutes") -> bytes:
    """Return a template for papers of a kind that can be used."""
    end = ("Kết thúc vào {{ ended }}./.", *CLOSING)
    match kind:
        case "minutes":
            return template(*MINUTES, end=end)
        case "conclusion":
            return template(*NOTICE, table=False)
        case "report":
            return template(*REPORT)
        case _:
            return template("{{ agency }}, tính đến {{ as_of }}", *CLOSING)


def rebuilt(data: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """Return a file with some of its parts altered, or with further ones."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = parts.get(name)
            new.writestr(
                name, old.read(name) if change is None else change(old.read(name)) if callable(change) else change
            )
        for name, content in parts.items():
            if name not in old.namelist() and isinstance(content, bytes):
                new.writestr(name, content)
    return stream.getvalue()


def with_body(data: bytes, xml: str) -> bytes:
    """Return a file with XML put at the beginning of its body."""
    return rebuilt(data, {"word/document.xml": lambda old: old.replace(b"<w:body>", f"<w:body>{xml}".encode(), 1)})


def with_line(line: str) -> bytes:
    """Return the whole template of minutes with one more paragraph."""
    return with_body(whole(), f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>')
