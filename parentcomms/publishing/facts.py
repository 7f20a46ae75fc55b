"""The question before posting, and the words of its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from parentcomms.consent.rules import Standing


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


class Advice(StrEnum):
    """What to do about one child. MAKE_UNRECOGNISABLE is offered for that answer only."""

    FINE = "fine"
    LEAVE_OUT = "leave_out"
    CROP_OUT = "crop_out"
    OTHER_PICTURE = "other_picture"
    MAKE_UNRECOGNISABLE = "make_unrecognisable"
    LEAVE_NAME_OUT = "leave_name_out"
    NOT_ANSWERED = "not_answered"  # silence, as the lists show it: never a no, a switch or care


class Sentence(StrEnum):
    """What the answer says about the whole picture. None of them sends a child away."""

    TAKE_TWO = "take_one_for_everyone_and_one_to_post"
    SOMEONE_UNKNOWN = "someone_unknown"
    OTHER_SCHOOL_CONFIRM = "other_school_confirm"
    OTHER_SCHOOL_HEAD = "other_school_head"
    CROWD_UNRECOGNISABLE = "crowd_unrecognisable"


class OtherSchool(StrEnum):
    """Children of another school: confirmed by name, school and date, then the head decides."""

    NONE = "none"
    NOT_CONFIRMED = "not_confirmed"
    CONFIRMED = "confirmed"
    HEAD_AGREED = "head_agreed"


class Missing(StrEnum):
    """What is wrong with a question that cannot be answered."""

    WHERE = "where"
    WHO = "who"
    NAMED_TWICE = "named_twice"
    OCCASION_OVER = "occasion_over"  # cancelled, not asked yet, or too long ago
    CLOSED = "closed"  # the place is not approved, or suspended
    NOT_ASKED = "not_asked"  # families are not, or no longer, asked about such a use
    NOT_NAMED = "not_named"  # the question families answered does not name this account
    UNKNOWN_CHILD = "unknown_child"
    TOO_MANY = "too_many"


class CannotAnswerError(ValueError):
    """The question itself is not one that can be answered. Pages word it from `missing`."""

    def __init__(self, missing: Missing) -> None:
        super().__init__(missing.value)
        self.missing = missing


@dataclass(frozen=True, kw_only=True)
class InPicture:
    """One pupil, with a standing answer for each use touched. A missing one is not answered."""

    pupil: int
    standings: Mapping[str, Standing] = field(default_factory=dict)
    unrecognisable: bool = False
    # The child would rather not, today: it stops this picture only, and reads like any no.
    not_today: bool = False


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The question: who is in it, which uses it touches, and who else can be seen."""

    pupils: Sequence[InPicture] = ()
    uses: frozenset[str] = frozenset()
    medium: Medium = Medium.PHOTO
    posed_group: bool = False
    # Ticked by the person who asks: nobody else in the picture could be recognised.
    crowd_unrecognisable: bool = False
    someone_unknown: bool = False
    other_school: OtherSchool = OtherSchool.NONE


@dataclass(frozen=True, kw_only=True)
class PupilResult:
    pupil: int
    allowed: bool
    advice: tuple[Advice, ...]


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    verdict: Verdict
    pupils: tuple[PupilResult, ...]
    sentences: tuple[Sentence, ...] = ()

    @property
    def for_the_head(self) -> bool:
        return Sentence.OTHER_SCHOOL_HEAD in self.sentences
