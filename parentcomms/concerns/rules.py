"""Who gets a concern, and who never sees it: the one routing table (policy 10.1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from parentcomms.concerns.tightening import Tightening


class ConcernKind(StrEnum):
    """The three words of policy 10.1.2."""

    QUERY = "query"
    CONCERN = "concern"
    COMPLAINT = "complaint"


class AboutWhom(StrEnum):
    """Who or what it is about, as the sender ticks it and the handler confirms it."""

    SCHOOL = "school"
    STAFF = "staff"
    VOLUNTEER_OR_CONTRACTOR = "volunteer_or_contractor"
    HEAD = "head"
    DSL = "dsl"
    GOVERNOR = "governor"
    CHAIR = "chair"
    PUPIL = "pupil"
    ANOTHER_PARENT = "another_parent"
    A_POST = "a_post"
    PHOTO_OF_MY_CHILD = "photo_of_my_child"
    MY_DATA = "my_data"


class Recipient(StrEnum):
    """The post in whose name somebody receives a case."""

    OFFICE = "office"
    DSL = "dsl"
    HEAD = "head"
    LINE_MANAGER = "line_manager"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    CLERK = "clerk"


class Row(StrEnum):
    """The rows of the routing table, first match from the top, recorded with the case."""

    HEAD = "about_the_head"
    CHAIR = "about_the_chair"
    DSL = "about_the_dsl"
    GOVERNOR = "about_a_governor"
    AT_RISK_ADULT = "at_risk_and_an_adult_of_the_school"
    AT_RISK = "at_risk"
    QUERY = "query"
    CONCERN_ABOUT_STAFF = "concern_about_staff"
    FOR_THE_HEAD = "for_the_head"


Ids = frozenset[int]
NOBODY: Ids = frozenset()
TIGHTENED = (Tightening.PAST_THE_OFFICE, Tightening.LEADS_ONLY)

ABOUT_AN_ADULT_OF_THE_SCHOOL = frozenset(
    {
        AboutWhom.STAFF,
        AboutWhom.VOLUNTEER_OR_CONTRACTOR,
        AboutWhom.HEAD,
        AboutWhom.DSL,
        AboutWhom.GOVERNOR,
        AboutWhom.CHAIR,
    }
)
ABOUT_PERSONAL_DATA = frozenset({AboutWhom.MY_DATA, AboutWhom.PHOTO_OF_MY_CHILD})

_R = Recipient
# The first post is the table's own; the rest are who is next in line when that post is vacant
# or held by the subject. Governors stand before the DSL, who is managed by the head. The office
# is next in line for nothing but queries. A post comes last in its own row for a second holder.
NEXT_IN_LINE: dict[Row, tuple[Recipient, ...]] = {
    Row.HEAD: (_R.CHAIR, _R.VICE_CHAIR, _R.CLERK, _R.DSL, _R.HEAD),
    Row.CHAIR: (_R.VICE_CHAIR, _R.CLERK, _R.HEAD, _R.DSL, _R.CHAIR),
    Row.DSL: (_R.HEAD, _R.CHAIR, _R.VICE_CHAIR, _R.CLERK, _R.DSL),
    Row.GOVERNOR: (_R.CLERK, _R.CHAIR, _R.VICE_CHAIR, _R.HEAD, _R.DSL),
    Row.AT_RISK_ADULT: (_R.HEAD, _R.CHAIR, _R.VICE_CHAIR, _R.CLERK, _R.DSL),
    Row.AT_RISK: (_R.DSL, _R.HEAD, _R.CHAIR, _R.VICE_CHAIR, _R.CLERK),
    Row.QUERY: (_R.OFFICE, _R.HEAD, _R.CHAIR, _R.VICE_CHAIR, _R.CLERK, _R.DSL),
    Row.CONCERN_ABOUT_STAFF: (
        _R.LINE_MANAGER,
        _R.HEAD,
        _R.CHAIR,
        _R.VICE_CHAIR,
        _R.CLERK,
        _R.DSL,
    ),
    Row.FOR_THE_HEAD: (_R.HEAD, _R.CHAIR, _R.VICE_CHAIR, _R.CLERK, _R.DSL),
}


@dataclass(frozen=True, kw_only=True)
class RoleHolders:
    """Who holds which post today, by staff id; one person may stand in several."""

    heads: Ids = NOBODY
    dsls: Ids = NOBODY
    deputy_dsls: Ids = NOBODY
    chairs: Ids = NOBODY
    vice_chairs: Ids = NOBODY
    clerks: Ids = NOBODY
    office: Ids = NOBODY
    line_managers: Mapping[int, int] = field(default_factory=dict)
    covering: Mapping[Recipient, Ids] = field(default_factory=dict)  # while holders are away
    tightened: frozenset[Tightening] = frozenset()

    @property
    def dsl_group(self) -> Ids:
        return self.dsls | self.deputy_dsls


@dataclass(frozen=True, kw_only=True)
class Raised:
    """What was raised, as far as routing needs it.

    `named` are the staff or governors it names. From the moment of receipt the action adds
    `Route.hidden_from`, so that a chair who steps down stays the subject.
    """

    kind: ConcernKind
    about: AboutWhom
    at_risk: bool = False
    named: Ids = NOBODY


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where one case goes. `post` is None only when every holder of a post is its subject."""

    row: Row
    post: Recipient | None
    recipients: Ids
    hidden_from: Ids
    show_lado: bool
    data_protection_clock: bool


def subjects(raised: Raised, holders: RoleHolders) -> Ids:
    """Everyone the case is about: those it names and every holder of the post it names."""
    heads, dsls, chairs = holders.heads, holders.dsls, holders.chairs
    by_post = {AboutWhom.HEAD: heads, AboutWhom.DSL: dsls, AboutWhom.CHAIR: chairs}
    return raised.named | by_post.get(raised.about, NOBODY)


def row_for(raised: Raised, holders: RoleHolders) -> Row:
    """The first row that fits; a named person counts by the posts they hold."""
    about, subject = raised.about, subjects(raised, holders)
    adult = about in ABOUT_AN_ADULT_OF_THE_SCHOOL or bool(subject)
    rows = (
        (Row.HEAD, about is AboutWhom.HEAD or bool(subject & holders.heads)),
        (Row.CHAIR, about is AboutWhom.CHAIR or bool(subject & holders.chairs)),
        (Row.DSL, about is AboutWhom.DSL or bool(subject & holders.dsls)),
        (Row.GOVERNOR, about is AboutWhom.GOVERNOR),
        (Row.AT_RISK_ADULT, raised.at_risk and adult),
        (Row.AT_RISK, raised.at_risk),
        (Row.QUERY, raised.kind is ConcernKind.QUERY),
        (Row.CONCERN_ABOUT_STAFF, raised.kind is ConcernKind.CONCERN and adult),
    )
    return next((row for row, fits in rows if fits), Row.FOR_THE_HEAD)


def route(raised: Raised, holders: RoleHolders) -> Route:
    """Who gets it. A subject never does, whatever else they are; then the next in line does.

    The local authority designated officer's number is shown when it is about the head, when a
    risk from an adult of the school passes the head by, and when nobody inside is left to ask.
    A tightening that would leave nobody does not count.
    """
    found = _route(raised, holders)
    if found.recipients or not holders.tightened:
        return found
    return _route(raised, replace(holders, tightened=frozenset()))


def _route(raised: Raised, holders: RoleHolders) -> Route:
    row, subject = row_for(raised, holders), subjects(raised, holders)
    in_line = ((post, _holding(post, raised, holders) - subject) for post in NEXT_IN_LINE[row])
    post, recipients = next(((p, ids) for p, ids in in_line if ids), (None, NOBODY))
    past_the_head = raised.at_risk and row is not Row.AT_RISK and post is not Recipient.HEAD
    return Route(
        row=row,
        post=post,
        recipients=recipients,
        hidden_from=subject,
        show_lado=row is Row.HEAD or past_the_head or not recipients,
        data_protection_clock=starts_data_protection_clock(raised),
    )


def starts_data_protection_clock(raised: Raised) -> bool:
    """Data Protection Act 2018 s.164A counts a complaint whether or not it says the words.

    So dissatisfaction called a concern counts too; a question does not.
    """
    return raised.about in ABOUT_PERSONAL_DATA and raised.kind is not ConcernKind.QUERY


def may_become(before: ConcernKind, after: ConcernKind) -> bool:
    """A handler may find more in it than its sender did, never less: a query is read by more."""
    return list(ConcernKind).index(after) >= list(ConcernKind).index(before)


def may_see(
    raised: Raised,
    person: int,
    *,
    holders: RoleHolders,
    passed_to: Ids = NOBODY,
    raised_to: Ids = NOBODY,
    subject_confirmed: bool = False,
) -> bool:
    """Whether a person may know that the case exists: lists, counts, mails and audit ask this.

    The subject never may, nor may a chair or head who comes to the post later and was named.
    Those it was passed to see it once it is confirmed who it is about; those an unread risk was
    raised to, at once.
    """
    found = route(raised, holders)
    if person in found.hidden_from:
        return False
    if person in found.recipients or person in raised_to:
        return True
    return subject_confirmed and person in passed_to


def _holding(post: Recipient, raised: Raised, holders: RoleHolders) -> Ids:
    if post is Recipient.LINE_MANAGER:
        return _line_managers(raised.named, holders)
    past_office, leads_only = (each in holders.tightened for each in TIGHTENED)
    return (
        holders.covering.get(post, NOBODY)
        | {
            Recipient.OFFICE: NOBODY if past_office else holders.office,
            Recipient.DSL: (leads_only and holders.dsls) or holders.dsl_group,
            Recipient.HEAD: holders.heads,
            Recipient.CHAIR: holders.chairs,
            Recipient.VICE_CHAIR: holders.vice_chairs,
            Recipient.CLERK: holders.clerks,
        }[post]
    )


def _line_managers(named: Ids, holders: RoleHolders) -> Ids:
    """The managers the school names, if it names one for each person and none is a subject."""
    managers = [holders.line_managers.get(person) for person in named]
    found = frozenset(manager for manager in managers if manager is not None)
    return found if None not in managers and not found & named else NOBODY
