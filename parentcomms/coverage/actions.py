"""The one thing done here: printed letters that the office says went home (policy 10.1)."""

from collections.abc import Sequence

from parentcomms.communications.models import Delivery
from parentcomms.communications.sending import mark_handed_out


def hand_out(deliveries: Sequence[Delivery]) -> int:
    """Whoever was handed a letter counts as told. Says how many letters that were."""
    mark_handed_out(deliveries)
    return len(deliveries)
