"""The form on the locked page, which staff fill in."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from parentcomms.accounts.forms import tidied
from parentcomms.forms import Form


class TabletCodeForm(Form):
    """The code from the screen of whoever opened the page."""

    code = StringField(
        _l("Code"),
        [DataRequired(_l("Write the code")), Length(max=40, message=_l("A code is shorter"))],
        description=_l("Like 7K3M9-Q0VXA."),
        render_kw={
            "class": "govuk-input--width-10", "spellcheck": False, "autocomplete": "off",
        },
        filters=[tidied],
    )  # fmt: skip
