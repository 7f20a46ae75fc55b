"""A new school's first texts, with its own values in them."""

from parentcomms.channels.actions import install_shipped_channels
from parentcomms.communications.actions import install_shipped_communications
from parentcomms.communications.readiness import still_lacking
from parentcomms.communications.ready_rules import (
    KEEP_FROM_ASKING,
    KEEP_FROM_BEGINNING,
    Lack,
)
from parentcomms.consent.organisations import organisation_values
from parentcomms.consent.shipping import install_shipped_uses
from parentcomms.policies.actions import install_shipped_statement
from parentcomms.school.values import common_values


def begin_school(*, no_accounts: bool = False) -> None:
    """Write the shipped texts with this school's own values; what is there already stays.

    Nothing is written with a hole in it: what lacks a value waits for it. A school that says it
    has no social media accounts does not ask about any.
    """
    lacks = set(still_lacking())
    if no_accounts:
        lacks.discard(Lack.OFFICIAL_ACCOUNTS)
    if KEEP_FROM_BEGINNING.isdisjoint(lacks):
        install_shipped_channels()
        install_shipped_communications()
        install_shipped_statement(common_values())
    if KEEP_FROM_ASKING.isdisjoint(lacks):
        install_shipped_uses(organisation_values())
