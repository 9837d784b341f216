"""Small papers made by hand that have every kind of block."""

from __future__ import annotations

from datetime import date

from inspect_tui.documents.check import anchor
from inspect_tui.documents.paper import (
    Block,
    Cell,
    Expected,
    Foot,
    Head,
    Heading,
    Item,
    Paper,
    Paragraph,
    Recipients,
    Role,
    Row,
    Run,
    Section,
    Signatures,
    Signer,
    Table,
    part,
    plain,
)

HEAD = Head(
    "UBND TỈNH LẠNG SƠN", "VĂN PHÒNG", "Số: 07/TB-VP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc", "Lạng Sơn, ngày 05 tháng 01 năm 2021", "DỰ THẢO",
)  # fmt: skip
FOOT = Foot(
    Signer("TM. TỔ CÔNG TÁC\nTỔ TRƯỞNG", "Trưởng đoàn Tổ công tác"),
    Recipients("Nơi nhận:", ("Như Điều 1;", "Ban Dân tộc tỉnh;", "Lưu: VT.")),
)
ROLES: tuple[Role, ...] = ("name", "subject", "revision", "addressee", "body", "small", "end")


def table(rows: int, text: str = "Nội dung nhiệm vụ", kind: str = "task") -> Table:
    """Return a table with a title row and a number of anchored rows."""
    titles = Row(tuple(Cell((Run(title, bold=True),), "center") for title in ("TT", "Nội dung", "Ghi chú")))
    group = Row((Cell((Run("I. Nhóm nhiệm vụ", bold=True),), span=3),))
    body = (
        Row(
            (Cell(plain(str(place)), "center"), Cell(plain(f"{text} {place}")), Cell(plain("một\nhai"))),
            anchor(kind, place),
        )
        for place in range(1, rows + 1)
    )
    return Table((12.0, 100.0, 48.0), (titles,), (group, *body))


def paper_with(*blocks: Block, must_hold: tuple[Expected, ...] = (), landscape: bool = False) -> Paper:
    """Return a paper of one section."""
    return Paper("vi", "Thông báo", date(2021, 1, 5), (Section(blocks, landscape),), must_hold)


def every_block() -> Paper:
    """Return a paper with every kind of block, every role and every mark, in two sections."""
    roles = tuple(Paragraph(plain(f"Đoạn {role}"), role) for role in ROLES)
    first: tuple[Block, ...] = (
        HEAD, *roles, part("Phần một", 1), Heading("Mục có tên", 2, 1),
        Item(plain("Khoản\nhai dòng"), "clause", 1, "note_1"),
        Item((Run("Điểm "), Run("đậm", bold=True), Run(" nghiêng", italic=True)), "point", 5),
        Item(plain("gạch"), "dash"),
        part("Phần bốn", 4), Item(plain("Khoản bắt đầu từ bảy"), "clause", 7), table(3),
        Signatures(Signer("THƯ KÝ", "Thư ký"), Signer("CHỦ TỌA")),
        Recipients("Nơi nhận:", ("Như trên;", "Lưu: VT.")), FOOT,
    )  # fmt: skip
    annex: tuple[Block, ...] = (
        Paragraph(plain("Phụ lục"), "annex-label"), Paragraph(plain("DANH MỤC"), "annex-title"),
        Paragraph(plain("(Kèm theo)"), "annex-reference"), table(60, kind="late_task"),
        Paragraph(plain("Hết./."), "annex-end"),
        Foot(Signer("CHỦ TỊCH")),
    )  # fmt: skip
    expected = (
        Expected("note", "1", "note_1", ("Khoản hai dòng",)),
        Expected("task", "2", "task_2", ("Nội dung nhiệm vụ 2", "hai")),
    )
    return Paper("vi", "Thông báo", date(2021, 1, 5), (Section(first), Section(annex, landscape=True)), expected)
