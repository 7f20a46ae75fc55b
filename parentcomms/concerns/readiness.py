"""Whether the public form may be opened, and which secrets a small school cannot keep."""

from dataclasses import dataclass
from enum import StrEnum

from parentcomms.concerns.rules import RoleHolders


class Missing(StrEnum):
    """What the school must fill in first: without it a report could reach nobody in time."""

    CHAIR = "chair"
    CLERK = "clerk"
    DSL = "dsl"
    CHILDRENS_SOCIAL_CARE = "childrens_social_care"
    OUT_OF_HOURS = "out_of_hours"
    LADO = "lado"


class BrokenSecret(StrEnum):
    """A pair of posts in one hand, each the key of one sentence on the staff page."""

    HEAD_IS_DSL = "head_is_dsl"
    HEAD_IS_CHAIR = "head_is_chair"
    HEAD_IS_CLERK = "head_is_clerk"
    HEAD_IS_OFFICE = "head_is_office"
    DSL_IS_OFFICE = "dsl_is_office"
    CLERK_IS_OFFICE = "clerk_is_office"
    CLERK_IS_CHAIR = "clerk_is_chair"
    CLERK_IS_VICE_CHAIR = "clerk_is_vice_chair"
    CHAIR_IS_VICE_CHAIR = "chair_is_vice_chair"
    NO_VICE_CHAIR = "no_vice_chair"


@dataclass(frozen=True, kw_only=True)
class LocalNumbers:
    """The three telephone numbers only the school's own area can supply."""

    childrens_social_care: str = ""
    out_of_hours: str = ""
    lado: str = ""


def public_form_missing(holders: RoleHolders, numbers: LocalNumbers) -> tuple[Missing, ...]:
    """What keeps the public form closed; an empty answer opens it."""
    present = {
        Missing.CHAIR: bool(holders.chairs),
        Missing.CLERK: bool(holders.clerks),
        Missing.DSL: bool(holders.dsls),
        Missing.CHILDRENS_SOCIAL_CARE: _is_a_number(numbers.childrens_social_care),
        Missing.OUT_OF_HOURS: _is_a_number(numbers.out_of_hours),
        Missing.LADO: _is_a_number(numbers.lado),
    }
    return tuple(item for item, there in present.items() if not there)


def secrets_broken(holders: RoleHolders) -> tuple[BrokenSecret, ...]:
    """The promises of the routing table that this combination of posts cannot keep.

    The subject is still left out; what breaks is that the case goes to somebody else than the
    table says, or that one reader sees two kinds of case meant to be kept apart.
    """
    both = {
        BrokenSecret.HEAD_IS_DSL: holders.heads & holders.dsls,
        BrokenSecret.HEAD_IS_CHAIR: holders.heads & holders.chairs,
        BrokenSecret.HEAD_IS_CLERK: holders.heads & holders.clerks,
        BrokenSecret.HEAD_IS_OFFICE: holders.heads & holders.office,
        BrokenSecret.DSL_IS_OFFICE: holders.dsl_group & holders.office,
        BrokenSecret.CLERK_IS_OFFICE: holders.clerks & holders.office,
        BrokenSecret.CLERK_IS_CHAIR: holders.clerks & holders.chairs,
        BrokenSecret.CLERK_IS_VICE_CHAIR: holders.clerks & holders.vice_chairs,
        BrokenSecret.CHAIR_IS_VICE_CHAIR: holders.chairs & holders.vice_chairs,
    }
    broken = [secret for secret, people in both.items() if people]
    return tuple(broken if holders.vice_chairs else [*broken, BrokenSecret.NO_VICE_CHAIR])


def _is_a_number(text: str) -> bool:
    """A space or a dash typed to get past the page is no telephone number."""
    return sum(character.isdigit() for character in text) >= 3
