"""The boxes of one printed sheet, as the office enters them."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from parentcomms.forms import Form
from parentcomms.paper.rules import Row, Ticked
from parentcomms.paper.staff_words import TICK_NAMES

NOTHING = ""


class SheetForm(Form):
    """One radio field per row is added below; "nothing ticked" is what each begins with."""

    row_keys: tuple[str, ...] = ()

    def ticks(self) -> dict[str, Ticked]:
        """Use key → what is ticked; rows with nothing ticked are not in it."""
        said = {key: self[f"row-{key}"].data for key in self.row_keys}
        return {key: Ticked(value) for key, value in said.items() if value}


def sheet_form(rows: Sequence[Row]) -> SheetForm:
    """The form of one sheet, row by row."""
    fields: dict[str, Any] = {f"row-{row.key}": _row_field(row) for row in rows}
    keys = tuple(row.key for row in rows)
    form: SheetForm = type("Boxes", (SheetForm,), fields | {"row_keys": keys})()
    return form


def _row_field(row: Row) -> RadioField:
    offered = [
        each for each in Ticked if each is not Ticked.UNRECOGNISABLE or row.offers_unrecognisable
    ]
    return RadioField(
        row.key,
        [Optional()],
        choices=[
            *(SelectChoice(each.value, TICK_NAMES[each]) for each in offered),
            SelectChoice(NOTHING, _l("Nothing ticked")),
        ],
        default=NOTHING,
    )


class ScansForm(Form):
    """Files from the scanner, any number at once."""

    files = MultipleFileField(
        _l("Files from the scanner"),
        [DataRequired(_l("Choose at least one file"))],
        description=_l("PDF, TIFF, JPEG or PNG; any number of forms in a file, in any order."),
    )


class CodeForm(Form):
    """The code of one page, typed by somebody who can read it."""

    code = StringField(_l("Code"), [DataRequired(_l("Type the code")), Length(max=40)])
