"""What the demo school has posted, and what its staff have in hand: a teacher's class, a trip, a
picture checked and posted, one from before that has to come down, an occasion before the head."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from flask import current_app, g
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.queries import roles_of, staff_with_role
from parentcomms.approvals.rules import Point
from parentcomms.audit.actions import record
from parentcomms.channels.models import Channel
from parentcomms.channels.queries import all_channels
from parentcomms.clock import now, today
from parentcomms.consent.queries import standing_answers
from parentcomms.consent.rules import Standing, UseKey
from parentcomms.database import db
from parentcomms.occasions.actions import draft
from parentcomms.occasions.wording import Asked
from parentcomms.people.groups import make_group, put_in_charge
from parentcomms.people.models import Enrolment, SchoolClass
from parentcomms.people.rules import GroupKind
from parentcomms.publications.actions import Posted, add_children, record_posted
from parentcomms.publications.models import Publication
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.post_rules import KindOfPost
from parentcomms.publishing.release import release_of
from parentcomms.publishing.standing_actions import Beforehand, give

ON_A_TRIP = 12


def post_something() -> None:
    """After the families have answered; everything is written as the teacher's own doing."""
    teacher = next(
        each for each in staff_with_role(Role.TEACHER) if roles_of(each.id) == {Role.TEACHER}
    )
    oldest = db.session.scalars(select(SchoolClass).order_by(SchoolClass.id.desc())).first()
    if oldest is None:
        return
    pupils = list(
        db.session.scalars(
            select(Enrolment.pupil_id).filter_by(class_id=oldest.id).order_by(Enrolment.pupil_id)
        )
    )
    website, app = (_place(key) for key in (UseKey.WEBSITE, UseKey.CLASS_APP))
    _let_classes_post(app, teacher)
    with _acting_as(teacher):
        put_in_charge(teacher.id, class_id=oldest.id)
        make_group(GroupKind.TRIP, "Museum visit", pupils[:ON_A_TRIP])
        _post(app, teacher, _who_are(Standing.YES, pupils, UseKey.CLASS_APP))
        _ask_about_the_tree_planting(pupils[:ON_A_TRIP])
    _posted_before(website, pupils)


def _place(use_key: UseKey) -> Channel:
    return next(each for each in all_channels() if each.use_key == use_key)


@contextmanager
def _acting_as(member: StaffMember) -> Iterator[None]:
    with current_app.test_request_context("/staff", method="POST"):
        g.staff, g.family = member, None
        yield


def _who_are(
    standing: Standing, pupils: Sequence[int], use_key: UseKey = UseKey.WEBSITE
) -> list[int]:
    found = standing_answers(pupils, use_keys=[use_key])
    return [each for each in pupils if found[each, use_key] is standing]


def _let_classes_post(app: Channel, teacher: StaffMember) -> None:
    """The head has approved what classes learn beforehand: only families see it there."""
    asked = Beforehand(
        channel=app,
        kind=KindOfPost.LEARNING,
        staff=[teacher.reference],
        points=list(Point),
        ends_on=today() + timedelta(days=90),
    )
    give(asked, by=staff_with_role(Role.HEAD)[0].id)


def _post(app: Channel, teacher: StaffMember, pupils: Sequence[int]) -> None:
    """A picture of those who may be shown, checked and posted today."""
    if not pupils:
        return
    row = check(Question(channel=app, recognisable=dict.fromkeys(pupils, True)))
    posted = Posted(what="Our autumn leaves", address=None, on=today())
    record_posted(row, posted, release=release_of(row, staff=teacher.reference))


def _ask_about_the_tree_planting(pupils: Sequence[int]) -> None:
    asked = Asked(
        who="Elmford Gazette",
        what="planting trees on the playing field",
        where_shown="in the paper and on its website",
        happens_on=today() + timedelta(days=14),
        answer_by=today() + timedelta(days=10),
    )
    draft(asked, pupils)


def _posted_before(website: Channel, pupils: Sequence[int]) -> None:
    """From before this service: one child in it has a no now, so it has to come down."""
    row = Publication(
        channel=website,
        place=website.name,
        what="Last year’s sports day",
        address="elmford.example.org/sports-day",
        use_keys=[UseKey.WEBSITE.value],
        printed=False,
        published_on=today() - timedelta(days=150),
        before_go_live=True,
        recorded_by="system",
        recorded_at=now(),
    )
    db.session.add(row)
    record("published", row)
    seen = [*_who_are(Standing.YES, pupils)[:3], *_who_are(Standing.NO, pupils)[:1]]
    add_children({row: dict.fromkeys(seen, True)})
