"""The office's pages about people: import, contact review and by hand, on one blueprint."""

from parentcomms.people import care_views, merge_views, review_views, together_views
from parentcomms.people.by_hand import adult_views, child_views
from parentcomms.people.import_views import blueprint

__all__ = [
    "adult_views",
    "blueprint",
    "care_views",
    "child_views",
    "merge_views",
    "review_views",
    "together_views",
]
