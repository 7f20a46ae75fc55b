"""Pictures of a newsletter, and the one question asked of each before and whenever it is shown.

A picture is bound to its checks in the version itself, so an approval covers both. Asking for
approval, approving, sending and showing all come here; none of them decides by itself (8.1.4).
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from parentcomms.channels.rules import ChannelKind
from parentcomms.clock import today
from parentcomms.communications.issues import PAGE, pictures_in
from parentcomms.communications.models import CommunicationVersion
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.links import address_of
from parentcomms.publications.actions import Posted, record_posted
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.release import Release, check_now
from parentcomms.school.queries import school


def uses_needed() -> frozenset[str]:
    """What a picture in a newsletter touches: print, and the website where anyone may read it."""
    uses = {ChannelKind.PRINT.value}
    return frozenset(uses | {ChannelKind.WEBSITE.value} if school().archive_is_public else uses)


def checks_of(references: Collection[str]) -> list[PostCheck]:
    """Saved checks by reference."""
    query = select(PostCheck).where(PostCheck.reference.in_(references)).order_by(PostCheck.id)
    loaded = selectinload(PostCheck.channel), selectinload(PostCheck.pupils)
    return list(db.session.scalars(query.options(*loaded))) if references else []


def may_be_shown(picture: Mapping[str, Any]) -> bool:
    """Whether its checks say yes now, for every use it touches. No check is no yes.

    A picture in which somebody declared that there is no child has nobody to ask.
    """
    if picture.get("nobody") is True:
        return True
    covered: set[str] = set()
    for check in checks_of(picture.get("checks", ())):
        if not check_now(check).holds:
            return False
        covered |= set(check.use_keys)
    return uses_needed() <= covered


def not_cleared(version: CommunicationVersion) -> list[Mapping[str, Any]]:
    """The pictures, and the school's own file, that may not go out now."""
    return [each for each in _everything_in(version) if not may_be_shown(each)]


def _everything_in(version: CommunicationVersion) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for written in version.texts.values():
        found += pictures_in(written)
        if written.get("file"):
            found.append(written["file"])
    return found


def refuse_unless_cleared(version: CommunicationVersion) -> None:
    """Asked before approval, at approval and at sending, each time anew."""
    if not_cleared(version):
        raise Refused(
            gettext(
                "A picture in it has no check that says yes now. Open its pictures to see which."
            )
        )


def enter_in_register(version: CommunicationVersion) -> None:
    """What went out is in the register of what was posted, so that it can come down again."""
    reference = version.communication.reference
    posted = Posted(
        what=version.communication.title,
        address=address_of(PAGE, reference=reference),
        on=today(),
    )
    for picture in _everything_in(version):
        for check in checks_of(picture.get("checks", ())):
            record_posted(check, posted, release=Release(stops=(), check=check_now(check)))
