"""Recording what the school decides."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from flask import g, has_app_context

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.school.details import KEYS
from parentcomms.school.models import InsetDay, SchoolSetting, SchoolTerm


def decide(**settings: Any) -> None:
    """Append one row per setting; the newest holds. Raises ValueError for an unknown key."""
    unknown = settings.keys() - KEYS
    if unknown:
        raise ValueError(f"no such school setting: {', '.join(sorted(unknown))}")
    rows = [
        SchoolSetting(key=key, value=_plain(value), set_at=now(), set_by=acting())
        for key, value in settings.items()
    ]
    db.session.add_all(rows)
    record_many("school-setting", rows)
    if has_app_context():
        g.pop("school", None)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def set_calendar(terms: Sequence[tuple[str, date, date]], *, inset_days: Sequence[date]) -> None:
    """Add terms (name, first day, last day) and INSET days; those already there stay."""
    known_terms = {(term.starts_on, term.ends_on) for term in db.session.query(SchoolTerm)}
    known_days = {inset.day for inset in db.session.query(InsetDay)}
    for name, starts, ends in terms:
        if (starts, ends) not in known_terms:
            db.session.add(SchoolTerm(name=name, starts_on=starts, ends_on=ends))
    db.session.add_all(InsetDay(day=day) for day in inset_days if day not in known_days)


def remove_term(term: SchoolTerm) -> None:
    """Take out a term entered by mistake; deadlines are counted anew."""
    record("term-removed", term)
    db.session.delete(term)


def remove_inset_day(inset: InsetDay) -> None:
    """Take out an INSET day entered by mistake."""
    record("inset-day-removed", inset)
    db.session.delete(inset)
