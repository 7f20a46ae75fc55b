"""Recording what a sheet says."""

from collections.abc import Mapping

from parentcomms.consent.recording import record_for
from parentcomms.consent.rules import AnswerRoute
from parentcomms.links import show_code
from parentcomms.paper.queries import Sheet
from parentcomms.paper.rules import Outcome, Ticked, outcome


def record_sheet(sheet: Sheet, ticks: Mapping[str, Ticked]) -> Outcome:
    """Record what was ticked, in the words this adult read; gives what was not taken, too."""
    found = outcome(ticks, [question.row for question in sheet.asked])
    if found.recorded:
        record_for(
            sheet.relationship,
            found.recorded,
            route=AnswerRoute.PAPER,
            evidence={"form_code": show_code(sheet.code)},
            asked=[question.use for question in sheet.asked],
            language=sheet.delivery.language,
        )
    return found
