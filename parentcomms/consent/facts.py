"""What the rules of consent are told: everything true for one child and one use on one day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from parentcomms.consent.kinds import (
    PR,
    TEACHING,
    Answerer,
    AnswerKind,
    AnswerRoute,
    Decision,
    LawfulBasis,
    NeverScope,
    UseKey,
)
from parentcomms.people.rules import Care
from parentcomms.school.years import YEAR_GROUPS


@dataclass(frozen=True, kw_only=True)
class PersonFact:
    """Somebody on the child's record now, the child included. Those held, ended or removed stay
    in the list: leaving them out would drop what they said.
    """

    relationship: int
    answers_as: Answerer
    pr_on_record: PR = PR.UNKNOWN
    pr_declared: PR = PR.UNKNOWN
    ever_had_pr: bool = False
    held: bool = False
    ended: bool = False
    removed: bool = False
    # Also true of those the school does not write to, such as an emergency contact.
    do_not_contact: bool = False
    named_by_agency: bool = False
    delegated_uses: frozenset[str] = frozenset()
    # Head or DSL decided that this adult's silence no longer blocks (everyone_must_answer).
    excused: bool = False
    merged_into: int | None = None
    merged_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerFact:
    """One recorded answer to this use for this child, with what was true when it was given."""

    id: int
    who: int
    at: datetime
    decision: Decision | None
    kind: AnswerKind = AnswerKind.GIVEN
    route: AnswerRoute = AnswerRoute.OWN_LINK
    pr_then: PR = PR.UNKNOWN
    # A later version of the question, or of the translation they read, asks again.
    asked_again: bool = False
    corrects: int | None = None
    # When what a correction corrects was given: correcting a slip makes nothing fresh.
    said_at: datetime | None = None
    by_staff: bool = False
    on_tablet: bool = False  # in person, by their own hand
    has_reason: bool = False
    # By head or DSL, with a reason. Only a no or an "unrecognisable" can be set aside.
    set_aside: bool = False

    @property
    def tapped(self) -> bool:
        """By their own hand, which no member of staff can have written down wrongly."""
        return self.route is AnswerRoute.OWN_LINK or self.on_tablet


@dataclass(frozen=True, kw_only=True)
class UseFacts:
    """One question the school asks, and how far the pictures it is about travel."""

    key: str
    basis: LawfulBasis = LawfulBasis.CONSENT
    offers_unrecognisable: bool = False
    outside_school: bool = True
    public: bool = True


@dataclass(frozen=True, kw_only=True)
class ChildFacts:
    """Year groups as school/years.py has them: "N2", "R", "1" to "14"."""

    born: date | None
    year_group: str | None
    on_roll: bool
    # When the record last said that year; it moves on by itself each September after.
    year_said_on: date | None = None
    joined: date | None = None
    # When an earlier time at this school ended: answers from then do not come back to life.
    left_before: date | None = None
    care: Care = Care.NONE
    never: NeverScope | None = None
    cannot_answer: bool = False


@dataclass(frozen=True, kw_only=True)
class AnswerSettings:
    """What the school decides about answers. The age of 18 is law and no setting."""

    everyone_must_answer: bool = False
    child_asked_from_year: str = "8"
    sixteen_needs_both: bool = False
    # The years this school has: a phase begins at R, 3, 7 and 12 where it has them.
    school_years: frozenset[str] = frozenset(YEAR_GROUPS)
    expires_yearly: bool = False
    ask_month: int = 9
    grace_weeks: int = 6


@dataclass(frozen=True, kw_only=True)
class Case:
    """One child, one use, one day. `answers` are those to this use, in any order."""

    child: ChildFacts
    use: UseFacts
    day: date
    people: Sequence[PersonFact] = ()
    answers: Sequence[AnswerFact] = ()
    settings: AnswerSettings = field(default_factory=AnswerSettings)


# Every question we ship is about pictures that leave the school: a picture shown to other
# families was "outside" in the ICO's 2020 Humberside reprimand. Class app and class photo
# are not public.
SHIPPED_USES: dict[UseKey, UseFacts] = {
    UseKey.CLASS_APP: UseFacts(key=UseKey.CLASS_APP, public=False),
    UseKey.CLASS_PHOTO: UseFacts(key=UseKey.CLASS_PHOTO, public=False),
    UseKey.NEWSLETTER_PRINT: UseFacts(key=UseKey.NEWSLETTER_PRINT, offers_unrecognisable=True),
    UseKey.WEBSITE: UseFacts(key=UseKey.WEBSITE, offers_unrecognisable=True),
    UseKey.SOCIAL_MEDIA: UseFacts(key=UseKey.SOCIAL_MEDIA, offers_unrecognisable=True),
    UseKey.VIDEO_VOICE: UseFacts(key=UseKey.VIDEO_VOICE, offers_unrecognisable=True),
    UseKey.NAME_OUTSIDE: UseFacts(key=UseKey.NAME_OUTSIDE),
}
# Assessment, work books, identity photo, displays in class: never leaves the school.
TEACHING_USE = UseFacts(
    key=TEACHING, basis=LawfulBasis.PUBLIC_TASK, outside_school=False, public=False
)
