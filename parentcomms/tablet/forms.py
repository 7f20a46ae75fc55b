"""The form on the locked page, which staff fill in."""

from flask_babel import lazy_gettext as _l

from parentcomms.accounts.forms import code_field
from parentcomms.forms import Form


class TabletCodeForm(Form):
    """The code from the screen of whoever opened the page."""

    code = code_field(_l("Code"))
