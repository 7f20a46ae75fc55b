"""Writing the plan of the demo school into the database."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from parentcomms.audit.actions import note
from parentcomms.channels.actions import Place, add, approve, install_shipped_channels
from parentcomms.channels.queries import all_channels
from parentcomms.channels.rules import ChannelAudience, ChannelKind
from parentcomms.clock import now, today
from parentcomms.consent.actions import set_never
from parentcomms.consent.organisations import organisation_values
from parentcomms.consent.rules import NeverScope
from parentcomms.consent.shipping import install_shipped_uses
from parentcomms.database import db
from parentcomms.demo.families import SEED, Adult, Child, Family
from parentcomms.demo.names import CLASSES
from parentcomms.errors import Refused
from parentcomms.people.models import (
    ContactReview,
    Enrolment,
    Hold,
    Person,
    Pupil,
    Relationship,
    SchoolClass,
)
from parentcomms.people.rules import ContactDecision, ParentalResponsibility
from parentcomms.people.upn import check_letter
from parentcomms.policies.actions import install_shipped_statement
from parentcomms.school.actions import decide, set_calendar
from parentcomms.school.queries import school
from parentcomms.school.values import common_values
from parentcomms.school.years import academic_year_start

SCHOOL = {
    "name": "Elmford Primary School",
    "address": "School Lane\nElmford\nGL99 9ZZ",
    "phone": "01632 960100",
    "email": "office@elmford.example.org",
    "website": "www.elmford.example.org, hosted by Example Web Ltd",
    "head_name": "Mrs Amina Hale",
    "local_authority": "Elmshire County Council",
    "social_care_phone": "01632 960101",
    "social_care_out_of_hours_phone": "01632 960102",
    "lado_phone": "01632 960103",
    "photographer": "Example School Photos Ltd",
    "class_app": "ClassBook by Example Apps Ltd",
    "print_organisations": "Example Print Ltd and the Elmford parish magazine",
    "video_organisations": "Example Video Ltd",
    "year_groups": ["R", "1", "2", "3", "4", "5", "6"],
}


def refuse_unless_new() -> None:
    """A demo is a demo from birth: a school with anybody in it is never turned into one."""
    if school().is_demo or db.session.scalar(select(Person.id).limit(1)) is not None:
        raise Refused("This instance already has people in it, so no demo school is put there.")
    if db.session.scalar(select(Pupil.id).limit(1)) is not None:
        raise Refused("This instance already has pupils in it, so no demo school is put there.")


def build_school() -> None:
    """Everything the demo school has decided, its channels, questions and statement."""
    decide(is_demo=True, **SCHOOL)
    start = academic_year_start(today())
    set_calendar(_terms(start.year), inset_days=[date(start.year, 9, 1)])
    _channels()
    install_shipped_uses(organisation_values())
    install_shipped_statement(common_values())


def _channels() -> None:
    """The places every school has and one account, all approved."""
    install_shipped_channels()
    account = Place(
        name="Elmford Primary on Facebook",
        platform="Facebook",
        audience=ChannelAudience.PUBLIC,
        address="facebook.com/elmford.example.org",
        owner="Olive Grant",
        second_administrator="Mrs Amina Hale",
    )
    add(ChannelKind.SOCIAL_ACCOUNT, account)
    for channel in all_channels():
        approve(channel)


def _terms(year: int) -> list[tuple[str, date, date]]:
    return [
        ("Autumn 1", date(year, 9, 1), date(year, 10, 23)),
        ("Autumn 2", date(year, 11, 2), date(year, 12, 18)),
        ("Spring 1", date(year + 1, 1, 4), date(year + 1, 2, 12)),
        ("Spring 2", date(year + 1, 2, 22), date(year + 1, 3, 25)),
        ("Summer 1", date(year + 1, 4, 12), date(year + 1, 5, 28)),
        ("Summer 2", date(year + 1, 6, 7), date(year + 1, 7, 21)),
    ]


def build_people(families: Sequence[Family], *, first: int, joined: date | None = None) -> int:
    """Children, adults and what they are to each other; returns the next admission number.

    With `joined` the children came on that day, and nobody has reviewed their adults yet.
    """
    classes = _classes()
    random = Random(SEED + first)  # noqa: S311  (made-up people, not secrets)
    number = first
    for family in families:
        rows = []
        for child in family.children:
            rows.append(_pupil(child, family, number, random))
            _enrol(rows[-1], child, classes, joined)
            number += 1
        _adults(family, rows, reviewed=joined is None)
        if family.never:
            set_never(rows[0], NeverScope.EVERYTHING, "Adopted; must not be found.")
    note("demo-seeded", "pupil")
    return number


def _classes() -> list[SchoolClass]:
    found = {row.name: row for row in db.session.scalars(select(SchoolClass))}
    rows = [found.get(name) or SchoolClass(name=name, year_group=year) for name, year in CLASSES]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def _pupil(child: Child, family: Family, number: int, random: Random) -> Pupil:
    start = academic_year_start(today())
    born_from = date(start.year - 5 - child.year, 9, 1)
    twin_day = 100 if child.twin else random.randrange(365)
    digits = f"999{number:09}"
    row = Pupil(
        upn=check_letter("A" + digits) + digits,
        admission_number=f"{number:05}",
        forename=child.forename,
        surname=child.surname,
        date_of_birth=born_from + timedelta(days=twin_day),
        year_group=CLASSES[child.year][1],
        year_group_said_on=today(),
        care=family.care,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _enrol(pupil: Pupil, child: Child, classes: Sequence[SchoolClass], joined: date | None) -> None:
    """A class each year since Reception, or only this one since the day they joined."""
    start = academic_year_start(today())
    for back in range(0 if joined else child.year, -1, -1):
        first, last = date(start.year - back, 9, 1), date(start.year - back + 1, 8, 31)
        db.session.add(
            Enrolment(
                pupil=pupil,
                class_id=classes[child.year - back].id,
                starts_on=joined or first,
                ends_on=last if back else None,
            )
        )
    db.session.flush()


def _adults(family: Family, pupils: Sequence[Pupil], *, reviewed: bool) -> None:
    for adult in [*family.adults, *family.others]:
        person = _person(adult, family)
        for order, pupil in enumerate(pupils, start=1):
            row = _relationship(adult, person, pupil, gets=adult in family.adults, order=order)
            if reviewed:
                _review(adult, row)


def _person(adult: Adult, family: Family) -> Person:
    person = Person(
        forename=adult.forename,
        surname=adult.surname,
        email=adult.email,
        address=family.address if adult.lives_with else "12 Harbour Street\nElmford",
        postcode="GL99 9ZY" if adult.lives_with else "GL99 9ZX",
        language=adult.language,
        made_at=now(),
    )
    db.session.add(person)
    db.session.flush()
    return person


def _relationship(
    adult: Adult, person: Person, pupil: Pupil, *, gets: bool, order: int
) -> Relationship:
    row = Relationship(
        pupil_id=pupil.id,
        person_id=person.id,
        kind=adult.kind,
        pr=adult.pr,
        had_pr=adult.pr is ParentalResponsibility.YES,
        lives_with=adult.lives_with,
        gets_letters=gets,
        court_order=adult.hold is not None,
        contact_order=order,
        starts_on=min(enrolment.starts_on for enrolment in pupil.enrolments),
    )
    db.session.add(row)
    db.session.flush()
    return row


def _review(adult: Adult, row: Relationship) -> None:
    no = adult.do_not_contact or adult.hold is not None
    decision = ContactDecision.DO_NOT_CONTACT if no else ContactDecision.WRITE
    db.session.add(
        ContactReview(
            relationship_id=row.id, decision=decision, decided_by="system", decided_at=now()
        )
    )
    if adult.hold is not None:
        db.session.add(
            Hold(relationship_id=row.id, kind=adult.hold, placed_by="system", placed_at=now())
        )
