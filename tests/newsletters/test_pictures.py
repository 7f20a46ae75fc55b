"""Pictures in an issue: each with the check that says yes to it, today as well."""

import re

import pytest
from sqlalchemy import select

from parentcomms.approvals.rules import CommunicationState
from parentcomms.channels.rules import ChannelKind
from parentcomms.communications import sending
from parentcomms.communications.actions import ask_for_approval
from parentcomms.consent.rules import Decision
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.newsletters import actions, files, showing
from parentcomms.publications.models import Publication
from parentcomms.school.actions import decide
from tests import make
from tests.newsletters.builders import a_picture, checked, reference_in, state_of, with_picture
from tests.newsletters.conftest import Desk


def test_a_picture_without_a_check_goes_to_nobody(desk: Desk) -> None:
    row, picture = with_picture(desk)
    with pytest.raises(Refused, match="no check"):
        ask_for_approval(row)
    actions.declare_nobody(row, picture, by=desk.office_id)
    ask_for_approval(row)
    assert state_of(row) is CommunicationState.AWAITING_APPROVAL


def test_a_picture_that_went_out_is_in_the_register_of_what_was_posted(desk: Desk) -> None:
    row, _ = checked(desk)
    desk.approve(row)
    sending.send(row)
    entered = db.session.scalars(select(Publication)).one()
    assert entered.what == "Autumn news"
    assert entered.address is not None
    assert row.reference in entered.address


def test_a_picture_keeps_nothing_of_where_it_was_taken_and_the_mail_has_its_words(
    desk: Desk,
) -> None:
    row, _ = checked(desk)
    file = db.session.get_one(type(files.file_of(row, reference_in(row))), 1)
    assert b"SecretPhone" not in files.content_of(file)
    looked = showing.as_mail(row.versions[-1])
    assert "Picture: Pumpkins" in looked.text
    assert "<img" not in looked.html


def test_taking_a_picture_out_moves_the_lines_of_the_others_up(desk: Desk) -> None:
    row, first = with_picture(desk)
    second = files.keep(row, files.picture_from(a_picture()))
    actions.add_picture(row, second, alt="Apples", by=desk.office_id)
    actions.remove_picture(row, first, by=desk.office_id)
    written = row.versions[-1].texts["en"]
    assert [each["alt"] for each in written["pictures"]] == ["Apples"]
    assert re.findall(r"\(\(picture_\d\)\)", written["body"]) == ["((picture_1))"]


def test_a_check_that_said_no_is_no_check(desk: Desk) -> None:
    row, _ = checked(desk, Decision.NO)
    with pytest.raises(Refused, match="no check"):
        ask_for_approval(row)


def test_an_answer_taken_back_stops_the_sending_and_empties_the_page(desk: Desk) -> None:
    row, pupil = checked(desk)
    desk.approve(row)
    address = {row.versions[-1].texts["en"]["pictures"][0]["reference"]: "/here"}
    assert "/here" in showing.web_html(row.versions[-1], address)
    parent = pupil.relationships[0].person
    assert parent is not None
    make.answer(pupil, parent, ChannelKind.PRINT.value, "no")
    with pytest.raises(Refused, match="no check"):
        sending.send(row)
    shown = showing.web_html(row.versions[-1], address)
    assert "/here" not in shown
    assert "We do not show it any more" in shown


def test_a_public_archive_needs_the_answer_for_the_website_too(desk: Desk) -> None:
    row, _ = checked(desk)
    ask_for_approval(row)
    decide(archive_is_public=True)
    with pytest.raises(Refused, match="no check"):
        ask_for_approval(row)
