"""What has to come down, since when, by when, and who may be told. Pure."""

from enum import StrEnum


class Settled(StrEnum):
    """How a publication that had to come down was dealt with."""

    TAKEN_DOWN = "taken_down"
    CHILD_TAKEN_OUT = "child_taken_out"
    CANNOT = "cannot"  # on paper, and already handed out
    MAY_STAY = "may_stay"  # the head has looked at an incident and decided so
