"""May this picture be posted there, and what to do about each child who stops it."""

from enum import StrEnum


class Verdict(StrEnum):
    """CHANGE: it could go out with a change. DO_NOT_POST: not even then."""

    POST = "post"
    CHANGE = "change"
    DO_NOT_POST = "do-not-post"


class Medium(StrEnum):
    PHOTO = "photo"
    VIDEO = "video"
    LIVE = "live"
    AUDIO = "audio"


class Audience(StrEnum):
    """Who will see it. A name beside a picture is asked about only where outsiders see it."""

    CLASS_FAMILIES = "class_families"
    SCHOOL_FAMILIES = "school_families"
    PUBLIC = "public"


class Advice(StrEnum):
    """What to do about one child. MAKE_UNRECOGNISABLE is offered for that answer only."""

    FINE = "fine"
    LEAVE_OUT = "leave_out"
    CROP_OUT = "crop_out"
    OTHER_PICTURE = "other_picture"
    MAKE_UNRECOGNISABLE = "make_unrecognisable"
