"""Keeping in mind what the office wrote by hand, until a file agrees."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select, update

from parentcomms.access import actor as acting
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.people.correction_models import Correction
from parentcomms.people.importing.by_hand import ON_ROLL, Before, Whose, as_text
from parentcomms.people.models import Person, Pupil, Relationship

SaidBefore = Mapping[Whose, Before]
_COLUMNS = {Pupil: "pupil_id", Person: "person_id", Relationship: "relationship_id"}


def keep_in_mind(row: Pupil | Person | Relationship, before: Mapping[str, Any]) -> None:
    """After a row was written by hand: what each of these facts was before."""
    whose = {_COLUMNS[type(row)]: row.id}
    db.session.add_all(
        Correction(**whose, field=name, before=as_text(value), made_by=acting(), made_at=now())
        for name, value in before.items()
    )


def keep_roll_in_mind(pupil: Pupil, *, was_on_roll: bool | None) -> None:
    """The child came, left or came back by hand: the newest of these counts alone."""
    settle([("pupil", pupil.id, ON_ROLL)])
    keep_in_mind(pupil, {ON_ROLL: was_on_roll})


def said_before() -> SaidBefore:
    """For whatever was written by hand and is not settled: what our record said before."""
    found: dict[Whose, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in db.session.scalars(select(Correction).where(Correction.settled_at.is_(None))):
        for kind in ("pupil", "person", "relationship"):
            if (key := getattr(row, f"{kind}_id")) is not None:
                found[kind, key][row.field].add(row.before)
    return {
        whose: {name: frozenset(texts) for name, texts in fields.items()}
        for whose, fields in found.items()
    }


def settle(facts: Collection[tuple[str, int, str]]) -> None:
    """From now on files count again for these: (kind of row, its id, field)."""
    for kind, key, name in facts:
        db.session.execute(
            update(Correction)
            .where(getattr(Correction, f"{kind}_id") == key, Correction.field == name)
            .where(Correction.settled_at.is_(None))
            .values(settled_at=now())
        )
