"""What mails with the same words in the same frame share, encoded once for all of them.

Quoted-printable treats each line by itself, so whatever is alike in all of them is encoded
beforehand, and a mail only encodes the few lines its own values stand in. The bytes are those of
encoding it whole.
"""

from binascii import b2a_qp
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from parentcomms.documents.markdown import Node, Values, parse, slot_names
from parentcomms.documents.text import block_as_text, text_parts
from parentcomms.documents.web import HOLE, fill_holes


@dataclass(frozen=True, slots=True)
class Shared:
    """All that mails have in common: their words, the page with its holes, and some values."""

    body: str
    page: str
    values: tuple[tuple[str, str], ...]


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
class Mould:
    """Both parts of a message, encoded as far as they are alike."""

    text: tuple[bytes | Open, ...]
    page: tuple[bytes | Open, ...]

    def cast(self, values: Values) -> tuple[bytes, bytes]:
        """Text and page of one mail, with its own values."""
        return _cast(self.text, values), _cast(self.page, values)


@lru_cache(maxsize=64)
def mould_for(shared: Shared) -> Mould:
    """Made with the first of these mails."""
    alike = dict(shared.values)
    *blocks, end = text_parts(parse(shared.body))
    text = [*(_part(block, "\n\n") for block in blocks), _part(end, "\n")]
    *lines, last = shared.page.split("\n")
    page = [*(Open(line, "\n") for line in lines), Open(last, "")]
    return Mould(_mould(text, alike), _mould(page, alike))


def _part(block: str | Node, end: str) -> str | Open:
    return block + end if isinstance(block, str) else Open(block, end)


def quoted(text: str) -> bytes:
    """Quoted-printable, so that no line is long and none changes on its way."""
    return b2a_qp(text.encode(), istext=True).replace(b"\n", b"\r\n")


def _mould(parts: Iterable[str | Open], alike: Values) -> tuple[bytes | Open, ...]:
    """Whatever is the same for all of them in one piece."""
    filled = (
        part.filled(alike) if isinstance(part, Open) and part.names <= alike.keys() else part
        for part in parts
    )
    joined: list[bytes | Open] = []
    for is_open, some in groupby(filled, key=lambda part: isinstance(part, Open)):
        if is_open:
            joined += [part for part in some if isinstance(part, Open)]
        else:
            joined.append(quoted("".join(part for part in some if isinstance(part, str))))
    return tuple(joined)


def _cast(mould: tuple[bytes | Open, ...], values: Values) -> bytes:
    return b"".join(
        [part if isinstance(part, bytes) else quoted(part.filled(values)) for part in mould]
    )
