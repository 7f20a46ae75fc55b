"""Dates, names, lists and telephone numbers as a school writes them."""

from datetime import UTC, date, datetime

import pytest
from flask import render_template_string
from hypothesis import given, settings
from hypothesis import strategies as st

from parentcomms import filters

EVENING = datetime(2026, 7, 1, 20, 5, tzinfo=UTC)  # 9.05pm in a British summer
DAY = date(2026, 11, 26)


def shown(app, source, language="en", **values):
    with app.test_request_context(f"/done?lang={language}"):
        return render_template_string(source, **values)


@pytest.mark.parametrize(
    ("source", "english", "polish"),
    [
        ("{{ d | day }}", "Thursday 26 November 2026", "czwartek 26 listopada 2026"),
        ("{{ d | short_day }}", "26 November 2026", "26 listopada 2026"),
        ("{{ t | time_of_day }}", "9.05pm", "21:05"),
        ("{{ t | moment }}", "Wednesday 1 July 2026 at 9.05pm", "środa 1 lipca 2026 o 21:05"),
        ("{{ ['Ada', 'Ben', 'Cai'] | in_words }}", "Ada, Ben and Cai", "Ada, Ben i Cai"),
        ("{{ ['Ada'] | in_words }}", "Ada", "Ada"),
        ("{{ [] | in_words }}", "", ""),
        ("{{ 'R' | year_group }}", "Reception", "Reception (zerówka)"),
        ("{{ '4' | year_group }}", "Year 4", "Year 4"),
        ("{{ 11 | year_group }}", "Year 11", "Year 11"),
        ("{{ 'N2' | year_group }}", "Nursery", "Nursery (przedszkole)"),
        ("{{ none | day }}{{ none | moment }}{{ none | time_of_day }}", "", ""),
    ],
)
def test_words_of_both_languages(app, source, english, polish):
    values = {"d": DAY, "t": EVENING}
    assert shown(app, source, **values) == english
    assert shown(app, source, "pl", **values) == polish


@pytest.mark.parametrize(
    ("hour", "text"), [(0, "12.00am"), (9, "9.00am"), (12, "12.00pm"), (23, "11.00pm")]
)
def test_times_of_day_in_winter(app, hour, text):
    moment = datetime(2026, 1, 5, hour, 0, tzinfo=UTC)
    assert shown(app, "{{ t | time_of_day }}", t=moment) == text


def test_a_late_evening_belongs_to_the_schools_day_not_to_utc(app):
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert shown(app, "{{ t | short_day }}", t=late) == "1 July 2026"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna Maria Kowalska", "A.M.K."),
        ("", ""),
        (None, ""),
        ("łukasz", "Ł."),
        ("李 明", "李.明."),
    ],
)
def test_initials(name, letters):
    assert filters.initials(name) == letters


def test_names_are_fenced_and_escaped(app):
    page = shown(app, "{{ [n | bdi, 'B & B'] | in_words }}", n="<script>")
    assert page == "<bdi>&lt;script&gt;</bdi> and B &amp; B"


def test_a_telephone_number_can_be_tapped(app):
    page = shown(app, "{{ '+44 (0)1632 960123' | telephone }}")
    assert 'href="tel:+4401632960123"' in page
    assert '<bdi dir="ltr">+44 (0)1632 960123</bdi>' in page
    assert shown(app, "{{ '' | telephone }}") == ""


@pytest.mark.parametrize(
    "value", [None, "", "red", "#fff", "#12345g", "#123456;}body{", "#1234567"]
)
def test_only_a_colour_reaches_the_stylesheet(value):
    assert filters.colour(value) == filters.DEFAULT_COLOUR


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@settings(deadline=None)  # a busy machine is no fault of the colour
@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_the_schools_name_can_be_read_on_any_colour(colour):
    light, dark = sorted((_luminance(colour), _luminance(filters.text_on(colour))), reverse=True)
    # WCAG asks 4.5 for text; black or white always gives it
    assert (light + 0.05) / (dark + 0.05) >= 4.5
