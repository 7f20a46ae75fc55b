"""What a GOV.UK macro needs to draw a WTForms field: a small layer, and the only one.

Templates call `field(form.name)` (templates/components/forms.html), which asks `component()` here.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from markupsafe import Markup, escape
from wtforms import Field, FileField, Form, MultipleFileField
from wtforms.validators import Length

from parentcomms.counter import counter
from parentcomms.languages import gettext

DATE_PARTS = ("day", "month", "year")

# the WTForms class (or its nearest ancestor here) decides which component draws the field
KINDS = {
    "HiddenField": "hidden",
    "CSRFTokenField": "hidden",
    "PasswordField": "password",
    "EmailField": "email",
    "TelField": "tel",
    "IntegerField": "number",
    "DecimalField": "number",
    "SearchField": "search",
    "URLField": "url",
    "TextAreaField": "textarea",
    "RadioField": "radios",
    "SelectMultipleField": "checkboxes",
    "BooleanField": "tick",
    "SelectField": "select",
    "FileField": "file",
    "MultipleFileField": "file",
    "DateField": "date",
    "StringField": "text",
}
AUTOCOMPLETE = {"email": "email", "tel": "tel", "password": "current-password"}
OWN_PARAMETERS = ("class", "autocomplete", "inputmode", "spellcheck", "rows", "prefix", "suffix")


def kind(field: Field) -> str:
    """Which component draws this field."""
    for ancestor in type(field).__mro__:
        if ancestor.__name__ in KINDS:
            return KINDS[ancestor.__name__]
    raise TypeError(f"no component draws a {type(field).__name__}")


def component(
    field: Field,
    *,
    heading: bool = False,
    conditional: Mapping[str, Any] | None = None,
    size: str = "",
) -> dict[str, Any]:
    """The parameters of the macro that draws this field."""
    what = kind(field)
    params = _shared(field)
    params |= _label(field, what=what, heading=heading, size=size or ("l" if heading else "s"))
    extra = {
        "radios": _options,
        "checkboxes": _options,
        "select": _select,
        "tick": _tick,
        "date": _date,
        "textarea": _textarea,
        "file": _file,
    }.get(what, _input)
    return params | extra(field, conditional or {})


def _shared(field: Field) -> dict[str, Any]:
    given = {k: v for k, v in (field.render_kw or {}).items() if k not in OWN_PARAMETERS}
    params: dict[str, Any] = {"id": field.id, "name": field.name, "attributes": given}
    if field.description:
        params["hint"] = {"text": field.description}
    if field.errors:
        # an error belongs to one field, and the first one is the one to mend
        params["errorMessage"] = {
            "text": field.errors[0],
            "visuallyHiddenText": gettext("Error"),
        }
    return params


def _label(field: Field, *, what: str, heading: bool, size: str) -> dict[str, Any]:
    text = field.label.text
    if field.flags.optional and what != "tick":
        text = gettext("%(label)s (optional)", label=text)
    words = {"text": text, "isPageHeading": heading}
    if what in {"radios", "checkboxes", "date"}:
        legend = {**words, "classes": f"govuk-fieldset__legend--{size}"}
        return {"fieldset": {"legend": legend}, "idPrefix": field.id}
    return {"label": {**words, "classes": f"govuk-label--{size}"}}


def _given(field: Field, name: str, default: Any = None) -> Any:
    return (field.render_kw or {}).get(name, default)


def _input(field: Field, _conditional: Mapping[str, Any]) -> dict[str, Any]:
    what = kind(field)
    numeric = what == "number"
    return {
        "type": "text" if numeric else what,
        "inputmode": _given(field, "inputmode", "numeric" if numeric else None),
        # a password is typed again, never sent back
        "value": "" if what == "password" else field._value(),
        "classes": _given(field, "class"),
        "autocomplete": _given(field, "autocomplete", AUTOCOMPLETE.get(what)),
        "spellcheck": _given(field, "spellcheck", False if what in {"email", "url"} else None),
        "prefix": _affix(field, "prefix"),
        "suffix": _affix(field, "suffix"),
    }


def _affix(field: Field, name: str) -> dict[str, str] | None:
    text = _given(field, name)
    return {"text": text} if text else None


def _options(field: Field, conditional: Mapping[str, Any]) -> dict[str, Any]:
    items = []
    for choice in field.iter_choices():
        item = {"value": choice.value, "text": choice.label, "checked": choice.selected}
        hint = (choice.render_kw or {}).get("hint")
        if hint:
            item["hint"] = {"text": hint}
        if choice.value in conditional:
            item["conditional"] = {"html": conditional[choice.value]}
        items.append(item)
    return {"items": items, "classes": _given(field, "class")}


def _select(field: Field, _conditional: Mapping[str, Any]) -> dict[str, Any]:
    items = [
        {"value": choice.value, "text": choice.label, "selected": choice.selected}
        for choice in field.iter_choices()
    ]
    return {"items": items, "classes": _given(field, "class")}


def _tick(field: Field, conditional: Mapping[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = {"value": "y", "text": field.label.text, "checked": bool(field.data)}
    if field.description:
        item["hint"] = {"text": field.description}
    if "y" in conditional:
        item["conditional"] = {"html": conditional["y"]}
    return {"items": [item], "idPrefix": field.id, "hint": None, "label": None}


def _date(field: Field, _conditional: Mapping[str, Any]) -> dict[str, Any]:
    labels = {"day": gettext("Day"), "month": gettext("Month"), "year": gettext("Year")}
    values = field.parts()
    bad = field.bad_parts if field.process_errors else DATE_PARTS
    birthday = _given(field, "autocomplete") == "bday"
    items = []
    for part in DATE_PARTS:
        classes = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
        if field.errors and part in bad:
            classes += " govuk-input--error"
        item = {"name": part, "label": labels[part], "classes": classes, "value": values.get(part)}
        if birthday:
            item["autocomplete"] = f"bday-{part}"
        items.append(item)
    return {"items": items, "namePrefix": field.name}


def _textarea(field: Field, _conditional: Mapping[str, Any]) -> dict[str, Any]:
    limit = next((v.max for v in field.validators if isinstance(v, Length) and v.max > 0), None)
    # written as a character reference, or the macros would indent each line that was typed
    safe = str(escape(field._value())).replace("\r\n", "\n").replace("\n", "&#10;")
    params = {
        "value": Markup(safe),  # noqa: S704 (escaped above)
        "rows": _given(field, "rows", 6),
        "classes": _given(field, "class"),
    }
    return params | counter(limit) if limit else params


def _file(field: Field, _conditional: Mapping[str, Any]) -> dict[str, Any]:
    return {"multiple": isinstance(field, MultipleFileField), "classes": _given(field, "class")}


def error_list(form: Form) -> list[dict[str, Any]]:
    """The error summary: each message once, linked to the box to mend."""
    found = [{"text": message} for message in form.form_errors]
    for field in form:
        if field.errors:
            text = next((e for e in field.errors if not isinstance(e, dict | list)), None)
            if text is not None:
                found.append({"text": text, "href": f"#{_first_box(field)}"})
    return found


def _first_box(field: Field) -> str:
    if kind(field) != "date":
        return str(field.id)
    bad = field.bad_parts if field.process_errors else DATE_PARTS
    return f"{field.id}-{bad[0]}"


def has_files(form: Form) -> bool:
    """Whether the form must be sent as multipart."""
    return any(isinstance(field, FileField) for field in form)


def hidden_fields(form: Form) -> list[dict[str, str]]:
    """Token, form number and the rest; without ids, as a page may hold several forms."""
    return [
        {"name": field.name, "value": field._value()} for field in form if kind(field) == "hidden"
    ]


def init_app(app: Flask) -> None:
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([app.jinja_loader, govuk])  # type: ignore[list-item]
    for function in (kind, component, error_list, has_files, hidden_fields):
        app.add_template_global(function, f"form_{function.__name__}")
