"""The seven questions a new school begins with, and its own task, in every language we ship."""

import hashlib
from collections.abc import Mapping

from sqlalchemy import select

from parentcomms.audit.actions import record_many
from parentcomms.clock import now
from parentcomms.consent.models import Use, UseVersion, UseWording
from parentcomms.consent.rules import SHIPPED_USES, TEACHING, TEACHING_USE, UseFacts, UseKey
from parentcomms.consent.sentences import asks_about, sentence
from parentcomms.database import db
from parentcomms.texts.shipped import PhotoUse, fill, languages, photo_uses, teaching_use

MADE_BY = "system"


def install_shipped_uses(organisations: dict[str, str]) -> None:
    """Add version 1 of each question, organisations named; does nothing where uses exist.

    What the school does for teaching is added wherever it is missing. `organisations` has a value
    for every placeholder of a photo question (texts/kinds.py).
    """
    by_language = {code: {use.key: use for use in photo_uses(code)} for code in languages()}
    if db.session.scalar(select(Use.id).filter_by(occasional=False).limit(1)) is None:
        versions = [_version(place, SHIPPED_USES[key]) for place, key in _asked(organisations)]
        _install(versions, by_language, organisations)
    install_teaching_use(organisations)


def _asked(organisations: Mapping[str, str]) -> list[tuple[int, UseKey]]:
    """Each shipped question there is something to ask about, with its place in the order."""
    asked = enumerate(UseKey, start=1)
    return [(place, key) for place, key in asked if asks_about(key, organisations)]


def shipped_uses_missing(organisations: Mapping[str, str]) -> list[UseKey]:
    """Questions there is something to ask about by now, which were left out when it began."""
    there = set(db.session.scalars(select(Use.key).where(Use.occasional.is_(False))))
    return [key for _, key in _asked(organisations) if there and key not in there]


def add_missing_uses(organisations: dict[str, str]) -> None:
    """The first version of each: it asks everybody, as any first version does."""
    missing = set(shipped_uses_missing(organisations))
    by_language = {code: {use.key: use for use in photo_uses(code)} for code in languages()}
    versions = [
        _version(place, SHIPPED_USES[key], ask=True)
        for place, key in _asked(organisations)
        if key in missing
    ]
    _install(versions, by_language, organisations)


def install_teaching_use(organisations: dict[str, str]) -> None:
    """Add what the school does anyway, for a school that began before it was shipped."""
    if db.session.scalar(select(Use.id).filter_by(key=TEACHING)) is None:
        words = {code: {TEACHING: teaching_use(code)} for code in languages()}
        _install([_version(len(UseKey) + 1, TEACHING_USE)], words, organisations)


def _install(
    versions: list[UseVersion],
    by_language: Mapping[str, Mapping[str, PhotoUse]],
    organisations: dict[str, str],
) -> None:
    db.session.add_all(versions)
    record_many("use-version", versions, actor=MADE_BY)
    wordings = [
        _wording(version, by_language[code][version.use.key], organisations)
        for version in versions
        for code in by_language
    ]
    db.session.add_all(wordings)
    record_many("use-wording", wordings, actor=MADE_BY)


def _version(place: int, facts: UseFacts, *, ask: bool = False) -> UseVersion:
    use = Use(
        key=facts.key,
        position=place,
        outside_school=facts.outside_school,
        public=facts.public,
    )
    return UseVersion(
        use=use,
        number=1,
        ask_again=ask,
        lawful_basis=facts.basis,
        offers_unrecognisable=facts.offers_unrecognisable,
        made_by=MADE_BY,
        made_at=now(),
    )


def _wording(version: UseVersion, shipped: PhotoUse, organisations: dict[str, str]) -> UseWording:
    question = fill(shipped.question, organisations)
    before = [fill(part, organisations) for part in (shipped.purpose, shipped.audience)]
    who, how_long = (
        sentence(shipped.organisations, organisations),
        fill(shipped.how_long, organisations),
    )
    detail = "\n\n".join((*before, who, how_long))
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
