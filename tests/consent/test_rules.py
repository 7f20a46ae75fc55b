"""What the answers add up to, case by case."""

from typing import Any

import pytest

from parentcomms.consent.rules import (
    PR,
    AnswerFact,
    AnswerKind,
    AnswerRoute,
    AnswerSettings,
    Decision,
    LawfulBasis,
    NeverScope,
    Reason,
    UseFacts,
    must_come_down,
    reasons,
    standing,
)
from tests.consent.facts_for_tests import (
    APP,
    AUTHORITY,
    CHILD,
    FATHER,
    GRANDMOTHER,
    MOTHER,
    WEBSITE,
    case,
    child,
    everyone,
    no,
    says,
    unrecognisable,
    yes,
)

PHONE, PAPER, IN_PERSON = AnswerRoute.PHONE, AnswerRoute.PAPER, AnswerRoute.IN_PERSON
EVERYONE = AnswerSettings(everyone_must_answer=True)
OBJECTION = UseFacts(key="display", basis=LawfulBasis.PUBLIC_TASK, outside_school=False)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], "not_answered"),
        ([yes(MOTHER)], "yes"),
        ([no(MOTHER)], "no"),
        ([unrecognisable(MOTHER)], "unrecognisable"),
        ([yes(MOTHER), unrecognisable(FATHER)], "unrecognisable"),
        ([yes(MOTHER), no(FATHER)], "no"),
        ([no(MOTHER, 30), yes(MOTHER, 20)], "yes"),
        ([yes(MOTHER, 30), no(MOTHER, 20)], "no"),
        ([yes(MOTHER), says(MOTHER, Decision.YES, 5, kind=AnswerKind.WITHDRAWN)], "no"),
        ([yes(GRANDMOTHER)], "not_answered"),
        ([unrecognisable(GRANDMOTHER)], "not_answered"),
        ([yes(MOTHER), no(GRANDMOTHER)], "no"),
        ([yes(MOTHER), unrecognisable(GRANDMOTHER)], "unrecognisable"),
        ([yes(MOTHER), no(99)], "no"),
        ([yes(99)], "not_answered"),
        ([yes(MOTHER, asked_again=True)], "not_answered"),
        ([no(MOTHER, asked_again=True)], "no"),
        ([yes(MOTHER), unrecognisable(FATHER, asked_again=True)], "unrecognisable"),
        ([yes(MOTHER), no(FATHER, set_aside=True)], "yes"),
        ([yes(FATHER, 40), no(FATHER, 30, set_aside=True)], "not_answered"),
        ([yes(MOTHER, pr_then=PR.NO)], "not_answered"),
        ([yes(MOTHER, pr_then=PR.UNKNOWN)], "yes"),
        ([yes(MOTHER), no(CHILD)], "no"),
        ([yes(CHILD)], "not_answered"),
        ([yes(MOTHER), no(CHILD, 30, route=IN_PERSON), yes(CHILD, 2, route=IN_PERSON)], "yes"),
        ([yes(AUTHORITY)], "not_answered"),
    ],
)
def test_the_strictest_answer_binds_and_a_yes_needs_pr(
    answers: list[AnswerFact], expected: str
) -> None:
    assert standing(case(*answers)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "yes"),
        ({"held": True}, "not_answered"),
        ({"ended": True}, "not_answered"),
        ({"removed": True}, "not_answered"),
        ({"pr_on_record": PR.NO}, "not_answered"),
        ({"pr_on_record": PR.UNKNOWN}, "not_answered"),
        ({"pr_on_record": PR.UNKNOWN, "pr_declared": PR.YES}, "yes"),
        ({"pr_on_record": PR.NO, "pr_declared": PR.YES}, "not_answered"),
        ({"pr_declared": PR.NO}, "not_answered"),
    ],
)
def test_a_yes_counts_only_while_its_giver_may_give_it(
    changes: dict[str, Any], expected: str
) -> None:
    assert standing(case(yes(MOTHER), people=everyone(mother=changes))) == expected
    assert standing(case(no(MOTHER), yes(FATHER), people=everyone(mother=changes))) == "no"


def test_a_grandmothers_declared_pr_waits_for_the_office() -> None:
    people = everyone(grandmother={"pr_declared": PR.YES})
    assert standing(case(yes(GRANDMOTHER), people=people)) == "not_answered"
    assert Reason.PR_WAITING in reasons(case(yes(GRANDMOTHER), people=people))
    confirmed = everyone(grandmother={"pr_on_record": PR.YES})
    assert standing(case(yes(GRANDMOTHER), people=confirmed)) == "yes"


def test_one_silent_parent_blocks_only_where_everyone_must_answer() -> None:
    assert standing(case(yes(MOTHER))) == "yes"
    assert standing(case(yes(MOTHER), settings=EVERYONE)) == "not_answered"
    assert standing(case(yes(MOTHER), yes(FATHER), settings=EVERYONE)) == "yes"
    excused = everyone(father={"excused": True, "ended": True})
    assert standing(case(yes(MOTHER), settings=EVERYONE, people=excused)) == "yes"


@pytest.mark.parametrize("change", ["held", "ended", "removed"])
def test_losing_the_silent_parent_does_not_open_what_everyone_must_answer(change: str) -> None:
    people = everyone(father={change: True, "pr_on_record": PR.NO})
    assert standing(case(yes(MOTHER), settings=EVERYONE, people=people)) == "not_answered"


def test_a_third_answer_the_use_does_not_offer_is_a_no() -> None:
    assert standing(case(unrecognisable(MOTHER), use=APP)) == "no"


@pytest.mark.parametrize(
    ("scope", "use", "expected"),
    [
        (NeverScope.OUTSIDE_SCHOOL, WEBSITE, "no"),
        (NeverScope.OUTSIDE_SCHOOL, OBJECTION, "no_objection"),
        (NeverScope.EVERYTHING, WEBSITE, "no"),
        (NeverScope.EVERYTHING, OBJECTION, "no"),
    ],
)
def test_never_stands_above_every_answer(scope: NeverScope, use: UseFacts, expected: str) -> None:
    found = case(yes(MOTHER), yes(FATHER), use=use, child=child(never=scope))
    assert standing(found) == expected
    assert must_come_down(found) is (expected == "no")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [([], "no_objection"), ([yes(MOTHER)], "no_objection"), ([no(GRANDMOTHER)], "no")],
)
def test_the_schools_own_task_is_never_shown_as_yes(
    answers: list[AnswerFact], expected: str
) -> None:
    assert standing(case(*answers, use=OBJECTION)) == expected
