"""One issue from draft to the archive: its audience, its time, its pictures, one reference."""

import io
import re
from datetime import timedelta

import pypdfium2
import pytest
import time_machine
from PIL import Image
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from parentcomms.access import Role
from parentcomms.approvals.actions import delegate
from parentcomms.approvals.rules import ApprovalKind, CommunicationState
from parentcomms.channels.models import Channel
from parentcomms.channels.rules import ChannelAudience, ChannelKind
from parentcomms.clock import now, today
from parentcomms.communications import queries as texts
from parentcomms.communications import sending
from parentcomms.communications.actions import ask_for_approval
from parentcomms.communications.chasing import MAIL, chase
from parentcomms.communications.issues import issue_reference
from parentcomms.communications.models import Communication, Delivery
from parentcomms.communications.reach import plan_for
from parentcomms.consent.rules import Decision
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.newsletters import actions, files, queries, showing, timing
from parentcomms.newsletters.own_pdf import MOST_PAGES, with_insert
from parentcomms.newsletters.rules import Audience
from parentcomms.newsletters.tasks import send_due
from parentcomms.outbox.messages import as_html, as_text
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Pupil
from parentcomms.publications.models import Publication
from parentcomms.publishing.actions import Question, check
from parentcomms.school.actions import decide
from parentcomms.texts.shipped import text
from parentcomms.uploads import NotAccepted
from tests import make
from tests.newsletters.conftest import Desk

BODY = "The harvest was big.\n\nThank you."


def _issue(desk: Desk, body: str = BODY, **audience: object) -> Communication:
    audience = audience or {"whole_school": True}
    whom = Audience(**audience)  # type: ignore[arg-type]
    written = actions.Written(title="Autumn news", body=body, audience=whom)
    return actions.start(written, by=desk.office_id)


def _state(row: Communication) -> CommunicationState:
    return texts.listed(row).state


def _picture(name: str = "a.jpg") -> FileStorage:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    Image.new("RGB", (60, 40), "green").save(out, "JPEG", exif=exif)
    return FileStorage(io.BytesIO(out.getvalue()), filename=name)


def _print_channel() -> Channel:
    row = Channel(
        name="Printed newsletter",
        platform="Paper",
        audience=ChannelAudience.SCHOOL_FAMILIES,
        use_key=ChannelKind.PRINT.value,
        approved_by="system",
        approved_at=now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def _with_picture(desk: Desk) -> tuple[Communication, str]:
    row = _issue(desk)
    file = files.keep(row, files.picture_from(_picture()))
    actions.add_picture(row, file, alt="Pumpkins", by=desk.office_id)
    return row, file.reference


def _checked(desk: Desk, said: Decision = Decision.YES) -> tuple[Communication, Pupil]:
    row, picture = _with_picture(desk)
    pupil = make.pupil()
    make.answer(pupil, make.parent(of=pupil), ChannelKind.PRINT.value, said)
    made = check(Question(channel=_print_channel(), recognisable={pupil.id: True}))
    actions.bind_check(row, picture, check=made.reference, by=desk.office_id)
    return row, pupil


def test_the_whole_school_year_groups_classes_and_clubs_are_reached_as_chosen(desk: Desk) -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    one = make.pupil("One", in_class=oak, year_group="4")
    two = make.pupil("Two", in_class=elm, year_group="5")
    three = make.pupil("Three", in_class=elm, year_group="6")
    people = [make.parent(of=each).id for each in (one, two, three)]
    club = make.group("Chess", three)

    def reached(**audience: object) -> list[bool]:
        found = plan_for(_issue(desk, **audience)).everyone
        return [person in found for person in people]

    assert reached(whole_school=True) == [True, True, True]
    assert reached(classes=[elm.reference]) == [False, True, True]
    assert reached(year_groups=["4", "5"]) == [True, True, False]
    assert reached(groups=[club.reference]) == [False, False, True]
    assert reached(year_groups=["4"], groups=[club.reference]) == [True, False, True]


def test_another_audience_is_another_content_to_approve(desk: Desk) -> None:
    make.parent(of=make.pupil(in_class=make.school_class()))
    row = _issue(desk)
    desk.approve(row)
    assert _state(row) is CommunicationState.APPROVED
    narrower = actions.Written(title="Autumn news", body=BODY, audience=Audience(year_groups=["4"]))
    actions.rewrite(row, narrower, by=desk.office_id)
    assert _state(row) is CommunicationState.DRAFT
    with pytest.raises(Refused, match="not approved"):
        sending.send(row)


def test_a_saved_list_copies_its_rule_and_a_later_change_of_it_changes_nothing(desk: Desk) -> None:
    saved = actions.save_audience("Years 4 and 5", Audience(year_groups=["5", "4"]))
    row = _issue(desk, year_groups=["4", "5"], saved=saved.name)
    actions.end_audience(saved)
    assert row.versions[-1].audience == {"saved": "Years 4 and 5", "year_groups": ["4", "5"]}
    assert queries.saved_audiences() == []


def test_what_was_approved_sent_printed_and_shown_carries_one_reference(desk: Desk) -> None:
    make.parent(of=make.pupil())
    row = _issue(desk)
    desk.approve(row)
    reference = issue_reference(row.versions[-1])
    sending.send(row)
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert mail.content.list_mail
    assert reference in as_text(mail)
    assert reference in as_html(mail)
    found = queries.issues_for(db.session.scalar(select(Delivery.person_id)))
    assert [each.reference for each in found] == [reference]
    assert found[0].version.content_hash.startswith(reference.rpartition("-")[2])
    pages = pypdfium2.PdfDocument(showing.paper_pdf(row))
    printed = pages[0].get_textpage().get_text_range()
    assert reference in printed
    assert "The harvest was big." in printed
    assert "The harvest was big." in showing.web_html(row.versions[-1], {})
    pages.close()


def test_another_words_are_another_reference(desk: Desk) -> None:
    row = _issue(desk)
    before = issue_reference(row.versions[-1])
    changed = actions.Written(
        title="Autumn news", body=BODY + " Well done.", audience=Audience(whole_school=True)
    )
    assert issue_reference(actions.rewrite(row, changed, by=desk.office_id)) != before


def test_a_picture_without_a_check_goes_to_nobody(desk: Desk) -> None:
    row, picture = _with_picture(desk)
    with pytest.raises(Refused, match="no check"):
        ask_for_approval(row)
    actions.declare_nobody(row, picture, by=desk.office_id)
    ask_for_approval(row)
    assert _state(row) is CommunicationState.AWAITING_APPROVAL


def test_a_check_that_said_no_is_no_check(desk: Desk) -> None:
    row, _ = _checked(desk, Decision.NO)
    with pytest.raises(Refused, match="no check"):
        ask_for_approval(row)


def test_an_answer_taken_back_stops_the_sending_and_empties_the_page(desk: Desk) -> None:
    row, pupil = _checked(desk)
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


def test_a_picture_that_went_out_is_in_the_register_of_what_was_posted(desk: Desk) -> None:
    row, _ = _checked(desk)
    desk.approve(row)
    sending.send(row)
    entered = db.session.scalars(select(Publication)).one()
    assert entered.what == "Autumn news"
    assert entered.address is not None
    assert row.reference in entered.address


def test_a_public_archive_needs_the_answer_for_the_website_too(desk: Desk) -> None:
    row, _ = _checked(desk)
    ask_for_approval(row)
    decide(archive_is_public=True)
    with pytest.raises(Refused, match="no check"):
        ask_for_approval(row)


def test_a_picture_keeps_nothing_of_where_it_was_taken_and_the_mail_has_its_words(
    desk: Desk,
) -> None:
    row, _ = _checked(desk)
    file = db.session.get_one(type(files.file_of(row, _reference_in(row))), 1)
    assert b"SecretPhone" not in files.content_of(file)
    looked = showing.as_mail(row.versions[-1])
    assert "Picture: Pumpkins" in looked.text
    assert "<img" not in looked.html


def _reference_in(row: Communication) -> str:
    return str(row.versions[-1].texts["en"]["pictures"][0]["reference"])


def test_taking_a_picture_out_moves_the_lines_of_the_others_up(desk: Desk) -> None:
    row, first = _with_picture(desk)
    second = files.keep(row, files.picture_from(_picture()))
    actions.add_picture(row, second, alt="Apples", by=desk.office_id)
    actions.remove_picture(row, first, by=desk.office_id)
    written = row.versions[-1].texts["en"]
    assert [each["alt"] for each in written["pictures"]] == ["Apples"]
    assert re.findall(r"\(\(picture_\d\)\)", written["body"]) == ["((picture_1))"]


def _pdf(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 200)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_the_offices_own_pdf_carries_the_approved_insert_behind_it(desk: Desk) -> None:
    insert = next(
        each.communication
        for each in texts.communications()
        if each.communication.key == "insert_talk_first"
    )
    desk.approve(insert)
    whole = Audience(whole_school=True)
    row = actions.start(
        actions.Written(title="News", body=BODY, audience=whole, insert=insert), by=desk.office_id
    )
    page = showing.insert_page(row.versions[-1])
    joined = with_insert(FileStorage(io.BytesIO(_pdf(2)), filename="n.pdf"), page)
    document = pypdfium2.PdfDocument(joined.content)
    assert len(document) == 3
    assert "malicious or fictitious" in " ".join(
        document[2].get_textpage().get_text_range().split()
    )
    document.close()
    kept = files.keep(row, joined)
    actions.take_file(row, kept, name="The newsletter as PDF", by=desk.office_id)
    with pytest.raises(Refused, match="no check"):
        ask_for_approval(row)
    with pytest.raises(Refused, match="another insert"):
        other = next(
            each.communication
            for each in texts.communications()
            if each.communication.key == "insert_christmas"
        )
        desk.approve(other)
        actions.rewrite(
            row,
            actions.Written(title="News", body=BODY, audience=whole, insert=other),
            by=desk.office_id,
        )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 rubbish %%EOF", "broken"),
        (b"plainly no file", "cannot take"),
        (_pdf(MOST_PAGES + 1), "more than"),
        (b"", "empty"),
    ],
)
def test_a_pdf_that_will_not_do_is_refused_in_a_sentence(
    session: object, content: bytes, said: str
) -> None:
    with pytest.raises(NotAccepted, match=said):
        with_insert(FileStorage(io.BytesIO(content), filename="n.pdf"), None)


def test_a_locked_pdf_is_refused_in_a_sentence(session: object) -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(_pdf(1))) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(NotAccepted, match="password"):
        with_insert(FileStorage(io.BytesIO(out.getvalue()), filename="n.pdf"), None)


def test_at_its_time_exactly_the_approved_version_goes_out_once(desk: Desk) -> None:
    make.parent(of=make.pupil())
    row = _issue(desk)
    desk.approve(row)
    timing.schedule(row, now() + timedelta(hours=2), by=desk.head_id)
    assert _state(row) is CommunicationState.SCHEDULED
    assert send_due() == 0
    with time_machine.travel(now() + timedelta(hours=2, minutes=1)):
        assert send_due() == 1
        assert send_due() == 0
    assert _state(row) is CommunicationState.SENDING
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 1


def test_what_was_changed_since_its_time_was_set_does_not_go_out_and_somebody_is_told(
    desk: Desk,
) -> None:
    make.parent(of=make.pupil())
    row = _issue(desk)
    desk.approve(row)
    timing.schedule(row, now() + timedelta(hours=2), by=desk.head_id)
    whole = Audience(whole_school=True)
    actions.rewrite(
        row, actions.Written(title="Autumn news", body="Other.", audience=whole), by=desk.office_id
    )
    assert _state(row) is CommunicationState.DRAFT
    db.session.commit()
    with time_machine.travel(now() + timedelta(hours=3)):
        assert send_due() == 0
        assert send_due() == 0
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert mail.to_address == desk.head.email
    assert "Autumn news" not in as_text(mail) + mail.content.subject


@pytest.mark.parametrize("ahead", [timedelta(hours=-1), timedelta(days=400)])
def test_a_time_in_the_past_is_refused(desk: Desk, ahead: timedelta) -> None:
    row = desk.approve(_issue(desk))
    with pytest.raises(Refused):
        timing.schedule(row, now() + ahead, by=desk.head_id)


def test_only_an_approved_newsletter_is_given_a_time(desk: Desk) -> None:
    with pytest.raises(Refused, match="not approved"):
        timing.schedule(_issue(desk), now() + timedelta(hours=1), by=desk.head_id)


MONDAY = "2026-11-16T10:00:00Z"


def test_those_who_can_decide_are_reminded_once_a_day_and_read_no_title(desk: Desk) -> None:
    deputy = make.staff("Dee Deputy", Role.TEACHER, password_hash="chosen")
    with time_machine.travel(MONDAY, tick=False):
        ask_for_approval(_issue(desk))
        delegate(
            by=desk.head_id,
            to=deputy.id,
            scope=[ApprovalKind.NEWSLETTER],
            starts_on=today(),
            ends_on=today() + timedelta(days=30),
        )
        assert chase() == 0
    with time_machine.travel("2026-11-18T10:00:00Z", tick=False):
        chase()
        chase()
    mails = db.session.scalars(select(OutgoingMail)).all()
    assert {mail.to_address for mail in mails} == {desk.head.email, deputy.email}
    assert len(mails) == 2
    assert all(mail.content.subject == text(MAIL, language="en").title for mail in mails)
    assert "Autumn" not in as_text(mails[0])
    with time_machine.travel("2026-11-19T10:00:00Z", tick=False):
        chase()
    assert db.session.scalar(select(func.count()).select_from(OutgoingMail)) == 4


def test_a_family_reads_what_it_was_sent_and_what_went_to_the_whole_school(desk: Desk) -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    here = make.parent(of=make.pupil(in_class=oak)).id
    there = make.parent(of=make.pupil(in_class=elm)).id
    for_oak = desk.approve(_issue(desk, classes=[oak.reference]))
    for_all = desk.approve(_issue(desk, body="For all.", whole_school=True))
    _issue(desk, body="Never sent.")
    sending.send(for_oak)
    sending.send(for_all)

    def opened(person: int | None) -> list[Communication]:
        return [each.communication for each in queries.issues_for(person)]

    assert opened(here) == [for_all, for_oak]
    assert opened(there) == [for_all]
    assert opened(None) == []
    decide(archive_is_public=True)
    assert opened(None) == [for_all]


def test_a_test_copy_goes_to_whoever_asks_and_its_links_need_a_sign_in(desk: Desk) -> None:
    row, _ = _with_picture(desk)
    from parentcomms.outbox.actions import Recipient

    mail = showing.send_test_copy(row.versions[-1], Recipient("Olu Office", "olu@example.org"))
    db.session.flush()
    words = as_text(mail)
    assert mail.to_address == "olu@example.org"
    assert "family-link" not in words
    assert issue_reference(row.versions[-1]) in words
