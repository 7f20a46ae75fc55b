"""What a new version of a question does to the answers given before it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentcomms.consent.rules import Case, LawfulBasis, standing
from parentcomms.consent.versions import NotPossible, VersionFacts, asked_again, not_possible
from tests.consent.test_rules_properties import PASSES, cases

CONSENT, TASK = LawfulBasis.CONSENT, LawfulBasis.PUBLIC_TASK
NOTHING = VersionFacts(number=2)
EVERYBODY = VersionFacts(number=2, ask_again=True)
POLISH = VersionFacts(number=2, ask_again_in="pl")


@pytest.mark.parametrize(
    ("later", "language", "lapses"),
    [
        ([], "en", False),
        ([NOTHING], "en", False),
        ([EVERYBODY], "en", True),
        ([EVERYBODY], None, True),
        ([POLISH], "pl", True),
        ([POLISH], "en", False),
        ([POLISH], None, False),
        ([NOTHING, replace(POLISH, number=3)], "pl", True),
    ],
)
def test_whose_answers_lapse(later, language, lapses) -> None:
    versions = [VersionFacts(number=1), *later]
    assert asked_again(versions, number=1, language=language) is lapses


def test_an_answer_to_the_new_wording_itself_does_not_lapse() -> None:
    for version in (EVERYBODY, POLISH):
        assert not asked_again([VersionFacts(number=1), version], number=2, language="pl")


THREE = VersionFacts(number=1, offers_unrecognisable=True)


@pytest.mark.parametrize(
    ("before", "proposed", "problem"),
    [
        ([], VersionFacts(number=1, basis=TASK), None),
        ([VersionFacts(number=1)], NOTHING, None),
        ([VersionFacts(number=1)], replace(EVERYBODY, basis=TASK), NotPossible.CONSENT_STAYS),
        ([VersionFacts(number=1, basis=TASK)], NOTHING, NotPossible.NOW_CONSENT),
        ([VersionFacts(number=1, basis=TASK)], EVERYBODY, None),
        ([THREE], NOTHING, None),
        ([THREE, NOTHING], replace(THREE, number=3), NotPossible.OFFERED_BEFORE),
        ([THREE, NOTHING], replace(THREE, number=3, ask_again=True), None),
        ([VersionFacts(number=1)], replace(THREE, number=2), None),
    ],
)
def test_what_a_new_version_may_not_do(before, proposed, problem) -> None:
    assert not_possible(before, proposed) is problem


def test_a_corrected_translation_has_to_say_which() -> None:
    before = [VersionFacts(number=1)]
    assert not_possible(before, NOTHING, asks_in=True) is NotPossible.WHICH_LANGUAGE
    assert not_possible(before, POLISH, asks_in=True) is None


versions = st.lists(
    st.builds(
        VersionFacts,
        number=st.just(0),
        ask_again=st.booleans(),
        ask_again_in=st.none() | st.sampled_from(["pl", "en"]),
        basis=st.sampled_from([CONSENT, CONSENT, *LawfulBasis]),
        offers_unrecognisable=st.booleans(),
    ),
    min_size=2,
    max_size=5,
).map(lambda rows: [replace(row, number=place) for place, row in enumerate(rows, start=1)])


def _under(case: Case, history: list[VersionFacts], read: list[tuple[int, str | None]]) -> Case:
    """The case as it stands with this history; each answer with the version and language read."""
    newest = history[-1]
    use = replace(case.use, basis=newest.basis, offers_unrecognisable=newest.offers_unrecognisable)
    answers = [
        replace(answer, asked_again=asked_again(history, number=number, language=language))
        for answer, (number, language) in zip(case.answers, read, strict=True)
    ]
    return replace(case, use=use, answers=answers)


@settings(deadline=None)
@given(cases, versions, st.data())
def test_adding_a_version_never_turns_a_verdict_into_a_pass(
    case: Case, history: list[VersionFacts], data: st.DataObject
) -> None:
    *before, proposed = history
    for place, version in enumerate(before):
        if not_possible(before[:place], version) is not None:
            return
    if not_possible(before, proposed) is not None:
        return
    read = [
        (
            data.draw(st.integers(1, len(before))),
            data.draw(st.none() | st.sampled_from(["pl", "en"])),
        )
        for _ in case.answers
    ]
    then, now = _under(case, before, read), _under(case, history, read)
    assert PASSES[standing(now)] <= PASSES[standing(then)]
