"""Forms about who answers for a child, and what a child says themselves."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import EmailField, SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from parentcomms.clock import today
from parentcomms.consent.questions_staff_forms import QuestionsForm
from parentcomms.consent.rules import AnswerRoute
from parentcomms.consent.staff_words import CARE_NAMES
from parentcomms.forms import DateField, Form
from parentcomms.languages import gettext
from parentcomms.people.rules import Care, RelationshipKind

_NARROW = {"class": "govuk-input--width-20", "autocomplete": "off"}


def _an_address(_form: Form, field: Field) -> None:
    before, _, after = field.data.partition("@")
    if not before or "." not in after or " " in field.data:
        raise ValidationError(gettext("Write the e-mail address in full, like name@example.com"))


def _not_in_the_future(_form: Form, field: Field) -> None:
    if field.data and field.data > today():
        raise ValidationError(gettext("This day has not come yet"))


class PupilAnswersForm(QuestionsForm):
    """What the child said, and the adult who was with them."""

    adult = StringField(
        _l("Which adult was with the child?"),
        [DataRequired(_l("Write who was with the child")), Length(max=100)],
        render_kw=_NARROW,
    )


class PupilPageForm(Form):
    """A page of the pupil's own."""

    email = EmailField(
        _l("The pupil's school e-mail address"),
        [Optional(), Length(max=200), _an_address],
        description=_l("Leave it empty to show a code to copy on to paper instead."),
        render_kw=_NARROW,
    )


class AuthorityAnswersForm(QuestionsForm):
    """What the authority or the agency said: who said it, when and how it reached the school."""

    kind = RadioField(
        _l("Who answers?"),
        [DataRequired(_l("Choose who answers"))],
        choices=[
            SelectChoice(RelationshipKind.AUTHORITY.value, _l("The local authority")),
            SelectChoice(RelationshipKind.ADOPTION_AGENCY.value, _l("The adoption agency")),
        ],
        coerce=RelationshipKind,
    )
    authority = StringField(
        _l("Name of the authority or agency"),
        [DataRequired(_l("Write the name of the authority or agency")), Length(max=100)],
        render_kw=_NARROW,
    )
    name = StringField(
        _l("Who said so for them?"),
        [DataRequired(_l("Write who said so")), Length(max=100)],
        description=_l("Such as the social worker, by name."),
        render_kw=_NARROW,
    )
    route = RadioField(
        _l("How did the answer come?"),
        [DataRequired(_l("Choose how the answer came"))],
        choices=[
            SelectChoice(
                AnswerRoute.PAPER.value, _l("In writing: a letter, form or e-mail on file")
            ),
            SelectChoice(AnswerRoute.PHONE.value, _l("By phone")),
            SelectChoice(AnswerRoute.IN_PERSON.value, _l("In a meeting")),
        ],
        coerce=AnswerRoute,
    )
    day = DateField(_l("On which day?"), [DataRequired(_l("Write the day")), _not_in_the_future])


class CareForm(Form):
    """Who looks after a child in law, who told the school, and when."""

    care = RadioField(
        _l("Who looks after this child in law?"),
        [DataRequired(_l("Choose one"))],
        choices=[SelectChoice(care.value, words) for care, words in CARE_NAMES.items()],
        coerce=Care,
    )
    said_by = StringField(
        _l("Who told you?"),
        [DataRequired(_l("Write who told you")), Length(max=100)],
        description=_l("Such as the social worker, by name, or the order you saw."),
        render_kw=_NARROW,
    )
    said_on = DateField(
        _l("On which day?"), [DataRequired(_l("Write the day")), _not_in_the_future]
    )


class DelegationForm(Form):
    """Which uses the care plan lets a foster carer answer for."""

    uses = SelectMultipleField(
        _l("Which questions does the plan let the carer answer?"),
        [DataRequired(_l("Tick at least one question"))],
    )
    seen_on = DateField(
        _l("When did you see the plan?"), [DataRequired(_l("Write the day")), _not_in_the_future]
    )


class WhyForm(Form):
    """A decision of head or DSL, and why."""

    reason = TextAreaField(
        _l("Why?"),
        [DataRequired(_l("Write why")), Length(max=1000)],
        description=_l("Only the head and the designated safeguarding lead can read this."),
        render_kw={"rows": 3},
    )


class CorrectionForm(Form):
    """What was wrong with an answer the school wrote down."""

    what = RadioField(_l("What was wrong?"), [DataRequired(_l("Choose what was wrong"))])
    reason = TextAreaField(
        _l("How do you know?"),
        [DataRequired(_l("Write how you know")), Length(max=1000)],
        description=_l("The person is told to look at their answers. They do not see this."),
        render_kw={"rows": 3},
    )
