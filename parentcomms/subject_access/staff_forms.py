"""Whom a request is about, and what is decided about a sealed item."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from parentcomms.forms import Form
from parentcomms.subject_access.models import Verdict


class BeginForm(Form):
    """A reference, as it stands at the end of the address of a child's or an adult's page."""

    reference = StringField(
        _l("Reference of the child or adult"),
        [DataRequired(_l("Write the reference")), Length(max=40)],
        description=_l("It stands at the end of the address of their page."),
        render_kw={"class": "govuk-input--width-20", "autocomplete": "off"},
    )


class DecideForm(Form):
    """Release or withhold, and why."""

    verdict = RadioField(
        _l("What do you decide?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(Verdict.RELEASED.value, _l("Release it")),
            SelectChoice(Verdict.WITHHELD.value, _l("Withhold it")),
        ],
    )
    reason = TextAreaField(
        _l("Why"),
        [DataRequired(_l("Write why")), Length(max=500)],
        description=_l("A reason for withholding stands in the draft. Name nobody else."),
        render_kw={"rows": 3},
    )
