"""Who is written to about a post: its author once it is decided, those who decide meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember
from parentcomms.approvals.rules import Point
from parentcomms.database import db
from parentcomms.outbox.messages import as_text, subject_of
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Pupil
from parentcomms.publications.actions import Posted, record_posted
from parentcomms.publishing import post_actions as actions
from parentcomms.publishing.facts import Verdict
from parentcomms.publishing.pictures import Kept
from parentcomms.publishing.post_emails import chase
from parentcomms.publishing.post_models import Post
from parentcomms.publishing.post_queries import listed
from parentcomms.publishing.post_rules import CheckNow, KindOfPost
from parentcomms.publishing.release import Release
from parentcomms.school.actions import decide
from tests import make
from tests.publications.posting import checked

pytestmark = pytest.mark.usefixtures("session")
MONDAY = datetime(2026, 11, 16, 10, tzinfo=UTC)
PICTURE = Kept(stored_name="x", sha256="0" * 64, media_type="image/jpeg", description="A tree")


@pytest.fixture
def child(session: object) -> Pupil:
    make.questions()
    decide(name="Elm Park", chase_approval_days=2)
    found = make.pupil("Ada", surname="Lovelace")
    make.answer(found, make.parent(of=found), "website", "yes")
    return found


@pytest.fixture
def head(child: Pupil) -> StaffMember:
    return make.staff("Hana Head", Role.HEAD)


@pytest.fixture
def post(child: Pupil, head: StaffMember) -> Post:
    """Written by a teacher and put before the head."""
    content = actions.Content(
        text="We planted a tree with Ada.",
        kind=KindOfPost.EVENT,
        check=checked(child),
        pictures=[PICTURE],
    )
    made = actions.begin(content)
    made.made_by = f"staff:{make.staff('Tess Teacher', Role.TEACHER).id}"
    actions.put_forward(made)
    return made


def _mails() -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def _secret(mail: OutgoingMail) -> bool:
    said = subject_of(mail) + as_text(mail)
    return not any(word in said for word in ("Ada", "Lovelace", "tree", "sharper", "approved"))


@pytest.mark.parametrize("approves", [True, False])
def test_the_author_hears_that_it_was_decided_and_not_how(
    post: Post, head: StaffMember, approves: bool
) -> None:
    shown = actions.Shown(content_hash=listed(post).version.content_hash)
    if approves:
        actions.approve_post(post, by=head.id, points=list(Point), shown=shown)
    else:
        actions.send_back_post(post, by=head.id, words="A sharper one, please", shown=shown)
    (mail,) = _mails()
    assert mail.to_name == "Tess Teacher"
    assert f"/staff/posts/{post.reference}" in as_text(mail)
    assert _secret(mail)


def test_a_head_who_decides_about_an_own_post_is_not_told_by_mail(
    post: Post, head: StaffMember
) -> None:
    post.made_by = f"staff:{head.id}"
    shown = actions.Shown(content_hash=listed(post).version.content_hash)
    actions.approve_post(post, by=head.id, points=list(Point), shown=shown)
    assert _mails() == []


@time_machine.travel(MONDAY, tick=False)
def test_whoever_can_decide_is_reminded_once_a_day_after_the_schools_days(child: Pupil) -> None:
    head = make.staff("Hana Head", Role.HEAD)
    make.staff("Olu Office", Role.OFFICE)
    content = actions.Content(
        text="A tree", kind=KindOfPost.EVENT, check=checked(child), pictures=[PICTURE]
    )
    made = actions.begin(content)
    actions.put_forward(made)
    for days, told in ((1, 0), (2, 1), (2, 1), (3, 2), (5, 2)):  # the fifth is a Saturday
        with time_machine.travel(MONDAY + timedelta(days=days), tick=False):
            chase()
        assert [each.to_name for each in _mails()] == [head.name] * told, days
    assert all(_secret(each) and "/staff/posts" in as_text(each) for each in _mails())
    actions.withdraw(made)
    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        assert chase() == 0


def test_those_who_settle_incidents_hear_of_one_at_once(child: Pupil, head: StaffMember) -> None:
    make.staff("Olu Office", Role.OFFICE)
    row = checked(child)
    release = Release(stops=(), check=CheckNow(said=Verdict.POST, says=Verdict.DO_NOT_POST))
    for _ in range(2):
        said = Posted(what="Tree", address=None, on=MONDAY.date())
        publication = record_posted(row, said, release=release)
    told = _mails()
    assert {each.to_name for each in told} == {head.name}
    assert len(told) == 2, "one for each of the two posts"
    assert publication.reference not in subject_of(told[0])
    assert all(_secret(each) and "/staff/incidents/" in as_text(each) for each in told)
