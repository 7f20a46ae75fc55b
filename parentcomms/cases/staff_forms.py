"""What a handler says first: what it is, and who it is about."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Optional

from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import may_be_passed_to, staff_names
from parentcomms.concerns.readiness import BrokenSecret, Missing
from parentcomms.concerns.rules import ConcernKind, may_become
from parentcomms.concerns.words import KIND_HINTS, KINDS
from parentcomms.forms import Form

MISSING: dict[Missing, LazyString] = {
    Missing.CHAIR: _l("A chair of governors who can sign in"),
    Missing.CLERK: _l("A clerk to the governors who can sign in"),
    Missing.DSL: _l("A safeguarding lead who can sign in"),
    Missing.CHILDRENS_SOCIAL_CARE: _l("The number of local children's services"),
    Missing.OUT_OF_HOURS: _l("The number of children's services at night and at weekends"),
    Missing.LADO: _l("The number of the local authority designated officer"),
}
BROKEN_SECRETS: dict[BrokenSecret, LazyString] = {
    BrokenSecret.HEAD_IS_DSL: _l(
        "The head is also a safeguarding lead: a concern about the one goes to the chair."
    ),
    BrokenSecret.HEAD_IS_CHAIR: _l(
        "The head is also the chair: a concern about the head goes to the vice-chair or the clerk."
    ),
    BrokenSecret.HEAD_IS_CLERK: _l(
        "The head is also the clerk, and reads concerns about governors."
    ),
    BrokenSecret.HEAD_IS_OFFICE: _l("The head also reads the queries of the office."),
    BrokenSecret.DSL_IS_OFFICE: _l(
        "A safeguarding lead also works in the office, and reads its queries."
    ),
    BrokenSecret.CLERK_IS_OFFICE: _l(
        "The clerk also works in the office: queries and concerns about governors have one reader."
    ),
    BrokenSecret.CLERK_IS_CHAIR: _l(
        "The clerk is also the chair: a concern about a governor goes to the chair."
    ),
    BrokenSecret.CLERK_IS_VICE_CHAIR: _l(
        "The clerk is also the vice-chair: one person reads concerns about governors and the chair."
    ),
    BrokenSecret.CHAIR_IS_VICE_CHAIR: _l(
        "The chair is also the vice-chair: a concern about the chair goes to the clerk."
    ),
    BrokenSecret.NO_VICE_CHAIR: _l(
        "There is no vice-chair: a concern about the chair goes to the clerk."
    ),
}


class ConfirmForm(Form):
    """Sent again along the table; it can only become more than it was."""

    kind = RadioField(_l("What is it?"), [DataRequired(_l("Choose what it is"))])
    at_risk = BooleanField(
        _l("A child is, or may be, at risk"),
        description=_l("It then goes to the safeguarding leads, or past whoever it is about."),
    )
    people = SelectMultipleField(
        _l("Who is it about?"),
        [Optional()],
        description=_l(
            "Staff and governors only. Tick nobody if it is about none of them. Whoever is ticked "
            "never sees it."
        ),
    )

    def offer(self, concern: Concern) -> None:
        """The choices this concern leaves open."""
        self.kind.choices = [
            SelectChoice(kind.value, KINDS[kind], render_kw={"hint": KIND_HINTS[kind]})
            for kind in ConcernKind
            if may_become(concern.kind, kind)
        ]
        hidden = {each.staff_id for each in concern.subjects}
        self.people.choices = [
            SelectChoice(str(staff_id), name)
            for staff_id, name in sorted(staff_names().items(), key=lambda row: row[1])
            if staff_id not in hidden
        ]


class PassOnForm(Form):
    """One colleague who then sees it too."""

    colleague = RadioField(_l("Who should see it too?"), [DataRequired(_l("Choose somebody"))])

    def offer(self, concern: Concern) -> None:
        """Whom the rule lets see it."""
        self.colleague.choices = [
            SelectChoice(person.reference, person.name) for person in may_be_passed_to(concern)
        ]


ButtonForm = Form
