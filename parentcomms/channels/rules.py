"""Who sees what is posted on a channel. Pure."""

from enum import StrEnum


class ChannelAudience(StrEnum):
    """A school-run closed group is still publication (policy 2.1): it has a use of its own."""

    CLASS_FAMILIES = "class_families"
    SCHOOL_FAMILIES = "school_families"
    PUBLIC = "public"
