"""Corrections, the child's own answers, the authority's, delegation, excuses: what each does."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.actions import make_family_link, open_link
from parentcomms.audit.verifying import breaks
from parentcomms.clock import today
from parentcomms.consent import who
from parentcomms.consent.correcting import correct
from parentcomms.consent.models import Answer, DelegatedAuthority
from parentcomms.consent.queries import cases, standing_answers
from parentcomms.consent.recording import record_for
from parentcomms.consent.rules import AnswerKind, AnswerRoute, Decision, Standing, who_is_due
from parentcomms.consent.who_queries import who_answers
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Person, Pupil, Relationship
from parentcomms.people.own import make_own_relationship
from parentcomms.people.rules import Care, ParentalResponsibility, RelationshipKind
from parentcomms.school.actions import decide
from tests import make
from tests.staff_pages import signed_in

PAPER, PHONE = AnswerRoute.PAPER, AnswerRoute.PHONE


@pytest.fixture
def pupil(session: object) -> Pupil:
    make.questions()
    return make.pupil("Ada")


def _standing(pupil: Pupil, use: str = "website") -> Standing:
    return standing_answers([pupil.id], use_keys=[use])[pupil.id, use]


def _of(pupil: Pupil, person: Person) -> Relationship:
    return db.session.query(Relationship).filter_by(pupil_id=pupil.id, person_id=person.id).one()


def test_an_answer_recorded_in_error_is_as_if_never_said_and_the_adult_is_told(
    pupil: Pupil,
) -> None:
    mother = make.parent(pupil)
    make.answer(pupil, mother, "website", "yes")
    wrong = make.answer(pupil, make.parent(pupil, "Hal"), "website", "no", route=PHONE)
    assert _standing(pupil) is Standing.NO
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("parentcomms.consent.correcting.acting", lambda: "staff:1")
        correct(wrong, None, "The form was another family's", corrected=set())
    assert _standing(pupil) is Standing.YES
    assert db.session.scalars(select(OutgoingMail)).one().to_name.startswith("Hal")
    assert list(breaks()) == []


def test_what_a_family_tapped_itself_is_not_the_schools_to_correct(pupil: Pupil) -> None:
    tapped = make.answer(pupil, make.parent(pupil), "website", "no")
    with pytest.raises(Refused):
        correct(tapped, None, "They surely meant yes", corrected=set())


def test_a_correction_never_loosens_needs_a_reason_and_comes_once(pupil: Pupil) -> None:
    written = make.answer(
        pupil, make.parent(pupil), "website", "unrecognisable", route=PAPER
    )  # fmt: skip
    for to, reason, corrected in (
        (Decision.YES, "It said yes", set()),
        (Decision.NO, "  ", set()),
        (Decision.NO, "It said no", {written.id}),
    ):
        with pytest.raises(Refused):
            correct(written, to, reason, corrected=corrected)


def test_a_correction_makes_an_old_answer_no_fresher(pupil: Pupil) -> None:
    """Written down in Year 2 and corrected in Year 4: the phase has changed between."""
    mother = make.parent(pupil)
    written = make.answer(pupil, mother, "website", "yes", route=PAPER)
    case = cases([pupil.id], use_keys=["website"])[pupil.id, "website"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("parentcomms.consent.correcting.acting", lambda: "staff:1")
        correct(written, Decision.UNRECOGNISABLE, "Second box ticked", corrected=set())
    facts = cases([pupil.id], use_keys=["website"])[pupil.id, "website"].answers
    assert [each.said_at for each in facts if each.kind is AnswerKind.CORRECTION] == [
        case.answers[0].at
    ]
    assert _standing(pupil) is Standing.UNRECOGNISABLE


def test_a_young_childs_no_stands_and_is_lifted_by_what_the_child_says_next(pupil: Pupil) -> None:
    make.answer(pupil, make.parent(pupil), "website", "yes")
    own = make_own_relationship(pupil)
    told = {"route": AnswerRoute.IN_PERSON, "evidence": {"with": "Ms Teacher"}}
    record_for(own, {"website": Decision.NO}, words={"website": "May we?"}, **told)
    assert _standing(pupil) is Standing.NO
    assert _standing(pupil, "class_app") is Standing.NOT_ANSWERED
    record_for(own, {"website": Decision.YES}, **told)
    assert _standing(pupil) is Standing.YES
    first = db.session.scalars(select(Answer).filter_by(relationship_id=own.id)).first()
    assert first is not None
    assert (first.evidence, first.read) == ({"with": "Ms Teacher", "words": "May we?"}, "May we?")
    assert make_own_relationship(pupil) is own


def test_a_childs_yes_alone_permits_nothing(pupil: Pupil) -> None:
    own = make_own_relationship(pupil)
    record_for(own, {"website": Decision.YES}, route=AnswerRoute.IN_PERSON, evidence={})
    assert _standing(pupil) is Standing.NOT_ANSWERED


def test_a_child_who_cannot_answer_is_not_asked_and_their_no_still_counts(pupil: Pupil) -> None:
    pupil.date_of_birth, pupil.year_group = date(today().year - 17, 1, 1), "12"
    make.answer(pupil, make.parent(pupil), "website", "yes")
    own = make_own_relationship(pupil)
    assert _standing(pupil) is Standing.NOT_ANSWERED
    who.cannot_answer(pupil, "Severe learning disability; best interests meeting of 3 May")
    assert _standing(pupil) is Standing.YES
    case = cases([pupil.id], use_keys=["social_media"])[pupil.id, "social_media"]
    assert own.id not in who_is_due(case)
    record_for(own, {"website": Decision.NO}, route=AnswerRoute.IN_PERSON, evidence={})
    assert _standing(pupil) is Standing.NO
    row = who_answers(pupil).cannot_answer
    assert row is not None
    who.can_answer(row)
    assert _standing(pupil, "class_app") is Standing.NOT_ANSWERED


def test_in_care_the_authority_answers_in_writing_or_a_carer_it_delegated_to(
    pupil: Pupil,
) -> None:
    pupil.care = Care.CARE_ORDER
    carer = make.parent(
        pupil, "Fay", kind=RelationshipKind.FOSTER_CARER, pr=ParentalResponsibility.NO
    )
    make.answer(pupil, carer, "website", "yes")
    assert _standing(pupil) is Standing.NO
    who.delegate(_of(pupil, carer), ["website"], seen_on=today())
    assert _standing(pupil) is Standing.YES
    assert _standing(pupil, "social_media") is Standing.NO
    for row in db.session.scalars(select(DelegatedAuthority)):
        who.end_delegation(row)
    assert _standing(pupil) is Standing.NO
    council = who.make_authority(pupil, RelationshipKind.AUTHORITY, "Elmshire Council")
    assert who.make_authority(pupil, RelationshipKind.AUTHORITY, "elmshire council") is council
    yes = {"social_media": Decision.YES}
    record_for(council, yes, route=PHONE, evidence={"caller": "Sue Worker"})
    assert _standing(pupil, "social_media") is Standing.NO
    record_for(council, yes, route=PAPER, evidence={"caller": "Sue Worker"})
    assert _standing(pupil, "social_media") is Standing.YES


def test_nobody_but_a_foster_carer_is_delegated_to(pupil: Pupil) -> None:
    with pytest.raises(Refused):
        who.delegate(_of(pupil, make.parent(pupil)), ["website"], seen_on=today())


def test_an_excused_adults_silence_no_longer_holds_back_and_their_no_does(pupil: Pupil) -> None:
    decide(everyone_must_answer=True)
    make.answer(pupil, make.parent(pupil), "website", "yes")
    father = make.parent(pupil, "Hal", kind=RelationshipKind.FATHER)
    assert _standing(pupil) is Standing.NOT_ANSWERED
    who.excuse(_of(pupil, father), "Abroad and cannot be reached")
    assert _standing(pupil) is Standing.YES
    make.answer(pupil, father, "website", "no")
    assert _standing(pupil) is Standing.NO


def test_a_double_press_on_an_excuse_leaves_nothing_behind_when_it_is_lifted(pupil: Pupil) -> None:
    decide(everyone_must_answer=True)
    make.answer(pupil, make.parent(pupil), "website", "yes")
    father = make.parent(pupil, "Hal", kind=RelationshipKind.FATHER)
    for _ in range(2):
        who.excuse(_of(pupil, father), "Abroad and cannot be reached")
        who.cannot_answer(pupil, "Best interests meeting")
    who.stop_excusing(_of(pupil, father))
    assert _standing(pupil) is Standing.NOT_ANSWERED
    row = who_answers(pupil).cannot_answer
    assert row is not None
    who.can_answer(row)
    assert who_answers(pupil).cannot_answer is None


def test_head_and_office_reach_the_pages_that_are_theirs(app: Flask) -> None:
    with app.app_context():
        make.questions()
        ada = make.pupil("Ada")
        carer = make.parent(ada, "Fay", kind=RelationshipKind.FOSTER_CARER)
        father = make.parent(ada, "Hal", kind=RelationshipKind.FATHER)
        wrong = make.answer(ada, father, "website", "no", route=PHONE)
        db.session.commit()
        child = f"/staff/children/{ada.reference}"
        adult, answer = _of(ada, carer).reference, wrong.reference
    head, office = signed_in(app, Role.HEAD), signed_in(app, Role.OFFICE, name="Olu")
    page = f"{child}/who-answers"
    day = today() - timedelta(days=1)
    seen = {f"seen_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    said_on = {key.replace("seen_on", "said_on"): value for key, value in seen.items()}
    posts = {
        f"{page}/adults/{adult}/delegation": {"uses": ["website"], **seen},
        f"{page}/adults/{adult}/excuse": {"reason": "Asked not to be written to"},
        f"{page}/cannot-answer": {"reason": "Best interests meeting"},
        f"{page}/care": {"care": "accommodated", "said_by": "Sue Worker", **said_on},
        f"{child}/answers/{answer}/correct": {"what": "never_said", "reason": "Wrong child"},
    }
    for address, data in posts.items():
        assert office.get(address).status_code == 403
        assert head.submit(address, data).status_code == 303, address
    html = head.get(page).text
    assert "saw the plan on" in html
    assert "Best interests meeting" in html
    assert "Sue Worker said so on" in html
    for end in ("delegation/end", "excuse/lift"):
        head.submit(page, to=f"{page}/adults/{adult}/{end}")
    head.submit(page, to=f"{page}/cannot-answer/lift")
    assert "saw the plan on" not in head.get(page).text
    said = {"use-website": "no", "adult": "Ms Teacher"}
    assert office.submit(f"{child}/pupil", said).status_code == 303
    assert "Choose at least one answer" in office.submit(f"{child}/pupil", {"adult": "x"}).text
    assert head.get(f"{child}/answers/{answer}/correct").status_code == 404


def test_a_pupil_of_year_nine_has_a_page_in_plain_words_with_only_their_own_answers(
    app: Flask,
) -> None:
    with app.app_context():
        make.questions()
        ada = make.pupil("Ada", year_group="9", date_of_birth=date(today().year - 13, 1, 1))
        make.answer(ada, make.parent(ada), "website", "yes")
        db.session.commit()
        child = f"/staff/children/{ada.reference}"
    office = signed_in(app, Role.OFFICE)
    office.submit(f"{child}/pupil/page", {"email": ""})
    page = office.get(f"{child}/pupil/page").text
    assert "types the code" in page
    with app.app_context():
        pupil = db.session.query(Person).filter_by(forename="Ada").one()
        token = open_link(make_family_link(pupil)).token
        db.session.commit()
    browser = app.test_client()
    browser.set_cookie("family", token)
    html = browser.get("/family/photos").text
    assert "Pictures of you" in html
    assert "May we put pictures of you on our website?" in html
    assert " checked>" not in html
    browser.submit("/family/photos", {"no_to_all": "family"})
    with app.app_context():
        ada_id = db.session.query(Pupil).one().id
        assert set(standing_answers([ada_id]).values()) == {Standing.NO}
