"""Who is due what, by which way, in which order on paper (policy 10.1). Pure.

Nobody is written to before the contact review said so; a hold or a doubt keeps a letter back.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from parentcomms.people.rules import (
    ContactDecision,
    HoldKind,
    RelationshipKind,
    Way,
    may_be_written_to,
)
from parentcomms.school.rules import SchoolCalendar, counts_as_school_day, school_days_since


class CommunicationKind(StrEnum):
    """What goes out (policy 10.1: letter, newsletter, website)."""

    JOINING_LETTER = "joining_letter"
    CONSENT_REQUEST = "consent_request"
    INSERT = "insert"
    NOTICE = "notice"
    NEWSLETTER = "newsletter"
    ABOUT_A_POST = "about_a_post"


class DeliveryRoute(StrEnum):
    """How one person is reached."""

    EMAIL = "email"
    PAPER = "paper"
    SENT_ELSEWHERE = "sent_elsewhere"


class Step(StrEnum):
    """How far one adult's joining letter has come."""

    DUE = "due"
    HELD_BACK = "held_back"
    WAITING = "waiting"
    TO_PRINT = "to_print"
    SENT = "sent"
    KEPT = "kept"
    FAILED = "failed"
    PRINTED = "printed"
    HANDED_OUT = "handed_out"


class HeldBack(StrEnum):
    """Why nothing goes to an adult who is due something."""

    NOT_REVIEWED = "not_reviewed"
    DO_NOT_CONTACT = "do_not_contact"
    ON_HOLD = "on_hold"
    CHOSE_NOT = "chose_not"  # newsletters only: whoever got one left the list
    AFTER_THE_PILOT = "after_the_pilot"


SENT_TO_PEOPLE = frozenset(
    {
        CommunicationKind.JOINING_LETTER,
        CommunicationKind.CONSENT_REQUEST,
        CommunicationKind.NEWSLETTER,
        CommunicationKind.ABOUT_A_POST,
    }
)
# It is their office to answer for the child, whether or not they get the school's letters.
ANSWER_BY_OFFICE = frozenset({RelationshipKind.SOCIAL_WORKER, RelationshipKind.ADOPTION_AGENCY})

Occasion = tuple[int, date]
"""A relationship, and the day since which this letter has been due."""


@dataclass(frozen=True, kw_only=True)
class Tie:
    """One adult and one child who is on roll or about to join."""

    relationship_id: int
    person_id: int
    pupil_id: int
    kind: RelationshipKind = RelationshipKind.MOTHER
    joined_on: date
    gets_letters: bool = True
    decision: ContactDecision = ContactDecision.NOT_REVIEWED
    held: bool = False
    has_email: bool = False
    address_fails: bool = False  # we hold one, and it is dead or somebody else's
    lives_with: bool | None = None
    looked_after: bool = False
    here_now: bool = True
    class_id: int | None = None

    @property
    def occasion(self) -> Occasion:
        return self.relationship_id, self.joined_on


@dataclass(frozen=True)
class Plan:
    """Who is written to and how, each adult once, and how many adults are kept back and why."""

    email: Mapping[int, tuple[Tie, ...]] = field(default_factory=dict)
    paper: Mapping[int, tuple[Tie, ...]] = field(default_factory=dict)
    held_back: Mapping[HeldBack, int] = field(default_factory=dict)

    @property
    def everyone(self) -> dict[int, tuple[Tie, ...]]:
        return {**self.email, **self.paper}

    @property
    def empty(self) -> bool:
        return not (self.email or self.paper)

    @property
    def waits_for_review(self) -> bool:
        """Whether anybody is kept back by what the contact review can change."""
        return any(n for reason, n in self.held_back.items() if reason is not HeldBack.CHOSE_NOT)

    @property
    def address_fails(self) -> int:
        """How many get paper because the e-mail address we hold does not work."""
        return sum(any(tie.address_fails for tie in ties) for ties in self.paper.values())

    def without(self, chose_not: Collection[int]) -> "Plan":
        """The same but for those who chose not to get this, by e-mail or on paper."""
        email = {each: own for each, own in self.email.items() if each not in chose_not}
        paper = {each: own for each, own in self.paper.items() if each not in chose_not}
        left = len(self.everyone) - len(email) - len(paper)
        return Plan(email, paper, {**self.held_back, HeldBack.CHOSE_NOT: left})


def joined_on(on_roll_since: date, relationship_since: date) -> date:
    """When this adult became newly responsible for a child here: a new pupil, an in-year joiner,
    a return, or a new adult of a child who is here already (policy 10.1)."""
    return max(on_roll_since, relationship_since)


def asked_since(joined: date, *, asked_again_on: date | None, phase_began_on: date | None) -> date:
    """Since when the present asking for consent is due: joining, new wording or a new phase."""
    return max(day for day in (joined, asked_again_on, phase_began_on) if day is not None)


def is_due(tie: Tie, told: Collection[Occasion]) -> bool:
    """Due a joining letter: gets the school's letters, and none about this joining yet."""
    return tie.gets_letters and tie.occasion not in told


def is_asked(tie: Tie, told: Collection[Occasion], due: Collection[int]) -> bool:
    """Due a consent request: still to be asked, and not asked already on this occasion."""
    theirs = tie.gets_letters or tie.kind in ANSWER_BY_OFFICE
    return theirs and tie.relationship_id in due and tie.occasion not in told


def held_back(tie: Tie) -> HeldBack | None:
    """Why this adult is not written to about this child; None when they are."""
    if tie.held:
        return HeldBack.ON_HOLD
    if _may(tie, Way.POST):
        return None
    reviewed = tie.decision is ContactDecision.DO_NOT_CONTACT
    return HeldBack.DO_NOT_CONTACT if reviewed else HeldBack.NOT_REVIEWED


def _may(tie: Tie, way: Way) -> bool:
    holds = (HoldKind.SCHOOL,) if tie.held else ()
    return may_be_written_to(tie.decision, by=way, holds=holds)


def route_for(ties: Iterable[Tie]) -> DeliveryRoute:
    """E-mail only where every child's review allows it and there is an address; else paper."""
    by_email = all(tie.has_email and _may(tie, Way.EMAIL) for tie in ties)
    return DeliveryRoute.EMAIL if by_email else DeliveryRoute.PAPER


def still_goes(
    about: Collection[int], ties: Sequence[Tie], *, address: str, address_now: str | None
) -> bool:
    """Whether a mail already waiting may still leave, asked once more at the last moment.

    `about` are the relationships it speaks of (none: a newsletter), `ties` what the adult is to
    children here today. One that has ended, is held or may no longer be mailed stops the whole
    mail, and so does an address that has changed since: the letter is then due again, as it should
    be sent now.
    """
    if address != address_now:
        return False
    theirs = [tie for tie in ties if not about or tie.relationship_id in about]
    mailable = [tie for tie in theirs if route_for([tie]) is DeliveryRoute.EMAIL]
    return len(mailable) >= len(about) if about else bool(mailable)


def outside_the_pilot(everyone: Iterable[Tie], *, class_id: int) -> set[int]:
    """Adults with no child in the class the school begins with: they wait until the pilot ends.

    Whoever has one there is written to about all their children at once, in one letter.
    """
    ties = list(everyone)
    inside = {tie.person_id for tie in ties if tie.class_id == class_id}
    return {tie.person_id for tie in ties} - inside


def plan(due: Iterable[Tie], *, later: Collection[int] = ()) -> Plan:
    """One letter for each adult, naming all the children it is due for; `later` ones wait."""
    writable: dict[int, list[Tie]] = defaultdict(list)
    kept: dict[int, HeldBack] = {}
    for tie in due:
        reason = held_back(tie)
        if reason is None and tie.person_id in later:
            reason = HeldBack.AFTER_THE_PILOT
        if reason is None:
            writable[tie.person_id].append(tie)
        elif kept.get(tie.person_id) is not HeldBack.AFTER_THE_PILOT:
            kept[tie.person_id] = reason
    routes: dict[DeliveryRoute, dict[int, tuple[Tie, ...]]] = defaultdict(dict)
    for person_id, ties in writable.items():
        routes[route_for(ties)][person_id] = tuple(ties)
    counts: dict[HeldBack, int] = defaultdict(int)
    for person_id, reason in kept.items():
        counts[reason] += person_id not in writable
    return Plan(routes[DeliveryRoute.EMAIL], routes[DeliveryRoute.PAPER], dict(counts))


def in_book_bag(ties: Sequence[Tie]) -> bool:
    """Whether the letter may go home in a child's bag. Otherwise it goes by post.

    Never for an adult who does not live with the child, whom the office writes to by post only,
    or where the child is looked after: whoever opens the bag would read it.
    """
    return any(_home_with(tie) for tie in ties) and all(
        tie.decision is ContactDecision.WRITE and not tie.held and not tie.looked_after
        for tie in ties
    )


def _home_with(tie: Tie) -> bool:
    return tie.lives_with is True and tie.here_now


def is_chased(asked_on: date, day: date, *, after: int, calendar: SchoolCalendar) -> bool:
    """Whether an approval has waited too long (in school days). Nobody is chased on a holiday."""
    if not counts_as_school_day(day, calendar):
        return False
    return school_days_since(asked_on, day, calendar) >= after


def occasion_key(ties: Iterable[Tie]) -> str:
    """A name for "this letter about these joinings", the same whoever makes it twice."""
    parts = sorted(f"{tie.relationship_id}:{tie.joined_on.isoformat()}" for tie in ties)
    return hashlib.sha256(",".join(parts).encode()).hexdigest()[:16] if parts else ""
