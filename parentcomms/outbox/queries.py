"""What waits in the outbox, what became of it, and how fast mail may leave now."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.documents.markdown import Link, Value, parse
from parentcomms.documents.text import to_text
from parentcomms.documents.web import fill_holes
from parentcomms.outbox.actions import MailText
from parentcomms.outbox.feet import foot_values, with_foot
from parentcomms.outbox.frames import page_around
from parentcomms.outbox.models import (
    WAITING,
    Lane,
    MailContent,
    MailState,
    NoteKind,
    OutgoingMail,
    SenderNote,
)
from parentcomms.outbox.rules import SLOWED_FOR, Pace, minutes_left, slowed
from parentcomms.school.queries import school
from parentcomms.school.values import common_values

ON_THE_WAY = (MailState.QUEUED, MailState.CLAIMED, MailState.HANDING_OVER)


def mail_is_only_kept() -> bool:
    """No server is configured, or this is a demo, whose mail never leaves."""
    settings: Settings = current_app.config["SETTINGS"]
    return not settings.mail.server or school().is_demo


def mail_by_reference(reference: str) -> OutgoingMail | None:
    """One mail with its content."""
    query = select(OutgoingMail).options(joinedload(OutgoingMail.content))
    return db.session.scalar(query.filter_by(reference=reference))


def newest_mail(limit: int = 100, *, to: str = "") -> Sequence[OutgoingMail]:
    """The newest mails, for the demo's reading room; `to` is part of a name or an address."""
    query = select(OutgoingMail).options(joinedload(OutgoingMail.content))
    if to:
        name, address = OutgoingMail.to_name, OutgoingMail.to_address
        query = query.where(or_(*(each.icontains(to, autoescape=True) for each in (name, address))))
    return db.session.scalars(query.order_by(OutgoingMail.id.desc()).limit(limit)).all()


def kept_mail(limit: int = 100) -> Sequence[OutgoingMail]:
    """What lies in the folder because no mail server is there, newest first."""
    return db.session.scalars(_kept().limit(limit)).all()


def kept_mail_for(which: str) -> OutgoingMail | None:
    """The kept mail of this reference, or the newest one to this address."""
    address = func.lower(OutgoingMail.to_address) == which.strip().lower()
    return db.session.scalars(
        _kept().where(or_(OutgoingMail.reference == which, address)).limit(1)
    ).first()


def _kept() -> Select[OutgoingMail]:
    query = select(OutgoingMail).options(joinedload(OutgoingMail.content))
    return query.filter_by(state=MailState.KEPT).order_by(OutgoingMail.id.desc())


def count_by_state() -> Counter[MailState]:
    """How many mails stand where: counted from the rows, never kept."""
    rows = db.session.execute(select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state))
    return Counter({state: count for state, count in rows})


def current_pace() -> Pace | None:
    """How fast the lower lanes may send now; None while they rest because the server asked."""
    settings: Settings = current_app.config["SETTINGS"]
    pace = Pace(settings.mail.per_minute, settings.mail.per_day)
    since = now() - SLOWED_FOR
    asked = db.session.scalars(
        select(SenderNote.noted_at)
        .where(SenderNote.kind == NoteKind.SLOW_DOWN, SenderNote.noted_at > since)
        .order_by(SenderNote.noted_at)
    ).all()
    return slowed(pace, asked, now())


@dataclass(frozen=True)
class Left:
    """What of a campaign (or of everything) is still to leave, and about how long it takes."""

    waiting: int
    minutes: int | None


def what_is_left(campaign: str | None) -> Left:
    """Counted from the rows: this campaign's mails and those before them in the queue."""
    query = select(func.count()).where(WAITING, OutgoingMail.state.in_(ON_THE_WAY))
    everything = db.session.scalar(query.where(OutgoingMail.lane > Lane.PERSON_IS_WAITING)) or 0
    if campaign is None:
        return Left(everything, minutes_left(everything, current_pace()))
    content = select(MailContent.id).where(MailContent.campaign == campaign)
    own = OutgoingMail.content_id.in_(content)
    waiting = db.session.scalar(query.where(own)) or 0
    last = select(func.max(OutgoingMail.id)).where(WAITING, OutgoingMail.state.in_(ON_THE_WAY), own)
    before = query.where(
        OutgoingMail.lane > Lane.PERSON_IS_WAITING,
        OutgoingMail.id <= last.scalar_subquery(),
    )
    return Left(waiting, minutes_left(db.session.scalar(before) or 0, current_pace()))


def uncertain_mail() -> Sequence[OutgoingMail]:
    """Those nobody knows the fate of, oldest first."""
    query = select(OutgoingMail).options(joinedload(OutgoingMail.content))
    return db.session.scalars(
        query.where(WAITING, OutgoingMail.state == MailState.UNCERTAIN).order_by(OutgoingMail.id)
    ).all()


def failed_mail(limit: int = 200) -> Sequence[OutgoingMail]:
    """Those the server refused or nobody would take in two days, newest first."""
    query = select(OutgoingMail).options(joinedload(OutgoingMail.content))
    return db.session.scalars(
        query.where(OutgoingMail.state == MailState.FAILED)
        .order_by(OutgoingMail.id.desc())
        .limit(limit)
    ).all()


def newest_note(kind: NoteKind, *, within: timedelta) -> SenderNote | None:
    """The newest thing of this kind that befell the sender as a whole, if it is still news."""
    return db.session.scalar(
        select(SenderNote)
        .where(SenderNote.kind == kind, SenderNote.noted_at > now() - within)
        .order_by(SenderNote.id.desc())
        .limit(1)
    )


def has_campaign(campaign: str) -> bool:
    """Whether any mail was ever queued under this name."""
    return (
        db.session.scalar(select(MailContent.id).filter_by(campaign=campaign).limit(1)) is not None
    )


@dataclass(frozen=True)
class Looked:
    """A mail as it would arrive."""

    subject: str
    text: str
    html: str


def look_at(mail_text: MailText, values: Mapping[str, Value]) -> Looked:
    """What would arrive with these values. Nothing is kept and nothing is sent."""
    common = common_values()
    language, list_mail = mail_text.language, mail_text.list_mail
    source = with_foot(mail_text.body, language, list_mail=list_mail)
    body = parse(source)
    unknown = {name: f"(({name}))" for name in body.names}
    foot: dict[str, Value] = {
        name: Link("#", value["label"])
        for name, value in foot_values(language, list_mail=list_mail).items()
    }
    filled: dict[str, Value] = {**unknown, **common, **foot, **values}
    subject = " ".join(to_text(parse(mail_text.subject), filled, width=998).split())
    around = page_around(
        MailContent(
            language=language,
            subject=mail_text.subject,
            body=source,
            common=common,
        )
    )
    return Looked(subject, to_text(body, filled), fill_holes(around, filled))
