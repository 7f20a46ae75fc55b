"""The steps: each thing that is missing belongs to one, and none is called done too early."""

from itertools import chain

from hypothesis import example, given
from hypothesis import strategies as st

from parentcomms.communications.ready_rules import (
    CAN_BE_SET_ASIDE,
    HOLDS_BACK,
    Lack,
    SchoolFacts,
    lacking,
)
from parentcomms.communications.ready_steps import COVERS, State, Step, needed, progress, step_of
from parentcomms.setting_up import staff_words as words
from parentcomms.setting_up.record_rules import Found, Record

SOME = st.frozensets(st.sampled_from(Lack))


def test_each_lack_belongs_to_exactly_one_step_and_everything_has_words() -> None:
    assert sorted(chain.from_iterable(COVERS.values())) == sorted(Lack)
    assert set(words.STEPS) == set(Step) == set(COVERS)
    assert set(words.STATES) == set(State)
    assert set(words.WITHOUT) == set(CAN_BE_SET_ASIDE)
    assert set(words.RECORDS) == set(Record)
    assert set(words.FOUND) == set(Found)


@given(SOME)
def test_a_step_is_done_exactly_when_nothing_of_it_is_missing(lacks: frozenset[Lack]) -> None:
    for each in progress(lacks):
        assert (each.state is State.DONE) == lacks.isdisjoint(COVERS[each.step])
        assert set(each.lacks) == lacks & set(COVERS[each.step])


@given(SOME)
def test_a_step_waits_only_for_one_that_can_be_begun(lacks: frozenset[Lack]) -> None:
    found = {each.step: each for each in progress(lacks)}
    for each in found.values():
        assert (each.state is State.WAITS) == (each.after is not None)
        if each.after is not None:
            assert each.after is not each.step
            assert list(Step).index(each.after) < list(Step).index(each.step)


@given(SOME)
def test_while_anything_holds_letters_back_some_step_that_can_be_done_says_so(
    lacks: frozenset[Lack],
) -> None:
    states = {each.state for each in progress(lacks)}
    if any(HOLDS_BACK[lack] for lack in lacks):
        assert State.NEEDED in states
    else:
        assert State.NEEDED not in states


@given(st.frozensets(st.sampled_from(Lack)))
def test_only_what_letters_can_go_without_can_be_set_aside(aside: frozenset[Lack]) -> None:
    before = set(lacking(SchoolFacts()))
    after = set(lacking(SchoolFacts(set_aside=aside)))
    assert before - after == CAN_BE_SET_ASIDE & aside
    assert not any(HOLDS_BACK[lack] for lack in CAN_BE_SET_ASIDE)


def test_every_lack_leads_to_its_step() -> None:
    assert {step_of(lack) for lack in Lack} == set(Step)


@given(SOME, SOME)
@example(frozenset({Lack.DETAILS, Lack.STATEMENT, Lack.QUESTIONS}), frozenset({Lack.DETAILS}))
def test_the_number_of_steps_needed_never_rises_while_things_are_done(
    lacks: frozenset[Lack], done: frozenset[Lack]
) -> None:
    assert needed(lacks - done) <= needed(lacks)
    assert (needed(lacks) == 0) == (not any(HOLDS_BACK[lack] for lack in lacks))
