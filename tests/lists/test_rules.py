"""When a sheet on paper is still safe, and how far a child's answers have come."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.consent.facts import AnswerFact, Case, ChildFacts, PersonFact, UseFacts
from parentcomms.consent.kinds import PR, Answerer, Decision, NeverScope, Standing
from parentcomms.consent.rules import standing
from parentcomms.lists.rules import HowFar, how_far, still_safe, stricter_now

S = Standing
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("printed", "today", "safe"),
    [
        (S.YES, S.YES, True),
        (S.YES, S.NO, False),
        (S.YES, S.NOT_ANSWERED, False),
        (S.YES, S.UNRECOGNISABLE, False),
        (S.UNRECOGNISABLE, S.NO, False),
        (S.UNRECOGNISABLE, S.YES, True),
        (S.NO, S.YES, True),
        (S.NOT_ANSWERED, S.NO, True),  # left out either way
        (S.NO_OBJECTION, S.NO, False),
        (S.NO_OBJECTION, S.YES, True),
    ],
)
def test_a_sheet_is_safe_while_nothing_is_stricter_than_printed(
    printed: Standing, today: Standing, safe: bool
) -> None:
    assert still_safe({1: {"website": printed}}, {(1, "website"): today}) is safe


def test_a_child_or_a_question_that_is_gone_makes_the_sheet_unsafe() -> None:
    assert stricter_now({1: {"website": S.YES}, 2: {"website": S.NO}}, {}) == {1}


def test_only_the_children_who_are_stricter_now_are_named() -> None:
    said = {1: {"website": S.YES}, 2: {"website": S.YES}, 3: {"website": S.NO}}
    now = {(1, "website"): S.YES, (2, "website"): S.NO, (3, "website"): S.NO}
    assert stricter_now(said, now) == {2}


children = st.integers(1, 4)
uses = st.sampled_from(["website", "class_app"])
sheets = st.dictionaries(children, st.dictionaries(uses, st.sampled_from(S)))
todays = st.dictionaries(st.tuples(children, uses), st.sampled_from(S))


@given(said=sheets, now=todays, child=children, use=uses)
def test_one_more_no_never_makes_an_unsafe_sheet_safe(said, now, child, use) -> None:
    if not still_safe(said, now):
        assert not still_safe(said, now | {(child, use): S.NO})


@given(said=sheets, now=todays, child=children)
def test_a_child_who_leaves_never_makes_an_unsafe_sheet_safe(said, now, child) -> None:
    if not still_safe(said, now):
        left = {key: S.NOT_ANSWERED if key[0] == child else each for key, each in now.items()}
        assert not still_safe(said, left)


def _case(answers, *, never=None, on_roll=True) -> Case:
    people = [
        PersonFact(relationship=who, answers_as=Answerer.MOTHER_OR_FATHER, pr_on_record=PR.YES)
        for who in (1, 2)
    ]
    child = ChildFacts(born=date(2017, 5, 4), year_group="4", on_roll=on_roll, never=never)
    use = UseFacts(key="website", offers_unrecognisable=True)
    return Case(child=child, use=use, day=DAY, people=people, answers=answers)


def _answers(said):
    start = datetime(2026, 9, 2, tzinfo=UTC)
    return [
        AnswerFact(
            id=number, who=who, at=start + timedelta(days=number), decision=decision, pr_then=PR.YES
        )
        for number, (who, decision) in enumerate(said, start=1)
    ]


answered = st.lists(st.tuples(st.sampled_from([1, 2]), st.sampled_from(Decision)), max_size=4)


@given(printed=st.sampled_from(S), said=answered, by=st.sampled_from([1, 2]))
def test_a_familys_no_never_keeps_an_unsafe_sheet_safe(printed, said, by) -> None:
    """Through the rule of consent itself: whatever was said before, a no more only tightens."""
    now = {(1, "website"): standing(_case(_answers(said)))}
    after = {(1, "website"): standing(_case(_answers([*said, (by, Decision.NO)])))}
    sheet = {1: {"website": printed}}
    if not still_safe(sheet, now):
        assert not still_safe(sheet, after)


@given(printed=st.sampled_from(S), said=answered, scope=st.sampled_from(NeverScope))
def test_a_never_makes_every_sheet_unsafe_that_allowed_anything(printed, said, scope) -> None:
    after = {(1, "website"): standing(_case(_answers(said), never=scope))}
    allowed = printed in {S.YES, S.UNRECOGNISABLE, S.NO_OBJECTION}
    assert still_safe({1: {"website": printed}}, after) is not allowed


@given(said=answered)
def test_a_leaver_makes_every_sheet_unsafe_that_allowed_anything(said) -> None:
    after = {(1, "website"): standing(_case(_answers(said), on_roll=False))}
    assert not still_safe({1: {"website": S.YES}}, after)


@pytest.mark.parametrize(
    ("standings", "old_yes", "expected"),
    [
        ({"a": S.YES, "b": S.NO}, set(), HowFar.ANSWERED),
        ({"a": S.NO, "b": S.NO_OBJECTION}, {"a"}, HowFar.ANSWERED),
        ({"a": S.NOT_ANSWERED, "b": S.YES}, set(), HowFar.WAITING),
        ({"a": S.NOT_ANSWERED, "b": S.NOT_ANSWERED}, {"b"}, HowFar.WAITING),
        ({"a": S.NOT_ANSWERED, "b": S.NOT_ANSWERED}, set(), HowFar.SILENT),
        ({}, set(), HowFar.ANSWERED),
    ],
)
def test_how_far_a_child_has_come(standings, old_yes, expected) -> None:
    assert how_far(standings, old_yes=frozenset(old_yes)) is expected
