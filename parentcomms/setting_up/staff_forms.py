"""Which class the school begins with."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from parentcomms.forms import Form
from parentcomms.people.models import SchoolClass


class PilotForm(Form):
    """Which class the school begins with."""

    school_class = RadioField(
        _l("Which class gets letters first?"),
        [DataRequired(_l("Choose a class"))],
        description=_l("One whose teacher will tell you what families say."),
    )

    def offer(self, classes: Sequence[SchoolClass]) -> None:
        """The classes there are."""
        self.school_class.choices = [SelectChoice(each.reference, each.name) for each in classes]
