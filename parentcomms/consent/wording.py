"""The words of one question, and what changes between two wordings, word by word. Pure."""

import difflib
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

PARTS = ("name", "question", "purpose", "audience", "organisations", "how_long")
DETAIL = PARTS[2:]
WHAT_A_YES_IS_TO = frozenset({"purpose", "audience", "organisations"})
_PLACEHOLDER = re.compile(r"\\\(\\\((\w+)\\\)\\\)")  # as re.escape writes ((name))


@dataclass(frozen=True, kw_only=True)
class Words:
    """One question in one language, in the parts a parent reads."""

    name: str
    question: str
    purpose: str
    audience: str
    organisations: str
    how_long: str

    @property
    def detail(self) -> str:
        """Everything but name and question, as it is kept: one paragraph each."""
        return "\n\n".join(getattr(self, part) for part in DETAIL)

    @property
    def whole(self) -> str:
        return "\n\n".join((self.name, self.question, self.detail))

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.whole.encode()).hexdigest()

    def names(self, organisation: str, *, others: Collection[str] = ()) -> bool:
        """Whether a reader is told of this organisation or account."""
        return tells_of(self.whole, organisation, others=others)


def tells_of(text: str, name: str, *, others: Collection[str] = ()) -> bool:
    """Whether a text names somebody, in whole words; a longer name that holds theirs is another's.

    `others`: the names that may stand in it as well, such as the school's own.
    """
    left, wanted = text.casefold(), name.casefold()
    longer = {each.casefold() for each in others if wanted in each.casefold()} - {wanted}
    for other in sorted(longer, key=len, reverse=True):
        left = left.replace(other, "\0")
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", left) is not None


NO_WORDS = Words(**dict.fromkeys(PARTS, ""))


def words_of(name: str, question: str, detail: str) -> Words:
    """The parts of a wording as it is kept; what is more than four paragraphs stays in the last."""
    kept = [*detail.split("\n\n", 3), "", "", ""][:4]
    return Words(name=name, question=question, **dict(zip(DETAIL, kept, strict=True)))


def tidy(typed: Mapping[str, str | None]) -> Words:
    """What was typed, each part on one line: an empty line would make two parts of it."""
    return Words(**{part: " ".join((typed.get(part) or "").split()) for part in PARTS})


class Change(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Some words that stay, go or come."""

    change: Change
    text: str


@dataclass(frozen=True)
class PartChange:
    """One part of a question, before and after."""

    part: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.change is not Change.ADDED)

    @property
    def after(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.change is not Change.REMOVED)

    @property
    def changed(self) -> bool:
        return any(piece.change is not Change.SAME for piece in self.pieces)


def changes(before: Words, after: Words) -> list[PartChange]:
    """Part by part, word by word."""
    old, new = asdict(before), asdict(after)
    return [PartChange(part, tuple(_pieces(old[part], new[part]))) for part in PARTS]


def widens(compared: Sequence[PartChange]) -> bool:
    """Whether what for, who sees it or who uses it changes: what a yes was given to."""
    return any(each.changed and each.part in WHAT_A_YES_IS_TO for each in compared)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = before.split(), after.split()
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        if old[start:end] == new[new_start:new_end]:
            yield Piece(Change.SAME, " ".join(old[start:end]))
            continue
        if start < end:
            yield Piece(Change.REMOVED, " ".join(old[start:end]))
        if new_start < new_end:
            yield Piece(Change.ADDED, " ".join(new[new_start:new_end]))


def renewed(current: str, shipped: str, values: Mapping[str, str], missing: Sequence[str]) -> str:
    """The sentence with the organisations of today: as shipped, or the school's own with more."""

    def known_or_anything(found: re.Match[str]) -> str:
        value = values[found[1]]
        return re.escape(value) if value and value in current else "(.+)"

    if re.fullmatch(_PLACEHOLDER.sub(known_or_anything, re.escape(shipped)), current):
        return re.sub(r"\(\((\w+)\)\)", lambda found: values[found[1]], shipped)
    lacking = [name for name in missing if name.casefold() not in current.casefold()]
    return ", ".join([current.rstrip(" ."), *lacking]) + "." if lacking else current


def placeholders(shipped: str) -> list[str]:
    """Which organisations a shipped sentence names."""
    return re.findall(r"\(\((\w+)\)\)", shipped)
