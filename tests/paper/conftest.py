"""A school that has handed out its consent request on paper, for the tests of this room."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from parentcomms.communications.forms_back import sheets_by_code
from parentcomms.communications.letters import addressees
from parentcomms.communications.models import Delivery, DeliveryChild
from parentcomms.communications.sending import send
from parentcomms.communications.sheets import sheets
from parentcomms.database import db
from parentcomms.documents.pdf import write_forms
from parentcomms.people.models import Relationship
from tests import make
from tests.communications.conftest import Desk, desk, inside

__all__ = ["desk", "inside"]

Inside = Callable[[], AbstractContextManager[Desk]]
CHILDREN = ("Ada", "Ben", "Cleo")


def hand_out(desk: Desk, *children: str) -> dict[str, str]:
    """Each child's mother gets the sheet; first name → the code printed on it."""
    for child in children or CHILDREN:
        make.parent(make.pupil(child, surname="Obi"), "Grace", surname=f"Of{child}", email=None)
    send(desk.approve(desk.request))
    return codes()


def codes() -> dict[str, str]:
    """First name → code, of every sheet there is."""
    keys = {key.relationship_id: code for code, key in sheets_by_code().items()}
    rows = db.session.query(DeliveryChild).all()
    people = {row.relationship_id: _first_name(row) for row in rows}
    return {people[who]: code for who, code in keys.items()}


def _first_name(row: DeliveryChild) -> str:
    return db.session.get_one(Relationship, row.relationship_id).pupil.forename


def printed(path: Path) -> Path:
    """The sheets as the office prints them, in one PDF."""
    write_forms(path, sheets(addressees(db.session.query(Delivery).all())), title="Forms")
    return path


def scanned(pdf: Path, *, dots_per_inch: int = 150) -> list[Image.Image]:
    """Each sheet as a scanner sees it: a grey picture."""
    opened = pypdfium2.PdfDocument(pdf)
    return [
        page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().convert("L")
        for page in opened
    ]


@pytest.fixture
def given_out(desk: Desk) -> dict[str, str]:
    """First name → code, for queries and actions."""
    return hand_out(desk)
