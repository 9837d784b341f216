"""The records of a session: their fields, what each field may hold, and the plain objects made of them.

One table, `FIELDS`, says which fields a kind of record has; the journal, the store, the command line and the screens
all read it, so a field is added in one place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any, Final, Literal, NamedTuple

from inspect_tui.domain.vietnamese import clean, one_line
from inspect_tui.locale import N_

Kind = Literal["session", "participant", "task", "note", "conclusion", "event", "declared", "attachment", "paper"]
FieldType = Literal["line", "text", "date", "time", "int", "bool", "list", "choice", "map"]
Value = Any
"""A field's value as JSON knows it: str, int, bool, list of str, dict or None. Dates are ISO text."""


class Field(NamedTuple):
    """What one field of a record may hold.

    Attributes:
        choices: the values of a choice, beside none.
        least: the lowest number.
        most: the highest number.
    """

    type: FieldType
    choices: tuple[str, ...] = ()
    least: int = -(10**12)
    most: int = 10**12

    @property
    def empty(self) -> Value:
        """The value of a field that nobody has written."""
        return _EMPTY[self.type]


_EMPTY: Final[dict[str, Value]] = {
    "line": "", "text": "", "date": None, "time": None, "int": None, "bool": False, "list": [], "choice": "", "map": {},
}  # fmt: skip

RATE_BASES: Final = ("assigned", "due", "done", "open", "with_deadline")
VERDICTS: Final = ("", "agreed", "done", "not_done", "partly")
NOTE_KINDS: Final = (
    "report", "question", "explanation", "cause", "proposal", "commitment", "reservation", "note",
)  # fmt: skip
CONCLUSION_KINDS: Final = ("result", "shortcoming", "cause", "request")
SIDES: Final = ("group", "agency", "department")
EVENT_KINDS: Final = ("extended", "suspended", "resumed", "withdrawn", "transferred")
PAPER_KINDS: Final = ("minutes", "conclusion", "report")
"""The papers that a clerk gives a number and a day, and that people sign."""
SCREENS: Final = ("checklist", "notes", "conclusions", "figures", "papers")
DECLARED_COUNTS: Final = (
    "assigned", "done", "done_on_time", "done_late", "done_no_deadline", "open", "open_in_time", "open_overdue",
    "open_no_deadline", "due", "with_deadline", "suspended", "transferred", "withdrawn",
)  # fmt: skip

_LINE, _TEXT, _DATE, _TIME, _INT, _BOOL, _LIST, _MAP = (
    Field(t) for t in ("line", "text", "date", "time", "int", "bool", "list", "map")
)
_COUNT: Final = Field("int", least=0)
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DEPTH: Final = 5
"""How deep a map may be nested."""

AS_READ: Final = "as_read"
"""A task's field for what its register said of it when it was last read; docs/registers.md. Nobody is shown it."""

FIELDS: Final[dict[str, dict[str, Field]]] = {
    "session": {
        "agency": _LINE, "held_on": _DATE, "as_of": _DATE, "title": _LINE, "place": _LINE, "chair": _LINE,
        "secretary": _LINE, "started_at": _TIME, "ended_at": _TIME, "remark": _TEXT,
        "utc_offset": Field("int", least=-1439, most=1439),
        "rate_base": Field("choice", RATE_BASES), "decimals": Field("int", least=0, most=2),
        "state": Field("choice", ("open", "signed")), "revision": _INT, "revision_reason": _TEXT, "signed": _MAP,
        "agenda": _MAP, "read_aloud": _MAP,
    },
    "participant": {
        "name": _LINE, "role": _LINE, "side": Field("choice", SIDES), "present": _BOOL, "position": _INT,
    },
    "task": {
        "position": _INT, "number": _LINE, "source": _LINE, "document": _LINE, "issued_on": _DATE, "content": _TEXT,
        "lead": _LINE, "coordinating": _LIST, "leader": _LINE, "product": _TEXT, "deadline": _DATE,
        "deadline_text": _LINE, "first_deadline": _DATE, "declared_completed_on": _DATE, "declared_status": _TEXT,
        "completed_on": _DATE, "progress": _LINE, "verdict": Field("choice", VERDICTS), "nature": _TEXT,
        "degree": _TEXT, "cause": _TEXT, "responsibility": _TEXT, "remark": _TEXT, AS_READ: _MAP,
        "asked": _BOOL, "examiner": _LINE,
    },
    "note": {
        "at": _TIME, "speaker": _LINE, "kind": Field("choice", NOTE_KINDS), "text": _TEXT, "tasks": _LIST,
        "item": _LINE, "marked": _BOOL,
    },
    "conclusion": {
        "position": _INT, "kind": Field("choice", CONCLUSION_KINDS), "text": _TEXT, "owner": _LINE, "deadline": _DATE,
        "tasks": _LIST, "notes": _LIST,
    },
    "event": {
        "task": _LINE, "kind": Field("choice", EVENT_KINDS), "on": _DATE, "until": _DATE, "to": _LINE,
        "document": _LINE,
    },
    "declared": {**dict.fromkeys(DECLARED_COUNTS, _COUNT), "percents": _MAP},
    "attachment": {
        "name": _LINE, "media_type": _LINE, "size": _INT, "sha256": _LINE, "tasks": _LIST, "notes": _LIST,
    },
    "paper": {
        "kind": Field("choice", PAPER_KINDS), "revision": _INT, "number": _LINE, "issued_on": _DATE, "name": _LINE,
        "media_type": _LINE, "size": _INT, "sha256": _LINE,
    },
}  # fmt: skip

AFTER_SIGNING: Final = frozenset(("paper",))
"""Kinds of record that are written beside what was signed, while it stands signed: they change nothing of it."""

WITH_CONTENT: Final = frozenset(("attachment", "paper"))
"""Kinds of record whose field ``sha256`` names a content that travels with the session."""

LABELS: Final[dict[str, str]] = {
    "agreed": N_("agreed as declared"),
    "done": N_("done"),
    "not_done": N_("not done"),
    "partly": N_("partly done"),
    "report": N_("report"),
    "question": N_("question"),
    "explanation": N_("explanation"),
    "cause": N_("cause"),
    "proposal": N_("proposal"),
    "commitment": N_("commitment"),
    "reservation": N_("reservation"),
    "note": N_("note"),
    "result": N_("result achieved"),
    "shortcoming": N_("shortcoming"),
    "request": N_("request"),
    "group": N_("working group"),
    "agency": N_("inspected agency"),
    "department": N_("department"),
    "open": N_("in progress"),
    "signed": N_("signed"),
}
"""The words for choices; look them up with the catalog's ``t``."""


KIND_WORDS: Final[dict[str, str]] = {
    "session": N_("session"), "participant": N_("participant"), "task": N_("task"), "note": N_("note"),
    "conclusion": N_("conclusion"), "event": N_("event"), "declared": N_("declared figures"),
    "attachment": N_("attachment"), "paper": N_("paper"),
}  # fmt: skip
"""What kinds of record are called; look them up with the catalog's ``t``."""

FIELD_WORDS: Final[dict[str, str]] = {
    "number": N_("number"), "source": N_("source"), "document": N_("document"), "issued_on": N_("day given"),
    "content": N_("content"), "lead": N_("lead agency"), "coordinating": N_("coordinating agencies"),
    "leader": N_("leader in charge"), "product": N_("product"), "deadline": N_("deadline"),
    "first_deadline": N_("first deadline"), "completed_on": N_("day of completion"),
    "declared_completed_on": N_("declared day of completion"), "status": N_("status"), "progress": N_("progress"),
    "verdict": N_("verdict"), "nature": N_("nature"), "degree": N_("degree"), "cause": N_("cause"),
    "responsibility": N_("responsibility"), "remark": N_("remark"), "text": N_("words"), "speaker": N_("speaker"),
    "kind": N_("kind"), "tasks": N_("tasks"), "notes": N_("notes"), "owner": N_("owner"), "sheet": N_("sheet"),
    "agency": N_("agency"), "held_on": N_("day of the visit"), "as_of": N_("cut-off date"), "title": N_("title"),
    "deleted": N_("deleted"), "name": N_("name"), "role": N_("role"), "present": N_("present"),
    "position": N_("place in the list"), "at": N_("time"), "side": N_("side"), "place": N_("place of the meeting"),
    "chair": N_("chair"), "secretary": N_("secretary"), "started_at": N_("start"), "ended_at": N_("end"),
    "utc_offset": N_("time zone"), "rate_base": N_("base of the rates"), "decimals": N_("decimals of the rates"),
    "state": N_("state"), "revision": N_("revision"), "revision_reason": N_("reason of the revision"),
    "signed": N_("signature"), "deadline_text": N_("deadline in words"), "declared_status": N_("declared status"),
    "task": N_("task"), "on": N_("from the day"), "until": N_("new deadline"), "to": N_("new lead agency"),
    "media_type": N_("type of file"), "size": N_("size"), "sha256": N_("content of the file"),
    "assigned": N_("assigned"), "due": N_("due"), "done": N_("done"), "open": N_("not done"),
    "with_deadline": N_("with a deadline"), "done_on_time": N_("done on time"), "done_late": N_("done late"),
    "done_no_deadline": N_("done, no deadline"), "open_in_time": N_("open, in time"),
    "open_overdue": N_("overdue, not done"), "open_no_deadline": N_("open, no deadline"),
    "suspended": N_("suspended"), "withdrawn": N_("withdrawn"), "transferred": N_("transferred"),
    "percents": N_("percentages"), AS_READ: N_("the register's own words"), "agenda": N_("agenda"),
    "read_aloud": N_("reading aloud"), "asked": N_("to be asked about"), "examiner": N_("examiner"),
    "item": N_("agenda item"), "marked": N_("marked"),
}  # fmt: skip
"""What fields are called; a field that is not here is called by its name."""


class FieldError(ValueError):
    """A value that its field cannot hold.

    Attributes:
        code: ``unknown_record``, ``unknown_field``, ``not_text``, ``not_date``, ``not_time``, ``not_number``,
            ``not_yes_no``, ``not_list``, ``not_choice``.
        field: the field's name, or the record's kind.
        value: the offending value, shortened, as text.
    """

    def __init__(self, code: str, field: str, value: object) -> None:
        """Keep what is wrong; the words are made where a catalog is at hand."""
        super().__init__(code, field, value)
        self.code, self.field, self.value = code, field, str(value)[:60] or "''"


def fields_of(kind: str) -> dict[str, Field]:
    """Return the fields of a kind of record.

    Raises:
        FieldError: there is no such kind.
    """
    try:
        return FIELDS[kind]
    except (KeyError, TypeError):
        raise FieldError("unknown_record", "record", kind) from None


def parse_date(name: str, value: object) -> str | None:
    """Return an ISO date or None for empty input.

    Raises:
        FieldError: not a date of the calendar, or not in ISO form YYYY-MM-DD.
    """
    if value is None or value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        raise FieldError("not_date", name, value)
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise FieldError("not_date", name, value) from None


def parse_time(name: str, value: object) -> str | None:
    """Return a moment as UTC ISO text with milliseconds and Z; text without a zone is taken as UTC.

    Raises:
        FieldError: not an ISO moment.
    """
    if value is None or value == "":
        return None
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)  # type: ignore[arg-type]
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        # The first and the last year have moments that no clock of another zone can tell.
        if not MINYEAR < moment.year < MAXYEAR:
            raise FieldError("not_time", name, value)
        return utc_text(moment)
    except (TypeError, ValueError, OverflowError):
        raise FieldError("not_time", name, value) from None


def utc_text(moment: datetime) -> str:
    """Return an aware moment as UTC ISO text with milliseconds, the form in which times are stored."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def coerce(kind: str, name: str, value: object) -> Value:
    """Return the value as the field stores it: cleaned, NFC, in its one canonical form.

    Raises:
        FieldError: no such field, or a value it cannot hold.
    """
    spec = fields_of(kind).get(name)
    if spec is None:
        raise FieldError("unknown_field", name, name)
    if value is None:
        return spec.empty
    match spec.type:
        case "line" | "text":
            if isinstance(value, bool) or not isinstance(value, (str, int, float)):
                raise FieldError("not_text", name, value)
            return one_line(str(value)) if spec.type == "line" else clean(str(value)).strip()
        case "date":
            return parse_date(name, value)
        case "time":
            return parse_time(name, value)
        case "int":
            if isinstance(value, bool) or not isinstance(value, int):
                raise FieldError("not_number", name, value)
            if not spec.least <= value <= spec.most:
                raise FieldError("not_choice", name, value)
            return value
        case "bool":
            if not isinstance(value, bool):
                raise FieldError("not_yes_no", name, value)
            return value
        case "list":
            if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) for v in value):
                raise FieldError("not_list", name, value)
            lines = (one_line(v) for v in value)
            return list(dict.fromkeys(v for v in lines if v))
        case "choice":
            if not isinstance(value, str) or (value not in spec.choices and value != ""):
                raise FieldError("not_choice", name, value)
            return value
        case "map":
            if not isinstance(value, dict):
                raise FieldError("not_list", name, value)
            return _plain(name, value, _DEPTH)


def _plain(name: str, value: object, depth: int) -> Value:
    """Return a value of a map cleaned, with text for floats, which have no one form that could be hashed.

    Raises:
        FieldError: nested too deep.
    """
    if depth == 0:
        raise FieldError("not_list", name, value)
    if isinstance(value, float):
        return str(value)
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, dict):
        return {one_line(str(k)): _plain(name, v, depth - 1) for k, v in value.items()}
    return [_plain(name, v, depth - 1) for v in value] if isinstance(value, (list, tuple)) else value


_NOTHING: Final[Mapping[str, Value]] = {}


class Participant(NamedTuple):
    """Somebody at the meeting."""

    id: str
    name: str = ""
    role: str = ""
    side: str = "department"
    present: bool = True
    position: int | None = None


class Task(NamedTuple):
    """One assigned task: what the register declares, what was found, and what is said of it.

    Attributes:
        position: its place among the tasks; only which of two is the lower one says something.
        source: a key of `sources.SOURCES`, or the register's own words where no key fits.
        deadline: the deadline in force by the register; events may move it.
        deadline_text: the register's words where they are not a plain date ("Quý III/2021", "Thường xuyên").
        declared_completed_on: completion as the agency declared it.
        completed_on: completion as the group found it.
        declared_status: the register's own words on status.
        asked: marked to be asked about in the meeting.
        examiner: who of the working group looks at it.
    """

    id: str
    content: str = ""
    position: int | None = None
    number: str = ""
    source: str = "assigned"
    document: str = ""
    issued_on: date | None = None
    lead: str = ""
    coordinating: tuple[str, ...] = ()
    leader: str = ""
    product: str = ""
    deadline: date | None = None
    deadline_text: str = ""
    first_deadline: date | None = None
    declared_completed_on: date | None = None
    declared_status: str = ""
    completed_on: date | None = None
    progress: str = ""
    verdict: str = ""
    nature: str = ""
    degree: str = ""
    cause: str = ""
    responsibility: str = ""
    remark: str = ""
    asked: bool = False
    examiner: str = ""


class Note(NamedTuple):
    """Something said or observed in the meeting.

    Attributes:
        at: when, UTC ISO text.
        item: id of the agenda item under which it was said.
        marked: to be concluded from.
    """

    id: str
    text: str = ""
    at: str | None = None
    speaker: str = ""
    kind: str = "note"
    tasks: tuple[str, ...] = ()
    item: str = ""
    marked: bool = False


class Conclusion(NamedTuple):
    """One item of the conclusions; a request is a new task with an owner and a deadline."""

    id: str
    text: str = ""
    kind: str = "request"
    position: int | None = None
    owner: str = ""
    deadline: date | None = None
    tasks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Event(NamedTuple):
    """Something that moved a task: extended, suspended, resumed, withdrawn or transferred.

    Attributes:
        on: the day it took effect; None counts as always.
        until: the new deadline of an extension.
        to: the agency that took a transferred task over.
    """

    id: str
    task: str = ""
    kind: str = "extended"
    on: date | None = None
    until: date | None = None
    to: str = ""
    document: str = ""


class Attachment(NamedTuple):
    """A file that belongs to the session; the bytes are kept by content hash."""

    id: str
    name: str = ""
    media_type: str = ""
    size: int | None = None
    sha256: str = ""
    tasks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class IssuedPaper(NamedTuple):
    """What the office did with a paper after the meeting: its number and day, and the scan of what was signed.

    Attributes:
        kind: one of `PAPER_KINDS`.
        revision: the revision of the session that the paper was printed from.
        number: number and symbol as the clerk gave them, "05/BB-TCT".
        sha256: content of the scan; empty for none, and then so are its name and media type.
    """

    id: str
    kind: str = "minutes"
    revision: int = 1
    number: str = ""
    issued_on: date | None = None
    name: str = ""
    media_type: str = ""
    size: int | None = None
    sha256: str = ""


class ConflictValue(NamedTuple):
    """One of the values that stand against each other, with who wrote it, where and when."""

    value: Value
    person: str
    device: str
    at: str


class Conflict(NamedTuple):
    """A field that two people changed apart; all values stand until a person decides."""

    record: str
    id: str
    field: str
    values: tuple[ConflictValue, ...]


class Outside(NamedTuple):
    """A value in a signed session that its signer had not seen: kept, and not part of what was signed."""

    record: str
    id: str
    field: str
    value: Value
    person: str
    device: str
    at: str


class SlowClock(NamedTuple):
    """A device whose clock was behind those of others, as far as the entries prove it.

    Attributes:
        person: who wrote on it.
        behind: by how many milliseconds at least.
    """

    device: str
    person: str
    behind: int


class Draft(NamedTuple):
    """Typed and not yet saved; belongs to this store alone and never travels.

    Attributes:
        record: what it belongs to: ``note`` for the composer, else ``kind:id:field``.
        at: UTC ISO text of the last keystroke's save.
    """

    record: str
    text: str
    at: str = ""


class SignedRevision(NamedTuple):
    """A revision of a session as it was signed.

    Attributes:
        by: who signed.
        at: when, UTC ISO text.
        code: the verification code on its paper.
        reason: why it was opened; empty for the first.
    """

    revision: int
    by: str
    at: str
    code: str
    reason: str = ""


class Session(NamedTuple):
    """The head of a session: which visit, as of which day, in which state.

    Attributes:
        utc_offset: minutes that the clocks at the meeting are ahead of UTC; times are told by them everywhere.
        signed: empty, or ``{"by", "at", "revision", "code", "chains", "forced"}`` of the last signing.
        agenda: ``{"items": [{"id", "title", "minutes", "spans"}]}``, a span being ``"from/to"`` in UTC ISO text with
            nothing behind the stroke while it lasts.
        read_aloud: by point of the draft minutes ``{"state", "at", "text", "note"}``: agreed, corrected or reserved,
            when, SHA-256 of the words read, the note of the reservation.
    """

    id: str
    agency: str = ""
    held_on: date | None = None
    as_of: date | None = None
    title: str = ""
    place: str = ""
    chair: str = ""
    secretary: str = ""
    started_at: str | None = None
    ended_at: str | None = None
    utc_offset: int | None = None
    remark: str = ""
    rate_base: str = "assigned"
    decimals: int = 2
    state: str = "open"
    revision: int = 1
    revision_reason: str = ""
    signed: Mapping[str, Value] = _NOTHING
    agenda: Mapping[str, Value] = _NOTHING
    read_aloud: Mapping[str, Value] = _NOTHING

    @property
    def zone(self) -> tzinfo | None:
        """The zone of the meeting's clocks; None, where nothing is known of it, is the machine's."""
        offset = self.utc_offset
        return None if offset is None or abs(offset) >= 24 * 60 else timezone(timedelta(minutes=offset))

    @property
    def verification_code(self) -> str:
        """The code that is printed on paper, empty while the session is open."""
        return str(self.signed.get("code", "")) if self.state == "signed" else ""


class SessionContent(NamedTuple):
    """A whole session as plain objects: what screens, papers and commands are made from.

    Tasks stand in register order, notes in time order, conclusions in their own order. A session that stands signed is
    what was signed; `inspect_tui.domain.signed_view` says what that is.

    Attributes:
        outside: what stands outside the signed state, field by field.
        outside_signed: how many entries those are.
        clocks: the devices whose clocks were behind; their notes stand where the corrected time puts them.
        shifts: by how many milliseconds a note's time is corrected, by the note's id; notes not named by none.
        revisions: all signings, the first revision first; two where a revision was signed on two laptops.
        papers: numbers, days and scans that papers were given, those given after signing too.
    """

    session: Session
    participants: tuple[Participant, ...] = ()
    tasks: tuple[Task, ...] = ()
    notes: tuple[Note, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    events: tuple[Event, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    declared: Mapping[str, Value] = _NOTHING
    conflicts: tuple[Conflict, ...] = ()
    outside: tuple[Outside, ...] = ()
    outside_signed: int = 0
    clocks: tuple[SlowClock, ...] = ()
    shifts: Mapping[str, int] = _NOTHING
    revisions: tuple[SignedRevision, ...] = ()
    papers: tuple[IssuedPaper, ...] = ()


_CLASSES: Final[dict[str, type[Any]]] = {
    "session": Session, "participant": Participant, "task": Task, "note": Note, "conclusion": Conclusion,
    "event": Event, "attachment": Attachment, "paper": IssuedPaper,
}  # fmt: skip
_DATES: Final = {k: tuple(n for n, f in fs.items() if f.type == "date") for k, fs in FIELDS.items()}
_LISTS: Final = {k: tuple(n for n, f in fs.items() if f.type == "list") for k, fs in FIELDS.items()}
_NAMES: Final = {k: tuple(n for n in FIELDS[k] if n in made._fields) for k, made in _CLASSES.items()}


def build(kind: str, record_id: str, values: Mapping[str, Value]) -> Any:
    """Return the typed object of a record from its stored values (ISO text, lists); absent fields take defaults."""
    given = {name: values[name] for name in _NAMES[kind] if values.get(name) not in (None, "")}
    for name in _DATES[kind]:
        if name in given:
            given[name] = date.fromisoformat(given[name])
    for name in _LISTS[kind]:
        if name in given:
            given[name] = tuple(given[name])
    return _CLASSES[kind](id=record_id, **given)
