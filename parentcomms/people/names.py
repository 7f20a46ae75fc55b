"""Names as families spell them, and names as two rows of a file can be compared.

What a family reads keeps its spelling; only a name shouted or mumbled by the management system
(ALL CAPS, all small) is put right. What is compared loses case, accents and punctuation.
"""

import re
import unicodedata
from functools import lru_cache

_TITLES = frozenset(
    {"mr", "mrs", "miss", "ms", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "lady"}
)
_LETTERS_WITHOUT_ACCENTS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_APOSTROPHES = re.compile(r"['’‘`´ʼʻ]")
_LATIN_ACCENTS = re.compile(r"[\u0300-\u036f]")
_WORD = re.compile(r"[^\W\d_]+(?:['’‘`´ʼʻ][^\W\d_]+)*")


def tidy_name(*parts: str) -> tuple[str, ...]:
    """The parts of one person's name with spaces tidied, and capitals if all of it lacks them.

    All parts are judged together, so that the initials of "TJ Smith" stay as they are.
    """
    spaced = tuple(" ".join(part.split()) for part in parts)
    whole = "".join(spaced)
    if whole.isupper() or whole.islower():
        return tuple(_WORD.sub(lambda word: _capitalised(word[0]), part) for part in spaced)
    return spaced


@lru_cache(maxsize=16384)
def normalised_name(*parts: str) -> str:
    """For comparing only: without title, case, accents, apostrophes, hyphens and spaces.

    Only Latin accents go; the vowel signs of other scripts are letters of the name.
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", " ".join(parts)).casefold())
    bare = _LATIN_ACCENTS.sub("", plain).translate(_LETTERS_WITHOUT_ACCENTS)
    words = re.sub(r"[\s.,\-‐‑–_]+", " ", unicodedata.normalize("NFC", bare)).split()
    while len(words) > 1 and words[0] in _TITLES:
        del words[0]
    return "".join(words)


def normalised_email(email: str) -> str:
    """For comparing only; what is written to keeps the spelling the school holds."""
    return email.strip().casefold()


def _capitalised(word: str) -> str:
    """O'Brien, D'Arcy, McDonald; but Sha'nia, and Mackenzie, which may be either."""
    lowered = word.lower()
    if len(lowered) > 2 and _APOSTROPHES.match(lowered[1]):
        return _capital(lowered[0]) + lowered[1] + _capitalised(lowered[2:])
    if lowered.startswith("mc") and len(lowered) > 3:
        return "Mc" + _capital(lowered[2]) + lowered[3:]
    return unicodedata.normalize("NFC", _capital(lowered[0]) + lowered[1:])


def _capital(letter: str) -> str:
    """A letter without a single capital of its own (the German sharp s) stays as it is."""
    return letter.upper() if len(letter.upper()) == 1 else letter
