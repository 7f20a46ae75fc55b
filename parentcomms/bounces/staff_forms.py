"""The form by which the office brings in reports of failed delivery."""

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField
from wtforms.validators import DataRequired

from parentcomms.forms import Form


class ReportForm(Form):
    """E-mails that came back, saved as files."""

    reports = MultipleFileField(
        _l("E-mails that came back (.eml)"),
        [DataRequired(_l("Choose at least one file"))],
        description=_l("Save each from your mail program as a file ending in .eml."),
        render_kw={"accept": ".eml,message/rfc822"},
    )
