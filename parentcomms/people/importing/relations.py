"""What a cell such as `Step Father` or `PAM` says an adult is to a child."""

from __future__ import annotations

from parentcomms.people.importing.words import normalised_name
from parentcomms.people.rules import RelationshipKind as Kind

_CODES = {
    "car": Kind.CARER,
    "chm": Kind.PROFESSIONAL,
    "doc": Kind.PROFESSIONAL,
    "fam": Kind.OTHER_FAMILY,
    "fof": Kind.FOSTER_CARER,
    "fom": Kind.FOSTER_CARER,
    "htc": Kind.PROFESSIONAL,
    "oth": Kind.OTHER,
    "paf": Kind.FATHER,
    "pam": Kind.MOTHER,
    "rel": Kind.OTHER_FAMILY,
    "rlg": Kind.PROFESSIONAL,
    "stf": Kind.STEP_PARENT,
    "stm": Kind.STEP_PARENT,
    "swr": Kind.SOCIAL_WORKER,
    "tch": Kind.PROFESSIONAL,
}
"""The common basic data set's codes, as SIMS and the transfer file write them."""

_BY_WORD = (
    (("social worker",), Kind.SOCIAL_WORKER),
    (("foster",), Kind.FOSTER_CARER),
    (("special guardian",), Kind.SPECIAL_GUARDIAN),
    (
        (
            "doctor",
            "gp",
            "teacher",
            "childminder",
            "child minder",
            "nursery",
            "dentist",
            "religious",
            "professional",
            "neighbour",
        ),
        Kind.PROFESSIONAL,
    ),
    (("step", "partner", "boyfriend", "girlfriend"), Kind.STEP_PARENT),
    (("grand", "nan", "nana", "nanny", "granny"), Kind.GRANDPARENT),
    (
        (
            "aunt",
            "auntie",
            "uncle",
            "cousin",
            "brother",
            "sister",
            "sibling",
            "godmother",
            "godfather",
            "in law",
            "great",
            "family",
            "relative",
        ),
        Kind.OTHER_FAMILY,
    ),
    (("mother", "mum", "mummy", "mom"), Kind.MOTHER),
    (("father", "dad", "daddy"), Kind.FATHER),
    (("parent", "carer", "guardian"), Kind.CARER),
)
"""The first that fits decides, so `step mother` and `grand father` are not mother and father."""


def read_relationship(text: str) -> Kind:
    """The kind; an unknown word is *other*, which is allowed nothing by itself."""
    words = f" {normalised_name(text)} "
    code = _CODES.get(words.strip())
    if code:
        return code
    if is_birth_relative(text):
        return Kind.OTHER_FAMILY
    for fragments, kind in _BY_WORD:
        if any(_says(words, fragment) for fragment in fragments):
            return kind
    return Kind.OTHER


def is_birth_relative(text: str) -> bool:
    """`Birth mother` is how records name a parent whose child was adopted."""
    words = normalised_name(text).split()
    return "birth" in words or "biological" in words


def _says(words: str, fragment: str) -> bool:
    """Whole words, save for the two that are written as one: stepmother, grandfather."""
    return f" {fragment}" in words if fragment in ("step", "grand") else f" {fragment} " in words
