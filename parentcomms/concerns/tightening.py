"""How a school may narrow the routing table: fewer people read, and never another kind. Pure."""

from enum import StrEnum


class Tightening(StrEnum):
    """Each takes a group out of its own row; nobody is ever added who would not be next in line."""

    LEADS_ONLY = "leads_only"  # a risk goes to the leads, to their deputies once it lies unread
    PAST_THE_OFFICE = "past_the_office"  # questions go to the head
