"""Writing a newsletter: its words, whom it is for, its pictures, its own PDF: each is an edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.communications import content, queries
from parentcomms.communications.actions import make, new_version
from parentcomms.communications.issues import MOST_PICTURES, pictures_in
from parentcomms.communications.models import Communication, CommunicationVersion
from parentcomms.communications.rules import CommunicationKind
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.languages import gettext
from parentcomms.newsletters.models import NewsletterFile, SavedAudience
from parentcomms.newsletters.rules import Audience

LANGUAGE = "en"


@dataclass(frozen=True, kw_only=True)
class Written:
    """What the office typed and chose."""

    title: str
    body: str
    audience: Audience
    insert: Communication | None = None


def start(written: Written, *, by: int) -> Communication:
    """Begin a newsletter."""
    made = make(CommunicationKind.NEWSLETTER, written.title)
    rewrite(made, written, by=by)
    return made


def rewrite(row: Communication, written: Written, *, by: int) -> CommunicationVersion:
    """A new version, with the insert as approved copied in word for word; pictures stay."""
    if written.audience.nobody:
        raise Refused(gettext("Choose whom it is for."))
    before = row.versions[-1].texts[LANGUAGE] if row.versions else {}
    texts: dict[str, Any] = {
        "subject": f"((school_name)): {content.escaped(written.title)}",
        "body": written.body,
        **{name: before[name] for name in ("pictures", "file") if before.get(name)},
        **_insert_of(written.insert, before),
    }
    audience = written.audience.rule()
    version = new_version(row, {LANGUAGE: texts}, by=by, audience=audience)
    row.title = written.title
    return version


def _insert_of(insert: Communication | None, before: Mapping[str, Any]) -> dict[str, Any]:
    if insert is None:
        return {}
    version = queries.approved_version(insert)
    if version is None:
        raise Refused(gettext("That insert is not approved. Choose another one."))
    if before.get("file") and before.get("insert") != insert.reference:
        raise Refused(gettext("The PDF carries another insert. Bring the PDF again afterwards."))
    own = version.texts[LANGUAGE]
    return {
        "insert": insert.reference,
        "insert_subject": own["subject"],
        "insert_body": own["body"],
    }


def _changed(row: Communication, *, by: int, **parts: Any) -> CommunicationVersion:
    """The newest version with some parts other than they were; an empty part goes."""
    texts = {**row.versions[-1].texts[LANGUAGE], **parts}
    kept = {name: value for name, value in texts.items() if value}
    return new_version(row, {LANGUAGE: kept}, by=by)


def add_picture(row: Communication, file: NewsletterFile, *, alt: str, by: int) -> None:
    """One more picture, at the end of the text until somebody moves its line."""
    texts = row.versions[-1].texts[LANGUAGE]
    pictures = list(pictures_in(texts))
    if len(pictures) >= MOST_PICTURES:
        raise Refused(gettext("A newsletter has at most %(most)s pictures.", most=MOST_PICTURES))
    made = {"reference": file.reference, "sha256": file.sha256, "alt": alt, "checks": []}
    body = f"{texts['body']}\n\n((picture_{len(pictures) + 1}))"
    _changed(row, by=by, pictures=[*pictures, made], body=body)


def remove_picture(row: Communication, reference: str, *, by: int) -> None:
    """Take a picture and its line out; the lines of those behind it move up one."""
    texts = row.versions[-1].texts[LANGUAGE]
    pictures = list(pictures_in(texts))
    place = _place(pictures, reference)
    body = str(texts["body"]).replace(f"((picture_{place + 1}))", "")
    for later in range(place + 2, len(pictures) + 1):
        body = body.replace(f"((picture_{later}))", f"((picture_{later - 1}))")
    body = body.strip() or gettext("(no text yet)")
    _changed(row, by=by, pictures=pictures[:place] + pictures[place + 1 :], body=body)


def bind_check(row: Communication, reference: str, *, check: str, by: int) -> None:
    """This check is about this picture: with it, an approval covers exactly the two together."""
    _say_of(row, reference, by=by, check=check)


def declare_nobody(row: Communication, reference: str, *, by: int) -> None:
    """Whoever edits says that no child is in it: there is nobody to ask."""
    _say_of(row, reference, by=by, check=None)


def _say_of(row: Communication, reference: str, *, by: int, check: str | None) -> None:
    texts = row.versions[-1].texts[LANGUAGE]
    own = texts.get("file")
    if own and own["reference"] == reference:
        _changed(row, by=by, file=_said(own, check))
        return
    pictures = list(pictures_in(texts))
    place = _place(pictures, reference)
    pictures[place] = _said(pictures[place], check)
    _changed(row, by=by, pictures=pictures)


def _said(picture: Mapping[str, Any], check: str | None) -> dict[str, Any]:
    if check is None:
        return {**picture, "checks": [], "nobody": True}
    checks = list(dict.fromkeys([*picture.get("checks", ()), check]))
    return {name: value for name, value in picture.items() if name != "nobody"} | {"checks": checks}


def _place(pictures: Sequence[Mapping[str, Any]], reference: str) -> int:
    for place, each in enumerate(pictures):
        if each["reference"] == reference:
            return place
    raise NotFound


def take_file(row: Communication, file: NewsletterFile, *, name: str, by: int) -> None:
    """The office's own PDF is the newsletter; the text becomes the note that goes with it."""
    made = {"reference": file.reference, "sha256": file.sha256, "alt": name, "checks": []}
    _changed(row, by=by, file=made)


def remove_file(row: Communication, *, by: int) -> None:
    """It is written here after all."""
    _changed(row, by=by, file=None)


def save_audience(name: str, audience: Audience) -> SavedAudience:
    """Keep a rule under a name."""
    if audience.nobody:
        raise Refused(gettext("Choose whom it is for."))
    row = SavedAudience(name=name, rule=audience.rule(), made_by=acting(), made_at=now())
    db.session.add(row)
    record("audience-saved", row)
    return row


def end_audience(row: SavedAudience) -> None:
    """Nobody chooses it any more; newsletters that went by it keep their rule."""
    if row.ended_at is None:
        row.ended_at = now()
        record("audience-ended", row)
