"""The seven questions a new school begins with, in every language we ship."""

import hashlib

from sqlalchemy import select

from parentcomms.audit.actions import record_many
from parentcomms.clock import now
from parentcomms.consent.models import Use, UseVersion, UseWording
from parentcomms.consent.rules import SHIPPED_USES, LawfulBasis, UseKey
from parentcomms.database import db
from parentcomms.texts.shipped import PhotoUse, fill, languages, photo_uses

MADE_BY = "system"


def install_shipped_uses(organisations: dict[str, str]) -> None:
    """Add version 1 of each question, organisations named; does nothing where uses exist.

    `organisations` has a value for every placeholder of a photo question (texts/kinds.py).
    """
    if db.session.scalar(select(Use.id).limit(1)) is not None:
        return
    by_language = {code: {use.key: use for use in photo_uses(code)} for code in languages()}
    versions = [
        _version(place, key, offered=by_language["en"][key].offers_unrecognisable)
        for place, key in enumerate(UseKey, start=1)
    ]
    db.session.add_all(versions)
    record_many("use-version", versions, actor=MADE_BY)
    wordings = [
        _wording(version, by_language[code][version.use.key], organisations)
        for version in versions
        for code in by_language
    ]
    db.session.add_all(wordings)
    record_many("use-wording", wordings, actor=MADE_BY)


def _version(place: int, key: UseKey, *, offered: bool) -> UseVersion:
    facts = SHIPPED_USES[key]
    use = Use(
        key=key.value, position=place, outside_school=facts.outside_school, public=facts.public
    )
    return UseVersion(
        use=use,
        number=1,
        ask_again=False,
        lawful_basis=LawfulBasis.CONSENT,
        offers_unrecognisable=offered,
        made_by=MADE_BY,
        made_at=now(),
    )


def _wording(version: UseVersion, shipped: PhotoUse, organisations: dict[str, str]) -> UseWording:
    question = fill(shipped.question, organisations)
    parts = (shipped.purpose, shipped.audience, shipped.organisations, shipped.how_long)
    detail = "\n\n".join(fill(part, organisations) for part in parts)
    whole = "\n\n".join((shipped.name, question, detail))
    return UseWording(
        version=version,
        language=shipped.language,
        name=shipped.name,
        question=question,
        detail=detail,
        made_how="shipped",
        signed_off_by=MADE_BY,
        sha256=hashlib.sha256(whole.encode()).hexdigest(),
    )
