"""What staff read about a case."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.cases.clocks import ClockKind
from parentcomms.cases.keeping import KeptAs, Verdict
from parentcomms.cases.rules import Outcome, Stage, StepKind
from parentcomms.cases.words import OUTCOMES
from parentcomms.concerns.words import KINDS

STAGE_NAMES: dict[Stage, LazyString] = {
    Stage.RECEIVED: _l("Received"),
    Stage.INFORMAL: _l("Informal"),
    Stage.FORMAL: _l("Formal, in writing"),
    Stage.PANEL: _l("Panel"),
    Stage.PASSED_ON: _l("Passed on to another procedure"),
    Stage.CLOSED: _l("Closed"),
}
CLOCK_NAMES: dict[ClockKind, LazyString] = {
    ClockKind.ACKNOWLEDGE: _l("Tell the sender that we have it"),
    ClockKind.RESPOND: _l("Answer"),
    ClockKind.DATA_PROTECTION: _l(
        "Acknowledge the data protection complaint (30 days, holidays count)"
    ),
}
STEPS: dict[StepKind, LazyString] = {
    StepKind.RECORDED: _l("Written down by staff for the sender"),
    StepKind.ACKNOWLEDGED: _l("The sender was told that we have it"),
    StepKind.STAGE: _l("Moved to the stage"),
    StepKind.NEW_DATE: _l("New date, told to the sender"),
    StepKind.OUTCOME: _l("Outcome"),
    StepKind.REOPENED: _l("Opened again"),
    StepKind.SAFEGUARDING: _l("Became a matter of safeguarding"),
    StepKind.MOVED_BACK: _l("Moved back from safeguarding"),
    StepKind.SUBJECT_TOLD: _l("Whom it is about was told"),
    StepKind.HOLD: _l("Legal hold set"),
    StepKind.HOLD_LIFTED: _l("Legal hold lifted"),
    StepKind.KIND_CHANGED: _l("Put down as something more"),
    StepKind.FILED: _l("Filed in the child protection file"),
}
HOW: dict[str, LazyString] = {  # words of a step that are one of a list
    "query": _l("before that, a question"),
    "concern": _l("before that, a worry"),
    "phone": _l("by telephone"),
    "gate": _l("in person"),
    "letter": _l("by letter"),
    "email": _l("by e-mail"),
}
OUTCOME_HINTS: dict[Outcome, LazyString] = {
    Outcome.WITHDRAWN: _l(": confirm it in writing"),
    Outcome.PASSED_ON: _l(": such as admissions, exclusions, staff matters or child protection"),
}
NUMBER_HEADINGS: dict[str, LazyString] = {
    "kind": _l("What it was"),
    "stage": _l("How far it went"),
    "time_taken": _l("How long it took"),
    "outcome": _l("How it ended"),
}
NUMBER_VALUES: dict[str, LazyString] = {
    **{kind.value: words for kind, words in KINDS.items()},
    **{stage.value: words for stage, words in STAGE_NAMES.items()},
    **{outcome.value: words for outcome, words in OUTCOMES.items()},
    "open": _l("Still open"),
    "within_two_weeks": _l("Within two weeks"),
    "within_six_weeks": _l("Within six weeks"),
    "longer": _l("Longer"),
}
KEPT_AS: dict[KeptAs, LazyString] = {
    KeptAs.QUESTION: _l("A question"),
    KeptAs.CONCERN: _l("A worry or a complaint"),
    KeptAs.RISK: _l("A child at risk"),
}
VERDICTS: dict[Verdict, LazyString] = {
    Verdict.KEPT: _l("Kept"),
    Verdict.HELD: _l("A legal hold keeps it"),
    Verdict.NOT_FILED: _l("Kept until the safeguarding lead records where it was filed"),
    Verdict.GOES: _l("Goes tonight"),
}
