"""Who of the contact review belongs together: one family, one address, or one silence of a file."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.people import reviewing
from parentcomms.people.models import Enrolment, SchoolClass
from parentcomms.people.review_rules import homes_differ, may_be_together, may_press_all
from parentcomms.people.reviewing import Waiting
from parentcomms.people.rules import ParentalResponsibility


@dataclass(frozen=True)
class Alike:
    """Adults of whom the file says the same, and as little."""

    pr: ParentalResponsibility
    people: list[Waiting]

    @property
    def at_one_press(self) -> bool:
        """Whether one press may serve all of them."""
        return may_press_all(self.pr)


def groups(people: list[Waiting]) -> list[Alike]:
    """Everybody who may be decided about with others, by what the record says of responsibility."""
    apart = living_apart(people)
    found: dict[ParentalResponsibility, list[Waiting]] = defaultdict(list)
    for each in reviewing.waiting(people):
        looked = each.looked(lives_apart=each.relationship_id in apart)
        if not each.nothing_flagged and may_be_together(looked):
            found[each.pr].append(each)
    return [Alike(pr, found[pr]) for pr in ParentalResponsibility if pr in found]


def living_apart(people: Iterable[Waiting]) -> set[int]:
    """Relationship ids of those due letters whose child has another such adult in another home."""
    adults: dict[int, list[Waiting]] = defaultdict(list)
    for each in people:
        if each.gets_letters:
            adults[each.pupil_id].append(each)
    return {
        one.relationship_id
        for family in adults.values()
        for one in family
        for other in family
        if homes_differ((one.address, one.postcode), (other.address, other.postcode))
    }


def to_look_at(people: list[Waiting], *, may_hold: bool) -> list[Waiting]:
    """Whoever waits for a look of their own by somebody who may take it."""
    together = {each.relationship_id for group in groups(people) for each in group.people}
    return [
        each
        for each in reviewing.waiting(people)
        if not each.nothing_flagged
        and each.relationship_id not in together
        and (may_hold or not each.for_head_or_dsl)
    ]


def next_after(about: Waiting, queue: list[Waiting], people: list[Waiting]) -> Waiting | None:
    """The next in the order of the page, from the top again after the last; None when all is done.

    `about` itself may have left the queue by the decision just saved.
    """
    place = {each.relationship_id: number for number, each in enumerate(people)}
    here = place.get(about.relationship_id, -1)
    left = [each for each in queue if each.relationship_id != about.relationship_id]
    later = [each for each in left if place[each.relationship_id] > here]
    return next(iter(later or left), None)


def class_names(day: date | None = None) -> dict[int, str]:
    """Each child's class, by the child's number."""
    on_day = day or today()
    rows = (
        select(Enrolment.pupil_id, SchoolClass.name)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= on_day))
        .order_by(Enrolment.starts_on.desc())
    )
    return {pupil_id: name for pupil_id, name in db.session.execute(rows)}


def sharers(about: Waiting, people: list[Waiting], *, may_know: bool) -> list[str]:
    """Who else has this adult's e-mail address, by name.

    Whom only head or DSL may decide about is named to nobody else.
    """
    address = about.email.casefold()
    others = {
        each.person_id: each
        for each in people
        if address and each.email.casefold() == address and each.person_id != about.person_id
    }
    secret = {each.person_id for each in people if each.for_head_or_dsl}
    return [each.adult for key, each in others.items() if may_know or key not in secret]


def alike(about: Waiting, people: list[Waiting], *, may_hold: bool) -> list[Waiting]:
    """Whoever can be decided about in the same breath: this adult's other children, and the other
    adults of these children about whom there is nothing else to look at."""
    children = {each.pupil_id for each in people if each.person_id == about.person_id}
    return [
        each
        for each in reviewing.undecided(people)
        if each.relationship_id != about.relationship_id
        and each.pupil_id in children
        and (each.person_id == about.person_id or _reads_the_same(each, about))
        and (may_hold or not each.for_head_or_dsl)
    ]


def _reads_the_same(one: Waiting, other: Waiting) -> bool:
    return (one.reasons, one.pr, one.gets_letters, one.delicate) == (
        other.reasons,
        other.pr,
        other.gets_letters,
        other.delicate,
    )
