"""One question, for one day, to those who answer for the children named, and to nobody else."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from parentcomms.accounts.models import StaffMember
from parentcomms.approvals.rules import Point
from parentcomms.clock import now, today
from parentcomms.consent.child_answers import child_answers
from parentcomms.consent.family_page import photo_page
from parentcomms.consent.queries import (
    current_uses,
    due_relationships,
    newest_question_at,
    standing_answers,
)
from parentcomms.consent.rules import AnswerRoute, Decision, Standing
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.occasions import actions, queries, wording
from parentcomms.occasions.family import questions_for
from parentcomms.occasions.models import Occasion
from parentcomms.occasions.rules import OccasionState
from parentcomms.occasions.stopping import question_still_wanted
from parentcomms.occasions.tasks import remind_all
from parentcomms.outbox.models import Lane, OutgoingMail
from parentcomms.people.holds import place_hold
from parentcomms.people.models import Person, Pupil, Relationship
from parentcomms.people.rules import ContactDecision, HoldKind, RelationshipKind
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.being_asked import uses_asked
from parentcomms.publishing.facts import CannotAnswerError, Medium, Missing, Verdict
from tests import make
from tests.occasions.conftest import Approve, draft, line

pytestmark = pytest.mark.usefixtures("head")


def _relation(child: Pupil, adult: Person) -> Relationship:
    query = select(Relationship).filter_by(pupil_id=child.id, person_id=adult.id)
    return db.session.scalars(query).one()


def _say(occasion: Occasion, child: Pupil, adult: Person, decision: str) -> int:
    said = [(_relation(child, adult), Decision(decision))]
    return len(actions.take_answers(occasion, said, language="en"))


def _standing(occasion: Occasion, child: Pupil) -> Standing:
    return {pupil.id: found for pupil, found in queries.standings(occasion)}[child.id]


def _mails() -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def _ask(occasion: Occasion, *children: Pupil, **changes: object) -> Verdict:
    recognisable = {child.id: True for child in children}
    question = Question(occasion=occasion, **{"recognisable": recognisable} | changes)
    return check(question).verdict


def test_the_question_names_the_outlet_in_every_language_and_waits_for_the_head() -> None:
    occasion = draft(make.pupil())
    assert line(occasion).state is OccasionState.WAITING
    words = occasion.use.versions[-1].wordings
    assert {row.language for row in words} == {"en", "pl"}
    for row in words:
        assert "BBC Points West" in row.question
        assert "((" not in row.name + row.question + row.detail
    assert _mails() == []


def test_the_head_approves_exactly_what_stands_there_and_it_goes_out(
    approve: Approve, head: StaffMember
) -> None:
    ada, ben = make.pupil("Ada"), make.pupil("Ben")
    mother = make.parent(of=ada)
    make.relationship(ben, mother)
    make.parent(of=make.pupil("Cai"))
    occasion = draft(ada, ben)
    with pytest.raises(Refused):
        actions.approve_and_ask(line(occasion), by=head.id, points=set(Point), content_hash="x")
    with pytest.raises(Refused):
        shown = wording.hash_of(occasion)
        actions.approve_and_ask(line(occasion), by=head.id, points=(), content_hash=shown)
    assert approve(occasion) == 1
    (mail,) = _mails()
    assert (mail.to_address, mail.lane) == (mother.email, Lane.BULK)
    assert "Ada" not in mail.content.subject
    assert "BBC" not in mail.content.subject
    with pytest.raises(Refused):
        approve(occasion)
    assert len(_mails()) == 1


def test_what_is_sent_back_can_be_neither_approved_nor_asked(
    approve: Approve, head: StaffMember
) -> None:
    occasion = draft(make.pupil())
    shown = wording.hash_of(occasion)
    actions.send_it_back(line(occasion), by=head.id, words="Which day?", content_hash=shown)
    assert line(occasion).state is OccasionState.SENT_BACK
    with pytest.raises(Refused):
        approve(occasion)


def test_nobody_on_hold_or_not_to_be_contacted_is_asked_and_who_has_no_e_mail_is_listed(
    approve: Approve,
) -> None:
    ada = make.pupil("Ada")
    make.parent(of=ada, forename="Grace")
    by_hand = make.parent(of=ada, forename="Hal", email=None, kind=RelationshipKind.FATHER)
    held = make.parent(of=ada, forename="Ivo")
    place_hold(_relation(ada, held), HoldKind.SCHOOL, "a reason")
    make.parent(of=ada, forename="Jo", decision=ContactDecision.DO_NOT_CONTACT)
    make.parent(of=ada, forename="Kim", decision=ContactDecision.NOT_REVIEWED)
    occasion = draft(ada)
    assert approve(occasion) == 1
    found = queries.to_ask(occasion)
    assert [row.person_id for row in found.by_hand] == [by_hand.id]
    assert found.in_review == 1


def test_answers_are_for_this_occasion_only_and_silence_is_no(approve: Approve) -> None:
    ada, ben = make.pupil("Ada"), make.pupil("Ben")
    mother, father = make.parent(of=ada), make.parent(of=ben)
    occasion, other = draft(ada, ben), draft(ada, ben, who="The Echo")
    approve(occasion)
    approve(other)
    assert _say(occasion, ada, mother, "yes") == 1
    assert _say(occasion, ada, mother, "yes") == 0
    assert _standing(occasion, ada) is Standing.YES
    assert _standing(occasion, ben) is Standing.NOT_ANSWERED
    assert _standing(other, ada) is Standing.NOT_ANSWERED
    assert _ask(occasion, ada) is Verdict.POST
    assert _ask(occasion, ada, ben) is Verdict.CHANGE
    assert _ask(other, ada) is Verdict.DO_NOT_POST
    assert _say(occasion, ben, father, "no") == 1
    assert _standing(occasion, ben) is Standing.NO


def test_a_child_who_was_not_asked_about_blocks_whatever_else_was_said(approve: Approve) -> None:
    ada, outsider = make.pupil("Ada"), make.pupil("Out")
    mother = make.parent(of=outsider)
    for use in ("website", "social_media"):
        make.answer(outsider, mother, use, "yes")
    occasion = draft(ada)
    approve(occasion)
    said = [(_relation(outsider, mother), Decision.YES)]
    actions.take_answers(occasion, said, language="en")
    assert _ask(occasion, outsider) is Verdict.DO_NOT_POST


def test_a_film_with_a_name_asks_those_questions_too(approve: Approve) -> None:
    ada = make.pupil("Ada")
    mother = make.parent(of=ada)
    occasion = draft(ada)
    approve(occasion)
    _say(occasion, ada, mother, "yes")
    film = {"medium": Medium.VIDEO, "name_shown": True}
    assert _ask(occasion, ada, **film) is Verdict.DO_NOT_POST
    make.answer(ada, mother, "video_voice", "yes")
    make.answer(ada, mother, "name_outside", "yes")
    assert _ask(occasion, ada, **film) is Verdict.POST


def test_a_cancelled_occasion_and_one_long_over_give_no_answer(approve: Approve) -> None:
    ada = make.pupil("Ada")
    mother = make.parent(of=ada)
    occasion, unasked = draft(ada), draft(ada)
    approve(occasion)
    _say(occasion, ada, mother, "yes")
    with time_machine.travel(now() + timedelta(days=38)):
        assert queries.occasions_to_check() == []
        with pytest.raises(CannotAnswerError) as problem:
            _ask(occasion, ada)
    assert problem.value.missing is Missing.OCCASION_OVER
    assert queries.occasions_to_check() == [occasion]
    assert len(questions_for(mother.id, "en")) == 1
    actions.cancel(occasion)
    assert questions_for(mother.id, "en") == []
    for closed in (occasion, unasked):
        with pytest.raises(CannotAnswerError):
            _ask(closed, ada)
    assert queries.occasions_to_check() == []
    assert _standing(occasion, ada) is Standing.NOT_ANSWERED


def test_a_yes_is_changed_until_the_day_is_over_and_taken_back_ever_after(
    approve: Approve,
) -> None:
    ada = make.pupil("Ada")
    mother = make.parent(of=ada)
    occasion = draft(ada)
    approve(occasion)
    _say(occasion, ada, mother, "no")
    _say(occasion, ada, mother, "yes")
    with time_machine.travel(now() + timedelta(days=100)):
        _say(occasion, ada, mother, "no")
        with pytest.raises(Refused):
            _say(occasion, ada, mother, "yes")
    assert _standing(occasion, ada) is Standing.NO


def test_the_silent_are_reminded_once_and_nobody_else(approve: Approve) -> None:
    ada, ben = make.pupil("Ada"), make.pupil("Ben")
    mother, silent = make.parent(of=ada), make.parent(of=ben)
    occasion = draft(ada, ben)
    approve(occasion)
    _say(occasion, ada, mother, "no")
    assert remind_all() == 0
    with time_machine.travel(now() + timedelta(days=4)):
        assert remind_all() == 1
        assert remind_all() == 0
    assert [mail.to_address for mail in _mails()[2:]] == [silent.email]


def test_a_waiting_question_is_not_handed_over_after_a_hold_a_cancelling_or_an_answer(
    approve: Approve,
) -> None:
    children = [make.pupil(name) for name in ("Ada", "Ben", "Cai", "Dee")]
    adults = [make.parent(of=child) for child in children]
    occasion = draft(*children)
    approve(occasion)
    place_hold(_relation(children[0], adults[0]), HoldKind.SCHOOL, "a reason")
    _say(occasion, children[1], adults[1], "no")
    adults[2].email = "elsewhere@example.org"
    db.session.flush()
    db.session.expire_all()
    goes = question_still_wanted(_mails())
    wanted = {mail.to_name: mail.id in goes for mail in _mails()}
    assert wanted == {
        adults[0].full_name: False,
        adults[1].full_name: False,
        adults[2].full_name: False,
        adults[3].full_name: True,
    }
    actions.cancel(occasion)
    assert question_still_wanted(_mails()) == set()


def test_an_occasion_is_on_no_page_list_count_or_due_of_the_usual_questions(
    approve: Approve,
) -> None:
    ada = make.pupil("Ada")
    mother = make.parent(of=ada)
    relation = _relation(ada, mother)
    before = (
        [use.key for use in current_uses()],
        uses_asked(),
        due_relationships([ada.id]),
        photo_page(mother.id, "en").unanswered,
        [line.key for line in child_answers(ada.id).uses],
        set(standing_answers([ada.id])),
        newest_question_at(),
    )
    occasion = draft(ada)
    approve(occasion)
    actions.take_answers(
        occasion, [(relation, Decision.YES)], language="en", route=AnswerRoute.OWN_LINK
    )
    after = (
        [use.key for use in current_uses()],
        uses_asked(),
        due_relationships([ada.id]),
        photo_page(mother.id, "en").unanswered,
        [line.key for line in child_answers(ada.id).uses],
        set(standing_answers([ada.id])),
        newest_question_at(),
    )
    assert after == before
    assert child_answers(ada.id).answered == {relation.id: 0}
    assert occasion.happens_on > today()
