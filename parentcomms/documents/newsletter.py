"""A newsletter on paper: letterhead, words of a readable size, pictures, reference."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from parentcomms.documents.glyphs import check_words
from parentcomms.documents.markdown import Document, Value, check_values
from parentcomms.documents.paper import Direction, Sender
from parentcomms.documents.sheets import body_data, picture_data, sender_data, values_data
from parentcomms.documents.typesetting import typeset

TEMPLATE = "newsletter.typ"


@dataclass(frozen=True)
class PrintedPicture:
    """A picture that stands where its placeholder does, and what it shows in words."""

    content: bytes
    alt: str


@dataclass(frozen=True)
class PrintedIssue:
    """One issue; all words come from the caller. `pictures`: placeholder → picture."""

    sender: Sender
    title: str
    date: str
    reference: str
    body: Document
    values: Mapping[str, Value]
    pictures: Mapping[str, PrintedPicture] = field(default_factory=dict)
    language: str = "en"
    direction: Direction = Direction.LTR
    large: bool = False


def render_issue(issue: PrintedIssue) -> bytes:
    """The issue as a tagged PDF (PDF/UA-1): for paper copies, and to download."""
    check_values(issue.body, {**issue.values, **dict.fromkeys(issue.pictures, "")})
    alts = [each.alt for each in issue.pictures.values()]
    check_words((issue.title, issue.date, issue.reference, *alts))
    words = issue.body.names - issue.pictures.keys()
    pictures = {
        name: {"picture": picture_data(each.content, each.alt)}
        for name, each in issue.pictures.items()
    }
    data = {
        "sender": sender_data(issue.sender),
        "title": issue.title,
        "date": issue.date,
        "reference": issue.reference,
        "body": body_data(issue.body),
        "values": values_data(issue.values, words) | pictures,
        "language": issue.language,
        "direction": issue.direction.value,
        "size": 16 if issue.large else 11,
    }
    return typeset(TEMPLATE, data)
