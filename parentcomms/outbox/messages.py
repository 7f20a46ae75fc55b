"""One outgoing mail as the message a server takes: plain text worth reading, and simple HTML."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import css_inline
from flask import current_app, render_template

from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.documents.markdown import Link, Value, parse
from parentcomms.documents.text import to_text
from parentcomms.documents.web import to_html
from parentcomms.links import Purpose, address_of, code_for, show_code, token_for
from parentcomms.outbox.models import OutgoingMail

RIGHT_TO_LEFT = {"ar", "ur", "fa", "ps", "ckb"}
SLOT = "PUT-THE-BODY-HERE"


def filled_values(mail: OutgoingMail) -> dict[str, Value]:
    """The values of one mail, with links and codes derived from their references."""
    values: dict[str, Value] = dict(mail.content.common)
    for name, value in mail.values.items():
        values[name] = _derived(value) if isinstance(value, dict) else str(value)
    return values


def _derived(value: dict[str, Any]) -> Value:
    if "code" in value:
        return show_code(code_for(Purpose(value["code"]), value["reference"]))
    if "purpose" in value:
        token = token_for(Purpose(value["purpose"]), value["reference"])
        return Link(address_of(value["endpoint"], token=token), value["label"])
    return Link(address_of(value["endpoint"], **value["parameters"]), value["label"])


def as_text(mail: OutgoingMail) -> str:
    """The plain-text part."""
    return to_text(parse(mail.content.body), filled_values(mail))


def as_html(mail: OutgoingMail) -> str:
    """The HTML part, styles inlined, nothing fetched from anywhere."""
    body = to_html(parse(mail.content.body), filled_values(mail))
    subject = subject_of(mail)
    return _wrapper(mail.content.language, subject, mail.content.common["school_name"]).replace(
        SLOT, body
    )


@lru_cache(maxsize=64)
def _wrapper(language: str, subject: str, school_name: str) -> str:
    """The page around the body, inlined once for all mails that share it."""
    html = render_template(
        "outbox/emails/message.html",
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        subject=subject,
        school_name=school_name,
        body=SLOT,
    )
    return css_inline.inline(html)


def subject_of(mail: OutgoingMail) -> str:
    """The subject with its values; only the school's name and a reference are ever in one."""
    words = to_text(parse(mail.content.subject), filled_values(mail), width=998)
    return " ".join(words.split())


def message_for(mail: OutgoingMail) -> EmailMessage:
    """The whole message. Its id is ours, so that a bounce can be matched."""
    settings: Settings = current_app.config["SETTINGS"]
    sender = settings.mail.sender or mail.content.common["school_email"] or "school@localhost"
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject_of(mail)
    message["From"] = Address(mail.content.common["school_name"], addr_spec=sender)
    message["To"] = Address(mail.to_name, addr_spec=mail.to_address)
    message["Reply-To"] = settings.mail.reply_to or mail.content.common["school_email"] or sender
    message["Date"] = format_datetime(now())
    message["Message-ID"] = message_id(mail, sender)
    message["Content-Language"] = mail.content.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(as_text(mail), cte="quoted-printable")
    message.add_alternative(as_html(mail), subtype="html", cte="quoted-printable")
    return message


def message_id(mail: OutgoingMail, sender: str) -> str:
    """`<reference@the sender's domain>`: never this machine's host name."""
    domain = sender.rpartition("@")[2] or urlsplit("//localhost").hostname
    return f"<{mail.reference}@{domain}>"
