"""Forms of cover and of the routing table."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from parentcomms.accounts.queries import staff_with_permission
from parentcomms.concerns.queries import READS_CONCERNS
from parentcomms.concerns.rules import Recipient
from parentcomms.concerns.words import POSTS
from parentcomms.forms import DateField, Form

COVERED = [each for each in Recipient if each is not Recipient.LINE_MANAGER]


class CoverForm(Form):
    post = SelectField(
        _l("Who is away?"), choices=[SelectChoice(each.value, POSTS[each]) for each in COVERED]
    )
    colleague = SelectField(_l("Who stands in?"), [DataRequired(_l("Choose somebody"))])
    first = DateField(_l("First day"), [DataRequired(_l("Write the first day"))])
    last = DateField(_l("Last day"), [DataRequired(_l("Write the last day"))])

    def offer(self) -> None:
        """Those who may open concerns; nobody else could read them."""
        self.colleague.choices = [
            SelectChoice(each.reference, each.name)
            for each in staff_with_permission(READS_CONCERNS)
        ]


class RoutingForm(Form):
    staff_to_the_head = BooleanField(
        _l("Concerns about staff go to the head, never to a line manager")
    )
    risks_to_leads_only = BooleanField(
        _l("A risk goes to the safeguarding leads only; their deputies read it after one hour")
    )
    questions_past_the_office = BooleanField(_l("Questions go to the head, not to the office"))
