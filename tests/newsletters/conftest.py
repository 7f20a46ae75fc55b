"""A school with approved words and people, for the tests of this room."""

from tests.communications.conftest import Desk, desk, inside

__all__ = ["Desk", "desk", "inside"]
