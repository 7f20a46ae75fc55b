"""What a pack is about."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from parentcomms.forms import Form


class PackForm(Form):
    """A reference, as it stands at the end of an address."""

    reference = StringField(
        _l("Reference of the child or publication"),
        [DataRequired(_l("Write the reference")), Length(max=40)],
        description=_l("It stands at the end of the address of its page."),
        render_kw={"class": "govuk-input--width-20", "autocomplete": "off"},
    )
