"""Signs by which a note says what it is about while it is typed: `@` speaker, `#` task, `!` kind, `>` conclusion.

A sign counts at the beginning of a word only, and whatever is not taken is just words: nothing here changes a text but
`without_tail` and `request_text`, which leave out what was taken and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from inspect_tui.domain.patterns import later
from inspect_tui.domain.records import NOTE_KINDS, Task
from inspect_tui.domain.vietnamese import fold, has_marks, nfc, one_line

_SIGN: Final = later(r"(?:^|(?<=[\s(\[>“\"]))([@#!])(?=$|[^\s@#!])")
_ENDS: Final = later(r"[,;:?!…]|\.(?:\s|$)|\s\s|[@#]")
_ENDS_TASK: Final = later(r"[,;:?!…]|\.\s|\s\s|[@#]")
_REQUEST: Final = later(r"\s*>(?=\s|[^\W\d]|[@#!(“\"])\s*")
_SEPARATORS: Final = str.maketrans(dict.fromkeys('/-.,;:()"“”&', " "))
_LONGEST: Final = 72
_MOST_WORDS: Final = {"@": 9, "#": 6, "!": 3}
_NEW_AMONG_WORDS: Final = 4
"""Words of a new name in the middle of a sentence, where "@" is more often something else."""

KIND_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "report": ("bao cao", "report"),
    "question": ("cau hoi", "hoi", "chat van", "question"),
    "explanation": ("giai trinh", "tra loi", "explanation"),
    "cause": ("nguyen nhan", "ly do", "cause", "reason"),
    "proposal": ("de xuat", "kien nghi", "de nghi", "proposal"),
    "commitment": ("cam ket", "hua", "commitment"),
    "reservation": ("bao luu", "y kien khac", "khong dong y", "reservation"),
    "note": ("y kien", "ghi nhan", "note"),
}
"""What kinds of notes are called behind "!", folded; each also by the first letters of its words."""


class Token(NamedTuple):
    """A sign with what was typed behind it, up to the cursor.

    Attributes:
        sign: ``@``, ``#`` or ``!``.
        start: where the sign stands in the line.
        typed: the words behind it.
    """

    sign: str
    start: int
    typed: str


def open_token(before: str) -> Token | None:
    """Return the token that the cursor stands behind, None where there are only words.

    Args:
        before: the line up to the cursor.
    """
    if "@" not in before and "#" not in before and "!" not in before:
        return None
    found = None
    for found in _SIGN.finditer(before, max(0, len(before) - _LONGEST)):  # noqa: B007 - the last one is wanted
        pass
    if found is None:
        return None
    sign, typed = found[1], before[found.end() :]
    ends = _ENDS_TASK if sign == "#" else _ENDS
    if ends.search(typed) or len(typed.split()) > _MOST_WORDS[sign]:
        return None
    return Token(sign, found.start(1), typed)


def begins(before: str) -> bool:
    """Tell whether what stands before a token is nothing, or only the sign of a conclusion."""
    return before.strip() in ("", ">")


def may_be_new(token: Token, *, first: bool) -> bool:
    """Tell whether words behind "@" may be the name of somebody who is not known yet.

    Args:
        token: the token.
        first: it stands at the beginning of the note.
    """
    words = one_line(token.typed).split()
    return bool(words) and any(c.isalpha() for c in token.typed) and (first or len(words) <= _NEW_AMONG_WORDS)


def request_text(text: str) -> str | None:
    """Return the words behind a ">" at the beginning, None where they are no conclusion: ">= 5" is just words."""
    found = _REQUEST.match(text)
    return text[found.end() :] if found is not None and text[found.end() :].strip() else None


def without_tail(text: str, taken: Collection[str]) -> str:
    """Return the words without the tasks that were named at their end; one inside a sentence stays in it.

    Args:
        text: the words.
        taken: labels of the tasks that were taken from the words.
    """
    kept = text
    while taken:
        words = kept.rstrip()
        last = words.split()[-1:]
        if not last or last[0][:1] != "#" or last[0][1:] not in taken:
            break
        head = words[: len(words) - len(last[0])]
        if begins(head):
            break
        kept = head.rstrip()
    return kept


def still_named(text: str, labels: Sequence[str]) -> list[str]:
    """Return those of some labels that still stand in the words as tasks."""
    words = {word.strip('.,;:?!()[]"“”…') for word in text.split()} if labels else set()
    return [label for label in labels if f"#{label}" in words]


# Kinds


def matching_kinds(typed: str) -> list[str]:
    """Return the kinds that typed letters may mean, the surest first; all of them for no letters."""
    wanted = fold(typed)
    if not wanted:
        return list(NOTE_KINDS)
    ranks: list[tuple[int, str]] = []
    for kind in NOTE_KINDS:
        names = KIND_NAMES[kind]
        if wanted in names:
            ranks.append((0, kind))
        elif any(name.startswith(wanted) for name in names):
            ranks.append((1, kind))
        elif any(initials(name).startswith(wanted) for name in names):
            ranks.append((2, kind))
        elif any(f" {wanted}" in name for name in names):
            ranks.append((3, kind))
    return [kind for _, kind in sorted(ranks, key=lambda r: r[0])]


def exact_kind(typed: str) -> str | None:
    """Return the kind that is named in full, where no longer name begins so."""
    wanted = fold(typed)
    found = next((kind for kind, names in KIND_NAMES.items() if wanted in names), None)
    longer = any(name.startswith(wanted + " ") for names in KIND_NAMES.values() for name in names)
    return None if longer else found


def initials(folded: str) -> str:
    """Return the first letters of folded words."""
    return "".join([word[0] for word in folded.split()])


# Names


class Name(NamedTuple):
    """A name as it is searched."""

    name: str
    folded: str
    letters: str


def name_index(names: Sequence[str]) -> list[Name]:
    """Return names ready to be searched, in their order, each once."""
    return [Name(name, folded := fold(name), initials(folded)) for name in dict.fromkeys(names)]


def matching_names(typed: str, index: Sequence[Name]) -> list[str]:
    """Return the names that typed letters may mean, with or without marks, the surest first.

    A name that begins so comes before one with a word that does, then the first letters of its words ("snv"), then one
    that has all the words in any order. Where marks were typed, names that have them come first.
    """
    wanted = fold(typed)
    if not wanted:
        return [one.name for one in index]
    marked = nfc(typed).casefold().strip() if has_marks(typed) else ""
    words = wanted.split()
    ranks: list[tuple[int, bool, int]] = []
    for place, one in enumerate(index):
        if one.folded.startswith(wanted):
            rank = 0 if one.folded == wanted else 1
        elif f" {wanted}" in one.folded:
            rank = 2
        elif len(words) == 1 and len(wanted) > 1 and wanted in one.letters:
            rank = 3
        elif len(words) > 1 and all(f" {word}" in f" {one.folded}" for word in words):
            rank = 4
        elif wanted in one.folded:
            rank = 5
        else:
            continue
        ranks.append((rank, bool(marked) and marked not in one.name.casefold(), place))
    return [index[place].name for _, _, place in sorted(ranks)]


def exact_name(typed: str, index: Sequence[Name]) -> str | None:
    """Return the name that is typed in full."""
    wanted = fold(typed)
    return next((one.name for one in index if one.folded == wanted), None) if wanted else None


def side_of(name: str, agency: str) -> str:
    """Return on which side of the table somebody sits, as far as the name tells: the agency's, the group's, another's.

    Args:
        name: of the person, with what the person is.
        agency: the inspected agency.
    """
    folded = fold(name)
    own = fold(agency).removesuffix(" tinh")
    if own and own in folded:
        return "agency"
    return "group" if "to cong tac" in folded else "department"


# Tasks


class TaskIndex:
    """The tasks of a checklist as "#" searches them: by label and number at once, by words as far as it is prepared."""

    def __init__(self, tasks: Sequence[Task], labels: dict[str, str]) -> None:
        """Take the tasks; their words are folded by `prepare`, for ten thousand take longer than a key may.

        Args:
            tasks: in the order in which they are offered.
            labels: the name by which each is called.
        """
        self._tasks = tasks
        self._labels = [(labels[task.id].casefold(), task.id) for task in tasks if task.id in labels]
        self._exact = dict(self._labels)
        self._texts: list[tuple[str, str]] = []
        numbers: dict[str, str | None] = {}
        for task in tasks:
            if task.number:
                numbers[task.number.casefold()] = None if task.number.casefold() in numbers else task.id
        self._numbers = numbers

    @property
    def is_whole(self) -> bool:
        """Whether all words can be searched."""
        return len(self._texts) == len(self._tasks)

    def prepare(self, count: int) -> None:
        """Fold the words of some more tasks."""
        start = len(self._texts)
        for task in self._tasks[start : start + count]:
            words = fold(f"{task.content} {task.document}").translate(_SEPARATORS)
            self._texts.append((" " + words, task.id))

    def exact(self, typed: str) -> str | None:
        """Return the task of a label, or of a number that only one has."""
        wanted = typed.strip().casefold()
        return self._exact.get(wanted) or self._numbers.get(wanted)

    def find(self, typed: str, most: int) -> list[str]:
        """Return the ids of tasks that typed letters may mean: by label, then by number, then by words.

        Args:
            typed: what stands behind the sign.
            most: how many are wanted.
        """
        label = typed.strip().casefold()
        found: dict[str, None] = {}
        if label and " " not in label:
            if (sure := self.exact(label)) is not None:
                found[sure] = None
            number = "." + label
            near = [pair for pair in self._labels if label in pair[0]]
            found |= dict.fromkeys([task for name, task in near if name.endswith(number)][:most])
            found |= dict.fromkeys([task for name, task in near if name.startswith(label)][:most])
            found |= dict.fromkeys([task for name, task in near if number in name][:most])
        words = [f" {word}" for word in fold(typed).translate(_SEPARATORS).split()]
        if any(len(word) > 2 for word in words):
            texts = self._texts
            for word in words:
                texts = [pair for pair in texts if word in pair[0]]
            found |= dict.fromkeys([task for _, task in texts[:most]])
        return list(found)[:most]
