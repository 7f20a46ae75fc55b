"""What an adult has asked of the school about their letters."""

from parentcomms.audit.actions import record
from parentcomms.people.models import Person


def wish_own_envelope(person: Person, *, wish: bool) -> None:
    """Whether letters to them share an envelope with nobody at their address."""
    if bool(person.own_envelope) is not wish:
        person.own_envelope = wish
        record("own-envelope-wished" if wish else "own-envelope-no-longer", person)
