"""Old forms, phone calls, corrections and merged rows never become a yes."""

from itertools import permutations
from typing import Any

import pytest

from parentcomms.consent.rules import (
    PR,
    AnswerKind,
    AnswerRoute,
    Decision,
    Reason,
    differs,
    reasons,
    standing,
)
from tests.consent.facts_for_tests import (
    APP,
    FATHER,
    GRANDMOTHER,
    MOTHER,
    at,
    case,
    error_in,
    no,
    person,
    says,
    unrecognisable,
    yes,
)

PHONE, PAPER, IN_PERSON = AnswerRoute.PHONE, AnswerRoute.PAPER, AnswerRoute.IN_PERSON
IMPORTED = AnswerRoute.IMPORTED
TWO_THINGS = {Reason.SOMEONE_SAID_NO, Reason.ANSWERS_DIFFER}


def test_an_old_forms_no_counts_at_once_and_its_yes_waits() -> None:
    assert standing(case(yes(MOTHER, route=IMPORTED))) == "not_answered"
    assert Reason.OLD_FORM_WAITING in reasons(case(yes(MOTHER, route=IMPORTED)))
    assert standing(case(yes(MOTHER), no(MOTHER, 2, route=IMPORTED))) == "no"
    assert standing(case(no(MOTHER), yes(MOTHER, 2, route=IMPORTED))) == "no"
    assert standing(case(yes(MOTHER), yes(MOTHER, 2, route=IMPORTED))) == "yes"


@pytest.mark.parametrize("route", [PHONE, IN_PERSON])
def test_a_yes_by_voice_never_settles_a_public_use_on_which_answers_differ(
    route: AnswerRoute,
) -> None:
    assert standing(case(yes(MOTHER, route=route))) == "yes"
    turned = [no(FATHER), yes(FATHER, 2, route=route)]
    assert standing(case(yes(MOTHER), *turned)) == "no"
    assert standing(case(yes(MOTHER), *turned, use=APP)) == "yes"
    limited = [yes(MOTHER, route=route), unrecognisable(GRANDMOTHER)]
    assert standing(case(*limited)) == "not_answered"


def test_saying_yes_again_by_phone_does_not_weaken_the_yes_that_was_tapped() -> None:
    twice = [yes(MOTHER, 40), yes(MOTHER, 2, route=PHONE)]
    assert standing(case(*twice, unrecognisable(GRANDMOTHER))) == "unrecognisable"


def test_a_no_recorded_in_error_by_staff_with_a_reason_is_as_if_never_said() -> None:
    wrong = no(MOTHER, 10, route=PHONE)
    assert standing(case(yes(MOTHER), wrong)) == "no"
    assert standing(case(yes(MOTHER), wrong, error_in(wrong))) == "yes"
    assert standing(case(wrong, error_in(wrong))) == "not_answered"


@pytest.mark.parametrize(
    "changes",
    [{"by_staff": False}, {"has_reason": False}, {"corrects": None}, {"corrects": 1}],
)
def test_a_careless_correction_corrects_nothing(changes: dict[str, Any]) -> None:
    wrong = no(MOTHER, 10, route=PHONE)
    assert standing(case(yes(MOTHER), wrong, error_in(wrong, **changes))) == "no"


def test_nor_one_that_was_tapped_on_the_schools_tablet() -> None:
    tapped = no(MOTHER, 10, route=IN_PERSON, on_tablet=True)
    assert standing(case(yes(MOTHER), tapped, error_in(tapped))) == "no"


def test_staff_cannot_correct_away_a_no_that_was_tapped_by_the_family() -> None:
    for kind in (AnswerKind.GIVEN, AnswerKind.WITHDRAWN):
        tapped = no(MOTHER, 10, kind=kind)
        assert standing(case(yes(MOTHER), tapped, error_in(tapped))) == "no"
        fixed = error_in(tapped, kind=AnswerKind.CORRECTION, decision=Decision.YES)
        assert standing(case(yes(MOTHER), tapped, fixed)) == "no"
    forwarded = yes(MOTHER, 10)
    assert standing(case(forwarded, error_in(forwarded))) == "not_answered"


def test_a_correction_counts_as_what_they_really_said_and_can_be_corrected_itself() -> None:
    wrong = no(MOTHER, 10, route=PAPER)
    right = says(
        MOTHER, Decision.YES, 5, kind=AnswerKind.CORRECTION, corrects=wrong.id,
        by_staff=True, has_reason=True, route=PAPER,
    )  # fmt: skip
    assert standing(case(wrong, right)) == "yes"
    for told in permutations([wrong, right, error_in(right)]):
        assert standing(case(*told)) == "no"


def test_a_correction_of_another_persons_answer_corrects_nothing() -> None:
    fathers = no(FATHER, 10, route=PHONE)
    assert standing(case(yes(MOTHER), fathers, error_in(yes(MOTHER), corrects=fathers.id))) == "no"


def _merged(**changes: Any) -> list[Any]:
    """Two rows of one mother, 1 and 7, merged into row 7 twenty days ago."""
    old = person(MOTHER, merged_into=7, merged_at=at(20), **changes)
    return [old, person(7, answers_as=old.answers_as, pr_on_record=PR.YES)]


def test_merging_two_rows_covers_no_earlier_no_until_the_person_answers_again() -> None:
    rows = _merged()
    assert standing(case(no(MOTHER, 40), yes(7, 30), people=rows)) == "no"
    assert standing(case(no(MOTHER, 40), yes(7, 10), people=rows)) == "yes"
    assert standing(case(yes(7, 10), no(MOTHER, 5), people=rows)) == "no"


def test_merging_frees_no_held_adult() -> None:
    assert standing(case(yes(7, 10), people=_merged(held=True))) == "not_answered"
    assert standing(case(yes(MOTHER, 40), people=_merged())) == "yes"


def test_differing_answers_are_known_to_those_who_may_read_them() -> None:
    assert differs(case(yes(MOTHER), no(FATHER)))
    assert not differs(case(yes(MOTHER), yes(FATHER)))
    assert not differs(case(yes(MOTHER), no(FATHER, set_aside=True)))
    assert set(reasons(case(yes(MOTHER), no(FATHER)))) == TWO_THINGS
    assert reasons(case(yes(MOTHER))) == ()
