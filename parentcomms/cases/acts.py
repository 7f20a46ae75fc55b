"""What can be done with a case, each on a page of its own: its words, its form, its action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.access import Role
from parentcomms.cases import actions
from parentcomms.cases.clocks import ClockKind
from parentcomms.cases.handling_staff_forms import (
    NewDateForm,
    OutcomeForm,
    StageForm,
    ToldForm,
    WhyForm,
)
from parentcomms.cases.queries import Standing
from parentcomms.cases.rules import Outcome, Stage, stages_after
from parentcomms.clock import today
from parentcomms.concerns.models import Concern

Do = Callable[[Concern, Any], None]  # each takes the form it stands beside


@dataclass(frozen=True)
class Act:
    """One page: its heading, what it does, its button, its form and what is done."""

    title: LazyString
    explains: LazyString
    button: LazyString
    form: type[WhyForm]
    do: Do


def _new_date(concern: Concern, form: NewDateForm) -> None:
    actions.set_new_date(concern, form.day.data or today(), form.words.data or "")


def _stage(concern: Concern, form: StageForm) -> None:
    actions.move_to(concern, Stage(form.stage.data), form.words.data)


def _outcome(concern: Concern, form: OutcomeForm) -> None:
    ending = actions.Ending(outcome=Outcome(form.outcome.data), what_changes=form.words.data or "")
    actions.close(concern, ending, form.message.data or "")


def _told(concern: Concern, form: ToldForm) -> None:
    subject = next(each for each in concern.subjects if str(each.id) == form.person.data)
    actions.subject_was_told(concern, subject, form.day.data or today(), form.words.data or "")


ACTS: dict[str, Act] = {
    "new-date": Act(
        _l("Set a new date"),
        _l("The sender is told the date and the reason at once."),
        _l("Set the date and tell the sender"),
        NewDateForm,
        _new_date,
    ),
    "stage": Act(
        _l("Move to the next stage"),
        _l("When the sender asks for it. The days for the answer count afresh."),
        _l("Move it"),
        StageForm,
        _stage,
    ),
    "outcome": Act(
        _l("Record the outcome and close"),
        _l("The sender reads the message; what will change is kept with the case."),
        _l("Close the case"),
        OutcomeForm,
        _outcome,
    ),
    "open-again": Act(
        _l("Open it again"),
        _l("Everything said so far stays with it."),
        _l("Open it again"),
        WhyForm,
        lambda concern, form: actions.open_again(concern, form.words.data),
    ),
    "safeguarding": Act(
        _l("A child is or may be at risk"),
        _l(
            "It goes to those who look after children’s safety. You may lose sight of it: you will "
            "then read here that it moved. Only the safeguarding lead can move it back. Its "
            "sender’s page stays as it is, and so does the day by which they hear from us."
        ),
        _l("Make it safeguarding"),
        WhyForm,
        lambda concern, form: actions.make_safeguarding(concern, form.words.data),
    ),
    "move-back": Act(
        _l("Move it back from safeguarding"),
        _l("It goes to whoever the table names for a case like this without a risk."),
        _l("Move it back"),
        WhyForm,
        lambda concern, form: actions.move_back(concern, g.staff.id, form.words.data),
    ),
    "told": Act(
        _l("Whom it is about was told"),
        _l("You told them yourself. This only keeps the day: it shows them nothing."),
        _l("Record the day"),
        ToldForm,
        _told,
    ),
    "hold": Act(
        _l("Set a legal hold"),
        _l("Nothing of it is removed, however old, until the hold is lifted."),
        _l("Set the hold"),
        WhyForm,
        lambda concern, form: actions.hold(concern, form.words.data),
    ),
    "lift-hold": Act(
        _l("Lift the legal hold"),
        _l("From then on it is removed in its time."),
        _l("Lift the hold"),
        WhyForm,
        lambda concern, form: actions.hold(concern, form.words.data, lift=True),
    ),
    "filed": Act(
        _l("Record where it was filed"),
        _l("Where the child protection file has it. Only then is anything removed here in time."),
        _l("Record it"),
        WhyForm,
        lambda concern, form: actions.filed(concern, g.staff.id, form.words.data),
    ),
}


def open_to(concern: Concern, now: Standing, roles: frozenset[Role]) -> list[str]:
    """Which acts this case and this reader allow, in the order of the page."""
    closed, risk, lead = concern.closed_at is not None, concern.at_risk, Role.DSL in roles
    untold = any(each.told_at is None for each in concern.subjects)
    confirmed = concern.subjects_confirmed_at is not None
    said = {
        "stage": not closed and bool(stages_after(now.stage, concern.kind, at_risk=risk)),
        "new-date": not closed and any(each.kind is ClockKind.RESPOND for each in now.clocks),
        "outcome": not closed,
        "open-again": closed,
        "told": untold and confirmed and not risk,
        "safeguarding": not risk,
        "move-back": risk and lead,
        "filed": risk and lead,
        "hold": not now.on_hold,
        "lift-hold": now.on_hold,
    }
    return [what for what, allowed in said.items() if allowed]
