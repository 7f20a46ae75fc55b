"""Who of the contact review may be decided about together, and who is looked at alone. Pure.

Several at once is for one case: the file is silent about the home of an adult the school would
write to, and nothing else is to be seen. What a person has to know about somebody (a hold, a court
order, an address shared or changed, a home elsewhere, no parental responsibility) is never decided
in a list: the estranged parent must not learn from us where the child goes to school.
"""

from collections.abc import Collection
from dataclasses import dataclass

from parentcomms.people.rules import ParentalResponsibility, RelationshipKind, ReviewReason

HARMLESS = frozenset({ReviewReason.NEVER_WRITTEN_TO, ReviewReason.HOME_NOT_KNOWN})
_PARENTS = frozenset({RelationshipKind.MOTHER, RelationshipKind.FATHER})


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What counts when an adult stands in a list. `reserved`: for head or DSL, or held."""

    kind: RelationshipKind
    pr: ParentalResponsibility
    reasons: Collection[ReviewReason]
    gets_letters: bool = True
    reserved: bool = False
    lives_apart: bool = False


def may_be_together(looked: Looked) -> bool:
    """Whether this adult may be decided about with others of whom the file says as little."""
    if looked.reserved or looked.lives_apart or not looked.gets_letters:
        return False
    if not HARMLESS.issuperset(looked.reasons):
        return False
    if looked.pr is ParentalResponsibility.UNKNOWN:
        return looked.kind in _PARENTS
    return looked.pr is ParentalResponsibility.YES


def may_press_all(pr: ParentalResponsibility) -> bool:
    """Whether one press may serve the whole list; without known responsibility each is ticked."""
    return pr is ParentalResponsibility.YES


def nothing_to_decide(looked: Looked) -> bool:
    """Somebody who is sent nothing anyway (an emergency contact): no decision is waited for.

    A mother or father always waits, and so does whoever has parental responsibility.
    """
    return not (
        looked.gets_letters
        or looked.reserved
        or looked.kind in _PARENTS
        or looked.pr is ParentalResponsibility.YES
    )


def homes_differ(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two adults' address and postcode are of two homes. What is not said tells nothing."""
    first_lines = one[0].partition("\n")[0], other[0].partition("\n")[0]
    return _two(one[1], other[1]) or _two(*first_lines)


def _two(one: str, other: str) -> bool:
    """Both are there, and more than spaces, commas and capitals tells them apart."""
    bare = {"".join(sign for sign in text.casefold() if sign.isalnum()) for text in (one, other)}
    return len(bare - {""}) == 2
