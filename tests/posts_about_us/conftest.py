"""The school of tests/concerns, whose posts are held by different people."""

from tests.concerns.conftest import clock, posts

__all__ = ["clock", "posts"]
