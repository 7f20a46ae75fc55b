"""Typing what a sheet says: the right adult and child, the words they read, each code only once."""

from datetime import timedelta

import pytest

from parentcomms.clock import now
from parentcomms.consent.models import Answer, Use, UseVersion, UseWording
from parentcomms.consent.queries import standing_answers
from parentcomms.consent.rules import AnswerRoute, Decision, Standing
from parentcomms.database import db
from parentcomms.links import Purpose, code_for, show_code
from parentcomms.paper import queries
from parentcomms.paper.actions import record_sheet
from parentcomms.paper.rules import CodeTrouble, Ticked
from parentcomms.people.holds import place_hold
from parentcomms.people.rules import HoldKind
from tests import make

Codes = dict[str, str]


def _sheet(code: str) -> queries.Sheet:
    found = queries.sheet_with(code)
    assert found is not None
    return found


def _ask_differently(key: str) -> None:
    """A new version of one question, made a moment from now."""
    use = db.session.query(Use).filter_by(key=key).one()
    old = use.versions[-1]
    new = UseVersion(
        use_id=use.id, number=old.number + 1, ask_again=True, lawful_basis=old.lawful_basis,
        offers_unrecognisable=True, made_by="staff:1", made_at=now() + timedelta(seconds=1),
    )  # fmt: skip
    db.session.add(new)
    db.session.flush()
    words = {"language": "en", "name": "Website", "question": "New?", "detail": "", "sha256": "x"}
    db.session.add(UseWording(version_id=new.id, made_how="written", **words))
    db.session.flush()
    db.session.expire_all()


@pytest.mark.parametrize(
    "typed", ["{0}-{1}", "{0}{1}", " {0} {1} ", "{0}–{1}", "{0} - {1}"], ids=str
)
def test_a_code_is_known_however_it_is_typed(given_out: Codes, typed: str) -> None:
    code = given_out["Ben"]
    for shown in (typed.format(code[:5], code[5:]), typed.format(code[:5], code[5:]).lower()):
        assert _sheet(shown).relationship.pupil.forename == "Ben"


def test_signs_that_look_alike_are_the_same_sign(given_out: Codes) -> None:
    for child, code in given_out.items():
        typed = code.replace("0", "O").replace("1", "l")
        assert _sheet(typed).relationship.pupil.forename == child


def test_the_questions_come_in_the_printed_order(given_out: Codes) -> None:
    assert [question.use.key for question in _sheet(given_out["Ada"]).questions] == [
        "class_app", "class_photo", "newsletter_print", "website", "social_media", "video_voice",
        "name_outside",
    ]  # fmt: skip


def test_what_was_ticked_is_recorded_about_that_child_and_no_other(given_out: Codes) -> None:
    sheet = _sheet(given_out["Ada"])
    record_sheet(sheet, {"website": Ticked.YES, "social_media": Ticked.NO})
    pupil = sheet.relationship.pupil_id
    answers = db.session.query(Answer).all()
    assert {answer.pupil_id for answer in answers} == {pupil}
    assert {answer.route for answer in answers} == {AnswerRoute.PAPER}
    assert {answer.evidence["form_code"] for answer in answers if answer.evidence} == {
        show_code(given_out["Ada"])
    }
    standing = standing_answers([pupil])
    assert standing[pupil, "website"] is Standing.YES
    assert standing[pupil, "social_media"] is Standing.NO
    assert standing[pupil, "class_app"] is Standing.NOT_ANSWERED


def test_a_form_entered_late_brings_back_no_yes_that_was_taken_back_since(
    given_out: Codes,
) -> None:
    sheet = _sheet(given_out["Ada"])
    pupil, mother = sheet.relationship.pupil, sheet.relationship.person
    assert mother is not None
    make.answer(pupil, mother, "website", "no")
    make.answer(pupil, mother, "social_media", "yes")
    ticks = {"website": Ticked.YES, "social_media": Ticked.NO, "class_app": Ticked.YES}
    found = record_sheet(_sheet(given_out["Ada"]), ticks)
    assert found.answered == ("website",)
    standing = standing_answers([pupil.id])
    assert standing[pupil.id, "website"] is Standing.NO
    assert standing[pupil.id, "social_media"] is Standing.NO
    assert standing[pupil.id, "class_app"] is Standing.YES


def test_two_boxes_in_a_row_leave_it_not_answered(given_out: Codes) -> None:
    sheet = _sheet(given_out["Ada"])
    found = record_sheet(sheet, {"website": Ticked.NOT_CLEAR})
    assert found.unclear == ("website",)
    assert db.session.query(Answer).count() == 0


def test_after_a_question_changed_only_its_no_is_taken(given_out: Codes) -> None:
    _ask_differently("website")
    for child, ticked in (("Ada", Ticked.YES), ("Ben", Ticked.UNRECOGNISABLE), ("Cleo", Ticked.NO)):
        sheet = _sheet(given_out[child])
        assert sheet.outdated
        assert [each.use.key for each in sheet.questions if each.changed] == ["website"]
        found = record_sheet(sheet, {"website": ticked, "class_app": Ticked.YES})
        assert found.recorded["class_app"] is Decision.YES
        assert ("website" in found.recorded) == (ticked is Ticked.NO)
    said_no = db.session.query(Answer).filter_by(decision=Decision.NO).one()
    assert said_no.wording is not None
    assert said_no.wording.question != "New?", "the words she read are kept, not today's"
    assert standing_answers([said_no.pupil_id])[said_no.pupil_id, "website"] is Standing.NO


def test_a_question_no_longer_asked_keeps_its_number_and_takes_nothing(given_out: Codes) -> None:
    db.session.query(Use).filter_by(key="class_photo").one().retired_at = now()
    db.session.flush()
    sheet = _sheet(given_out["Ada"])
    assert [question.number for question in sheet.asked] == [1, 3, 4, 5, 6, 7]
    record_sheet(sheet, {"class_photo": Ticked.NO})
    assert db.session.query(Answer).count() == 0


def test_a_code_typed_twice_is_recognised(given_out: Codes) -> None:
    code = given_out["Ada"]
    assert queries.trouble_with(code) == (None, None)
    record_sheet(_sheet(code), {"website": Ticked.YES})
    trouble, before = queries.trouble_with(code.lower())
    assert trouble is CodeTrouble.RECORDED
    assert before is not None
    assert queries.trouble_with(given_out["Ben"]) == (None, None)


@pytest.mark.parametrize(
    "typed", ["7K3M9", "7K3M9-Q0VXA-7K3M9", "good morning to you", "7K3M9-Q0VX?"]
)
def test_what_is_no_code_is_said_to_be_none(given_out: Codes, typed: str) -> None:
    assert queries.trouble_with(typed)[0] is CodeTrouble.NOT_A_CODE


def test_the_code_of_another_school_or_of_a_letter_opens_nothing(given_out: Codes) -> None:
    for other in ("7K3M9-Q0VXA", code_for(Purpose.FAMILY_CODE, "abc")):
        assert queries.sheet_with(other) is None
        assert queries.trouble_with(other)[0] is CodeTrouble.NOT_OURS


def test_the_yes_of_an_adult_on_hold_is_kept_and_does_not_count(given_out: Codes) -> None:
    sheet = _sheet(given_out["Ada"])
    place_hold(sheet.relationship, HoldKind.SCHOOL, "a reason")
    db.session.expire_all()
    assert sheet.on_hold
    record_sheet(sheet, {"website": Ticked.YES, "social_media": Ticked.NO})
    pupil = sheet.relationship.pupil_id
    standing = standing_answers([pupil])
    assert standing[pupil, "website"] is Standing.NOT_ANSWERED
    assert standing[pupil, "social_media"] is Standing.NO
