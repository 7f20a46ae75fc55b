"""Asking to share something anywhere else, and deciding about exactly that (5.1, 7.6.3)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from parentcomms.approvals.actions import Subject, approve, refuse_if_decided, send_back
from parentcomms.approvals.models import Approval
from parentcomms.approvals.rules import ApprovalKind, Point
from parentcomms.audit.actions import record
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.publishing import authorisation_queries as queries
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_actions import Shown, refuse_unless_it_holds
from parentcomms.publishing.post_models import Authorisation
from parentcomms.publishing.post_rules import authorisation_hash


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What would be shared, where and why. Pictures of pupils come with a check, or not at all."""

    what: str
    where: str
    why: str
    ends_on: date | None = None
    check: PostCheck | None = None


def ask(wish: Wish, *, by: int) -> Authorisation:
    """Put it to the head, or to the governing board when the head asks."""
    if wish.ends_on is not None and wish.ends_on < today():
        raise Refused(gettext("The last day has passed. Choose a later one."))
    if wish.check is not None:
        _refuse_unless_families_were_asked(wish.check)
        _refuse_another_outlet(wish)
    row = Authorisation(
        what=wish.what,
        where_shared=wish.where,
        why=wish.why,
        pictures_of_pupils=wish.check is not None,
        check=wish.check,
        ends_on=wish.ends_on,
        content_hash=authorisation_hash(
            what=wish.what,
            where=wish.where,
            why=wish.why,
            pictures=wish.check is not None,
            check=wish.check.reference if wish.check else None,
            ends_on=wish.ends_on,
        ),
        asked_by_id=by,
        asked_at=now(),
    )
    db.session.add(row)
    record("authorisation-asked", row)
    return row


def _refuse_unless_families_were_asked(check: PostCheck) -> None:
    """A yes to the school's own accounts is no yes to anywhere else."""
    if check.occasion_id is None:
        raise Refused(
            gettext("Families were not asked about this. Ask them for the occasion first.")
        )
    refuse_unless_it_holds(check)


def _refuse_another_outlet(wish: Wish) -> None:
    """Families said yes to the outlet the question named, and to nobody else."""
    occasion = wish.check.occasion if wish.check else None
    named = {} if occasion is None else {occasion.who, f"{occasion.who}: {occasion.where_shown}"}
    if " ".join(wish.where.split()).casefold() not in {each.casefold() for each in named}:
        raise Refused(
            gettext(
                "Families were asked about %(who)s. Write exactly that, or ask them anew.",
                who=occasion.who if occasion else "",
            )
        )


def withdraw(row: Authorisation) -> None:
    """It is not to be shared after all, or not any longer."""
    if row.withdrawn_at is None:
        row.withdrawn_at = now()
        record("authorisation-withdrawn", row)


def agree(row: Authorisation, *, by: int, points: Collection[Point], shown: Shown) -> Approval:
    """It may be shared there, exactly as asked."""
    _refuse_unless_open(row, shown)
    if row.check is not None:
        _refuse_unless_families_were_asked(row.check)
    return approve(subject_of(row), by=by, points=points)


def refuse(row: Authorisation, *, by: int, words: str, shown: Shown) -> Approval:
    """It may not, with the reason."""
    _refuse_unless_open(row, shown)
    return send_back(subject_of(row), by=by, words=words)


def _refuse_unless_open(row: Authorisation, shown: Shown) -> None:
    queries.read_locked(row)
    if row.withdrawn_at is not None:
        raise Refused(gettext("This request was withdrawn."))
    refuse_if_decided(queries.asked(row).decisions, seen=shown.last_decision)


def subject_of(row: Authorisation) -> Subject:
    """What is put before whoever decides."""
    return Subject(
        kind=ApprovalKind.OUTSIDE_CHANNEL,
        reference=row.reference,
        content_hash=row.content_hash,
        author_ids=frozenset({row.asked_by_id}),
    )
