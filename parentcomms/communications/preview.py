"""How a text will look, with a family that does not exist."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from babel.dates import format_date
from flask_babel import force_locale
from markupsafe import Markup

from parentcomms.clock import today
from parentcomms.communications import content, emails, issues, values
from parentcomms.communications.letters import letter_of
from parentcomms.communications.models import CommunicationVersion
from parentcomms.communications.rules import CommunicationKind
from parentcomms.documents.markdown import Document, Link, Value, parse
from parentcomms.documents.paper import Mark, Slip
from parentcomms.documents.pdf import render_letter
from parentcomms.documents.text import to_text
from parentcomms.documents.web import PAGE, to_html
from parentcomms.languages import gettext
from parentcomms.school.letterhead import sender
from parentcomms.school.values import common_values

EXAMPLE = "https://school.example/your-own-link"


@dataclass(frozen=True)
class Preview:
    """One language as its readers will get it."""

    language: str
    subject: str
    html: Markup
    text: str
    pack: Mapping[str, str] = field(default_factory=dict)  # part → its words, for an event


def sample_values(kind: CommunicationKind, language: str) -> dict[str, Value]:
    """A mother of two, made up."""
    return {
        **common_values(),
        **values.shared_values(language),
        "parent_name": "Mrs Rowan",
        "first_names": values.joined_names(["Sam", "Alex"], language),
        "link": Link(EXAMPLE, emails.link_label(kind, language)),
        "code": "ABCDE-FGHJK",
        "reference": "example",
    }


def previews(version: CommunicationVersion) -> list[Preview]:
    """Every language of a version."""
    kind = version.communication.kind
    is_issue = kind is CommunicationKind.NEWSLETTER
    return [
        preview(
            kind,
            written,
            language,
            own=issues.values_to_look_at(version, language) if is_issue else {},
        )
        for language, written in version.texts.items()
    ]


def preview(
    kind: CommunicationKind,
    written: Mapping[str, Any],
    language: str,
    *,
    own: Mapping[str, Value],
) -> Preview:
    """One language, as e-mail, web page or insert."""
    document, filled = filled_in(kind, written, language)
    filled |= own
    subject = " ".join(to_text(parse(str(written["subject"])), filled, width=500).split())
    page = Markup(to_html(document, filled, style=PAGE))  # noqa: S704  (escaped)
    return Preview(language, subject, page, to_text(document, filled), pack_shown(written, filled))


def pack_shown(written: Mapping[str, Any], filled: Mapping[str, Value]) -> dict[str, str]:
    """The words for an event as they will be read; an unknown placeholder stays visible."""
    pack = written.get("pack") or {}
    documents = {part: parse(words) for part, words in pack.items()}
    return {
        part: to_text(each, {name: f"(({name}))" for name in each.names} | dict(filled))
        for part, each in documents.items()
    }


def filled_in(
    kind: CommunicationKind, written: Mapping[str, Any], language: str
) -> tuple[Document, dict[str, Value]]:
    """The parsed text, and values for all its placeholders; an unknown one stays visible."""
    body = content.whole_body(kind, written, language)
    document = parse(content.with_lists(body, values.lists(language)))
    filled = sample_values(kind, language)
    names = document.names | parse(str(written["subject"])).names
    return document, {name: f"(({name}))" for name in names} | filled


def preview_pdf(kind: CommunicationKind, written: Mapping[str, Any], language: str) -> bytes:
    """The letter on paper."""
    _, filled = filled_in(kind, written, language)
    with force_locale(language):
        slip = Slip(EXAMPLE, "ABCDE-FGHJK", emails.link_label(kind, language), "…")
        filled["link"] = gettext("see the square code at the foot of this page.")
        letter = letter_of(
            content.for_paper(content.whole_body(kind, written, language)),
            str(written["subject"]),
            filled,
            language=language,
            sender=sender(),
            date=format_date(today(), "d MMMM y", locale=language),
            recipient=("Mrs Rowan",),
            reference=gettext("Our reference: %(reference)s", reference="example"),
            slip=slip,
            mark=Mark.BOOK_BAG,
        )
    return render_letter(letter)
