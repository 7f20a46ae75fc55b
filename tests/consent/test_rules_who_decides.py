"""Whose yes is needed: in care, from sixteen, from eighteen; and how long it lasts."""

from datetime import date
from typing import Any

import pytest

from parentcomms.consent.rules import (
    AnswerFact,
    AnswerRoute,
    AnswerSettings,
    Care,
    Standing,
    must_come_down,
    standing,
)
from tests.consent.facts_for_tests import (
    APP,
    AUTHORITY,
    CARER,
    CHILD,
    FATHER,
    MOTHER,
    case,
    child,
    everyone,
    no,
    yes,
)

PHONE, PAPER, IN_PERSON = AnswerRoute.PHONE, AnswerRoute.PAPER, AnswerRoute.IN_PERSON
YEARLY = AnswerSettings(expires_yearly=True)


@pytest.mark.parametrize(
    ("care", "answers", "expected"),
    [
        (Care.CARE_ORDER, [yes(MOTHER), yes(FATHER)], "no"),
        (Care.CARE_ORDER, [yes(AUTHORITY)], "yes"),
        (Care.CARE_ORDER, [yes(AUTHORITY), no(MOTHER)], "no"),
        (Care.CARE_ORDER, [yes(CARER)], "no"),
        (Care.ACCOMMODATED, [yes(MOTHER)], "no"),
        (Care.ACCOMMODATED, [yes(AUTHORITY)], "no"),
        (Care.ACCOMMODATED, [yes(MOTHER), yes(AUTHORITY)], "yes"),
        (Care.PLACED_FOR_ADOPTION, [yes(MOTHER), yes(AUTHORITY)], "no"),
        (Care.NOT_KNOWN, [yes(MOTHER), yes(AUTHORITY)], "no"),
        (Care.CARE_ORDER, [yes(AUTHORITY, route=PHONE)], "no"),
        (Care.CARE_ORDER, [yes(AUTHORITY, route=PAPER)], "yes"),
    ],
)
def test_in_care_the_right_answer_is_needed_and_its_lack_reads_as_a_plain_no(
    care: Care, answers: list[AnswerFact], expected: str
) -> None:
    assert standing(case(*answers, child=child(care=care))) == expected


def test_care_alone_takes_no_old_picture_down() -> None:
    assert not must_come_down(case(yes(MOTHER), child=child(care=Care.NOT_KNOWN)))
    assert must_come_down(case(yes(MOTHER), no(FATHER)))


def test_a_foster_carer_answers_for_the_uses_the_plan_names() -> None:
    people = everyone(carer={"delegated_uses": frozenset({"class_app"})})
    in_care = child(care=Care.CARE_ORDER)
    assert standing(case(yes(CARER), child=in_care, people=people, use=APP)) == "yes"
    assert standing(case(yes(CARER), child=in_care, people=people)) == "no"


def test_the_agency_says_who_answers_for_a_child_placed_for_adoption() -> None:
    people = everyone(carer={"named_by_agency": True})
    placed = child(care=Care.PLACED_FOR_ADOPTION)
    assert standing(case(yes(CARER), child=placed, people=people)) == "yes"


SIXTEEN = child(born=date(2010, 3, 3), year_group="12", joined=date(2021, 9, 1))
EIGHTEEN = child(born=date(2008, 3, 3), year_group="13", joined=date(2021, 9, 1))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([yes(MOTHER)], "not_answered"),
        ([yes(CHILD)], "yes"),
        ([yes(CHILD), no(MOTHER)], "yes"),
        ([no(CHILD), yes(MOTHER)], "no"),
        ([no(MOTHER)], "no"),
        ([yes(CHILD, route=IN_PERSON), no(MOTHER)], "no"),
    ],
)
def test_from_sixteen_the_pupils_own_answer_decides(
    answers: list[AnswerFact], expected: str
) -> None:
    assert standing(case(*answers, child=SIXTEEN)) == expected


def test_sixteen_may_need_both_by_setting_and_does_in_care() -> None:
    both = AnswerSettings(sixteen_needs_both=True)
    assert standing(case(yes(CHILD), child=SIXTEEN, settings=both)) == "not_answered"
    assert standing(case(yes(CHILD), yes(MOTHER), child=SIXTEEN, settings=both)) == "yes"
    assert standing(case(yes(CHILD), no(MOTHER), child=SIXTEEN, settings=both)) == "no"
    in_care = child(born=date(2010, 3, 3), year_group="12", care=Care.CARE_ORDER)
    assert standing(case(yes(CHILD), child=in_care)) == "no"
    assert standing(case(yes(CHILD), yes(AUTHORITY), child=in_care)) == "yes"


def test_a_yes_given_before_sixteen_does_not_outweigh_a_parents_no_on_the_birthday() -> None:
    year_11 = child(born=date(2010, 11, 1), year_group="11")
    assert standing(case(yes(CHILD, 200), child=year_11)) == "yes"
    assert standing(case(yes(CHILD, 200), no(MOTHER, 100), child=year_11)) == "no"
    assert standing(case(yes(CHILD, 2), no(MOTHER, 100), child=year_11)) == "yes"


@pytest.mark.parametrize("both", [True, False])
def test_from_eighteen_only_the_pupil_counts_whatever_the_setting(both: bool) -> None:
    settings = AnswerSettings(sixteen_needs_both=both)

    def found(*answers: AnswerFact) -> Standing:
        return standing(case(*answers, child=EIGHTEEN, settings=settings))

    assert found(yes(MOTHER)) == "not_answered"
    assert found(no(MOTHER), yes(CHILD)) == "yes"
    assert found(no(CHILD), yes(MOTHER)) == "no"


def test_for_a_pupil_who_cannot_answer_the_adults_do_until_eighteen() -> None:
    sixteen = child(born=date(2010, 3, 3), year_group="12", cannot_answer=True)
    assert standing(case(yes(MOTHER), child=sixteen)) == "yes"
    assert standing(case(yes(MOTHER), no(CHILD), child=sixteen)) == "no"
    eighteen = child(born=date(2008, 3, 3), year_group="13", cannot_answer=True)
    assert standing(case(yes(MOTHER), yes(CHILD), child=eighteen)) == "not_answered"


def test_without_a_date_of_birth_a_sixth_former_needs_both() -> None:
    unknown = child(born=None, year_group="12")
    assert standing(case(yes(MOTHER), child=unknown)) == "not_answered"
    assert standing(case(yes(MOTHER), yes(CHILD), child=unknown)) == "yes"


@pytest.mark.parametrize(
    ("days_ago", "changes", "expected"),
    [
        (30, {"year_group": "3"}, "yes"),
        (90, {"year_group": "3"}, "not_answered"),
        (90, {"year_group": "3", "joined": date(2026, 9, 2)}, "yes"),
        (90, {"year_group": "3", "joined": date(2026, 8, 24)}, "yes"),
        (900, {"year_group": "5"}, "not_answered"),
        (700, {"year_group": "5"}, "yes"),
        (90, {"year_group": None, "born": date(2019, 1, 1)}, "not_answered"),
        (90, {"joined": date(2026, 9, 2), "left_before": date(2026, 8, 30)}, "not_answered"),
        (30, {"on_roll": False}, "not_answered"),
        (900, {"year_group": None, "born": None}, "yes"),
    ],
)
def test_a_yes_lasts_for_this_phase_and_this_time_on_roll(
    days_ago: int, changes: dict[str, Any], expected: str
) -> None:
    assert standing(case(yes(MOTHER, days_ago), child=child(**changes))) == expected
    assert standing(case(no(MOTHER, days_ago), child=child(**changes))) == "no"


def test_a_school_without_year_three_of_its_own_does_not_ask_there() -> None:
    years = AnswerSettings(school_years=frozenset({"R", "1", "2"}))
    assert standing(case(yes(MOTHER, 90), child=child(year_group="2"), settings=years)) == "yes"


@pytest.mark.parametrize(
    ("given", "day", "expected"),
    [
        (date(2025, 10, 1), date(2026, 10, 12), "yes"),
        (date(2025, 10, 1), date(2026, 10, 13), "not_answered"),
        (date(2026, 7, 1), date(2026, 10, 13), "yes"),
    ],
)
def test_where_answers_expire_each_year_there_are_six_weeks_of_grace(
    given: date, day: date, expected: str
) -> None:
    days_ago = (date(2026, 11, 20) - given).days
    assert standing(case(yes(MOTHER, days_ago), day=day, settings=YEARLY)) == expected
