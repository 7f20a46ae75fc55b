"""The reminders that fit what was asked, and no others (8.1.4)."""

import pytest

from parentcomms.channels.rules import ChannelAudience
from parentcomms.publishing.facts import InPicture, Medium, Picture
from parentcomms.publishing.reminders import Reminder, reminders
from parentcomms.publishing.rules import Advice, Standing, Verdict, verdict
from parentcomms.publishing.words import REMINDERS

PUBLIC, CLOSED = ChannelAudience.PUBLIC, ChannelAudience.CLASS_FAMILIES
R = Reminder


@pytest.mark.parametrize(
    ("medium", "audience", "name_shown", "seen", "fitting"),
    [
        (Medium.PHOTO, PUBLIC, False, True, {R.GIVES_AWAY, R.FACE_ON, R.WHO_TOOK_IT}),
        (Medium.PHOTO, PUBLIC, False, False, {R.GIVES_AWAY, R.WHO_TOOK_IT}),
        (Medium.PHOTO, CLOSED, True, True, {R.GIVES_AWAY, R.FIRST_NAME_ONLY, R.WHO_TOOK_IT}),
        (Medium.VIDEO, CLOSED, False, True, {R.GIVES_AWAY, R.LISTEN, R.WHO_TOOK_IT}),
        (Medium.LIVE, PUBLIC, False, True, {R.GIVES_AWAY, R.LIVE, R.FACE_ON}),
        (Medium.AUDIO, PUBLIC, False, True, {R.LISTEN, R.WHO_TOOK_IT}),
        (Medium.PHOTO, None, False, True, {R.GIVES_AWAY, R.WHO_TOOK_IT}),
    ],
)
def test_reminders_follow_what_was_asked(
    medium: Medium,
    audience: ChannelAudience | None,
    name_shown: bool,
    seen: bool,
    fitting: set[Reminder],
) -> None:
    found = reminders(medium, audience=audience, name_shown=name_shown, somebody_recognisable=seen)
    assert set(found) == fitting
    assert all(str(REMINDERS[each]) for each in found)


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("posed", [False, True])
@pytest.mark.parametrize("hidden", [False, True])
def test_not_today_stops_a_picture_and_reads_like_a_no(
    medium: Medium, posed: bool, hidden: bool
) -> None:
    def asked(standing: Standing, *, not_today: bool) -> tuple[bool, tuple[Advice, ...]]:
        child = InPicture(
            pupil=1,
            standings={"website": standing},
            unrecognisable=hidden,
            not_today=not_today,
        )
        result = verdict(
            Picture(pupils=[child], uses=frozenset({"website"}), medium=medium, posed_group=posed)
        )
        assert result.verdict is Verdict.DO_NOT_POST
        return result.pupils[0].allowed, result.pupils[0].advice

    plain = asked(Standing.NO, not_today=False)
    for standing in Standing:
        assert asked(standing, not_today=True) == plain
