"""Texts that would be something else than text to one format or another."""

from __future__ import annotations

HOSTILE = [
    '#import "@preview/x:1.0.0": * #{panic()} #set page(width: 1pt)',
    "$x^2$ *đậm* _nghiêng_ `mã` ```khối``` @nguồn <nhãn> \\ \\u{1F600} // chú thích /* */ ~ -- --- ... '\"",
    "= Tiêu đề", "+ mục", "/ Thuật ngữ: nghĩa", "- dấu trừ -?",
    "<script>alert(1)</script> <b>đậm</b> &lt; &amp; ]]> <!-- --> </article> \" onload='x'",
    "<w:p/> { PAGE } {{ ten }} {0} %s",
    "chuông\x07, xóa\x08, thoát\x1b[31m, không\x00, ngược\u202e, nửa\ud800, cấm\ufffe",
    "\uf004 riêng, phải sang trái \u200f\u202bשלום\u202c \u2066x\u2069",
    "dòng một\ndòng hai\r\n\r\ndòng ba\u2028dòng bốn\tcột\u00a0cứng\u00admềm",
    "biểu tượng 😀 👨‍👩‍👧 ❤️ và 漢字 한글 ﷽ Ａ１",
    "tie\u0302\u0301ng Vie\u0323\u0302t a\u0300\u0323\u0304\u0330\u0346",
    "x" * 2000,
    "rất-dài-có-gạch" * 60,
    "",
    "   ",
]  # fmt: skip
