"""The part that forms share in which staff write down answers: one choice for each question."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import BooleanField, Field, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation

from parentcomms.consent.queries import CurrentUse
from parentcomms.consent.rules import Decision
from parentcomms.consent.staff_words import DECISION_NAMES
from parentcomms.forms import Form
from parentcomms.languages import gettext


def _may_be_blank(_form: Form, field: Field) -> None:
    """As Optional, without "(optional)" behind seven questions of which one is enough."""
    if not field.raw_data:
        field.errors = []
        raise StopValidation


class QuestionsForm(Form):
    """One radio field per question is added by `with_questions`; nothing is chosen beforehand."""

    no_to_everything = BooleanField(_l("No to everything"))

    use_fields: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()  # without what the school does as its own task

    def decisions(self) -> dict[str, Decision]:
        """Use key → what was said; questions left blank are not in it."""
        if self.no_to_everything.data:
            return dict.fromkeys(self.asked, Decision.NO)
        said = {key: self[f"use-{key}"].data for key in self.use_fields}
        return {key: Decision(value) for key, value in said.items() if value}

    def questions(self) -> list[Field]:
        """The fields of the questions, in the order asked."""
        return [self[f"use-{key}"] for key in self.use_fields]

    def something_said(self) -> bool:
        """Whether there is anything to record; says so beside the first question when not."""
        if self.decisions():
            return True
        first = self.questions()[0] if self.use_fields else None
        self.refuse(gettext("Choose at least one answer"), field=first)
        return False


def _choices(use: CurrentUse, words: Mapping[Decision, LazyString]) -> list[SelectChoice]:
    """What may be said: to what the school does as its own task, only an objection."""
    if not use.asks_consent:
        return [SelectChoice(Decision.NO.value, _l("They object"))]
    return [
        SelectChoice(each.value, words[each])
        for each in Decision
        if each is not Decision.UNRECOGNISABLE or use.facts.offers_unrecognisable
    ]


Kind = TypeVar("Kind", bound=QuestionsForm)


def with_questions(
    kind: type[Kind],
    asked: Sequence[tuple[CurrentUse, str]],
    *,
    choices: Mapping[Decision, LazyString] = DECISION_NAMES,
) -> Kind:
    """The form with one question for each use (and its words)."""
    fields: dict[str, Any] = {
        f"use-{use.key}": RadioField(
            words,
            [_may_be_blank],
            choices=_choices(use, choices),
        )
        for use, words in asked
    }
    keys = tuple(use.key for use, _ in asked)
    consent = tuple(use.key for use, _ in asked if use.asks_consent)
    built = type(kind.__name__, (kind,), fields | {"use_fields": keys, "asked": consent})
    form: Kind = built()
    return form
