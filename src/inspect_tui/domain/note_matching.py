"""What a few typed letters mean in a note: a kind of words, a name, a task; marks need not be typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from inspect_tui.domain.records import NOTE_KINDS, Task
from inspect_tui.domain.vietnamese import fold, has_marks, nfc

_SEPARATORS: Final = str.maketrans(dict.fromkeys('/-.,;:()"“”&', " "))

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
