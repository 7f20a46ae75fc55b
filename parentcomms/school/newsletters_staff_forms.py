"""What the school decides about newsletters and the approval of texts."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from parentcomms.forms import Form


class NewslettersForm(Form):
    """Who may read old newsletters, and how long an approval may wait."""

    archive_is_public = RadioField(
        _l("Who may read newsletters on the web?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice("no", _l("Families by their own link")),
            SelectChoice("yes", _l("Anybody, where it went to the whole school")),
        ],
        description=_l("What anybody may read needs the answers for the website as well."),
    )
    chase_approval_days = SelectField(
        _l("After how many school days is the head reminded of a text that waits?"),
        choices=[SelectChoice(days, str(days)) for days in range(1, 11)],
        coerce=int,
    )
