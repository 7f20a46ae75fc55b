"""A small app with one page of every kind of field, so that widgets are tried without a room."""

from pathlib import Path
from types import SimpleNamespace

from flask import Flask, redirect, render_template_string, request, url_for
from sqlalchemy import Integer
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from parentcomms import (
    access,
    compression,
    errors,
    filters,
    forms,
    headers,
    languages,
    static_files,
)
from parentcomms.config import ROOT, Settings
from parentcomms.database import Base, db

CHOICES = [
    SelectChoice("yes", "Yes"),
    SelectChoice(
        "unrecognisable",
        "Only if nobody could recognise my child",
        render_kw={"hint": "From behind, far away, blurred"},
    ),
    SelectChoice("no", "No"),
]


class Own(DeclarativeBase):
    """Not the house's base: this table is no part of the school's database."""


class Note(Own):
    """What the sample form writes, so that a test can see whether it wrote."""

    __tablename__ = "sample_note"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    text: Mapped[str]


class EveryField(forms.Form):
    """One field of each kind."""

    name = StringField("Your name", [DataRequired("Write your name")], description="In full")
    email = EmailField("E-mail address", [Optional()])
    phone = TelField("Telephone", [Optional()])
    password = PasswordField("Password", [Optional()])
    count = IntegerField("How many", [Optional()])
    story = TextAreaField(
        "What happened", [DataRequired("Say what happened"), Length(max=500, message="Too long")]
    )
    website = RadioField("School website", [DataRequired("Choose an answer")], choices=CHOICES)
    classes = SelectMultipleField(
        "Classes",
        [DataRequired("Choose a class")],
        choices=[SelectChoice("1", "Oak"), SelectChoice("2", "Elm"), SelectChoice("3", "Ash")],
    )
    agree = BooleanField("I have read this", description="Only tick it if you have")
    where = SelectField("Where", choices=[SelectChoice("a", "Website"), SelectChoice("b", "Print")])
    picture = FileField("Picture")
    birthday = forms.DateField("Date of birth", [DataRequired("Write the date of birth")])


PAGE = """
{% extends "layouts/" ~ layout ~ ".html" %}
{% from "components/forms.html" import error_summary, page_form, field, submit %}
{% block page_title %}Sample page{% endblock %}
{% block page %}
  {{ error_summary(form) }}
  <h1 class="govuk-heading-l">Sample page</h1>
  {% call page_form(form) %}
    {{ field(form.name) }}{{ field(form.email) }}{{ field(form.phone) }}
    {{ field(form.password) }}{{ field(form.count) }}{{ field(form.story) }}
    {{ field(form.website, conditional={"no": field(form.where)}) }}
    {{ field(form.classes) }}{{ field(form.agree) }}
    {{ field(form.picture) }}{{ field(form.birthday) }}
    {{ submit("Continue") }}
  {% endcall %}
{% endblock %}
"""


@access.public
def sample(layout: str):
    form = EveryField()
    if form.validate_on_submit():
        db.session.add(Note(text=form.name.data))
        done = forms.remember(form, url_for("done"))
        db.session.commit()
        return redirect(done, code=303)
    return render_template_string(PAGE, form=form, layout=layout)


@access.public
def button_only():
    db.session.add(Note(text="from a button that asks no form"))
    db.session.commit()
    return redirect(url_for("done"))


@access.public
def careless():
    """Acts without asking first, as when two presses arrive at the same moment."""
    form = forms.Form()
    db.session.add(Note(text="careless"))
    done = forms.remember(form, url_for("done", first=request.args["press"]))
    db.session.commit()
    return redirect(done, code=303)


@access.public
def done():
    return "done"


@access.public
def crash():
    raise ValueError("Kacper Nowak wrote a secret")


@access.public
def refused():
    raise errors.Refused("That letter has already gone out.")


@access.public
def missing():
    raise errors.NotFound


SCHOOL = SimpleNamespace(
    name="Hazelwick Primary School",
    phone="01632 960123",
    email="office@hazelwick.example.org",
    colour="#7b1e3a",
    is_demo=True,
    website="",
    crest="",
)
PAGES = {
    "/sample/<string:layout>": (sample, ["GET", "POST"]),
    "/button": (button_only, ["POST"]),
    "/careless": (careless, ["POST"]),
    "/done": (done, ["GET"]),
    "/crash": (crash, ["GET"]),
    "/refused": (refused, ["GET"]),
    "/missing": (missing, ["GET"]),
}


def build(folder: Path, languages_offered: tuple[str, ...]) -> Flask:
    settings = Settings(instance=folder, secret_key="only for tests", languages=languages_offered)
    app = Flask(
        "parentcomms",
        root_path=str(ROOT / "parentcomms"),
        template_folder=str(ROOT / "templates"),
    )
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database,
    )
    db.init_app(app)
    for room in (static_files, compression, headers, languages, filters, errors, forms):
        room.init_app(app)
    app.jinja_env.globals["may"] = access.may
    for address, (view, methods) in PAGES.items():
        app.add_url_rule(address, view_func=view, methods=methods)
    app.context_processor(lambda: {"school": SCHOOL})
    with app.app_context():
        Own.metadata.create_all(db.engine)
        Base.metadata.create_all(db.engine, tables=[forms.SubmittedForm.__table__])
    return app
