"""Forms by which head and DSL switch a child's pictures off, or set a no aside."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from parentcomms.consent.kinds import NeverScope
from parentcomms.consent.staff_words import SCOPE_NAMES
from parentcomms.forms import Form


class NeverForm(Form):
    """How far, and why."""

    scope = RadioField(
        _l("What must never happen?"),
        [DataRequired(_l("Choose one"))],
        choices=[SelectChoice(scope.value, SCOPE_NAMES[scope]) for scope in NeverScope],
        coerce=NeverScope,
        default=NeverScope.OUTSIDE_SCHOOL,
    )
    reason = TextAreaField(
        _l("Why?"),
        [DataRequired(_l("Write why")), Length(max=2000)],
        description=_l("Only the head and the designated safeguarding lead can read this."),
        render_kw={"rows": 4},
    )


class SetAsideForm(Form):
    """Why a no is set aside."""

    reason = TextAreaField(
        _l("Why is this answer set aside?"),
        [DataRequired(_l("Write why")), Length(max=1000)],
        description=_l("The answer itself stays in the record as it was given."),
        render_kw={"rows": 3},
    )
