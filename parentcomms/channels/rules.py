"""What kinds of place a school publishes in, and who sees what is posted there. Pure."""

from enum import StrEnum


class ChannelAudience(StrEnum):
    """A school-run closed group is still publication (policy 2.1): it has a use of its own."""

    CLASS_FAMILIES = "class_families"
    SCHOOL_FAMILIES = "school_families"
    PUBLIC = "public"


class ChannelKind(StrEnum):
    """What a place is. Its value is the key of the photo question a post there touches."""

    WEBSITE = "website"
    SOCIAL_ACCOUNT = "social_media"
    CLASS_APP = "class_app"
    PRINT = "newsletter_print"
    CLASS_PHOTO = "class_photo"


class PostApproval(StrEnum):
    """EACH_POST goes to the head as it is; STANDING is given beforehand, for closed places only."""

    EACH_POST = "each_post"
    STANDING = "standing"


def is_official_account(kind: ChannelKind) -> bool:
    """Whether it is listed by name in the question and on the notice, which exposes impostors."""
    return kind is ChannelKind.SOCIAL_ACCOUNT
