"""Forms of lists, exports and going live."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from parentcomms.forms import Form
from parentcomms.lists.sheets import PDF, XLSX


class PrintForm(Form):
    """On paper or as a workbook."""

    kind = RadioField(
        _l("How do you want it?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(PDF, _l("To print (PDF)")),
            SelectChoice(XLSX, _l("As a workbook (Excel)")),
        ],
    )


class ExportForm(Form):
    """Everybody, or only what changed since the last export."""

    what = RadioField(
        _l("What do you want to take over?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice("all", _l("The answers of every child on roll")),
            SelectChoice("changes", _l("Only what has changed since the last export")),
        ],
    )
