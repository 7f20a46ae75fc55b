"""Requests to share something outside the school's own channels, and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from parentcomms.accounts.queries import names_of
from parentcomms.approvals.models import Approval
from parentcomms.approvals.queries import decisions_about_all
from parentcomms.approvals.rules import Verdict as Decided
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.publishing.facts import Verdict
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_models import Authorisation
from parentcomms.publishing.post_rules import Standing, authorisation_stands

RECENT = 200


@dataclass(frozen=True)
class Asked:
    """One request, who asked, what was decided about exactly that, and where it stands."""

    row: Authorisation
    asker: str
    decisions: Sequence[Approval]
    stands: Standing

    @property
    def last(self) -> Approval | None:
        return self.decisions[-1] if self.decisions else None


def _all() -> Select[Authorisation]:
    return select(Authorisation).options(joinedload(Authorisation.check))


def authorisations(staff_id: int, *, everybodys: bool) -> list[Asked]:
    """The register, newest first; those who do not decide find their own requests."""
    query = _all().order_by(Authorisation.id.desc()).limit(RECENT)
    mine = query if everybodys else query.where(Authorisation.asked_by_id == staff_id)
    return _asked(db.session.scalars(mine).all())


def authorisation_for(staff_id: int, reference: str, *, everybodys: bool) -> Authorisation | None:
    """One request, for whoever asked and for those who decide."""
    query = _all().filter_by(reference=reference)
    mine = query if everybodys else query.where(Authorisation.asked_by_id == staff_id)
    return db.session.scalar(mine)


def asked(row: Authorisation) -> Asked:
    """One request and where it stands."""
    return _asked([row])[0]


def _asked(rows: Sequence[Authorisation]) -> list[Asked]:
    decisions = decisions_about_all([row.reference for row in rows])
    names = names_of(f"staff:{row.asked_by_id}" for row in rows)
    return [_one(row, names[f"staff:{row.asked_by_id}"], decisions[row.reference]) for row in rows]


def _one(row: Authorisation, asker: str, decisions: Sequence[Approval]) -> Asked:
    about = [each for each in decisions if each.content_hash == row.content_hash]
    stands = authorisation_stands(
        approved=about[-1].verdict is Decided.APPROVED if about else None,
        withdrawn=row.withdrawn_at is not None,
        ends_on=row.ends_on,
        today=today(),
    )
    return Asked(row, asker, about, stands)


def checks_for_an_occasion(actor: str) -> Sequence[PostCheck]:
    """Somebody's own checks that said yes and were made for an occasion families were asked
    about."""
    query = (
        select(PostCheck)
        .options(joinedload(PostCheck.occasion))
        .where(PostCheck.checked_by == actor, PostCheck.occasion_id.is_not(None))
        .where(PostCheck.verdict == Verdict.POST)
    )
    return db.session.scalars(query.order_by(PostCheck.id.desc()).limit(10)).all()


def read_locked(row: Authorisation) -> None:
    """Read it again and hold it until this transaction ends: two who decide do so in turn."""
    db.session.refresh(row, with_for_update={"of": Authorisation})
