"""How hard a text is to read: sentences, words, syllables. Markdown and placeholders are known."""

import re
from collections.abc import Collection

LONGEST_SENTENCE = 24
"""Sentences stay under 25 words."""

_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.|#+)\s)")
_MARKER = re.compile(r"^\s*(?:(?:[-*]|\d+\.)\s+)")
_SENTENCE_END = re.compile(r"(?<=[.?!])[*_]*[\"”»')]*\s+|(?<=[.?!][\"”»')*])\s+")
_PLACEHOLDER = re.compile(r"\(\(\w+\)\)")
_ADDRESS = re.compile(r"\bhttps?://\S+|\b[\w.-]{1,100}\.(?:uk|com|org|net)(?:/\S*)?")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^()]{0,300}\)")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")


def sentences(text: str) -> tuple[str, ...]:
    """The text's sentences without Markdown; headings are signposts and not among them."""
    found: list[str] = []
    for block in _BLOCK.split(text.replace("’", "'")):
        if not block.lstrip().startswith("#"):
            line = " ".join(_MARKER.sub("", block).split())
            parts = _SENTENCE_END.split(_EMPHASIS.sub("", line))
            found += [part for part in parts if part]
    return tuple(found)


def words(sentence: str) -> list[str]:
    """Its words; an address or a placeholder is one."""
    plain = _ADDRESS.sub("address", _PLACEHOLDER.sub("name", _LINK.sub(r"\1", sentence)))
    return _WORD.findall(plain)


def word_count(text: str) -> int:
    """Words of the whole text, headings included."""
    return sum(len(words(_MARKER.sub("", line))) for line in text.splitlines())


def long_sentences(text: str) -> tuple[str, ...]:
    """Sentences of 25 words or more."""
    return tuple(each for each in sentences(text) if len(words(each)) > LONGEST_SENTENCE)


def average_sentence(text: str) -> float:
    """Words in a sentence, on average."""
    lengths = [len(words(each)) for each in sentences(text)]
    return sum(lengths) / len(lengths) if lengths else 0.0


def reading_grade(text: str, *, names: Collection[str] = ()) -> float:
    """Flesch-Kincaid grade of an English text: the US school year that reads it with ease.

    School names, other names in `names`, placeholders and addresses are taken out first.
    """
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    plain = [_ADDRESS.sub("", _PLACEHOLDER.sub("", each)) for each in sentences(text)]
    counted = [found for found in map(words, plain) if found]
    total = sum(map(len, counted))
    if not total:
        return 0.0
    spoken = sum(syllables(word) for sentence in counted for word in sentence)
    return 0.39 * total / len(counted) + 11.8 * spoken / total - 15.59


_SILENT_END = re.compile(
    r"(?:[^laeiouy]e|[^aeiouydt]ed|[^aeiouyscxzgh]es|[sct]hes?|[^aeiouy]eless)$"
)
_LE_END = re.compile(r"[^aeiouy]l(?:e|es|ed)$")
_TWO_VOWELS = re.compile(
    r"(?<![csgt])i[aou]|eo(?!p)|(?<=[aeiou][a-z])ea$|ea(?=t(?:e|ed|es|ing)$)|iet|scie"
    r"|[aeiouy]ing|ua(?!r)"
)


def syllables(word: str) -> int:
    """Spoken syllables of an English word, by rule of thumb; at least one."""
    small = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", small)) + len(_TWO_VOWELS.findall(small))
    if _SILENT_END.search(small) and not _LE_END.search(small):
        count -= 1
    return max(count, 1)
