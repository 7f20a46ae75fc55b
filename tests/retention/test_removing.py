"""What goes, what stays, and that the chain holds afterwards; on both databases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DBAPIError

from parentcomms.audit.actions import record
from parentcomms.audit.models import RemovalStub
from parentcomms.audit.verifying import breaks
from parentcomms.clock import now
from parentcomms.consent.actions import set_never
from parentcomms.consent.kinds import NeverScope
from parentcomms.consent.models import Answer
from parentcomms.database import Base, db
from parentcomms.outbox.actions import MailText, Recipient, queue_mail
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.people.models import Enrolment, Person, Pupil
from parentcomms.publications.models import Publication, PublicationChild, Removal
from parentcomms.publishing.models import PostCheck, PostCheckPupil
from parentcomms.publishing.rules import Medium, OtherSchool, Verdict
from parentcomms.retention.actions import lift_hold, place_hold, remove
from parentcomms.retention.facts import World
from parentcomms.retention.finding import dry_run, some
from parentcomms.retention.rules import HoldScope, Rule
from parentcomms.retention.tasks import remove_now
from tests import make

THEN = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)
LEAVES = (
    *("answer_set_aside", "post_check_pupil", "post_picture", "publication_child", "late_check"),
    *("removal", "takedown_owner", "publication_review", "publishing_incident", "acknowledgement"),
    *("delivery_child", "scanned_form", "printed_list", "answers_export"),
)
LATER = datetime(2026, 11, 22, 2, 41, tzinfo=UTC)


@dataclass
class World2024:
    stays: Pupil
    left: Pupil
    mother: Person
    check: PostCheck


def _check(*children: Pupil, **others: object) -> PostCheck:
    columns = {
        "medium": Medium.PHOTO, "name_shown": False, "use_keys": ["website"], "crowd": False,
        "posed": False, "someone_unknown": False, "other_school": OtherSchool.NONE,
        "verdict": Verdict.POST, "sentences": [], "checked_by": "system", "checked_at": now(),
    }  # fmt: skip
    row = PostCheck(**columns | others)
    row.pupils = [
        PostCheckPupil(pupil_id=child.id, recognisable=True, allowed=True, advice=[])
        for child in children
    ]
    db.session.add(row)
    record("post-check", row)
    for each in row.pupils:
        record("post-check-pupil", each)
    return row


def _publication(*children: Pupil, **others: object) -> Publication:
    columns = {
        "place": "The school's website", "what": "Sports day", "use_keys": ["website"],
        "printed": False, "published_on": now().date(), "before_go_live": False,
        "recorded_by": "system", "recorded_at": now(),
    }  # fmt: skip
    row = Publication(**columns | others)
    row.children = [PublicationChild(pupil_id=child.id, recognisable=True) for child in children]
    db.session.add(row)
    record("published", row)
    for each in row.children:
        record("published-child", each)
    return row


def _taken_down(row: Publication, on: date) -> None:
    down = Removal(
        publication_id=row.id, removed=True, done_on=on, recorded_by="system", recorded_at=now()
    )
    db.session.add(down)
    record("removed-from-public", down)


@pytest.fixture
def world(session: object) -> Iterator[World2024]:
    """Two children answered for in 2024; one left that summer."""
    with time_machine.travel(THEN, tick=False):
        make.questions()
        stays, left = make.pupil("Ada"), make.pupil("Ben", upn="A123456789012")
        mother = make.parent(of=left, forename="Joan")
        other = make.parent(of=stays)
        make.answer(left, mother, "website", "yes")
        make.answer(left, mother, "website", "no")
        make.answer(stays, other, "website", "yes")
        check = _check(left)
        _check(stays)  # the newest of its table, see actions.remove()
        set_never(left, scope=NeverScope.OUTSIDE_SCHOOL, reason="A secret about Ben")
        db.session.query(Enrolment).filter_by(pupil_id=left.id).update(
            {"ends_on": date(2024, 7, 22)}
        )
        db.session.commit()
    with time_machine.travel(LATER, tick=False):
        yield World2024(stays, left, mother, check)


def _count(model: type[Base], **by: object) -> int:
    return db.session.scalar(select(func.count()).select_from(model).filter_by(**by)) or 0


def test_what_has_had_its_time_goes_and_the_chain_still_holds(world: World2024) -> None:
    left, mother, check_id = world.left.id, world.mother.id, world.check.id
    foretold = {each.rule: each.units for each in dry_run()}
    assert _count(Answer, pupil_id=left) == 2  # a dry run removes nothing
    done = remove_now()
    assert done[Rule.ANSWERS] == foretold[Rule.ANSWERS] == 1
    assert _count(Answer, pupil_id=left) == 0
    assert _count(Answer, pupil_id=world.stays.id) == 1
    assert _count(PostCheck, id=check_id) == 0
    child, adult = db.session.get(Pupil, left), db.session.get(Person, mother)
    assert child is not None
    assert adult is not None
    assert (child.upn, child.date_of_birth, child.forename) == (None, None, "Former")
    assert (adult.email, adult.surname) == (None, "contact")
    assert db.session.get(Pupil, world.stays.id).date_of_birth is not None  # type: ignore[union-attr]
    assert _count(RemovalStub, table_name="answer", rule="answers") == 2
    assert list(breaks()) == []


def test_a_second_night_finds_nothing_left_to_do(world: World2024) -> None:
    remove_now()
    stubs = _count(RemovalStub)
    assert not any(remove_now().values())
    assert _count(RemovalStub) == stubs


@pytest.mark.parametrize("scope", list(HoldScope))
def test_a_legal_hold_keeps_it_until_it_is_lifted(world: World2024, scope: HoldScope) -> None:
    picture = _publication(world.left)
    _taken_down(picture, date(2015, 1, 1))  # on its own it would keep the answers no longer
    reference = {
        HoldScope.EVERYTHING: "",
        HoldScope.PUPIL: world.left.reference,
        HoldScope.PERSON: world.mother.reference,
        HoldScope.PUBLICATION: picture.reference,
    }[scope]
    hold = place_hold(scope, reference, "A claim")
    db.session.commit()
    remove_now()
    assert _count(Answer, pupil_id=world.left.id) == 2
    assert db.session.get(Pupil, world.left.id).upn is not None  # type: ignore[union-attr]
    lift_hold(hold)
    db.session.commit()
    remove_now()
    assert _count(Answer, pupil_id=world.left.id) == 0


@pytest.mark.parametrize(
    ("down_on", "printed", "answers"),
    [(None, False, 2), (date(2025, 1, 1), False, 2), (date(2019, 1, 1), False, 0), (None, True, 2)],
)
def test_answers_stay_while_a_picture_is_up_and_six_years_after(
    world: World2024, down_on: date | None, printed: bool, answers: int
) -> None:
    row = _publication(world.left, printed=printed, published_on=date(2024, 6, 4))
    if down_on:
        _taken_down(row, down_on)
    db.session.commit()
    remove_now()
    assert _count(Answer, pupil_id=world.left.id) == answers


def test_a_check_that_led_to_a_publication_stays_with_it(world: World2024) -> None:
    _publication(world.left, check_id=world.check.id)
    db.session.commit()
    remove_now()
    assert _count(PostCheck, id=world.check.id) == 1


def test_the_record_of_a_picture_goes_six_years_after_with_all_that_hangs_on_it(
    world: World2024,
) -> None:
    row = _publication(world.left, published_on=date(2018, 5, 1))
    _taken_down(row, date(2019, 5, 1))
    _taken_down(_publication(world.stays), date(2026, 1, 1))  # newest of both tables
    db.session.commit()
    gone = row.id
    remove_now()
    assert _count(Publication, id=gone) == _count(Removal, publication_id=gone) == 0
    assert _count(Publication) == 1
    assert list(breaks()) == []


def test_the_newest_row_waits_so_that_its_number_is_never_given_again(world: World2024) -> None:
    newest = _check(world.left, checked_at=now() - timedelta(days=900))
    db.session.commit()
    units = [each for each in some(Rule.CHECKS, World(), 10) if each.about == newest.reference]
    assert len(units) == 1
    assert remove(units) == []
    _check(world.stays)
    assert remove(units) == units


def test_mails_keep_their_text_and_recipient_and_lose_what_they_said(world: World2024) -> None:
    with time_machine.travel(THEN, tick=False):
        text = MailText("From ((school_name))", "Dear ((name))")
        values = {"name": "Joan"}
        mail = queue_mail(text, Recipient("Joan", "joan@example.org"), values, once_key="fact")
        waiting = queue_mail(text, Recipient("Joan", "joan@example.org"), values)
        mail.state = MailState.SENT
        db.session.commit()
    with time_machine.travel(datetime(2024, 9, 2, tzinfo=UTC), tick=False):
        remove_now()
        assert (mail.values, mail.to_name) == ({}, "Joan")
        assert waiting.values == values
    remove_now()
    assert (mail.to_name, mail.to_address, mail.once_key) == ("", "", "fact")
    assert db.session.get(OutgoingMail, mail.id) is not None


def test_without_its_stub_evidence_does_not_go(world: World2024) -> None:
    with pytest.raises(DBAPIError, match="evidence"):
        db.session.execute(delete(Answer))
    db.session.rollback()


def test_a_stub_slipped_in_shows(world: World2024) -> None:
    answer_id = db.session.scalar(select(func.min(Answer.id)))
    db.session.add(RemovalStub(table_name="answer", row_id=answer_id, rule="x", removed_at=now()))
    db.session.flush()
    problems = " ".join(each.problem for each in breaks())
    assert "without its event" in problems
    assert "in spite of its removal stub" in problems


def test_whatever_points_at_what_goes_is_known_to_go_first() -> None:
    """A table added later that points at removed rows would stop retention every night."""
    goes_with = {
        "answer": {"answer", "answer_set_aside"},
        "post_check": {
            "post_check", "post_check_pupil", "publication", "late_check", "post_version",
            "authorisation",
        },
        "post_version": {"post_picture", "publication"},
        "post": {"post_version"},
        "publication": {
            "publication_child", "late_check", "removal", "takedown_owner", "publication_review",
            "publishing_incident",
        },
        "delivery": {"delivery_child"},
        **{leaf: set[str]() for leaf in LEAVES},
    }  # fmt: skip
    for gone, known in goes_with.items():
        pointing = {
            table.name
            for table in Base.metadata.tables.values()
            for key in table.foreign_keys
            if key.column.table.name == gone
        }
        assert pointing <= known, f"{gone} is pointed at by {pointing - known}"
