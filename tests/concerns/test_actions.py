"""A concern reaches exactly those of the routing table, by record and by mail, and no subject."""

import pytest
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember, StaffRole
from parentcomms.audit.models import AuditEvent
from parentcomms.clock import now
from parentcomms.concerns import actions, queries
from parentcomms.concerns.actions import Received, receive
from parentcomms.concerns.models import Concern
from parentcomms.concerns.rules import AboutWhom, ConcernKind
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.outbox.messages import as_html, as_text, subject_of
from parentcomms.outbox.models import OutgoingMail
from tests import make
from tests.concerns.conftest import SURNAMES, Posts

SECRET = "Zebra-striped secret about Kacper"


def said(kind: str = "concern", about: str = "school", **others: object) -> Received:
    return Received(kind=ConcernKind(kind), about=AboutWhom(about), words=SECRET, **others)


def received(*what: str, **others: object) -> Concern:
    made = receive(said(*what, **others))
    db.session.commit()
    return made


def mails() -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


TABLE = [
    (("concern", "pupil"), {"at_risk": True}, {"dsl", "deputy", "manager"}),
    (("query", "photo_of_my_child"), {"at_risk": True}, {"dsl", "deputy", "manager"}),
    (("concern", "staff"), {"at_risk": True}, {"head"}),
    (("concern", "volunteer_or_contractor"), {"at_risk": True}, {"head"}),
    (("concern", "head"), {"at_risk": True}, {"chair"}),
    (("complaint", "head"), {}, {"chair"}),
    (("concern", "dsl"), {}, {"head"}),
    (("concern", "governor"), {}, {"clerk"}),
    (("complaint", "chair"), {}, {"vice"}),
    (("query", "school"), {}, {"office"}),
    (("concern", "staff"), {"about_name": SURNAMES["teacher"]}, {"manager"}),
    (("concern", "staff"), {}, {"head"}),
    (("complaint", "staff"), {"about_name": SURNAMES["teacher"]}, {"head"}),
    (("complaint", "school"), {}, {"head"}),
    (("concern", "staff"), {"about_name": f"mrs {SURNAMES['head'].upper()}"}, {"chair"}),
]


@pytest.mark.parametrize(("what", "others", "gets_it"), TABLE)
def test_each_row_reaches_exactly_its_staff(
    app: Flask, posts: Posts, what: tuple[str, str], others: dict, gets_it: set[str]
) -> None:
    with app.app_context():
        concern = received(*what, **others)
        assert posts.names(each.staff_id for each in concern.recipients) == gets_it
        assert {mail.to_address for mail in mails()} == {f"{post}@example.org" for post in gets_it}
        seen_by = {post for post in posts.ids if queries.concerns_for(posts[post])}
        assert seen_by == gets_it


def test_the_head_who_is_the_subject_sees_lists_counts_and_is_mailed_nothing(
    app: Flask, posts: Posts
) -> None:
    with app.app_context():
        concern = received("complaint", "head", sender_email="grace@example.org")
        head = posts["head"]
        assert queries.concerns_for(head) == []
        assert queries.concern_for(head, concern.reference) is None
        assert "head@example.org" not in {mail.to_address for mail in mails()}
        assert [subject.staff_id for subject in concern.subjects] == [head]


def test_a_chair_who_steps_down_stays_the_subject(app: Flask, posts: Posts) -> None:
    with app.app_context():
        concern = received("complaint", "chair")
        _swap_chair_and_vice(posts)
        assert queries.concern_for(posts["chair"], concern.reference) is None
        assert queries.concern_for(posts["clerk"], concern.reference) is not None


def _swap_chair_and_vice(posts: Posts) -> None:
    for role in db.session.scalars(select(StaffRole)):
        if role.role is Role.CHAIR:
            role.role = Role.VICE_CHAIR
        elif role.role is Role.VICE_CHAIR:
            role.ended_at = now()
    db.session.commit()


def test_no_mail_says_what_was_said_or_who_said_it(app: Flask, posts: Posts) -> None:
    with app.app_context():
        received(
            "concern", "pupil", at_risk=True, sender_name="Grace Parent", about_name="Kacper",
            sender_email="grace@example.org",
        )  # fmt: skip
        queued = mails()
        assert "grace@example.org" in {mail.to_address for mail in queued}
        with app.test_request_context():
            for mail in queued:
                whole = subject_of(mail) + as_text(mail) + as_html(mail) + mail.to_name
                for word in ("Zebra", "Kacper", "Grace", "risk", "safeguarding"):
                    assert word not in whole


def test_every_mail_carries_the_reference_and_the_readers_a_link(app: Flask, posts: Posts) -> None:
    with app.app_context():
        concern = received("complaint", "school", sender_email="grace@example.org")
        with app.test_request_context():
            texts = {mail.to_address: as_text(mail) for mail in mails()}
        assert all(concern.reference in each for each in texts.values())
        assert f"/staff/concerns/{concern.reference}" in texts["head@example.org"]
        assert "/staff/" not in texts["grace@example.org"]


def test_the_audit_log_holds_no_word_of_it(app: Flask, posts: Posts) -> None:
    with app.app_context():
        concern = received("complaint", "school", sender_name="Grace Parent")
        actions.opened(concern, posts["head"])
        db.session.commit()
        kept = [vars(event) for event in db.session.scalars(select(AuditEvent))]
        assert {"concern-received", "concern-opened"} <= {event["act"] for event in kept}
        assert "Zebra" not in str(kept)
        assert "Grace" not in str(kept)


def test_whoever_gives_no_name_leaves_none_even_when_boxes_were_filled(
    app: Flask, posts: Posts
) -> None:
    with app.app_context():
        adult = make.person()
        concern = received(
            "concern", "school", nameless=True, sender_name="Grace", person_id=adult.id,
            sender_email="grace@example.org", sender_phone="01632 960 555", recorded_by="staff:3",
        )  # fmt: skip
        kept = (concern.sender_name, concern.sender_email, concern.sender_phone, concern.person_id)
        assert kept == (None, None, None, None)
        assert concern.recorded_by == "public"
        events = db.session.scalars(select(AuditEvent).filter_by(act="concern-received"))
        assert [event.actor for event in events] == ["public"]


def test_one_address_is_not_flooded_with_mails(app: Flask, posts: Posts) -> None:
    with app.app_context():
        for _ in range(6):
            received("query", "school", sender_email="victim@example.org")
        sent = [mail for mail in mails() if mail.to_address == "victim@example.org"]
        assert len(sent) == 3


def test_signs_that_no_database_keeps_are_dropped(app: Flask, posts: Posts) -> None:
    with app.app_context():
        concern = receive(
            Received(
                kind=ConcernKind.QUERY,
                words="one\x00\r\ntwo\x07",
                sender_name="Eve\r\nBcc: all@example.org",
            )
        )
        assert concern.words == "one\ntwo"
        assert concern.sender_name == "Eve Bcc: all@example.org"


def test_naming_the_subject_hides_it_from_them_at_once_and_sends_it_on(
    app: Flask, posts: Posts
) -> None:
    with app.app_context():
        concern = received("complaint", "school")
        actions.confirm(concern, kind=ConcernKind.COMPLAINT, at_risk=False, people=[posts["head"]])
        db.session.commit()
        assert queries.concern_for(posts["head"], concern.reference) is None
        assert queries.concern_for(posts["chair"], concern.reference) is not None
        assert "chair@example.org" in {mail.to_address for mail in mails()}


def test_a_query_found_to_be_about_a_child_at_risk_leaves_the_office(
    app: Flask, posts: Posts
) -> None:
    with app.app_context():
        concern = received("query", "school")
        actions.confirm(concern, kind=ConcernKind.QUERY, at_risk=True)
        db.session.commit()
        assert queries.concern_for(posts["office"], concern.reference) is None
        assert queries.concern_for(posts["dsl"], concern.reference) is not None
        actions.confirm(concern, kind=ConcernKind.QUERY, at_risk=False)
        assert concern.at_risk


def test_a_complaint_cannot_become_a_query_that_the_office_reads(app: Flask, posts: Posts) -> None:
    with app.app_context():
        concern = received("complaint", "school")
        with pytest.raises(Refused):
            actions.confirm(concern, kind=ConcernKind.QUERY, at_risk=False)


def test_it_is_passed_on_only_after_its_subject_is_confirmed_and_never_to_them(
    app: Flask, posts: Posts
) -> None:
    with app.app_context():
        concern = received("complaint", "staff", about_name=SURNAMES["deputy"])
        with pytest.raises(Refused):
            actions.pass_on(concern, posts["clerk"])
        actions.confirm(concern, kind=ConcernKind.COMPLAINT, at_risk=False)
        with pytest.raises(Refused):
            actions.pass_on(concern, posts["deputy"])
        with pytest.raises(Refused):
            actions.pass_on(concern, posts["teacher"])
        actions.pass_on(concern, posts["clerk"])
        db.session.commit()
        assert queries.concern_for(posts["clerk"], concern.reference) is not None
        assert queries.concern_for(posts["office"], concern.reference) is None


def test_a_dsl_who_cannot_sign_in_yet_keeps_the_form_closed(app: Flask, posts: Posts) -> None:
    with app.app_context():
        assert queries.form_is_open()
        db.session.get_one(StaffMember, posts["dsl"]).password_hash = None
        db.session.flush()
        assert not queries.form_is_open()
