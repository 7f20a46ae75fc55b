"""Who gets a letter, once, and who gets none."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from parentcomms.approvals.rules import Point
from parentcomms.clock import now
from parentcomms.communications import queries
from parentcomms.communications.actions import (
    approve_communication,
    new_version,
    send_back_communication,
)
from parentcomms.communications.models import Delivery, DeliveryChild
from parentcomms.communications.reach import plan_for
from parentcomms.communications.rules import DeliveryRoute, HeldBack
from parentcomms.communications.sending import send
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.outbox.models import Lane, MailState, OutgoingMail
from parentcomms.people.models import Hold
from parentcomms.people.rules import ContactDecision, HoldKind
from tests import make
from tests.communications.conftest import Desk


def _count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _edited(desk: Desk) -> dict[str, dict[str, str]]:
    texts = desk.letter.versions[-1].texts
    return {**texts, "en": {**texts["en"], "body": texts["en"]["body"] + "\n\nSee you soon."}}


def test_nothing_goes_out_unapproved(desk: Desk) -> None:
    make.parent(of=make.pupil())
    with pytest.raises(Refused):
        send(desk.letter)
    assert _count(Delivery) == 0


def test_an_approved_letter_reaches_each_adult_once(desk: Desk) -> None:
    child = make.pupil()
    make.parent(of=child)
    make.parent(of=child, email=None)
    desk.approve(desk.letter)
    first = send(desk.letter)
    assert {each.route for each in first} == {DeliveryRoute.EMAIL, DeliveryRoute.PAPER}
    assert send(desk.letter) == []
    assert _count(Delivery) == 2
    assert _count(OutgoingMail) == 1


def test_the_database_itself_refuses_a_second_letter_about_one_joining(desk: Desk) -> None:
    make.parent(of=make.pupil())
    (made,) = send(desk.approve(desk.letter))
    child = made.children[0]
    db.session.add(
        DeliveryChild(
            delivery_id=made.id,
            kind=child.kind,
            relationship_id=child.relationship_id,
            joined_on=child.joined_on,
        )
    )
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_siblings_share_one_letter_that_names_both(desk: Desk) -> None:
    ada, ben = make.pupil("Ada"), make.pupil("Ben")
    adult = make.parent(of=ada)
    make.relationship(ben, adult)
    (made,) = send(desk.approve(desk.letter))
    assert len(made.children) == 2
    assert made.mail is not None
    assert made.mail.values["first_names"] == "Ada and Ben"


@pytest.mark.parametrize("decision", [ContactDecision.NOT_REVIEWED, ContactDecision.DO_NOT_CONTACT])
def test_nothing_is_sent_to_an_adult_the_review_has_not_let_through(
    desk: Desk, decision: ContactDecision
) -> None:
    make.parent(of=make.pupil(), decision=decision)
    assert send(desk.approve(desk.letter)) == []
    assert plan_for(desk.letter).held_back == {HeldBack(decision.value): 1}


def test_nothing_is_sent_to_an_adult_on_hold(desk: Desk) -> None:
    child = make.pupil()
    held = make.relationship(child, make.person())
    db.session.add(
        Hold(
            relationship_id=held.id,
            kind=HoldKind.COURT_ORDER,
            placed_by="staff:1",
            placed_at=now(),
        )
    )
    assert send(desk.approve(desk.letter)) == []


def test_post_only_is_paper_even_where_there_is_an_address(desk: Desk) -> None:
    make.parent(of=make.pupil(), decision=ContactDecision.POST_ONLY)
    (made,) = send(desk.approve(desk.letter))
    assert made.route is DeliveryRoute.PAPER
    assert _count(OutgoingMail) == 0


def test_an_adult_who_gets_no_letters_gets_none(desk: Desk) -> None:
    make.parent(of=make.pupil(), gets_letters=False)
    assert send(desk.approve(desk.letter)) == []


def test_an_edit_after_approval_voids_it(desk: Desk) -> None:
    make.parent(of=make.pupil())
    desk.approve(desk.letter)
    new_version(desk.letter, _edited(desk), by=desk.office.id)
    with pytest.raises(Refused):
        send(desk.letter)
    assert _count(Delivery) == 0


def test_saving_the_same_words_again_voids_nothing(desk: Desk) -> None:
    make.parent(of=make.pupil())
    desk.approve(desk.letter)
    new_version(desk.letter, desk.letter.versions[-1].texts, by=desk.office.id)
    assert len(send(desk.letter)) == 1


def test_the_author_cannot_approve_but_the_head_can_approve_the_heads_own(desk: Desk) -> None:
    version = new_version(desk.letter, _edited(desk), by=desk.office.id)
    with pytest.raises(Refused):
        approve_communication(
            desk.letter,
            by=desk.office.id,
            points=list(Point),
            content_hash=version.content_hash,
        )
    desk.approve(desk.letter)
    assert queries.approved(desk.letter)


def test_an_approval_of_another_text_than_was_shown_is_refused(desk: Desk) -> None:
    shown = desk.letter.versions[-1].content_hash
    new_version(desk.letter, _edited(desk), by=desk.office.id)
    with pytest.raises(Refused):
        approve_communication(desk.letter, by=desk.head.id, points=list(Point), content_hash=shown)


def test_a_text_that_lost_an_element_cannot_be_approved_or_sent(desk: Desk) -> None:
    texts = desk.letter.versions[-1].texts
    lost = texts["en"]["body"].replace("malicious or fictitious ", "")
    version = new_version(desk.letter, {**texts, "en": {**texts["en"], "body": lost}}, by=None)
    with pytest.raises(Refused):
        approve_communication(
            desk.letter, by=desk.head.id, points=list(Point), content_hash=version.content_hash
        )


def test_what_was_sent_back_does_not_go_out(desk: Desk) -> None:
    make.parent(of=make.pupil())
    desk.approve(desk.letter)
    send_back_communication(
        desk.letter,
        by=desk.head.id,
        words="The date is wrong.",
        content_hash=desk.letter.versions[-1].content_hash,
    )
    with pytest.raises(Refused):
        send(desk.letter)


def test_the_mail_waits_behind_everything_urgent_and_names_no_child_in_its_subject(
    desk: Desk,
) -> None:
    make.parent(of=make.pupil("Zofia"), language="pl")
    (made,) = send(desk.approve(desk.letter))
    assert made.mail is not None
    assert made.mail.lane == Lane.BULK
    assert made.mail.state is MailState.QUEUED
    assert made.mail.content.language == "pl"
    assert "first_names" not in made.mail.content.subject
    assert "Zofia" not in made.mail.content.subject


def test_the_consent_request_is_a_mail_of_its_own_and_not_sent_twice(desk: Desk) -> None:
    make.parent(of=make.pupil())
    send(desk.approve(desk.letter))
    (made,) = send(desk.approve(desk.request))
    assert made.mail is not None
    assert "Example Photos Ltd" in made.mail.content.body
    assert send(desk.request) == []


def test_who_has_answered_everything_is_not_asked(desk: Desk) -> None:
    child = make.pupil()
    adult = make.parent(of=child)
    for use in ("class_app", "class_photo", "newsletter_print", "website", "social_media",
                "video_voice", "name_outside"):  # fmt: skip
        make.answer(child, adult, use, "no")
    assert send(desk.approve(desk.request)) == []
