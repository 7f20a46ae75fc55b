"""What a school still lacks, and what may not go out before it is there. Pure.

One answer for the readiness page, `flask doctor` and the button that sends: they cannot differ.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from parentcomms.communications.rules import SENT_TO_PEOPLE, CommunicationKind


class Lack(StrEnum):
    """One thing still to be done, in the order in which a new school does it."""

    DETAILS = "details"
    CREST = "crest"
    TERMS = "terms"
    HEAD = "head"
    DSL = "dsl"
    CHAIR = "chair"
    CLERK = "clerk"
    DATA_PROTECTION_LEAD = "data_protection_lead"
    SAFEGUARDING_NUMBERS = "safeguarding_numbers"
    MAIL_SERVER = "mail_server"
    MAIL_TEST = "mail_test"
    MAIL_RECORDS = "mail_records"
    PUBLIC_ADDRESS = "public_address"
    CHILDREN = "children"
    CONTACT_REVIEW = "contact_review"
    STATEMENT = "statement"
    APPROVED_LETTER = "approved_letter"
    ORGANISATIONS = "organisations"
    OFFICIAL_ACCOUNTS = "official_accounts"
    PLACES = "places"
    QUESTIONS = "questions"
    APPROVED_REQUEST = "approved_request"
    GOING_LIVE = "going_live"
    PILOT = "pilot"


OFFICIAL_ACCOUNTS = "official_accounts"
# What a school may say it goes without; it is asked no more then.
CAN_BE_SET_ASIDE = frozenset({Lack.CREST, Lack.MAIL_RECORDS, Lack.GOING_LIVE, Lack.PILOT})
# What keeps even the first texts from being written: they would have holes in them.
KEEP_FROM_BEGINNING = frozenset({Lack.DETAILS})
KEEP_FROM_ASKING = frozenset({Lack.DETAILS, Lack.ORGANISATIONS, Lack.OFFICIAL_ACCOUNTS})

_LETTER = frozenset({CommunicationKind.JOINING_LETTER})
_REQUEST = frozenset({CommunicationKind.CONSENT_REQUEST})
# Every letter leads to the concern form, and only the head approves: these hold back all of them.
HOLDS_BACK: dict[Lack, frozenset[CommunicationKind]] = {
    **dict.fromkeys(Lack, frozenset()),
    Lack.DETAILS: SENT_TO_PEOPLE,
    Lack.HEAD: SENT_TO_PEOPLE,
    Lack.DSL: SENT_TO_PEOPLE,
    Lack.CHAIR: SENT_TO_PEOPLE,
    Lack.CLERK: SENT_TO_PEOPLE,
    Lack.SAFEGUARDING_NUMBERS: SENT_TO_PEOPLE,
    Lack.STATEMENT: _LETTER,
    Lack.APPROVED_LETTER: _LETTER,
    Lack.ORGANISATIONS: _REQUEST,
    Lack.OFFICIAL_ACCOUNTS: _REQUEST,
    Lack.QUESTIONS: _REQUEST,
    Lack.APPROVED_REQUEST: _REQUEST,
}


@dataclass(frozen=True, kw_only=True)
class SchoolFacts:
    """What is there already. `no_password`: who was given a post and cannot sign in yet;
    `places_waiting`: accounts and places the head has still to approve.
    """

    details_missing: Collection[str] = ()
    concern_form_lacks: Collection[Lack] = ()
    organisations_missing: Collection[str] = ()
    crest: bool = False
    terms: bool = False
    head: bool = False
    data_protection_lead: bool = False
    children: bool = False
    statement: bool = False
    questions: bool = False
    letter_approved: bool = False
    request_approved: bool = False
    contacts_reviewed: bool = False
    mail_leaves: bool = False
    mail_tested: bool = False
    mail_records: bool = False
    address_reachable: bool = False
    going_live: bool = False
    pilot: bool = False
    set_aside: Collection[str] = ()
    no_password: Mapping[Lack, Sequence[str]] = field(default_factory=dict)
    places_waiting: Sequence[str] = ()


def lacking(facts: SchoolFacts) -> tuple[Lack, ...]:
    """Everything still to be done; empty when letters can go out and questions be asked."""
    organisations = set(facts.organisations_missing) - {"school_name", "website_address"}
    present = {
        Lack.DETAILS: not facts.details_missing,
        Lack.CREST: facts.crest,
        Lack.TERMS: facts.terms,
        Lack.HEAD: facts.head,
        Lack.DATA_PROTECTION_LEAD: facts.data_protection_lead,
        Lack.STATEMENT: facts.statement,
        Lack.APPROVED_LETTER: facts.letter_approved,
        Lack.ORGANISATIONS: not organisations - {OFFICIAL_ACCOUNTS},
        Lack.OFFICIAL_ACCOUNTS: OFFICIAL_ACCOUNTS not in organisations,
        Lack.PLACES: not facts.places_waiting,
        Lack.QUESTIONS: facts.questions,
        Lack.APPROVED_REQUEST: facts.request_approved,
        Lack.CHILDREN: facts.children,
        Lack.CONTACT_REVIEW: facts.contacts_reviewed,
        Lack.MAIL_SERVER: facts.mail_leaves,
        Lack.MAIL_TEST: facts.mail_tested,
        Lack.MAIL_RECORDS: facts.mail_records,
        Lack.PUBLIC_ADDRESS: facts.address_reachable,
        Lack.GOING_LIVE: facts.going_live,
        Lack.PILOT: facts.pilot,
    }
    present.update({lack: True for lack in CAN_BE_SET_ASIDE if lack in facts.set_aside})
    # The questions once recorded name everybody; what they lack now is another version's matter.
    if facts.questions:
        present[Lack.ORGANISATIONS] = present[Lack.OFFICIAL_ACCOUNTS] = True
    return tuple(
        lack for lack in Lack if lack in facts.concern_form_lacks or not present.get(lack, True)
    )


def holding_back(kind: CommunicationKind, lacks: Collection[Lack]) -> tuple[Lack, ...]:
    """What has to be done before anything of this kind is sent; empty when it may go."""
    return tuple(lack for lack in lacks if kind in HOLDS_BACK[lack])


def to_know(lacks: Collection[Lack], *, emails: bool) -> tuple[Lack, ...]:
    """What stops nothing, and must be known before anything is sent or printed."""
    known = {Lack.PUBLIC_ADDRESS, Lack.MAIL_SERVER} if emails else {Lack.PUBLIC_ADDRESS}
    return tuple(lack for lack in lacks if lack in known)


def may_begin(lacks: Collection[Lack]) -> bool:
    """Whether a button that writes first texts would write any now."""
    can_tell = Lack.STATEMENT in lacks and KEEP_FROM_BEGINNING.isdisjoint(lacks)
    can_ask = Lack.QUESTIONS in lacks and KEEP_FROM_ASKING.isdisjoint(lacks)
    return can_tell or can_ask


def may_begin_without_accounts(lacks: Collection[Lack]) -> bool:
    """Whether the school's social media accounts are all that keeps the questions unwritten."""
    return KEEP_FROM_ASKING.intersection(lacks) == {Lack.OFFICIAL_ACCOUNTS}
