"""Whom the school still asks, and what a yes of theirs would be worth."""

from datetime import date

import pytest

from parentcomms.consent.rules import (
    PR,
    AnswerFact,
    AnswerRoute,
    AnswerSettings,
    Care,
    Case,
    LawfulBasis,
    NeverScope,
    UseFacts,
    Voice,
    may_answer,
    who_is_due,
)
from tests.consent.facts_for_tests import (
    AUTHORITY,
    CARER,
    CHILD,
    FATHER,
    GRANDMOTHER,
    MOTHER,
    WEBSITE,
    at,
    case,
    child,
    everyone,
    no,
    person,
    unrecognisable,
    yes,
)

# In these cases the record says of the grandmother that she has no PR.
PEOPLE = everyone(grandmother={"pr_on_record": PR.NO})
PARENTS = {MOTHER, FATHER}


def due(*answers: AnswerFact, **changes: object) -> set[int]:
    return set(who_is_due(case(*answers, **{"people": PEOPLE, **changes})))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], PARENTS),
        ([yes(MOTHER)], {FATHER}),
        ([unrecognisable(MOTHER)], {FATHER}),
        ([no(MOTHER), yes(FATHER)], set()),
        ([no(MOTHER, asked_again=True)], {FATHER}),
        ([no(MOTHER, set_aside=True)], {FATHER}),
        ([yes(MOTHER, asked_again=True)], PARENTS),
        ([yes(MOTHER, 900)], PARENTS),
        ([yes(MOTHER, route=AnswerRoute.IMPORTED)], PARENTS),
        ([no(MOTHER, route=AnswerRoute.IMPORTED)], {FATHER}),
        ([yes(MOTHER, pr_then=PR.NO)], PARENTS),
    ],
)
def test_those_with_pr_are_asked_until_they_answer_and_a_no_is_never_asked_again(
    answers: list[AnswerFact], expected: set[int]
) -> None:
    assert due(*answers) == expected


@pytest.mark.parametrize("change", ["held", "ended", "removed", "do_not_contact"])
def test_nobody_is_asked_who_may_not_be_written_to(change: str) -> None:
    assert due(people=everyone(father={change: True}, grandmother={"pr_on_record": PR.NO})) == {
        MOTHER
    }


def test_an_adult_whose_pr_is_not_known_is_asked_and_may_declare_it() -> None:
    assert due(people=everyone()) == PARENTS | {GRANDMOTHER}


def test_being_asked_tells_nobody_that_a_child_must_never_be_seen() -> None:
    assert due(child=child(never=NeverScope.EVERYTHING)) == due()


def test_joiners_are_asked_before_their_first_day_and_leavers_are_not() -> None:
    assert due(child=child(on_roll=False, joined=date(2027, 1, 4))) == PARENTS
    assert due(child=child(on_roll=False)) == set()


def test_the_schools_own_task_is_not_asked_as_consent() -> None:
    assert due(use=UseFacts(key="display", basis=LawfulBasis.PUBLIC_TASK)) == set()


@pytest.mark.parametrize(
    ("care", "expected"),
    [
        (Care.CARE_ORDER, {AUTHORITY}),
        (Care.ACCOMMODATED, PARENTS | {AUTHORITY}),
        (Care.PLACED_FOR_ADOPTION, set()),
        (Care.NOT_KNOWN, set()),
    ],
)
def test_in_care_those_are_asked_whose_answer_is_needed(care: Care, expected: set[int]) -> None:
    assert due(child=child(care=care)) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [([], True), ([yes(CHILD, 40)], False), ([yes(CHILD, 90)], True), ([no(CHILD, 90)], False)],
)
def test_a_child_is_asked_each_september_from_the_schools_year_group(
    answers: list[AnswerFact], expected: bool
) -> None:
    year_8 = child(born=date(2013, 10, 1), year_group="8")
    assert (CHILD in due(*answers, child=year_8)) is expected
    later = AnswerSettings(child_asked_from_year="9")
    assert CHILD not in due(*answers, child=year_8, settings=later)


def test_from_sixteen_only_the_pupil_is_asked_unless_both_are_needed() -> None:
    sixteen = child(born=date(2010, 3, 3), year_group="12")
    assert due(child=sixteen) == {CHILD}
    both = AnswerSettings(sixteen_needs_both=True)
    assert due(child=sixteen, settings=both) == PARENTS | {CHILD}


def test_the_row_that_is_left_is_asked_for_a_merged_row_where_everyone_must_answer() -> None:
    rows = [
        person(MOTHER, merged_into=7, merged_at=at(20)),
        person(7, pr_on_record=PR.YES),
    ]
    everyone_must = AnswerSettings(everyone_must_answer=True)
    assert due(yes(7, 30), people=rows) == set()
    assert due(yes(7, 30), people=rows, settings=everyone_must) == {7}
    assert due(yes(7, 10), people=rows, settings=everyone_must) == set()


def _voices(asked: Case) -> dict[int, Voice]:
    return {who: may_answer(asked, who) for who in (MOTHER, GRANDMOTHER, CARER, AUTHORITY, 99)}


def test_a_no_is_taken_from_everybody_and_a_yes_from_those_who_may_give_it() -> None:
    assert _voices(case()) == {
        MOTHER: Voice.COUNTS,
        GRANDMOTHER: Voice.WAITS,
        CARER: Voice.ONLY_NO,
        AUTHORITY: Voice.ONLY_NO,
        99: Voice.ONLY_NO,
    }
    in_care = case(
        child=child(care=Care.CARE_ORDER),
        people=everyone(carer={"delegated_uses": frozenset({WEBSITE.key})}),
    )
    assert _voices(in_care) == {
        MOTHER: Voice.ONLY_NO,
        GRANDMOTHER: Voice.ONLY_NO,
        CARER: Voice.COUNTS,
        AUTHORITY: Voice.COUNTS,
        99: Voice.ONLY_NO,
    }
