"""A parsed text as a Word document: to paste into a newsletter, or to print at a desk."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from parentcomms.documents.markdown import (
    Document,
    Kind,
    Link,
    Node,
    Values,
    address_of,
    check_values,
    slot_in_address,
)
from parentcomms.documents.paper import Direction
from parentcomms.documents.web import plain_value

LIST_DEPTH = 3  # as far as Word's own list styles go
LINK_BLUE = "0563C1"
_SPANS = {Kind.TEXT, Kind.SLOT, Kind.STRONG, Kind.EMPHASIS, Kind.LINK, Kind.BREAK}


def to_docx(
    document: Document,
    values: Values,
    *,
    title: str,
    language: str = "en-GB",
    direction: Direction = Direction.LTR,
) -> bytes:
    """The text as a .docx file with these values; equal input gives equal words."""
    check_values(document, values)
    writer = _Writer(values, direction, language)
    writer.blocks(document.nodes)
    about = writer.word.core_properties
    about.title, about.author, about.comments, about.language = title, "", "", language
    about.created = about.modified = datetime(2000, 1, 1, tzinfo=UTC)
    out = io.BytesIO()
    writer.word.save(out)
    return out.getvalue()


class _Writer:
    """Walks a text once, adding to one Word document."""

    def __init__(self, values: Values, direction: Direction, language: str) -> None:
        self.word: WordDocument = docx.Document()
        self._values = values
        self._rtl = direction is Direction.RTL
        marked = OxmlElement("w:lang")
        for attribute in ("w:val", "w:bidi"):
            marked.set(qn(attribute), language)
        self.word.styles["Normal"].element.get_or_add_rPr().append(marked)

    def blocks(self, nodes: Sequence[Node], style: str | None = None, depth: int = 0) -> None:
        for node in nodes:
            if node.kind is Kind.HEADING:
                self._paragraph(f"Heading {node.level}", node.children)
            elif node.kind is Kind.LIST:
                self._list(node, depth + 1)
            elif node.kind is Kind.QUOTE:
                self.blocks(node.children, "Quote", depth)
            else:
                self._paragraph(style, node.children)

    def _list(self, node: Node, depth: int) -> None:
        name = "List Number" if node.ordered else "List Bullet"
        style = name if depth == 1 else f"{name} {min(depth, LIST_DEPTH)}"
        number = self._new_numbers(style, node.start) if node.ordered else None
        for item in node.children:
            words, blocks = _apart(item.children)
            first = self._paragraph(style, words)
            if number is not None:
                first._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
            rest = "List Continue" if depth == 1 else f"List Continue {min(depth, LIST_DEPTH)}"
            self.blocks(blocks, rest, depth)

    def _new_numbers(self, style: str, start: int) -> int:
        """Word counts on through all lists of a style unless each is told where to start."""
        numbering = self.word.part.numbering_part.element
        of_style = self.word.styles[style].element.pPr.numPr.numId.val
        fresh = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(fresh.numId)

    def _paragraph(self, style: str | None, words: Sequence[Node]) -> Paragraph:
        paragraph = self.word.add_paragraph(style=style)
        if self._rtl:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        self._words(paragraph, words)
        return paragraph

    def _words(
        self, to: Paragraph, nodes: Sequence[Node], *, bold: bool = False, italic: bool = False
    ) -> None:
        for node in nodes:
            if node.kind is Kind.STRONG:
                self._words(to, node.children, bold=True, italic=italic)
            elif node.kind is Kind.EMPHASIS:
                self._words(to, node.children, bold=bold, italic=True)
            elif node.kind is Kind.LINK:
                self._link(to, self._address(node.text), self._plain(node.children))
            elif node.kind is Kind.BREAK:
                to.add_run().add_break()
            elif node.kind is Kind.SLOT:
                self._value(to, node.text, bold=bold, italic=italic)
            else:
                self._run(to, node.text, bold=bold, italic=italic)

    def _value(self, to: Paragraph, name: str, *, bold: bool, italic: bool) -> None:
        value = self._values[name]
        if isinstance(value, Link):
            self._link(to, value.url, value.label)
        else:
            self._run(to, plain_value(value), bold=bold, italic=italic)

    def _run(self, to: Paragraph, text: str, *, bold: bool, italic: bool) -> Run:
        run = to.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        if self._rtl:
            run.font.rtl = True
            run.font.cs_bold = bold or None
        return run

    def _link(self, to: Paragraph, address: str, words: str) -> None:
        relation = to.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), relation)
        run = self._run(to, words, bold=False, italic=False)
        run.underline = True
        run.font.color.rgb = docx.shared.RGBColor.from_string(LINK_BLUE)
        link.append(run._r)
        to._p.append(link)

    def _address(self, written: str) -> str:
        name = slot_in_address(written)
        return address_of(self._values[name]) if name else written

    def _plain(self, nodes: Sequence[Node]) -> str:
        return "".join(
            plain_value(self._values[node.text])
            if node.kind is Kind.SLOT
            else node.text + self._plain(node.children)
            for node in nodes
        )


def _apart(children: Sequence[Node]) -> tuple[Sequence[Node], Sequence[Node]]:
    """The words an item begins with, and the blocks that follow; loose or tight alike."""
    if children and children[0].kind is Kind.PARAGRAPH:
        return children[0].children, children[1:]
    words = [child for child in children if child.kind in _SPANS]
    return words, [child for child in children if child.kind not in _SPANS]
