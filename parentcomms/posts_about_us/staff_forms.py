"""The form of one question of the checklist."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from parentcomms.forms import DateField, Form
from parentcomms.posts_about_us.staff_words import ANSWERS


class DecisionForm(Form):
    answer = RadioField(
        _l("What was decided?"),
        [DataRequired(_l("Choose what was decided"))],
        choices=[SelectChoice(each.value, words) for each, words in ANSWERS.items()],
    )
    on = DateField(_l("On which day?"), [DataRequired(_l("Write the day"))])
    number = StringField(
        _l("Reference"),
        [Optional(), Length(max=100)],
        description=_l("A crime number, a ticket of the council, a minute of the governors"),
    )
    why = TextAreaField(_l("Why?"), [Optional(), Length(max=2000)], render_kw={"rows": 3})
