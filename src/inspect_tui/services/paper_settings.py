"""What stands at the head and foot of papers: an office's bodies, symbols, number series, signers, recipients.

They stand with the store, for two people at headquarters share one. What is empty is a dotted blank on paper, to be
filled in by hand; nothing is ever invented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.domain.records import PAPER_KINDS, FieldError, IssuedPaper, SessionContent
from inspect_tui.domain.vietnamese import clean, one_line

if TYPE_CHECKING:
    from inspect_tui.documents.heads import PaperHead
    from inspect_tui.store.store import Store

META: Final = "papers"
"""Meta key of the settings, JSON."""

CODES: Final = {"minutes": "BB", "conclusion": "TB", "report": "BC"}
"""The decree's letters for a kind of paper, which begin its symbol."""

HEAD_FIELDS: Final = ("superior", "issuer", "place")
KIND_LINES: Final = ("symbol", "signer")
KIND_LISTS: Final = ("signer_titles", "recipients", "addressees")
_NUMBER: Final = re.compile(r"\s*(\d{1,6})\s*/")
MOST: Final = 999_999


@dataclass(frozen=True, slots=True)
class KindSettings:
    """What is set for one kind of paper.

    Attributes:
        symbol: what stands behind the number, "BB-TCT"; kinds of the same symbol share one series of numbers.
        first: the number with which a series begins that has none yet in a year: what was numbered by hand before.
        signer_titles: the lines over the signature, "TM. TỔ CÔNG TÁC", "TỔ TRƯỞNG".
        signer: who signs; empty takes the session's chair.
        recipients: the lines of "Nơi nhận".
        addressees: whom a report is addressed to, "Kính gửi".
    """

    symbol: str = ""
    first: int = 1
    signer_titles: tuple[str, ...] = ()
    signer: str = ""
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """The settings of papers in a store.

    Attributes:
        superior: the body above the issuing one.
        issuer: the issuing body.
        place: of the place-and-date line.
        kinds: by kind of paper.
    """

    superior: str = ""
    issuer: str = ""
    place: str = ""
    kinds: Mapping[str, KindSettings] = field(default_factory=dict)

    def of(self, kind: str) -> KindSettings:
        """Return what is set for a kind of paper."""
        return self.kinds.get(kind, KindSettings())


def read_paper_settings(store: Store) -> PaperSettings:
    """Return a store's settings of papers; what no version of this program wrote counts as not set."""
    try:
        data = json.loads(store.get_meta(META) or "{}")
    except ValueError:
        data = {}
    data = data if isinstance(data, dict) else {}
    kinds = data.get("kinds")
    made = {
        kind: _kind(given) for kind, given in (kinds.items() if isinstance(kinds, dict) else ()) if kind in PAPER_KINDS
    }
    # A store of before has the bodies under keys of their own.
    heads = {name: _line(data.get(name)) or one_line(store.get_meta(f"head.{name}")) for name in HEAD_FIELDS}
    return PaperSettings(**heads, kinds=made)


def change_paper_settings(store: Store, values: Mapping[str, object], *, kind: str = "") -> PaperSettings:
    """Change what is given, and return all settings.

    Args:
        store: the store.
        values: by the names of `PaperSettings`, or with a kind by those of `KindSettings`; lists also as lines of text.
        kind: the kind of paper that they are of; empty for those of all.

    Raises:
        FieldError: there is no such setting, or a value that it cannot hold; nothing is changed.
    """
    with store.transaction():
        now = read_paper_settings(store)
        if kind:
            if kind not in PAPER_KINDS:
                raise FieldError("not_choice", "kind", kind)
            changed = replace(now.of(kind), **{name: _kind_value(name, value) for name, value in values.items()})
            now = replace(now, kinds={**now.kinds, kind: changed})
        else:
            heads: dict[str, Any] = {name: _head_value(name, value) for name, value in values.items()}
            now = replace(now, **heads)
        store.set_meta(META, json.dumps(asdict(now), ensure_ascii=False, sort_keys=True))
    return now


def _head_value(name: str, value: object) -> str:
    if name not in HEAD_FIELDS:
        raise FieldError("unknown_field", name, value)
    return _text(name, value)


def _kind_value(name: str, value: object) -> Any:
    if name in KIND_LINES:
        return _text(name, value)
    if name == "first":
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST:
            raise FieldError("not_number", name, value)
        return value
    if name not in KIND_LISTS:
        raise FieldError("unknown_field", name, value)
    lines = clean(value).split("\n") if isinstance(value, str) else value
    if not isinstance(lines, (list, tuple)):
        raise FieldError("not_list", name, value)
    return tuple(line for one in lines if (line := _text(name, one)))


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise FieldError("not_text", name, value)
    return one_line(value)


def _line(value: object) -> str:
    return one_line(value) if isinstance(value, str) else ""


def _kind(given: object) -> KindSettings:
    """Return what was kept for a kind, each part of it that makes sense."""
    made: dict[str, Any] = {}
    for name, value in given.items() if isinstance(given, dict) else ():
        try:
            made[name] = _kind_value(name, value)
        except FieldError:
            continue
    return KindSettings(**made)


def issued(content: SessionContent, kind: str, revision: int) -> IssuedPaper:
    """Return what became of a paper of a revision; an empty one where nothing is known of it yet."""
    found = (one for one in content.papers if (one.kind, one.revision) == (kind, revision))
    return next(found, IssuedPaper("", kind, revision))


def head_of(settings: PaperSettings, content: SessionContent, kind: str) -> PaperHead:
    """Return what stands at head and foot of a paper of a session, with the clerk's number and day where it has them.

    Args:
        settings: the store's.
        content: the session, or a revision of it as it was signed.
        kind: ``minutes``, ``conclusion``, ``report``, or ``register``, which has no number.
    """
    from inspect_tui.documents.heads import PaperHead

    set_ = settings.of(kind)
    paper = issued(content, kind, content.session.revision)
    return PaperHead(
        superior=settings.superior, issuer=settings.issuer, symbol=_whole(paper.number, set_.symbol),
        place=settings.place, recipients=set_.recipients, addressees=set_.addressees, signer_titles=set_.signer_titles,
        signer=set_.signer, issued_on=paper.issued_on,
    )  # fmt: skip


def _whole(number: str, symbol: str) -> str:
    """Return number and symbol: the clerk's own, a bare number with the symbol that is set, or room for the number."""
    if number and not (symbol and number.isascii() and number.isdigit()):
        return number
    return f"{number.zfill(2) if number else '……'}/{symbol}" if symbol else ""


def next_number(store: Store, kind: str, year: int) -> str:
    """Return number and symbol that a paper would get next in its series, "06/BB-TCT"; empty where no symbol is set.

    The series of a symbol begins anew each year; it goes on behind the highest number that a paper of this store has.

    Args:
        store: the store.
        kind: the kind of paper.
        year: of the day on which the paper is given.
    """
    from inspect_tui.store.papers import paper_numbers

    set_ = read_paper_settings(store).of(kind)
    if not set_.symbol:
        return ""
    own = _bare(set_.symbol)
    taken = [
        int(match[1])
        for text in paper_numbers(store, year)
        if (match := _NUMBER.match(text)) and _bare(text.partition("/")[2]) == own
    ]
    number = max([set_.first - 1, *taken]) + 1
    return f"{number:02d}/{set_.symbol}"


def _bare(symbol: str) -> str:
    return symbol.replace(" ", "").upper()
