"""A family's receipt to keep: on the school's paper, and only their own."""

from collections.abc import Callable

import page
import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient

from parentcomms.accounts.actions import make_family_link, open_link
from parentcomms.accounts.models import SignInKind
from parentcomms.accounts.sessions import cookie_name
from parentcomms.database import db
from parentcomms.people.models import Person
from parentcomms.school.actions import decide
from tests import make

RECEIPT = "/family/photos/receipt"


@pytest.fixture
def couple(app: Flask) -> dict[str, int]:
    """A mother who has answered, a father who has, and one adult who has not."""
    with app.app_context():
        decide(name="Elm Park", phone="01632 960000", head_name="H. Head")
        make.questions()
        ada = make.pupil("Ada")
        mother, father = make.parent(ada), make.parent(ada, "Hal", kind="father")
        silent = make.parent(ada, "Ivy", kind="grandparent")
        make.answer(ada, mother, "website", "unrecognisable")
        make.answer(ada, father, "social_media", "no")
        db.session.commit()
        return {"mother": mother.id, "father": father.id, "silent": silent.id}


@pytest.fixture
def browser_of(app: Flask) -> Callable[[int], FlaskClient]:
    def browser(person_id: int) -> FlaskClient:
        with app.app_context():
            opened = open_link(make_family_link(db.session.get_one(Person, person_id)))
            db.session.commit()
            client = app.test_client()
            client.set_cookie(cookie_name(SignInKind.FAMILY), opened.token)
            return client

    return browser


def _words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = (page.get_textpage().get_text_range() for page in document)
        return " ".join(" ".join(pages).split())


def test_the_receipt_is_one_tagged_pdf_with_the_words_read_and_nobody_elses_answer(
    couple: dict[str, int], browser_of: Callable[[int], FlaskClient]
) -> None:
    answer = browser_of(couple["mother"]).get(RECEIPT)
    assert answer.mimetype == "application/pdf"
    assert page.is_pdf_compliant_bytes(answer.data, profile=page.ValidationProfile.PDF_UA_1)
    words = _words(answer.data)
    assert "Elm Park" in words
    assert "May we use pictures of your child on our website?" in words
    assert "Ada: Only if nobody could recognise my child" in words
    assert "social media" not in words


def test_whoever_has_not_answered_has_no_receipt(
    couple: dict[str, int], browser_of: Callable[[int], FlaskClient]
) -> None:
    assert browser_of(couple["silent"]).get(RECEIPT).status_code == 404
