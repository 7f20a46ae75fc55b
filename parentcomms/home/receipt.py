"""The receipt on paper: what one adult, or a pupil, has told the school, in the words they read.

Names and questions travel as values, never as text to be parsed: a name like `*Ana*` stays one.
"""

from collections.abc import Sequence

from parentcomms.clock import today
from parentcomms.consent.family_words import answer_note, decision_words
from parentcomms.consent.models import Answer
from parentcomms.documents.markdown import Value, parse
from parentcomms.documents.paper import Direction, Letter, Signature
from parentcomms.documents.pdf import render_letter
from parentcomms.filters import moment, short_day
from parentcomms.languages import current, direction, gettext
from parentcomms.people.models import Person
from parentcomms.school.letterhead import sender
from parentcomms.school.queries import school


def receipt_pdf(person: Person, answers: Sequence[Answer]) -> bytes:
    """Every answer of this person, newest first, on the school's paper (UK GDPR Art 7(1))."""
    values: dict[str, Value] = {
        "first": gettext(
            "The newest answer is first. We may choose not to use a picture, even where you said "
            "yes."
        ),
        "last": gettext(
            "You can change your answers at any time, on your own page or by telling us."
        ),
    }
    parts = ["((first))"]
    for number, answer in enumerate(answers):
        parts.append(_part(number))
        values |= _values(number, answer)
    language = current()
    letter = Letter(
        sender=sender(),
        recipient=(person.full_name,),
        date=short_day(today()),
        salutation=gettext("Dear %(name)s,", name=person.full_name),
        heading=gettext("What you have told us about pictures"),
        body=parse("\n\n".join([*parts, "((last))"])),
        signature=Signature("", school().name, ""),
        values=values,
        fallback_salutation=gettext("Dear parent or carer,"),
        language=language,
        direction=Direction(direction(language)),
        fallbacks={f"child_{number}": gettext("your child") for number in range(len(answers))},
    )
    return render_letter(letter)


def _part(number: int) -> str:
    return f"**((child_{number})): ((said_{number}))** \n((when_{number})) \n((words_{number}))"


def _values(number: int, answer: Answer) -> dict[str, Value]:
    note = answer_note(answer)
    when = moment(answer.answered_at)
    return {
        f"child_{number}": answer.relationship_.pupil.forename,
        f"said_{number}": decision_words(answer),
        f"when_{number}": f"{when} · {note}" if note else when,
        f"words_{number}": answer.read or gettext("From an older form"),
    }
