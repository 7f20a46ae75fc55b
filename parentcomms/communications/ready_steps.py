"""The steps of setting a school up, in the order of work, and where each stands. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from parentcomms.communications.ready_rules import (
    HOLDS_BACK,
    KEEP_FROM_ASKING,
    KEEP_FROM_BEGINNING,
    Lack,
)


class Step(StrEnum):
    """One piece of work."""

    SCHOOL = "school"
    CREST = "crest"
    TERMS = "terms"
    PEOPLE = "people"
    NUMBERS = "numbers"
    MAIL = "mail"
    ADDRESS = "address"
    IMPORT = "import"
    REVIEW = "review"
    TEXTS = "texts"
    FIRMS = "firms"
    ACCOUNTS = "accounts"
    QUESTIONS = "questions"
    GOING_LIVE = "going_live"
    PILOT = "pilot"


class State(StrEnum):
    """Where a step stands."""

    DONE = "done"
    SET_ASIDE = "set_aside"
    WAITS = "waits"
    TO_DO = "to_do"
    NEEDED = "needed"
    """To do, and letters or the consent request cannot go out before."""


COVERS: dict[Step, tuple[Lack, ...]] = {
    Step.SCHOOL: (Lack.DETAILS,),
    Step.CREST: (Lack.CREST,),
    Step.TERMS: (Lack.TERMS,),
    Step.PEOPLE: (Lack.HEAD, Lack.DSL, Lack.CHAIR, Lack.CLERK, Lack.DATA_PROTECTION_LEAD),
    Step.NUMBERS: (Lack.SAFEGUARDING_NUMBERS,),
    Step.MAIL: (Lack.MAIL_SERVER, Lack.MAIL_TEST, Lack.MAIL_RECORDS),
    Step.ADDRESS: (Lack.PUBLIC_ADDRESS,),
    Step.IMPORT: (Lack.CHILDREN,),
    Step.REVIEW: (Lack.CONTACT_REVIEW,),
    Step.TEXTS: (Lack.STATEMENT, Lack.APPROVED_LETTER),
    Step.FIRMS: (Lack.ORGANISATIONS,),
    Step.ACCOUNTS: (Lack.OFFICIAL_ACCOUNTS, Lack.PLACES),
    Step.QUESTIONS: (Lack.QUESTIONS, Lack.APPROVED_REQUEST),
    Step.GOING_LIVE: (Lack.GOING_LIVE,),
    Step.PILOT: (Lack.PILOT,),
}
# Nothing can be done about these before those.
_WAITS_FOR: dict[Step, frozenset[Lack]] = {
    Step.REVIEW: frozenset({Lack.CHILDREN}),
    Step.TEXTS: KEEP_FROM_BEGINNING,
    Step.ACCOUNTS: KEEP_FROM_BEGINNING,
    Step.QUESTIONS: KEEP_FROM_ASKING,
    Step.PILOT: frozenset({Lack.CHILDREN}),
}


@dataclass(frozen=True)
class Progress:
    """One step: where it stands, what is missing, and which earlier step it waits for."""

    step: Step
    state: State
    lacks: tuple[Lack, ...] = ()
    after: Step | None = None

    @property
    def needed(self) -> bool:
        """Nothing goes out before it, whether or not it can be done yet."""
        return any(HOLDS_BACK[lack] for lack in self.lacks)


def progress(lacks: Collection[Lack], set_aside: Collection[str] = ()) -> list[Progress]:
    """Every step in the order of work. Each lack belongs to exactly one of them."""
    return [_stands(step, lacks, set_aside) for step in Step]


def needed(lacks: Collection[Lack]) -> int:
    """How many steps nothing goes out before. It only falls as the work goes on, and is the one
    number of home page and set-up page."""
    return sum(each.needed for each in progress(lacks))


def _stands(step: Step, lacks: Collection[Lack], set_aside: Collection[str]) -> Progress:
    missing = tuple(lack for lack in COVERS[step] if lack in lacks)
    if not missing:
        aside = any(lack in set_aside for lack in COVERS[step])
        return Progress(step, State.SET_ASIDE if aside else State.DONE)
    first = next((lack for lack in Lack if lack in _waits_for(step) and lack in lacks), None)
    if first is not None:
        return Progress(step, State.WAITS, missing, after=step_of(first))
    needed = any(HOLDS_BACK[lack] for lack in missing)
    return Progress(step, State.NEEDED if needed else State.TO_DO, missing)


def _waits_for(step: Step) -> frozenset[Lack]:
    return _WAITS_FOR.get(step, frozenset())


def step_of(lack: Lack) -> Step:
    """The step in which something is done."""
    return next(step for step, covered in COVERS.items() if lack in covered)
