"""The form by which staff record what an adult said on paper, by phone or in person."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, StringField, TelField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from parentcomms.consent.queries import CurrentUse
from parentcomms.consent.questions_staff_forms import QuestionsForm, with_questions
from parentcomms.consent.rules import AnswerRoute, Decision
from parentcomms.consent.staff_words import ROUTE_NAMES
from parentcomms.languages import gettext

_NARROW = {"class": "govuk-input--width-20", "spellcheck": False, "autocomplete": "off"}


class RecordAnswersForm(QuestionsForm):
    """How the answer came, and what it was."""

    route = RadioField(
        _l("How did the answer come?"),
        [DataRequired(_l("Choose how the answer came"))],
        choices=[
            SelectChoice(route.value, ROUTE_NAMES[route])
            for route in (AnswerRoute.PAPER, AnswerRoute.PHONE, AnswerRoute.IN_PERSON)
        ],
        coerce=AnswerRoute,
    )
    code = StringField(
        _l("Code printed on the form"),
        [Optional(), Length(max=40)],
        description=_l("Like 7K3M9-Q0VXA. A no on a form that has lost its code still counts."),
        render_kw=_NARROW,
    )
    caller = StringField(_l("Who rang?"), [Optional(), Length(max=100)], render_kw=_NARROW)
    number = TelField(
        _l("Number you rang back"),
        [Optional(), Length(max=40)],
        description=_l("A number already on the school's record."),
        render_kw=_NARROW,
    )
    visitor = StringField(_l("Who came in?"), [Optional(), Length(max=100)], render_kw=_NARROW)

    def evidence(self) -> dict[str, Any]:
        """What is kept beside the answer, by the way it came."""
        kept = {
            AnswerRoute.PAPER: {"form_code": self.code.data},
            AnswerRoute.PHONE: {"caller": self.caller.data, "number": self.number.data},
            AnswerRoute.IN_PERSON: {"caller": self.visitor.data},
        }[self.route.data]
        return {name: value for name, value in kept.items() if value}

    def complete(self, *, their_form: bool) -> bool:
        """Whether enough is known to record it. A no is always taken; a yes needs its proof."""
        if not self.something_said():
            return False
        if all(decision is Decision.NO for decision in self.decisions().values()):
            return True
        wanting = {
            AnswerRoute.PAPER: [] if their_form else [self.code],
            AnswerRoute.PHONE: [each for each in (self.caller, self.number) if not each.data],
            AnswerRoute.IN_PERSON: [] if self.visitor.data else [self.visitor],
        }[self.route.data]
        for field in wanting:
            self.refuse(_needed(field), field=field)
        return not wanting


def _needed(field: Field) -> str:
    return {
        "code": gettext("A yes on paper needs the code printed on this adult's own form"),
        "caller": gettext("Write who rang: a yes by phone needs it"),
        "number": gettext("Write the number you rang back: a yes by phone needs it"),
        "visitor": gettext("Write who came in: a yes in person needs it"),
    }[field.short_name]


def record_answers_form(uses: Sequence[tuple[CurrentUse, str]]) -> RecordAnswersForm:
    """The form with one question for each use (and its name); nothing is chosen beforehand."""
    return with_questions(RecordAnswersForm, uses)
