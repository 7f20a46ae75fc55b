"""The words of consent: what may be answered, by whom, by which road, and what it may add up to."""

from enum import StrEnum

from parentcomms.people.rules import ParentalResponsibility

# Short, because the rules are full of it.
PR = ParentalResponsibility


class Decision(StrEnum):
    """What somebody said. UNRECOGNISABLE: only if nobody could recognise my child."""

    YES = "yes"
    UNRECOGNISABLE = "unrecognisable"
    NO = "no"


class Standing(StrEnum):
    """What the school must act on now. NO_OBJECTION is silence to the school's own task, not a yes.

    UNRECOGNISABLE passes only where nobody can be recognised; NO and NOT_ANSWERED never pass.
    """

    YES = "yes"
    UNRECOGNISABLE = "unrecognisable"
    NO = "no"
    NOT_ANSWERED = "not_answered"
    NO_OBJECTION = "no_objection"


class LawfulBasis(StrEnum):
    """UK GDPR Art 6(1)(a), (e), (f). Only CONSENT needs a yes; under all of them a no blocks."""

    CONSENT = "consent"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"


class NeverScope(StrEnum):
    """How far the head's and DSL's switch reaches. OUTSIDE_SCHOOL is the default."""

    OUTSIDE_SCHOOL = "outside_school"
    EVERYTHING = "everything"


class AnswerRoute(StrEnum):
    """How an answer reached us."""

    OWN_LINK = "own_link"
    PAPER = "paper"
    PHONE = "phone"
    IN_PERSON = "in_person"
    IMPORTED = "imported"


def on_tablet(route: AnswerRoute, recorded_by: str) -> bool:
    """In person, and by the adult's own hand: on the school's tablet that staff opened for them."""
    return route is AnswerRoute.IN_PERSON and recorded_by.startswith("person:")


class AnswerKind(StrEnum):
    """WITHDRAWN: they took it back, which is a no. RECORDED_IN_ERROR: they never said it.

    CORRECTION: they said something else than we wrote down; its decision is what they said.
    OBJECTION_TAKEN_BACK: they object no longer, and say nothing again: it is never a yes.
    """

    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    CORRECTION = "correction"
    RECORDED_IN_ERROR = "recorded_in_error"
    OBJECTION_TAKEN_BACK = "objection_taken_back"


class Answerer(StrEnum):
    """In which part somebody answers. A Relationship's kind maps on to one of these.

    ADULT is every other adult: step-parent, grandparent, special guardian, adopter, carer.
    """

    MOTHER_OR_FATHER = "mother_or_father"
    ADULT = "adult"
    FOSTER_CARER = "foster_carer"
    AUTHORITY = "authority"
    AGENCY = "agency"
    CHILD = "child"


class Voice(StrEnum):
    """What somebody's yes is worth. A no counts from all of them, at once."""

    COUNTS = "counts"
    WAITS = "waits"
    ONLY_NO = "only_no"


class UseKey(StrEnum):
    """The seven questions we ship. A school may add its own keys; these keep their meaning."""

    CLASS_APP = "class_app"
    CLASS_PHOTO = "class_photo"
    NEWSLETTER_PRINT = "newsletter_print"
    WEBSITE = "website"
    SOCIAL_MEDIA = "social_media"
    VIDEO_VOICE = "video_voice"
    NAME_OUTSIDE = "name_outside"


# What the school does anyway for teaching: never asked as consent, and open to objection.
TEACHING = "teaching"


class Reason(StrEnum):
    """Why a standing answer is what it is: for READ_INDIVIDUAL_ANSWERS only, and logged."""

    NEVER = "never"
    LEFT = "left"
    CHILD_SAID_NO = "child_said_no"
    SOMEONE_SAID_NO = "someone_said_no"
    SOMEONE_WITHDREW = "someone_withdrew"
    ANSWERS_DIFFER = "answers_differ"
    NEVER_ANSWERED = "never_answered"
    OLD_WORDING = "old_wording"
    EARLIER_PHASE = "earlier_phase"
    EXPIRED = "expired"
    OLD_FORM_WAITING = "old_form_waiting"
    PR_WAITING = "pr_waiting"
    NO_PR = "no_pr"
    NOT_ENOUGH_BY_PHONE = "not_enough_by_phone"
    ON_HOLD = "on_hold"
    ENDED = "ended"
    CARE_ANSWER_MISSING = "care_answer_missing"
    CARE_NOT_KNOWN = "care_not_known"
    EVERYONE_MUST_ANSWER = "everyone_must_answer"
    PUPIL_DECIDES = "pupil_decides"
