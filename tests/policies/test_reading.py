"""Sentences, words, syllables: how hard a text is to read."""

import pytest

from parentcomms.policies import reading


def test_a_sentence_of_25_words_is_long_and_one_of_24_is_not():
    assert reading.long_sentences("word " * 23 + "end.") == ()
    assert reading.long_sentences("word " * 24 + "end.") == ("word " * 24 + "end.",)


def test_a_list_item_is_a_sentence_and_a_heading_is_none():
    text = "# Heading here\n\nOne two.\nThree four! Five **six.** Seven\n\n1. Eight\n2. Nine\n- Ten"
    assert reading.sentences(text) == (
        "One two.", "Three four!", "Five six.", "Seven", "Eight", "Nine", "Ten",
    )  # fmt: skip


def test_addresses_and_placeholders_are_one_word():
    assert reading.word_count("Use ((concern_link)) or https://school.example.org/a/b now") == 5
    assert reading.word_count("1. [Tell us](https://example.org)\n2. It's well-known") == 4


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("a", 1),
        ("the", 1),
        ("school", 1),
        ("asked", 1),
        ("changed", 1),
        ("use", 1),
        ("please", 1),
        ("eyes", 1),
        ("touched", 1),
        ("picture", 2),
        ("people", 2),
        ("little", 2),
        ("table", 2),
        ("needed", 2),
        ("places", 2),
        ("parents", 2),
        ("online", 2),
        ("carers", 2),
        ("being", 2),
        ("quiet", 2),
        ("changes", 2),
        ("concerns", 2),
        ("create", 2),
        ("malicious", 3),
        ("media", 3),
        ("area", 3),
        ("idea", 3),
        ("permission", 3),
        ("family", 3),
        ("video", 3),
        ("community", 4),
        ("fictitiously", 4),
        ("confidently", 4),
        ("information", 4),
        ("responsibility", 6),
    ],
)
def test_syllables_are_counted_as_spoken(word, spoken):
    assert reading.syllables(word) == spoken


def test_the_reading_grade_tells_plain_words_from_official_ones():
    plain = "The cat sat on the mat. It was warm. She had a nap in the sun."
    official = (
        "Notwithstanding the aforementioned considerations, parental participation necessitates "
        "appropriate authorisation procedures regarding photographic representation."
    )
    assert reading.reading_grade(plain) < 2
    assert reading.reading_grade(official) > 20


def test_the_schools_name_does_not_count_against_the_writer():
    text = "Welcome to Our Lady of Perpetual Succour Catholic Primary Academy. We are glad."
    name = "Our Lady of Perpetual Succour Catholic Primary Academy"
    assert reading.reading_grade(text, names={name}) < reading.reading_grade(text)
