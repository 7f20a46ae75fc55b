"""Finding a child by part of a name, as somebody types it on a phone. Pure."""

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import TypeVar

from parentcomms.people.names import normalised_name

T = TypeVar("T")
MOST = 20
NEARLY = 0.72
LONGEST = 60  # what is typed beyond is left out, so that a pasted page costs no time


def best_matches(typed: str, names: Mapping[T, str]) -> list[T]:
    """Every word typed begins a word of the name; if nobody's does, those that come nearest."""
    wanted = _words(typed[:LONGEST])
    if not wanted:
        return []
    known = {key: _words(name) for key, name in names.items()}
    exact = [key for key, words in known.items() if _all_begin(wanted, words)]
    return exact[:MOST] if exact else _nearest(wanted, known)


def _words(text: str) -> list[str]:
    """Without case and accents; O’Brien is one word, Smith-Jones can be found by either half."""
    return [word for part in text.replace("-", " ").split() if (word := normalised_name(part))]


def _all_begin(wanted: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in wanted)


def _nearest(wanted: list[str], known: Mapping[T, list[str]]) -> list[T]:
    """Mistyped, or spelt as it sounds: Aisha for Aysha."""
    likeness = {key: _likeness(wanted, words) for key, words in known.items()}
    near = [key for key, found in likeness.items() if found >= NEARLY]
    return sorted(near, key=lambda key: -likeness[key])[:MOST]


def _likeness(wanted: list[str], words: list[str]) -> float:
    best = [max((_alike(each, word) for word in words), default=0.0) for each in wanted]
    return min(best)


def _alike(typed: str, word: str) -> float:
    """Compared with as much of the word as was typed, since a name is seldom typed to its end."""
    matcher = SequenceMatcher(None, word[: len(typed) + 1], typed)
    if matcher.real_quick_ratio() < NEARLY:
        return 0.0
    return matcher.ratio()
