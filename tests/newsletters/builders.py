"""Newsletters as the tests of this room need them."""

import io

import pypdfium2
from PIL import Image
from werkzeug.datastructures import FileStorage

from parentcomms.approvals.rules import CommunicationState
from parentcomms.channels.models import Channel
from parentcomms.channels.rules import ChannelAudience, ChannelKind
from parentcomms.clock import now
from parentcomms.communications import queries as texts
from parentcomms.communications.models import Communication
from parentcomms.consent.rules import Decision
from parentcomms.database import db
from parentcomms.newsletters import actions, files
from parentcomms.newsletters.rules import Audience
from parentcomms.people.models import Pupil
from parentcomms.publishing.actions import Question, check
from tests import make
from tests.newsletters.conftest import Desk

BODY = "The harvest was big.\n\nThank you."


def issue(desk: Desk, body: str = BODY, **audience: object) -> Communication:
    audience = audience or {"whole_school": True}
    whom = Audience(**audience)  # type: ignore[arg-type]
    written = actions.Written(title="Autumn news", body=body, audience=whom)
    return actions.start(written, by=desk.office_id)


def state_of(row: Communication) -> CommunicationState:
    return texts.listed(row).state


def a_picture(name: str = "a.jpg") -> FileStorage:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    Image.new("RGB", (60, 40), "green").save(out, "JPEG", exif=exif)
    return FileStorage(io.BytesIO(out.getvalue()), filename=name)


def _print_channel() -> Channel:
    row = Channel(
        name="Printed newsletter",
        platform="Paper",
        audience=ChannelAudience.SCHOOL_FAMILIES,
        use_key=ChannelKind.PRINT.value,
        approved_by="system",
        approved_at=now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def with_picture(desk: Desk) -> tuple[Communication, str]:
    row = issue(desk)
    file = files.keep(row, files.picture_from(a_picture()))
    actions.add_picture(row, file, alt="Pumpkins", by=desk.office_id)
    return row, file.reference


def checked(desk: Desk, said: Decision = Decision.YES) -> tuple[Communication, Pupil]:
    row, picture = with_picture(desk)
    pupil = make.pupil()
    make.answer(pupil, make.parent(of=pupil), ChannelKind.PRINT.value, said)
    made = check(Question(channel=_print_channel(), recognisable={pupil.id: True}))
    actions.bind_check(row, picture, check=made.reference, by=desk.office_id)
    return row, pupil


def reference_in(row: Communication) -> str:
    return str(row.versions[-1].texts["en"]["pictures"][0]["reference"])


def pdf_of(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 200)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()
