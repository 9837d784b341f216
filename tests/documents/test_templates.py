"""An office's own templates: filled whole, and refused with a line of their own for whatever is not a field."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from minutes_samples import HEAD, altered, changed, empty_visit, full_visit, visit

from inspect_tui.documents.check import DocumentError
from inspect_tui.documents.paper import printable
from inspect_tui.documents.template_archive import TemplateFileError
from inspect_tui.documents.template_fields import LISTS, REQUIRED, SCALARS, template_values
from inspect_tui.documents.templates import PROBLEMS, TemplateRefused, check_template, fill_template
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import SessionContent
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog
from inspect_tui.services.templates import filled
from inspect_tui.services.views import view_of
from template_samples import CONCLUDED, COURSE, MINUTES, OPENING, rebuilt, template, whole, with_body, with_line

KINDS = tuple(REQUIRED)
OFFICE = replace(HEAD, recipients=("Như trên", "Lưu: VT"), signer_titles=("TM. TỔ CÔNG TÁC", "TỔ TRƯỞNG"))
RELATION = b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" %s/>'


def paper(data: bytes, content: SessionContent, kind: str = "minutes", language: str = "vi") -> bytes:
    return filled(data, view_of(content), OFFICE, Catalog(language), kind)


def text_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return one_line(" ".join([*(p.text for p in document.paragraphs), *cells]))


def codes(data: bytes, kind: str = "minutes") -> list[str]:
    return [one.code for one in check_template(data, kind).problems]


def relation(kind: bytes, target: bytes) -> dict[str, object]:
    added = RELATION % (kind, target)
    return {"word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", added + b"</Relationships>")}


class TestFilling:
    @pytest.mark.parametrize(("kind", "make"), [
        *((kind, full_visit) for kind in KINDS), ("minutes", lambda: visit(signed=False)), ("minutes", empty_visit),
        ("report", empty_visit),
    ])  # fmt: skip
    def test_a_whole_template_gives_a_whole_paper(self, kind: str, make: object) -> None:
        content = make()  # type: ignore[operator]
        data = whole(kind)
        assert check_template(data, kind).is_clean
        done = paper(data, content, kind)
        assert done == paper(data, content, kind)
        text = text_of(done)
        assert "{{" not in text
        assert "{%" not in text
        texts = [one.text for one in content.conclusions] if kind != "register" else []
        texts += [task.content for task in content.tasks] if kind != "conclusion" else []
        texts += [note.text for note in content.notes] if kind == "minutes" else []
        for words in texts:
            assert one_line(words) in text

    def test_marks_that_word_cut_into_pieces(self) -> None:
        document = Document(io.BytesIO(template(*MINUTES, end=("Kết thúc: {{ ended }}", "{{ signed_line }}"))))
        for paragraph in document.paragraphs:
            words = paragraph.text
            for run in list(paragraph.runs):
                run._element.getparent().remove(run._element)
            for start in range(0, len(words), 3):
                paragraph.add_run(words[start : start + 3]).bold = start % 2 == 0
        stream = io.BytesIO()
        document.save(stream)
        cut = stream.getvalue()
        assert check_template(cut, "minutes").is_clean
        assert visit().notes[3].text in text_of(paper(cut, visit()))

    def test_headers_and_footers_are_filled(self) -> None:
        document = Document(io.BytesIO(whole()))
        document.sections[0].footer.paragraphs[0].text = "Mã: {{ verification_code }}"
        stream = io.BytesIO()
        document.save(stream)
        footer = Document(io.BytesIO(paper(stream.getvalue(), visit()))).sections[0].footer
        assert footer.paragraphs[0].text == "Mã: ABCD-2345-EFGH-6789"

    @pytest.mark.parametrize("text", [
        "<w:p/><b>đậm</b> & </w:t></w:r></w:p>", "{{ chair }} {% for x in tasks %} {_{ }_} {# x #}",
        "chuông\x07 thoát\x1b[31m ngược\u202e cấm\ufffe", "một\ndòng\n\nhai\tcột", "]]> <!-- x --> &amp; &#x41;",
        "{ INCLUDETEXT \"/etc/passwd\" }", "x" * 5000,
    ])  # fmt: skip
    def test_user_text_is_text(self, text: str) -> None:
        content = visit()
        content = changed(content, chair=text, agency=text,
                          notes=tuple(altered(note, text=text, speaker=text) for note in content.notes[:2]),
                          tasks=(altered(content.tasks[0], content=text, lead=text),))  # fmt: skip
        done = paper(whole(), content)
        assert one_line(printable(text)) in text_of(done)
        with zipfile.ZipFile(io.BytesIO(done)) as archive:
            xml = archive.read("word/document.xml")
        assert b"instrText" not in xml
        assert b"<w:br/>" in xml

    def test_what_is_not_known_is_a_blank_and_counts_as_empty(self) -> None:
        lines = (
            *MINUTES,
            "{% if chair %}CÓ{% else %}KHÔNG CÓ{% endif %}: {{ chair }}",
            "{% if not draft %}XONG{% endif %}",
        )
        data = template(*lines, end=("{{ ended }} {{ signed_line }}",))
        text = text_of(paper(data, empty_visit()))
        assert "KHÔNG CÓ: ……" in text
        assert "XONG" not in text

    def test_a_paper_that_lacks_a_record_is_not_handed_out(self) -> None:
        hidden = ("{%p if remark %}", *COURSE, "{%p endif %}")
        data = template(*OPENING, *hidden, *CONCLUDED, end=("{{ ended }} {{ signed_line }}",))
        assert check_template(data, "minutes").is_clean
        assert paper(data, visit())
        with pytest.raises(DocumentError) as caught:
            paper(data, changed(visit(), remark=""))
        kinds = [one.kind for one in caught.value.missing]
        assert set(kinds) == {"note", "reservation"}
        assert kinds.count("note") == len(visit().notes)

    def test_a_needed_field_that_is_not_printed_after_all(self) -> None:
        lines = [f"{{% if remark %}}{line}{{% endif %}}" if "{{ place }}" in line else line for line in MINUTES]
        data = template(*lines, end=("{{ ended }} {{ signed_line }}",))
        with pytest.raises(DocumentError) as caught:
            paper(data, changed(visit(), remark=""))
        assert [(one.kind, one.label) for one in caught.value.missing] == [("field", "place")]
        assert "place" in caught.value.describe(Catalog("en"))

    def test_values_are_exactly_the_documented_fields(self) -> None:
        view = view_of(full_visit())
        labels = task_labels(view.content.tasks)
        values = template_values(view.content, view.figures, view.standing_of, labels, OFFICE, Catalog("vi"))
        assert set(values) == {*SCALARS, *LISTS}
        for name, fields in LISTS.items():
            assert values[name] or name in ("addressees",)
            for item in values[name]:
                assert (set(item) == set(fields)) if fields else isinstance(item, str)
        page = (Path(__file__).parents[2] / "docs" / "templates.md").read_text("utf-8")
        names = [*values, *(field for fields in LISTS.values() for field in fields)]
        assert [name for name in names if f"`{name}`" not in page] == []


class TestRefusing:
    @pytest.mark.parametrize(("line", "name"), [
        ("{{ charir }}", "charir"), ("{% if noets %}x{% endif %}", "noets"), ("{{ chair.name }}", "chair.name"),
        ("{% for x in tassk %}{% endfor %}", "tassk"), ("{{ note.text }}", "note.text"),
        ("{% for x in notes %}{{ x.txet }}{% endfor %}", "notes.txet"), ("{{ Chair }}", "Chair"),
    ])  # fmt: skip
    def test_a_misspelt_field(self, line: str, name: str) -> None:
        found = check_template(with_line(line), "minutes")
        known = [name, name.replace("notes.", "x.")]
        assert (len(found.unknown), found.missing, found.problems) == (1, (), ())
        assert found.unknown[0] in known

    @pytest.mark.parametrize("line", [
        "{{ chair.__class__ }}", "{{ chair|upper }}", "{{ chair.upper() }}", "{{ ''.__class__.__mro__ }}",
        "{{ tasks[0] }}", "{{ 1+1 }}", "{{ 7*7 }}", "{{ range(9) }}", "{{ chair ~ place }}", "{{ 'x' }}", "{{ }}",
        "{{ chair if place else agency }}", "{{ [chair] }}", "{{ chair is defined }}", "{% set x = 1 %}",
        "{% include 'x' %}", "{% import 'x' as y %}", "{% macro m() %}{% endmacro %}", "{% extends 'x' %}",
        "{% block b %}{% endblock %}", "{% raw %}x{% endraw %}", "{% filter upper %}x{% endfilter %}",
        "{% call x() %}{% endcall %}", "{% do x %}", "{% with x=1 %}{% endwith %}", "{% autoescape false %}x",
        "{% for x in tasks if x.lead %}{% endfor %}", "{% for x in tasks recursive %}{% endfor %}",
        "{% for a, b in tasks %}{% endfor %}", "{% for x in range(10) %}{% endfor %}",
        "{% if chair == 'x' %}x{% endif %}",
        "{% if chair and place %}x{% endif %}", "{{r chair }}", "{{p chair }}", "{%tc for x in tasks %}{%tc endfor %}",
        "{% colspan 2 %}", "{% cellbg chair %}", "{% vm %}", "{%- if chair %}x{% endif %}",
        "{{ loop.index }}x{{ a|b }}",
        "{% for chair in notes %}{% endfor %}", "{{ chair }}{{ self }}{{ cycler() }}", "{{ chair|attr('x') }}",
        "{% if chair %}{{ lipsum() }}{% endif %}", "{{ “x” }}", "{% for x in notes %}{% else %}{% endfor %}",
    ])  # fmt: skip
    def test_code(self, line: str) -> None:
        data = with_line(line)
        assert "code" in codes(data)
        with pytest.raises(TemplateRefused) as caught:
            paper(data, visit())
        for language in ("vi", "en"):
            assert caught.value.describe(Catalog(language)).isprintable()

    @pytest.mark.parametrize(("line", "code"), [
        ("{{ chair", "unclosed"), ("{% for x in notes", "unclosed"), ("{% if chair %}x", "unended"),
        ("{% endfor %}", "unended"), ("{%p if chair %}x{%p endif %}", "alone"),
        ("{% if chair %}{% endfor %}{% endif %}", "unended"), ("{{ notes }}", "list"),
        ("{% for x in notes %}{{ x }}{% endfor %}", "list"),
        ("{% for x in notes %}{% for y in tasks %}{% endfor %}{% endfor %}", "nested"),
        (unicodedata.normalize("NFD", "{{ chủ_tọa }}"), "nfd"), (unicodedata.normalize("NFD", "Biên bản"), "nfd"),
    ])  # fmt: skip
    def test_marks_that_do_not_fit(self, line: str, code: str) -> None:
        found = check_template(with_line(line), "minutes")
        assert code in [one.code for one in found.problems]
        for catalog in (Catalog("vi"), Catalog("en")):
            assert len(set(found.lines(catalog))) == len(found.lines(catalog))

    @pytest.mark.parametrize("kind", KINDS)
    def test_what_is_missing_is_named(self, kind: str) -> None:
        found = check_template(template("Không có gì", table=False), kind)
        assert {name for ways in REQUIRED[kind] for name in ways[0]} == set(found.missing)
        assert not found.problems
        with pytest.raises(TemplateRefused):
            fill_template(template("Không có gì", table=False), kind, {})

    def test_a_paper_that_is_not_signed_must_say_so(self) -> None:
        lines = (*MINUTES, "{{ ended }} {{ verification_code }} {{ revision }}")
        assert check_template(template(*lines), "minutes").missing == ("draft",)
        assert check_template(template(*lines, "{{ draft }}"), "minutes").is_clean

    def test_one_that_is_missing(self) -> None:
        data = template(*[line for line in MINUTES if "secretary" not in line], end=("{{ ended }} {{ signed_line }}",))
        assert check_template(data, "minutes").missing == ("secretary",)

    @pytest.mark.parametrize(("xml", "code"), [
        ('<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DD</w:instrText><w:instrText>EAUTO c:\\x'
         '</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>', "field_code"),
        ('<w:p><w:fldSimple w:instr="INCLUDETEXT &quot;/etc/passwd&quot;"/></w:p>', "field_code"),
        ('<w:p><w:fldSimple w:instr="PAGE {{ chair }}"/></w:p>', "field_code"),
        ('<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>QUOTE 68</w:instrText></w:r></w:p>', "field_code"),
        ('<w:p><w:r><w:instrText>MACROBUTTON x</w:instrText></w:r></w:p>', "field_code"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "object"), ('<w:altChunk r:id="rX"/>', "object"),
        ('<w:p><w:pPr><w:pStyle w:val="{{ chair }}"/></w:pPr></w:p>', "elsewhere"),
    ])  # fmt: skip
    def test_what_acts(self, xml: str, code: str) -> None:
        assert code in codes(with_body(whole(), xml))

    def test_the_number_of_the_page_is_no_field_that_acts(self) -> None:
        field = '<w:p><w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/></w:p>'
        assert codes(with_body(whole(), field)) == []

    @pytest.mark.parametrize(("kind", "target", "code"), [
        (b"attachedTemplate", b'Target="http://x/t.dotm" TargetMode="External"', "external"),
        (b"image", b'Target="file:///c:/x.png" TargetMode="External"', "external"),
        (b"hyperlink", b'Target="http://x" TargetMode="External"', "external"),
        (b"oleObject", b'Target="embeddings/a.bin"', "object"), (b"aFChunk", b'Target="a.html"', "object"),
        (b"vbaProject", b'Target="vbaProject.bin"', "macro"),
    ])  # fmt: skip
    def test_what_reaches_outside(self, kind: bytes, target: bytes, code: str) -> None:
        assert codes(rebuilt(whole(), relation(kind, target))) == [code]  # type: ignore[arg-type]

    def test_macros_and_objects_by_their_parts(self) -> None:
        assert codes(rebuilt(whole(), {"word/vbaProject.bin": b"x"})) == ["macro"]
        assert codes(rebuilt(whole(), {"word/embeddings/oleObject1.bin": b"x"})) == ["object"]
        macro = {"[Content_Types].xml": lambda old: old.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml")}  # fmt: skip
        assert codes(rebuilt(whole(), macro)) == ["macro"]

    def test_every_problem_has_its_words(self) -> None:
        assert all("{text}" in words for words in PROBLEMS.values())


class TestFiles:
    @pytest.mark.parametrize(("data", "code"), [
        (b"", "not_docx"), (b"%PDF-1.7", "not_docx"), (b"\xd0\xcf\x11\xe0" + b"x" * 600, "not_docx"),
        (b"PK\x03\x04" + b"x" * 100, "damaged"), (whole()[:-200], "damaged"), (b"x" * (21 << 20), "too_large"),
    ], ids=["empty", "pdf", "password", "rubbish", "cut", "large"])  # fmt: skip
    def test_what_is_no_word_file(self, data: bytes, code: str) -> None:
        with pytest.raises(TemplateFileError) as caught:
            check_template(data, "minutes")
        assert caught.value.code == code

    def test_bombs(self) -> None:
        for parts in ({"word/header9.xml": b"<x>" + b" " * (5 << 20) + b"</x>"}, {"word/a.xml": b" " * (17 << 20)},
                      {f"word/{i}.xml": b" " * (15 << 20) for i in range(5)}):  # fmt: skip
            with pytest.raises(TemplateFileError) as caught:
                check_template(rebuilt(whole(), dict(parts)), "minutes")
            assert caught.value.code == "too_large"

    def test_entities(self) -> None:
        evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaa">]><x>&a;</x>'
        with pytest.raises(TemplateFileError) as caught:
            check_template(rebuilt(whole(), {"word/document.xml": evil}), "minutes")
        assert caught.value.code == "unsafe"

    def test_another_zip(self) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("a.txt", "x")
        with pytest.raises(TemplateFileError) as caught:
            check_template(stream.getvalue(), "minutes")
        assert caught.value.code == "not_docx"

    def test_many_marks_are_judged_in_time(self) -> None:
        data = with_body(whole(), "<w:p>" + "<w:r><w:t>{{</w:t></w:r>" * 20_000 + "</w:p>")
        assert "unclosed" in codes(data)
        assert "too_many" in codes(template(*MINUTES, "{{ chair }}" * 5_001))
