"""What management systems write for a relationship."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.people.relationships import hold_from, relationship_from
from parentcomms.people.rules import HoldKind, RelationshipKind


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("PAM", "mother"),
        ("PAF", "father"),
        ("STF", "step_parent"),
        ("STM", "step_parent"),
        ("CAR", "carer"),
        ("FOM", "foster_carer"),
        ("FOF", "foster_carer"),
        ("FAM", "other_family"),
        ("REL", "other_family"),
        ("SWR", "social_worker"),
        ("OTH", "other"),
        ("DOC", "professional"),
        ("HTC", "professional"),
        ("TCH", "professional"),
        ("CHM", "professional"),
        ("RLG", "professional"),
        ("Mother", "mother"),
        (" mum ", "mother"),
        ("Adoptive mother", "mother"),
        ("Natural Father", "father"),
        ("Birth father", "father"),
        ("Step-Mother", "step_parent"),
        ("Step Father", "step_parent"),
        ("Parent/Carer", "carer"),
        ("Special Guardian", "special_guardian"),
        ("Foster Carer", "foster_carer"),
        ("Grandmother", "grandparent"),
        ("Aunt", "other_family"),
        ("Social worker", "social_worker"),
        ("Local Authority", "authority"),
        ("Adoption agency", "adoption_agency"),
        ("Self", "self"),
        ("Mother's partner", "other"),
        ("Neighbour", "other"),
        ("", "other"),
        ("birth", "other"),
    ],
)
def test_codes_and_plain_words_are_understood(written: str, kind: str):
    assert relationship_from(written) is RelationshipKind(kind)


@given(st.text(max_size=20))
def test_what_nobody_understands_is_other_and_never_a_parent(written: str):
    known = {"pam", "paf", "mum", "dad", "mam", "mom", "mummy", "daddy", "mother", "father"}
    letters = "".join(character for character in written if character.isalpha()).casefold()
    if not any(word in letters for word in known):
        assert relationship_from(written) not in {
            RelationshipKind.MOTHER,
            RelationshipKind.FATHER,
        }


def test_birth_relatives_and_court_orders_start_on_hold():
    assert hold_from("Birth mother", court_order=False) is HoldKind.BIRTH_RELATIVE
    assert hold_from("biological Father", court_order=False) is HoldKind.BIRTH_RELATIVE
    assert hold_from("Birth mother", court_order=True) is HoldKind.COURT_ORDER
    assert hold_from("Mother", court_order=True) is HoldKind.COURT_ORDER
    assert hold_from("Mother", court_order=False) is None
    assert hold_from("Natural mother", court_order=False) is None
