"""Every organisation the questions name (UK GDPR Art 4(11), 7: a category is not enough)."""

from parentcomms.channels.queries import official_accounts
from parentcomms.consent.sentences import named
from parentcomms.school.queries import school


def organisation_values() -> dict[str, str]:
    """A value for each placeholder of a photo question; empty where there is nobody to name."""
    ours = school()
    return {
        name: value if name == "school_name" else named(value, school_name=ours.name)
        for name, value in _written().items()
    }


def _written() -> dict[str, str]:
    """What the school wrote down, to the letter."""
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
    return [name for name, value in _written().items() if not value]
