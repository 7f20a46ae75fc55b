"""How long things are kept, and what must not go."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from parentcomms.forms import Form
from parentcomms.retention.rules import HoldScope
from parentcomms.retention.staff_words import SCOPE_NAMES

LONGEST = 80  # years: what an inquiry may ask of a school
_SHORT = {"class": "govuk-input--width-3"}


def _years(label: object, description: object, *, least: int = 0) -> IntegerField:
    problem = _l("Write a number of years from %(least)d to %(most)d", least=least, most=LONGEST)
    return IntegerField(
        label,
        [InputRequired(problem), NumberRange(least, LONGEST, problem)],
        description=description,
        render_kw=_SHORT,
    )


class PeriodsForm(Form):
    """One field a setting, named as in school/details.py."""

    answers_kept_years = _years(
        _l("Answers about pictures, and details of families: years after the child left"),
        _l("Longer while a picture can be seen. IRMS suggests consent lasts while on roll."),
        least=1,
    )
    pictures_kept_years = _years(
        _l("Record of a picture, and of a breach: years after it came down"),
        _l("Six years is the time in which a claim can be made."),
    )
    sent_kept_years = _years(
        _l("What was sent and acknowledged: years after its school year"), "", least=1
    )
    mails_kept_years = _years(
        _l("What e-mails said: years after their school year"),
        _l("With 0 they go in September. Which text it was, and who got it, stays."),
    )
    checks_kept_years = _years(
        _l("Checks that led to no publication: years after their school year"),
        _l("With 0 they go in September."),
    )
    lists_kept_years = _years(
        _l("What printed lists and exports said: years after their school year"), ""
    )
    imports_kept_years = _years(_l("Names in the record of an import: years after"), "", least=1)
    import_files_kept_days = IntegerField(
        _l("Files that were imported: days"),
        [
            InputRequired(_l("Write a number of days from 1 to 365")),
            NumberRange(1, 365, _l("Write a number of days from 1 to 365")),
        ],
        render_kw=_SHORT,
    )


class HoldForm(Form):
    """What must not be removed, and why."""

    scope = RadioField(
        _l("What must not be removed?"),
        [DataRequired(_l("Choose one"))],
        choices=[SelectChoice(each.value, SCOPE_NAMES[each]) for each in HoldScope],
    )
    reference = StringField(
        _l("Its reference"),
        [Length(max=40)],
        description=_l("At the end of the address of its page. Not needed for everything."),
        render_kw={"class": "govuk-input--width-20", "autocomplete": "off"},
    )
    reason = TextAreaField(
        _l("Why"),
        [DataRequired(_l("Write why")), Length(max=500)],
        description=_l("For example: a claim, an investigation, an inquiry. Name no child."),
        render_kw={"rows": 3},
    )
