"""Plain builders with keyword overrides: make.pupil(), make.parent(of=pupil)."""

from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember, StaffRole
from parentcomms.accounts.passwords import hashed
from parentcomms.clock import now, today
from parentcomms.consent.actions import Said, record_answers
from parentcomms.consent.models import Answer
from parentcomms.consent.queries import current_uses, wordings
from parentcomms.consent.rules import AnswerRoute, Decision
from parentcomms.consent.shipping import install_shipped_uses
from parentcomms.database import db
from parentcomms.people.models import (
    ContactReview,
    Enrolment,
    GroupMember,
    InCharge,
    Person,
    Pupil,
    PupilGroup,
    Relationship,
    SchoolClass,
)
from parentcomms.people.rules import (
    ContactDecision,
    GroupKind,
    ParentalResponsibility,
    RelationshipKind,
)

_numbers = count(1)


def _added(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def school_class(name: str = "Oak", **others: Any) -> SchoolClass:
    """A registration class."""
    return _added(SchoolClass(**{"name": name, "year_group": "4"} | others))


def pupil(forename: str = "Ada", *, in_class: SchoolClass | None = None, **others: Any) -> Pupil:
    """A child on roll since last September."""
    number = next(_numbers)
    columns = {
        "forename": forename,
        "surname": f"Pupil{number}",
        "date_of_birth": date(2017, 5, 4),
        "year_group": "4",
        "admission_number": f"{number:05}",
    }
    made = _added(Pupil(**columns | others))
    starts = date(today().year - 1, 9, 1)
    _added(Enrolment(pupil_id=made.id, class_id=in_class and in_class.id, starts_on=starts))
    return made


def person(forename: str = "Grace", **others: Any) -> Person:
    """An adult with an address of their own."""
    number = next(_numbers)
    columns = {
        "forename": forename,
        "surname": f"Parent{number}",
        "email": f"adult{number}@example.org",
        "made_at": now(),
    }
    return _added(Person(**columns | others))


def relationship(of: Pupil, by: Person, **others: Any) -> Relationship:
    """What the adult is to the child: a mother with PR who may be written to, unless said."""
    decision = others.pop("decision", ContactDecision.WRITE)
    columns = {
        "kind": RelationshipKind.MOTHER,
        "pr": ParentalResponsibility.YES,
        "lives_with": True,
        "gets_letters": True,
        "starts_on": date(2024, 9, 1),
    }
    made = _added(Relationship(pupil_id=of.id, person_id=by.id, **columns | others))
    if decision is not ContactDecision.NOT_REVIEWED:
        _added(
            ContactReview(
                relationship_id=made.id, decision=decision, decided_by="system", decided_at=now()
            )
        )
    return made


def parent(of: Pupil, forename: str = "Grace", **others: Any) -> Person:
    """An adult and their relationship to one child; keywords go to the relationship."""
    own = {key: others.pop(key) for key in ("surname", "email", "language") if key in others}
    adult = person(forename, **own)
    relationship(of, adult, **others)
    return adult


def staff(name: str = "Sam Staff", *roles: Role, **others: Any) -> StaffMember:
    """A member of staff with these roles; no password unless `password=` says one."""
    if password := others.pop("password", None):
        others["password_hash"] = hashed(password)
    columns = {"name": name, "email": f"staff{next(_numbers)}@example.org", "added_at": now()}
    made = _added(StaffMember(**columns | others))
    for role in roles:
        _added(StaffRole(staff_id=made.id, role=role, granted_by="system", granted_at=now()))
    return made


def those_in_post(*roles: Role) -> None:
    """Somebody for each of these posts, who can sign in."""
    for role in roles:
        staff(f"Pat {role.value}", role, password_hash="chosen")


def group(name: str = "Chess", *children: Pupil, **others: Any) -> PupilGroup:
    """A club (or trip) with these children in it."""
    columns = {"kind": GroupKind.CLUB, "name": name, "made_by": "system", "made_at": now()}
    made = _added(PupilGroup(**columns | others))
    for child in children:
        _added(GroupMember(group_id=made.id, pupil_id=child.id, added_at=now()))
    return made


def in_charge(member: StaffMember, of: SchoolClass | PupilGroup, **others: Any) -> InCharge:
    """The member of staff is given this class or group."""
    what = "class_id" if isinstance(of, SchoolClass) else "group_id"
    columns = {what: of.id, "given_by": "system", "given_at": now()}
    return _added(InCharge(staff_id=member.id, **columns | others))


ORGANISATIONS = {
    "school_name": "Elm Park Primary School",
    "class_app_name": "ClassBook by Example Ltd",
    "photographer_name": "Example Photos Ltd",
    "print_organisations": "Example Print Ltd",
    "website_address": "www.elmpark.example.org",
    "video_organisations": "Example Video Ltd",
    "official_accounts": "Elm Park on Facebook",
}


def questions() -> None:
    """The seven shipped questions, organisations named."""
    install_shipped_uses(ORGANISATIONS)


def answer(pupil: Pupil, by: Person, use_key: str, decision: str, **others: Any) -> Answer:
    """One answer by this adult about this child, given on their own page."""
    relation = db.session.scalars(
        select(Relationship).filter_by(pupil_id=pupil.id, person_id=by.id)
    ).one()
    use = next(each for each in current_uses() if each.key == use_key)
    wording = others.pop("wording", None) or wordings([use.version_id], "en")[use.version_id]
    said = Said(use, wording, Decision(decision))
    route = others.pop("route", AnswerRoute.OWN_LINK)
    return record_answers(relation, [said], route=route, recorded_by=f"person:{by.id}", **others)[0]
