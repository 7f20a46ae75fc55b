"""What goes with an approved insert at an event, made from the version that was approved."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from parentcomms.communications.inserts import card_of
from parentcomms.communications.models import Communication, CommunicationVersion
from parentcomms.communications.queries import approved_version
from parentcomms.documents.cards import Card, Shapes, card_picture, render_card
from parentcomms.documents.markdown import parse
from parentcomms.documents.text import to_text
from parentcomms.school.values import common_values

PAGE_WIDTH = 10_000
NO_DATE = (2026, 1, 1, 0, 0, 0)  # equal words give an equal file


@dataclass(frozen=True)
class EventPack:
    """The approved words for an event in one language, filled in."""

    reference: str
    language: str
    heading: str
    programme: str
    poster: str
    slide: str
    spoken: str
    version: CommunicationVersion


def event_pack(insert: Communication, language: str = "en") -> EventPack | None:
    """None where nothing is approved, or the approved version has no words for an event."""
    version = approved_version(insert)
    written = version.texts.get(language) if version else None
    if version is None or not written or not written.get("pack"):
        return None
    pack: Mapping[str, str] = written["pack"]
    return EventPack(
        reference=insert.reference,
        language=language,
        version=version,
        heading=_filled(pack["heading"]),
        programme=_filled(pack["programme"]),
        poster=_filled(pack["poster"]),
        slide=_filled(pack["slide"]),
        spoken=_filled(pack["spoken"]),
    )


def _filled(words: str) -> str:
    return to_text(parse(words), common_values(), width=PAGE_WIDTH).strip()


def poster_pdf(pack: EventPack) -> bytes:
    """For the door, A4."""
    return render_card(_card(pack, "poster", Shapes.POSTER))


def slide_pdf(pack: EventPack) -> bytes:
    """For the screen, 16:9."""
    return render_card(_card(pack, "slide", Shapes.SLIDE))


def slide_picture(pack: EventPack) -> bytes:
    """The slide as a picture, for a programme that takes nothing else."""
    return card_picture(_card(pack, "slide", Shapes.SLIDE))


def _card(pack: EventPack, part: str, shape: Shapes) -> Card:
    words = pack.version.texts[pack.language]["pack"]
    return card_of(words["heading"], words[part], pack.language, shape)


def zipped(pack: EventPack) -> bytes:
    """Everything in one file."""
    files = {
        "programme-line.txt": pack.programme.encode(),
        "spoken-words.txt": pack.spoken.encode(),
        "poster.pdf": poster_pdf(pack),
        "slide.pdf": slide_pdf(pack),
        "slide.png": slide_picture(pack),
        "approved.txt": f"{pack.reference} · {pack.version.content_hash}\n".encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(zipfile.ZipInfo(name, NO_DATE), content)
    return out.getvalue()
