"""Table by table: what is a person's own, in the order in which it is found."""

from parentcomms.subject_access.child_maps import CONSENT, PEOPLE, PICTURES
from parentcomms.subject_access.sent_maps import CONCERNS, SENT

MAPS = (*PEOPLE, *CONSENT, *PICTURES, *SENT, *CONCERNS)
