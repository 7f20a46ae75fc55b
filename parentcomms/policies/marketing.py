"""Words by which a newsletter may become direct marketing (PECR reg 22). A hint only. Pure.

What a school must tell families is no marketing. Asking for money, selling tickets or promoting
somebody's goods is: it may go only to those who agreed to it, and whoever did not must be left out.
"""

import re

_WORDS = (
    r"raffles?", r"tombola", r"donat(?:e|es|ed|ing|ions?)", r"fund-?\s?rais(?:e|es|er|ers|ing)",
    r"sponsor(?:ed|s|ship|ship form)?", r"tickets? (?:are |now )*(?:on sale|for sale|cost)",
    r"buy (?:a|your|now|tickets?)", r"(?:now )?on sale", r"discounts?", r"special offers?",
    r"vouchers?", r"just ?giving", r"go ?fund ?me", r"100 club", r"lottery", r"auction",
    r"book fair", r"cake (?:sale|stall)", r"sign up (?:for|to) (?:our|the) (?:offer|lottery)",
)  # fmt: skip
_PATTERN = re.compile(r"\b(?:" + "|".join(_WORDS) + r")\b", re.IGNORECASE)


def marketing_words(text: str) -> tuple[str, ...]:
    """The words that made us think of it, each once, as they stand."""
    found = (" ".join(match[0].split()) for match in _PATTERN.finditer(text))
    return tuple(dict.fromkeys(found))
