"""One issue in the mail, on the page, on paper and in the archive: one reference."""

import pypdfium2
from sqlalchemy import select

from parentcomms.communications import sending
from parentcomms.communications.issues import issue_reference
from parentcomms.communications.models import Communication, Delivery
from parentcomms.database import db
from parentcomms.newsletters import actions, queries, showing
from parentcomms.newsletters.rules import Audience
from parentcomms.outbox.messages import as_html, as_text
from parentcomms.outbox.models import OutgoingMail
from parentcomms.school.actions import decide
from tests import make
from tests.newsletters.builders import BODY, issue, with_picture
from tests.newsletters.conftest import Desk


def test_what_was_approved_sent_printed_and_shown_carries_one_reference(desk: Desk) -> None:
    make.parent(of=make.pupil())
    row = issue(desk)
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
    row = issue(desk)
    before = issue_reference(row.versions[-1])
    changed = actions.Written(
        title="Autumn news", body=BODY + " Well done.", audience=Audience(whole_school=True)
    )
    assert issue_reference(actions.rewrite(row, changed, by=desk.office_id)) != before


def test_a_family_reads_what_it_was_sent_and_what_went_to_the_whole_school(desk: Desk) -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    here = make.parent(of=make.pupil(in_class=oak)).id
    there = make.parent(of=make.pupil(in_class=elm)).id
    for_oak = desk.approve(issue(desk, classes=[oak.reference]))
    for_all = desk.approve(issue(desk, body="For all.", whole_school=True))
    issue(desk, body="Never sent.")
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
    row, _ = with_picture(desk)
    from parentcomms.outbox.actions import Recipient

    mail = showing.send_test_copy(row.versions[-1], Recipient("Olu Office", "olu@example.org"))
    db.session.flush()
    words = as_text(mail)
    assert mail.to_address == "olu@example.org"
    assert "family-link" not in words
    assert issue_reference(row.versions[-1]) in words
