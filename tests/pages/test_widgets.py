"""Every kind of field is drawn whole: label, hint, value, error, and the error's link."""

import re

import html5lib
import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Optional

from parentcomms import counter, widgets
from parentcomms.forms import DateField, Form

LONG = "9" * 500
MACROS = '{% from "components/forms.html" import field, error_summary, page_form %}'


class Birth(Form):
    born = DateField("Date of birth", [DataRequired("Write the date")])


class Birthday(Form):
    born = DateField("Date of birth", [Optional()], render_kw={"autocomplete": "bday"})


class Reply(Form):
    secret = HiddenField()
    detail = TextAreaField("Tell us more", description="As much as you like")
    answer = RadioField(
        "May we?", [DataRequired("Choose")], choices=[SelectChoice("no", "No & never")]
    )


def draw(app: Flask, source: str, **values: object) -> str:
    with app.test_request_context("/done"):
        return render_template_string(MACROS + source, **values)


def filled(app: Flask, kind: type[Form], data: dict[str, str]) -> Form:
    with app.test_request_context("/done"):
        form = kind(formdata=MultiDict(data), meta={"csrf": False})
        form.validate()
        return form


def ids(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', page)


@pytest.mark.parametrize("layout", ["family", "public", "staff"])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_a_page_with_every_field_is_valid_html_without_a_repeated_id(client, layout, language):
    page = client.get(f"/sample/{layout}?lang={language}").text
    html5lib.HTMLParser(strict=True).parse(page)
    assert len(ids(page)) == len(set(ids(page)))
    assert page.count("<h1") == 1


def test_a_page_full_of_errors_is_valid_and_each_error_links_to_a_box(client):
    token = re.search(r'csrf_token" value="([^"]+)"', client.get("/sample/family").text)
    page = client.post("/sample/family", data={"csrf_token": token[1], "birthday-day": "x"}).text
    html5lib.HTMLParser(strict=True).parse(page)
    assert len(ids(page)) == len(set(ids(page)))
    summary = page[page.index("govuk-error-summary__list") : page.index("<h1")]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["name", "story", "website", "classes", "where", "birthday-month"]
    assert set(targets) <= set(ids(page))
    assert "<title>Error: Sample page – Hazelwick Primary School</title>" in page


def test_every_input_has_a_label(client):
    page = client.get("/sample/family").text
    inputs = re.findall(r"<(?:input|select|textarea)[^>]*>", page)
    shown = [tag for tag in inputs if 'type="hidden"' not in tag]
    labels = set(re.findall(r'<label[^>]*for="([^"]+)"', page))
    assert len(shown) > 15
    assert {re.search(r'id="([^"]+)"', tag)[1] for tag in shown} <= labels


def test_hints_and_errors_are_read_out_with_their_box(app):
    form = filled(app, Reply, {"detail": "", "answer": ""})
    page = draw(app, "{{ field(form.detail) }}{{ field(form.answer) }}", form=form)
    assert 'aria-describedby="detail-hint"' in page
    assert 'aria-describedby="answer-error"' in page
    assert '<span class="govuk-visually-hidden">Error:</span> Choose' in page


def test_lines_typed_under_a_choice_come_back_as_they_were(app):
    form = filled(app, Reply, {"detail": "one\r\n  two\n\nthree <i>", "answer": "no"})
    page = draw(app, '{{ field(form.answer, conditional={"no": field(form.detail)}) }}', form=form)
    tree = html5lib.parseFragment(page, namespaceHTMLElements=False)
    typed = tree.find(".//textarea").text
    assert typed == "one\n  two\n\nthree <i>"


def test_a_choice_is_escaped(app):
    page = draw(app, "{{ field(form.answer) }}", form=filled(app, Reply, {}))
    assert "No &amp; never" in page


def test_a_question_can_be_the_heading(app):
    form = filled(app, Reply, {})
    as_legend = draw(app, "{{ field(form.answer, heading=True) }}", form=form)
    as_label = draw(app, "{{ field(form.detail, heading=True) }}", form=form)
    assert "<h1" in as_legend
    assert "<h1" in as_label


def test_hidden_fields_have_no_ids_so_that_a_page_may_hold_two_forms(app):
    form = filled(app, Reply, {"secret": "s"})
    page = draw(app, "{% call page_form(form) %}.{% endcall %}" * 2, form=form)
    assert page.count('name="form_id"') == 2
    assert page.count('name="secret" value="s"') == 2
    assert ids(page) == []


def test_a_password_is_never_sent_back(client):
    token = re.search(r'csrf_token" value="([^"]+)"', client.get("/sample/family").text)
    data = {"csrf_token": token[1], "password": "open sesame"}
    assert "open sesame" not in client.post("/sample/family", data=data).text


@pytest.mark.parametrize(
    ("typed", "message", "box"),
    [
        ({}, "Write the date", "born-day"),
        ({"born-day": "1"}, "must have a day, a month and a year", "born-month"),
        ({"born-month": "2", "born-year": "2018"}, "must have a day", "born-day"),
        ({"born-day": "x", "born-month": "2", "born-year": "2018"}, "in numbers", "born-day"),
        ({"born-day": "²", "born-month": "2", "born-year": "2018"}, "in numbers", "born-day"),
        ({"born-day": "31", "born-month": "2", "born-year": "2018"}, "no such date", "born-day"),
        ({"born-day": "1", "born-month": "2", "born-year": "18"}, "four numbers", "born-year"),
        ({"born-day": LONG * 10, "born-month": "2", "born-year": "2018"}, "in numbers", "born-day"),
        ({"born-day": LONG, "born-month": "2", "born-year": "2018"}, "no such date", "born-day"),
        ({"born-day": "1", "born-month": "2", "born-year": LONG}, "four numbers", "born-year"),
    ],
)
def test_a_short_or_silly_date_is_an_error_message(app, typed, message, box):
    form = filled(app, Birth, typed)
    assert form.born.data is None
    page = draw(app, "{{ error_summary(form) }}{{ field(form.born) }}", form=form)
    assert message in page
    assert f'href="#{box}"' in page
    assert box in ids(page)


def test_half_a_date_is_wrong_even_where_a_date_is_optional(app):
    assert filled(app, Birthday, {"born-day": "1"}).errors
    assert not filled(app, Birthday, {}).errors


def test_a_date_is_read_and_shown_again(app):
    form = filled(app, Birth, {"born-day": " 7", "born-month": "03", "born-year": "2018 "})
    assert form.born.data.isoformat() == "2018-03-07"
    with app.test_request_context("/done"):
        saved = Birth(data={"born": form.born.data}, meta={"csrf": False})
    assert saved.born.parts() == {"day": "7", "month": "3", "year": "2018"}


def test_a_field_nobody_can_draw_is_said_aloud(app):
    class Odd:
        pass

    with pytest.raises(TypeError, match="no component draws a Odd"):
        widgets.kind(Odd())


def test_the_counter_has_a_sentence_for_each_polish_plural(app):
    with app.test_request_context("/done?lang=pl"):
        texts = counter.plurals("under")
    assert set(texts) == {"one", "few", "many", "other"}
    assert len({texts["one"], texts["few"], texts["many"]}) == 3
    assert all("%{count}" in sentence for sentence in texts.values())


def test_an_own_error_is_shown_at_its_field_and_in_the_summary(app):
    class Named(Form):
        name = StringField("Name")

    with app.test_request_context("/done"):
        form = Named(formdata=MultiDict({"name": "x"}), meta={"csrf": False})
        assert form.validate()
        form.refuse("Someone else has that name.", field=form.name)
        form.refuse("And the office is closed.")
        source = "{{ error_summary(form) }}{{ field(form.name) }}"
        page = render_template_string(MACROS + source, form=form)
    assert page.count("Someone else has that name.") == 2
    assert page.count("And the office is closed.") == 1
