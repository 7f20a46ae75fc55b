"""What a school still lacks before anything can be sent or asked. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from parentcomms.access import Role


class Lack(StrEnum):
    """One thing still to be done, in the order in which a new school does it."""

    DETAILS = "details"
    HEAD = "head"
    DSL = "dsl"
    CHAIR = "chair"
    CLERK = "clerk"
    SAFEGUARDING_NUMBERS = "safeguarding_numbers"
    CHILDREN = "children"
    ORGANISATIONS = "organisations"
    OFFICIAL_ACCOUNTS = "official_accounts"
    STATEMENT = "statement"
    QUESTIONS = "questions"
    APPROVED_LETTER = "approved_letter"


LACK_OF_ROLE: dict[Role, Lack] = {
    Role.HEAD: Lack.HEAD,
    Role.DSL: Lack.DSL,
    Role.CHAIR: Lack.CHAIR,
    Role.CLERK: Lack.CLERK,
}
DETAILS = ("name", "address", "phone", "email", "website", "head_name")
OFFICIAL_ACCOUNTS = "official_accounts"
# What keeps even the first texts from being written: they would have holes in them.
KEEP_FROM_BEGINNING = frozenset({Lack.DETAILS})
KEEP_FROM_ASKING = frozenset({Lack.DETAILS, Lack.ORGANISATIONS, Lack.OFFICIAL_ACCOUNTS})


@dataclass(frozen=True, kw_only=True)
class SchoolFacts:
    """What is there already."""

    details_missing: Collection[str] = ()
    numbers_missing: Collection[str] = ()
    organisations_missing: Collection[str] = ()
    roles_held: Collection[Role] = ()
    children: bool = False
    statement: bool = False
    questions: bool = False
    letter_approved: bool = False


def lacking(facts: SchoolFacts) -> tuple[Lack, ...]:
    """Everything still to be done; empty when letters can go out and questions be asked."""
    organisations = set(facts.organisations_missing) - {"school_name", "website_address"}
    present = {
        Lack.DETAILS: not facts.details_missing,
        Lack.SAFEGUARDING_NUMBERS: not facts.numbers_missing,
        Lack.CHILDREN: facts.children,
        Lack.ORGANISATIONS: not organisations - {OFFICIAL_ACCOUNTS},
        Lack.OFFICIAL_ACCOUNTS: OFFICIAL_ACCOUNTS not in organisations,
        Lack.STATEMENT: facts.statement,
        Lack.QUESTIONS: facts.questions,
        Lack.APPROVED_LETTER: facts.letter_approved,
    }
    present |= {lack: role in facts.roles_held for role, lack in LACK_OF_ROLE.items()}
    # The questions once recorded name everybody; what they lack now is another version's matter.
    if facts.questions:
        present[Lack.ORGANISATIONS] = present[Lack.OFFICIAL_ACCOUNTS] = True
    return tuple(lack for lack in Lack if not present[lack])


def may_begin(lacks: Collection[Lack]) -> bool:
    """Whether a button that writes first texts would write any now."""
    can_tell = Lack.STATEMENT in lacks and KEEP_FROM_BEGINNING.isdisjoint(lacks)
    can_ask = Lack.QUESTIONS in lacks and KEEP_FROM_ASKING.isdisjoint(lacks)
    return can_tell or can_ask


def may_begin_without_accounts(lacks: Collection[Lack]) -> bool:
    """Whether the school's social media accounts are all that keeps the questions unwritten."""
    return KEEP_FROM_ASKING.intersection(lacks) == {Lack.OFFICIAL_ACCOUNTS}
