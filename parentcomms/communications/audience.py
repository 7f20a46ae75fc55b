"""Whom a newsletter is for: the rule, as it is approved, and the children it finds today.

The rule is kept, never the list: a child who joins the class tomorrow is in it tomorrow. It names
year groups, classes and groups (clubs, trips) by reference; whoever is in any of them is meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from parentcomms.communications.rules import Tie
from parentcomms.database import db
from parentcomms.filters import year_group
from parentcomms.people.models import Pupil, PupilGroup, SchoolClass
from parentcomms.people.picking import member_ids


@dataclass(frozen=True)
class Chosen:
    """The children a rule finds today."""

    everybody: bool
    class_ids: frozenset[int]
    pupil_ids: frozenset[int]

    def holds(self, tie: Tie) -> bool:
        """Whether this adult has a child among them."""
        return self.everybody or tie.class_id in self.class_ids or tie.pupil_id in self.pupil_ids


def chosen_by(rule: Mapping[str, Any]) -> Chosen:
    """Nothing named is nobody: only an explicit `whole_school` is everybody."""
    return Chosen(
        everybody=rule.get("whole_school") is True,
        class_ids=frozenset(_class_ids(rule.get("classes", ()))),
        pupil_ids=frozenset(
            [*_in_years(rule.get("year_groups", ())), *_in_groups(rule.get("groups", ()))]
        ),
    )


def _class_ids(references: Sequence[str]) -> Sequence[int]:
    if not references:
        return ()
    query = select(SchoolClass.id).where(SchoolClass.reference.in_(references))
    return db.session.scalars(query).all()


def _in_years(years: Sequence[str]) -> Sequence[int]:
    if not years:
        return ()
    return db.session.scalars(select(Pupil.id).where(Pupil.year_group.in_(years))).all()


def _in_groups(references: Sequence[str]) -> Sequence[int]:
    return db.session.scalars(member_ids(references)).all() if references else ()


def named_in(rule: Mapping[str, Any]) -> list[str]:
    """What the rule names, as people call it; a class or club that is no more is left out."""
    classes = select(SchoolClass.name).where(SchoolClass.reference.in_(rule.get("classes", ())))
    groups = select(PupilGroup.name).where(PupilGroup.reference.in_(rule.get("groups", ())))
    return [
        *(year_group(each) for each in rule.get("year_groups", ())),
        *sorted(db.session.scalars(classes)),
        *sorted(db.session.scalars(groups)),
    ]
