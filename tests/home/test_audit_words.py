"""The audit page speaks as a school does."""

import re
from pathlib import Path

from parentcomms.home.audit_staff_words import ACTS, act_in_words

CODE = Path(__file__).parents[2] / "parentcomms"
CALL = re.compile(r"\b(?:record|record_many|note)\(\s*\"([a-z-]+)\"")


def test_nearly_every_act_that_is_recorded_has_words() -> None:
    """A new room's act is shown in the words it is kept by until somebody names it here."""
    acts = {act for path in CODE.rglob("*.py") for act in CALL.findall(path.read_text("utf-8"))}
    assert len(acts) > 100
    assert len(acts - set(ACTS)) < len(acts) / 10, sorted(acts - set(ACTS))


def test_an_act_without_words_is_still_shown() -> None:
    assert act_in_words("moon-landed") == "Moon landed"
