"""Receiving a concern, sending it where the table says, and what its handler does first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from parentcomms import links
from parentcomms.access import actor
from parentcomms.audit.actions import note, record
from parentcomms.clock import now
from parentcomms.concerns import emails, queries
from parentcomms.concerns.files import Kept
from parentcomms.concerns.models import (
    Attachment,
    Concern,
    ConcernMessage,
    ConcernRecipient,
    ConcernSubject,
)
from parentcomms.concerns.naming import named_in
from parentcomms.concerns.rules import (
    AboutWhom,
    ConcernKind,
    Raised,
    Recipient,
    RoleHolders,
    Route,
    may_become,
    route,
)
from parentcomms.concerns.typed import LONGEST_DETAIL, LONGEST_STORY, tidy_line, tidy_story
from parentcomms.concerns.words import PostAudience
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext


@dataclass(frozen=True, kw_only=True)
class Received:
    """What somebody told the school, by the public form, a family page or at the counter."""

    kind: ConcernKind
    words: str
    about: AboutWhom = AboutWhom.SCHOOL
    about_name: str = ""
    at_risk: bool = False
    sender_kind: str = "parent"
    sender_name: str = ""
    sender_email: str = ""
    sender_phone: str = ""
    nameless: bool = False
    person_id: int | None = None
    language: str = "en"
    post_where: str = ""
    post_audience: PostAudience | None = None
    post_reached: str = ""
    post_link: str = ""
    wanted: str = ""
    recorded_by: str = ""  # the public form says `public`, whoever is signed in on that machine
    files: Sequence[Kept] = ()


def receive(said: Received) -> Concern:
    """Keep a concern and send it to exactly those of the routing table; tell its sender."""
    holders = queries.holders()
    named = named_in(said.about, said.about_name, queries.staff_names())
    found = route(
        Raised(kind=said.kind, about=said.about, at_risk=said.at_risk, named=named), holders
    )
    concern = _concern(said, found)
    db.session.add(concern)
    concern.subjects = [ConcernSubject(staff_id=each) for each in sorted(found.hidden_from)]
    concern.attachments = [_attachment(each) for each in said.files]
    record("concern-received", concern, actor=concern.recorded_by)
    if not concern.sender_email:
        concern.passphrase_hash = links.digest(queries.passphrase_of(concern))
    _send_to_new(concern, found, holders)
    emails.received(concern)
    return concern


def _concern(said: Received, found: Route) -> Concern:
    """Whoever gives no name leaves no name, even in a box filled before they chose so."""
    hidden = said.nameless
    return Concern(
        kind=said.kind,
        at_risk=said.at_risk,
        about=said.about,
        about_name=tidy_line(said.about_name)[:200] or None,
        routed_by=found.row,
        data_protection=found.data_protection_clock,
        words=tidy_story(said.words)[:LONGEST_STORY],
        language=said.language,
        sender_kind=said.sender_kind,
        sender_name=None if hidden else tidy_line(said.sender_name)[:200] or None,
        sender_email=None if hidden else tidy_line(said.sender_email) or None,
        sender_phone=None if hidden else tidy_line(said.sender_phone)[:60] or None,
        nameless=hidden,
        person_id=None if hidden else said.person_id,
        received_at=now(),
        post_where=tidy_line(said.post_where)[:200] or None,
        post_audience=said.post_audience,
        post_reached=tidy_story(said.post_reached)[:LONGEST_DETAIL] or None,
        post_link=tidy_line(said.post_link)[:1000] or None,
        wanted=tidy_story(said.wanted)[:LONGEST_DETAIL] or None,
        recorded_by="public" if hidden else said.recorded_by or actor(),
    )


def _attachment(file: Kept) -> Attachment:
    return Attachment(
        stored_name=file.stored_name,
        media_type=file.media_type,
        sha256=file.sha256,
        size=file.size,
    )


def add_message(
    concern: Concern,
    words: str,
    *,
    from_sender: bool,
    written_by: str | None = None,
    files: Sequence[Kept] = (),
) -> ConcernMessage:
    """Keep one message between school and sender, and tell the other side that it is there."""
    message = ConcernMessage(
        concern=concern,
        from_sender=from_sender,
        words=tidy_story(words)[:LONGEST_STORY],
        written_by=written_by or actor(),
        written_at=now(),
        attachments=[_attachment(each) for each in files],
    )
    for each in message.attachments:
        each.concern = concern
    db.session.add(message)
    record("concern-message-written", message, actor=message.written_by)
    _tell_the_other_side(concern, message)
    return message


def _tell_the_other_side(concern: Concern, message: ConcernMessage) -> None:
    """A link and a reference, never the words; to nobody who may not open the page."""
    if not message.from_sender:
        emails.answered(concern, message.reference)
        return
    among = queries.holders()
    for staff_id in sorted({each.staff_id for each in concern.recipients}):
        if queries.visible_to(concern, staff_id, among=among):
            emails.waiting(concern, staff_id, message=message.reference)


def seen(messages: Iterable[ConcernMessage]) -> None:
    """The other side pressed a button to say that it has read these."""
    for message in messages:
        message.seen_at = message.seen_at or now()


def _send_to_new(concern: Concern, found: Route, holders: RoleHolders) -> None:
    """Add and tell those the table names who have not had it yet."""
    have_it = {each.staff_id for each in concern.recipients}
    for staff_id in sorted(found.recipients - have_it):
        _tell(concern, ConcernRecipient(staff_id=staff_id, post=found.post), holders)


def _tell(concern: Concern, recipient: ConcernRecipient, holders: RoleHolders) -> None:
    """The mail asks what the page asks; whoever may not see the concern is not told of it."""
    recipient.told_at = now()
    concern.recipients.append(recipient)
    db.session.flush()
    if queries.visible_to(concern, recipient.staff_id, among=holders):
        emails.waiting(concern, recipient.staff_id)


def opened(concern: Concern, staff_id: int) -> None:
    """A reader pressed "I have read this". Showing the page marks nothing."""
    mine = [each for each in concern.recipients if each.staff_id == staff_id]
    if not mine:  # holds the post since it came
        found = route(queries.raised(concern), queries.holders())
        mine = [ConcernRecipient(staff_id=staff_id, post=found.post, told_at=now())]
        concern.recipients.extend(mine)
    for each in mine:
        each.opened_at = each.opened_at or now()
    record("concern-opened", concern)


def confirm(
    concern: Concern, *, kind: ConcernKind, at_risk: bool, people: Collection[int] = ()
) -> None:
    """The handler says what it is and who it is about, and it goes where that leads.

    What was hidden stays hidden, a risk once named stays one, and nothing becomes a mere query.
    """
    if not may_become(concern.kind, kind):
        raise Refused(gettext("A concern or a complaint cannot become less than it was."))
    moment = now()
    known = {each.staff_id: each for each in concern.subjects}
    for staff_id in people:
        subject = known.get(staff_id) or ConcernSubject(staff_id=staff_id)
        subject.confirmed_at = subject.confirmed_at or moment
        if staff_id not in known:
            concern.subjects.append(subject)
    concern.kind, concern.at_risk = kind, concern.at_risk or at_risk
    concern.subjects_confirmed_at = moment
    record("concern-confirmed", concern)
    route_again(concern)


def route_again(concern: Concern) -> None:
    """Send it where the table leads now that something about it has changed."""
    holders = queries.holders()
    found = route(queries.raised(concern), holders)
    known = {each.staff_id for each in concern.subjects}
    concern.subjects.extend(
        ConcernSubject(staff_id=each) for each in sorted(found.hidden_from - known)
    )
    concern.routed_by = found.row
    concern.data_protection = found.data_protection_clock
    _send_to_new(concern, found, holders)


def raise_to(concern: Concern, staff_id: int, post: Recipient | None) -> None:
    """The service takes an unread risk further; the caller has asked the rule to whom."""
    recipient = ConcernRecipient(staff_id=staff_id, post=post, passed_by=queries.BY_THE_SERVICE)
    _tell(concern, recipient, queries.holders())
    note("concern-raised", "concern", row_id=concern.id)


def pass_on(concern: Concern, staff_id: int) -> None:
    """Let one colleague see it too. Never before its subject is confirmed, never to the subject."""
    if concern.subjects_confirmed_at is None:
        raise Refused(gettext("First say who it is about: nobody else sees it before that."))
    if staff_id not in {person.id for person in queries.may_be_passed_to(concern)}:
        raise Refused(gettext("It cannot be passed to this person."))
    recipient = ConcernRecipient(staff_id=staff_id, passed_by=actor())
    _tell(concern, recipient, queries.holders())
    note("concern-passed-on", "concern", row_id=concern.id)
