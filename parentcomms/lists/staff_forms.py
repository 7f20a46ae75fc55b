"""Forms of lists, exports and going live."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from parentcomms.forms import Form
from parentcomms.lists.old_list import EVERY_USE
from parentcomms.lists.sheets import PDF, XLSX


class PrintForm(Form):
    """On paper or as a workbook."""

    kind = RadioField(
        _l("How do you want it?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(PDF, _l("To print (PDF)")),
            SelectChoice(XLSX, _l("As a workbook (Excel)")),
        ],
    )


class ExportForm(Form):
    """Everybody, or only what changed since the last export."""

    what = RadioField(
        _l("What do you want to take over?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice("all", _l("The answers of every child on roll")),
            SelectChoice("changes", _l("Only what has changed since the last export")),
        ],
    )


class OldListForm(Form):
    """Which file."""

    file = FileField(
        _l("The school's old list"),
        [FileRequired(_l("Choose a file"))],
        description=_l("A CSV file or an Excel workbook, up to 20 MB."),
    )


class MeaningsForm(Form):
    """What each column of the old list means; one select field per column is added below."""

    only_ticks = BooleanField(
        _l("This list knew ticks only: a no in it may mean that nobody was asked"),
        description=_l("Its no is then left out. Nobody's silence is made a yes or a no."),
    )
    column_fields: tuple[tuple[str, str], ...] = ()  # (field, column)

    def meanings(self) -> dict[str, str]:
        """Column → use, or nothing."""
        return {column: self[name].data or "" for name, column in self.column_fields}


def meanings_form(
    meanings: Mapping[str, str], names: Mapping[str, str], *, only_ticks: bool
) -> MeaningsForm:
    """The form for this file's columns, filled in with what is thought of them."""
    choices = [
        SelectChoice("", _l("Not read")),
        *(SelectChoice(key, name) for key, name in names.items()),
        SelectChoice(EVERY_USE, _l("Every question")),
    ]
    named = tuple((f"column_{number}", column) for number, column in enumerate(meanings))
    fields = {name: SelectField(column, choices=choices) for name, column in named}
    made = type("MeaningsOfThisFile", (MeaningsForm,), {**fields, "column_fields": named})
    filled: MeaningsForm = made(
        data={name: meanings[column] for name, column in named} | {"only_ticks": only_ticks}
    )
    return filled
