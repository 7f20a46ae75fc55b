"""What mails with the same words in the same frame share, encoded once for all of them.

Quoted-printable treats each line by itself, so whatever is alike in all of them is encoded
beforehand. A link differs only in its token, whose letters stand for themselves and are as many in
every mail, so its lines are encoded with a gap for the token. A mail encodes only the few lines its
other values stand in. The bytes are those of encoding it whole.
"""

from binascii import b2a_qp
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from parentcomms.documents.markdown import Link, Node, Values, parse, slot_names
from parentcomms.documents.text import block_as_text, text_parts
from parentcomms.documents.web import HOLE, fill_holes


@dataclass(frozen=True, slots=True)
class Door:
    """A link but for its token: what stands around it, and how long it is."""

    before: str
    after: str
    label: str
    length: int

    def opened_by(self, token: str) -> Link:
        return Link(f"{self.before}{token}{self.after}", self.label)


@dataclass(frozen=True, slots=True)
class Shared:
    """All that mails have in common: their words, the page with its holes, values and links."""

    body: str
    page: str
    values: tuple[tuple[str, str], ...]
    doors: tuple[tuple[str, Door], ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """A block of the text, or a line of the page, with a mail's own values in it."""

    what: Node | str
    end: str

    @property
    def names(self) -> set[str]:
        if isinstance(self.what, str):
            return {name for _how, name in HOLE.findall(self.what)}
        return set(slot_names([self.what]))

    def filled(self, values: Values) -> str:
        what = self.what
        words = fill_holes(what, values) if isinstance(what, str) else block_as_text(what, values)
        return words + self.end


@dataclass(frozen=True, slots=True)
class Gap:
    """Where this part of a token goes: quoted-printable may break a line within it."""

    name: str
    start: int
    stop: int


Part = bytes | Open | Gap


@dataclass(frozen=True, slots=True)
class Mould:
    """Both parts of a message, encoded as far as they are alike."""

    text: "Half"
    page: "Half"

    @property
    def own_names(self) -> frozenset[str]:
        """What stands in lines that each mail encodes for itself."""
        opened = (*self.text.opened, *self.page.opened)
        return frozenset[str]().union(*(part.names for _at, part in opened))

    def cast(self, values: Values, tokens: Mapping[str, bytes]) -> tuple[bytes, bytes]:
        """Text and page of one mail, with its own values and the tokens of its links."""
        return self.text.cast(values, tokens), self.page.cast(values, tokens)


@dataclass(frozen=True, slots=True)
class Half:
    """The text or the page: what is alike, and what goes where in between."""

    alike: tuple[bytes, ...]  # nothing where something goes
    opened: tuple[tuple[int, Open], ...]
    gaps: tuple[tuple[int, Gap], ...]

    def cast(self, values: Values, tokens: Mapping[str, bytes]) -> bytes:
        """With a mail's own values and tokens put in their places."""
        parts = list(self.alike)
        for at, gap in self.gaps:
            parts[at] = tokens[gap.name][gap.start : gap.stop]
        for at, part in self.opened:
            parts[at] = quoted(part.filled(values))
        return b"".join(parts)


@lru_cache(maxsize=64)
def mould_for(shared: Shared) -> Mould:
    """Made with the first of these mails."""
    *blocks, end = text_parts(parse(shared.body))
    text = [*(_part(block, "\n\n") for block in blocks), _part(end, "\n")]
    *lines, last = shared.page.split("\n")
    page = [*(Open(line, "\n") for line in lines), Open(last, "")]
    return Mould(_half(_mould(text, shared)), _half(_mould(page, shared)))


def _half(parts: Sequence[Part]) -> Half:
    return Half(
        tuple(part if isinstance(part, bytes) else b"" for part in parts),
        tuple((at, part) for at, part in enumerate(parts) if isinstance(part, Open)),
        tuple((at, part) for at, part in enumerate(parts) if isinstance(part, Gap)),
    )


def _part(block: str | Node, end: str) -> str | Open:
    return block + end if isinstance(block, str) else Open(block, end)


def quoted(text: str) -> bytes:
    """Quoted-printable, so that no line is long and none changes on its way."""
    return b2a_qp(text.encode(), istext=True).replace(b"\n", b"\r\n")


def _mould(parts: Iterable[str | Open], shared: Shared) -> tuple[Part, ...]:
    """Whatever is the same for all of them in one piece."""
    joined: list[Part] = []
    ready = (piece for part in parts for piece in _as_far_as_alike(part, shared))
    for closed, some in groupby(ready, key=lambda piece: isinstance(piece, bytes)):
        pieces = list(some)
        joined += (
            [b"".join(each for each in pieces if isinstance(each, bytes))] if closed else pieces
        )
    return tuple(joined)


def _as_far_as_alike(part: str | Open, shared: Shared) -> list[Part]:
    if isinstance(part, str):
        return [quoted(part)]
    alike, doors = dict(shared.values), dict(shared.doors)
    own = part.names - alike.keys()
    if not own:
        return [quoted(part.filled(alike))]
    if len(own) == 1 and own <= doors.keys():
        (name,) = own
        return _with_gaps(part, alike, name, doors[name])
    return [part]


def _with_gaps(part: Open, alike: Values, name: str, door: Door) -> list[Part]:
    """Encoded twice with two tokens that differ in every letter: where they differ, it goes."""
    one, other = (
        quoted(part.filled({**alike, name: door.opened_by(letter * door.length)}))
        for letter in "xy"
    )
    pieces: list[Part] = []
    begun = 0
    for differs, some in groupby(range(len(one)), key=lambda at: one[at] != other[at]):
        where = list(some)
        if differs:
            stop = begun + len(where)
            pieces.append(Gap(name, begun, stop))
            begun = stop % door.length
        else:
            pieces.append(one[where[0] : where[-1] + 1])
    return pieces
