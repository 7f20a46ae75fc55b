"""Addresses are kebab-case, their parameters typed, and one that is known never vanishes."""

import re
from pathlib import Path

from flask import Flask

KNOWN = Path(__file__).with_name("known_addresses.txt")
KEBAB = re.compile(r"(/([a-z0-9-]+|<(string|int|path):[a-z_]+>)(\.[a-z]+)?)*/?")
OURS = {"static"}


def _addresses(app: Flask) -> list[str]:
    return sorted({rule.rule for rule in app.url_map.iter_rules() if rule.endpoint not in OURS})


def test_addresses_are_kebab_case_with_typed_parameters(demo: Flask) -> None:
    odd = [address for address in _addresses(demo) if not KEBAB.fullmatch(address)]
    assert not odd, odd


def test_a_known_address_never_vanishes(demo: Flask) -> None:
    """Letters on kitchen walls carry them: add new ones to the list, never take one out."""
    known = KNOWN.read_text(encoding="utf-8").split()
    assert _addresses(demo) == sorted(known)
