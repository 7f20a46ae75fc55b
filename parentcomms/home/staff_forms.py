"""Forms of one child's record."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from parentcomms.forms import Form
from parentcomms.people.rules import HoldKind
from parentcomms.people.staff_words import HOLD_NAMES


class HoldForm(Form):
    """Why an adult is put on hold."""

    kind = RadioField(
        _l("What is it about?"),
        [DataRequired(_l("Choose one"))],
        choices=[SelectChoice(kind.value, HOLD_NAMES[kind]) for kind in HoldKind],
        coerce=HoldKind,
    )
    reason = TextAreaField(
        _l("Why?"),
        [DataRequired(_l("Write why")), Length(max=1000)],
        description=_l("Only the head and the designated safeguarding lead can read this."),
        render_kw={"rows": 3},
    )


class ConfirmForm(Form):
    """Which adults have parental responsibility, as the office has seen."""

    adults = SelectMultipleField(
        _l("Who has parental responsibility?"), [DataRequired(_l("Tick at least one adult"))]
    )
