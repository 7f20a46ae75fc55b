"""What the staff pages of this room share: their blueprint, and the child a page is about."""

from flask import Blueprint, url_for

from parentcomms.errors import NotFound
from parentcomms.people.children import child_by_reference, relationship_of
from parentcomms.people.models import Pupil, Relationship

blueprint = Blueprint("consent_staff", __name__)


def child(reference: str) -> Pupil:
    """The child, or a page that is not there."""
    found = child_by_reference(reference)
    if found is None:
        raise NotFound
    return found


def adult_of(pupil: Pupil, reference: str) -> Relationship:
    """One adult of this child; anybody else's is not there."""
    found = relationship_of(pupil.id, reference)
    if found is None:
        raise NotFound
    return found


def record_of(reference: str) -> str:
    """The address of the child's record."""
    return url_for("home_staff.child_record", reference=reference)
