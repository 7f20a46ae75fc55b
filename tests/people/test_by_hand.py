"""People written by hand: added, corrected, ended; and what the next file makes of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from parentcomms.audit.verifying import breaks
from parentcomms.clock import today
from parentcomms.consent.rules import Decision
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.people import queries
from parentcomms.people.by_hand import adults, children
from parentcomms.people.by_hand.adults import Tie
from parentcomms.people.correction_models import Correction
from parentcomms.people.models import Hold, Person, Pupil, Relationship
from parentcomms.people.rules import (
    ContactDecision,
    HoldKind,
    ParentalResponsibility,
    RelationshipKind,
)
from tests import make
from tests.people.test_import_actions import ANN, BO, count, load, the

PR = ParentalResponsibility
K = RelationshipKind
MOTHER = Tie(kind=K.MOTHER, pr=PR.YES, lives_with=True)
ANN_FACTS: dict[str, Any] = {
    "forename": "Ann",
    "surname": "Lee",
    "date_of_birth": date(2018, 9, 23),
    "year_group": "3",
    "upn": None,
    "admission_number": None,
}
JANE: dict[str, Any] = {
    "title": None,
    "forename": "Jane",
    "surname": "Lee",
    "email": "jane@example.org",
    "phone": None,
    "address": None,
    "postcode": None,
    "language": "en",
}
pytestmark = pytest.mark.usefixtures("session")


def ann_by_hand() -> Pupil:
    pupil = children.add_child(ANN_FACTS, class_name="Oak", first_day=today())
    adults.tie_to(pupil, adults.add_adult(JANE), MOTHER)
    db.session.commit()
    return pupil


class TestAdding:
    def test_the_next_file_finds_who_was_added_by_hand_and_doubles_nobody(self) -> None:
        ann_by_hand()
        run = load(ANN)
        assert [count(model) for model in (Pupil, Person, Relationship)] == [1, 1, 1]
        assert the(Pupil).upn == "A", "what the file knows more is taken over"
        assert run.summary["pupils"]["joiners"] == 0
        assert not [row for row in db.session.scalars(select(Correction)) if not row.settled_at]

    def test_whole_roll_does_not_end_a_child_no_file_has_named_yet(self) -> None:
        ann_by_hand()
        run = load(BO)
        assert run.summary["missing"] == []
        assert run.summary["by_hand_kept"] == [{"name": "Ann Lee", "what": ["on_roll"]}]

    def test_somebody_new_waits_for_the_contact_review(self) -> None:
        pupil = ann_by_hand()
        assert queries.decisions_now() == {}
        assert the(Relationship).gets_letters
        assert pupil.enrolments[0].school_class.name == "Oak"

    def test_the_same_child_twice_is_seen(self) -> None:
        pupil = ann_by_hand()
        assert children.twin_of(ANN_FACTS | {"forename": "ANN"}) is pupil
        assert children.twin_of(ANN_FACTS | {"forename": "Max"}) is None
        assert children.twin_of(ANN_FACTS, but=pupil) is None

    def test_an_adult_on_record_is_offered_but_never_one_whose_responsibility_differs(self) -> None:
        ann_by_hand()
        assert [p.forename for p in adults.perhaps_known(JANE, MOTHER)] == ["Jane"]
        other = JANE | {"forename": "John", "email": "john@example.org"}
        assert adults.perhaps_known(other, MOTHER) == []
        without = Tie(kind=K.MOTHER, pr=PR.NO, lives_with=True)
        assert adults.perhaps_known(JANE, without) == []

    def test_a_court_order_holds_at_once(self) -> None:
        pupil = ann_by_hand()
        order = Tie(kind=K.FATHER, pr=PR.YES, lives_with=False, court_order=True)
        adults.tie_to(pupil, adults.add_adult(JANE | {"forename": "Jim"}), order)
        assert the(Hold).kind is HoldKind.COURT_ORDER


class TestCorrecting:
    @pytest.mark.parametrize(
        ("correct", "field"),
        [
            (lambda p, a, r: children.correct_child(p, facts(p, forename="Anne")), "forename"),
            (lambda p, a, r: children.correct_child(p, facts(p, surname="Lea")), "surname"),
            (lambda p, a, r: children.correct_child(p, facts(p, upn="B99")), "upn"),
            (
                lambda p, a, r: children.correct_child(p, facts(p, date_of_birth=date(2018, 9, 3))),
                "date_of_birth",
            ),
            (lambda p, a, r: children.change_class(p, "Elm", first_day=today()), "class_name"),
            (lambda p, a, r: adults.correct_person(a, JANE | {"email": "j@new.example"}), "email"),
            (lambda p, a, r: adults.correct_person(a, JANE | {"surname": "Lea"}), "surname"),
            (lambda p, a, r: adults.correct_person(a, JANE | {"forename": "Janet"}), "forename"),
            (lambda p, a, r: adults.correct_tie(r, tie(pr=PR.NO)), "pr"),
            (lambda p, a, r: adults.correct_tie(r, tie(lives_with=False)), "lives_with"),
            (lambda p, a, r: adults.correct_tie(r, tie(kind=K.CARER)), "kind"),
        ],
    )
    def test_a_file_that_is_behind_undoes_nothing_doubles_nobody_and_is_shown(
        self, correct: Callable[..., object], field: str
    ) -> None:
        load(ANN)
        correct(the(Pupil), the(Person), the(Relationship))
        db.session.commit()
        now = queries.school_now()
        run = load(ANN)
        assert [each["what"] for each in run.summary["by_hand_kept"]] == [[field]]
        assert run.summary["nothing_new"]
        assert queries.school_now() == now

    def test_news_in_a_file_is_shown_and_loaded_and_settles_the_correction(self) -> None:
        load(ANN)
        adults.correct_person(the(Person), JANE | {"email": "j@new.example"})
        run = load(ANN.replace("jane@example.org", "third@example.org"))
        assert run.summary["by_hand_changed"] == [{"name": "Jane Lee", "what": ["email"]}]
        assert the(Person).email == "third@example.org"
        assert the(Correction).settled_at

    def test_a_file_that_caught_up_settles_it_so_that_the_next_change_counts(self) -> None:
        load(ANN)
        children.correct_child(the(Pupil), facts(the(Pupil), forename="Anne"))
        load(ANN.replace("Ann,", "Anne,"))
        assert the(Correction).settled_at
        load(ANN)
        assert the(Pupil).forename == "Ann"

    def test_answers_keep_what_was_true_when_they_were_given(self) -> None:
        pupil = make.pupil()
        mother = make.parent(of=pupil, surname="Lee")
        row = the(Relationship)
        make.questions()
        given = make.answer(pupil, mother, "website", Decision.YES)
        kept = given.name_then, given.relationship_then, given.pr_then
        facts_of = {name: getattr(mother, name) for name in JANE}
        adults.correct_person(mother, facts_of | {"surname": "Kaur", "email": "k@example.org"})
        adults.correct_tie(row, Tie(kind=K.CARER, pr=PR.NO, lives_with=False))
        adults.end_tie(row, last_day=today())
        db.session.commit()
        db.session.refresh(given)
        assert (given.name_then, given.relationship_then, given.pr_then) == kept
        assert "Lee" in given.name_then
        assert not list(breaks())

    def test_a_new_address_asks_the_review_again_but_do_not_contact_stays(self) -> None:
        pupil = make.pupil()
        mother = make.parent(of=pupil)
        father = make.parent(of=pupil, decision=ContactDecision.DO_NOT_CONTACT)
        for person in (mother, father):
            now = {name: getattr(person, name) for name in JANE}
            adults.correct_person(person, now | {"email": "new@example.org"})
        assert sorted(queries.decisions_now().values()) == ["do_not_contact", "not_reviewed"]

    def test_whoever_loses_responsibility_stays_known_for_having_had_it(self) -> None:
        load(ANN)
        row = the(Relationship)
        assert row.had_pr
        row.had_pr = False  # as older imports left it
        db.session.commit()
        load(ANN.replace("Mother,Y,Y", "Mother,N,Y"))
        assert (the(Relationship).pr, the(Relationship).had_pr) == (PR.NO, True)
        adults.correct_tie(the(Relationship), tie(pr=PR.UNKNOWN))
        assert the(Relationship).had_pr

    def test_family_does_not_become_somebody_of_an_authority(self) -> None:
        load(ANN)
        with pytest.raises(Refused):
            adults.correct_tie(the(Relationship), tie(kind=K.SOCIAL_WORKER))


class TestEnding:
    def test_a_file_does_not_bring_back_whom_the_office_took_off(self) -> None:
        load(ANN)
        row = the(Relationship)
        row.starts_on -= timedelta(days=9)
        adults.end_tie(row, last_day=today() - timedelta(days=1))
        run = load(ANN)
        assert the(Relationship).ends_on
        assert run.summary["by_hand_kept"] == [{"name": "Jane Lee", "what": ["ended"]}]
        assert run.summary["nothing_new"]

    def test_added_again_they_come_back_with_their_hold_and_are_reviewed_again(self) -> None:
        pupil = make.pupil()
        mother = make.parent(of=pupil)
        row = the(Relationship)
        order = Tie(kind=K.MOTHER, pr=PR.YES, lives_with=True, court_order=True)
        adults.correct_tie(row, order)
        adults.end_tie(row, last_day=today() - timedelta(days=1))
        assert adults.tie_to(pupil, mother, MOTHER) is row
        assert row.ends_on is None
        assert the(Hold).lifted_at is None
        assert queries.decisions_now()[row.id] is ContactDecision.NOT_REVIEWED
        with pytest.raises(Refused):
            adults.tie_to(pupil, mother, MOTHER)

    def test_a_leaver_is_not_brought_back_by_a_file_that_is_behind(self) -> None:
        load(ANN)
        enrolment = the(Pupil).enrolments[0]
        enrolment.starts_on = date(2025, 9, 1)
        children.leave(the(Pupil), last_day=today() - timedelta(days=1))
        run = load(ANN)
        assert not queries.school_now().pupils[0].on_roll
        assert run.summary["by_hand_kept"] == [{"name": "Ann Lee", "what": ["on_roll"]}]
        load(ANN.replace("Oak,,,", f"Oak,,{today() - timedelta(days=1):%d/%m/%Y},"))
        load(ANN)
        assert queries.school_now().pupils[0].on_roll, "once a file agreed, files count again"

    def test_a_returner_is_not_sent_off_by_a_file_that_is_behind(self) -> None:
        gone = ANN.replace("Oak,,,", f"Oak,,{today() - timedelta(days=1):%d/%m/%Y},")
        load(ANN)
        the(Pupil).enrolments[0].starts_on = date(2025, 9, 1)
        load(gone)
        with pytest.raises(Refused):
            children.leave(the(Pupil), last_day=today())
        children.come_back(the(Pupil), "Elm", first_day=today())
        run = load(gone)
        assert queries.school_now().pupils[0].on_roll
        assert run.summary["by_hand_kept"]
        with pytest.raises(Refused):
            children.come_back(the(Pupil), "Elm", first_day=today())

    def test_a_change_of_class_keeps_the_days_before_it(self) -> None:
        pupil = make.pupil(in_class=make.school_class("Oak"))
        children.change_class(pupil, "Elm", first_day=today())
        before, after = sorted(pupil.enrolments, key=lambda row: row.starts_on)
        assert before.ends_on == today() - timedelta(days=1)
        assert (after.school_class.name, after.starts_on) == ("Elm", today())


def facts(pupil: Pupil, **others: Any) -> dict[str, Any]:
    return {name: getattr(pupil, name) for name in ANN_FACTS} | others


def tie(**others: Any) -> Tie:
    return Tie(**({"kind": K.MOTHER, "pr": PR.YES, "lives_with": True} | others))
