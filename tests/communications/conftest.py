"""A school with its texts, questions and staff, for the tests of this room."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember
from parentcomms.approvals.rules import Point
from parentcomms.communications import queries
from parentcomms.communications.actions import (
    approve_communication,
    ask_for_approval,
    install_shipped_communications,
)
from parentcomms.communications.models import Communication
from parentcomms.communications.rules import CommunicationKind
from parentcomms.database import db
from parentcomms.policies.actions import install_shipped_statement
from parentcomms.school.actions import decide
from parentcomms.school.values import common_values
from tests import make


@dataclass
class Desk:
    """Who works here, and the letters as they lie on the desk."""

    office_id: int
    head_id: int

    @property
    def office(self) -> StaffMember:
        return db.session.get_one(StaffMember, self.office_id)

    @property
    def head(self) -> StaffMember:
        return db.session.get_one(StaffMember, self.head_id)

    def of(self, kind: CommunicationKind) -> Communication:
        found = queries.standing_communication(kind)
        assert found is not None
        return found

    @property
    def letter(self) -> Communication:
        return self.of(CommunicationKind.JOINING_LETTER)

    @property
    def request(self) -> Communication:
        return self.of(CommunicationKind.CONSENT_REQUEST)

    def approve(self, communication: Communication) -> Communication:
        """The head approves the newest version, all five points."""
        ask_for_approval(communication)
        approve_communication(
            communication,
            by=self.head.id,
            points=list(Point),
            content_hash=communication.versions[-1].content_hash,
        )
        return communication


def furnished() -> Desk:
    """A school whose texts and questions are in place; nothing is approved yet."""
    decide(
        name="Elm Park Primary School",
        phone="01452 000000",
        email="office@elmpark.example.org",
        head_name="Margaret Okafor",
        address="Mill Lane\nGloucester\nGL1 9ZZ",
        class_app="ClassBook by Example Ltd",
        photographer="Example Photos Ltd",
    )
    decide(website="elmpark.example.org", social_care_phone="01452 000001")
    decide(social_care_out_of_hours_phone="01452 000002", lado_phone="01452 000003")
    make.questions()
    install_shipped_statement(common_values())
    install_shipped_communications()
    make.those_in_post(Role.DSL, Role.CHAIR, Role.CLERK)
    return Desk(
        office_id=make.staff("Olu Office", Role.OFFICE).id,
        head_id=make.staff("Hana Head", Role.HEAD, password_hash="chosen").id,
    )


@pytest.fixture
def desk(session: object) -> Desk:
    """For queries and actions: inside the app, in one transaction."""
    return furnished()


@pytest.fixture
def inside(app: Flask) -> Callable[[], AbstractContextManager[Desk]]:
    """For pages: `with inside() as desk:` reads or prepares, commits, and lets go."""
    made: list[Desk] = []

    @contextmanager
    def enter() -> Iterator[Desk]:
        with app.app_context():
            if not made:
                made.append(furnished())
            yield made[0]
            db.session.commit()

    return enter
