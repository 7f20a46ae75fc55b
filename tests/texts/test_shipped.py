"""The loader of the shipped texts: the right language, and nothing half filled."""

import pytest

from parentcomms.texts import shipped
from parentcomms.texts.kinds import Kind


def test_a_text_comes_in_the_language_asked_for():
    assert shipped.text("three_requests", language="en").title == "Our three requests"
    assert shipped.text("three_requests", language="pl").title == "Nasze trzy prośby"


def test_a_language_we_have_no_words_in_gets_english_and_says_so():
    assert shipped.text("joining_letter", language="ur").language == "en"
    assert {use.language for use in shipped.photo_uses("ur")} == {"en"}


def test_a_language_is_never_taken_for_a_path():
    assert shipped.text("joining_letter", language="../en").language == "en"


def test_an_unknown_text_is_an_error():
    with pytest.raises(KeyError, match="welcome"):
        shipped.text("welcome", language="en")


def test_a_text_knows_its_kind_and_its_placeholders():
    letter = shipped.text("joining_letter", language="en")
    assert letter.kind is Kind.JOINING_LETTER
    assert "first_names" in letter.allowed_placeholders
    assert "reference" not in letter.allowed_placeholders


def test_only_pictures_that_can_be_blurred_offer_the_third_answer():
    offered = {use.key: use.offers_unrecognisable for use in shipped.photo_uses("en")}
    assert offered == {
        "class_app": False,
        "class_photo": False,
        "newsletter_print": True,
        "website": True,
        "social_media": True,
        "video_voice": True,
        "name_outside": False,
    }


def test_placeholders_are_filled_once_and_values_are_left_alone():
    filled = shipped.fill(
        "Dear ((parent_name)), ((link))", {"parent_name": "((link))", "link": "x"}
    )
    assert filled == "Dear ((link)), x"


def test_a_placeholder_without_a_value_lets_nothing_out():
    with pytest.raises(shipped.UnfilledError, match="link"):
        shipped.fill("Dear ((parent_name)), ((link))", {"parent_name": "Ana"})
