"""Parental responsibility as the office confirms it (Children Act 1989 s.2 to 4A).

Confirming is about the adult, never about an answer: it is no yes to anything.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record_many
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.people.families import here
from parentcomms.people.holds import open_holds
from parentcomms.people.models import Person, Pupil, Relationship
from parentcomms.people.rules import ParentalResponsibility, RelationshipKind

MOTHER_OR_FATHER = (RelationshipKind.MOTHER, RelationshipKind.FATHER)
NOBODY_WITH_PR = frozenset(
    {
        RelationshipKind.SOCIAL_WORKER,
        RelationshipKind.AUTHORITY,
        RelationshipKind.ADOPTION_AGENCY,
        RelationshipKind.SELF,
        RelationshipKind.PROFESSIONAL,
        RelationshipKind.OLD_LIST,
    }
)


def parents_at_home(day: date | None = None) -> list[Relationship]:
    """Mothers and fathers living with the child whose PR the record does not say.

    Left out: anyone on hold, with a court order, or whose relationship has ended.
    """
    query = _unknown().where(
        Relationship.kind.in_(MOTHER_OR_FATHER),
        Relationship.lives_with.is_(True),
        Relationship.court_order.is_(False),
    )
    return _open(query, day or today())


def declared_and_waiting(day: date | None = None) -> list[Relationship]:
    """Adults who say they have PR and whom the record does not call mother or father."""
    query = _unknown().where(
        Relationship.pr_declared_at.is_not(None), Relationship.kind.not_in(MOTHER_OR_FATHER)
    )
    return _open(query, day or today())


def _unknown() -> Select[Relationship]:
    return (
        select(Relationship)
        .join(Relationship.pupil)
        .join(Relationship.person)
        .where(Relationship.pr == ParentalResponsibility.UNKNOWN)
        .where(Person.merged_into_id.is_(None), Relationship.kind.not_in(NOBODY_WITH_PR))
        .options(
            contains_eager(Relationship.pupil).selectinload(Pupil.enrolments),
            joinedload(Relationship.person),
            selectinload(Relationship.holds),
        )
        .order_by(Pupil.surname, Pupil.forename, Relationship.id)
    )


def _open(query: Select[Relationship], day: date) -> list[Relationship]:
    rows = db.session.scalars(query)
    return [row for row in rows if _still(row, day) and here(row.pupil, day)]


def _still(row: Relationship, day: date) -> bool:
    begun = row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)
    return begun and not open_holds(row)


def confirm_responsibility(relationships: Sequence[Relationship]) -> None:
    """The office has seen that these adults have parental responsibility."""
    rows = [row for row in relationships if row.pr is ParentalResponsibility.UNKNOWN]
    for row in rows:
        row.pr, row.had_pr, row.pr_confirmed_by = ParentalResponsibility.YES, True, acting()
    record_many("pr-confirmed", rows)
