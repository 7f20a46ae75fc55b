"""The one text behind letter, e-mail, web page and insert: Markdown with ((placeholders)).

A text is parsed once (and kept) into a small tree of nodes; each recipient's values are put in
while rendering, escaped for the format they land in, and never before parsing: a name like
`*Ana*` or `((link))` stays what it is. Raw HTML and pictures by address are not understood,
because a picture fetched from an e-mail would tell its server that the letter was read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

PLACEHOLDER = re.compile(r"\(\(([^()\n]{1,80})\)\)")
NAME = re.compile(r"[a-z][a-z0-9_]*")
SAFE_ADDRESS = re.compile(r"(https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)


class PlaceholderError(ValueError):
    """The text and the values given for it do not fit together; `names` says where."""

    def __init__(self, message: str, names: Sequence[str]) -> None:
        """Keep the names apart from the sentence, so that a page can list them."""
        self.names = tuple(sorted(names))
        super().__init__(f"{message}: {', '.join(self.names)}")


class BadPlaceholder(PlaceholderError):
    """Something in double brackets is no placeholder name (small letters, digits, _)."""


class MissingValues(PlaceholderError):
    """A placeholder has no value: nothing is sent with a hole in it."""


class UnsafeAddress(ValueError):
    """A link value is neither a web page, an e-mail address nor a telephone number."""


@dataclass(frozen=True)
class Link:
    """A value that leads somewhere: a button when alone in its paragraph, else a link."""

    url: str
    label: str

    def __post_init__(self) -> None:
        """Refuse `javascript:` and its like here, where every format is served at once."""
        if not SAFE_ADDRESS.match(self.url):
            raise UnsafeAddress("a link must start with https:, http:, mailto:, tel:, / or #")


Value = str | Link
Values = Mapping[str, Value]


class Kind(StrEnum):
    """What a node of a text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BUTTON = "button"
    LIST = "list"
    ITEM = "item"
    QUOTE = "quote"
    RULE = "rule"
    TEXT = "text"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    LINK = "link"
    SLOT = "slot"
    BREAK = "break"


@dataclass(frozen=True)
class Node:
    """One piece of a text: `text` is the words, the address of a link or the slot's name."""

    kind: Kind
    text: str = ""
    children: tuple["Node", ...] = ()
    level: int = 0
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Document:
    """A parsed text. Equal sources give equal documents."""

    source: str
    nodes: tuple[Node, ...] = field(compare=False, repr=False)
    names: frozenset[str] = field(compare=False)


def placeholders(document: Document) -> frozenset[str]:
    """The names of all the values this text needs."""
    return document.names


def check_values(document: Document, values: Values) -> None:
    """Raise `MissingValues` naming every placeholder that has no value."""
    if not document.names <= values.keys():
        missing = sorted(document.names - values.keys())
        raise MissingValues("no value was given for", missing)


@lru_cache(maxsize=512)
def parse(source: str) -> Document:
    """Read a Markdown text once; the same text comes back from memory afterwards."""
    wrong = [n for n in PLACEHOLDER.findall(source) if not NAME.fullmatch(n)]
    if wrong:
        raise BadPlaceholder("these are not placeholder names", wrong)
    tokens = _parser().parse(source)
    _level_headings(tokens)
    nodes = tuple(_blocks(iter(tokens), until=""))
    return Document(source, nodes, frozenset(slot_names(nodes)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence"])
    parser.inline.add_terminator_char("(")
    parser.inline.ruler.before("link", "placeholder", _placeholder_rule)
    return parser


def _level_headings(tokens: Sequence[Token]) -> None:
    """Number headings from 1 without a gap, as readers of the outline need (PDF/UA, WCAG 1.3.1)."""
    opened = [token for token in tokens if token.type == "heading_open"]
    highest = min((int(token.tag[1]) for token in opened), default=1)
    above = 0
    for token in opened:
        above = min(int(token.tag[1]) - highest + 1, above + 1)
        token.tag = f"h{above}"


def _placeholder_rule(state: StateInline, silent: bool) -> bool:
    found = PLACEHOLDER.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("placeholder", "", 0).content = found[1]
    state.pos = found.end()
    return True


_BLOCKS = {
    "heading_open": Kind.HEADING,
    "paragraph_open": Kind.PARAGRAPH,
    "bullet_list_open": Kind.LIST,
    "ordered_list_open": Kind.LIST,
    "list_item_open": Kind.ITEM,
    "blockquote_open": Kind.QUOTE,
}
_SPANS = {"strong_open": Kind.STRONG, "em_open": Kind.EMPHASIS, "link_open": Kind.LINK}
_CLOSE = "_close"


def _blocks(tokens: Iterator[Token], *, until: str) -> Iterator[Node]:
    for token in tokens:
        if token.type == until:
            return
        if token.type == "hr":
            yield Node(Kind.RULE)
        elif token.type == "inline":
            yield from _inlines(iter(token.children or ()), until="")
        elif token.type in _BLOCKS:
            children = tuple(_blocks(tokens, until=token.type.replace("_open", _CLOSE)))
            # The paragraphs of a tight list are hidden: its items hold their words directly.
            yield from children if token.hidden else (_block(token, children),)


def _block(token: Token, children: tuple[Node, ...]) -> Node:
    kind = _BLOCKS[token.type]
    if kind is Kind.PARAGRAPH and len(children) == 1 and children[0].kind is Kind.SLOT:
        return Node(Kind.BUTTON, children[0].text, children)
    return Node(
        kind,
        children=children,
        level=int(token.tag[1]) if kind is Kind.HEADING else 0,
        ordered=token.type == "ordered_list_open",
        start=int(token.attrs.get("start", 1)),
    )


def _inlines(tokens: Iterator[Token], *, until: str) -> Iterator[Node]:
    for token in tokens:
        if token.type == until:
            return
        if token.type in _SPANS:
            children = tuple(_inlines(tokens, until=token.type.replace("_open", _CLOSE)))
            yield Node(_SPANS[token.type], str(token.attrs.get("href", "")), children)
        elif token.type == "placeholder":
            yield Node(Kind.SLOT, token.content)
        elif token.type == "hardbreak":
            yield Node(Kind.BREAK)
        elif token.type == "softbreak":
            yield Node(Kind.TEXT, " ")
        elif token.content:
            yield Node(Kind.TEXT, token.content)


def slot_names(nodes: Sequence[Node]) -> Iterator[str]:
    """The names of the values these nodes need, one by one."""
    for node in nodes:
        if node.kind in (Kind.SLOT, Kind.BUTTON):
            yield node.text
        elif node.kind is Kind.LINK and (name := slot_in_address(node.text)):
            yield name
        yield from slot_names(node.children)


def slot_in_address(address: str) -> str | None:
    """The placeholder that is the whole address of a link, as in `[here](((link)))`."""
    found = PLACEHOLDER.fullmatch(address)
    return found[1] if found else None


def address_of(value: Value) -> str:
    """Where a value leads; a plain string is checked as a link's address would be."""
    return value.url if isinstance(value, Link) else Link(value, "").url
