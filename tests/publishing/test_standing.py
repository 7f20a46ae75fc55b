"""Approval given beforehand: closed places, named staff, an end; the check stays compulsory."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from parentcomms.access import Role
from parentcomms.approvals.rules import Point
from parentcomms.channels.actions import approve, install_shipped_channels
from parentcomms.channels.models import Channel
from parentcomms.channels.queries import all_channels
from parentcomms.channels.rules import PostApproval
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.people.models import Pupil
from parentcomms.publishing import standing_actions as actions
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_models import StandingApproval
from parentcomms.publishing.post_rules import KindOfPost, Stop
from parentcomms.publishing.release import release_of
from parentcomms.publishing.standing_queries import in_force_between, standing_approvals
from tests import make
from tests.staff_pages import signed_in


@pytest.fixture
def class_app(session: object) -> Channel:
    make.questions()
    install_shipped_channels()
    found = next(each for each in all_channels() if each.use_key == "class_app")
    approve(found)
    return found


@pytest.fixture
def child(class_app: Channel) -> Pupil:
    shown = make.pupil("Ada")
    make.answer(shown, make.parent(of=shown), "class_app", "yes")
    return shown


@pytest.fixture
def saved(class_app: Channel, child: Pupil) -> PostCheck:
    return check(Question(channel=class_app, recognisable={child.id: True}))


def _give(channel: Channel, staff: str = "tess", **changes: object) -> StandingApproval:
    by = changes.pop("by", None) or make.staff("Hana Head", Role.HEAD).id
    asked = {
        "channel": channel,
        "kind": KindOfPost.LEARNING,
        "staff": [staff],
        "points": list(Point),
        "ends_on": today() + timedelta(days=30),
    }
    return actions.give(actions.Beforehand(**asked | changes), by=by)


def test_named_staff_post_in_a_closed_place_without_asking_each_time(
    class_app: Channel, saved: PostCheck
) -> None:
    assert release_of(saved, staff="tess", kind=KindOfPost.LEARNING).stops == (Stop.APPROVAL,)
    row = _give(class_app)
    release = release_of(saved, staff="tess", kind=KindOfPost.LEARNING)
    assert release.allowed
    assert list(release.standing) == [row]
    assert release_of(saved, staff="tom", kind=KindOfPost.LEARNING).stops == (Stop.APPROVAL,)


def test_the_check_stays_compulsory(class_app: Channel, saved: PostCheck, child: Pupil) -> None:
    _give(class_app)
    make.answer(child, child.relationships[0].person, "class_app", "no")
    assert release_of(saved, staff="tess", kind=KindOfPost.LEARNING).stops == (Stop.CHECK,)


def test_it_ends_by_itself_and_when_the_head_ends_it(class_app: Channel, saved: PostCheck) -> None:
    row = _give(class_app, ends_on=today() + timedelta(days=3))
    with time_machine.travel(now() + timedelta(days=4), tick=False):
        assert not release_of(saved, staff="tess", kind=KindOfPost.LEARNING).allowed
    assert release_of(saved, staff="tess", kind=KindOfPost.LEARNING).allowed
    actions.end(row, by=row.given_by_id)
    assert not release_of(saved, staff="tess", kind=KindOfPost.LEARNING).allowed


def test_what_a_former_head_approved_beforehand_counts_no_more(
    class_app: Channel, saved: PostCheck
) -> None:
    head = make.staff("Hana Head", Role.HEAD)
    _give(class_app, by=head.id)
    assert release_of(saved, staff="tess", kind=KindOfPost.LEARNING).allowed
    head.roles[0].ended_at = now()
    db.session.flush()
    assert release_of(saved, staff="tess", kind=KindOfPost.LEARNING).stops == (Stop.APPROVAL,)


def test_a_public_place_is_refused_in_words(session: object) -> None:
    install_shipped_channels()
    website = next(each for each in all_channels() if each.use_key == "website")
    with pytest.raises(Refused, match="Anybody can see what is posted there"):
        _give(website)
    assert standing_approvals() == []


def test_nobody_but_the_head_approves_beforehand(class_app: Channel) -> None:
    teacher = make.staff("Tess Teacher", Role.TEACHER).id
    with pytest.raises(Refused, match="Only the head"):
        _give(class_app, by=teacher)


def test_a_week_lists_what_was_in_force_on_one_of_its_days(class_app: Channel) -> None:
    row = _give(class_app, ends_on=today() + timedelta(days=3))
    day = today()
    assert in_force_between(day - timedelta(days=6), day) == [row]
    assert in_force_between(day + timedelta(days=3), day + timedelta(days=9)) == [row]
    assert in_force_between(day + timedelta(days=4), day + timedelta(days=9)) == []
    assert in_force_between(day - timedelta(days=7), day - timedelta(days=1)) == []


def test_the_head_gives_and_ends_one_on_a_page(app: Flask) -> None:
    with app.app_context():
        install_shipped_channels()
        found = next(each for each in all_channels() if each.use_key == "class_app")
        approve(found, by="system")
        tess = make.staff("Tess Teacher", Role.TEACHER).reference
        channel, last = found.reference, today() + timedelta(days=20)
        db.session.commit()
    page, head = "/staff/standing-approvals", signed_in(app, Role.HEAD, name="Hana Head")
    day = {"ends_on-day": last.day, "ends_on-month": last.month, "ends_on-year": last.year}
    asked = {"channel": channel, "kind": "learning", "staff": [tess], **day}
    four = head.submit(page, asked | {"points": [each.value for each in Point][:4]})
    assert "Tick all five points" in four.get_data(as_text=True)
    assert head.submit(page, asked | {"points": list(Point)}).status_code == 303
    html = head.get(page).get_data(as_text=True)
    assert "Tess Teacher" in html
    with app.app_context():
        reference = standing_approvals()[0].reference
    head.submit(page, to=f"{page}/{reference}/end")
    assert "Ended on" in head.get(page).get_data(as_text=True)


def test_another_kind_of_post_does_not_pass_under_it_nor_one_of_no_kind(
    class_app: Channel, saved: PostCheck
) -> None:
    _give(class_app)
    for kind in (KindOfPost.EVENT, None):
        assert release_of(saved, staff="tess", kind=kind).stops == (Stop.APPROVAL,)


def test_giving_another_does_not_bring_back_what_was_voided(
    class_app: Channel, saved: PostCheck
) -> None:
    _give(class_app)
    class_app.approval = PostApproval.EACH_POST
    head = make.staff("Hana Head", Role.HEAD).id
    _give(class_app, "tom", kind=KindOfPost.EVENT, by=head)
    assert release_of(saved, staff="tess", kind=KindOfPost.LEARNING).stops == (Stop.APPROVAL,)
    assert release_of(saved, staff="tom", kind=KindOfPost.EVENT).allowed
    _give(class_app, "tess", by=head)
    assert release_of(saved, staff="tom", kind=KindOfPost.EVENT).allowed
