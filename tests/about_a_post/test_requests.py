"""A request about a post: courteous, to one adult, once, with the head's approval of its words."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from parentcomms.about_a_post.actions import begin_request
from parentcomms.about_a_post.models import AboutAPost
from parentcomms.about_a_post.queries import requests_of_case
from parentcomms.access import Role
from parentcomms.approvals.actions import delegate
from parentcomms.approvals.rules import ApprovalKind, Point
from parentcomms.clock import today
from parentcomms.communications import content, queries
from parentcomms.communications.actions import approve_communication, new_version
from parentcomms.communications.models import Communication, Delivery
from parentcomms.communications.rules import CommunicationKind, DeliveryRoute
from parentcomms.communications.sending import send
from parentcomms.database import db
from parentcomms.errors import Refused
from tests import make
from tests.communications.conftest import Desk, desk, inside  # noqa: F401
from tests.communications.test_staff_views import KNOWN, Inside
from tests.staff_pages import signed_in

ABOUT = ("about_a_picture", "about_a_comment")
KIND = CommunicationKind.ABOUT_A_POST


def _begun(desk: Desk, about: str = ABOUT[0], **adult: object) -> Communication:  # noqa: F811
    person = make.parent(of=make.pupil("Zofia"), **adult)  # type: ignore[arg-type]
    place = "in the Year 4 group, *last* week"
    row = begin_request(person, about=about, place=place, case="case-1", by=desk.office_id)
    return row.communication


@pytest.mark.parametrize("about", ABOUT)
@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_draft_asks_offers_to_talk_and_judges_nobody(
    desk: Desk,  # noqa: F811
    about: str,
    language: str,
) -> None:
    texts = _begun(desk, about, language=language).versions[-1].texts
    assert set(texts) == {"en", language}
    for code, written in texts.items():
        report = content.check(KIND, written, code, names=[])
        assert not report.blocks
        assert report.threats == report.accusing == ()
        assert "Year 4 group" in written["body"]
        assert "Zofia" not in written["subject"]


def test_words_that_judge_are_pointed_out_and_what_is_lost_blocks() -> None:
    judged = {"subject": "A post", "body": "Your post is false and you were wrong."}
    report = content.check(KIND, judged, "en", names=[])
    assert report.accusing == ("false", "wrong")
    assert report.blocks
    unfilled = {"subject": "A post", "body": "We saw ((post_place))."}
    assert content.check(KIND, unfilled, "en", names=[]).placeholders


def test_it_goes_once_to_that_adult_alone_and_never_again(desk: Desk) -> None:  # noqa: F811
    request = _begun(desk)
    make.parent(of=make.pupil("Ada"))
    with pytest.raises(Refused):
        send(request)
    desk.approve(request)
    (delivery,) = send(request)
    assert delivery.route is DeliveryRoute.EMAIL
    assert delivery.mail is not None
    assert "Zofia" not in delivery.mail.content.subject
    assert send(request) == []
    with pytest.raises(Refused):
        new_version(request, {"en": {"subject": "Again", "body": "Again"}}, by=desk.office_id)
    assert [each.communication for each in requests_of_case("case-1")] == [request]


def test_without_an_address_it_goes_on_paper(desk: Desk) -> None:  # noqa: F811
    (delivery,) = send(desk.approve(_begun(desk, email=None)))
    assert delivery.route is DeliveryRoute.PAPER


def _approve_as(request: Communication, by: int) -> None:
    shown = request.versions[-1].content_hash
    approve_communication(request, by=by, points=list(Point), content_hash=shown)


def test_a_delegate_decides_only_where_the_delegation_names_it(desk: Desk) -> None:  # noqa: F811
    request, deputy = _begun(desk), make.staff("Dee Deputy", Role.TEACHER)
    days = {"starts_on": today(), "ends_on": today() + timedelta(days=9)}
    others = set(ApprovalKind) - {ApprovalKind.ABOUT_A_POST}
    delegate(by=desk.head_id, to=deputy.id, scope=others, **days)
    with pytest.raises(Refused):
        _approve_as(request, deputy.id)
    delegate(by=desk.head_id, to=deputy.id, scope=[ApprovalKind.ABOUT_A_POST], **days)
    _approve_as(request, deputy.id)
    assert queries.approved(request)


def test_the_office_begins_it_on_the_page_and_sends_what_the_head_approved(
    app: Flask,
    inside: Inside,  # noqa: F811
) -> None:
    with inside():
        person = make.parent(of=make.pupil("Zofia"), surname="Rowan").reference
    office, page = signed_in(app, Role.OFFICE), "/staff/about-a-post?name=rowan&case=case-7"
    said = {"adult": person, "about": "about_a_comment", "place": "on Facebook, 3 May"}
    assert office.submit(page, said).status_code == 303
    with inside() as desk:  # noqa: F811
        (row,) = db.session.scalars(select(AboutAPost))
        assert row.case_reference == "case-7"
        here = f"/staff/communications/{desk.approve(row.communication).reference}"
    for rest in ("", "/edit/en", "/send", "/letter.pdf"):
        assert office.get(here + rest).status_code == 200
    office.submit(f"{here}/send", KNOWN)
    with inside():
        assert db.session.scalars(select(Delivery)).one().person.reference == person
