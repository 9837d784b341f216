"""CSV and its kin: delimiters, encodings, quotation marks, line ends."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from inspect_tui.registers import RegisterError
from inspect_tui.registers.delimited import decode

from .make import FIRST, HEAD, SECOND, THIRD, contents, csv_bytes, read

ROWS = [HEAD, FIRST, SECOND, THIRD]
WORDS = [FIRST[2], SECOND[2], THIRD[2]]
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = [
    unicodedata.normalize("NFC", (letter.upper() if upper else letter) + tone)
    for upper in (False, True)
    for letter in (*VOWELS, "đ")
    for tone in (TONES if letter != "đ" else ("",))
]


def in_1258(text: str, *, whole: bool) -> bytes:
    """Write as Windows does: a letter with its tone as two bytes, or as one where the page has one."""
    out = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in TONES[1:]), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        try:
            out += letter.encode("cp1258") if whole else (base + tone).encode("cp1258")
        except UnicodeEncodeError:
            out += (base + tone).encode("cp1258")
    return out


def test_the_alphabet_is_whole() -> None:
    assert len(set(LETTERS)) == 2 * (12 * 6 + 1)


@pytest.mark.parametrize("whole", [True, False])
def test_every_letter_of_windows_1258_arrives_as_one_character(whole: bool, tmp_path: Path) -> None:
    content = " ".join(LETTERS)
    text = "\r\n".join(
        ";".join(map(str, row)) for row in (HEAD, (1, "12/QĐ-UBND", content, "Sở Y tế", "30/6/2021", ""))
    )
    (tmp_path / "r.csv").write_bytes(in_1258(text, whole=whole))
    register = read(tmp_path / "r.csv")
    assert contents(register) == [content]
    assert register.columns["content"] == HEAD[2]
    assert register.tasks[0].values["lead"] == "Sở Y tế"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""), ("utf-16-be", b""),
    ],
)  # fmt: skip
def test_encodings_and_delimiters_are_found(
    encoding: str, mark: bytes, delimiter: str, form: Literal["NFC", "NFD"], tmp_path: Path
) -> None:
    text = csv_bytes(ROWS, delimiter).decode()
    (tmp_path / "r.csv").write_bytes(mark + unicodedata.normalize(form, text).encode(encoding))
    assert contents(read(tmp_path / "r.csv")) == WORDS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_line_ends_and_a_line_that_names_the_delimiter(end: str, delimiter: str, tmp_path: Path) -> None:
    lines = [f"sep={delimiter}", *(delimiter.join(map(str, row)) for row in ROWS)]
    (tmp_path / "r.csv").write_text(end.join(lines), encoding="utf-8-sig", newline="")
    register = read(tmp_path / "r.csv")
    assert (contents(register), register.header_row) == (WORDS, 2)


def test_delimiters_line_ends_and_marks_inside_quotation_marks(tmp_path: Path) -> None:
    content = 'Rà soát; lập danh sách, "hộ nghèo"\nvà báo cáo'
    for delimiter in (";", ",", "\t"):
        (tmp_path / "r.csv").write_bytes(csv_bytes([HEAD, (*FIRST[:2], content, *FIRST[3:])], delimiter))
        assert contents(read(tmp_path / "r.csv")) == [content]


def test_commas_in_sentences_are_no_delimiters(tmp_path: Path) -> None:
    rows = [(n, "12/QĐ", f"a, b, c, d, e {n}", "Sở Y tế, Sở Nội vụ", "30/6/2021", "") for n in range(1, 9)]
    (tmp_path / "r.csv").write_text("\n".join(";".join(map(str, row)) for row in (HEAD, *rows)), encoding="utf-8")
    assert contents(read(tmp_path / "r.csv"))[0] == "a, b, c, d, e 1"


@pytest.mark.parametrize("text", ["a", "a;b", "\n;\n", '"', "STT"])
def test_very_short_files(text: str, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read(tmp_path / "r.csv")
    assert caught.value.code in ("not_register", "unclosed_quote")


def test_one_task_is_a_register(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("Nội dung nhiệm vụ;Thời hạn\nRà soát;30/6/2021", encoding="utf-8")
    assert contents(read(tmp_path / "r.csv")) == ["Rà soát"]


def test_a_few_broken_bytes_cost_their_letters_and_no_others(tmp_path: Path) -> None:
    data = bytearray(csv_bytes(ROWS))
    at = data.index("hộ nghèo".encode()) + 1
    data[at : at + len("ộ".encode())] = b"\xe1"
    for mark in (b"", b"\xef\xbb\xbf"):
        (tmp_path / "r.csv").write_bytes(mark + data)
        register = read(tmp_path / "r.csv")
        assert contents(register) == ["Rà soát h\ufffd nghèo", *WORDS[1:]]
        assert register.columns["lead"] == HEAD[3]
        assert [(one.row, one.field, one.value) for one in register.problems if one.reason == "broken_text"] == [
            (2, "content", "Rà soát h\ufffd nghèo")
        ]


def test_lost_letters_are_named_in_every_row_that_has_them(tmp_path: Path) -> None:
    rows = [(n, "12/QĐ\ufffdUBND", f"Việc {n}", "Sở Y t\ufffd", f"3{n - 1}/7/2021", "") for n in (1, 2)]
    (tmp_path / "r.csv").write_bytes(csv_bytes([HEAD, *rows]))
    named = [(one.row, one.field) for one in read(tmp_path / "r.csv").problems if one.reason == "broken_text"]
    assert sorted(named) == [(2, "document"), (2, "lead"), (3, "document"), (3, "lead")]


def test_nuls_between_the_words_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(csv_bytes(ROWS).replace("Rà soát".encode(), "Rà\0 soát".encode()) + b"\0\0")
    assert contents(read(tmp_path / "r.csv")) == WORDS


def test_bytes_that_are_no_text_are_none() -> None:
    assert decode(bytes(range(256)) * 20) is None
    assert decode(b"\xff\xfe\x00") is None
