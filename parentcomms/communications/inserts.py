"""An approved insert as text, HTML, Word document, PDF, and as a block of a newsletter."""

from parentcomms.communications.models import Communication, CommunicationVersion
from parentcomms.communications.queries import approved_version
from parentcomms.documents.cards import Card, Shapes, render_card
from parentcomms.documents.docx import to_docx
from parentcomms.documents.markdown import Document, parse
from parentcomms.documents.paper import Direction
from parentcomms.documents.text import to_text
from parentcomms.documents.web import to_html
from parentcomms.languages import direction
from parentcomms.school.letterhead import sender
from parentcomms.school.values import common_values

UNWRAPPED = 10_000


def _whole(version: CommunicationVersion) -> Document:
    return parse(insert_markdown(version))


def insert_text(version: CommunicationVersion) -> str:
    """To paste anywhere: a paragraph is one line, which wraps where it is pasted."""
    return to_text(_whole(version), common_values(), width=UNWRAPPED)


def insert_html(version: CommunicationVersion) -> str:
    """To paste into a website or a newsletter programme."""
    return to_html(_whole(version), common_values())


def insert_markdown(version: CommunicationVersion, language: str = "en") -> str:
    """The block another text carries: heading and words, their placeholders unfilled."""
    written = version.texts.get(language) or version.texts["en"]
    return f"## {written['subject']}\n\n{written['body']}"


def approved_insert_markdown(insert: Communication, language: str = "en") -> str | None:
    """The same from the newest approved version; None where nothing is approved."""
    version = approved_version(insert)
    return insert_markdown(version, language) if version is not None else None


def insert_pdf(version: CommunicationVersion, language: str, *, large: bool = False) -> bytes:
    """To print and hand out; `large` for whoever reads large print."""
    known = language if language in version.texts else "en"
    written = version.texts[known]
    shape = Shapes.LARGE_HANDOUT if large else Shapes.HANDOUT
    return render_card(card_of(written["subject"], written["body"], known, shape))


def card_of(heading: str, body: str, language: str, shape: Shapes) -> Card:
    """Words of this school on one side, with its letterhead."""
    return Card(
        sender=sender(),
        heading=" ".join(to_text(parse(heading), common_values(), width=500).split()),
        body=parse(body),
        shape=shape.value,
        values=common_values(),
        language=language,
        direction=Direction(direction(language)),
    )


def insert_docx(version: CommunicationVersion) -> bytes:
    """To open in Word."""
    return to_docx(_whole(version), common_values(), title=version.texts["en"]["subject"])
