"""What to look at once more before something goes out, chosen by what was asked (8.1.4). Pure.

Sentences to read, and nothing to tick: a box that is always ticked is not looked at.
"""

from collections.abc import Iterator
from enum import StrEnum

from parentcomms.channels.rules import ChannelAudience
from parentcomms.publishing.facts import Medium


class Reminder(StrEnum):
    """One thing that pictures and recordings give away, or that somebody else decides."""

    GIVES_AWAY = "gives_away"
    LISTEN = "listen"
    LIVE = "live"
    FIRST_NAME_ONLY = "first_name_only"
    FACE_ON = "face_on"
    WHO_TOOK_IT = "who_took_it"


def reminders(
    medium: Medium,
    *,
    audience: ChannelAudience | None,
    name_shown: bool,
    somebody_recognisable: bool,
) -> tuple[Reminder, ...]:
    """Those that fit: a sound has no badge, and a closed class group no stranger."""
    return tuple(
        _fitting(
            medium,
            public=audience is ChannelAudience.PUBLIC,
            name_shown=name_shown,
            recognisable=somebody_recognisable,
        )
    )


def _fitting(
    medium: Medium, *, public: bool, name_shown: bool, recognisable: bool
) -> Iterator[Reminder]:
    if medium is not Medium.AUDIO:
        yield Reminder.GIVES_AWAY
    if medium is Medium.LIVE:
        yield Reminder.LIVE
    elif medium is not Medium.PHOTO:
        yield Reminder.LISTEN
    if name_shown:
        yield Reminder.FIRST_NAME_ONLY
    if public and recognisable and medium is not Medium.AUDIO:
        yield Reminder.FACE_ON
    if medium is not Medium.LIVE:
        yield Reminder.WHO_TOOK_IT
