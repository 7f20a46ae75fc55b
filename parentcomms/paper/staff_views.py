"""Forms on paper and scans of them: the pages stand in two files beside this one."""

from parentcomms.paper import scan_views
from parentcomms.paper.sheet_views import blueprint

__all__ = ["blueprint", "scan_views"]
