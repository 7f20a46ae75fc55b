"""Unique Pupil Numbers: the check letter, as the DfE's Common Basic Data Set defines it."""

import re
from operator import mul

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # without I, O and S, which read like 1, 0 and 5
_VALUES = {str(digit): digit for digit in range(10)} | {
    letter: place for place, letter in enumerate(CHECK_LETTERS)
}
_WEIGHTS = range(2, 14)
_SHAPE = re.compile(rf"[A-Z][0-9]{{11}}[0-9{CHECK_LETTERS}]\Z")


def tidy_upn(upn: str) -> str:
    """As typed, without spaces and in capitals."""
    return "".join(upn.split()).upper()


def check_letter(upn: str) -> str:
    """The letter the other twelve characters ask for: weights 2 to 13, modulo 23.

    The last character of a temporary number is a letter and counts by its own place.
    """
    total = sum(map(mul, map(_VALUES.__getitem__, upn[1:]), _WEIGHTS))
    return CHECK_LETTERS[total % 23]


def is_temporary(upn: str) -> bool:
    """A school gives a temporary number until it learns the permanent one."""
    return bool(_SHAPE.match(upn)) and upn[-1].isalpha()


def upn_problem(upn: str) -> str | None:
    """What is wrong with a number, in words for the office, or None. It warns; it never drops."""
    if not _SHAPE.match(upn):
        return N_("A UPN is a letter, eleven digits, and a digit or letter: 13 characters.")
    if upn[0] != check_letter(upn):
        return N_("The first letter of this UPN does not match its digits: one may be mistyped.")
    return None


def N_(text: str) -> str:  # noqa: N802 - the name the translation tools look for
    """Mark a sentence for translation where no page is being made; the page translates it."""
    return text
