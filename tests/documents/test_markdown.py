"""One text, many recipients: values are put in escaped, and never read as Markdown."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.documents.markdown import (
    BadPlaceholder,
    Link,
    MissingValues,
    UnsafeAddress,
    parse,
    placeholders,
)
from parentcomms.documents.text import to_text
from parentcomms.documents.web import PAGE, Style, to_html

HOSTILE = [
    "*Ana*",
    "# Ana",
    "[x](http://evil.example)",
    "<b>Ana</b>",
    "((other))",
    "`Ana`",
    "a_b_c",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_looks_like_markup_stays_a_name(name: str) -> None:
    document = parse("Dear ((name)),")
    page = html5lib.parseFragment(to_html(document, {"name": name}), namespaceHTMLElements=False)
    assert "".join(page.itertext()).strip() == f"Dear {name},"
    assert [e.tag for e in page.iter() if isinstance(e.tag, str)] == ["DOCUMENT_FRAGMENT", "p"]
    assert to_text(document, {"name": name}) == f"Dear {name},\n"


@given(st.text(max_size=60))
def test_no_value_ever_adds_an_element(value: str) -> None:
    page = to_html(parse("A ((name)) b"), {"name": value})
    assert page.replace("<bdi>", "").replace("</bdi>", "").count("<") == 2


def test_a_hole_without_a_value_is_named_and_nothing_is_rendered() -> None:
    document = parse("((child)) and ((school)) and [here](((link)))")
    with pytest.raises(MissingValues) as caught:
        to_html(document, {"school": "Oakfield"})
    assert caught.value.names == ("child", "link")
    with pytest.raises(MissingValues):
        to_text(document, {"school": "Oakfield"})


def test_double_brackets_round_anything_but_a_name_are_refused() -> None:
    with pytest.raises(BadPlaceholder) as caught:
        parse("((Child's name)) and ((ok)) and ((is_new??Welcome))")
    assert caught.value.names == ("Child's name", "is_new??Welcome")


def test_placeholders_are_found_wherever_they_stand() -> None:
    text = "# ((a))\n\n* **((b))**\n\n> ((c))\n\n((d))\n\n[x](((e))) word((f))word"
    assert placeholders(parse(text)) == set("abcdef")


def test_with_no_values_the_placeholders_stay_visible() -> None:
    document = parse("Dear ((name))\n\n((link))")
    assert "((name))" in to_html(document, None)
    assert to_text(document, None) == "Dear ((name))\n\n((link))\n"


def test_a_link_alone_in_its_paragraph_is_a_button() -> None:
    values = {"link": Link("https://school.example.org/?a=1&b=2", "Answer <now>")}
    page = to_html(parse("Please\n\n((link))"), values, style=PAGE)
    assert (
        'class="govuk-button" role="button" href="https://school.example.org/?a=1&amp;b=2"' in page
    )
    assert ">Answer &lt;now&gt;</a>" in page
    assert "Answer <now>:\nhttps://school.example.org/?a=1&b=2\n" in to_text(
        parse("Please\n\n((link))"), values
    )


def test_a_link_within_words_is_a_link() -> None:
    link = Link("https://a.example.org", "here")
    page = to_html(parse("Go ((link))."), {"link": link}, style=Style())
    assert page == '<p>Go <a href="https://a.example.org">here</a>.</p>\n'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_a_link_value_must_lead_to_a_safe_place(address: str) -> None:
    with pytest.raises(UnsafeAddress):
        Link(address, "here")
    with pytest.raises(UnsafeAddress):
        to_html(parse("[x](((link)))"), {"link": address})


def test_raw_html_script_links_and_pictures_do_not_come_through() -> None:
    source = "<script>x</script> [a](javascript:x) ![pixel](https://t.example/p.png)"
    page = to_html(parse(source), {})
    for forbidden in ("<script", 'href="javascript', "<img"):
        assert forbidden not in page


def test_plain_text_shows_links_marks_lists_and_wraps() -> None:
    source = (
        "# Welcome\n\n" + "word " * 40 + "\n\n1. one\n2. two\n   * deep\n\n"
        "See [our page](https://school.example.org/a-very-long-address/" + "x" * 80 + ")."
    )
    text = to_text(parse(source), {})
    assert text.startswith("Welcome\n=======\n\nword word")
    assert "1. one\n2. two\n   * deep\n" in text
    assert "our page\n(https://school.example.org/a-very-long-address/" + "x" * 80 + ")." in text
    assert all(len(line) <= 72 or "https://" in line for line in text.split("\n"))


def test_headings_follow_one_another_without_a_gap() -> None:
    page = to_html(parse("### Third first\n\n##### Much deeper\n\n### Third again"), {})
    assert [line[:4] for line in page.strip().split("\n")] == ["<h2>", "<h3>", "<h2>"]


def test_direction_overrides_in_a_name_are_taken_out() -> None:
    values = {"name": "Ana\u202e\u2066 gnp.exe\nB"}
    assert to_html(parse("((name))!"), values) == "<p>Ana gnp.exe B!</p>\n"


def test_a_right_to_left_name_is_kept_apart_from_its_sentence() -> None:
    assert to_html(parse("Dear ((n))."), {"n": "فاطمہ"}) == "<p>Dear <bdi>فاطمہ</bdi>.</p>\n"


def test_the_same_text_is_parsed_once() -> None:
    assert parse("Same ((text))") is parse("Same ((text))")
