"""Reads the shipped texts. Which texts and placeholders there are stands in kinds.py."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from parentcomms.texts.kinds import (
    ALLOWED,
    KEYS,
    PHOTO_USE_KEYS,
    TEACHING_KEY,
    UNRECOGNISABLE_OFFERED,
    Kind,
)

HERE = Path(__file__).parent
ENGLISH = "en"
ANY_DAY = "insert_september"
_FRONT_MATTER = re.compile(r"\+\+\+\n(?P<head>.*?)\n\+\+\+\n\n?(?P<body>.*)", re.DOTALL)
_PLACEHOLDER = re.compile(r"\(\((\w+)\)\)")


class UnfilledError(LookupError):
    """A placeholder had no value: nothing half filled is shown or sent."""


@dataclass(frozen=True)
class ShippedText:
    """One text in one language; `title` is the e-mail subject or the heading."""

    key: str
    kind: Kind
    language: str
    title: str
    body: str

    @property
    def allowed_placeholders(self) -> frozenset[str]:
        return ALLOWED[self.kind]


@dataclass(frozen=True)
class PhotoUse:
    """One photo question in one language, with everything a parent is told beside it."""

    key: str
    language: str
    name: str
    question: str
    purpose: str
    audience: str
    organisations: str
    how_long: str

    @property
    def offers_unrecognisable(self) -> bool:
        return self.key in UNRECOGNISABLE_OFFERED

    @property
    def whole(self) -> str:
        """All its words, as one text to check and to keep with an answer."""
        parts = (self.question, self.purpose, self.audience, self.organisations, self.how_long)
        return "\n\n".join(parts)


@dataclass(frozen=True)
class EventPack:
    """The words for one event: in the programme, on the door, on the screen, from the head."""

    language: str
    heading: str
    programme: str
    poster: str
    slide: str
    spoken: str


@dataclass(frozen=True)
class OccasionQuestion:
    """The question about one occasion, in one language."""

    language: str
    name: str
    question: str
    detail: str

    @property
    def whole(self) -> str:
        """All its words, as one text to check."""
        return f"{self.name}\n\n{self.question}\n\n{self.detail}"


@cache
def languages() -> tuple[str, ...]:
    """Languages we ship words in, English first."""
    found = sorted(
        folder.name for folder in HERE.iterdir() if (folder / "photo_uses.toml").exists()
    )
    return (ENGLISH, *(code for code in found if code != ENGLISH))


def text(key: str, *, language: str) -> ShippedText:
    """The text in this language, or in English where we have none: read `.language` for which."""
    if key not in KEYS:
        raise KeyError(key)
    return _read(key, language if language in languages() else ENGLISH)


@cache
def _read(key: str, language: str) -> ShippedText:
    found = _FRONT_MATTER.fullmatch((HERE / language / f"{key}.md").read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{language}/{key}.md has no front matter between lines of +++")
    title = tomllib.loads(found["head"])["title"]
    return ShippedText(key, KEYS[key], language, title, found["body"].strip())


def all_texts() -> tuple[ShippedText, ...]:
    """Every text in every language; fails where a translation lacks one."""
    return tuple(_read(key, language) for language in languages() for key in KEYS)


@cache
def photo_uses(language: str) -> tuple[PhotoUse, ...]:
    """The seven photo questions, in the order they are asked; English where we have no others."""
    known = language if language in languages() else ENGLISH
    wordings = tomllib.loads((HERE / known / "photo_uses.toml").read_text(encoding="utf-8"))
    return tuple(PhotoUse(key=key, language=known, **wordings[key]) for key in PHOTO_USE_KEYS)


@cache
def teaching_use(language: str) -> PhotoUse:
    """What the school does anyway for teaching: told, never asked as a question."""
    known = language if language in languages() else ENGLISH
    words = tomllib.loads((HERE / known / "photo_uses.toml").read_text(encoding="utf-8"))
    return PhotoUse(key=TEACHING_KEY, language=known, **words[TEACHING_KEY])


@cache
def occasion_question(language: str) -> OccasionQuestion:
    """How one occasion is asked about; English where we have no other."""
    known = language if language in languages() else ENGLISH
    wording = tomllib.loads((HERE / known / "occasion.toml").read_text(encoding="utf-8"))
    return OccasionQuestion(
        language=known, **{part: words.strip() for part, words in wording.items()}
    )


@cache
def event_pack(key: str, *, language: str) -> EventPack:
    """The event's words beside a shipped insert; beside an insert of the school's own, any day's.

    In English where we have no others.
    """
    known = language if language in languages() else ENGLISH
    packs = tomllib.loads((HERE / known / "event_packs.toml").read_text(encoding="utf-8"))
    found = packs.get(key) or packs[ANY_DAY]
    return EventPack(language=known, **{part: words.strip() for part, words in found.items()})


def fill(words: str, values: Mapping[str, str]) -> str:
    """`words` with every placeholder filled; raises UnfilledError rather than let one through.

    For HTML, turn Markdown into HTML first and fill with escaped values: a name is not Markdown.
    """

    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise UnfilledError(found[1])
        return values[found[1]]

    return _PLACEHOLDER.sub(value, words)
