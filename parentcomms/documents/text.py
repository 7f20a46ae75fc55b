"""A parsed text as plain text: the part of an e-mail some people read, and worth reading."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from parentcomms.documents.markdown import (
    Document,
    Kind,
    Link,
    Node,
    Values,
    address_of,
    check_values,
    slot_in_address,
    slot_names,
)
from parentcomms.documents.web import plain_value

WIDTH = 72


def to_text(document: Document, values: Values | None, *, width: int = WIDTH) -> str:
    """The text with this recipient's values: links shown, lists marked, lines wrapped.

    With `None` for the values the placeholders stay visible.
    """
    if values is None:
        return "\n\n".join(_blocks(document.nodes, None, width)) + "\n"
    check_values(document, values)
    parts = [
        part if isinstance(part, str) else block_as_text(part, values, width=width)
        for part in text_parts(document, width)
    ]
    return "\n\n".join(parts) + "\n"


def block_as_text(block: Node, values: Values, *, width: int = WIDTH) -> str:
    """One block of a text, with this recipient's values."""
    return next(_blocks([block], values, width))


@lru_cache(maxsize=256)
def text_parts(document: Document, width: int = WIDTH) -> tuple[str | Node, ...]:
    """The blocks that are alike for everybody, ready; those with a value in them, to be written.

    An empty line stands between them, and a line ends the last.
    """
    return tuple(
        node if any(True for _ in slot_names([node])) else next(_blocks([node], {}, width))
        for node in document.nodes
    )


def _blocks(nodes: Sequence[Node], values: Values | None, width: int) -> Iterator[str]:
    for node in nodes:
        if node.kind is Kind.HEADING:
            words = _words(node.children, values)
            yield words + "\n" + ("=" if node.level == 1 else "-") * min(len(words), width)
        elif node.kind is Kind.LIST:
            yield _list(node, values, width)
        elif node.kind is Kind.QUOTE:
            inner = "\n\n".join(_blocks(node.children, values, width - 2))
            yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        elif node.kind is Kind.RULE:
            yield "-" * 20
        elif node.kind is Kind.BUTTON:
            yield _button(node, values)
        else:
            yield wrap(_words(node.children, values), width)


def _button(node: Node, values: Values | None) -> str:
    value = values[node.text] if values is not None else f"(({node.text}))"
    # On a line of its own every mail program makes the address a link.
    return f"{value.label}:\n{value.url}" if isinstance(value, Link) else plain_value(value)


def _list(node: Node, values: Values | None, width: int) -> str:
    lines = []
    for number, item in enumerate(node.children, node.start):
        mark = f"{number}. " if node.ordered else "* "
        body = _item(item, values, width - len(mark))
        lines.append(mark + body.replace("\n", "\n" + " " * len(mark)))
    return "\n".join(lines)


def _item(item: Node, values: Values | None, width: int) -> str:
    """A tight item holds its words directly, perhaps with a list after them."""
    inner = (Kind.LIST, Kind.PARAGRAPH, Kind.QUOTE, Kind.HEADING, Kind.BUTTON)
    words = [child for child in item.children if child.kind not in inner]
    blocks = [child for child in item.children if child.kind in inner]
    first = [wrap(_words(words, values), width)] if words else []
    return "\n".join([*first, *_blocks(blocks, values, width)])


def _words(nodes: Sequence[Node], values: Values | None) -> str:
    return "".join(_word(node, values) for node in nodes)


def _word(node: Node, values: Values | None) -> str:
    if node.kind is Kind.TEXT:
        return node.text
    if node.kind is Kind.BREAK:
        return "\n"
    if node.kind is Kind.SLOT:
        return f"(({node.text}))" if values is None else plain_value(values[node.text])
    words = _words(node.children, values)
    return _link(words, node.text, values) if node.kind is Kind.LINK else words


def _link(words: str, address: str, values: Values | None) -> str:
    name = slot_in_address(address)
    if name and values is not None:
        address = address_of(values[name])
    shown = address.removeprefix("mailto:").removeprefix("tel:")
    return words if words in (address, shown) else f"{words} ({shown})"


def wrap(text: str, width: int) -> str:
    """Fold at spaces only, so that an address is never cut (and faster than textwrap)."""
    return "\n".join("\n".join(_fold(line, width)) for line in text.split("\n"))


def _fold(line: str, width: int) -> Iterator[str]:
    current = ""
    for word in line.split(" "):
        if current and len(current) + 1 + len(word) > width:
            yield current
            current = word
        else:
            current = f"{current} {word}" if current else word
    yield current
