"""Why, since when and by whose change a picture that is already out has to come down."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.consent.coming_down import Cause, NeverFact, Shown, causes
from parentcomms.consent.rules import (
    AnswerFact,
    AnswerKind,
    AnswerRoute,
    Care,
    Case,
    LawfulBasis,
    NeverScope,
    must_come_down,
)
from tests.consent.facts_for_tests import (
    FATHER,
    GRANDMOTHER,
    MOTHER,
    WEBSITE,
    at,
    case,
    child,
    error_in,
    no,
    says,
    unrecognisable,
    yes,
)
from tests.consent.test_rules_properties import cases

FACE = Shown(recognisable=True, relied_on_at=at(40))
HIDDEN = Shown(recognisable=False)
NAMED = Shown(recognisable=False, name_beside=True)
STOPPED = NeverFact(scope=NeverScope.OUTSIDE_SCHOOL, since=at(10))
TASK = replace(WEBSITE, basis=LawfulBasis.PUBLIC_TASK)


def first(*answers: AnswerFact, shown: Shown = FACE, **changes: object) -> Cause | None:
    found = causes(case(*answers, **changes), shown)
    return found[0] if found else None


WITHDRAWN = says(MOTHER, None, 5, kind=AnswerKind.WITHDRAWN)
OLD_FORM = no(MOTHER, 5, route=AnswerRoute.IMPORTED)
WRITTEN = yes(MOTHER, 50)


@pytest.mark.parametrize(
    ("answers", "shown", "expected"),
    [
        ([yes(MOTHER)], FACE, None),
        ([], FACE, None),
        ([yes(MOTHER, 50, asked_again=True)], FACE, None),
        ([yes(MOTHER, 50), no(MOTHER, 5)], FACE, Cause(at=at(5), who=MOTHER)),
        ([yes(MOTHER, 50), WITHDRAWN], FACE, Cause(at=at(5), who=MOTHER)),
        ([yes(MOTHER, 50), no(MOTHER, 5), yes(MOTHER, 1)], FACE, None),
        ([yes(MOTHER, 50), no(FATHER, 5)], FACE, Cause(at=at(5), who=FATHER)),
        ([yes(MOTHER, 50), no(GRANDMOTHER, 5)], FACE, Cause(at=at(5), who=GRANDMOTHER)),
        ([no(MOTHER, 9), no(FATHER, 5)], FACE, Cause(at=at(9), who=MOTHER)),
        ([no(MOTHER, 9), yes(MOTHER, 7), no(MOTHER, 5)], FACE, Cause(at=at(5), who=MOTHER)),
        ([no(MOTHER, 9), no(MOTHER, 5)], FACE, Cause(at=at(9), who=MOTHER)),
        ([no(MOTHER, 9, set_aside=True)], FACE, None),
        ([OLD_FORM], FACE, Cause(at=at(5))),
        ([unrecognisable(MOTHER, 5)], FACE, Cause(at=at(5), who=MOTHER)),
        ([unrecognisable(MOTHER, 5)], HIDDEN, None),
        ([unrecognisable(MOTHER, 5)], NAMED, Cause(at=at(5), who=MOTHER)),
        ([WRITTEN, error_in(WRITTEN)], FACE, Cause(at=at(1))),
        ([WRITTEN, error_in(WRITTEN)], Shown(recognisable=True), None),
        ([WRITTEN, error_in(WRITTEN)], replace(FACE, relied_on_at=at(0)), None),
        ([WRITTEN, error_in(WRITTEN), yes(FATHER, 60)], FACE, None),
    ],
)
def test_what_takes_a_picture_down(
    answers: list[AnswerFact], shown: Shown, expected: Cause | None
) -> None:
    assert first(*answers, shown=shown) == expected
    assert first(*answers[::-1], shown=shown) == expected


def test_an_objection_to_the_schools_own_task_takes_down_as_a_no_does() -> None:
    assert first(use=TASK) is None
    assert first(no(MOTHER, 5), use=TASK) == Cause(at=at(5), who=MOTHER)


@pytest.mark.parametrize(
    "changes",
    [
        {"child": child(on_roll=False)},
        {"child": child(care=Care.CARE_ORDER)},
        {"child": child(care=Care.NOT_KNOWN)},
        {"day": date(2031, 11, 20), "child": child(year_group="10")},
        {"people": ()},
    ],
)
def test_leaving_care_a_new_phase_and_a_lost_adult_stop_new_posts_only(
    changes: dict[str, object],
) -> None:
    assert first(yes(MOTHER, 50), **changes) is None
    assert first(yes(MOTHER, 50), no(MOTHER, 5), **changes) is not None


def test_never_takes_down_what_is_outside_school_and_is_nobodys_to_be_told() -> None:
    inside = replace(WEBSITE, outside_school=False)
    found = causes(case(no(MOTHER, 5)), FACE, nevers=[STOPPED])
    assert found == (Cause(at=at(10)), Cause(at=at(5), who=MOTHER))
    assert causes(case(use=inside), FACE, nevers=[STOPPED]) == ()
    everything = NeverFact(scope=NeverScope.EVERYTHING, since=at(10))
    assert causes(case(use=inside), FACE, nevers=[everything]) == (Cause(at=at(10)),)


def _nevers(found: Case) -> list[NeverFact]:
    return [NeverFact(scope=found.child.never, since=at(10))] if found.child.never else []


@given(found=cases, who=st.sampled_from([MOTHER, FATHER, GRANDMOTHER]))
def test_another_no_never_lets_a_picture_stay(found: Case, who: int) -> None:
    before = causes(found, FACE, nevers=_nevers(found))
    after = causes(
        replace(found, answers=[*found.answers, no(who, 0)]), FACE, nevers=_nevers(found)
    )
    assert after or not before


@given(found=cases)
def test_it_says_what_the_rule_of_consent_says(found: Case) -> None:
    assert bool(causes(found, HIDDEN, nevers=_nevers(found))) is must_come_down(found)


@given(found=cases, order=st.randoms())
def test_the_order_of_rows_never_matters(found: Case, order: object) -> None:
    shuffled = list(found.answers)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    other = replace(found, answers=shuffled, people=found.people[::-1])
    assert causes(found, FACE) == causes(other, FACE)
