"""What the school decides about reminding those who have not answered."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from parentcomms.forms import Form


class RemindersForm(Form):
    """How far apart reminders are, and how many there may be."""

    reminder_gap_days = SelectField(
        _l("How many days lie between two reminders?"),
        choices=[SelectChoice(days, str(days)) for days in (5, 7, 10, 14, 21, 28)],
        coerce=int,
        description=_l("They go on school days only, and not within three days of one by hand."),
    )
    reminders_at_most = SelectField(
        _l("How many reminders may an adult get about one request?"),
        choices=[SelectChoice(number, str(number)) for number in range(5)],
        coerce=int,
        description=_l("Only those who have not answered and are still needed. 0: none."),
    )
