"""The check of a text's words. Pure: the same for shipped texts and for a school's own.

A lost element of policy 10.1 or 10.2, or a placeholder nobody can fill, stops a text from being
approved. Everything else is a hint to whoever wrote it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from parentcomms.policies.elements import REQUIRED, Element
from parentcomms.policies.phrases import ACCUSING, ACKNOWLEDGING, OVERREACHING, PHRASES, THREATS
from parentcomms.policies.reading import (
    average_sentence,
    long_sentences,
    reading_grade,
    sentences,
    word_count,
)
from parentcomms.texts.kinds import ALLOWED, ALLOWED_IN_TITLES, Kind

__all__ = [
    "Element",
    "WordsReport",
    "accusing",
    "average_sentence",
    "bundled",
    "check",
    "long_sentences",
    "missing_elements",
    "overreaching",
    "reading_grade",
    "threats",
    "unfilled_placeholders",
    "word_count",
]

WORD_RANGES: dict[Kind, tuple[int, int]] = {
    Kind.JOINING_LETTER: (250, 350),
    Kind.INSERT: (60, 100),
    Kind.WEBSITE_NOTICE: (150, 220),
    Kind.EVENT_PROGRAMME: (15, 40),
    Kind.EVENT_POSTER: (30, 70),
    Kind.EVENT_SLIDE: (15, 40),
    Kind.EVENT_SPOKEN: (12, 20),
    Kind.ABOUT_A_POST: (60, 160),
}
"""For English: long enough to say it, short enough to be read."""

LONGEST_SEARCHED = 1000
"""Characters of one sentence that are searched, so that pasted rubbish costs no time."""

READING_GRADE = 6.0
"""Flesch-Kincaid grade 6 is a reading age of about 11."""


def missing_elements(text: str, kind: Kind, *, language: str) -> tuple[Element, ...]:
    """What a text of this kind has to say and does not, in policy order.

    In a language we have no phrases for, everything counts as missing: doubt is not approval.
    """
    phrases = PHRASES.get(language, {})
    said = [sentence[:LONGEST_SEARCHED] for sentence in sentences(text)]
    return tuple(
        element
        for element in Element
        if element in REQUIRED[kind]
        and not (element in phrases and _is_said(phrases[element], said))
    )


def _is_said(patterns: tuple[re.Pattern[str], ...], said: Collection[str]) -> bool:
    return any(all(pattern.search(sentence) for pattern in patterns) for sentence in said)


def threats(text: str, *, language: str) -> tuple[str, ...]:
    """Words that order or threaten where the school only asks (policy 2.3), as they stand."""
    pattern = THREATS.get(language)
    return tuple(found[0] for found in pattern.finditer(text)) if pattern else ()


def overreaching(text: str, *, language: str) -> tuple[str, ...]:
    """Words that stretch 10.1.3 from malicious or fictitious comments to any criticism."""
    pattern = OVERREACHING.get(language)
    return tuple(found[0] for found in pattern.finditer(text)) if pattern else ()


def accusing(text: str, kind: Kind, *, language: str) -> tuple[str, ...]:
    """Words of a letter about a post that call it false, or its writer in the wrong."""
    pattern = ACCUSING.get(language)
    if kind is not Kind.ABOUT_A_POST or pattern is None:
        return ()
    return tuple(found[0] for found in pattern.finditer(text))


def bundled(text: str, kind: Kind, *, language: str) -> tuple[str, ...]:
    """Sentences of a consent request that speak of acknowledging (UK GDPR Art 7(2))."""
    pattern = ACKNOWLEDGING.get(language)
    if kind is not Kind.CONSENT_REQUEST or pattern is None:
        return ()
    return tuple(sentence for sentence in sentences(text) if pattern.search(sentence))


def unfilled_placeholders(text: str, allowed: Collection[str] = ()) -> tuple[str, ...]:
    """Placeholders that would reach a family as they stand: unknown, misspelt or half closed."""
    known = {f"(({name}))" for name in allowed}
    return tuple(
        found[0] for found in re.finditer(r"\(\([^()]*\)?\)?", text) if found[0] not in known
    )


@dataclass(frozen=True)
class WordsReport:
    """What the check of one text found."""

    missing: tuple[Element, ...]
    placeholders: tuple[str, ...]
    threats: tuple[str, ...]
    overreaching: tuple[str, ...]
    bundled: tuple[str, ...]
    accusing: tuple[str, ...]
    long_sentences: tuple[str, ...]
    words: int
    word_range: tuple[int, int] | None
    average_sentence: float
    grade: float | None

    @property
    def blocks(self) -> bool:
        """Whether this text may not be approved as it stands."""
        return bool(self.missing or self.placeholders)

    @property
    def hard_to_read(self) -> bool:
        return bool(self.long_sentences) or (self.grade or 0) > READING_GRADE

    @property
    def wrong_length(self) -> bool:
        low, high = self.word_range or (0, self.words)
        return not low <= self.words <= high


def check(
    title: str, body: str, *, kind: Kind, language: str, names: Collection[str] = ()
) -> WordsReport:
    """Everything about a text's words. `names` (the school's) are left out of its reading age."""
    english = language == "en"
    return WordsReport(
        missing=missing_elements(body, kind, language=language),
        placeholders=unfilled_placeholders(title, ALLOWED_IN_TITLES)
        + unfilled_placeholders(body, ALLOWED[kind]),
        threats=threats(f"{title}\n\n{body}", language=language),
        overreaching=overreaching(body, language=language),
        bundled=bundled(body, kind, language=language),
        accusing=accusing(f"{title}\n\n{body}", kind, language=language),
        long_sentences=long_sentences(body),
        words=word_count(body),
        word_range=WORD_RANGES.get(kind) if english else None,
        average_sentence=average_sentence(body),
        grade=reading_grade(body, names=names) if english else None,
    )
