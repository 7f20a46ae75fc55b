"""Messages that are begun for whoever answers, in the sender's language."""

import re

from flask_babel import force_locale

from parentcomms.cases.clocks import ClockKind
from parentcomms.cases.queries import standing_of
from parentcomms.concerns.models import Concern
from parentcomms.filters import day
from parentcomms.school.values import common_values
from parentcomms.texts.shipped import fill, languages, text

TEXTS = ("case_acknowledgement", "case_outcome")
GAP = re.compile(r"\[[^\[\]\n]+\]")
NO_DAY = "[…]"  # where no clock says by when


def begun(key: str, concern: Concern) -> str:
    """One of the shipped beginnings; what only a person knows stands in square brackets."""
    found = text(key, language=concern.language)
    answer = [e for e in standing_of(concern).clocks if e.kind is ClockKind.RESPOND]
    with force_locale(found.language):
        by = day(answer[0].due_on) if answer else NO_DAY
    return fill(found.body, common_values() | {"reference": concern.reference, "date": by})


def gaps_in(words: str) -> list[str]:
    """Places of the shipped beginnings that nobody filled, in whichever language it was begun."""
    bodies = (text(key, language=each).body for key in TEXTS for each in languages())
    known = {NO_DAY, *(gap for body in bodies for gap in GAP.findall(body))}
    return [gap for gap in GAP.findall(words) if gap in known]
