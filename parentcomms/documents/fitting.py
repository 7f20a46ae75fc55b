"""How large a letter's type may be so that the whole of it, slip and all, is on one side."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from parentcomms.documents.markdown import Document, Link
from parentcomms.documents.paper import Direction, Letter, Sender, Signature, Slip
from parentcomms.documents.printfile import page_count
from parentcomms.documents.sheets import Data, letters_data, point_size
from parentcomms.documents.typesetting import typeset

LETTER = "letter.typ"
SIZES = (11.0, 10.5, 10.0, 9.5)
READABLE = 10.0  # where one side is not enough anyway


@dataclass(frozen=True)
class Shape:
    """All of a letter that decides its length; `lengths` are of its values, in steps."""

    body: Document
    heading: str
    how_to: str
    signature: Signature
    sender: Sender
    language: str
    direction: Direction
    lengths: tuple[tuple[str, int], ...]
    others: int = 0

    def model(self) -> Letter:
        """A letter of this shape."""
        slip = Slip("https://m.example", "M" * 10, "M" * 20, self.how_to)
        return Letter(
            sender=self.sender,
            recipient=("M",),
            date="",
            salutation="M" * 20,
            heading=self.heading,
            body=self.body,
            signature=self.signature,
            values={name: " ".join(["mmmmmmm"] * 3 * length) for name, length in self.lengths},
            language=self.language,
            direction=self.direction,
            slip=slip if self.how_to else None,
            other_slips=(slip,) * self.others,
        )


def fitted_data(letters: Sequence[Letter], *, title: str, duplex: bool) -> Data:
    """The data of many letters, each as large as fits on one side."""
    data = letters_data(letters, title=title, duplex=duplex)
    for letter, single in zip(letters, data["letters"], strict=True):
        single["size"] = size_on_one_side(letter)
    return data


def size_on_one_side(letter: Letter) -> float:
    """Tried once for each wording: names are stood in for by words of about their length."""
    if letter.large_print:
        return point_size(letter)
    lengths = tuple(
        (name, -(-len(value.label if isinstance(value, Link) else value) // 24))
        for name, value in sorted(letter.values.items())
        if name in letter.body.names
    )
    return _size(
        Shape(
            body=letter.body,
            heading=letter.heading,
            how_to=letter.slip.how_to if letter.slip else "",
            signature=letter.signature,
            sender=letter.sender,
            language=letter.language,
            direction=letter.direction,
            lengths=lengths,
            others=len(letter.other_slips),
        )
    )


@lru_cache(maxsize=128)
def _size(shape: Shape) -> float:
    model = shape.model()
    for size in SIZES:
        data = letters_data([model], title=shape.heading, duplex=False)
        data["letters"][0]["size"] = size
        if page_count(typeset(LETTER, data, tagged=False)) == 1:
            return size
    return READABLE
