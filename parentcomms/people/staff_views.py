"""The office's pages about people: import and contact review, on one blueprint."""

from parentcomms.people import care_views, merge_views, review_views
from parentcomms.people.import_views import blueprint

__all__ = ["blueprint", "care_views", "merge_views", "review_views"]
