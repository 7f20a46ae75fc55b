"""The consent request on paper: one sheet, one side, for one adult about one child.

A sheet of its own, apart from the letter, because reading the letter and consenting to pictures
are two things, and neither may depend on the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from parentcomms.documents import qr
from parentcomms.documents.glyphs import Replacing, check_words
from parentcomms.documents.markdown import Document, Link, Value, check_values
from parentcomms.documents.paper import Direction, Replacement, Sender, Slip
from parentcomms.documents.printfile import page_count
from parentcomms.documents.sheets import (
    Data,
    body_data,
    code_groups,
    sender_data,
    slip_data,
    values_data,
)
from parentcomms.documents.typesetting import typeset

FORM = "consent-form.typ"
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
LARGE = 16.0


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
    """One sheet. `intro` stands above the questions; `after` says how to change one's mind.

    In `large` print it takes both sides of the sheet, or more; each side bears the code.
    """

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
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    reference: str = ""
    language: str = "en"
    direction: Direction = Direction.LTR
    slip: Slip | None = None
    large: bool = False
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
    data = _shared_data(forms, title=title, duplex=duplex)
    for form, single in zip(forms, data["forms"], strict=True):
        single["size"] = LARGE if form.large else size_on_one_side(form)
    return data


def _shared_data(forms: Sequence[ConsentForm], *, title: str, duplex: bool) -> Data:
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
        "code-square": code_square(form.code),
        "large": form.large,
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


def code_square(code: str) -> str:
    """The code for the scanner, by which a pile of filled-in sheets is told apart."""
    return qr.svg("".join(code_groups(code)), hardy=True)


def size_on_one_side(form: ConsentForm) -> float:
    """The largest type that keeps the sheet on one side, tried once for each wording.

    Names and codes are stood in for by words of about their length, so that a thousand children
    share one trial.
    """
    slip = replace(form.slip, url=form.slip.url[:8], code="M" * 12) if form.slip else None
    return _size(
        replace(
            form,
            child=_as_long_as(form.child),
            class_name=_as_long_as(form.class_name),
            adult=_as_long_as(form.adult),
            code="M" * 12,
            reference="",
            slip=slip,
            values={
                name: replace(value, label=_as_long_as(value.label))
                if isinstance(value, Link)
                else _as_long_as(value)
                for name, value in form.values.items()
            },
        )
    )


def _as_long_as(text: str) -> str:
    return "mmm " * -(-len(text) // 16) * 4


@lru_cache(maxsize=64)
def _size(model: ConsentForm) -> float:
    for size in SIZES:
        data = _shared_data([model], title=model.title, duplex=False)
        data["forms"][0]["size"] = size
        if page_count(typeset(FORM, data, tagged=False)) == 1:
            return size
    return SIZES[-1]
