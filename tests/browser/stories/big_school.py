"""A secondary school with as many families as a test asks for, made in a few statements."""

from datetime import date

from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.people.models import (
    ContactReview,
    Enrolment,
    Person,
    Pupil,
    Relationship,
    SchoolClass,
)
from parentcomms.people.rules import ContactDecision, ParentalResponsibility, RelationshipKind

CLASS_OF = 30
JOINED = date(2025, 9, 1)


def fill(families: int) -> list[str]:
    """One child and one adult each: every tenth without an address. Gives the dead addresses."""
    classes = [
        SchoolClass(name=f"{7 + number % 5}{chr(65 + number // 5)}", year_group=str(7 + number % 5))
        for number in range(-(-families // CLASS_OF))
    ]
    db.session.add_all(classes)
    db.session.flush()
    pupils = [_pupil(number, classes[number // CLASS_OF]) for number in range(families)]
    adults = [_adult(number) for number in range(families)]
    db.session.add_all([*pupils, *adults])
    db.session.flush()
    ties = [_tie(pupil, adult) for pupil, adult in zip(pupils, adults, strict=True)]
    places = [
        Enrolment(pupil_id=each.id, class_id=classes[n // CLASS_OF].id, starts_on=JOINED)
        for n, each in enumerate(pupils)
    ]
    db.session.add_all([*ties, *places])
    db.session.flush()
    db.session.add_all([_reviewed(each) for each in ties])
    return [each.email for each in adults[1::20] if each.email]


def _pupil(number: int, school_class: SchoolClass) -> Pupil:
    return Pupil(
        forename=f"Ada{number}", surname=f"Pupil{number}", date_of_birth=date(2013, 5, 4),
        year_group=school_class.year_group, admission_number=f"{number:05}",
    )  # fmt: skip


def _adult(number: int) -> Person:
    return Person(
        forename="Grace", surname=f"Parent{number}", made_at=now(), address="1 Mill Lane",
        postcode="GL1 9ZZ", email=f"adult{number}@example.org" if number % 10 else None,
    )  # fmt: skip


def _tie(pupil: Pupil, adult: Person) -> Relationship:
    return Relationship(
        pupil_id=pupil.id, person_id=adult.id, kind=RelationshipKind.MOTHER,
        pr=ParentalResponsibility.YES, lives_with=True, gets_letters=True, starts_on=JOINED,
    )  # fmt: skip


def _reviewed(tie: Relationship) -> ContactReview:
    return ContactReview(
        relationship_id=tie.id, decision=ContactDecision.WRITE,
        decided_by="system", decided_at=now(),
    )  # fmt: skip
