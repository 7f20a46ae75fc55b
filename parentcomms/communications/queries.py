"""Communications, their versions, where each stands, and what became of it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from parentcomms.approvals.models import Approval
from parentcomms.approvals.queries import decisions_about, decisions_about_all, steps
from parentcomms.approvals.rules import CommunicationState, Release, Verdict, is_approved, state
from parentcomms.communications.coverage import (
    AdultCoverage,
    ChildCoverage,
    ClassCoverage,
    coverage_by_class,
    coverage_of,
)
from parentcomms.communications.coverage_facts import counted_as
from parentcomms.communications.models import (
    Communication,
    CommunicationVersion,
    Delivery,
    InsertUse,
)
from parentcomms.communications.rules import CommunicationKind, DeliveryRoute
from parentcomms.communications.scheduled import scheduled_for
from parentcomms.database import db
from parentcomms.outbox.models import MailState, OutgoingMail

__all__ = [
    "AdultCoverage",
    "ChildCoverage",
    "ClassCoverage",
    "coverage_by_class",
    "coverage_of",
]

ON_THE_WAY = (MailState.QUEUED, MailState.CLAIMED, MailState.HANDING_OVER)
STANDING_KINDS = (CommunicationKind.JOINING_LETTER, CommunicationKind.CONSENT_REQUEST)


@dataclass(frozen=True)
class Progress:
    """What became of the deliveries, counted from their rows and never kept."""

    mails: Mapping[MailState, int] = field(default_factory=dict)
    paper: int = 0
    printed: int = 0
    handed_out: int = 0

    @property
    def by_email(self) -> int:
        return sum(self.mails.values())

    @property
    def sent(self) -> int:
        return self.mails.get(MailState.SENT, 0)

    @property
    def kept(self) -> int:
        return self.mails.get(MailState.KEPT, 0)

    @property
    def mail_waiting(self) -> int:
        return sum(self.mails.get(each, 0) for each in ON_THE_WAY)

    @property
    def mail_stopped(self) -> int:
        return self.mails.get(MailState.CANCELLED, 0)

    @property
    def uncertain(self) -> int:
        return self.mails.get(MailState.UNCERTAIN, 0)

    @property
    def mail_failed(self) -> int:
        return self.mails.get(MailState.FAILED, 0)

    @property
    def to_print(self) -> int:
        return self.paper - self.printed

    @property
    def waiting(self) -> int:
        return self.mail_waiting + self.to_print


@dataclass(frozen=True)
class Listed:
    """One communication as the list shows it."""

    communication: Communication
    version: CommunicationVersion
    state: CommunicationState
    progress: Progress
    sent_back_with: str | None


def communications() -> list[Listed]:
    """Every communication with its newest version and where it stands, in a fixed number of
    queries."""
    rows = db.session.scalars(
        select(Communication)
        .options(selectinload(Communication.versions))
        .order_by(Communication.id)
    ).all()
    decisions = decisions_about_all([row.reference for row in rows])
    progress = _progress(None)
    scheduled = scheduled_for()
    return [_listed(row, decisions[row.reference], progress, scheduled) for row in rows]


def listed(communication: Communication) -> Listed:
    """One communication and where it stands."""
    decisions = decisions_about(communication.reference)
    return _listed(communication, decisions, _progress(communication.id), scheduled_for())


def _listed(
    row: Communication,
    decisions: Sequence[Approval],
    progress: Mapping[int, Mapping[int, Progress]],
    scheduled: Mapping[int, datetime],
) -> Listed:
    version = row.versions[-1]
    by_version = progress.get(row.id, {})
    own = by_version.get(version.id, Progress())
    history = steps(decisions, put_forward=_put_forward(row, version))
    repeats = row.kind in STANDING_KINDS
    started = own.waiting > 0 if repeats else version.id in by_version
    about_this = [each for each in decisions if each.content_hash == version.content_hash]
    last = about_this[-1] if about_this else None
    return Listed(
        communication=row,
        version=version,
        state=state(
            version.content_hash,
            history,
            Release(
                scheduled_for=scheduled.get(version.id),
                started=started,
                waiting=own.waiting + own.kept,
            ),
        ),
        progress=_sum(by_version.values()),
        sent_back_with=last.words if last and last.verdict is Verdict.SENT_BACK else None,
    )


def _put_forward(row: Communication, version: CommunicationVersion) -> list[str]:
    asked = row.asked_for_approval_at
    return [version.content_hash] if asked is not None and asked >= version.made_at else []


def _progress(communication_id: int | None) -> dict[int, dict[int, Progress]]:
    """Communication id → version id → progress, in one query."""
    query = (
        select(
            Delivery.communication_id, Delivery.version_id, Delivery.route, OutgoingMail.state,
            func.count(), func.count(Delivery.printed_at), func.count(Delivery.handed_out_at),
        )
        .outerjoin(OutgoingMail, OutgoingMail.id == Delivery.mail_id)
        .group_by(
            Delivery.communication_id, Delivery.version_id, Delivery.route, OutgoingMail.state
        )
    )  # fmt: skip
    if communication_id is not None:
        query = query.where(Delivery.communication_id == communication_id)
    found: dict[int, dict[int, Progress]] = {}
    names = counted_as()
    for owner, version, route, mail_state, number, printed, handed_out in db.session.execute(query):
        mail = route is DeliveryRoute.EMAIL
        here = (
            Progress({names.get(mail_state, mail_state): number})
            if mail
            else Progress({}, number, printed, handed_out)
        )
        versions = found.setdefault(owner, {})
        versions[version] = _sum([versions.get(version, Progress()), here])
    return found


def _sum(parts: Collection[Progress] | Any) -> Progress:
    mails: Counter[MailState] = Counter()
    paper = printed = handed_out = 0
    for part in parts:
        mails.update(part.mails)
        paper += part.paper
        printed += part.printed
        handed_out += part.handed_out
    return Progress(dict(mails), paper, printed, handed_out)


def communication_by_reference(reference: str) -> Communication | None:
    """One communication with its versions."""
    query = select(Communication).options(selectinload(Communication.versions))
    return db.session.scalar(query.filter_by(reference=reference))


def standing_communication(kind: CommunicationKind) -> Communication | None:
    """The one joining letter, consent request or notice there is."""
    query = select(Communication).options(selectinload(Communication.versions))
    return db.session.scalar(query.filter_by(kind=kind).order_by(Communication.id).limit(1))


def approved(communication: Communication, decisions: Sequence[Approval] | None = None) -> bool:
    """Whether exactly the newest version stands approved; `decisions` where they are read."""
    version = communication.versions[-1]
    found = decisions_about(communication.reference) if decisions is None else decisions
    put_forward = _put_forward(communication, version)
    return is_approved(version.content_hash, steps(found, put_forward=put_forward))


def approved_version(
    communication: Communication, decisions: Sequence[Approval] | None = None
) -> CommunicationVersion | None:
    """The newest version that stands approved: an edit does not take the notice down."""
    if decisions is None:
        decisions = decisions_about(communication.reference)
    history = steps(decisions)
    found = [each for each in communication.versions if is_approved(each.content_hash, history)]
    return found[-1] if found else None


def approved_inserts() -> list[Listed]:
    """Inserts a newsletter may carry now."""
    return [
        each
        for each in communications()
        if each.communication.kind is CommunicationKind.INSERT
        and each.state is CommunicationState.APPROVED
    ]


def insert_uses(communication_id: int) -> Sequence[InsertUse]:
    """Where an insert has been used, newest first."""
    query = select(InsertUse).filter_by(communication_id=communication_id)
    return db.session.scalars(query.order_by(InsertUse.used_on.desc(), InsertUse.id.desc())).all()


def paper_deliveries(
    communication_ids: Collection[int], *, again: bool = False, up_to: int | None = None
) -> Sequence[Delivery]:
    """What goes on paper and is not printed yet (or, `again`, whatever was)."""
    query = (
        select(Delivery)
        .where(Delivery.communication_id.in_(communication_ids))
        .where(Delivery.route == DeliveryRoute.PAPER)
        .options(
            joinedload(Delivery.person),
            joinedload(Delivery.version),
            selectinload(Delivery.children),
        )
        .order_by(Delivery.id)
    )
    if not again:
        query = query.where(Delivery.printed_at.is_(None))
    if up_to is not None:
        query = query.where(Delivery.id <= up_to)
    return db.session.scalars(query).all()
