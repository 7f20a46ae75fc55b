"""May this picture be posted there, and what to do about each child who stops it.

Decides on standing answers only, so that a switch, two parents who differ, a child in care and a
plain no cannot be told apart here.
"""

from collections.abc import Iterable, Sequence

from parentcomms.channels.rules import ChannelAudience
from parentcomms.consent.rules import Standing, UseKey
from parentcomms.publishing.facts import (
    Advice,
    CannotAnswerError,
    CheckResult,
    InPicture,
    Medium,
    Missing,
    OtherSchool,
    Picture,
    PupilResult,
    Sentence,
    Verdict,
)

__all__ = [
    "Advice",
    "CannotAnswerError",
    "CheckResult",
    "InPicture",
    "Medium",
    "Missing",
    "OtherSchool",
    "Picture",
    "PupilResult",
    "Sentence",
    "Verdict",
    "uses_touched",
    "verdict",
]


def uses_touched(
    channel_uses: Iterable[str],
    *,
    medium: Medium,
    name_shown: bool,
    audience: ChannelAudience | None,
) -> frozenset[str]:
    """Every use a post touches: a video on Facebook with a first name is three (5.1, 8.1.4).

    Without an audience it stays inside school, where the name is not asked about.
    """
    touched = {str(use) for use in channel_uses}
    if medium is not Medium.PHOTO:
        touched.add(UseKey.VIDEO_VOICE.value)
    if name_shown and audience is not None:
        touched.add(UseKey.NAME_OUTSIDE.value)
    return frozenset(touched)


def verdict(picture: Picture) -> CheckResult:
    """One answer for the picture, and one for each pupil in it (policy 5.1, 5.3, 7.6.3, 8.1.4)."""
    _refuse_an_empty_question(picture)
    results = tuple(_for_pupil(each, picture) for each in picture.pupils)
    return CheckResult(
        verdict=_for_all(picture, results),
        pupils=results,
        sentences=tuple(_sentences(picture, results)),
    )


def _refuse_an_empty_question(picture: Picture) -> None:
    others = picture.someone_unknown or picture.other_school is not OtherSchool.NONE
    if not picture.uses:
        raise CannotAnswerError(Missing.WHERE)
    if not (picture.pupils or picture.crowd_unrecognisable or others):
        raise CannotAnswerError(Missing.WHO)
    if len({each.pupil for each in picture.pupils}) < len(picture.pupils):
        raise CannotAnswerError(Missing.NAMED_TWICE)


def _for_pupil(child: InPicture, picture: Picture) -> PupilResult:
    if child.not_today:
        return PupilResult(pupil=child.pupil, allowed=False, advice=_as_for_a_no(picture))
    stopping = {use for use in picture.uses if not _passes(use, child, picture)}
    if not stopping:
        return PupilResult(pupil=child.pupil, allowed=True, advice=(Advice.FINE,))
    return PupilResult(
        pupil=child.pupil, allowed=False, advice=_advice(child, stopping, picture=picture)
    )


def _standing(use: str, child: InPicture) -> Standing:
    return child.standings.get(use, Standing.NOT_ANSWERED)


def _passes(use: str, child: InPicture, picture: Picture) -> bool:
    """A name beside a picture tells who it is, however well the face is hidden."""
    found = _standing(use, child)
    if found is Standing.UNRECOGNISABLE:
        return child.unrecognisable and UseKey.NAME_OUTSIDE.value not in picture.uses
    return found in (Standing.YES, Standing.NO_OBJECTION)


def _advice(child: InPicture, stopping: set[str], *, picture: Picture) -> tuple[Advice, ...]:
    """Hiding a face is offered for `unrecognisable` only, and never in a posed group.

    Silence has advice of its own: whoever checks may know it, and can do something about it.
    """
    name = UseKey.NAME_OUTSIDE.value
    without_name = [use for use in stopping if use != name]
    hidden_enough = all(_standing(use, child) is Standing.UNRECOGNISABLE for use in without_name)
    found: list[Advice] = []
    if hidden_enough and (child.unrecognisable or not without_name):
        found.append(Advice.LEAVE_NAME_OUT)
    elif hidden_enough and not picture.posed_group:
        found.append(Advice.MAKE_UNRECOGNISABLE)
        if name in picture.uses:
            found.append(Advice.LEAVE_NAME_OUT)
    if all(_standing(use, child) is Standing.NOT_ANSWERED for use in stopping):
        found.insert(0, Advice.NOT_ANSWERED)
    return (*found, *_as_for_a_no(picture))


def _as_for_a_no(picture: Picture) -> tuple[Advice, ...]:
    crop = (Advice.CROP_OUT,) if picture.medium is Medium.PHOTO else ()
    return (Advice.LEAVE_OUT, *crop, Advice.OTHER_PICTURE)


def _for_all(picture: Picture, results: Sequence[PupilResult]) -> Verdict:
    if picture.someone_unknown:
        return Verdict.DO_NOT_POST
    if picture.other_school in (OtherSchool.NOT_CONFIRMED, OtherSchool.CONFIRMED):
        return Verdict.DO_NOT_POST
    stopping = [each for each in results if not each.allowed]
    if not stopping:
        return Verdict.POST
    return Verdict.CHANGE if _something_is_left(picture, results) else Verdict.DO_NOT_POST


def _something_is_left(picture: Picture, results: Sequence[PupilResult]) -> bool:
    """Somebody could still be shown once the advice is followed."""
    mended = {Advice.FINE, Advice.MAKE_UNRECOGNISABLE, Advice.LEAVE_NAME_OUT}
    others = picture.crowd_unrecognisable or picture.other_school is OtherSchool.HEAD_AGREED
    return others or any(mended.intersection(each.advice) for each in results)


def _sentences(picture: Picture, results: Sequence[PupilResult]) -> Iterable[Sentence]:
    if picture.someone_unknown:
        yield Sentence.SOMEONE_UNKNOWN
    if picture.other_school is OtherSchool.NOT_CONFIRMED:
        yield Sentence.OTHER_SCHOOL_CONFIRM
    if picture.other_school is OtherSchool.CONFIRMED:
        yield Sentence.OTHER_SCHOOL_HEAD
    if not all(each.allowed for each in results):
        yield Sentence.TAKE_TWO
    if picture.crowd_unrecognisable:
        yield Sentence.CROWD_UNRECOGNISABLE
