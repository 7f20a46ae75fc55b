"""Every organisation the questions name (UK GDPR Art 4(11), 7: a category is not enough)."""

from parentcomms.channels.queries import official_accounts
from parentcomms.school.queries import school


def organisation_values() -> dict[str, str]:
    """A value for each placeholder of a photo question, from what the school has decided."""
    ours = school()
    accounts = ", ".join(channel.name for channel in official_accounts())
    return {
        "school_name": ours.name,
        "class_app_name": ours.class_app,
        "photographer_name": ours.photographer,
        "print_organisations": ours.print_organisations,
        "website_address": ours.website,
        "video_organisations": ours.video_organisations,
        "official_accounts": accounts,
    }


def organisations_missing() -> list[str]:
    """Which names the school has still to give before families can be asked."""
    return [name for name, value in organisation_values().items() if not value]
