"""The check before posting, by table and by property."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentcomms.channels.rules import ChannelAudience
from parentcomms.consent.rules import Standing, UseKey
from parentcomms.publishing.rules import (
    Advice,
    CannotAnswerError,
    InPicture,
    Medium,
    Missing,
    OtherSchool,
    Picture,
    Sentence,
    Verdict,
    uses_touched,
    verdict,
)

WEB, NAME = UseKey.WEBSITE.value, UseKey.NAME_OUTSIDE.value
YES, NO, HIDDEN = Standing.YES, Standing.NO, Standing.UNRECOGNISABLE
NOT_ANSWERED = Standing.NOT_ANSWERED


def pupil(number: int, found: Standing, unrecognisable: bool = False) -> InPicture:
    return InPicture(pupil=number, standings={WEB: found}, unrecognisable=unrecognisable)


def picture(*pupils: InPicture, **changes: object) -> Picture:
    return Picture(pupils=pupils, **{"uses": frozenset({WEB}), **changes})


@pytest.mark.parametrize(
    ("medium", "name_shown", "audience", "expected"),
    [
        (Medium.PHOTO, False, ChannelAudience.PUBLIC, {"social_media"}),
        (Medium.VIDEO, False, ChannelAudience.PUBLIC, {"social_media", "video_voice"}),
        (Medium.LIVE, False, ChannelAudience.PUBLIC, {"social_media", "video_voice"}),
        (Medium.AUDIO, False, ChannelAudience.PUBLIC, {"social_media", "video_voice"}),
        (Medium.PHOTO, True, ChannelAudience.CLASS_FAMILIES, {"social_media", "name_outside"}),
        (Medium.PHOTO, True, None, {"social_media"}),
    ],
)
def test_a_post_touches_every_use_it_makes(
    medium: Medium, name_shown: bool, audience: ChannelAudience | None, expected: set[str]
) -> None:
    found = uses_touched(["social_media"], medium=medium, name_shown=name_shown, audience=audience)
    assert found == expected


def test_silence_has_advice_of_its_own_and_nothing_else_has_it() -> None:
    asked = picture(pupil(1, NOT_ANSWERED), pupil(2, NO), pupil(3, HIDDEN), pupil(4, YES))
    said = [Advice.NOT_ANSWERED in each.advice for each in verdict(asked).pupils]
    assert said == [True, False, False, False]
    both = InPicture(pupil=1, standings={WEB: NO})
    mixed = verdict(picture(both, uses=frozenset({WEB, NAME})))
    assert Advice.NOT_ANSWERED not in mixed.pupils[0].advice


def test_a_video_on_facebook_with_a_first_name_is_three() -> None:
    found = uses_touched(
        [UseKey.SOCIAL_MEDIA],
        medium=Medium.VIDEO,
        name_shown=True,
        audience=ChannelAudience.PUBLIC,
    )
    assert found == {"social_media", "video_voice", "name_outside"}


@pytest.mark.parametrize(
    ("pupils", "expected"),
    [
        ([pupil(1, YES)], "post"),
        ([pupil(1, Standing.NO_OBJECTION)], "post"),
        ([pupil(1, YES), pupil(2, NO)], "change"),
        ([pupil(1, YES), pupil(2, NOT_ANSWERED)], "change"),
        ([pupil(1, NO), pupil(2, NO)], "do-not-post"),
        ([pupil(1, NO, unrecognisable=True)], "do-not-post"),
        ([pupil(1, HIDDEN)], "change"),
        ([pupil(1, HIDDEN, unrecognisable=True)], "post"),
        ([pupil(1, NOT_ANSWERED)], "do-not-post"),
        ([InPicture(pupil=1)], "do-not-post"),
    ],
)
def test_the_verdict_is_that_of_the_children_in_it(pupils: list[InPicture], expected: str) -> None:
    assert verdict(picture(*pupils)).verdict == expected


def test_every_use_touched_has_to_pass() -> None:
    child = InPicture(pupil=1, standings={WEB: YES, NAME: NO})
    result = verdict(picture(child, uses=frozenset({WEB, NAME})))
    assert result.verdict is Verdict.CHANGE
    assert result.pupils[0].advice[0] is Advice.LEAVE_NAME_OUT


def test_a_name_beside_a_hidden_face_tells_who_it_is() -> None:
    child = InPicture(pupil=1, standings={WEB: HIDDEN, NAME: YES}, unrecognisable=True)
    result = verdict(picture(child, uses=frozenset({WEB, NAME})))
    assert result.verdict is Verdict.CHANGE
    assert result.pupils[0].advice[0] is Advice.LEAVE_NAME_OUT


def test_hiding_a_face_is_offered_for_that_answer_only_and_never_in_a_posed_group() -> None:
    def advice(found: Standing, *, posed: bool) -> tuple[Advice, ...]:
        result = verdict(picture(pupil(1, YES), pupil(2, found), posed_group=posed))
        return result.pupils[1].advice

    assert Advice.MAKE_UNRECOGNISABLE in advice(HIDDEN, posed=False)
    assert Advice.MAKE_UNRECOGNISABLE not in advice(HIDDEN, posed=True)
    for found in (NO, NOT_ANSWERED):
        assert advice(found, posed=False) == advice(found, posed=True)
        said = [each for each in advice(found, posed=False) if each is not Advice.NOT_ANSWERED]
        assert tuple(said) == (
            Advice.LEAVE_OUT,
            Advice.CROP_OUT,
            Advice.OTHER_PICTURE,
        )


def test_no_one_is_sent_away_take_one_for_everyone_and_one_to_post() -> None:
    assert Sentence.TAKE_TWO in verdict(picture(pupil(1, YES), pupil(2, NO))).sentences
    assert Sentence.TAKE_TWO not in verdict(picture(pupil(1, YES))).sentences


def test_a_video_is_not_cropped() -> None:
    result = verdict(picture(pupil(1, YES), pupil(2, NO), medium=Medium.VIDEO))
    assert Advice.CROP_OUT not in result.pupils[1].advice


@pytest.mark.parametrize(
    ("other_school", "expected", "for_the_head"),
    [
        (OtherSchool.NOT_CONFIRMED, "do-not-post", False),
        (OtherSchool.CONFIRMED, "do-not-post", True),
        (OtherSchool.HEAD_AGREED, "post", False),
    ],
)
def test_another_schools_child_is_confirmed_and_then_the_head_decides(
    other_school: OtherSchool, expected: str, for_the_head: bool
) -> None:
    result = verdict(picture(pupil(1, YES), other_school=other_school))
    assert (result.verdict, result.for_the_head) == (expected, for_the_head)


def test_somebody_nobody_knows_blocks_and_no_change_helps() -> None:
    found = verdict(picture(pupil(1, YES), someone_unknown=True, crowd_unrecognisable=True))
    assert found.verdict is Verdict.DO_NOT_POST


def test_a_crowd_in_which_nobody_can_be_recognised_passes_when_ticked() -> None:
    assert verdict(picture(crowd_unrecognisable=True)).verdict is Verdict.POST
    with_one = verdict(picture(pupil(1, NO), crowd_unrecognisable=True))
    assert with_one.verdict is Verdict.CHANGE


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        (picture(), Missing.WHO),
        (picture(pupil(1, YES), uses=frozenset()), Missing.WHERE),
        (picture(pupil(1, YES), pupil(1, YES, unrecognisable=True)), Missing.NAMED_TWICE),
    ],
)
def test_an_empty_or_muddled_question_is_not_answered(asked: Picture, missing: Missing) -> None:
    with pytest.raises(CannotAnswerError) as refused:
        verdict(asked)
    assert refused.value.missing is missing


USES = [WEB, NAME, UseKey.VIDEO_VOICE.value]
in_picture = st.builds(
    InPicture,
    pupil=st.integers(1, 30),
    standings=st.dictionaries(st.sampled_from(USES), st.sampled_from(Standing)),
    unrecognisable=st.booleans(),
)
pictures = st.builds(
    Picture,
    pupils=st.lists(in_picture, min_size=1, max_size=5, unique_by=lambda each: each.pupil),
    uses=st.sets(st.sampled_from(USES), min_size=1).map(frozenset),
    medium=st.sampled_from(Medium),
    posed_group=st.booleans(),
    crowd_unrecognisable=st.booleans(),
    someone_unknown=st.booleans(),
    other_school=st.sampled_from(OtherSchool),
)


@settings(deadline=None)
@given(pictures)
def test_a_post_goes_out_only_when_every_child_passes_every_use(asked: Picture) -> None:
    result = verdict(asked)
    if result.verdict is Verdict.POST:
        for child in asked.pupils:
            for use in asked.uses:
                found = child.standings.get(use, NOT_ANSWERED)
                assert found in (YES, Standing.NO_OBJECTION) or (
                    found is HIDDEN and child.unrecognisable
                )
    assert all(each.allowed == (each.advice == (Advice.FINE,)) for each in result.pupils)


@settings(deadline=None)
@given(pictures, in_picture, st.sampled_from(USES))
def test_one_more_child_or_one_more_use_never_turns_it_into_a_post(
    asked: Picture, extra: InPicture, use: str
) -> None:
    before = verdict(asked).verdict
    extra = replace(extra, pupil=99)
    after = verdict(replace(asked, pupils=[*asked.pupils, extra], uses=asked.uses | {use}))
    assert before is Verdict.POST or after.verdict is not Verdict.POST


@settings(deadline=None)
@given(pictures, st.randoms(use_true_random=False))
def test_the_order_of_the_children_never_matters(asked: Picture, chance: object) -> None:
    shuffled = list(asked.pupils)
    chance.shuffle(shuffled)
    one, two = verdict(asked), verdict(replace(asked, pupils=shuffled))
    assert one.verdict is two.verdict
    assert {each.pupil: each for each in one.pupils} == {each.pupil: each for each in two.pupils}
