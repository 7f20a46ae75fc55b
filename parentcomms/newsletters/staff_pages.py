"""What the views of this room share: the blueprint, and finding the newsletter a page is about."""

from flask import Blueprint, url_for

from parentcomms.communications.models import Communication
from parentcomms.errors import NotFound
from parentcomms.newsletters import queries
from parentcomms.newsletters.files import file_of
from parentcomms.newsletters.models import NewsletterFile

blueprint = Blueprint("newsletters_staff", __name__)


def found(reference: str) -> Communication:
    """The newsletter a page is about."""
    row = queries.newsletter(reference)
    if row is None:
        raise NotFound
    return row


def found_file(row: Communication, reference: str) -> NewsletterFile:
    """A file of this newsletter."""
    file = file_of(row, reference)
    if file is None:
        raise NotFound
    return file


def its_page(row: Communication) -> str:
    """Where it stands, and what can be done with it."""
    return url_for("communications_staff.communication", reference=row.reference)
