"""Four schools that differ in one thing only: why one child's pictures are held back.

Same children, same adults, same answers in number, same day. Who may not know why must not be able
to tell one school from another, whatever page, list, file or mail they open.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
from flask import Flask, g
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from parentcomms.access import Role
from parentcomms.accounts.actions import sign_in
from parentcomms.accounts.models import SignInKind, StaffMember
from parentcomms.accounts.sessions import cookie_name
from parentcomms.channels.actions import install_shipped_channels
from parentcomms.communications.actions import install_shipped_communications
from parentcomms.config import Settings, load_config
from parentcomms.consent.actions import set_never
from parentcomms.consent.rules import NeverScope, UseKey
from parentcomms.database import Base, db
from parentcomms.people.models import Person, Pupil
from parentcomms.people.rules import Care, RelationshipKind
from tests import make
from tests.leading import lead_to, let_go

SURNAME = "Averill"


def _never(pupil: Pupil, mother: Person, father: Person) -> None:
    _both(pupil, mother, "yes", father, "yes")
    set_never(pupil, NeverScope.OUTSIDE_SCHOOL, "A court order of 3 May")


def _differing(pupil: Pupil, mother: Person, father: Person) -> None:
    _both(pupil, mother, "yes", father, "no")


def _in_care(pupil: Pupil, mother: Person, father: Person) -> None:
    pupil.care = Care.CARE_ORDER
    _both(pupil, mother, "yes", father, "yes")


def _plain_no(pupil: Pupil, mother: Person, father: Person) -> None:
    _both(pupil, mother, "no", father, "no")


def _both(pupil: Pupil, mother: Person, first: str, father: Person, second: str) -> None:
    for use in UseKey:
        make.answer(pupil, mother, use.value, first)
        make.answer(pupil, father, use.value, second)


WHY: dict[str, Callable[[Pupil, Person, Person], None]] = {
    "plain": _plain_no,
    "never": _never,
    "differing": _differing,
    "care": _in_care,
}


@dataclass
class World:
    """One of the schools, and what its pages are about: a name → a public reference."""

    why: str
    shared: Flask
    settings: Settings
    references: dict[str, str] = field(default_factory=dict)
    staff: dict[Role, int] = field(default_factory=dict)

    @property
    def app(self) -> Flask:
        """The application that all four share, led to this school."""
        if self.shared.config["SETTINGS"] is not self.settings:
            let_go(self.shared)
            lead_to(self.shared, self.settings)
        return self.shared

    def browser(self, role: Role) -> FlaskClient:
        client = self.app.test_client()
        with self.app.app_context():
            opened = sign_in(db.session.get_one(StaffMember, self.staff[role]))
            db.session.commit()
            client.set_cookie(cookie_name(SignInKind.STAFF), opened.token)
        return client

    @contextmanager
    def acting_as(self, role: Role) -> Iterator[None]:
        """Inside a request of this role's, for actions that note who acts."""
        with self.app.test_request_context("/staff", method="POST"):
            g.staff, g.family = SimpleNamespace(id=self.staff[role]), None
            yield

    def neutral(self, text: str) -> str:
        """A page without what is random: references become the row they belong to."""
        text = re.sub(r'nonce="[^"]*"|name="[a-z-]*(?:csrf_token|form_id)" value="[^"]*"', "", text)
        text = re.sub(r"\b[0-9A-HJKMNP-TV-Z]{5}[- ][0-9A-HJKMNP-TV-Z]{5}\b", "«code»", text)
        return re.sub(
            r"\b[a-z0-9]{12,16}\b", lambda found: self._rows.get(found[0], found[0]), text
        )

    def learn_references(self) -> None:
        """Which row each random reference belongs to."""
        self._rows: dict[str, str] = {}
        with self.app.app_context():
            for mapper in Base.registry.mappers:
                model = mapper.class_
                if hasattr(model, "reference"):
                    for key, reference in db.session.execute(select(model.id, model.reference)):
                        self._rows[reference] = f"«{model.__tablename__} {key}»"


def build(why: str, app: Flask, folder: Path, furnish: Callable[[World, Pupil], None]) -> World:
    """A school with a class of three, one of whom is held back for this reason."""
    world = World(why, app, load_config(folder))
    with world.app.app_context():
        make.questions()
        install_shipped_communications()
        install_shipped_channels()
        for role in (Role.TEACHER, Role.OFFICE, Role.DEPUTY_DSL, Role.HEAD):
            address = f"{role.value}@example.org"
            world.staff[role] = make.staff(f"Sam {role.value}", role, email=address).id
        oak = make.school_class("Oak")
        child, mother, father = _family(oak, "Ada", SURNAME)
        for name in ("Bilal", "Chloe"):
            pupil, one, other = _family(oak, name, "Quill")
            _both(pupil, one, "yes", other, "yes")
        WHY[why](child, mother, father)
        furnish(world, child)
        db.session.commit()
    world.learn_references()
    return world


def _family(oak: object, forename: str, surname: str) -> tuple[Pupil, Person, Person]:
    pupil = make.pupil(
        forename,
        in_class=oak,
        surname=surname,
        admission_number=forename,  # type: ignore[arg-type]
    )
    mother = make.parent(pupil, surname=surname, email=f"{forename}.mother@example.org")
    father = make.parent(
        pupil,
        "Hal",
        surname=surname,
        email=f"{forename}.father@example.org",
        kind=RelationshipKind.FATHER,
    )
    return pupil, mother, father


def readable(answer: TestResponse) -> str:
    """What somebody can read in an answer, whatever kind of file it is."""
    kind = answer.mimetype
    if kind == "application/pdf":
        pages = pypdfium2.PdfDocument(answer.data)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    if kind.endswith("spreadsheetml.sheet"):
        book = load_workbook(io.BytesIO(answer.data))
        rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
        return "\n".join(repr(row) for row in rows)
    if kind == "text/csv":
        return "\n".join(repr(row) for row in csv.reader(io.StringIO(answer.text)))
    return answer.text if kind.startswith("text/") else kind
