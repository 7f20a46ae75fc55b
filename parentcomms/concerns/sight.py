"""Which concerns a person may see, as a condition of the database: for archives and the audit log.

No second rule: `may_see` is asked, once for each kind of case that names nobody and once for each
that names somebody or was passed on to this person. So a page of an archive is found without
walking past what is not theirs.
"""

from collections.abc import Mapping
from functools import cache
from itertools import product

from sqlalchemy import ColumnElement, and_, exists, or_, select, tuple_

from parentcomms.concerns.models import Concern, ConcernRecipient, ConcernSubject
from parentcomms.concerns.queries import BY_THE_SERVICE, holders
from parentcomms.concerns.rules import (
    NOBODY,
    AboutWhom,
    ConcernKind,
    Ids,
    Raised,
    RoleHolders,
    may_see,
)
from parentcomms.database import db

_NAMES_SOMEBODY = exists().where(ConcernSubject.concern_id == Concern.id)


def seen_by(staff_id: int) -> ColumnElement[bool]:
    """Holds for the concerns this member of staff may know of today, and for no other."""
    among = holders()
    kinds = [
        (kind, about, at_risk)
        for kind, about, at_risk in product(ConcernKind, AboutWhom, (False, True))
        if may_see(Raised(kind=kind, about=about, at_risk=at_risk), staff_id, holders=among)
    ]
    of_these = tuple_(Concern.kind, Concern.about, Concern.at_risk).in_(kinds)
    one_by_one = Concern.id.in_(_asked_one_by_one(staff_id, among))
    return or_(and_(~_NAMES_SOMEBODY, of_these), one_by_one)


def _asked_one_by_one(staff_id: int, among: RoleHolders) -> list[int]:
    """Those that name somebody, or were passed on to this person."""
    passed, named = _passed_to(staff_id), _named()
    query = select(
        Concern.id, Concern.kind, Concern.about, Concern.at_risk, Concern.subjects_confirmed_at
    ).where(or_(_NAMES_SOMEBODY, Concern.id.in_(passed)))
    me = frozenset({staff_id})

    @cache  # most cases are like one before
    def sees(raised: Raised, by: frozenset[str], confirmed: bool) -> bool:
        return may_see(
            raised,
            staff_id,
            holders=among,
            passed_to=me if by else NOBODY,
            raised_to=me if BY_THE_SERVICE in by else NOBODY,
            subject_confirmed=confirmed,
        )

    return [
        each
        for each, kind, about, at_risk, confirmed_at in db.session.execute(query)
        if sees(
            Raised(kind=kind, about=about, at_risk=at_risk, named=named.get(each, NOBODY)),
            passed.get(each, frozenset()),
            confirmed_at is not None,
        )
    ]


def _passed_to(staff_id: int) -> dict[int, frozenset[str]]:
    """Concern id → who passed it on to this person."""
    query = select(ConcernRecipient.concern_id, ConcernRecipient.passed_by).where(
        ConcernRecipient.staff_id == staff_id, ConcernRecipient.passed_by.is_not(None)
    )
    found: dict[int, frozenset[str]] = {}
    for concern_id, by in db.session.execute(query):
        found[concern_id] = found.get(concern_id, frozenset()) | {by or ""}
    return found


def _named() -> Mapping[int, Ids]:
    """Concern id → everybody it is about."""
    found: dict[int, Ids] = {}
    query = select(ConcernSubject.concern_id, ConcernSubject.staff_id)
    for concern_id, staff_id in db.session.execute(query):
        found[concern_id] = found.get(concern_id, NOBODY) | {staff_id}
    return found
