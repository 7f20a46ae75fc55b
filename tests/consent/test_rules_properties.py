"""What may never happen, whatever was answered by whom in which order."""

import itertools
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from parentcomms.consent.rules import (
    PR,
    SHIPPED_USES,
    AnswerFact,
    AnswerKind,
    AnswerRoute,
    AnswerSettings,
    Care,
    Case,
    Decision,
    LawfulBasis,
    NeverScope,
    PersonFact,
    Standing,
    UseFacts,
    reasons,
    standing,
    who_is_due,
)
from tests.consent.facts_for_tests import CHILD, DAY, MOTHER, at, child, everyone

# How far a standing answer lets a picture go. Nothing below may ever raise it.
PASSES = {
    Standing.NO: 0,
    Standing.NOT_ANSWERED: 0,
    Standing.UNRECOGNISABLE: 1,
    Standing.NO_OBJECTION: 2,
    Standing.YES: 2,
}
USES = [*SHIPPED_USES.values(), UseFacts(key="display", outside_school=False)]
USES.append(UseFacts(key="display", basis=LawfulBasis.PUBLIC_TASK, outside_school=False))
ids = itertools.count(10**6)

children = st.builds(
    child,
    born=st.none() | st.dates(date(2006, 1, 1), date(2021, 8, 31)),
    year_group=st.none() | st.sampled_from(["R", "3", "5", "8", "11", "12", "13"]),
    on_roll=st.sampled_from([True, True, True, False]),
    care=st.sampled_from([Care.NONE, Care.NONE, *Care]),
    cannot_answer=st.booleans(),
    left_before=st.none() | st.just(date(2026, 10, 1)),
)
people = st.lists(
    st.fixed_dictionaries(
        {
            "pr_on_record": st.sampled_from([PR.YES, *PR]),
            "pr_declared": st.sampled_from([PR.UNKNOWN, *PR]),
            "held": st.sampled_from([False, False, True]),
            "named_by_agency": st.booleans(),
            "excused": st.booleans(),
            "delegated_uses": st.sampled_from([frozenset(), frozenset({"website"})]),
        }
    ),
    min_size=6,
    max_size=6,
).map(lambda rows: everyone(**dict(zip(NAMES, rows, strict=True))))
NAMES = ("mother", "father", "grandmother", "child", "authority", "carer")
school = st.builds(
    AnswerSettings,
    everyone_must_answer=st.booleans(),
    sixteen_needs_both=st.booleans(),
    expires_yearly=st.booleans(),
)


@st.composite
def one_answer(draw: st.DrawFn, decisions: list[Decision] | None = None) -> AnswerFact:
    decision = draw(st.sampled_from(decisions or [Decision.YES, Decision.YES, *Decision]))
    return AnswerFact(
        id=next(ids),
        who=draw(st.integers(1, 7)),
        at=at(draw(st.integers(0, 600))),
        decision=decision,
        route=draw(st.sampled_from([AnswerRoute.OWN_LINK, *AnswerRoute])),
        pr_then=draw(st.sampled_from([PR.YES, *PR])),
        asked_again=draw(st.sampled_from([False, False, True])),
        set_aside=decision is not Decision.YES and draw(st.sampled_from([False, False, True])),
        kind=AnswerKind.GIVEN,
    )


@st.composite
def with_corrections(draw: st.DrawFn, answers: list[AnswerFact]) -> list[AnswerFact]:
    """Some notes that one of the answers was not as recorded."""
    for _ in range(draw(st.integers(0, 2))) if answers else ():
        wrong = draw(st.sampled_from(answers))
        note = replace(
            draw(one_answer()),
            who=wrong.who,
            corrects=wrong.id,
            kind=draw(st.sampled_from([AnswerKind.CORRECTION, AnswerKind.RECORDED_IN_ERROR])),
            by_staff=draw(st.booleans()),
            has_reason=True,
            set_aside=False,
        )
        answers = [*answers, note]
    return answers


cases = st.builds(
    Case,
    child=children,
    use=st.sampled_from(USES),
    day=st.just(DAY),
    people=people,
    answers=st.lists(one_answer(), max_size=6).flatmap(with_corrections),
    settings=school,
)
many = settings(deadline=None)


def lets_through(case: Case) -> int:
    return PASSES[standing(case)]


def with_person(case: Case, place: int, changed: PersonFact) -> Case:
    return replace(case, people=[*case.people[:place], changed, *case.people[place + 1 :]])


@many
@given(cases, one_answer([Decision.NO]), st.booleans())
def test_adding_a_no_never_loosens(case: Case, added: AnswerFact, withdrawn: bool) -> None:
    kind = AnswerKind.WITHDRAWN if withdrawn else AnswerKind.GIVEN
    added = replace(added, set_aside=False, kind=kind)
    assert lets_through(replace(case, answers=[*case.answers, added])) <= lets_through(case)


@many
@given(cases, one_answer([Decision.NO]))
def test_a_fresh_no_of_anybody_stops_every_child_below_sixteen(
    case: Case, added: AnswerFact
) -> None:
    young = replace(case.child, born=date(2014, 1, 1))
    added = replace(added, at=at(-1), set_aside=False)
    found = standing(replace(case, child=young, answers=[*case.answers, added]))
    assert found is Standing.NO


@many
@given(cases, st.integers(0, 5), st.sampled_from(["held", "ended", "removed"]))
def test_holding_ending_or_removing_an_adult_never_loosens(
    case: Case, place: int, change: str
) -> None:
    changed = replace(case.people[place], **{change: True})
    assert lets_through(with_person(case, place, changed)) <= lets_through(case)


@many
@given(cases, st.integers(0, 5), st.sampled_from([PR.NO, PR.UNKNOWN]))
def test_an_adult_found_to_have_no_pr_never_loosens(case: Case, place: int, found: PR) -> None:
    before = replace(case.people[place], ever_had_pr=True)
    after = replace(before, pr_on_record=found, pr_declared=PR.UNKNOWN)
    if found is PR.UNKNOWN and before.pr_on_record is PR.NO:
        return
    then, now = with_person(case, place, before), with_person(case, place, after)
    if before.pr_declared is not PR.NO:
        assert lets_through(now) <= lets_through(then)


@many
@given(cases, st.integers(0, 4), st.integers(0, 600))
def test_merging_two_rows_never_loosens(case: Case, place: int, days_ago: int) -> None:
    """At the moment of merging every answer is older than it."""
    into = case.people[place + 1].relationship
    moment = max([at(0), *(answer.at for answer in case.answers)])
    merged = replace(case.people[place], merged_into=into, merged_at=moment)
    assert lets_through(with_person(case, place, merged)) <= lets_through(case)


@many
@given(cases, st.data())
def test_removing_a_yes_never_loosens(case: Case, data: st.DataObject) -> None:
    corrected = {answer.corrects for answer in case.answers}
    plain = [
        answer
        for answer in case.answers
        if answer.decision is Decision.YES
        and answer.kind is AnswerKind.GIVEN
        and answer.id not in corrected
    ]
    if not plain:
        return
    gone = data.draw(st.sampled_from(plain))
    left = [answer for answer in case.answers if answer is not gone]
    assert lets_through(replace(case, answers=left)) <= lets_through(case)


@many
@given(cases, st.data())
def test_the_lapse_of_any_answer_never_loosens(case: Case, data: st.DataObject) -> None:
    if not case.answers:
        return
    place = data.draw(st.integers(0, len(case.answers) - 1))
    answers = list(case.answers)
    answers[place] = replace(answers[place], asked_again=True)
    assert lets_through(replace(case, answers=answers)) <= lets_through(case)


@many
@given(cases, st.randoms(use_true_random=False))
def test_order_never_matters(case: Case, chance: object) -> None:
    answers, rows = list(case.answers), list(case.people)
    chance.shuffle(answers)
    chance.shuffle(rows)
    other = replace(case, answers=answers, people=rows)
    assert standing(other) == standing(case)
    assert reasons(other) == reasons(case)
    assert who_is_due(other) == who_is_due(case)


@many
@given(cases)
def test_silence_never_passes_a_consent_use(case: Case) -> None:
    silent = replace(case, answers=[])
    if case.use.basis is LawfulBasis.CONSENT:
        assert lets_through(silent) == 0
    imported = [replace(answer, route=AnswerRoute.IMPORTED) for answer in case.answers]
    if case.use.basis is LawfulBasis.CONSENT:
        assert lets_through(replace(case, answers=imported)) == 0


@many
@given(cases, st.sampled_from(NeverScope))
def test_a_never_child_never_passes_where_it_holds(case: Case, scope: NeverScope) -> None:
    stopped = replace(case, child=replace(case.child, never=scope))
    if scope is NeverScope.EVERYTHING or case.use.outside_school:
        assert standing(stopped) is Standing.NO
    assert lets_through(stopped) <= lets_through(case)
    assert who_is_due(stopped) == who_is_due(case)


@many
@given(cases, st.sampled_from([Care.CARE_ORDER, Care.NOT_KNOWN]), st.just(MOTHER))
def test_parents_alone_never_pass_a_child_in_care(case: Case, care: Care, mother: int) -> None:
    young = replace(case.child, born=date(2014, 1, 1), care=care)
    parents = [answer for answer in case.answers if answer.who in (mother, mother + 1)]
    if case.use.basis is LawfulBasis.CONSENT:
        assert lets_through(replace(case, child=young, answers=parents)) == 0


@many
@given(cases)
def test_a_use_of_the_schools_own_is_never_shown_as_yes(case: Case) -> None:
    own = replace(case.use, basis=LawfulBasis.PUBLIC_TASK)
    assert standing(replace(case, use=own)) is not Standing.YES


@many
@given(cases)
def test_leavers_pass_nothing(case: Case) -> None:
    left = replace(case.child, on_roll=False)
    assert lets_through(replace(case, child=left)) == 0


@many
@given(cases)
def test_a_plain_yes_has_no_reasons_against_it_and_everything_else_has(case: Case) -> None:
    found = standing(case)
    if found in (Standing.NO, Standing.NOT_ANSWERED):
        assert reasons(case)


@many
@given(cases, st.integers(0, 5))
def test_ending_a_delegation_or_an_excuse_never_loosens(case: Case, place: int) -> None:
    before = case.people[place]
    ended = with_person(case, place, replace(before, delegated_uses=frozenset()))
    assert lets_through(ended) <= lets_through(case)
    needed = with_person(case, place, replace(before, excused=False))
    assert lets_through(needed) <= lets_through(case)


@many
@given(cases, one_answer([Decision.NO]), st.booleans())
def test_a_childs_fresh_no_stops_everything_even_if_they_cannot_answer(
    case: Case, added: AnswerFact, cannot_answer: bool
) -> None:
    child_now = replace(case.child, cannot_answer=cannot_answer)
    added = replace(added, who=CHILD, at=at(-1), set_aside=False)
    stopped = replace(case, child=child_now, answers=[*case.answers, added])
    assert standing(stopped) is Standing.NO


@many
@given(cases, st.integers(0, 5))
def test_excusing_an_adult_never_outweighs_a_no(case: Case, place: int) -> None:
    excused = with_person(case, place, replace(case.people[place], excused=True))
    assert (standing(case) is Standing.NO) <= (standing(excused) is Standing.NO)
