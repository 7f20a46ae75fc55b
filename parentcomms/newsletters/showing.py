"""One issue in each of its shapes: e-mail, plain text, web page, paper. The same words in all."""

import secrets
from collections.abc import Mapping
from typing import Any

from babel.dates import format_date
from flask import render_template
from markupsafe import Markup

from parentcomms.access import Permission, may
from parentcomms.approvals.queries import delegation_to
from parentcomms.approvals.rules import ApprovalKind
from parentcomms.clock import today
from parentcomms.communications import content, emails, issues
from parentcomms.communications.models import Communication, CommunicationVersion
from parentcomms.communications.pictures import may_be_shown
from parentcomms.communications.preview import sample_values
from parentcomms.communications.rules import CommunicationKind
from parentcomms.documents.markdown import Document, Value, parse
from parentcomms.documents.newsletter import PrintedIssue, PrintedPicture, render_issue
from parentcomms.documents.text import to_text
from parentcomms.documents.web import PAGE, to_html
from parentcomms.errors import NotFound
from parentcomms.newsletters.actions import LANGUAGE
from parentcomms.newsletters.files import content_of, file_of
from parentcomms.outbox.actions import MailText, Recipient, page_value, queue_mail
from parentcomms.outbox.models import OutgoingMail
from parentcomms.outbox.queries import Looked, look_at
from parentcomms.school.letterhead import sender
from parentcomms.school.values import common_values

LOCALE = "en_GB"


def words_of(version: CommunicationVersion) -> Document:
    """What was written, with the insert: without the greeting that only a mail has."""
    written = version.texts[LANGUAGE]
    body = str(written["body"])
    if written.get("insert_body"):
        body += f"\n\n## {written['insert_subject']}\n\n{written['insert_body']}"
    return parse(body)


def _values(version: CommunicationVersion, document: Document) -> dict[str, Value]:
    """Values for all its placeholders; an unknown one stays visible while it is a draft."""
    known: dict[str, Value] = {
        **common_values(),
        **issues.values_to_look_at(version, LANGUAGE),
    }
    return {name: f"(({name}))" for name in document.names} | known


def title_of(version: CommunicationVersion) -> str:
    """The subject, filled in."""
    subject = parse(str(version.texts[LANGUAGE]["subject"]))
    return " ".join(to_text(subject, common_values(), width=500).split())


def web_html(version: CommunicationVersion, addresses: Mapping[str, str]) -> Markup:
    """The words as they stand on a page, with those pictures whose checks say yes now.

    `addresses`: the reference of a picture → where it is served. One that may no longer be shown
    is a sentence that gives no reason.
    """
    document = words_of(version)
    values = _values(version, document)
    marks = {name: f"p{secrets.token_hex(12)}" for name in issues.slots_of(version.texts[LANGUAGE])}
    page = to_html(document, {**values, **marks}, style=PAGE)
    for name, picture in issues.slots_of(version.texts[LANGUAGE]).items():
        shown = _figure(picture, addresses[picture["reference"]])
        page = page.replace(f'<p class="govuk-body">{marks[name]}</p>', shown)
        page = page.replace(marks[name], "")  # inside a sentence no picture stands
    return Markup(page)  # noqa: S704  (escaped)


def _figure(picture: Mapping[str, Any], address: str) -> str:
    allowed = may_be_shown(picture)
    return render_template(
        "newsletters/public/picture.html", picture=picture, address=address, allowed=allowed
    )


def paper_pdf(row: Communication, *, large: bool = False) -> bytes:
    """The issue for paper copies, pictures in their places, its reference on each page."""
    version = row.versions[-1]
    document = words_of(version)
    written = version.texts[LANGUAGE]
    pictures = {
        name: PrintedPicture(_content(row, each), each["alt"])
        for name, each in issues.slots_of(written).items()
        if name in document.names and may_be_shown(each)
    }
    issue = PrintedIssue(
        sender=sender(),
        title=title_of(version),
        date=format_date(today(), "d MMMM y", locale=LOCALE),
        reference=issues.issue_reference(version),
        body=document,
        values=_values(version, document),
        pictures=pictures,
        large=large,
    )
    return render_issue(issue)


def insert_page(version: CommunicationVersion) -> bytes | None:
    """The approved insert alone on a page, to stand behind the office's own PDF."""
    written = version.texts[LANGUAGE]
    if not written.get("insert_body"):
        return None
    document = parse(str(written["insert_body"]))
    issue = PrintedIssue(
        sender=sender(),
        title=str(written["insert_subject"]),
        date="",
        reference=version.communication.reference,
        body=document,
        values=_values(version, document),
    )
    return render_issue(issue)


def _content(row: Communication, picture: Mapping[str, Any]) -> bytes:
    found = file_of(row, str(picture["reference"]))
    if found is None:
        raise LookupError(picture["reference"])
    return content_of(found)


def as_mail(version: CommunicationVersion) -> Looked:
    """The mail as one family would get it: subject, text and HTML. Nothing is queued."""
    kind = CommunicationKind.NEWSLETTER
    mail_text = emails.mail_text(kind, version, LANGUAGE)
    values = {**sample_values(kind, LANGUAGE), **issues.values_to_look_at(version, LANGUAGE)}
    return look_at(mail_text, values)


def send_test_copy(version: CommunicationVersion, to: Recipient) -> OutgoingMail:
    """The mail to whoever asks, marked as a test; its links lead to the staff's own preview."""
    kind = CommunicationKind.NEWSLETTER
    mail_text = emails.mail_text(kind, version, LANGUAGE)
    reference = version.communication.reference
    values: dict[str, Any] = {
        name: page_value(
            "newsletters_staff.web_page", label=getattr(value, "label", ""), reference=reference
        )
        for name, value in issues.values_to_look_at(version, LANGUAGE).items()
        if name != "reference"
    }
    values |= {"reference": issues.issue_reference(version), "parent_name": to.name}
    unfilled = parse(mail_text.body).names - values.keys() - common_values().keys()
    values |= {name: f"(({name}))" for name in unfilled}
    marked = MailText(f"Test copy: {mail_text.subject}", content.tidy(mail_text.body), LANGUAGE)
    return queue_mail(marked, to, values)


def refuse_unless_involved(staff_id: int) -> None:
    """Those who write it, and those who decide about it: the head, or the head's delegate."""
    if may(Permission.EDIT_COMMUNICATION) or may(Permission.APPROVE_COMMUNICATION):
        return
    delegation = delegation_to(staff_id, ApprovalKind.NEWSLETTER)
    if delegation is None or not delegation.in_force(today()):
        raise NotFound
