"""The form of the export."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from parentcomms.forms import DateField, Form


class ExportForm(Form):
    first = DateField(_l("Received from"), [DataRequired(_l("Write the first day"))])
    last = DateField(_l("Received until"), [DataRequired(_l("Write the last day"))])
    kind = RadioField(
        _l("What kind of file?"),
        [DataRequired(_l("Choose the kind of file"))],
        choices=[
            SelectChoice("xlsx", _l("A workbook (XLSX)")),
            SelectChoice("csv", _l("Comma-separated (CSV)")),
        ],
    )
