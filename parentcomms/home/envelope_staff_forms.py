"""Whether an adult's letters come in an envelope of their own."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from parentcomms.forms import Form


class EnvelopeForm(Form):
    """Whether an adult's letters come in an envelope of their own."""

    own = RadioField(
        _l("How do letters on paper go to this adult?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice("no", _l("With another adult who lives with the child at the address")),
            SelectChoice(
                "yes",
                _l("In an envelope of their own"),
                render_kw={"hint": _l("They asked for it. It holds for all their children.")},
            ),
        ],
    )
