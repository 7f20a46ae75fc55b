"""A parsed text as HTML, for e-mails and for the pages of the service."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from parentcomms.documents.characters import has_right_to_left, one_line
from parentcomms.documents.markdown import (
    Document,
    Kind,
    Link,
    Node,
    Value,
    Values,
    address_of,
    check_values,
    slot_in_address,
)


@dataclass(frozen=True)
class Style:
    """Which classes the elements carry, and how far headings are pushed below the page's h1."""

    heading: tuple[str, ...] = ("", "", "", "", "", "")
    paragraph: str = ""
    bullets: str = ""
    numbers: str = ""
    quote: str = ""
    rule: str = ""
    link: str = ""
    button: str = "button"
    link_css: str = ""
    button_css: str = ""
    shift: int = 1


_NUMBER_BEGINS = frozenset("+0123456789")
# A link is put in after the styles were inlined, so it brings its own.
EMAIL = Style(
    link_css="color: #1d70b8; text-decoration: underline;",
    button_css=(
        "display: inline-block; padding: 10px 16px; background-color: #00703c; color: #ffffff;"
        " font-weight: bold; text-decoration: none; border-radius: 4px;"
    ),
)
HOLE = re.compile("\ue000(\\w+):(\\w+)\ue001")
PAGE = Style(
    heading=("govuk-heading-l", "govuk-heading-m", "govuk-heading-s", *["govuk-heading-s"] * 3),
    paragraph="govuk-body",
    bullets="govuk-list govuk-list--bullet",
    numbers="govuk-list govuk-list--number",
    quote="govuk-inset-text",
    rule="govuk-section-break govuk-section-break--m govuk-section-break--visible",
    link="govuk-link",
    button="govuk-button",
)


@dataclass(frozen=True)
class _Slot:
    name: str
    how: Kind


def to_html(document: Document, values: Values | None, *, style: Style = EMAIL) -> str:
    """The text as HTML with this recipient's values, escaped.

    With `None` for the values the placeholders stay visible, for previews and for the hash an
    approval covers.
    """
    if values is not None:
        check_values(document, values)
    return "".join(
        part if isinstance(part, str) else _fill(part, values, style)
        for part in _template(document, style)
    )


@lru_cache(maxsize=256)
def _template(document: Document, style: Style) -> tuple[str | _Slot, ...]:
    """The text rendered up to its holes: what makes each further recipient cheap."""
    joined: list[str | _Slot] = []
    for part in _parts(document.nodes, style):
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)


def to_holed_html(document: Document) -> str:
    """The text as an e-mail's HTML with a mark at each hole, to style once and fill for many."""
    return "".join(
        part.replace("\ue000", "") if isinstance(part, str) else _mark(part)
        for part in _template(document, EMAIL)
    )


def _mark(slot: _Slot) -> str:
    return f"\ue000{slot.how.value}:{slot.name}\ue001"


@lru_cache(maxsize=256)
def _pieces(holed: str) -> tuple[str | _Slot, ...]:
    first, *others = HOLE.split(holed)
    slots = (_Slot(name, Kind(how)) for how, name in zip(others[::3], others[1::3], strict=True))
    after = zip(slots, others[2::3], strict=True)
    return first, *(piece for pair in after for piece in pair)


def fill_holes(holed: str, values: Values) -> str:
    """The page with this recipient's values, escaped, at its marks."""
    return "".join(
        [
            piece if isinstance(piece, str) else _fill(piece, values, EMAIL)
            for piece in _pieces(holed)
        ]
    )


def _fill(slot: _Slot, values: Values | None, style: Style) -> str:
    if values is None:
        return html.escape(f"(({slot.name}))")
    value = values[slot.name]
    if slot.how is Kind.LINK:
        return html.escape(address_of(value))
    if slot.how is Kind.BUTTON and isinstance(value, Link):
        return _anchor(value, style.button, style.button_css, role=True)
    if isinstance(value, Link):
        return _anchor(value, style.link, style.link_css)
    return _words(value)


def _words(value: str) -> str:
    text = one_line(value)
    escaped = html.escape(text)
    # A name or number in another direction than its sentence would drag the rest along.
    apart = has_right_to_left(text) or "@" in text or text[:1] in _NUMBER_BEGINS
    return f"<bdi>{escaped}</bdi>" if apart else escaped


def _anchor(value: Link, css: str, inline: str, *, role: bool = False) -> str:
    extra = ' role="button"' if role else ""
    own = f' style="{inline}"' if inline else ""
    label = html.escape(one_line(value.label))
    return f'<a{_class(css)}{extra}{own} href="{html.escape(value.url)}">{label}</a>'


def _class(css: str) -> str:
    return f' class="{css}"' if css else ""


def _parts(nodes: Sequence[Node], style: Style) -> Iterator[str | _Slot]:
    for node in nodes:
        if node.kind is Kind.TEXT:
            yield html.escape(node.text)
        elif node.kind is Kind.SLOT:
            yield _Slot(node.text, Kind.SLOT)
        elif node.kind is Kind.LINK:
            yield from _link(node, style)
        elif node.kind is Kind.BUTTON:
            yield f"<p{_class(style.paragraph)}>"
            yield _Slot(node.text, Kind.BUTTON)
            yield "</p>\n"
        else:
            before, after = _around(node, style)
            yield before
            yield from _parts(node.children, style)
            yield after


def _link(node: Node, style: Style) -> Iterator[str | _Slot]:
    name = slot_in_address(node.text)
    yield f'<a{_class(style.link)} href="'
    yield _Slot(name, Kind.LINK) if name else html.escape(node.text)
    yield '">'
    yield from _parts(node.children, style)
    yield "</a>"


def _around(node: Node, style: Style) -> tuple[str, str]:
    if node.kind is Kind.HEADING:
        level = min(node.level + style.shift, 6)
        return f"<h{level}{_class(style.heading[level - 1])}>", f"</h{level}>\n"
    if node.kind is Kind.LIST and node.ordered:
        start = f' start="{node.start}"' if node.start != 1 else ""
        return f"<ol{_class(style.numbers)}{start}>\n", "</ol>\n"
    return {
        Kind.PARAGRAPH: (f"<p{_class(style.paragraph)}>", "</p>\n"),
        Kind.LIST: (f"<ul{_class(style.bullets)}>\n", "</ul>\n"),
        Kind.ITEM: ("<li>", "</li>\n"),
        Kind.QUOTE: (f"<blockquote{_class(style.quote)}>\n", "</blockquote>\n"),
        Kind.RULE: (f"<hr{_class(style.rule)}>\n", ""),
        Kind.STRONG: ("<strong>", "</strong>"),
        Kind.EMPHASIS: ("<em>", "</em>"),
        Kind.BREAK: ("<br>\n", ""),
    }[node.kind]


def plain_value(value: Value) -> str:
    """A value as words alone: a link shows its label and where it leads."""
    if isinstance(value, Link):
        return f"{one_line(value.label)}: {value.url}"
    return one_line(value)
