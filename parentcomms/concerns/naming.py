"""Which staff a sender's words name, so that the person named is left out from the start. Pure."""

import unicodedata
from collections.abc import Mapping

from parentcomms.concerns.rules import ABOUT_AN_ADULT_OF_THE_SCHOOL, AboutWhom

SHORTEST_SURNAME = 2


def named_in(about: AboutWhom, typed: str | None, staff_names: Mapping[int, str]) -> frozenset[int]:
    """Staff whose surname stands in the box "who is it about".

    Two people of one surname are both left out: a case that goes to the next in line is read a
    little later, one that goes to its subject cannot be called back. The story itself is not
    searched, as it names whoever was spoken to.
    """
    if about not in ABOUT_AN_ADULT_OF_THE_SCHOOL or not typed:
        return frozenset()
    words = _words(typed)
    return frozenset(
        staff_id
        for staff_id, name in staff_names.items()
        if (surname := _surname(name)) and surname <= words
    )


def _surname(name: str) -> frozenset[str]:
    """The last name with its parts: `Anna Smith-Jones` is found by both words."""
    last = name.split()[-1] if name.split() else ""
    parts = _words(last)
    return parts if all(len(part) >= SHORTEST_SURNAME for part in parts) else frozenset()


def _words(text: str) -> frozenset[str]:
    bare = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("’", "")
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return frozenset("".join(s if s.isalnum() else " " for s in letters).split())
