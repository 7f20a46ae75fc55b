"""Recording what was posted where, and what was done about it. Nothing here is changed later.

What has gone out is recorded whatever the rules say of it: a record refused is a picture forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from parentcomms.access import actor as acting
from parentcomms.accounts.models import StaffMember
from parentcomms.audit.actions import record, record_many
from parentcomms.channels.models import Channel
from parentcomms.channels.rules import ChannelKind
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.languages import gettext
from parentcomms.publications import queries
from parentcomms.publications.again import taken_down_before
from parentcomms.publications.emails import tell_of_incident
from parentcomms.publications.models import (
    LateCheck,
    Publication,
    PublicationChild,
    PublicationReview,
    PublishingIncident,
    Removal,
    TakedownOwner,
)
from parentcomms.publications.rules import Settled, may_be_kept
from parentcomms.publishing.facts import Verdict
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_rules import Stop
from parentcomms.publishing.release import Release, check_now
from parentcomms.school.queries import school

ON_PAPER = {ChannelKind.PRINT.value, ChannelKind.CLASS_PHOTO.value}


@dataclass(frozen=True, kw_only=True)
class Posted:
    """What somebody says they posted."""

    what: str
    address: str | None
    on: date


def record_posted(row: PostCheck, posted: Posted, *, release: Release) -> Publication:
    """It was posted, under this check; without everything that is needed, it is an incident (9.2).

    The check happens where the posting happens: the release has it asked again for that moment.
    """
    publication = _added(
        Publication(
            channel=row.channel,
            place=_place_of(row),
            use_keys=row.use_keys,
            printed=row.channel is not None and row.channel.use_key in ON_PAPER,
            check_id=row.id,
            version_id=release.version.id if release.version else None,
            **_said(posted),
        )
    )
    add_children({publication: {each.pupil_id: each.recognisable for each in row.pupils}})
    _as_it_was_before(publication)
    if not counts(row, release):
        open_incident(publication)
    return publication


def _as_it_was_before(publication: Publication) -> None:
    """Up again at an address from which it was taken down: whoever was in it then is in it now.

    So the answers that took it down count against it again, until somebody has looked.
    """
    before = taken_down_before(publication.address)
    if before is not None:
        add_children({publication: {each.pupil_id: each.recognisable for each in before.children}})


def _place_of(row: PostCheck) -> str:
    """The school's own place, or the outlet an occasion was asked for."""
    if row.channel is not None:
        return row.channel.name
    if row.occasion is None:
        raise NotFound
    return f"{row.occasion.who}: {row.occasion.where_shown}"


def counts(row: PostCheck, release: Release) -> bool:
    """Whether this check, asked again, and the approval where one is needed cover the post.

    A check of the morning covers no post of the afternoon when an answer changed in between; an
    answer that changed after the day of the post takes it down, and makes no incident of it.
    What an occasion's families said yes to was approved with the question, and has no channel.
    """
    checked = row.verdict is Verdict.POST and release.check.holds
    passed_over = {Stop.CHECK} if row.occasion is None else {Stop.CHECK, Stop.CLOSED}
    return checked and set(release.stops) <= passed_over


def _said(posted: Posted) -> dict[str, object]:
    return {
        "what": posted.what,
        "address": posted.address,
        "published_on": posted.on,
        "before_go_live": False,
    }


def record_unchecked(channel: Channel, posted: Posted) -> Publication:
    """It was posted without a check. The check is asked for now (record_late_check)."""
    before = taken_down_before(posted.address)
    publication = _added(
        Publication(
            channel=channel,
            place=channel.name,
            use_keys=sorted({channel.use_key, *(before.use_keys if before else ())}),
            printed=channel.use_key in ON_PAPER,
            **_said(posted),
        )
    )
    _as_it_was_before(publication)
    return publication


def _added(row: Publication) -> Publication:
    row.recorded_by, row.recorded_at = acting(), now()
    db.session.add(row)
    record("published", row)
    return row


def add_children(rows: Mapping[Publication, Mapping[int, bool]]) -> None:
    """Who can be seen in each, and whether they could be recognised; who is there stays as is."""
    db.session.flush()
    there = queries.children_there([row.id for row in rows])
    new = [
        PublicationChild(publication_id=row.id, pupil_id=pupil_id, recognisable=seen)
        for row, recognisable in rows.items()
        for pupil_id, seen in recognisable.items()
        if (row.id, pupil_id) not in there
    ]
    db.session.add_all(new)
    record_many("published-child", new)
    for row in rows:
        db.session.expire(row, ["children"])


def record_late_check(publication: Publication, row: PostCheck) -> None:
    """The check it lacked. A no makes it an incident (policy 9.2) and takes it down at once.

    It is asked again now: what it said when it was made may be days old.

    Raises Refused for a check of another place: a yes to the class app is no yes to the website.
    """
    if row.channel_id != publication.channel_id:
        raise Refused(gettext("That check is about another place. Check the picture for this one."))
    late = LateCheck(
        publication_id=publication.id, check_id=row.id, linked_by=acting(), linked_at=now()
    )
    db.session.add(late)
    record("late-check", late)
    add_children({publication: {each.pupil_id: each.recognisable for each in row.pupils}})
    if not check_now(row).holds:
        open_incident(publication)


def open_incident(publication: Publication) -> PublishingIncident:
    """It went out without a valid check: it comes down, and the head answers for it (9.2)."""
    found = queries.incident_of(publication)
    if found is not None and found.closed_at is None:
        return found
    incident = PublishingIncident(
        publication_id=publication.id, opened_by=acting(), opened_at=now()
    )
    db.session.add(incident)
    record("incident-opened", incident)
    tell_of_incident(incident)
    return incident


def tell_dpo(incident: PublishingIncident, at: datetime) -> None:
    """The data protection officer was asked whether it must be reported (UK GDPR Art 33)."""
    incident.dpo_told_at = at
    record("incident-dpo-told", incident)


def close_incident(incident: PublishingIncident, outcome: str, *, still_up: bool) -> None:
    """Closed by the head or the data protection lead, once nothing of it is left to do.

    Raises Refused while the post still has to come down or nobody asked the 72-hour question.
    """
    if still_up:
        raise Refused(gettext("Record first that the post came down, or why it may stay."))
    if incident.dpo_told_at is None:
        raise Refused(gettext("Record first when the data protection officer was told."))
    incident.outcome, incident.closed_by, incident.closed_at = outcome, acting(), now()
    record("incident-closed", incident)


def settle(publication: Publication, how: Settled, *, on: date, reason: str | None) -> Removal:
    """What was done about it. Raises Refused where it does not fit the post, or says too little."""
    if how is Settled.CANNOT and not publication.printed:
        raise Refused(
            gettext("What is online can be taken down. Only paper cannot be called back.")
        )
    if how in {Settled.CANNOT, Settled.MAY_STAY} and not (reason or "").strip():
        raise Refused(gettext("Write why it stays."))
    row = Removal(
        publication_id=publication.id,
        removed=how is Settled.TAKEN_DOWN,
        how=how,
        reason=reason,
        done_on=on,
        recorded_by=acting(),
        recorded_at=now(),
    )
    db.session.add(row)
    record("taken-down" if row.removed else "not-taken-down", row)
    return row


def give_to(publication: Publication, member: StaffMember) -> None:
    """Somebody else sees to it from now on."""
    row = TakedownOwner(
        publication_id=publication.id, staff_id=member.id, given_by=acting(), given_at=now()
    )
    db.session.add(row)
    record("takedown-given", row)


def keep(publication: Publication) -> None:
    """The yearly audit: somebody looked at it, and it may stay.

    Raises Refused for a picture of a child who left, where the school decided that those go.
    """
    still = queries.still_public(publication)
    if not may_be_kept(still, leavers_stay=school().leavers_pictures_stay):
        raise Refused(gettext("A child in it has left, and the school lets no such picture stay."))
    row = PublicationReview(publication_id=publication.id, reviewed_by=acting(), reviewed_at=now())
    db.session.add(row)
    record("publication-kept", row)
