"""The mails of a communication: one text for many, each adult's own values."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask_babel import force_locale

from parentcomms.accounts.family_mails import own_link
from parentcomms.accounts.models import FamilyLink
from parentcomms.communications import content, issues, values
from parentcomms.communications.models import Communication, CommunicationVersion, Delivery
from parentcomms.communications.rules import CommunicationKind, DeliveryRoute, Tie
from parentcomms.database import new_references
from parentcomms.languages import gettext
from parentcomms.links import Purpose
from parentcomms.outbox.actions import (
    Addressed,
    MailText,
    Recipient,
    code_value,
    queue_many,
)
from parentcomms.people.models import Person


def mail_text(kind: CommunicationKind, version: CommunicationVersion, language: str) -> MailText:
    """The approved words, lists of the school's own put in."""
    written = version.texts[language]
    body = content.with_lists(content.whole_body(kind, written, language), values.lists(language))
    return MailText(
        written["subject"], body, language, list_mail=kind is CommunicationKind.NEWSLETTER
    )


@lru_cache(maxsize=64)
def link_label(kind: CommunicationKind, language: str) -> str:
    """What the button says."""
    with force_locale(language):
        if kind is CommunicationKind.CONSENT_REQUEST:
            return gettext("Choose about pictures")
        return gettext("Open my page")


def values_for(
    kind: CommunicationKind, person: Person, link_reference: str, *, names: str, language: str
) -> dict[str, Any]:
    """One adult's values; the link and the code are derived when the mail is made."""
    return {
        "parent_name": values.greeting_name(person),
        "first_names": names,
        "link": own_link(link_reference, link_label(kind, language)),
        "code": code_value(Purpose.FAMILY_CODE, link_reference),
    }


def _issue_values(kind: CommunicationKind, delivery: Delivery, language: str) -> dict[str, Any]:
    is_issue = kind is CommunicationKind.NEWSLETTER
    return issues.shared_values(delivery.version, language) if is_issue else {}


def queue(
    communication: Communication,
    deliveries: Sequence[Delivery],
    due: Mapping[int, Sequence[Tie]],
    links: Mapping[int, FamilyLink],
) -> None:
    """Put the mails of these deliveries in the outbox, behind everything that is urgent."""
    kind = communication.kind
    names = values.first_names_of(tie.pupil_id for ties in due.values() for tie in ties)
    by_mail = [each for each in deliveries if each.route is DeliveryRoute.EMAIL]
    by_language: dict[str, list[Delivery]] = defaultdict(list)
    for each, reference in zip(by_mail, new_references(len(by_mail)), strict=True):
        each.reference = each.reference or reference
        by_language[each.language].append(each)
    # the languages of few readers first, so that they wait behind nobody and hold nobody up
    for language, some in sorted(by_language.items(), key=lambda each: len(each[1])):
        children = {
            each.person.id: values.children_of(due[each.person.id], names, language)
            for each in some
        }
        mails = queue_many(
            mail_text(kind, some[0].version, language),
            _addressed(kind, some, children, links),
            shared={**values.shared_values(language), **_issue_values(kind, some[0], language)},
            campaign=communication.reference,
        )
        for each, mail in zip(some, mails, strict=True):
            each.mail = mail


def _addressed(
    kind: CommunicationKind,
    deliveries: Sequence[Delivery],
    children: Mapping[int, str],
    links: Mapping[int, FamilyLink],
) -> list[Addressed]:
    """Each delivery's own values, all in one language."""
    language, is_issue = deliveries[0].language, kind is CommunicationKind.NEWSLETTER
    button = issues.page_button(deliveries[0].version, language) if is_issue else {}
    found = []
    for each in deliveries:
        person, link = each.person, links[each.person.id].reference
        own = values_for(kind, person, link, names=children[person.id], language=language)
        if is_issue:
            own |= issues.own_values(button, link)
        to = Recipient(person.full_name, person.email or "")
        found.append(Addressed(to, own, fact=f"delivery:{each.reference}"))
    return found
