"""What the pages of the four schools of worlds.py are about: one of each thing, all the same."""

from datetime import timedelta

from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.approvals.rules import Point
from parentcomms.audit.actions import record
from parentcomms.channels.models import Channel
from parentcomms.clock import now, today
from parentcomms.communications.models import Communication
from parentcomms.communications.rules import CommunicationKind
from parentcomms.consent.rules import Decision
from parentcomms.database import db
from parentcomms.lists.actions import print_list
from parentcomms.lists.exporting import make_export
from parentcomms.lists.queries import ListKind, OpenList, children_of, grid_of
from parentcomms.occasions.actions import approve_and_ask, draft, take_answers
from parentcomms.occasions.queries import line_for
from parentcomms.occasions.wording import Asked, hash_of
from parentcomms.people.groups import make_group
from parentcomms.people.models import InCharge, Pupil, Relationship, SchoolClass
from parentcomms.people.rules import ContactDecision, GroupKind
from parentcomms.publications.models import Publication, PublicationChild
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.post_actions import Content, begin
from parentcomms.publishing.post_rules import KindOfPost
from tests import make
from tests.house.worlds import World

SAID = {
    "plain": ("no", "no"),
    "never": ("yes", "yes"),
    "differing": ("yes", "no"),
    "care": ("yes", "yes"),
}
CANNOT_KNOW = (Role.TEACHER, Role.OFFICE, Role.DEPUTY_DSL)


def furnish(world: World, child: Pupil) -> None:
    """A grandmother to review, checks and posts, lists and exports, a publication."""
    make.parent(
        child,
        "Gran",
        surname="Averill",
        email="gran@example.org",
        decision=ContactDecision.NOT_REVIEWED,
    )
    relationships = db.session.scalars(
        select(Relationship).filter_by(pupil_id=child.id).order_by(Relationship.id)
    ).all()
    website = db.session.scalars(select(Channel).filter_by(use_key="website")).one()
    world.references |= {
        "CHANNEL": website.reference,
        "CHILD": child.reference,
        "GRANDMOTHER": relationships[2].reference,
        "MOTHER": relationships[0].reference,
        "LETTER": _communication(CommunicationKind.JOINING_LETTER).reference,
    }
    everyone = db.session.scalars(select(Pupil.id).order_by(Pupil.id)).all()
    for role in CANNOT_KNOW:
        with world.acting_as(role):
            _checks(world, role, website, everyone)
            _lists(world, role)
            _group(world, role, everyone)
            _occasion(world, role, relationships[:2])
    _publication(world, website, everyone)


def _communication(kind: CommunicationKind) -> Communication:
    return db.session.scalars(select(Communication).filter_by(kind=kind)).one()


def _checks(world: World, role: Role, website: Channel, everyone: list[int]) -> None:
    asked = check(Question(channel=website, recognisable=dict.fromkeys(everyone, True)))
    fine = check(Question(channel=website, recognisable=dict.fromkeys(everyone[1:], True)))
    post = begin(Content(text="We planted trees.", kind=next(iter(KindOfPost)), check=fine))
    world.references |= {
        f"CHECK {role.value}": asked.reference,
        f"FINE {role.value}": fine.reference,
        f"POST {role.value}": post.reference,
    }


def _lists(world: World, role: Role) -> None:
    oak = db.session.scalars(select(SchoolClass)).one()
    db.session.add(
        InCharge(staff_id=world.staff[role], class_id=oak.id, given_by="system", given_at=now())
    )
    of = OpenList(ListKind.CLASS, oak.id, oak.reference, oak.name)
    sheet = print_list(of, grid_of(children_of(of)), kind="pdf")
    world.references |= {
        "CLASS": oak.reference,
        f"SHEET {role.value}": sheet.reference,
        f"EXPORT {role.value}": make_export(only_changes=False).reference,
    }


def _publication(world: World, website: Channel, everyone: list[int]) -> None:
    row = Publication(
        channel=website,
        place=website.name,
        what="Trees",
        use_keys=["website"],
        printed=False,
        published_on=today(),
        before_go_live=True,
        recorded_by="system",
        recorded_at=now(),
        children=[PublicationChild(pupil_id=each, recognisable=True) for each in everyone],
    )
    db.session.add(row)
    record("publication", row)
    world.references["PUBLICATION"] = row.reference


def _group(world: World, role: Role, everyone: list[int]) -> None:
    club = make_group(GroupKind.CLUB, f"Choir of {role.value}", everyone)
    world.references[f"GROUP {role.value}"] = club.reference


def _occasion(world: World, role: Role, parents: list[Relationship]) -> None:
    """Asked, approved, and answered as the parents answer everything else."""
    asked = Asked(
        who="Example News",
        what="Trees",
        where_shown="on television",
        happens_on=today() + timedelta(days=9),
        answer_by=today() + timedelta(days=5),
    )
    occasion = draft(asked, [parents[0].pupil_id])
    db.session.flush()
    line = line_for(occasion.reference, "", everything=True)
    assert line is not None
    approve_and_ask(
        line, by=world.staff[Role.HEAD], points=list(Point), content_hash=hash_of(occasion)
    )
    said = zip(parents, SAID[world.why], strict=True)
    take_answers(occasion, [(row, Decision(what)) for row, what in said], language="en")
    world.references[f"OCCASION {role.value}"] = occasion.reference
