"""The consent request on paper: one sheet, one side, for one adult about one child.

A sheet of its own, apart from the letter, because reading the letter and consenting to pictures
are two things, and neither may depend on the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from parentcomms.documents.glyphs import Replacing, check_words
from parentcomms.documents.markdown import Document, Value, check_values
from parentcomms.documents.paper import Direction, Replacement, Sender, Slip
from parentcomms.documents.sheets import (
    Data,
    body_data,
    code_groups,
    sender_data,
    slip_data,
    values_data,
)


@dataclass(frozen=True)
class Question:
    """One use of the child's picture; the third answer is offered only where it makes sense."""

    text: str
    hint: str = ""
    offers_unrecognisable: bool = True


@dataclass(frozen=True)
class FormWords:
    """The fixed words of the sheet, in its language."""

    yes: str
    unrecognisable: str
    no: str
    question: str
    code: str
    adult_name: str
    signature: str
    date: str


@dataclass(frozen=True)
class ConsentForm:
    """One sheet. `intro` stands above the questions; `after` says how to change one's mind."""

    sender: Sender
    title: str
    child: str
    class_name: str
    adult: str
    code: str
    questions: tuple[Question, ...]
    words: FormWords
    intro: Document
    after: Document
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    reference: str = ""
    language: str = "en"
    direction: Direction = Direction.LTR
    slip: Slip | None = None
    fallback_name: str = "To the parent or carer"


def printable_form(form: ConsentForm) -> tuple[ConsentForm, tuple[Replacement, ...]]:
    """The sheet as it can be printed, and what had to be replaced in it."""
    notes = Replacing(form.reference or form.code)
    fitted = replace(
        form,
        child=notes.fit("child", form.child) or "…",
        class_name=notes.fit("class", form.class_name),
        adult=notes.fit("adult", form.adult, form.fallback_name),
        values={name: notes.fit_value(name, value) for name, value in form.values.items()},
    )
    return fitted, tuple(notes.noted)


def forms_data(forms: Sequence[ConsentForm], *, title: str, duplex: bool) -> Data:
    """Many sheets; what they share travels once."""
    senders = list(dict.fromkeys(form.sender for form in forms))
    bodies = list(dict.fromkeys(body for form in forms for body in (form.intro, form.after)))
    first = forms[0]
    return {
        "title": title,
        "author": first.sender.name,
        "language": first.language,
        "direction": first.direction.value,
        "duplex": duplex,
        "senders": [sender_data(sender) for sender in senders],
        "bodies": [body_data(body) for body in bodies],
        "forms": [
            {
                "sender": senders.index(form.sender),
                "body": bodies.index(form.intro),
                "after": bodies.index(form.after),
                **_form_data(form),
            }
            for form in forms
        ],
    }


def _form_data(form: ConsentForm) -> Data:
    check_values(form.intro, form.values)
    check_values(form.after, form.values)
    check_words((form.title, *(part for q in form.questions for part in (q.text, q.hint))))
    words = form.words
    return {
        "title": form.title,
        "child": form.child,
        "class": form.class_name,
        "adult": form.adult,
        "code": code_groups(form.code),
        "code-label": words.code,
        "question-label": words.question,
        "yes": words.yes,
        "unrecognisable": words.unrecognisable,
        "no": words.no,
        "labels": (words.adult_name, words.signature, words.date),
        "colour": sender_data(form.sender)["name-colour"],
        "questions": [
            {"text": q.text, "hint": q.hint, "three": q.offers_unrecognisable}
            for q in form.questions
        ],
        "values": values_data(form.values, form.intro.names | form.after.names),
        "language": form.language,
        "direction": form.direction.value,
        "slip": slip_data(form.slip) if form.slip else None,
    }
