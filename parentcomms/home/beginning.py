"""A new school's first texts, and what it still lacks before anything can be sent."""

from parentcomms.accounts.queries import roles_of_those_who_can_sign_in
from parentcomms.channels.actions import install_shipped_channels
from parentcomms.communications.actions import install_shipped_communications
from parentcomms.communications.queries import approved, standing_communication
from parentcomms.communications.rules import CommunicationKind
from parentcomms.consent.organisations import organisation_values, organisations_missing
from parentcomms.consent.queries import current_uses
from parentcomms.consent.shipping import install_shipped_uses
from parentcomms.home.rules import (
    DETAILS,
    KEEP_FROM_ASKING,
    KEEP_FROM_BEGINNING,
    OFFICIAL_ACCOUNTS,
    Lack,
    SchoolFacts,
    lacking,
)
from parentcomms.people.children import anybody_on_roll
from parentcomms.policies.actions import install_shipped_statement
from parentcomms.policies.queries import has_statement
from parentcomms.school.details import School
from parentcomms.school.queries import school
from parentcomms.school.values import common_values

NONE = "–"  # reads the same in every language


def still_lacking() -> tuple[Lack, ...]:
    """What is still to be done, as the readiness page and `flask doctor` say it."""
    ours = school()
    return lacking(
        SchoolFacts(
            details_missing=_details_missing(ours),
            numbers_missing=ours.safeguarding_numbers_missing,
            organisations_missing=organisations_missing(),
            roles_held=frozenset().union(*roles_of_those_who_can_sign_in().values()),
            children=anybody_on_roll(),
            statement=has_statement(),
            questions=bool(current_uses()),
            letter_approved=_letter_approved(),
        )
    )


def _details_missing(ours: School) -> list[str]:
    unset = School()
    return [name for name in DETAILS if getattr(ours, name) in {"", unset.name}]


def _letter_approved() -> bool:
    letter = standing_communication(CommunicationKind.JOINING_LETTER)
    return letter is not None and approved(letter)


def begin_school(*, no_accounts: bool = False) -> None:
    """Write the shipped texts with this school's own values; what is there already stays.

    Nothing is written with a hole in it: what lacks a value waits for it. A school that says it
    has no social media accounts is asked about none.
    """
    lacks = set(still_lacking())
    if no_accounts:
        lacks.discard(Lack.OFFICIAL_ACCOUNTS)
    if KEEP_FROM_BEGINNING.isdisjoint(lacks):
        install_shipped_channels()
        install_shipped_communications()
        install_shipped_statement(common_values())
    if KEEP_FROM_ASKING.isdisjoint(lacks):
        values = organisation_values()
        install_shipped_uses(values | {OFFICIAL_ACCOUNTS: values[OFFICIAL_ACCOUNTS] or NONE})
