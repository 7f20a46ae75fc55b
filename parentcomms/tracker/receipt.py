"""The receipt on paper: everything the sender told the school, on the school's paper.

What was typed travels as values, never as text to be parsed: `*this*` stays as it was written.
"""

from collections.abc import Iterator

from parentcomms.cases.queries import said_at_risk, said_kind, steps_of
from parentcomms.concerns.models import Concern
from parentcomms.concerns.receipts import everything_said
from parentcomms.documents.markdown import Value, parse
from parentcomms.documents.paper import Direction, Letter, Signature
from parentcomms.documents.pdf import render_letter
from parentcomms.filters import moment, short_day
from parentcomms.languages import current, direction, gettext
from parentcomms.school.letterhead import sender
from parentcomms.school.queries import school

MOST_PARAGRAPHS = 300  # of one answer; what is left follows in one


def receipt_pdf(concern: Concern) -> bytes:
    """In the reader's language; signs that no letter font has are left out, the rest stays."""
    values: dict[str, Value] = {
        "reference": concern.reference,
        "received": gettext("Received: %(moment)s", moment=moment(concern.received_at)),
        "last": gettext("The school has all of this as you wrote it. You can ring us, too."),
    }
    parts = ["**((reference))**", "((received))"]
    steps = steps_of([concern])[concern.id]
    at_risk, kind = said_at_risk(concern, steps), said_kind(concern, steps)
    said = everything_said(concern, at_risk=at_risk, kind=kind)
    for number, (label, text) in enumerate(said):
        values[f"label_{number}"] = label
        parts.append(f"**((label_{number}))**")
        for line, words in enumerate(_paragraphs(text)):
            values[f"said_{number}_{line}"] = words
            parts.append(f"((said_{number}_{line}))")
    language = current()
    letter = Letter(
        sender=sender(),
        recipient=(),
        date=short_day(concern.received_at),
        salutation=gettext("Thank you for telling us."),
        heading=gettext("What you told us"),
        body=parse("\n\n".join([*parts, "((last))"])),
        signature=Signature("", school().name, ""),
        values=values,
        reference=concern.reference,
        language=language,
        direction=Direction(direction(language)),
    )
    return render_letter(letter)


def _paragraphs(text: str) -> Iterator[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    yield from lines[:MOST_PARAGRAPHS]
    if rest := lines[MOST_PARAGRAPHS:]:
        yield " ".join(rest)
