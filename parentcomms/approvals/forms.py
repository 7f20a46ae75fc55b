"""The form by which the head lets somebody else approve for a time."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from parentcomms.approvals.rules import ApprovalKind
from parentcomms.forms import DateField, Form

KIND_WORDS = {
    ApprovalKind.LETTER: _l("Letters"),
    ApprovalKind.CONSENT_REQUEST: _l("Consent requests"),
    ApprovalKind.NEWSLETTER: _l("Newsletters"),
    ApprovalKind.INSERT: _l("Newsletter inserts"),
    ApprovalKind.NOTICE: _l("The website notice"),
    ApprovalKind.ABOUT_A_POST: _l("Requests about a post, to one adult"),
    ApprovalKind.POST: _l("Posts on the school's accounts"),
    ApprovalKind.CHANNEL: _l("Accounts and places to post in"),
}


class DelegationForm(Form):
    """Who, what, and until when."""

    to = RadioField(_l("Who may approve?"), [DataRequired(_l("Choose somebody"))], coerce=str)
    scope = SelectMultipleField(
        _l("What may they approve?"),
        [DataRequired(_l("Choose at least one"))],
        choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()],
        description=_l("Never what they, or you, wrote a part of."),
    )
    starts_on = DateField(_l("First day"), [DataRequired(_l("Write the first day"))])
    ends_on = DateField(_l("Last day"), [DataRequired(_l("Write the last day"))])

    def validate_ends_on(self, field: DateField) -> None:
        first: date | None = self.starts_on.data
        if first and field.data and field.data < first:
            raise ValidationError(str(_l("The last day comes before the first")))
