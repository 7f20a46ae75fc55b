"""The school of a story: builders for what was before, and a browser for each person in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from playwright.sync_api import Page

from parentcomms import links
from parentcomms.access import Role
from parentcomms.accounts.actions import make_family_link, sign_in
from parentcomms.accounts.models import SignInKind, StaffMember
from parentcomms.accounts.sessions import cookie_name
from parentcomms.channels.actions import approve, install_shipped_channels
from parentcomms.channels.queries import all_channels
from parentcomms.database import db
from parentcomms.people.models import Person, Pupil, SchoolClass
from parentcomms.people.rules import RelationshipKind
from parentcomms.school.actions import decide
from tests import make
from tests.browser.conftest import PHONE, NewPage

SURNAME = "Reed"


@dataclass
class School:
    """A database of its own, the server's address, and who works there."""

    app: Flask
    address: str
    new_page: NewPage
    staff: dict[Role, int] = field(default_factory=dict)
    oak: int = 0

    @contextmanager
    def past(self) -> Iterator[None]:
        """What happened before the story. What was built here can be named afterwards."""
        with self.app.app_context():
            db.session().expire_on_commit = False
            yield
            db.session.commit()

    def child(self, forename: str = "Ada", **others: Any) -> Pupil:
        """A child in Oak."""
        columns = {"surname": SURNAME, "in_class": db.session.get_one(SchoolClass, self.oak)}
        return make.pupil(forename, **columns | others)

    def phone(self, **others: Any) -> Page:
        """The smallest phone, without JavaScript."""
        wishes = {"viewport": PHONE, "java_script_enabled": False, "base_url": self.address}
        page = self.new_page(**wishes | others)
        page.set_default_timeout(10_000)
        return page

    def link_of(self, adult: Person) -> str:
        """The address of this adult's own link, as their mail has it."""
        with self.past():
            link = make_family_link(db.session.get_one(Person, adult.id))
            token = links.token_for(links.Purpose.FAMILY_LINK, link.reference)
        return f"/family-link/{token}"

    def at_home(self, adult: Person, **others: Any) -> Page:
        """An adult, or a pupil, on the phone: the link of their own, and its button."""
        page = self.phone(**others)
        self.open_link(page, adult)
        return page

    def open_link(self, page: Page, adult: Person) -> None:
        """Open this adult's own page, for an hour."""
        page.goto(self.link_of(adult))
        page.get_by_role("button", name="Open my page").click()

    def at_work(self, role: Role) -> Page:
        """A member of staff with this role, signed in."""
        page = self.phone()
        self.sign_in(page, role)
        return page

    def sign_in(self, page: Page, role: Role) -> None:
        """Sign somebody in for a working day."""
        with self.past():
            opened = sign_in(db.session.get_one(StaffMember, self.staff[role]))
            cookie = {"name": cookie_name(SignInKind.STAFF), "value": opened.token}
        page.context.add_cookies([{**cookie, "url": self.address}])


def begin(school: School) -> None:
    """The school's name, its questions and places, and its staff."""
    with school.past():
        decide(name="Elm Park", phone="01632 960000", email="office@elmpark.example.org")
        make.questions()
        install_shipped_channels()
        for channel in all_channels():
            approve(channel, by="system")
        for name, role in (
            ("Tess Teacher", Role.TEACHER),
            ("Olga Office", Role.OFFICE),
            ("Hana Head", Role.HEAD),
            ("Dora Lead", Role.DSL),
        ):
            school.staff[role] = make.staff(name, role).id
        school.oak = make.school_class("Oak").id


def parents(of: Pupil) -> tuple[Person, Person]:
    """Grace and Hal, the mother and the father, both with parental responsibility."""
    mother = make.parent(of, "Grace", surname=SURNAME)
    return mother, make.parent(of, "Hal", surname=SURNAME, kind=RelationshipKind.FATHER)
