"""Forms of the inserts room."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, URLField
from wtforms.fields import SelectChoice
from wtforms.validators import URL, DataRequired, Length

from parentcomms.forms import Form

STILL_THERE, NOT_THERE = "still_there", "not_there"


class PlanForm(Form):
    """An insert for a half-term."""

    half_term = SelectField(_l("Which half-term?"), [DataRequired(_l("Choose one"))])
    insert = RadioField(_l("Which insert?"), [DataRequired(_l("Choose one"))])


class NoticeForm(Form):
    """What was seen on the school's website."""

    seen = RadioField(
        _l("Is the notice on the school's website?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(STILL_THERE, _l("Yes, it is there, or a link to it")),
            SelectChoice(NOT_THERE, _l("No")),
        ],
    )
    address = URLField(
        _l("At which address did you look?"),
        [
            DataRequired(_l("Paste the address of the page")),
            URL(message=_l("Paste the whole address, beginning with https://")),
            Length(max=500),
        ],
    )
