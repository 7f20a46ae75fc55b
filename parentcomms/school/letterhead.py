"""The head of the school's paper."""

from pathlib import Path

from flask import current_app

from parentcomms.config import Settings
from parentcomms.documents.paper import Sender
from parentcomms.school.queries import school


def sender() -> Sender:
    """The letterhead: the school's name, address, colour and crest."""
    ours = school()
    address = ", ".join(line.strip() for line in ours.address.splitlines() if line.strip())
    return Sender(
        name=ours.name,
        lines=tuple(line for line in (address, ours.phone, ours.email, ours.website) if line),
        colour=ours.colour,
        crest=_crest(ours.crest),
        crest_alt=ours.name,
    )


def _crest(name: str) -> bytes | None:
    settings: Settings = current_app.config["SETTINGS"]
    path = Path(settings.instance, "uploads", name)
    return path.read_bytes() if name and path.is_file() else None
