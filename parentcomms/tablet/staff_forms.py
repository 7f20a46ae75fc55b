"""The forms by which staff open a page for an adult on a tablet."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from parentcomms.forms import Form

HERE, BY_CODE = "here", "code"


class OpenOnTabletForm(Form):
    """Who it is was seen by somebody; nothing else proves it."""

    known = BooleanField(
        _l("I know this person, or have seen who they are"),
        [DataRequired(_l("Tick that you know who it is"))],
    )
    where = RadioField(
        _l("Where will they answer?"),
        [DataRequired(_l("Choose where"))],
        choices=[
            SelectChoice(BY_CODE, _l("On another tablet, with a code I type there")),
            SelectChoice(HERE, _l("On this one: I am signed out here, and hand it over")),
        ],
    )
