"""The form by which the office asks for a file of links."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from parentcomms.forms import Form
from parentcomms.people.children import classes_now
from parentcomms.people.models import SchoolClass
from parentcomms.reach.rules import Whom
from parentcomms.reach.staff_words import WHOM_NAMES


class MergeFileForm(Form):
    """Whose links, of which class."""

    whom = RadioField(
        _l("Whose links?"),
        [DataRequired(_l("Choose whose links"))],
        choices=[SelectChoice(each.value, WHOM_NAMES[each]) for each in Whom],
    )
    school_class = SelectField(_l("Which class?"))

    def offer(self) -> None:
        """Fill in today's classes."""
        self.school_class.choices = [
            SelectChoice("", _l("The whole school")),
            *(SelectChoice(each.reference, each.name) for each in classes_now()),
        ]

    def chosen_class(self) -> SchoolClass | None:
        """The class chosen, or none for the whole school."""
        wanted = self.school_class.data
        return next((each for each in classes_now() if each.reference == wanted), None)
