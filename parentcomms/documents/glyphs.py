"""Before printing: every value is tested against the fonts, and gives way where it must.

A letter is sent in any case: to "the parent or carer" if the name cannot be printed. The text
itself is the school's own; if that cannot be printed, its author is told instead.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from parentcomms.documents.characters import one_line
from parentcomms.documents.fonts import uncovered
from parentcomms.documents.markdown import Link, Node, Value
from parentcomms.documents.paper import Letter, Replacement, Slip


class Unprintable(ValueError):
    """The school's own words hold characters that no letter font has."""

    def __init__(self, characters: str) -> None:
        """Keep the characters apart from the sentence, so that a page can show them."""
        self.characters = characters
        super().__init__(f"no letter font can print: {' '.join(characters)}")


@dataclass
class Replacing:
    """Makes the words of one sheet printable and keeps note of what it replaced."""

    reference: str
    noted: list[Replacement] = field(default_factory=list)

    def fit(self, part: str, words: str, instead: str | None = None) -> str:
        """The words on one line; `instead`, or what is left of them, if a glyph is missing."""
        words = one_line(words)
        missing = set(uncovered(words))
        if not missing:
            return words
        now = (
            one_line("".join(c for c in words if c not in missing)) if instead is None else instead
        )
        self.noted.append(Replacement(self.reference, part, words, now))
        return now

    def fit_value(self, name: str, value: Value, instead: str | None = None) -> Value:
        """The same for a placeholder's value, which is never left empty by it."""
        if isinstance(value, Link):
            return replace(value, label=self.fit(name, value.label, instead) or value.url)
        return self.fit(name, value, instead) or ("…" if value else "")


def printable(letter: Letter) -> tuple[Letter, tuple[Replacement, ...]]:
    """The letter as it can be printed, and what had to be replaced in it."""
    notes = Replacing(letter.reference)
    lines = (
        notes.fit(f"address line {number}", line, None if number > 1 else letter.fallback_name)
        for number, line in enumerate(letter.recipient, 1)
    )
    fitted = replace(
        letter,
        recipient=tuple(line for line in lines if line),
        salutation=notes.fit("salutation", letter.salutation, letter.fallback_salutation),
        slip=_fitted_slip(letter.slip, notes) if letter.slip else None,
        other_slips=tuple(_fitted_slip(each, notes) for each in letter.other_slips),
        values={
            name: notes.fit_value(name, value, letter.fallbacks.get(name))
            for name, value in letter.values.items()
        },
    )
    return fitted, tuple(notes.noted)


def _fitted_slip(slip: Slip, notes: Replacing) -> Slip:
    """A slip that shares its sheet bears a name."""
    return replace(slip, heading=notes.fit("slip", slip.heading) or "…")


def check_words(words: Iterable[str]) -> None:
    """Raise `Unprintable` for the school's own words, which their author must mend."""
    missing = uncovered("".join(words))
    if missing:
        raise Unprintable(missing)


def words_of(nodes: Sequence[Node]) -> Iterator[str]:
    """Every word of a parsed text."""
    for node in nodes:
        yield node.text
        yield from words_of(node.children)
