"""Whose yes is needed for a child, and whose yes counts. A no counts from everybody."""

from enum import StrEnum

from parentcomms.consent.facts import Case, PersonFact
from parentcomms.consent.kinds import PR, Answerer, Voice
from parentcomms.consent.validity import age_on, year_group_on
from parentcomms.people.rules import Care, RelationshipKind
from parentcomms.school.years import has_reached


class Part(StrEnum):
    """Whose yes is needed. NOBODY can be filled by no one, so nothing passes."""

    PARENT = "parent"
    AUTHORITY = "authority"
    PUPIL = "pupil"
    NOBODY = "nobody"


PARTS_IN_CARE: dict[Care, frozenset[Part]] = {
    Care.NONE: frozenset({Part.PARENT}),
    Care.CARE_ORDER: frozenset({Part.AUTHORITY}),
    Care.ACCOMMODATED: frozenset({Part.PARENT, Part.AUTHORITY}),
    Care.PLACED_FOR_ADOPTION: frozenset({Part.AUTHORITY}),
    Care.NOT_KNOWN: frozenset({Part.NOBODY}),
}
WORTH = (Voice.COUNTS, Voice.WAITS, Voice.ONLY_NO)
ONLY_THE_PUPIL = frozenset({Part.PUPIL})


ANSWERS_AS: dict[RelationshipKind, Answerer] = {
    RelationshipKind.MOTHER: Answerer.MOTHER_OR_FATHER,
    RelationshipKind.FATHER: Answerer.MOTHER_OR_FATHER,
    RelationshipKind.FOSTER_CARER: Answerer.FOSTER_CARER,
    RelationshipKind.SOCIAL_WORKER: Answerer.AUTHORITY,
    RelationshipKind.AUTHORITY: Answerer.AUTHORITY,
    RelationshipKind.ADOPTION_AGENCY: Answerer.AGENCY,
    RelationshipKind.SELF: Answerer.CHILD,
}


def answerer_of(kind: RelationshipKind) -> Answerer:
    """In which part a relationship answers; everybody else is an adult like any other."""
    return ANSWERS_AS.get(kind, Answerer.ADULT)


def has_pr(person: PersonFact) -> PR:
    """Parental responsibility as the school may act on it (Children Act 1989 s.2 to 4A).

    A declaration counts where the record also says mother or father; any other waits.
    """
    if person.pr_declared is PR.NO:
        return PR.NO
    if person.pr_on_record is PR.YES or person.pr_declared is PR.UNKNOWN:
        return person.pr_on_record
    is_parent = person.answers_as is Answerer.MOTHER_OR_FATHER
    return PR.YES if is_parent and person.pr_on_record is PR.UNKNOWN else PR.UNKNOWN


def parts_needed(case: Case) -> frozenset[Part]:
    """Whose yes is needed: adults below 16, the pupil from 16, only the pupil from 18.

    In care at 16 or 17, or of unknown age in the sixth form, both are needed.
    """
    child, adults = case.child, PARTS_IN_CARE[case.child.care]
    if child.born is None:
        return (
            adults | ONLY_THE_PUPIL if has_reached(year_group_on(child, case.day), "12") else adults
        )
    age = age_on(child.born, case.day)
    if age >= 18:
        return ONLY_THE_PUPIL
    if age < 16 or child.cannot_answer:
        return adults
    if case.settings.sixteen_needs_both or child.care is not Care.NONE:
        return adults | ONLY_THE_PUPIL
    return ONLY_THE_PUPIL


def pupil_decides(case: Case) -> bool:
    """From 16 the pupil is the one asked; a parent's no still counts until they have answered."""
    return parts_needed(case) == ONLY_THE_PUPIL


def grown_up(case: Case) -> bool:
    """From 18 nobody else answers: no setting (Family Law Reform Act 1969 s.1)."""
    return case.child.born is not None and age_on(case.child.born, case.day) >= 18


def part_of(person: PersonFact, case: Case) -> Part | None:
    """In which of the needed parts this person could say yes, if in any.

    A foster carer has no PR: delegated authority for a use speaks for the authority.
    """
    care = case.child.care
    if person.answers_as is Answerer.CHILD:
        return None if case.child.cannot_answer else Part.PUPIL
    if care is Care.PLACED_FOR_ADOPTION:
        by_agency = person.named_by_agency or person.answers_as is Answerer.AGENCY
        return Part.AUTHORITY if by_agency else None
    if person.answers_as is Answerer.AGENCY:
        return None
    if person.answers_as is Answerer.AUTHORITY:
        return Part.AUTHORITY
    if person.answers_as is Answerer.FOSTER_CARER:
        return Part.AUTHORITY if case.use.key in person.delegated_uses else None
    return Part.PARENT


def voice(person: PersonFact, case: Case) -> Voice:
    """What this person's yes is worth for this use today; a merged row is worth the least of it."""
    return max((_own_voice(row, case) for row in rows_after(person, case)), key=WORTH.index)


def _own_voice(person: PersonFact, case: Case) -> Voice:
    part = part_of(person, case)
    gone = _held(person, case) or person.ended or person.removed
    if part is None or gone or part not in parts_needed(case):
        return Voice.ONLY_NO
    if part is not Part.PARENT:
        return Voice.COUNTS
    return {PR.YES: Voice.COUNTS, PR.UNKNOWN: Voice.WAITS, PR.NO: Voice.ONLY_NO}[has_pr(person)]


def _held(person: PersonFact, case: Case) -> bool:
    """A hold is on the human being: merging a held row into another does not lift it."""
    return person.held or any(
        row.held and person in rows_after(row, case) for row in case.people if row.merged_into
    )


def rows_after(person: PersonFact, case: Case) -> tuple[PersonFact, ...]:
    """This row, then the row it was merged into, and so on to the one that is left."""
    rows = {each.relationship: each for each in case.people}
    chain = [person]
    while (after := rows.get(chain[-1].merged_into or 0)) is not None and after not in chain:
        chain.append(after)
    return tuple(chain)
