"""An approved insert as text, HTML and Word document, to carry into the school's newsletter."""

from parentcomms.communications.models import CommunicationVersion
from parentcomms.documents.docx import to_docx
from parentcomms.documents.markdown import Document, parse
from parentcomms.documents.text import to_text
from parentcomms.documents.web import to_html
from parentcomms.school.values import common_values


def _whole(version: CommunicationVersion) -> Document:
    written = version.texts["en"]
    return parse(f"## {written['subject']}\n\n{written['body']}")


def insert_text(version: CommunicationVersion) -> str:
    """To paste anywhere."""
    return to_text(_whole(version), common_values())


def insert_html(version: CommunicationVersion) -> str:
    """To paste into a website or a newsletter programme."""
    return to_html(_whole(version), common_values())


def insert_docx(version: CommunicationVersion) -> bytes:
    """To open in Word."""
    return to_docx(_whole(version), common_values(), title=version.texts["en"]["subject"])
