"""The staff pages of this room stand in files of their own; this one gathers them."""

from parentcomms.publications import import_views, incident_views, takedown_views, weekly_views
from parentcomms.publications.register_views import blueprint

__all__ = ["blueprint", "import_views", "incident_views", "takedown_views", "weekly_views"]
