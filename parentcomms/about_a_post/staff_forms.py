"""The form that begins a request about a post."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from parentcomms.forms import Form

PICTURE, COMMENT = "about_a_picture", "about_a_comment"


class BeginForm(Form):
    """Whom it asks, and about which post."""

    adult = RadioField(_l("Who is asked?"), [DataRequired(_l("Choose one adult"))])
    about = RadioField(
        _l("What is it about?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(PICTURE, _l("A picture with other children in it")),
            SelectChoice(COMMENT, _l("A comment about somebody of the school")),
        ],
    )
    place = StringField(
        _l("Where is the post?"),
        [DataRequired(_l("Say where the post is")), Length(max=200)],
        description=_l("Such as: in the Year 4 group, last Tuesday. No name of a child."),
    )
    case = HiddenField()
