"""Who an adult is to a child, and whether the school may write to them (policy 10.1).

Silence, doubt and unreadable headings never become permission: an unknown word is *other*,
an unanswered review is *do not contact*, an unknown PR is not PR.
"""

from enum import StrEnum


class RelationshipKind(StrEnum):
    """What somebody is to a child. Adoptive parents are simply mother or father."""

    MOTHER = "mother"
    FATHER = "father"
    STEP_PARENT = "step_parent"
    CARER = "carer"
    SPECIAL_GUARDIAN = "special_guardian"
    FOSTER_CARER = "foster_carer"
    GRANDPARENT = "grandparent"
    OTHER_FAMILY = "other_family"
    SOCIAL_WORKER = "social_worker"
    AUTHORITY = "authority"
    ADOPTION_AGENCY = "adoption_agency"
    SELF = "self"
    OTHER = "other"
    PROFESSIONAL = "professional"


class ParentalResponsibility(StrEnum):
    """Children Act 1989 s.3, as the school's record has it. Unknown counts as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Care(StrEnum):
    """Who is looking after the child in law. Not known means nobody's yes counts."""

    NONE = "none"
    CARE_ORDER = "care_order"
    ACCOMMODATED = "accommodated"
    PLACED_FOR_ADOPTION = "placed_for_adoption"
    NOT_KNOWN = "not_known"


class ContactDecision(StrEnum):
    """The office's answer in the contact review. Until answered: do not contact."""

    NOT_REVIEWED = "not_reviewed"
    WRITE = "write"
    POST_ONLY = "post_only"
    DO_NOT_CONTACT = "do_not_contact"


class HoldKind(StrEnum):
    """Why an adult is neither written to nor counted until the head or DSL lifts it."""

    COURT_ORDER = "court_order"
    SCHOOL = "school"
    BIRTH_RELATIVE = "birth_relative"
