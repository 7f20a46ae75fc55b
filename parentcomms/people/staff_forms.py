"""Forms by which the office brings files in and signs adults off."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from parentcomms.forms import Form
from parentcomms.people.rules import Care, ContactDecision


class ImportForm(Form):
    """Which file."""

    file = FileField(
        _l("File with children and their parents"),
        [FileRequired(_l("Choose a file"))],
        description=_l(
            "As your management system exports it, up to 20 MB: a transfer file (CTF), a list as "
            "CSV or Excel workbook, or a zip with OneRoster or School Data Sync."
        ),
    )


class ApplyForm(Form):
    """Agree to what the file would do."""

    set_aside = BooleanField(_l("Leave out the rows that could not be read, and load the rest"))
    whole_roll = BooleanField(
        _l("This file is the whole roll: children it does not name have left"),
        description=_l("Leave this empty unless you are sure. Their records are kept."),
    )


class DatesForm(Form):
    """Which way round are this file’s dates?"""

    order = RadioField(
        _l("How does this file write dates?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice("day", _l("The day first, as usual in Britain")),
            SelectChoice("month", _l("The month first")),
        ],
    )


class DecisionForm(Form):
    """May the school write to this adult about this child?"""

    decision = RadioField(
        _l("May the school write to this adult about this child?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(ContactDecision.WRITE, _l("Yes, write to them")),
            SelectChoice(ContactDecision.POST_ONLY, _l("Only on paper, by post")),
            SelectChoice(
                ContactDecision.DO_NOT_CONTACT,
                _l("Do not contact"),
                render_kw={"hint": _l("Only the head or the DSL can set or change this")},
            ),
        ],
    )


class FamilyDecisionForm(DecisionForm):
    """The same, where other rows of the family wait as well."""

    same_for = SelectMultipleField(
        _l("The same for"),
        description=_l("They wait too, and there is nothing else to look at. Tick who is meant."),
    )


class TogetherForm(Form):
    """The same about several adults of whom the file says as little."""

    adults = SelectMultipleField(_l("Who is meant?"), validate_choice=False)
    shown = HiddenField()
    decision = RadioField(
        _l("May the school write to them?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(ContactDecision.WRITE, _l("Yes, write to them")),
            SelectChoice(ContactDecision.POST_ONLY, _l("Only on paper, by post")),
        ],
    )

    def meant(self, *, everybody: bool) -> set[str]:
        """References of those ticked, or of everybody who was on the page."""
        shown = set((self.shown.data or "").split())
        return shown if everybody else shown & set(self.adults.data or ())


class BulkForm(Form):
    """Sign off everybody about whom nothing is flagged, up to the newest one shown."""

    newest = HiddenField(validators=[DataRequired()])


class CareForm(Form):
    """What the DSL says where a file mixed two things up."""

    care = RadioField(
        _l("Who looks after this child in law?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(Care.NONE, _l("Parents, adopters or special guardians: not in care")),
            SelectChoice(Care.CARE_ORDER, _l("The local authority, under a care order")),
            SelectChoice(Care.ACCOMMODATED, _l("Accommodated under section 20")),
            SelectChoice(Care.PLACED_FOR_ADOPTION, _l("Placed for adoption")),
            SelectChoice(Care.NOT_KNOWN, _l("I do not know yet")),
        ],
    )
