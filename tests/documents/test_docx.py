"""The Word document, opened again by the library that reads Word documents."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from parentcomms.documents.docx import to_docx
from parentcomms.documents.markdown import Link, MissingValues, parse
from parentcomms.documents.paper import Direction

TEXT = """# Pictures

Dear ((name)), **please** *read* [our page](https://a.example.org) or ((link)).

* one
* two
  1. deep

1. first

Between

4. fourth
5. fifth
"""
VALUES = {"name": "*Ana* =cmd|x & <b>", "link": Link("https://b.example.org", "answer here")}


def opened(text: str, direction: Direction = Direction.LTR) -> docx.document.Document:
    made = to_docx(parse(text), VALUES, title="An insert", direction=direction)
    return docx.Document(io.BytesIO(made))


def test_headings_lists_bold_and_links_arrive_as_words_own() -> None:
    paragraphs = opened(TEXT).paragraphs
    assert [(p.style.name, p.text) for p in paragraphs] == [
        ("Heading 1", "Pictures"),
        ("Normal", "Dear *Ana* =cmd|x & <b>, please read our page or answer here."),
        ("List Bullet", "one"),
        ("List Bullet", "two"),
        ("List Number 2", "deep"),
        ("List Number", "first"),
        ("Normal", "Between"),
        ("List Number", "fourth"),
        ("List Number", "fifth"),
    ]
    assert [r.text for r in paragraphs[1].runs if r.bold] == ["please"]
    assert [r.text for r in paragraphs[1].runs if r.italic] == ["read"]
    links = [(link.address, link.text) for link in paragraphs[1].hyperlinks]
    assert links == [
        ("https://a.example.org", "our page"),
        ("https://b.example.org", "answer here"),
    ]


def test_each_numbered_list_counts_from_its_own_start() -> None:
    document = opened(TEXT)
    numbering = document.part.numbering_part.element
    used = {p.text: p._p.pPr.numPr for p in document.paragraphs if p._p.pPr is not None}
    assert used["fourth"].numId.val == used["fifth"].numId.val != used["first"].numId.val
    override = numbering.num_having_numId(used["fourth"].numId.val).lvlOverride_lst[0]
    assert override.find(qn("w:startOverride")).get(qn("w:val")) == "4"


def test_right_to_left_is_marked_on_paragraphs_and_words() -> None:
    for paragraph in opened(TEXT, Direction.RTL).paragraphs:
        assert paragraph._p.pPr.find(qn("w:bidi")) is not None
        assert all(run.font.rtl for run in paragraph.runs)
    assert opened(TEXT).paragraphs[1]._p.find(f".//{qn('w:bidi')}") is None


def test_a_word_document_with_a_hole_is_not_made() -> None:
    with pytest.raises(MissingValues):
        to_docx(parse("((nobody))"), {}, title="x")


def test_it_has_a_title_and_names_no_program_as_author() -> None:
    about = opened("Hello").core_properties
    assert (about.title, about.author) == ("An insert", "")
