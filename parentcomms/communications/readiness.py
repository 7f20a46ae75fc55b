"""Reading what the school still lacks: for the readiness page, `flask doctor` and sending."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from parentcomms.access import Role
from parentcomms.accounts.queries import (
    roles_of_those_who_can_sign_in,
    waiting_for_a_password,
)
from parentcomms.approvals.queries import decisions_about_all
from parentcomms.channels.queries import all_channels
from parentcomms.communications.models import Communication, Delivery
from parentcomms.communications.queries import STANDING_KINDS, approved, standing_communication
from parentcomms.communications.ready_rules import Lack, SchoolFacts, lacking
from parentcomms.communications.rules import CommunicationKind
from parentcomms.concerns.queries import form_missing
from parentcomms.concerns.readiness import Missing
from parentcomms.config import Settings
from parentcomms.consent.organisations import organisations_missing
from parentcomms.consent.queries import current_uses
from parentcomms.database import db
from parentcomms.doors import is_loopback
from parentcomms.outbox.queries import mail_is_only_kept
from parentcomms.people.children import anybody_on_roll
from parentcomms.people.reviewing import anybody_may_be_written_to, people_wait
from parentcomms.policies.queries import has_statement
from parentcomms.school.details import School
from parentcomms.school.queries import school, terms_ahead

DETAILS = ("name", "address", "phone", "email", "website", "head_name")
POSTS = {
    Lack.HEAD: Role.HEAD,
    Lack.DSL: Role.DSL,
    Lack.CHAIR: Role.CHAIR,
    Lack.CLERK: Role.CLERK,
    Lack.DATA_PROTECTION_LEAD: Role.DATA_PROTECTION_LEAD,
}
_OF_THE_CONCERN_FORM = {
    Missing.CHAIR: Lack.CHAIR,
    Missing.CLERK: Lack.CLERK,
    Missing.DSL: Lack.DSL,
    Missing.CHILDRENS_SOCIAL_CARE: Lack.SAFEGUARDING_NUMBERS,
    Missing.OUT_OF_HOURS: Lack.SAFEGUARDING_NUMBERS,
    Missing.LADO: Lack.SAFEGUARDING_NUMBERS,
}


@dataclass(frozen=True)
class Readiness:
    """What is lacking, and the facts its sentences need."""

    lacks: tuple[Lack, ...]
    facts: SchoolFacts


def readiness() -> Readiness:
    """What is still to be done now."""
    facts = _facts()
    return Readiness(lacking(facts), facts)


def still_lacking() -> tuple[Lack, ...]:
    """What is still to be done now, without its facts."""
    return readiness().lacks


def mail_leaves() -> bool:
    """Whether e-mails reach families. The demo's never leave, and it says so on every page."""
    return school().is_demo or not mail_is_only_kept()


def address_reachable() -> bool:
    """Whether the address in letters can be opened from anywhere but this machine."""
    settings: Settings = current_app.config["SETTINGS"]
    return school().is_demo or not is_loopback(urlsplit(settings.public_url).hostname or "")


def next_to_send(sent: Communication) -> Communication | None:
    """The other of the two first letters, where this one has gone out and that one only waits."""
    if sent.kind not in STANDING_KINDS or _never_sent(sent):
        return None
    others = (standing_communication(kind) for kind in STANDING_KINDS if kind is not sent.kind)
    return next((each for each in others if each and _never_sent(each) and approved(each)), None)


def _never_sent(communication: Communication) -> bool:
    first = select(Delivery.id).filter_by(communication_id=communication.id).limit(1)
    return db.session.scalar(first) is None


def _facts() -> SchoolFacts:
    ours, places = school(), all_channels()
    children = anybody_on_roll()
    roles, waiting = roles_of_those_who_can_sign_in(), waiting_for_a_password()
    going_out = _approved()
    return SchoolFacts(
        details_missing=_details_missing(ours),
        concern_form_lacks={_OF_THE_CONCERN_FORM[each] for each in form_missing(roles)},
        organisations_missing=organisations_missing(places),
        crest=bool(ours.crest) or ours.is_demo,
        terms=terms_ahead(),
        head=any(Role.HEAD in held for held in roles.values()),
        data_protection_lead=any(Role.DATA_PROTECTION_LEAD in held for held in roles.values()),
        children=children,
        contacts_reviewed=anybody_may_be_written_to() or (children and not people_wait()),
        statement=has_statement(),
        questions=bool(current_uses()),
        letter_approved=CommunicationKind.JOINING_LETTER in going_out,
        request_approved=CommunicationKind.CONSENT_REQUEST in going_out,
        mail_leaves=mail_leaves(),
        mail_tested=ours.is_demo or _arrived(ours),
        mail_records=ours.is_demo or _records_in_place(ours),
        address_reachable=address_reachable(),
        going_live=ours.is_demo or ours.go_live_on is not None,
        pilot=ours.is_demo or bool(ours.pilot_class),
        set_aside=ours.set_aside,
        no_password={lack: waiting.get(role, []) for lack, role in POSTS.items()},
        places_waiting=[each.name for each in places if each.waits_for_head],
    )


def _arrived(ours: School) -> bool:
    """Somebody said that a test message came through, by the server that is named now."""
    settings: Settings = current_app.config["SETTINGS"]
    return ours.mail_test.get("arrived") == settings.mail.server != ""


def _records_in_place(ours: School) -> bool:
    """The last look-up, for the sender that is named now, found all three records."""
    settings: Settings = current_app.config["SETTINGS"]
    looked = ours.mail_records
    findings = looked.get("findings", {})
    return looked.get("sender") == settings.mail.sender != "" and set(findings.values()) == {
        "there"
    }


def _approved() -> set[CommunicationKind]:
    """Which of the letter and the request stand approved: of each kind, the first there is."""
    kinds = (CommunicationKind.JOINING_LETTER, CommunicationKind.CONSENT_REQUEST)
    query = select(Communication).options(selectinload(Communication.versions))
    newest_first = query.where(Communication.kind.in_(kinds)).order_by(Communication.id.desc())
    standing = {row.kind: row for row in db.session.scalars(newest_first)}
    decisions = decisions_about_all([row.reference for row in standing.values()])
    return {kind for kind, row in standing.items() if approved(row, decisions[row.reference])}


def _details_missing(ours: School) -> list[str]:
    unset = School()
    return [name for name in DETAILS if getattr(ours, name) in {"", unset.name}]
