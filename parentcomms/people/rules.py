"""Who an adult is to a child, and whether the school may write to them (policy 10.1).

Silence, doubt and unreadable headings never become permission: an unknown word is *other*,
an unanswered review is *do not contact*, an unknown PR is not PR.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from parentcomms.people.names import normalised_email, normalised_name


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
    OLD_LIST = "old_list"  # nobody: what the school's list said before this service


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


class GroupKind(StrEnum):
    """What a group of children is for; a list is one somebody saved to use again."""

    CLUB = "club"
    TRIP = "trip"
    LIST = "list"


class HoldKind(StrEnum):
    """Why an adult is neither written to nor counted until the head or DSL lifts it."""

    COURT_ORDER = "court_order"
    SCHOOL = "school"
    BIRTH_RELATIVE = "birth_relative"


class Way(StrEnum):
    """How a letter can reach an adult."""

    EMAIL = "email"
    POST = "post"


class ReviewReason(StrEnum):
    """Why the office looks at an adult before anything is sent to them."""

    NEVER_WRITTEN_TO = "never_written_to"
    NOT_LIVING_WITH_CHILD = "not_living_with_child"
    HOME_NOT_KNOWN = "home_not_known"
    SHARED_ADDRESS = "shared_address"
    CHANGED_ADDRESS = "changed_address"
    COURT_ORDER = "court_order"
    CHILD_WITH_NEVER = "child_with_never"


class Match(StrEnum):
    """Whether two rows are one adult. Offered means two, until the office says one."""

    SAME = "same"
    OFFERED = "offered"
    DIFFERENT = "different"


_K = RelationshipKind
# Education Act 1996 s.576: natural parents, and whoever has care of the child.
_PARENT_OR_CARING = frozenset({_K.MOTHER, _K.FATHER, _K.CARER, _K.SPECIAL_GUARDIAN})
_LETTERS_IF_LIVING_WITH_CHILD = _PARENT_OR_CARING | {_K.STEP_PARENT, _K.FOSTER_CARER}
_LETTERS_IF_RESPONSIBLE = _PARENT_OR_CARING | {_K.STEP_PARENT, _K.GRANDPARENT, _K.OTHER_FAMILY}

REOPEN_A_DECISION = frozenset(
    {ReviewReason.CHANGED_ADDRESS, ReviewReason.COURT_ORDER, ReviewReason.CHILD_WITH_NEVER}
)


@dataclass(frozen=True, kw_only=True)
class ReviewFacts:
    """What an import knows of one adult and one child. `lives_with_child` None: not said."""

    lives_with_child: bool | None = None
    shares_an_address: bool = False
    address_changed: bool = False
    court_order: bool = False
    child_with_never: bool = False
    written_to_before: bool = False


@dataclass(frozen=True, kw_only=True)
class AdultRow:
    """One adult as one row of a file, or our own record, has them."""

    name: str
    email: str = ""
    contact_id: str = ""
    pr: ParentalResponsibility = ParentalResponsibility.UNKNOWN


def gets_letters(
    kind: RelationshipKind, pr: ParentalResponsibility, *, lives_with_child: bool | None
) -> bool:
    """Whether an adult is due the school's letters by default, before the contact review.

    Where the file says nothing of home or PR, a parent or carer is due them: the review stands
    in between. Professionals, authorities and the plainly unknown never are by default.
    """
    if lives_with_child and kind in _LETTERS_IF_LIVING_WITH_CHILD:
        return True
    if pr is ParentalResponsibility.YES:
        return kind in _LETTERS_IF_RESPONSIBLE
    if lives_with_child is None and pr is ParentalResponsibility.UNKNOWN:
        return kind in _PARENT_OR_CARING | {_K.FOSTER_CARER}
    return False


def may_be_written_to(
    decision: ContactDecision, *, by: Way, holds: Collection[HoldKind] = ()
) -> bool:
    """Whether anything may go to this adult about this child. Any hold stops both ways."""
    if holds:
        return False
    if decision is ContactDecision.POST_ONLY:
        return by is Way.POST
    return decision is ContactDecision.WRITE


def review_reasons(facts: ReviewFacts) -> tuple[ReviewReason, ...]:
    """Why this adult waits in the contact review; an adult with no reason needs none."""
    applies = {
        ReviewReason.NEVER_WRITTEN_TO: not facts.written_to_before,
        ReviewReason.NOT_LIVING_WITH_CHILD: facts.lives_with_child is False,
        ReviewReason.HOME_NOT_KNOWN: facts.lives_with_child is None,
        ReviewReason.SHARED_ADDRESS: facts.shares_an_address,
        ReviewReason.CHANGED_ADDRESS: facts.address_changed,
        ReviewReason.COURT_ORDER: facts.court_order,
        ReviewReason.CHILD_WITH_NEVER: facts.child_with_never,
    }
    return tuple(reason for reason, true in applies.items() if true)


def decision_after_import(
    decision: ContactDecision, new_reasons: Collection[ReviewReason]
) -> ContactDecision:
    """An import may reopen a yes, never a no: *do not contact* survives every import."""
    if decision is ContactDecision.DO_NOT_CONTACT:
        return decision
    reopened = not REOPEN_A_DECISION.isdisjoint(new_reasons)
    return ContactDecision.NOT_REVIEWED if reopened else decision


def same_person(one: AdultRow, other: AdultRow) -> Match:
    """The same name and the same e-mail are one adult; half of it is offered to the office.

    A contact id wins over all. Where one row has PR and the other has not, nobody is merged
    unasked: a father and son may share both a name and an address.
    """
    names = {normalised_name(one.name), normalised_name(other.name)}
    emails = {normalised_email(one.email), normalised_email(other.email)}
    same_name = len(names) == 1 and "" not in names
    same_email = len(emails) == 1 and "" not in emails
    if one.contact_id and other.contact_id:
        if one.contact_id == other.contact_id:
            return Match.SAME
        return Match.OFFERED if same_name and same_email else Match.DIFFERENT
    if same_name and same_email and not _pr_contradicts(one.pr, other.pr):
        return Match.SAME
    return Match.OFFERED if same_name or same_email else Match.DIFFERENT


def _pr_contradicts(one: ParentalResponsibility, other: ParentalResponsibility) -> bool:
    return {one, other} == {ParentalResponsibility.YES, ParentalResponsibility.NO}


# Who answers as family answers; the others speak for an authority or an agency (see consent).
_FAMILY = _LETTERS_IF_RESPONSIBLE | {_K.OTHER}


def may_be_corrected_to(kind: RelationshipKind, other: RelationshipKind) -> bool:
    """A correction must not turn somebody who has to answer into somebody who need not.

    Family may become other family; a foster carer or social worker stays what they are.
    """
    return kind is other or (kind in _FAMILY and other in _FAMILY)
