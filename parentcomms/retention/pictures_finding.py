"""Checks that led nowhere, posts that never went out, and publications long taken down."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, selectinload

from parentcomms.clock import LONDON
from parentcomms.database import Base, db
from parentcomms.publications.models import (
    LateCheck,
    Publication,
    PublicationChild,
    PublicationReview,
    PublishingIncident,
    Removal,
    TakedownOwner,
)
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_models import Authorisation, Post, PostVersion
from parentcomms.retention.facts import World
from parentcomms.retention.rules import Rule, has_come, made_before, publication_goes_on
from parentcomms.retention.units import Step, Unit, going

# What hangs on a publication, in the order in which it can go.
OF_A_PUBLICATION: tuple[type[Base], ...] = (
    PublicationChild,
    LateCheck,
    Removal,
    TakedownOwner,
    PublicationReview,
    PublishingIncident,
)


def moment_of(world: World, years: int) -> datetime:
    """The first moment of the school year that is kept."""
    return datetime.combine(made_before(world.today, years), time(), LONDON)


def checks(world: World) -> Iterator[Unit]:
    """Checks that led to no publication; who was in the picture goes with them."""
    later = aliased(PostCheck)
    query = (
        select(PostCheck)
        .options(selectinload(PostCheck.pupils))
        .where(PostCheck.checked_at < moment_of(world, world.periods.checks))
        .where(~exists().where(Publication.check_id == PostCheck.id))
        .where(~exists().where(LateCheck.check_id == PostCheck.id))
        .where(~exists().where(PostVersion.check_id == PostCheck.id))
        .where(~exists().where(Authorisation.check_id == PostCheck.id))
        .where(~exists().where(later.decides_on_id == PostCheck.id))
        .order_by(PostCheck.id)
    )
    found = db.session.scalars(query).all()
    kept = _led_to_something([each.decides_on_id for each in found if each.decides_on_id])
    for each in found:
        held = world.held.everything or {e.pupil_id for e in each.pupils} & world.held.pupils
        if each.decides_on_id in kept or held:
            continue  # the head's decision on a check that was used is part of that use
        pupils = going("post_check_pupil", [row.id for row in each.pupils])
        yield Unit(Rule.CHECKS, each.reference, (*pupils, Step("post_check", each.id)))


def _led_to_something(ids: Sequence[int]) -> set[int]:
    published = select(Publication.check_id).where(Publication.check_id.in_(ids))
    late = select(LateCheck.check_id).where(LateCheck.check_id.in_(ids))
    written = select(PostVersion.check_id).where(PostVersion.check_id.in_(ids))
    shared = select(Authorisation.check_id).where(Authorisation.check_id.in_(ids))
    used: set[int] = set()
    for query in (published, written, shared):
        used |= {each for each in db.session.scalars(query) if each is not None}
    return used | set(db.session.scalars(late))


def posts(world: World) -> Iterator[Unit]:
    """Posts that never went out: their texts and pictures."""
    before = moment_of(world, world.periods.checks)
    newest = exists().where(PostVersion.post_id == Post.id, PostVersion.made_at >= before)
    used = exists().where(PostVersion.post_id == Post.id, Publication.version_id == PostVersion.id)
    query = (
        select(Post)
        .options(selectinload(Post.versions).selectinload(PostVersion.pictures))
        .where(Post.made_at < before, ~newest, ~used)
        .order_by(Post.id)
    )
    for each in db.session.scalars(query) if not world.held.everything else ():
        pictures = [row for version in each.versions for row in version.pictures]
        yield Unit(
            Rule.POSTS,
            each.reference,
            (
                *going("post_picture", [row.id for row in pictures]),
                *going("post_version", [row.id for row in each.versions]),
                Step("post", each.id),
            ),
            files=tuple(row.stored_name for row in pictures),
        )


def publications(world: World) -> Iterator[Unit]:
    """The record of what nobody has seen for years; a breach is kept as long (domain 1.8)."""
    for row in db.session.scalars(select(Publication).order_by(Publication.id)):
        held = world.held.everything or row.id in world.held.publications
        held = held or bool(_children(world, row.id) & world.held.pupils)
        open_incident = row.id in world.incidents and world.incidents[row.id] is None
        goes = publication_goes_on(
            down_on=world.down_on[row.id],
            periods=world.periods,
            incident_closed_on=world.incidents.get(row.id),
        )
        if not held and not open_incident and has_come(goes, world.today):
            yield Unit(Rule.PUBLICATIONS, row.reference, _all_of(row.id))


def _children(world: World, publication_id: int) -> set[int]:
    return {pupil for pupil, seen in world.pictures_of.items() if publication_id in seen}


def _all_of(publication_id: int) -> tuple[Step, ...]:
    steps: list[Step] = []
    for model in OF_A_PUBLICATION:
        table = model.__table__
        query = select(table.c.id).where(table.c.publication_id == publication_id)
        steps += going(model.__tablename__, list(db.session.scalars(query)))
    return (*steps, Step("publication", publication_id))
