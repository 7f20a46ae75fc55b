"""What a page opened on a shared tablet leads to. Pure."""

# Pages of what the school asks. Not what was raised as a concern, which a second pair of eyes
# beside the tablet need not see; and no file, which would stay on the tablet.
OPEN_ROOMS = frozenset({"home_family", "policies_family", "consent_family", "occasions_family"})
LEAVES_A_FILE = frozenset({"home_family.receipt"})


def opens_on_tablet(endpoint: str) -> bool:
    """Whether a family page may be opened on the school's tablet."""
    room, _, _page = endpoint.partition(".")
    return room in OPEN_ROOMS and endpoint not in LEAVES_A_FILE
