"""What stands between a right password, or a code from staff, and the door."""

from enum import StrEnum


class SignInWaits(StrEnum):
    """What a session still lacks; until then it opens nothing but the page that asks for it."""

    SECOND_STEP = "second-step"
    SET_UP = "set-up"
    TABLET = "tablet"  # the code by which a shared tablet takes up what staff opened
