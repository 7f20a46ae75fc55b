"""What kinds of place a school publishes in, and who sees what is posted there. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ChannelAudience(StrEnum):
    """A school-run closed group is still publication (policy 2.1): it has a use of its own."""

    CLASS_FAMILIES = "class_families"
    SCHOOL_FAMILIES = "school_families"
    PUBLIC = "public"


class ChannelKind(StrEnum):
    """What a place is. Its value is the key of the photo question a post there touches."""

    WEBSITE = "website"
    SOCIAL_ACCOUNT = "social_media"
    CLASS_APP = "class_app"
    PRINT = "newsletter_print"
    CLASS_PHOTO = "class_photo"


class PostApproval(StrEnum):
    """EACH_POST goes to the head as it is; STANDING is given beforehand, for closed places only."""

    EACH_POST = "each_post"
    STANDING = "standing"


def is_official_account(kind: ChannelKind) -> bool:
    """Whether it is listed by name in the question and on the notice, which exposes impostors."""
    return kind is ChannelKind.SOCIAL_ACCOUNT


# What a school writes where the app has no name of its own; the question names that app.
_ANY_APP = frozenset({"", "app", "class app", "the class app", "our class app"})


def account_name(name: str, *, platform: str, school_name: str) -> str:
    """An account as families are told of it: called like the school, it needs its platform.

    Every question names the school, so the school's own name names no account.
    """
    return f"{name} ({platform})" if _plain(name) == _plain(school_name) else name


def app_name(name: str, *, platform: str) -> str:
    """Whose service a class app is; empty where the place is just "Class app"."""
    return next((each for each in (platform, name) if _plain(each) not in _ANY_APP), "")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def may_stand(audience: ChannelAudience) -> bool:
    """Whether posts there may be approved beforehand: only where the school knows who sees them.

    Policy 5.3 has the head approve what goes out; what anybody can see is approved post by post.
    """
    return audience is not ChannelAudience.PUBLIC


class Chase(StrEnum):
    """What keeps a place from being looked after as it should be (policy 6.1)."""

    WAITS_FOR_HEAD = "waits_for_head"
    REVIEW_DUE = "review_due"
    NOBODY_LOOKS_AFTER_IT = "nobody_looks_after_it"
    ONE_ADMINISTRATOR = "one_administrator"


# Somebody else's service: an account of one person is lost with that person.
NEEDS_TWO = frozenset({ChannelKind.SOCIAL_ACCOUNT.value, ChannelKind.CLASS_APP.value})


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """What is known of a place on one day."""

    use_key: str
    approved: bool
    suspended: bool
    review_on: date | None
    owner: str | None
    second_administrator: str | None


def to_chase(place: PlaceFacts, day: date) -> tuple[Chase, ...]:
    """What somebody should see to. A suspended place is out of use, and waits for nothing."""
    if place.suspended:
        return ()
    found = [] if place.approved else [Chase.WAITS_FOR_HEAD]
    if place.approved and place.review_on is not None and place.review_on <= day:
        found.append(Chase.REVIEW_DUE)
    if place.use_key in NEEDS_TWO:
        if not place.owner:
            found.append(Chase.NOBODY_LOOKS_AFTER_IT)
        elif one_person(place.owner, place.second_administrator):
            found.append(Chase.ONE_ADMINISTRATOR)
    return tuple(found)


def one_person(owner: str | None, second: str | None) -> bool:
    """Whether the two administrators are one, or only one is named."""
    names = {" ".join((name or "").casefold().split()) for name in (owner, second)} - {""}
    return len(names) < 2
