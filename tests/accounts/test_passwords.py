"""Passwords are kept as Argon2id hashes, as strong as the standard asks."""

import pytest
from argon2 import PasswordHasher, profiles
from argon2.low_level import Type

from parentcomms.accounts import passwords


@pytest.fixture
def _full_strength(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other tests hash cheaply, because they sign in hundreds of times."""
    hasher = PasswordHasher.from_parameters(passwords.STRENGTH)
    monkeypatch.setattr(passwords, "_hasher", hasher)


@pytest.mark.usefixtures("_full_strength")
def test_a_password_fits_its_hash_and_no_other() -> None:
    kept = passwords.hashed("correct horse battery staple")
    assert kept.startswith("$argon2id$")
    assert passwords.fits("correct horse battery staple", kept)
    assert not passwords.fits("correct horse battery", kept)
    assert not passwords.is_outdated(kept)


@pytest.mark.usefixtures("_full_strength")
def test_a_hash_of_weaker_settings_is_outdated_and_still_fits() -> None:
    weak = PasswordHasher.from_parameters(profiles.CHEAPEST).hash("old and short")
    assert passwords.fits("old and short", weak)
    assert passwords.is_outdated(weak)


def test_the_strength_is_what_rfc_9106_recommends_for_little_memory() -> None:
    strength = passwords.STRENGTH
    assert strength.type is Type.ID
    assert (strength.time_cost, strength.memory_cost) >= (3, 64 * 1024)
