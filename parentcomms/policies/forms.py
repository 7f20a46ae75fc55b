"""The acknowledgement: three honest choices, and room for words."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from parentcomms.forms import Form
from parentcomms.policies.models import AcknowledgementChoice


class RequestsForm(Form):
    """Nothing is chosen beforehand, and any of the three is a fair answer."""

    choice = RadioField(
        _l("Please tell us"),
        [DataRequired(_l("Choose one of the three"))],
        choices=[
            SelectChoice(AcknowledgementChoice.READ.value, _l("I have read this")),
            SelectChoice(
                AcknowledgementChoice.READ_WITH_QUESTION.value,
                _l("I have read this and have a question"),
            ),
            SelectChoice(
                AcknowledgementChoice.DISAGREE.value, _l("I do not agree with part of it")
            ),
        ],
    )
    words = TextAreaField(
        _l("Your question, or what you do not agree with"),
        [Optional(), Length(max=5000, message=_l("Please keep it under 5,000 characters"))],
        description=_l("If you write something here, the school office gets it and answers you."),
    )
