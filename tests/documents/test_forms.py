"""The consent request on paper: one side, clear boxes, nothing that tells what was answered."""

import io
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pypdf
import pytest

from parentcomms.documents.forms import ConsentForm
from parentcomms.documents.pdf import render_form, write_forms
from tests.documents.samples import ENGLISH, POLISH


def words(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize("form", [ENGLISH, POLISH], ids=["English", "Polish"])
def test_seven_questions_and_all_that_belongs_to_them_fit_one_side(form: ConsentForm) -> None:
    assert len(form.questions) == 7
    text = words(render_form(form))
    for number, question in enumerate(form.questions, 1):
        assert f"{number}. {question.text}" in text
        assert question.hint in text
    for part in (form.child, form.class_name, form.adult, form.title, "K7QM 2XRD 9TPA"):
        assert part in text
    for part in (form.words.yes, form.words.no, form.words.signature, "01452 555 0100"):
        assert part in text


@pytest.mark.parametrize("form", [ENGLISH, POLISH], ids=["English", "Polish"])
def test_a_form_is_accessible_and_every_box_says_what_it_is(form: ConsentForm) -> None:
    pdf = render_form(form)
    assert page.is_pdf_compliant_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        alts = [
            str(thing.Alt)
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Figure
        ]
    assert alts.count(form.words.yes) == alts.count(form.words.no) == 7
    assert alts.count(form.words.unrecognisable) == 5


def test_many_forms_go_into_one_file(tmp_path: Path) -> None:
    out = tmp_path / "forms.pdf"
    forms = (replace(ENGLISH, child=f"Child{n}") for n in range(25))
    printed = write_forms(out, forms, title="Forms")
    assert (printed.sheets, printed.pages) == (25, 25)
    pages = pypdf.PdfReader(out, strict=True).pages
    assert all(f"Child{n} " in p.extract_text() for n, p in enumerate(pages))


def test_a_child_whose_name_no_font_has_is_known_by_the_code(tmp_path: Path) -> None:
    printed = write_forms(
        tmp_path / "forms.pdf", [replace(ENGLISH, child="😀", adult="😀")], title="Forms"
    )
    assert [(r.reference, r.part, r.now) for r in printed.replaced] == [
        ("K7QM2XRD9TPA", "child", ""),
        ("K7QM2XRD9TPA", "adult", "To the parent or carer"),
    ]
