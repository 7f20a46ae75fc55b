"""The office's own PDF, with the insert behind it."""

import hashlib
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pikepdf
import pypdfium2
import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from parentcomms.access import Role
from parentcomms.communications import queries as texts
from parentcomms.communications import sending
from parentcomms.communications.actions import ask_for_approval
from parentcomms.communications.models import Communication
from parentcomms.errors import Refused
from parentcomms.newsletters import actions, files, showing
from parentcomms.newsletters.own_pdf import MOST_PAGES, CannotRead, joined, with_insert
from parentcomms.newsletters.rules import Audience
from parentcomms.uploads import PDF, Accepted, FileKind, NotAccepted
from tests import make
from tests.newsletters.builders import BODY, pdf_of
from tests.newsletters.conftest import Desk
from tests.staff_pages import signed_in

Inside = Callable[[], AbstractContextManager[Desk]]


def _written(desk: Desk, insert: str) -> actions.Written:
    """A newsletter with this insert, which the head has approved."""
    found = next(
        each.communication for each in texts.communications() if each.communication.key == insert
    )
    whole = Audience(whole_school=True)
    return actions.Written(title="News", body=BODY, audience=whole, insert=desk.approve(found))


def _file(content: bytes) -> FileStorage:
    return FileStorage(io.BytesIO(content), filename="n.pdf")


def _locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(1))) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def _with_file(desk: Desk) -> Communication:
    row = actions.start(_written(desk, "insert_talk_first"), by=desk.office_id)
    pdf = Accepted(FileKind.DOCUMENT, PDF, io.BytesIO(pdf_of(1)))
    actions.take_file(row, files.keep(row, pdf), name="Our newsletter", by=desk.office_id)
    return row


def test_it_carries_the_approved_insert_behind_it(desk: Desk) -> None:
    row = actions.start(_written(desk, "insert_talk_first"), by=desk.office_id)
    whole = with_insert(_file(pdf_of(2)), showing.insert_page(row.versions[-1]))
    document = pypdfium2.PdfDocument(whole.content)
    assert len(document) == 3
    words = " ".join(document[2].get_textpage().get_text_range().split())
    document.close()
    assert "malicious or fictitious" in words


def test_its_pictures_need_a_check_too(desk: Desk) -> None:
    with pytest.raises(Refused, match="no check"):
        ask_for_approval(_with_file(desk))


def test_another_insert_needs_the_pdf_brought_again(desk: Desk) -> None:
    row = _with_file(desk)
    with pytest.raises(Refused, match="another insert"):
        actions.rewrite(row, _written(desk, "insert_christmas"), by=desk.office_id)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"%PDF-1.7 rubbish %%EOF", "broken"),
        (_locked(), "locked"),
        (pdf_of(MOST_PAGES + 1), "too_many_pages"),
    ],
)
def test_a_pdf_that_will_not_do_is_known(content: bytes, problem: str) -> None:
    with pytest.raises(CannotRead, match=problem):
        joined(content, b"")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"%PDF-1.7 rubbish %%EOF", "broken"), (b"plainly no file", "cannot take"), (b"", "empty")],
)
def test_and_refused_in_a_sentence(session: object, content: bytes, said: str) -> None:
    with pytest.raises(NotAccepted, match=said):
        with_insert(_file(content), None)


def test_on_paper_it_is_the_offices_own_pdf_and_a_copy_goes_with_each_letter(
    app: Flask, inside: Inside
) -> None:
    with inside() as desk:
        row = _with_file(desk)
        file = dict(row.versions[-1].texts["en"]["file"])
        actions.declare_nobody(row, file["reference"], by=desk.office_id)
        make.parent(of=make.pupil(), email=None)
        sending.send(desk.approve(row))
        reference = row.reference
    office = signed_in(app, Role.OFFICE)
    served = office.get(f"/staff/newsletters/{reference}/paper.pdf").data
    assert hashlib.sha256(served).hexdigest() == file["sha256"]
    assert "Print 1 copy of it" in office.get(f"/staff/communications/{reference}/send").text
