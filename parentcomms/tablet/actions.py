"""Opening one adult's page for a tablet, by a code or on the spot. Views commit."""

import secrets

from parentcomms import links
from parentcomms.accounts.actions import Opened, sign_out
from parentcomms.accounts.family_links import standing_person, standings
from parentcomms.accounts.models import SignIn, SignInKind
from parentcomms.accounts.rules import FAMILY_SESSION, may_be_shown
from parentcomms.accounts.tablets import CODE_LASTS
from parentcomms.accounts.waiting import SignInWaits
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.database import db, new_reference
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.people.models import Relationship
from parentcomms.tablet.queries import code_hash, code_of


def open_for(adult: Relationship, *, staff_id: int) -> SignIn:
    """Let one adult's page wait for its code. Refused for whom a link would open nothing either."""
    person = standing_person(adult.person_id or 0)
    if not may_be_shown(standings(person)):
        raise Refused(gettext("This adult’s page cannot be opened. Ask the head or the DSL."))
    reference = new_reference()
    row = SignIn(
        reference=reference, token_hash=code_hash(code_of(reference)), kind=SignInKind.FAMILY,
        person_id=person.id, opened_by_id=staff_id, waits_for=SignInWaits.TABLET,
        made_at=now(), expires_at=now() + CODE_LASTS, way="tablet",
    )  # fmt: skip
    db.session.add(row)
    record("tablet-opened", row, actor=f"staff:{staff_id}")
    return row


def take_up(row: SignIn, *, instead_of: int | None) -> Opened:
    """The tablet takes it up, once: the code is spent. `instead_of`: staff signed in on it."""
    token = secrets.token_urlsafe(32)
    row.token_hash, row.waits_for = links.digest(token), None
    row.made_at, row.expires_at = now(), now() + FAMILY_SESSION
    record("tablet-taken-up", row, actor=f"person:{row.person_id}")
    if instead_of is not None:
        sign_out(db.session.get_one(SignIn, instead_of))
    return Opened(row, token)
