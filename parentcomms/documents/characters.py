"""What may stand in a value: one line of visible characters.

Bidirectional overrides and other invisible controls let a name turn the sentence around it,
or hide an address; they are taken out of every value, in every format.
"""

import re

_CONTROLS = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def one_line(text: str) -> str:
    """The text without invisible controls, its runs of white space folded to one space.

    The joiners U+200C and U+200D stay: Persian, Urdu and the Indic scripts are spelt with them.
    """
    if text.isascii() and text.isprintable():  # no controls, and no other space than the usual
        return " ".join(text.split())
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip()


def has_right_to_left(text: str) -> bool:
    """Whether any letter of it is written from right to left."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text))
