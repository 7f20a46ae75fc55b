"""Rows of one human being: which row of a child's record is left after merging."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select

from parentcomms.database import db
from parentcomms.people.models import Person


def rows_after_merging(rows: Sequence[Any]) -> Callable[[int, int | None], int | None]:
    """(pupil, person merged into) → the row of that person about that child.

    A chain is followed past people who are nothing to the child. An authority, or a pupil without
    a page, is nobody's person: no row was merged into it.
    """
    there: dict[tuple[int, int], int] = {
        (row.pupil_id, row.person_id): row.id for row, _, _ in rows if row.person_id
    }
    chain = _chain() if any(into is not None for _, into, _ in rows) else {}

    def after(pupil_id: int, person_id: int | None) -> int | None:
        seen: set[int] = set()
        while person_id is not None and person_id not in seen:
            if (pupil_id, person_id) in there:
                return there[pupil_id, person_id]
            seen.add(person_id)
            person_id = chain.get(person_id)
        return None

    return after


def _chain() -> dict[int, int | None]:
    """Everybody who was merged → into whom."""
    found = db.session.execute(
        select(Person.id, Person.merged_into_id).where(Person.merged_into_id.is_not(None))
    )
    return {person_id: into for person_id, into in found}
